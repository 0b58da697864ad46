"""Golden cases: tests/cases/rules/<rule>-<quirk>/case.yaml, each with what its rule must say.

``report`` (and ``before``, ``others``, ``body``) differ from a form of zeros. ``expected`` lists what the rule
says other than "pass", in English, or "pass" where it says nothing else.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from generator.rules.engine import all_rules
from generator.rules.registry import BASES, FAMILIES
from generator.rules.results import Failed, NotAssessable, Passed, Result
from tests.conftest import ROOT
from tests.rules import build

CASES = sorted((ROOT / "tests/cases/rules").glob("*/case.yaml"))
BY_RULE: dict[str, list[Path]] = {}
for _path in CASES:
    BY_RULE.setdefault(_path.parent.name.partition("-")[0], []).append(_path)
JUDGING = [rule for rule in all_rules() if rule.of_report or rule.of_body]
ALWAYS_ASSESSABLE = {"F1", "F2"}  # a report always has a form, a year and its rows


def load(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), yaml.CSafeLoader)


def results(case: Any, rule: str) -> list[Result]:
    """What the rule says of the case."""
    before = [build.report(**given) for given in case.get("before", [])]
    others = [
        (build.body(**given["body"]), [build.report(**r) for r in given["reports"]])
        for given in case.get("others", [])
    ]
    said = build.results(
        build.report(**case.get("report", {})),
        before,
        build.body(**case.get("body", {})),
        others,
        case.get("seen_later", []),
    )
    found = [item.result for item in said if item.rule.id == rule]
    assert found, f"{rule} says nothing"
    return found


def said(case: Any, rule: str) -> list[str]:
    """What the rule says of the case in words, other than that it holds."""
    told = []
    for result in results(case, rule):
        match result:
            case Failed():
                told.append(f"fail: {result.message.en}")
            case NotAssessable(reason=reason, if_blank_were_zero=zero):
                would = "" if zero is None else f" (with zeros: {'pass' if zero.holds else 'fail'})"
                told.append(f"not assessable: {reason.en}{would}")
            case Passed():
                pass
    return list(dict.fromkeys(told)) or ["pass"]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.parent.name)
def test_the_rule_says_what_the_case_expects(path: Path) -> None:
    case = load(path)
    assert said(case, path.parent.name.partition("-")[0]) == case["expected"]


@pytest.mark.parametrize("rule", JUDGING, ids=lambda rule: rule.id)
def test_every_rule_has_a_passing_a_failing_and_a_not_assessable_case(rule: Any) -> None:
    expected = [line for path in BY_RULE.get(rule.id, []) for line in load(path)["expected"]]
    assert "pass" in expected, "no passing case"
    assert any(line.startswith("fail:") for line in expected), "no failing case"
    if rule.id not in ALWAYS_ASSESSABLE:
        assert any(line.startswith("not assessable:") for line in expected), "no such case"


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_tells_what_it_is(rule: Any) -> None:
    assert rule.statement.zh
    assert rule.statement.en
    assert rule.basis in BASES
    assert rule.family in FAMILIES
    assert "Example:" in rule.page
    assert rule.next_step.zh
    assert rule.next_step.en


def test_the_catalogue_is_complete() -> None:
    counts = {
        "S": 7,
        "F": 4,
        "A": 4,
        "R": 2,
        "P": 5,
        "X": 7,
        "N": 10,
        "D": 3,
        "C": 4,
        "B": 2,
        "H": 2,
    }
    expected = [f"{family}{number}" for family, n in counts.items() for number in range(1, n + 1)]
    assert [rule.id for rule in all_rules()] == expected
