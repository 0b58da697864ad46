"""Edits in place: one value of a report file, and its log; all other bytes stay as they are."""

from __future__ import annotations

from collections.abc import Iterator

import yaml

from generator.model.cells import BLANK, Cell
from generator.model.correction import Correction
from generator.model.differences import FIELDS, is_prose
from generator.model.report import Report
from generator.store.files import CORRECTION, Document, logged
from generator.store.shapes import CellShape, LoggedShape, Text, dump

# The keys before the log in a canonical file, nearest first; the last is in every file.
_BEFORE_LOG = ("acknowledgements", "notes", "source")


class NotEditableError(Exception):
    """The file is laid out in a way that cannot be edited in place; the message says why."""


def with_correction(data: bytes, document: Document[Report], correction: Correction) -> bytes:
    """The bytes of a report file with one value changed and the change logged.

    ``correction`` is of an address that the document has, from the value it has. Nothing is checked
    here: the caller reads the result.
    """
    text = data.decode("utf-8")
    changed = _with_value(text, document.marks[correction.cell], correction)
    return _with_entry(changed, correction).encode("utf-8")


def _with_value(text: str, place: tuple[int, int], correction: Correction) -> str:
    # The place of a label is that of its key; its value is the next one.
    start, end = _span(text, place, further=int(correction.cell.startswith("labels[")))
    was, now = correction.was or BLANK, correction.now or BLANK
    if is_prose(correction.cell):
        written = text[start:end]
        if written.count(was.printed) != 1:
            raise NotEditableError("the passage is not written in one piece in the file")
        return text[:start] + written.replace(was.printed, now.printed) + text[end:]
    space = " " if start == end else ""  # a key without a value
    # A block scalar ends with the line after it.
    line_end = "\n" if text[start:end].endswith("\n") else ""
    return text[:start] + space + _written(correction.cell, now) + line_end + text[end:]


def _written(address: str, value: Cell) -> str:
    """The value as the canonical writer writes it at the address."""
    if address in FIELDS or not address.startswith(("proactive.", "requests.", "review.")):
        day = LoggedShape().write(value)
        plain = value.printed and day.tag.endswith(":str")
        node = Text().write(value.printed) if plain else day
    else:
        node = CellShape().write(value)
    pair = [(Text().write("k"), node)]
    return dump(yaml.MappingNode("tag:yaml.org,2002:map", pair, flow_style=False))[3:-1]


def _span(text: str, place: tuple[int, int], further: int = 0) -> tuple[int, int]:
    """Where the scalar at a line and column, or one further on, begins and ends in the text."""
    found = False
    for event in yaml.parse(text, Loader=yaml.CSafeLoader):
        start, end = event.start_mark, event.end_mark
        if not isinstance(event, yaml.ScalarEvent) or start is None or end is None:
            continue
        found = found or (start.line + 1, start.column + 1) == place
        if found and further == 0:
            return start.index, end.index
        further -= found
    raise NotEditableError("found no single value at this place")


def _with_entry(text: str, correction: Correction) -> str:
    tops = dict(_top_level(text))
    prefix = "- "
    if log := tops.get("corrections"):
        if not isinstance(log, yaml.SequenceNode) or log.flow_style:
            raise NotEditableError("corrections: is written on one line; run gongkai fmt first")
        first = log.value[0].start_mark
        prefix = text[first.index - first.column : first.index]
        if prefix.strip() != "-":
            raise NotEditableError("corrections: is not a list of one entry a line")
        after = log.value[-1]
    else:
        after = next(tops[key] for key in _BEFORE_LOG if key in tops)
    eol = "\r\n" if "\r\n" in text else "\n"
    at = text.find("\n", _end(after)) + 1 or len(text)
    lines = dump(CORRECTION.write(logged(correction))).splitlines()
    indent = " " * len(prefix)
    entry = [prefix + lines[0], *(indent + line for line in lines[1:])]
    if log is None:
        entry.insert(0, "corrections:")
    return text[:at] + "".join(line + eol for line in entry) + text[at:]


def _top_level(text: str) -> Iterator[tuple[str, yaml.Node]]:
    root = yaml.compose(text, Loader=yaml.CSafeLoader)
    if not isinstance(root, yaml.MappingNode):
        raise NotEditableError("the file is not a mapping")
    for key, value in root.value:
        yield key.value, value


def _end(node: yaml.Node) -> int:
    """The place of the last character of the last value in a node."""
    if isinstance(node, yaml.CollectionNode) and node.value and not node.flow_style:
        last = node.value[-1]
        return _end(last[1] if isinstance(last, tuple) else last)
    return int(node.end_mark.index) - 1
