"""The five kinds of cell of the statutory tables, never converted into each other."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache

# What bodies print for "does not apply"; each is kept as it was printed.
MARKS = frozenset({"/", "／", "\\", "＼", "-", "－", "–", "—", "——", "―", "无", "無"})

# How a cell that our copy does not hold, and a blank, are written in a data file.
NOT_IN_COPY = "?"
NULL = "null"
_WORDS_FOR_BLANK = frozenset({NULL, "~", "空白", "空", "blank", "none"})

_UNSEEN = frozenset(("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
_NUMBER = re.compile(r"(?=.{1,20}\Z)-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?")  # no report has a longer one
_LIKE_A_NUMBER = re.compile(r"[-+]?[0-9][0-9.,]*")


class Kind(StrEnum):
    """What a cell of a statutory table holds."""

    NUMBER = "number"
    BLANK = "blank"
    MARK = "mark"
    TEXT = "text"
    NOT_IN_COPY = "not_in_copy"


_WORDS = {Kind.BLANK: NULL, Kind.NOT_IN_COPY: NOT_IN_COPY}


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell: its kind and the characters printed there (none for blank and not in our copy)."""

    kind: Kind
    printed: str = ""
    number: int | Decimal | None = field(init=False, repr=False, compare=False)
    """The number printed, or None for the four other kinds; never a guess."""

    def __post_init__(self) -> None:
        number: int | Decimal | None = None
        if self.kind is Kind.NUMBER:
            number = Decimal(self.printed) if "." in self.printed else int(self.printed)
        object.__setattr__(self, "number", number)  # read thousands of times a report

    @property
    def notation(self) -> str:
        """The cell in the notation of people: ``null``, ``?``, or the characters printed."""
        return _WORDS.get(self.kind) or self.printed

    @classmethod
    def of_notation(cls, text: str) -> Cell:
        """The cell that people write so; ValueError where it is not plain which one they mean."""
        if not text.strip():
            raise ValueError(f"found nothing, expected a value: write {NULL} for a blank")
        if text in (NULL, NOT_IN_COPY):
            return BLANK if text == NULL else MISSING
        if is_number(text):
            return cls.of_number(text)
        if means_blank(text):
            raise ValueError(
                f"found {text!r}, expected {NULL} for a blank, {NOT_IN_COPY} for what our copy does not "
                "hold, or the characters printed there"
            )
        if text != text.strip() or "\n" in text:
            raise ValueError(f"found {text!r}, expected one line without spaces around it")
        if any(unicodedata.category(character) in _UNSEEN for character in text):
            raise ValueError(f"found {text!r}, expected characters that can be seen")
        plain = unicodedata.normalize("NFKC", text)
        if _LIKE_A_NUMBER.fullmatch(plain) or plain.strip() == NOT_IN_COPY:
            raise ValueError(f"found {text!r}, expected a plain number such as 1234 or 18.87")
        return cls.of_text(text)

    @classmethod
    @lru_cache(maxsize=4096)  # the same few numbers fill the tables
    def of_number(cls, printed: str) -> Cell:
        """A number from its plain decimal notation, trailing zeros kept; ValueError if it is none."""
        if not is_number(printed):
            raise ValueError(f"not a plain decimal number: {printed!r}")
        return cls(Kind.NUMBER, printed)

    @classmethod
    def of_text(cls, printed: str) -> Cell:
        """A mark or a text; ValueError if it is empty, a number, or reads "not in our copy"."""
        if not printed.strip() or printed == NOT_IN_COPY or disguised_number(printed) is not None:
            raise ValueError(f"not the text of a cell: {printed!r}")
        return cls(Kind.MARK if printed in MARKS else Kind.TEXT, printed)


BLANK = Cell(Kind.BLANK)
MISSING = Cell(Kind.NOT_IN_COPY)


def is_number(text: str) -> bool:
    """Whether the text is a number in plain decimal notation, without plus sign or grouping."""
    return _NUMBER.fullmatch(text) is not None


def means_blank(text: str) -> bool:
    """Whether people who write this mean that nothing is printed: it is no text as printed."""
    return text.strip(" \t()（）[]【】`\"'“”").lower() in _WORDS_FOR_BLANK


def disguised_number(text: str) -> str | None:
    """The plain number that a text is (``"5"``, ``"５"``, ``" 5"``), or None."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return plain if is_number(plain) else None
