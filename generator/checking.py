"""Checks an archive: what is wrong with its files, and what the rules say of its reports."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

from generator.model.differences import disagreeing, out_of_order, too_early
from generator.model.forms import Label
from generator.model.regions import load_regions
from generator.model.report import Report
from generator.problems import Problem
from generator.rules.engine import Finding, Verdict, judge_body, judge_report
from generator.rules.registry import RULES
from generator.rules.subject import ReportSubject, Surroundings
from generator.store.archive import Archive, Entry
from generator.store.files import Document

Said = tuple[Entry, Document[Report] | None, Verdict]
"""What the rules say of one body file (document None) or one report file."""


@dataclass(frozen=True, slots=True)
class Reported:
    """A finding, or an error of the data, with its place in a file."""

    problem: Problem
    finding: Finding | None = None


def surroundings(archive: Archive) -> Surroundings:
    """What the rules may compare with: every body and report of the archive."""
    return Surroundings.of(
        (
            (entry.body.value, [document.value for document in entry.reports])
            for entry in archive.entries
        ),
        load_regions(),
    )


def verdicts(
    archive: Archive, around: Surroundings, chosen: Callable[[str], bool] = lambda _: True
) -> Iterator[Said]:
    """What the rules say of each chosen body file (document None) and report file, by path."""
    for entry in archive.entries:
        series = around.series[entry.body.value.id]
        if chosen(entry.body.path):
            yield entry, None, judge_body(series, around)
        for document in entry.revisions:
            if chosen(document.path):
                report = document.value
                subject = ReportSubject(report, series, around)
                yield entry, document, judge_report(subject, report.acknowledgements)


def judged(archive: Archive, chosen: Callable[[str], bool] = lambda _: True) -> tuple[Said, ...]:
    """What the rules say of every chosen body file and report file of the archive."""
    return tuple(verdicts(archive, surroundings(archive), chosen))


def near(archive: Archive, body_id: str) -> Callable[[str], bool]:
    """Whether a path is a file whose findings can change with a figure of the body.

    They are its own, and those of the government just above it, which rule H1 holds against the bodies
    below. Only words are compared with all bodies (B2).
    """
    here = archive.by_id[body_id]
    own = here.body.value
    above = here.regions[-2:-1] if own.kind == "government" else here.regions[-1:]
    codes = {region.code for region in above}
    entries = [
        entry
        for entry in archive.entries
        if entry is here
        or (entry.body.value.kind == "government" and entry.body.value.code in codes)
    ]
    paths = {entry.body.path for entry in entries}
    paths |= {document.path for entry in entries for document in entry.revisions}
    return paths.__contains__


def errors(said: Iterable[Said], *, whole: bool = True) -> list[Problem]:
    """The errors that show only beside the findings: S6, and a log that disagrees with its file (S7).

    In a part of an archive (``whole`` False) nobody can tell which findings across bodies there are, and
    so none of their acknowledgements is taken for lapsed.
    """
    return [
        reported.problem
        for _, document, verdict in said
        if document is not None
        for reported in _faults(document, verdict if whole else _of_part(verdict))
    ]


def _of_part(verdict: Verdict) -> Verdict:
    across = {rule.id for rule in RULES.values() if rule.across}
    return replace(verdict, unused=tuple(one for one in verdict.unused if one.rule not in across))


def findings(
    archive: Archive, chosen: Callable[[str], bool] = lambda _: True
) -> Iterator[Reported]:
    """Every finding on the chosen files and every acknowledgement that matches none, with its place."""
    yield from reported(verdicts(archive, surroundings(archive), chosen))


def reported(said: Iterable[Said]) -> Iterator[Reported]:
    """What the rules said, each finding and each error with its place."""
    for entry, document, verdict in said:
        file = entry.body if document is None else document
        for finding in verdict.findings:
            place = file.place(finding.cells[0])
            problem = Problem.told(
                file.path, place, finding.rule.id, finding.message, finding.level
            )
            yield Reported(problem, finding)
        if document is not None:
            yield from _faults(document, verdict)


def _faults(document: Document[Report], verdict: Verdict) -> Iterator[Reported]:
    yield from _unused(document, verdict)
    yield from _disagreeing(document)
    yield from _of_nothing(document)


def _of_nothing(document: Document[Report]) -> Iterator[Reported]:
    """A reply to a rule or a cell that there is not."""
    for index, reply in enumerate(document.value.replies):
        if reply.rule is not None and reply.rule not in RULES:
            told = Label(
                f"答复所指的规则 {reply.rule} 不存在；请用 gongkai rules 查看",
                f"found unknown rule {reply.rule} in a reply: see gongkai rules",
            )
            place = document.place(f"replies[{index}].rule")
            yield Reported(Problem.told(document.path, place, "S6", told))
        if reply.cell is not None and reply.cell not in document.marks:
            told = Label(
                f"答复所指的位置 {reply.cell} 不在本报告中；请写单元格、行或部分的位置",
                f"found unknown cell {reply.cell} in a reply, expected the address of a cell, a row or a "
                "section of this report such as requests.received.total",
            )
            place = document.place(f"replies[{index}].cell")
            yield Reported(Problem.told(document.path, place, "S6", told))


def _disagreeing(document: Document[Report]) -> Iterator[Reported]:
    for index, expected in disagreeing(document.value).items():
        entry = document.value.corrections[index]
        if expected is None:
            told = Label(
                f"更正记录 {entry.cell} 须写明 was 和 now，二者不同，位置须在本报告中；请改正这条记录",
                f"found a correction of {entry.cell}, expected an address of this report with was and now, "
                "different from each other: mend the entry",
            )
        else:
            now = entry.now.notation if entry.now else ""
            told = Label(
                f"更正记录 {entry.cell} 的 now 为 {now}，应为 {expected.notation}；"
                "请用 gongkai correct 更正，它会写下记录",
                f"found now: {now} in the correction of {entry.cell}, expected {expected.notation}, which "
                "the next entry or the report has: correct figures with gongkai correct, which logs them",
            )
        place = document.place(f"corrections[{index}].now")
        yield Reported(Problem.told(document.path, place, "S7", told))
    for index in out_of_order(document.value):
        found, before = (document.value.corrections[at].date for at in (index, index - 1))
        told = Label(
            f"更正记录的日期 {found} 早于上一条的 {before}；记录按时间先后写在末尾，请改正日期或次序",
            f"found {found} after {before} in the log, expected each entry at the end and no earlier than "
            "the one before: mend the day, or the order",
        )
        place = document.place(f"corrections[{index}].date")
        yield Reported(Problem.told(document.path, place, "S7", told))
    for address, first in too_early(document.value).items():
        told = Label(
            f"{address}：日期早于 {first}，即取得存档副本的日期或报告年度的第一天；请改正日期",
            f"{address}: found a day before {first}, on which our copy was retrieved or the report's year "
            "began, expected none before it: mend the day",
        )
        yield Reported(Problem.told(document.path, document.place(address), "S7", told))


def _unused(document: Document[Report], verdict: Verdict) -> Iterator[Reported]:
    for acknowledgement in verdict.unused:
        index = document.value.acknowledgements.index(acknowledgement)
        rule = acknowledgement.rule
        now = next(
            (
                finding
                for finding in verdict.findings
                if finding.rule.id == rule and acknowledgement.cell in finding.cells
            ),
            None,
        )
        told = _why_unused(rule, acknowledgement.cell, now)
        place = document.place(f"acknowledgements[{index}]")
        yield Reported(Problem.told(document.path, place, "S6", told))


def _why_unused(rule: str, cell: str, now: Finding | None) -> Label:
    if rule not in RULES:
        return Label(
            f"确认的规则 {rule} 不存在；请用 gongkai rules 查看",
            f"found unknown rule {rule}: see gongkai rules",
        )
    if now is None:
        return Label(
            f"{rule} 在 {cell} 没有发现，这条确认没有对象；请删去",
            f"found an acknowledgement of {rule} at {cell}, where there is no finding: remove it",
        )
    values = ", ".join(f"{address}: {value}" for address, value in now.failed.evidence.items())
    return Label(
        f"{rule} 在 {cell} 的值已变，这条确认已失效；现为 {values}；请重新核对原件",
        f"found an acknowledgement of {rule} at {cell} that has lapsed, expected the values {values}: "
        "compare with the source again, then mend or remove it",
    )


def below(files: list[Path]) -> Callable[[str], bool]:
    """Whether a path is one of the files."""
    known = {file.resolve() for file in files}
    return lambda path: Path(path).resolve() in known
