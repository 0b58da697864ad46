"""A body's report beside its archived report before: the figures of both, and what differs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from itertools import pairwise, product
from typing import NamedTuple

from generator.derive.history import Break, breaks
from generator.derive.prose_changes import Kind, SectionChanges, prose_changes, year_words
from generator.model.cells import Cell
from generator.model.forms import (
    APPLICANTS,
    LAYOUTS,
    RESULTS,
    REVIEW,
    Column,
    Group,
    Label,
    Layout,
    Row,
)
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


class Compared(NamedTuple):
    """One row: its key, its name, the group of the form that it stands in, and the cells of both years.

    A cell is None where the form of that year has no such cell.
    """

    key: str
    label: Label
    group: Label | None
    was: tuple[Cell | None, ...]
    now: tuple[Cell | None, ...]

    @property
    def cells(self) -> tuple[Both, ...]:
        """The cells of the earlier year, each with that of the later."""
        return tuple(map(Both, self.was, self.now))

    @property
    def same(self) -> bool:
        """Whether both years print the same in every cell."""
        return self.was == self.now

    @property
    def only_before(self) -> bool:
        """Whether only the form of the earlier report has the row."""
        return all(cell is None for cell in self.now)

    @property
    def only_after(self) -> bool:
        """Whether only the form of the later report has the row."""
        return all(cell is None for cell in self.was)


class _Place(NamedTuple):
    """Where a row stands: what its ``Compared`` tells of it, and the addresses of its cells."""

    key: str
    label: Label
    group: Label | None
    addresses: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class YearPair:
    """Two reports of a body of which the archive has none between.

    Rows of ``proactive`` are single cells; those of ``requests`` have one for each applicant, those of
    ``review`` one for each result. ``words`` are the characters of the prose by what they are.
    """

    before: Report
    after: Report
    breaks: tuple[Break, ...]
    proactive: tuple[Compared, ...]
    requests: tuple[Compared, ...]
    review: tuple[Compared, ...]
    prose: tuple[SectionChanges, ...]
    words: Mapping[Kind, int]


def year_pairs(reports: Sequence[Report]) -> tuple[YearPair, ...]:
    """Each report, given oldest first, with the one before it."""
    return tuple(_pair(before, after) for before, after in pairwise(reports))


def _pair(before: Report, after: Report) -> YearPair:
    was, now = before.cells.get, after.cells.get
    proactive, requests, review = (
        tuple(
            Compared(
                place.key,
                place.label,
                place.group,
                tuple(map(was, place.addresses)),
                tuple(map(now, place.addresses)),
            )
            for place in places
        )
        for places in _places(before.form_key, before.divided, after.form_key, after.divided)
    )
    prose = prose_changes(before, after)
    found = breaks((before, after))
    words = year_words(prose)
    return YearPair(before, after, found, proactive, requests, review, prose, words)


@cache
def _places(
    form_before: str,
    divided_before: bool,  # noqa: FBT001
    form_after: str,
    divided_after: bool,  # noqa: FBT001
) -> tuple[tuple[_Place, ...], ...]:
    """The rows of sections 2, 3 and 4 of two forms, in the order of the later."""
    before, after = LAYOUTS[form_before, divided_before], LAYOUTS[form_after, divided_after]
    earlier, later = _proactive(before), _proactive(after)
    names = earlier | later
    rows = dict(_rows(before.requests)) | dict(_rows(after.requests))
    keys = _merged([r.key for r in before.request_rows], [r.key for r in after.request_rows])
    return (
        tuple(_Place(a, names[a], None, (a,)) for a in _merged(list(earlier), list(later))),
        tuple(_place(f"requests.{key}", *rows[key], APPLICANTS) for key in keys),
        tuple(_place(f"review.{kind.key}", kind.label, None, RESULTS) for kind in REVIEW),
    )


def _place(key: str, label: Label, group: Label | None, columns: Sequence[Column]) -> _Place:
    return _Place(key, label, group, tuple(f"{key}.{column.key}" for column in columns))


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
