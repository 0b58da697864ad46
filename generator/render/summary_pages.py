"""The pages of summaries: what the reports of a region say together, for one year and over the years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.catalogue import Catalogue
from generator.derive.groups import GROUPS, Group
from generator.derive.history import Break, breaks_of_years
from generator.derive.indicators import Indicator
from generator.derive.measures import FEWEST
from generator.derive.summaries import (
    FEWEST_APART,
    RECEIVED,
    Apart,
    Rate,
    Sum,
    Summaries,
    Summary,
)
from generator.model.forms import Label
from generator.model.regions import Region
from generator.render import charts
from generator.render.page import Page, make_page

LISTED_APART = 12
FEWEST_QUARTERED = 4
_OVER_YEARS = ("disclosure_rate", "carry_over_rate")


@dataclass(frozen=True, slots=True)
class _Shown:
    """A summary with its charts, and with those that stand apart up to a bound."""

    summary: Summary
    charts: tuple[Markup, ...]
    apart: tuple[Apart, ...]


@dataclass(frozen=True, slots=True)
class _Year:
    """A group in a year beside other years: the breaks before it, and its main figures."""

    year: int
    breaks: tuple[Break, ...]
    summary: Summary
    received: Sum | None
    rates: tuple[Rate, ...]


def summary_address(catalogue: Catalogue, code: str | None, year: int | None = None) -> str:
    """The permanent address of the summary of a region or the country; no slug is ``summary``."""
    parts = [catalogue.regions.address(code)] if code else []
    return "/".join([*parts, "summary", *([str(year)] if year else [])])


def summary_page(catalogue: Catalogue, summaries: Summaries, code: str | None, year: int) -> Page:
    """The summary of a region for a year, group by group."""
    years = summaries.years(code)
    place = years.index(year)
    around = years[max(0, place - 1) : place + 2]
    name, path = _names(catalogue, code)
    meta = {
        "title": f"{path[-1].name if path else '全国'} {year} 年度汇总",
        "kind": "summary",
        "description": f"{name}{year}年度政府信息公开工作年度报告汇总：合计、中位数、四分位。",
    }
    return make_page(
        "summary.md.j2",
        summary_address(catalogue, code, year),
        meta,
        **_common(catalogue, code, path),
        year=year,
        before=years[place - 1] if place else None,
        after=years[place + 1] if place + 1 < len(years) else None,
        breaks=breaks_of_years(around),
        shown=[_shown(summary) for summary in summaries.of(code, year)],
        fewest=FEWEST,
        fewest_apart=FEWEST_APART,
        fewest_quartered=FEWEST_QUARTERED,
    )


def summaries_page(catalogue: Catalogue, summaries: Summaries, code: str | None) -> Page:
    """The summaries of a region year by year: the main figures of each group, with the breaks between."""
    years = {year: summaries.of(code, year) for year in summaries.years(code)}
    name, path = _names(catalogue, code)
    meta = {
        "title": f"{path[-1].name if path else '全国'}：历年汇总",
        "kind": "summaries",
        "description": f"{name}历年政府信息公开工作年度报告汇总：收到申请、公开率、结转率及所据报告数。",
    }
    return make_page(
        "summaries.md.j2",
        summary_address(catalogue, code),
        meta,
        **_common(catalogue, code, path),
        years=list(years),
        groups=[(group, found) for group in GROUPS if (found := _over_years(years, group))],
    )


def _names(catalogue: Catalogue, code: str | None) -> tuple[str, Sequence[Region]]:
    path = catalogue.regions.path(code) if code else ()
    return "".join(region.name for region in path) or "全国", path


def _common(catalogue: Catalogue, code: str | None, path: Sequence[Region]) -> dict[str, object]:
    return {
        "region": path[-1] if path else None,
        "above": [(r.name, summary_address(catalogue, r.code)) for r in path[:-1]],
        "home": summary_address(catalogue, None),
        "here": summary_address(catalogue, code),
        "coverage": summary_address(catalogue, code).removesuffix("summary") + "coverage",
        "address_of": catalogue.regions.address,
        "grouped": charts.grouped,
        "percent": charts.percent,
        "is_rate": lambda of: isinstance(of, Indicator),
    }


def _shown(summary: Summary) -> _Shown:
    return _Shown(summary, tuple(_charts(summary)), summary.apart[:LISTED_APART])


def _charts(summary: Summary) -> Iterator[Markup]:
    """How requests and rates are distributed, where there are enough reports to speak of that."""
    received = summary.received()
    if len(received) >= FEWEST_APART and min(received) >= 0:
        title = Label(
            f"{RECEIVED.label.zh}：各件数的机关数",
            f"{RECEIVED.label.en}: bodies by number of requests",
        )
        yield charts.histogram(f"{summary.group.key}-received", title, received, of_counts=True)
    boxes = [
        charts.Box(rate.indicator.label, rate.quartiles)
        for rate in summary.rates
        if rate.quartiles and rate.quartiles.count >= FEWEST_APART
    ]
    if boxes:
        title = Label("各项比率的分布", "How the rates are distributed")
        yield charts.boxes(f"{summary.group.key}-rates", title, boxes, shown=charts.percent)


def _over_years(years: Mapping[int, tuple[Summary, ...]], group: Group) -> list[_Year]:
    found = [(year, s) for year, all_ in years.items() for s in all_ if s.group is group]
    breaks = breaks_of_years([year for year, _ in found])
    return [
        _Year(
            year,
            tuple(item for item in breaks if item.year == year),
            summary,
            next((item for item in summary.sums if item.figure is RECEIVED), None),
            tuple(rate for rate in summary.rates if rate.indicator.key in _OVER_YEARS),
        )
        for year, summary in found
    ]
