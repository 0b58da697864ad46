"""A body's report beside its archived report before: the figures of both, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise, product
from typing import NamedTuple

from generator.derive.history import Break, breaks
from generator.derive.prose_changes import SectionChanges, prose_changes
from generator.model.cells import Cell
from generator.model.forms import APPLICANTS, RESULTS, REVIEW, Column, Group, Label, Layout, Row
from generator.model.report import Report


class Both(NamedTuple):
    """A cell in both years; None where the form of that year has no such cell."""

    was: Cell | None
    now: Cell | None

    @property
    def same(self) -> bool:
        """Whether both years print the same."""
        return self.was == self.now

    @property
    def difference(self) -> int | Decimal | None:
        """Later less earlier; None where either is not a number."""
        was = None if self.was is None else self.was.number
        now = None if self.now is None else self.now.number
        return None if was is None or now is None else now - was


@dataclass(frozen=True, slots=True)
class Compared:
    """One row: its key, its name, the group of the form that it stands in, and its cells."""

    key: str
    label: Label
    group: Label | None
    cells: tuple[Both, ...]

    @property
    def was(self) -> tuple[Cell | None, ...]:
        """The cells of the earlier year."""
        return tuple(cell.was for cell in self.cells)

    @property
    def now(self) -> tuple[Cell | None, ...]:
        """The cells of the later year."""
        return tuple(cell.now for cell in self.cells)

    @property
    def same(self) -> bool:
        """Whether both years print the same in every cell."""
        return all(cell.same for cell in self.cells)

    @property
    def only_before(self) -> bool:
        """Whether only the form of the earlier report has the row."""
        return all(cell.now is None for cell in self.cells)

    @property
    def only_after(self) -> bool:
        """Whether only the form of the later report has the row."""
        return all(cell.was is None for cell in self.cells)


@dataclass(frozen=True, slots=True)
class YearPair:
    """Two reports of a body of which the archive has none between.

    Rows of ``proactive`` are single cells; those of ``requests`` have one for each applicant, those of
    ``review`` one for each result.
    """

    before: Report
    after: Report
    breaks: tuple[Break, ...]
    proactive: tuple[Compared, ...]
    requests: tuple[Compared, ...]
    review: tuple[Compared, ...]
    prose: tuple[SectionChanges, ...]


def year_pairs(reports: Sequence[Report]) -> tuple[YearPair, ...]:
    """Each report, given oldest first, with the one before it."""
    return tuple(_pair(before, after) for before, after in pairwise(reports))


def _pair(before: Report, after: Report) -> YearPair:
    def both(address: str) -> Both:
        return Both(before.cells.get(address), after.cells.get(address))

    def row(key: str, label: Label, group: Label | None, columns: Sequence[Column]) -> Compared:
        return Compared(key, label, group, tuple(both(f"{key}.{column.key}") for column in columns))

    earlier, later = _proactive(before.layout), _proactive(after.layout)
    names = earlier | later
    rows = dict(_rows(before.layout.requests)) | dict(_rows(after.layout.requests))
    keys = _merged(
        [r.key for r in before.layout.request_rows], [r.key for r in after.layout.request_rows]
    )
    return YearPair(
        before,
        after,
        breaks((before, after)),
        tuple(
            Compared(address, names[address], None, (both(address),))
            for address in _merged(list(earlier), list(later))
        ),
        tuple(row(f"requests.{key}", *rows[key], APPLICANTS) for key in keys),
        tuple(row(f"review.{kind.key}", kind.label, None, RESULTS) for kind in REVIEW),
        prose_changes(before, after),
    )


def _proactive(layout: Layout) -> dict[str, Label]:
    """The cells of section 2 by address, each named by its row and its column."""
    return {
        f"proactive.{row.key}.{column.key}": Label(
            f"{row.label.zh} · {column.label.zh}", f"{row.label.en} · {column.label.en}"
        )
        for article in layout.articles
        for row, column in product(article.rows, article.columns)
    }


def _rows(
    items: Sequence[Row | Group], group: Label | None = None
) -> Iterator[tuple[str, tuple[Label, Label | None]]]:
    """The rows of section 3 by key, each with its label and the innermost group that it stands in."""
    for item in items:
        if isinstance(item, Group):
            yield from _rows(item.children, item.label)
        else:
            yield item.key, (item.label, group)


def _merged(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """The keys of both in the order of the later, those of the earlier alone behind their neighbours."""
    found = list(after)
    place = 0
    for key in before:
        if key in found:
            place = found.index(key) + 1
        else:
            found.insert(place, key)
            place += 1
    return found
