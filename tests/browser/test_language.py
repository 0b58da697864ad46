"""A reader can hide either language, and is asked only once."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.kinds import BODY, KINDS

pytestmark = pytest.mark.browser

REPORT = f"{BODY}2024/"


def button(page: Page, language: str) -> Locator:
    return page.locator(f".gk-lang button[value={language}]")


def pressed(page: Page) -> list[str | None]:
    return [
        each.get_attribute("value")
        for each in page.locator(".gk-lang button").all()
        if each.get_attribute("aria-pressed") == "true"
    ]


MARKED = {"zh": "b, .zh", "en": "[lang=en]"}
"""What is of a language: labels, and paragraphs of the hand-written pages."""


@pytest.mark.parametrize(("chosen", "hidden"), [("zh", "en"), ("en", "zh")])
@pytest.mark.parametrize("path", [REPORT, BODY, "glossary/"])
def test_a_button_hides_the_other_language_everywhere(
    path: str, chosen: str, hidden: str, page: Page, site_url: str
) -> None:
    page.goto(site_url + path)
    places = page.locator("article, .md-nav--secondary, .md-nav--primary, .md-footer")
    assert places.locator(MARKED[hidden]).locator("visible=true").count() > 10
    button(page, chosen).click()
    assert places.locator(MARKED[hidden]).locator("visible=true").count() == 0
    for place in ("th", "h2", ".md-nav--secondary", ".md-nav--primary", ".md-footer"):
        shown = page.locator(place).locator(MARKED[chosen]).locator("visible=true")
        there = page.locator(place).locator(MARKED[hidden]).count()
        assert shown.count() > 0 or not there or place == ".md-nav--primary", place


def test_the_buttons_tell_which_is_pressed(page: Page, site_url: str) -> None:
    page.goto(site_url + REPORT)
    assert pressed(page) == ["both"]
    for language in ("zh", "en", "both"):
        button(page, language).click()
        assert pressed(page) == [language]
    assert page.locator("h2 [lang=en]").first.is_visible()
    assert page.locator("h2 b").first.is_visible()


def test_the_choice_is_kept_over_pages_and_a_reload(page: Page, site_url: str) -> None:
    page.goto(site_url + REPORT)
    button(page, "zh").click()
    page.goto(f"{site_url}years/")
    assert pressed(page) == ["zh"]
    assert not page.locator("h1 [lang=en]").is_visible()
    page.reload()
    assert pressed(page) == ["zh"]
    button(page, "both").click()
    page.reload()
    assert page.locator("h1 [lang=en]").is_visible()


def test_the_choice_holds_before_the_page_is_painted(page: Page, site_url: str) -> None:
    page.goto(site_url + REPORT)
    button(page, "en").click()
    page.route("**/gongkai.js", lambda route: route.abort())
    page.goto(f"{site_url}years/")
    assert not page.locator("h1 b").is_visible()


def test_the_buttons_work_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(site_url + REPORT)
    for key, language in (("Enter", "zh"), ("Space", "en")):
        while not button(page, language).evaluate("b => b === document.activeElement"):
            page.keyboard.press("Tab")
        page.keyboard.press(key)
        expect(button(page, language)).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("kind", KINDS)
def test_no_page_is_empty_in_one_language(kind: str, page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS[kind])
    for language in ("zh", "en"):
        button(page, language).click()
        assert page.locator("h1").inner_text().strip()
        for heading in page.locator("h2").all():
            assert heading.inner_text().strip(" #\n¶")
