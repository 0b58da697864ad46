"""What every chart is made of: numbers as text, scales, the frame, the legend."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from unicodedata import east_asian_width

from markupsafe import Markup

from generator.model.forms import Label
from generator.render import html
from generator.render.markup import escaped, filled, joined

Number = int | Decimal | Fraction
Shown = Callable[[Number], str]

BUDGET = 6 * 1024
"""Bytes that a chart may cost in the page."""
MOST_SERIES = 7
WIDTH = 360
"""Units across, about the pixels that a phone has for it: a text of 12 units is 12 pixels high."""
LETTER = 6.8
"""Units that a digit takes."""
_WIDTHS = {"%": 11.0, ",": 3.5, ".": 3.5, " ": 3.5}
_INTERVALS = 4
_MOST_TOLD = 3
_STEPS = (1, 2, 5, 10)
_NOT_IN_ID = re.compile(r"[^a-z0-9]+")


@dataclass(frozen=True, slots=True)
class Series:
    """A name and a number for each place on the chart; None where there is none."""

    label: Label
    values: Sequence[Number | None]


@dataclass(frozen=True, slots=True)
class Scale:
    """From numbers to units along one axis, with the ticks to draw."""

    lowest: float
    highest: float
    start: float
    end: float
    ticks: tuple[Number, ...]

    def __call__(self, number: Number) -> float:
        """The place of a number."""
        share = (float(number) - self.lowest) / (self.highest - self.lowest)
        return self.start + share * (self.end - self.start)


def grouped(number: Number) -> str:
    """A number with its thousands apart, as printed otherwise: ``1,234.50``.

    What was computed has one decimal where it is not whole, a half rounded up.
    """
    if isinstance(number, Fraction):
        number = (
            number.numerator if number.denominator == 1 else Decimal(_tenths(number)).scaleb(-1)
        )
    return f"{number:,}"


def percent(number: Number) -> str:
    """A share as a percentage with one decimal, a half rounded up: ``62.1%``."""
    tenths = _tenths(exact(number), 100)
    return f"{'-' if tenths < 0 else ''}{abs(tenths) // 10}.{abs(tenths) % 10}%"


def _tenths(number: Fraction, times: int = 1) -> int:
    """How many tenths so many times the number is, a half rounded up."""
    # By whole numbers: fractions are slow to count with.
    return (20 * times * number.numerator + number.denominator) // (2 * number.denominator)


def exact(number: Number) -> Fraction:
    """The same number, to be added to any other."""
    return number if isinstance(number, Fraction) else Fraction(number)


def scale(
    numbers: Iterable[Number], start: float, end: float, *, intervals: int = _INTERVALS
) -> Scale:
    """A scale of round ticks that holds zero and every number; whole ticks where all numbers are whole.

    There are at most ``intervals`` between zero and the number farthest from it, one more on each side.
    """
    given = [0, *numbers]
    found = [number if isinstance(number, int) else exact(number) for number in given]
    whole = all(number.denominator == 1 for number in found)
    ticks = _ticks(min(found), max(found), intervals, whole=whole)
    return Scale(float(ticks[0]), float(ticks[-1]), start, end, ticks)


@lru_cache(maxsize=4096)  # most figures are small
def _ticks(
    lowest: int | Fraction, highest: int | Fraction, intervals: int, *, whole: bool
) -> tuple[Number, ...]:
    span = Fraction(highest - lowest) or Fraction(1)
    power = Fraction(10) ** math.floor(math.log10(float(span / intervals)))
    step = next(power * n for n in _STEPS if power * n * intervals >= span)
    if whole:
        step = max(step, Fraction(1))
    first, last = math.floor(lowest / step), math.ceil(highest / step)
    last = max(last, first + 1)
    return tuple(_plain(step * n) for n in range(first, last + 1))


def _plain(number: Fraction) -> Number:
    return int(number) if number.denominator == 1 else number


def tick_text(ticks: Sequence[Number], shown: Shown) -> list[str]:
    """The texts of ticks, all with the same decimals."""
    if shown is percent and all(exact(tick) * 100 % 1 == 0 for tick in ticks):
        return [f"{float(tick):.0%}" for tick in ticks]
    if shown is not grouped or all(isinstance(tick, int) for tick in ticks):
        return [shown(tick) for tick in ticks]
    step = float(ticks[1]) - float(ticks[0])
    decimals = max(1, -math.floor(math.log10(step)))
    return [f"{float(tick):,.{decimals}f}" for tick in ticks]


@lru_cache(maxsize=4096)  # the same few numbers are drawn again and again
def width(words: str) -> float:
    """About the units that a text takes."""
    return sum(_WIDTHS.get(c) or (12 if east_asian_width(c) in "WF" else LETTER) for c in words)


def at(number: float) -> str:
    """A coordinate: whole units are about whole pixels, and halve the size of a path."""
    return str(round(number))


def text(x: float, y: float, content: str | Markup, kind: str = "") -> Markup:
    """A text that ends at ``x``; ``kind`` is a class: ``m`` for its middle at ``x``, ``b`` to begin there."""
    attribute = f' class="{kind}"' if kind else ""
    frame = f'<text x="{at(x)}" y="{at(y)}"{attribute}>{escaped(content)}</text>'
    return Markup(frame)  # noqa: S704 its content is escaped


def name_of(key: str) -> str:
    """The id of a chart."""
    return f"chart-{_NOT_IN_ID.sub('-', key.lower()).strip('-')}"


def both(label: Label) -> Markup:
    """A label in both languages for the inside of an SVG text, each of which a reader can hide."""
    if label.zh == label.en:
        return filled("{}", label.zh)
    return filled('<tspan class="zh">{}</tspan> <tspan lang="en">{}</tspan>', label.zh, label.en)


def figure(
    key: str,
    title: Label,
    described: Iterable[str],
    height: float,
    drawn: Iterable[Markup],
    legend: Sequence[tuple[Markup, Label]] = (),
) -> Markup:
    """The frame of a chart: its caption, the picture with its name and description, and its legend.

    ``legend`` has a sign and what it stands for; a sign is SVG for a box of 18 by 12 units, or a letter.
    """
    items = joined(filled("<li>{} {}</li>", sign, html.both(label)) for sign, label in legend)
    name, tall = name_of(key), at(height)
    return filled(
        '<figure class="gk-chart" id="{}"><figcaption>{}</figcaption><svg viewBox="0 0 {} {}" width="{}" '
        'height="{}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{} {}</title>'
        '<desc id="{}-d">{}</desc>{}</svg>{}</figure>',
        *(name, html.both(title), WIDTH, tall, WIDTH, tall, name, name, name, title.zh, title.en),
        *(name, "；".join(described), joined(drawn)),
        filled("<ul>{}</ul>", items) if items else "",
    )


def sign(drawn: Markup) -> Markup:
    """A sign of the legend."""
    return filled('<svg aria-hidden="true">{}</svg>', drawn)


def ends(series: Sequence[Series], places: Sequence[str], shown: Shown) -> list[str]:
    """What a screen reader is told of each series: its first and its last number."""
    said = []
    for one in series[:_MOST_TOLD]:
        known = [(p, v) for p, v in zip(places, one.values, strict=True) if v is not None]
        told = ", ".join(
            f"{place}: {shown(number)}"
            for place, number in dict.fromkeys((known[0], known[-1]) if known else ())
        )
        said.append(f"{one.label.zh} {one.label.en} — {told or '无 none'}")
    return said
