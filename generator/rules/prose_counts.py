"""N1 and N2: counts and percentages that the prose states, against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import wraps

from generator.model.forms import Label
from generator.model.report import Report
from generator.rules.mentions import Mention, mentions
from generator.rules.registry import Basis, ReportCheck, rule
from generator.rules.results import (
    Amount,
    Comparison,
    Failed,
    NotAssessable,
    Passed,
    Result,
    Side,
)
from generator.rules.review import results
from generator.rules.scope import of_another_year, of_one_body, of_whole_region
from generator.rules.subject import ReportSubject
from generator.rules.wording import ARABIC, COUNT, Clause, clauses, number, plain

PROSE = ("sections",)
NOT_IN_COPY = Label("存档副本中没有文字部分", "our copy does not hold the prose")
NOTHING_SAID = Label("文字中没有可比的说法", "the prose says nothing that can be compared")
NO_NUMBER = Label("表中有关的格不是数字", "the cell of the table holds no number")


def of_prose(check: ReportCheck) -> ReportCheck:
    """A check that says why where there is no prose, or nothing in it that can be compared."""

    @wraps(check)
    def checked(subject: ReportSubject) -> Iterator[Result]:
        if not subject.texts:
            yield NotAssessable(PROSE, NOTHING_SAID if subject.prose_complete else NOT_IN_COPY)
            return
        results = list(check(subject))
        yield from results or [NotAssessable(PROSE, NOTHING_SAID)]

    return checked


ADDRESS = {
    "received": "requests.received.total",
    "carried_in": "requests.carried_in.total",
    "answered": "requests.total.total",
    "carried_out": "requests.carried_out.total",
    "reconsideration": "review.reconsideration.total",
    "litigation": "review.direct_suit.total",
    "fees": "proactive.fees.amount",
}
_NAMES = {
    "received": Label("本年新收", "received"),
    "carried_in": Label("上年结转", "carried in"),
    "answered": Label("办理结果总计", "outcomes in total"),
    "carried_out": Label("结转下年度", "carried out"),
    "reconsideration": Label("行政复议", "reconsiderations"),
    "litigation": Label("行政诉讼", "litigation"),
    "fees": Label("行政事业性收费（万元）", "fees (10 000 yuan)"),
}


def total_of(report: Report, row: str) -> Amount | None:
    """The 总计 of a row of section 3, if it is a number."""
    return report.cells[f"requests.{row}.total"].number


def table_values(report: Report, fact: str) -> tuple[Amount, ...]:
    """What the prose may rightly say of a fact, the printed cell first; nothing where it is unknown."""
    if fact == "fees":
        cell = report.cells.get("proactive.fees.amount")
        return () if cell is None or cell.number is None else (cell.number,)
    if fact in ("reconsideration", "litigation"):
        return _case_values(report, fact)
    values = {
        row: total_of(report, row) for row in ("received", "carried_in", "total", "carried_out")
    }
    row = {"answered": "total"}.get(fact, fact)
    value = values[row]
    if value is None:
        return ()
    if fact == "received" and values["carried_in"] is not None:
        return (value, value + values["carried_in"])
    return (value,)


def _case_values(report: Report, fact: str) -> tuple[Amount, ...]:
    rows = (
        ("reconsideration",)
        if fact == "reconsideration"
        else ("direct_suit", "suit_after_reconsideration")
    )
    totals = [report.cells[f"review.{row}.total"].number for row in rows]
    parts = [[report.cells[a].number for a in results(row).left] for row in rows]
    known = [total for total in totals if total is not None]
    if len(known) < len(totals):
        return ()
    sums = [sum(n for n in numbers if n is not None) for numbers in parts]
    return tuple(dict.fromkeys([sum(known), *known, sum(sums), *sums]))


@rule(
    "N1",
    "文字所述件数与表格一致",
    "Counts named in the prose are those of the table",
    basis=Basis.CONVENTION,
)
@of_prose
def n1(subject: ReportSubject) -> Iterator[Result]:
    """Every count that the prose names is held against its cell.

    New, carried in, answered, carried out, reconsideration, litigation, and fees; every mention, not only
    the first, in Arabic or Chinese numerals. What follows 其中, or counts a channel, a kind of applicant, a
    subordinate unit, one office (区政府办代表区政府受理) or one result of cases (2件维持), is part of a whole
    and not assessable, and so is an approximate number (余, 多). A received count may include those carried
    in; an answered count below the total may leave out cases that needed no answer.

    Example: the prose says 2 requests, the table 3.
    """
    said = [m for m in mentions(subject.texts) if m.fact in ADDRESS]
    if not said:
        yield NotAssessable(PROSE, NOTHING_SAID)
    for mention in said:
        yield _held(subject, mention)


def _held(subject: ReportSubject, mention: Mention) -> Result:
    report = subject.report
    address, clause = ADDRESS[mention.fact], mention.clause
    if address not in report.cells:
        return NotAssessable(
            (clause.address,), Label("此表式没有这一格", "the form has no such cell")
        )
    cells = (address, clause.address)
    if not mention.whole or of_something_else(subject, mention):
        reason = Label(
            f"“{clause.text}”只是一部分、约数，或另有所指",
            f"“{clause.text}” is a part of a whole, approximate, or of something else",
        )
        return NotAssessable(cells, reason)
    values = table_values(report, mention.fact)
    agrees = mention.value in values
    if values and not agrees and mention.fact == "answered" and mention.value < values[0]:
        reason = Label(
            "答复件数可能不含无需答复的", "a count of answers may leave out cases that needed none"
        )
        return NotAssessable(cells, reason)
    if values and not agrees and mention.fact == "received" and values[0] == 0:
        return NotAssessable(cells, Label("见规则 N3", "see rule N3"))
    return against(report, mention, agrees=agrees)


def against(report: Report, mention: Mention, *, agrees: bool) -> Result:
    """A count held against its cell: a failure unless it agrees, or the cell holds no number."""
    address = ADDRESS[mention.fact]
    cells = (address, mention.clause.address)
    values = table_values(report, mention.fact)
    if not values:
        return NotAssessable(cells, NO_NUMBER)
    return Passed(cells) if agrees else _differs(mention, values[0], address, report)


def _differs(mention: Mention, value: Amount, address: str, report: Report) -> Failed:
    """A count of the prose that is not what the table prints."""
    name, clause = _NAMES[mention.fact], mention.clause
    comparison = Comparison(
        Side(Label(f"文字“{clause.text}”", f"prose “{clause.text}”"), mention.value),
        Side(Label(f"表中{name.zh} {value}", f"table, {name.en} {value}"), value),
    )
    difference = abs(comparison.difference)
    message = Label(
        f"文字“{clause.text}”，即 {mention.value}；表中{name.zh}为 {value}；相差 {difference}",
        f"prose “{clause.text}”, that is {mention.value}; table: {name.en} {value}; "
        f"difference {difference}",
    )
    evidence = {address: report.cells[address].printed, clause.address: clause.text}
    return Failed((address, clause.address), message, evidence, comparison)


def of_something_else(subject: ReportSubject, mention: Mention) -> bool:
    """Whether a count is of another year, of a whole region, or of one body among several."""
    clause, report = mention.clause, subject.report
    if mention.fact not in ("carried_in", "carried_out") and of_another_year(report, clause):
        return True
    if of_whole_region(subject.body, clause):
        return True
    values = table_values(report, mention.fact)
    # What a government's office received is a part of the table, so it can never be more.
    part = subject.body.kind != "government" or (bool(values) and mention.value < values[0])
    return part and of_one_body(subject, clause)


_OTHER_WHOLE = re.compile(r"全(?:省|市|州|区|县|旗|国)|上年|去年|总人口")
_SHARE = re.compile(rf"{COUNT}[^,0-9%]{{0,6}},?(?:约)?占(?:比)?[^,0-9%]{{0,16}}(?P<p>{ARABIC})%")


@rule(
    "N2",
    "文字所述比例与件数相符",
    "Percentages stated in the prose can be recomputed",
    basis=Basis.CONVENTION,
)
@of_prose
def n2(subject: ReportSubject) -> Iterator[Result]:
    """A share of requests (n 件，占 p%) is recomputed from the table, or from a whole in its sentence.

    Any whole that gives the percentage, rounded or cut, will do: received, received and carried in, or all
    outcomes. Rates of timeliness cannot be recomputed from the form; year-on-year changes are rule N6.

    Example: 3 requests, 占 50%, of 8.
    """
    seen: set[tuple[str, str]] = set()
    for clause in clauses(subject.texts):
        if "占" not in clause.sentence or not clause.of_requests:
            continue
        if (clause.address, clause.sentence) in seen:
            continue
        seen.add((clause.address, clause.sentence))
        for match in _SHARE.finditer(clause.sentence):
            if _OTHER_WHOLE.search(match.group()):
                continue
            yield _share(subject, clause, match)


def _share(subject: ReportSubject, clause: Clause, match: re.Match[str]) -> Result:
    report = subject.report
    cells = (clause.address, "requests.total.total")
    received, carried_in, total = (
        total_of(report, row) for row in ("received", "carried_in", "total")
    )
    if received is None or carried_in is None or total is None:
        return NotAssessable(cells, NO_NUMBER)
    part, stated = number(match["n"]), Decimal(match["p"])
    said = [plain(text) for address, text in subject.texts if address == clause.address]
    named = [number(m["n"]) for text in said for m in re.finditer(COUNT, text)]
    wholes = [w for w in dict.fromkeys([total, received, received + carried_in, *named]) if w]
    if any(near(Decimal(100) * part / whole, stated) for whole in wholes):
        return Passed(cells)
    if not wholes:
        return NotAssessable(cells, Label("总数为 0", "the whole is 0"))
    text = match.group()
    computed = round(Decimal(100) * part / wholes[0], 2)
    message = Label(
        f"文字“{text}”；{part}÷{wholes[0]}＝{computed}%",
        f"prose “{text}”; {part} of {wholes[0]} is {computed}%",
    )
    comparison = Comparison(
        Side(Label(f"文字 {stated}%", f"prose {stated}%"), stated),
        Side(Label(f"{part}÷{wholes[0]}", f"{part} of {wholes[0]}"), computed),
    )
    return Failed(cells, message, {cells[0]: text, cells[1]: str(total)}, comparison)


def near(computed: Decimal, stated: Decimal) -> bool:
    """Equal to the digits printed, whether rounded or cut."""
    exponent = stated.as_tuple().exponent
    unit = Decimal(10) ** exponent if isinstance(exponent, int) else Decimal(1)
    return abs(computed - stated) < unit
