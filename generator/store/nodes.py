"""YAML text as a tree of marked nodes, in the small subset of YAML that a data file needs.

Stricter than YAML: no tags, anchors, aliases, duplicate keys, several documents, or plain scalars
that readers of YAML 1.1 and 1.2 understand differently (``no``, ``0x1F``, ``1_000``).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import yaml

from generator.model.forms import Label
from generator.problems import Problem

MAX_BYTES = 1_000_000  # The longest real report is well below a tenth of this.
MAX_DEPTH = 8

_RESOLVER = yaml.resolver.Resolver()
# Control characters, line separators, and marks that reorder what is shown.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)
_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_DECIMAL = re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number, kept as it is written."""

    written: str


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value and its place (line and column from 1)."""

    line: int
    column: int
    value: str | Number | date | bool | None
    literal: bool = False
    """Whether it is a text whose lines are those of the file, from the line after this one."""

    def __str__(self) -> str:
        match self.value:
            case None:
                return "null"
            case str(text):
                return f'text "{_shown(text)}"'
            case Number(written):
                return f"number {written}"
            case bool(truth):
                return "true" if truth else "false"
            case day:
                return f"date {day.isoformat()}"

    @property
    def zh(self) -> str:
        """What it is, in Chinese."""
        match self.value:
            case str(text):
                return f"文字“{_shown(text)}”"
            case Number(written):
                return f"数字 {written}"
            case date() as day:
                return f"日期 {day.isoformat()}"
            case _:
                return f" {self}"


@dataclass(frozen=True, slots=True)
class Sequence:
    """A list of nodes."""

    line: int
    column: int
    items: tuple[Node, ...]

    def __str__(self) -> str:
        return f"a list of {len(self.items)}"

    @property
    def zh(self) -> str:
        """What it is, in Chinese."""
        return f"有 {len(self.items)} 项的列表"


@dataclass(frozen=True, slots=True)
class Entry:
    """One key of a mapping, with the place of the key."""

    line: int
    column: int
    key: str
    value: Node


@dataclass(frozen=True, slots=True)
class Mapping:
    """A mapping whose keys are distinct texts, in the order written."""

    line: int
    column: int
    entries: tuple[Entry, ...]

    def __str__(self) -> str:
        return "a mapping"

    @property
    def zh(self) -> str:
        """What it is, in Chinese."""
        return "一组键"

    def get(self, key: str) -> Node | None:
        """The value at the key, or None."""
        return next((entry.value for entry in self.entries if entry.key == key), None)


Node = Scalar | Sequence | Mapping


def _forbidden(found: re.Match[str]) -> Label:
    code = f"U+{ord(found.group()):04X}"
    return Label(
        f"有控制字符 {code}，请删去", f"found control character {code}, expected none: remove it"
    )


def _shown(text: str) -> str:
    """The beginning of a text, on one line."""
    return (text if len(text) <= 40 else f"{text[:40]}…").replace("\n", "\\n")


class _Unusable(Exception):
    """Reading cannot go on; the problem has been noted."""


def _start(event: yaml.Event) -> tuple[int, int]:
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


class _Composer:
    """Builds the tree from PyYAML's events and notes every problem on the way."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        self.problems: list[Problem] = []
        self._events = yaml.parse(text, Loader=yaml.CSafeLoader)

    def note(self, event: yaml.Event, zh: str, en: str) -> None:
        self.problems.append(Problem.told(self.path, _start(event), "S1", Label(zh, en)))

    def document(self) -> Node | None:
        next(self._events)  # stream start
        if not isinstance(next(self._events), yaml.DocumentStartEvent):
            return None
        node = self.node(next(self._events), 1)
        next(self._events)  # document end
        following = next(self._events)
        if not isinstance(following, yaml.StreamEndEvent):
            self.note(
                following,
                "一个文件中有两份文档，请删去第二份",
                "found a second document, expected one: remove it",
            )
        return node

    def node(self, event: yaml.Event, depth: int) -> Node:
        line, column = _start(event)
        if depth > MAX_DEPTH:
            self.note(
                event, f"层次多于 {MAX_DEPTH} 层", f"found more than {MAX_DEPTH} levels of nesting"
            )
            raise _Unusable
        if isinstance(event, yaml.AliasEvent):
            self.note(
                event,
                f"引用 *{event.anchor} 不可用，请写出值本身",
                f"found alias *{event.anchor}, expected the value itself: write it out",
            )
            return Scalar(line, column, None)
        if isinstance(event, yaml.NodeEvent) and event.anchor:
            self.note(
                event,
                f"有锚点 &{event.anchor}，请删去",
                f"found anchor &{event.anchor}, expected none: remove it",
            )
        if isinstance(event, yaml.ScalarEvent | yaml.CollectionStartEvent) and event.tag:
            self.note(
                event,
                f"有标签 {event.tag}，请删去",
                f"found tag {event.tag}, expected none: remove it",
            )
        if isinstance(event, yaml.ScalarEvent):
            return Scalar(line, column, self.scalar(event), literal=event.style == "|")
        if isinstance(event, yaml.SequenceStartEvent):
            items = []
            while not isinstance(item := next(self._events), yaml.SequenceEndEvent):
                items.append(self.node(item, depth + 1))
            return Sequence(line, column, tuple(items))
        return Mapping(line, column, self.entries(depth))

    def entries(self, depth: int) -> tuple[Entry, ...]:
        found: dict[str, Entry] = {}
        while not isinstance(event := next(self._events), yaml.MappingEndEvent):
            line, column = _start(event)
            name = self.node(event, depth + 1)
            value = self.node(next(self._events), depth + 1)
            if not isinstance(name, Scalar) or not isinstance(name.value, str):
                self.note(
                    event, f"键是{name.zh}，应为名称", f"found {name} as a key, expected a name"
                )
            elif name.value in found:
                first = found[name.value].line
                self.note(
                    event,
                    f"键“{name.value}”重复，前一个在第 {first} 行；只留一个",
                    f'found key "{name.value}" again, first on line {first}: keep one',
                )
            else:
                found[name.value] = Entry(line, column, name.value, value)
        return tuple(found.values())

    def scalar(self, event: yaml.ScalarEvent) -> str | Number | date | bool | None:
        text = event.value
        if event.style == '"' and (found := _FORBIDDEN.search(text)):
            told = _forbidden(found)
            self.note(event, told.zh, told.en)
        if not event.implicit[0] or event.style:
            return str(text)
        if _INTEGER.fullmatch(text) or _DECIMAL.fullmatch(text):
            return Number(text)
        tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
        kind = tag.rpartition(":")[2]
        if kind == "str":
            return str(text)
        if kind == "null":
            return None
        if kind == "bool" and text.lower() in ("true", "false"):
            return text.lower() == "true"
        if kind == "timestamp" and _DATE.fullmatch(text):
            try:
                return date.fromisoformat(text)
            except ValueError:
                self.note(
                    event,
                    f"{text} 不是日历上的一天",
                    f"found {text}, which is not a day of the calendar",
                )
                return None
        self.note(
            event,
            f"{text} 没有引号，会被当作 {kind}；请写普通的数字，或给文字加引号",
            f"found {text} without quotes, which readers of YAML take for {kind}: "
            "write a plain number, or text in quotes",
        )
        return None


def _place(text: str, index: int | None) -> tuple[int, int]:
    """Line and column, from 1, of a position in the text (None: its end)."""
    before = text[:index]
    return before.count("\n") + 1, len(before) - before.rfind("\n")


def read(data: bytes, path: str) -> tuple[Node | None, list[Problem]]:
    """The tree of a YAML document, and what is wrong with it; no tree where none can be built."""

    def refused(place: tuple[int, int], zh: str, en: str) -> tuple[None, list[Problem]]:
        return None, [Problem.told(path, place, "S1", Label(zh, en))]

    if len(data) > MAX_BYTES:
        return refused(
            (1, 1),
            f"文件有 {len(data)} 字节，最多 {MAX_BYTES}",
            f"found a file of {len(data)} bytes, expected at most {MAX_BYTES}",
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        place = _place(data[: error.start].decode("utf-8"), None)
        return refused(
            place, "文件不是 UTF-8 编码", "found bytes that are not UTF-8, expected UTF-8"
        )
    problems = [
        Problem.told(path, _place(text, found.start()), "S1", _forbidden(found))
        for found in _FORBIDDEN.finditer(text)
    ]
    if problems:
        return None, problems
    composer = _Composer(text, path)
    try:
        tree = composer.document()
    except _Unusable:
        return None, composer.problems
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = (mark.line + 1, mark.column + 1) if mark else (1, 1)
        what = " ".join(part for part in (error.context, error.problem) if part)
        told = Label(
            f"这里不合 YAML 的写法，请查看缩进、引号和冒号：{what}", f"this is not YAML: {what}"
        )
        return None, [*composer.problems, Problem.told(path, place, "S1", told)]
    if tree is None:
        return refused((1, 1), "文件是空的，应有一组键", "found an empty file, expected a mapping")
    return tree, composer.problems


def comments(data: bytes, path: str) -> list[Problem]:
    """The comments of a YAML document, which rewriting would lose; the first line is the schema's."""
    text = data.decode("utf-8")
    tokens = list(yaml.scan(text, Loader=yaml.CSafeLoader))
    found = []
    for earlier, later in pairwise(tokens):
        start, end = earlier.end_mark.index, later.start_mark.index
        for match in re.finditer(r"#[^\n]*", text[start:end]):
            place = _place(text, start + match.start())
            if place[0] > 1:
                shown = match.group()[:40]
                told = Label(
                    f"注释“{shown}”在改写时会丢失，请移到 notes",
                    f'found comment "{shown}", which rewriting would lose: move it to notes',
                )
                found.append(Problem.told(path, place, "S1", told))
    return found
