"""The pages of coverage: who has published, and when, of all bodies known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from generator.derive.coverage import STATES, WRONG_FORM, Coverage, Line, State, Tally
from generator.derive.groups import GROUPS, Group
from generator.model.deadlines import DEADLINES
from generator.model.regions import Region
from generator.render.deadlines import CALENDAR
from generator.render.page import Page, make_page


@dataclass(frozen=True, slots=True)
class _Counted:
    """How many bodies are in a state, year by year."""

    state: State
    counts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class _Below:
    """A region (None for all together), the bodies known of a group there, and their reports by year."""

    region: Region | None
    tally: Tally
    reports: tuple[int, ...]


def coverage_address(coverage: Coverage, code: str | None) -> str:
    """The permanent address of the coverage of a region, or of the country; no slug is ``coverage``."""
    return "/".join(
        [coverage.catalogue.regions.address(code), "coverage"] if code else ["coverage"]
    )


def coverage_page(coverage: Coverage, code: str | None) -> Page:
    """The coverage of a region: its own bodies and the governments just below singly, the rest counted."""
    catalogue, years = coverage.catalogue, coverage.years
    regions = catalogue.regions
    path = regions.path(code) if code else ()
    name = "".join(region.name for region in path) or "全国"
    lines = sorted(coverage.lines(code), key=lambda line: GROUPS.index(line.group))
    tallies = [tally for group in GROUPS if (tally := coverage.tally(code, group)).known]
    listed = {line.group for line in lines}
    children = regions.children.get(code, ()) if code is None or len(code) < 6 else ()
    meta = {
        "title": f"{path[-1].name if path else '全国'}：公布情况",
        "kind": "coverage",
        "description": f"{name}各行政机关历年政府信息公开工作年度报告的公布情况：按时、迟、无日期、缺。",
    }
    return make_page(
        "coverage.md.j2",
        coverage_address(coverage, code),
        meta,
        region=path[-1] if path else None,
        above=[(region.name, coverage_address(coverage, region.code)) for region in path[:-1]],
        as_of=coverage.as_of,
        years=years,
        states=list(STATES),
        wrong_form=WRONG_FORM,
        counted=[(tally, _counted(tally, years)) for tally in tallies],
        matrices=[(group, list(found)) for group, found in groupby(lines, key=_group)],
        below=[
            (_below(coverage, code, tally.group), _regions(coverage, children, tally.group))
            for tally in tallies
            if tally.group not in listed and children
        ],
        addresses={summary: coverage_address(coverage, summary) for summary in catalogue.summaries},
        address_of=regions.address,
        share=share,
        deadlines=DEADLINES,
        calendar=CALENDAR,
    )


def share(part: int, whole: int) -> str:
    """A share in whole per cent, a half rounded up; 0 and 100 only where nothing and everything is meant."""
    if not whole:
        return ""
    if 0 < part * 100 < whole:
        return "<1%"
    if whole * 99 < part * 100 < whole * 100:
        return ">99%"
    return f"{(part * 200 + whole) // (whole * 2)}%"


def _group(line: Line) -> Group:
    return line.group


def _counted(tally: Tally, years: Sequence[int]) -> list[_Counted]:
    rows = [_Counted(s, tuple(tally.states[year].get(s, 0) for year in years)) for s in STATES]
    rows.append(_Counted(WRONG_FORM, tuple(tally.wrong_form[year] for year in years)))
    return [row for row in rows if any(row.counts)]


def _below(coverage: Coverage, code: str | None, group: Group) -> _Below:
    tally = coverage.tally(code, group)
    region = coverage.catalogue.regions[code] if code else None
    return _Below(region, tally, tuple(tally.here(year) for year in coverage.years))


def _regions(coverage: Coverage, children: Sequence[Region], group: Group) -> list[_Below]:
    found = [_below(coverage, child.code, group) for child in children]
    return [row for row in found if row.tally.known]
