"""Findings are marked where they are, told below, and can be filtered by whoever has a keyboard only."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.axe import violations
from tests.browser.kinds import BODY, NARROW, darken

pytestmark = pytest.mark.browser

WITH_FINDINGS = f"{BODY}2020/"
SICHUAN, PANZHIHUA, YANBIAN = "51", "5104", "510422"


@pytest.fixture(scope="module")
def data(site_dir: Path) -> Any:
    return json.loads((site_dir / "findings/findings.json").read_text(encoding="utf-8"))


def matching(page: Page, count: int) -> None:
    expect(page.locator("#gk-filter [role=status] [lang=en]")).to_have_text(f"matching: {count}")


def of_rule(data: Any, rule: str, region: str = "") -> list[Any]:
    return [
        finding
        for finding in data["findings"]
        if finding[2] == rule and data["bodies"][finding[0]][2].startswith(region)
    ]


def test_a_marker_leads_to_its_finding_and_the_finding_back_to_the_cell(
    page: Page, site_url: str
) -> None:
    page.goto(site_url + WITH_FINDINGS)
    cell = page.locator("[id='requests.received.total']")
    marker = cell.locator(".gk-mark[data-rule=A3]")
    assert marker.get_attribute("aria-label") == "A3 见发现 see finding 1"
    shown = marker.evaluate("m => getComputedStyle(m, '::after').content")
    assert shown == '"A3"'
    marker.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**#finding-a3-1")
    finding = page.locator("[id='finding-a3-1']")
    expect(finding).to_be_in_viewport()
    assert "尚未与原件核对" in finding.inner_text()
    finding.get_by_role("link", name="本年新收政府信息公开申请数量 · 总计").click()
    page.wait_for_url("**#requests.received.total")
    expect(cell).to_be_in_viewport()


def test_a_copied_table_holds_the_figures_alone(page: Page, site_url: str) -> None:
    page.goto(site_url + WITH_FINDINGS)
    assert page.locator("td .gk-mark").count() > 20
    texts = page.locator(".gk-requests td").all_inner_texts()
    assert all(text.strip().isdecimal() for text in texts)


def test_a_marked_cell_is_told_by_more_than_its_colour(page: Page, site_url: str) -> None:
    page.goto(site_url + WITH_FINDINGS)
    for scheme in ("light", "dark"):
        if scheme == "dark":
            darken(page)
        cell = page.locator("[id='requests.received.total']")
        style = cell.evaluate("c => getComputedStyle(c).outlineStyle")
        assert style == "dashed"
    page.set_viewport_size(NARROW)
    box = cell.bounding_box()
    mark = cell.locator(".gk-mark[data-rule=A3]").bounding_box()
    assert box is not None
    assert mark is not None
    assert mark["width"] > 8
    assert box["x"] - 1 <= mark["x"]
    assert mark["x"] + mark["width"] <= box["x"] + box["width"] + 1


def test_the_filter_narrows_by_keyboard_and_is_kept_in_the_address(
    page: Page, site_url: str, data: Any
) -> None:
    page.goto(f"{site_url}findings/")
    matching(page, len(data["findings"]))
    rule = page.locator("#gk-rule")
    rule.focus()
    page.keyboard.type("A3")
    page.wait_for_url("**/findings/?rule=A3")
    expected = of_rule(data, "A3")
    assert 0 < len(expected) < len(data["findings"])
    matching(page, len(expected))
    page.keyboard.press("Tab")
    page.keyboard.type("四川")
    page.locator("#gk-province").select_option(SICHUAN)
    page.wait_for_url("**?rule=A3&region=51")
    in_sichuan = of_rule(data, "A3", SICHUAN)
    assert len(in_sichuan) > 0
    matching(page, len(in_sichuan))
    page.reload()
    matching(page, len(in_sichuan))
    expect(rule).to_have_value("A3")
    expect(page.locator("#gk-province")).to_have_value(SICHUAN)


def test_an_address_of_a_county_opens_its_findings_and_each_leads_to_its_place(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}findings/?region={YANBIAN}&year=2020&level=finding&checked=no")
    for name, value in (("province", SICHUAN), ("prefecture", PANZHIHUA), ("county", YANBIAN)):
        expect(page.locator(f"#gk-{name}")).to_have_value(value)
    links = page.locator("#gk-filter li a")
    assert 0 < links.count() <= 100
    links.first.click()
    page.wait_for_url(f"**/{BODY}2020/#finding-*")
    expect(page.locator(":target")).to_be_in_viewport()
    assert page.locator(":target.finding").count() == 1
    page.go_back()
    page.locator("#gk-province").select_option("")
    page.wait_for_url("**?year=2020&level=finding&checked=no")
    expect(page.locator("#gk-prefecture")).to_be_disabled()


def test_a_hundred_at_a_time(page: Page, site_url: str, data: Any) -> None:
    page.goto(f"{site_url}findings/")
    items = page.locator("#gk-filter li")
    expect(items).to_have_count(100)
    assert len(data["findings"]) > 100
    page.get_by_role("button", name="再列一百项").press("Enter")
    expect(items).to_have_count(min(200, len(data["findings"])))
    assert items.nth(100).locator("a").evaluate("a => a === document.activeElement")


def test_an_unknown_value_in_the_address_shows_everything(
    page: Page, site_url: str, data: Any
) -> None:
    page.goto(f"{site_url}findings/?rule=<b>&region=99&year=x")
    matching(page, len(data["findings"]))


def test_the_filtered_page_is_accessible_in_either_scheme(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}findings/?rule=A3")
    page.locator("#gk-filter li").first.wait_for()
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    darken(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_without_script_the_counts_lead_to_lists(page_without_script: Page, site_url: str) -> None:
    page = page_without_script
    page.goto(f"{site_url}findings/")
    assert page.locator("form.gk-filter").count() == 0
    assert page.locator(".gk-newest li").count() == 50
    page.locator("table a", has_text="A3").click()
    page.wait_for_url("**/rules/a3/#findings")
    page.locator(".gk-reports a").first.click()
    expect(page.locator(":target.finding")).to_have_count(1)
