"""The six section headings, however they are numbered and worded, and which of them to believe."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import lru_cache

from generator.importer.lexicon import PROACTIVE, REQUESTS, REVIEWS, core, fold
from generator.importer.stream import Row

TABLE_OF_SECTION = {1: PROACTIVE, 2: REQUESTS, 3: REVIEWS}
ORDINALS = "一二三四五六七八九十"

# How the headings are worded; the first of each is the form's.
_WORDINGS = (
    ("总体情况", "概述", "基本情况", "工作总体情况", "总体工作情况"),
    ("主动公开政府信息情况", "主动公开情况", "主动公开政府信息的情况", "政府信息主动公开情况"),
    (
        "收到和处理政府信息公开申请情况",
        "收到和处理政府信息公开申请的情况",
        "依申请公开政府信息情况",
    ),
    (
        "政府信息公开行政复议行政诉讼情况",
        "政府信息公开行政复议和行政诉讼情况",
        "因政府信息公开工作被申请行政复议提起行政诉讼情况",
        "行政复议行政诉讼情况",
    ),
    (
        "存在的主要问题及改进情况",
        "政府信息公开工作存在的主要问题及改进情况",
        "存在的主要问题和改进情况",
        "存在的问题及改进措施",
        "存在问题及改进情况",
    ),
    ("其他需要报告的事项", "其他需要报告事项", "需要报告的其他事项"),
)
_CHAPTER = re.compile(
    rf"(?:第?([{ORDINALS}]|[1-9])(?:部分)?[、.,:]|[(]([{ORDINALS}])[)]|第([{ORDINALS}])部分)"
)
_LIKE = 0.8
_MOST_CANDIDATES = 400


@dataclass(frozen=True, slots=True)
class Heading:
    """A section's heading: the index of its row, which section it is (0 to 5), what follows it."""

    row: int
    section: int
    text: str
    rest: str = ""
    strength: int = 0


def heading_in(index: int, text: str) -> Heading | None:
    """The section's heading that a line is, or begins with."""
    line = text.strip().lstrip("#").lstrip()
    if not line or len(line) > 2000:
        return None
    head = line[:80]
    folded = fold(head)
    numbered = _CHAPTER.match(folded)
    if len(line) <= 60:
        words = core(line)
        best = _wording(words)
        if best is not None:
            section, likeness = best
            if numbered and likeness >= _LIKE:
                strength = (0 if numbered[2] else 2) + int(likeness)
                return Heading(index, section, tidy(line), strength=strength)
            if likeness == 1.0 and words == re.sub(r"[^㐀-鿿]", "", folded):
                return Heading(index, section, tidy(line))
    if numbered and not numbered[2]:
        return _run_in(index, line)
    return None


@lru_cache(maxsize=4096)
def _wording(words: str) -> tuple[int, float] | None:
    """The section that words are a heading of, with the likeness to its best wording."""
    if not 3 <= len(words) <= 34:
        return None
    found: tuple[int, float] | None = None
    for section, wordings in enumerate(_WORDINGS):
        for wording in wordings:
            if words == wording:
                return section, 1.0
            shared = sum(character in wording for character in words)
            if abs(len(words) - len(wording)) <= 8 and shared * 3 >= len(wording) * 2:
                likeness = SequenceMatcher(None, words, wording, autojunk=False).ratio()
                if likeness >= _LIKE and (found is None or likeness > found[1]):
                    found = section, likeness
    return found


def _run_in(index: int, line: str) -> Heading | None:
    """A heading with its paragraph on the same line."""
    for section, wordings in enumerate(_WORDINGS):
        for wording in sorted(wordings, key=len, reverse=True):
            at = _after(line, wording)
            if at is None:
                continue
            rest = line[at:]
            if not rest or rest[0] not in " \u3000\u00a0:：。.，,0123456789(（":
                continue
            kept = rest.lstrip(" \u3000\u00a0:：。.，,")
            return Heading(index, section, tidy(line[:at]), kept, 1)
    return None


def _after(line: str, wording: str) -> int | None:
    """Where a line goes on after its number and the wording; None if it begins otherwise."""
    position = 0
    for at, character in enumerate(line):
        if character == wording[position]:
            position += 1
            if position == len(wording):
                return at + 1
        elif (position and "㐀" <= character <= "鿿") or (at > 8 and not position):
            return None
    return None


def tidy(text: str) -> str:
    """A heading or title without marks of Markdown and with single spaces."""
    return re.sub("[ \u3000\u00a0\t]+", " ", text).strip().strip("#*|").strip()


def find_headings(rows: Sequence[Row]) -> tuple[list[Heading], list[Heading]]:
    """The headings of the six sections in order, and those of sections beyond the sixth."""
    candidates = [
        heading
        for index, row in enumerate(rows)
        if row.is_line and (heading := heading_in(index, row.text)) is not None
    ]
    chain = _chain(candidates)
    return _with_unlike(rows, chain)


def _chain(candidates: Sequence[Heading]) -> list[Heading]:
    """The longest run of headings in the form's order, the later where several fit.

    A table of contents has all the headings too, but stands before them.
    """
    best: list[tuple[tuple[int, int], int, Heading]] = []
    back: list[int] = []
    kept = candidates[:_MOST_CANDIDATES]
    for number, heading in enumerate(kept):
        score, previous = (0, 0), -1
        for other in range(number):
            if kept[other].section < heading.section and best[other][0] >= score:
                score, previous = best[other][0], other
        best.append(((score[0] + 1, score[1] + heading.strength), previous, heading))
        back.append(previous)
    if not best:
        return []
    top = max(score for score, _, _ in best)
    at = max(n for n, (score, _, _) in enumerate(best) if score == top)
    chain = []
    while at >= 0:
        chain.append(kept[at])
        at = back[at]
    return chain[::-1]


def _with_unlike(rows: Sequence[Row], chain: list[Heading]) -> tuple[list[Heading], list[Heading]]:
    """Headings of other wording, told by their number between those found; those beyond six."""
    if not chain:
        return [], []
    found = list(chain)
    extra: list[Heading] = []
    known = {heading.section for heading in found}
    styles = {_style(rows[heading.row].text) for heading in found}
    for index in range(found[0].row + 1, len(rows)):
        row = rows[index]
        text = row.text.strip()
        if not row.is_line or not 4 <= len(core(text[:80])) <= 30 or re.search("[。；，,;]", text):
            continue
        numbered = _CHAPTER.match(fold(text))
        if not numbered or _style(text) not in styles:
            continue
        number = _ordinal(numbered[1] or numbered[2] or numbered[3])
        section = number - 1
        before = max((h.section for h in found if h.row < index), default=-1)
        after = min((h.section for h in found if h.row > index), default=6)
        if section in (4, 5) and section not in known and 3 <= before < section < after:
            found.append(Heading(index, section, tidy(text)))
            found.sort(key=lambda heading: heading.row)
            known.add(section)
        elif number > 6 and before == 5:
            extra.append(Heading(index, section, tidy(text)))
    return found, extra


def _style(text: str) -> str:
    found = _CHAPTER.match(fold(text[:80]))
    if not found:
        return ""
    if found[2]:
        return "bracket"
    return "digit" if (found[1] or "").isdigit() else "numeral"


def _ordinal(text: str) -> int:
    return int(text) if text.isdigit() else ORDINALS.index(text) + 1
