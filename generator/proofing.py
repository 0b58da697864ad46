"""A report checked by its own body before it is published: read, judged, and told in plain words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.checking import surroundings
from generator.importer.command import draft_of
from generator.importer.draft import Wishes
from generator.importer.identify import UNKNOWN_BODY
from generator.importer.stream import RefusedError
from generator.model.cells import MISSING
from generator.model.regions import load_regions
from generator.model.report import Body, Report
from generator.problems import Level, Problem
from generator.rules.engine import Finding, Judged, Part, Verdict, of_report, verdict_on
from generator.rules.registry import BASES, FAMILIES
from generator.rules.results import NotAssessable, Passed
from generator.rules.subject import ReportSubject, Series, Surroundings
from generator.store.archive import Archive

_LEVEL_OF_DIGITS = {2: "province", 4: "prefecture", 6: "county", 9: "township"}
_NAMES = {Level.ERROR: "错误", Level.FINDING: "发现", Level.NOTE: "提示"}


@dataclass(frozen=True, slots=True)
class Proof:
    """What was read of a document, what could not be read, and what the rules say of it."""

    source: str
    report: Report
    body: Body
    years: tuple[int, ...]
    """The years of the same body that the archive has to compare with."""
    problems: tuple[Problem, ...]
    judged: tuple[Judged, ...]

    @property
    def verdict(self) -> Verdict:
        """What the rules say of it together."""
        return verdict_on(self.report.body, self.report.year, Part.of(self.judged))

    @property
    def clean(self) -> bool:
        """Whether everything was read and no rule has more than a note to make."""
        return not any(True for _ in self._weighty())

    def _weighty(self) -> Iterator[Problem | Finding]:
        yield from (problem for problem in self.problems if problem.level is not Level.NOTE)
        yield from (found for found in self.verdict.findings if found.level is not Level.NOTE)


def proof(data: bytes, source: str, wishes: Wishes, archive: Archive | None) -> Proof:
    """Read a document and judge it with the archive around it.

    RefusedError where it is no report, or where its body or year cannot be told.
    """
    draft = draft_of(data, source, wishes)
    told = [problem.message for problem in draft.problems if problem.rule in ("I2", "I3")]
    if draft.report.body == UNKNOWN_BODY or not draft.year_known:
        raise RefusedError("; ".join(told) or "body and year: not found")
    around = _without(archive, draft.report)
    known = around.series.get(draft.report.body)
    body = known.body if known else _body(draft.report)
    reports = known.reports if known else ()
    series = Series(body, (*reports, draft.report))
    around = replace(around, series={**around.series, body.id: series})
    judged = of_report(ReportSubject(draft.report, series, around))
    problems = tuple(
        problem
        for problem in draft.problems
        # That the archive does not know the body yet is no fault of its report.
        if known or "does not have yet" not in problem.message
    )
    years = tuple(report.year for report in reports)
    return Proof(source, draft.report, body, years, problems, tuple(judged))


def _without(archive: Archive | None, report: Report) -> Surroundings:
    """The archive, less the report itself where it is there already."""
    if archive is None:
        return Surroundings.of((), load_regions())
    around = surroundings(archive)
    series = around.series.get(report.body)
    if series is None:
        return around
    others = tuple(other for other in series.reports if other.year != report.year)
    return replace(around, series={**around.series, report.body: Series(series.body, others)})


def _body(report: Report) -> Body:
    """The body as its id tells it, where the archive does not know it."""
    code, _, slug = report.body.partition("-")
    region = load_regions().by_code.get(code)
    name = report.signature or (region.name if region else report.body)
    kind = "department" if slug else "government"
    level = _LEVEL_OF_DIGITS[len(code)]
    return Body(report.body, name, name, (), level, kind, code, None)


def told(found: Proof) -> str:
    """The result for people: Chinese first, English below; what could not be read comes first."""
    return "".join(f"{line}\n" for line in _lines(found))


def _lines(found: Proof) -> Iterator[str]:
    report = found.report
    cells = report.cells.values()
    opened = sum(1 for cell in cells if cell == MISSING)
    yield f"{report.title}"
    yield f"  机关 body: {found.body.id} {found.body.name}"
    yield f"  年度 year: {report.year}；表式 form: {report.form_key}"
    yield (
        f"  读出 {len(cells) - opened} 格，未能确定 {opened} 格"
        f" / {len(cells) - opened} cells read, {opened} left open"
    )
    others = "、".join(map(str, found.years))
    yield (
        f"  与档案中本机关的 {others} 年报告比对 / compared with its reports on {others}"
        if others
        else "  档案中没有本机关的其他报告，未作年度比对 / no other report of this body to compare with"
    )
    unread = [problem for problem in found.problems if problem.level is not Level.NOTE]
    if unread:
        yield ""
        yield f"未能读出或未能确定 {len(unread)} 处 / could not be read for certain: {len(unread)}"
        for problem in unread:
            yield f"  {problem.path}:{problem.line}:{problem.column}: {problem.message}"
    yield from _findings(found.verdict)
    yield ""
    yield "各类核对 / what was checked:"
    yield from _assessed(found.judged)


def _findings(verdict: Verdict) -> Iterator[str]:
    counts = Counter(finding.level for finding in verdict.findings)
    yield ""
    if not verdict.findings:
        yield "没有发现 / no finding"
        return
    told_zh = "，".join(f"{_NAMES[level]} {count} 处" for level, count in sorted(counts.items()))
    yield f"{told_zh} / " + ", ".join(
        f"{n} {level}{'' if n == 1 else 's'}" for level, n in sorted(counts.items())
    )
    ordered = sorted(verdict.findings, key=lambda finding: list(Level).index(finding.level))
    for number, finding in enumerate(ordered, start=1):
        message, basis = finding.failed.message, BASES[finding.rule.basis]
        yield f"{number:3}. [{_NAMES[finding.level]} {finding.rule.id}] {message.zh}"
        yield f"     依据：{basis.zh}。发布前请核对。"
        yield f"     {message.en}; basis: {basis.en}; check before you publish"


def _assessed(judged: Sequence[Judged]) -> Iterator[str]:
    """For each family how many relations hold, and why others could not be judged."""
    for letter, label in FAMILIES.items():
        results = [item.result for item in judged if item.rule.family == letter]
        passed = sum(isinstance(result, Passed) for result in results)
        reasons = {result.reason.zh for result in results if isinstance(result, NotAssessable)}
        assessed = sum(not isinstance(result, NotAssessable) for result in results)
        if assessed or reasons:
            skipped = f"；未能判断：{'；'.join(sorted(reasons)[:3])}" if reasons else ""
            yield f"  {letter} {label.zh} {label.en}: {passed}/{assessed}{skipped}"
