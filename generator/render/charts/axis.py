"""The axis of years: every year has its place, with a report or without; breaks stand between two."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.model.forms import Label
from generator.render.charts.figure import (
    LETTER,
    WIDTH,
    Number,
    Scale,
    Shown,
    at,
    scale,
    text,
    tick_text,
    width,
)
from generator.render.markup import filled

_TOP, _PLOT = 28, 150
BOTTOM = 20
"""Units below the axis, for the years."""
_NARROWEST = 29
"""Units that the two languages of “no report” need beside each other."""
LINE = 13
"""Units from one text to the next below."""
_NO_REPORT = Label("无报告", "no report")
_OPEN = Label("没有数字，不作图", "no number: not drawn")
_NUMBERS = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳"


@dataclass(frozen=True, slots=True)
class Mark:
    """A break: what stands before ``year`` cannot simply be compared with what stands after.

    ``cuts`` says that the series of the chart do not measure the same there: no line crosses it.
    """

    year: int
    label: Label
    cuts: bool = False


@dataclass(frozen=True, slots=True)
class Axis:
    """The places of the years from the first to the last, every year between them included."""

    years: tuple[int, ...]
    reported: frozenset[int]
    left: float
    slot: float
    bottom: float

    def __call__(self, year: int) -> float:
        """The middle of a year's place."""
        return self.left + (year - self.years[0] + 0.5) * self.slot


def frame(
    years: Sequence[int],
    numbers: Sequence[Number],
    shown: Shown,
    right: float,
    breaks: Sequence[Mark],
) -> tuple[Axis, Scale, list[Markup]]:
    """The axes with their ticks, the years, and the breaks."""
    bottom = _TOP + _PLOT
    upright = scale(numbers, bottom, _TOP + (LINE if numbers else 0))
    texts = tick_text(upright.ticks, shown)
    left = 8 + max(map(width, texts))
    every = tuple(range(years[0], years[-1] + 1))
    axis = Axis(every, frozenset(years), left, (WIDTH - left - right) / len(every), bottom)
    rules = "".join(
        f"M{at(left)} {at(upright(tick))}H{at(WIDTH - right)}" for tick in upright.ticks
    )
    drawn = [filled('<path class="grid" d="{}"/>', rules)]
    drawn += [
        text(left - 4, upright(tick) + 4, said)
        for tick, said in zip(upright.ticks, texts, strict=True)
    ]
    skip = max(1, -(-int(LETTER * 4 + 6) // max(1, int(axis.slot))))
    drawn += [text(axis(year), bottom + 16, str(year), "m") for year in every[::skip]]
    for year in dict.fromkeys(mark.year for mark in breaks):
        x = axis(year) - axis.slot / 2
        signs = (_NUMBERS[n] for n, (_, ys) in enumerate(_explained(breaks)) if year in ys)
        drawn.append(filled('<path class="break" d="M{} {}V{}"/>', at(x), _TOP - 8, at(bottom)))
        drawn.append(text(x, 15, "".join(signs), "m"))
    return axis, upright, drawn


def gaps(axis: Axis, years: Sequence[int], is_open: Sequence[bool]) -> Iterator[Markup]:
    """What stands where nothing can be drawn: no report, or no number in it."""
    for year in axis.years:
        if year not in axis.reported:
            yield from _no_report(axis(year), axis)
    for year, is_empty in zip(years, is_open, strict=True):
        if is_empty:
            yield text(axis(year), axis.bottom - 5, "?", "m")


def _no_report(x: float, axis: Axis) -> Iterator[Markup]:
    if axis.slot < _NARROWEST:
        yield text(x, axis.bottom - 5, "–", "m")
        return
    for language, said, aside in (("zh", _NO_REPORT.zh, -3), ("en", _NO_REPORT.en, 10)):
        yield filled(
            '<text class="b q {}"{} transform="translate({} {})rotate(-90)">{}</text>',
            language,
            Markup(' lang="en"') if language == "en" else "",
            at(x + aside),
            at(axis.bottom - 6),
            said,
        )


def described(axis: Axis, breaks: Sequence[Mark]) -> Iterator[str]:
    """What a screen reader is told of the years."""
    missing = [str(year) for year in axis.years if year not in axis.reported]
    if missing:
        yield f"{_NO_REPORT.zh} {_NO_REPORT.en}: {', '.join(missing)}"
    for mark in breaks:
        yield f"{mark.year}: {mark.label.zh} {mark.label.en}"


def break_notes(breaks: Sequence[Mark]) -> list[tuple[Markup, Label]]:
    """The breaks for the legend, by their numbers: one for each reason."""
    return [
        (
            filled("<strong>{}</strong>", _NUMBERS[number]),
            Label(
                f"{'、'.join(map(str, years))}：{label.zh}",
                f"{', '.join(map(str, years))}: {label.en}",
            ),
        )
        for number, (label, years) in enumerate(_explained(breaks))
    ]


def _explained(breaks: Sequence[Mark]) -> list[tuple[Label, list[int]]]:
    """The reasons for breaks with the years before which they stand."""
    found: dict[Label, list[int]] = {}
    for mark in breaks:
        found.setdefault(mark.label, []).append(mark.year)
    return list(found.items())


def open_note(is_open: bool) -> list[tuple[Markup, Label]]:  # noqa: FBT001
    """What a question mark means, where there is one."""
    return [(Markup("<strong>?</strong>"), _OPEN)] if is_open else []
