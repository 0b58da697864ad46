"""Word files (DOCX) as rows: tables with merged cells as grids, paragraphs as lines."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import docx
from docx.oxml.ns import qn

from generator.importer.repair import Repairs
from generator.importer.stream import Content, Piece, Place, RefusedError, Row

_MOST_UNPACKED = 200_000_000
_MOST_FILES = 5_000
_MOST_XML = 30_000_000
_MOST_SPAN = 60


def read_docx(data: bytes) -> Content:
    """The rows of a Word file; refused where it is another kind of archive, or damaged."""
    _check_archive(data)
    try:
        document = docx.Document(io.BytesIO(data))
        body = document.element.body
        sample = "".join(node.text or "" for node in body.iter(qn("w:t")))
    except RefusedError:
        raise
    except Exception as error:  # whatever the libraries raise for a damaged file
        raise RefusedError(f"damaged: found a Word file that cannot be opened ({error})") from error
    reader = _Reader(Repairs(sample))
    rows = tuple(reader.read(body))
    return Content("docx", rows, repairs=dict(reader.repair.done))


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            files = archive.infolist()
    except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise RefusedError("damaged: found an archive that cannot be opened") from error
    names = {file.filename for file in files}
    if "word/document.xml" not in names:
        kind = "a spreadsheet" if any(name.startswith("xl/") for name in names) else "a ZIP archive"
        raise RefusedError(f"binary: found {kind}, expected HTML, text, Markdown, DOCX or PDF")
    if any(file.flag_bits & 1 for file in files):
        raise RefusedError("encrypted: a Word file with a password; save it without one")
    size = sum(file.file_size for file in files)
    text = max(file.file_size for file in files if file.filename == "word/document.xml")
    if size > _MOST_UNPACKED or len(files) > _MOST_FILES or text > _MOST_XML:
        raise RefusedError(f"too large: found {size // 10**6} MB when unpacked")


class _Reader:
    """Walks the body of a document."""

    def __init__(self, repair: Repairs) -> None:
        self.repair = repair
        self._paragraph = 0
        self._table = 0
        self._identity = 0

    def read(self, element: Any) -> Iterator[Row]:
        """The rows of a body or of a cell that holds prose."""
        for child in element:
            if child.tag == qn("w:p"):
                yield from self._paragraph_rows(child)
            elif child.tag == qn("w:tbl"):
                yield from self._grid(child)
            elif child.tag in (qn("w:sdt"), qn("w:sdtContent"), qn("w:smartTag"), qn("w:ins")):
                yield from self.read(child)

    def _paragraph_rows(self, paragraph: Any) -> Iterator[Row]:
        self._paragraph += 1
        place = Place(self._paragraph, words=f"paragraph {self._paragraph}")
        for line in self.repair(_text(paragraph)).split("\n"):
            text = line.strip()
            if text:
                self._identity += 1
                yield Row((Piece(text, place),), self._identity)

    def _grid(self, table: Any) -> Iterator[Row]:
        self._table += 1
        number = self._table
        for index, row in enumerate(table.iter(qn("w:tr")), start=1):
            if _nearest_table(row) is not table:
                continue
            place = Place(max(self._paragraph, 1), words=f"table {number}, row {index}")
            pieces, prose = [], None
            column = _skipped(row)
            for cell in row.iter(qn("w:tc")):
                if _nearest_table(cell) is not table:
                    continue
                span = _span(cell)
                if not _continues(cell):
                    text = self.repair("\n".join(_text(p) for p in cell.iter(qn("w:p")))).strip()
                    if (
                        not text
                        and next(cell.iter(qn("w:drawing"), qn("w:pict")), None) is not None
                    ):
                        text = "\ufffd"  # a picture, which may show a figure
                    pieces.append(Piece(text, place, column, span))
                    if len(text) > 200 or next(cell.iter(qn("w:tbl")), None) is not None:
                        prose = cell
                column += span
            filled = [piece for piece in pieces if piece.text]
            if prose is not None and len(filled) == 1:
                yield from self.read(prose)
            elif pieces:
                self._identity += 1
                yield Row(tuple(pieces), self._identity, cells=True)


def _nearest_table(element: Any) -> Any:
    return next((above for above in element.iterancestors() if above.tag == qn("w:tbl")), None)


def _properties(element: Any, name: str, key: str) -> Any:
    found = element.find(qn(name))
    return None if found is None else found.find(qn(key))


def _span(cell: Any) -> int:
    found = _properties(cell, "w:tcPr", "w:gridSpan")
    value = "1" if found is None else found.get(qn("w:val")) or "1"
    return min(max(int(value), 1), _MOST_SPAN) if re.fullmatch("[0-9]{1,3}", value) else 1


def _skipped(row: Any) -> int:
    found = _properties(row, "w:trPr", "w:gridBefore")
    value = "0" if found is None else found.get(qn("w:val")) or "0"
    return int(value) if re.fullmatch("[0-9]{1,2}", value) else 0


def _continues(cell: Any) -> bool:
    """Whether a cell only goes on with the one above it."""
    found = _properties(cell, "w:tcPr", "w:vMerge")
    return found is not None and found.get(qn("w:val")) != "restart"


def _apart(text: Any) -> str | None:
    """What divides a run from those beside it: nothing, a space; None where it is hidden."""
    properties = text.getparent().find(qn("w:rPr"))
    if properties is None:
        return ""

    def on(name: str) -> bool:
        found = properties.find(qn(name))
        return found is not None and found.get(qn("w:val")) not in ("0", "false", "none")

    if on("w:vanish"):
        return None
    raised = properties.find(qn("w:vertAlign"))
    if raised is not None and raised.get(qn("w:val")) in ("superscript", "subscript"):
        return " "
    return " " if on("w:strike") or on("w:dstrike") else ""


def _text(paragraph: Any) -> str:
    """The text of a paragraph without what was deleted, and with its breaks."""
    parts: list[str] = []
    for node in paragraph.iter():
        if node.tag == qn("w:t"):
            apart = _apart(node)
            if apart is not None:
                parts.append(f"{apart}{node.text or ''}{apart}")
        elif node.tag == qn("w:tab"):
            if node.getparent().tag == qn("w:r"):
                parts.append(" ")
        elif node.tag in (qn("w:br"), qn("w:cr")):
            parts.append("\n")
        elif node.tag == qn("w:noBreakHyphen"):
            parts.append("-")
    return "".join(parts)
