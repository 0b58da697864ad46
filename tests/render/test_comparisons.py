"""The comparisons made beforehand: a golden page, rates as text, and links to them."""

from __future__ import annotations

import os
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from generator.derive.catalogue import catalogue
from generator.derive.measures import Measure
from generator.render import comparison_pages
from generator.render.charts import percent
from generator.render.pages import pages
from generator.render.rates import rate_cell
from tests import compared
from tests.conftest import judged
from tests.render.test_pages import TO

GOLDEN = Path(__file__).parents[1] / "cases" / "comparisons" / "a-county" / "expected.md"
COUNTY = "sichuan/panzhihua/yanbian"


@pytest.fixture(scope="module")
def texts(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    root = tmp_path_factory.mktemp("compared") / "reports"
    compared.write(root)
    archive, findings = judged(root)
    return {page.path: page.text for page in pages(catalogue(archive), findings, TO)}


def test_the_page_of_a_county_is_as_the_golden_case(texts: dict[str, str]) -> None:
    made = texts[f"{COUNTY}/compare/2024/index.md"]
    if os.environ.get("GONGKAI_UPDATE_CASES"):
        GOLDEN.parent.mkdir(parents=True, exist_ok=True)
        GOLDEN.write_text(made, encoding="utf-8")
    assert made == GOLDEN.read_text(encoding="utf-8")


def test_regions_and_years_lead_to_their_comparisons(texts: dict[str, str]) -> None:
    county = html.fromstring(f"<div>{texts[f'{COUNTY}/index.md']}</div>")
    assert county.xpath("//a[contains(@href, 'compare')]/@href") == [
        "compare/2024/",
        "compare/2020/",
    ]
    year = html.fromstring(f"<div>{texts['years/2024/index.md']}</div>")
    assert f"../../{COUNTY}/compare/2024/" in year.xpath("//a/@href")
    assert "{ #compare }" in texts["years/2024/index.md"]
    assert "{ #compare }" not in texts["years/2023/index.md"]
    assert "compare/" not in texts["sichuan/panzhihua/index.md"]


def test_a_table_is_for_one_level_and_kind_and_holds_no_sum(texts: dict[str, str]) -> None:
    page = html.fromstring(f"<div>{texts[f'{COUNTY}/compare/2024/index.md']}</div>")
    bodies = [table.xpath("tbody/tr/th/a/text()") for table in page.xpath("//table[@data-sort]")]
    townships = ["桐子林镇人民政府", compared.HOSTILE_NAME, "渔门镇人民政府"]
    assert bodies == [["盐边县人民政府"], ["盐边县人民政府"], townships, townships]
    for table in page.xpath("//table[@data-sort]"):
        width = len(table.xpath("thead/tr/th[@scope='col']"))
        assert all(len(row) == width for row in table.xpath("tbody/tr"))


def test_a_long_group_is_cut_and_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    compared.write(tmp_path / "reports")
    monkeypatch.setattr(comparison_pages, "LISTED_IN_A_GROUP", 2)
    archive, findings = judged(tmp_path / "reports")
    made = {page.path: page.text for page in pages(catalogue(archive), findings, TO)}
    page = made[f"{COUNTY}/compare/2024/index.md"]
    assert "以下为前 2 个" in page
    assert "渔门镇人民政府" not in page


@pytest.mark.parametrize(
    ("part", "whole", "text"),
    [
        (5, 8, "62.5%"),
        (1, 3, "33.3%"),
        (2, 3, "66.7%"),
        (1, 2000, "0.1%"),
        (9, 8, "112.5%"),
        (0, 5, "0.0%"),
        (-1, 8, "-12.5%"),
    ],
)
def test_a_rate_is_rounded_to_one_decimal(part: int, whole: int, text: str) -> None:
    assert percent(Fraction(part, whole)) == text


@given(st.integers(0, 10**6), st.integers(1, 10**6))
def test_a_rate_is_never_further_off_than_half_a_tenth(part: int, whole: int) -> None:
    shown = int(percent(Fraction(part, whole)).replace(".", "").rstrip("%"))
    assert abs(shown * whole - 1000 * part) * 2 <= whole


@pytest.mark.parametrize(
    ("measure", "kind", "text"),
    [
        (Measure(20, 30), "n", "66.7% 20/30"),
        (Measure(20, 29), "few", "69.0% 20/29"),
        (Measure(0, 0), "x", "不存在 does not exist 0/0"),
        (Measure(1, 0), "x", "不存在 does not exist 1/0"),
        (Measure(None, None, ("requests.total.total",)), "x", "无从计算 cannot be computed"),
        (Measure(3, -1), "x", "不存在 does not exist 3/-1"),
    ],
)
def test_a_rate_says_what_it_rests_on(measure: Measure, kind: str, text: str) -> None:
    cell = html.fragment_fromstring(str(rate_cell(measure)))
    assert (cell.get("class"), cell.text_content()) == (kind, text)
