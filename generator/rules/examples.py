"""Two examples of every rule, one that passes and one that does not, with what the rule says of them.

``generator/data/examples.json`` is written from the golden cases by ``tests/rules/test_examples.py``, which
also holds that every rule still says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from generator.model.forms import Label

FILE = files("generator") / "data" / "examples.json"


@dataclass(frozen=True, slots=True)
class Given:
    """One thing that differs from a form of zeros: what, and how.

    ``of`` says whose it is: "" the report judged, "2023" the same body's of that year, "other 1" or
    "other 1 2023" another body's.
    """

    of: str
    address: str
    value: str


@dataclass(frozen=True, slots=True)
class Example:
    """What is given, and what the rule says of it; where it holds, it says nothing."""

    given: tuple[Given, ...]
    says: tuple[Label, ...]


@cache
def _read() -> Mapping[str, Any]:
    found: Mapping[str, Any] = json.loads(FILE.read_text(encoding="utf-8"))
    return found


def examples(rule_id: str) -> tuple[Example, ...]:
    """The examples of a rule, the passing one first."""
    return tuple(
        Example(
            tuple(Given(*given) for given in example["given"]),
            tuple(Label(*said) for said in example["says"]),
        )
        for example in _read()[rule_id]
    )
