"""The pieces of a document cut into atoms, and the tokens that are made of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from generator.importer.lexicon import ENUMERATOR, PUNCTUATION, TABLES, Entry, core, fold, lexicon
from generator.importer.stream import Piece, Place, Row

_SENTENCE = re.compile("[。；！，：;,:]")

_BOUNDARY = "\0"


@dataclass(frozen=True, slots=True)
class Value:
    """What stands in a value's place: its text, where it stands, and how certain its end is."""

    text: str
    place: Place
    identity: int
    stream: bool
    column: int | None = None
    span: int = 1
    cut: bool = False
    run_on: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A label as printed, what it means, and the printed rows that it stands in.

    ``row`` is the index of the row in which it begins.
    """

    entry: Entry
    printed: str
    place: Place
    identities: frozenset[int]
    row: int
    misprinted: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """Text that is neither label nor value; ``row`` is the index of its row."""

    text: str
    place: Place
    row: int


Token = Value | Found | Other


@dataclass(frozen=True, slots=True)
class Atom:
    """A cell, a word of a line, or a whole line of prose; ``row`` is the index of its row."""

    piece: Piece
    text: str
    row: int
    identity: int
    cells: bool
    stream: bool = True
    prose: bool = False


def atoms(rows: Iterable[tuple[int, Row]]) -> Iterator[Atom]:
    """The atoms of rows, each given with its index, in reading order."""
    for index, row in rows:
        if row.cells:
            for piece in row.pieces:
                text = piece.text.strip()
                yield Atom(piece, text, index, row.identity, cells=True, stream=row.stream)
            continue
        piece = row.pieces[0]
        if not piece.text.strip():
            yield Atom(piece, "", index, row.identity, cells=False)
        elif _is_prose(piece.text):
            yield Atom(piece, piece.text, index, row.identity, cells=False, prose=True)
        else:
            words = piece.text.split()
            for word in words:
                last = word is words[-1]
                part = piece if last else replace(piece, cut=False)
                yield Atom(part, word, index, row.identity, cells=False)


def _is_prose(text: str) -> bool:
    """Whether a line is a sentence, and no label or part of one."""
    words = core(text)
    if len(words) <= 10 or lexicon().part_of_label(words):
        return False
    if not _SENTENCE.search(text) and len(words) <= 30:
        return False
    if any(len(core(word)) >= 6 and lexicon().part_of_label(core(word)) for word in text.split()):
        return False
    folded = fold(text)
    return _covered(folded) * 2 < len(folded) and not lexicon().resembles(text, TABLES)


def _covered(text: str) -> int:
    """How far labels, one after the other, and figures cover the text from its beginning."""
    at = 0
    while at < len(text):
        numbered = ENUMERATOR.match(text, at)
        places = (numbered.end(), at) if numbered else (at,)
        ends = [m.end for place in places for m in lexicon().walk(text, place)[0]]
        if ends:
            at = max(ends)
        elif text[at].isdigit() or text[at] in PUNCTUATION:
            at += 1
        else:
            break
    return at


class Strip:
    """The folded text of all atoms in one string, so that a label may go on from piece to piece.

    ``owner`` and ``offset`` give for each character its atom's number and its place in the atom's
    text; ``starts`` gives for each atom where it begins, and at last where the text ends.
    """

    def __init__(self, all_atoms: list[Atom]) -> None:
        self.atoms = all_atoms
        text: list[str] = []
        self.owner: list[int] = []
        self.offset: list[int] = []
        self.starts: list[int] = []
        for number, atom in enumerate(all_atoms):
            self.starts.append(len(text))
            if atom.prose:
                text.append(_BOUNDARY)
                self.owner.append(number)
                self.offset.append(0)
                continue
            for offset, character in enumerate(atom.text):
                for folded in fold(character):
                    text.append(folded)
                    self.owner.append(number)
                    self.offset.append(offset)
        self.starts.append(len(text))
        self.text = "".join(text)

    def divided(self, numbered: re.Match[str]) -> bool:
        """Whether a number in front of a label shows by a mark that it is no figure."""
        last = numbered.end() - 1
        digits = [at for at in range(numbered.start(), numbered.end()) if self.text[at].isdigit()]
        if len({self.owner[at] for at in digits}) > 1:
            return False
        if digits and self.owner[digits[-1] + 1] != self.owner[digits[-1]]:
            return False
        ends = self.starts[self.owner[last] + 1] == numbered.end()
        return not ends or not self.text[last].isascii() or self.text[last] in ").,:]"

    def within(self, start: int, end: int) -> int:
        """The end without marks that belong to a following piece."""
        while end > start + 1 and self.text[end - 1] in PUNCTUATION:
            owner = self.owner[end - 1]
            if self.starts[owner] == end - 1 and self.owner[end - 2] != owner:
                end -= 1
            else:
                break
        return end
