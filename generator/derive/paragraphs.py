"""Which paragraphs of the prose are sub-headings, and where a heading runs into its paragraph.

Only how a paragraph is shown follows from this: its characters stay as they are.
"""

from __future__ import annotations

import re
from typing import NamedTuple

_NUMERAL = "[一二三四五六七八九十]"
_ENUMERATED = re.compile(rf"\s*(?:[（(]{_NUMERAL}+[）)]|{_NUMERAL}+、|[0-9]+[.．、](?![0-9]))")
_LONGEST_HEADING = 30
_SENTENCE_MARKS = re.compile("[，,；;：:。！？!?]")


class Paragraph(NamedTuple):
    """A paragraph in two parts: ``lead``, a heading of its own or run in, and the ``rest``."""

    lead: str
    rest: str

    @property
    def is_heading(self) -> bool:
        """Whether the whole paragraph is a sub-heading."""
        return bool(self.lead) and not self.rest


def paragraph(text: str) -> Paragraph:
    """The parts of a paragraph; they always join to the text."""
    if not (start := _ENUMERATED.match(text)):
        return Paragraph("", text)
    end = _SENTENCE_MARKS.search(text, start.end())
    if end is None:
        lead = len(text)
    elif end.group() in "。：:":
        lead = end.end()
    else:
        return Paragraph("", text)
    if lead > _LONGEST_HEADING or lead == start.end():
        return Paragraph("", text)
    return Paragraph(text[:lead], text[lead:])
