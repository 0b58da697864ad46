"""The frame of a report: title, dates, signature, and which rows are whose prose."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date

from generator.importer.furniture import (
    bare_day,
    day_at_end,
    is_furniture,
    is_organisation,
    published_in,
)
from generator.importer.headings import ORDINALS, Heading, find_headings, heading_in, tidy
from generator.importer.identify import owner_in, regions_in
from generator.importer.lexicon import fold
from generator.importer.stream import Place, Row

_TITLE = re.compile(
    r"信息公开.*(?:年度报告|年报|工作报告|工作总结|报告$)|年度报告.*信息公开|政务公开(?:工作)?(?:年度报告|总结)"
)
_HAN = "㐀-鿿〔〕（）《》“”"
_HAN_GAP = re.compile(rf"(?<=[{_HAN}])[ \u3000\u00a0]+(?=[{_HAN}])")
_YEAR_BELOW = re.compile(r"[(〔\[]?(?:20[0-9]{2}|二[〇○零O]..)年?度?[)〕\]]?")
_END = "。！？；：…”）)!?;:』」》】"
_ITEM = re.compile(
    rf"\s*(?:[（(]?(?:[{ORDINALS}]{{1,3}}|[0-9]{{1,2}})[)）、.．:：](?![0-9])"
    rf"|[{ORDINALS}]是|第[{ORDINALS}]|[①-⑳]|[●•·◆■★])"
)


@dataclass(slots=True)
class Outline:
    """The parts of a document by the indices of its rows; ``end`` is where the report ends."""

    headings: list[Heading] = field(default_factory=list)
    extra: list[Heading] = field(default_factory=list)
    title: str | None = None
    title_rows: tuple[int, ...] = ()
    published: date | None = None
    signed: date | None = None
    signature: str | None = None
    end: int = 0
    dropped: list[tuple[Place, str]] = field(default_factory=list)

    @property
    def first(self) -> int | None:
        """The row of the first heading."""
        return self.headings[0].row if self.headings else None


def clean_title(text: str) -> str:
    """A title without the spaces that a torn line left between characters."""
    return _HAN_GAP.sub("", tidy(text))


def outline(rows: Sequence[Row]) -> Outline:
    """The outline of a document."""
    found = Outline(end=len(rows))
    found.headings, found.extra = find_headings(rows)
    start = found.first if found.first is not None else min(len(rows), 40)
    _find_title(rows, found, start)
    _find_published(rows, found, start)
    _find_end(rows, found)
    return found


def _is_title_line(text: str) -> bool:
    inside = re.sub("^《([^》]*)》$", r"\1", fold(text))
    return len(inside) <= 60 and not re.search("[。;,>:〈《》〉]|通知$", inside)


def _find_title(rows: Sequence[Row], found: Outline, start: int) -> None:
    """The lines before the first heading that together say whose report of which year this is."""
    lines = [
        (index, rows[index].text.strip())
        for index in range(start)
        if rows[index].is_line
        and rows[index].text.strip()
        and not is_furniture(rows[index].text)
        and heading_in(index, rows[index].text) is None
    ]
    window: list[tuple[int, str]] = []
    at = 0
    for first in range(len(lines)):
        for count in (1, 2, 3, 4):
            here = lines[first : first + count]
            if len(here) < count or not all(_is_title_line(text) for _, text in here):
                break
            joined = fold("".join(text for _, text in here))
            if len(joined) <= 80 and _TITLE.search(joined):
                # The last window counts; a longer one around it says no more about the title.
                if not window or here[-1][0] > window[-1][0] or count <= len(window):
                    window, at = here, first
                break
    if not window:
        return
    above = _lines_above(lines[max(at - 3, 0) : at], window)
    at -= len(above)
    window = [*above, *window]
    text = clean_title("".join(tidy(text) for _, text in window))
    below = lines[at + len(window) : at + len(window) + 1]
    if not re.search(r"20[0-9]{2}|二[〇○零O]", fold(text)) and below:
        under = fold(below[0][1])
        if _YEAR_BELOW.fullmatch(under):
            text += clean_title(below[0][1])
            window = [*window, *below]
    found.title = text
    found.title_rows = tuple(index for index, _ in window)


def _lines_above(
    before: Sequence[tuple[int, str]], window: Sequence[tuple[int, str]]
) -> Sequence[tuple[int, str]]:
    """The lines just above a title that begin it: whose report it is, or the year."""
    title = "".join(text for _, text in window)
    owner = owner_in(title)
    has_owner = is_organisation(owner)
    for count in range(1, len(before) + 1):
        above = before[-count:]
        if not all(_is_title_line(text) for _, text in above):
            break
        text = "".join(text for _, text in above)
        regions, _ = regions_in(fold(text))
        if has_owner and (not regions or is_organisation(text)):
            break
        if is_organisation(owner_in(text + title)) and (regions or not has_owner):
            return above
    if before and _YEAR_BELOW.fullmatch(fold(before[-1][1])):
        return before[-1:]
    return ()


def _find_published(rows: Sequence[Row], found: Outline, start: int) -> None:
    for index in range(start):
        text = rows[index].text
        day = published_in(text) if len(text) <= 200 else None
        if day is not None:
            found.published = day
            return
    last_title = max(found.title_rows, default=start)
    for index in range(last_title + 1, start):
        if (day := bare_day(rows[index].text)) is not None:
            found.published = day
            return


def _find_end(rows: Sequence[Row], found: Outline) -> None:
    """The signature and the day under the last section; all that follows belongs to the page."""
    if not found.headings or max(heading.section for heading in found.headings) < 4:
        return
    last = max(heading.row for heading in [*found.headings, *found.extra])
    lines = [
        index
        for index in range(last + 1, len(rows))
        if rows[index].is_line and rows[index].text.strip()
    ]
    for at, index in enumerate(lines):
        text = rows[index].text
        day = bare_day(text) if len(text) <= 60 else None
        split = day_at_end(text) if day is None and len(text) <= 60 else None
        if split is not None and is_organisation(split[0]):
            found.signature, found.signed = split
            found.end = index
        elif day is not None:
            found.signed = day
            found.end = index
            above = lines[at - 1] if at else -1
            below = lines[at + 1] if at + 1 < len(lines) else -1
            if above > -1 and is_organisation(rows[above].text):
                found.signature = clean_title(rows[above].text)
                found.end = above
            elif below > -1 and is_organisation(rows[below].text):
                found.signature = clean_title(rows[below].text)
        else:
            continue
        _drop_rest(rows, found, lines[at + 1 :])
        return
    kept = [index for index in lines if not is_furniture(rows[index].text)]
    if len(kept) > 1 and is_organisation(rows[kept[-1]].text):
        found.signature = clean_title(rows[kept[-1]].text)
        found.end = kept[-1]
        _drop_rest(rows, found, [index for index in lines if index > kept[-1]])


def _drop_rest(rows: Sequence[Row], found: Outline, indices: Iterable[int]) -> None:
    for index in indices:
        if clean_title(rows[index].text) != found.signature:
            found.dropped.append((rows[index].place, rows[index].text.strip()))


def paragraphs(
    rows: Sequence[Row], indices: Iterable[int], first: str = ""
) -> tuple[list[str], list[Place]]:
    """The paragraphs of these rows, and where lines that were torn apart were joined."""
    found: list[str] = [first] if first else []
    joined: list[Place] = []
    for index in indices:
        row = rows[index]
        text = re.sub(r"[ \t\u00a0\u3000]+", " ", row.text).strip()
        if not text:
            continue
        if found and _goes_on(found[-1], row):
            apart = found[-1][-1].isascii() and found[-1][-1].isalpha() and text[0].isascii()
            found[-1] += (" " if apart else "") + text
            if row.starts is None:
                joined.append(row.place)
            continue
        found.append(text)
    return found, joined


def _goes_on(before: str, row: Row) -> bool:
    """Whether a line goes on with the paragraph of the line before."""
    text = row.text.strip()
    if row.starts is not None:
        return not row.starts
    if before[-1] in _END or _ITEM.match(text) or len(before) < 25:
        return False
    if is_organisation(text) or bare_day(text) is not None:
        return False
    return not (_ITEM.match(before) and len(before) < 40)
