"""An acknowledgement keeps its finding, lapses when values change, and must match something."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from generator.checking import findings
from generator.model.acknowledgement import Acknowledgement
from generator.model.cells import Cell
from generator.problems import Level
from generator.rules.engine import Verdict, draft
from generator.store.archive import load_archive
from generator.store.files import dump_report, load_report
from tests.rules import build

FORGOTTEN = {
    "review.reconsideration.upheld": 10,
    "review.reconsideration.corrected": 1,
}
MADE = Acknowledgement(
    "R1",
    "review.reconsideration.total",
    {
        "review.reconsideration.total": "0",
        "review.reconsideration.upheld": "10",
        "review.reconsideration.corrected": "1",
    },
    "PDF 第 7 页如此印刷",
    date(2026, 1, 5),
)


def with_acknowledgements(*made: Acknowledgement) -> Verdict:
    return build.judged(build.report(cells=FORGOTTEN, acknowledgements=made))[0]


def test_the_finding_stays_and_says_that_it_was_checked() -> None:
    verdict = with_acknowledgements(MADE)
    [finding] = [f for f in verdict.findings if f.rule.id == "R1"]
    assert finding.acknowledgement == MADE
    assert verdict.unused == ()
    assert finding.message.zh.endswith("2026-01-05 已与原件核对：PDF 第 7 页如此印刷")
    assert finding.message.en.endswith(
        "checked against the source on 2026-01-05: PDF 第 7 页如此印刷"
    )


@pytest.mark.parametrize(
    "made",
    [
        replace(MADE, expected={**MADE.expected, "review.reconsideration.upheld": "9"}),
        replace(MADE, expected={"review.reconsideration.total": "0"}),
        replace(MADE, cell="review.direct_suit.total"),
        replace(MADE, rule="A1"),
    ],
)
def test_one_for_other_values_cells_or_rules_matches_nothing(made: Acknowledgement) -> None:
    verdict = with_acknowledgements(made)
    assert verdict.unused == (made,)
    assert all(finding.acknowledgement is None for finding in verdict.findings)


def test_one_acknowledgement_is_for_one_finding() -> None:
    verdict = with_acknowledgements(MADE, MADE)
    assert verdict.unused == (MADE,)


def test_the_draft_of_an_acknowledgement_fits_its_finding() -> None:
    [finding] = [f for f in with_acknowledgements().findings if f.rule.id == "R1"]
    assert draft(finding) == {"rule": MADE.rule, "cell": MADE.cell, "expected": MADE.expected}


def test_it_is_written_and_read_back() -> None:
    prose = Acknowledgement(
        "N1",
        "requests.received.total",
        {
            "requests.received.total": "3",
            "sections[0].prose": '申请2件: "#"',
            "signed": "2024-12-31",
        },
        "原文如此",
        date(2026, 1, 5),
    )
    blank = replace(MADE, expected={"proactive.fees.amount": "", "form": "2019", "a.b": "18.870"})
    report = build.report(acknowledgements=(MADE, prose, blank))
    text = dump_report(report)
    document, problems = load_report(text.encode(), "f.yaml")
    assert problems == []
    assert document is not None
    assert document.value == report
    assert dump_report(document.value) == text
    line, column = document.place("acknowledgements[1]")
    assert text.split("\n")[line - 1][column - 1 :] == "rule: N1"


def test_a_faulty_one_is_named() -> None:
    text = dump_report(build.report(acknowledgements=(MADE,)))
    _, problems = load_report(text.replace("corrected: 1", "corrected: true").encode(), "f.yaml")
    assert [p.message for p in problems] == [
        "acknowledgements[0].expected[review.reconsideration.corrected]: "
        "found true, expected what is printed there"
    ]


def acknowledged(archive_dir: Path, made: Acknowledgement, total: int) -> list[str]:
    """What is said of the sample report of 渔门镇 with a printed error and an acknowledgement."""
    file = archive_dir / "sichuan/panzhihua/510422102/2024.yaml"
    document, _ = load_report(file.read_bytes(), "f.yaml")
    assert document is not None
    cells = {**document.value.cells}
    for address, value in {**FORGOTTEN, "review.reconsideration.total": total}.items():
        cells[address] = Cell.of_number(str(value))
    report = replace(document.value, cells=cells, acknowledgements=(made,))
    file.write_text(dump_report(report), encoding="utf-8")
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    return [
        f"{item.problem.rule} {item.problem.message}"
        for item in findings(archive, lambda path: path == file.as_posix())
        if item.problem.rule == "R1" or item.problem.level is Level.ERROR
    ]


def test_an_unused_one_is_an_error_that_says_why(archive_dir: Path) -> None:
    [told] = acknowledged(archive_dir, MADE, 0)
    assert "checked against the source" in told


def test_a_lapsed_one_is_an_error_that_gives_the_values(archive_dir: Path) -> None:
    finding, error = acknowledged(archive_dir, MADE, 1)
    assert finding.endswith("compare with the source, then correct or acknowledge")
    assert error == (
        "S6 found an acknowledgement of R1 at review.reconsideration.total that has lapsed, "
        "expected the values review.reconsideration.total: 1, review.reconsideration.upheld: 10, "
        "review.reconsideration.corrected: 1: compare with the source again, then mend or remove it"
    )


def test_one_without_a_finding_is_an_error(archive_dir: Path) -> None:
    assert acknowledged(archive_dir, MADE, 11) == [
        "S6 found an acknowledgement of R1 at review.reconsideration.total, "
        "where there is no finding: remove it"
    ]


def test_one_of_an_unknown_rule_is_an_error(archive_dir: Path) -> None:
    told = acknowledged(archive_dir, replace(MADE, rule="Q9"), 11)
    assert told == ["S6 found unknown rule Q9: see gongkai rules"]
