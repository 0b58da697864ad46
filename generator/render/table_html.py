"""The statutory tables as HTML: what every report with a form has is made once, the cells for each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

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
    pieces = _pieces(report.form_key, labels, divided=report.divided)
    return {
        key: Markup("".join(piece.html(report.cells, marks) for piece in of_table))  # noqa: S704 escaped
        for key, of_table in pieces.items()
    }


@dataclass(frozen=True, slots=True)
class _Words:
    """What every report with this form and these labels has in this place."""

    words: str

    def html(self, cells: Mapping[str, Cell], marks: Marks) -> str:
        del cells, marks
        return self.words


@dataclass(frozen=True, slots=True)
class _Button:
    """Where the button of a correction stands, if its address may be corrected."""

    address: str
    button: str

    def html(self, cells: Mapping[str, Cell], marks: Marks) -> str:
        del cells
        return self.button if self.address in marks.lines else ""


@dataclass(frozen=True, slots=True)
class _Marked:
    """Where the marks of an address stand."""

    address: str

    def html(self, cells: Mapping[str, Cell], marks: Marks) -> str:
        del cells
        return marks.at(self.address)


@dataclass(frozen=True, slots=True)
class _Cell:
    """Where a cell stands."""

    address: str
    columns: int

    def html(self, cells: Mapping[str, Cell], marks: Marks) -> str:
        address = self.address
        concerned = address in marks.concerned
        anchor = f" id={address}" if address in marks.anchored else ""
        kind = _plain_cell(cells[address], self.columns, concerned=concerned)
        return f"<td{anchor}{kind}{marks.at(address)}"


_Piece = _Words | _Button | _Marked | _Cell


@lru_cache(maxsize=64)  # most reports print the labels of their form
def _pieces(
    form: str, labels: tuple[tuple[str, str], ...], *, divided: bool
) -> Mapping[str, tuple[_Piece, ...]]:
    """The tables in pieces: what stands in every such report, and the places of what does not."""
    return {
        table.key: tuple(_joined(_of_table(table)))
        for table in tables(LAYOUTS[form, divided], dict(labels))
    }


def _joined(pieces: Iterable[_Piece | str]) -> Iterator[_Piece]:
    for is_words, run in groupby(pieces, key=lambda piece: isinstance(piece, str)):
        if is_words:
            yield _Words(lean("".join(map(str, run))))
        else:
            yield from (piece for piece in run if not isinstance(piece, str))


def _of_table(table: Table) -> Iterator[_Piece | str]:
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


def _of_head(head: Head) -> Iterator[_Piece | str]:
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


@lru_cache(maxsize=4096)
def _plain_cell(cell: Cell, columns: int, *, concerned: bool) -> str:
    """The rest of a cell's tag and its text; most cells are zeros, so that these have no class."""
    zero = cell.number == 0 and not concerned
    attributes = "" if zero else cell_attributes(cell, concerned=concerned)
    return f"{attributes}{_span(columns)}>{cell_text(cell)}"


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
