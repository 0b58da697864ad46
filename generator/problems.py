"""A problem with data: a value that says where, what was found and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from generator.model.forms import Label


class Level(StrEnum):
    """How much a problem weighs (rules.md)."""

    ERROR = "error"
    FINDING = "finding"
    NOTE = "note"


class BuildError(Exception):
    """The site could not be built although the data is sound; the message says why."""


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem at a place in a file; line and column count from 1.

    ``zh`` is the message in Chinese; what the importer says of a draft has none.
    """

    path: str
    line: int
    column: int
    rule: str
    message: str
    level: Level = Level.ERROR
    zh: str = ""

    @classmethod
    def told(
        cls,
        path: str,
        place: tuple[int, int],
        rule: str,
        message: Label,
        level: Level = Level.ERROR,
    ) -> Problem:
        """A problem in both languages, at a line and column."""
        return cls(path, *place, rule, message.en, level, message.zh)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}: {self.level} {self.rule}: {self.message}"
