"""The body of a generated page as HTML, without Markdown: headings and ready HTML are all that is in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from generator.render.templating import HEADING

_HEADING = re.compile(
    r"(?P<level>#{1,6}) (?P<html>.*?) \{ #(?P<id>[\w.-]+) \}[ ]*(?:\n(?P<rest>.*)|$)", re.DOTALL
)


class Heading(NamedTuple):
    """A heading: its level from 1, its anchor, and its text as HTML."""

    level: int
    anchor: str
    html: str


def parts(body: str) -> Iterator[Heading | str]:
    """The headings of a body and the HTML between them; ValueError for a heading without an anchor."""
    before, *rest = body.split(HEADING)
    if before := _tidy(before):
        yield before
    for piece in rest:
        found = _HEADING.match(piece)
        if found is None:
            raise ValueError(f"found no anchor after the heading {piece[:80]!r}")
        yield Heading(len(found["level"]), found["id"], found["html"])
        if html := _tidy(found["rest"] or ""):
            yield html


def _tidy(html: str) -> str:
    """Without blank lines."""
    html = html.strip()
    while "\n\n" in html:
        html = html.replace("\n\n", "\n")
    return html
