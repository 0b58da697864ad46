"""P: section 2, proactive disclosure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.cells import Kind
from generator.model.forms import Label
from generator.problems import Level
from generator.rules.mentions import disclosed_totals
from generator.rules.registry import Basis, rule
from generator.rules.results import Amount, Failed, NotAssessable, Passed, Result
from generator.rules.subject import ReportSubject
from generator.rules.sums import Identity, evidence, judge, unreadable

_DOCUMENTS = {
    "regulations": Label("规章", "rules of government"),
    "normative_documents": Label("规范性文件", "normative documents"),
}
_COLUMNS = {
    "made": Label("本年新制作", "made this year"),
    "newly_published": Label("本年新公开", "newly published"),
    "total_published": Label("对外公开总数", "published in total"),
    "issued": Label("本年制发", "issued this year"),
    "repealed": Label("本年废止", "repealed this year"),
    "in_force": Label("现行有效", "in force"),
}
_LEVELS = {
    "province": Label("省级", "provincial"),
    "prefecture": Label("市级", "prefectural"),
    "county": Label("县级", "county"),
    "township": Label("乡镇级", "township"),
}
_KINDS = {
    "government": Label("人民政府", "government"),
    "department": Label("部门", "department"),
    "office": Label("办公机构", "office"),
}
_NO_NUMBER = Label("有关各格没有数字", "the cells hold no number")
_FEWEST_ITEMS = 10
"""Smaller counts may agree by chance."""
_SLIP = (2_000, 50_000)
"""A ratio of two years near 10 000: yuan in a column of 10 000 yuan, or the other way round."""


@rule(
    "P1",
    "本年新公开数量不大于对外公开总数量",
    "Newly published this year is at most published in total",
    basis=Basis.IMPLIED,
    forms=("2019",),
)
def p1(subject: ReportSubject) -> Iterator[Result]:
    """What was newly published this year is part of what is published in total (form of 2019).

    Example: newly published 5, published in total 3.
    """
    for row, name in _DOCUMENTS.items():
        left, right = f"proactive.{row}.newly_published", f"proactive.{row}.total_published"
        names = {left: _COLUMNS["newly_published"], right: _COLUMNS["total_published"]}
        yield judge(Identity((left,), (right,), name, names, "≤"), subject.cells, point_at=left)


@rule(
    "P2",
    "本年制发件数不大于现行有效件数，除非本年废止可以解释",
    "Issued this year is at most in force, unless what was repealed explains it",
    basis=Basis.IMPLIED,
    level=Level.NOTE,
    forms=("2021",),
)
def p2(subject: ReportSubject) -> Iterator[Result]:
    """A document issued this year is in force at its end, unless it was repealed (form of 2021).

    Example: issued 5, in force 1, repealed 2.
    """
    for row, name in _DOCUMENTS.items():
        issued, repealed, in_force = (
            f"proactive.{row}.{key}" for key in ("issued", "repealed", "in_force")
        )
        names = {
            address: _COLUMNS[address.split(".")[2]] for address in (issued, repealed, in_force)
        }
        identity = Identity((issued,), (in_force, repealed), name, names, "≤")
        yield judge(identity, subject.cells, point_at=issued)


def _of_row(subject: ReportSubject, row: str) -> tuple[str, ...]:
    """The addresses of a row's cells, whatever columns the form has."""
    table = subject.tables.get("proactive", ())
    return tuple(address for address in table if address.startswith(f"proactive.{row}."))


@rule(
    "P3",
    "无权制定规章的机关，规章各格为零",
    "A body without the power to make rules reports none",
    basis=Basis.STATUTE,
)
def p3(subject: ReportSubject) -> Iterator[Result]:
    """Rules (规章) are made by provincial governments and those of cities with districts and of prefectures.

    Basis: Legislation Law, on the rules of local governments. Counties, townships and local departments have
    no such power; what they report is often other documents that they call 规章. The office of a government
    that has the power may report for that government: not assessable.

    Example: a township reports 3.
    """
    body = subject.body
    cells = _of_row(subject, "regulations")
    if body.level in ("province", "prefecture") and body.kind == "government":
        yield Passed(cells)
        return
    numbers = {address: subject.cells[address].number for address in cells}
    above = [address for address, number in numbers.items() if number is not None and number > 0]
    if not above:
        known = any(number is not None for number in numbers.values())
        yield Passed(cells) if known else NotAssessable(cells, _NO_NUMBER)
        return
    if body.level in ("province", "prefecture") and body.kind == "office":
        reason = Label("办公机构可能代政府填报", "the office may report for its government")
        yield NotAssessable(cells, reason)
        return
    shown = [(_COLUMNS[address.rpartition(".")[2]], numbers[address]) for address in above]
    zh = "、".join(f"{label.zh} {number}" for label, number in shown)
    en = ", ".join(f"{label.en} {number}" for label, number in shown)
    level, kind = _LEVELS[body.level], _KINDS[body.kind]
    message = Label(
        f"规章：{zh}；按《立法法》，{level.zh}{kind.zh}无权制定规章，应为 0",
        f"rules of government: {en}; under the Legislation Law a {level.en} {kind.en} "
        "has no power to make them, expected 0",
    )
    yield Failed(tuple(above), message, evidence(above, subject.cells))


@rule(
    "P4",
    "规范性文件件数不是文字所述主动公开信息的总条数",
    "Normative documents are not the count of all items disclosed",
    basis=Basis.CONVENTION,
)
def p4(subject: ReportSubject) -> Iterator[Result]:
    """A known misreading of the form: all items disclosed are entered as normative documents.

    The prose says how many items were disclosed in all; where a cell of the row is the same number, from
    ten on, the row was probably misread.

    Example: the prose tells of 61 items disclosed in all, and the row says 61 normative documents.
    """
    cells = _of_row(subject, "normative_documents")
    totals = {value: (address, text) for value, address, text in disclosed_totals(subject.texts)}
    if not totals:
        reason = Label(
            "文字中没有主动公开信息的总条数", "the prose gives no count of all items disclosed"
        )
        yield NotAssessable(cells, reason)
        return
    alike = [a for a in cells if subject.cells[a].number in totals]
    number = subject.cells[alike[0]].number if alike else None
    if number is None or number < _FEWEST_ITEMS:
        yield Passed(cells)
        return
    address, text = totals[int(number)]
    message = Label(
        f"规范性文件 {number} 件，与文字“{text}”的总条数相同，可能把全部公开信息计作了规范性文件",
        f"normative documents {number}, the same as all items disclosed in the prose “{text}”: "
        "perhaps all items were counted as normative documents",
    )
    found = evidence(alike, subject.cells) | {address: text}
    yield Failed((*alike, address), message, found)


@rule(
    "P5",
    "金额单位与表式一致",
    "Amounts are in the unit of the form",
    basis=Basis.PRINTED,
    forms=("2021",),
)
def p5(subject: ReportSubject) -> Iterator[Result]:
    """The form of 2021 asks for fees in 10 000 yuan (万元); the form of 2019 gives no unit.

    A cell that says 元, or that is about 10 000 times last year's or a ten-thousandth of it, is probably in
    yuan.

    Example: 251000元, or 77302800 after 7545.
    """
    address = "proactive.fees.amount"
    cell = subject.cells[address]
    if cell.kind is Kind.TEXT and "元" in cell.printed:
        if re.search(r"万\s*元", cell.printed):
            yield Passed((address,))
            return
        message = Label(
            f"收费金额印作“{cell.printed}”，表式单位为万元",
            f"fees printed as {cell.printed}, the unit of the form is 10 000 yuan",
        )
        yield Failed((address,), message, {address: cell.printed})
        return
    if cell.number is None:
        yield NotAssessable((address,), unreadable((address,), subject.cells))
        return
    before = subject.before
    earlier = before.cells[address].number if before and before.form_key == "2021" else None
    if not earlier or not cell.number:
        reason = Label(
            "没有上年同一表式的金额可比", "no amount of last year on this form to compare with"
        )
        yield NotAssessable((address,), reason)
        return
    yield _jump(address, cell.number, earlier, subject.report.year)


def _jump(address: str, now: Amount, earlier: Amount, year: int) -> Result:
    ratio = max(now, earlier) / min(now, earlier)
    if not _SLIP[0] <= ratio <= _SLIP[1]:
        return Passed((address,))
    message = Label(
        f"收费金额 {now}，上年 {earlier}，相差约一万倍，单位可能是元",
        f"fees {now}, last year {earlier}: about 10 000 times, the unit may be yuan",
    )
    return Failed((address,), message, {address: str(now), f"{year - 1}/{address}": str(earlier)})
