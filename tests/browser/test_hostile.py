"""A report whose every text tries to be something else shows the characters it is made of."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import BrowserContext, Dialog, Page

from tests import samples
from tests.browser.conftest import opened
from tests.browser.kinds import HOSTILE
from tests.browser.searching import search

pytestmark = pytest.mark.browser

OTHER_B, OTHER_I = "b:not(:has(+ i[lang=en]))", "i:not(b + i[lang=en])"
"""Such as are no label of ours in two languages."""
INJECTED = (
    f"script, {OTHER_B}, em, {OTHER_I}, u, img, iframe, object, ul.task-list, .admonition, .toc"
)


@pytest.fixture(scope="module")
def hostile(reader: BrowserContext, site_url: str) -> Iterator[Page]:
    """The page of the hostile report, on which no dialog may open."""
    dialogs: list[str] = []

    def refuse(dialog: Dialog) -> None:
        dialogs.append(dialog.message)
        dialog.dismiss()

    with opened(reader) as page:
        page.on("dialog", refuse)
        page.goto(site_url + HOSTILE)
        yield page
    assert dialogs == []


def test_no_element_comes_from_the_data(hostile: Page) -> None:
    article = hostile.locator("article")
    own = article.locator("script[src$='/assets/correct.js']")
    assert own.count() == 1
    assert article.locator(INJECTED).and_(article.locator(":not(script)")).count() == 0
    assert article.locator("script").count() == 1
    assert article.locator("[onclick], [href^='javascript:'], [src]:not(script)").count() == 0
    assert hostile.locator(".md-nav--secondary").locator(INJECTED).count() == 0
    assert article.locator(".gk-prose :is(a, code, li, strong, h3)").count() == 0


def test_every_paragraph_is_exactly_the_characters_of_the_data(hostile: Page) -> None:
    paragraphs = hostile.locator(".gk-prose").filter(has_text="alert").all()
    assert len(paragraphs) == 3
    for prose in paragraphs:
        assert tuple(prose.locator("p").all_inner_texts()) == samples.HOSTILE


def test_the_title_is_exactly_that_of_the_data(hostile: Page) -> None:
    assert hostile.title().removesuffix(" - 政府信息公开年报档案 Gongkai") == samples.HOSTILE[0]
    assert hostile.locator("h1").inner_text().removesuffix("#") == samples.HOSTILE[0]
    assert samples.HOSTILE[0] in hostile.locator(".gk-cite").inner_text()


@pytest.mark.parametrize(
    ("place", "text"),
    [
        ("h2[id='extra-1']", "七、 <b>附</b> {{ x }}"),
        (".md-nav--secondary a[href='#extra-1']", "七、 <b>附</b> {{ x }}"),
        ("h2[id='overview'] ~ .gk-note >> nth=0 >> q", "1、 <b>总体情况</b>"),
        ("table.gk th[data-form='其他'] b", "<em>其它</em>"),
        ("[id='proactive.item_5'] b", "第二是条第（五）项"),
        ("[id='proactive.procurement'] td.t", "<i>251000元</i>"),
        (".gk-facts li", "<script>note</script>"),
        (".gk-facts dd a >> nth=0", '"><script>x=1</script><b>郭家窑乡</b>人民政府'),
        (".gk-facts dd >> nth=4", "<b>郭家窑乡</b>"),
    ],
)
def test_other_texts_are_exactly_those_of_the_data(place: str, text: str, hostile: Page) -> None:
    assert hostile.locator(place).inner_text().removesuffix("#").strip() == text


def test_results_of_a_search_show_the_characters_of_the_data(hostile: Page, site_url: str) -> None:
    found = {result.location: result for result in search(hostile, site_url, "郭家窑")}
    assert found[HOSTILE].title == '"><script>x=1</script><b>郭家窑乡</b>人民政府 2024 年报告'
    assert samples.HOSTILE[0] in found[HOSTILE].text
    headings = {result.location: result for result in search(hostile, site_url, "附")}
    assert headings[f"{HOSTILE}#extra-1"].title == "七、 <b>附</b> {{ x }}"
    shown = hostile.locator(".md-search-result")
    assert shown.locator("script, b, em, i, u, img").count() == 0


@pytest.mark.parametrize("path", ["", "years/2024/", "shanxi/datong/xinrong/"])
def test_lists_show_the_characters_of_a_name(path: str, page: Page, site_url: str) -> None:
    page.goto(site_url + path)
    assert page.locator("article").locator(f"{OTHER_B}, script").count() == 0
    assert page.get_by_text('"><script>x=1</script><b>郭家窑乡</b>人民政府').count() == 1
