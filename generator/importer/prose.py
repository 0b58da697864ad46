"""The sections of a report with their prose, without what tables and pages have put between."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from generator.importer.found import Remark, Tables
from generator.importer.furniture import bare_day, is_furniture, published_in
from generator.importer.headings import TABLE_OF_SECTION, Heading, heading_in
from generator.importer.lexicon import fold
from generator.importer.outline import Outline, paragraphs
from generator.importer.stream import Content, Place, Row
from generator.model.forms import SECTIONS
from generator.model.report import NO_PROSE, NOT_ARCHIVED, Prose, ReportSection
from generator.problems import Level

OPEN = "?"


@dataclass(slots=True)
class Work:
    """A document half read: its rows, outline and tables, and what there is to tell."""

    content: Content
    frame: Outline
    tables: Tables
    year: int | None = None
    remarks: list[Remark] = field(default_factory=list)
    prose_rows: frozenset[int] = frozenset()

    def note(self, place: Place, rule: str, message: str, level: Level = Level.FINDING) -> None:
        """Tell something with its place in the source."""
        self.remarks.append(Remark(place, rule, message, level))


def sections_of(work: Work) -> tuple[tuple[ReportSection, ...] | None, Prose]:
    """The sections in printed order with their prose, and the preface."""
    frame, _rows = work.frame, work.content.rows
    if not frame.headings:
        work.note(Place(1), "I7", "sections: found no heading of a section; the prose is left open")
        return None, NO_PROSE
    heads = sorted([*frame.headings, *frame.extra], key=lambda heading: heading.row)
    after_title = max(frame.title_rows, default=-1) + 1
    preface, _ = _prose(work, range(min(after_title, heads[0].row), heads[0].row), "")
    if not frame.title_rows:
        preface = Prose(tuple(p for p in preface.paragraphs if len(p) > 15))
    sections = []
    for heading, following in zip(heads, [*heads[1:], None], strict=True):
        end = frame.end if following is None else following.row
        prose, cut = _prose(
            work, range(heading.row + 1, max(end, heading.row + 1)), heading.rest, heading
        )
        sections.append(ReportSection(_key(heading), heading.text, prose))
        if cut is not None:
            work.note(cut, "I7", f"{heading.text}: the text ends here in the middle of a sentence")
    sections += _not_found(work, heads)
    return tuple(sections), preface


def _key(heading: Heading) -> str | None:
    return SECTIONS[heading.section].key if heading.section < 6 else None


def _not_found(work: Work, heads: Sequence[Heading]) -> list[ReportSection]:
    """Sections that the source does not show: passed over in print, or cut off at the end."""
    known = {heading.section for heading in heads}
    last = max(known)
    place = work.content.rows[heads[-1].row].place
    missing = []
    for number, section in enumerate(SECTIONS):
        if number in known:
            continue
        if number > last:
            missing.append(ReportSection(section.key, OPEN, NOT_ARCHIVED))
            message = f"{section.label.zh}: not found; the source seems to end before it"
        else:
            message = f"{section.label.zh}: no such heading found between the others"
        work.note(place, "I7", message)
    return missing


def _prose(
    work: Work, indices: range, first: str, heading: Heading | None = None
) -> tuple[Prose, Place | None]:
    rows = work.content.rows
    in_table = heading is not None and heading.section in TABLE_OF_SECTION
    keeps = _keeps_in_table if in_table else _keeps
    kept = [index for index in indices if rows[index].text.strip() and keeps(work, index, heading)]
    found, joined = paragraphs(rows, kept, first)
    for place in joined:
        work.note(
            place, "I7", "joined with the line before, whose sentence goes on here", Level.NOTE
        )
    cut = None
    if kept and rows[kept[-1]].pieces[-1].cut and found[-1][-1] not in "。！？；：”）)!?;:":
        cut = rows[kept[-1]].place
    return (Prose(tuple(found)) if found else NO_PROSE), cut


def _keeps_in_table(work: Work, index: int, heading: Heading | None) -> bool:
    """Whether a row among those of a table is prose; what is neither is told."""
    row = work.content.rows[index]
    if index not in work.prose_rows:
        return False
    if not _is_sentence(row.text):
        if row.is_line:
            _tell_unread(work, row)
        return False
    return _keeps(work, index, heading)


def _keeps(work: Work, index: int, heading: Heading | None) -> bool:
    """Whether a row is prose, and nothing that the page has added."""
    row = work.content.rows[index]
    if not row.is_line:
        return heading is not None and len(row.text) > 20
    before = heading is None and (_is_metadata(row.text) or _is_contents(row.text))
    if before or is_furniture(row.text):
        work.frame.dropped.append((row.place, row.text.strip()))
        return False
    return True


def _is_sentence(text: str) -> bool:
    return len(re.findall("[㐀-鿿]", text)) >= 6


def _tell_unread(work: Work, row: Row) -> None:
    text = row.text.strip()
    if re.search("[㐀-鿿0-9]", text) and len(text) > 2:
        shown = text[:30]
        work.note(
            row.place, "I5", f'found "{shown}" in a table, neither label nor figure', Level.NOTE
        )


def _is_metadata(text: str) -> bool:
    line = fold(text)
    return bare_day(text) is not None or (published_in(text) is not None and len(line) <= 120)


def _is_contents(text: str) -> bool:
    """Whether a line before section one belongs to a table of contents."""
    return fold(text) in ("目录", "目次", "contents") or heading_in(0, text) is not None
