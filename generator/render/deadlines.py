"""The statutory dates as a calendar (iCalendar, RFC 5545): all-day events, the same bytes every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from generator.derive.catalogue import Catalogue
from generator.derive.coverage import as_of
from generator.model.deadlines import DEADLINES, IN_FORCE, Deadline
from generator.model.forms import Label
from generator.model.report import SYNTHETIC
from generator.render.page import Addresses

CALENDAR = "deadlines.ics"
_AHEAD = 2  # years after the one in which the archive was last changed
_OCTETS = 75
_NAME = "政府信息公开年报法定公布日期"
_STAMP = f"{IN_FORCE:%Y%m%d}T000000Z"  # no event has changed since the article applies


def calendar(catalogue: Catalogue, to: Addresses) -> str:
    """An event for every statutory date from the archive's first year to two years after its last day.

    The calendar of a synthetic archive says so in its name and in every event, none of which takes the
    place of a real one.
    """
    notice = SYNTHETIC if catalogue.archive.synthetic else None
    name = _text(f"{_NAME}（{notice.zh}）" if notice else _NAME)
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Gongkai//Deadlines//ZH",
        f"NAME:{name}",
        f"X-WR-CALNAME:{name}",
    ]
    last = as_of(catalogue.archive)
    if last is not None:
        for year in range(catalogue.years[-1], last.year + _AHEAD):
            for deadline in DEADLINES:
                lines += _event(deadline, year, to, notice)
    return "".join(f"{_folded(line)}\r\n" for line in [*lines, "END:VCALENDAR"])


def _event(deadline: Deadline, year: int, to: Addresses, notice: Label | None) -> Iterator[str]:
    day: date = deadline.of(year)
    who, text = deadline.who, deadline.text
    summary = f"{year}年度报告公布期限：{who.zh} / Reports on {year} due: {who.en}"
    article = (
        f"《政府信息公开条例》第四十九条：{text.zh}\nArticle 49 (unofficial translation): {text.en}"
    )
    if notice:
        summary = f"（{notice.zh}）{summary} ({notice.en})"
        article = f"{notice.zh} {notice.en}\n{article}"
    yield "BEGIN:VEVENT"
    yield f"UID:gongkai-{'synthetic-' if notice else ''}{day.isoformat()}-{deadline.key}"
    yield f"DTSTAMP:{_STAMP}"
    yield f"DTSTART;VALUE=DATE:{day:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{day + timedelta(days=1):%Y%m%d}"
    yield f"SUMMARY:{_text(summary)}"
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
