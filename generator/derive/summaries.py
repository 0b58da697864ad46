"""What the reports of a region and a year say together: sums, quartiles, and what stands far apart.

Sums stay within a group of bodies (``groups``). A report is measured once, when the first region asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cache

from generator.derive.coverage import UNKNOWN, Coverage
from generator.derive.groups import GROUPS, Group, group_of
from generator.derive.history import FIGURES, Figure
from generator.derive.indicators import BY_KEY, Indicator
from generator.derive.measures import Measure, Observation, Pooled, Quartiles, pooled, quartiles
from generator.model.report import Report

SUMMED = tuple(figure for figures in FIGURES.values() for figure in figures)
RATES = tuple(
    BY_KEY[key]
    for key in (
        "disclosure_rate",
        "disclosure_rate_substantive",
        "denial_rate",
        "unavailable_rate",
        "not_held_rate",
        "not_processed_rate",
        "other_outcome_rate",
        "carry_over_rate",
        "natural_person_share",
        "dispute_rate",
        "reconsideration_corrected",
        "litigation_corrected",
    )
)
RECEIVED = next(figure for figure in SUMMED if figure.key == "requests.received")
FEWEST_APART = 8
"""Of fewer values no one can be said to stand apart."""
_FENCE = Fraction(3, 2)
"""Interquartile ranges beyond the quartiles from which a value stands apart (Tukey)."""

Number = int | Decimal


@dataclass(frozen=True, slots=True)
class Measured:
    """A report with its figures, None where the cell holds no number, and its rates.

    ``figures`` has only those that the report's form prints.
    """

    observation: Observation
    figures: Mapping[str, Number | None]
    rates: Mapping[str, Measure]


@dataclass(frozen=True, slots=True)
class Sum:
    """A figure over the reports of a group: the sum and quartiles of those ``counted``.

    ``left_out`` are those whose form prints the figure and whose cell holds no number: a blank is not 0.
    """

    figure: Figure
    total: Number
    counted: int
    left_out: int
    quartiles: Quartiles | None


@dataclass(frozen=True, slots=True)
class Rate:
    """An indicator over the reports of a group: parts and wholes summed, and the quartiles of the rates.

    Quartiles are those of the reports with enough cases (``Measure.ranked``).
    """

    indicator: Indicator
    pooled: Pooled
    quartiles: Quartiles | None


@dataclass(frozen=True, slots=True)
class Apart:
    """A report whose value lies far from those of its group; ``ranges`` is how far, in interquartile ranges.

    It is a count of requests received, or a rate with the whole that it rests on.
    """

    observation: Observation
    of: Figure | Indicator
    value: Fraction
    whole: int | None
    high: bool
    ranges: Fraction


@dataclass(frozen=True, slots=True)
class Summary:
    """A group of bodies in a region and a year; ``known`` are those known to exist, with a report or not."""

    group: Group
    known: int
    reports: tuple[Measured, ...]
    sums: tuple[Sum, ...]
    rates: tuple[Rate, ...]
    apart: tuple[Apart, ...]

    def received(self) -> tuple[Number, ...]:
        """The requests received, of the reports that tell them."""
        return tuple(_numbers(self.reports, RECEIVED))


def measured(observation: Observation) -> Measured:
    """The figures and rates of a report."""
    report = observation.report
    printed = _addresses(report.form_key, report.divided)
    figures = {key: _number(report, addresses) for key, addresses in printed.items()}
    rates = {rate.key: rate.measure(observation) for rate in RATES}
    return Measured(observation, figures, rates)


@cache
def _addresses(form_key: str, divided: bool) -> Mapping[str, tuple[str, ...]]:  # noqa: FBT001
    """The cells that make up each figure that a layout prints."""
    found = ((figure.key, figure.addresses.get((form_key, divided))) for figure in SUMMED)
    return {key: addresses for key, addresses in found if addresses}


def _number(report: Report, addresses: Sequence[str]) -> Number | None:
    numbers = [report.cells[address].number for address in addresses]
    known = [number for number in numbers if number is not None]
    return sum(known) if len(known) == len(numbers) else None


class Summaries:
    """By region (None is the country) and year: the groups that have a report, in their order.

    Each is made when it is asked for, and again when it is asked for again.
    """

    def __init__(self, observations: Iterable[Observation], coverage: Coverage) -> None:
        self._coverage = coverage
        self._observations = tuple(observations)
        self._measured: dict[int, Measured] = {}  # by place among the observations
        self._reports: dict[str | None, dict[int, dict[Group, list[int]]]] = {}
        for place, observation in enumerate(self._observations):
            group = group_of(observation.entry.body.value)
            pages = [region.code for region in observation.entry.regions if region.slug]
            for code in (None, *pages):
                groups = self._reports.setdefault(code, {}).setdefault(observation.report.year, {})
                groups.setdefault(group, []).append(place)

    def years(self, code: str | None) -> tuple[int, ...]:
        """The years on which a region has a report, oldest first."""
        return tuple(sorted(self._reports.get(code, ())))

    def of(self, code: str | None, year: int) -> tuple[Summary, ...]:
        """The summaries of a region in one of its years."""
        groups = self._reports[code][year]
        return tuple(
            summary(
                group,
                [self._of(place) for place in groups[group]],
                _known(self._coverage, code, group, year),
            )
            for group in GROUPS
            if group in groups
        )

    def _of(self, place: int) -> Measured:
        if place not in self._measured:
            self._measured[place] = measured(self._observations[place])
        return self._measured[place]


def summary(group: Group, reports: Sequence[Measured], known: int) -> Summary:
    """What the reports of a group say together."""
    sums = tuple(_sum(figure, reports) for figure in SUMMED if _printed(figure, reports))
    rates = tuple(_rate(rate, reports) for rate in RATES)
    apart = sorted(
        (*_counts_apart(sums, reports), *_rates_apart(rates, reports)),
        key=lambda item: (-item.ranges, item.of.key, item.observation.entry.address),
    )
    return Summary(group, known, tuple(reports), sums, rates, tuple(apart))


def _known(coverage: Coverage, code: str | None, group: Group, year: int) -> int:
    tally = coverage.tally(code, group)
    return tally.known - tally.states[year].get(UNKNOWN, 0)


def _printed(figure: Figure, reports: Sequence[Measured]) -> list[Number | None]:
    return [report.figures[figure.key] for report in reports if figure.key in report.figures]


def _numbers(reports: Sequence[Measured], figure: Figure) -> list[Number]:
    return [number for number in _printed(figure, reports) if number is not None]


def _sum(figure: Figure, reports: Sequence[Measured]) -> Sum:
    numbers = _numbers(reports, figure)
    left_out = len(_printed(figure, reports)) - len(numbers)
    return Sum(
        figure,
        sum(numbers, start=0),
        len(numbers),
        left_out,
        quartiles(numbers),
    )


def _rate(indicator: Indicator, reports: Sequence[Measured]) -> Rate:
    measures = [report.rates[indicator.key] for report in reports]
    rates = [measure.rate for measure in measures if measure.ranked and measure.rate is not None]
    return Rate(indicator, pooled(measures), quartiles(rates))


def _ranges(value: Fraction, five: Quartiles) -> tuple[bool, Fraction] | None:
    """Whether a value is too high and by how many ranges; None where it does not stand apart."""
    span = five.third - five.first
    if five.count < FEWEST_APART or not span:
        return None
    high = value > five.median
    ranges = (value - five.third if high else five.first - value) / span
    return (high, ranges) if ranges > _FENCE else None


def _counts_apart(sums: Sequence[Sum], reports: Sequence[Measured]) -> Iterator[Apart]:
    five = next((item.quartiles for item in sums if item.figure is RECEIVED), None)
    for report in reports:
        number = report.figures.get(RECEIVED.key)
        if five and number is not None and (found := _ranges(Fraction(number), five)):
            yield Apart(report.observation, RECEIVED, Fraction(number), None, *found)


def _rates_apart(rates: Sequence[Rate], reports: Sequence[Measured]) -> Iterator[Apart]:
    for rate in rates:
        for report in reports:
            measure = report.rates[rate.indicator.key]
            value = measure.rate if measure.ranked else None
            if rate.quartiles and value is not None and (found := _ranges(value, rate.quartiles)):
                yield Apart(report.observation, rate.indicator, value, measure.whole, *found)
