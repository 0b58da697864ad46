"""Findings on purpose: each plant breaks one rule in a draft, where the draft can break it.

A plant returns the address that it changed, or None where this draft offers nothing to break. Some break
more rules than their own, as mistakes do.
"""

from __future__ import annotations

import random
from collections.abc import Callable

from generator.demo.draft import Draft

Plant = Callable[[Draft, random.Random], str | None]
PLANTS: dict[str, Plant] = {}
"""By the rule that is broken."""


def plant(rule: str) -> Callable[[Plant], Plant]:
    """Register what breaks a rule."""

    def register(planted: Plant) -> Plant:
        PLANTS[rule] = planted
        return planted

    return register
