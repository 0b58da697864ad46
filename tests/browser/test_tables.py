"""Tables are sorted, filtered and saved by whoever has a keyboard only, and say what they show."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.axe import violations
from tests.browser.kinds import BODY, NARROW, darken

pytestmark = pytest.mark.browser

TABLE = ".gk-table > table.gk"


def saved(page: Page, table: Locator) -> list[list[str]]:
    tools = table.locator("xpath=../preceding-sibling::div[1]")
    button = tools.get_by_role("button", name="CSV")
    with page.expect_download() as download:
        button.press("Enter")
    assert download.value.suggested_filename.endswith(".csv")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def column(table: Locator, number: int) -> list[str]:
    cells = "(t, n) => [...t.tBodies[0].rows].map(row => row.cells[n].innerText.trim())"
    return [str(text) for text in table.evaluate(cells, number)]


def test_the_csv_of_a_statutory_table_is_what_it_shows(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{BODY}2024/")
    table = page.locator(".gk-requests > table")
    rows = saved(page, table)
    shown = table.evaluate("t => [...t.rows].map(r => r.querySelectorAll('td').length)")
    for row, count in zip(rows, shown, strict=True):
        if count:
            cells = row[-count:]
            assert all(cell.isdecimal() for cell in cells), row
    figures = table.locator("td").all_inner_texts()
    assert [c for r, n in zip(rows, shown, strict=True) if n for c in r[-n:]] == [
        f.strip() for f in figures
    ]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_the_csv_has_one_language_where_one_is_shown(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}regions/")
    page.locator('.gk-lang button[value="en"]').press("Enter")
    head = saved(page, page.locator(TABLE).first)[0]
    if not head[0].startswith("Region"):
        head = saved(page, page.locator(TABLE).first)[1]
    assert head[:2] == ["Region", "Bodies"]


def test_rows_sort_by_number_and_come_back_to_their_order(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}indicators/checks_passed/2024/")
    table = page.locator(TABLE).first
    names = column(table, 0)
    rates = [float(text.split("%")[0]) for text in column(table, 2)]
    assert len(names) > 2
    head = table.locator("thead th").nth(2)
    button = head.get_by_role("button")
    button.press("Enter")
    assert head.get_attribute("aria-sort") == "descending"
    assert [float(t.split("%")[0]) for t in column(table, 2)] == sorted(rates, reverse=True)
    button.press("Enter")
    assert head.get_attribute("aria-sort") == "ascending"
    assert [float(t.split("%")[0]) for t in column(table, 2)] == sorted(rates)
    button.press("Enter")
    assert head.get_attribute("aria-sort") is None
    assert column(table, 0) == names


def test_a_thousand_rows_sort_filter_and_save(page: Page, site_url: str) -> None:
    page.goto(site_url)
    page.route("**/regions/", long_page)
    page.goto(f"{site_url}regions/")
    table = page.locator(TABLE).first
    expect(table.locator("tbody tr")).to_have_count(1000)
    table.locator("thead th").nth(1).get_by_role("button").press("Enter")
    values = column(table, 1)
    numbers = [v for v in values if v not in ("", "/")]
    assert values[: len(numbers)] == numbers, "what is no number comes last"
    assert numbers[0] == "1,200"
    assert numbers[-1] == "-4"
    field = page.get_by_label("筛选").first
    field.fill("机关99")
    expect(page.locator(".gk-tools [role=status]").first).to_have_text("11/1000")
    rows = saved(page, table)
    assert len([row for row in rows if row[0].startswith("机关99")]) == 11
    assert len(rows) <= 13
    field.fill("没有这样的机关")
    expect(page.locator(".gk-tools [role=status]").first).to_have_text("0/1000")


def long_page(route: Route) -> None:
    """The page of the regions with a thousand rows, before any script of it runs."""
    response = route.fetch()
    text = response.text()
    row = '<tr><th scope="row">机关{0}</th><td>{1}</td></tr>'
    cells = ["", "/", "1,200", "3", "-4", "62"]
    rows = "".join(row.format(index, cells[index % 6]) for index in range(1000))
    start, end = text.index("<tbody>") + 7, text.index("</tbody>")
    route.fulfill(response=response, body=text[:start] + rows + text[end:])


def test_nothing_moves_when_the_tools_come(page: Page, site_url: str) -> None:
    page.add_init_script(
        """window.shift = 0;
        new PerformanceObserver(list => {
            for (const entry of list.getEntries()) window.shift += entry.value;
        }).observe({type: "layout-shift", buffered: true});"""
    )
    for address in ("regions/", f"{BODY}2024/", "indicators/checks_passed/2024/", "findings/"):
        for size in (None, NARROW):
            if size:
                page.set_viewport_size(size)
            page.goto(site_url + address)
            page.wait_for_timeout(300)
            assert page.evaluate("window.shift") < 0.01, address


def test_tables_with_tools_are_accessible_in_either_scheme(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}indicators/checks_passed/2024/")
    page.locator(".gk-sort").first.wait_for()
    assert violations(page) == []
    page.set_viewport_size(NARROW)
    darken(page)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
