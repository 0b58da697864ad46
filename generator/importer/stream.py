"""What every reader makes of a document: rows of pieces, each with its place in the source."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date


class RefusedError(Exception):
    """The document is no annual report that can be imported; the text says why."""


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the source: a line that counts from 1, and words where lines say nothing."""

    line: int
    column: int = 1
    words: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One cell of a grid, or one line of text; blank where the text is empty.

    ``column`` counts the columns of a real grid from 0. ``cut`` says that the source ends right
    here, so that the text may go on.
    """

    text: str
    place: Place
    column: int | None = None
    span: int = 1
    cut: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """Pieces printed beside each other.

    ``cells`` says that the pieces are cells, divided by the source; a row that is not is one line
    of free text. ``identity`` is shared by rows that are one printed row (a cell a line).
    ``stream`` says that cells stand one a line, so that only labels tell rows apart.
    ``starts`` says whether a line opens a paragraph: yes, no, or unknown.
    """

    pieces: tuple[Piece, ...]
    identity: int
    cells: bool = False
    stream: bool = False
    starts: bool | None = None

    @property
    def place(self) -> Place:
        """Where the row begins."""
        return self.pieces[0].place

    @property
    def text(self) -> str:
        """The words of the row, with a space between cells."""
        return " ".join(piece.text for piece in self.pieces if piece.text)

    @property
    def is_line(self) -> bool:
        """Whether this is a line of text, or a table's row in which one cell alone is filled."""
        return not self.cells or sum(1 for piece in self.pieces if piece.text) == 1


@dataclass(frozen=True, slots=True)
class Content:
    """A document as read: its rows in reading order, and what the file says of itself.

    ``text_rows`` is a second reading of the same document as plain lines (PDF), to compare.
    """

    kind: str
    rows: tuple[Row, ...]
    text_rows: tuple[Row, ...] = ()
    published: date | None = None
    title: str | None = None
    repairs: Mapping[str, int] = field(default_factory=dict)
