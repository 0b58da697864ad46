"""Documents in pickles, between processes and between runs: ten times smaller and faster than as they are."""

from __future__ import annotations

import copyreg
import pickle
import sys
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from generator.model.cells import Cell, Kind
from generator.model.forms import LAYOUTS, Label
from generator.model.regions import Region
from generator.model.report import Prose, Report, ReportSection, Source
from generator.store.files import Document

_CODES = {kind: str(number) for number, kind in enumerate(Kind)}
_KINDS = {code: kind for kind, code in _CODES.items()}
_BETWEEN = "\x1f"  # no data file can hold it


class _Places(Mapping[str, tuple[int, int]]):
    """Line and column by address, read when the first is asked for: most documents are never asked."""

    def __init__(self, addresses: str, numbers: bytes) -> None:
        self._packed = sys.intern(addresses), numbers  # few lists, ten thousand characters each
        self._read: dict[str, tuple[int, int]] | None = None

    def _places(self) -> dict[str, tuple[int, int]]:
        if self._read is None:
            numbers = array("I", self._packed[1])
            pairs = zip(numbers[::2], numbers[1::2], strict=True)
            self._read = dict(zip(self._packed[0].split(_BETWEEN), pairs, strict=True))
        return self._read

    def __getitem__(self, address: str) -> tuple[int, int]:
        return self._places()[address]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places())

    def __len__(self) -> int:
        return len(self._packed[1]) // (2 * array("I").itemsize)

    def __reduce__(self) -> tuple[Any, ...]:
        return _Places, self._packed


def _of_places(places: Mapping[str, tuple[int, int]]) -> _Places:
    if isinstance(places, _Places):
        return places
    numbers = array("I", (number for place in places.values() for number in place))
    return _Places(_BETWEEN.join(places), numbers.tobytes())


@lru_cache(maxsize=65536)
def _cell(code: str) -> Cell:
    return Cell(_KINDS[code[0]], code[1:])


def _document(document: Document[Any]) -> tuple[Any, ...]:
    value, places = document.value, _of_places(document.marks)
    if not isinstance(value, Report):
        return Document, (value, document.path, places, document.paragraphs)
    order = tuple(value.cells)
    layout = value.form_key, value.divided
    cells = _BETWEEN.join(f"{_CODES[cell.kind]}{cell.printed}" for cell in value.cells.values())
    known = layout if order == LAYOUTS[layout].addresses else order
    rest = document.path, places, document.paragraphs
    return _report, (replace(value, cells={}), known, cells, *rest)


def _report(
    value: Report,
    order: tuple[Any, ...],
    cells: str,
    path: str,
    places: _Places,
    paragraphs: Mapping[str, tuple[int, ...]],
) -> Document[Report]:
    addresses = LAYOUTS[order].addresses if len(order) == 2 else order
    found = zip(addresses, map(_cell, cells.split(_BETWEEN)), strict=True)
    return Document(replace(value, cells=MappingProxyType(dict(found))), path, places, paragraphs)


def _mapping(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _shown, (dict(mapping),)


def _shown(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)  # its class cannot be named in a pickle


def _plainly(value: Any) -> tuple[Any, ...]:
    """A frozen value by its fields: several times sooner than pickle takes a dataclass with slots."""
    return type(value), tuple(getattr(value, field.name) for field in fields(value))


for _kind in (Prose, ReportSection, Source, Label, Region):
    copyreg.pickle(_kind, _plainly)
copyreg.pickle(Document, _document)
copyreg.pickle(MappingProxyType, _mapping)


def packed(value: object) -> bytes:
    """A value that may hold documents as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes) -> Any:
    """What ``packed`` made them from; only for bytes of our own."""
    return pickle.loads(data)  # noqa: S301
