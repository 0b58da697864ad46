"""Charts with one row for each thing: bars, histograms, and boxes of quartiles."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.measures import Quartiles
from generator.model.forms import Label
from generator.render.charts.figure import (
    LETTER,
    WIDTH,
    Number,
    Scale,
    Shown,
    at,
    both,
    figure,
    grouped,
    scale,
    text,
    tick_text,
    width,
)
from generator.render.markup import filled, joined

MOST_ROWS = 12
_ASIDE = 116
"""Units that names may take beside the bars; longer ones stand above them."""
_THICK = 14
_GAP = 8
_LINE = 15
_UNKNOWN = Label("无", "none")


@dataclass(frozen=True, slots=True)
class Bar:
    """A name, a number or None, and a text to stand behind the number, such as its count (``59/95``)."""

    label: Label | str
    value: Number | None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Box:
    """A name and the five numbers of a distribution; None where there is nothing to distribute."""

    label: Label | str
    quartiles: Quartiles | None


def bars(key: str, title: Label, rows: Sequence[Bar], *, shown: Shown = grouped) -> Markup:
    """A bar for each of up to twelve rows, its number behind it; a row without number has no bar.

    ValueError for more rows or none.
    """
    _check(rows)
    texts = [
        (f"{shown(row.value)} {row.note}" if row.value is not None else row.note).strip()
        for row in rows
    ]
    rail = _Rail.of([row.label for row in rows])
    room = max(width(said) for said in texts) + 10
    along = scale((row.value for row in rows if row.value is not None), rail.left, WIDTH - room)
    drawn, said = [], []
    for number, (row, told) in enumerate(zip(rows, texts, strict=True)):
        y = rail.top(number)
        drawn.append(rail.name(number, row.label))
        end = along(row.value or 0)
        if row.value is not None:
            drawn.append(
                filled(
                    '<path class="f1" d="M{} {}H{}v{}H{}z"/>',
                    at(along(0)),
                    at(y),
                    at(end),
                    _THICK,
                    at(along(0)),
                )
            )
        content = told if row.value is not None else both(_UNKNOWN) + filled(" {}", told)
        drawn.append(text(max(end, along(0)) + 5, y + 11, content, "b"))
        said.append(f"{_words(row.label)}: {told or _words(_UNKNOWN)}")
    base = filled('<path class="grid" d="M{} 0V{}"/>', at(along(0)), at(rail.height))
    return figure(key, title, said, rail.height, [base, *drawn])


def boxes(
    key: str,
    title: Label,
    rows: Sequence[Box],
    *,
    shown: Shown = grouped,
) -> Markup:
    """A box for each of up to twelve rows over one scale: line from lowest to highest, quartiles, median.

    The median stands behind the box as a number. ValueError for more rows or none.
    """
    _check(rows)
    known = [row.quartiles for row in rows if row.quartiles is not None]
    room = max((width(shown(q.median)) for q in known), default=LETTER) + 12
    rail = _Rail.of([row.label for row in rows])
    along = scale((n for q in known for n in (q.lowest, q.highest)), rail.left + 4, WIDTH - room)
    drawn, said = [_upright(along, rail.height, shown)], ["中位数 medians"]
    for number, row in enumerate(rows):
        y = rail.top(number)
        drawn.append(rail.name(number, row.label))
        if row.quartiles is None:
            drawn.append(text(rail.left + 5, y + 11, both(_UNKNOWN), "b"))
            said.append(f"{_words(row.label)}: {_words(_UNKNOWN)}")
            continue
        five = row.quartiles
        drawn += [_box(five, along, y), text(WIDTH, y + 11, shown(five.median), "t")]
        said.append(f"{_words(row.label)}: {shown(five.median)}")
    legend = [
        (
            Markup("<strong>├▯┤</strong>"),
            Label(
                "最低—四分位—中位—四分位—最高，右边为中位数",
                "lowest – quartile – median – quartile – highest; the median on the right",
            ),
        )
    ]
    return figure(key, title, said, rail.height + 18, drawn, legend)


@dataclass(frozen=True, slots=True)
class _Rail:
    """Where rows stand, and their names: beside the bars where all are short, or else above them."""

    left: float
    rows: int

    @classmethod
    def of(cls, labels: Sequence[Label | str]) -> _Rail:
        widest = max(width(_words(label)) for label in labels)
        return cls(widest + 8 if widest <= _ASIDE else 2, len(labels))

    @property
    def _above(self) -> int:
        return _LINE if self.left == 2 else 0

    @property
    def height(self) -> float:
        return self.rows * (_THICK + _GAP + self._above) + 4

    def top(self, number: int) -> float:
        """The upper edge of the bar of a row."""
        return 4 + number * (_THICK + _GAP + self._above) + self._above

    def name(self, number: int, label: Label | str) -> Markup:
        y = self.top(number)
        if not self._above:
            content = both(label) if isinstance(label, Label) else label
            return text(self.left - 6, y + 11, content)
        if isinstance(label, str):
            return text(2, y - 4, _cut(label, WIDTH - 4), "b")
        half = WIDTH - 8 - width(label.en)
        cut = Label(_cut(label.zh, max(half, WIDTH / 3)), _cut(label.en, WIDTH * 2 / 3))
        return text(2, y - 4, both(cut), "b")


def _check(rows: Sequence[object]) -> None:
    if not 0 < len(rows) <= MOST_ROWS:
        raise ValueError(f"found {len(rows)} rows, expected 1 to {MOST_ROWS}")


def _words(label: Label | str) -> str:
    if isinstance(label, str):
        return label
    return label.zh if label.zh == label.en else f"{label.zh} {label.en}"


def _cut(words: str, room: float) -> str:
    """As many characters as there is room for; the table has them all."""
    if width(words) <= room:
        return words
    kept = ""
    for character in words:
        if width(kept + character) > room - 12:
            break
        kept += character
    return f"{kept}…"


def _upright(along: Scale, bottom: float, shown: Shown) -> Markup:
    """The ticks of a scale that goes to the right; of their texts those that have room."""
    rules = "".join(f"M{at(along(tick))} 0V{at(bottom)}" for tick in along.ticks)
    texts = tick_text(along.ticks, shown)
    apart = along(along.ticks[1]) - along(along.ticks[0])
    skip = -(-int(max(map(width, texts)) + 8) // max(1, int(apart)))
    return filled('<path class="grid" d="{}"/>', rules) + joined(
        text(along(tick), bottom + 14, said, "m")
        for tick, said in list(zip(along.ticks, texts, strict=True))[::skip]
    )


def _box(five: Quartiles, along: Scale, y: float) -> Markup:
    middle = y + _THICK / 2
    low, first, median, third, high = (
        along(n) for n in (five.lowest, five.first, five.median, five.third, five.highest)
    )
    whiskers = (
        f"M{at(low)} {at(y + 3)}v{_THICK - 6}M{at(low)} {at(middle)}H{at(high)}"
        f"M{at(high)} {at(y + 3)}v{_THICK - 6}"
    )
    body = f"M{at(first)} {at(y)}H{at(max(third, first + 1))}v{_THICK}H{at(first)}z"
    return filled(
        '<path class="line s1" d="{}"/><path class="box" d="{}"/><path class="median" d="M{} {}v{}"/>',
        whiskers,
        body,
        at(median),
        at(y - 2),
        _THICK + 4,
    )
