"""Runs the rules over reports and bodies, and matches what was acknowledged."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain
from typing import Any, NamedTuple

from generator.model.acknowledgement import Acknowledgement
from generator.model.forms import Label
from generator.problems import Level
from generator.rules import (  # each family registers its rules
    dates,
    form,
    hierarchy,
    likeness,
    proactive,
    prose_claims,
    prose_counts,
    prose_denials,
    prose_text,
    requests,
    review,
    structure,
    transcription,
    years,
)
from generator.rules.registry import BASES, RULES, ReportCheck, Rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.subject import BodySubject, ReportSubject, Series, Surroundings

MODULES = (
    structure,
    form,
    requests,
    review,
    proactive,
    years,
    prose_counts,
    prose_denials,
    prose_claims,
    prose_text,
    dates,
    transcription,
    likeness,
    hierarchy,
)

_FAMILY_ORDER = "SFARPXNDCBH"


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule in the order of the catalogue."""
    return tuple(
        sorted(
            RULES.values(), key=lambda rule: (_FAMILY_ORDER.index(rule.family), int(rule.id[1:]))
        )
    )


class Judged(NamedTuple):
    """One result of one rule."""

    rule: Rule
    result: Result


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that does not hold for a report (or a body, without year), and who looked at the source."""

    rule: Rule
    body: str
    year: int | None
    failed: Failed
    acknowledgement: Acknowledgement | None = None

    @property
    def level(self) -> Level:
        """The rule's level, or the lower one of this finding."""
        return self.failed.level or self.rule.level

    @property
    def cells(self) -> tuple[str, ...]:
        """The addresses concerned; the finding points at the first."""
        return self.failed.cells

    @property
    def message(self) -> Label:
        """What was found, the basis, and the next step, in both languages."""
        told, basis, step = self.failed.message, BASES[self.rule.basis], self.rule.next_step
        if self.acknowledgement is not None:
            day, reason = self.acknowledgement.date, self.acknowledgement.reason
            step = Label(
                f"{day} 已与原件核对：{reason}", f"checked against the source on {day}: {reason}"
            )
        return Label(
            f"{told.zh}。依据：{basis.zh}。{step.zh}", f"{told.en}; basis: {basis.en}; {step.en}"
        )


class Tally(NamedTuple):
    """How many results of a rule passed and failed, and how many could not be had."""

    passed: int = 0
    failed: int = 0
    not_assessable: int = 0

    @property
    def assessable(self) -> int:
        """How many results could be judged."""
        return self.passed + self.failed


@dataclass(frozen=True, slots=True)
class Part:
    """What some rules say of one report or body, without what was looked at where they pass.

    ``with_zeros`` counts, of the results that only blanks leave open, those that zeros would make hold,
    and those that they would not.
    """

    tallies: Mapping[str, Tally]
    failed: tuple[tuple[str, Failed], ...]
    with_zeros: tuple[int, int]

    @classmethod
    def of(cls, judged: Sequence[Judged]) -> Part:
        """What these results amount to."""
        kinds: dict[str, list[int]] = {}
        zeros = [0, 0]
        for item in judged:
            counts = kinds.setdefault(item.rule.id, [0, 0, 0])
            result = item.result
            counts[_KINDS.index(type(result))] += 1
            if isinstance(result, NotAssessable) and result.if_blank_were_zero:
                zeros[not result.if_blank_were_zero.holds] += 1
        failed = tuple(
            (item.rule.id, item.result) for item in judged if isinstance(item.result, Failed)
        )
        tallies = {rule: Tally(*counts) for rule, counts in kinds.items()}
        return cls(tallies, failed, (zeros[0], zeros[1]))

    def and_(self, other: Part) -> Part:
        """Both parts, the rules in the order of the catalogue."""
        tallies = {**self.tallies, **other.tallies}
        return Part(
            {rule: tallies[rule] for rule in _places() if rule in tallies},
            tuple(sorted((*self.failed, *other.failed), key=lambda item: _places()[item[0]])),
            (self.with_zeros[0] + other.with_zeros[0], self.with_zeros[1] + other.with_zeros[1]),
        )

    def __reduce__(self) -> tuple[Any, ...]:  # kept for every report, with dozens of tallies
        rules, counts = " ".join(self.tallies), array("I", chain(*self.tallies.values()))
        return _part, (rules, counts.tobytes(), self.failed, self.with_zeros)


def _part(
    rules: str, counts: bytes, failed: tuple[tuple[str, Failed], ...], with_zeros: tuple[int, int]
) -> Part:
    numbers = array("I", counts)
    tallies = map(_tally, numbers[::3], numbers[1::3], numbers[2::3])
    return Part(dict(zip(rules.split(), tallies, strict=True)), failed, with_zeros)


_tally = cache(Tally)
_KINDS = (Passed, Failed, NotAssessable)


@cache
def _places() -> Mapping[str, int]:
    """The place of every rule in the catalogue."""
    return {rule.id: place for place, rule in enumerate(all_rules())}


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all rules say of one report (or one body, without year)."""

    body: str
    year: int | None
    tallies: Mapping[str, Tally]
    findings: tuple[Finding, ...]
    with_zeros: tuple[int, int] = (0, 0)
    unused: tuple[Acknowledgement, ...] = ()

    @property
    def passed(self) -> int:
        """How many results passed, of all families."""
        return sum(tally.passed for tally in self.tallies.values())

    @property
    def assessable(self) -> int:
        """How many results there are that could be judged, of all families."""
        return sum(tally.assessable for tally in self.tallies.values())

    @property
    def not_assessable(self) -> int:
        """How many results could not be had, of all families."""
        return sum(tally.not_assessable for tally in self.tallies.values())

    def count(self, family: str) -> tuple[int, int]:
        """Results passed and results assessable of a family of rules."""
        found = [tally for rule, tally in self.tallies.items() if rule[0] == family]
        return sum(tally.passed for tally in found), sum(tally.assessable for tally in found)


def of_report(subject: ReportSubject, *, across: bool | None = None) -> Sequence[Judged]:
    """What the rules of the report's form say of it; only those with or without ``across`` if it is given."""
    return [
        Judged(rule, result)
        for rule, check in _of_reports(subject.report.form_key, across)
        for result in check(subject)
    ]


@cache
def _of_reports(form_key: str, across: bool | None) -> tuple[tuple[Rule, ReportCheck], ...]:  # noqa: FBT001
    return tuple(
        (rule, rule.of_report)
        for rule in all_rules()
        if rule.of_report is not None and form_key in rule.forms and across in (None, rule.across)
    )


def of_body(subject: BodySubject, *, across: bool | None = None) -> Sequence[Judged]:
    """What the rules about a whole series say of it."""
    return [
        Judged(rule, result)
        for rule in all_rules()
        if rule.of_body is not None and across in (None, rule.across)
        for result in rule.of_body(subject)
    ]


def verdict_on(
    body: str, year: int | None, part: Part, acknowledgements: Sequence[Acknowledgement] = ()
) -> Verdict:
    """The verdict that all rules together make, the findings with what was acknowledged."""
    found = [Finding(RULES[rule], body, year, failed) for rule, failed in part.failed]
    findings, unused = _acknowledged(found, acknowledgements)
    return Verdict(body, year, part.tallies, findings, part.with_zeros, unused)


def judge_report(
    subject: ReportSubject, acknowledgements: Sequence[Acknowledgement] = ()
) -> Verdict:
    """Every rule of the report's form on one report; the findings with what was acknowledged."""
    report = subject.report
    return verdict_on(report.body, report.year, Part.of(of_report(subject)), acknowledgements)


def judge_body(series: Series, around: Surroundings) -> Verdict:
    """Every rule about a body's whole series."""
    return verdict_on(series.body.id, None, Part.of(of_body(BodySubject(series, around))))


def matches(acknowledgement: Acknowledgement, finding: Finding) -> bool:
    """Whether it was made for this finding as it stands: same rule, one of its cells, same values."""
    return (
        acknowledgement.rule == finding.rule.id
        and acknowledgement.cell in finding.cells
        and dict(acknowledgement.expected) == dict(finding.failed.evidence)
    )


def _acknowledged(
    findings: Sequence[Finding], acknowledgements: Sequence[Acknowledgement]
) -> tuple[tuple[Finding, ...], tuple[Acknowledgement, ...]]:
    """The findings, each with the acknowledgement made for it; and the acknowledgements left over."""
    used: set[int] = set()
    marked = []
    for finding in findings:
        found = next(
            (
                index
                for index, acknowledgement in enumerate(acknowledgements)
                if index not in used and matches(acknowledgement, finding)
            ),
            None,
        )
        if found is None:
            marked.append(finding)
            continue
        used.add(found)
        marked.append(
            Finding(
                finding.rule, finding.body, finding.year, finding.failed, acknowledgements[found]
            )
        )
    unused = tuple(a for index, a in enumerate(acknowledgements) if index not in used)
    return tuple(marked), unused


def draft(finding: Finding) -> Mapping[str, object]:
    """The acknowledgement that would fit a finding, to be completed with reason and date."""
    return {
        "rule": finding.rule.id,
        "cell": finding.cells[0],
        "expected": dict(finding.failed.evidence),
    }
