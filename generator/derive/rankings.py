"""The reports of a year in the order of an indicator: among all, and among bodies of their group."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from generator.derive.groups import Group, group_of
from generator.derive.indicators import Indicator
from generator.derive.measures import Measure, Observation


@dataclass(frozen=True, slots=True)
class Placed:
    """A report with its measure; None for its places if it is not ranked.

    ``place`` counts from 1 among all, ``within`` among the bodies of its group; equal rates share a place.
    """

    observation: Observation
    measure: Measure
    place: int | None = None
    within: int | None = None

    @property
    def group(self) -> Group:
        """The bodies that it may well be compared with."""
        return group_of(self.observation.entry.body.value)


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

    def first(self, count: int, of_group: int) -> tuple[Placed, ...]:
        """The first so many, and so many of every group, in the order of all."""
        found: list[Placed] = []
        seen: Counter[Group] = Counter()
        for index, item in enumerate(self.ranked):
            seen[item.group] += 1
            if index < count or seen[item.group] <= of_group:
                found.append(item)
        return tuple(found)


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
            (ranked if measure.ranked else small).append(Placed(observation, measure))
    return Ranking(
        indicator,
        year,
        _placed(_ordered(ranked)),
        tuple(_ordered(small)),
        absent,
        unknown,
    )


def _ordered(items: Iterable[Placed]) -> list[Placed]:
    """Highest rate first, then the larger whole, then the address."""
    by_address = sorted(items, key=lambda item: item.observation.entry.address)
    return sorted(by_address, key=_height, reverse=True)


def _height(item: Placed) -> tuple[float, Fraction, int]:
    # By floats, and exactly where these are equal: fractions are slow to compare.
    rate = item.measure.rate or Fraction()
    return float(rate), rate, item.measure.whole or 0


def _placed(ordered: Sequence[Placed]) -> tuple[Placed, ...]:
    places = _places(ordered)
    groups: dict[Group, list[Placed]] = {}
    for item in ordered:
        groups.setdefault(item.group, []).append(item)
    within = {group: iter(_places(items)) for group, items in groups.items()}
    return tuple(
        replace(item, place=place, within=next(within[item.group]))
        for item, place in zip(ordered, places, strict=True)
    )


def _places(ordered: Sequence[Placed]) -> list[int]:
    found: list[int] = []
    for index, item in enumerate(ordered):
        same = index > 0 and ordered[index - 1].measure.rate == item.measure.rate
        found.append(found[-1] if same else index + 1)
    return found
