"""The page of a body: charts with their tables, rates with their counts, and the way to each pair of years."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html

from generator.derive.catalogue import catalogue
from generator.model.cells import BLANK
from generator.model.report import Report
from generator.render.charts import BUDGET
from generator.render.page import Addresses
from generator.render.pages import pages
from generator.store.archive import to_root
from generator.store.files import dump_report
from tests import samples
from tests.conftest import judged

FOLDER = "sichuan/panzhihua/510422102"
Read = Callable[[Path], html.HtmlElement]


@pytest.fixture
def read() -> Read:
    def body_page(archive_dir: Path) -> html.HtmlElement:
        archive, findings = judged(archive_dir)
        to = Addresses("https://example.org", "https://example.org/forge")
        texts = {page.path: page.text for page in pages(catalogue(archive), findings, to)}
        return html.fromstring(f"<div>{texts[f'{FOLDER}/index.md']}</div>")

    return body_page


def change(archive_dir: Path, report: Report) -> None:
    """Put a report in the place of the one of its year."""
    file = archive_dir / FOLDER / f"{report.stem}.yaml"
    file.write_text(dump_report(report, to_root(FOLDER)), encoding="utf-8")


def test_every_chart_is_small_and_its_figures_stand_in_the_table_below(
    archive_dir: Path, read: Read
) -> None:
    page = read(archive_dir)
    figures = page.xpath("//figure[@class='gk-chart']")
    assert [figure.get("id") for figure in figures] == [
        "chart-requests-received",
        "chart-requests-outcomes",
        "chart-requests-carried",
        "chart-review",
        "chart-proactive-normative-documents",
        "chart-proactive-normative-documents-total",
        "chart-proactive-licensing",
        "chart-proactive-penalties",
        "chart-proactive-fees",
    ]
    for figure in figures:
        assert len(html.tostring(figure, encoding="utf-8")) <= BUDGET
        assert "无报告 no report: 2021, 2022" in figure.xpath("string(svg/desc)")
        below = figure.getparent().xpath(
            "following-sibling::div[contains(@class, 'gk-history')][1]"
        )
        heads = [" ".join(th.text_content().split()) for th in below[0].xpath(".//tbody//th")]
        for name in figure.xpath("ul/li[svg]"):
            assert " ".join(name.text_content().split()) in heads


def test_what_the_forms_measure_differently_is_drawn_apart(archive_dir: Path, read: Read) -> None:
    figure = read(archive_dir).get_element_by_id("chart-proactive-normative-documents-total")
    names = [" ".join(item.text_content().split()) for item in figure.xpath("ul/li[svg]")]
    assert names == [
        "规范性文件：对外公开总数 Normative documents: published in total",
        "行政规范性文件：现行有效 Normative documents: in force",
    ]
    lines = figure.xpath("svg/path[contains(@class, 'line')]/@d")
    assert [(line.count("M"), line.count("L")) for line in lines] == [(1, 0), (1, 1)]


def test_a_rate_stands_with_its_count_and_is_grey_below_thirty(
    archive_dir: Path, read: Read
) -> None:
    [row] = read(archive_dir).xpath("//div[contains(@class, 'gk-rates')]//tr[th//b='公开率']")
    last = row.xpath("td")[-1]
    assert last.text_content() == "62.5% 5/8"
    assert last.get("class") == "few"
    assert row.xpath("td")[0].get("class") == "n"


def test_a_rate_of_nothing_does_not_exist(archive_dir: Path, read: Read) -> None:
    [row] = read(archive_dir).xpath(
        "//div[contains(@class, 'gk-rates')]//tr[th//b='行政复议纠正率（已审结）']"
    )
    assert row.xpath("td")[-1].text_content() == "不存在 does not exist 0/0"


def test_a_rate_that_needs_a_blank_is_open_and_the_cell_is_named(
    archive_dir: Path, read: Read
) -> None:
    newest = samples.reports()[2]
    change(archive_dir, replace(newest, cells={**newest.cells, "requests.granted.total": BLANK}))
    page = read(archive_dir)
    [row] = page.xpath("//div[contains(@class, 'gk-rates')]//tr[th//b='公开率']")
    assert row.xpath("td")[-1].xpath("string(b)") == "无从计算"
    [note] = page.xpath("//p[contains(., '用到它们的比率无从计算')]")
    assert "予以公开 · 总计" in note.text_content()
    figure = page.get_element_by_id("chart-requests-outcomes")
    assert "?" in [text.text_content() for text in figure.xpath("svg/text")]


def test_a_sum_that_is_open_is_told_from_a_row_that_the_form_does_not_have(
    archive_dir: Path, read: Read
) -> None:
    newest = samples.reports()[2]
    cells = {**newest.cells, "requests.denied.deliberative.total": BLANK}
    change(archive_dir, replace(newest, cells=cells))
    page = read(archive_dir)
    denied = page.get_element_by_id("requests.denied").xpath("td")[-1]
    assert (denied.text, denied.get("aria-label")) == ("—", "无从合计 no sum")
    total = page.get_element_by_id("proactive.normative_documents.total_published").xpath("td")
    assert (total[-1].text, total[-1].get("aria-label")) == ("×", "表式无此项 not on this form")
    [note] = page.xpath("//p[@class='gk-note'][contains(., '×')]")
    assert "—" in note.text_content()


def test_the_tables_have_every_year_that_the_charts_have(archive_dir: Path, read: Read) -> None:
    page = read(archive_dir)
    tables = page.xpath("//div[contains(@class, 'gk-history')]/table")
    assert len(tables) == 4
    for table in tables:
        years = [th.text_content() for th in table.xpath("thead/tr[1]/th")][1:]
        assert years == ["2020", "2021", "2022", "2023", "2024"]
        for body in table.xpath("tbody"):
            rows = [row for row in body.xpath("tr") if row.xpath("td")]
            gaps = [row.xpath("td[@class='gk-gap']") for row in rows]
            assert [gap.get("rowspan") for gap in gaps[0]] == [str(len(rows))] * 2
            assert {gap.text_content() for gap in gaps[0]} == {"无报告 no report"}
            assert not any(gaps[1:])
            assert {len(row.xpath("td")) for row in rows[1:]} <= {3}
            assert [td.get("class") for td in rows[0].xpath("td")][1:3] == ["gk-gap"] * 2
    for figure in page.xpath("//figure[@class='gk-chart']"):
        assert "无报告 no report: 2021, 2022" in figure.xpath("string(svg/desc)")
