"""Whether the log of a report tells of every change to it, and of nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from generator.corrections.passages import alike, passages
from generator.model.cells import Kind
from generator.model.correction import Correction
from generator.model.differences import Difference, corrected, differences, within
from generator.model.forms import Label
from generator.model.report import Report
from generator.problems import Problem
from generator.store.files import Document

A_DAY = timedelta(days=1)  # what the date may be ahead where somebody else lives
_LONGEST = 60  # characters of a value that are shown


def held_to_log(was: Report, document: Document[Report]) -> tuple[frozenset[str], list[Problem]]:
    """The addresses covered only by an entry on their block, and what the log does not tell of."""
    now = document.value

    def problem(address: str, zh: str, en: str, place: tuple[int, int] | None = None) -> Problem:
        told = Label(f"{address}：{zh}", f"{address}: {en}")
        return Problem.told(document.path, place or document.place(address), "S7", told)

    for index, entry in enumerate(was.corrections):
        if now.corrections[index : index + 1] != (entry,):
            zh = f"{entry.date} 关于 {entry.cell} 的记录被删去或改动；请恢复原样，另在末尾写一条"
            en = (
                f"found the log entry of {entry.date} on {entry.cell} removed or changed, expected it to "
                "stay as it was: put it back and add a new one at the end"
            )
            return frozenset(), [problem(f"corrections[{index}]", zh, en)]
    problems = []
    for name in ("url", "copy", "sha256"):
        found, former = getattr(now.source, name), getattr(was.source, name)
        if former not in (None, found):
            zh = (
                f"原为 {former}，现为 {found}；核对数字所依据的来源不改动，请恢复；再次取得的写在 later 下，"
                "重新公布的报告另存一份"
            )
            en = (
                f"found {found}, where {former} stood, expected what the figures are checked against to "
                "stay: put it back; a source fetched again goes under later, a report published again is "
                "a revision"
            )
            problems.append(problem(f"source.{name}", zh, en))
    entries = now.corrections[len(was.corrections) :]
    anew = set()
    for change in differences(was, now):
        address = change.address
        if _is_led(change, entries):
            continue
        if _is_anew(change, entries, figure=address in now.cells):
            anew.add(address)
        else:
            told = _not_logged(change)
            problems.append(problem(address, told.zh, told.en, _paragraph(document, change)))
    for index in _without_effect(was, now):
        cell = entries[index - len(was.corrections)].cell
        zh = f"{cell} 与原来相同，这条记录没有改动什么；请删去本次改动中回到原处的记录"
        en = (
            f"found an entry on {cell}, which is what it was, expected "
            "entries that change something: take out those of this change that lead back to where it began"
        )
        problems.append(problem(f"corrections[{index}]", zh, en))
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
                told = Label(
                    f"{address}：日期 {item.date} 在今天 {today} 之后；请写实际的日期",
                    f"{address}: found {item.date}, expected no day after {today}, which is today: write "
                    "the day on which it was done",
                )
                yield Problem.told(document.path, document.place(address), "S7", told)


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


def _not_logged(change: Difference) -> Label:
    """That a change is not logged, with the values; of a text with the first passage that differs."""
    was, now = change.was, change.now
    more = 0
    if _both_texts(change) and was and now:
        (left, right), *others = passages(was.printed, now.printed)
        more = len(others)
    else:
        left, right = ("nothing" if cell is None else cell.notation for cell in (was, now))
    left, right = (_short(text) for text in (left, right))
    zh = f"（另有 {more} 处）" if more else ""
    en = f" (and {more} more passage{'s' if more > 1 else ''})" if more else ""
    return Label(
        f"原为 {left}，现为 {right}{zh}，corrections 下没有记录；请恢复原来的值，再用 gongkai correct 更正，"
        "它会写下记录",
        f"found {right}, where {left} stood{en}, expected an entry under corrections that says so: "
        "put the former value back and run gongkai correct, which changes and logs it",
    )


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST]}…"


def _both_texts(change: Difference) -> bool:
    return all(cell is not None and cell.kind is Kind.TEXT for cell in (change.was, change.now))


def _paragraph(document: Document[Report], change: Difference) -> tuple[int, int] | None:
    """Where the first paragraph of a prose that differs begins, if its line is known."""
    lines = document.paragraphs.get(change.address)
    if not lines or not _both_texts(change) or change.was is None or change.now is None:
        return None
    same = alike(change.was.printed, change.now.printed)
    return lines[change.now.printed[:same].count("\n\n")], 1
