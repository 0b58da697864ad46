"""The corrections of the whole archive: their page, and a feed (Atom, RFC 4287)."""

from __future__ import annotations

from collections.abc import Sequence

from generator.derive.log import Logged
from generator.model.correction import Correction
from generator.render.page import Addresses, Page, make_page, render
from generator.render.places import Place, place

PAGE = "corrections"
FEED = "corrections.xml"
NEWEST_CORRECTIONS = 200
NEVER = "1970-01-01"  # of a feed without entries: an archive knows no other day


def corrections_page(log: Sequence[Logged[Correction]]) -> Page:
    """The page of the corrections, newest first, up to a bound."""
    meta = {
        "title": "更正记录",
        "kind": "corrections",
        "description": "本站录入错误的更正：位置、原来、现在、理由、日期。",
    }
    return make_page("corrections.md.j2", PAGE, meta, log=_newest(log), total=len(log), feed=FEED)


def feed(log: Sequence[Logged[Correction]], to: Addresses) -> str:
    """The same as a feed, whose days are those of its entries."""
    return render(
        "corrections.xml.j2",
        site=to.site,
        page=PAGE,
        feed=FEED,
        updated=log[0].item.date if log else NEVER,
        log=_newest(log),
    )


def _newest(log: Sequence[Logged[Correction]]) -> list[tuple[Logged[Correction], Place]]:
    return [(logged, place(logged.item.cell, logged.report)) for logged in log[:NEWEST_CORRECTIONS]]
