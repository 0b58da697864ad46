"""The header search finds bodies by whatever a reader knows of them."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from tests import samples
from tests.browser.axe import violations
from tests.browser.conftest import opened
from tests.browser.kinds import BODY
from tests.browser.searching import results, search
from tests.conftest import ROOT

pytestmark = pytest.mark.browser

GAOPING = "sichuan/nanchong/511303-zhengfu-bangongshi/"
HOMONYMS = {
    "anhui/tongling/340706105/": "安徽省 铜陵市 义安区",
    "guangdong/shaoguan/440203100/": "广东省 韶关市 武江区",
}


def written() -> tuple[str, ...]:
    """Where the pages are that people wrote by hand, numbers and all."""
    return ("rules/", *(f"{file.stem}/" for file in (ROOT / "docs").glob("*.md")))


@pytest.fixture(scope="module")
def home(reader: BrowserContext, site_url: str) -> Iterator[Page]:
    """The home page, which the queries of this module share."""
    with opened(reader) as page:
        page.goto(site_url)
        yield page


@pytest.mark.parametrize(
    ("query", "first"),
    [
        pytest.param("渔门镇人民政府", BODY, id="full name"),
        pytest.param("渔门镇", BODY, id="short name"),
        pytest.param("渔门", BODY, id="beginning of a name"),
        pytest.param("鱼门公社", BODY, id="former name"),
        pytest.param("510422102", BODY, id="division code"),
        pytest.param("渔门镇 2024", f"{BODY}2024/", id="name and year"),
        pytest.param("渔门镇2023", f"{BODY}2023/", id="name and year without a space"),
        pytest.param("漁門鎮 2020", f"{BODY}2020/", id="traditional characters"),
        pytest.param("盐边县", "sichuan/panzhihua/yanbian/", id="region without a body"),
        pytest.param("四川省", "sichuan/51/", id="region with a body"),
        pytest.param("附", "shanxi/datong/140212202/2024/", id="heading of a report"),
        pytest.param("总体情况", "glossary/", id="heading of the form"),
        pytest.param("A1", "rules/a1/", id="number of a rule"),
        pytest.param("六类申请人之和", "rules/a3/", id="statement of a rule"),
        pytest.param("statutory date", "rules/d2/", id="statement of a rule in English"),
        pytest.param("公开率", "indicators/disclosure_rate/", id="indicator"),
        pytest.param("punctuality", "indicators/punctuality/", id="indicator in English"),
        pytest.param("coverage", "coverage/", id="English word with an ending"),
        pytest.param("cover", "coverage/", id="beginning of an English word"),
    ],
)
def test_the_right_page_comes_first(query: str, first: str, home: Page, site_url: str) -> None:
    assert search(home, site_url, query)[0].location == first


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("高坪区", GAOPING),
        ("高坪区政府办", GAOPING),
        ("2019年度", "years/2019/"),
        ("2024", "years/2024/"),
        ("攀枝花市", "sichuan/panzhihua/"),
        ("附", "shanxi/datong/140212202/2024/#extra-1"),
        ("总体情况", "glossary/#overview"),
        ("不掌握", "glossary/#requests.unavailable.not_held"),
        ("结转下年度继续办理", "glossary/#requests.carried_out"),
        ("指标", "indicators/"),
    ],
)
def test_the_right_page_is_among_the_results(
    query: str, expected: str, home: Page, site_url: str
) -> None:
    assert expected in [result.location for result in search(home, site_url, query)]


def test_traditional_characters_find_the_same(home: Page, site_url: str) -> None:
    simplified = search(home, site_url, "渔门镇")
    assert len(simplified) == 4
    assert search(home, site_url, "漁門鎮") == simplified


def test_bodies_of_one_name_are_told_apart_by_their_regions(home: Page, site_url: str) -> None:
    found = search(home, site_url, "西联镇")
    assert {result.location for result in found[:2]} == set(HOMONYMS)
    for result in found[:2]:
        assert HOMONYMS[result.location] in result.text


def test_a_figure_of_a_table_is_not_found(home: Page, site_url: str) -> None:
    reports = samples.reports()
    figures = {cell.printed for report in reports for cell in report.cells.values()}
    assert {"588", "591"} <= figures
    found = search(home, site_url, "588") + search(home, site_url, "591")
    assert all(result.location.startswith(written()) for result in found)


def test_the_index_holds_no_number_but_years_and_codes(site_dir: Path) -> None:
    index = json.loads((site_dir / "search/search_index.json").read_text(encoding="utf-8"))
    known = {str(report.year) for report in samples.reports()} | set(samples.bodies())
    known |= {body.code for body in samples.bodies().values()}
    words = {
        word
        for entry in index["docs"]
        if not entry["location"].startswith(written())
        for word in f"{entry['title']} {entry['text']}".replace("\u200b", " ").split()
        if word.isdecimal() and word != "1"  # of alert(1)
    }
    assert words <= known


def test_results_appear_while_a_reader_types(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator(".md-search__input").click()
    page.keyboard.type("渔门镇 2024", delay=20)
    link = page.locator("a.md-search-result__link").first
    expect(link).to_have_attribute(
        "href", f"{site_url}{BODY}2024/?h=2024+%E6%B8%94%E9%97%A8%E9%95%87"
    )
    link.click()
    page.wait_for_url(f"**/{BODY}2024/**")
    assert page.locator("h1").inner_text().startswith("渔门镇2024年报告")


def test_a_result_is_opened_by_keyboard(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}years/")
    page.keyboard.press("/")
    page.keyboard.insert_text("鱼门公社")
    page.locator(".md-search-result__item").first.wait_for()
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{BODY}**")


def test_the_theme_s_script_comes_when_a_reader_does_something(page: Page, site_url: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{site_url}years/", wait_until="networkidle")
    assert not any("bundle" in url for url in asked)
    page.keyboard.press("Tab")
    page.wait_for_function(
        "document.querySelector('.md-header__button[for=__palette_1]').hidden === false"
    )
    assert sum("bundle" in url for url in asked) == 1
    assert not any("sitemap" in url for url in asked)


def test_the_dark_scheme_is_there_from_the_first(page: Page, site_url: str) -> None:
    page.emulate_media(color_scheme="dark")
    page.goto(f"{site_url}years/", wait_until="networkidle")
    assert page.locator("body").get_attribute("data-md-color-scheme") == "slate"


def test_a_search_that_was_shared_leads_on_to_the_whole_text(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}?q=渔门")
    way = page.locator(".gk-beyond > a")
    expect(way).to_contain_text("在全文中搜索“渔门”")
    assert "query=" in (way.get_attribute("href") or "")


def test_the_form_of_the_home_page_opens_the_search(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.locator("#gk-q").click()
    page.keyboard.type("渔门镇 2024")
    page.keyboard.press("Enter")
    page.wait_for_url("**/?q=*")
    page.locator(".md-search-result__item").first.wait_for()
    assert results(page, site_url)[0].location == f"{BODY}2024/"


def test_the_header_leads_to_the_whole_text(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}years/")
    page.locator(".md-search__input").click()
    page.keyboard.type("西联镇")
    link = page.locator(".gk-beyond a")
    expect(link).to_be_visible()  # once the theme's script is there
    expect(link).to_contain_text("在全文中搜索“西联镇”")
    expect(page.locator(".gk-beyond li")).to_have_count(0)  # a small archive: they stand below
    link.press("Enter")
    page.wait_for_url("**/search/?query=*")
    expect(page.locator(".gk-results > li")).to_have_count(2)


def test_in_a_large_archive_the_header_finds_bodies_in_the_index_of_the_text(
    page: Page, site_url: str
) -> None:
    def large(route: Route) -> None:
        response = route.fetch()
        route.fulfill(response=response, json={**response.json(), "apart": True})

    page.route("**/search/full/index.json", large)
    page.goto(f"{site_url}years/")
    page.locator(".md-search__input").click()
    page.keyboard.type("xilian")
    found = page.locator(".gk-beyond li")
    expect(found).to_have_count(2)
    assert {
        HOMONYMS[href.removeprefix(site_url)]
        for href in found.locator("a").evaluate_all("all => all.map(a => a.href)")
    } == {
        where.replace(" › 西联镇", "").replace(" › ", " ").strip()
        for where in found.locator("small").all_inner_texts()
    }
    assert violations(page) == []
