"""What is told of a document's tables: the cells, the labels as printed, and remarks."""

from __future__ import annotations

from dataclasses import dataclass, field

from generator.importer.reading import NO_VALUE, Reading
from generator.importer.stream import Place
from generator.model.cells import MISSING, Cell
from generator.model.forms import LAYOUTS, Layout
from generator.problems import Level


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell: a rule, where in the source, and what; a note settles itself."""

    place: Place
    rule: str
    message: str
    level: Level = Level.FINDING


@dataclass(slots=True)
class Tables:
    """What the tables of a document say: cells by address, labels as printed, and remarks."""

    form_key: str
    divided: bool
    form_certain: bool
    cells: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    labels_found: int = 0
    values_found: int = 0
    repeated: bool = False
    doubtful: set[str] = field(default_factory=set)
    """The rows that have values of which not all could be read."""

    @property
    def layout(self) -> Layout:
        """The layout that the tables were read on."""
        return LAYOUTS[self.form_key, self.divided]

    @property
    def cells_read(self) -> int:
        """How many cells hold anything but "not in our copy"."""
        return sum(1 for cell in self.cells.values() if cell != MISSING)


def explain(tables: Tables, address: str, place: Place, reading: Reading) -> None:
    """Tell of a row what arithmetic chose, or why cells were left open."""
    if reading.chosen:
        message = (
            f"{address}: found figures that can be read in several ways; only one adds up: "
            + ", ".join(cell.printed for cell in reading.cells)
        )
        tables.remarks.append(Remark(place, "I6", message, Level.NOTE))
    if reading.why and reading.why != NO_VALUE:
        tables.doubtful.add(address)
    if reading.why:
        opened = sum(1 for cell in reading.cells if cell == MISSING)
        message = f"{address}: {reading.why}; {opened} cells left open, read them in the source"
        tables.remarks.append(Remark(place, "I1", message))
