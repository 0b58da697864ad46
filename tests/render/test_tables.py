import itertools

import pytest
from hypothesis import HealthCheck, given, settings
from lxml import html

from generator.model.forms import APPLICANTS, RESULTS, REVIEW
from generator.model.report import Report
from generator.render.html import Marks
from generator.render.table_html import tables_html
from tests import samples, strategies
from tests.pages_read import cell_of, grid

NO_MARKS = Marks.of(())
REPORTS = samples.reports()


def drawn(report: Report, key: str) -> html.HtmlElement:
    drawing = tables_html(report, NO_MARKS)[key]
    [table] = html.fromstring(f"<div>{drawing}</div>").xpath(".//table")
    assert isinstance(table, html.HtmlElement)
    return table


@pytest.mark.parametrize("report", REPORTS)
@pytest.mark.parametrize("key", ["proactive", "requests", "review"])
def test_every_table_is_a_full_rectangle(report: Report, key: str) -> None:
    rectangle = grid(drawn(report, key))
    assert len({len(row) for row in rectangle}) == 1
    assert len(rectangle[0]) == {"proactive": 4, "requests": 10, "review": 15}[key]


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=40)
@given(strategies.reports())
def test_every_figure_of_any_report_stands_in_its_row_and_column(report: Report) -> None:
    requests = drawn(report, "requests")
    for row in report.layout.request_rows:
        [line] = requests.xpath(f".//tr[@id='requests.{row.key}']")
        found = [cell_of(cell) for cell in line.xpath("./td")]
        assert found == [report.cells[f"requests.{row.key}.{column.key}"] for column in APPLICANTS]
    review = [cell_of(cell) for cell in drawn(report, "review").xpath(".//td")]
    places = itertools.product(REVIEW, RESULTS)
    assert review == [report.cells[f"review.{row.key}.{column.key}"] for row, column in places]
    proactive = drawn(report, "proactive")
    for article in report.layout.articles:
        for row in article.rows:
            [line] = proactive.xpath(f".//tr[@id='proactive.{row.key}']")
            found = [cell_of(cell) for cell in line.xpath("./td")]
            addresses = [f"proactive.{row.key}.{column.key}" for column in article.columns]
            assert found == [report.cells[address] for address in addresses]


def test_heads_stand_over_their_columns() -> None:
    rectangle = grid(drawn(REPORTS[2], "requests"))
    received = next(row for row in rectangle if row[0].text_content().startswith("一、"))
    assert len(received) == 10
    for column, place in zip(APPLICANTS, range(3, 10), strict=True):
        assert rectangle[2][place].text_content().startswith(column.label.zh)
    assert {rectangle[1][place].text_content()[:7] for place in range(4, 9)} == {"法人或其他组织"}
    assert rectangle[0][0] is rectangle[2][2]  # the printed relation, three by three


def test_groups_cover_their_rows() -> None:
    table = drawn(REPORTS[2], "requests")
    spans = {head.get("id"): head.get("rowspan") for head in table.xpath(".//th[@rowspan and @id]")}
    assert spans == {
        "requests.outcomes": "22",
        "requests.denied": "8",
        "requests.unavailable": "3",
        "requests.not_processed": "5",
        "requests.other_outcome": "3",
    }


def test_a_screen_reader_is_told_what_each_head_is_for() -> None:
    for report in REPORTS:
        for key in ("proactive", "requests", "review"):
            table = drawn(report, key)
            assert table.xpath("./caption")
            scopes = {head.get("scope") for head in table.xpath(".//th")}
            assert scopes <= {"row", "col", "rowgroup", "colgroup"}


def test_labels_printed_otherwise_are_shown_as_printed_and_listed() -> None:
    text = str(tables_html(samples.hostile(), NO_MARKS)["requests"])
    assert "&lt;em&gt;其它&lt;/em&gt;" in text
    assert "<em>" not in text
    assert "标签照原文刊印，与表式不同之处：" in text


def test_zeros_are_quiet_and_the_other_kinds_have_their_own_look() -> None:
    table = drawn(samples.hostile(), "requests")
    [line] = table.xpath(".//tr[@id='requests.received']")
    classes = [cell.get("class") for cell in line.xpath("./td")]
    assert classes == ["n", "b", "m", "t", None, "q", "n"]
