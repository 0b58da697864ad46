"""What a cell's text is: the only place where characters become figures."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.cells import BLANK, MARKS, Cell, disguised_number, is_number

_GROUPED = re.compile(r"-?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]+)?")
_DIGITS = re.compile(r"[0-9]+")
_FIGURE_WITH_UNIT = re.compile(
    r"[约共]?-?[0-9][0-9,.]*(?:万|亿|千|百)?(?:余|多)?[元件条项个次份宗起]?"
)
_MASKED = re.compile(r"[0-9]*\*+[0-9]*")
_DASHES = re.compile(r"[-—–]{2,4}|/{2}")
_HAN = re.compile(r"[㐀-鿿]")
# Full width only: other compatibility forms (①, ², ½) are marks beside a figure, and no digits of it.
_WIDE = {0xFF00 + offset: 0x20 + offset for offset in range(1, 0x5F)} | {0x3000: 0x20, 0xA0: 0x20}
_MINUS = str.maketrans({"−": "-", "﹣": "-", "‐": "-", "‑": "-"})
_LONGEST_TEXT = 16
_MOST_READINGS = 200


def plain(text: str) -> str:
    """The text with full-width digits and signs in their usual form, without space around it."""
    return text.translate(_WIDE).translate(_MINUS).strip()


def read_cell(text: str) -> Cell | None:
    """The cell that a text is, or None where nobody could say for certain."""
    printed = " ".join(text.split())
    if not printed:
        return BLANK
    if printed in MARKS or _DASHES.fullmatch(printed):
        return Cell.of_text(printed)
    figure = plain(printed)
    if is_number(figure) and not figure.startswith("-0"):
        return Cell.of_number(figure)
    if figure.startswith("+") and is_number(figure[1:]):
        return Cell.of_number(figure[1:])
    if _GROUPED.fullmatch(figure):
        return Cell.of_number(figure.replace(",", ""))
    if "�" in printed or figure == "?" or not _says_something(figure):
        return None
    if disguised_number(printed) is not None:
        return None  # a figure with a mark that reads like another digit of it
    return Cell.of_text(printed)


def _says_something(figure: str) -> bool:
    """Whether a text can be the text of a cell, and is no damaged or run-together figure."""
    return not re.fullmatch(r"[0-9\s.,+\-?]+", figure)


def looks_like_value(text: str, *, in_cell: bool) -> bool:
    """Whether a text can stand where a figure stands; in a cell of a grid short words can too."""
    if not text or text in MARKS:
        return True
    figure = plain(text)
    if re.fullmatch(r"[+-]?[0-9][0-9.,]*", figure) or _FIGURE_WITH_UNIT.fullmatch(figure):
        return True
    if _MASKED.fullmatch(figure) or (set(figure) <= set("-/\\—?*.") and len(figure) <= 4):
        return True
    return in_cell and len(figure) <= _LONGEST_TEXT and len(_HAN.findall(figure)) <= 6


def run_together(text: str) -> str | None:
    """The digits of several figures that were printed without a space, or None."""
    figure = plain(text)
    return figure if _DIGITS.fullmatch(figure) else None


def splits(digits: str, count: int) -> list[tuple[Cell, ...]]:
    """Every way to cut the digits into so many whole numbers; none where there are too many."""
    found: list[tuple[Cell, ...]] = []
    for parts in _cuts(digits, count):
        found.append(tuple(Cell.of_number(part) for part in parts))
        if len(found) > _MOST_READINGS:
            return []
    return found


def _cuts(digits: str, count: int) -> Iterator[tuple[str, ...]]:
    if len(digits) < count:
        return
    if count == 1:
        if is_number(digits):
            yield (digits,)
        return
    longest = 1 if digits[0] == "0" else len(digits) - count + 1
    for length in range(1, longest + 1):
        for rest in _cuts(digits[length:], count - 1):
            yield (digits[:length], *rest)
