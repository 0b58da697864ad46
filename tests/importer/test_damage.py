"""Damaged input: always an outcome within bounds, and never a figure that the whole does not have."""

from __future__ import annotations

import random
import re
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.importer.command import import_bytes
from generator.importer.draft import Wishes
from generator.model.cells import Cell, Kind
from generator.model.forms import LAYOUTS
from generator.model.report import Report
from generator.store.files import load_report
from tests.importer.layouts import KEEPS_BLANKS, ONLY_FIGURES, ONLY_SINGLE_DIGITS, Layouts
from tests.importer.reports import report_of

WISHES = Wishes(body="510422102", reports=Path("no-archive"))
SECONDS = 60
LAYOUTS_WRITTEN: Layouts = {**KEEPS_BLANKS, **ONLY_FIGURES, **ONLY_SINGLE_DIGITS}
often = settings(
    max_examples=10, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck)
)


def a_report(form: str) -> Report:
    layout = LAYOUTS[form, form == "2021"]
    pick = random.Random(form)  # noqa: S311 # the same figures in every run
    cells = {address: Cell.of_number(str(pick.choice((0, 1, 2)))) for address in layout.addresses}
    for address in layout.addresses:
        row, _, column = address.rpartition(".")
        if column == "total" and not row.startswith("proactive"):
            others = [a for a in cells if a.startswith(f"{row}.") and a != address]
            cells[address] = Cell.of_number(str(sum(int(cells[a].printed) for a in others)))
    return report_of(layout, cells)


WHOLE = {form: a_report(form) for form in ("2019", "2021")}
PRINTED = {
    (form, name): document if isinstance(document := write(report), bytes) else document.encode()
    for form, report in WHOLE.items()
    for name, write in LAYOUTS_WRITTEN.items()
}


def figures_of(data: bytes) -> dict[str, Cell]:
    started = time.process_time()
    outcome = import_bytes(data, "damaged", WISHES)
    assert time.process_time() - started < SECONDS
    assert outcome.status in (0, 1, 2)
    assert bool(outcome.reason) == (outcome.status == 2)
    if outcome.status == 2 or 'year: "?"' in outcome.text:
        return {}
    document, problems = load_report(outcome.text.encode(), "draft.yaml")
    assert document is not None, problems
    return {a: c for a, c in document.value.cells.items() if c.kind is not Kind.NOT_IN_COPY}


@pytest.mark.parametrize("name", [name for name in LAYOUTS_WRITTEN if name != "word"])
@often
@given(data=st.data())
def test_a_truncated_report_has_no_figure_that_the_whole_has_not(
    name: str, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(sorted(WHOLE)))
    document = PRINTED[form, name]
    end = data.draw(st.integers(1, len(document)))
    cells = WHOLE[form].cells
    found = figures_of(document[:end])
    assert {address: cell for address, cell in found.items() if cells.get(address) != cell} == {}


@pytest.mark.parametrize("name", ["tsv", "pipes_ragged", "web_page", "cell_a_line", "torn"])
@often
@given(seed=st.integers(0, 10_000))
def test_shuffled_lines_give_no_wrong_figure(name: str, seed: int) -> None:
    lines = PRINTED["2021", name].split(b"\n")
    random.Random(seed).shuffle(lines)  # noqa: S311 # the seed is the example
    cells = WHOLE["2021"].cells
    found = figures_of(b"\n".join(lines))
    assert {address: cell for address, cell in found.items() if cells.get(address) != cell} == {}


LINES = sorted(
    {name for _, name in PRINTED if all(PRINTED[form, name].count(b"\n") > 40 for form in WHOLE)}
)


def damage(lines: list[bytes], pick: random.Random, *, blank_is_a_cell: bool) -> None:
    """Swap, move, double or lose a line; two figures changing places would be other figures."""

    def figure(line: bytes) -> bool:
        return re.fullmatch(rb"[\s|0-9./-]*", line) is not None

    one, other = (pick.randrange(len(lines) - 1) for _ in range(2))
    how = pick.choice(("swap next", "swap", "move", "double", "lose"))
    if how == "double":
        lines.insert(one, lines[one])
    elif how == "lose" and not (blank_is_a_cell and figure(lines[one])):
        del lines[one]
    elif how == "move" and not figure(lines[one]):
        lines.insert(other, lines.pop(one))
    elif how.startswith("swap"):
        other = one + 1 if how == "swap next" else other
        if not (figure(lines[one]) and figure(lines[other])):
            lines[one], lines[other] = lines[other], lines[one]


@pytest.mark.parametrize("name", LINES)
@often
@given(data=st.data())
def test_lines_swapped_moved_doubled_or_lost_give_no_wrong_figure(
    name: str, data: st.DataObject
) -> None:
    form = data.draw(st.sampled_from(sorted(WHOLE)))
    pick = random.Random(data.draw(st.integers(0, 1_000_000)))  # noqa: S311 # the seed is the example
    lines = PRINTED[form, name].split(b"\n")
    for _ in range(data.draw(st.integers(1, 3))):
        damage(lines, pick, blank_is_a_cell=name == "pipe_a_line")
    cells = WHOLE[form].cells
    found = figures_of(b"\n".join(lines))
    assert {address: cell for address, cell in found.items() if cells.get(address) != cell} == {}


@often
@given(data=st.binary(max_size=4000))
def test_random_bytes_are_refused(data: bytes) -> None:
    assert figures_of(data) == {}


@often
@given(data=st.data())
def test_changed_bytes_do_no_harm(data: st.DataObject) -> None:
    document = bytearray(PRINTED[data.draw(st.sampled_from(sorted(PRINTED)))])
    for _ in range(data.draw(st.integers(1, 12))):
        document[data.draw(st.integers(0, len(document) - 1))] = data.draw(st.integers(0, 255))
    figures_of(bytes(document))


HUGE: dict[str, Callable[[], bytes]] = {
    "one line": lambda: "政府信息公开".encode() * 100_000,
    "many lines": lambda: "规章 | 0 | 0 | 0 |\n".encode() * 40_000,
    "many figures": lambda: b"0 " * 500_000,
    "run together": lambda: "规章".encode() + b"1" * 200_000,
    "deep page": lambda: b"<div>" * 60_000 + "规章".encode(),
    "wide table": lambda: b"<html><body><table><tr>" + b"<td colspan=999>1</td>" * 100_000,
    "open brackets": lambda: "（".encode() * 300_000,
    "too much": lambda: b"a" * 60_000_000,
    "pipes": lambda: b"|" * 1_000_000,
    "headings": lambda: "一、总体情况\n二、主动公开政府信息情况\n".encode() * 20_000,
}


@pytest.mark.parametrize("name", HUGE)
def test_huge_input_stays_within_bounds(name: str) -> None:
    figures_of(HUGE[name]())
