"""What an address of a finding is called, and where on its report's page it stands."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product

from generator.derive.findings import Told
from generator.derive.log import Logged
from generator.model.correction import Reply
from generator.model.forms import (
    APPLICANTS,
    LAYOUTS,
    RESULTS,
    REVIEW,
    SECTIONS,
    Label,
    Layout,
)
from generator.model.report import Report
from generator.rules.sums import short

_OF_YEAR = re.compile(r"(\d{4})/(.+)")
_OF_LABEL = re.compile(r"labels\[(.+)\]")
_OF_SECTION = re.compile(r"sections\[(\d+)\]\.(heading|prose)")
_OF_COLUMN = re.compile(r"\.column\.|\.item_\d\.|\.relation$|\.litigation$")  # these have no anchor
_LISTED = 8
_PARTS = {
    "heading": Label("标题", "heading"),
    "prose": Label("文字", "prose"),
}
_FIELDS = {
    "form": Label("表式", "form"),
    "year": Label("年度", "year"),
    "title": Label("标题", "title"),
    "published": Label("公布日期", "published"),
    "signed": Label("落款日期", "signed"),
    "signature": Label("落款单位", "signature"),
    "labels": Label("标签", "labels"),
    "preface": Label("前言", "preface"),
    "sections": Label("各部分的标题", "headings of the sections"),
    "source.sha256": Label("存档副本", "archived copy"),
    "body.level": Label("机关层级", "level of the body"),
    "body.kind": Label("机关类别", "kind of the body"),
    "body.code": Label("机关代码", "code of the body"),
    "divided": Label("“其他处理”分三行", "“Handled otherwise” in three rows"),
    "seen_later": Label("再次取得的副本", "copy fetched again"),
    "folder": Label("文件夹", "folder"),
    "id": Label("历年报告", "the series of reports"),
}


@dataclass(frozen=True, slots=True)
class Place:
    """The name of an address; its section ("" where none) and its anchor ("" where none).

    ``year`` is given where the address belongs to the report of another year.
    """

    label: Label
    section: str = ""
    anchor: str = ""
    year: int | None = None


@dataclass(frozen=True, slots=True)
class Telling:
    """A finding as its report's page tells it: the places that it rests on, how many more, and replies."""

    told: Told
    section: str
    places: tuple[Place, ...]
    more: int
    replies: tuple[Logged[Reply], ...] = ()


def section_keys(sections: Sequence[str | None]) -> tuple[str, ...]:
    """The anchors of sections in printed order; those that the form does not have are numbered."""
    found: list[str] = []
    extra = 0
    for key in sections:
        if key is None or key in found:
            extra += 1
            found.append(f"extra-{extra}")
        else:
            found.append(key)
    return tuple(found)


@cache
def _labels() -> Mapping[str, Label]:
    """The name of every row, column and heading of every layout."""
    return {
        address: _name(label)
        for layout in LAYOUTS.values()
        for address, label in layout.labels.items()
    }


@cache
def _cell_names() -> Mapping[str, Label]:
    """The name of every cell of every layout: its row and its column."""
    return {address: name for layout in LAYOUTS.values() for address, name in _cells(layout)}


def _name(label: Label) -> Label:
    name = short(label)
    return label if name.zh == "总计" else name  # (7) 总计 is a row, 总计 a column


def _cells(layout: Layout) -> Iterator[tuple[str, Label]]:
    for article in layout.articles:
        for row, column in product(article.rows, article.columns):
            yield f"proactive.{row.key}.{column.key}", _crossed(row.label, column.label)
    for row, column in product(layout.request_rows, APPLICANTS):
        yield f"requests.{row.key}.{column.key}", _crossed(row.label, column.label)
    for row, column in product(REVIEW, RESULTS):
        yield f"review.{row.key}.{column.key}", _crossed(row.label, column.label)


def _crossed(row: Label, column: Label) -> Label:
    row, column = _name(row), short(column)
    return Label(f"{row.zh} · {column.zh}", f"{row.en} · {column.en}")


def is_cell(address: str) -> bool:
    """Whether it is the address of a cell of figures of a form."""
    return address in _cell_names()


def place(address: str, report: Report | None) -> Place:
    """The place of an address of a report, or of a body's series (without report)."""
    if other := _OF_YEAR.fullmatch(address):
        there = place(other[2], report)
        year = Label(f"{other[1]}年：{there.label.zh}", f"{other[1]}: {there.label.en}")
        # The cells of another year's page have anchors only where it has findings; its rows always.
        anchor = other[2].rpartition(".")[0] if is_cell(other[2]) else ""
        return Place(year, there.section, anchor, int(other[1]))
    if label := _OF_LABEL.fullmatch(address):
        section = label[1].partition(".")[0]
        name = _labels().get(label[1], Label(label[1], label[1]))
        anchor = section if _OF_COLUMN.search(label[1]) else label[1]
        return Place(Label(f"名目“{name.zh}”", f"label “{name.en}”"), section, anchor)
    if part := _OF_SECTION.fullmatch(address):
        sections = (report and report.sections) or ()
        index = int(part[1])
        if index >= len(sections):
            return Place(Label(address, address))
        key = section_keys([section.key for section in sections])[index]
        form = {section.key: section.label for section in SECTIONS}
        further = Label(sections[index].heading, key.replace("extra-", "further section "))
        name = form.get(key, further)
        what = _PARTS[part[2]]
        return Place(Label(f"{name.zh}：{what.zh}", f"{name.en}: {what.en}"), key, key)
    section = address.partition(".")[0]
    if section in {s.key for s in SECTIONS}:
        if is_cell(address):
            is_there = report is None or address in report.cells
            return Place(_cell_names()[address], section, address if is_there else "")
        if address in _labels():  # a row or group, which was transcribed anew
            return Place(_labels()[address], section, address)
        return Place(next(s.label for s in SECTIONS if s.key == section), section, section)
    return Place(_FIELDS.get(address, Label(address, address)))


def tellings(
    told: Sequence[Told], report: Report | None, replies: Sequence[Logged[Reply]] = ()
) -> tuple[Telling, ...]:
    """How a page tells its findings, each with what the body replied to it."""
    found = []
    for item in told:
        failed = item.finding.failed
        rests = [a for a in failed.cells if not is_cell(a) or a in failed.evidence]
        places = tuple(place(address, report) for address in rests)
        first = place(failed.cells[0], report).section
        answered = tuple(logged for logged in replies if _answers(logged.item, item))
        more = max(0, len(places) - _LISTED)
        found.append(Telling(item, first, places[:_LISTED], more, answered))
    return tuple(found)


def _answers(reply: Reply, told: Told) -> bool:
    """Whether a reply names the finding: by its rule, by a cell that it rests on, or by both."""
    finding = told.finding
    return (
        (reply.rule is not None or reply.cell is not None)
        and reply.rule in (None, finding.rule.id)
        and (reply.cell is None or reply.cell in (*finding.cells, *finding.failed.evidence))
    )
