"""What differs between two states of an archive, and whether every change to a report is logged."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from typing import Literal

from generator.checking import Said, judged
from generator.corrections.effects import Effects, effects
from generator.corrections.log_held import held_to_log, to_come
from generator.derive.catalogue import catalogue
from generator.derive.findings import findings as told
from generator.model.acknowledgement import Acknowledgement
from generator.model.correction import Correction, Reply
from generator.model.differences import (
    FIELDS,
    Difference,
    differences,
)
from generator.model.forms import Label
from generator.model.report import Report
from generator.problems import Problem
from generator.render.page import Addresses
from generator.render.pages import pages
from generator.store.archive import Archive, Entry
from generator.store.files import Document

Revisions = Mapping[tuple[str, int, int], tuple[Entry, Document[Report]]]

# What `differences` tells of, and the log itself; every other field of a report is told by its name.
_TOLD = {*FIELDS, "cells", "labels", "preface", "sections", "corrections"}


@dataclass(frozen=True, slots=True)
class Beside:
    """An acknowledgement or a reply that came, went or changed: what it is about, and its day."""

    kind: Literal["added", "removed", "changed"]
    what: Literal["acknowledgement", "reply"]
    rule: str | None
    cell: str | None
    date: date


@dataclass(frozen=True, slots=True)
class ReportChange:
    """A report that was added, removed or changed: what it prints otherwise, and the new log entries.

    ``path`` is below the archive's root; ``other`` names fields changed that are not the report's own
    words, such as ``source`` or ``notes``. ``anew`` has the addresses of the differences of which no entry
    says what was and is there, only that their block was transcribed anew. A revision that was added
    differs from the one before it, whose file name without ending is ``than``. ``beside`` are the
    acknowledgements and replies that came, went or changed.
    """

    kind: Literal["added", "removed", "changed"]
    path: str
    body: str
    report: Report
    differences: tuple[Difference, ...] = ()
    entries: tuple[Correction, ...] = ()
    other: tuple[str, ...] = ()
    anew: frozenset[str] = frozenset()
    than: str | None = None
    beside: tuple[Beside, ...] = ()


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs; ``bodies`` has the paths of body files, ``pages`` addresses of pages.

    Where files could not be read nothing was ``compared``, and ``problems`` says which and why.
    """

    reports: tuple[ReportChange, ...]
    bodies: tuple[str, ...]
    effects: Effects
    pages: tuple[str, ...]
    problems: tuple[Problem, ...]
    compared: bool = True

    @property
    def errors(self) -> tuple[Problem, ...]:
        """What must be mended: the problems, and every new error, in whatever file it stands."""
        return (*self.problems, *self.effects.errors)


def unread(problems: Iterable[Problem]) -> Changes:
    """What can be said where files of the archive cannot be read: which and why."""
    return Changes((), (), Effects((), ()), (), tuple(problems), compared=False)


def compare(before: Archive, after: Archive, today: date) -> Changes:
    """What differs, and a problem for each change to a report that its log does not tell of.

    A day that is new and still to come is a problem too. Both archives name the same paths, whatever
    folder they were read from.
    """
    was, now = _revisions(before), _revisions(after)
    reports: list[ReportChange] = []
    problems: list[Problem] = []
    for key in sorted({*was, *now}):
        if key not in was:
            entry, document = now[key]
            reports.append(_added(entry, document.value, now))
            problems += to_come(None, document, today)
        elif key not in now:
            entry, document = was[key]
            report = document.value
            gone = ReportChange("removed", _path(entry, report), entry.body.value.name, report)
            reports.append(gone)
            problems.append(_removed(f"{after.root.as_posix()}/{gone.path}"))
        elif was[key][1].value != now[key][1].value:
            entry, document = now[key]
            former = was[key][1].value
            anew, unlogged = held_to_log(former, document)
            reports.append(_changed(entry, former, document.value, anew))
            problems += [*unlogged, *to_come(former, document, today)]
    rules_said = judged(before), judged(after)
    return Changes(
        tuple(reports),
        tuple(_bodies(before, after)),
        effects(*rules_said),
        tuple(_pages((before, after), rules_said)),
        tuple(sorted(problems)),
    )


def _revisions(archive: Archive) -> Revisions:
    return {
        (document.value.body, document.value.year, document.value.revision): (entry, document)
        for entry, document in archive.revisions()
    }


def _added(entry: Entry, report: Report, now: Revisions) -> ReportChange:
    """A new report; a new revision with what it prints otherwise than the one that it supersedes."""
    added = ReportChange("added", _path(entry, report), entry.body.value.name, report)
    former = now.get((report.body, report.year, report.revision - 1))
    if former is None:
        return added
    before = former[1].value
    return replace(added, differences=differences(before, report), than=before.stem)


def _path(entry: Entry, report: Report) -> str:
    return f"{entry.folder}/{report.stem}.yaml"


def _changed(entry: Entry, was: Report, now: Report, anew: frozenset[str]) -> ReportChange:
    return ReportChange(
        "changed",
        _path(entry, now),
        entry.body.value.name,
        now,
        differences(was, now),
        now.corrections[len(was.corrections) :],
        tuple(
            field.name.removesuffix("_key")
            for field in fields(Report)
            if field.name not in _TOLD and getattr(was, field.name) != getattr(now, field.name)
        ),
        anew,
        beside=(
            *_beside("acknowledgement", was.acknowledgements, now.acknowledgements),
            *_beside("reply", was.replies, now.replies),
        ),
    )


def _beside(
    what: Literal["acknowledgement", "reply"],
    was: tuple[Acknowledgement, ...] | tuple[Reply, ...],
    now: tuple[Acknowledgement, ...] | tuple[Reply, ...],
) -> Iterator[Beside]:
    """What came and went; one that went and one that came on the same rule and cell are one that changed."""
    gone = [item for item in was if item not in now]
    for item in now:
        if item not in was:
            former = next(
                (old for old in gone if (old.rule, old.cell) == (item.rule, item.cell)), None
            )
            if former is not None:
                gone.remove(former)
            yield Beside("changed" if former else "added", what, item.rule, item.cell, item.date)
    for item in gone:
        yield Beside("removed", what, item.rule, item.cell, item.date)


def _bodies(before: Archive, after: Archive) -> Iterator[str]:
    for body_id in sorted({*before.by_id, *after.by_id}):
        was, now = before.by_id.get(body_id), after.by_id.get(body_id)
        if (was and was.body.value) != (now and now.body.value):
            entry = now or was
            if entry is not None:
                yield f"{entry.folder}/body.yaml"


def _pages(
    archives: tuple[Archive, Archive], rules_said: tuple[Iterable[Said], Iterable[Said]]
) -> Iterator[str]:
    """The addresses of the pages whose text differs; the addresses of site and repository do not matter."""
    was, now = (
        {page.path: page.text for page in pages(catalogue(archive), told(said), Addresses("", ""))}
        for archive, said in zip(archives, rules_said, strict=True)
    )
    for path in sorted({*was, *now}):
        if was.get(path) != now.get(path):
            address = path.removesuffix("index.md").removesuffix(".md").rstrip("/")
            yield f"/{address}/" if address else "/"


def _removed(path: str) -> Problem:
    told = Label(
        "这里原有一份报告，现在没有；它的网址是永久的，请恢复文件，重新公布的报告另存一份",
        "found no report here, where there was one, expected it to stay: its address is permanent; put the "
        "file back, and add what was published again as a revision",
    )
    return Problem.told(path, (1, 1), "S7", told)
