"""Which texts are nearly the same, found through an index of their clauses and never by all pairs.

A text becomes the set of its clauses, without digits, the names of its own body, headings and statutory
phrases. An inverted index from the rarest clauses of a text to the texts gives all that can be alike.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property, reduce
from itertools import accumulate, chain, count
from operator import or_
from typing import NamedTuple

from generator.model.report import Body, Report
from generator.rules.wording import plain

SECTIONS = ("overview", "problems")
"""The sections that a body words itself; the others are formulas and tables."""
FEWEST_CHARACTERS = 100
"""A shorter text may be alike by chance."""
ALIKE = 0.8
"""Share of the longer text that both have in common, from which on they are nearly the same."""
_BITS = [1 << bit for bit in range(1024)]
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
    """One section of one report as the set of its clauses: sorted, with commas, which none of them holds."""

    body: str
    year: int
    section: str
    said: str
    length: int

    @property
    def clauses(self) -> frozenset[str]:
        """Each clause once."""
        return frozenset(self.said.split(",") if self.said else ())


Told = tuple[str, int, str, float]
"""Body, year and section of another text, and the share that is in common."""


@dataclass(frozen=True, slots=True)
class Alike:
    """Another text and the share of the longer one that both have in common."""

    other: Text
    share: float


class _Wording(NamedTuple):
    """A set of clauses, and the texts that consist of it, oldest first: copies are compared once.

    ``rarest`` are the ranks of the clauses that are looked up. ``marks`` has a bit for each clause, ``spare``
    says how many of them may be missing elsewhere at most.
    """

    rarest: tuple[int, ...]
    marks: int
    spare: int
    texts: list[Text]

    def newest(self, beside: Text) -> Text | None:
        """The text of another body, not of a later year, that comes last."""
        return next(
            (t for t in reversed(self.texts) if t.body != beside.body and t.year <= beside.year),
            None,
        )


class _Clauses:
    """The texts of an archive by their clauses, and which of them can be alike.

    What is alike lacks no more than a fifth of either text. Of clauses in one order, it therefore has the
    first in common among those that make up somewhat more than a fifth of each: only these are looked up,
    the rarest first. Clauses that cannot be in common, because nothing over there has their mark, soon show
    that too much is missing. Both leave out only what is not alike for certain.
    """

    def __init__(self, texts: Iterable[Text]) -> None:
        copies: dict[str, list[Text]] = {}
        for text in texts:
            copies.setdefault(text.said, []).append(text)
        # There are many: each is looked up once, to number them as they come.
        numbers: dict[str, int] = defaultdict(count().__next__)
        held = [[*map(numbers.__getitem__, said.split(","))] for said in copies]
        times = Counter(chain.from_iterable(held))
        by_rank = sorted(sorted(numbers), key=lambda clause: times[numbers[clause]])
        self._rank = {clause: rank for rank, clause in enumerate(by_rank)}
        self._lengths = [len(clause) for clause in by_rank]
        ranks = [self._rank[clause] for clause in numbers]
        self._wordings = {}
        self._holding: dict[int, list[_Wording]] = {}
        for (said, same), clauses in zip(copies.items(), held, strict=True):
            same.sort(key=lambda text: (text.year, text.body, text.section))
            wording = self._wording([ranks[number] for number in clauses], same)
            self._wordings[said] = wording
            for rank in wording.rarest:
                self._holding.setdefault(rank, []).append(wording)

    def _wording(self, ranks: list[int], texts: list[Text], others: Iterable[str] = ()) -> _Wording:
        """The wording with clauses of these ranks and ``others``, which no text of the index holds."""
        ranks.sort()
        lengths = [self._lengths[rank] for rank in ranks]
        left = sum(lengths)
        shortest = sorted([*lengths, *map(len, others)])
        length = sum(shortest)
        rarest = []
        for rank, characters in zip(ranks, lengths, strict=True):
            if left < ALIKE * length:
                break
            rarest.append(rank)
            left -= characters
        marks = reduce(or_, [_BITS[rank % len(_BITS)] for rank in ranks], 0)
        # One too many does no harm.
        spare = bisect_right([*accumulate(shortest)], (1 - ALIKE) * length + 1e-6)
        return _Wording(tuple(rarest), marks, spare, texts)

    def _of(self, text: Text) -> _Wording:
        """What a text says; one that is not in the index is an earlier revision's."""
        if text.said in self._wordings:
            return self._wordings[text.said]
        others = text.clauses - self._rank.keys()
        return self._wording([self._rank[c] for c in text.clauses - others], [], others)

    def near(self, text: Text) -> Iterator[Text]:
        """Of each wording that may be alike, the newest text of another body that is not of a later year."""
        mine = self._of(text)
        near = {id(w): w for rank in mine.rarest for w in self._holding.get(rank, ())}
        for wording in near.values():
            if (mine.marks & ~wording.marks).bit_count() <= mine.spare:
                other = wording.newest(text)
                if other is not None:
                    yield other


class LikenessIndex:
    """The sections of all reports, and which of them are nearly the same."""

    def __init__(self, reports: Iterable[tuple[Report, Body, Iterable[Text]]]) -> None:
        self._texts: dict[tuple[str, int, str], Text] = {}
        self._indexed: dict[tuple[str, int], tuple[int, Body]] = {}
        self._alike: dict[Text, Alike | None] = {}
        for report, body, texts in reports:
            self._indexed[report.body, report.year] = report.revision, body
            for text in texts:
                self._texts[report.body, report.year, text.section] = text

    def _long_enough(self) -> Iterator[Text]:
        return (text for text in self._texts.values() if text.length >= FEWEST_CHARACTERS)

    @cached_property
    def clauses(self) -> _Clauses:
        """The index proper, which only a comparison with other bodies needs."""
        return _Clauses(self._long_enough())

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
        if text not in self._alike:
            self._alike[text] = self._of_other_body(text)
        return self._alike[text]

    def _of_other_body(self, text: Text) -> Alike | None:
        found = (Alike(other, _share(text, other)) for other in self.clauses.near(text))
        return max(
            (alike for alike in found if alike.share >= ALIKE),
            key=lambda a: (a.share, a.other.year, a.other.body, a.other.section),
            default=None,
        )

    def told(self, text: Text) -> Told | None:
        """What ``of_other_body`` finds, as ``tell`` takes it."""
        alike = self.of_other_body(text)
        if alike is None:
            return None
        return alike.other.body, alike.other.year, alike.other.section, alike.share

    def tell(self, text: Text, told: Told | None) -> None:
        """Let it know what it would find for a text: that hangs on the texts of all bodies alone."""
        self._alike[text] = told and Alike(self._texts[told[:3]], told[3])

    def has_others(self, text: Text) -> bool:
        """Whether the archive holds a section of another body to compare with."""
        return any(body != text.body and year <= text.year for body, year in self._earliest)

    @cached_property
    def _earliest(self) -> tuple[tuple[str, int], ...]:
        """The two bodies with the earliest texts long enough to compare, and the years of these."""
        first: dict[str, int] = {}
        for text in self._long_enough():
            first[text.body] = min(text.year, first.get(text.body, text.year))
        return tuple(sorted(first.items(), key=lambda item: item[1])[:2])


def is_formula(text: str) -> bool:
    """Whether a plain text holds a statutory phrase and little else."""
    return _STATUTORY.search(text) is not None and not _own_clauses(text)


def _own_clauses(text: str) -> set[str]:
    """The clauses of a plain text without digits and statutory phrases, those long enough to mean much."""
    clauses = _CLAUSES.split(_DIGITS.sub("0", _STATUTORY.sub("", text)))
    return {clause for clause in clauses if len(clause) >= _SHORTEST_CLAUSE}


def _share(one: Text, other: Text) -> float:
    common = sum(map(len, one.clauses.intersection(other.said.split(","))))
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
    return Text(report.body, report.year, section, ",".join(sorted(found)), sum(map(len, found)))
