"""The pages of the search and of the comparison ask the archives that the site spans, and name them."""

from pathlib import Path

from lxml import html

from generator.derive.catalogue import catalogue
from generator.derive.derived import Derived
from generator.render.comparison_pages import compare_page
from generator.render.page import Addresses
from generator.render.search_page import search_page
from generator.search.columns import figures
from generator.search.index import FOLDER
from tests.conftest import judged


def test_other_archives_are_asked_too(archive_dir: Path) -> None:
    archive, _ = judged(archive_dir)
    to = Addresses("https://example.org", "https://example.org/forge", ("/sichuan/", "/henan/"))
    page = search_page(catalogue(archive), figures(), FOLDER, to)
    [place] = html.fromstring(page.text).xpath("//*[@id='gk-fulltext']")
    assert place.get("data-indexes").split() == [
        "full/",
        "/sichuan/search/full/",
        "/henan/search/full/",
    ]
    links = html.fromstring(page.text).xpath("//*[@class='gk-archives']/a/@href")
    assert links == list(to.archives)


def test_the_comparison_asks_them_and_names_them(archive_dir: Path) -> None:
    archive, found = judged(archive_dir)
    derived = Derived(catalogue(archive), found)
    to = Addresses("https://example.org", "https://example.org/forge", ("/sichuan/", "/henan/"))
    read = html.fromstring(compare_page(derived.siblings, to).text)
    [place] = read.xpath("//*[@id='gk-compare']")
    assert place.get("data-api").split() == [
        "../api/v1/index.json",
        "/sichuan/api/v1/index.json",
        "/henan/api/v1/index.json",
    ]
    assert read.xpath("//*[@class='gk-archives']/a/@href") == list(to.archives)
    alone = compare_page(
        derived.siblings, Addresses("https://example.org", "https://example.org/f")
    )
    assert "gk-archives" not in alone.text
