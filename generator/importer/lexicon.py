"""Every label of the statutory tables, as it is recognised: by its characters alone.

Matching ignores white space, punctuation, the width of characters and the number in front of a
label; what was really printed is kept by the caller.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from enum import StrEnum
from functools import cache, lru_cache

from generator.model.forms import (
    APPLICANTS,
    APPLICANTS_HEAD,
    FORMS,
    LAYOUTS,
    LITIGATION_HEAD,
    ORGANISATIONS_HEAD,
    RELATION,
    RESULTS,
    REVIEW,
    ROW_HEAD,
    Group,
    Row,
)

PROACTIVE, REQUESTS, REVIEWS = "proactive", "requests", "review"
TABLES = (PROACTIVE, REQUESTS, REVIEWS)

PUNCTUATION = frozenset("、,.()[]{}:;“”\"'‘’《》<>。·・—-/\\|_*#~`!?…")
_CLOSING = frozenset(")]}:”\"'’。")
_HAN = re.compile(r"[^㐀-鿿]")
_VARIANTS = str.maketrans({"它": "他", "钩": "勾"})


class Role(StrEnum):
    """What a label is for."""

    ROW = "row"
    GROUP = "group"
    COLUMN = "column"
    ARTICLE = "article"
    HEAD = "head"
    REMARK = "remark"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a label can mean: its table, its role, and the key of its row, column or article."""

    table: str
    role: Role
    key: str


@dataclass(slots=True)
class Node:
    """A place in the tree of labels: where each next character leads, and what ends here."""

    children: dict[str, Node] = field(default_factory=dict)
    entries: tuple[Entry, ...] = ()


def fold(text: str) -> str:
    """The text as matching sees it: compatibility forms unified, no white space."""
    folded = unicodedata.normalize("NFKC", text)
    return "".join(folded.split()).translate(_VARIANTS)


def core(text: str) -> str:
    """The Chinese characters of a text, without the number of an item in front."""
    folded = fold(text)
    numbered = ENUMERATOR.match(folded)
    return _HAN.sub("", folded[numbered.end() :] if numbered else folded)


_NUMERAL = "一二三四五六七八九十"
ENUMERATOR = re.compile(
    rf"(?:[(\[]?(?:[{_NUMERAL}]{{1,3}}|[0-9]{{1,2}})[)\]]?[、.,:]|[(\[](?:[{_NUMERAL}]{{1,3}}|[0-9]{{1,2}})[)\]]"
    r"|[0-9](?=[㐀-鿿])|第[一二三四五六]部分[、.,:]?)[、.,]?"
)


class _Collected(dict[str, list[Entry]]):
    """Entries by the characters of their labels."""

    def add(self, text: str, table: str, role: Role, key: str) -> None:
        entry = Entry(table, role, key)
        entries = self.setdefault(core(text), [])
        if entry not in entries:
            entries.append(entry)


def _entries() -> _Collected:
    found = _Collected()
    _add_proactive(found)
    _add_requests(found)
    for column in RESULTS:
        found.add(column.label.zh, REVIEWS, Role.COLUMN, column.key)
    for row in REVIEW:
        found.add(row.label.zh, REVIEWS, Role.ROW, row.key)
    found.add(LITIGATION_HEAD.zh, REVIEWS, Role.HEAD, "litigation")
    for variant, table, role, key in _OTHER_WORDINGS:
        found.add(variant, table, role, key)
    return found


def _add_proactive(found: _Collected) -> None:
    for article in (article for form in FORMS.values() for article in form.articles):
        found.add(article.label.zh, PROACTIVE, Role.ARTICLE, article.key)
        for row in article.rows:
            found.add(row.label.zh, PROACTIVE, Role.ROW, row.key)
        for column in article.columns:
            found.add(column.label.zh, PROACTIVE, Role.COLUMN, column.key)
    found.add(ROW_HEAD.zh, PROACTIVE, Role.HEAD, "content")


def _add_requests(found: _Collected) -> None:
    pending: list[Row | Group] = [item for layout in LAYOUTS.values() for item in layout.requests]
    while pending:
        item = pending.pop()
        role = Role.GROUP if isinstance(item, Group) else Role.ROW
        found.add(item.label.zh, REQUESTS, role, item.key)
        if isinstance(item, Group):
            pending += item.children
    for column in APPLICANTS:
        found.add(column.label.zh, REQUESTS, Role.COLUMN, column.key)
    found.add(RELATION.zh, REQUESTS, Role.HEAD, "relation")
    found.add(APPLICANTS_HEAD.zh, REQUESTS, Role.HEAD, "column.applicants")
    found.add(ORGANISATIONS_HEAD.zh, REQUESTS, Role.HEAD, "column.organisations")


# Wordings met in print besides those of the forms; the remark in brackets may stand by itself.
_OTHER_WORDINGS = (
    ("部分公开", REQUESTS, Role.ROW, "partly_granted"),
    ("区分处理的只计这一情形不计其他情形", REQUESTS, Role.REMARK, "partly_granted"),
    ("上年项目数量", PROACTIVE, Role.COLUMN, "previous"),
    ("上一年度项目数量", PROACTIVE, Role.COLUMN, "previous"),
    ("现行有效件", PROACTIVE, Role.COLUMN, "in_force"),
    ("本年收费金额", PROACTIVE, Role.COLUMN, "amount"),
    ("本年收费金额单位元", PROACTIVE, Role.COLUMN, "amount"),
    ("本年收费金额万元", PROACTIVE, Role.COLUMN, "amount"),
    ("单位万元", PROACTIVE, Role.REMARK, "amount"),
    ("单位元", PROACTIVE, Role.REMARK, "amount"),
    ("采购总金额单位万元", PROACTIVE, Role.COLUMN, "amount"),
    ("采购总金额单位元", PROACTIVE, Role.COLUMN, "amount"),
    ("采购总金额万元", PROACTIVE, Role.COLUMN, "amount"),
    ("本年增减", PROACTIVE, Role.COLUMN, "change"),
    ("勾稽关系", REQUESTS, Role.HEAD, "relation"),
    ("项目", PROACTIVE, Role.HEAD, "content"),
)


@dataclass(frozen=True, slots=True)
class Match:
    """A label found: where it ends, what it can mean, and the pieces of text that it covers."""

    end: int
    entries: tuple[Entry, ...]


class Lexicon:
    """The labels as a tree of characters, and as a list for labels with a misprint."""

    def __init__(self) -> None:
        self.cores = {text: tuple(entries) for text, entries in _entries().items()}
        self._root = Node()
        for text, entries in self.cores.items():
            node = self._root
            for character in text:
                node = node.children.setdefault(character, Node())
            node.entries = entries
        self._all = "|".join(self.cores)

    def walk(
        self, text: str, start: int, node: Node | None = None
    ) -> tuple[list[Match], int, Node]:
        """Every label that begins at the place, shortest first; how far the text still fitted."""
        node = node or self._root
        matches: list[Match] = []
        begun = node is not self._root
        at = start
        fitted = start
        while at < len(text):
            character = text[at]
            if character in node.children:
                node = node.children[character]
                begun = True
                at += 1
                fitted = at
                if node.entries:
                    matches.append(Match(_closed(text, at), node.entries))
            elif begun and character in PUNCTUATION:
                at += 1
            else:
                break
        return matches, fitted, node

    def part_of_label(self, text: str) -> bool:
        """Whether the Chinese characters of the text are found, in this order, inside a label."""
        return bool(text) and text in self._all

    def resembles(self, text: str, among: tuple[str, ...]) -> tuple[Entry, ...]:
        """What a label with a misprint means: the one label of the tables most like it, if it is."""
        wanted = core(text)
        if len(wanted) < 4:
            return ()
        best, second = 0.0, 0.0
        found: tuple[Entry, ...] = ()
        for candidate, entries in self.cores.items():
            fitting = tuple(entry for entry in entries if entry.table in among)
            if not fitting or min(len(wanted), len(candidate)) * 2 < max(
                len(wanted), len(candidate)
            ):
                continue
            if sum(character in candidate for character in wanted) * 3 < len(wanted) * 2:
                continue
            likeness = _likeness(wanted, candidate)
            if likeness > best:
                best, second, found = likeness, best, fitting
            elif likeness > second:
                second = likeness
        return found if best >= 0.74 and best - second >= 0.08 else ()


@lru_cache(maxsize=4096)
def _likeness(one: str, other: str) -> float:
    return SequenceMatcher(None, one, other, autojunk=False).ratio()


def _closed(text: str, at: int) -> int:
    """The end of a label with its closing bracket or mark."""
    while at < len(text) and text[at] in _CLOSING:
        at += 1
    return at


@cache
def lexicon() -> Lexicon:
    """The one lexicon of the process."""
    return Lexicon()
