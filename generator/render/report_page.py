"""The page of a report: what it prints, what the rules say, what was said of it, and where it is from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from markupsafe import Markup

from generator.derive.catalogue import Catalogue
from generator.derive.findings import Findings, count
from generator.derive.log import Logged, corrections, replies
from generator.model.cells import Cell
from generator.model.correction import Reply
from generator.model.differences import differences, is_prose, printed_fields
from generator.model.forms import FORMS, REVIEW, SECTIONS, Label
from generator.model.report import NOT_ARCHIVED, Report, ReportSection
from generator.render import html
from generator.render.page import Addresses, Page, make_page
from generator.render.places import Place, Telling, is_cell, place, section_keys, tellings
from generator.render.table_html import tables_html
from generator.rules.engine import Verdict
from generator.rules.registry import FAMILIES
from generator.store.archive import Entry
from generator.store.files import Document

_FIXABLE = ("published", "signature", "signed", "title")
"""The fields that a reader may correct, in the order of their buttons."""


@dataclass(frozen=True, slots=True)
class _Section:
    """A section as the page shows it: the form's title, the heading as printed, prose and table.

    ``said`` are the marks of corrections of its words, and of replies to them.
    """

    key: str
    label: Label | None
    printed: str | None
    prose: Markup
    table: Markup
    tellings: tuple[Telling, ...]
    said: Markup


@dataclass(frozen=True, slots=True)
class _Changed:
    """What a revision prints otherwise than the one before it; ``page`` has the place, this one or that."""

    place: Place
    page: str
    was: Cell | None
    now: Cell | None
    is_prose: bool


def _sections(
    report: Report, marks: html.Marks, words: html.Marks, told: Sequence[Telling]
) -> Iterator[_Section]:
    """The sections in printed order; those not printed stand at their place in the form."""
    drawn = tables_html(report, marks)

    def of(key: str) -> tuple[Telling, ...]:
        return tuple(telling for telling in told if telling.section == key)

    form = {section.key: section.label for section in SECTIONS}
    sections = report.sections
    if sections is None:
        sections = tuple(ReportSection(key, "", NOT_ARCHIVED) for key in form)
    keys = section_keys([section.key for section in sections])
    for index, (key, section) in enumerate(zip(keys, sections, strict=True)):
        label = form.get(key)
        same = label is not None and _plain(section.heading) == _plain(label.zh)
        printed_heading = None if same or not section.heading else section.heading
        table = drawn.pop(key, Markup())
        # A table is there even where no prose is archived: say so only where nothing else stands.
        prose = (
            Markup()
            if table and not section.prose.archived
            else html.prose_html(section.prose, key)
        )
        said = words.at(f"sections[{index}].heading") + words.at(f"sections[{index}].prose")
        yield _Section(key, label, printed_heading, prose, table, of(key), said)
    for key, table in drawn.items():
        yield _Section(key, form[key], None, Markup(), table, of(key), Markup())


def _plain(heading: str) -> str:
    return "".join(heading.split())


def report_page(
    catalogue: Catalogue,
    findings: Findings,
    entry: Entry,
    document: Document[Report],
    to: Addresses,
) -> Page:
    """The page of a body's report, or of one that a later revision took the place of."""
    report, body = document.value, entry.body.value
    address = entry.page(report)
    path = f"reports/{entry.folder}/{report.stem}.yaml"
    log, answers = corrections(entry, [document]), replies(entry, [document])
    changed = list(_changed(entry, report))
    fixable = [*_FIXABLE, *_rows(report)]
    marks = html.Marks.of(
        findings.told[address],
        log,
        answers,
        changed=[where.place.anchor for where in changed],
        lines={name: document.place(name)[0] for name in fixable},
    )
    verdict = findings.verdicts[address]
    told = tellings(findings.told[address], report, answers)
    words = html.Marks.of((), log, answers)  # findings on words are told right below them
    sections = list(_sections(report, marks, words, told))
    shown = {section.key for section in sections}
    years = [other.value.year for other in entry.reports]
    index = years.index(report.year)
    revisions = [d.value for d in entry.revisions if d.value.year == report.year]
    nth = f"（第{report.revision}次公布）" if len(revisions) > report.revision else ""
    meta = {
        "title": f"{report.title}{nth}",
        "kind": "report",
        "edit": to.edit(path),
        "description": f"{body.name}{report.year}年政府信息公开工作年度报告{nth}："
        "法定表格、全文、来源与存档。",
    }
    return make_page(
        "report.md.j2",
        address,
        meta,
        report=report,
        body=body,
        entry=entry,
        regions=entry.regions,
        prescribed=next((form for form in FORMS.values() if form.fits(report.year)), None),
        sections=sections,
        verdict=verdict,
        checks=list(_checks(verdict)),
        marks=marks,
        lines=" ".join(map(str, marks.lines.values())),
        fields=printed_fields(report),
        tellings=told,
        total=count(findings.told[address]),
        of_report=[telling for telling in told if telling.section not in shown],
        preface=html.prose_html(report.preface, "preface"),
        preface_said=words.at("preface"),
        revisions=revisions,
        changed=changed,
        log=[(logged, place(logged.item.cell, report)) for logged in log],
        replies=[(logged, _about(logged, report)) for logged in answers],
        earlier=years[index - 1] if index else None,
        later=years[index + 1] if index + 1 < len(years) else None,
        here=address,
        compare=pair_address(entry, report.year) if index and report is revisions[-1] else None,
        page_url=f"{to.site}/{address}/",
        edit_url=to.edit(path),
        file_url=to.file(path),
        issue_url=to.new_issue,
        copy=published_name(report.source.copy),
        region_address=region_address(catalogue, entry),
    )


def _checks(verdict: Verdict) -> Iterator[tuple[Label, int, int]]:
    """How many checks passed of those of each family that could be made, where any could."""
    for letter, name in FAMILIES.items():
        passed, assessable = verdict.count(letter)
        if assessable:
            yield name, passed, assessable


def _rows(report: Report) -> Iterator[str]:
    """The addresses of the rows of the three tables."""
    for article in report.layout.articles:
        yield from (f"proactive.{row.key}" for row in article.rows)
    yield from (f"requests.{row.key}" for row in report.layout.request_rows)
    yield from (f"review.{row.key}" for row in REVIEW)


def _changed(entry: Entry, report: Report) -> Iterator[_Changed]:
    """What the report prints otherwise than the revision before it; nothing of a first revision."""
    all_of_year = {
        d.value.revision: d.value for d in entry.revisions if d.value.year == report.year
    }
    before = all_of_year.get(report.revision - 1)
    if before is None:
        return
    for found in differences(before, report):
        there = report if found.now is not None else before
        at = place(found.address, there)
        if found.now is None and found.was is not None and is_cell(found.address):
            at = replace(at, anchor=at.anchor.rpartition(".")[0])  # over there only rows have one
        yield _Changed(at, entry.page(there), found.was, found.now, is_prose(found.address))


def _about(logged: Logged[Reply], report: Report) -> Place | None:
    return place(logged.item.cell, report) if logged.item.cell else None


def published_name(copy: str) -> str:
    """The name under which an archived copy is served: never one that a browser would run."""
    return copy if copy.rpartition(".")[2] in ("txt", "pdf", "docx") else f"{copy}.txt"


def region_address(catalogue: Catalogue, entry: Entry) -> Mapping[str, str]:
    """The addresses of the region pages above a body, by code."""
    return {r.code: catalogue.regions.address(r.code) for r in entry.regions if r.slug}


def pair_address(entry: Entry, year: int) -> str:
    """The permanent address of the page that compares a year with the archived one before it."""
    return f"{entry.address}/{year}/compare"
