"""The fast way gives the pages that a plain build of the Markdown gives."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest
from lxml import html

from generator.render.page import Page
from generator.render.templating import HEADING
from generator.site import theme
from generator.site.article import Heading, parts
from generator.site.build import render
from generator.site.shell import DEEPEST, kind_of, kinds
from tests.conftest import ROOT


def seen(path: Path, root: Path) -> list[tuple[object, ...]]:
    """What a reader gets of a page: its elements with their text; addresses as they are resolved."""
    here = f"https://site.test/{path.relative_to(root).as_posix()}"
    found: list[tuple[object, ...]] = []
    for element in html.fromstring(path.read_text(encoding="utf-8")).iter():
        attributes = {
            name: urljoin(here, value) if name in ("href", "src") else value
            for name, value in element.attrib.items()
        }
        texts = ((element.text or "").split(), (element.tail or "").split())
        found.append((str(element.tag), attributes, *texts))
    return found


@pytest.fixture(scope="module")
def plain(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same site by MkDocs alone, from the Markdown."""
    workplace = tmp_path_factory.mktemp("plain")
    made, problems = render(ROOT, site_dir.parent / "reports", workplace)
    assert made is not None
    assert problems == []
    theme.build(ROOT, workplace)
    return workplace / "site"


def test_both_ways_make_the_same_files(site_dir: Path, plain: Path) -> None:
    def files(root: Path) -> set[str]:
        return {path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file()}

    assert files(site_dir) == files(plain)


def test_both_ways_make_the_same_pages(site_dir: Path, plain: Path) -> None:
    pages = sorted(path.relative_to(site_dir) for path in site_dir.rglob("*.html"))
    assert len(pages) > 100
    for path in pages:
        assert seen(site_dir / path, site_dir) == seen(plain / path, plain), path


def test_all_other_files_are_the_same_to_the_byte(site_dir: Path, plain: Path) -> None:
    others = [path for path in plain.rglob("*") if path.is_file() and path.suffix != ".html"]
    assert len(others) > 100
    for path in others:
        if path.name != "sitemap.xml.gz":  # how hard it was pressed
            assert (site_dir / path.relative_to(plain)).read_bytes() == path.read_bytes(), path


def test_a_heading_without_an_anchor_is_refused() -> None:
    with pytest.raises(ValueError, match="no anchor"):
        list(parts(f"{HEADING}# Title\n\n<p>text</p>"))


def test_what_looks_like_a_heading_in_the_data_is_none() -> None:
    text = f"{HEADING}# 标题 {{ #title }}\n\n<p>一\n# 二 {{ #two }}\n\n## 三</p>\n"
    assert list(parts(text)) == [
        Heading(1, "title", "标题"),
        "<p>一\n# 二 {{ #two }}\n## 三</p>".replace("{{", "{").replace("}}", "}"),
    ]


def test_there_is_a_shell_for_every_page() -> None:
    deep = "/".join("x" * DEEPEST)
    body = f"{HEADING}# a {{ #title }}\n\n{HEADING}## b {{ #b }}\n"
    for address in ("x", deep):
        for edit in (None, "https://example.org/edit"):
            page = Page(address, {"title": "", "description": "", "kind": "x", "edit": edit}, body)
            assert kind_of(page) in set(kinds())
