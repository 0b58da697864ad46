"""Pages are whole where no script runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import BODY, KINDS, NARROW, REPORTS

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("kind", KINDS)
def test_everything_shows_in_both_languages(
    kind: str, page_without_script: Page, site_url: str
) -> None:
    page = page_without_script
    page.goto(site_url + KINDS[kind])
    article = page.locator("article")
    for language in ("b", "[lang=en]"):
        assert article.locator(language).count() > 1
        assert article.locator(language).locator("visible=false").count() == 0
    parts = article.locator("h1, h2, h3, p, li, tr, td, th, dt, dd")
    assert parts.locator("visible=false").count() == 0
    assert article.locator("a:not(.headerlink)").locator("visible=true").count() > 1
    assert page.locator(".md-header__title, .md-footer").locator("visible=true").count() == 2
    if kind in REPORTS:
        assert article.locator("table.gk").count() == 3
        assert article.locator(".gk-path li").count() == 5
        assert article.locator("[id='requests.total'] td").last.inner_text().isdigit()


def test_the_ways_through_the_site_are_there_on_a_phone(
    page_without_script: Page, site_url: str
) -> None:
    page = page_without_script
    page.set_viewport_size(NARROW)
    page.goto(f"{site_url}{BODY}2024/")
    ways = page.locator(".md-tabs a")
    assert ways.count() == 10
    for box in (way.bounding_box() for way in ways.all()):
        assert box is not None
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= NARROW["width"]
    assert not page.locator(".md-header [for=__drawer]").is_visible()
    ways.last.click()
    assert page.url == f"{site_url}about/"
