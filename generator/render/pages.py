"""Every generated page as Markdown, with those of regions, years and the first page."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from generator.derive.catalogue import Catalogue, Listed
from generator.derive.derived import Derived
from generator.derive.findings import Findings, count
from generator.derive.indicators import INDICATORS, Indicator
from generator.derive.log import all_corrections
from generator.derive.siblings import SiblingsOfYear, comparison_address
from generator.derive.year_pairs import year_pairs
from generator.model.regions import Region
from generator.render.body_page import body_page
from generator.render.comparison_pages import compare_page, siblings_page
from generator.render.correction_pages import corrections_page
from generator.render.coverage_pages import coverage_page
from generator.render.finding_pages import finding_pages
from generator.render.indicator_pages import indicator_pages, indicators_page
from generator.render.page import Addresses, Page, make_page
from generator.render.pair_page import pair_page
from generator.render.report_page import report_page
from generator.render.summary_pages import summaries_page, summary_page
from generator.store.archive import Entry

NEWEST_ON_HOME = 12
LISTED_ON_YEAR = 500
COMPARISONS_ON_YEAR = 300


def region_page(
    catalogue: Catalogue, findings: Findings, region: Region, compared: Mapping[str, SiblingsOfYear]
) -> Page:
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
        comparisons=[
            (year, comparison_address(catalogue, region.code, year))
            for year in compared.get(region.code, ())
        ],
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


def year_page(catalogue: Catalogue, year: int, compared: Mapping[str, SiblingsOfYear]) -> Page:
    """The page of a year: its reports by region, listed singly up to a bound."""
    listed = catalogue.by_year[year]
    side_by_side = sorted(code for code, years in compared.items() if year in years)
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
        comparisons=[
            (catalogue.regions.path(code), comparison_address(catalogue, code, year))
            for code in side_by_side[:COMPARISONS_ON_YEAR]
        ],
        comparisons_count=len(side_by_side),
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


def of_body(derived: Derived, entry: Entry, to: Addresses) -> Iterator[Page]:
    """The pages of a body: they show nothing of the archive but this body and what the rules say of it."""
    catalogue, findings = derived.catalogue, derived.findings
    pairs = year_pairs([document.value for document in entry.reports])
    yield body_page(catalogue, findings, entry, pairs, to)
    for pair in pairs:
        yield pair_page(catalogue, entry, pair)
    for document in entry.revisions:
        yield report_page(catalogue, findings, entry, document, to)


def of_region(derived: Derived, code: str) -> Iterator[Page]:
    """The pages of a region: they show the bodies below it, and the day as of which that is said."""
    catalogue, findings = derived.catalogue, derived.findings
    yield region_page(catalogue, findings, catalogue.summaries[code].region, derived.siblings)
    yield coverage_page(derived.coverage, code)


def of_region_over_years(derived: Derived, code: str | None) -> Iterator[Page]:
    """The page of a region, or the country, that shows the figures of the bodies below it year by year."""
    yield summaries_page(derived.catalogue, derived.summaries, code)


def of_region_in_year(derived: Derived, code: str | None, year: int) -> Iterator[Page]:
    """The pages of a region, or the country, that show the figures of the bodies below it in a year."""
    catalogue, compared = derived.catalogue, derived.siblings.get(code or "", {})
    if code is not None and year in compared:
        yield siblings_page(catalogue, derived.findings, code, year, compared)
    yield summary_page(catalogue, derived.summaries, code, year)


def of_indicator(derived: Derived, indicator: Indicator) -> Iterator[Page]:
    """The page of an indicator, and one for each year."""
    return indicator_pages(derived.by_year, indicator)


def of_country(derived: Derived, to: Addresses) -> Iterator[Page]:
    """The pages that show the archive as a whole, but those of its figures by year and over the years."""
    catalogue, findings, compared = derived.catalogue, derived.findings, derived.siblings
    yield home_page(catalogue, findings)
    yield country_page(catalogue, findings)
    yield years_page(catalogue)
    for year in catalogue.years:
        yield year_page(catalogue, year, compared)
    yield compare_page(compared, to)
    yield from finding_pages(catalogue, findings)
    yield indicators_page()
    yield corrections_page(all_corrections(catalogue.archive))
    yield coverage_page(derived.coverage, None)


def pages(catalogue: Catalogue, findings: Findings, to: Addresses) -> Iterator[Page]:
    """Every generated page of the archive."""
    derived = Derived(catalogue, findings)
    yield from of_country(derived, to)
    yield from of_region_over_years(derived, None)
    for year in derived.summaries.years(None):
        yield from of_region_in_year(derived, None, year)
    for indicator in INDICATORS:
        yield from of_indicator(derived, indicator)
    for code in catalogue.summaries:
        yield from of_region(derived, code)
        yield from of_region_over_years(derived, code)
        for year in derived.summaries.years(code):
            yield from of_region_in_year(derived, code, year)
    for entry in catalogue.archive.entries:
        yield from of_body(derived, entry, to)
