"""N3 to N6: what the prose claims, against the tables and last year's report."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal

from generator.model.forms import Label
from generator.model.report import Report
from generator.problems import Level
from generator.rules.mentions import mentions
from generator.rules.prose_counts import (
    NO_NUMBER,
    NOTHING_SAID,
    against,
    near,
    of_prose,
    of_something_else,
    table_values,
)
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
from generator.rules.scope import of_another_year, of_one_body
from generator.rules.subject import ReportSubject
from generator.rules.wording import ARABIC, Clause, clauses
from generator.rules.years import NO_YEAR_BEFORE

_NONE_CAME = (
    re.compile(
        r"(?:未|没有|没|尚无|暂无)(?:有)?(?:收到|接到|受理|接收|收|出现|产生)[^,]{0,24}?申请(?!人|书|费|行政复议)"
    ),
    re.compile(r"(?:^|[^有])无(?:收到)?(?:依申请公开|(?:政府)?信息公开申请|公开申请)"),
    re.compile(r"申请(?:件|数|数量|总数)?(?:为|共)?(?:0|零)件?$"),
)
_OTHER_REQUESTS = re.compile(
    r"反复|重复|正当|逾期|超期|滥用|补正|更正|减免|不服|拒绝|行政许可|行政复议|不予|异议"
)
_NO_CASES = re.compile(r"(?:未|没有|无)(?!经)[^,]{0,30}(?P<what>行政复议|行政诉讼)")
_NOT_ALL_CASES = re.compile(r"纠正|纠错|败诉|撤销|结转|未经|超期|逾期|违法|过错|责令")


@rule(
    "N3",
    "“未收到申请”与表格不矛盾",
    "“No requests” in the prose does not contradict the table, nor the reverse",
    basis=Basis.CONVENTION,
)
@of_prose
def n3(subject: ReportSubject) -> Iterator[Result]:
    """The prose says that no request came and the table counts some, or the reverse.

    Likewise 未发生行政复议 and 行政诉讼 against section 4. A sentence about one channel (信函, 网上) says
    nothing of the whole.

    Example: 未收到政府信息公开申请, and the table says 3 received.
    """
    for clause in clauses(subject.texts):
        for address in _denied(clause, subject):
            yield _denial(subject.report, clause, address)
    for mention in mentions(subject.texts):
        counted = mention.fact == "received" and mention.whole and mention.value > 0
        if counted and not of_something_else(subject, mention):
            values = table_values(subject.report, "received")
            yield against(subject.report, mention, agrees=any(value > 0 for value in values))


def _denied(clause: Clause, subject: ReportSubject) -> list[str]:
    """The addresses of which the clause says that the body had none; one office of it may have had none."""
    report = subject.report
    found = list(_none(clause, report))
    if found and not of_another_year(report, clause) and not of_one_body(subject, clause):
        return found
    return []


def _none(clause: Clause, report: Report) -> Iterator[str]:
    about = "公开" in clause.sentence or clause.of_requests
    none_came = clause.of_requests and any(p.search(clause.text) for p in _NONE_CAME)
    if none_came and not clause.partial and not _OTHER_REQUESTS.search(clause.text):
        yield "requests.received.total"
    if about and _NO_CASES.search(clause.text) and not _NOT_ALL_CASES.search(clause.text):
        if "行政复议" in clause.text:
            yield "review.reconsideration.total"
        if "诉讼" in clause.text:
            yield from (
                a
                for a in report.cells
                if a.startswith("review.") and "suit" in a and a.endswith(".total")
            )


def _denial(report: Report, clause: Clause, address: str) -> Result:
    cells = (address, clause.address)
    value = report.cells[address].number
    if value is None:
        return NotAssessable(cells, NO_NUMBER)
    if value <= 0:
        return Passed(cells)
    message = Label(
        f"文字“{clause.text}”；表中为 {value}", f"prose “{clause.text}”; the table says {value}"
    )
    return Failed(cells, message, {address: str(value), clause.address: clause.text})


_ALL_DONE = re.compile(
    r"(?:全部|均|都)(?:已|予以|依法|按[^,]{0,8}|在[^,]{0,10})*(?:办结|办理完毕|答复|回复|处理完毕)|"
    r"(?<!按时)(?<!按期)(?<!及时)(?:办结|答复)率(?:均|都)?(?:为|达到|达)?100%"
)
_NOT_ALL = re.compile(r"结转|正在|尚未|未到期|在办|未办结|除|上年|复议|诉讼")


@rule(
    "N4",
    "“全部办结”时没有结转下年度",
    "“All finished” in the prose leaves nothing carried over",
    basis=Basis.CONVENTION,
)
@of_prose
def n4(subject: ReportSubject) -> Iterator[Result]:
    """The prose says that all requests were finished, and the table carries some over.

    Sentences about inquiries, complaints or hotlines do not count.

    Example: 全部办结, and 2 are carried over to the next year.
    """
    address = "requests.carried_out.total"
    for clause in clauses(subject.texts):
        if not clause.of_requests or clause.of_parts or _NOT_ALL.search(clause.sentence):
            continue
        if _ALL_DONE.search(clause.text) and not of_one_body(subject, clause):
            yield _denial(subject.report, clause, address)


def other_outcome(report: Report) -> Amount | None:
    """What stands under 其他处理, one row or three; None where a cell is no number."""
    cells = [
        cell.number
        for address, cell in report.cells.items()
        if address.startswith("requests.other_outcome.") and address.endswith(".total")
    ]
    known = [number for number in cells if number is not None]
    return sum(known) if len(known) == len(cells) else None


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
    cells = tuple(
        a for a in subject.cells if a.startswith("requests.other_outcome.") and a.endswith(".total")
    )
    value = other_outcome(subject.report)
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
        match = _CHANGE.search(clause.text)
        if match and clause.of_requests and clause.sentence in counted and not clause.partial:
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
