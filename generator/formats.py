"""The forms in which problems and findings leave the command line: text, GitHub, JSON and SARIF."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import Any

from generator import __version__
from generator.checking import Reported
from generator.problems import Level
from generator.rules.engine import all_rules
from generator.rules.results import Comparison

_GITHUB = {Level.ERROR: "error", Level.FINDING: "warning", Level.NOTE: "notice"}
_SARIF = {Level.ERROR: "error", Level.FINDING: "warning", Level.NOTE: "note"}


def text(reported: Sequence[Reported]) -> str:
    """One line each: ``path:line:column: level RULE: message``, the Chinese on a line below."""
    lines: list[str] = []
    for item in reported:
        lines.append(str(item.problem))
        if item.problem.zh:
            lines.append(f"    {item.problem.zh}")
    return "".join(f"{line}\n" for line in lines)


def _escaped(value: str, *, of_property: bool) -> str:
    value = value.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return value.replace(":", "%3A").replace(",", "%2C") if of_property else value


def github(reported: Sequence[Reported]) -> str:
    """Workflow commands that put each message at its line of a pull request."""
    lines = []
    for item in reported:
        problem = item.problem
        title = f"{problem.rule} ({problem.level})"
        message = f"{problem.zh}\n{problem.message}".strip()
        lines.append(
            f"::{_GITHUB[problem.level]} file={_escaped(problem.path, of_property=True)},"
            f"line={problem.line},col={problem.column},"
            f"title={_escaped(title, of_property=True)}::{_escaped(message, of_property=False)}\n"
        )
    return "".join(lines)


def _comparison(found: Comparison | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "left": {
            "zh": found.left.text.zh,
            "en": found.left.text.en,
            "value": str(found.left.value),
        },
        "sign": found.sign,
        "right": {
            "zh": found.right.text.zh,
            "en": found.right.text.en,
            "value": str(found.right.value),
        },
        "difference": str(found.difference),
    }


def as_data(item: Reported) -> dict[str, Any]:
    """A problem or finding as plain data; numbers of an expression are texts, as printed."""
    problem, finding = item.problem, item.finding
    data: dict[str, Any] = {
        "path": problem.path,
        "line": problem.line,
        "column": problem.column,
        "level": str(problem.level),
        "rule": problem.rule,
        "message": {"zh": problem.zh or problem.message, "en": problem.message},
    }
    if finding is not None:
        checked = finding.acknowledgement
        data |= {
            "body": finding.body,
            "year": finding.year,
            "basis": str(finding.rule.basis),
            "cells": list(finding.cells),
            "expected": dict(finding.failed.evidence),
            "comparison": _comparison(finding.failed.comparison),
            "acknowledged": checked
            and {"date": checked.date.isoformat(), "reason": checked.reason},
        }
    return data


def _dumped(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, indent=2) + "\n"


def as_json(reported: Sequence[Reported]) -> str:
    """A list of objects, in both languages, with cells, expression and acknowledgement."""
    return _dumped([as_data(item) for item in reported])


def sarif(reported: Sequence[Reported]) -> str:
    """SARIF 2.1.0, for code scanning services and editors."""
    rules = [
        {
            "id": rule.id,
            "shortDescription": {"text": f"{rule.statement.zh} / {rule.statement.en}"},
            "fullDescription": {"text": rule.page},
            "defaultConfiguration": {"level": _SARIF[rule.level]},
        }
        for rule in all_rules()
    ]
    results = [
        {
            "ruleId": item.problem.rule,
            "level": _SARIF[item.problem.level],
            "message": {"text": f"{item.problem.message}\n{item.problem.zh}".strip()},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": item.problem.path},
                        "region": {
                            "startLine": item.problem.line,
                            "startColumn": item.problem.column,
                        },
                    }
                }
            ],
        }
        for item in reported
    ]
    driver = {"name": "gongkai", "version": __version__, "rules": rules}
    return _dumped(
        {
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{"tool": {"driver": driver}, "results": results}],
        }
    )


FORMATS: dict[str, Callable[[Sequence[Reported]], str]] = {
    "text": text,
    "github": github,
    "json": as_json,
    "sarif": sarif,
}


def rules_text() -> str:
    """Every rule: id, level, basis, forms, and its statement in both languages."""
    lines = []
    for rule in all_rules():
        forms = ",".join(rule.forms)
        lines.append(f"{rule.id:<4}{rule.level:<9}{rule.basis:<12}{forms:<11}{rule.statement.zh}\n")
        lines.append(f"{'':<36}{rule.statement.en}\n")
    return "".join(lines)


def rules_json() -> str:
    """Every rule with its page, as plain data."""
    return _dumped(
        [
            {
                "id": rule.id,
                "level": str(rule.level),
                "basis": str(rule.basis),
                "forms": list(rule.forms),
                "statement": {"zh": rule.statement.zh, "en": rule.statement.en},
                "page": {"zh": rule.explanation.zh, "en": rule.explanation.en},
            }
            for rule in all_rules()
        ]
    )
