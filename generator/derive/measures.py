"""What an indicator measures in one report, and what many such measures say together."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import NamedTuple

from generator.derive.findings import Findings
from generator.model.report import Report
from generator.rules.engine import Verdict
from generator.store.archive import Archive, Entry

FEWEST = 30
"""A rate over fewer cases says little: it is shown grey and is not ranked."""


@dataclass(frozen=True, slots=True)
class Observation:
    """A report, the body that published it, and what the rules say of it."""

    entry: Entry
    report: Report
    verdict: Verdict


class Measure(NamedTuple):
    """A part and its whole, both counts, as printed or counted here.

    ``open`` names the cells without which they cannot be had: a blank is not 0. Then both are None.
    """

    part: int | None
    whole: int | None
    open: tuple[str, ...] = ()

    @property
    def rate(self) -> Fraction | None:
        """Part over whole; None where a cell is open, and where the whole is 0: that rate does not exist."""
        if self.part is None or not self.whole or self.whole < 0:
            return None
        return _fraction(self.part, self.whole)

    @property
    def ranked(self) -> bool:
        """Whether the rate rests on enough cases to be compared."""
        return self.part is not None and self.whole is not None and self.whole >= FEWEST


@lru_cache(maxsize=65536)  # slow to make, and the same few counts make most rates
def _fraction(part: int, whole: int) -> Fraction:
    return Fraction(part, whole)


Value = Fraction | int | Decimal

UNJUDGED = Measure(0, 0)
"""Of something that there is nothing to say about."""


@dataclass(frozen=True, slots=True)
class Pooled:
    """Many measures together: their parts and wholes summed over the ``known`` of them.

    Left out are those with open cells, and those whose printed whole cannot hold their part (1 of 0).
    """

    part: int
    whole: int
    known: int
    of: int

    @property
    def measure(self) -> Measure:
        """The sums as one measure."""
        return Measure(self.part, self.whole)


@dataclass(frozen=True, slots=True)
class Quartiles:
    """Lowest, first quartile, median, third quartile and highest of ``count`` values."""

    count: int
    lowest: Fraction
    first: Fraction
    median: Fraction
    third: Fraction
    highest: Fraction


def observations(archive: Archive, findings: Findings) -> tuple[Observation, ...]:
    """The newest revision of every report with what the rules say of it, by body and year."""
    return tuple(
        Observation(entry, document.value, findings.verdicts[entry.page(document.value)])
        for entry, document in archive.reports()
    )


def pooled(measures: Sequence[Measure]) -> Pooled:
    """The sums over the measures that can be summed."""
    known = [(m.part or 0, m.whole or 0) for m in measures if m.rate is not None or m == UNJUDGED]
    return Pooled(
        sum(part for part, _ in known),
        sum(whole for _, whole in known),
        len(known),
        len(measures),
    )


def quartiles(values: Iterable[Value]) -> Quartiles | None:
    """The five numbers of a distribution, interpolated between neighbours; None without a value."""
    # By floats, and exactly where these are equal: fractions are slow to compare.
    found = sorted(values, key=lambda value: (float(value), value))
    if not found:
        return None
    return Quartiles(len(found), *(_quantile(found, quarters) for quarters in range(5)))


def _quantile(values: Sequence[Value], quarters: int) -> Fraction:
    below, rest = divmod(quarters * (len(values) - 1), 4)
    left = _exact(values[below])
    if not rest:
        return Fraction(left)
    return Fraction((4 - rest) * left + rest * _exact(values[below + 1]), 4)


def _exact(value: Value) -> Fraction | int:
    return Fraction(value) if isinstance(value, Decimal) else value
