"""Pages are whole where no script runs."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.kinds import KINDS, REPORTS

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
