"""N5 and N6: what the prose says of withdrawals and of change, against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from generator.model.forms import Label
from generator.problems import Level
from generator.rules.mentions import mentions
from generator.rules.prose_counts import NO_NUMBER, NOTHING_SAID, near, of_prose
from generator.rules.registry import Basis, rule
from generator.rules.results import (
    Amount,
    Comparison,
    Failed,
    NotAssessable,
    Passed,
    Result,
    Side,
)
from generator.rules.scope import of_one_body
from generator.rules.subject import ReportSubject
from generator.rules.wording import ARABIC, Clause, clauses
from generator.rules.years import NO_YEAR_BEFORE


def other_outcomes(subject: ReportSubject) -> tuple[str, ...]:
    """The addresses of what stands under 其他处理 in all, one row or three."""
    totals = (f"requests.{row.key}.total" for row in subject.report.layout.request_rows)
    return tuple(address for address in totals if address.startswith("requests.other_outcome."))


def _sum(numbers: Iterable[Amount | None]) -> Amount | None:
    """Their sum; None where one is no number."""
    found = list(numbers)
    known = [number for number in found if number is not None]
    return sum(known) if len(known) == len(found) else None


@rule(
    "N5",
    "其他处理的件数另有撤回可以说明",
    "Withdrawals named in the prose explain what was handled otherwise (其他处理)",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
@of_prose
def n5(subject: ReportSubject) -> Iterator[Result]:
    """The form has no row for withdrawn requests; bodies book them under 其他处理.

    The note tells the reader what that figure consists of; nothing is wrong with it.

    Example: 主动撤回 4 件, and 其他处理 is 4.
    """
    cells = other_outcomes(subject)
    value = _sum(subject.cells[address].number for address in cells)
    said = [
        m
        for m in mentions(subject.texts)
        if m.fact == "withdrawn" and m.exact and not re.search(r"复议|诉讼", m.clause.text)
    ]
    if not said or value is None:
        yield NotAssessable(cells, NOTHING_SAID if value is not None else NO_NUMBER)
        return
    equal = next((m for m in said if m.value == value and value > 0), None)
    if equal is None:
        yield Passed(cells)
        return
    where = next((a for a in cells if subject.cells[a].number == value), cells[0])
    message = Label(
        f"文字“{equal.clause.text}”，与“其他处理” {value} 件相同：其他处理即撤回的申请",
        f"prose “{equal.clause.text}” equals 其他处理 {value}: these are the withdrawn requests",
    )
    evidence: Mapping[str, str] = {where: str(value), equal.clause.address: equal.clause.text}
    yield Failed((where, equal.clause.address), message, evidence)


_CHANGE = re.compile(
    r"(?:较|比|同比|与)(?:上一?年度?|去年度?|20[0-9]{2}年度?)?(?:同期)?(?:相比)?[^,0-9%]{0,8}?"
    rf"(?P<way>增长|增加|上升|提高|多|下降|减少|降低|少)(?:了|约)?(?P<n>{ARABIC})(?P<unit>%|件|宗|份)"
)
_UP = frozenset({"增长", "增加", "上升", "提高", "多"})


@rule(
    "N6",
    "文字所述同比变化与上年报告相符",
    "Year-on-year claims agree with last year's report",
    basis=Basis.CONVENTION,
)
@of_prose
def n6(subject: ReportSubject) -> Iterator[Result]:
    """A claim that requests rose or fell (同比, 较上年) is recomputed from the two reports.

    Only in a sentence that also counts the requests received as a whole.

    Example: 同比增长 50%, from 8 to 10 requests.
    """
    counted = {
        m.clause.sentence
        for m in mentions(subject.texts)
        if m.fact == "received" and m.whole and not of_one_body(subject, m.clause)
    }
    for clause in clauses(subject.texts):
        if clause.of_requests and clause.sentence in counted:
            match = _CHANGE.search(clause.text)
            if match and not clause.partial:
                yield _changed(subject, clause, match)


def _changed(subject: ReportSubject, clause: Clause, match: re.Match[str]) -> Result:
    address = "requests.received.total"
    cells = (address, clause.address)
    if subject.before is None:
        return NotAssessable(cells, NO_YEAR_BEFORE)
    now, earlier = subject.cells[address].number, subject.before.cells[address].number
    if now is None or earlier is None:
        return NotAssessable(cells, NO_NUMBER)
    stated = Decimal(match["n"]) * (1 if match["way"] in _UP else -1)
    if match["unit"] != "%":
        computed = Decimal(now - earlier)
        agrees = computed == stated
    elif earlier == 0:
        return NotAssessable(
            cells, Label("上年为 0，没有变化率", "last year was 0: there is no rate")
        )
    else:
        exact = Decimal(100) * (now - earlier) / earlier
        agrees, computed = near(exact, stated), round(exact, 2)
    if agrees:
        return Passed(cells)
    unit = match["unit"]
    percent = "%" if unit == "%" else ""
    message = Label(
        f"文字“{clause.text}”；上年 {earlier}，本年 {now}，变化 {computed}{unit}",
        f"prose “{clause.text}”; {earlier} last year, {now} this year: {computed}{percent}",
    )
    comparison = Comparison(
        Side(Label(f"文字 {stated}{unit}", f"prose {stated}{percent}"), stated),
        Side(Label(f"由 {earlier} 到 {now}", f"from {earlier} to {now}"), computed),
    )
    evidence = {
        address: str(now),
        f"{subject.before.year}/{address}": str(earlier),
        clause.address: clause.text,
    }
    return Failed(cells, message, evidence, comparison)
