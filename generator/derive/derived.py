"""Everything that follows from an archive, each made once and when it is first asked for."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from generator.derive.catalogue import Catalogue
from generator.derive.coverage import Coverage, coverage
from generator.derive.findings import Findings
from generator.derive.measures import Observation, observations
from generator.derive.siblings import SiblingsOfYear, siblings
from generator.derive.summaries import Summaries


@dataclass(frozen=True)
class Derived:
    """The archive's catalogue and findings, and what is derived from them."""

    catalogue: Catalogue
    findings: Findings

    @cached_property
    def observations(self) -> tuple[Observation, ...]:
        """The newest revision of every report with what the rules say of it."""
        return observations(self.catalogue.archive, self.findings)

    @cached_property
    def by_year(self) -> Mapping[int, Sequence[Observation]]:
        """The observations by year, newest year first."""
        found: dict[int, list[Observation]] = {}
        for observation in self.observations:
            found.setdefault(observation.report.year, []).append(observation)
        return dict(sorted(found.items(), reverse=True))

    @cached_property
    def siblings(self) -> Mapping[str, SiblingsOfYear]:
        """The comparisons of every region."""
        return siblings(self.catalogue)

    @cached_property
    def coverage(self) -> Coverage:
        """Which body has published which year."""
        return coverage(self.catalogue)

    @cached_property
    def summaries(self) -> Summaries:
        """What the reports of every region say together."""
        return Summaries(self.observations, self.coverage)
