"""Repairs of text before anything is recognised; figures are never repaired.

The page ``docs/import.md`` lists every repair: keep the two together.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import cache

import ftfy
import opencc

_INVISIBLE = re.compile(
    "[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f-\x84\x86-\x9f]")
_BRACKETED = re.compile(r"(?<=[㐀-鿿])[(（]\s*([^\W\d_]{1,6})\s*[)）]")
_SYLLABLE = re.compile(r"(?:[bpmfdtnlgkhjqxrzcsyw]|zh|ch|sh)?[aeiouvê]{1,3}(?:n|ng|r)?|[mn]g?")
_RESIDUE = re.compile(
    r"\[bookmark:[^\]\n]*\]"
    r"|\b(?:PAGEREF|HYPERLINK|TOC|MERGEFORMAT)\b[^\u3000-鿿\n|]*"
    r"|<!--.*?-->"
    r"|\{\{?\s*[\w.]+\s*\}?\}"
    r"|&(?:nbsp|ensp|emsp|thinsp|zwnj|zwj);"
)
_EMPHASIS = re.compile(r"(\*\*|__)(?=\S)([^*_\n|]+?)(?<=\S)\1")
# Radicals that Unicode gives no decomposition; source: Unicode, EquivalentUnifiedIdeograph.txt.
_RADICALS = dict(
    zip(
        "⺠⻄⻅⻆⻉⻋⻓⻔⻘⻙⻚⻛⻜⻝⻢⻥⻦⻧⻨⻩⻬⻮⻰",
        "民西见角贝车长门青韦页风飞食马鱼鸟卤麦黄齐齿龙",
        strict=True,
    )
)
_TAIWAN_WORDS = ("資訊", "網路", "軟體", "專案", "品質監督")
# Words that a reader in Taiwan uses as one on the mainland does, or that name an institution.
_KEPT_WORDS = re.compile("(查詢|檔案(?:館|局|室|管理|工作|法))")
_KNOWN_WORDS = ("信息公开", "信息公開", "資訊公開", "政府", "年度报告", "年度報告")


@cache
def _converter(name: str) -> opencc.OpenCC:
    return opencc.OpenCC(name)


def undo_mojibake(text: str) -> tuple[str, bool]:
    """The text as it was before it was decoded with a wrong charset, and whether it had been."""
    if any(word in text for word in _KNOWN_WORDS):
        return text, False
    for wrong, right in (
        ("latin-1", "utf-8"),
        ("cp1252", "utf-8"),
        ("gb18030", "utf-8"),
        ("latin-1", "gb18030"),
    ):
        try:
            undone = text.encode(wrong).decode(right)
        except UnicodeError:
            continue
        if any(word in undone for word in _KNOWN_WORDS):
            return undone, True
    undone = text.encode("gb18030", "ignore").decode("utf-8", "replace")
    if undone.count("\ufffd") * 10 < len(undone) and any(word in undone for word in _KNOWN_WORDS):
        return undone, True
    undone = ftfy.fix_encoding(text)
    return undone, undone != text and any(word in undone for word in _KNOWN_WORDS)


class Repairs:
    """The repairs that one document needs, decided once from the whole of its text."""

    def __init__(self, sample: str) -> None:
        self.done: Counter[str] = Counter()
        han = re.findall(r"[㐀-鿿]", sample)
        text = "".join(han)
        changed = sum(a != b for a, b in zip(text, _converter("t2s").convert(text), strict=False))
        self._script: str | None = None
        if han and changed * 50 > len(han):
            taiwan = any(word in sample for word in _TAIWAN_WORDS)
            self._script = "tw2sp" if taiwan else "t2s"
        toned = sum(_is_toned(match[1]) for match in _BRACKETED.finditer(sample))
        self._untoned = toned >= 3

    def __call__(self, text: str) -> str:
        """The text repaired; its figures stay as they are."""
        if (
            text.isascii()
            and "[" not in text
            and "*" not in text
            and "&" not in text
            and "{" not in text
        ):
            return _CONTROL.sub("", text)
        text = self._count("invisible characters removed", _INVISIBLE, "", text)
        text = _CONTROL.sub("", text)
        text = self._count("editor residue removed", _RESIDUE, "", text)
        text = self._count("Markdown emphasis removed", _EMPHASIS, r"\2", text)
        text = self._unify(text)
        text = self._drop_pinyin(text)
        if self._script is not None:
            simplified = self._simplified(text)
            if simplified != text:
                self.done["passages of traditional characters returned to simplified"] += 1
            text = simplified
        return text

    def _simplified(self, text: str) -> str:
        if self._script != "tw2sp":
            return str(_converter("t2s").convert(text))
        parts = _KEPT_WORDS.split(text)
        return "".join(
            _converter("t2s" if number % 2 else "tw2sp").convert(part)
            for number, part in enumerate(parts)
        )

    def _count(self, name: str, pattern: re.Pattern[str], new: str, text: str) -> str:
        text, times = pattern.subn(new, text)
        if times:
            self.done[name] += times
        return text

    def _unify(self, text: str) -> str:
        """Compatibility ideographs and Kangxi radicals as the characters that they stand for."""
        if not any(_is_compatibility(character) for character in text):
            return text
        self.done["lines with compatibility characters unified"] += 1
        return "".join(
            _RADICALS.get(character) or unicodedata.normalize("NFKC", character)
            if _is_compatibility(character)
            else character
            for character in text
        )

    def _drop_pinyin(self, text: str) -> str:
        def drop(match: re.Match[str]) -> str:
            if _is_toned(match[1]) or (self._untoned and _is_syllable(match[1])):
                self.done["pinyin in brackets removed"] += 1
                return ""
            return match[0]

        return _BRACKETED.sub(drop, text)


def _is_compatibility(character: str) -> bool:
    return (
        "\u2e80" <= character <= "\u2fdf"
        or "\uf900" <= character <= "\ufaff"
        or "\U0002f800" <= character <= "\U0002fa1f"
    )


def _bare(syllable: str) -> str:
    decomposed = unicodedata.normalize("NFD", syllable.replace("ɡ", "g"))
    return "".join(c for c in decomposed if not unicodedata.combining(c))


def _is_syllable(text: str) -> bool:
    return _SYLLABLE.fullmatch(_bare(text)) is not None


def _is_toned(text: str) -> bool:
    return not text.isascii() and _is_syllable(text)
