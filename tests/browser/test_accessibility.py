"""Every kind of page is accessible: by axe's rules, and to whoever has only a keyboard."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.axe import violations
from tests.browser.kinds import BODY, GENERATED, KINDS, NARROW, WIDE, darken

pytestmark = pytest.mark.browser

FOCUSED = """() => {
    const element = document.activeElement;
    if (element === document.body) return null;
    const shown = element.matches("input.md-option") ? element.nextElementSibling : element;
    const box = shown.getBoundingClientRect();
    const label = element.labels?.[0]?.textContent || element.textContent;
    return {
        place: [...document.querySelectorAll("*")].indexOf(element),
        name: element.getAttribute("aria-label") || label.trim() || element.title,
        opens: element.matches(".md-search__input"),
        seen: box.width > 0 && box.right > 0 && box.left < innerWidth
            && box.bottom > 0 && box.top < innerHeight,
    };
}"""
OPERABLE = """() => [...document.querySelectorAll("a[href], button, input, [tabindex='0']")]
    .filter(element => element.checkVisibility({visibilityProperty: true})
        && element.getClientRects().length && element.tabIndex >= 0
        && !element.matches("[hidden], [type=radio]:not(:checked)"))
    .map(element => [...document.querySelectorAll("*")].indexOf(element))"""


@pytest.mark.parametrize("kind", KINDS)
def test_axe_finds_no_violation(kind: str, page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS[kind])
    found = [f"wide, light: {line}" for line in violations(page)]
    page.set_viewport_size(NARROW)
    darken(page)
    found += [f"narrow, dark: {line}" for line in violations(page)]
    assert found == []


def test_axe_finds_no_violation_in_the_results_of_a_search(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".md-search__input").click()
    page.keyboard.type("西联镇 2019")
    page.locator(".md-search-result__item").first.wait_for()
    assert violations(page) == []


def test_the_first_key_leads_past_the_header(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{BODY}2024/")
    page.keyboard.press("Tab")
    skip = page.locator(".md-skip")
    assert skip.evaluate("link => link === document.activeElement")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('.md-content, .md-main') !== null")


@pytest.mark.parametrize("width", ["wide", "narrow"])
@pytest.mark.parametrize(
    "kind", ["home", "county", "body", "report on the form of 2021", "findings"]
)
def test_everything_operable_is_reached_by_keyboard_and_seen(
    kind: str, width: str, page: Page, site_url: str
) -> None:
    page.set_viewport_size(WIDE if width == "wide" else NARROW)
    # A script that fetches its data puts elements in, and places count elements.
    page.goto(site_url + KINDS[kind], wait_until="networkidle")
    page.mouse.move(9, 9)
    page.mouse.move(1, 1)  # so does the theme's, which comes when a reader moves
    page.locator("html[data-theme]").wait_for()
    page.wait_for_load_state("networkidle")
    operable = set(page.evaluate(OPERABLE))
    reached = set()
    for _ in range(200):
        page.keyboard.press("Tab")
        focused = page.evaluate(FOCUSED)
        if focused is None or focused["place"] in reached:
            break
        assert focused["name"], focused
        assert focused["seen"] or focused["opens"], focused
        reached.add(focused["place"])
    everything = page.locator("*")
    missed = [everything.nth(place).evaluate("e => e.outerHTML") for place in operable - reached]
    assert missed == []


@pytest.mark.parametrize("kind", GENERATED)
def test_every_table_is_reached_and_named(kind: str, page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS[kind])
    frames = page.locator(".gk-table")
    assert frames.count() == page.locator("article table").count()
    for frame in frames.all():
        frame.focus()
        assert frame.evaluate("frame => frame === document.activeElement")
        assert frame.get_attribute("aria-label")
        assert frame.locator("caption").inner_text().strip()


def test_the_drawer_opens_by_keyboard_on_a_phone(page: Page, site_url: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(site_url + BODY)
    opener = page.locator(".md-header label[for=__drawer]")
    regions = page.locator(".md-nav--primary a", has_text="地区")
    assert not regions.is_visible()
    opener.focus()
    page.keyboard.press("Enter")
    assert opener.get_attribute("aria-expanded") == "true"
    regions.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/regions/")
