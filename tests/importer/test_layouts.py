"""Any valid report, printed in any layout, comes back as it was."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings

from generator.importer.draft import Draft, Wishes, make_draft
from generator.importer.sources import read_content
from generator.model.cells import Kind
from generator.model.report import Report
from tests.importer.layouts import KEEPS_BLANKS, ONLY_FIGURES, ONLY_SINGLE_DIGITS
from tests.importer.reports import SEEDS, adding_up, any_report

few = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def imported(document: str | bytes, name: str = "source") -> Draft:
    data = document if isinstance(document, bytes) else document.encode()
    return make_draft(read_content(data), data, name, Wishes(body="510422102"))


def assert_same(draft: Draft, report: Report) -> None:
    found = draft.report
    differing = {
        address: (found.cells.get(address), cell)
        for address, cell in report.cells.items()
        if found.cells.get(address) != cell
    }
    assert differing == {}
    assert replace(found, source=report.source, notes=report.notes, cells=report.cells) == report
    assert draft.complete, draft.problems


@pytest.mark.parametrize("name", KEEPS_BLANKS)
@few
@given(seed=SEEDS)
def test_a_report_comes_back_unchanged(name: str, seed: int) -> None:
    report = any_report(seed, blanks=True)
    assert_same(imported(KEEPS_BLANKS[name](report)), report)


@pytest.mark.parametrize("name", ONLY_FIGURES)
@few
@given(seed=SEEDS)
def test_figures_without_blanks_come_back_unchanged(name: str, seed: int) -> None:
    report = any_report(seed, blanks=False)
    assert_same(imported(ONLY_FIGURES[name](report)), report)


@pytest.mark.parametrize("name", ONLY_SINGLE_DIGITS)
@few
@given(seed=SEEDS)
def test_digits_run_together_come_back_where_they_add_up(name: str, seed: int) -> None:
    report = adding_up(seed)
    assert_same(imported(ONLY_SINGLE_DIGITS[name](report)), report)


@pytest.mark.parametrize("name", ONLY_FIGURES)
@few
@given(seed=SEEDS)
def test_what_a_layout_cannot_hold_is_open_and_never_wrong(name: str, seed: int) -> None:
    report = any_report(seed, blanks=True)
    found = imported(ONLY_FIGURES[name](report)).report
    wrong = {
        address: (cell, report.cells.get(address))
        for address, cell in found.cells.items()
        if cell.kind is Kind.NUMBER and cell != report.cells.get(address)
    }
    assert wrong == {}
