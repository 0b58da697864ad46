"""The page of the search names the indexes that it asks."""

from pathlib import Path

from lxml import html

from generator.derive.catalogue import catalogue
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
