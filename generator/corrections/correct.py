"""One correction: which file, which value, checked against the file, written in place and logged."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from urllib.parse import urlsplit

from generator.checking import judged, near
from generator.corrections.effects import Effects, effects
from generator.corrections.wish import RefusedError, Wish, of_one_cell, unquoted
from generator.model.cells import NOT_IN_COPY, NULL, Cell, Kind, means_blank
from generator.model.correction import Correction
from generator.model.differences import (
    FIELDS,
    corrected,
    differences,
    first_day,
    is_prose,
    printed,
)
from generator.model.forms import Label
from generator.model.report import Report
from generator.problems import Problem
from generator.render.places import place
from generator.store.archive import Archive, load_archive
from generator.store.edit import NotEditableError, with_correction
from generator.store.files import BODY_ID, URL, Document, load_report
from generator.store.shapes import is_day

MOST_CHARACTERS = 2000  # of a value or a reason
_DAYS = ("published", "signed")
_LONGEST_NAME = 400
_FILE = re.compile(r"[0-9]{4}(?:-[0-9]+)?\.yaml")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?/", re.IGNORECASE)
_LINE_BREAKS = re.compile(r"[\n\r\u0085\u2028\u2029]")


class FaultyError(Exception):
    """The file has problems of its own, which come first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction ready to be written; ``effects`` is None where the archive cannot be judged."""

    path: Path
    correction: Correction
    report: Report
    data: bytes
    effects: Effects | None

    @property
    def name(self) -> Label:
        """What was corrected, in the words of the form."""
        return place(self.correction.cell, self.report).label

    def write(self) -> None:
        """Put the file in the place of the former one in one step."""
        handle, name = tempfile.mkstemp(prefix=".", dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self.data)
            shutil.copymode(self.path, name)
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def correct(root: Path, wish: Wish) -> Corrected:
    """The correction that was asked for; RefusedError or FaultyError where it cannot be made."""
    path = find_report(root, wish.report)
    data = path.read_bytes()
    document, problems = load_report(data, path.as_posix())
    if document is None:
        raise FaultyError(problems)
    correction = _correction(document.value, of_one_cell(document.value, wish))
    try:
        edited = with_correction(data, document, correction)
    except NotEditableError as error:
        line, column = document.place(correction.cell)
        raise RefusedError(f"{path}:{line}:{column}: {error}; edit the file by hand") from error
    made, problems = load_report(edited, path.as_posix())
    if made is None:
        told = problems[0].message
        raise RefusedError(f"{path}: with this value the file would not be sound: {told}")
    if not _only_this(document.value, made.value, correction):
        raise RefusedError(
            f"{path}: the file is laid out in a way that cannot be edited in place; edit it by hand"
        )
    archive, _ = load_archive(root)
    return Corrected(path, correction, document.value, edited, _effects(archive, made, correction))


def _effects(
    archive: Archive | None, made: Document[Report], correction: Correction
) -> Effects | None:
    if archive is None:
        return None
    after = archive.with_report(made)
    if is_prose(correction.cell):
        return effects(judged(archive), judged(after))
    chosen = near(archive, made.value.body)
    return effects(judged(archive, chosen), judged(after, chosen))


def find_report(root: Path, name: str) -> Path:
    """The file of a report by its path, or by the address of its page: ``510422102/2024``, or in full.

    At the address of a year stands its newest revision; ``2024-1`` names the first.
    """
    if len(name) > _LONGEST_NAME:
        raise RefusedError(f"found a name of {len(name)} characters, expected a path of a report")
    name = _below_address(name)
    path = Path(name)
    if name.endswith(".yaml"):
        shown = repr(name[-100:])
        if not _FILE.fullmatch(path.name) or not path.is_file() or path.is_symlink():
            raise RefusedError(f"{shown}: found no data file of a report here, such as 2024.yaml")
        if not path.resolve().is_relative_to(root.resolve()):
            raise RefusedError(f"{shown}: not below {root}; name the archive with --reports")
        return path
    folder, _, last = name.strip("/").rpartition("/")
    year, _, revision = last.partition("-")
    *above, body = folder.split("/")
    if (
        not re.fullmatch(BODY_ID, body)
        or not re.fullmatch(r"[0-9]{4}(?:-[1-9][0-9]?)?", last)
        or not all(re.fullmatch("[a-z-]+", part) for part in above)
    ):
        raise RefusedError(
            f"found {name[:100]!r}, expected the path of a report or the address of its page, "
            "such as 510422102/2024"
        )
    below = "/".join([*above, body])
    found = [
        file
        for pattern in (f"{below}/{year}*.yaml", f"**/{below}/{year}*.yaml")
        for file in root.glob(pattern)
        if _FILE.fullmatch(file.name) and not file.is_symlink()
    ]
    of = {int(file.stem.partition("-")[2] or 1): file for file in found}
    if not of or (revision and int(revision) not in of):
        raise RefusedError(f"{name}: the archive has no such report")
    return of[int(revision or max(of))]


def _below_address(name: str) -> str:
    """The end of a page's full address, ``510422102/2024``, whatever site it is of; others as they are.

    It may stand in backquotes, quotes or angle brackets, and lack ``https://``.
    """
    name = _bare(name)
    if name.endswith(".yaml"):
        return name
    if _HOST.match(name):
        name = f"https://{name}"
    try:
        path = urlsplit(name).path
    except ValueError:
        return name  # no address at all
    if not _SCHEME.match(name):
        return path
    return "/".join([part for part in path.split("/") if part and part != "index.html"][-2:])


def _bare(name: str) -> str:
    name = unquoted(name.strip())
    return name[1:-1].strip() if name.startswith("<") and name.endswith(">") else name


def _correction(report: Report, wish: Wish) -> Correction:
    values = printed(report)
    if wish.cell not in values:
        close = difflib.get_close_matches(wish.cell, values, 1)
        hint = f": did you mean {close[0]}?" if close else ""
        raise RefusedError(
            f"found unknown cell {wish.cell[:100]!r}, expected the address of a figure such as "
            f"requests.received.total, or one of {', '.join(FIELDS)}{hint}"
        )
    reason = " ".join(wish.reason.split())
    if not reason or len(reason) > MOST_CHARACTERS:
        raise RefusedError(f"expected a reason of at most {MOST_CHARACTERS} characters")
    if wish.issue is not None and not re.fullmatch(URL, wish.issue):
        raise RefusedError(f"found {wish.issue[:100]!r}, expected the web address of an issue")
    present = values[wish.cell]
    was = _present(present, wish)
    now = _value(report, wish, passage=was.printed if is_prose(wish.cell) else None)
    found = Correction(wish.cell, was, now, reason, wish.day, wish.issue)
    last = max((entry.date for entry in report.corrections), default=wish.day)
    if wish.day < last:
        raise RefusedError(
            f"found the day {wish.day}, expected none before {last}, that of the last entry of the log"
        )
    if wish.day < first_day(report):
        raise RefusedError(
            f"found the day {wish.day}, expected none before {first_day(report)}, on which our copy was "
            "retrieved or the report's year began"
        )
    if was == now:
        raise RefusedError(f"{wish.cell}: {now.notation} already stands there: nothing to correct")
    if corrected(present, found) is None:
        raise RefusedError(
            f"{wish.cell}: found {was.printed[:100]!r} {present.printed.count(was.printed)} times in this "
            "prose, expected it to stand there exactly once: copy the passage from the page, with enough "
            "words around what is wrong"
        )
    return found


def _present(present: Cell, wish: Wish) -> Cell:
    if is_prose(wish.cell):
        if wish.present is None or present.kind is not Kind.TEXT:
            raise RefusedError(
                f"{wish.cell} is prose, of which one passage is corrected: name the passage to be replaced "
                "(in the form under 本站现在的值 Present value, on the command line with --present) and "
                "what it reads in the source as the value; a whole prose is edited by hand and logged "
                "without was and now"
            )
        return _passage(wish.present)
    if wish.present is not None and wish.present != present.notation:
        raise RefusedError(
            f"{wish.cell}: found {present.notation} in the archive, expected {wish.present[:100]!r} as the "
            "correction says: somebody has changed it meanwhile; look at the page again"
        )
    return present


def _value(report: Report, wish: Wish, passage: str | None) -> Cell:
    text = wish.value
    if len(text) > MOST_CHARACTERS:
        raise RefusedError(f"expected a value of at most {MOST_CHARACTERS} characters")
    if passage is not None:
        if means_blank(text) or text == NOT_IN_COPY:
            raise RefusedError(
                f"{wish.cell}: found {text!r} for a passage of prose, expected the words as printed: to "
                "take words out, name as the present value (本站现在的值) a passage that holds them with "
                "words around, and as the value (报告原文的值) the same passage without them"
            )
        return _passage(text)
    if wish.cell in report.cells:
        try:
            return Cell.of_notation(text)
        except ValueError as error:
            raise RefusedError(f"{wish.cell}: {error}") from error
    nullable = wish.cell in FIELDS and wish.cell != "title"
    if text == NULL and nullable:
        return Cell(Kind.BLANK)
    if wish.cell in _DAYS and not is_day(text):
        raise RefusedError(
            f"{wish.cell}: found {text!r}, expected a day such as 2024-01-31 or null"
        )
    if not text.strip() or means_blank(text) or text == NOT_IN_COPY:
        hint = f", or {NULL} where nothing is printed" if nullable else ""
        raise RefusedError(f"{wish.cell}: found {text!r}, expected a text as printed{hint}")
    return _passage(text)


def _passage(text: str) -> Cell:
    if not text.strip() or _LINE_BREAKS.search(text):
        raise RefusedError("expected a text on one line")
    try:
        return Cell.of_text(text)
    except ValueError as error:
        raise RefusedError(
            f"found {text[:100]!r}, expected some words around it, so that it is one passage"
        ) from error


def _only_this(was: Report, now: Report, correction: Correction) -> bool:
    """Whether the two reports differ in nothing but the correction and its log entry."""
    expected = corrected(printed(was)[correction.cell], correction)
    as_printed_now = replace(
        was,
        title=now.title,
        published=now.published,
        signed=now.signed,
        signature=now.signature,
        cells=now.cells,
        labels=now.labels,
        preface=now.preface,
        sections=now.sections,
        corrections=(*was.corrections, correction),
    )
    changed = [(found.address, found.now) for found in differences(was, now)]
    return changed == [(correction.cell, expected)] and as_printed_now == now
