"""A year published again: two pages, what differs, and the newest alone in counts, lists and search."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from generator.derive.catalogue import catalogue
from generator.site import search
from tests.conftest import judged
from tests.render.test_pages import made

BODY = "sichuan/nanchong/511303-zhengfu-bangongshi"


@pytest.fixture
def texts(archive_dir: Path) -> dict[str, str]:
    return made(archive_dir)


def page(texts: dict[str, str], name: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{texts[f'{BODY}/{name}.md']}</div>")


def test_the_newest_says_which_it_is_and_what_was_before(texts: dict[str, str]) -> None:
    [notice] = page(texts, "2019").xpath("//div[@id='revisions']")
    said = notice.text_content()
    assert "公布了 2 次报告，本页是最新的第 2 次（2020-05-06）" in said
    assert "revision 1 2020-01-20" in said
    assert notice.xpath(".//a/@href") == ["../2019-1/", "#changes"]


def test_the_superseded_one_says_so_and_leads_to_the_newest(texts: dict[str, str]) -> None:
    old = page(texts, "2019-1")
    [notice] = old.xpath("//p[@class='gk-warning']")
    assert "revision 2 took its place" in notice.text_content()
    assert notice.xpath("./a/@href") == ["../2019/"]
    assert not old.xpath("//*[@id='changes' or @id='revisions']")


def test_the_difference_is_told_with_names_values_and_places(texts: dict[str, str]) -> None:
    newest = page(texts, "2019")
    [frame] = newest.xpath("//div[contains(@class, 'gk-changes')]")
    rows = [[cell.text_content() for cell in row] for row in frame.xpath(".//tbody/tr")]
    assert [row[0].split()[0] for row in rows] == [
        "标题",
        "公布日期",
        "本年新收政府信息公开申请数量",
        "未经复议直接起诉",
    ]
    assert [row[1:] for row in rows][2:] == [["84", "4"], ["564", "空白 blank"]]
    for address in frame.xpath(".//tbody//a/@href"):
        assert newest.xpath("//td[@id=$id]", id=address.removeprefix("#"))
    assert 'href="#problems"' in html.tostring(frame.getnext(), encoding="unicode")


def test_each_revision_tells_its_own_findings(archive_dir: Path, texts: dict[str, str]) -> None:
    _, found = judged(archive_dir)
    assert found.superseded == {f"{BODY}/2019-1"}
    for name in ("2019", "2019-1"):
        told = found.told[f"{BODY}/{name}"]
        assert told
        shown = page(texts, name).xpath("//ul[@class='gk-findings']/li/@id")
        assert sorted(shown) == sorted(item.anchor for item in told)
    messages = [
        {item.finding.message.en for item in found.told[f"{BODY}/{name}"]}
        for name in ("2019", "2019-1")
    ]
    assert messages[0] != messages[1]


def test_only_the_newest_is_counted_listed_and_found(
    archive_dir: Path, texts: dict[str, str]
) -> None:
    archive, found = judged(archive_dir)
    newest = [item for item in found.all if item.page.startswith(f"{BODY}/")]
    assert {item.page for item in newest} == {f"{BODY}/2019"}
    assert found.by_body["511303-zhengfu-bangongshi"].all == len(found.told[f"{BODY}/2019"]) + len(
        found.told[BODY]
    )
    assert all("2019-1" not in entry.location for entry in search.entries(catalogue(archive)))
    leading = {path for path, text in texts.items() if "2019-1/" in text}
    assert leading == {
        f"{BODY}/index.md",
        f"{BODY}/2019.md",
        f"{BODY}/2019-1.md",
        "corrections/index.md",
    }


def test_replies_stand_beside_their_finding_in_their_section_and_with_the_body(
    texts: dict[str, str],
) -> None:
    newest = page(texts, "2019")
    beside = newest.xpath("//li[.//p[@class='gk-says']]/@id")
    assert beside == ["finding-a3-1"]
    said = [block.get("id") for block in newest.xpath("//div[@class='gk-reply']")]
    assert said == ["reply-2", "reply-1"]
    [mark] = newest.xpath("//td[@id='requests.received.total']/a[starts-with(@href, '#reply')]")
    assert (mark.get("href"), mark.text_content()) == ("#reply-2", "")
    body = page(texts, "index")
    assert body.xpath("//div[@class='gk-reply']//a/@href")[:2] == [
        "2019/#reply-2",
        "../../../rules/a3/",
    ]
    assert "总计照原始登记，各分项有漏填。" in body.text_content()
