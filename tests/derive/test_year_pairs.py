"""Two years of a body beside each other: what is printed, and the difference of two numbers."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from generator.derive.year_pairs import Both, Compared, year_pairs
from generator.model.cells import BLANK, MISSING, Cell
from tests import samples

OLD, UNDIVIDED, NEW = samples.reports()[:3]


def rows(found: tuple[Compared, ...]) -> dict[str, Compared]:
    return {row.key: row for row in found}


@pytest.mark.parametrize(
    ("was", "now", "difference"),
    [
        (Cell.of_number("5"), Cell.of_number("8"), 3),
        (Cell.of_number("18.87"), Cell.of_number("18.8710"), Decimal("0.0010")),
        (Cell.of_number("0"), BLANK, None),
        (BLANK, BLANK, None),
        (Cell.of_text("/"), Cell.of_number("1"), None),
        (MISSING, Cell.of_number("1"), None),
        (None, Cell.of_number("1"), None),
    ],
)
def test_only_two_numbers_are_subtracted(
    was: Cell | None, now: Cell | None, difference: int | Decimal | None
) -> None:
    assert Both(was, now).difference == difference


def test_each_report_stands_beside_the_one_before_it() -> None:
    pairs = year_pairs((OLD, UNDIVIDED, NEW))
    assert [(pair.before.year, pair.after.year) for pair in pairs] == [(2020, 2023), (2023, 2024)]
    assert year_pairs((NEW,)) == ()


def test_every_cell_of_both_reports_is_there_once() -> None:
    for before, after in ((OLD, NEW), (UNDIVIDED, NEW), (NEW, OLD), (NEW, NEW)):
        [pair] = year_pairs((before, after))
        for report, side in ((before, "was"), (after, "now")):
            printed = [
                getattr(both, side)
                for row in (*pair.proactive, *pair.requests, *pair.review)
                for both in row.cells
            ]
            assert sorted(c.printed for c in printed if c) == sorted(
                cell.printed for cell in report.cells.values()
            )


def test_what_only_one_form_measures_is_not_compared() -> None:
    [pair] = year_pairs((OLD, NEW))
    proactive = rows(pair.proactive)
    assert proactive["proactive.normative_documents.total_published"].only_before
    assert proactive["proactive.normative_documents.in_force"].only_after
    requests = rows(pair.requests)
    assert requests["requests.other_outcome"].only_before
    assert requests["requests.other_outcome.other"].only_after


def test_rows_stand_in_the_order_of_the_form() -> None:
    [pair] = year_pairs((UNDIVIDED, NEW))
    keys = [row.key for row in pair.requests]
    place = keys.index("requests.other_outcome")
    assert keys[place - 1] == "requests.not_processed.reconfirmation"
    assert keys[place + 1] == "requests.other_outcome.not_corrected"
    assert [row.key for row in pair.requests if row.key != "requests.other_outcome"] == [
        f"requests.{row.key}" for row in NEW.layout.request_rows
    ]


def test_a_row_printed_alike_is_the_same() -> None:
    changed = replace(NEW, cells={**NEW.cells, "requests.received.business": BLANK})
    [pair] = year_pairs((NEW, changed))
    assert not rows(pair.requests)["requests.received"].same
    assert rows(pair.requests)["requests.granted"].same
    assert all(row.same for row in (*pair.proactive, *pair.review))
