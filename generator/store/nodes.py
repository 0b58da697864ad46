"""The nodes of a YAML document with their places, and what a plain scalar means in a data file.

They are tuples: a report has four hundred, and a frozen dataclass takes three times as long to make.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

import yaml

from generator.model.forms import Label

MAX_DEPTH = 8

_RESOLVER = yaml.resolver.Resolver()
_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True, slots=True)
class Number:
    """A plain number, kept as it is written."""

    written: str


Value = str | Number | date | bool | None


class Scalar(NamedTuple):
    """A single value and its place (line and column from 1)."""

    line: int
    column: int
    value: Value
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


class Sequence(NamedTuple):
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


class Entry(NamedTuple):
    """One key of a mapping, with the place of the key."""

    line: int
    column: int
    key: str
    value: Node


class Mapping(NamedTuple):
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


def _shown(text: str) -> str:
    """The beginning of a text, on one line."""
    return (text if len(text) <= 40 else f"{text[:40]}…").replace("\n", "\\n")


class Unclear(Exception):
    """What is written means no value; the message says why."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.told = Label(zh, en)


@lru_cache(maxsize=4096)  # the same few numbers fill the tables
def plain(text: str) -> Value:
    """What a scalar without quotes means; Unclear where readers of YAML 1.1 and 1.2 disagree."""
    if _NUMBER.fullmatch(text):
        return Number(text)
    tag: str = _RESOLVER.resolve(yaml.ScalarNode, text, (True, False))  # type: ignore[no-untyped-call]
    kind = tag.rpartition(":")[2]
    if kind == "str":
        return text
    if kind == "null":
        return None
    if kind == "bool" and text.lower() in ("true", "false"):
        return text.lower() == "true"
    if kind == "timestamp" and _DATE.fullmatch(text):
        try:
            return date.fromisoformat(text)
        except ValueError:
            raise Unclear(
                f"{text} 不是日历上的一天", f"found {text}, which is not a day of the calendar"
            ) from None
    raise Unclear(
        f"{text} 没有引号，会被当作 {kind}；请写普通的数字，或给文字加引号",
        f"found {text} without quotes, which readers of YAML take for {kind}: "
        "write a plain number, or text in quotes",
    )
