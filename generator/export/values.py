"""Values in the notation of the API: that of the data files, so that the five kinds of cell stay apart."""

from __future__ import annotations

from generator.derive.measures import Measure
from generator.model.cells import Cell, Kind
from generator.model.forms import Label

_DIGITS = 15
"""Whole numbers up to here are the same number in every reader of JSON."""

Json = dict[str, object]


def of_cell(cell: Cell) -> int | str | None:
    """A cell: null for a blank, ``"?"`` where not in our copy, else what is printed.

    A number is a JSON number only where that keeps every digit printed: a whole number of at most fifteen
    digits. ``"18.8710"`` stays text, which no text of a cell can be mistaken for.
    """
    number = cell.number
    if isinstance(number, int) and len(cell.printed) <= _DIGITS:
        return number if number or cell.printed == "0" else cell.printed  # -0 is text
    return None if cell.kind is Kind.BLANK else cell.notation


def of_label(label: Label) -> Json:
    """A name in both languages."""
    return {"zh": label.zh, "en": label.en}


def of_measure(measure: Measure) -> list[int] | Json:
    """Part and whole, or the cells without which they cannot be had."""
    if measure.part is None or measure.whole is None:
        return {"open": list(measure.open)}
    return [measure.part, measure.whole]
