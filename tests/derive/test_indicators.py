"""The indicators: each formula on figures of which the result is known, and what none of them does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.checking import surroundings
from generator.derive.indicators import BY_KEY, GROUPS, INDICATORS
from generator.derive.measures import Measure, Observation
from generator.model.cells import BLANK, MISSING, Cell
from generator.model.forms import LAYOUTS
from generator.model.report import Report
from generator.rules.engine import judge_report
from generator.rules.subject import ReportSubject
from generator.store.archive import load_archive
from tests import samples

FIGURES = {
    "requests.received.total": 50,
    "requests.received.natural_person": 40,
    "requests.received.business": 4,
    "requests.received.research": 1,
    "requests.received.welfare": 2,
    "requests.received.legal_services": 3,
    "requests.carried_in.total": 10,
    "requests.granted.total": 20,
    "requests.partly_granted.total": 5,
    "requests.denied.state_secret.total": 1,
    "requests.denied.enforcement_files.total": 3,
    "requests.unavailable.not_held.total": 6,
    "requests.unavailable.needs_creation.total": 1,
    "requests.not_processed.petition.total": 8,
    "requests.other_outcome.not_corrected.total": 2,
    "requests.other_outcome.other.total": 4,
    "requests.total.total": 50,
    "requests.carried_out.total": 10,
    "review.reconsideration.upheld": 3,
    "review.reconsideration.corrected": 2,
    "review.reconsideration.other": 1,
    "review.reconsideration.pending": 4,
    "review.reconsideration.total": 10,
    "review.direct_suit.corrected": 1,
    "review.direct_suit.total": 2,
    "review.suit_after_reconsideration.upheld": 3,
    "review.suit_after_reconsideration.total": 5,
}
EXPECTED = {
    "disclosure_rate": (25, 50),
    "disclosure_rate_substantive": (25, 36),
    "denial_rate": (4, 50),
    "unavailable_rate": (7, 50),
    "not_held_rate": (6, 50),
    "not_processed_rate": (8, 50),
    "other_outcome_rate": (6, 50),
    "carry_over_rate": (10, 60),
    "clearance_rate": (50, 60),
    "natural_person_share": (40, 50),
    "business_share": (4, 50),
    "research_share": (1, 50),
    "welfare_share": (2, 50),
    "legal_services_share": (3, 50),
    "other_share": (0, 50),
    "reconsideration_corrected": (2, 6),
    "reconsideration_corrected_of_total": (2, 10),
    "direct_suit_corrected": (1, 1),
    "direct_suit_corrected_of_total": (1, 2),
    "suit_after_reconsideration_corrected": (0, 3),
    "suit_after_reconsideration_corrected_of_total": (0, 5),
    "litigation_corrected": (1, 4),
    "litigation_corrected_of_total": (1, 7),
    "dispute_rate": (12, 50),
    "all_zero": (0, 1),
}
OF_FIGURES = tuple(EXPECTED)[:-1]


def of_figures(figures: Mapping[str, int], *, divided: bool = True) -> Report:
    zeros = {address: Cell.of_number("0") for address in LAYOUTS["2021", divided].addresses}
    cells = {address: Cell.of_number(str(number)) for address, number in figures.items()}
    return samples.report("510422102", 2024, "2021", {**zeros, **cells}, "年报")


@pytest.fixture
def observed(archive_dir):  # type: ignore[no-untyped-def]
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    around, entry = surroundings(archive), archive.by_id["510422102"]

    def observe(report: Report) -> Observation:
        subject = ReportSubject(report, around.series[report.body], around)
        return Observation(entry, report, judge_report(subject))

    return observe


def test_every_formula(observed) -> None:  # type: ignore[no-untyped-def]
    observation = observed(of_figures(FIGURES))
    found = {key: BY_KEY[key].measure(observation) for key in EXPECTED}
    assert found == {key: Measure(*counts) for key, counts in EXPECTED.items()}


def test_one_undivided_row_counts_as_the_three(observed) -> None:  # type: ignore[no-untyped-def]
    figures = {a: n for a, n in FIGURES.items() if "other_outcome" not in a}
    report = of_figures({**figures, "requests.other_outcome.total": 6}, divided=False)
    for key in ("other_outcome_rate", "disclosure_rate_substantive"):
        assert BY_KEY[key].measure(observed(report)) == Measure(*EXPECTED[key])


@pytest.mark.parametrize("gap", [BLANK, MISSING, Cell.of_text("/"), Cell.of_text("约3件")])
def test_what_is_no_number_is_named_and_never_taken_for_zero(observed, gap: Cell) -> None:  # type: ignore[no-untyped-def]
    address = "requests.denied.state_secret.total"
    report = of_figures(FIGURES)
    report = replace(report, cells={**report.cells, address: gap})
    assert BY_KEY["denial_rate"].measure(observed(report)) == Measure(None, None, (address,))
    assert BY_KEY["disclosure_rate"].measure(observed(report)) == Measure(25, 50)


def test_a_report_of_zeros_says_nothing_of_outcomes(observed) -> None:  # type: ignore[no-untyped-def]
    observation = observed(of_figures({}))
    assert {BY_KEY[key].measure(observation).rate for key in OF_FIGURES} == {None}
    assert BY_KEY["all_zero"].measure(observation) == Measure(1, 1)


def test_zeros_beside_a_gap_are_not_judged_and_beside_blanks_they_are(observed) -> None:  # type: ignore[no-untyped-def]
    report, address = of_figures({}), "requests.received.business"
    for cell, expected in ((MISSING, (0, 0)), (Cell.of_text("无数据"), (0, 0)), (BLANK, (1, 1))):
        changed = replace(report, cells={**report.cells, address: cell})
        assert BY_KEY["all_zero"].measure(observed(changed)) == Measure(*expected)


def test_indicators_of_the_report_follow_the_rules(observed) -> None:  # type: ignore[no-untyped-def]
    report = of_figures({**FIGURES, "requests.total.total": 51})
    observation = observed(report)
    verdict = observation.verdict
    assert BY_KEY["checks_passed"].measure(observation) == Measure(
        verdict.passed, verdict.assessable
    )
    passed, assessable = verdict.count("A")
    assert passed < assessable
    assert BY_KEY["checks_a"].measure(observation) == Measure(passed, assessable)
    assert BY_KEY["form_compliance"].measure(observation) == Measure(1, 1)
    other = observed(replace(report, year=2020))
    assert BY_KEY["form_compliance"].measure(other) == Measure(0, 1)


@given(
    st.dictionaries(st.sampled_from(sorted(LAYOUTS["2021", True].addresses)), st.integers(0, 500))
)
def test_the_outcome_rates_of_consistent_figures_sum_to_one(figures: dict[str, int]) -> None:
    report = of_figures({a: n for a, n in figures.items() if a.endswith(".total")})
    outcomes = ("granted", "partly_granted", "denied", "unavailable", "not_processed")
    total = sum(
        int(cell.printed)
        for address, cell in report.cells.items()
        if address.startswith(tuple(f"requests.{row}." for row in (*outcomes, "other_outcome")))
        and address.endswith(".total")
    )
    cells = {**report.cells, "requests.total.total": Cell.of_number(str(total))}
    observation = Observation(None, replace(report, cells=cells), None)  # type: ignore[arg-type]
    rates = ("disclosure", "denial", "unavailable", "not_processed", "other_outcome")
    measures = [BY_KEY[f"{name}_rate"].measure(observation) for name in rates]
    assert sum(m.part for m in measures if m.part is not None) == total


def test_every_indicator_has_a_key_of_its_own_a_group_and_traps() -> None:
    assert len(BY_KEY) == len(INDICATORS)
    assert {indicator.group for indicator in INDICATORS} == set(GROUPS)
    assert all(indicator.traps for indicator in INDICATORS)
