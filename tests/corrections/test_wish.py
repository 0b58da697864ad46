"""A correction may be asked for by a whole row, as the pencil of a row fills it in."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from generator.corrections.find import find_report
from generator.corrections.wish import RefusedError, Wish, of_one_cell
from tests import samples

REPORT = samples.hostile()
DAY = date(2025, 6, 1)
ROW = "requests.received"
STANDS = "8 | null | / | 1*** | 0 | ? | 8"


def asked(cell: str, value: str, present: str | None) -> Wish:
    return Wish("x", cell, value, "r", DAY, present)


def test_the_one_cell_of_a_row_that_differs_is_corrected() -> None:
    for present in (STANDS, STANDS.replace(" ", ""), None):
        made = of_one_cell(REPORT, asked(ROW, "8|null|/|1***|0|3|8", present))
        assert made == asked("requests.received.other", "3", "?")
    made = of_one_cell(REPORT, asked("review.direct_suit", "0|0|null|0|0", "0|0|0|0|0"))
    assert made == asked("review.direct_suit.other", "null", "0")
    made = of_one_cell(REPORT, asked("proactive.fees", "0|18.87", "0|0"))
    assert made == asked("proactive.fees.change", "18.87", "0")


def test_a_cell_a_field_and_a_prose_are_left_as_they_are() -> None:
    for cell in ("requests.received.total", "published", "preface", "requests", "nowhere"):
        assert of_one_cell(REPORT, asked(cell, "a|b", "8")) == asked(cell, "a|b", "8")


@pytest.mark.parametrize(
    ("value", "present", "told"),
    [
        ("9", STANDS, "is a row: expected its 7 values with | between them, or the address of one"),
        (STANDS, "8", "requests.received.natural_person"),
        (STANDS, STANDS, "found 0 values that differ"),
        ("1 | 2 | / | 1*** | 0 | ? | 8", STANDS, "found 2 values that differ"),
        ("8 | 0 | / | 1*** | 0 | ? | 8", "9" + STANDS[1:], "somebody has changed it meanwhile"),
    ],
)
def test_what_is_not_plain_is_refused(value: str, present: str, told: str) -> None:
    with pytest.raises(RefusedError) as refused:
        of_one_cell(REPORT, asked(ROW, value, present))
    assert told in str(refused.value)


def test_the_address_of_a_superseded_page_names_its_own_file(archive_dir: Path) -> None:
    folder = archive_dir / "sichuan/nanchong/511303-zhengfu-bangongshi"
    name = "511303-zhengfu-bangongshi/2019"
    assert find_report(archive_dir, name) == folder / "2019-2.yaml"
    assert find_report(archive_dir, f"{name}-1") == folder / "2019.yaml"
    assert find_report(archive_dir, f"{name}-2") == folder / "2019-2.yaml"
    for revision in ("-3", "-0", "-x", "-"):
        with pytest.raises(RefusedError):
            find_report(archive_dir, name + revision)


@pytest.mark.parametrize("quoted", ['"/"', "“/”", "＂/＂", "'/'", "`/`", "「/」", " /"])
def test_quotes_around_a_figure_are_not_of_it(quoted: str) -> None:
    made = of_one_cell(REPORT, asked("requests.received.total", quoted.strip(), '"8"'))
    assert made == asked("requests.received.total", "/", "8")
    row = STANDS.removesuffix("8") + quoted
    assert of_one_cell(REPORT, asked(ROW, row, STANDS)).value == "/"
    assert of_one_cell(REPORT, asked("title", "“报告”", None)).value == "“报告”"
    assert of_one_cell(REPORT, asked("requests.received.total", '""', None)).value == '""'
