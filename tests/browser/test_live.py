"""The live site, as a citizen uses it: search, read, compare, correct."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Page

from tests.browser.conftest import opened
from tests.browser.searching import search
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

YUMEN = "sichuan/panzhihua/510422102/"
GAOPING = "sichuan/nanchong/511303-zhengfu-bangongshi/"
OF_GAOPING = (GAOPING, f"{GAOPING}2019/", "sichuan/nanchong/gaoping/")


@pytest.fixture(scope="module")
def home(reader: BrowserContext, live_url: str) -> Iterator[Page]:
    """The home page, which the queries of this module share."""
    with opened(reader) as page:
        page.goto(live_url)
        yield page


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("渔门", (YUMEN,)),
        ("渔门镇 2024", (f"{YUMEN}2024/",)),
        ("高坪区", OF_GAOPING),
        ("高坪区 2019", OF_GAOPING),
        ("行政处罚", ("glossary/",)),
    ],
)
def test_the_right_page_comes_first(
    query: str, first: tuple[str, ...], home: Page, live_url: str
) -> None:
    assert search(home, live_url, query)[0].location in first


def test_the_name_of_a_row_leads_to_its_entry_in_the_glossary(home: Page, live_url: str) -> None:
    page, entry = search(home, live_url, "行政处罚")[:2]
    assert page.location == "glossary/"
    assert entry.location == "glossary/#proactive.penalties"
    assert entry.title.startswith("行政处罚")


def test_traditional_characters_find_the_same(home: Page, live_url: str) -> None:
    simplified = search(home, live_url, "渔门镇")
    assert [result.location for result in simplified] == [YUMEN, f"{YUMEN}2024/"]
    assert search(home, live_url, "漁門鎮") == simplified


def test_from_the_home_page_to_a_figure_its_history_and_its_correction(
    page: Page, live_url: str
) -> None:
    page.goto(live_url)
    locations = [result.location for result in search(page, live_url, "高坪区")]
    page.locator("a.md-search-result__link").nth(locations.index(f"{GAOPING}2019/")).click()
    page.wait_for_url(f"**/{GAOPING}2019/**")
    received = page.locator("[id='requests.received'] td")
    assert received.all_inner_texts() == ["5", "0", "0", "0", "3", "0", "8"]

    page.locator(".gk-years a", has_text="历年数据").click()
    page.wait_for_url(f"**/{GAOPING}")
    row = page.locator(".gk-history tr", has_text="本年新收申请")
    assert row.locator("td").all_inner_texts() == ["8"]

    page.go_back()
    page.wait_for_url(f"**/{GAOPING}2019/**")
    repository = page.locator(".md-social__link").first.get_attribute("href")
    file = f"reports/{GAOPING}2019.yaml"
    form = page.locator("form#fix")
    assert form.get_attribute("action") == f"{repository}/issues/new"
    assert form.get_by_role("button", name="更正本页数据").is_visible()
    edit = form.get_by_role("link", name="改数据文件")
    assert edit.get_attribute("href") == f"{repository}/edit/main/{file}"
    assert (ROOT / file).is_file()
