"""Sums of cells: built as words and as numbers, or refused where a cell is no number."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property

from generator.model.cells import Cell, Kind
from generator.model.forms import APPLICANTS, RESULTS, Label, Layout
from generator.rules.results import (
    Amount,
    Comparison,
    Failed,
    NotAssessable,
    Passed,
    Result,
    Side,
    Term,
    holds,
)

_NUMBERING = re.compile(r"^(?:[一二三四]、|（[一二三四五六七]）|[0-9]\.\s?|\([0-9]\)\s?)")
_KINDS = {
    Kind.BLANK: Label("空白", "blank"),
    Kind.MARK: Label("标记", "mark"),
    Kind.TEXT: Label("文字", "text"),
    Kind.NOT_IN_COPY: Label("存档副本中没有", "not in our copy"),
}


_ALL_NAMED = 4  # a longer sum names those that are not zero


@dataclass(frozen=True)
class Identity:
    """Two sums of cells that should stand in a relation; ``where`` says of which row or column."""

    left: tuple[str, ...]
    right: tuple[str, ...]
    where: Label
    names: Mapping[str, Label]
    sign: str = "="
    minus: frozenset[str] = frozenset()

    @cached_property
    def cells(self) -> tuple[str, ...]:
        """Every address of both sides."""
        return (*self.left, *self.right)

    def sums(self, cells: Mapping[str, Cell]) -> tuple[Amount, Amount] | None:
        """Both sums as numbers; None where a cell is no number."""
        left, right = self._sum(self.left, cells), self._sum(self.right, cells)
        return None if left is None or right is None else (left, right)

    def _sum(self, addresses: tuple[str, ...], cells: Mapping[str, Cell]) -> Amount | None:
        total: Amount = 0
        for address in addresses:
            number = cells[address].number
            if number is None:
                return None
            if number:
                total = total - number if address in self.minus else total + number
        return total

    def gap(self, cells: Mapping[str, Cell]) -> Amount | None:
        """Left minus right; None where a cell is no number."""
        sums = self.sums(cells)
        return None if sums is None else sums[0] - sums[1]


def short(label: Label) -> Label:
    """A label without its numbering and without what stands in brackets."""
    return Label(
        _NUMBERING.sub("", label.zh).partition("（")[0], _NUMBERING.sub("", label.en).split(" (")[0]
    )


@cache
def row_names(layout: Layout) -> Mapping[str, Label]:
    """Short names of the rows of section 3 by key."""
    return {row.key: short(row.label) for row in layout.request_rows}


APPLICANT_NAMES = {column.key: column.label for column in APPLICANTS}
RESULT_NAMES = {column.key: column.label for column in RESULTS}


def compare(identity: Identity, cells: Mapping[str, Cell]) -> Comparison | None:
    """Both sides in words and numbers, blanks as zero; None where another cell is no number."""
    values: dict[str, Amount] = {}
    for address in identity.cells:
        number = _value(cells[address])
        if number is None:
            return None
        values[address] = number
    return Comparison(
        _side(identity, identity.left, values),
        _side(identity, identity.right, values),
        identity.sign,
    )


def _value(cell: Cell) -> Amount | None:
    return 0 if cell.kind is Kind.BLANK else cell.number


def _side(identity: Identity, addresses: tuple[str, ...], values: Mapping[str, Amount]) -> Side:
    total: Amount = 0
    terms: list[Term] = []
    short_enough = len(addresses) <= _ALL_NAMED
    for address in addresses:
        value = values[address]
        minus = address in identity.minus
        total = total - value if minus else total + value
        if value != 0 or short_enough:
            terms.append(Term("−" if minus else "+", identity.names[address], value))
    return Side(tuple(terms), total, len(addresses))


def evidence(addresses: Sequence[str], cells: Mapping[str, Cell]) -> dict[str, str]:
    """What is printed in the cells that are not zero, and in the first one whatever it is."""
    return {
        address: cells[address].printed
        for index, address in enumerate(addresses)
        if index == 0 or cells[address].number != 0
    }


def unreadable(addresses: Sequence[str], cells: Mapping[str, Cell]) -> Label:
    """The reason why cells cannot be added up: the kinds of those that are no numbers."""
    kinds = [cells[address].kind for address in addresses if cells[address].number is None]
    distinct = list(dict.fromkeys(kinds))
    zh = "、".join(f"{kinds.count(kind)}格是{_KINDS[kind].zh}" for kind in distinct)
    en = ", ".join(f"{kinds.count(kind)} {_KINDS[kind].en}" for kind in distinct)
    count = len(addresses)
    return Label(f"{count}格中有{zh}，不是数字", f"not numbers: {en} (of {count} cells)")


def judge(
    identity: Identity, cells: Mapping[str, Cell], *, point_at: str, totals: Sequence[str] = ()
) -> Result:
    """Judge an identity strictly; a blank makes it not assessable, with what zeros would give.

    ``totals`` are the cells of the identity that only sum up: where they alone are filled there is
    nothing to compare.
    """
    addresses = identity.cells
    sums = identity.sums(cells)
    if sums is not None and holds(*sums, identity.sign):
        return Passed(addresses)
    if totals and all(cells[a].kind is Kind.BLANK for a in addresses if a not in totals):
        return NotAssessable(
            addresses, Label("只填了总计，或全部空白", "only totals are filled, or nothing")
        )
    comparison = compare(identity, cells)
    if comparison is None or sums is None:
        return NotAssessable(addresses, unreadable(addresses, cells), comparison)
    pointed = (point_at, *(address for address in addresses if address != point_at))
    return Failed(pointed, _told(identity.where, comparison), evidence(pointed, cells), comparison)


def _told(where: Label, comparison: Comparison) -> Label:
    left, right = comparison.left.text, comparison.right.text
    difference = abs(comparison.difference)
    if comparison.sign == "≤":
        return Label(
            f"{where.zh}：{left.zh}，应不大于 {right.zh}，多出 {difference}",
            f"{where.en}: {left.en}, expected at most {right.en}, exceeds it by {difference}",
        )
    return Label(
        f"{where.zh}：{left.zh}；{right.zh}；相差 {difference}。按所印数字，两边不相等",
        f"{where.en}: {left.en}; {right.en}; difference {difference}. "
        "The figures do not add up as printed",
    )


def whole(cell: Cell) -> bool:
    """Whether a number is a count: whole and not negative."""
    number = cell.number
    return number is not None and number >= 0 and not isinstance(number, Decimal)
