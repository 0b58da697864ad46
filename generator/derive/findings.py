"""The findings of the rules over the whole archive, each with its place on the site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from generator.model.report import Report
from generator.problems import Level
from generator.rules.engine import Finding, Verdict, all_rules
from generator.store.archive import Entry
from generator.store.files import Document

Judged = tuple[Entry, Document[Report] | None, Verdict]
"""What the rules say of a body (document None) or of one of its reports."""


@dataclass(frozen=True, slots=True)
class Told:
    """A finding where it is told: on ``page``, the address of the page of the report or of the body.

    ``number`` counts those of its rule on its page from 1.
    """

    entry: Entry
    finding: Finding
    number: int
    page: str

    @property
    def anchor(self) -> str:
        """Its anchor on that page: ``finding-r1-2``."""
        return f"finding-{self.finding.rule.id.lower()}-{self.number}"


@dataclass(frozen=True, slots=True)
class Count:
    """How many findings and notes there are, and how many of both were checked against the source."""

    findings: int = 0
    notes: int = 0
    checked: int = 0

    @property
    def all(self) -> int:
        """Findings and notes together."""
        return self.findings + self.notes


def count(told: Iterable[Told]) -> Count:
    """The count of some findings."""
    findings = [item.finding for item in told]
    notes = sum(finding.level is Level.NOTE for finding in findings)
    checked = sum(finding.acknowledgement is not None for finding in findings)
    return Count(len(findings) - notes, notes, checked)


@dataclass(frozen=True)
class Findings:
    """Verdicts and findings by the address of the page that tells them.

    Those of a report that a later revision took the place of (``superseded``, by address) are told on its
    own page, and counted and listed nowhere.
    """

    verdicts: Mapping[str, Verdict]
    told: Mapping[str, tuple[Told, ...]]
    superseded: frozenset[str]

    @cached_property
    def all(self) -> tuple[Told, ...]:
        """Every finding that counts, the newest year first, then by rule and address; of bodies last."""
        order = {rule.id: index for index, rule in enumerate(all_rules())}
        return tuple(
            sorted(
                (
                    item
                    for page, told in self.told.items()
                    if page not in self.superseded
                    for item in told
                ),
                key=lambda item: (
                    -(item.finding.year or 0),
                    order[item.finding.rule.id],
                    item.entry.address,
                    item.number,
                ),
            )
        )

    @cached_property
    def by_rule(self) -> Mapping[str, tuple[Told, ...]]:
        """The findings of each rule, for every rule of the catalogue, in its order."""
        found: dict[str, list[Told]] = {rule.id: [] for rule in all_rules()}
        for item in self.all:
            found[item.finding.rule.id].append(item)
        return {rule: tuple(told) for rule, told in found.items()}

    @cached_property
    def by_region(self) -> Mapping[str, Count]:
        """The count of each region that has a page, everything below it included."""
        found: dict[str, list[Told]] = {}
        for item in self.all:
            for region in item.entry.regions:
                found.setdefault(region.code, []).append(item)
        return {code: count(told) for code, told in found.items()}

    @cached_property
    def by_body(self) -> Mapping[str, Count]:
        """The count of each body with all its years."""
        found: dict[str, list[Told]] = {}
        for item in self.all:
            found.setdefault(item.finding.body, []).append(item)
        return {body: count(told) for body, told in found.items()}


def findings(judged: Iterable[Judged]) -> Findings:
    """The findings of an archive from what the rules say of its bodies and reports."""
    verdicts = {}
    told = {}
    superseded = set()
    for entry, document, verdict in judged:
        page = entry.address if document is None else entry.page(document.value)
        if document is not None and document not in entry.reports:
            superseded.add(page)
        seen: Counter[str] = Counter()
        items = []
        for finding in verdict.findings:
            seen[finding.rule.id] += 1
            items.append(Told(entry, finding, seen[finding.rule.id], page))
        verdicts[page] = verdict
        told[page] = tuple(items)
    return Findings(verdicts, told, frozenset(superseded))
