"""A report in the making: what the figures, the findings planted in it and the prose work on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from generator.demo.figures import Figures
from generator.model.cells import Cell
from generator.model.report import Body, FetchedAgain


@dataclass
class Draft:
    """One report before it is written.

    ``before`` is the draft of the year before, if that year has a report; ``model`` section five of
    another body, of the same year or an earlier one. ``twist`` is the rule that the
    prose has to break, ``planted`` the rule and the address that break it.
    """

    body: Body
    year: int
    form: str
    divided: bool
    figures: Figures
    cells: dict[str, Cell]
    style: str
    signed: date | None
    published: date | None
    before: Draft | None = None
    model: list[str] | None = None
    twist: str | None = None
    planted: tuple[str, str] | None = None
    labels: dict[str, str] = field(default_factory=dict)
    later: tuple[FetchedAgain, ...] = ()
    prose: dict[str, list[str]] = field(default_factory=dict)

    def number(self, address: str) -> int:
        """The count printed there; what it would be where the cell holds no number."""
        number = self.cells[address].number
        if number is not None:
            return int(number)
        row, _, column = address.partition(".")[2].rpartition(".")
        known = self.figures.requests if address.startswith("requests.") else self.figures.review
        return known[row][-1 if column == "total" else 0]

    def withdrawn(self) -> dict[str, int]:
        """What stands under 其他处理, by address: one row or three."""
        rows = [a for a in self.cells if a.startswith("requests.other_outcome.")]
        return {address: self.number(address) for address in rows if address.endswith(".total")}

    def put(self, address: str, value: object) -> None:
        """Print a number in a cell."""
        self.cells[address] = Cell.of_number(str(value))

    def add(self, address: str, step: int) -> None:
        """Print more, or less, than is printed in a cell."""
        self.put(address, self.number(address) + step)
