"""Reads the YAML that ``gongkai fmt`` writes, line by line and several times faster than a YAML library.

Only what leaves no doubt is taken: keys and values, items of a list, literal blocks; values on one line,
without escapes or comments. Of any other text there is no tree, and the reference reader has the word.
What is taken gives the reference's tree with every place in it (tests/store/test_lines.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

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

_KEY = r"[A-Za-z0-9_][A-Za-z0-9_./\[\]]{0,120}"
_NUMBER = r"-?[0-9]+(?:\.[0-9]+)?"
_PAIR = re.compile(rf"({_KEY}):(?: (.+))?")
_QUOTED = re.compile(r""""[^"\\]*"|'(?:[^']|'')*'""")
# Neither an indicator first, nor within it what ends a plain scalar (``: ``, `` #``), nor a space last.
_PLAIN = re.compile(rf"""{_NUMBER}|(?=[^\s\-?:,\[\]{{}}#&*!|>'"%@`])(?:(?!: | #|:$| $).)+""")
_ATOM = rf'null|{_NUMBER}|"[^"\\]*"'
_ATOMS = re.compile(_ATOM)
_FLOW_LIST = re.compile(rf"\[(?:(?:{_ATOM})(?:, (?:{_ATOM}))*)?\]")
_FLOW_PAIR = rf"([A-Za-z0-9_]{{1,120}}): ({_ATOM})"
_FLOW_PAIRS = re.compile(_FLOW_PAIR)
_FLOW_MAPPING = re.compile(rf"\{{{_FLOW_PAIR}(?:, {_FLOW_PAIR})*\}}")


class _Doubtful(Exception):
    """Not what is read here."""


def tree(text: str) -> Node | None:
    """The tree of a document without control characters; None where the reference has to read it."""
    if not text.endswith("\n") or "\t" in text or "\r" in text:
        return None
    reader = _Lines(text.split("\n")[:-1])
    try:
        return reader.document()
    except (_Doubtful, Unclear):
        return None


class _Lines:
    """The lines of a document, and the number of the next one (from 0)."""

    def __init__(self, lines: list[str]) -> None:
        self._lines = lines
        self._at = 0

    def document(self) -> Node:
        self._at = 1 if self._lines[0].startswith("#") else 0
        found = self._block(0, 1)
        if self._at < len(self._lines):
            raise _Doubtful
        return found

    def _block(self, indent: int, depth: int) -> Node:
        """The mapping or the list that begins on the next line, after so many spaces."""
        if not self._goes_on(indent) or depth > MAX_DEPTH - 2:  # a list of cells is two levels more
            raise _Doubtful
        if self._lines[self._at].startswith("- ", indent):
            return self._sequence(indent, depth)
        return self._mapping(indent, depth)

    def _goes_on(self, indent: int) -> bool:
        """Whether the next line begins after so many spaces, not after fewer."""
        if self._at == len(self._lines):
            return False
        line = self._lines[self._at]
        found = len(line) - len(line.lstrip(" "))
        if found > indent:
            raise _Doubtful
        return found == indent

    def _mapping(self, indent: int, depth: int) -> Mapping:
        """A mapping; its first key may stand behind the mark of a list's item."""
        first = self._at + 1
        entries: dict[str, Entry] = {}
        while True:
            pair = _PAIR.fullmatch(self._lines[self._at], indent)
            if pair is None:
                raise _Doubtful
            key, text = pair.groups()
            if key in entries or plain(key) != key:
                raise _Doubtful
            line = self._at + 1
            value = self._after_key(text, indent, len(key) + indent + 3, depth)
            entries[key] = Entry(line, indent + 1, key, value)
            if not self._goes_on(indent):
                return Mapping(first, indent + 1, tuple(entries.values()))

    def _after_key(self, text: str | None, indent: int, column: int, depth: int) -> Node:
        if text is not None:
            return self._value(text, indent, column)
        self._at += 1
        if self._at < len(self._lines) and self._lines[self._at].startswith(f"{' ' * indent}- "):
            return self._sequence(indent, depth + 1)
        return self._block(indent + 2, depth + 1)

    def _sequence(self, indent: int, depth: int) -> Sequence:
        first = self._at + 1
        items: list[Node] = []
        while self._goes_on(indent) and (line := self._lines[self._at]).startswith("- ", indent):
            if _PAIR.fullmatch(line, indent + 2):
                items.append(self._block_in_item(indent + 2, depth + 1))
            else:
                items.append(self._value(line[indent + 2 :], indent, indent + 3))
        return Sequence(first, indent + 1, tuple(items))

    def _block_in_item(self, indent: int, depth: int) -> Mapping:
        if depth > MAX_DEPTH - 2:
            raise _Doubtful
        return self._mapping(indent, depth)

    def _value(self, text: str, indent: int, column: int) -> Node:
        """A value on the next line, or the literal block below it."""
        self._at += 1
        line = self._at
        match text[:1]:
            case "|" if text == "|":
                return Scalar(line, column, self._literal(" " * (indent + 2)), literal=True)
            case "[":
                cells = [Scalar(line, column + at, value) for at, value in _row(text)]
                return Sequence(line, column, tuple(cells))
            case "{" if _FLOW_MAPPING.fullmatch(text):
                return _flow_mapping(text, line, column)
            case '"' | "'" if _QUOTED.fullmatch(text):
                inner = text[1:-1]
                return Scalar(line, column, inner.replace("''", "'") if text[0] == "'" else inner)
            case _ if _PLAIN.fullmatch(text):
                return Scalar(line, column, plain(text))
        raise _Doubtful

    def _literal(self, margin: str) -> str:
        """The text of a literal block whose lines begin with the margin; blank ones may lack it."""
        begin = self._at
        lines = self._lines
        while self._at < len(lines) and (not lines[self._at] or lines[self._at].startswith(margin)):
            self._at += 1
        found = [line[len(margin) :] for line in lines[begin : self._at]]
        if not found or not found[0] or found[0].startswith(" "):
            raise _Doubtful
        return "\n".join(found).rstrip("\n") + "\n"


@lru_cache(maxsize=4096)  # most rows are zeros
def _row(text: str) -> tuple[tuple[int, Value], ...]:
    """The values of a list on one line, each with its distance from the bracket."""
    if not _FLOW_LIST.fullmatch(text):
        raise _Doubtful
    return tuple((found.start(), _atom(found[0])) for found in _ATOMS.finditer(text))


def _atom(text: str) -> Value:
    return text[1:-1] if text[0] == '"' else plain(text)


def _flow_mapping(text: str, line: int, column: int) -> Mapping:
    entries: dict[str, Entry] = {}
    for found in _FLOW_PAIRS.finditer(text):
        key = found[1]
        if key in entries or plain(key) != key:
            raise _Doubtful
        value = Scalar(line, column + found.start(2), _atom(found[2]))
        entries[key] = Entry(line, column + found.start(), key, value)
    return Mapping(line, column, tuple(entries.values()))
