"""Labels as printed where they differ from the form, and rows whose label was not found."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping, Sequence

from generator.importer.atoms import Found, Token
from generator.importer.found import Remark, Tables
from generator.importer.lexicon import PROACTIVE, REVIEWS, Role, core
from generator.importer.stream import Place
from generator.model.cells import MISSING, Cell
from generator.model.forms import Label
from generator.problems import Level


def read_labels(tables: Tables, labels: Sequence[Found], cut: Token | None) -> None:
    """Labels printed otherwise than on the form, at the addresses of the layout.

    ``cut`` is what the tables end with: a label there that is the beginning of one of the form may have
    been printed in full, and is left open.
    """
    statutory = tables.layout.labels
    article_of = {row.key: a.key for a in tables.layout.articles for row in a.rows}
    article = ""
    waiting: list[Found] = []
    for found in labels:
        entry = found.entry
        if entry.table == PROACTIVE:
            if entry.role is Role.ARTICLE:
                article, waiting = entry.key, []
            elif entry.role in (Role.COLUMN, Role.HEAD):
                waiting.append(found)
                continue
            elif entry.role is Role.ROW:
                article = article_of.get(entry.key, article)
                for head in waiting:
                    _note_label(tables, statutory, f"proactive.{article}.{head.entry.key}", head)
                waiting = []
            address = f"proactive.{entry.key}"
        elif entry.table == REVIEWS:
            column = "column." if entry.role is Role.COLUMN else ""
            address = f"review.{column}{entry.key}"
        else:
            column = "column." if entry.role is Role.COLUMN else ""
            address = f"requests.{column}{entry.key}"
        if found is cut and _is_begun(found, statutory.get(address)):
            message = (
                f'{address}: label "{found.printed}" breaks off where the source ends; left open'
            )
            tables.remarks.append(Remark(found.place, "I1", message, Level.NOTE))
        elif entry.role is not Role.REMARK:
            _note_label(tables, statutory, address, found)


def _note_label(tables: Tables, statutory: Mapping[str, Label], address: str, found: Found) -> None:
    label = statutory.get(address)
    if label is None or address in tables.labels or not _differs(found.printed, label.zh):
        return
    if found.entry.key == "partly_granted" and label.zh.startswith(found.printed):
        return
    tables.labels[address] = found.printed
    if found.misprinted:
        message = f'{address}: found label "{found.printed}", taken for "{label.zh}"'
        tables.remarks.append(Remark(found.place, "I5", message, Level.NOTE))


def _is_begun(found: Found, label: Label | None) -> bool:
    """Whether what is printed is the beginning of the form's label and not the whole of it."""
    if label is None:
        return False
    printed, whole = core(found.printed), core(label.zh)
    return printed != whole and whole.startswith(printed)


def say_open(tables: Tables, labels: Sequence[Found]) -> None:
    """One remark for every row whose label was not found at all."""
    told = " ".join(remark.message for remark in tables.remarks)
    by_row: dict[str, list[Cell]] = {}
    for address, cell in tables.cells.items():
        by_row.setdefault(address.rpartition(".")[0], []).append(cell)
    place = labels[-1].place if labels else Place(1)
    for row, cells in by_row.items():
        if (
            MISSING in cells
            and f"{row}:" not in told
            and not (row.startswith("review.") and "review:" in told)
        ):
            message = f"{row}: row not found in the source, {len(cells)} cells left open"
            tables.remarks.append(Remark(place, "I1", message))


def _differs(printed: str, statutory: str) -> bool:
    """Whether a label differs from the form in more than white space, width and outer brackets."""

    def seen(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split()).strip("()")

    return seen(printed) != seen(statutory)
