"""The page of the full-text search, on the sample site."""

from __future__ import annotations

import csv
import io
import unicodedata
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page, Route, expect

from generator.search.normal import is_word, normal
from tests.browser.axe import violations
from tests.browser.conftest import opened
from tests.browser.fulltext import answered, ask, marks, shown
from tests.browser.kinds import BODY, HOSTILE, NARROW, darken

pytestmark = pytest.mark.browser

HOMONYMS = {"anhui/tongling/340706105/2019/", "guangdong/shaoguan/440203100/2019/"}
OVERFLOW = "document.documentElement.scrollWidth - innerWidth"


def test_bodies_of_one_name_are_shown_with_their_regions(page: Page, site_url: str) -> None:
    assert set(ask(page, site_url, "西联镇")) == HOMONYMS
    where = page.locator(".gk-where").all_inner_texts()
    assert sorted(where) == [
        "安徽省 › 铜陵市 › 义安区 › 西联镇",
        "广东省 › 韶关市 › 武江区 › 西联镇",
    ]
    assert set(ask(page, site_url, "xilian zhen")) == HOMONYMS


def test_a_former_name_finds_the_body_and_is_shown(page: Page, site_url: str) -> None:
    assert set(ask(page, site_url, "鱼门公社")) == {f"{BODY}{year}/" for year in (2020, 2023, 2024)}
    assert page.locator(".gk-results h3").inner_text() == "渔门镇人民政府 鱼门公社"


def test_results_stand_by_body_newest_first_with_the_words_marked(
    page: Page, site_url: str
) -> None:
    assert ask(page, site_url, "渔门镇") == [f"{BODY}{year}/" for year in (2024, 2023, 2020)]
    assert page.locator(".gk-results > li").count() == 1
    assert marks(page) == {"渔门镇"}


def test_a_word_can_be_left_out(page: Page, site_url: str) -> None:
    everything = ask(page, site_url, sort="newest")
    held = set(ask(page, site_url, "渔门镇"))
    assert set(ask(page, site_url, "-渔门镇")) == set(everything) - held
    assert ask(page, site_url, "渔门镇 -渔门镇") == []


def test_choices_combine_and_count_and_stand_in_the_address(page: Page, site_url: str) -> None:
    everything = ask(page, site_url, sort="newest")
    page.locator("#gk-sort").select_option("")
    year = page.locator("#gk-by-year")
    assert "2019（3）" in year.locator("option").all_text_contents()
    year.select_option("2019")
    page.wait_for_url("**?year=2019")
    of_year = shown(page, site_url)
    assert len(of_year) == 3 < len(everything)
    page.locator("#gk-by-2").select_option("44")
    page.wait_for_url("**?region=44&year=2019")
    expect(page.locator("#gk-by-9")).to_be_disabled()
    page.locator("#gk-by-4").select_option("4402")
    page.locator("#gk-by-6").select_option("440203")
    page.locator("#gk-by-9").select_option("440203100")
    page.wait_for_url("**?region=440203100&year=2019")
    assert shown(page, site_url) == ["guangdong/shaoguan/440203100/2019/"]
    assert "武江区（1）" in page.locator("#gk-by-6 option").all_text_contents()
    page.reload()
    assert shown(page, site_url) == ["guangdong/shaoguan/440203100/2019/"]
    expect(page.locator("#gk-by-9")).to_have_value("440203100")
    page.get_by_role("button", name="清除全部").click()
    page.wait_for_url("**/search/")
    expect(page.locator(".gk-results > li")).to_have_count(0)
    expect(page.locator("#gk-fulltext [role=status]")).to_contain_text(f"{len(everything)} 份报告")


@pytest.mark.parametrize(
    ("facet", "value", "count"),
    [
        ("level", "province", 1),
        ("kind", "office", 1),
        ("form", "2019", 5),
        ("rule", "A3", None),
    ],
)
def test_the_count_of_a_choice_is_what_choosing_it_leaves(
    facet: str, value: str, count: int | None, page: Page, site_url: str
) -> None:
    ask(page, site_url)
    option = page.locator(f"#gk-by-{facet} option[value='{value}']").text_content()
    found = ask(page, site_url, **{facet: value})
    assert option is not None
    assert option.endswith(f"（{len(found)}）")
    assert count in (None, len(found))


def test_the_text_of_a_finding_is_found(page: Page, site_url: str) -> None:
    assert f"{BODY}2020/" in ask(page, site_url, "“六类申请人之和”", in_="text")


def test_a_single_character_and_nothing_at_all(page: Page, site_url: str) -> None:
    assert len(ask(page, site_url, "渔")) == 3
    assert len(ask(page, site_url, "，。")) == len(ask(page, site_url, sort="newest"))


def test_a_query_typed_by_keyboard_is_answered_and_its_first_result_opened(
    page: Page, site_url: str
) -> None:
    page.goto(f"{site_url}search/")
    answered(page)
    page.locator("#gk-words").focus()
    page.keyboard.insert_text("渔门镇")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/?query=*")
    expect(page.locator(".gk-results > li")).to_have_count(1)
    status = page.locator("#gk-fulltext [role=status]")
    expect(status).to_contain_text("3 份报告，1 个机关")
    link = page.locator(".gk-results ul a").first
    for _ in range(12):
        page.keyboard.press("Tab")
        if link.evaluate("a => a === document.activeElement"):
            break
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{BODY}2024/")
    page.go_back()
    assert len(shown(page, site_url)) == 3


def test_the_results_are_downloaded(page: Page, site_url: str) -> None:
    found = ask(page, site_url, "渔门镇", figure="received::")
    with page.expect_download() as download:
        page.get_by_role("button", name="CSV").click()
    text = Path(download.value.path()).read_text(encoding="utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text))
    assert head == ["body", "name", "region", "year", "title", "received", "address"]
    assert [row[-1].removeprefix(site_url) for row in rows] == found
    assert {row[1] for row in rows} == {"渔门镇人民政府"}
    answered(page)


def test_texts_of_the_data_stay_texts(page: Page, site_url: str) -> None:
    found = ask(page, site_url, "郭家窑乡")
    assert found == [HOSTILE]
    assert page.locator(".gk-results script, .gk-results b").count() == 0
    assert page.locator(".gk-results h3").inner_text().startswith('"><script>')
    assert page.evaluate("typeof x") == "undefined"


def test_an_address_that_makes_no_sense_is_told_to_have_no_result(
    page: Page, site_url: str
) -> None:
    assert ask(page, site_url, "<b>", region="99x", year="x", figure="nothing:1:2", sort="z") == []
    expect(page.locator("#gk-by-year")).to_have_value("x")


def test_two_archives_are_searched_as_one(page: Page, site_url: str, live_site_dir: Path) -> None:
    def both(route: Route) -> None:
        response = route.fetch()
        text = response.text().replace(
            'data-indexes="full/"', 'data-indexes="full/ ../other/search/full/"'
        )
        route.fulfill(response=response, body=text)

    def other(route: Route) -> None:
        path = route.request.url.partition("/other/")[2].partition("?")[0]
        route.fulfill(body=(live_site_dir / path).read_bytes())

    page.route("**/search/?*", both)
    page.route("**/other/**", other)
    found = ask(page, site_url, "渔门镇")
    assert set(found) == {
        *(f"{BODY}{year}/" for year in (2020, 2023, 2024)),
        f"other/{BODY}2024/",
    }
    assert "2024（2）" in page.locator("#gk-by-year option").all_text_contents()
    assert "四川省（4）" in page.locator("#gk-by-2 option").all_text_contents()


def test_an_archive_that_cannot_be_fetched_is_told_and_the_rest_is_searched(
    page: Page, site_url: str
) -> None:
    def both(route: Route) -> None:
        response = route.fetch()
        named = 'data-indexes="full/ ../other/search/full/"'
        route.fulfill(
            response=response, body=response.text().replace('data-indexes="full/"', named)
        )

    page.route("**/search/?*", both)
    page.route("**/other/**", lambda route: route.fulfill(status=404, body="<!doctype html>"))
    assert len(ask(page, site_url, "渔门镇")) == 3
    expect(page.locator(".gk-missing")).to_contain_text(f"{site_url}other/")


def test_what_was_read_before_is_found_without_a_network(
    reader: BrowserContext, site_url: str
) -> None:
    with opened(reader) as page:
        held = ask(page, site_url, "渔门镇")
        reader.set_offline(True)
        try:
            field = page.locator("#gk-words")
            field.fill("渔门")
            field.fill("渔门镇")
            field.press("Enter")
            expect(page.locator(".gk-results > li")).to_have_count(1)
            assert shown(page, site_url) == held
        finally:
            reader.set_offline(False)


def test_what_was_listed_stays_and_what_cannot_be_fetched_is_told_without_a_network(
    first_visit: BrowserContext, site_url: str
) -> None:
    with opened(first_visit) as page:
        held = ask(page, site_url, "渔门镇")
        status = page.locator("#gk-fulltext [role=status] [lang=en]")
        links = page.locator(".gk-results ul > li > a")
        field = page.locator("#gk-words")
        first_visit.set_offline(True)
        try:
            page.locator("summary", has_text="筛选和排序").click()
            page.locator(".gk-ranges select").select_option("received")  # a file not fetched yet
            expect(status).to_have_text(
                "Could not read the main figures: check the network and try again."
                " Below is what was listed before."
            )
            assert links.evaluate_all("all => all.map(a => a.href)") == [
                f"{site_url}{path}" for path in held
            ]
            page.locator(".gk-ranges select").select_option("")
            expect(status).to_contain_text("Bodies listed: 1")
            assert shown(page, site_url) == held
            with page.expect_download() as download:
                page.get_by_role("button", name="CSV").click()
            assert "渔门镇人民政府" in Path(download.value.path()).read_text(encoding="utf-8-sig")
            expect(links).to_have_count(len(held))
        finally:
            first_visit.set_offline(False)
        field.press("Enter")
        assert shown(page, site_url) == held


def test_a_part_that_cannot_be_read_is_told_and_read_again(page: Page, site_url: str) -> None:
    ask(page, site_url)
    page.route("**/grams/**", lambda route: route.abort())
    field = page.locator("#gk-words")
    field.fill("西联镇")
    status = page.locator("#gk-fulltext [role=status]")
    expect(status).to_contain_text("请检查网络")
    page.unroute("**/grams/**")
    field.press("Enter")
    expect(page.locator(".gk-results > li")).to_have_count(2)


def test_the_results_are_accessible_and_fit_a_phone_in_either_scheme(
    page: Page, site_url: str
) -> None:
    ask(page, site_url, "公开 received>=0", figure="granted:0:")
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    darken(page)
    assert violations(page) == []
    assert page.evaluate(OVERFLOW) <= 0


def test_without_script_the_page_leads_to_the_lists(
    page_without_script: Page, site_url: str
) -> None:
    page = page_without_script
    page.goto(f"{site_url}search/")
    assert page.locator("form.gk-whole").count() == 0
    note = page.locator("#gk-fulltext .gk-note")
    note.get_by_role("link", name="地区").click()
    page.wait_for_url("**/regions/")


def test_the_browser_makes_the_same_normal_form(page: Page, site_url: str) -> None:
    characters = [
        chr(code)
        for code in (*range(0x20, 0xD800), *range(0xE000, 0x11000), *range(0x1F000, 0x20100))
        if unicodedata.category(chr(code)) != "Cn"
    ]
    page.goto(f"{site_url}search/")
    made = page.evaluate(
        """async characters => {
            const { normaliser, WORD } = await import("../assets/fulltext/normal.js");
            const normal = normaliser(await (await fetch("../assets/simplified.json")).json());
            return characters.map(c => [normal(c), WORD.test(c)]);
        }""",
        characters,
    )
    differing = [
        (character, found)
        for character, found in zip(characters, made, strict=True)
        if found != [normal(character), is_word(character)]
    ]
    assert differing == []
