"""Under which letters a name is found: the beginnings of its pinyin, whole and by first letters."""

from __future__ import annotations

from functools import cache

_LONGEST = 12  # syllables
_DOUBTFUL = 4  # the first characters, which are what a place is called: 长乐镇, 六合区


@cache
def keys(name: str) -> frozenset[str]:
    """渔门镇 is found under yumen, yumenzhen, ym and ymz.

    Which reading of a character is right in a name, a dictionary does not always know: each of the first is
    taken in all of its readings, one at a time.
    """
    from pypinyin import Style, lazy_pinyin, pinyin  # noqa: PLC0415 slow to load

    name = name[:_LONGEST]
    usual = lazy_pinyin(name, errors="ignore")
    readings = [usual]
    if len(usual) == len(name):
        for place, character in enumerate(name[:_DOUBTFUL]):
            [others] = pinyin(character, style=Style.NORMAL, heteronym=True)
            readings += [[*usual[:place], other, *usual[place + 1 :]] for other in others]
    found = set()
    for reading in readings:
        for end in range(2, len(reading) + 1):
            found.add("".join(reading[:end]))
            found.add("".join(syllable[0] for syllable in reading[:end]))
    return frozenset(found)
