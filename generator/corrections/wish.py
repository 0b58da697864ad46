"""What a correction is asked for with: one value, or one row of a table with one value changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from generator.model.forms import Label
from generator.model.report import Report

_BETWEEN = "|"  # the cells of a row
_QUOTES = frozenset({'""', "''", "``", "“”", "‘’", "＂＂", "＇＇", "「」", "『』"})


class RefusedError(Exception):
    """The correction cannot be made as it was asked for; ``told`` says why and what to do."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(en)
        self.told = Label(zh, en)


@dataclass(frozen=True, slots=True)
class Wish:
    """What was asked for, as written: ``value`` and ``present`` in the notation of people.

    ``present`` is what stands there now, or the passage of a prose that is to be replaced. Where ``cell``
    is a row, both are all its cells with | between them.
    """

    report: str
    cell: str
    value: str
    reason: str
    day: date
    present: str | None = None
    issue: str | None = None


def of_one_cell(report: Report, wish: Wish) -> Wish:
    """The wish for the one cell of a row that differs; every other wish of the cell that it names.

    Quotes around the value of a figure are not of the figure: ``"/"`` is the mark ``/``.

    RefusedError where it does not say what stands in the whole row, or not exactly one cell differs.
    """
    row = wish.cell
    cells = [a for a in report.layout.addresses if a.rpartition(".")[0] == row]
    if not cells:
        if wish.cell not in report.cells:
            return wish
        present = None if wish.present is None else unquoted(wish.present)
        return replace(wish, value=unquoted(wish.value), present=present)
    now = _cells(wish.value)
    stood = _cells(wish.present) if wish.present is not None else None
    if len(now) != len(cells) or (stood is not None and len(stood) != len(cells)):
        raise RefusedError(
            f"{row} 是一行：请写全行 {len(cells)} 格的值，格与格之间用 {_BETWEEN} 隔开，"
            f"或只写其中一格的位置：{'、'.join(cells)}",
            f"{row} is a row: expected its {len(cells)} values with {_BETWEEN} between them, or the "
            f"address of one cell of it: {', '.join(cells)}",
        )
    stands = [report.cells[address].notation for address in cells]
    if stood is not None and stood != stands:
        raise RefusedError(
            f"{row}：本站现在是 {_row(stands)}，更正单写的是 {_row(stood)[:200]!r}；"
            "可能已有人改过，请再看一次页面",
            f"{row}: found {_row(stands)} in the archive, expected {_row(stood)[:200]!r} as the "
            "correction says: somebody has changed it meanwhile; look at the page again",
        )
    differing = [index for index, value in enumerate(now) if value != stands[index]]
    if len(differing) != 1:
        raise RefusedError(
            f"{row}：与 {_row(stands)} 不同的有 {len(differing)} 格，应恰为一格；"
            "一份更正单只更正一格，请分别提出",
            f"{row}: found {len(differing)} values that differ from {_row(stands)}, expected exactly one: "
            "a correction is of one cell, ask for each by itself",
        )
    [index] = differing
    return replace(wish, cell=cells[index], value=now[index], present=stands[index])


def _cells(text: str) -> list[str]:
    return [unquoted(part.strip()) for part in text.split(_BETWEEN)]


def unquoted(text: str) -> str:
    """Without one pair of quotes or backquotes around it, narrow or wide."""
    inner = text[1:-1].strip()
    return inner if inner and text[0] + text[-1] in _QUOTES else text


def _row(values: list[str]) -> str:
    return f" {_BETWEEN} ".join(values)
