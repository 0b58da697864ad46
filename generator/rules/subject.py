"""What a rule is given: one report with its surroundings, or one body with all its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any, TypeVar

from generator.model.cells import Cell
from generator.model.regions import Regions
from generator.model.report import Body, Prose, Report
from generator.rules.likeness_index import LikenessIndex, Text, texts_of

Found = TypeVar("Found")


@dataclass(frozen=True)
class Series:
    """A body with its reports, oldest first."""

    body: Body
    reports: tuple[Report, ...]

    @cached_property
    def by_year(self) -> Mapping[int, Report]:
        """The reports by year."""
        return {report.year: report for report in self.reports}


@dataclass(frozen=True)
class Surroundings:
    """Everything that rules may compare with, indexed once for all reports."""

    series: Mapping[str, Series]
    regions: Regions
    texts: Mapping[tuple[str, int], tuple[Text, ...]] | None = None
    """By body and year what is compared of each report, where that is known beforehand."""

    @classmethod
    def of(
        cls,
        bodies: Iterable[tuple[Body, Iterable[Report]]],
        regions: Regions,
        texts: Mapping[tuple[str, int], tuple[Text, ...]] | None = None,
    ) -> Surroundings:
        """The surroundings of every report given."""
        series = {
            body.id: Series(body, tuple(sorted(reports, key=lambda report: report.year)))
            for body, reports in bodies
        }
        return cls(series, regions, texts)

    @cached_property
    def likeness(self) -> LikenessIndex:
        """Which sections are nearly the same text."""
        return LikenessIndex(
            (report, series.body, self._texts(report, series.body))
            for series in self.series.values()
            for report in series.reports
        )

    def _texts(self, report: Report, body: Body) -> Iterable[Text]:
        if self.texts is None:
            return texts_of(report, body)
        return self.texts[report.body, report.year]

    @cached_property
    def below(self) -> Mapping[str, tuple[Series, ...]]:
        """By division code: the departments of that division and the governments just below it."""
        found: dict[str, list[Series]] = {}
        for series in self.series.values():
            body = series.body
            code: str | None = body.code
            if body.kind == "government":
                known = body.code in self.regions
                code = self.regions[body.code].parent_code if known else None
            if code is not None:
                found.setdefault(code, []).append(series)
        return {code: tuple(below) for code, below in found.items()}


@dataclass(frozen=True)
class BodySubject:
    """One body with all its reports."""

    series: Series
    around: Surroundings


@lru_cache(maxsize=8)  # there are four layouts
def _by_table(addresses: tuple[str, ...]) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for address in addresses:
        found.setdefault(address.partition(".")[0], []).append(address)
    return {table: tuple(cells) for table, cells in found.items()}


@dataclass(frozen=True)
class ReportSubject:
    """One report with its body, that body's other years and everything around."""

    report: Report
    series: Series
    around: Surroundings

    @property
    def body(self) -> Body:
        """The body that published the report."""
        return self.series.body

    @property
    def cells(self) -> Mapping[str, Cell]:
        """The cells of the report by address."""
        return self.report.cells

    @cached_property
    def tables(self) -> Mapping[str, tuple[str, ...]]:
        """The addresses of the cells by table: ``proactive``, ``requests``, ``review``."""
        return _by_table(tuple(self.cells))

    @property
    def before(self) -> Report | None:
        """The same body's report of the year before."""
        return self.series.by_year.get(self.report.year - 1)

    @cached_property
    def prose(self) -> Mapping[str, tuple[str, Prose]]:
        """By section key: the address of its prose and the prose, for the sections of the form."""
        return {
            section.key: (f"sections[{index}].prose", section.prose)
            for index, section in enumerate(self.report.sections or ())
            if section.key is not None
        }

    def once(self, function: Callable[[ReportSubject], Found]) -> Found:
        """What the function finds in this report, found once for all rules that ask."""
        if function not in self._found:
            self._found[function] = function(self)
        found: Found = self._found[function]
        return found

    @cached_property
    def _found(self) -> dict[Callable[[ReportSubject], Any], Any]:
        return {}

    @cached_property
    def texts(self) -> tuple[tuple[str, str], ...]:
        """Every archived paragraph with the address of the prose that holds it."""
        found = [("preface", paragraph) for paragraph in self.report.preface.paragraphs]
        for index, section in enumerate(self.report.sections or ()):
            found += [(f"sections[{index}].prose", text) for text in section.prose.paragraphs]
        return tuple(found)

    @cached_property
    def prose_complete(self) -> bool:
        """Whether our copy holds the prose of every section."""
        sections = self.report.sections
        return (
            sections is not None
            and self.report.preface.archived
            and all(section.prose.archived for section in sections)
        )
