"""Sums within a group only, over the reports that tell a number, and who stands apart."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.catalogue import catalogue
from generator.derive.coverage import coverage
from generator.derive.groups import GROUPS, group_of
from generator.derive.history import breaks_of_years
from generator.derive.measures import Observation
from generator.derive.summaries import (
    RECEIVED,
    SUMMED,
    Measured,
    Summaries,
    Summary,
    measured,
    summary,
)
from generator.model.report import Body, Report
from generator.rules.engine import Verdict
from tests.derive.archives import archive
from tests.rules.build import body, report

COUNTY, OFFICE, TOWN = body("county"), body("county", "office"), body("township")
TOTAL, GRANTED, FEES = "requests.received.total", "requests.granted.total", "proactive.fees.amount"


def summed(*bodies: tuple[Body, Iterable[Report]]) -> Summaries:
    made = archive(*bodies)
    observed = [
        Observation(entry, document.value, Verdict(entry.body.value.id, None, {}, ()))
        for entry, document in made.reports()
    ]
    return Summaries(observed, coverage(catalogue(made)))


TOWNS = (100, 101, 102, 103, 104, 105, 203, 205, 206)


def of_totals(*totals: object, granted: object = 0) -> Summary:
    """The summary of townships that received so many requests."""
    cells = {"requests.total.total": 100, GRANTED: granted}
    towns = TOWNS[: len(totals)]
    made = archive(
        *(
            (body("township", code=f"510422{town}"), [report(cells={TOTAL: total, **cells})])
            for town, total in zip(towns, totals, strict=True)
        )
    )
    reports = [
        measured(Observation(entry, document.value, Verdict("x", None, {}, ())))
        for entry, document in made.reports()
    ]
    return summary(group_of(TOWN), reports, 12)


def sum_of(found: Summary, key: str) -> tuple[object, int, int]:
    [one] = [item for item in found.sums if item.figure.key == key]
    return one.total, one.counted, one.left_out


def test_a_government_its_office_and_its_township_are_never_added() -> None:
    found = summed(*((of, [report(cells={TOTAL: 5})]) for of in (COUNTY, OFFICE, TOWN)))
    for code in (None, "51", "5104", "510422"):
        groups = found.of(code, 2024)
        assert [s.group.key for s in groups] == [
            "county-governments",
            "county-departments",
            "township-governments",
        ]
        assert [sum_of(s, RECEIVED.key) for s in groups] == [(5, 1, 0)] * 3


def test_a_blank_a_mark_and_a_text_are_left_out_of_the_sum_and_counted() -> None:
    assert sum_of(of_totals(3, None, "/", "1***", "?", 0), RECEIVED.key) == (3, 2, 4)


def test_a_figure_that_a_form_does_not_print_is_not_left_out() -> None:
    other = body("township", code="510422100")
    old = report(form="2019", year=2024)
    found = summed((TOWN, [report(cells={FEES: Decimal("1.50")})]), (other, [old]))
    [towns] = found.of("510422", 2024)
    assert sum_of(towns, FEES) == (Decimal("1.50"), 1, 0)
    assert sum_of(towns, "proactive.normative_documents.made") == (0, 1, 0)


def test_what_is_known_stands_beside_what_is_summed() -> None:
    [towns] = summed((TOWN, [report()])).of("510422", 2024)
    assert (len(towns.reports), towns.known) == (1, 12)
    offices = summed((OFFICE, [report()])).of("51", 2024)
    assert [(len(s.reports), s.known) for s in offices] == [(1, 1)]


def test_a_department_counts_as_known_from_its_first_report() -> None:
    other = body("county", "department")
    found = summed(
        (OFFICE, [report(year=2022), report(year=2024)]),
        (other, [report(year=2023), report(year=2024)]),
    )
    known = {year: found.of("510422", year)[0].known for year in found.years("510422")}
    assert known == {2022: 1, 2023: 2, 2024: 2}


def test_rates_are_pooled_and_their_quartiles_need_enough_cases() -> None:
    found = of_totals(1, 1, granted=60)
    [disclosure] = [r for r in found.rates if r.indicator.key == "disclosure_rate"]
    assert (disclosure.pooled.part, disclosure.pooled.whole, disclosure.pooled.known) == (
        120,
        200,
        2,
    )
    assert disclosure.quartiles is not None
    assert disclosure.quartiles.median == Fraction(3, 5)
    [mix] = [r for r in found.rates if r.indicator.key == "natural_person_share"]
    assert mix.quartiles is None  # of one request each


def test_who_received_far_more_than_the_others_stands_apart() -> None:
    found = of_totals(1, 2, 3, 4, 5, 6, 7, 8, 40)
    [far] = [item for item in found.apart if item.of is RECEIVED]
    assert (far.value, far.high, far.whole) == (Fraction(40), True, None)
    assert far.observation.entry.body.value.code == "510422206"
    assert of_totals(1, 2, 3, 4, 5, 6, 7, 8, 13).apart == ()


def test_of_few_or_equal_values_nobody_stands_apart() -> None:
    assert of_totals(1, 2, 3, 4, 5, 6, 40).apart == ()
    assert of_totals(0, 0, 0, 0, 0, 0, 0, 0, 40).apart == ()


def test_breaks_stand_before_2021_and_2024() -> None:
    assert [b.year for b in breaks_of_years(range(2019, 2026))] == [2021, 2024]
    assert [b.year for b in breaks_of_years([2020, 2025])] == [2025, 2025]
    assert breaks_of_years([2024, 2025]) == ()


BODIES = (
    *(body(level) for level in ("province", "prefecture", "county", "township")),
    *(body(level, "department") for level in ("province", "prefecture", "county")),
    body("township", code="510422100"),
    body("township", code="440203100"),
)
values = st.one_of(st.integers(0, 200), st.none(), st.sampled_from(["/", "?", "1***"]))
reports = st.builds(
    lambda year, form, received, granted: report(
        year=year, form=form, cells={TOTAL: received, GRANTED: granted}
    ),
    st.integers(2020, 2022),
    st.sampled_from(["2019", "2021"]),
    values,
    values,
)


@settings(max_examples=40)
@given(
    st.dictionaries(
        st.sampled_from(BODIES), st.lists(reports, max_size=3, unique_by=lambda r: r.year)
    )
)
def test_sums_and_rates_equal_brute_force(given_bodies: dict[Body, list[Report]]) -> None:
    found = summed(*given_bodies.items())
    for code in (None, "51", "5104", "510422", "44"):
        for year in (2020, 2021, 2022):
            there = found.of(code, year) if year in found.years(code) else ()
            its = {s.group: s for s in there}
            for group in GROUPS:
                chosen = [
                    r
                    for b, all_ in given_bodies.items()
                    for r in all_
                    if group_of(b) is group and b.code.startswith(code or "") and r.year == year
                ]
                assert (group in its) == bool(chosen)
                if chosen:
                    _same(its[group], chosen)


def _same(found: Summary, chosen: list[Report]) -> None:
    assert len(found.reports) == len(chosen) <= found.known
    for address in (TOTAL, GRANTED):
        numbers = [n for r in chosen if isinstance(n := r.cells[address].number, int)]
        expected = (sum(numbers), len(numbers), len(chosen) - len(numbers))
        assert sum_of(found, address.removesuffix(".total")) == expected
    for item in found.sums:
        assert item.counted + item.left_out == len(_printing(found.reports, item.figure.key))
    for rate in found.rates:
        assert rate.pooled.of == len(chosen)
    assert all(item.figure in SUMMED for item in found.sums)


def _printing(found: Iterable[Measured], key: str) -> list[Measured]:
    return [item for item in found if key in item.figures]
