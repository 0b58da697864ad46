"""From the values beside a label to the cells of its row: one certain reading, or none."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from generator.importer.atoms import Value
from generator.importer.values import plain, read_cell, run_together, splits
from generator.model.cells import BLANK, MISSING, Cell, Kind
from generator.model.forms import APPLICANTS, Layout

Cells = tuple[Cell, ...]
Check = Callable[[Cells], bool | None]
_MOST = 400
NO_VALUE = "no value found"
_OFTEN = 3  # rows that must agree before blank cells between figures count as layout


@dataclass(frozen=True, slots=True)
class Shape:
    """How the full rows of a table stand: blank cells before and after, or columns of the grid.

    ``patterns`` are the places of the figures in rows with blank cells between, where many agree;
    ``lead`` is how many blank cells stand after a label in every full row of the table;
    ``adds_up`` says that most rows that can be added up do.
    """

    margins: frozenset[tuple[int, int, int]]
    columns: tuple[int, ...] | None
    patterns: frozenset[tuple[int, ...]] = frozenset()
    lead: int | None = None
    adds_up: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """The cells of a row; ``chosen`` says that arithmetic decided, ``why`` why some are open."""

    cells: Cells
    chosen: bool = False
    why: str = ""


def is_whole(cell: Cell) -> bool:
    """Whether a cell is a whole number, which the relations can count."""
    return cell.kind is Kind.NUMBER and isinstance(cell.number, int)


def row_adds_up(cells: Cells) -> bool | None:
    """A3: six kinds of applicants sum to 总计; None where a cell is no whole number."""
    return _adds_up(cells)


def review_adds_up(cells: Cells) -> bool | None:
    """R1: four results sum to 总计, in each of the groups."""
    found = [_adds_up(cells[start : start + 5]) for start in range(0, len(cells), 5)]
    return False if False in found else None if None in found else True


def _adds_up(cells: Cells) -> bool | None:
    if not all(is_whole(cell) for cell in cells):
        return None
    *parts, total = [int(cell.printed) for cell in cells]
    return sum(parts) == total


def columns_add_up(cells: Mapping[str, Cell], layout: Layout) -> bool:
    """A1 and A2: no column of table three contradicts the relations, where they can be told."""
    rows = [row.key for row in layout.request_rows]
    outcomes = [
        key for key in rows if key not in ("received", "carried_in", "total", "carried_out")
    ]
    for column in APPLICANTS:
        here = {key: cells[f"requests.{key}.{column.key}"] for key in rows}
        numbers = {key: int(cell.printed) for key, cell in here.items() if is_whole(cell)}
        summed = all(key in numbers for key in (*outcomes, "total"))
        if summed and sum(numbers[key] for key in outcomes) != numbers["total"]:
            return False
        ends = ("received", "carried_in", "total", "carried_out")
        if all(key in numbers for key in ends):
            received, carried_in, total, carried_out = (numbers[key] for key in ends)
            if received + carried_in != total + carried_out:
                return False
    return True


def shape_of(groups: Iterable[Sequence[Value]], count: int, check: Check | None = None) -> Shape:
    """What the full rows of a table teach about those with blank cells."""
    results: Counter[bool | None] = Counter()
    margins = set()
    patterns: Counter[tuple[int, ...]] = Counter()
    columns: set[tuple[int, ...]] = set()
    gridded = True
    for values in groups:
        filled = [number for number, value in enumerate(values) if value.text]
        if len(filled) != count:
            continue
        if check is not None:
            results[check(tuple(_one(values[number]) for number in filled))] += 1
        if filled[-1] - filled[0] != count - 1:
            patterns[tuple(filled)] += 1
            continue
        margins.add((len(values), filled[0], len(values) - 1 - filled[-1]))
        where = [values[number].column for number in filled]
        if None in where:
            gridded = False
        else:
            columns.add(tuple(column for column in where if column is not None))
    only = columns.pop() if gridded and len(columns) == 1 else None
    often = frozenset(places for places, times in patterns.items() if times >= _OFTEN)
    return Shape(frozenset(margins), only, often, adds_up=results[True] > 3 * results[False])


def read_row(values: Sequence[Value], count: int, shape: Shape, check: Check | None) -> Reading:
    """The cells of a row of so many columns from the values that stand beside its label."""
    if not values:
        return Reading((MISSING,) * count, why=NO_VALUE)
    found, sure = _candidates(values, count, shape)
    by_column = shape.columns is not None and all(value.column is not None for value in values)
    if shape.adds_up and not by_column:
        found = [cells for cells in found if not _doubtful(cells)]
    if not found:
        filled = sum(1 for value in values if value.text)
        return Reading((MISSING,) * count, why=f"found {filled} values, expected {count}")
    if len(found) == 1 and (sure or (check is not None and check(found[0]))):
        return _opened(found[0])
    fitting = [cells for cells in found if check is not None and check(cells)]
    if len(fitting) == 1:
        reading = _opened(fitting[0])
        return Reading(reading.cells, chosen=len(found) > 1 or not sure, why=reading.why)
    if not sure:
        return Reading((MISSING,) * count, why=f"found several ways to read {count} values")
    cells = tuple(
        column[0] if all(cell == column[0] for cell in column) else MISSING
        for column in zip(*found, strict=True)
    )
    why = "found several ways to place the values" if MISSING in cells else ""
    return Reading(cells, why=why)


def _doubtful(cells: Cells) -> bool:
    """Whether blanks stand in a row that does not add up without them: a lost figure looks so."""
    width = 5 if len(cells) % 5 == 0 else len(cells)
    for start in range(0, len(cells), width):
        group = cells[start : start + width]
        if BLANK in group and all(cell == BLANK or is_whole(cell) for cell in group):
            *parts, total = [int(cell.printed or 0) for cell in group]
            if sum(parts) != total:
                return True
    return False


def _opened(cells: Cells) -> Reading:
    if MISSING in cells:
        return Reading(cells, why="found a value that cannot be read for certain")
    return Reading(cells)


def _one(value: Value) -> Cell:
    if value.cut:
        return MISSING
    cell = read_cell(value.text)
    return MISSING if cell is None else cell


def _candidates(values: Sequence[Value], count: int, shape: Shape) -> tuple[list[Cells], bool]:
    """The ways to read the values, and whether the cells themselves are certain."""
    filled = [value for value in values if value.text]
    if count > 1 and len(filled) == 1 and filled[0].run_on:
        return _split(filled, filled, count)
    if len(filled) > count:
        return [], False
    merged = count > 1 and any(value.span > 1 for value in filled)
    if len(filled) == count and _stands_together(values, shape):
        return [tuple(_one(value) for value in filled)], True
    if shape.columns is not None and all(value.column is not None for value in values):
        return [_by_column(values, shape.columns)], True
    if len(filled) == count or merged:
        return [], False
    return _with_blanks(values, filled, count, shape)


def _with_blanks(
    values: Sequence[Value], filled: Sequence[Value], count: int, shape: Shape
) -> tuple[list[Cells], bool]:
    """The ways to read a row with fewer figures than columns."""
    if shape.margins and len(values) not in {total for total, _, _ in shape.margins}:
        tails = {after for _, _, after in shape.margins}
        if len(tails) > 1 or any(value.stream for value in values) or len(values) < count:
            return [], False  # a row with a cell too many or too few
        # Rows of other depth end alike: only the labels before the figures take more or fewer cells.
        end = len(values) - tails.pop()
        if end < count or any(value.text for value in (*values[: end - count], *values[end:])):
            return [], False
        return [tuple(_one(value) for value in values[end - count : end])], True
    if len(values) == count and not any(_looks_run_on(value, filled) for value in filled):
        return [tuple(_one(value) for value in values)], True
    if len(values) >= count:
        return _windows(values, count, shape), True
    return _split(values, filled, count)


def _stands_together(values: Sequence[Value], shape: Shape) -> bool:
    """Whether blank cells stand only around the figures, or between them as in other rows."""
    places = tuple(number for number, value in enumerate(values) if value.text)
    return places[-1] - places[0] == len(places) - 1 or places in shape.patterns


def _looks_run_on(value: Value, filled: Sequence[Value]) -> bool:
    return len(filled) == 1 and bool(re.fullmatch("0[0-9]+", plain(value.text)))


def _by_column(values: Sequence[Value], columns: tuple[int, ...]) -> Cells:
    cells = []
    for column in columns:
        here = [
            value
            for value in values
            if value.column is not None and value.column <= column < value.column + value.span
        ]
        if len(here) != 1 or (here[0].span > 1 and sum(_covers(here[0], c) for c in columns) > 1):
            cells.append(MISSING)
        else:
            cells.append(_one(here[0]))
    outside = [v for v in values if v.text and not any(_covers(v, column) for column in columns)]
    return (MISSING,) * len(columns) if outside else tuple(cells)


def _covers(value: Value, column: int) -> bool:
    return value.column is not None and value.column <= column < value.column + value.span


def _windows(values: Sequence[Value], count: int, shape: Shape) -> list[Cells]:
    if values[0].stream and any(
        total > len(values) and before and not any(value.text for value in values[:before])
        for total, before, _ in shape.margins
    ):
        return []  # blank cells that begin a longer row, of which figures are lost
    known = {before for total, before, _ in shape.margins if total == len(values)}
    if not known and shape.lead is not None:
        known = {shape.lead}
    starts = sorted(known) if len(known) == 1 else range(len(values) - count + 1)
    found = []
    for start in starts:
        inside = values[start : start + count]
        outside = [*values[:start], *values[start + count :]]
        if any(value.text for value in outside):
            continue
        cells = tuple(_one(value) for value in inside)
        if cells not in found:
            found.append(cells)
    return found


def _split_one(text: str, count: int) -> tuple[list[Cells], bool]:
    """All the figures of a row in one text."""
    digits = run_together(text)
    if digits is None:
        if len(text) == count and set(plain(text)) == {"/"}:
            return [tuple(Cell.of_text(mark) for mark in text)], True
        return [], False
    found = splits(digits, count)
    # So many single digits can be read in one way only; relations must still agree.
    return found, len(found) == 1 and len(digits) == count and count < 7


def _choices(filled: Sequence[Value], count: int) -> list[list[Cells]]:
    """For each text the figures that it can be, alone or run together."""
    missing = count - len(filled)
    choices: list[list[Cells]] = []
    for value in filled:
        digits = run_together(value.text)
        whole = _one(value)
        here: list[Cells] = [] if whole == MISSING else [(whole,)]
        if digits is not None:
            for parts in range(2, min(missing + 1, len(digits)) + 1):
                here += splits(digits, parts)
        choices.append(here)
    return choices


def _split(
    values: Sequence[Value], filled: Sequence[Value], count: int
) -> tuple[list[Cells], bool]:
    """Figures run together: every way to cut them, where the source kept no blank cells."""
    if any(value.cut for value in values) or len(filled) != len(values) or not filled:
        return [], False
    if len(filled) == 1:
        return _split_one(filled[0].text, count)
    if not filled[0].stream:
        return [], False
    choices = _choices(filled, count)
    size = 1
    for here in choices:
        size *= len(here)
    if not 0 < size <= _MOST:
        return [], False
    found = []
    for chosen in product(*choices):
        cells = tuple(cell for part in chosen for cell in part)
        if len(cells) == count:
            found.append(cells)
    return found, False
