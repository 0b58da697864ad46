"""The files of the inverted index of before, brought up to date where the same reports say other words.

A correction changes the text of a report or two. Its number is put into the lists of the grams that the text
gained and taken from those of the grams that it lost; what comes out is what ``Postings`` makes of all texts.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate

from generator.search.packing import read_varint
from generator.search.postings import BITS, bucket, encoded, entry, files_for, is_key

_Lists = tuple[bytes, bytes, bytes]


class Patch:
    """The numbers that the three lists of each gram gained or lost."""

    def __init__(self) -> None:
        self._turned: defaultdict[str, tuple[set[int], ...]] = defaultdict(_none)

    def add(self, which: int, number: int, was: set[str], now: set[str]) -> None:
        """The grams of a report or body before and now; ``which`` is the list, 0 to 2, that it stands in."""
        for gram in filter(is_key, was ^ now):
            self._turned[gram][which].add(number)

    def applied(self, files: Sequence[bytes], documents: int, bodies: int) -> list[bytes] | None:
        """The files with the changes; None where another number of files is to hold them."""
        found, sizes = list(files), (documents, documents, bodies)
        by_file: dict[int, list[str]] = {}
        for gram in self._turned:
            by_file.setdefault(bucket(gram, len(found)), []).append(gram)
        for number, grams in by_file.items():
            found[number] = self._file(found[number], grams, sizes)
        return found if files_for(sum(map(len, found))) == len(found) else None

    def _file(self, data: bytes, grams: Iterable[str], sizes: Sequence[int]) -> bytes:
        entries = dict(_entries(data))
        for gram in grams:
            was = entries.pop(gram, None)
            lists = [set[int]()] * 3 if was is None else list(map(decoded, was, sizes))
            lists = [
                numbers ^ turned for numbers, turned in zip(lists, self._turned[gram], strict=True)
            ]
            if any(lists):
                first, second, third = map(encoded, map(sorted, lists), sizes)
                entries[gram] = first, second, third
        return b"".join(entry(gram, *lists) for gram, lists in sorted(entries.items()))


def _none() -> tuple[set[int], ...]:
    return set(), set(), set()


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


def decoded(data: bytes, size: int) -> set[int]:
    """The numbers below ``size`` that ``encoded`` made the bytes of."""
    head, at = read_varint(data, 0)
    if head & 1 == BITS:
        marks = f"{int.from_bytes(data[at:], 'little'):0{size}b}"
        return {number for number, mark in enumerate(reversed(marks)) if mark == "1"}
    gaps = []
    while at < len(data):
        gap, at = read_varint(data, at)
        gaps.append(gap)
    return set(accumulate(gaps))
