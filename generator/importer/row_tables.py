"""The tables of labelled rows: proactive disclosure, and requests."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from generator.importer.atoms import Found, Other, Token
from generator.importer.found import Remark, Tables, explain
from generator.importer.lexicon import PROACTIVE, REQUESTS, Role
from generator.importer.pairing import Group, RowLabel, pairs, sequence_of
from generator.importer.reading import (
    Check,
    Reading,
    Shape,
    columns_add_up,
    read_row,
    row_adds_up,
    shape_of,
)
from generator.importer.stream import Place
from generator.model.cells import BLANK, MISSING, Cell
from generator.model.forms import APPLICANTS

_YUAN = re.compile("(?<![万亿])元")


def read_rows(
    tables: Tables, table: str, tokens: Sequence[Token], *, trusted: bool
) -> Shape | None:
    """Read a table of labelled rows; what its full rows look like, or None."""
    columns = _columns(tables, table, tokens)
    if columns is None:
        return None
    sequence = sequence_of(tokens, list(columns))
    paired = pairs(sequence, trusted=trusted)
    check = row_adds_up if table == REQUESTS else None
    shapes = _shapes(paired, columns, check, one_lead=table == PROACTIVE)
    done: dict[str, tuple[Cell, ...]] = {}
    chosen: dict[str, Place] = {}
    _tell_strange_rows(tables, tokens)
    own = [group for _, group in paired]
    _tell_strange_groups(tables, [i for i in sequence if isinstance(i, Group) and i not in own])
    for label, group in paired:
        key = label.found.entry.key
        keys = columns[key]
        if not keys:
            continue
        values = () if group is None else group.values
        reading = read_row(values, len(keys), shapes[len(keys)], check)
        if key in done:
            tables.repeated = True
            reading = _reconciled(tables, label.found, done[key], reading)
        done[key] = reading.cells
        if reading.chosen:
            chosen[key] = label.found.place
        explain(tables, f"{table}.{key}", label.found.place, reading)
        for column, cell in zip(keys, reading.cells, strict=True):
            tables.cells[f"{table}.{key}.{column}"] = cell
    last = own[-1] if own else None
    whole = last is not None and all(value.column is not None for value in last.values)
    if not whole:  # the cells of a grid are
        _open_where_it_breaks_off(tables, table, columns, list(done))
    if table == REQUESTS:
        _open_if_total_first(tables, done, tokens)
    else:
        _open_other_units(tables, tokens)
    if chosen and not columns_add_up(tables.cells, tables.layout):
        _reopen(tables, chosen)
    return shapes.get(len(APPLICANTS))


def _open_where_it_breaks_off(
    tables: Tables, table: str, columns: Mapping[str, Sequence[str]], done: Sequence[str]
) -> None:
    """Take nothing for blank in the last row of a table that lacks the rows after it: it may be cut there."""
    order = [key for key, keys in columns.items() if keys]
    if not done or done[-1] not in order[:-1] or set(order) <= set(done):
        return
    for column in columns[done[-1]]:
        address = f"{table}.{done[-1]}.{column}"
        if tables.cells[address] == BLANK:
            tables.cells[address] = MISSING


def _columns(tables: Tables, table: str, tokens: Sequence[Token]) -> dict[str, list[str]] | None:
    """The columns of each row of a table; None where the source has them in another order."""
    if table == PROACTIVE:
        columns = {
            row.key: [column.key for column in article.columns]
            for article in tables.layout.articles
            for row in article.rows
        }
        _drop_unlike_heads(tables, tokens, columns)
        return columns
    if _columns_disorder(tokens):
        message = "found the columns of applicants in another order than the form's: read by hand"
        tables.remarks.append(Remark(tokens[0].place, "I4", message))
        return None
    return {row.key: [c.key for c in APPLICANTS] for row in tables.layout.request_rows}


def _shapes(
    paired: Sequence[tuple[RowLabel, Group | None]],
    columns: Mapping[str, Sequence[str]],
    check: Check | None,
    *,
    one_lead: bool,
) -> dict[int, Shape]:
    """What the full rows of a table look like, by the number of their columns."""
    shapes: dict[int, Shape] = {}
    for count in {len(keys) for keys in columns.values() if keys}:
        groups = [
            group.values
            for label, group in paired
            if group is not None and len(columns[label.found.entry.key]) == count
        ]
        shapes[count] = shape_of(groups, count, check)
    leads = {before for shape in shapes.values() for _, before, _ in shape.margins}
    if one_lead and len(leads) == 1:
        lead = leads.pop()
        shapes = {count: replace(shape, lead=lead) for count, shape in shapes.items()}
    return shapes


def _reopen(tables: Tables, chosen: Mapping[str, Place]) -> None:
    """Take back what arithmetic chose row by row where the columns then contradict it."""
    rows = {f"{REQUESTS}.{key}" for key in chosen}
    tables.remarks[:] = [
        remark
        for remark in tables.remarks
        if remark.rule != "I6" or remark.message.partition(":")[0] not in rows
    ]
    for key, place in chosen.items():
        for column in APPLICANTS:
            tables.cells[f"{REQUESTS}.{key}.{column.key}"] = MISSING
        message = f"{REQUESTS}.{key}: figures run together, no reading fits the columns; left open"
        tables.remarks.append(Remark(place, "I1", message))


def _reconciled(
    tables: Tables, found: Found, before: tuple[Cell, ...], reading: Reading
) -> Reading:
    """A row that is printed twice counts where both say the same."""
    if MISSING in before or reading.cells == before:
        return reading
    if all(cell == MISSING for cell in reading.cells):
        return Reading(before)
    tables.remarks.append(
        Remark(found.place, "I1", f"{found.printed}: found twice with different figures, left open")
    )
    cells = tuple(a if a == b else MISSING for a, b in zip(before, reading.cells, strict=True))
    return Reading(cells)


def _drop_unlike_heads(
    tables: Tables, tokens: Sequence[Token], columns: dict[str, list[str]]
) -> None:
    """Open the rows that stand under column heads which the form does not have there."""
    heads: list[str] = []
    fresh = True
    for token in tokens:
        if not isinstance(token, Found):
            continue
        if token.entry.role is Role.COLUMN:
            heads = [] if fresh else heads
            if token.entry.key not in heads[-1:]:
                heads = [*heads, token.entry.key]
            fresh = False
            continue
        if token.entry.role is Role.ARTICLE:
            heads = []
        fresh = True
        if token.entry.role is not Role.ROW:
            continue
        key = token.entry.key
        if key not in columns:
            message = f"{token.printed}: found a row that form {tables.form_key} does not have"
            tables.remarks.append(Remark(token.place, "I4", message))
            continue
        expected = columns[key]
        strange = [head for head in heads if head not in expected]
        if strange or [head for head in expected if head in heads] != heads:
            message = (
                f"{token.printed}: found columns that form {tables.form_key} does not have here"
            )
            tables.remarks.append(Remark(token.place, "I4", message))
            columns[key] = []


def _open_other_units(tables: Tables, tokens: Sequence[Token]) -> None:
    """Open amounts under a head that gives them in 元: the form has 万元, and nothing is converted."""
    in_yuan = False
    for token in tokens:
        if not isinstance(token, Found):
            continue
        if token.entry.role is Role.ARTICLE:
            in_yuan = False
        elif token.entry.key == "amount":
            in_yuan = in_yuan or _YUAN.search(token.printed) is not None
        address = f"{PROACTIVE}.{token.entry.key}.amount"
        cell = tables.cells.get(address)
        if in_yuan and token.entry.role is Role.ROW and cell is not None and cell.number:
            tables.cells[address] = MISSING
            message = (
                f"proactive.{token.entry.key}: found {cell.printed} in 元, expected 万元; left open"
            )
            tables.remarks.append(Remark(token.place, "I1", message))


def _tell_strange_rows(tables: Tables, tokens: Sequence[Token]) -> None:
    """Tell of figures beside words that are no label of the form: a row added by the body."""
    words: Other | None = None
    for token in tokens:
        if isinstance(token, Other):
            words = token if len(re.findall("[㐀-鿿]", token.text)) > 1 else None
        elif isinstance(token, Found):
            words = None
        elif words is not None and re.search("[0-9]", token.text) and token.place == words.place:
            message = f'found "{words.text[:30]}" with figures, a row that the form does not have'
            tables.remarks.append(Remark(words.place, "I4", message))
            words = None


def _tell_strange_groups(tables: Tables, groups: Sequence[Group]) -> None:
    """Tell of rows of cells that have figures, and words instead of a label of the form."""
    for group in groups:
        texts = [value.text for value in group.values]
        words = next((text for text in texts if len(re.findall("[㐀-鿿]", text)) > 1), None)
        if words is not None and any(re.fullmatch("[0-9.]+", text) for text in texts):
            message = f'found "{words[:30]}" with figures, a row that the form does not have'
            tables.remarks.append(Remark(group.values[0].place, "I4", message))


def _columns_disorder(tokens: Sequence[Token]) -> bool:
    """Whether the heads of the applicants stand in another order than the form's."""
    heads: dict[str, tuple[int, Found]] = {}
    for number, token in enumerate(tokens):
        if isinstance(token, Found) and token.entry.role in (Role.COLUMN, Role.HEAD):
            heads.setdefault(token.entry.key, (number, token))
    first, *organisations, total = [column.key for column in APPLICANTS]
    here = [key for key in heads if key in organisations]
    if len(here) == len(organisations) and here != organisations:
        return True
    if total not in heads:
        return False
    at, found = heads[total]
    above, beside = heads.get("column.applicants"), heads.get(first)
    if above is not None and at < above[0]:
        return True
    # 总计 reaches over the lines of the head: before 自然人 it is out of order on its line alone.
    return beside is not None and at < beside[0] and bool(found.identities & beside[1].identities)


def _open_if_total_first(
    tables: Tables, rows: Mapping[str, tuple[Cell, ...]], tokens: Sequence[Token]
) -> None:
    """Open the table where rows do not add up as read, and all do with their first cell as total."""
    telling = [
        cells
        for cells in rows.values()
        if row_adds_up(cells) is not None and any(cell.number for cell in cells)
    ]
    if sum(not row_adds_up(cells) for cells in telling) < 3:
        return
    if all(row_adds_up((*cells[1:], cells[0])) for cells in telling):
        for address in tables.cells:
            if address.startswith(f"{REQUESTS}."):
                tables.cells[address] = MISSING
        message = "found rows that add up only if 总计 is the first column: read by hand"
        tables.remarks.append(Remark(tokens[0].place, "I4", message))
