"""The statutory tables as HTML: what every report with a form has is made once, the cells for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from markupsafe import Markup, escape

from generator.model.cells import Cell
from generator.model.forms import LAYOUTS, Label
from generator.model.report import Report
from generator.render.html import Marks, both, cell_attributes, cell_text, fix_button
from generator.render.markup import filled, joined, lean
from generator.render.tables import Head, Table, tables


def tables_html(report: Report, marks: Marks) -> dict[str, Markup]:
    """The statutory tables by the key of their section: caption, scopes, anchors, findings, other labels."""
    labels = tuple(sorted(report.labels.items()))
    made = _tables(report.form_key, labels, divided=report.divided)
    return {key: table.html(report.cells, marks) for key, table in made.items()}


class _Button(NamedTuple):
    """Where the button of a correction stands, if its address may be corrected."""

    address: str
    button: str


class _Marked(NamedTuple):
    """Where the marks of an address stand."""

    address: str


class _Cell(NamedTuple):
    """Where a cell stands."""

    address: str
    columns: int


_Piece = str | _Button | _Marked | _Cell
_ZERO = "0"


@dataclass(frozen=True, slots=True)
class _Made:
    """A table as a report of zeros has it, without buttons and marks, in pieces; and the places of these."""

    pieces: list[str]
    buttons: list[tuple[int, _Button]]
    marked: dict[str, list[int]]
    cells: list[tuple[int, str, int]]

    @classmethod
    def of(cls, found: Iterable[_Piece]) -> _Made:
        made = cls([], [], {}, [])
        for place, piece in enumerate(_joined(found)):
            text = ""
            if isinstance(piece, str):
                text = piece
            elif isinstance(piece, _Button):
                made.buttons.append((place, piece))
            elif isinstance(piece, _Marked):
                made.marked.setdefault(piece.address, []).append(place)
            else:
                text = f"<td{_number(_ZERO, piece.columns)}"
                made.cells.append((place, *piece))
            made.pieces.append(text)
        return made

    def html(self, cells: Mapping[str, Cell], marks: Marks) -> Markup:
        pieces, lines, anchored = self.pieces.copy(), marks.lines, marks.anchored
        for place, (address, button) in self.buttons:
            if address in lines:
                pieces[place] = button
        for address in marks.pointed:
            for place in self.marked.get(address, ()):
                pieces[place] = marks.at(address)
        for place, address, columns in self.cells:
            cell = cells[address]
            if address in anchored:
                pieces[place] = _anchored(address, cell, columns, marks)
            elif cell.printed != _ZERO:
                pieces[place] = f"<td{_plain_cell(cell, columns)}"
        return Markup("".join(pieces))  # noqa: S704 escaped


@lru_cache(maxsize=64)  # most reports print the labels of their form
def _tables(
    form: str, labels: tuple[tuple[str, str], ...], *, divided: bool
) -> Mapping[str, _Made]:
    """The tables by their keys: what stands in every such report, and the places of what does not."""
    return {
        table.key: _Made.of(_of_table(table))
        for table in tables(LAYOUTS[form, divided], dict(labels))
    }


def _joined(pieces: Iterable[_Piece]) -> Iterator[_Piece]:
    for is_words, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_words:
            yield lean("".join(map(str, run)))
        else:
            yield from run


def _of_table(table: Table) -> Iterator[_Piece]:
    """The end tags of cells are left out, as HTML allows: there are two hundred of them."""
    runs = [("thead", table.head)] if table.head else []
    runs += [("tbody", body) for body in table.bodies]
    yield (
        f'<div class="gk-table gk-{table.key}" tabindex="0" role="group" '
        f'aria-label="{escape(table.caption.zh)}">\n<table class="gk">\n'
        f"<caption>{both(table.caption)}</caption>\n"
    )
    for tag, lines in runs:
        yield f"<{tag}>\n"
        for line in lines:
            yield f'<tr id="{line.anchor}">' if line.anchor else "<tr>"
            for cell in line.cells:
                if isinstance(cell, Head):
                    yield from _of_head(cell)
                else:
                    yield _Cell(cell.address, cell.columns)
            yield "</tr>\n"
        yield f"</{tag}>\n"
    yield f"</table>\n</div>{_variants(table)}"


def _of_head(head: Head) -> Iterator[_Piece]:
    name = head.label if head.printed is None else Label(head.printed, head.label.en)
    anchor = f' id="{head.anchor}"' if head.anchor else ""
    variant = "" if head.printed is None else f' data-form="{escape(head.label.zh)}"'
    span = _span(head.columns, head.rows)
    yield f'<th scope="{head.scope}"{span}{anchor}{variant}>{"<div>" if head.upright else ""}'
    yield _Button(head.address, fix_button(head.address))
    yield both(name)
    yield _Marked(f"labels[{head.address}]")
    if head.upright:
        yield "</div>"


def _span(columns: int, rows: int = 1) -> str:
    wide = f' colspan="{columns}"' if columns > 1 else ""
    return f'{wide} rowspan="{rows}"' if rows > 1 else wide


def _anchored(address: str, cell: Cell, columns: int, marks: Marks) -> str:
    """A cell that links lead to, with what is said of it."""
    concerned = address in marks.concerned
    attributes = cell_attributes(cell, concerned=concerned) if concerned or cell.number != 0 else ""
    said = f"{attributes}{_span(columns)}>{cell_text(cell)}{marks.at(address)}"
    return f"<td id={address}{said}"


def _plain_cell(cell: Cell, columns: int) -> str:
    """The rest of a cell's tag and its text, where nothing is said of it."""
    if cell.number is not None:
        return _number(cell.printed, columns)
    return f"{cell_attributes(cell)}{_span(columns)}>{cell_text(cell)}"


@lru_cache(maxsize=4096)  # most cells are zeros, so that these have no class
def _number(printed: str, columns: int) -> str:
    cell = Cell.of_number(printed)
    attributes = "" if cell.number == 0 else cell_attributes(cell)
    return f"{attributes}{_span(columns)}>{printed}"


def _variants(table: Table) -> Markup:
    if not table.variants:
        return Markup()
    items = joined(
        (
            filled("<q>{}</q>（表式 form: <q>{}</q>）", printed, label.zh)
            for printed, label in table.variants
        ),
        "；",
    )
    title = both(
        Label(
            "标签照原文刊印，与表式不同之处：",
            "Labels as printed, where they differ from the form:",
        )
    )
    return filled('\n<p class="gk-note">{} {}</p>', title, items)
