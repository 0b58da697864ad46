"""The page that sets a body's report beside its archived report before: figures and prose."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache
from itertools import groupby

from markupsafe import Markup

from generator.derive.catalogue import Catalogue
from generator.derive.prose_changes import Kind, Piece, SectionChanges
from generator.derive.year_pairs import Both, YearPair
from generator.model.cells import Cell
from generator.model.forms import APPLICANTS, RESULTS, SECTIONS, Label
from generator.render import html
from generator.render.markup import escaped_text, filled, joined
from generator.render.page import Page, make_page
from generator.render.report_page import pair_address, region_address
from generator.rules.sums import short
from generator.store.archive import Entry

_SECTION_LABELS = {section.key: section.label for section in SECTIONS}
_NOT_ON_FORM = Markup('<td class="x">×</td>')
_ZERO = Markup(' class="z"')
_NOTHING = Markup("<td></td>")
_NO_DIFFERENCE = Markup('<td class="x">≠</td>')
_SAME = Label("与前一份相同", "as before")
_BEGINNING = 16
_TAGGED = {
    Kind.NEW: ('<ins class="{}">{}</ins>', "gk-new"),
    Kind.MOVED: ('<span class="{}">{}</span>', "gk-moved"),
    Kind.FORMULA: ('<span class="{}">{}</span>', "gk-formula"),
}


def pair_page(catalogue: Catalogue, entry: Entry, pair: YearPair) -> Page:
    """The page of a pair of years."""
    body, was, now = entry.body.value, pair.before, pair.after
    meta = {
        "title": f"{body.name}：{now.year}年与{was.year}年比较",
        "kind": "compare",
        "description": f"{body.name}{now.year}年与{was.year}年政府信息公开工作年度报告比较。",
    }
    return make_page(
        "pair.md.j2",
        pair_address(entry, now.year),
        meta,
        body=body,
        entry=entry,
        regions=entry.regions,
        region_address=region_address(catalogue, entry),
        pair=pair,
        request_groups=[
            (group, list(rows)) for group, rows in groupby(pair.requests, key=lambda r: r.group)
        ],
        applicants=[column.label for column in APPLICANTS],
        results=[column.label for column in RESULTS],
        name=_name,
        section_labels=_SECTION_LABELS,
        words=pair.words,
        sections=[(section, section_html(section)) for section in pair.prose],
        cells=lambda cells: joined(map(cell_html, cells)),
        differences=lambda cells: joined(map(difference_html, cells)),
    )


@lru_cache(maxsize=1024)  # the rows of the forms
def _name(label: Label) -> Markup:
    return html.both(short(label))


def cell_html(cell: Cell | None) -> Markup:
    """A cell as printed, or the sign of a form that has none."""
    if cell is None:
        return _NOT_ON_FORM
    if cell.number is None:
        return filled("<td{}>{}</td>", html.cell_attributes(cell), html.cell_text(cell))
    return _number_html(cell.printed, cell.number)


@lru_cache(maxsize=4096)  # the same few numbers fill the tables
def _number_html(printed: str, number: int | Decimal) -> Markup:
    return filled("<td{}>{}</td>", _ZERO if number == 0 else "", printed)


def difference_html(both: Both) -> Markup:
    """The difference of two cells, nothing where there is none; a sign where they are not two numbers."""
    if both.was is None or both.now is None:
        return _NOTHING
    number = both.difference
    if number is None:
        return _NOTHING if both.same else _NO_DIFFERENCE
    if number == 0:
        return _NOTHING
    return filled('<td class="d">{}</td>', f"{number:+}")  # as spreadsheets read it


def section_html(section: SectionChanges) -> Markup:
    """The later text of a section, each passage marked as what it is.

    Of paragraphs in a row that are as before only the beginning stands here: the report has them all.
    """
    found = []
    for is_same, run in groupby(section.paragraphs, key=_is_same):
        if is_same:
            text = "".join(piece.text for pieces in run for piece in pieces)
            found.append(
                filled(
                    '<p>{}… <span class="gk-tag note">{}</span></p>',
                    text[:_BEGINNING],
                    html.both(Label(f"{_SAME.zh}（{len(text)}字）", f"{_SAME.en} ({len(text)})")),
                )
            )
        else:
            found += [filled("<p>{}</p>", joined(map(_piece_html, pieces))) for pieces in run]
    return joined(found, "\n")


def _is_same(pieces: tuple[Piece, ...]) -> bool:
    return all(piece.kind in (Kind.SAME, Kind.FORMULA) for piece in pieces)


def _piece_html(piece: Piece) -> Markup:
    if piece.kind is Kind.SAME:
        return escaped_text(piece.text)
    template, name = _TAGGED[piece.kind]
    return filled(template, name, piece.text)
