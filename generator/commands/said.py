"""What several commands say alike."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from generator.problems import Problem


def print_problems(problems: Iterable[Problem]) -> None:
    """One line each, on standard error, the Chinese on a line below."""
    for problem in problems:
        print(problem, file=sys.stderr)
        if problem.zh:
            print(f"    {problem.zh}", file=sys.stderr)


def count(problems: Sequence[Problem]) -> str:
    """How many problems, in words."""
    return {0: "no problems", 1: "1 problem"}.get(len(problems), f"{len(problems)} problems")
