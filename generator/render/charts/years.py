"""Charts over years: lines and stacked bars. A year without report has its place and nothing in it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from fractions import Fraction
from itertools import pairwise

from markupsafe import Markup

from generator.model.forms import Label
from generator.render.charts.axis import (
    BOTTOM,
    LINE,
    Mark,
    break_notes,
    described,
    frame,
    gaps,
    open_note,
)
from generator.render.charts.figure import (
    MOST_SERIES,
    Number,
    Series,
    Shown,
    at,
    ends,
    exact,
    figure,
    grouped,
    name_of,
    sign,
    text,
    width,
)
from generator.render.markup import filled, joined

_TOTAL = Label("各部分之和", "sum of the parts")

# Drawn around a point, relative to it after the first move.
_MARKERS = (
    (-4, 0, "a4 4 0 1 0 8 0a4 4 0 1 0-8 0z"),
    (-4, -4, "h7v7h-7z"),
    (0, -5, "l5 8h-10z"),
    (0, -5, "l5 5-5 5-5-5z"),
    (0, 5, "l5-8h-10z"),
    (-2, -5, "h4v3h3v4h-3v3h-4v-3h-3v-4h3z"),
    (-5, -3, "h10v5h-10z"),
)
# Lines of the background's colour on a tile of 6 by 6.
_PATTERNS = (
    "",
    "M-1 1 1-1M0 6 6 0M5 7 7 5",
    "M2 2h2v2h-2z",
    "M-1 5 1 7M0 0 6 6M5-1 7 1",
    "M0 3h6",
    "M3 0v6",
    "M0 3h6M3 0v6",
)


def lines(
    key: str,
    title: Label,
    years: Sequence[int],
    series: Sequence[Series],
    breaks: Sequence[Mark] = (),
    *,
    shown: Shown = grouped,
) -> Markup:
    """One to seven series over the years of which there is a report, oldest first.

    ``series`` have a value for each of ``years``. A line is broken at None, at a year that is not among
    them, and at a break that cuts.
    ValueError for more series, or none, or no year.
    """
    _check(years, series)
    labels = [[shown(v) for v in one.values if v is not None] for one in series]
    alone = len(series) == 1
    right = 6 if alone else 6 + max(width(said) for one in labels for said in one[-1:] or ["0"])
    axis, upright, rules = frame(
        years, [v for one in series for v in one.values if v is not None], shown, right, breaks
    )
    drawn, legend, last = [*rules], [], []
    for number, one in enumerate(series):
        points = [
            (year, value)
            for year, value in zip(years, one.values, strict=True)
            if value is not None
        ]
        way = [(y, axis(y), upright(v)) for y, v in points]
        drawn.append(_line(number, way, {mark.year for mark in breaks if mark.cuts}))
        legend.append((_line_sign(number), one.label))
        if alone:
            told = points if _has_room(labels[0], axis.slot) else points[-1:]
            drawn += [text(axis(y), upright(v) - 8, shown(v), "m") for y, v in told]
        elif points:
            last.append((upright(points[-1][1]), axis(points[-1][0]), shown(points[-1][1])))
    drawn += _end_labels(last, axis.bottom)
    is_open = [all(one.values[i] is None for one in series) for i in range(len(years))]
    drawn += gaps(axis, years, is_open)
    said = [*ends(series, [str(year) for year in years], shown), *described(axis, breaks)]
    notes = open_note(any(is_open))
    height = axis.bottom + BOTTOM
    legend = [] if alone else legend
    return figure(key, title, said, height, drawn, [*legend, *break_notes(breaks), *notes])


def stacked(
    key: str,
    title: Label,
    years: Sequence[int],
    parts: Sequence[Series],
    breaks: Sequence[Mark] = (),
    *,
    shown: Shown = grouped,
) -> Markup:
    """Up to seven parts stacked for each year of which there is a report; the sum stands on the bar.

    A year with a part that is None, or below zero, has no bar but a question mark: its height would be wrong.
    ValueError for more parts, or none, or no year.
    """
    _check(years, parts)
    columns = [_column([part.values[i] for part in parts]) for i in range(len(years))]
    sums = [None if column is None else sum(column) for column in columns]
    axis, upright, rules = frame(
        years, [total for total in sums if total is not None], shown, 6, breaks
    )
    name, half = name_of(key), min(axis.slot * 0.34, 22)
    paths: list[list[str]] = [[] for _ in parts]
    drawn = []
    for year, column in zip(years, columns, strict=True):
        if column is None:
            continue
        below = Fraction(0)
        for number, value in enumerate(column):
            if value:
                low, high = upright(below), upright(below + value)
                paths[number].append(
                    f"M{at(axis(year) - half)} {at(low)}V{at(high)}h{at(2 * half)}V{at(low)}z"
                )
                below += value
        if _has_room([shown(total) for total in sums if total is not None], axis.slot):
            drawn.append(text(axis(year), upright(below) - 4, shown(below), "m"))
    fills = [_pattern(name, number) for number in range(len(parts))]
    bars = [
        filled('<path class="bar" fill="url(#{}-{})" d="{}"/>', name, number, "".join(path))
        for number, path in enumerate(paths)
        if path
    ]
    open_years = [column is None for column in columns]
    legend = [
        (
            sign(filled('<path fill="url(#{}-{})" d="M0 0h18v12H0z"/>', name, number)),
            part.label,
        )
        for number, part in enumerate(parts)
    ]
    total = Series(_TOTAL, sums)
    said = [*ends([total], [str(year) for year in years], shown), *described(axis, breaks)]
    inside = [
        filled("<defs>{}</defs>", joined(fills)),
        *rules,
        *bars,
        *drawn,
        *gaps(axis, years, open_years),
    ]
    notes = [*break_notes(breaks), *open_note(any(open_years))]
    return figure(key, title, said, axis.bottom + BOTTOM, inside, [*legend, *notes])


def _check(years: Sequence[int], series: Sequence[Series]) -> None:
    if not years or not 0 < len(series) <= MOST_SERIES:
        raise ValueError(
            f"found {len(series)} series of {len(years)} years, expected 1 to {MOST_SERIES}"
        )


def _column(values: Sequence[Number | None]) -> list[Fraction] | None:
    known = [exact(value) for value in values if value is not None and value >= 0]
    return known if len(known) == len(values) else None


def _has_room(labels: Sequence[str], slot: float) -> bool:
    """Whether the numbers stand beside each other without touching."""
    return max(map(width, labels), default=0) + 2 <= slot


def _line(number: int, points: Sequence[tuple[int, float, float]], cuts: Collection[int]) -> Markup:
    follows = {
        later
        for (earlier, *_), (later, *_) in pairwise(points)
        if later == earlier + 1 and later not in cuts
    }
    way = "".join(f"{'L' if year in follows else 'M'}{at(x)} {at(y)}" for year, x, y in points)
    markers = "".join(_marker(number, x, y) for _, x, y in points)
    return _drawn_line(number, way, markers)


def _marker(number: int, x: float, y: float) -> str:
    right, down, shape = _MARKERS[number]
    return f"M{at(x + right)} {at(y + down)}{shape}"


def _line_sign(number: int) -> Markup:
    return sign(_drawn_line(number, "M0 6h18", _marker(number, 9, 6)))


def _drawn_line(number: int, way: str, markers: str) -> Markup:
    return filled(
        '<path class="line s{}" d="{}"/><path class="f{}" d="{}"/>',
        number + 1,
        way,
        number + 1,
        markers,
    )


def _end_labels(last: Sequence[tuple[float, float, str]], bottom: float) -> Iterator[Markup]:
    """The last number of every line right of it, moved down, then up from the axis, where two would touch."""
    ordered = sorted(last)
    heights: list[float] = []
    for y, _, _ in ordered:
        heights.append(max(y, heights[-1] + LINE) if heights else y)
    for index in reversed(range(len(heights))):
        lower = heights[index + 1] - LINE if index + 1 < len(heights) else bottom
        heights[index] = min(heights[index], lower)
    for (_, x, said), y in zip(ordered, heights, strict=True):
        yield text(x + 8, y + 4, said, "b")


def _pattern(name: str, number: int) -> Markup:
    """The fill of a part; all take the size of the tile from the first."""
    size = Markup('width="6" height="6" patternUnits="userSpaceOnUse"')
    hatch = filled('<path class="hatch" d="{}"/>', _PATTERNS[number])
    return filled(
        '<pattern id="{}-{}" {}><path class="f{}" d="M0 0h6v6H0z"/>{}</pattern>',
        name,
        number,
        filled('href="#{}-0"', name) if number else size,
        number + 1,
        hatch if number else "",
    )
