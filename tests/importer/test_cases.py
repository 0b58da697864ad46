"""Golden cases: a short source, what the draft must say, and the problems to the letter."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from generator.importer.command import Outcome, import_bytes
from generator.importer.draft import Wishes
from generator.importer.score import score_folder
from generator.model.cells import Kind
from generator.model.report import Report
from generator.problems import Level
from generator.store.files import load_report

CASES = Path(__file__).parents[1] / "cases" / "import"
GOLDEN = sorted(path.parent.name for path in CASES.glob("*/expected.json"))
SCORED = list(score_folder(CASES / "corpus"))


def outcome_of(case: Path) -> Outcome:
    [source] = case.glob("source.*")
    return import_bytes(source.read_bytes(), source.name, Wishes(reports=CASES / "no-archive"))


def described(outcome: Outcome) -> dict[str, Any]:
    """An outcome as the file of a golden case writes it; open rows are left out there."""
    if outcome.reason:
        return {"status": outcome.status, "reason": outcome.reason}
    document, problems = load_report(outcome.text.encode(), "draft.yaml")
    assert document is not None, problems
    report = document.value
    said = [
        f"{problem.line}: {problem.level} {problem.rule}: {problem.message}"
        for problem in outcome.problems
        if problem.level is Level.NOTE or "not found in the source" not in problem.message
    ]
    return {"status": outcome.status, **_fields(report), "rows": _rows(report), "problems": said}


def _fields(report: Report) -> dict[str, Any]:
    days = {"published": report.published, "signed": report.signed}
    return {
        "body": report.body,
        "year": report.year,
        "form": report.form_key,
        "divided": report.divided,
        "title": report.title,
        **{key: None if day is None else day.isoformat() for key, day in days.items()},
        "signature": report.signature,
        "labels": dict(report.labels),
        "preface": list(report.preface.paragraphs),
        "sections": [
            [section.heading, *section.prose.paragraphs]
            for section in report.sections or ()
            if section.prose.archived
        ],
    }


def _rows(report: Report) -> dict[str, list[str]]:
    """The rows with a cell that was read, each cell as printed, "?" where it is open."""
    rows: dict[str, list[str]] = {}
    for address, cell in report.cells.items():
        shown = "?" if cell.kind is Kind.NOT_IN_COPY else cell.printed
        rows.setdefault(address.rpartition(".")[0], []).append(shown)
    return {row: cells for row, cells in rows.items() if set(cells) != {"?"}}


@pytest.mark.parametrize("name", GOLDEN)
def test_case(name: str) -> None:
    case = CASES / name
    expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
    assert described(outcome_of(case)) == expected


@pytest.mark.parametrize("score", SCORED, ids=[score.case for score in SCORED])
def test_development_case(score: object) -> None:
    assert getattr(score, "wrong", None) == ()
    assert getattr(score, "passed", False), str(score)


def test_there_is_a_case_for_every_development_document() -> None:
    assert len(SCORED) == 17
    assert len(GOLDEN) >= 20
