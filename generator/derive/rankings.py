"""The reports of a year in the order of an indicator."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from generator.derive.indicators import Indicator
from generator.derive.measures import Measure, Observation


@dataclass(frozen=True, slots=True)
class Placed:
    """A report with its measure; ``place`` counts from 1, and equal rates share it; None if not ranked."""

    observation: Observation
    measure: Measure
    place: int | None


@dataclass(frozen=True, slots=True)
class Ranking:
    """An indicator in one year: what is ranked, highest first; what rests on too few cases; and the rest.

    ``absent`` counts the reports whose rate does not exist, ``open`` those in which a cell is open.
    """

    indicator: Indicator
    year: int
    ranked: tuple[Placed, ...]
    small: tuple[Placed, ...]
    absent: int
    open: int

    @property
    def reports(self) -> int:
        """How many reports were looked at."""
        return len(self.ranked) + len(self.small) + self.absent + self.open


def ranking(indicator: Indicator, year: int, observations: Iterable[Observation]) -> Ranking:
    """The ranking of an indicator over the observations given, which must be of that year."""
    ranked: list[Placed] = []
    small: list[Placed] = []
    absent = unknown = 0
    for observation in observations:
        measure = indicator.measure(observation)
        if measure.open:
            unknown += 1
        elif measure.rate is None:
            absent += 1
        else:
            (ranked if measure.ranked else small).append(Placed(observation, measure, None))
    return Ranking(
        indicator,
        year,
        _placed(sorted(ranked, key=_order)),
        tuple(sorted(small, key=_order)),
        absent,
        unknown,
    )


def _order(item: Placed) -> tuple[Fraction, int, str]:
    """Highest rate first, then the larger whole, then the address."""
    return (
        -(item.measure.rate or Fraction()),
        -(item.measure.whole or 0),
        item.observation.entry.address,
    )


def _placed(ordered: Sequence[Placed]) -> tuple[Placed, ...]:
    found: list[Placed] = []
    for index, item in enumerate(ordered, start=1):
        same = bool(found) and found[-1].measure.rate == item.measure.rate
        found.append(Placed(item.observation, item.measure, found[-1].place if same else index))
    return tuple(found)
