"""How the page of two years shows cells, differences and prose."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import html

from generator.derive.prose_changes import prose_changes
from generator.derive.year_pairs import Both
from generator.model.cells import BLANK, MISSING, Cell
from generator.model.report import Prose, Report, ReportSection
from generator.render.pair_page import cell_html, difference_html, section_html
from tests import samples
from tests.samples import HOSTILE


def number(printed: str) -> Cell:
    return Cell.of_number(printed)


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (number("8"), "<td>8</td>"),
        (number("0"), '<td class="z">0</td>'),
        (number("18.8710"), "<td>18.8710</td>"),
        (BLANK, '<td class="b" aria-label="空白 blank"></td>'),
        (Cell.of_text("/"), '<td class="m">/</td>'),
        (Cell.of_text("<1***"), '<td class="t">&lt;1***</td>'),
        (MISSING, '<td class="q" aria-label="存档副本中没有 not in our copy">?</td>'),
        (None, '<td class="x">×</td>'),
    ],
)
def test_a_cell_is_shown_as_printed(cell: Cell | None, shown: str) -> None:
    assert cell_html(cell) == shown


@pytest.mark.parametrize(
    ("was", "now", "shown"),
    [
        (number("5"), number("8"), "+3"),
        (number("8"), number("5"), "-3"),
        (number("5.10"), number("5.1"), ""),
        (number("5"), number("5"), ""),
        (BLANK, BLANK, ""),
        (BLANK, number("0"), "≠"),
        (Cell.of_text("/"), number("0"), "≠"),
        (None, number("5"), ""),
    ],
)
def test_a_difference_is_one_of_numbers(was: Cell | None, now: Cell | None, shown: str) -> None:
    assert html.fromstring(difference_html(Both(was, now))).text_content() == shown


def report(*paragraphs: str) -> Report:
    prose = ReportSection("overview", "一、", Prose(paragraphs))
    return replace(samples.reports()[2], sections=(prose,))


def test_new_prose_is_marked_and_escaped() -> None:
    [section] = prose_changes(report("别的。"), report(*HOSTILE))
    found = html.fromstring(f"<div>{section_html(section)}</div>")
    assert [p.text_content() for p in found.findall("p")] == list(HOSTILE)
    assert {element.tag for element in found.iter()} == {"div", "p", "ins"}


def test_of_paragraphs_that_are_as_before_only_the_beginning_stands_there() -> None:
    same = "这一段与上一年完全一样，一字不差，也没有移动。"
    [section] = prose_changes(report(same, same), report(same, same, "只有这一段是新的。"))
    first, last = html.fromstring(f"<div>{section_html(section)}</div>").findall("p")
    assert first.text_content().startswith(f"{same[:16]}… 与前一份相同（{2 * len(same)}字）")
    assert last.xpath("string(ins)") == "只有这一段是新的。"
