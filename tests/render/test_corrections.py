"""The log of corrections: on the page of its report, of its body, of all, and as a feed."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import etree, html

from generator.derive.log import all_corrections
from generator.render.correction_pages import corrections_page, feed
from generator.store.archive import Archive
from tests import samples
from tests.conftest import judged
from tests.render.test_pages import TO, made

BODY = "sichuan/nanchong/511303-zhengfu-bangongshi"
ATOM = {"a": "http://www.w3.org/2005/Atom"}
ORDER = [f"2019-2.yaml#correction-{number}" for number in (4, 3, 2, 1)]
ORDER += ["2019.yaml#correction-1"]


def parsed(text: str) -> etree._Element:
    return etree.fromstring(text.encode())


def test_a_report_shows_its_own_log_newest_first_and_marks_the_cell(archive_dir: Path) -> None:
    text = made(archive_dir)[f"{BODY}/2019.md"]
    page = html.fromstring(f"<div>{text}</div>")
    shown = page.xpath("//ul[contains(@class, 'gk-log')]/li/@id")
    assert shown == ["correction-4", "correction-3", "correction-2", "correction-1"]
    entry = page.xpath("string(//li[@id='correction-2'])")
    for part in (
        "本年新收政府信息公开申请数量 · 总计",
        "Was 3",
        "Now 4",
        samples.HOSTILE[0],
        "2020-06-09",
    ):
        assert part in " ".join(entry.split())
    assert page.xpath("//li[@id='correction-2']//a/@href") == [
        "#requests.received.total",
        "https://example.org/issues/7?a=1&b=2",
    ]
    [mark] = page.xpath("//td[@id='requests.received.total']/a[starts-with(@href, '#correction')]")
    assert (mark.get("href"), mark.text_content()) == ("#correction-2", "")
    assert mark.get("aria-label") == "已更正，见记录 corrected, see the log"
    assert page.xpath("//p[a[@href='#correction-3'][contains(@class, 'gk-mark')]]")  # the words
    old = made(archive_dir)[f"{BODY}/2019-1.md"]
    assert 'id="correction-1"' in old
    assert "存档副本中没有" in old


def test_the_body_and_the_archive_list_every_correction(archive_dir: Path) -> None:
    texts = made(archive_dir)
    for path, prefix in ((f"{BODY}/index.md", ""), ("corrections/index.md", f"../{BODY}/")):
        page = html.fromstring(f"<div>{texts[path]}</div>")
        links = page.xpath("//ul[contains(@class, 'gk-log')]/li/p[1]/a/@href")
        assert links == [
            *(f"{prefix}2019/#correction-{number}" for number in (4, 3, 2, 1)),
            f"{prefix}2019-1/#correction-1",
        ]


def test_the_feed_names_every_correction_for_good(archive_dir: Path) -> None:
    archive, _ = judged(archive_dir)
    root = parsed(feed(all_corrections(archive), TO))
    assert root.xpath("string(a:updated)", namespaces=ATOM) == "2020-06-09T00:00:00Z"
    assert root.xpath("a:link[@rel='self']/@href", namespaces=ATOM) == [
        f"{TO.site}/corrections.xml"
    ]
    assert root.xpath("a:author/a:name", namespaces=ATOM)
    found = root.xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert found == [f"{TO.site}/{BODY}/{name}" for name in ORDER]
    days = root.xpath("a:entry/a:updated/text()", namespaces=ATOM)
    assert days == sorted(days, reverse=True)
    summaries = root.xpath("a:entry/a:summary/text()", namespaces=ATOM)
    assert summaries[2] == f"3 → 4：{samples.HOSTILE[0]}"
    assert summaries[4].startswith("? → 126")
    for entry in root.xpath("a:entry", namespaces=ATOM):
        assert entry.xpath("string(a:title)", namespaces=ATOM)
        [way] = entry.xpath("a:link[@rel='alternate']/@href", namespaces=ATOM)
        page, _, anchor = way.removeprefix(f"{TO.site}/").partition("/#")
        assert f'id="{anchor}"' in made(archive_dir)[f"{page}.md"]


def test_page_and_feed_are_bounded_and_the_page_says_so(
    archive_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.render.correction_pages.NEWEST_CORRECTIONS", 2)
    archive, _ = judged(archive_dir)
    log = all_corrections(archive)
    text = corrections_page(log).text
    assert text.count("<li>") == 2
    assert "The newest 2 of 5. The pages of bodies and reports list all of their own." in text
    entries = parsed(feed(log, TO)).xpath("a:entry/a:id/text()", namespaces=ATOM)
    assert entries == [f"{TO.site}/{BODY}/{name}" for name in ORDER[:2]]


def test_without_corrections_both_read_well(tmp_path: Path) -> None:
    log = all_corrections(Archive(tmp_path, ()))
    assert "Nothing has been corrected yet" in corrections_page(log).text
    root = parsed(feed(log, TO))
    assert not root.xpath("a:entry", namespaces=ATOM)
    assert root.xpath("string(a:updated)", namespaces=ATOM) == "1970-01-01T00:00:00Z"
