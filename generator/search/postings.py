"""Which documents hold which characters, in small files: the inverted index.

A *gram* is a character or two that follow each other, letters and digits only. Positions are not kept: the
browser looks at the text of what it shows.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from itertools import repeat
from operator import add, sub

from generator.search.normal import is_word
from generator.search.packing import varint

OFTEN = 3  # so many times in a document, and it is more about it than others
LARGEST = 4096  # files
FILLED = 3000  # bytes that a file is to hold, more or less, before it is packed
PINYIN = "~"  # before the letters of a name; no gram begins with it

GAPS, BITS = 0, 1


class Postings:
    """The lists of every gram; documents and bodies are numbered from 0 and added in their order."""

    def __init__(self) -> None:
        self._all: defaultdict[str, array[int]] = defaultdict(_numbers)
        self._often: defaultdict[str, array[int]] = defaultdict(_numbers)
        self._named: defaultdict[str, array[int]] = defaultdict(_numbers)
        self.documents = 0
        self.bodies = 0

    def add_document(self, text: str) -> None:
        """Add a document by its normal text."""
        every, often = grams_of(text)
        for lists, grams in ((self._all, every), (self._often, often)):
            # Seventeen million at ten thousand reports: the loop runs in C.
            _run(map(array.append, map(lists.__getitem__, grams), repeat(self.documents)))
        self.documents += 1

    def add_body(self, names: str, letters: Iterable[str]) -> None:
        """Add a body by its names in their normal form and the letters that they are found under."""
        for gram in sorted(grams_of_body(names, letters)):
            self._named[gram].append(self.bodies)
        self.bodies += 1

    def buckets(self) -> list[bytes]:
        """The files: how many there are is a power of two, and ``bucket`` says which holds a gram."""
        entries = list(self._entries())
        count = files_for(sum(len(entry) for _, entry in entries))
        files = [bytearray() for _ in range(count)]
        for key, entry in entries:
            files[bucket(key, count)] += entry
        return [bytes(file) for file in files]

    def _entries(self) -> Iterator[tuple[str, bytes]]:
        for gram in sorted(self._all.keys() | self._named.keys()):
            if is_key(gram):
                yield (
                    gram,
                    entry(
                        gram,
                        encoded(self._all.get(gram, ()), self.documents),
                        encoded(self._often.get(gram, ()), self.documents),
                        encoded(self._named.get(gram, ()), self.bodies),
                    ),
                )


def grams_of(text: str) -> tuple[set[str], set[str]]:
    """The grams of a normal text, and those that stand often in it; not all of them are keys."""
    counts = Counter(map(add, text, text[1:]))
    return {*counts, *text}, {gram for gram, times in counts.items() if times >= OFTEN}


def grams_of_body(names: str, letters: Iterable[str]) -> set[str]:
    """The grams of a body's names in their normal form, and the letters that they are found under."""
    return {*map(add, names, names[1:]), *names, *(PINYIN + each for each in letters)}


def is_key(gram: str) -> bool:
    """Whether the index has an entry for the gram."""
    return (gram.startswith(PINYIN) and len(gram) > 2) or all(map(is_word, gram))


def entry(gram: str, *lists: bytes) -> bytes:
    """The entry of a gram in a file: its name, then its lists as ``encoded`` makes them."""
    name = gram.encode()
    return varint(len(name)) + name + b"".join(lists)


def files_for(size: int) -> int:
    """How many files there are for entries of so many bytes."""
    return min(LARGEST, 1 << (size // FILLED).bit_length())


def _numbers() -> array[int]:
    return array("I")


def _run(calls: Iterator[None]) -> None:
    deque(calls, maxlen=0)


def bucket(key: str, count: int) -> int:
    """Which of ``count`` files holds the key: FNV-1a of its UTF-8 bytes, 32 bits."""
    value = 0x811C9DC5
    for byte in key.encode():
        value = (value ^ byte) * 0x01000193 & 0xFFFFFFFF
    return value % count


def encoded(numbers: Sequence[int], size: int) -> bytes:
    """Ascending numbers below ``size`` as their length and kind, then gaps or bits, whichever is shorter."""
    if len(numbers) > (size + 7) // 8:
        marks = bytearray(b"0" * size)
        _run(map(marks.__setitem__, numbers, repeat(ord("1"))))
        data, kind = int(marks[::-1], 2).to_bytes((size + 7) // 8, "little"), BITS
    else:
        gaps = [*numbers[:1], *map(sub, numbers[1:], numbers)]
        short = not gaps or max(gaps) < 0x80
        data, kind = bytes(gaps) if short else b"".join(map(varint, gaps)), GAPS
    return varint(len(data) << 1 | kind) + data
