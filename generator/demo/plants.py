"""Plants at most one finding in a report."""

from __future__ import annotations

import random

from generator.demo import plants_of_figures, plants_of_words  # each registers its plants
from generator.demo.draft import Draft
from generator.demo.planting import PLANTS

MODULES = (plants_of_figures, plants_of_words)
RATE = 0.35
"""The share of reports with a planted finding, of those that may have one: filled with zeros where there is
nothing, and with none planted in the year before."""
_RARE = {
    "B1": 3,
    "C1": 8,
    "D2": 8,
    "F1": 4,
    "N4": 3,
    "N6": 2,
    "P1": 4,
    "X1": 2,
    "X2": 2,
    "X3": 16,
    "X4": 14,
}
"""How much sooner a rule comes that few reports can break, or that bodies break often."""


def plant_one(draft: Draft, rng: random.Random) -> None:
    """Break the first rule, of all in a drawn order, that this draft can break."""
    drawn = {rule: rng.random() ** (1 / _RARE.get(rule, 1)) for rule in PLANTS}
    for rule in sorted(PLANTS, key=lambda rule: -drawn[rule]):
        address = PLANTS[rule](draft, rng)
        if address is not None:
            draft.planted = rule, address
            return
