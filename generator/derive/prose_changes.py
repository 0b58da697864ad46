"""What the prose of a report says that the one before did not: new, moved, the same, or a formula.

The unit is the sentence. Equal sentences are found in place first, then elsewhere in the report before; of
what is left, a sentence that resembles one of the same section is taken apart: a new figure alone is new.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from rapidfuzz.distance import Indel, Postfix, Prefix
from rapidfuzz.process import extractOne

from generator.model.forms import SECTIONS, Label
from generator.model.report import Prose, Report
from generator.rules.likeness_index import is_formula
from generator.rules.wording import plain

ALIKE = 0.6
"""Share of characters in common, in their order, from which on a sentence is last year's, reworded."""
_NEAREST = 6
"""Sentences before and after that one is compared with: the work grows with the text, not its square."""
_SHORTEST_MOVED = 6
_SENTENCE = re.compile(r"[^。；;！？!?]*[。；;！？!?]+[”’」』）)\s]*|[^。；;！？!?]+")
_TOKEN = re.compile(r"\d+|[^\d，。、；：,;:]+|[，。、；：,;:]")
# What Article 50 and the notes of the form make every report say.
_FORMULAS = re.compile(
    r"(?:根据|按照|依据|依照)[^。]*条例[^。]*(?:编制|编写|制作|公布|向社会)[^。]*报告|"
    r"本(?:年度)?报告(?:由|包括|共|分为|全文)|本报告(?:中)?所?列?数据|(?:所列)?数据的?统计期限|"
    r"如对本?报告[^。]*(?:疑问|联系)|(?:没有|无|暂无)其他需要报告的事项|^(?:第?[一二三四五六]部分)"
)
_HEADING = re.compile(
    r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.]|[0-9]+[.、)])[^,。;]{0,24}[。:]?$"
)


class Kind(StrEnum):
    """What a passage is beside the report before."""

    SAME = "same"
    MOVED = "moved"
    NEW = "new"
    FORMULA = "formula"


class Piece(NamedTuple):
    """A passage and what it is; the pieces of a paragraph join to its very text."""

    text: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class SectionChanges:
    """A section of the later report, paragraph by paragraph, and the sentences that are gone from it.

    ``comparable`` is False where the prose of either report is not in our copy; then there are no pieces.
    """

    key: str
    label: Label
    paragraphs: tuple[tuple[Piece, ...], ...] = ()
    gone: tuple[str, ...] = ()
    comparable: bool = True

    def count(self, kind: Kind) -> int:
        """The characters of a kind, white space left out."""
        pieces = chain.from_iterable(self.paragraphs)
        return sum(_length(piece.text) for piece in pieces if piece.kind is kind)

    @property
    def unchanged(self) -> bool:
        """Whether nothing is new and nothing is gone."""
        return not self.gone and not self.count(Kind.NEW) and not self.count(Kind.MOVED)


@dataclass(frozen=True, slots=True)
class _Text:
    """The sentences of one section, each with its paragraph, and as they are compared."""

    prose: Prose
    label: Label
    sentences: tuple[str, ...]
    paragraph: tuple[int, ...]
    keys: tuple[str, ...]


def prose_changes(before: Report, after: Report) -> tuple[SectionChanges, ...]:
    """The sections of the later report, and those that only the earlier one has, with what changed."""
    old, new = _texts(before), _texts(after)
    left = {key: list(range(len(text.sentences))) for key, text in old.items()}
    pieces: dict[str, dict[int, list[Piece]]] = {key: {} for key in new}
    for key, text in new.items():
        if key in old:
            _in_place(old[key], text, left[key], pieces[key])
    _moved(old, new, left, pieces)
    found = []
    for key, text in new.items():
        earlier = old.get(key)
        if not text.prose.archived or (earlier and not earlier.prose.archived):
            found.append(SectionChanges(key, text.label, comparable=False))
            continue
        if earlier:
            _reworded(earlier, text, left[key], pieces[key])
        gone = [earlier.sentences[index] for index in left[key]] if earlier else []
        found.append(
            SectionChanges(key, text.label, tuple(_joined(text, pieces[key])), tuple(gone))
        )
    for key, text in old.items():
        if key not in new and text.sentences:
            gone = [text.sentences[index] for index in left[key]]
            found.append(SectionChanges(key, text.label, (), tuple(gone)))
    return tuple(f for f in found if f.paragraphs or f.gone or not f.comparable)


def _texts(report: Report) -> dict[str, _Text]:
    """The texts by the key of their section, or by their heading where the form has no such section."""
    labels = {section.key: section.label for section in SECTIONS}
    found = {"preface": _text(report.preface, Label("引言", "Preface"))}
    for section in report.sections or ():
        key = section.key or f"extra: {section.heading}"
        if key not in found:
            label = labels.get(key) or Label(section.heading, section.heading)
            found[key] = _text(section.prose, label)
    return found


@lru_cache(maxsize=64)  # a report stands beside the one before it, then beside the one after it
def _text(prose: Prose, label: Label) -> _Text:
    found = [_SENTENCE.findall(paragraph) for paragraph in prose.paragraphs]
    sentences = tuple(chain.from_iterable(found))
    paragraph = tuple(number for number, said in enumerate(found) for _ in said)
    keys = tuple(["".join(sentence.split()) for sentence in sentences])
    return _Text(prose, label, sentences, paragraph, keys)


def _in_place(old: _Text, new: _Text, left: list[int], pieces: dict[int, list[Piece]]) -> None:
    for was, now, size in Indel.editops(old.keys, new.keys).as_matching_blocks():
        del left[bisect_left(left, was) : bisect_left(left, was + size)]
        for index in range(now, now + size):
            sentence = new.sentences[index]
            pieces[index] = [Piece(sentence, _kind(sentence, Kind.SAME))]


def _moved(
    old: dict[str, _Text],
    new: dict[str, _Text],
    left: dict[str, list[int]],
    pieces: dict[str, dict[int, list[Piece]]],
) -> None:
    places: dict[str, list[tuple[str, int]]] = {}
    for key, indices in left.items():
        for index in indices:
            places.setdefault(old[key].keys[index], []).append((key, index))
    for key, text in new.items():
        for index, sentence in enumerate(text.sentences):
            said = text.keys[index]
            if index in pieces[key] or len(said) < _SHORTEST_MOVED or not places.get(said):
                continue
            section, gone = places[said].pop(0)
            left[section].remove(gone)
            pieces[key][index] = [Piece(sentence, _kind(sentence, Kind.MOVED))]


def _reworded(old: _Text, new: _Text, left: list[int], pieces: dict[int, list[Piece]]) -> None:
    for index, sentence in enumerate(new.sentences):
        if index in pieces or not left:
            continue
        here = bisect_left(left, index)
        near = left[max(0, here - _NEAREST) : here + _NEAREST]
        found = extractOne(
            new.keys[index],
            [old.keys[other] for other in near],
            scorer=Indel.normalized_similarity,
            score_cutoff=ALIKE,
        )
        if found is not None:
            best = near[found[2]]
            left.remove(best)
            pieces[index] = list(_taken_apart(old.sentences[best], sentence))


def _taken_apart(old: str, new: str) -> Iterator[Piece]:
    """The passages of a reworded sentence: clauses and figures that stayed, and those that are new."""
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    gone = come = 0
    for was, now, size in Indel.editops(before, after).as_matching_blocks():
        if come < now:
            yield from _trimmed("".join(before[gone:was]), "".join(after[come:now]))
        if size:
            yield Piece("".join(after[now : now + size]), Kind.SAME)
        gone, come = was + size, now + size


def _trimmed(old: str, new: str) -> Iterator[Piece]:
    """A passage without the beginning and the end that it has in common with the one before."""
    start = Prefix.similarity(old, new)
    until = len(new) - Postfix.similarity(old[start:], new[start:])
    if new[:start][-1:].isdigit() or new[until : until + 1].isdigit():
        start, until = 0, len(new)  # a figure is new as a whole
    if start:
        yield Piece(new[:start], Kind.SAME)
    if start < until:
        yield Piece(new[start:until], Kind.NEW)
    if until < len(new):
        yield Piece(new[until:], Kind.SAME)


def _joined(text: _Text, pieces: dict[int, list[Piece]]) -> Iterator[tuple[Piece, ...]]:
    """The pieces by paragraph, neighbours of one kind joined."""
    paragraphs: list[list[Piece]] = [[] for _ in text.prose.paragraphs]
    for index, sentence in enumerate(text.sentences):
        into = paragraphs[text.paragraph[index]]
        for piece in pieces.get(index) or [Piece(sentence, _kind(sentence, Kind.NEW))]:
            if into and into[-1].kind is piece.kind:
                into[-1] = Piece(into[-1].text + piece.text, piece.kind)
            else:
                into.append(piece)
    return map(tuple, paragraphs)


def _kind(sentence: str, otherwise: Kind) -> Kind:
    """A formula, which says nothing of the body, or else what it is."""
    return Kind.FORMULA if _says_nothing(sentence) else otherwise


@lru_cache(maxsize=4096)  # such sentences stand in one report after the other
def _says_nothing(sentence: str) -> bool:
    text = plain(sentence)
    if _FORMULAS.search("".join(sentence.split())) or _HEADING.match(text):
        return True
    return is_formula(text)


def year_words(changes: Sequence[SectionChanges]) -> dict[Kind, int]:
    """The characters of each kind over all sections that can be compared."""
    words = dict.fromkeys(Kind, 0)
    for section in changes:
        for piece in chain.from_iterable(section.paragraphs):
            words[piece.kind] += _length(piece.text)
    return words


def _length(text: str) -> int:
    """Its characters, white space left out."""
    return sum(map(len, text.split()))
