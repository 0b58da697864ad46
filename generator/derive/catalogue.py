"""The archive by region and by year: which bodies and reports stand where."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from generator.model.regions import Region, Regions, load_regions
from generator.model.report import Report
from generator.store.archive import Archive, Entry
from generator.store.files import Document


@dataclass(frozen=True, slots=True)
class Listed:
    """One report in a list, with the body that published it."""

    entry: Entry
    document: Document[Report]

    @property
    def report(self) -> Report:
        """The report itself."""
        return self.document.value

    @property
    def address(self) -> str:
        """The permanent address of the report's page."""
        return self.entry.page(self.report)


@dataclass(frozen=True, slots=True)
class RegionSummary:
    """A region with the number of its bodies, and of its reports by year, everything below included."""

    region: Region
    bodies: int
    reports: Mapping[int, int]


@dataclass(frozen=True)
class Catalogue:
    """Lists and counts over the whole archive, each made once."""

    archive: Archive
    regions: Regions
    by_year: Mapping[int, tuple[Listed, ...]]
    summaries: Mapping[str, RegionSummary]
    by_region: Mapping[str, tuple[Entry, ...]]
    """Bodies by the region whose page lists them: a township's body stands with its county."""
    by_division: Mapping[str, tuple[Entry, ...]]
    """Bodies by their own division, townships apart."""
    by_prefecture: Mapping[str, tuple[Entry, ...]]
    """Bodies by the code of their prefecture, or of their province if they are in none."""

    @property
    def years(self) -> tuple[int, ...]:
        """The years of which there is a report, newest first."""
        return tuple(self.by_year)

    def below(self, code: str | None) -> tuple[RegionSummary, ...]:
        """The regions directly below that have a page; provinces for None."""
        children = self.regions.children.get(code, ())
        return tuple(
            self.summaries[child.code] for child in children if child.code in self.summaries
        )

    def newest(self, count: int) -> tuple[Listed, ...]:
        """The newest reports: by year, then by the day on which they were published or signed."""
        listed: list[Listed] = []
        for reports in self.by_year.values():
            listed += sorted(reports, key=_day, reverse=True)
            if len(listed) >= count:
                break
        return tuple(listed[:count])


def _day(listed: Listed) -> str:
    day = listed.report.published or listed.report.signed
    return day.isoformat() if day else ""


def catalogue(archive: Archive) -> Catalogue:
    """The catalogue of an archive."""
    regions = load_regions()
    by_year: dict[int, list[Listed]] = {}
    bodies: Counter[str] = Counter()
    reports: dict[str, Counter[int]] = {}
    by_region: dict[str, list[Entry]] = {}
    by_division: dict[str, list[Entry]] = {}
    by_prefecture: dict[str, list[Entry]] = {}
    for entry in archive.entries:
        pages = [region.code for region in entry.regions if region.slug]
        by_region.setdefault(pages[-1], []).append(entry)
        by_division.setdefault(entry.body.value.code, []).append(entry)
        by_prefecture.setdefault(entry.body.value.code[:4], []).append(entry)
        for code in pages:
            bodies[code] += 1
            years = reports.setdefault(code, Counter())
            years.update(document.value.year for document in entry.reports)
        for document in entry.reports:
            by_year.setdefault(document.value.year, []).append(Listed(entry, document))
    return Catalogue(
        archive=archive,
        regions=regions,
        by_year={year: tuple(by_year[year]) for year in sorted(by_year, reverse=True)},
        summaries={
            code: RegionSummary(regions[code], count, reports[code])
            for code, count in bodies.items()
        },
        by_region={code: tuple(entries) for code, entries in by_region.items()},
        by_division={code: tuple(entries) for code, entries in by_division.items()},
        by_prefecture={code: tuple(entries) for code, entries in by_prefecture.items()},
    )
