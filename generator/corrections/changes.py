"""What differs between two states of an archive, and whether every change to a report is logged."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, replace
from typing import Literal

from generator.checking import judged
from generator.corrections.effects import Effects, effects
from generator.derive.catalogue import catalogue
from generator.derive.findings import findings as told
from generator.model.cells import Cell
from generator.model.correction import Correction
from generator.model.differences import (
    FIELDS,
    Difference,
    corrected,
    differences,
    within,
)
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
class ReportChange:
    """A report that was added, removed or changed: what it prints otherwise, and the new log entries.

    ``path`` is below the archive's root; ``other`` names fields changed that are not the report's own
    words, such as ``source`` or ``notes``. ``anew`` has the addresses of the differences of which no entry
    says what was and is there, only that their block was transcribed anew. A revision that was added
    differs from the one before it, whose file name without ending is ``than``.
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


@dataclass(frozen=True, slots=True)
class Changes:
    """Everything that differs; ``bodies`` has the paths of body files, ``pages`` addresses of pages."""

    reports: tuple[ReportChange, ...]
    bodies: tuple[str, ...]
    effects: Effects
    pages: tuple[str, ...]
    problems: tuple[Problem, ...]


def compare(before: Archive, after: Archive) -> Changes:
    """What differs, and a problem for each change to a report that its log does not tell of.

    Both archives name the same paths, whatever folder they were read from.
    """
    was, now = _revisions(before), _revisions(after)
    reports: list[ReportChange] = []
    problems: list[Problem] = []
    for key in sorted({*was, *now}):
        if key not in was:
            entry, document = now[key]
            reports.append(_added(entry, document.value, now))
        elif key not in now:
            entry, document = was[key]
            report = document.value
            gone = ReportChange("removed", _path(entry, report), entry.body.value.name, report)
            reports.append(gone)
            problems.append(_removed(f"{after.root.as_posix()}/{gone.path}"))
        elif was[key][1].value != now[key][1].value:
            entry, document = now[key]
            former = was[key][1].value
            anew, unlogged = _logged(former, document)
            reports.append(_changed(entry, former, document.value, anew))
            problems += unlogged
    return Changes(
        tuple(reports),
        tuple(_bodies(before, after)),
        effects(before, after),
        tuple(_pages(before, after)),
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
    )


def _bodies(before: Archive, after: Archive) -> Iterator[str]:
    for body_id in sorted({*before.by_id, *after.by_id}):
        was, now = before.by_id.get(body_id), after.by_id.get(body_id)
        if (was and was.body.value) != (now and now.body.value):
            entry = now or was
            if entry is not None:
                yield f"{entry.folder}/body.yaml"


def _pages(before: Archive, after: Archive) -> Iterator[str]:
    """The addresses of the pages whose text differs; the addresses of site and repository do not matter."""
    was, now = (
        {
            page.path: page.text
            for page in pages(catalogue(archive), told(judged(archive)), Addresses("", ""))
        }
        for archive in (before, after)
    )
    for path in sorted({*was, *now}):
        if was.get(path) != now.get(path):
            address = path.removesuffix("index.md").removesuffix(".md").rstrip("/")
            yield f"/{address}/" if address else "/"


def _removed(path: str) -> Problem:
    message = (
        "found no report here, where there was one, expected it to stay: its address is permanent; put the "
        "file back, and add what was published again as a revision"
    )
    return Problem(path, 1, 1, "S7", message)


def _logged(was: Report, document: Document[Report]) -> tuple[frozenset[str], list[Problem]]:
    """The addresses covered only by an entry on their block, and what the log does not tell of."""
    now = document.value

    def problem(address: str, message: str) -> Problem:
        return Problem(document.path, *document.place(address), "S7", f"{address}: {message}")

    for index, entry in enumerate(was.corrections):
        if now.corrections[index : index + 1] != (entry,):
            message = (
                f"found the log entry of {entry.date} on {entry.cell} removed or changed, expected it to "
                "stay as it was: put it back and add a new one at the end"
            )
            return frozenset(), [problem(f"corrections[{index}]", message)]
    problems = []
    for name in ("url", "copy", "sha256"):
        found, former = getattr(now.source, name), getattr(was.source, name)
        if former not in (None, found):
            message = (
                f"found {found}, where {former} stood, expected what the figures are checked against to "
                "stay: put it back; a source fetched again goes under later, a report published again is "
                "a revision"
            )
            problems.append(problem(f"source.{name}", message))
    entries = now.corrections[len(was.corrections) :]
    anew = set()
    for change in differences(was, now):
        address = change.address
        if _is_led(change, entries):
            continue
        if _is_anew(change, entries, figure=address in now.cells):
            anew.add(address)
        else:
            problems.append(problem(address, _not_logged(change.was, change.now)))
    return frozenset(anew), problems


def _is_led(change: Difference, entries: tuple[Correction, ...]) -> bool:
    """Whether the entries lead from one value to the other, each beginning where the last ended."""
    value = change.was
    for entry in entries:
        if entry.cell == change.address and value is not None:
            value = corrected(value, entry)
    return value is not None and value == change.now


def _is_anew(change: Difference, entries: tuple[Correction, ...], *, figure: bool) -> bool:
    """Whether a block transcribed anew covers it.

    It covers the words in it, and the figures that the report did not have before or has no more; a
    figure that it had and has needs its own entry.
    """
    both = change.was is not None and change.now is not None
    return not (both and figure) and any(
        entry.was is None and within(change.address, entry.cell) for entry in entries
    )


def _not_logged(was: Cell | None, now: Cell | None) -> str:
    def short(cell: Cell | None) -> str:
        line = " ".join(cell.notation.split()) if cell else "nothing"
        return line if len(line) <= 60 else f"{line[:60]}…"

    return (
        f"found {short(now)}, where {short(was)} stood, expected an entry under corrections that says so: "
        "put the former value back and run gongkai correct, which changes and logs it"
    )
