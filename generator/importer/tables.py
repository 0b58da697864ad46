"""The three tables from the stream of tokens: the form, and each table by its own reader."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from generator.importer.atoms import Found, Token, Value
from generator.importer.found import Tables
from generator.importer.lexicon import PROACTIVE, REQUESTS, REVIEWS, TABLES
from generator.importer.printed_labels import read_labels, say_open
from generator.importer.review_table import read_review, review_shape
from generator.importer.row_tables import read_rows
from generator.model.cells import MISSING

_ONLY_2019 = frozenset(
    (
        "made",
        "newly_published",
        "total_published",
        "previous",
        "change",
        "items",
        "other_services",
        "procurement",
    )
)


_ONLY_2021 = frozenset(("issued", "repealed", "in_force"))


def read_tables(tokens: Sequence[Token], year: int | None) -> Tables:
    """The three tables; every cell of the layout gets a value, "?" where none is certain."""
    labels = [token for token in tokens if isinstance(token, Found)]
    form_key, certain = _form(labels, year)
    divided = _divided(labels, form_key)
    tables = Tables(form_key, divided, certain)
    tables.labels_found = len(labels)
    tables.values_found = sum(1 for t in tokens if isinstance(t, Value) and t.text)
    tables.cells = dict.fromkeys(tables.layout.addresses, MISSING)
    order = [TABLES.index(found.entry.table) for found in labels]
    trusted = order == sorted(order)
    read_rows(tables, PROACTIVE, _part(tokens, PROACTIVE), trusted=trusted)
    shape = read_rows(tables, REQUESTS, _part(tokens, REQUESTS), trusted=trusted)
    if trusted or all(v.column is not None for v in tokens if isinstance(v, Value)):
        read_review(tables, _part(tokens, REVIEWS), review_shape(shape))
    read_labels(tables, labels, cut=_last_word(tokens))
    say_open(tables, labels)
    return tables


def _last_word(tokens: Sequence[Token]) -> Token | None:
    """The last token that has any text."""
    return next((t for t in reversed(tokens) if not (isinstance(t, Value) and not t.text)), None)


def _form(labels: Iterable[Found], year: int | None) -> tuple[str, bool]:
    keys = [found.entry.key for found in labels if found.entry.table == PROACTIVE]
    old = sum(key in _ONLY_2019 for key in keys)
    new = sum(key in _ONLY_2021 for key in keys)
    new += sum(
        found.entry.key in ("decisions", "amount") and found.printed.startswith("本年")
        for found in labels
    )
    if old == new:
        return ("2019" if year is not None and year < 2021 else "2021"), False
    return ("2019" if old > new else "2021"), True


def _divided(labels: Iterable[Found], form_key: str) -> bool:
    keys = {found.entry.key for found in labels if found.entry.table == REQUESTS}
    if any(key.startswith("other_outcome.") for key in keys):
        return True
    if "other_outcome" in keys and ("total" in keys or form_key == "2019"):
        return False
    return form_key == "2021"


def _part(tokens: Iterable[Token], table: str) -> list[Token]:
    """The tokens of one table: from its first label to the first label of another."""
    here = False
    part: list[Token] = []
    for token in tokens:
        if isinstance(token, Found):
            here = token.entry.table == table
        if here:
            part.append(token)
    return part
