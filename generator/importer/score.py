"""How well the importer does on a folder of cases: cells right, open and wrong, case by case."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import Any

from generator.importer.draft import Draft, Wishes, make_draft
from generator.importer.sources import read_content, read_source
from generator.importer.stream import RefusedError
from generator.model.cells import Cell, Kind
from generator.store.files import load_report


@dataclass(frozen=True, slots=True)
class Score:
    """One case: how many cells came out right, open and wrong, and whether that is what it asks."""

    case: str
    expect: str
    right: int
    left_open: int
    wrong: tuple[str, ...]
    passed: bool
    said: str

    def __str__(self) -> str:
        verdict = "ok  " if self.passed else "FAIL"
        counts = f"{self.right:4} right {self.left_open:4} open {len(self.wrong):3} wrong"
        return f"{verdict} {self.case:42} {self.expect:7} {counts}  {self.said}"


def total(scores: list[Score]) -> str:
    """The sum of all cases on one line."""
    right = sum(score.right for score in scores)
    left_open = sum(score.left_open for score in scores)
    wrong = sum(len(score.wrong) for score in scores)
    passed = sum(score.passed for score in scores)
    return f"{passed} of {len(scores)} cases; {right} cells right, {left_open} open, {wrong} wrong"


def score_folder(folder: Path) -> Iterator[Score]:
    """Every case below a folder: ``<case>/expected.json`` beside ``<case>/source.*``."""
    for case in sorted(path.parent for path in folder.glob("*/expected.json")):
        expected = json.loads((case / "expected.json").read_text(encoding="utf-8"))
        sources = sorted(case.glob("source.*"))
        yield _score_case(case.name, sources[0], expected)


def _draft(source: Path, body: str | None = None) -> Draft | str:
    try:
        data = read_source(source)
        return make_draft(read_content(data), data, source.as_posix(), Wishes(body=body))
    except RefusedError as refusal:
        return str(refusal)


def _score_case(name: str, source: Path, expected: Mapping[str, Any]) -> Score:
    expect = expected["expect"]
    draft = _draft(source)
    if isinstance(draft, str):
        return Score(
            name, expect, 0, len(expected["cells"]), (), expect == "reject", f"refused: {draft}"
        )
    right, left_open, wrong = compare(draft.report.cells, expected["cells"])
    strange = [
        address
        for address, cell in draft.report.cells.items()
        if address not in expected["cells"] and cell.kind is not Kind.NOT_IN_COPY
    ]
    wrong += [f"{address} (not in the source)" for address in strange]
    fields = [
        f"{key} {found!r}, expected {expected[key]!r}"
        for key, found in (("year", draft.report.year), ("form", draft.report.form_key))
        if expected.get(key) is not None and found != expected[key]
    ]
    passed = not wrong and not fields and expect in ("import", "flag")
    if expect == "import":
        passed = passed and draft.complete and not left_open
    said = "; ".join([*fields, *wrong[:3]]) or (
        "complete" if draft.complete else "draft with open points"
    )
    return Score(name, expect, right, left_open, tuple(wrong), passed, said)


def compare(cells: Mapping[str, Cell], expected: Mapping[str, Any]) -> tuple[int, int, list[str]]:
    """Cells right and open, and the addresses of those that are wrong; null is blank or a mark."""
    right, left_open, wrong = 0, 0, []
    for address, value in expected.items():
        cell = cells.get(address)
        if cell is None or cell.kind is Kind.NOT_IN_COPY:
            left_open += 1
        elif _equal(cell, value):
            right += 1
        else:
            wrong.append(address)
    return right, left_open, wrong


def _equal(cell: Cell, value: Any) -> bool:
    if value is None:
        return cell.kind in (Kind.BLANK, Kind.MARK)
    if isinstance(value, int | float):
        return cell.number is not None and Decimal(cell.number) == Decimal(str(value))
    return cell.printed == str(value)


def score_reports(reports: Path) -> Iterator[Score]:
    """Every checked report of the archive against a new import of the copy of its source."""
    for path in sorted(reports.glob("**/[0-9][0-9][0-9][0-9]*.yaml")):
        document, _ = load_report(path.read_bytes(), path.as_posix())
        if document is None:
            continue
        checked = document.value
        name = f"{checked.body}/{checked.year}"
        draft = _draft(path.parent / checked.source.copy, checked.body)
        if isinstance(draft, str):
            yield Score(
                name, "archive", 0, len(checked.cells), (), passed=False, said=f"refused: {draft}"
            )
            continue
        found = draft.report
        wrong = [
            address
            for address, cell in checked.cells.items()
            if found.cells.get(address) not in (cell, None) and not _is_open(found.cells[address])
        ]
        left_open = sum(
            1
            for address in checked.cells
            if address not in found.cells or _is_open(found.cells[address])
        )
        keys = ["title", "published", "signed", "signature", "labels"]
        if checked.prose_archived:
            keys += ["preface", "sections"]
        other = [key for key in keys if getattr(found, key) != getattr(checked, key)]
        said = "; ".join([*wrong[:3], *(f"other {key}" for key in other)])
        right = len(checked.cells) - left_open - len(wrong)
        passed = not wrong and not left_open and not other
        yield Score(name, "archive", right, left_open, tuple(wrong), passed, said or "the same")


def _is_open(cell: Cell) -> bool:
    return cell.kind is Kind.NOT_IN_COPY
