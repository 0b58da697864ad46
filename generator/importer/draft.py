"""The draft: everything that was recognised as a report, and everything that a person must settle."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from types import MappingProxyType

from generator import __version__
from generator.importer.atoms import Found, Other, Token
from generator.importer.found import Remark, Tables
from generator.importer.furniture import is_furniture
from generator.importer.headings import TABLE_OF_SECTION
from generator.importer.identify import UNKNOWN_BODY, body_of, is_known, owner_in, year_of
from generator.importer.lexicon import REQUESTS
from generator.importer.outline import Outline, clean_title, outline
from generator.importer.prose import OPEN, Work, sections_of
from generator.importer.reading import row_adds_up
from generator.importer.refusals import refuse_early, refuse_late
from generator.importer.scan import Scanner, without_echoes
from generator.importer.stream import Content, Place, RefusedError, Row
from generator.importer.tables import read_tables
from generator.model.cells import MISSING
from generator.model.forms import APPLICANTS
from generator.model.report import Prose, Report, Source
from generator.problems import Level, Problem
from generator.store.files import dump_report

_NO_YEAR = 2100
_SUFFIXES = {"html": "html", "text": "txt", "docx": "docx", "pdf": "pdf"}


@dataclass(frozen=True, slots=True)
class Wishes:
    """What the maintainer says beside the source."""

    body: str | None = None
    year: int | None = None
    url: str | None = None
    retrieved: date | None = None
    reports: Path = Path("reports")


@dataclass(frozen=True, slots=True)
class Draft:
    """A report with its canonical text, the name of its source's copy, and what is to settle."""

    report: Report
    text: str
    copy: str
    problems: tuple[Problem, ...]
    year_known: bool = True

    @property
    def complete(self) -> bool:
        """Whether nothing is left for a person to settle."""
        return all(problem.level is Level.NOTE for problem in self.problems)


def make_draft(content: Content, data: bytes, path: str, wishes: Wishes) -> Draft:
    """The draft of a document's report; RefusedError where it holds none."""
    rows = content.rows
    frame = outline(rows)
    if frame.title is None and content.title is not None and "信息公开" in content.title:
        frame.title = clean_title(re.split(r"[_|]| - ", content.title)[0])
    lines = [row.text for row in rows]
    year, how = _year(frame, lines, wishes)
    refuse_early(rows, frame)
    tokens, tables, other_rows = _tables(rows, frame, year)
    refuse_late(rows, frame, tables, tokens, year)
    _refuse_second(rows, frame, tables, year)
    work = Work(content, frame, tables, year, prose_rows=other_rows)
    if content.text_rows:
        _compare(work, year)
    damaged = [row for row in rows if "\ufffd" in row.text]
    if damaged:
        message = f"found damaged characters or pictures in {len(damaged)} lines, the first here"
        work.note(damaged[0].place, "I8", message)
    if wishes.year is not None:
        found, where = _year(frame, lines, replace(wishes, year=None))
        if found not in (None, year) and where == "title":
            work.note(Place(1), "I3", f"year: found {found} in the title, told {year}")
    if year is None:
        work.note(Place(1), "I3", f"year: {how}; name it with --year (the draft loads only then)")
    elif how == "text":
        work.note(Place(1), "I3", f"year: found {year} only in the text", Level.NOTE)
    return _build(work, data, path, wishes)


def _refuse_second(rows: Sequence[Row], frame: Outline, tables: Tables, year: int | None) -> None:
    """Refuse a document with two reports; the same report twice (for phones) is none."""
    before = rows[: min(frame.title_rows, default=frame.first or 0)]
    earlier = outline(before)
    if len(earlier.headings) < 3:
        return
    _, others, _ = _tables(before, earlier, year)
    differing = [
        address
        for address, cell in others.cells.items()
        if MISSING not in (cell, tables.cells.get(address, MISSING))
        and cell != tables.cells[address]
    ]
    if others.cells_read >= 20 and (differing or others.form_key != tables.form_key):
        raise RefusedError(
            "a comparison of several reports: found the tables twice with other figures"
        )


def _year(frame: Outline, lines: Sequence[str], wishes: Wishes) -> tuple[int | None, str]:
    if wishes.year is not None:
        return wishes.year, "--year"
    first = frame.first or 0
    start = max(frame.title_rows, default=0)
    return year_of(frame.title, lines[min(start, first) : frame.end])


def _tables(
    rows: Sequence[Row], frame: Outline, year: int | None
) -> tuple[list[Token], Tables, frozenset[int]]:
    """The tables of the rows between the heads of sections two and five."""
    phases: dict[int, str] = {}
    skipped = set(frame.title_rows)
    start, end = 0, frame.end
    for heading in frame.headings:
        skipped.add(heading.row)
        if heading.section in TABLE_OF_SECTION:
            phases[heading.row] = TABLE_OF_SECTION[heading.section]
        elif heading.section == 0:
            start = heading.row + 1
        elif heading.section in (4, 5):
            end = min(end, heading.row)
    first_table = min(phases, default=start)
    region = [
        (index, row)
        for index, row in enumerate(rows[:end])
        if index >= min(first_table, end)
        and index not in skipped
        and not (row.is_line and row.text and is_furniture(row.text) and not _is_value_line(row))
    ]
    scanner = Scanner(region, phases)
    tokens = without_echoes(list(scanner.tokens()))
    others = {token.row for token in tokens if isinstance(token, Other)}
    labelled = {token.row for token in tokens if isinstance(token, Found)}
    return tokens, read_tables(tokens, year), frozenset(others - labelled)


def _is_value_line(row: Row) -> bool:
    return re.fullmatch(r"[\s0-9./\\-]*", row.text) is not None and not re.fullmatch(
        r"\s*[-—–]+\s*[0-9]{1,3}\s*[-—–]+\s*", row.text
    )


def _compare(work: Work, year: int | None) -> None:
    """Read a PDF's lines as well, and keep only what does not disagree."""
    rows = work.content.text_rows
    _, other, _ = _tables(rows, outline(rows), year)
    tables = work.tables
    if (other.form_key, other.divided) != (tables.form_key, tables.divided):
        return
    same, differing, gained = 0, [], 0
    doubtful, adding_up = _of_rows(tables, tables.doubtful), _adding_up(other)
    for address, cell in tables.cells.items():
        second = other.cells[address]
        if second == MISSING:
            continue
        if cell == MISSING and (address not in doubtful or address in adding_up):
            tables.cells[address] = second
            gained += 1
        elif cell == MISSING:
            continue  # the table has something there that the lines of text would cut
        elif cell == second:
            same += 1
        else:
            differing.append(address)
            tables.cells[address] = MISSING
    place = Place(1, words="whole document")
    work.note(place, "I6", f"tables and text agree in {same} cells", Level.NOTE)
    if gained:
        work.note(place, "I6", f"{gained} cells read from the text alone", Level.NOTE)
        _settle(tables)
    for address in differing:
        work.note(place, "I1", f"{address}: tables and text disagree, left open")


def _of_rows(tables: Tables, rows: set[str]) -> frozenset[str]:
    return frozenset(
        address
        for address in tables.cells
        if address.rpartition(".")[0] in rows or address.partition(".")[0] in rows
    )


def _adding_up(tables: Tables) -> frozenset[str]:
    """The cells of table three in rows that add up and are not all zero."""
    rows = {
        f"{REQUESTS}.{row.key}"
        for row in tables.layout.request_rows
        for cells in [tuple(tables.cells[f"{REQUESTS}.{row.key}.{c.key}"] for c in APPLICANTS)]
        if row_adds_up(cells) and any(cell.number for cell in cells)
    }
    return _of_rows(tables, rows)


def _settle(tables: Tables) -> None:
    """Drop what was said of rows that the second reading closed."""
    tables.remarks[:] = [
        remark
        for remark in tables.remarks
        if remark.rule != "I1"
        or any(
            cell == MISSING
            for address, cell in tables.cells.items()
            if address.startswith(remark.message.partition(":")[0] + ".")
        )
    ]


def _build(work: Work, data: bytes, path: str, wishes: Wishes) -> Draft:
    frame, tables = work.frame, work.tables
    sections, preface = sections_of(work)
    title = frame.title
    if title is None:
        work.note(Place(1), "I2", "title: not found; write it as printed")
    body = _body(work, wishes, preface)
    if not tables.form_certain:
        message = f"form: found no column that tells it; {tables.form_key} is a guess from the year"
        work.note(Place(1), "I4", message)
    year = work.year
    copy = f"{year or OPEN}.source.{_SUFFIXES[work.content.kind]}".replace(OPEN, "year")
    source = Source(wishes.url, wishes.retrieved, copy, hashlib.sha256(data).hexdigest())
    report = Report(
        body=body,
        year=year or _NO_YEAR,
        form_key=tables.form_key,
        title=title or OPEN,
        published=frame.published or work.content.published,
        signed=frame.signed,
        signature=frame.signature,
        source=source,
        cells=MappingProxyType(dict(tables.cells)),
        preface=preface,
        sections=sections,
        labels=MappingProxyType(dict(tables.labels)),
        notes=(f"由 gongkai import {__version__} 从原文导入",),
    )
    text = dump_report(report)
    if year is None:
        text = text.replace(f"\nyear: {_NO_YEAR}\n", f'\nyear: "{OPEN}"\n', 1)
    _tell_repairs(work)
    problems = [_problem(remark, path) for remark in (*tables.remarks, *work.remarks)]
    return Draft(report, text, copy, tuple(sorted(set(problems))), year is not None)


def _body(work: Work, wishes: Wishes, preface: Prose) -> str:
    names = [owner_in(work.frame.title), work.frame.signature or "", _contact(preface)]
    hints = " ".join(row.text for row in work.content.rows if row.is_line)[:200_000]
    body, told = body_of(names, wishes.reports, hints + (wishes.url or ""))
    if wishes.body is not None:
        if not told and body not in (UNKNOWN_BODY, wishes.body):
            work.note(Place(1), "I2", f"body: found the name of {body}, told {wishes.body}")
        elif not is_known(wishes.body):
            message = f"body: told {wishes.body}, which begins with no division code of regions.csv"
            work.note(Place(1), "I2", message)
        return wishes.body
    for message in told:
        work.note(Place(1), "I2", f"body: {message}")
    if not told and body == UNKNOWN_BODY:
        work.note(Place(1), "I2", "body: not found; give its id with --body")
    return body


def _contact(preface: Prose) -> str:
    """The body that the reader is told to turn to."""
    for paragraph in preface.paragraphs:
        found = re.search(r"请?[与向]([一-鿿]{4,30}?)(?:办公室|政务公开|信息公开)?联系", paragraph)
        if found:
            return found[1]
    return ""


def _tell_repairs(work: Work) -> None:
    for name, times in sorted(work.content.repairs.items()):
        work.note(Place(1), "I8", f"text repaired: {name} ({times})", Level.NOTE)
    for place, text in work.frame.dropped[:20]:
        shown = text if len(text) <= 40 else text[:40] + "…"
        work.note(place, "I7", f'left out "{shown}": it belongs to the page', Level.NOTE)


def _problem(remark: Remark, path: str) -> Problem:
    message = f"{remark.place.words}: {remark.message}" if remark.place.words else remark.message
    return Problem(path, remark.place.line, remark.place.column, remark.rule, message, remark.level)
