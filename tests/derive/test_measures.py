"""A rate stands on counts; what is open or has no whole is no rate; sums are made of known counts only."""

from __future__ import annotations

import statistics
from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st

from generator.derive.measures import FEWEST, UNJUDGED, Measure, pooled, quartiles

counts = st.integers(0, 10_000)
known = st.builds(Measure, counts, counts)
unknown = st.just(Measure(None, None, ("requests.total.total",)))


def test_a_rate_over_nothing_does_not_exist() -> None:
    assert Measure(0, 0).rate is None
    assert Measure(1, 0).rate is None
    assert Measure(1, -2).rate is None
    assert not Measure(1, 0).ranked


def test_a_rate_with_an_open_cell_does_not_exist() -> None:
    assert Measure(None, None, ("requests.total.total",)).rate is None


def test_few_cases_have_a_rate_and_no_rank() -> None:
    few, enough = Measure(1, FEWEST - 1), Measure(1, FEWEST)
    assert few.rate == Fraction(1, FEWEST - 1)
    assert (few.ranked, enough.ranked) == (False, True)


@given(st.lists(st.one_of(known, unknown)))
def test_what_is_pooled_is_the_sum_of_what_can_be_summed(measures: list[Measure]) -> None:
    found = pooled(measures)
    summed = [m for m in measures if m.whole or m == UNJUDGED]
    assert found.part == sum(m.part for m in summed if m.part is not None)
    assert found.whole == sum(m.whole for m in summed if m.whole is not None)
    assert (found.known, found.of) == (len(summed), len(measures))


def test_a_part_of_nothing_as_printed_is_left_out_of_the_sums() -> None:
    found = pooled([Measure(1, 0), Measure(2, 4)])
    assert (found.measure, found.known, found.of) == (Measure(2, 4), 1, 2)


@given(st.lists(st.integers(-1000, 1000), min_size=2))
def test_quartiles_are_those_of_the_statistics_module(values: list[int]) -> None:
    found = quartiles(values)
    assert found is not None
    between = statistics.quantiles(map(Fraction, values), n=4, method="inclusive")
    assert [found.first, found.median, found.third] == between
    assert found.count == len(values)
    assert (found.lowest, found.highest) == (Fraction(min(values)), Fraction(max(values)))


def test_quartiles_of_one_and_of_none() -> None:
    assert quartiles([]) is None
    one = quartiles([7])
    assert one is not None
    assert one.lowest == one.median == one.highest == 7
