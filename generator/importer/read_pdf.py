"""PDF as rows: ruled tables first, the lines of text around them, and all lines as a second reading."""

from __future__ import annotations

import io
import logging
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pdfplumber
from pdfminer.pdfdocument import PDFPasswordIncorrect
from pdfplumber.utils.exceptions import PdfminerException

from generator.importer.repair import Repairs
from generator.importer.stream import Content, Piece, Place, RefusedError, Row

MOST_PAGES = 120
_MOST_CHARACTERS = 600_000
_MOST_RULES = 6_000
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*)?[0-9]{1,3}(?:\s*[-—–]+)?\s*|第\s*[0-9]+\s*页.*|[0-9]+\s*/\s*[0-9]+"
    # what a browser prints above and below: its clock and the title, the address and the page
    r"|(?:[a-zﬁ]+:///?|www\.)\S+\s*(?:[0-9]+\s*/\s*[0-9]+)?"
    r"|[0-9]{1,4}[/年-][0-9]{1,2}[/月-][0-9]{1,4}日?[, ]*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?\s*(?:[AP]M)?\s.*"
)
_RAISED = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
logging.getLogger("pdfminer").setLevel(logging.CRITICAL)


@dataclass(frozen=True, slots=True)
class _Line:
    """A line of text with its edges in points, and how much of it stands apart from the rest."""

    text: str
    spaced: str
    top: float
    bottom: float
    left: float
    right: float


@dataclass(frozen=True, slots=True)
class _GridRow:
    """A row of a ruled table: its cells with left and right edges, and the table's left edges."""

    top: float
    bottom: float
    cells: tuple[tuple[float, float, str], ...]
    columns: tuple[int, ...]


def read_pdf(data: bytes) -> Content:
    """The rows of a PDF; refused where it is encrypted, damaged, or holds pictures only."""
    try:
        with pdfplumber.open(io.BytesIO(data)) as pdf:
            return _read(pdf.pages)
    except RefusedError:
        raise
    except Exception as error:  # whatever the libraries raise for a damaged file
        raise RefusedError(_reason(error)) from error


def _reason(error: Exception) -> str:
    cause = error.args[0] if isinstance(error, PdfminerException) and error.args else error
    if isinstance(cause, PDFPasswordIncorrect) or "assword" in repr(cause):
        return "encrypted: a PDF with a password; save it without one"
    return f"damaged: found a PDF that cannot be read ({type(cause).__name__})"


def _read(pages: Sequence[Any]) -> Content:
    if len(pages) > MOST_PAGES:
        raise RefusedError(f"too large: found {len(pages)} pages")
    lines_of: list[list[_Line]] = []
    tables_of: list[list[_GridRow]] = []
    characters = 0
    pictures = 0
    for page in pages:
        characters += len(page.chars)
        pictures += len(page.images)
        if characters > _MOST_CHARACTERS:
            raise RefusedError(f"too large: found more than {_MOST_CHARACTERS} characters")
        _mark_raised(page.chars)
        lines_of.append(_lines(page))
        tables_of.append(_table_rows(page))
        page.close()
    sample = "\n".join(line.text for lines in lines_of for line in lines)
    if len(re.findall(r"\(cid:[0-9]+\)", sample)) * 10 > characters:
        raise RefusedError("text not extractable: found a font without characters")
    if len(re.findall("[㐀-鿿]", sample)) < 20:
        seen = f"{pictures} pictures" if pictures else "no text"
        raise RefusedError(f"text not extractable: found {seen} on {len(pages)} pages (a scan?)")
    repairs = Repairs(sample)
    _drop_page_numbers(lines_of, pages)
    margins = _margins(lines_of)
    rows: list[Row] = []
    plain: list[Row] = []
    for number, (lines, grid) in enumerate(zip(lines_of, tables_of, strict=True), start=1):
        rows += _page_rows(number, lines, grid, margins, repairs, len(rows))
        plain += [
            Row((Piece(repairs(line.spaced), _place(number, n)),), len(plain) + n)
            for n, line in enumerate(lines, start=1)
        ]
    return Content("pdf", tuple(rows), tuple(plain), repairs=dict(repairs.done))


def _mark_raised(characters: Sequence[Any]) -> None:
    """Write small raised digits as such: the mark of a footnote is no digit of the figure before it."""
    for before, character in pairwise(characters):
        small = character["size"] < before["size"] * 0.8
        raised = character["bottom"] < before["bottom"] - before["size"] * 0.1
        beside = abs(character["x0"] - before["x1"]) < before["size"]
        if small and raised and beside:
            character["text"] = character["text"].translate(_RAISED)


def _place(page: int, line: int) -> Place:
    return Place(page, line, f"page {page}, line {line}")


def _lines(page: Any) -> list[_Line]:
    """The lines of a page from its characters: a gap is a space only where it is a wide one."""
    characters = [c for c in page.chars if c["text"].strip() or c["text"] in " \u00a0\u3000"]
    rows: list[list[Any]] = []
    for character in sorted(characters, key=lambda c: ((c["top"] + c["bottom"]) / 2, c["x0"])):
        middle = (character["top"] + character["bottom"]) / 2
        if rows:
            last = rows[-1][-1]
            height = max(last["bottom"] - last["top"], character["bottom"] - character["top"], 1)
            if middle - (last["top"] + last["bottom"]) / 2 < height * 0.45:
                rows[-1].append(character)
                continue
        rows.append([character])
    found = []
    for row in rows:
        row.sort(key=lambda c: c["x0"])
        text, spaced = _joined(row)
        if text.strip():
            top = min(c["top"] for c in row)
            bottom = max(c["bottom"] for c in row)
            found.append(
                _Line(text.strip(), spaced.strip(), top, bottom, row[0]["x0"], row[-1]["x1"])
            )
    return found


def _joined(row: Sequence[Any]) -> tuple[str, str]:
    """The text of a line with the spaces printed, and the same with a space at every wide gap."""
    text: list[str] = []
    spaced: list[str] = []
    end: float | None = None
    for character in row:
        gap = 0.0 if end is None else character["x0"] - end
        if end is not None and gap > character["size"] * 1.2:
            text.append(" ")
        if end is not None and gap > character["size"] * 0.6:
            spaced.append("  ")
        text.append(character["text"])
        spaced.append(character["text"])
        end = character["x1"]
    return "".join(text), "".join(spaced)


def _table_rows(page: Any) -> list[_GridRow]:
    """The rows of the ruled tables with more than one cell, from top to bottom."""
    if len(page.rects) + len(page.lines) + len(page.curves) > _MOST_RULES:
        return []
    found = []
    for table in page.find_tables():
        texts = table.extract(x_tolerance=8, y_tolerance=3)
        columns = sorted({round(box[0]) for row in table.rows for box in row.cells if box})
        for row, cells in zip(table.rows, texts, strict=True):
            boxes = [
                (box[0], box[2], text or "")
                for box, text in zip(row.cells, cells, strict=True)
                if box is not None
            ]
            if len(boxes) > 1:
                found.append(_GridRow(row.bbox[1], row.bbox[3], tuple(boxes), tuple(columns)))
    return sorted(found, key=lambda row: row.top)


def _drop_page_numbers(lines_of: list[list[_Line]], pages: Sequence[Any]) -> None:
    """Drop numbers at the foot or head of a page, and lines that every page repeats there."""
    edges: Counter[str] = Counter()
    for lines in lines_of:
        for text in {line.text for line in (*lines[:1], *lines[-1:])}:
            edges[text] += 1
    for lines, page in zip(lines_of, pages, strict=True):
        for line in [*lines[:1], *lines[-1:]]:
            edge = line.top < page.height * 0.1 or line.bottom > page.height * 0.88
            repeated = len(pages) > 2 and edges[line.text] == len(pages)
            if edge and (repeated or _PAGE_NUMBER.fullmatch(line.text)) and line in lines:
                lines.remove(line)


def _margins(lines_of: Sequence[Sequence[_Line]]) -> tuple[float, float]:
    """The left edge that most lines share, and the right edge that full lines reach."""
    left = Counter(round(line.left) for lines in lines_of for line in lines if len(line.text) > 15)
    right = [line.right for lines in lines_of for line in lines if len(line.text) > 15]
    return (
        float(left.most_common(1)[0][0]) if left else 0.0,
        sorted(right)[int(len(right) * 0.9)] if right else 0.0,
    )


def _page_rows(
    page: int,
    lines: Sequence[_Line],
    grid: Sequence[_GridRow],
    margins: tuple[float, float],
    repair: Repairs,
    done: int,
) -> Iterator[Row]:
    """The rows of a page from top to bottom: cells where rules divide them, lines elsewhere."""
    items: list[tuple[float, int, Row]] = []
    for number, row in enumerate(grid):
        pieces = []
        for left, right, text in row.cells:
            start = row.columns.index(round(left))
            span = max(sum(1 for column in row.columns if left - 1 <= column < right - 2), 1)
            place = Place(page, 1, f"page {page}, table row {number + 1}")
            pieces.append(Piece(repair(text).strip(), place, start, span))
        identity = done + len(lines) + number + 1
        items.append((row.top, identity, Row(tuple(pieces), identity, cells=True)))
    before: _Line | None = None
    for number, line in enumerate(lines, start=1):
        middle = (line.top + line.bottom) / 2
        if any(row.top <= middle <= row.bottom for row in grid):
            before = None
            continue
        starts = _starts_paragraph(line, before, margins)
        piece = Piece(repair(line.text), _place(page, number))
        items.append((line.top, done + number, Row((piece,), done + number, starts=starts)))
        before = line
    for _, _, made in sorted(items, key=lambda item: (item[0], item[1])):
        yield made


def _starts_paragraph(line: _Line, before: _Line | None, margins: tuple[float, float]) -> bool:
    """Whether a line opens a paragraph: it is indented, or the line before ended early."""
    size = max(line.bottom - line.top, 1)
    left, right = margins
    if line.left > left + size * 1.2:
        return True
    return before is not None and before.right < right - size * 2.2
