"""What is said of a report after it was archived: corrections of it, and replies by its body."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.cells import Cell


@dataclass(frozen=True, slots=True)
class Correction:
    """One change: what stood at the address, what stands there now, why and since when.

    ``was`` and ``now`` are values of a figure or field, or passages of a prose; both are None where a
    whole block (``sections``, ``requests.other_outcome``) was transcribed anew.
    """

    cell: str
    was: Cell | None
    now: Cell | None
    reason: str
    date: date
    issue: str | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What the body answered, on the whole report or on one cell or rule of it."""

    date: date
    paragraphs: tuple[str, ...]
    cell: str | None = None
    rule: str | None = None
    url: str | None = None
