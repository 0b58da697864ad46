"""From any consistent report, changing one cell breaks exactly the identities that hold the cell."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.model.cells import BLANK, Cell, Kind
from generator.model.forms import LAYOUTS
from generator.model.report import Report
from generator.rules.engine import Verdict, all_rules, of_report
from generator.rules.results import Failed, NotAssessable, Passed
from tests.rules import build

COLUMNS = ("natural_person", "business", "research", "welfare", "legal_services", "other")
RESULTS = ("upheld", "corrected", "other", "pending")
GROUPS = ("reconsideration", "direct_suit", "suit_after_reconsideration")
ENDS = ("received", "carried_in", "total", "carried_out")
counts = st.integers(0, 40)


def number(value: int) -> Cell:
    return Cell.of_number(str(value))


@st.composite
def consistent(draw: st.DrawFn, form: str, *, divided: bool) -> dict[str, int]:
    """Sections 3 and 4 in which every relation holds."""
    rows = [row.key for row in LAYOUTS[form, divided].request_rows]
    outcomes = [row for row in rows if row not in ENDS]
    found: dict[str, int] = {}
    for column in COLUMNS:
        values = {row: draw(counts) for row in draw(st.sets(st.sampled_from(outcomes), max_size=4))}
        total, carried_out = sum(values.values()), draw(counts)
        carried_in = draw(st.integers(0, total + carried_out))
        values |= {"total": total, "carried_out": carried_out, "carried_in": carried_in}
        values["received"] = total + carried_out - carried_in
        found |= {f"requests.{row}.{column}": values.get(row, 0) for row in rows}
    for row in rows:
        found[f"requests.{row}.total"] = sum(found[f"requests.{row}.{c}"] for c in COLUMNS)
    for group in GROUPS:
        parts = [draw(counts) for _ in RESULTS]
        found |= {f"review.{group}.{k}": n for k, n in zip(RESULTS, parts, strict=True)}
        found[f"review.{group}.total"] = sum(parts)
    return found


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Report, Report]:
    """Two consistent reports of two years that follow each other, carry-over included."""
    form = draw(st.sampled_from(["2019", "2021"]))
    year = 2019 if form == "2019" else 2023
    divided = form == "2021"
    first = draw(consistent(form, divided=divided))
    second = draw(consistent(form, divided=divided))
    for column in (*COLUMNS, "total"):
        change = first[f"requests.carried_out.{column}"] - second[f"requests.carried_in.{column}"]
        second[f"requests.carried_in.{column}"] += change
        # What came in more must leave somewhere: it is carried over again.
        second[f"requests.carried_out.{column}"] += change
        if second[f"requests.carried_out.{column}"] < 0:
            missing = -second[f"requests.carried_out.{column}"]
            second[f"requests.carried_out.{column}"] = 0
            second[f"requests.received.{column}"] += missing
    for row in ("received", "carried_out"):
        second[f"requests.{row}.total"] = sum(second[f"requests.{row}.{c}"] for c in COLUMNS)
    one, two = (build.report(form=form, divided=divided, year=y) for y in (year, year + 1))
    return tuple(  # type: ignore[return-value]
        replace(r, cells={**r.cells, **{a: number(v) for a, v in figures.items()}})
        for r, figures in ((one, first), (two, second))
    )


def broken_by(address: str) -> Counter[str]:
    """Which identities hold a cell, told from its address alone and not by the rules."""
    table, row, _ = re.fullmatch(r"(\w+)\.(.+)\.(\w+)", address).groups()  # type: ignore[union-attr]
    if table == "review":
        return Counter(["R1"])
    found = Counter(["A3"])
    if row in ENDS:
        found["A1"] += 1
    if row not in ("received", "carried_in", "carried_out"):
        found["A2"] += 1
    if row == "carried_in":
        found["X1"] += 1
    return found


def identities(verdict: Verdict) -> Counter[str]:
    return Counter(
        f.rule.id for f in verdict.findings if f.rule.id in ("A1", "A2", "A3", "R1", "X1")
    )


@given(pairs(), st.data())
def test_a_changed_cell_breaks_exactly_the_identities_that_hold_it(
    reports: tuple[Report, Report], data: st.DataObject
) -> None:
    before, report = reports
    verdict, _ = build.judged(report, [before])
    assert identities(verdict) == Counter()
    address = data.draw(st.sampled_from([a for a in report.cells if not a.startswith("proactive")]))
    old = report.cells[address].number
    assert old is not None
    new = data.draw(st.integers(0, 90).filter(lambda value: value != old))
    changed = replace(report, cells={**report.cells, address: number(new)})
    verdict, _ = build.judged(changed, [before])
    assert identities(verdict) == broken_by(address)
    for finding in verdict.findings:
        if finding.rule.id in ("A1", "A2", "A3", "R1", "X1"):
            assert address in finding.cells
            assert finding.failed.comparison is not None
            assert abs(finding.failed.comparison.difference) == abs(new - int(old))


@given(pairs(), st.data())
def test_a_blank_makes_exactly_its_identities_not_assessable(
    reports: tuple[Report, Report], data: st.DataObject
) -> None:
    before, report = reports
    cells = [a for a in report.cells if a.startswith(("requests", "review"))]
    address = data.draw(st.sampled_from(cells))
    changed = replace(report, cells={**report.cells, address: BLANK})
    verdict, _ = build.judged(changed, [before])
    assert identities(verdict) == Counter()
    open_ones = [
        item
        for item in build.results(changed, [before])
        if item.rule.id in ("A1", "A2", "A3", "R1", "X1") and isinstance(item.result, NotAssessable)
    ]
    assert Counter(item.rule.id for item in open_ones) == broken_by(address)
    was_zero = report.cells[address].number == 0
    for item in open_ones:
        assert isinstance(item.result, NotAssessable)
        zeros = item.result.if_blank_were_zero
        assert zeros is None or zeros.holds == was_zero


def test_every_rule_answers_for_every_kind_of_cell() -> None:
    kinds = [Cell(Kind.MARK, "/"), Cell(Kind.TEXT, "1***"), Cell(Kind.NOT_IN_COPY), BLANK]
    for form in ("2019", "2021"):
        for kind in kinds:
            report = build.report(form=form, cells={})
            filled = replace(report, cells=dict.fromkeys(report.cells, kind))
            judged = of_report(build.subject(filled, [replace(filled, year=filled.year - 1)]))
            answered = {item.rule.id for item in judged}
            assert answered == {r.id for r in all_rules() if r.of_report and form in r.forms}
            arithmetic = [i.result for i in judged if i.rule.family in "AR"]
            assert not any(isinstance(result, Failed | Passed) for result in arithmetic)
