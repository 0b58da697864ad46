"""The main figures of a body over its years, and where two years cannot be compared."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
from typing import NamedTuple

from generator.model.cells import Cell
from generator.model.forms import FORMS, LAYOUTS, Label
from generator.model.report import Report


@dataclass(frozen=True, slots=True)
class Figure:
    """One main figure: a printed cell, or the sum of the cells of a group of the form.

    ``addresses`` gives, form by form, the cells; a form without an entry does not print it.
    """

    key: str
    anchor: str
    label: Label
    addresses: Mapping[tuple[str, bool], tuple[str, ...]]


class Value(NamedTuple):
    """A figure of one report: the printed cell, or a sum made here; neither where the form has none.

    ``open`` says that the form has the rows, but one of them holds no number, so that there is no sum.
    """

    cell: Cell | None = None
    computed: int | Decimal | None = None
    open: bool = False

    @property
    def number(self) -> int | Decimal | None:
        """The number, or None where there is none to draw or to count with."""
        return self.computed if self.cell is None else self.cell.number


@dataclass(frozen=True, slots=True)
class Series:
    """A figure over the years of a history, in the order of its reports."""

    figure: Figure
    values: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Part:
    """The series that come from one table of the form."""

    section: str
    series: tuple[Series, ...]


@dataclass(frozen=True, slots=True)
class Break:
    """Why the years on its two sides cannot simply be compared; it stands before ``year``.

    ``key`` is ``form`` or ``law``; ``name`` says in a word what ``reason`` says in a sentence.
    """

    year: int
    key: str
    name: Label
    reason: Label


def _total(row: str, zh: str, en: str) -> Figure:
    """The 总计 of a row of section 3, or the sum over the rows of a group of that name."""
    addresses = {}
    for key, layout in LAYOUTS.items():
        rows = [r.key for r in layout.request_rows if r.key == row or r.key.startswith(f"{row}.")]
        addresses[key] = tuple(f"requests.{r}.total" for r in rows)
    return Figure(f"requests.{row}", f"requests.{row}", Label(zh, en), addresses)


def _review(row: str, zh: str, en: str, result: str = "total") -> Figure:
    anchor = f"review.{row}"
    addresses = dict.fromkeys(LAYOUTS, (f"{anchor}.{result}",))
    return Figure(f"{anchor}.{result}", anchor, Label(zh, en), addresses)


def _proactive(row: str, column: str, zh: str, en: str) -> Figure:
    """A cell of section 2 in the forms that have the column; equal names mean the same measure."""
    address = f"proactive.{row}.{column}"
    addresses = {key: (address,) for key, layout in LAYOUTS.items() if address in layout.addresses}
    return Figure(address, f"proactive.{row}", Label(zh, en), addresses)


FIGURES: dict[str, tuple[Figure, ...]] = {
    "proactive": (
        _proactive(
            "normative_documents", "made", "规范性文件：新制作", "Normative documents: made"
        ),
        _proactive(
            "normative_documents",
            "total_published",
            "规范性文件：对外公开总数",
            "Normative documents: published in total",
        ),
        _proactive(
            "normative_documents", "issued", "行政规范性文件：制发", "Normative documents: issued"
        ),
        _proactive(
            "normative_documents",
            "repealed",
            "行政规范性文件：废止",
            "Normative documents: repealed",
        ),
        _proactive(
            "normative_documents",
            "in_force",
            "行政规范性文件：现行有效",
            "Normative documents: in force",
        ),
        _proactive("licensing", "decisions", "行政许可：处理决定", "Licensing decisions"),
        _proactive("penalties", "decisions", "行政处罚：处理决定", "Penalty decisions"),
        _proactive("coercive_measures", "decisions", "行政强制：处理决定", "Coercive measures"),
        _proactive("fees", "amount", "行政事业性收费（万元）", "Fees (10,000 yuan)"),
    ),
    "requests": (
        _total("received", "本年新收申请", "Requests received"),
        _total("carried_in", "上年结转", "Carried over from last year"),
        _total("granted", "予以公开", "Granted"),
        _total("partly_granted", "部分公开", "Granted in part"),
        _total("denied", "不予公开", "Denied"),
        _total("unavailable", "无法提供", "Unavailable"),
        _total("not_processed", "不予处理", "Not processed"),
        _total("other_outcome", "其他处理", "Handled otherwise"),
        _total("total", "办理结果总计", "Total of outcomes"),
        _total("carried_out", "结转下年度", "Carried over to next year"),
    ),
    "review": (
        _review("reconsideration", "行政复议总计", "Reconsideration, total"),
        _review("direct_suit", "直接起诉总计", "Direct suits, total"),
        _review(
            "suit_after_reconsideration", "复议后起诉总计", "Suits after reconsideration, total"
        ),
    ),
}

_FORM_CHANGED = Label("所用表式改变", "the form changed")
_LAW_CHANGED = Label("《行政复议法》修订施行", "the law on reconsideration changed")
_FORM_CHANGE = Label(
    "所用表式改变：第二部分和“其他处理”不可直接比较",
    "The form changed: section 2 and “handled otherwise” are not comparable",
)
_LAW_YEAR = 2024
_LAW_OF_2024 = Label(
    "修订后的《行政复议法》2024年1月1日施行：不服不予公开须先申请复议，“直接起诉”不可直接比较",
    "The revised Administrative Reconsideration Law applies from 1 January 2024: reconsideration comes "
    "before a suit against a refusal, so direct suits are not comparable",
)


def value_of(figure: Figure, report: Report) -> Value:
    """The figure in a report: the cell as printed, or the sum where every summand is a number."""
    addresses = figure.addresses.get((report.form_key, report.divided), ())
    if not addresses:
        return Value()
    if len(addresses) == 1:
        return Value(cell=report.cells[addresses[0]])
    numbers = [report.cells[address].number for address in addresses]
    known = [number for number in numbers if number is not None]
    if len(known) < len(numbers):
        return Value(open=True)
    return Value(computed=sum(known, start=0))


def history(reports: Sequence[Report]) -> tuple[Part, ...]:
    """The main figures over the reports given; a figure that no form of theirs prints is left out."""
    keys = {(report.form_key, report.divided) for report in reports}
    return tuple(
        Part(
            section,
            tuple(
                Series(figure, tuple(value_of(figure, report) for report in reports))
                for figure in figures
                if keys & figure.addresses.keys()
            ),
        )
        for section, figures in FIGURES.items()
    )


def breaks(reports: Sequence[Report]) -> tuple[Break, ...]:
    """The breaks between reports that follow each other, which must be in the order of their years."""
    found = []
    for earlier, later in pairwise(reports):
        if earlier.form_key != later.form_key:
            found.append(Break(later.year, "form", _FORM_CHANGED, _FORM_CHANGE))
        if earlier.year < _LAW_YEAR <= later.year:
            found.append(Break(later.year, "law", _LAW_CHANGED, _LAW_OF_2024))
    return tuple(found)


def breaks_of_years(years: Sequence[int]) -> tuple[Break, ...]:
    """The breaks between years that follow each other, whatever the form of a single report."""
    found = []
    for earlier, later in pairwise(years):
        if _prescribed(earlier) != _prescribed(later):
            found.append(Break(later, "form", _FORM_CHANGED, _FORM_CHANGE))
        if earlier < _LAW_YEAR <= later:
            found.append(Break(later, "law", _LAW_CHANGED, _LAW_OF_2024))
    return tuple(found)


def _prescribed(year: int) -> str:
    return next(form.key for form in FORMS.values() if form.fits(year))
