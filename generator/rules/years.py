"""X: a report against the same body's other years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from generator.model.cells import Cell
from generator.model.forms import APPLICANTS, RESULTS, REVIEW, Label
from generator.problems import Level
from generator.rules.registry import Basis, body_rule, rule
from generator.rules.results import Amount, Failed, NotAssessable, Passed, Result
from generator.rules.subject import BodySubject, ReportSubject
from generator.rules.sums import APPLICANT_NAMES, Identity, judge

NO_YEAR_BEFORE = Label("档案中没有上年的报告", "the archive has no report of the year before")
_OTHER_FORM = Label("两年不是同用所需的表式", "the two years are not both on the form needed")
_SUDDEN = 10
_SUDDEN_FROM = 100
_FIGURES = {
    "requests.received.total": Label("本年新收申请", "requests received"),
    "proactive.licensing.decisions": Label("行政许可处理决定", "licensing decisions"),
    "proactive.penalties.decisions": Label("行政处罚处理决定", "penalty decisions"),
    "proactive.coercive_measures.decisions": Label("行政强制处理决定", "coercive measures"),
}
_ITEMS = {
    "licensing": Label("行政许可", "licensing"),
    "other_services": Label("其他对外管理服务事项", "other external services"),
    "penalties": Label("行政处罚", "penalties"),
    "coercive_measures": Label("行政强制", "coercive measures"),
    "fees": Label("行政事业性收费", "fees"),
}
_DOCUMENTS = {
    "regulations": Label("规章", "rules of government"),
    "normative_documents": Label("规范性文件", "normative documents"),
}
_TABLES = {
    "proactive": Label("主动公开表", "the table of proactive disclosure"),
    "requests": Label("申请表", "the table of requests"),
    "review": Label("复议诉讼表", "the table of review"),
}
_FEWEST_FIGURES = 3
"""Fewer different figures above zero may be the same in two years by chance."""


def both(subject: ReportSubject) -> Mapping[str, Cell]:
    """The cells of a report with those of the year before, if any, which are prefixed with their year."""
    before = subject.before
    if before is None:
        return subject.cells
    prefixed = _of_year(before.year, tuple(before.cells))
    return {**subject.cells, **dict(zip(prefixed, before.cells.values(), strict=True))}


@lru_cache(maxsize=64)  # there are four layouts
def _of_year(year: int, addresses: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{year}/{address}" for address in addresses)


@rule(
    "X1",
    "每一栏：上年报告的结转下年度＝本年报告的上年结转",
    "In each column, carried over to the next year in last year's report = carried in this year",
    basis=Basis.IMPLIED,
)
def x1(subject: ReportSubject) -> Iterator[Result]:
    """What last year's report carries over is what this year's report takes over, column by column.

    Where only single columns differ and the totals agree, cases were probably re-sorted between kinds of
    applicants: that weighs less (a note).

    Example: last year carried out 3, this year carried in 2.
    """
    before = subject.before
    if before is None:
        yield NotAssessable(("requests.carried_in.total",), NO_YEAR_BEFORE)
        return
    cells = subject.once(both)
    out, into = (f"{before.year}/requests.carried_out.total", "requests.carried_in.total")
    same_total = cells[out].number == cells[into].number is not None
    for column in APPLICANTS:
        identity = _carried(before.year, column.key)
        result = judge(identity, cells, point_at=identity.right[0])
        if isinstance(result, Failed) and same_total:
            told = Label(
                f"{result.message.zh}；但两年总计相同", f"{result.message.en}; but the totals agree"
            )
            yield Failed(result.cells, told, result.evidence, result.comparison, Level.NOTE)
        else:
            yield result


@cache
def _carried(year: int, column: str) -> Identity:
    """What a column of that year carries out is what the next year takes over."""
    left, right = f"{year}/requests.carried_out.{column}", f"requests.carried_in.{column}"
    name = APPLICANT_NAMES[column]
    names = {
        left: Label(f"{year}年结转下年度", f"carried out ({year})"),
        right: Label("本年所列上年结转", "carried in"),
    }
    where = Label(f"“{name.zh}”栏", f"column {name.en}")
    return Identity((left,), (right,), where, names)


@rule(
    "X2",
    "上年现行有效＋本年制发－本年废止＝本年现行有效",
    "In force last year + issued − repealed = in force this year",
    basis=Basis.IMPLIED,
    level=Level.NOTE,
    forms=("2021",),
)
def x2(subject: ReportSubject) -> Iterator[Result]:
    """The stock of documents in force follows from last year's stock and this year's movements.

    Only between two reports on the form of 2021: the columns of the form of 2019 measure something else.
    Changes of competence and late corrections are legitimate reasons, so it is a note.

    Example: in force 5 last year, issued 3, repealed 0, in force 9.
    """
    before = subject.before
    for row, name in _DOCUMENTS.items():
        issued, repealed, in_force = (
            f"proactive.{row}.{key}" for key in ("issued", "repealed", "in_force")
        )
        if before is None or before.form_key != "2021":
            yield NotAssessable((in_force,), NO_YEAR_BEFORE if before is None else _OTHER_FORM)
            continue
        stock = f"{before.year}/{in_force}"
        names = {
            stock: Label("上年现行有效", "in force last year"),
            issued: Label("本年制发", "issued"),
            repealed: Label("本年废止", "repealed"),
            in_force: Label("本年现行有效", "in force"),
        }
        identity = Identity(
            (stock, issued, repealed), (in_force,), name, names, minus=frozenset({repealed})
        )
        yield judge(identity, subject.once(both), point_at=in_force)


@rule(
    "X3",
    "上年报告的上一年项目数＋本年增/减＝本年报告的上一年项目数",
    "In last year's report, items of the year before + change = items of the year before in this year's",
    basis=Basis.IMPLIED,
    forms=("2019",),
)
def x3(subject: ReportSubject) -> Iterator[Result]:
    """Between two reports on the form of 2019 the number of items follows from last year's and its change.

    Example: last year 20 items, change −2; this year says 20 for the previous year.
    """
    before = subject.before
    for row, name in _ITEMS.items():
        now = f"proactive.{row}.previous"
        if before is None or before.form_key != "2019":
            yield NotAssessable((now,), NO_YEAR_BEFORE if before is None else _OTHER_FORM)
            continue
        previous, change = f"{before.year}/{now}", f"{before.year}/proactive.{row}.change"
        names = {
            previous: Label(f"{before.year}年报告：上一年项目数", f"{before.year}: previous"),
            change: Label("本年增/减", "change"),
            now: Label("本年报告：上一年项目数", "this year: previous"),
        }
        identity = Identity((previous, change), (now,), name, names)
        yield judge(identity, subject.once(both), point_at=now)


@rule(
    "X4",
    "上年尚未审结的案件，本年有结果或仍未审结",
    "Cases pending last year appear again this year",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def x4(subject: ReportSubject) -> Iterator[Result]:
    """A case pending at the end of last year has a result this year or is still pending.

    Example: 2 reconsiderations pending last year, and this year's row is all zeros.
    """
    before = subject.before
    for row in REVIEW:
        cells = tuple(f"review.{row.key}.{column.key}" for column in RESULTS)
        if before is None:
            yield NotAssessable(cells, NO_YEAR_BEFORE)
            continue
        pending = before.cells[f"review.{row.key}.pending"].number
        numbers = [subject.cells[address].number for address in cells]
        if pending is None or None in numbers:
            yield NotAssessable(cells, Label("有的格不是数字", "a cell holds no number"))
        elif pending > 0 and not any(numbers):
            message = Label(
                f"{row.label.zh}：上年尚未审结 {pending} 件，本年这一组全为 0",
                f"{row.label.en}: {pending} pending last year, all zeros this year",
            )
            found = dict.fromkeys(cells, "0")
            found[f"{before.year}/review.{row.key}.pending"] = str(pending)
            yield Failed(cells, message, found)
        else:
            yield Passed(cells)


@rule(
    "X5",
    "主要数字没有骤变（一百件以上、十倍以上）",
    "No main figure changes suddenly (from one hundred, tenfold)",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def x5(subject: ReportSubject) -> Iterator[Result]:
    """A main figure that is ten times last year's, or a tenth, may be a slip, or a change in counting.

    Only where the larger of the two is at least one hundred. It says nothing about right or wrong.

    Example: licensing decisions 550 last year, 9487 this year.
    """
    before = subject.before
    for address, name in _FIGURES.items():
        if address not in subject.cells:
            continue
        now = subject.cells[address].number
        earlier = None if before is None else before.cells[address].number
        if before is None or now is None or earlier is None:
            reason = Label("两年中有一年没有数字", "one of the two years has no number")
            yield NotAssessable((address,), NO_YEAR_BEFORE if before is None else reason)
        elif _sudden(now, earlier):
            message = Label(
                f"{name.zh}：上年 {earlier}，本年 {now}",
                f"{name.en}: {earlier} last year, {now} this year",
            )
            found = {address: str(now), f"{before.year}/{address}": str(earlier)}
            yield Failed((address,), message, found)
        else:
            yield Passed((address,))


def _sudden(now: Amount, earlier: Amount) -> bool:
    low, high = sorted((now, earlier))
    return high >= _SUDDEN_FROM and high >= _SUDDEN * max(low, 1)


@body_rule(
    "X6",
    "各年度报告连续",
    "No year is missing from a body's series",
    basis=Basis.CONVENTION,
    level=Level.FINDING,
    next_step=Label("请找出该年报告并补入", "look for the report and add it"),
)
def x6(subject: BodySubject) -> Iterator[Result]:
    """Between the first and the last report that the archive holds of a body, every year has one.

    The gap may be the archive's: it says only that a report is not here.

    Example: reports of 2020 and 2022, none of 2021.
    """
    years = sorted(subject.series.by_year)
    if len(years) < 2:
        reason = Label("档案中只有一份或没有报告", "the archive holds fewer than two reports")
        yield NotAssessable(("id",), reason)
        return
    missing = [str(year) for year in range(years[0], years[-1]) if year not in years]
    if missing:
        message = Label(
            f"有{years[0]}和{years[-1]}年的报告，缺{'、'.join(missing)}年",
            f"reports of {years[0]} and {years[-1]} are here, none of {', '.join(missing)}",
        )
        yield Failed(("id",), message, {"years": ", ".join(map(str, years))})
    else:
        yield Passed(("id",))


@rule(
    "X7",
    "没有一张表与上年完全相同（全为零的不算）",
    "No table is identical with last year's (all zeros do not count)",
    basis=Basis.CONVENTION,
)
def x7(subject: ReportSubject) -> Iterator[Result]:
    """A whole table with last year's figures in every cell was probably carried along.

    Tables with fewer than three different figures above zero may agree by chance: not assessable.

    Example: the table of requests of two years, figure for figure the same.
    """
    before = subject.before
    for table, name in _TABLES.items():
        cells = subject.tables.get(table, ())
        if before is None:
            yield NotAssessable((table,), NO_YEAR_BEFORE)
            continue
        if [*map(before.cells.get, cells)] != [*map(subject.cells.get, cells)]:
            yield Passed((table,))
            continue
        figures = {number for a in cells if (number := subject.cells[a].number)}
        if len(figures) < _FEWEST_FIGURES:
            reason = Label(
                "不同的数字太少，可能是巧合", "too few different figures: it may be chance"
            )
            yield NotAssessable((table,), reason)
            continue
        message = Label(
            f"{name.zh}与{before.year}年报告每一格都相同",
            f"{name.en} is the same as {before.year}'s in every cell",
        )
        shown = {a: subject.cells[a].printed for a in cells if subject.cells[a].number != 0}
        yield Failed((cells[0], table), message, shown)
