"""Bytes as they are served: packed here, because not every host packs what it serves."""

from __future__ import annotations

import json
import zlib
from collections.abc import Iterable
from typing import Any

WINDOW = 32_000  # bytes; DEFLATE looks back 32 KiB at most


def varint(number: int) -> bytes:
    """LEB128: seven bits a byte, the lowest first."""
    found = bytearray()
    while number > 0x7F:
        found.append(number & 0x7F | 0x80)
        number >>= 7
    found.append(number)
    return bytes(found)


def read_varint(data: bytes, at: int) -> tuple[int, int]:
    """The number whose bytes begin at a place, and the place behind them; IndexError where there is none."""
    value = shift = 0
    while data[at] > 0x7F:
        value |= (data[at] & 0x7F) << shift
        shift += 7
        at += 1
    return value | data[at] << shift, at + 1


def packed(data: bytes, known: bytes = b"") -> bytes:
    """Raw DEFLATE; ``known`` is what the reader puts before it and that it may refer to."""
    if known:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=known)
    else:
        packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9)
    return packer.compress(data) + packer.flush()


def unpacked(data: bytes, known: bytes = b"") -> bytes:
    """What was packed; zlib.error where that cannot be read."""
    unpacker = zlib.decompressobj(-15, zdict=known) if known else zlib.decompressobj(-15)
    return unpacker.decompress(data) + unpacker.flush()


def as_json(value: Any) -> str:
    """JSON without spaces, in the order given."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def gaps(numbers: Iterable[int]) -> list[int]:
    """Ascending numbers as the first and the steps to the next."""
    found, last = [], 0
    for number in numbers:
        found.append(number - last)
        last = number
    return found
