"""A sample of the browser tests on a large site: pages of every kind, both searches, a comparison."""

from __future__ import annotations

import random
import re
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from generator.store.archive import Archive, load_archive
from tests.browser.axe import violations
from tests.browser.conftest import opened
from tests.browser.fulltext import ask
from tests.browser.kinds import NARROW, darken
from tests.browser.searching import search
from tests.browser.test_layout import OVERFLOW

pytestmark = pytest.mark.browser

KINDS = {
    "home": "",
    "country": "regions/",
    "province": "[a-z]+/",
    "prefecture": "[a-z]+/[a-z]+/",
    "county": "[a-z]+/[a-z]+/[a-z]+/",
    "body": r"[a-z]+/[a-z]+/\d[^/]+/",
    "report": r"[a-z]+/[a-z]+/\d[^/]+/20\d\d/",
    "year against year": r"[a-z]+/[a-z]+/\d[^/]+/20\d\d/compare/",
    "siblings": r"[a-z]+/[a-z]+/[a-z]+/compare/20\d\d/",
    "coverage": "[a-z]+/[a-z]+/coverage/",
    "summary": r"[a-z]+/summary/20\d\d/",
    "summary of the country": r"summary/20\d\d/",
    "ranking": r"indicators/[a-z_]+/20\d\d/",
    "year": r"years/20\d\d/",
    "findings": "findings/",
    "rule": "rules/a3/",
    "compare": "compare/",
    "search": "search/",
    "corrections": "corrections/",
}
PER_KIND = 3
STRINGS = 40
_NOT_BODIES = "(?:api|assets|indicators|rules|years|search|findings|summary)/"
_HAN = re.compile(r"[\u4e00-\u9fff]{6,}")


@pytest.fixture(scope="session")
def addresses(large: Path) -> list[str]:
    """The address of every page below the root of the site."""
    root = large / "site"
    found = (path.parent.relative_to(root).as_posix() for path in root.rglob("index.html"))
    return sorted("" if way == "." else f"{way}/" for way in found)


@pytest.fixture(scope="session")
def archive(large: Path) -> Archive:
    """The archive of the site."""
    loaded, problems = load_archive(large / "reports", proved=False)
    assert loaded is not None, problems[:3]
    return loaded


def sample(addresses: list[str], kind: str) -> list[str]:
    """A few pages of a kind, the same in every run."""
    pattern = re.compile(KINDS[kind])
    other = re.compile(_NOT_BODIES) if KINDS[kind].startswith("[a-z]+/") else None
    found = [a for a in addresses if pattern.fullmatch(a) and not (other and other.match(a))]
    assert found, kind
    return random.Random(kind).sample(found, min(PER_KIND, len(found)))  # noqa: S311 no secret


@pytest.mark.parametrize("kind", KINDS)
def test_pages_are_accessible_and_fit_a_phone(
    kind: str, page: Page, addresses: list[str], large_url: str
) -> None:
    found = []
    for address in sample(addresses, kind):
        page.set_viewport_size({"width": 1280, "height": 900})
        page.goto(large_url + address, wait_until="networkidle")
        found += [f"{address} wide: {line}" for line in violations(page)]
        page.set_viewport_size(NARROW)
        if page.evaluate(OVERFLOW) > 0:
            found.append(f"{address} runs off a phone")
    darken(page)
    found += [f"{address} narrow, dark: {line}" for line in violations(page)]
    assert found == []


def test_the_header_finds_a_body_by_its_name(
    first_visit: BrowserContext, archive: Archive, large_url: str
) -> None:
    entries = random.Random(1).sample(archive.entries, 5)  # noqa: S311 no secret
    for entry in entries:
        with opened(first_visit) as page:
            page.goto(large_url)
            search(page, large_url, entry.body.value.name)
            # Above the theme's results where the archive is large, else the first of them.
            way = f"a[href^='{large_url}{entry.address}/']"
            expect(page.locator(f".md-search__scrollwrap {way}").first).to_be_visible()


def test_strings_of_the_prose_are_found_where_they_stand(
    page: Page, archive: Archive, large_url: str
) -> None:
    chosen = random.Random(2)  # noqa: S311 no secret
    reports = list(archive.reports())
    for entry, document in chosen.sample(reports, STRINGS):
        report = document.value
        texts = [p for s in report.sections or () for p in s.prose.paragraphs]
        runs = _HAN.findall("\n".join(texts))
        if not runs:
            continue
        run = chosen.choice(runs)
        length = chosen.randint(4, 6)
        start = chosen.randrange(len(run) - length + 1)
        where = f"{entry.address}/{report.year}/"
        words = f"“{run[start : start + length]}”"
        found = ask(page, large_url, words, region=entry.body.value.code, year=str(report.year))
        assert where in found, (words, where)


def test_a_comparison_opens_by_its_address(page: Page, archive: Archive, large_url: str) -> None:
    reports = [
        f"{entry.body.value.id}:{document.value.year}" for entry, document in archive.reports()
    ]
    chosen = random.Random(3).sample(reports, 6)  # noqa: S311 no secret
    page.goto(f"{large_url}compare/?r={','.join(chosen)}")
    page.locator(".gk-compare").nth(5).wait_for()
    assert page.locator(".gk-compare thead").first.locator("th").count() == 1 + len(chosen)


def test_findings_are_filtered(page: Page, large_url: str) -> None:
    page.goto(f"{large_url}findings/?rule=A3")
    told = page.locator("#gk-filter [role=status] [lang=en]")
    expect(told).to_have_text(re.compile(r"matching: \d+"))
    assert told.inner_text() != "matching: 0"
