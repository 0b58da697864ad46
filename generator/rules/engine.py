"""Runs the rules over reports and bodies, and matches what was acknowledged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

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
    prose_text,
    requests,
    review,
    structure,
    transcription,
    years,
)
from generator.rules.registry import BASES, RULES, Rule
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


@dataclass(frozen=True, slots=True)
class Judged:
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


@dataclass(frozen=True, slots=True)
class Verdict:
    """What all rules say of one report (or one body, without year)."""

    body: str
    year: int | None
    judged: tuple[Judged, ...]
    findings: tuple[Finding, ...]
    unused: tuple[Acknowledgement, ...] = ()

    @property
    def passed(self) -> int:
        """How many results passed, of all families."""
        return sum(isinstance(item.result, Passed) for item in self.judged)

    @property
    def assessable(self) -> int:
        """How many results there are that could be judged, of all families."""
        return sum(not isinstance(item.result, NotAssessable) for item in self.judged)

    @property
    def with_zeros(self) -> tuple[int, int]:
        """Of the results that only blanks leave open: how many zeros would make hold, and how many not."""
        found = [
            item.result.if_blank_were_zero.holds
            for item in self.judged
            if isinstance(item.result, NotAssessable) and item.result.if_blank_were_zero
        ]
        return sum(found), len(found) - sum(found)

    def count(self, family: str) -> tuple[int, int]:
        """Results passed and results assessable of a family of rules."""
        results = [j.result for j in self.judged if j.rule.family == family]
        passed = sum(isinstance(result, Passed) for result in results)
        return passed, len(results) - sum(isinstance(result, NotAssessable) for result in results)


def judge_report(
    subject: ReportSubject, acknowledgements: Sequence[Acknowledgement] = ()
) -> Verdict:
    """Every rule of the report's form on one report; the findings with what was acknowledged."""
    report = subject.report
    judged = tuple(
        Judged(rule, result)
        for rule in all_rules()
        if rule.of_report is not None and report.form_key in rule.forms
        for result in rule.of_report(subject)
    )
    findings, unused = _acknowledged(
        [
            Finding(item.rule, report.body, report.year, item.result)
            for item in judged
            if isinstance(item.result, Failed)
        ],
        acknowledgements,
    )
    return Verdict(report.body, report.year, judged, findings, unused)


def judge_body(series: Series, around: Surroundings) -> Verdict:
    """Every rule about a body's whole series."""
    subject = BodySubject(series, around)
    judged = tuple(
        Judged(rule, result)
        for rule in all_rules()
        if rule.of_body is not None
        for result in rule.of_body(subject)
    )
    findings = tuple(
        Finding(item.rule, series.body.id, None, item.result)
        for item in judged
        if isinstance(item.result, Failed)
    )
    return Verdict(series.body.id, None, judged, findings)


def judge_all(
    around: Surroundings,
    acknowledgements: Mapping[tuple[str, int], Sequence[Acknowledgement]] | None = None,
) -> Iterator[Verdict]:
    """Every body and every report, in the order given; acknowledgements by body and year."""
    known = acknowledgements or {}
    for series in around.series.values():
        yield judge_body(series, around)
        for report in series.reports:
            key = (report.body, report.year)
            yield judge_report(ReportSubject(report, series, around), known.get(key, ()))


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
