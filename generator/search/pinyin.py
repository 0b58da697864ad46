"""Under which letters a name is found: the beginnings of its pinyin, whole and by first letters."""

from __future__ import annotations

from functools import cache

from pypinyin import Style, lazy_pinyin, pinyin

_LONGEST = 12  # syllables


@cache
def keys(name: str) -> frozenset[str]:
    """渔门镇 is found under yumen, yumenzhen, ym and ymz.

    A character with several readings may be read as any of them, one character at a time: which
    is right only those who live there know.
    """
    name = name[:_LONGEST]
    usual = lazy_pinyin(name, errors="ignore")
    readings = [usual]
    every = pinyin(name, style=Style.NORMAL, heteronym=True, errors="ignore")
    if len(every) == len(usual):
        for place, others in enumerate(every):
            readings += [[*usual[:place], other, *usual[place + 1 :]] for other in others]
    found = set()
    for reading in readings:
        for end in range(2, len(reading) + 1):
            found.add("".join(reading[:end]))
            found.add("".join(syllable[0] for syllable in reading[:end]))
    return frozenset(found)
