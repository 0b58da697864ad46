"""Reads YAML text as a tree of marked nodes, in the small subset of YAML that a data file needs.

Stricter than YAML: no tags, anchors, aliases, duplicate keys, several documents, or plain scalars
that readers of YAML 1.1 and 1.2 understand differently (``no``, ``0x1F``, ``1_000``).
"""

from __future__ import annotations

import re
from itertools import pairwise

import yaml

from generator.model.forms import Label
from generator.problems import Problem
from generator.store import lines
from generator.store.nodes import (
    MAX_DEPTH,
    Entry,
    Mapping,
    Node,
    Scalar,
    Sequence,
    Unclear,
    Value,
    plain,
)

MAX_BYTES = 1_000_000  # The longest real report is well below a tenth of this.

# Control characters, line separators, and marks that reorder what is shown.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]"
)


def _forbidden(found: re.Match[str]) -> Label:
    code = f"U+{ord(found.group()):04X}"
    return Label(
        f"有控制字符 {code}，请删去", f"found control character {code}, expected none: remove it"
    )


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

    def scalar(self, event: yaml.ScalarEvent) -> Value:
        text = event.value
        if event.style == '"' and (found := _FORBIDDEN.search(text)):
            told = _forbidden(found)
            self.note(event, told.zh, told.en)
        if not event.implicit[0] or event.style:
            return str(text)
        try:
            return plain(text)
        except Unclear as unclear:
            self.note(event, unclear.told.zh, unclear.told.en)
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
    problems = control_characters(text, path)
    if problems:
        return None, problems
    tree = lines.tree(text)
    return (tree, []) if tree is not None else reference(text, path)


def control_characters(text: str, path: str) -> list[Problem]:
    """A problem for every character that no data file may hold."""
    return [
        Problem.told(path, _place(text, found.start()), "S1", _forbidden(found))
        for found in _FORBIDDEN.finditer(text)
    ]


def reference(text: str, path: str) -> tuple[Node | None, list[Problem]]:
    """As ``read``, of text without control characters, by PyYAML: what every other way must equal."""
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
        told = Label("文件是空的，应有一组键", "found an empty file, expected a mapping")
        return None, [Problem.told(path, (1, 1), "S1", told)]
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
