"""How many values lie where: a bar for each bin."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from generator.model.forms import Label
from generator.render.charts.figure import Number, Shown, exact, grouped, percent, scale
from generator.render.charts.rows import MOST_ROWS, Bar, bars

_INTERVALS = 10


def histogram(
    key: str,
    title: Label,
    values: Sequence[Number],
    *,
    shown: Shown = grouped,
    of_counts: bool = False,
) -> Markup:
    """How many of the values lie in each bin; ``of_counts`` for whole numbers from 0 that differ in size.

    Bins have the same width, each with its lower end and without its upper one, which the last includes. Bins
    of counts are 0, 1–2, 3–9, 10–29, 30–99 and so on. ValueError without values, or for a count below zero.
    """
    if not values or (of_counts and min(values) < 0):
        raise ValueError("found no value to distribute, or a count below zero")
    edges = _count_edges(max(values)) if of_counts else _even_edges(values)
    found = Counter(min(bisect_right(edges, exact(v)) - 1, len(edges) - 2) for v in values)
    rows = [
        Bar(_bin(low, high, shown, of_counts=of_counts), found[number])
        for number, (low, high) in enumerate(pairwise(edges))
        if not of_counts or number >= min(found)
    ]
    return bars(key, title, rows)


def _even_edges(values: Sequence[Number]) -> list[Fraction]:
    return [exact(tick) for tick in scale(values, 0, 1, intervals=_INTERVALS).ticks]


def _count_edges(highest: Number) -> list[Fraction]:
    """0, 1, 3, 10, 30, 100, … until the highest lies below an edge; powers of ten where that is too many."""
    edges = [0, 1, *(n * 10**power for power in range(MOST_ROWS) for n in (3, 10))]
    if highest >= edges[MOST_ROWS]:
        edges = [0, *(10**power for power in range(MOST_ROWS))]
    last = bisect_right(edges, highest)
    return [Fraction(edge) for edge in edges[: last + 1]]


def _bin(low: Fraction, high: Fraction, shown: Shown, *, of_counts: bool) -> str:
    if shown is percent:
        return f"{float(low):.0%}–{float(high):.0%}"
    if of_counts:
        return shown(low) if high - low == 1 else f"{shown(low)}–{shown(high - 1)}"
    return f"{shown(low)}–{shown(high)}"
