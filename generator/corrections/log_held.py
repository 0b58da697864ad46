"""Whether the log of a report tells of every change to it, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.model.cells import Cell
from generator.model.correction import Correction
from generator.model.differences import Difference, corrected, differences, within
from generator.model.report import Report
from generator.problems import Problem
from generator.store.files import Document

A_DAY = timedelta(days=1)  # what the date may be ahead where somebody else lives


def held_to_log(was: Report, document: Document[Report]) -> tuple[frozenset[str], list[Problem]]:
    """The addresses covered only by an entry on their block, and what the log does not tell of."""
    now = document.value

    def problem(address: str, message: str) -> Problem:
        return Problem(document.path, *document.place(address), "S7", f"{address}: {message}")

    for index, entry in enumerate(was.corrections):
        if now.corrections[index : index + 1] != (entry,):
            message = (
                f"found the log entry of {entry.date} on {entry.cell} removed or changed, expected it to "
                "stay as it was: put it back and add a new one at the end"
            )
            return frozenset(), [problem(f"corrections[{index}]", message)]
    problems = []
    for name in ("url", "copy", "sha256"):
        found, former = getattr(now.source, name), getattr(was.source, name)
        if former not in (None, found):
            message = (
                f"found {found}, where {former} stood, expected what the figures are checked against to "
                "stay: put it back; a source fetched again goes under later, a report published again is "
                "a revision"
            )
            problems.append(problem(f"source.{name}", message))
    entries = now.corrections[len(was.corrections) :]
    anew = set()
    for change in differences(was, now):
        address = change.address
        if _is_led(change, entries):
            continue
        if _is_anew(change, entries, figure=address in now.cells):
            anew.add(address)
        else:
            problems.append(problem(address, _not_logged(change.was, change.now)))
    for index in _without_effect(was, now):
        message = (
            f"found an entry on {entries[index - len(was.corrections)].cell}, which is what it was, expected "
            "entries that change something: take out those of this change that lead back to where it began"
        )
        problems.append(problem(f"corrections[{index}]", message))
    return frozenset(anew), problems


def _without_effect(was: Report, now: Report) -> Iterator[int]:
    """The new entries, by index, whose cell or block is what it was before all of them."""
    changed = [change.address for change in differences(was, now)]
    for index in range(len(was.corrections), len(now.corrections)):
        if not any(within(address, now.corrections[index].cell) for address in changed):
            yield index


def to_come(was: Report | None, document: Document[Report], today: date) -> Iterator[Problem]:
    """A problem for each new entry, acknowledgement or reply dated after today."""
    for name in ("corrections", "acknowledgements", "replies"):
        former = getattr(was, name) if was else ()
        for index, item in enumerate(getattr(document.value, name)):
            if item not in former and item.date > today + A_DAY:
                address = f"{name}[{index}].date"
                message = (
                    f"{address}: found {item.date}, expected no day after {today}, which is today: write "
                    "the day on which it was done"
                )
                yield Problem(document.path, *document.place(address), "S7", message)


def _is_led(change: Difference, entries: tuple[Correction, ...]) -> bool:
    """Whether the entries lead from one value to the other, each beginning where the last ended."""
    value = change.was
    for entry in entries:
        if entry.cell == change.address and value is not None:
            value = corrected(value, entry)
    return value is not None and value == change.now


def _is_anew(change: Difference, entries: tuple[Correction, ...], *, figure: bool) -> bool:
    """Whether a block transcribed anew covers it.

    It covers the words in it, and the figures that the report did not have before or has no more; a
    figure that it had and has needs its own entry.
    """
    both = change.was is not None and change.now is not None
    return not (both and figure) and any(
        entry.was is None and within(change.address, entry.cell) for entry in entries
    )


def _not_logged(was: Cell | None, now: Cell | None) -> str:
    def short(cell: Cell | None) -> str:
        line = " ".join(cell.notation.split()) if cell else "nothing"
        return line if len(line) <= 60 else f"{line[:60]}…"

    return (
        f"found {short(now)}, where {short(was)} stood, expected an entry under corrections that says so: "
        "put the former value back and run gongkai correct, which changes and logs it"
    )
