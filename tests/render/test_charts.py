"""Charts: nothing is drawn that is not there, everything is named, and all of it is small."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.derive.history import FIGURES
from generator.derive.measures import quartiles
from generator.model.forms import Label
from generator.render import charts
from generator.render.charts import Bar, Box, Mark, Series
from tests.conftest import ROOT

TITLE = Label("本年新收申请", "Requests received")
YEARS = (2019, 2020, 2022, 2023)
LONGEST = sorted(
    (figure.label for figures in FIGURES.values() for figure in figures),
    key=lambda label: len(f"{label.zh}{label.en}".encode()),
    reverse=True,
)
numbers = st.one_of(
    st.none(), st.integers(-999, 10**9), st.decimals(0, 10**6, places=2), st.fractions(0, 1)
)


def tree(chart: str) -> html.HtmlElement:
    return html.fragment_fromstring(chart)


def paths(chart: str, kind: str) -> list[str]:
    return [str(d) for d in tree(chart).xpath(f"./svg/path[contains(@class, '{kind}')]/@d")]


def texts(chart: str) -> list[str]:
    return ["".join(text.itertext()) for text in tree(chart).iterfind("./svg/text")]


def test_a_line_is_broken_at_a_missing_year_and_at_a_missing_number() -> None:
    whole = charts.lines("a", TITLE, (2019, 2020, 2021), [Series(TITLE, (1, 2, 3))])
    assert [re.findall("[ML]", d) for d in paths(whole, "line")] == [["M", "L", "L"]]
    gap = charts.lines("a", TITLE, YEARS, [Series(TITLE, (1, 2, 3, 4))])
    assert [re.findall("[ML]", d) for d in paths(gap, "line")] == [["M", "L", "M", "L"]]
    hole = charts.lines("a", TITLE, (2019, 2020, 2021), [Series(TITLE, (1, None, 3))])
    assert [re.findall("[ML]", d) for d in paths(hole, "line")] == [["M", "M"]]


def test_a_year_without_report_says_so_and_a_cell_without_number_is_no_zero() -> None:
    chart = charts.lines("a", TITLE, YEARS, [Series(TITLE, (10, None, 0, 1234))])
    said = texts(chart)
    assert {"无报告", "no report", "?", "1,234", "10"} <= set(said)
    assert "2021" in said
    assert said.count("0") == 2  # the tick, and the figure of 2022
    assert "没有数字，不作图" in chart


def test_a_year_with_an_open_part_has_no_bar() -> None:
    parts = [Series(TITLE, (1, 2, 3, 4)), Series(TITLE, (1, None, 3, -4))]
    chart = charts.stacked("a", TITLE, YEARS, parts)
    assert [d.count("M") for d in paths(chart, "bar")] == [2, 2]
    assert texts(chart).count("?") == 2
    assert {"无报告", "no report", "2", "6"} <= set(texts(chart))


def test_a_bar_is_as_high_as_its_number() -> None:
    chart = charts.stacked("a", TITLE, (2023, 2024), [Series(TITLE, (50, 100))])
    [way] = paths(chart, "bar")
    low, high = ([int(n) for n in found] for found in re.findall(r"M\d+ (\d+)V(\d+)", way))
    assert 2 * (low[0] - low[1]) == pytest.approx(high[0] - high[1], abs=1)


def test_breaks_stand_between_the_years_and_are_explained() -> None:
    marks = [Mark(2020, Label("表式改变", "form changed")), Mark(2020, Label("法", "law"))]
    cut = charts.lines(
        "a", TITLE, YEARS, [Series(TITLE, (1, 2, 3, 4))], [Mark(2020, TITLE, cuts=True)]
    )
    assert re.findall("[ML]", paths(cut, "line")[0]) == ["M", "M", "M", "L"]
    chart = charts.lines("a", TITLE, YEARS, [Series(TITLE, (1, 2, 3, 4))], marks)
    [line] = paths(chart, "break")
    points = [int(x) for x in re.findall(r"[ML](\d+) ", paths(chart, "line")[0])]
    assert points[0] < int(line[1:].split()[0]) < points[1]
    assert texts(chart).count("①②") == 1
    notes = [" ".join("".join(item.itertext()).split()) for item in tree(chart).iterfind("ul/li")]
    assert notes == ["① 2020：表式改变 2020: form changed", "② 2020：法 2020: law"]
    again = charts.lines(
        "a", TITLE, YEARS, [Series(TITLE, (1, 2, 3, 4))], [*marks, Mark(2023, marks[1].label)]
    )
    assert texts(again).count("②") == 1
    assert "② 2020、2023：法 2020, 2023: law" in " ".join(tree(again).xpath("string(ul)").split())


def test_the_picture_has_a_name_and_a_description() -> None:
    chart = tree(charts.lines("requests.received", TITLE, YEARS, [Series(TITLE, (1, 2, 3, 9))]))
    picture = chart.find("svg")
    assert picture is not None
    assert picture.get("role") == "img"
    named = str(picture.get("aria-labelledby")).split()
    assert named == ["chart-requests-received-t", "chart-requests-received-d"]
    said = [str(picture.xpath(f"string(*[@id='{name}'])")) for name in named]
    assert said == [
        "本年新收申请 Requests received",
        "本年新收申请 Requests received — 2019: 1, 2023: 9；无报告 no report: 2021",
    ]
    assert picture.get("viewbox") == f"0 0 {picture.get('width')} {picture.get('height')}"


@pytest.mark.parametrize("value", [0, 9, 10])
def test_the_last_numbers_of_lines_never_touch_nor_leave_the_picture(value: int) -> None:
    series = [Series(TITLE, (0, value))] * 6 + [Series(TITLE, (0, 10))]
    picture = tree(charts.lines("a", TITLE, (2023, 2024), series)).find("svg")
    assert picture is not None
    last = picture.xpath("text[@class='b' and not(contains(@class, 'q'))]/@y")
    heights = sorted(int(y) for y in last)
    assert len(heights) == 7
    assert all(b - a >= 12 for a, b in pairwise(heights))
    assert heights[0] >= 12
    assert heights[-1] <= int(str(picture.get("height"))) - 16


def test_two_charts_of_a_page_share_no_id() -> None:
    parts = [Series(TITLE, (1, 2, 3, 4))] * 3
    both = tree(f"<div>{''.join(charts.stacked(key, TITLE, YEARS, parts) for key in 'ab')}</div>")
    ids = both.xpath("//@id")
    assert len(ids) == len(set(ids)) == 12
    used = set(re.findall(r"#(chart[\w-]+)", html.tostring(both).decode()))
    assert used <= set(ids)


@given(
    st.lists(st.integers(1990, 2060), min_size=1, max_size=12, unique=True).map(sorted),
    st.integers(1, 7),
    st.data(),
)
def test_any_numbers_can_be_drawn(years: Sequence[int], count: int, data: st.DataObject) -> None:
    column = st.lists(numbers, min_size=len(years), max_size=len(years))
    series = [Series(Label("<b>&", '"x"'), data.draw(column)) for _ in range(count)]
    for draw in (charts.lines, charts.stacked):
        chart = draw("a", Label("<i>", "&amp;"), years, series, [Mark(years[-1], TITLE)])
        assert chart == draw("a", Label("<i>", "&amp;"), years, series, [Mark(years[-1], TITLE)])
        assert tree(chart).xpath("count(//b[.='&'])") == 0
        assert "inf" not in chart
        assert "nan" not in chart


@given(st.data())
def test_eight_years_of_seven_series_stay_within_the_budget(data: st.DataObject) -> None:
    years = data.draw(st.lists(st.integers(2019, 2030), min_size=8, max_size=8, unique=True))
    column = st.lists(st.one_of(st.none(), st.integers(0, 999_999)), min_size=8, max_size=8)
    series = [Series(label, data.draw(column)) for label in LONGEST[:7]]
    marks = [Mark(year, Label("所用表式改变", "the form changed")) for year in sorted(years)[1:4]]
    for draw in (charts.lines, charts.stacked):
        chart = draw("requests.outcomes", LONGEST[0], sorted(years), series, marks)
        assert len(chart.encode()) <= charts.BUDGET


@given(st.lists(st.one_of(numbers), min_size=1, max_size=12))
def test_any_row_can_be_drawn_within_the_budget(values: Sequence[charts.Number | None]) -> None:
    rows = [Bar("<某某省某某市某某县某某镇人民政府办公室>", value, "59/95") for value in values]
    chart = charts.bars("a", TITLE, rows)
    assert len(tree(chart).findall("./svg/path[@class='f1']")) == sum(v is not None for v in values)
    assert len(chart.encode()) <= charts.BUDGET
    five = quartiles([Fraction(v) for v in values if v is not None])
    chart = charts.boxes("a", TITLE, [Box(label, five) for label in LONGEST[:12]])
    assert len(tree(chart).findall("./svg/path[@class='box']")) == (12 if five else 0)
    assert len(chart.encode()) <= charts.BUDGET


@given(
    st.one_of(
        st.lists(st.integers(0, 10**11), min_size=1), st.lists(st.integers(0, 40), min_size=1)
    )
)
def test_every_count_is_in_one_bin(values: Sequence[int]) -> None:
    chart = charts.histogram("a", TITLE, values, of_counts=True)
    assert sum(int(text.replace(",", "")) for text in texts(chart)[1::2]) == len(values)
    assert len(chart.encode()) <= charts.BUDGET


@given(st.lists(st.fractions(-1, 2), min_size=1))
def test_every_share_is_in_one_bin(values: Sequence[Fraction]) -> None:
    chart = charts.histogram("a", TITLE, values, shown=charts.percent)
    assert sum(int(text.replace(",", "")) for text in texts(chart)[1::2]) == len(values)


def test_bins_of_counts_are_named_by_the_counts_in_them() -> None:
    chart = charts.histogram("a", TITLE, [0, 0, 1, 2, 3, 9, 10, 1000], of_counts=True)
    assert texts(chart) == [
        *("0", "2", "1–2", "2", "3–9", "2", "10–29", "1", "30–99", "0", "100–299", "0"),
        *("300–999", "0", "1,000–2,999", "1"),
    ]


def test_what_cannot_be_drawn_is_refused() -> None:
    series = [Series(TITLE, (1,))]
    with pytest.raises(ValueError, match="8 series"):
        charts.lines("a", TITLE, (2024,), series * 8)
    with pytest.raises(ValueError, match="0 years"):
        charts.stacked("a", TITLE, (), series)
    with pytest.raises(ValueError, match="13 rows"):
        charts.bars("a", TITLE, [Bar("x", 1)] * 13)
    with pytest.raises(ValueError, match="no value"):
        charts.histogram("a", TITLE, [])


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (1234567, "1,234,567"),
        (Decimal("18.8710"), "18.8710"),
        (-5, "-5"),
        (Fraction(5, 2), "2.5"),
        (Fraction(4, 2), "2"),
        (Fraction(1, 4), "0.3"),
        (Fraction(9, 20), "0.5"),
        (Fraction(-1, 4), "-0.2"),
        (Fraction(1999, 2000), "1.0"),
        (Fraction(4938271, 4), "1,234,567.8"),
    ],
)
def test_numbers_have_their_thousands_apart_and_keep_their_digits(
    number: charts.Number, shown: str
) -> None:
    assert charts.grouped(number) == shown


def luminance(colour: str) -> float:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(("scheme", "background"), [("default", "#ffffff"), ("slate", "#1e2529")])
def test_every_colour_stands_out_from_its_background(scheme: str, background: str) -> None:
    style = (ROOT / "docs/assets/gongkai.css").read_text(encoding="utf-8")
    blocks = re.findall(rf'\[data-md-color-scheme="{scheme}"\] {{([^}}]*)}}', style)
    colours = [c for block in blocks for c in re.findall(r"--gk-c\d: (#\w{6});", block)]
    assert len(set(colours)) == charts.MOST_SERIES
    for colour in colours:
        darker, lighter = sorted((luminance(colour), luminance(background)))
        assert (lighter + 0.05) / (darker + 0.05) >= 3, colour
