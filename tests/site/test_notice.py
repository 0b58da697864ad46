"""A site of a synthetic archive says so on every page and in what it gives out; no other does."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.demo.write import write
from generator.model.report import SYNTHETIC
from tests.conftest import build_site, once
from tests.pages_read import document


@pytest.fixture(scope="session")
def demo_site(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    def make(target: Path) -> None:
        write(target / "reports", target / "live", 1, 20)
        build_site(target / "reports", target)

    return once(tmp_path_factory, worker_id, "demo", make) / "site"


def test_every_page_shows_it(demo_site: Path) -> None:
    pages = [*demo_site.rglob("index.html"), demo_site / "404.html"]
    assert len(pages) > 60
    for path in pages:
        page = document(path)
        [shown] = page.xpath("//aside[contains(@class, 'md-banner')]//*[@role='note']")
        assert shown.xpath("string(.//b)") == SYNTHETIC.zh
        assert shown.xpath("string(.//*[@lang='en'])") == SYNTHETIC.en
        assert SYNTHETIC.zh in page.xpath("string(//title)"), path
        [described] = page.xpath("//meta[@name='description']/@content")
        assert SYNTHETIC.zh in described, path


def test_the_search_and_the_data_carry_it(demo_site: Path) -> None:
    index = json.loads((demo_site / "search/search_index.json").read_text(encoding="utf-8"))
    generated = [e for e in index["docs"] if e["location"].startswith(("zhejiang/", "guangxi/"))]
    assert generated
    for entry in generated:
        assert SYNTHETIC.zh in entry["title"].replace("\u200b", ""), entry["location"]
    found = json.loads((demo_site / "findings/findings.json").read_text(encoding="utf-8"))
    assert found["notice"] == [SYNTHETIC.zh, SYNTHETIC.en]
    for name in ("*.source.txt", "20*.yaml"):
        files = list(demo_site.rglob(name))
        assert files
        assert all(SYNTHETIC.zh in file.read_text(encoding="utf-8") for file in files)


def test_a_real_archive_has_no_such_notice(site_dir: Path) -> None:
    for path in [*site_dir.rglob("index.html"), site_dir / "404.html"]:
        page = document(path)
        assert not page.xpath("//aside[contains(@class, 'md-banner')]")
        assert SYNTHETIC.zh not in page.xpath("string(//title)")
    found = json.loads((site_dir / "findings/findings.json").read_text(encoding="utf-8"))
    assert "notice" not in found
