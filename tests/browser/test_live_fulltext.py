"""The whole text of the archive's own reports is found."""

from __future__ import annotations

import random
import re

import pytest
from playwright.sync_api import Page

from generator.search.normal import joined
from generator.search.texts import block
from tests.bench.searching import EVERYTHING, QUERIES
from tests.browser.fulltext import ask, marks
from tests.conftest import ROOT, judged

pytestmark = pytest.mark.browser

YUMEN = "sichuan/panzhihua/510422102/2024/"
XIAYE = "henan/shengzhixia/419001110/2023/"
GAOPING = "sichuan/nanchong/511303-zhengfu-bangongshi/2019/"
XILIAN = "guangdong/shaoguan/440203100/2019/"


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("灵秀下冶", [XIAYE]),
        ("靈秀下冶", [XIAYE]),
        ("漁門鎮", [YUMEN]),
        ("渔门镇 2024", [YUMEN]),
        ("渔门镇2024", [YUMEN]),
        ("信息化", [GAOPING]),
        ("信息化 門戶", [GAOPING]),
        ("“紧紧依靠信息化技术”", [GAOPING]),
        ("“紧紧信息化”", []),
        ("yumen zhen", [YUMEN]),
        ("yumenzhen", [YUMEN]),
        ("ymz", [YUMEN]),
        ("xilian", [XILIAN]),
        ("１８００", [XIAYE]),
    ],
)
def test_what_stands_in_a_report_finds_it(
    query: str, expected: list[str], page: Page, live_url: str
) -> None:
    assert ask(page, live_url, query) == expected


def test_a_phrase_that_stands_in_a_table_is_found_and_shown_there(
    page: Page, live_url: str
) -> None:
    found = ask(page, live_url, "“无正当理由”")
    assert {YUMEN, XIAYE, GAOPING, XILIAN} <= set(found)
    assert marks(page) == {"无正当理由"}
    assert page.locator(".gk-results p", has_text="表格项目").count() == len(found)
    assert ask(page, live_url, "“无正当理由”", in_="text") == []


@pytest.mark.parametrize("query", ["received>5", ""])
def test_a_range_of_a_figure_and_a_year(query: str, page: Page, live_url: str) -> None:
    figure = "" if query else "received:6:"
    assert ask(page, live_url, query, year="2019", figure=figure) == [GAOPING]
    assert "8" in page.locator(".gk-results small strong").all_inner_texts()


def test_reports_are_ordered_by_a_figure(page: Page, live_url: str) -> None:
    found = ask(page, live_url, sort="highest", figure="received::")
    values = [
        int(text)
        for text in page.locator(".gk-results small strong").all_inner_texts()
        if text != "—"
    ]
    assert values[0] == max(values)
    assert len(found) == len(page.locator(".gk-results small strong").all_inner_texts())
    assert ask(page, live_url, sort="lowest", figure="received::") != found


def test_any_string_of_the_texts_is_found_where_it_stands_and_nowhere_else(
    page: Page, live_url: str
) -> None:
    archive, found = judged(ROOT / "reports")
    blocks = [block(entry, found.told) for entry in archive.entries]
    held = [joined([*of["names"], *passages]) for of in blocks for passages in of["reports"]]
    chance = random.Random(1)  # noqa: S311 no secret
    strings = [query for query in QUERIES if re.fullmatch(r"[\u4e00-\u9fff]+", query)]
    while len(strings) < 100:
        text = chance.choice(held)
        start, length = chance.randrange(len(text)), chance.randint(2, 6)
        if re.fullmatch(r"[\u4e00-\u9fff]{2,6}", string := text[start : start + length]):
            strings.append(string)
    page.goto(f"{live_url}search/")
    answers = page.evaluate(EVERYTHING, strings)
    for string, (_, got) in zip(strings, answers, strict=True):
        [wanted] = [joined([string])]
        assert got == [n for n, text in enumerate(held) if wanted in text], string
