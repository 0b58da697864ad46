"""The page of the full-text search as a reader uses it."""

from __future__ import annotations

import re
from urllib.parse import urlencode

from playwright.sync_api import Page, expect

ANSWERED = re.compile(r"\d+ reports of \d+ bodies")


def ask(page: Page, site_url: str, query: str = "", **others: str) -> list[str]:
    """Open the search with a query in its address; the addresses of the reports shown."""
    asked = {"query": query, **{key.rstrip("_"): value for key, value in others.items()}}
    page.goto(f"{site_url}search/?{urlencode({k: v for k, v in asked.items() if v})}")
    return shown(page, site_url)


def answered(page: Page) -> None:
    """Wait until the last question is answered."""
    expect(page.locator("#gk-fulltext [role=status] [lang=en]")).to_have_text(ANSWERED)


def shown(page: Page, site_url: str) -> list[str]:
    """The addresses of the reports shown, once the question is answered."""
    answered(page)
    links = page.locator(".gk-results ul > li > a").evaluate_all("all => all.map(a => a.href)")
    return [link.removeprefix(site_url) for link in links]


def marks(page: Page) -> set[str]:
    """The words that are marked."""
    return set(page.locator(".gk-results mark").all_inner_texts())
