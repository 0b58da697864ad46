"""The header search as a reader uses it."""

from __future__ import annotations

import re
from dataclasses import dataclass

from playwright.sync_api import Page, expect

ANSWERED = re.compile("符合条件的结果")
_SEGMENTS = "\u200b"


@dataclass(frozen=True, slots=True)
class Result:
    """A result: its address in the site, its title, and all that is shown of it."""

    location: str
    title: str
    text: str


def results(page: Page, site_url: str) -> list[Result]:
    """The results that are shown now, best first."""
    found = page.locator("a.md-search-result__link").evaluate_all(
        "links => links.map(a => [a.href, a.querySelector('h1, h2').textContent, a.textContent])"
    )
    return [
        Result(
            re.sub(r"\?h=[^#]*", "", href).removeprefix(site_url),
            title.replace(_SEGMENTS, ""),
            text.replace(_SEGMENTS, ""),
        )
        for href, title, text in found
    ]


def search(page: Page, site_url: str, query: str) -> list[Result]:
    """The results for a query that an input method writes at once."""
    meta = page.locator(".md-search-result__meta")
    page.locator(".md-search__input").click()
    page.keyboard.press("Control+A")
    page.keyboard.press("Delete")
    expect(meta).to_have_text("键入以开始搜索")
    page.keyboard.insert_text(query)
    expect(meta).to_have_text(ANSWERED)
    return results(page, site_url)
