"""The import command without its printing: options in, outcome out."""

from __future__ import annotations

import argparse
import traceback
from dataclasses import dataclass
from pathlib import Path

from generator.importer.draft import Draft, Wishes, make_draft
from generator.importer.sources import read_content, read_named
from generator.importer.stream import RefusedError
from generator.problems import Problem
from generator.store.archive import to_root
from generator.store.files import dump_report

COMPLETE, OPEN_POINTS, REFUSED = 0, 1, 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What an import came to: the draft's text, or the reason why there is none."""

    status: int
    text: str = ""
    copy: str = ""
    problems: tuple[Problem, ...] = ()
    reason: str = ""
    open_cells: int = 0
    cells: int = 0


def wishes_of(options: argparse.Namespace) -> Wishes:
    """What the options say beside the source."""
    return Wishes(options.body, options.year, options.url, options.retrieved, options.reports)


def draft_of(data: bytes, path: str, wishes: Wishes) -> Draft:
    """The draft of a document; RefusedError and nothing else where there is none."""
    try:
        return make_draft(read_content(data), data, path, wishes)
    except RefusedError:
        raise
    except (RecursionError, MemoryError) as error:
        raise RefusedError("too large: nested too deep or too much to hold") from error
    except Exception as error:  # a fault of ours must not end a batch
        fault = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{Path(fault.filename).name}:{fault.lineno}"
        raise RefusedError(
            f"a fault of the importer, please report it: {where}: {error!r}"
        ) from error


def import_bytes(data: bytes, path: str, wishes: Wishes, way: str = "../../../") -> Outcome:
    """The outcome for a document; never an exception, whatever the document is."""
    try:
        draft = draft_of(data, path, wishes)
    except RefusedError as refusal:
        return Outcome(REFUSED, reason=str(refusal))
    return _outcome(draft, way)


def _outcome(draft: Draft, way: str) -> Outcome:
    text = draft.text
    if way != "../../../":
        schema_line = dump_report(draft.report, way).partition("\n")[0]
        text = f"{schema_line}\n{text.partition(chr(10))[2]}"
    cells = draft.report.cells.values()
    left_open = sum(1 for cell in cells if cell.kind == "not_in_copy")
    status = COMPLETE if draft.complete else OPEN_POINTS
    return Outcome(status, text, draft.copy, draft.problems, "", left_open, len(cells))


def run(options: argparse.Namespace) -> Outcome:
    """Import one source and write what goes to files; the caller prints the rest."""
    try:
        data, path = read_named(options.source)
    except RefusedError as refusal:
        return Outcome(REFUSED, reason=str(refusal))
    output = None if options.output == "-" else Path(options.output)
    if output is not None and output.exists() and not options.force:
        reason = f"{output} is there already: name another file, or write over it with --force"
        return Outcome(REFUSED, reason=reason)
    outcome = import_bytes(data, path, wishes_of(options), _way(output, options.reports))
    if output is not None and outcome.status != REFUSED:
        try:
            write_draft(outcome, data, output)
        except OSError as error:
            return Outcome(REFUSED, reason=f"{output}: cannot be written: {error.strerror}")
    return outcome


def write_draft(outcome: Outcome, data: bytes, output: Path) -> None:
    """The draft, and the copy of its source beside it under the name that the draft gives."""
    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(outcome.text, encoding="utf-8", newline="\n")
    (output.parent / outcome.copy).write_bytes(data)


def _way(output: Path | None, reports: Path) -> str:
    """The way from the draft's folder to the archive's root, where it lies in the archive."""
    if output is None or not output.resolve().is_relative_to(reports.resolve()):
        return "../../../"
    folder = output.resolve().parent.relative_to(reports.resolve()).as_posix()
    return to_root(folder) if folder != "." else ""
