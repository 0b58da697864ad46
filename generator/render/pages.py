"""Every generated page as Markdown: report, body, region, year, home."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.catalogue import Catalogue, Listed
from generator.derive.findings import Findings, count
from generator.derive.history import breaks, history
from generator.model.forms import FORMS, SECTIONS, Label
from generator.model.regions import Region
from generator.model.report import NOT_ARCHIVED, Report, ReportSection
from generator.render import html
from generator.render.finding_pages import finding_pages
from generator.render.page import Addresses, Page, make_page
from generator.render.places import Telling, section_keys, tellings
from generator.render.tables import tables
from generator.store.archive import Entry

NEWEST_ON_HOME = 12
LISTED_ON_YEAR = 500


@dataclass(frozen=True, slots=True)
class _Section:
    """A section as the page shows it: the form's title, the heading as printed, prose and table."""

    key: str
    label: Label | None
    printed: str | None
    prose: Markup
    table: Markup
    tellings: tuple[Telling, ...]


def _sections(report: Report, marks: html.Marks, told: Sequence[Telling]) -> Iterator[_Section]:
    """The sections in printed order; those not printed stand at their place in the form."""
    drawn = {key: html.table_html(table, marks) for key, table in tables(report).items()}

    def of(key: str) -> tuple[Telling, ...]:
        return tuple(telling for telling in told if telling.section == key)

    form = {section.key: section.label for section in SECTIONS}
    sections = report.sections
    if sections is None:
        sections = tuple(ReportSection(key, "", NOT_ARCHIVED) for key in form)
    for key, section in zip(section_keys([s.key for s in sections]), sections, strict=True):
        label = form.get(key)
        same = label is not None and _plain(section.heading) == _plain(label.zh)
        printed = None if same or not section.heading else section.heading
        table = drawn.pop(key, Markup())
        # A table is there even where no prose is archived: say so only where nothing else stands.
        prose = (
            Markup()
            if table and not section.prose.archived
            else html.prose_html(section.prose, key)
        )
        yield _Section(key, label, printed, prose, table, of(key))
    for key, table in drawn.items():
        yield _Section(key, form[key], None, Markup(), table, of(key))


def _plain(heading: str) -> str:
    return "".join(heading.split())


def report_page(
    catalogue: Catalogue, findings: Findings, entry: Entry, index: int, to: Addresses
) -> Page:
    """The page of a body's report; ``index`` counts the body's reports from the oldest."""
    document = entry.reports[index]
    report, body = document.value, entry.body.value
    address = f"{entry.address}/{report.year}"
    path = f"reports/{entry.folder}/{report.stem}.yaml"
    key = (body.id, report.year)
    told = tellings(findings.told[key], report)
    marks = html.Marks.of(findings.told[key])
    sections = list(_sections(report, marks, told))
    shown = {section.key for section in sections}
    prescribed = next((form for form in FORMS.values() if form.fits(report.year)), None)
    meta = {
        "title": report.title,
        "kind": "report",
        "edit": to.edit(path),
        "description": f"{body.name}{report.year}年政府信息公开工作年度报告：法定表格、全文、来源与存档。",
    }
    return make_page(
        "report.md.j2",
        address,
        meta,
        report=report,
        body=body,
        entry=entry,
        regions=entry.regions,
        prescribed=prescribed,
        sections=sections,
        verdict=findings.verdicts[key],
        marks=marks,
        tellings=told,
        total=count(findings.told[key]),
        of_report=[telling for telling in told if telling.section not in shown],
        preface=html.prose_html(report.preface, "preface"),
        earlier=entry.reports[index - 1].value.year if index else None,
        later=entry.reports[index + 1].value.year if index + 1 < len(entry.reports) else None,
        page_url=f"{to.site}/{address}/",
        edit_url=to.edit(path),
        file_url=to.file(path),
        copy=published_name(report.source.copy),
        region_address=_region_address(catalogue, entry),
    )


def published_name(copy: str) -> str:
    """The name under which an archived copy is served: never one that a browser would run."""
    return copy if copy.rpartition(".")[2] in ("txt", "pdf", "docx") else f"{copy}.txt"


def _region_address(catalogue: Catalogue, entry: Entry) -> Mapping[str, str]:
    """The addresses of the region pages above a body, by code."""
    return {r.code: catalogue.regions.address(r.code) for r in entry.regions if r.slug}


def body_page(catalogue: Catalogue, findings: Findings, entry: Entry, to: Addresses) -> Page:
    """The page of a body: the main figures of all its years."""
    body = entry.body.value
    reports = [document.value for document in entry.reports]
    meta = {
        "title": body.name,
        "kind": "body",
        "edit": to.edit(f"reports/{entry.folder}/body.yaml"),
        "description": f"{body.name}历年政府信息公开工作年度报告：主要数据与各年报告。",
    }
    return make_page(
        "body.md.j2",
        entry.address,
        meta,
        body=body,
        entry=entry,
        regions=entry.regions,
        reports=reports,
        of_series=tellings(findings.told[body.id, None], None),
        told=[(year, findings.told[body.id, year]) for year in (r.year for r in reversed(reports))],
        parts=history(reports),
        breaks=breaks(reports),
        region_address=_region_address(catalogue, entry),
        section_labels={section.key: section.label for section in SECTIONS},
    )


def region_page(catalogue: Catalogue, findings: Findings, region: Region) -> Page:
    """The page of a province, prefecture or county: the regions below and the bodies of its own."""
    summary = catalogue.summaries[region.code]
    regions = catalogue.regions.path(region.code)
    path = "".join(r.name for r in regions)
    meta = {
        "title": region.name,
        "kind": "region",
        "description": f"{path}行政机关的政府信息公开工作年度报告。",
    }
    return make_page(
        "region.md.j2",
        catalogue.regions.address(region.code),
        meta,
        region=region,
        regions=regions,
        summary=summary,
        years=sorted(summary.reports, reverse=True),
        below=catalogue.below(region.code),
        entries=catalogue.by_region.get(region.code, ()),
        by_region=findings.by_region,
        by_body=findings.by_body,
        address_of=catalogue.regions.address,
    )


def country_page(catalogue: Catalogue, findings: Findings) -> Page:
    """The page of the country: its provinces."""
    meta = {
        "title": "按地区浏览",
        "kind": "country",
        "description": "按省、市、县浏览政府信息公开工作年度报告。",
    }
    return make_page(
        "country.md.j2",
        "regions",
        meta,
        below=catalogue.below(None),
        by_region=findings.by_region,
        years=catalogue.years,
        address_of=catalogue.regions.address,
    )


def years_page(catalogue: Catalogue) -> Page:
    """The list of the years."""
    meta = {
        "title": "按年度浏览",
        "kind": "years",
        "description": "按年度浏览政府信息公开工作年度报告。",
    }
    counts = [(year, len(reports)) for year, reports in catalogue.by_year.items()]
    return make_page("years.md.j2", "years", meta, counts=counts)


def year_page(catalogue: Catalogue, year: int) -> Page:
    """The page of a year: its reports by region, listed singly up to a bound."""
    listed = catalogue.by_year[year]
    meta = {
        "title": f"{year}年度",
        "kind": "year",
        "description": f"{year}年度政府信息公开工作年度报告。",
    }
    return make_page(
        "year.md.j2",
        f"years/{year}",
        meta,
        year=year,
        listed=listed[:LISTED_ON_YEAR],
        count=len(listed),
        below=[s for s in catalogue.below(None) if year in s.reports],
        address_of=catalogue.regions.address,
    )


def home_page(catalogue: Catalogue, findings: Findings) -> Page:
    """The first page: search, counts, the newest reports, how to correct."""
    meta = {
        "title": "政府信息公开年报档案",
        "kind": "home",
        "description": "全国行政机关政府信息公开工作年度报告的公共档案：可读、可查、可比、可核对。",
        "hide": ["navigation", "toc"],
    }
    bodies = len(catalogue.archive.entries)
    reports = sum(len(listed) for listed in catalogue.by_year.values())
    newest: tuple[Listed, ...] = catalogue.newest(NEWEST_ON_HOME)
    return make_page(
        "home.md.j2",
        "",
        meta,
        newest=newest,
        total=count(findings.all),
        bodies=bodies,
        reports=reports,
        years=catalogue.years,
        provinces=catalogue.below(None),
        address_of=catalogue.regions.address,
    )


def pages(catalogue: Catalogue, findings: Findings, to: Addresses) -> Iterator[Page]:
    """Every generated page of the archive."""
    yield home_page(catalogue, findings)
    yield country_page(catalogue, findings)
    yield years_page(catalogue)
    for year in catalogue.years:
        yield year_page(catalogue, year)
    for summary in catalogue.summaries.values():
        yield region_page(catalogue, findings, summary.region)
    for entry in catalogue.archive.entries:
        yield body_page(catalogue, findings, entry, to)
        for index in range(len(entry.reports)):
            yield report_page(catalogue, findings, entry, index, to)
    yield from finding_pages(catalogue, findings)
