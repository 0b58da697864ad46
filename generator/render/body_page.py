"""The page of a body: its figures over the years drawn and listed, its rates, and what was found."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TypeVar

from markupsafe import Markup

from generator.derive.catalogue import Catalogue
from generator.derive.charted import CHARTS, Chart
from generator.derive.findings import Findings
from generator.derive.history import Break, Part, Series, Value, breaks, history
from generator.derive.indicators import GROUPS, INDICATORS, REPORTS, Group, Indicator
from generator.derive.log import corrections, replies
from generator.derive.measures import Measure, Observation
from generator.derive.year_pairs import YearPair
from generator.model.forms import SECTIONS, Label
from generator.model.report import Report
from generator.render import charts
from generator.render.html import both, cell_attributes, cell_text
from generator.render.markup import filled, joined
from generator.render.page import Addresses, Page, make_page
from generator.render.places import Place, place, tellings
from generator.render.rates import rate_cell
from generator.render.report_page import pair_address, region_address
from generator.store.archive import Entry

_Value = TypeVar("_Value")

_SECTION_LABELS = {section.key: section.label for section in SECTIONS}
_ORDER = ("requests", "review", "proactive")
_NO_REPORT = Label("无报告", "no report")
_NO_SUM = Markup('<td class="x" aria-label="无从合计 no sum">—</td>')
_NOT_ON_FORM = Markup('<td class="x" aria-label="表式无此项 not on this form">×</td>')
_FEWEST_TO_DRAW = 2
_OPEN_LISTED = 6


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One section of the history: its charts, those with nothing to draw, and its table."""

    label: Label
    charts: tuple[Markup, ...]
    idle: tuple[Label, ...]
    part: Part


@dataclass(frozen=True, slots=True)
class _Rates:
    """The indicators of one group, each with its measures by year."""

    group: Group
    rows: tuple[tuple[Indicator, tuple[Measure, ...]], ...]


@dataclass(frozen=True, slots=True)
class _Open:
    """The cells of a year without which some rate cannot be had: the first of them, and how many more."""

    year: int
    places: tuple[Place, ...]
    more: int


def body_page(
    catalogue: Catalogue,
    findings: Findings,
    entry: Entry,
    pairs: Sequence[YearPair],
    to: Addresses,
) -> Page:
    """The page of a body; ``pairs`` are its reports, each with the one before it."""
    body = entry.body.value
    reports = [document.value for document in entry.reports]
    found = breaks(reports)
    rates = tuple(_rates(findings, entry, reports))
    meta = {
        "title": body.name,
        "kind": "body",
        "edit": to.edit(f"reports/{entry.folder}/body.yaml"),
        "description": f"{body.name}历年政府信息公开工作年度报告：主要数据、图表、比率与各年报告。",
    }
    years = range(reports[0].year, reports[-1].year + 1) if reports else ()
    places = {report.year: index for index, report in enumerate(reports)}
    return make_page(
        "body.md.j2",
        entry.address,
        meta,
        body=body,
        entry=entry,
        regions=entry.regions,
        reports=reports,
        columns=[(year, places.get(year)) for year in years],
        of_series=tellings(findings.told[entry.address], None),
        told=[(report.year, findings.told[entry.page(report)]) for report in reversed(reports)],
        superseded={year: [d.value for d in old] for year, old in entry.earlier.items()},
        log=[
            (logged, place(logged.item.cell, logged.report))
            for logged in corrections(entry, entry.revisions)
        ],
        replies=[
            (logged, place(logged.item.cell, logged.report) if logged.item.cell else None)
            for logged in replies(entry, entry.revisions)
        ],
        drawn=list(_drawn(reports, found)),
        reasons=_reasons(found),
        rates=rates,
        open_cells=list(_open_cells(reports, rates)),
        pairs=pairs[::-1],
        cells=partial(_row, _value_cell),
        rate_cells=partial(_row, rate_cell),
        pair_address=pair_address,
        region_address=region_address(catalogue, entry),
    )


def _row(
    draw: Callable[[_Value], Markup],
    values: Sequence[_Value],
    columns: Sequence[tuple[int, int | None]],
    gap: int,
) -> Markup:
    """The cells of a row, drawn one by one; ``columns`` has for each year the place of its value or None.

    A year without report is a gap of so many rows, or of a row above where that is 0.
    """
    return joined(
        draw(values[index])
        if index is not None
        else filled('<td class="gk-gap" rowspan="{}">{}</td>', gap, both(_NO_REPORT))
        for _, index in columns
        if index is not None or gap
    )


def _value_cell(value: Value) -> Markup:
    """The cell of a figure in a year: as printed, a sum made here, or a sign that there is none."""
    if value.cell:
        return filled("<td{}>{}</td>", cell_attributes(value.cell), cell_text(value.cell))
    if value.computed is not None:
        zero = " z" if value.computed == 0 else ""
        return filled('<td class="n{}"><i>{}</i></td>', zero, value.computed)
    return _NO_SUM if value.open else _NOT_ON_FORM


def _reasons(found: Sequence[Break]) -> dict[Label, str]:
    """Why years do not compare, each reason with the years before which it stands."""
    years: dict[Label, list[str]] = {}
    for one in found:
        years.setdefault(one.reason, []).append(str(one.year))
    return {reason: "、".join(of_reason) for reason, of_reason in years.items()}


def _drawn(reports: Sequence[Report], found: Sequence[Break]) -> Iterator[_Drawn]:
    parts = {part.section: part for part in history(reports)}
    years = [report.year for report in reports]
    for section in _ORDER:
        part = parts[section]
        series = {one.figure.key: one for one in part.series}
        pictures, idle = [], []
        for chart in (chart for chart in CHARTS if chart.section == section):
            there = [series[key] for key in chart.figures if key in series]
            if len(years) < _FEWEST_TO_DRAW or not there:
                continue
            if any(value.number for one in there for value in one.values):
                pictures.append(_picture(chart, years, there, found))
            else:
                idle.append(chart.label)
        yield _Drawn(_SECTION_LABELS[section], tuple(pictures), tuple(idle), part)


def _picture(
    chart: Chart, years: Sequence[int], series: Sequence[Series], found: Sequence[Break]
) -> Markup:
    draw = charts.stacked if chart.stacked else charts.lines
    return draw(
        chart.key,
        chart.label,
        years,
        [charts.Series(one.figure.label, [v.number for v in one.values]) for one in series],
        [charts.Mark(b.year, b.name, cuts=b.key in chart.cut_by) for b in found],
    )


def _rates(findings: Findings, entry: Entry, reports: Sequence[Report]) -> Iterator[_Rates]:
    seen = [Observation(entry, report, findings.verdicts[entry.page(report)]) for report in reports]
    for group in GROUPS:
        rows = tuple(
            (indicator, tuple(indicator.measure(observation) for observation in seen))
            for indicator in INDICATORS
            if indicator.group is group and indicator.unit is not REPORTS
        )
        yield _Rates(group, rows)


def _open_cells(reports: Sequence[Report], rates: Sequence[_Rates]) -> Iterator[_Open]:
    measured = [measures for of_group in rates for _, measures in of_group.rows]
    for index, report in enumerate(reports):
        cells = dict.fromkeys(cell for measures in measured for cell in measures[index].open)
        if cells:
            places = tuple(place(cell, report) for cell in list(cells)[:_OPEN_LISTED])
            yield _Open(report.year, places, len(cells) - len(places))
