"""The statutory dates as a calendar (iCalendar, RFC 5545): all-day events, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.derive.catalogue import Catalogue
from generator.derive.coverage import as_of
from generator.model.deadlines import DEADLINES, IN_FORCE, Deadline
from generator.render.page import Addresses

CALENDAR = "deadlines.ics"
_AHEAD = 2  # years after the one in which the archive was last changed
_OCTETS = 75
_STAMP = f"{IN_FORCE:%Y%m%d}T000000Z"  # no event has changed since the article applies


def calendar(catalogue: Catalogue, to: Addresses) -> str:
    """An event for every statutory date from the archive's first year to two years after its last day."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongkai//Deadlines//ZH",
        "NAME:政府信息公开年报法定公布日期",
        "X-WR-CALNAME:政府信息公开年报法定公布日期",
    ]
    last = as_of(catalogue.archive)
    if last is not None:
        for year in range(catalogue.years[-1], last.year + _AHEAD):
            for deadline in DEADLINES:
                lines += _event(deadline, year, to)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(deadline: Deadline, year: int, to: Addresses) -> Iterator[str]:
    day: date = deadline.of(year)
    who, text = deadline.who, deadline.text
    article = (
        f"《政府信息公开条例》第四十九条：{text.zh}\nArticle 49 (unofficial translation): {text.en}"
    )
    yield "BEGIN:VEVENT"
    yield f"UID:gongkai-{day.isoformat()}-{deadline.key}"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(f'{year}年度报告公布期限：{who.zh} / Reports on {year} due: {who.en}')}"
    yield f"DESCRIPTION:{_text(article)}"
    yield f"URL:{to.site}/coverage/"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    """A value of type TEXT (section 3.3.11)."""
    return re.sub(r"([\\;,])", r"\\\1", value).replace("\n", "\\n")


def _folded(line: str) -> str:
    """A content line in pieces of at most 75 octets (section 3.1), cut between characters."""
    pieces, octets = [""], 0
    for character in line:
        size = len(character.encode())
        if octets + size > _OCTETS:
            pieces.append("")
            octets = 1  # the space before what is continued
        pieces[-1] += character
        octets += size
    return "\r\n ".join(pieces)
