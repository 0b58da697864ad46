"""What a rule says of one subject: it holds, it does not, or it cannot be judged and why."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from types import MappingProxyType

from generator.model.forms import Label
from generator.problems import Level

Amount = int | Decimal
"""A count, or a sum of money as printed."""


@dataclass(frozen=True, slots=True)
class Term:
    """A figure in a sum: its sign, what it is called, and its value."""

    sign: str
    name: Label
    value: Amount


@dataclass(frozen=True, slots=True)
class Side:
    """One side of an expression: how it is told, and its value.

    A sum is told by its ``terms``, of which those that are zero may be left out, and ``of`` how many there
    are; anything else by a text in both languages.
    """

    told: Label | tuple[Term, ...]
    value: Amount
    of: int = 1

    @property
    def text(self) -> Label:
        """It in words with figures: ``received 21 + carried in 0 = 21``."""
        if isinstance(self.told, Label):
            return self.told
        return Label(
            self._sum([(term.sign, term.name.zh, term.value) for term in self.told]),
            self._sum([(term.sign, term.name.en, term.value) for term in self.told]),
        )

    def _sum(self, terms: list[tuple[str, str, Amount]]) -> str:
        if not terms:
            return "0"
        text = " ".join(f"{sign} {name} {value}" for sign, name, value in terms).removeprefix("+ ")
        return text if self.of == 1 else f"{text} = {self.value}"


@dataclass(frozen=True, slots=True)
class Comparison:
    """An expression with both sides; ``sign`` is the relation that should hold."""

    left: Side
    right: Side
    sign: str = "="

    @property
    def difference(self) -> Amount:
        """Left side minus right side."""
        return self.left.value - self.right.value

    @property
    def holds(self) -> bool:
        """Whether the relation holds between the two values."""
        return holds(self.left.value, self.right.value, self.sign)


def holds(left: Amount, right: Amount, sign: str) -> bool:
    """Whether the relation holds between two values."""
    return left <= right if sign == "≤" else left == right


@dataclass(frozen=True, slots=True)
class Passed:
    """The rule holds; ``cells`` are the addresses it looked at."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Failed:
    """The rule does not hold.

    ``cells`` begins with the cell that the finding points at. ``evidence`` maps the addresses that the
    finding rests on to what is printed there. An address of another year is written ``2023/address``.
    ``level`` is given only where this finding weighs less than its rule.
    """

    cells: tuple[str, ...]
    message: Label
    evidence: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    comparison: Comparison | None = None
    level: Level | None = None


@dataclass(frozen=True, slots=True)
class NotAssessable:
    """The rule cannot be judged; ``if_blank_were_zero`` is what it would then compare."""

    cells: tuple[str, ...]
    reason: Label
    if_blank_were_zero: Comparison | None = None


Result = Passed | Failed | NotAssessable
