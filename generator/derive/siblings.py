"""Which reports of a year stand side by side: bodies of one kind and level, near each other."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from generator.derive.catalogue import Catalogue, Listed
from generator.model.regions import Region
from generator.model.report import KINDS, LEVELS
from generator.store.archive import Entry

_BELOW = {"province": "prefecture", "prefecture": "county"}


@dataclass(frozen=True, slots=True)
class Siblings:
    """Bodies of one level and kind in a region: those with a report on the year, and how many there are.

    They are never added up with another group: a government may include its departments and townships.
    """

    level: str
    kind: str
    reports: tuple[Listed, ...]
    bodies: int


SiblingsOfYear = Mapping[int, tuple[Siblings, ...]]
"""The groups of a region by year, the newest first; a year is there if two reports can be compared."""


def siblings(catalogue: Catalogue) -> dict[str, SiblingsOfYear]:
    """The comparisons of every region by its code: the bodies on its page, and the governments below it."""
    governments: dict[str, list[Entry]] = {}
    for entry in catalogue.archive.entries:
        body = entry.body.value
        parent = catalogue.regions[body.code].parent_code
        if parent is not None and body.kind == "government":
            governments.setdefault(parent, []).append(entry)
    found: dict[str, SiblingsOfYear] = {}
    for code, summary in catalogue.summaries.items():
        groups = _groups(catalogue, summary.region, governments.get(code, []))
        years = {
            year: tuple(_of_year(groups, year)) for year in sorted(summary.reports, reverse=True)
        }
        by_year = {
            year: of_year
            for year, of_year in years.items()
            if any(len(group.reports) > 1 for group in of_year)
        }
        if by_year:
            found[code] = by_year
    return found


def _groups(
    catalogue: Catalogue, region: Region, below: list[Entry]
) -> dict[tuple[str, str], list[Entry]]:
    entries = list(catalogue.by_region.get(region.code, ()))
    if region.level in _BELOW:  # a county's page lists its townships' bodies itself
        entries += [e for e in below if e.body.value.level == _BELOW[region.level]]
    found: dict[tuple[str, str], list[Entry]] = {}
    for entry in sorted(entries, key=_order):
        found.setdefault((entry.body.value.level, entry.body.value.kind), []).append(entry)
    return found


def _order(entry: Entry) -> tuple[int, int, str]:
    body = entry.body.value
    return LEVELS.index(body.level), KINDS.index(body.kind), body.id


def _of_year(groups: Mapping[tuple[str, str], list[Entry]], year: int) -> Iterator[Siblings]:
    for (level, kind), entries in groups.items():
        reports = tuple(
            Listed(entry, document)
            for entry in entries
            for document in entry.reports
            if document.value.year == year
        )
        if reports:
            yield Siblings(level, kind, reports, len(entries))


def comparison_address(catalogue: Catalogue, code: str, year: int) -> str:
    """The permanent address of the comparison of a region and year."""
    return f"{catalogue.regions.address(code)}/compare/{year}"
