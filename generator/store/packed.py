"""Documents in pickles, between processes and between runs: ten times smaller and faster than as they are."""

from __future__ import annotations

import copyreg
import pickle
import sys
from array import array
from collections.abc import Iterator, Mapping
from dataclasses import fields
from operator import attrgetter
from types import MappingProxyType
from typing import Any

from generator.model.cells import Cell, Kind
from generator.model.forms import LAYOUTS, Label
from generator.model.regions import Region, load_regions
from generator.model.report import Body, Prose, Report, ReportSection, Source
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


class _Cells(dict[str, Cell]):
    """Every cell once, by its code."""

    def __missing__(self, code: str) -> Cell:
        self[code] = Cell(_KINDS[code[0]], code[1:])
        return self[code]


_cells = _Cells()


_values = attrgetter(*(field.name for field in fields(Report)))
_CELLS = [field.name for field in fields(Report)].index("cells")


def written(cells: Mapping[str, Cell]) -> str:
    """The kinds of cells and what is printed in them, in their order."""
    return _BETWEEN.join([_CODES[cell.kind] + cell.printed for cell in cells.values()])


def _document(document: Document[Any]) -> tuple[Any, ...]:
    report, places = document.value, _of_places(document.marks)
    if not isinstance(report, Report):
        return Document, (report, document.path, places, document.paragraphs)
    order, layout = tuple(report.cells), (report.form_key, report.divided)
    known = layout if order == LAYOUTS[layout].addresses else order
    values = list(_values(report))
    values[_CELLS] = written(report.cells)
    return _report, (values, known, document.path, places, document.paragraphs)


def _report(
    values: list[Any],
    order: tuple[Any, ...],
    path: str,
    places: _Places,
    paragraphs: Mapping[str, tuple[int, ...]],
) -> Document[Report]:
    addresses = LAYOUTS[order].addresses if len(order) == 2 else order
    found = zip(addresses, map(_cells.__getitem__, values[_CELLS].split(_BETWEEN)), strict=True)
    values[_CELLS] = MappingProxyType(dict(found))
    return Document(Report(*values), path, places, paragraphs)


def _mapping(mapping: MappingProxyType[Any, Any]) -> tuple[Any, ...]:
    return _shown, (dict(mapping),)


def _shown(mapping: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(mapping)  # its class cannot be named in a pickle


def _region(region: Region) -> tuple[Any, ...]:
    return _of_code, (region.code,)


def _of_code(code: str) -> Region:
    return load_regions()[code]


def by_fields(kind: type[Any]) -> None:
    """Have the values of a frozen class packed by their fields: pickle takes several times as long."""
    values = attrgetter(*(field.name for field in fields(kind)))
    copyreg.pickle(kind, lambda value: (kind, values(value)))


for _kind in (Body, Prose, ReportSection, Source, Label):
    by_fields(_kind)
copyreg.pickle(Document, _document)
copyreg.pickle(MappingProxyType, _mapping)
copyreg.pickle(Region, _region)


def packed(value: object) -> bytes:
    """A value that may hold documents as bytes."""
    return pickle.dumps(value, protocol=5)


def unpacked(data: bytes) -> Any:
    """What ``packed`` made them from; only for bytes of our own."""
    return pickle.loads(data)  # noqa: S301
