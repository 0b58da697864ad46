"""Data as HTML: everything that stands in a data file passes through here and is escaped here."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from markupsafe import Markup

from generator.derive.findings import Told
from generator.derive.log import Logged
from generator.derive.paragraphs import paragraph
from generator.model.cells import Cell, Kind
from generator.model.correction import Correction, Reply
from generator.model.forms import Label
from generator.model.report import Prose
from generator.render.markup import escaped_text, filled, joined

_CLASSES = {
    Kind.NUMBER: "n",
    Kind.BLANK: "b",
    Kind.MARK: "m",
    Kind.TEXT: "t",
    Kind.NOT_IN_COPY: "q",
}
KIND_LABELS = {
    Kind.NUMBER: Label("数字", "number"),
    Kind.BLANK: Label("空白", "blank"),
    Kind.MARK: Label("不适用标记", "mark for “does not apply”"),
    Kind.TEXT: Label("文字", "text"),
    Kind.NOT_IN_COPY: Label("存档副本中没有", "not in our copy"),
}
_CORRECTED = Label("已更正，见记录", "corrected, see the log")
_ANSWERED = Label("机关有答复", "the body replied")
_NOTHING = Markup()
_PLAIN = re.compile(r"[^\w\s]|_", re.UNICODE)


def markdown_text(text: str) -> Markup:
    """A text for a line of Markdown that comes out as the very characters it is."""
    return Markup(_PLAIN.sub(lambda found: f"&#{ord(found.group())};", text))  # noqa: S704 escapes


def both(label: Label) -> Markup:
    """A label in both languages, each of which a reader can hide."""
    return bi(label.zh, label.en)


@lru_cache(maxsize=8192)  # the labels of the forms stand on every page
def bi(zh: str, en: str) -> Markup:
    """Words in both languages, each of which a reader can hide."""
    return filled('<b>{}</b> <i lang="en">{}</i>', zh, en)


def cell_class(cell: Cell) -> str:
    """The class of a cell: its kind, or ``z`` for a zero."""
    return "z" if cell.number == 0 else _CLASSES[cell.kind]


def cell_attributes(cell: Cell, *, concerned: bool = False) -> Markup:
    """The attributes that tell what a cell is, what its absence of a figure means, and of a finding."""
    return _attributes(cell.kind, cell_class(cell), concerned=concerned)


@lru_cache
def _attributes(kind: Kind, name: str, *, concerned: bool) -> Markup:
    attributes = filled(' class="{}{}"', name, " f" if concerned else "")
    if kind in (Kind.BLANK, Kind.NOT_IN_COPY):
        label = KIND_LABELS[kind]
        attributes += filled(' aria-label="{} {}"', label.zh, label.en)
    return attributes


def cell_text(cell: Cell) -> Markup:
    """What stands in the cell."""
    return escaped_text("?" if cell.kind is Kind.NOT_IN_COPY else cell.printed)


def value(cell: Cell | None) -> Markup:
    """A value of a correction or a difference, in words where nothing is printed."""
    if cell is None:
        return both(Label("没有这一处", "not there"))
    if cell.kind in (Kind.BLANK, Kind.NOT_IN_COPY):
        return both(KIND_LABELS[cell.kind])
    return escaped_text(cell.printed)


@dataclass(frozen=True, slots=True)
class Marks:
    """What is drawn at each address of a report's page.

    ``concerned`` are the addresses that findings rest on, ``anchored`` those that links lead to, and
    ``lines`` has the line in the data file of each row and field that a reader may correct.
    """

    pointed: Mapping[str, tuple[Markup, ...]]
    concerned: frozenset[str]
    anchored: frozenset[str]
    lines: Mapping[str, int]

    @classmethod
    def of(
        cls,
        told: Iterable[Told],
        corrections: Iterable[Logged[Correction]] = (),
        replies: Iterable[Logged[Reply]] = (),
        changed: Iterable[str] = (),
        lines: Mapping[str, int] = MappingProxyType({}),
    ) -> Marks:
        """The marks of a report: its findings, its corrections and the replies to it, newest first.

        ``changed`` are the addresses where the revision before had something else.
        """
        pointed: dict[str, list[Markup]] = {}
        concerned: set[str] = set()
        anchored: set[str] = set(changed)
        for item in told:
            failed, rule, first = item.finding.failed, item.finding.rule.id, item.finding.cells[0]
            label = f"{rule} 见发现 see finding {item.number}"
            mark = '<a class="gk-mark" href="#{}" data-rule="{}" aria-label="{}"></a>'
            pointed.setdefault(first, []).append(filled(mark, item.anchor, rule, label))
            concerned |= {first, *failed.evidence}
        said = [(logged.item.cell, _CORRECTED, logged.anchor) for logged in corrections]
        said += [(cell, _ANSWERED, of.anchor) for of in replies if (cell := of.item.cell)]
        newest = {(cell, label): anchor for cell, label, anchor in reversed(said)}
        for (cell, name), anchor in newest.items():
            mark = '<a class="gk-mark gk-said" href="#{}" aria-label="{} {}"></a>'
            pointed.setdefault(cell, []).append(filled(mark, anchor, name.zh, name.en))
            anchored.add(cell)
        return cls(
            {address: tuple(marks) for address, marks in pointed.items()},
            frozenset(concerned),
            frozenset(concerned | anchored),
            lines,
        )

    def at(self, address: str) -> Markup:
        """A link to each finding, correction and reply that points at the address.

        Its text is drawn by the style sheet, so that a copied table holds the figures alone.
        """
        found = self.pointed.get(address)
        return joined(found) if found else _NOTHING

    def fix(self, address: str, present: Cell | None = None) -> Markup:
        """The button that opens the form of a correction, filled with the address, without a script too.

        ``present`` is told where it stands in no cell of a table.
        """
        if address not in self.lines:
            return Markup()
        return fix_button(address, None if present is None else present.notation)


def fix_button(address: str, present: str | None = None) -> Markup:
    """The button of a correction, without asking whether the address may be corrected.

    Its sign and its name are the style sheet's: what it corrects is told by the head that it stands in,
    and correct.js adds that to the name.
    """
    now = Markup() if present is None else filled(' data-present="{}"', present)
    return filled('<button form="fix" name="cell" value="{}"{}></button>', address, now)


def prose_html(prose: Prose, section: str) -> Markup:
    """The paragraphs of a section; sub-headings get the anchors ``section-1``, ``section-2``."""
    if not prose.archived:
        label = Label("这一部分的文字未存档。", "The prose of this section is not archived.")
        return filled('<p class="gk-missing">{}</p>', both(label))
    lines = []
    headings = 0
    for text in prose.paragraphs:
        parts = paragraph(text)
        if parts.is_heading:
            headings += 1
            lines.append(filled('<h3 id="{}-{}">{}</h3>', section, headings, text))
        elif parts.lead:
            lines.append(filled("<p><strong>{}</strong>{}</p>", parts.lead, parts.rest))
        else:
            lines.append(filled("<p>{}</p>", text))
    if not lines:
        return Markup()
    return filled('<div class="gk-prose">\n{}\n</div>', joined(lines, "\n"))
