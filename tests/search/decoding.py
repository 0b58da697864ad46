"""The index read as docs/fulltext.md describes it, for tests."""

from __future__ import annotations

import json
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate, pairwise
from typing import Any

from generator.search.postings import bucket


def unpacked(data: bytes, known: bytes = b"") -> bytes:
    """Raw DEFLATE, with what it refers back to."""
    unpacker = zlib.decompressobj(-15, zdict=known) if known else zlib.decompressobj(-15)
    return unpacker.decompress(data) + unpacker.flush()


class Reading:
    """A file read from its beginning."""

    def __init__(self, data: bytes) -> None:
        self.data, self.at = data, 0

    def varint(self) -> int:
        value, shift = 0, 0
        while True:
            byte = self.data[self.at]
            self.at += 1
            value |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80:
                return value

    def take(self, length: int) -> bytes:
        self.at += length
        return self.data[self.at - length : self.at]

    def numbers(self) -> list[int]:
        head = self.varint()
        data = self.take(head >> 1)
        if head & 1:
            return [
                i * 8 + bit for i, byte in enumerate(data) for bit in range(8) if byte >> bit & 1
            ]
        inner, gaps = Reading(data), []
        while inner.at < len(data):
            gaps.append(inner.varint())
        return list(accumulate(gaps))


def entries(data: bytes) -> dict[str, tuple[list[int], list[int], list[int]]]:
    """The three lists of every key of a file."""
    reading = Reading(data)
    found = {}
    while reading.at < len(data):
        key = reading.take(reading.varint()).decode()
        found[key] = (reading.numbers(), reading.numbers(), reading.numbers())
    return found


def candidates(files: list[bytes], text: str) -> set[int]:
    """The documents that hold every pair of the text's characters, or its only one."""
    grams = [a + b for a, b in pairwise(text)] or [text]
    return set.intersection(
        *(
            set(entries(files[bucket(gram, len(files))]).get(gram, ([], [], []))[0])
            for gram in grams
        )
    )


@dataclass
class Read:
    """An index by the paths of its files below its folder."""

    files: Mapping[str, bytes]

    @property
    def about(self) -> Any:
        return json.loads(self.files["index.json"])

    def json(self, path: str) -> Any:
        return json.loads(unpacked(self.files[path]))

    def block(self, body: int) -> Any:
        known = unpacked(self.files["shared.bin"])
        return json.loads(unpacked(self.files[f"text/0/{body}.bin"], known).decode("utf-16-le"))

    @property
    def buckets(self) -> list[bytes]:
        return [unpacked(self.files[f"grams/0/{n}.bin"]) for n in range(self.about["buckets"])]
