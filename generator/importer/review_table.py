"""The table of reconsideration and litigation: three groups of five results in one row."""

from __future__ import annotations

from collections.abc import Sequence

from generator.importer.atoms import Found, Token, Value
from generator.importer.found import Remark, Tables, explain
from generator.importer.lexicon import Role
from generator.importer.pairing import Group, filled, groups
from generator.importer.reading import Shape, read_row, review_adds_up, shape_of
from generator.model.forms import RESULTS, REVIEW


def review_shape(shape: Shape | None) -> Shape:
    """What the rows of table three say of table four: how many blank cells end a row."""
    margins = shape.margins if shape else frozenset()
    adds_up = shape is not None and shape.adds_up
    tails = {after for _, before, after in margins if before == 0}
    if len(tails) != 1 or any(before for _, before, _ in margins):
        return Shape(frozenset(), None, adds_up=adds_up)
    tail = tails.pop()
    # The blank cells that end the row of heads may stand before the figures.
    return Shape(
        frozenset({(15 + tail, 0, tail), (15 + 2 * tail, tail, tail)}), None, adds_up=adds_up
    )


def _review_runs(tokens: Sequence[Token]) -> list[tuple[list[str], Group]]:
    """The runs of values below the heads of table four, each with the groups named before it."""
    rows = [row.key for row in REVIEW]
    runs: list[tuple[list[str], Group]] = []
    seen: list[str] = []
    run: list[Value] = []
    heads = 0
    for token in [*tokens, None]:
        if isinstance(token, Value):
            run.append(token)
            continue
        if run and heads >= 3:
            runs += [(list(seen), group) for group in groups(run)]
        run = []
        if isinstance(token, Found):
            heads += 1
            if token.entry.role is Role.ROW and token.entry.key in rows:
                seen.append(token.entry.key)
    return runs


def _disorder(tokens: Sequence[Token]) -> bool:
    """Whether the groups, or the results in a group, stand in another order than the form's."""
    heads = [token for token in tokens if isinstance(token, Found)]
    groups_seen = list(dict.fromkeys(h.entry.key for h in heads if h.entry.role is Role.ROW))
    results_seen = list(dict.fromkeys(h.entry.key for h in heads if h.entry.role is Role.COLUMN))
    for seen, form in ((groups_seen, REVIEW), (results_seen, RESULTS)):
        keys = [item.key for item in form]
        if sorted(seen) == sorted(keys) and seen != keys:
            return True
    litigation = next((h for h in heads if h.entry.key == "litigation"), None)
    first = next((h for h in heads if h.entry.key == REVIEW[0].key), None)
    if litigation is None or first is None or not litigation.identities & first.identities:
        return False
    return heads.index(litigation) < heads.index(first)


def read_review(tables: Tables, tokens: Sequence[Token], shape: Shape) -> None:
    """Read the one row of fifteen values, or three rows of five, into the cells."""
    rows = [row.key for row in REVIEW]
    runs = _review_runs(tokens)
    rows_filled = [(keys, group) for keys, group in runs if filled(group)] or runs[-1:]
    if not rows_filled:
        return
    place = rows_filled[0][1].values[0].place
    if len(rows_filled) == 1:
        if _disorder(tokens):
            message = "review: found its heads in another order than the form's; left open"
            tables.remarks.append(Remark(place, "I4", message))
            return
        values = rows_filled[0][1].values
        if not filled(rows_filled[0][1]) and len(values) != 15:
            return
        count = 15
        reading = read_row(values, count, shape, review_adds_up)
        explain(tables, "review", place, reading)
        for number, cell in enumerate(reading.cells):
            address = f"review.{rows[number // 5]}.{RESULTS[number % 5].key}"
            tables.cells[address] = cell
        return
    new = [keys[-1] if keys else "" for keys, _ in rows_filled]
    if len(rows_filled) == 3 and sorted(new) == sorted(rows):
        for key, (_, group) in zip(new, rows_filled, strict=True):
            reading = read_row(group.values, 5, shape_of([], 5), review_adds_up)
            explain(tables, f"review.{key}", place, reading)
            for column, cell in zip(RESULTS, reading.cells, strict=True):
                tables.cells[f"review.{key}.{column.key}"] = cell
        return
    count = sum(len(group.values) for _, group in rows_filled)
    message = (
        f"review: found {count} values in {len(rows_filled)} rows, expected 15 in one; left open"
    )
    tables.remarks.append(Remark(place, "I1", message))
