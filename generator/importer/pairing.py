"""Labels and the values that are certainly their own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.importer.atoms import Found, Token, Value
from generator.importer.lexicon import Role


@dataclass(frozen=True, slots=True)
class Group:
    """Values that stand together, between two labels or on one printed row."""

    values: tuple[Value, ...]
    whole_row: bool

    @property
    def identity(self) -> int:
        return self.values[0].identity


@dataclass(frozen=True, slots=True)
class RowLabel:
    """A row's label; ``order`` is its place in the form."""

    found: Found
    order: int


def groups(run: Sequence[Value]) -> list[Group]:
    """A run of values as printed rows where rows hold several, else as one group."""
    by_row: dict[int, list[Value]] = {}
    for value in run:
        by_row.setdefault(value.identity, []).append(value)
    several = any(sum(1 for v in row if v.text) > 1 for row in by_row.values())
    if several or not any(value.stream for value in run):
        return [Group(tuple(row), whole_row=True) for row in by_row.values()]
    return [Group(tuple(run), whole_row=False)]


def sequence_of(tokens: Sequence[Token], rows: Sequence[str]) -> list[RowLabel | Group]:
    """Labels of the rows and groups of values as they follow each other, heads left out."""
    sequence: list[RowLabel | Group] = []
    run: list[Value] = []
    for token in tokens:
        if isinstance(token, Value):
            run.append(token)
            continue
        if run:
            sequence += groups(run)
            run = []
        if isinstance(token, Found) and token.entry.role is Role.ROW and token.entry.key in rows:
            sequence.append(RowLabel(token, rows.index(token.entry.key)))
    if run:
        sequence += groups(run)
    first = next((n for n, item in enumerate(sequence) if isinstance(item, RowLabel)), None)
    if first is None:
        return []
    # Values on the line before the first label may be its own; those before are of the head.
    start = max(first - 1, 0) if first and filled(sequence[first - 1]) else first
    return [item for n, item in enumerate(sequence) if n >= start and _kept(item)]


def filled(item: RowLabel | Group) -> bool:
    """Whether values stand there, and not blanks alone."""
    return isinstance(item, Group) and any(value.text for value in item.values)


def _kept(item: RowLabel | Group) -> bool:
    return isinstance(item, RowLabel) or bool(item.values)


def pairs(
    sequence: list[RowLabel | Group], *, trusted: bool
) -> list[tuple[RowLabel, Group | None]]:
    """Each label with the values that are certainly its own, or with none."""
    labels = [item for item in sequence if isinstance(item, RowLabel)]
    in_order = trusted and all(a.order < b.order for a, b in pairwise(labels))
    own: dict[int, Group] = {}
    used: set[int] = set()
    for number, item in enumerate(sequence[:-1]):
        after = sequence[number + 1]
        if isinstance(item, RowLabel) and isinstance(after, Group):
            same_row = after.identity in item.found.identities
            if same_row and (in_order or _on_one_line(item.found, after)):
                own[number] = after
                used.add(number + 1)
    if in_order:
        _pair_rest(sequence, own, used)
    return [
        (item, own.get(number))
        for number, item in enumerate(sequence)
        if isinstance(item, RowLabel)
    ]


def _on_one_line(found: Found, group: Group) -> bool:
    value = group.values[0]
    return value.column is not None or value.place.line == found.place.line


def _pair_rest(sequence: list[RowLabel | Group], own: dict[int, Group], used: set[int]) -> None:
    """Labels whose values stand on other lines: label and values must alternate exactly."""
    segment: list[int] = []
    for number in [*range(len(sequence)), None]:
        if number is not None and number not in own and number not in used:
            segment.append(number)
            continue
        _pair_segment(sequence, segment, own)
        segment = []


def _pair_segment(
    sequence: list[RowLabel | Group], segment: list[int], own: dict[int, Group]
) -> None:
    groups = [item for n in segment if isinstance(item := sequence[n], Group)]
    if all(not group.whole_row or not any(v.text for v in group.values) for group in groups):
        # One cell a line: the values of a row follow its label, always.
        for first, second in pairwise(segment):
            one, other = sequence[first], sequence[second]
            if isinstance(one, RowLabel) and isinstance(other, Group) and not other.whole_row:
                own[first] = other
        return
    segment = [n for n in segment if isinstance(sequence[n], RowLabel) or filled(sequence[n])]
    if len(segment) % 2:
        return
    found = {}
    for first, second in zip(segment[::2], segment[1::2], strict=True):
        one, other = sequence[first], sequence[second]
        if isinstance(one, RowLabel) and isinstance(other, Group):
            found[first] = other
        elif isinstance(one, Group) and isinstance(other, RowLabel):
            found[second] = one
        else:
            return
    own.update(found)
