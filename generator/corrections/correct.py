"""One correction: which file, which value, checked against the file, written in place and logged."""

from __future__ import annotations

import difflib
import os
import re
import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path

from generator.checking import judged, near
from generator.corrections.effects import Effects, effects
from generator.corrections.find import find_report
from generator.corrections.wish import RefusedError, Wish, of_one_cell
from generator.model.cells import NOT_IN_COPY, NULL, Cell, Kind, means_blank
from generator.model.correction import Correction
from generator.model.differences import (
    FIELDS,
    corrected,
    differences,
    first_day,
    is_prose,
    printed,
)
from generator.model.forms import Label
from generator.model.report import Report
from generator.problems import Problem
from generator.render.places import place
from generator.store.archive import Archive, load_archive
from generator.store.edit import NotEditableError, with_correction
from generator.store.files import URL, Document, load_report
from generator.store.shapes import is_day

MOST_CHARACTERS = 2000  # of a value or a reason
_DAYS = ("published", "signed")
_LINE_BREAKS = re.compile(r"[\n\r\u0085\u2028\u2029]")


class FaultyError(Exception):
    """The file has problems of its own, which come first."""

    def __init__(self, problems: list[Problem]) -> None:
        super().__init__(f"{len(problems)} problems")
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Corrected:
    """A correction ready to be written; ``effects`` is None where the archive cannot be judged."""

    path: Path
    correction: Correction
    report: Report
    data: bytes
    effects: Effects | None

    @property
    def name(self) -> Label:
        """What was corrected, in the words of the form."""
        return place(self.correction.cell, self.report).label

    def write(self) -> None:
        """Put the file in the place of the former one in one step."""
        handle, name = tempfile.mkstemp(prefix=".", dir=self.path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(self.data)
            shutil.copymode(self.path, name)
            Path(name).replace(self.path)
        except BaseException:
            Path(name).unlink(missing_ok=True)
            raise


def correct(root: Path, wish: Wish) -> Corrected:
    """The correction that was asked for; RefusedError or FaultyError where it cannot be made."""
    path = find_report(root, wish.report)
    data = path.read_bytes()
    document, problems = load_report(data, path.as_posix())
    if document is None:
        raise FaultyError(problems)
    correction = _correction(document.value, of_one_cell(document.value, wish))
    try:
        edited = with_correction(data, document, correction)
    except NotEditableError as error:
        line, column = document.place(correction.cell)
        raise RefusedError(
            f"{path}:{line}:{column}：文件的写法不能就地更改这一处；请手工编辑文件",
            f"{path}:{line}:{column}: {error}; edit the file by hand",
        ) from error
    made, problems = load_report(edited, path.as_posix())
    if made is None:
        told = problems[0].message
        raise RefusedError(
            f"{path}：换成这个值，文件就不合格式：{problems[0].zh or told}",
            f"{path}: with this value the file would not be sound: {told}",
        )
    if not _only_this(document.value, made.value, correction):
        raise RefusedError(
            f"{path}：文件的写法不能就地更改；请手工编辑文件",
            f"{path}: the file is laid out in a way that cannot be edited in place; edit it by hand",
        )
    archive, _ = load_archive(root)
    return Corrected(path, correction, document.value, edited, _effects(archive, made, correction))


def _effects(
    archive: Archive | None, made: Document[Report], correction: Correction
) -> Effects | None:
    if archive is None:
        return None
    after = archive.with_report(made)
    if is_prose(correction.cell):
        return effects(judged(archive), judged(after))
    chosen = near(archive, made.value.body)
    return effects(judged(archive, chosen), judged(after, chosen))


def _correction(report: Report, wish: Wish) -> Correction:
    values = printed(report)
    if wish.cell not in values:
        close = difflib.get_close_matches(wish.cell, values, 1)
        hint = f": did you mean {close[0]}?" if close else ""
        raise RefusedError(
            f"没有 {wish.cell[:100]!r} 这个位置，应为一格的位置，如 requests.received.total，或 "
            f"{'、'.join(FIELDS)} 之一{f'；是不是 {close[0]}？' if close else ''}",
            f"found unknown cell {wish.cell[:100]!r}, expected the address of a figure such as "
            f"requests.received.total, or one of {', '.join(FIELDS)}{hint}",
        )
    reason = " ".join(wish.reason.split())
    if not reason or len(reason) > MOST_CHARACTERS:
        raise RefusedError(
            f"请写明理由，不超过 {MOST_CHARACTERS} 个字符",
            f"expected a reason of at most {MOST_CHARACTERS} characters",
        )
    if wish.issue is not None and not re.fullmatch(URL, wish.issue):
        raise RefusedError(
            f"{wish.issue[:100]!r} 不是讨论帖的网址",
            f"found {wish.issue[:100]!r}, expected the web address of an issue",
        )
    present = values[wish.cell]
    was = _present(present, wish)
    now = _value(report, wish, passage=was.printed if is_prose(wish.cell) else None)
    found = Correction(wish.cell, was, now, reason, wish.day, wish.issue)
    last = max((entry.date for entry in report.corrections), default=wish.day)
    if wish.day < last:
        raise RefusedError(
            f"日期 {wish.day} 早于更正记录最后一条的 {last}；请用当天或以后的日期",
            f"found the day {wish.day}, expected none before {last}, that of the last entry of the log",
        )
    if wish.day < first_day(report):
        raise RefusedError(
            f"日期 {wish.day} 早于 {first_day(report)}，即取得存档副本的日期或报告年度的第一天",
            f"found the day {wish.day}, expected none before {first_day(report)}, on which our copy was "
            "retrieved or the report's year began",
        )
    if was == now:
        raise RefusedError(
            f"{wish.cell}：现在就是 {now.notation}，没有要更正的",
            f"{wish.cell}: {now.notation} already stands there: nothing to correct",
        )
    if corrected(present, found) is None:
        raise RefusedError(
            f"{wish.cell}：{was.printed[:100]!r} 在这段文字中出现 {present.printed.count(was.printed)} 次，"
            "应恰为一次；请从页面抄录这句话，前后多抄几个字",
            f"{wish.cell}: found {was.printed[:100]!r} {present.printed.count(was.printed)} times in this "
            "prose, expected it to stand there exactly once: copy the passage from the page, with enough "
            "words around what is wrong",
        )
    return found


def _present(present: Cell, wish: Wish) -> Cell:
    if is_prose(wish.cell):
        if wish.present is None or present.kind is not Kind.TEXT:
            raise RefusedError(
                f"{wish.cell} 是一段文字，只更正其中的字句：请在“本站现在的值”（命令行用 --present）"
                "写要换掉的字句，在“报告原文的值”写原文的字句；整段文字手工编辑，记录不写 was 和 now",
                f"{wish.cell} is prose, of which one passage is corrected: name the passage to be replaced "
                "(in the form under 本站现在的值 Present value, on the command line with --present) and "
                "what it reads in the source as the value; a whole prose is edited by hand and logged "
                "without was and now",
            )
        return _passage(wish.present)
    if wish.present is not None and wish.present != present.notation:
        raise RefusedError(
            f"{wish.cell}：本站现在是 {present.notation}，更正单写的是 {wish.present[:100]!r}；"
            "可能已有人改过，请再看一次页面",
            f"{wish.cell}: found {present.notation} in the archive, expected {wish.present[:100]!r} as the "
            "correction says: somebody has changed it meanwhile; look at the page again",
        )
    return present


def _value(report: Report, wish: Wish, passage: str | None) -> Cell:
    text = wish.value
    if len(text) > MOST_CHARACTERS:
        raise RefusedError(
            f"值不能超过 {MOST_CHARACTERS} 个字符",
            f"expected a value of at most {MOST_CHARACTERS} characters",
        )
    if passage is not None:
        if means_blank(text) or text == NOT_IN_COPY:
            raise RefusedError(
                f"{wish.cell}：{text!r} 不能代替一句文字，应为原文的字句；要删去几个字，"
                "请在“本站现在的值”写含有它们的一句，在“报告原文的值”写去掉它们的同一句",
                f"{wish.cell}: found {text!r} for a passage of prose, expected the words as printed: to "
                "take words out, name as the present value (本站现在的值) a passage that holds them with "
                "words around, and as the value (报告原文的值) the same passage without them",
            )
        return _passage(text)
    if wish.cell in report.cells:
        try:
            return Cell.of_notation(text)
        except ValueError as error:
            raise RefusedError(
                f"{wish.cell}：{text[:100]!r} 不是一格的值；空白写 {NULL}，存档副本没有的写 {NOT_IN_COPY}，"
                "数字写成 1234 或 18.87，其他照原文写在一行上，前后没有空格",
                f"{wish.cell}: {error}",
            ) from error
    nullable = wish.cell in FIELDS and wish.cell != "title"
    if text == NULL and nullable:
        return Cell(Kind.BLANK)
    if wish.cell in _DAYS and not is_day(text):
        raise RefusedError(
            f"{wish.cell}：{text[:100]!r} 不是日期，应如 2024-01-31，或写 {NULL}",
            f"{wish.cell}: found {text!r}, expected a day such as 2024-01-31 or null",
        )
    if not text.strip() or means_blank(text) or text == NOT_IN_COPY:
        hint_zh = f"；原文没有的写 {NULL}" if nullable else ""
        hint = f", or {NULL} where nothing is printed" if nullable else ""
        raise RefusedError(
            f"{wish.cell}：{text[:100]!r} 不是原文的文字，请照原文写{hint_zh}",
            f"{wish.cell}: found {text!r}, expected a text as printed{hint}",
        )
    return _passage(text)


def _passage(text: str) -> Cell:
    if not text.strip() or _LINE_BREAKS.search(text):
        raise RefusedError("应为写在一行上的文字", "expected a text on one line")
    try:
        return Cell.of_text(text)
    except ValueError as error:
        raise RefusedError(
            f"{text[:100]!r} 不成一句文字，请连同前后的几个字一起写",
            f"found {text[:100]!r}, expected some words around it, so that it is one passage",
        ) from error


def _only_this(was: Report, now: Report, correction: Correction) -> bool:
    """Whether the two reports differ in nothing but the correction and its log entry."""
    expected = corrected(printed(was)[correction.cell], correction)
    as_printed_now = replace(
        was,
        title=now.title,
        published=now.published,
        signed=now.signed,
        signature=now.signature,
        cells=now.cells,
        labels=now.labels,
        preface=now.preface,
        sections=now.sections,
        corrections=(*was.corrections, correction),
    )
    changed = [(found.address, found.now) for found in differences(was, now)]
    return changed == [(correction.cell, expected)] and as_printed_now == now
