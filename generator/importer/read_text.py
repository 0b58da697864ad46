"""Plain text, Markdown, TSV and pipes as rows: what divides the cells is told line by line."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from generator.importer.repair import Repairs
from generator.importer.stream import Content, Piece, Place, Row

_PIPES = re.compile(r"[|｜¦│┃]")
_PIPE_FOR = str.maketrans({"｜": "|", "¦": "|", "│": "|", "┃": "|"})
_SEPARATOR = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(?:\|\s*:?-{2,}:?\s*)*\|?\s*")
_FRAME = re.compile(
    r"[\s┌┬┐├┼┤└┴┘─━═╔╦╗╠╬╣╚╩╝+=\-]*[┌┬┐├┼┤└┴┘─━═╔╦╗╠╬╣╚╩╝+][\s┌┬┐├┼┤└┴┘─━═╔╦╗╠╬╣╚╩╝+=\-]*"
)
_HEADING_MARKS = re.compile(r"^\s{0,3}#{1,6}\s+")
_PAGE_BREAK = re.compile(r"\f")
_LONE_PIPES = re.compile(r"[|\s]*\|[|\s]*")
_PAGE_NUMBER = re.compile(
    r"\s*(?:[-—–]+\s*[0-9]{1,3}\s*[-—–]+|第\s*[0-9]{1,3}\s*页(?:\s*[,，/]?\s*共\s*[0-9]+\s*页)?|[0-9]{1,3}\s*/\s*[0-9]{1,3})\s*"
)
_BLANKS = "\u00a0\u3000\u2002\u2003\u2007\u202f"


class _Reader:
    """Makes rows of lines; remembers what the lines before say about this one."""

    def __init__(self, lines: list[str], repairs: Repairs, *, ends_here: bool) -> None:
        self._lines = lines
        self._repair = repairs
        self._ends_here = ends_here
        self._last_filled = max((n for n, line in enumerate(lines) if line.strip()), default=-1)
        self._rows: list[Row] = []
        self._identity = 0
        self._open_cell = False  # a line of text may still be ended by a pipe
        self._stream = False  # lines with pipes follow each other, a cell or two a line
        self._tabbed = False  # lines that begin with a tab follow each other
        indents = [
            len(line) - len(line.lstrip("\t"))
            for line in lines
            if line.startswith("\t") and line.strip()
        ]
        self._indent = min(indents, default=1)
        piped = [line.strip() for line in lines if line.strip(" |").count("|")]
        # Where rows mostly begin or end without a pipe, one there has a blank cell beside it.
        self._opening = sum(1 for line in piped if line.startswith("|")) * 3 >= len(piped)
        self._closing = sum(1 for line in piped if line.endswith("|")) * 3 >= len(piped)

    def rows(self) -> tuple[Row, ...]:
        """Every row of the text."""
        for number, line in enumerate(self._lines):
            self._read(number, line)
        return tuple(self._rows)

    def _piece(self, number: int, text: str, column: int | None = None) -> Piece:
        cut = self._ends_here and number == self._last_filled
        return Piece(self._repair(text).strip(), Place(number + 1), column, 1, cut)

    def _new(self) -> int:
        self._identity += 1
        return self._identity

    def _read(self, number: int, line: str) -> None:
        if _SEPARATOR.fullmatch(line) and ("|" in line or "--" in line):
            self._open_cell = False
            return
        if _FRAME.fullmatch(line) and not re.search("[0-9]", line):
            return
        if "|" in line:
            self._read_pipes(number, line)
        elif "\t" in line:
            self._read_tabs(number, line)
        else:
            self._read_line(number, line)

    def _read_line(self, number: int, line: str) -> None:
        if not line.strip():
            self._tabbed = False
            if any(character in _BLANKS for character in line):
                self._rows.append(Row((self._piece(number, ""),), self._new()))
            return
        if _PAGE_NUMBER.fullmatch(line):
            return
        text = _HEADING_MARKS.sub("", line)
        starts = True if line[:1] in " \u3000\u00a0" else None
        identity = self._identity if self._tabbed else self._new()
        self._rows.append(Row((self._piece(number, text),), identity, starts=starts))
        self._open_cell = True

    def _read_tabs(self, number: int, line: str) -> None:
        self._open_cell = False
        blank_row = not line.strip() and line.count("\t") > 1
        if not line.startswith("\t") or blank_row or line.strip("\t ").count("\t"):
            cells = line.split("\t")
            if sum(1 for cell in cells if cell.strip()) == 1 and not line.startswith("\t"):
                only = next(cell for cell in cells if cell.strip())
                if len(only) > 30:
                    self._read_line(number, only)
                    return
            pieces = tuple(self._piece(number, cell, None) for cell in cells)
            self._rows.append(Row(pieces, self._new(), cells=True))
            self._tabbed = False
            return
        # One cell a line, all of them indented by so many tabs at least.
        cells = line[min(self._indent, line.count("\t")) :].split("\t")
        identity = self._identity if self._tabbed else self._new()
        self._tabbed = True
        pieces = tuple(self._piece(number, cell) for cell in cells)
        self._rows.append(Row(pieces, identity, cells=True))

    def _read_pipes(self, number: int, line: str) -> None:
        if _LONE_PIPES.fullmatch(line):
            self._read_lone_pipes(number, line)
            return
        body = line.strip()
        opened = body.startswith("|") and self._opening
        cells = (body[1:] if opened else body).split("|")
        closed = body.endswith("|") and self._closing
        if closed:
            cells = cells[:-1]
        alone = len(cells) == 1
        # One cell a line: it belongs to whatever row the cells around it make.
        self._stream = alone
        self._open_cell = alone and not closed
        opened = opened and not alone
        pieces = tuple(
            self._piece(number, cell, index if opened else None) for index, cell in enumerate(cells)
        )
        self._rows.append(Row(pieces, self._new(), cells=True, stream=alone))

    def _read_lone_pipes(self, number: int, line: str) -> None:
        """Blank cells: the first pipe only ends the cell before it where that is still open."""
        stream = self._stream or self._open_cell
        pipes = line.count("|")
        blanks = pipes - 1 if self._open_cell or (not stream and pipes > 1) else pipes
        self._open_cell = False
        self._stream = stream
        if blanks:
            pieces = tuple(self._piece(number, "") for _ in range(blanks))
            self._rows.append(Row(pieces, self._new(), cells=True, stream=stream))


def _true_columns(rows: Sequence[Row]) -> Iterator[Row]:
    """The rows without the columns of tables whose rows are not equally long: there they mean nothing."""
    for _, run in groupby(rows, key=lambda row: row.cells and row.pieces[0].column is not None):
        table = list(run)
        if len({len(row.pieces) for row in table}) > 1:
            table = [
                replace(row, pieces=tuple(replace(piece, column=None) for piece in row.pieces))
                for row in table
            ]
        yield from table


def read_text(text: str, kind: str = "text") -> Content:
    """The rows of a text; its last word counts as cut unless the text ends with a line's end."""
    repairs = Repairs(text)
    unified = text.replace("\r\n", "\n").replace("\r", "\n").translate(_PIPE_FOR)
    unified = _PAGE_BREAK.sub("\n", unified)
    unified = re.sub("[\u2028\u2029\u0085\x0b]", "\n", unified)
    ends_here = bool(unified) and not unified.endswith(("\n", "|"))
    rows = _Reader(unified.split("\n"), repairs, ends_here=ends_here).rows()
    return Content(kind, tuple(_true_columns(rows)), repairs=dict(repairs.done))
