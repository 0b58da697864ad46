"""Which texts are nearly the same, found through an index of their clauses and never by all pairs.

A text becomes the set of its clauses, without digits, the names of its own body, headings and statutory
phrases. An inverted index from clause to texts gives the candidates of a text; a clause that everybody
writes gives only the first few, so that the work grows with the number of texts and not with its square.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from generator.model.report import Body, Report
from generator.rules.wording import plain

SECTIONS = ("overview", "problems")
"""The sections that a body words itself; the others are formulas and tables."""
FEWEST_CHARACTERS = 100
"""A shorter text may be alike by chance."""
ALIKE = 0.8
"""Share of the longer text that both have in common, from which on they are nearly the same."""
_MOST_CANDIDATES = 40
_SHORTEST_CLAUSE = 6
_DIGITS = re.compile(r"[0-9]+")
_CLAUSES = re.compile(r"[,。;!?:、]")
_HEADING = re.compile(
    r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.]|[0-9]+[.、)])[^,。;]{0,24}$"
)
_STATUTORY = re.compile(
    r"中华人民共和国政府信息公开条例|政府信息公开工作年度报告|收到和处理政府信息公开申请情况|主动公开政府信息情况|"
    r"政府信息公开行政复议|行政诉讼情况|存在的主要问题及改进情况|其他需要报告的事项|以公开为常态|不公开为例外|"
    r"习近平新时代中国特色社会主义思想|党的二十大精神|党的十九大"
)


class Text(NamedTuple):
    """One section of one report as the set of its clauses."""

    body: str
    year: int
    section: str
    clauses: frozenset[str]
    length: int


@dataclass(frozen=True, slots=True)
class Alike:
    """Another text and the share of the longer one that both have in common."""

    other: Text
    share: float


class LikenessIndex:
    """The sections of all reports by their clauses."""

    def __init__(self, reports: Iterable[tuple[Report, Body, Iterable[Text]]]) -> None:
        self._texts: dict[tuple[str, int, str], Text] = {}
        self._holding: dict[str, list[Text]] = {}
        self._indexed: dict[tuple[str, int], tuple[int, Body]] = {}
        for report, body, texts in reports:
            self._indexed[report.body, report.year] = report.revision, body
            for text in texts:
                self._texts[report.body, report.year, text.section] = text
                for clause in text.clauses:
                    holding = self._holding.setdefault(clause, [])
                    if len(holding) < _MOST_CANDIDATES:
                        holding.append(text)

    def text(self, report: Report, section: str) -> Text | None:
        """The section of a report, if it is long enough to compare; an earlier revision has its own."""
        revision, body = self._indexed[report.body, report.year]
        if report.revision == revision:
            found = self._texts.get((report.body, report.year, section))
        else:
            found = next((t for t in texts_of(report, body) if t.section == section), None)
        return found if found is not None and found.length >= FEWEST_CHARACTERS else None

    def of_year_before(self, text: Text) -> Alike | None:
        """The same body's section of the year before and how much they share; None without one."""
        earlier = self._texts.get((text.body, text.year - 1, text.section))
        if earlier is None or earlier.length < FEWEST_CHARACTERS:
            return None
        return Alike(earlier, _share(text, earlier))

    def of_other_body(self, text: Text) -> Alike | None:
        """Another body's section, not of a later year, that is most alike; None where none is ``ALIKE``."""
        found = self.most_alike(text) if self._may_be_alike(text) else None
        return found if found is not None and found.share >= ALIKE else None

    def _may_be_alike(self, text: Text) -> bool:
        """Whether another body's section can be alike; False is certain, and soon had.

        What is alike lacks no more than a fifth of the text. So it has one of any clauses that make up more
        than a fifth: those that the fewest texts hold are looked at, as long as all that hold them are known.
        """
        left = text.length
        seen: set[int] = set()
        for holding, clause in sorted(
            ((self._holding.get(clause, []), clause) for clause in text.clauses),
            key=lambda held: len(held[0]),
        ):
            if len(holding) == _MOST_CANDIDATES:
                return True
            for other in holding:
                if id(other) not in seen and _comparable(text, other):
                    if _share(text, other) >= ALIKE:
                        return True
                    seen.add(id(other))
            left -= len(clause)
            if left / text.length < ALIKE:
                return False
        return False

    def most_alike(self, text: Text) -> Alike | None:
        """Of the texts that share most with this one, the most alike, however little that is."""
        shared: dict[int, int] = {}
        texts: dict[int, Text] = {}
        for clause in sorted(text.clauses):
            length = len(clause)
            for other in self._holding.get(clause, ()):
                key = id(other)
                if key in shared:
                    shared[key] += length
                else:
                    shared[key], texts[key] = length, other
        candidates = {
            key: length for key, length in shared.items() if _comparable(text, texts[key])
        }
        found = [
            Alike(other, _share(text, other))
            for key, _ in Counter(candidates).most_common(_MOST_CANDIDATES)
            if (other := texts[key]).length >= FEWEST_CHARACTERS
        ]
        return max(
            found,
            key=lambda a: (a.share, a.other.year, a.other.body, a.other.section),
            default=None,
        )

    def has_others(self, text: Text) -> bool:
        """Whether the archive holds a section of another body to compare with."""
        return any(body != text.body and year <= text.year for body, year in self._earliest)

    @cached_property
    def _earliest(self) -> tuple[tuple[str, int], ...]:
        """The two bodies with the earliest texts long enough to compare, and the years of these."""
        first: dict[str, int] = {}
        for text in self._texts.values():
            if text.length >= FEWEST_CHARACTERS:
                first[text.body] = min(text.year, first.get(text.body, text.year))
        return tuple(sorted(first.items(), key=lambda item: item[1])[:2])


def is_formula(text: str) -> bool:
    """Whether a plain text holds a statutory phrase and little else."""
    return _STATUTORY.search(text) is not None and not _own_clauses(text)


def _own_clauses(text: str) -> set[str]:
    """The clauses of a plain text without digits and statutory phrases, those long enough to mean much."""
    clauses = _CLAUSES.split(_DIGITS.sub("0", _STATUTORY.sub("", text)))
    return {clause for clause in clauses if len(clause) >= _SHORTEST_CLAUSE}


def _comparable(text: Text, other: Text) -> bool:
    return other.body != text.body and other.year <= text.year


def _share(one: Text, other: Text) -> float:
    common = sum(map(len, one.clauses & other.clauses))
    return common / max(one.length, other.length)


def texts_of(report: Report, body: Body) -> Iterator[Text]:
    """The sections of a report that are compared."""
    for section in report.sections or ():
        if section.key in SECTIONS and section.prose.paragraphs:
            yield _text(report, body, section.key, section.prose.paragraphs)


def _text(report: Report, body: Body, section: str, paragraphs: Iterable[str]) -> Text:
    names = sorted({body.name, body.short_name, *body.former_names}, key=len, reverse=True)
    found: set[str] = set()
    for paragraph in paragraphs:
        text = plain(paragraph)
        if _HEADING.match(text):
            continue
        for name in names:
            text = text.replace(name, "本机关")
        found |= _own_clauses(text)
    return Text(report.body, report.year, section, frozenset(found), sum(map(len, found)))
