"""The files of the inverted index of before, brought up to date where reports say other words, come or go.

A correction changes the text of a report or two. Its number is put into the lists of the grams that the text
gained and taken from those of the grams that it lost. Where a report comes or goes those behind it get other
numbers, and all lists are gone through. What comes out is what ``Postings`` makes of all texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate, compress

from generator.search.packing import read_varint
from generator.search.postings import BITS, bucket, encoded, entry, files_for, is_key

GONE = -1
"""In the place of a number: there is no such report or body any more."""
_Lists = tuple[bytes, bytes, bytes]
_EMPTY: _Lists = (encoded((), 0), encoded((), 0), encoded((), 0))
_MARKS = bytes.maketrans(b"01", b"\0\1")


@dataclass(frozen=True)
class Numbers:
    """By each number of before the one of now, in the same order, or GONE; and how many there are ``now``."""

    of: Sequence[int]
    now: int

    @cached_property
    def moved(self) -> bool:
        """Whether any has another number now, or one has come or gone."""
        return [*self.of] != [*range(self.now)]


class Patch:
    """What the lists of each gram gain and lose."""

    def __init__(self) -> None:
        self._turned: defaultdict[str, tuple[set[int], ...]] = defaultdict(_none)

    def add(self, which: int, number: int, was: set[str], now: set[str]) -> None:
        """The grams of a report or body before and now; ``which`` is the list, 0 to 2, that it stands in.

        The number is the one of now. What is new held none before; what is gone need not be added.
        """
        for gram in filter(is_key, was ^ now):
            self._turned[gram][which].add(number)

    def applied(
        self, files: Sequence[bytes], documents: Numbers, bodies: Numbers
    ) -> list[bytes] | None:
        """The files with the changes; None where another number of files is to hold them."""
        found, numbers = list(files), (documents, documents, bodies)
        moved = documents.moved or bodies.moved
        by_file: dict[int, set[str]] = {number: set() for number in range(len(found)) if moved}
        for gram in self._turned:
            by_file.setdefault(bucket(gram, len(found)), set()).add(gram)
        for number, grams in by_file.items():
            entries = dict(_entries(found[number]))
            for gram in entries.keys() | grams if moved else grams:
                was = entries.pop(gram, _EMPTY)
                lists = [*map(_now, was, numbers, self._turned.get(gram, _NONE))]
                if any(lists):
                    first, second, third = map(encoded, lists, (of.now for of in numbers))
                    entries[gram] = first, second, third
            found[number] = b"".join(entry(gram, *lists) for gram, lists in sorted(entries.items()))
        return found if files_for(sum(map(len, found))) == len(found) else None


def _none() -> tuple[set[int], ...]:
    return set(), set(), set()


_NONE = _none()


def _now(was: bytes, numbers: Numbers, turned: set[int]) -> Sequence[int]:
    """A list of before with the numbers of now, without those that it lost and with those that it gained."""
    found = decoded(was, len(numbers.of))
    if numbers.moved:
        found = [number for number in map(numbers.of.__getitem__, found) if number != GONE]
    return sorted(turned.symmetric_difference(found)) if turned else found


def _entries(data: bytes) -> Iterator[tuple[str, _Lists]]:
    """Each gram of a file with the bytes of its lists."""
    at = 0
    while at < len(data):
        length, at = read_varint(data, at)
        gram, at = data[at : at + length].decode(), at + length
        first, at = _list(data, at)
        second, at = _list(data, at)
        third, at = _list(data, at)
        yield gram, (first, second, third)


def _list(data: bytes, at: int) -> tuple[bytes, int]:
    head, start = read_varint(data, at)
    end = start + (head >> 1)
    return data[at:end], end


def decoded(data: bytes, size: int) -> Sequence[int]:
    """The numbers below ``size`` that ``encoded`` made the bytes of."""
    head, at = read_varint(data, 0)
    if head & 1 == BITS:
        marks = f"{int.from_bytes(data[at:], 'little'):0{size}b}".encode()
        return [*compress(range(size), marks[::-1].translate(_MARKS))]
    gaps: Iterable[int] = data[at:] if data[at:].isascii() else _varints(data, at)
    return [*accumulate(gaps)]


def _varints(data: bytes, at: int) -> Iterator[int]:
    while at < len(data):
        number, at = read_varint(data, at)
        yield number
