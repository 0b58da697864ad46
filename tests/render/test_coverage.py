"""Coverage and summaries on pages, their permanent addresses, and the calendar of deadlines."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import icalendar
import pytest
from lxml import html

from generator.derive.catalogue import Catalogue, catalogue
from generator.derive.coverage import STATES, coverage
from generator.model.regions import load_regions
from generator.model.report import SYNTHETIC
from generator.render.coverage_pages import coverage_page, share
from generator.render.deadlines import calendar
from generator.render.page import Addresses
from generator.render.pages import pages
from tests.conftest import judged

TO = Addresses("https://example.org/archive", "https://example.org/forge")
LAST = date(2025, 2, 1)  # of the sample archive: the last sources were retrieved


def events(text: str) -> list[Any]:
    """The events of a calendar, read by a library of the standard."""
    return list(icalendar.Calendar.from_ical(text).walk("VEVENT"))


@pytest.fixture
def made(archive_dir: Path) -> Catalogue:
    archive, _ = judged(archive_dir)
    return catalogue(archive)


def test_no_region_or_body_can_take_the_address_of_coverage_or_summaries() -> None:
    slugs = {region.slug for region in load_regions().by_code.values()}
    assert not slugs & {
        "coverage",
        "summary",
    }  # slugs are pinyin, the ids of bodies begin with digits


def test_every_region_with_a_page_has_its_coverage_and_summaries(archive_dir: Path) -> None:
    archive, findings = judged(archive_dir)
    found = catalogue(archive)
    paths = {page.path for page in pages(found, findings, TO)}
    addresses = ["", *(f"{found.regions.address(code)}/" for code in found.summaries)]
    assert {f"{address}coverage/index.md" for address in addresses} <= paths
    assert {f"{address}summary/index.md" for address in addresses} <= paths
    for code, summary in found.summaries.items():
        for year in summary.reports:
            assert f"{found.regions.address(code)}/summary/{year}/index.md" in paths
    assert {f"summary/{year}/index.md" for year in found.years} <= paths


def test_every_body_and_year_has_a_sign_and_its_words(made: Catalogue) -> None:
    signs = {state.sign: f"{state.label.zh} {state.label.en}" for state in STATES}
    assert len(signs) == len(STATES)
    seen = set()
    covered = coverage(made)
    for page in (coverage_page(covered, code) for code in (None, *made.summaries)):
        tree = html.fromstring(f"<div>{page.text.split('---', 2)[2]}</div>")
        for cell in tree.xpath("//td[starts-with(@class, 's-')]"):
            sign = "".join(cell.itertext()).removesuffix("*")
            [said] = cell.xpath("@aria-label | a/@aria-label")
            assert signs[sign] in said
            seen.add(sign)
    assert seen >= {"✓", "●", "×", "…"}


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (0, 9, "0%"),
        (1, 38630, "<1%"),
        (38629, 38630, ">99%"),
        (9, 9, "100%"),
        (1, 3, "33%"),
        (1, 8, "13%"),
        (5, 8, "63%"),
        (0, 0, ""),
    ],
)
def test_a_share_says_nothing_and_all_only_where_that_is_meant(
    part: int, whole: int, said: str
) -> None:
    assert share(part, whole) == said


def test_the_calendar_has_both_dates_of_every_year(made: Catalogue) -> None:
    found = events(calendar(made, TO))
    days = [event["DTSTART"].dt for event in found]
    assert days == [
        date(year, month, 31)
        for year in range(made.years[-1] + 1, LAST.year + 3)
        for month in (1, 3)
    ]
    assert all(event["DTEND"].dt - event["DTSTART"].dt == timedelta(days=1) for event in found)
    assert len({event["UID"] for event in found}) == len(found)
    assert "每年1月31日前" in found[0]["DESCRIPTION"]
    assert "每年3月31日前" in found[1]["DESCRIPTION"]
    assert found[0]["SUMMARY"].startswith("2019年度报告公布期限：县级以上人民政府部门 / ")
    assert found[0]["URL"] == "https://example.org/archive/coverage/"


def test_the_calendar_is_written_as_its_standard_says(made: Catalogue) -> None:
    text = calendar(made, TO)
    assert text == calendar(made, TO)
    assert text.endswith("END:VCALENDAR\r\n")
    assert "\n" not in text.replace("\r\n", "")
    lines = text.split("\r\n")
    assert all(len(line.encode()) <= 75 for line in lines)
    assert any(line.startswith(" ") for line in lines)
    assert set(re.findall(r"^DTSTAMP:(.+)\r$", text, re.MULTILINE)) == {"20190515T000000Z"}
    for event in events(text):
        assert not event.errors
        assert {"UID", "DTSTAMP", "DTSTART", "SUMMARY"} <= set(event)


def test_the_calendar_of_a_synthetic_archive_says_so_in_its_name_and_in_every_event(
    made: Catalogue,
) -> None:
    entries = tuple(
        replace(e, body=replace(e.body, value=replace(e.body.value, synthetic=True)))
        for e in made.archive.entries
    )
    invented = calendar(catalogue(replace(made.archive, entries=entries)), TO)
    real = calendar(made, TO)
    assert SYNTHETIC.zh not in real
    read = icalendar.Calendar.from_ical(invented)
    assert SYNTHETIC.zh in str(read["NAME"])
    assert read["X-WR-CALNAME"] == read["NAME"]
    for event in events(invented):
        assert not event.errors
        for part in ("SUMMARY", "DESCRIPTION"):
            assert SYNTHETIC.zh in str(event[part])
            assert SYNTHETIC.en in str(event[part])
    assert all(len(line.encode()) <= 75 for line in invented.split("\r\n"))
    ids = [{event["UID"] for event in events(text)} for text in (real, invented)]
    assert len(ids[0]) == len(ids[1])
    assert not ids[0] & ids[1]


def test_commas_and_line_breaks_of_a_text_are_escaped(made: Catalogue) -> None:
    unfolded = calendar(made, TO).replace("\r\n ", "")
    assert all(r"\nArticle 49" in line for line in unfolded.split("\r\n") if "DESCRIPTION" in line)
