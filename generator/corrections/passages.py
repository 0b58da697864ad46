"""Where two texts differ: each passage as it was and as it is, with a little of what stands around."""

from __future__ import annotations

import re
from collections.abc import Iterator
from difflib import SequenceMatcher

_CLAUSE = re.compile(r"[^，。；！？,;!?\n]*[，。；！？,;!?\n]*")
_AROUND = 15  # characters shown on either side of what differs


def passages(was: str, now: str) -> Iterator[tuple[str, str]]:
    """Every passage that differs, in the order of the text; … stands for what is the same."""
    before, after = _CLAUSE.findall(was), _CLAUSE.findall(now)
    matcher = SequenceMatcher(None, before, after, autojunk=False)
    for kind, start, end, first, last in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, new = "".join(before[start:end]), "".join(after[first:last])
        head = alike(old, new)
        tail = alike(old[head:][::-1], new[head:][::-1])
        begin = len("".join(before[:start])) + head
        stop = len("".join(before[:end])) - tail
        ahead, behind = was[max(0, begin - _AROUND) : begin], was[stop : stop + _AROUND]
        ahead = ahead if begin <= _AROUND else f"…{ahead}"
        behind = behind if stop + _AROUND >= len(was) else f"{behind}…"
        changed = (text[head : len(text) - tail] for text in (old, new))
        left, right = (f"{ahead}{text}{behind}" for text in changed)
        yield left, right


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))
