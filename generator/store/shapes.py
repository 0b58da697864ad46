"""Shapes: what a node of a data file may be, told once and used four ways.

A shape reads a marked node into a value (noting every problem), writes a value back as a YAML
node in canonical style, and describes itself as JSON Schema. The values are plain: None, text,
int, date, Cell, Prose, tuples and dicts; ``generator.store.files`` makes the model from them.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final, Protocol

import yaml

from generator.model.cells import (
    BLANK,
    MISSING,
    NOT_IN_COPY,
    Cell,
    Kind,
    disguised_number,
    is_number,
)
from generator.model.forms import Column, Label
from generator.model.report import NO_PROSE, NOT_ARCHIVED, Prose
from generator.problems import Problem
from generator.store import nodes

Schema = dict[str, Any]


class _Invalid:
    """What reading returns where there is no value; the problem has been noted."""

    def __repr__(self) -> str:
        return "INVALID"


INVALID: Final = _Invalid()


@dataclass(slots=True)
class Context:
    """Where a file is read: its path, the problems so far, and the place of every value.

    ``paragraphs`` has the lines on which the paragraphs of a prose stand, where they have lines.
    """

    path: str
    problems: list[Problem] = field(default_factory=list)
    marks: dict[str, tuple[int, int]] = field(default_factory=dict)
    paragraphs: dict[str, tuple[int, ...]] = field(default_factory=dict)

    def note(self, at: nodes.Node | nodes.Entry, address: str, zh: str, en: str) -> _Invalid:
        """Note a problem at a node; the address inside the file leads the message."""
        told = Label(f"{address}：{zh}", f"{address}: {en}") if address else Label(zh, en)
        self.problems.append(Problem.told(self.path, (at.line, at.column), "S1", told))
        return INVALID

    def unlike(self, node: nodes.Node, address: str, expected: Label) -> _Invalid:
        """Note that a node is not what is expected at its address."""
        zh = f"这里是{node.zh}，应为{expected.zh}"
        return self.note(node, address, zh, f"found {node}, expected {expected.en}")


def _valid(values: dict[str, Any], context: Context) -> dict[str, Any] | _Invalid:
    """The values, if there is each; where one is not, a problem was noted."""
    if context.problems and any(value is INVALID for value in values.values()):
        return INVALID
    return values


class Shape(Protocol):
    """How one kind of value is read, written and described."""

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        """The value, or INVALID with problems noted."""

    def write(self, value: Any) -> yaml.Node:
        """The YAML node in canonical style."""

    def schema(self) -> Schema:
        """The JSON Schema of the value."""


def _scalar(tag: str, text: str, style: str | None = None) -> yaml.ScalarNode:
    return yaml.ScalarNode(f"tag:yaml.org,2002:{tag}", text, style=style)


NULL_NODE = ("null", "null")


_TEXT = Label("文字", "text")


@dataclass(frozen=True, slots=True)
class Text:
    """A text on one line, not empty; with a pattern, the whole of it must match."""

    what: Label = _TEXT
    pattern: str | None = None
    quoted: bool = False

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if not isinstance(node, nodes.Scalar) or not isinstance(node.value, str):
            return context.unlike(node, address, _with_hint(self.what, node))
        text = node.value
        if text != text.strip() or not text or "\n" in text:
            expected = Label(
                f"{self.what.zh}，写在一行，前后没有空格",
                f"{self.what.en} on one line without spaces around it",
            )
            return context.unlike(node, address, expected)
        if self.pattern and not re.fullmatch(self.pattern, text):
            return context.unlike(node, address, self.what)
        return text

    def write(self, value: Any) -> yaml.Node:
        return _scalar("str", value, '"' if self.quoted else None)

    def schema(self) -> Schema:
        return {
            "type": "string",
            "pattern": f"^(?:{self.pattern})$" if self.pattern else r"^\S(.*\S)?$",
        }


def _with_hint(expected: Label, node: nodes.Node) -> Label:
    """What is expected; with quotes, where the node would then be a text."""
    if isinstance(node, nodes.Scalar) and isinstance(node.value, nodes.Number | date | bool):
        return Label(f"{expected.zh}，请加引号", f"{expected.en}: put it in quotes")
    return expected


@dataclass(frozen=True, slots=True)
class Choice:
    """One of a few texts."""

    values: tuple[str, ...]
    quoted: bool = False

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and node.value in self.values:
            return node.value
        one_of = ", ".join(f'"{value}"' if self.quoted else value for value in self.values)
        expected = Label(f"以下之一：{one_of}", f"one of {one_of}")
        return context.unlike(node, address, _with_hint(expected, node))

    def write(self, value: Any) -> yaml.Node:
        return _scalar("str", value, '"' if self.quoted else None)

    def schema(self) -> Schema:
        return {"enum": list(self.values)}


@dataclass(frozen=True, slots=True)
class Integer:
    """A whole number within bounds."""

    low: int
    high: int

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and isinstance(node.value, nodes.Number):
            written = node.value.written
            if "." not in written and self.low <= int(written) <= self.high:
                return int(written)
        expected = Label(
            f"{self.low} 到 {self.high} 的整数", f"a whole number from {self.low} to {self.high}"
        )
        return context.unlike(node, address, expected)

    def write(self, value: Any) -> yaml.Node:
        return _scalar("int", str(value))

    def schema(self) -> Schema:
        return {"type": "integer", "minimum": self.low, "maximum": self.high}


@dataclass(frozen=True, slots=True)
class Truth:
    """A mark that is either there, as ``true``, or left out."""

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and node.value is True:
            return True
        return context.unlike(node, address, Label("true，或没有这个键", "true, or no such key"))

    def write(self, value: Any) -> yaml.Node:
        return _scalar("bool", str(value).lower())

    def schema(self) -> Schema:
        return {"const": True}


@dataclass(frozen=True, slots=True)
class Day:
    """A day, written 2024-01-31."""

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and isinstance(node.value, date):
            return node.value
        expected = Label("日期，例如 2024-01-31", "a date such as 2024-01-31")
        return context.unlike(node, address, expected)

    def write(self, value: Any) -> yaml.Node:
        return _scalar("timestamp", value.isoformat())

    def schema(self) -> Schema:
        return {"type": "string", "format": "date"}


@dataclass(frozen=True, slots=True)
class Optional:
    """A value that may be null: not known, or not there."""

    shape: Shape

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and node.value is None:
            return None
        return self.shape.read(node, address, context)

    def write(self, value: Any) -> yaml.Node:
        return _scalar(*NULL_NODE) if value is None else self.shape.write(value)

    def schema(self) -> Schema:
        return {"anyOf": [{"type": "null"}, self.shape.schema()]}


@dataclass(frozen=True, slots=True)
class CellShape:
    """One cell: a number, null (blank), a mark, a text, or "?" (not in our copy)."""

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and isinstance(node.value, nodes.Number):
            return Cell.of_number(node.value.written)  # nearly all are numbers
        expected = Label('数字、null、"/"、文字或 "?"', 'a number, null, "/", a text, or "?"')
        if isinstance(node, nodes.Scalar):
            match node.value:
                case None:
                    return BLANK
                case str(text) if text == NOT_IN_COPY:
                    return MISSING
                case str(text) if number := disguised_number(text):
                    expected = Label(
                        f"数字 {number}，请不加引号", f"number {number}: write it without quotes"
                    )
                case str(text) if text.strip() and "\n" not in text:
                    return Cell.of_text(text)
        return context.unlike(node, address, expected)

    def write(self, value: Any) -> yaml.Node:
        match value.kind:
            case Kind.BLANK:
                return _scalar(*NULL_NODE)
            case Kind.NUMBER:
                return _scalar("float" if "." in value.printed else "int", value.printed)
            case Kind.NOT_IN_COPY:
                return _scalar("str", NOT_IN_COPY, '"')
            case _:
                return _scalar("str", value.printed, '"')

    def schema(self) -> Schema:
        text = {
            "type": "string",
            "minLength": 1,
            "not": {"pattern": r"^\s*-?[0-9]+(\.[0-9]+)?\s*$"},
        }
        return {"anyOf": [{"type": ["number", "null"]}, text]}


@dataclass(frozen=True, slots=True)
class CellRow:
    """A row of cells as a flow list, one for each column, in the order of the form."""

    columns: tuple[Column, ...]

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if not isinstance(node, nodes.Sequence) or len(node.items) != len(self.columns):
            names = ", ".join(column.key for column in self.columns)
            count, zh = len(self.columns), "、".join(column.label.zh for column in self.columns)
            expected = Label(f"有 {count} 格的列表（{zh}）", f"a list of {count} cells ({names})")
            return context.unlike(node, address, expected)
        cells: dict[str, Any] = {}
        read, marks = CellShape().read, context.marks  # there are two hundred
        for column, item in zip(self.columns, node.items, strict=True):
            place = f"{address}.{column.key}"
            marks[place] = (item.line, item.column)
            cells[column.key] = read(item, place, context)
        return _valid(cells, context)

    def write(self, value: Any) -> yaml.Node:
        cells = [CellShape().write(value[column.key]) for column in self.columns]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", cells, flow_style=True)

    def schema(self) -> Schema:
        count = len(self.columns)
        names = ", ".join(column.label.zh for column in self.columns)
        return {
            "type": "array",
            "description": names,
            "items": {"$ref": "#/$defs/cell"},
            "minItems": count,
            "maxItems": count,
        }


@dataclass(frozen=True, slots=True)
class Key:
    """One key of a record; one that is not required is left out where it has its default."""

    name: str
    shape: Shape
    label: str = ""
    required: bool = True
    default: Any = None


@dataclass(frozen=True, slots=True)
class Record:
    """A mapping with known keys, written in this order; ``flow`` writes it on one line."""

    keys: tuple[Key, ...]
    flow: bool = False

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if not isinstance(node, nodes.Mapping):
            names = ", ".join(key.name for key in self.keys)
            return context.unlike(
                node, address, Label(f"一组键：{names}", f"a mapping with {names}")
            )
        written = {entry.key: entry for entry in node.entries}
        known = {key.name for key in self.keys}
        for entry in node.entries:
            if entry.key not in known:
                told = self._unknown(entry.key)
                context.note(entry, address, told.zh, told.en)
        values: dict[str, Any] = {}
        within = f"{address}." if address else ""
        for key in self.keys:
            place = within + key.name
            found = written[key.name].value if key.name in written else None
            if found is not None:
                context.marks[place] = (found.line, found.column)
                values[key.name] = key.shape.read(found, place, context)
            elif key.required:
                values[key.name] = context.note(
                    node,
                    address,
                    f"缺少键“{key.name}”，请加上 {self._sample(key).zh}",
                    f'found no key "{key.name}", expected it: add {self._sample(key).en}',
                )
            else:
                values[key.name] = key.default
        return _valid(values, context)

    def _unknown(self, name: str) -> Label:
        names = [key.name for key in self.keys]
        hint, listed = _meant(name, names), ", ".join(names)
        return Label(
            f"没有“{name}”这个键，应为以下之一：{listed}{hint.zh}",
            f'found unknown key "{name}", expected one of {listed}{hint.en}',
        )

    @staticmethod
    def _sample(key: Key) -> Label:
        if isinstance(key.shape, CellRow):
            cells = ", ".join(['"?"'] * len(key.shape.columns))
            written = f"{key.name}: [{cells}]"
            return Label(
                f"{written}（存档副本中没有时）", f"{written} where our copy does not hold it"
            )
        return Label(f"{key.name}: …", f"{key.name}: …")

    def write(self, value: Any) -> yaml.Node:
        pairs = [
            (_scalar("str", key.name), key.shape.write(value[key.name]))
            for key in self.keys
            if key.required or value[key.name] != key.default
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=self.flow)

    def schema(self) -> Schema:
        properties = {}
        for key in self.keys:
            described = key.shape.schema()
            properties[key.name] = {"title": key.label, **described} if key.label else described
        return {
            "type": "object",
            "properties": properties,
            "required": [key.name for key in self.keys if key.required],
            "additionalProperties": False,
        }


@dataclass(frozen=True, slots=True)
class ListOf:
    """A list of values of one shape."""

    shape: Shape

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if not isinstance(node, nodes.Sequence):
            return context.unlike(node, address, Label("列表", "a list"))
        values = []
        for index, item in enumerate(node.items):
            place = f"{address}[{index}]"
            context.marks[place] = (item.line, item.column)
            values.append(self.shape.read(item, place, context))
        return INVALID if INVALID in values else tuple(values)

    def write(self, value: Any) -> yaml.Node:
        items = [self.shape.write(item) for item in value]
        return yaml.SequenceNode("tag:yaml.org,2002:seq", items, flow_style=not items)

    def schema(self) -> Schema:
        return {"type": "array", "items": self.shape.schema()}


_LABEL = Text(Label("原文的名目", "the label as printed"))


def _meant(name: str, names: Sequence[str]) -> Label:
    """The name that was probably meant, if one is close."""
    close = difflib.get_close_matches(name, names, 1)
    return (
        Label(f"；是否 {close[0]}？", f': did you mean "{close[0]}"?') if close else Label("", "")
    )


@dataclass(frozen=True, slots=True)
class TextsByKey:
    """A mapping from a few known addresses to texts (labels as printed)."""

    allowed: tuple[str, ...]

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if not isinstance(node, nodes.Mapping):
            return context.unlike(node, address, Label("一组键", "a mapping"))
        values: dict[str, Any] = {}
        for entry in node.entries:
            place = f"{address}[{entry.key}]"
            context.marks[place] = (entry.line, entry.column)
            if entry.key not in self.allowed:
                hint = _meant(entry.key, self.allowed)
                zh = f"没有“{entry.key}”这个位置，应为本表式中的一个{hint.zh}"
                en = f'found unknown address "{entry.key}", expected one of this form{hint.en}'
                values[entry.key] = context.note(entry, address, zh, en)
            else:
                values[entry.key] = _LABEL.read(entry.value, place, context)
        return _valid(values, context)

    def write(self, value: Any) -> yaml.Node:
        pairs = [
            (_scalar("str", key), _scalar("str", value[key]))
            for key in self.allowed
            if key in value
        ]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=not pairs)

    def schema(self) -> Schema:
        return {
            "type": "object",
            "propertyNames": {"enum": list(self.allowed)},
            "additionalProperties": Text().schema(),
        }


@dataclass(frozen=True, slots=True)
class PrintedByAddress:
    """A mapping from addresses to what is printed there, as text; null is a blank."""

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if not isinstance(node, nodes.Mapping) or not node.entries:
            return context.unlike(node, address, Label("以位置为键的值", "a mapping of addresses"))
        values: dict[str, Any] = {}
        for entry in node.entries:
            values[entry.key] = self._printed(entry.value, f"{address}[{entry.key}]", context)
        return _valid(values, context)

    @staticmethod
    def _printed(node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar):
            match node.value:
                case None:
                    return ""
                case nodes.Number(written):
                    return written
                case bool():
                    pass
                case date() as day:
                    return day.isoformat()
                case str(text) if text and "\n" not in text:
                    return text
        return context.unlike(node, address, Label("那里所印的值", "what is printed there"))

    def write(self, value: Any) -> yaml.Node:
        pairs = [(_scalar("str", key), self._written(text)) for key, text in value.items()]
        return yaml.MappingNode("tag:yaml.org,2002:map", pairs, flow_style=False)

    @staticmethod
    def _written(text: str) -> yaml.Node:
        if not text:
            return _scalar(*NULL_NODE)
        if is_number(text):
            return _scalar("float" if "." in text else "int", text)
        return _scalar("str", text, '"')

    def schema(self) -> Schema:
        return {
            "type": "object",
            "minProperties": 1,
            "additionalProperties": {"type": ["number", "string", "null"]},
        }


@dataclass(frozen=True, slots=True)
class LoggedShape:
    """A value as it was or is now: a cell, or a field that is a date or a text (as a text cell)."""

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and isinstance(node.value, date):
            return Cell(Kind.TEXT, node.value.isoformat())
        return CellShape().read(node, address, context)

    def write(self, value: Any) -> yaml.Node:
        if value.kind is Kind.TEXT and is_day(value.printed):
            return _scalar("timestamp", value.printed)
        return CellShape().write(value)

    def schema(self) -> Schema:
        return {"$ref": "#/$defs/cell"}


def is_day(text: str) -> bool:
    """Whether the text is a day of the calendar, written 2024-01-31."""
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class ProseShape:
    """Paragraphs in a block scalar, one a line with a blank line between.

    Null says that nothing was printed there, "?" that our copy does not hold it; ``full`` has neither.
    """

    full: bool = False

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar):
            if node.value is None and not self.full:
                return NO_PROSE
            if node.value == NOT_IN_COPY and not self.full:
                return NOT_ARCHIVED
            if isinstance(node.value, str) and node.value != NOT_IN_COPY:
                return self._paragraphs(node, node.value, address, context)
        expected = (
            Label("段落", "paragraphs")
            if self.full
            else Label('段落、null 或 "?"', 'paragraphs, null or "?"')
        )
        return context.unlike(node, address, expected)

    @staticmethod
    def _paragraphs(node: nodes.Scalar, text: str, address: str, context: Context) -> Any:
        paragraphs = tuple(re.split(r"\n\n+", text.strip("\n")))
        for paragraph in paragraphs:
            if not paragraph.strip() or "\n" in paragraph or paragraph != paragraph.strip():
                shown = paragraph.replace("\n", "⏎")[:30]
                return context.note(
                    node,
                    address,
                    f"段落“{shown}…”应为一行，前后没有空格；两段之间空一行",
                    f'found paragraph "{shown}…", expected one line without spaces around it: '
                    "leave a blank line between paragraphs",
                )
        if node.literal:
            lines = enumerate(text.split("\n"), node.line + 1)
            context.paragraphs[address] = tuple(number for number, line in lines if line)
        return Prose(paragraphs)

    def write(self, value: Any) -> yaml.Node:
        if not value.archived:
            return _scalar("str", NOT_IN_COPY, '"')
        if not value.paragraphs:
            return _scalar(*NULL_NODE)
        return _scalar("str", "\n\n".join(value.paragraphs) + "\n", "|")

    def schema(self) -> Schema:
        if self.full:
            return {"type": "string", "description": "Paragraphs"}
        return {
            "type": ["string", "null"],
            "description": 'Paragraphs; null: none; "?": not in our copy',
        }


@dataclass(frozen=True, slots=True)
class Either:
    """One of two shapes, told apart by whether the node is a mapping."""

    mapping: Record
    otherwise: Shape

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        chosen = self.mapping if isinstance(node, nodes.Mapping) else self.otherwise
        return chosen.read(node, address, context)

    def write(self, value: Any) -> yaml.Node:
        nested = self.mapping.keys[0].name in value
        return (self.mapping if nested else self.otherwise).write(value)

    def schema(self) -> Schema:
        return {"anyOf": [self.mapping.schema(), self.otherwise.schema()]}


@dataclass(frozen=True, slots=True)
class ListOrMissing:
    """A list of values, or "?" where our copy does not hold it (read as None)."""

    of: ListOf

    def read(self, node: nodes.Node, address: str, context: Context) -> Any:
        if isinstance(node, nodes.Scalar) and node.value == NOT_IN_COPY:
            return None
        return self.of.read(node, address, context)

    def write(self, value: Any) -> yaml.Node:
        return _scalar("str", NOT_IN_COPY, '"') if value is None else self.of.write(value)

    def schema(self) -> Schema:
        return {"anyOf": [{"const": NOT_IN_COPY}, self.of.schema()]}


def dump(node: yaml.Node) -> str:
    """The text of a node tree: two spaces, no line folding, characters as they are.

    libyaml's emitter is used throughout: PyYAML's own is thirty times slower and quotes differently. It
    escapes rare characters and emoji (above U+FFFF), so characters of private use stand in for them there.
    """
    printed = "".join(scalar.value for scalar in _scalars(node))
    free = (chr(code) for code in range(0xE000, 0xF900) if chr(code) not in printed)
    wide = sorted({character for character in printed if character > "\uffff"})
    stand_ins = dict(zip(wide, free, strict=False))
    if stand_ins:
        node = deepcopy(node)
        for scalar in _scalars(node):
            scalar.value = scalar.value.translate(str.maketrans(stand_ins))
    text: str = yaml.serialize(node, Dumper=yaml.CSafeDumper, allow_unicode=True, width=2**31 - 1)
    return text.translate({ord(stand_in): c for c, stand_in in stand_ins.items()})


def _scalars(node: yaml.Node) -> Iterator[yaml.ScalarNode]:
    if isinstance(node, yaml.ScalarNode):
        yield node
    for child in node.value if isinstance(node, yaml.CollectionNode) else ():
        for part in child if isinstance(child, tuple) else (child,):
            yield from _scalars(part)


def described(shape: Shape) -> Mapping[str, Any]:
    """The JSON Schema of a shape with its shared definitions."""
    return {"$defs": {"cell": CellShape().schema()}, **shape.schema()}
