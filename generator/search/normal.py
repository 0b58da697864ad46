"""One form of a text for the index and for the query; docs/assets/fulltext/normal.js does the same."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import cache

import opencc

_HAN = ("\u3400", "\u9fff")
_DROPPED = frozenset(("Cc", "Cf", "Zl", "Zp", "Zs"))  # spaces and what cannot be seen
BREAK = "\n"  # stands between two passages; no run of characters goes over it


@cache
def to_simplified() -> dict[str, str]:
    """Every traditional character with the simplified one for it."""
    characters = [chr(code) for code in range(ord(_HAN[0]), ord(_HAN[1]) + 1)]
    converted = opencc.OpenCC("t2s").convert("\n".join(characters)).split("\n")
    return {old: new for old, new in zip(characters, converted, strict=True) if old != new}


def _normal(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).lower()
    kept = (c for c in plain if unicodedata.category(c) not in _DROPPED)
    return "".join(to_simplified().get(c, c) for c in kept)


class _Table(dict[str, str]):
    """What each character becomes, worked out when it is met first."""

    def __missing__(self, character: str) -> str:
        self[character] = _normal(character)
        return self[character]


_TABLE = _Table()


def normal(text: str) -> str:
    """The text in compatible, lower and simplified characters, without spaces.

    Each code point is taken by itself, so that the browser can tell where in the text a match stands.
    """
    return _changed(text)


def _changed(text: str, kept: str = "") -> str:
    changed = {c: _TABLE[c] for c in set(text) if c not in kept and _TABLE[c] != c}
    if any(c in changed for becomes in changed.values() for c in becomes):
        return "".join(c if c in kept else _TABLE[c] for c in text)
    for character, becomes in changed.items():  # few of them: ten times faster than one by one
        text = text.replace(character, becomes)
    return text


def joined(passages: Iterable[str]) -> str:
    """The passages in their normal form, a break between two."""
    # All at once: what changes is looked for once a text.
    return _changed(BREAK.join(passage.replace(BREAK, " ") for passage in passages), BREAK)


@cache
def is_word(character: str) -> bool:
    """Whether the character is a letter or a digit of any script: what the index holds."""
    return unicodedata.category(character)[0] in "LN"
