"""Every kind of page fits a phone and a wide screen, and its tables can be read at a glance."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.kinds import BODY, HOSTILE, KINDS, NARROW, REPORTS, WIDE, darken

pytestmark = pytest.mark.browser

OVERFLOW = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
CLIPPED = """() => {
    const found = [];
    const main = document.querySelector(".md-container");
    const walker = document.createTreeWalker(main, NodeFilter.SHOW_TEXT);
    const range = document.createRange();
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const holder = node.parentElement;
        if (!node.data.trim() || !holder.checkVisibility({visibilityProperty: true})) continue;
        range.selectNodeContents(node);
        const boxes = [...range.getClientRects()].filter(box => box.width && box.height);
        for (let up = holder; up && up !== document.body; up = up.parentElement) {
            const style = getComputedStyle(up);
            const cell = up.matches("th, td");
            const frame = up.getBoundingClientRect();
            const across = cell || ["hidden", "clip"].includes(style.overflowX);
            const down = cell || ["hidden", "clip"].includes(style.overflowY);
            const out = box => (across && (box.left < frame.left - 1 || box.right > frame.right + 1))
                || (down && (box.top < frame.top - 2 || box.bottom > frame.bottom + 2));
            if (boxes.some(out)) found.push(`${up.tagName}.${up.className}: ${node.data.trim()}`);
            if (["auto", "scroll"].includes(style.overflowX)) break;
        }
    }
    return [...new Set(found)];
}"""


def look_of(cell: Locator) -> tuple[str, str]:
    look = cell.evaluate("c => [getComputedStyle(c).color, getComputedStyle(c).fontWeight]")
    return look[0], look[1]


def background(page: Page) -> str:
    return str(page.evaluate("getComputedStyle(document.body).backgroundColor"))


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_runs_off_the_page_or_is_clipped(kind: str, page: Page, site_url: str) -> None:
    page.goto(site_url + KINDS[kind])
    for size in (WIDE, NARROW):
        page.set_viewport_size(size)
        assert page.evaluate(OVERFLOW) <= 0, size
        assert page.evaluate(CLIPPED) == [], size


@pytest.mark.parametrize("kind", [*REPORTS, "body"])
def test_every_column_of_a_table_is_in_view_on_a_phone(
    kind: str, page: Page, site_url: str
) -> None:
    page.set_viewport_size(NARROW)
    page.goto(site_url + KINDS[kind])
    for frame in page.locator(".gk-table").all():
        assert frame.evaluate("f => f.scrollWidth - f.clientWidth") <= 0
        right = frame.locator("th, td").evaluate_all(
            "cells => Math.max(...cells.map(cell => cell.getBoundingClientRect().right))"
        )
        assert right <= NARROW["width"]


def test_zeros_are_quiet_and_other_figures_stand_out_in_either_scheme(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}{BODY}2024/")
    zero = page.locator("[id='requests.carried_in'] td").first
    figure = page.locator("[id='requests.received'] td").first
    light = (look_of(zero), look_of(figure))
    darken(page)
    dark = (look_of(zero), look_of(figure))
    for (zero_colour, zero_weight), (colour, weight) in (light, dark):
        assert zero_colour != colour
        assert int(zero_weight) < int(weight)
    assert light[0] != dark[0]
    assert light[1] != dark[1]


def test_the_other_kinds_of_cell_look_different_from_zeros_and_from_each_other(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + HOSTILE)
    row = page.locator("[id='requests.received'] td")
    assert row.all_inner_texts() == ["8", "", "/", "1***", "0", "?", "8"]
    looks = row.evaluate_all(
        """cells => cells.map(cell => {
            const style = getComputedStyle(cell);
            return [cell.innerText, style.color, style.backgroundColor, style.backgroundImage].join();
        })"""
    )
    assert len(set(looks)) == 6  # the two eights look the same
    assert row.nth(1).get_attribute("aria-label") == "空白 blank"
    assert row.nth(5).get_attribute("aria-label") == "存档副本中没有 not in our copy"


def test_the_dark_scheme_is_dark_and_is_remembered(page: Page, site_url: str) -> None:
    page.goto(site_url)
    light = background(page)
    darken(page)
    dark = background(page)
    assert dark != light
    page.goto(f"{site_url}years/")
    assert background(page) == dark


def test_a_reader_whose_system_is_dark_gets_the_dark_scheme(page: Page, site_url: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(site_url)
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_the_list_of_headings_follows_the_reader(page: Page, site_url: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(f"{site_url}{BODY}2024/")
    page.mouse.wheel(0, 100)  # the theme's script comes
    page.wait_for_function("document.documentElement.dataset.theme === 'here'")
    page.locator("#problems").evaluate("heading => scrollTo(0, heading.offsetTop)")
    expect(page.locator(".md-nav--secondary .md-nav__link--active")).to_have_attribute(
        "href", "#problems"
    )
    expect(page.locator(".md-header__title--active")).to_have_count(1)
