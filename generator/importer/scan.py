"""The stream of pieces as tokens: labels of the tables, values between them, and all the rest."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from generator.importer.atoms import Atom, Found, Other, Strip, Token, Value, atoms
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
from generator.importer.stream import Row
from generator.importer.values import looks_like_value

_AFTER_LABEL = re.compile(r"[-+0-9/\\—–*]|\([^()]*\)$|无(?![㐀-鿿])")
_FIGURE_IN_FRONT = re.compile(r"[0-9]{2,}(?=[㐀-鿿])")
_TORN_OVER = 24  # pieces between the parts of a label torn over lines


class Scanner:
    """Reads the atoms from left to right, always taking the longest label that fits."""

    def __init__(self, rows: Iterable[tuple[int, Row]], phases: Mapping[int, str]) -> None:
        """``phases`` names the table that begins at a row's index (a section's heading)."""
        self._phases = dict(phases)
        self._strip = Strip(list(atoms(rows)))
        self._atoms = self._strip.atoms
        self._lexicon: Lexicon = lexicon()
        self._table = PROACTIVE
        self._in_rows = False
        self._taken: set[int] = set()

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
        at = self._strip.starts[number]
        while True:
            label = None if self._goes_on_torn(at) else self._label(at)
            if label is None:
                break
            token, end = label
            found.append(token)
            last = self._strip.owner[end - 1]
            if end == self._strip.starts[last + 1]:
                return last + 1, found
            number, at = last, end
        atom = self._atoms[number]
        start = self._strip.offset[at] if at < len(self._strip.offset) else 0
        rest = atom.text[start:]
        if at == self._strip.starts[number]:
            if looks_like_value(rest, in_cell=False):
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
        numbered = ENUMERATOR.match(self._strip.text, at)
        start = numbered.end() if numbered and self._strip.divided(numbered) else at
        matches, fitted, _ = self._lexicon.walk(self._strip.text, start)
        if not matches or matches[-1].end >= fitted:
            return False
        last = self._strip.owner[fitted - 1]
        tail = self._strip.text[fitted : self._strip.starts[last + 1]]
        return all(character in PUNCTUATION for character in tail) and (
            at == self._strip.starts[self._strip.owner[at]]
            and self._ends_torn(self._strip.owner[at])
        )

    def _ends_torn(self, number: int) -> bool:
        """Whether the torn label that begins with an atom is found to its end."""
        before = set(self._taken), self._table, self._in_rows
        torn = self._torn(number)
        self._taken, self._table, self._in_rows = before
        return torn is not None

    def _value(self, atom: Atom, text: str) -> Value:
        piece = atom.piece
        return Value(
            text, piece.place, atom.identity, atom.stream, piece.column, piece.span, piece.cut
        )

    def _label(self, at: int) -> tuple[Found, int] | None:
        """The longest label that begins at the place and is followed by nothing that denies it."""
        start = at
        owner = self._strip.owner[at]
        while start < self._strip.starts[owner + 1] and self._strip.text[start] in "([{“\"'‘|*#>":
            start += 1
        numbered = ENUMERATOR.match(self._strip.text, start) or ENUMERATOR.match(
            self._strip.text, at
        )
        places = [start]
        if numbered and self._strip.divided(numbered):
            places.insert(0, numbered.end())
        for place in places:
            matches, _, _ = self._lexicon.walk(self._strip.text, place)
            for match in reversed(matches):
                end = self._strip.within(place, match.end)
                if not self._ends_well(end):
                    continue
                entry = self._resolve(match.entries, numbered=place != start)
                if entry is not None:
                    return self._found(entry, at, end), end
        return None

    def _ends_well(self, end: int) -> bool:
        last = self._strip.owner[end - 1]
        if end == self._strip.starts[last + 1]:
            return True
        rest = self._strip.text[end : self._strip.starts[last + 1]]
        if _AFTER_LABEL.match(rest):
            return True
        return self._begins_label(end)

    def _begins_label(self, at: int) -> bool:
        numbered = ENUMERATOR.match(self._strip.text, at)
        for place in (at, numbered.end() if numbered else at):
            matches, _, _ = self._lexicon.walk(self._strip.text, place)
            if any(self._ends_well(match.end) for match in matches):
                return True
        return False

    def _found(self, entry: Entry, start: int, end: int, *, misprinted: bool = False) -> Found:
        owners = range(self._strip.owner[start], self._strip.owner[end - 1] + 1)
        parts = []
        for number in owners:
            text = self._atoms[number].text
            low = self._strip.offset[start] if number == owners[0] else 0
            high = len(text)
            if number == owners[-1] and end < self._strip.starts[number + 1]:
                high = self._strip.offset[end]
            parts.append(text[low:high])
        return self._as_found(entry, parts, owners, misprinted=misprinted)

    def _as_found(
        self, entry: Entry, parts: list[str], owners: Iterable[int], *, misprinted: bool = False
    ) -> Found:
        atoms = [self._atoms[number] for number in owners]
        self._table = entry.table
        self._in_rows = self._in_rows or entry.role in (Role.ROW, Role.GROUP)
        if entry.table == REQUESTS and entry.role in (Role.HEAD, Role.COLUMN):
            self._in_rows = False
        printed = "".join("".join(parts).split())
        identities = frozenset(atom.identity for atom in atoms)
        return Found(entry, printed, atoms[0].piece.place, identities, atoms[0].row, misprinted)

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
        at = self._strip.starts[number]
        numbered = ENUMERATOR.match(self._strip.text, at)
        start = numbered.end() if numbered and self._strip.divided(numbered) else at
        owner, cores = number, 0
        _, fitted, node = self._lexicon.walk(self._strip.text, start)
        if fitted == start:
            return None
        owner = self._strip.owner[fitted - 1]
        tail = self._strip.text[fitted : self._strip.starts[owner + 1]]
        if any(character not in PUNCTUATION for character in tail):
            return None
        cores = len(core(self._strip.text[start:fitted]))
        if cores < 2:
            return None
        resumed = self._resumed(number, owner, node, numbered=bool(numbered))
        if resumed is not None:
            return resumed, owner + 1
        meanings = _meanings(node)
        if cores >= 6 and len(meanings) == 1:
            entry = self._resolve(tuple(meanings), numbered=bool(numbered))
            if entry is not None and not self._atoms[owner].piece.cut:
                return self._found(entry, at, self._strip.starts[owner + 1]), owner + 1
        return None

    def _resumed(self, number: int, owner: int, node: Node, *, numbered: bool) -> Found | None:
        """The label that goes on after other pieces from where its first part ended."""
        for other in range(owner + 1, min(owner + _TORN_OVER, len(self._atoms))):
            atom = self._atoms[other]
            if atom.prose or other in self._taken:
                return None
            if not atom.text or looks_like_value(atom.text, in_cell=False):
                continue
            matches, _, _ = self._lexicon.walk(self._strip.text, self._strip.starts[other], node)
            for match in reversed(matches):
                end = self._strip.within(self._strip.starts[other], match.end)
                last = self._strip.owner[end - 1]
                entry = self._resolve(match.entries, numbered=numbered)
                if end != self._strip.starts[last + 1] or entry is None:
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
            if _FIGURE_IN_FRONT.match(text):
                return None
            for among in ((self._table,), tables):
                entries = self._lexicon.resembles(text, among)
                entry = self._resolve(entries, numbered=bool(ENUMERATOR.match(fold(text))))
                if entry is not None:
                    parts = [self._atoms[other].text for other in numbers]
                    found = self._as_found(entry, parts, numbers, misprinted=True)
                    return found, numbers[-1] + 1
            numbers.pop()
        return None


def without_echoes(tokens: Sequence[Token]) -> list[Token]:
    """The tokens less what only resembles a label that stands there as it should: a note about it."""
    exact = {t.entry for t in tokens if isinstance(t, Found) and not t.misprinted}
    return [
        Other(token.printed, token.place, token.row)
        if isinstance(token, Found) and token.misprinted and token.entry in exact
        else token
        for token in tokens
    ]


def _meanings(node: Node) -> set[Entry]:
    """Everything that labels which go on from a place in the tree can mean."""
    found: set[Entry] = set()
    pending = [node]
    while pending:
        here = pending.pop()
        found |= set(here.entries)
        pending += here.children.values()
    return found
