"""Whoever compares bodies gets the printed figures, an address that says the same to others, and the same as CSV."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect

from generator.render.charts import percent
from tests.browser.axe import violations
from tests.browser.conftest import AS_READ, opened
from tests.browser.kinds import NARROW, WIDE, darken
from tests.compared import HOSTILE_NAME

pytestmark = pytest.mark.browser

CHOSEN = "compare/?r=510422101:2024,510422102:2024,510422102:2020&column=total"
COUNTY = "sichuan/panzhihua/yanbian/compare/2024/"
READ = """() => [...document.querySelectorAll(".gk-compare")].flatMap(frame => {
    return [...frame.querySelectorAll("tbody tr")].flatMap(row => {
        if (row.querySelector("th[scope=rowgroup]")) return [];
        const label = row.querySelector("th b").textContent;
        const note = row.querySelector("th abbr")?.textContent ?? "";
        const cells = [...row.querySelectorAll("td")].map(cell => {
            if (cell.className.split(" ")[0] === "b") return "null";
            if (cell.textContent.startsWith("表式无此项")) return "";
            return cell.textContent;
        });
        return [[frame.dataset.table, row.dataset.address, label, note, ...cells]];
    });
})"""


def shown(page: Page) -> list[list[str]]:
    """Table, address, label, note and cells of every row, in the notation of the CSV."""
    page.locator(".gk-compare").nth(5).wait_for()
    return list(page.evaluate(READ))


def saved(page: Page) -> list[list[str]]:
    with page.expect_download() as download:
        page.get_by_role("button", name="下载 CSV").click()
    data = Path(download.value.path()).read_bytes()
    assert data.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))


def row(page: Page, table: str, address: str) -> list[str]:
    place = page.locator(f".gk-compare[data-table={table}] tr[data-address='{address}'] td")
    return place.all_inner_texts()


@pytest.fixture(scope="module")
def told(browser: Browser, compared_url: str) -> Iterator[Page]:
    """The chosen comparison, opened by its address, which tests only look at."""
    with opened(browser.new_context(**AS_READ)) as page:
        page.goto(compared_url + CHOSEN)
        page.locator(".gk-compare").nth(5).wait_for()
        yield page


def test_its_address_shows_the_same_to_somebody_else(
    told: Page, browser: Browser, compared_url: str
) -> None:
    with opened(browser.new_context(**AS_READ)) as other:
        other.goto(compared_url + CHOSEN)
        assert shown(other) == shown(told)
        assert other.locator("thead").first.inner_text() == told.locator("thead").first.inner_text()


def test_the_csv_is_exactly_the_page(told: Page) -> None:
    head, *lines = saved(told)
    assert head == [
        "table",
        "row",
        "address",
        "note",
        f"{HOSTILE_NAME} 2024",
        "渔门镇人民政府 2024",
        "渔门镇人民政府 2020",
    ]
    of_page = shown(told)
    assert len(lines) > 100
    assert [[line[0], line[2], *line[3:]] for line in lines] == [
        [table, address, *rest] for table, address, _, *rest in of_page
    ]
    for line, (_, _, label, *_) in zip(lines, of_page, strict=True):
        assert line[1].split(" › ")[-1] == label


def test_the_cells_are_those_of_the_api(told: Page, compared_site_dir: Path) -> None:
    bodies: dict[str, Any] = {
        body: json.loads((compared_site_dir / f"api/v1/bodies/{body}.json").read_text("utf-8"))
        for body in ("510422101", "510422102")
    }
    forms = json.loads((compared_site_dir / "api/v1/forms.json").read_text("utf-8"))
    chosen = [
        next(r for r in bodies[body]["reports"] if r["year"] == year)
        for body, year in (("510422101", 2024), ("510422102", 2024), ("510422102", 2020))
    ]
    seen = 0
    for table, address, _, _, *cells in shown(told):
        if table not in ("proactive", "requests", "review"):
            continue
        name, _, column = address.rpartition(".")
        [of] = [found for found in forms["rows"] if found["row"] == name]
        for report, cell in zip(chosen, cells, strict=True):
            keys = [
                c["key"]
                for c in forms["columns"][
                    of["forms"].get(report["form"], {}).get("columns", "results")
                ]
            ]
            values = report["cells"].get(name)
            if values is None or column not in keys:
                assert cell == ""
            else:
                value = values[keys.index(column)]
                assert cell == ("null" if value is None else str(value))
                seen += 1
    # 25 and 23 rows of section 3, 15 results, and section 2 of either form
    assert seen == 2 * (25 + 15 + 10) + (23 + 15 + 22)


def test_blank_mark_text_and_decimal_stay_apart(told: Page) -> None:
    assert row(told, "requests", "requests.granted.total")[0] == "/"
    assert row(told, "proactive", "proactive.fees.amount")[0] == "18.8710"
    assert row(told, "proactive", "proactive.licensing.decisions")[0] == "<b>12</b>件"
    assert row(told, "proactive", "proactive.penalties.decisions")[0] == "?"
    blank = told.locator("tr[data-address='review.reconsideration.total'] td").first
    assert blank.inner_text() == ""
    assert blank.get_attribute("aria-label") == "空白 blank"
    absent = row(told, "requests", "requests.other_outcome.other.total")[2]
    assert absent == "表式无此项 not on this form"


def test_rates_stand_with_their_counts_or_say_that_there_is_none(told: Page) -> None:
    rates = row(told, "indicators", "indicators.disclosure_rate")
    assert rates[0] == "无从计算 cannot be computed"
    assert rates[1] == "62.5% (5/8)"
    few = told.locator("tr[data-address='indicators.disclosure_rate'] td").nth(1)
    assert few.get_attribute("class") == "few"
    litigation = row(told, "indicators", "indicators.litigation_corrected")
    assert litigation[1] == "不存在 does not exist (0/0)"


def test_what_cannot_be_compared_is_marked_and_has_no_bar(told: Page) -> None:
    apart = told.locator("tr[data-address='review.direct_suit.total']").first
    assert apart.locator("th abbr").get_attribute("title") == "不可直接比较 not comparable"
    figures = told.locator(".gk-compare[data-table=figures]")
    assert figures.locator("tr[data-address='requests.received'] .gk-bar").count() > 1
    assert figures.locator("tr[data-address='requests.other_outcome'] .gk-bar").count() == 0
    assert told.locator(".gk-traps").inner_text().count("†") == 2


def test_a_finding_is_marked_at_its_cell_and_leads_to_its_place(
    page: Page, compared_url: str
) -> None:
    page.goto(f"{compared_url}compare/?r=510422102:2020")
    mark = page.locator("[data-table=requests] tr[data-address='requests.received.total'] .gk-mark")
    mark.first.focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/510422102/2020/#finding-*")
    expect(page.locator(":target")).to_be_in_viewport()


def test_hostile_names_and_cells_are_characters(told: Page) -> None:
    labels = "b:has(+ i[lang=en]), b + i[lang=en]"
    found = told.locator(f"#gk-compare :is(script, b, i:not(td i)):not({labels})")
    assert found.count() == 0
    assert told.locator("thead .gk-of").first.inner_text() == HOSTILE_NAME
    assert told.locator(".gk-chosen a").first.inner_text() == HOSTILE_NAME


def test_from_nothing_to_a_comparison_by_keyboard(page: Page, compared_url: str) -> None:
    page.goto(f"{compared_url}compare/")
    field = page.locator("#gk-name")
    field.focus()
    page.keyboard.type("旧名乡")
    expect(page.locator(".gk-status [lang=en]")).to_have_text("bodies found: 1")
    result = page.locator(".gk-matches li")
    assert result.locator("a").inner_text() == "桐子林镇人民政府"
    assert "盐边县" in result.locator("small").inner_text()
    for _ in range(3):  # the province, the body's page, its year
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/compare/?r=510422100:2024")
    expect(page.locator(".gk-status [lang=en]")).to_have_text("added 2024, 1 in all")
    expect(result.locator("button")).to_have_attribute("aria-pressed", "true")
    assert result.locator("button").evaluate("b => b === document.activeElement")
    alike = page.locator(".gk-alike a")
    expect(alike).to_have_text([HOSTILE_NAME, "渔门镇人民政府"])
    page.get_by_role("button", name="与最近的几个同年度比较").press("Enter")
    page.wait_for_url("**/compare/?r=510422100:2024,510422101:2024,510422102:2024")
    page.get_by_role("button", name="去掉 remove 桐子林镇人民政府 2024").press("Enter")
    page.wait_for_url("**/compare/?r=510422101:2024,510422102:2024")
    assert page.evaluate("document.activeElement.matches('.gk-chosen button')")
    page.get_by_label("渔门镇人民政府 年度 year").select_option("2020")
    page.wait_for_url("**/compare/?r=510422101:2024,510422102:2020")
    page.locator(".gk-column").select_option("natural_person")
    page.wait_for_url("**/compare/?r=510422101:2024,510422102:2020&column=natural_person")
    assert row(page, "requests", "requests.received.natural_person")[0] == "8"


def test_traditional_characters_find_the_same(page: Page, compared_url: str) -> None:
    page.goto(f"{compared_url}compare/")
    page.locator("#gk-name").fill("漁門鎮")
    expect(page.locator(".gk-matches a")).to_have_text(["渔门镇人民政府"])


def test_what_the_address_asks_for_in_vain_is_told(page: Page, compared_url: str) -> None:
    asked = "510422102:2024,510422102:1999,999999:2024,../x:2024,rubbish,510422102:2024"
    page.goto(f"{compared_url}compare/?r={asked}&column=x")
    expect(page.locator("#gk-compare.gk-ready")).to_be_visible()
    expect(page.locator(".gk-chosen li")).to_have_count(4)
    chosen = page.locator(".gk-chosen").inner_text()
    assert "no report of this body on this year" in chosen
    assert chosen.count("no such body in the archive") == 2
    refused = page.locator("ul.gk-refused").inner_text()
    for words in ("rubbish", "expected id:year", "there twice", "no such column"):
        assert words in refused
    assert page.locator(".gk-compare").first.locator("thead th").count() == 2


def test_a_parameter_given_twice_adds_to_the_first(page: Page, compared_url: str) -> None:
    page.goto(f"{compared_url}compare/?r=510422101:2024&r=510422102:2024&column=total&column=other")
    expect(page.locator("#gk-compare.gk-ready")).to_be_visible()
    expect(page.locator(".gk-chosen li")).to_have_count(2)
    assert page.locator(".gk-compare").first.locator("thead th").count() == 3
    assert "column=other" in page.locator("ul.gk-refused").inner_text()


def test_what_cannot_be_seen_is_shown_by_number_and_what_is_long_or_much_is_cut(
    page: Page, compared_url: str
) -> None:
    hidden = "%00,%E2%80%AE510422102:2024,510422102%0A:2024"
    many = ",".join(f"bad{number}" for number in range(500))
    page.goto(f"{compared_url}compare/?r={hidden},{'x' * 5000},{many},510422102:2024")
    expect(page.locator("#gk-compare.gk-ready")).to_be_visible()
    expect(page.locator(".gk-chosen li")).to_have_count(1)
    told = page.locator("ul.gk-refused li")
    expect(told).to_have_count(9)
    texts = told.all_inner_texts()
    assert r"\u{0}" in texts[0]
    assert r"\u{202e}510422102:2024" in texts[1]
    assert r"510422102\u{a}:2024" in texts[2]
    assert len(texts[3]) < 120
    assert "and 496 more" in texts[8]
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_the_characters_are_fetched_once_and_only_for_somebody_who_searches(
    page: Page, compared_url: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{compared_url}compare/")
    expect(page.locator("#gk-compare.gk-ready")).to_be_visible()
    page.wait_for_load_state("networkidle")
    assert not [url for url in asked if url.endswith("simplified.json")]
    for name in ("漁門鎮", "渔门"):
        page.locator("#gk-name").fill(name)
        expect(page.locator(".gk-matches a")).to_have_text(["渔门镇人民政府"])
    assert len([url for url in asked if url.endswith("simplified.json")]) == 1
    assert len(set(asked)) == len(asked)


def test_a_search_that_fails_is_told_and_can_be_made_again(page: Page, compared_url: str) -> None:
    page.goto(f"{compared_url}compare/")
    page.route("**/simplified.json", lambda route: route.abort())
    field = page.locator("#gk-name")
    field.fill("渔门镇")
    expect(page.locator(".gk-status [lang=en]")).to_have_text("could not be fetched, try again")
    page.unroute("**/simplified.json")
    field.press("Enter")
    expect(page.locator(".gk-matches a")).to_have_text(["渔门镇人民政府"])


def test_a_body_that_cannot_be_fetched_is_told_and_so_is_an_archive(
    page: Page, compared_url: str
) -> None:
    page.route("**/bodies/510422102.json", lambda route: route.abort())
    page.goto(compared_url + CHOSEN)
    expect(page.locator("#gk-compare.gk-ready")).to_be_visible()
    told = page.locator(".gk-chosen .gk-tag [lang=en]")
    expect(told).to_have_text(["could not be fetched, try again"] * 2)
    assert page.locator(".gk-compare").first.locator("thead th").count() == 2
    page.route("**/forms.json", lambda route: route.abort())
    page.goto(compared_url + CHOSEN)
    expect(page.get_by_role("alert")).to_contain_text("could not be fetched")
    assert page.locator("#gk-compare form").count() == 0


def test_more_than_six_are_told(page: Page, compared_url: str) -> None:
    asked = [f"510422102:{year}" for year in range(2019, 2026)]
    page.goto(f"{compared_url}compare/?r={','.join(asked)}")
    expect(page.locator("#gk-compare.gk-ready")).to_be_visible()
    expect(page.locator(".gk-chosen li")).to_have_count(6)
    assert "at most 6" in page.locator("ul.gk-refused").inner_text()


def test_the_address_is_copied(reader: BrowserContext, page: Page, compared_url: str) -> None:
    page.goto(compared_url + CHOSEN)
    page.locator(".gk-compare").first.wait_for()
    assert page.locator("#gk-address").input_value() == page.url
    reader.grant_permissions(["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="复制地址").press("Enter")
    expect(page.locator(".gk-status [lang=en]")).to_have_text("the address is copied")
    assert page.evaluate("navigator.clipboard.readText()") == page.url
    reader.clear_permissions()


@pytest.mark.parametrize("path", [CHOSEN, COUNTY])
def test_it_is_accessible_and_fits_in_either_scheme(
    path: str, page: Page, compared_url: str
) -> None:
    page.goto(compared_url + path)
    page.locator("table.gk").nth(3).wait_for()
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size(NARROW)
    darken(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    page.set_viewport_size(WIDE)


def test_a_report_and_a_body_lead_to_those_like_them(page: Page, compared_url: str) -> None:
    for path in ("sichuan/panzhihua/510422102/", "sichuan/panzhihua/510422102/2024/"):
        page.goto(compared_url + path)
        page.get_by_role("link", name="与同类机关比较").click()
        page.wait_for_url("**/compare/?r=510422102:2024")
        expect(page.locator(".gk-alike li")).to_have_count(2)


def test_without_script_the_comparisons_made_beforehand_are_there(
    page_without_script: Page, compared_url: str
) -> None:
    page = page_without_script
    page.goto(f"{compared_url}compare/")
    assert page.locator("noscript .gk-warning").is_visible()
    page.locator(".gk-chips a", has_text="2024").click()
    page.wait_for_url("**/years/2024/#compare")
    page.locator(".gk-chips a", has_text="盐边县").click()
    page.wait_for_url(f"**/{COUNTY}")
    townships = page.locator("table[data-sort]").nth(2)
    assert townships.locator("tbody th").all_inner_texts()[1] == HOSTILE_NAME
    assert townships.locator("tbody tr").nth(0).locator("td").nth(1).inner_text() == "8"


def test_the_script_rounds_as_the_static_pages_and_tells_of_invented_data(
    page: Page, compared_url: str
) -> None:
    page.goto(f"{compared_url}about/")
    pairs = [[part, whole] for whole in (1, 3, 7, 8, 30, 2000, 999983) for part in range(-3, 60)]
    rounded, told = page.evaluate(
        """async ([url, pairs]) => {
            const { percent, csv } = await import(url);
            const notice = {zh: "合成", en: "synthetic"};
            return [pairs.map(([part, whole]) => percent(part, whole)), csv([], {tables: []}, notice)];
        }""",
        [f"{compared_url}assets/compare/model.js", pairs],
    )
    assert rounded == [percent(Fraction(part, whole)) for part, whole in pairs]
    assert told.split("\r\n")[1] == "notice,合成 synthetic,,"


@pytest.fixture
def portal(page: Page, live_site_dir: Path) -> Page:
    """The comparison of the sample archive, spanning a second site that stands beside it at other/."""

    def both(route: Route) -> None:
        response = route.fetch()
        named = 'data-api="../api/v1/index.json '
        text = response.text().replace(
            'data-api="../api/v1/index.json', named + "../other/api/v1/index.json"
        )
        assert named in text
        route.fulfill(response=response, body=text)

    def other(route: Route) -> None:
        path = live_site_dir / route.request.url.partition("/other/")[2].partition("?")[0]
        if path.is_file():
            route.fulfill(body=path.read_bytes())
        else:
            route.fulfill(status=404)

    page.route("**/compare/?*", both)
    page.route("**/other/**", other)
    return page


def test_bodies_of_two_archives_are_compared_by_one_address(
    portal: Page, compared_url: str, compared_site_dir: Path, live_site_dir: Path
) -> None:
    both = [
        json.loads((site / "api/v1/index.json").read_text(encoding="utf-8"))["provinces"]
        for site in (compared_site_dir, live_site_dir)
    ]
    provinces = {province["code"] for of_one in both for province in of_one}
    bodies = [file.stem for file in (live_site_dir / "api/v1/bodies").glob("*.json")]
    own_codes = {province["code"] for province in both[0]}
    other = min(body for body in bodies if body[:2] not in own_codes)
    report = json.loads((live_site_dir / f"api/v1/bodies/{other}.json").read_text(encoding="utf-8"))
    year = report["reports"][-1]["year"]
    portal.goto(f"{compared_url}compare/?r=510422102:2024,{other}:{year}")
    lines = shown(portal)
    own, theirs = next(line for line in lines if line[1] == "archive")[4:]
    assert (own, theirs) == (compared_url, f"{compared_url}other/")
    link = portal.locator(".gk-chosen a").nth(1)
    expect(link).to_have_attribute("href", f"{compared_url}other/{report['reports'][-1]['page']}/")
    saved_lines = saved(portal)
    assert saved_lines[0][4:] == ["渔门镇人民政府 2024", f"{report['name']} {year}"]
    assert next(line for line in saved_lines if line[2] == "archive")[4:] == [own, theirs]
    assert lines == [
        [line[0], line[2], line[1].split(" › ")[-1], *line[3:]] for line in saved_lines[1:]
    ]
    # The other site's bodies are found by name, and its provinces can be chosen.
    portal.locator("#gk-name").fill(report["name"])
    button = portal.get_by_role("button", name=f"{report['name']} {year}", exact=True)
    expect(button).to_have_attribute("aria-pressed", "true")
    assert portal.locator("#gk-in option").count() == len(provinces) + 1


def test_of_a_report_that_two_archives_have_the_first_counts(
    portal: Page, compared_url: str
) -> None:
    portal.goto(f"{compared_url}compare/?r=510422102:2024")
    assert next(line for line in shown(portal) if line[1] == "archive")[4:] == [compared_url]
    years = portal.locator(".gk-chosen select option").all_inner_texts()
    assert years == sorted(set(years))


def test_an_archive_that_cannot_be_fetched_is_told_and_hides_nothing(
    portal: Page, compared_url: str
) -> None:
    portal.route("**/other/**", lambda route: route.abort())
    portal.goto(f"{compared_url}compare/?r=510422102:2024,440000:2024")
    expect(portal.locator(".gk-missing")).to_contain_text(f"{compared_url}other/")
    expect(portal.locator(".gk-chosen li").nth(1)).to_contain_text("could not be fetched")
    assert len(shown(portal)) > 10
