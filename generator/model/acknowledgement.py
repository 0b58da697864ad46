"""An acknowledgement: somebody looked at the source, and the figure really is printed so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What was checked: the rule, the cell it points at, and the values as they stood then.

    ``expected`` maps each address that the finding rests on to what was printed there (a blank is the
    empty text); when any of them changes, the acknowledgement lapses.
    """

    rule: str
    cell: str
    expected: Mapping[str, str]
    reason: str
    date: date
