"""The stream of pieces as tokens: labels of the tables, values between them, and all the rest."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from generator.importer.lexicon import (
    ENUMERATOR,
    PROACTIVE,
    PUNCTUATION,
    REQUESTS,
    TABLES,
    Entry,
    Lexicon,
    Node,
    Role,
    core,
    fold,
    lexicon,
)
from generator.importer.stream import Piece, Place, Row
from generator.importer.values import looks_like_value

_BOUNDARY = "\0"
_SENTENCE = re.compile("[。；！，：;,:]")
_AFTER_LABEL = re.compile(r"[-+0-9/\\—–*]|\([^()]*\)$|无(?![㐀-鿿])")
_TORN_OVER = 24  # pieces between the parts of a label torn over lines


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
    """A label as printed, what it means, and the printed rows that it stands in."""

    entry: Entry
    printed: str
    place: Place
    identities: frozenset[int]
    misprinted: bool = False


@dataclass(frozen=True, slots=True)
class Other:
    """Text that is neither label nor value; ``row`` is the index of its row."""

    text: str
    place: Place
    row: int


Token = Value | Found | Other


@dataclass(frozen=True, slots=True)
class _Atom:
    piece: Piece
    text: str
    row: int
    identity: int
    cells: bool
    stream: bool = True
    prose: bool = False


def _atoms(rows: Iterable[tuple[int, Row]]) -> Iterator[_Atom]:
    for index, row in rows:
        if row.cells:
            for piece in row.pieces:
                text = piece.text.strip()
                yield _Atom(piece, text, index, row.identity, cells=True, stream=row.stream)
            continue
        piece = row.pieces[0]
        if not piece.text.strip():
            yield _Atom(piece, "", index, row.identity, cells=False)
        elif _is_prose(piece.text):
            yield _Atom(piece, piece.text, index, row.identity, cells=False, prose=True)
        else:
            words = piece.text.split()
            for word in words:
                last = word is words[-1]
                part = piece if last else replace(piece, cut=False)
                yield _Atom(part, word, index, row.identity, cells=False)


def _is_prose(text: str) -> bool:
    """Whether a line is a sentence, and no label or part of one."""
    words = core(text)
    if len(words) <= 10 or lexicon().part_of_label(words):
        return False
    if not _SENTENCE.search(text) and len(words) <= 30:
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


class Scanner:
    """Reads the atoms from left to right, always taking the longest label that fits."""

    def __init__(self, rows: Iterable[tuple[int, Row]], phases: Mapping[int, str]) -> None:
        """``phases`` names the table that begins at a row's index (a section's heading)."""
        self._phases = dict(phases)
        self._atoms = list(_atoms(rows))
        self._lexicon: Lexicon = lexicon()
        text: list[str] = []
        self._owner: list[int] = []
        self._offset: list[int] = []
        self._starts: list[int] = []
        for number, atom in enumerate(self._atoms):
            self._starts.append(len(text))
            if atom.prose:
                text.append(_BOUNDARY)
                self._owner.append(number)
                self._offset.append(0)
                continue
            for offset, character in enumerate(atom.text):
                for folded in fold(character):
                    text.append(folded)
                    self._owner.append(number)
                    self._offset.append(offset)
        self._starts.append(len(text))
        self._text = "".join(text)
        self._table = PROACTIVE
        self._in_rows = False
        self._taken: set[int] = set()
        self.labelled: set[int] = set()  # the rows in which a label was found

    def tokens(self) -> Iterator[Token]:
        """Every token in reading order."""
        number = 0
        seen_row = -1
        while number < len(self._atoms):
            atom = self._atoms[number]
            if atom.row != seen_row:
                for row in sorted(key for key in self._phases if key <= atom.row):
                    self._table = self._phases.pop(row)
                    self._in_rows = False
                seen_row = atom.row
            if number in self._taken:
                number += 1
            elif atom.prose:
                yield Other(atom.text, atom.piece.place, atom.row)
                number += 1
            elif not atom.text:
                yield self._value(atom, "")
                number += 1
            else:
                done, found = self._from(number)
                yield from found
                number = done

    def _from(self, number: int) -> tuple[int, list[Token]]:
        """The tokens that begin with an atom of text, and the first atom after them."""
        found: list[Token] = []
        at = self._starts[number]
        while True:
            label = None if self._goes_on_torn(at) else self._label(at)
            if label is None:
                break
            token, end = label
            found.append(token)
            last = self._owner[end - 1]
            if end == self._starts[last + 1]:
                return last + 1, found
            number, at = last, end
        atom = self._atoms[number]
        start = self._offset[at] if at < len(self._offset) else 0
        rest = atom.text[start:]
        if at == self._starts[number]:
            if looks_like_value(rest, in_cell=atom.cells and self._expects_text(found)):
                return number + 1, [*found, self._value(atom, rest)]
            torn = self._torn(number) or self._misprinted(number)
            if torn is not None:
                return torn[1], [*found, torn[0]]
            if looks_like_value(rest, in_cell=atom.cells):
                return number + 1, [*found, self._value(atom, rest)]
            return number + 1, [*found, Other(rest, atom.piece.place, atom.row)]
        return number + 1, [*found, replace(self._value(atom, rest), run_on=True)]

    def _goes_on_torn(self, at: int) -> bool:
        """Whether a longer label begins here than any that ends here, torn at its piece's end."""
        numbered = ENUMERATOR.match(self._text, at)
        start = numbered.end() if numbered and self._divided(numbered) else at
        matches, fitted, _ = self._lexicon.walk(self._text, start)
        if not matches or matches[-1].end >= fitted:
            return False
        last = self._owner[fitted - 1]
        tail = self._text[fitted : self._starts[last + 1]]
        return all(character in PUNCTUATION for character in tail) and (
            at == self._starts[self._owner[at]] and self._ends_torn(self._owner[at])
        )

    def _ends_torn(self, number: int) -> bool:
        """Whether the torn label that begins with an atom is found to its end."""
        before = set(self._taken), self._table, self._in_rows
        torn = self._torn(number)
        self._taken, self._table, self._in_rows = before
        return torn is not None

    def _expects_text(self, found: list[Token]) -> bool:
        return False if not found else isinstance(found[-1], Value)

    def _value(self, atom: _Atom, text: str) -> Value:
        piece = atom.piece
        return Value(
            text, piece.place, atom.identity, atom.stream, piece.column, piece.span, piece.cut
        )

    def _label(self, at: int) -> tuple[Found, int] | None:
        """The longest label that begins at the place and is followed by nothing that denies it."""
        start = at
        owner = self._owner[at]
        while start < self._starts[owner + 1] and self._text[start] in "([{“\"'‘|*#>":
            start += 1
        numbered = ENUMERATOR.match(self._text, start) or ENUMERATOR.match(self._text, at)
        places = [start]
        if numbered and self._divided(numbered):
            places.insert(0, numbered.end())
        for place in places:
            matches, _, _ = self._lexicon.walk(self._text, place)
            for match in reversed(matches):
                end = self._within(place, match.end)
                if not self._ends_well(end):
                    continue
                entry = self._resolve(match.entries, numbered=place != start)
                if entry is not None:
                    return self._found(entry, at, end), end
        return None

    def _divided(self, numbered: re.Match[str]) -> bool:
        """Whether a number in front of a label shows by a mark that it is no figure."""
        last = numbered.end() - 1
        digits = [at for at in range(numbered.start(), numbered.end()) if self._text[at].isdigit()]
        if len({self._owner[at] for at in digits}) > 1:
            return False
        if digits and self._owner[digits[-1] + 1] != self._owner[digits[-1]]:
            return False
        ends = self._starts[self._owner[last] + 1] == numbered.end()
        return not ends or not self._text[last].isascii() or self._text[last] in ").,:]"

    def _within(self, start: int, end: int) -> int:
        """The end without marks that belong to a following piece."""
        while end > start + 1 and self._text[end - 1] in PUNCTUATION:
            owner = self._owner[end - 1]
            if self._starts[owner] == end - 1 and self._owner[end - 2] != owner:
                end -= 1
            else:
                break
        return end

    def _ends_well(self, end: int) -> bool:
        last = self._owner[end - 1]
        if end == self._starts[last + 1]:
            return True
        rest = self._text[end : self._starts[last + 1]]
        if _AFTER_LABEL.match(rest):
            return True
        return self._begins_label(end)

    def _begins_label(self, at: int) -> bool:
        numbered = ENUMERATOR.match(self._text, at)
        for place in (at, numbered.end() if numbered else at):
            matches, _, _ = self._lexicon.walk(self._text, place)
            if any(self._ends_well(match.end) for match in matches):
                return True
        return False

    def _found(self, entry: Entry, start: int, end: int, *, misprinted: bool = False) -> Found:
        owners = range(self._owner[start], self._owner[end - 1] + 1)
        parts = []
        for number in owners:
            text = self._atoms[number].text
            low = self._offset[start] if number == owners[0] else 0
            high = len(text)
            if number == owners[-1] and end < self._starts[number + 1]:
                high = self._offset[end]
            parts.append(text[low:high])
        return self._as_found(entry, parts, owners, misprinted=misprinted)

    def _as_found(
        self, entry: Entry, parts: list[str], owners: Iterable[int], *, misprinted: bool = False
    ) -> Found:
        atoms = [self._atoms[number] for number in owners]
        self._table = entry.table
        self.labelled.update(atom.row for atom in atoms if atom.text)
        self._in_rows = self._in_rows or entry.role in (Role.ROW, Role.GROUP)
        if entry.table == REQUESTS and entry.role in (Role.HEAD, Role.COLUMN):
            self._in_rows = False
        printed = "".join("".join(parts).split())
        identities = frozenset(atom.identity for atom in atoms)
        return Found(entry, printed, atoms[0].piece.place, identities, misprinted)

    def _resolve(self, entries: tuple[Entry, ...], *, numbered: bool) -> Entry | None:
        """The meaning that fits the table being read; None where none does."""
        if not entries:
            return None
        here = [entry for entry in entries if entry.table == self._table]
        if not here:
            # A word of several meanings does not begin another table.
            if len({(entry.table, entry.role) for entry in entries}) != 1:
                return None
            here = list(entries)
        rows = [entry for entry in here if entry.role is Role.ROW]
        columns = [entry for entry in here if entry.role in (Role.COLUMN, Role.HEAD)]
        if rows and columns:
            return rows[0] if numbered or self._in_rows else columns[0]
        return (rows or columns or here)[0]

    def _torn(self, number: int) -> tuple[Found, int] | None:
        """A label that goes on in a later piece, after values; or one cut short but certain."""
        at = self._starts[number]
        numbered = ENUMERATOR.match(self._text, at)
        start = numbered.end() if numbered and self._divided(numbered) else at
        owner, cores = number, 0
        _, fitted, node = self._lexicon.walk(self._text, start)
        if fitted == start:
            return None
        owner = self._owner[fitted - 1]
        tail = self._text[fitted : self._starts[owner + 1]]
        if any(character not in PUNCTUATION for character in tail):
            return None
        cores = len(core(self._text[start:fitted]))
        if cores < 2:
            return None
        resumed = self._resumed(number, owner, node, numbered=bool(numbered))
        if resumed is not None:
            return resumed, owner + 1
        meanings = _meanings(node)
        if cores >= 6 and len(meanings) == 1:
            entry = self._resolve(tuple(meanings), numbered=bool(numbered))
            if entry is not None and not self._atoms[owner].piece.cut:
                return self._found(entry, at, self._starts[owner + 1]), owner + 1
        return None

    def _resumed(self, number: int, owner: int, node: Node, *, numbered: bool) -> Found | None:
        """The label that goes on after other pieces from where its first part ended."""
        for other in range(owner + 1, min(owner + _TORN_OVER, len(self._atoms))):
            atom = self._atoms[other]
            if atom.prose or other in self._taken:
                return None
            if not atom.text or looks_like_value(atom.text, in_cell=False):
                continue
            matches, _, _ = self._lexicon.walk(self._text, self._starts[other], node)
            for match in reversed(matches):
                end = self._within(self._starts[other], match.end)
                last = self._owner[end - 1]
                entry = self._resolve(match.entries, numbered=numbered)
                if end != self._starts[last + 1] or entry is None:
                    continue
                owners = [*range(number, owner + 1), *range(other, last + 1)]
                self._taken.update(range(other, last + 1))
                parts = [self._atoms[one].text for one in owners]
                return self._as_found(entry, parts, range(number, last + 1))
        return None

    def _misprinted(self, number: int) -> tuple[Found, int] | None:
        """A label that is not quite one of the form, told by its likeness."""
        atom = self._atoms[number]
        if len(core(atom.text)) < 2 and not atom.cells:
            return None  # a character of a label that is set from top to bottom
        tables = TABLES[TABLES.index(self._table) :]
        numbers = [number]
        if not atom.cells:
            numbers = [
                other
                for other in range(number, min(number + 8, len(self._atoms)))
                if self._atoms[other].identity == atom.identity
                and not looks_like_value(self._atoms[other].text, in_cell=False)
            ]
            numbers = [n for i, n in enumerate(numbers) if n == number + i]
        while numbers:
            text = "".join(self._atoms[other].text for other in numbers)
            for among in ((self._table,), tables):
                entries = self._lexicon.resembles(text, among)
                entry = self._resolve(entries, numbered=bool(ENUMERATOR.match(fold(text))))
                if entry is not None:
                    parts = [self._atoms[other].text for other in numbers]
                    found = self._as_found(entry, parts, numbers, misprinted=True)
                    return found, numbers[-1] + 1
            numbers.pop()
        return None


def _meanings(node: Node) -> set[Entry]:
    """Everything that labels which go on from a place in the tree can mean."""
    found: set[Entry] = set()
    pending = [node]
    while pending:
        here = pending.pop()
        found |= set(here.entries)
        pending += here.children.values()
    return found


def printed_differs(printed: str, statutory: str) -> bool:
    """Whether a label differs from the form in more than white space, width and outer brackets."""

    def seen(text: str) -> str:
        return "".join(unicodedata.normalize("NFKC", text).split()).strip("()")

    return seen(printed) != seen(statutory)
