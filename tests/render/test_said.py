"""What was said of a report, by the archive and by its body, is shown as the characters it is made of.

Every text of a correction, a reply, an acknowledgement and a second revision tries to be something else.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html

from generator.derive.log import all_corrections
from generator.model.acknowledgement import Acknowledgement
from generator.model.cells import Cell
from generator.model.correction import Correction, Reply
from generator.model.report import Prose, Report
from generator.render.correction_pages import feed
from generator.store.files import dump_body, dump_report
from tests import samples
from tests.conftest import judged
from tests.render.test_pages import TO, made

BODY = "sichuan/nanchong/511303-zhengfu-bangongshi"
TEXTS = samples.HOSTILE
ISSUE = "https://example.org/?a='&b=(x)&c={{7*7}}#</a>".partition("<")[0]
INJECTED = (
    "//script[not(contains(@src, 'assets/correct.js'))] | //b[.='粗'] | //u | //img | //iframe | //*[@onclick] | "
    "//a[starts-with(@href, 'javas')]"
)


def _spoiled(first: Report, second: Report) -> tuple[Report, Report]:
    day = date(2020, 6, 1)
    sections = tuple(
        replace(s, heading=f"附 {TEXTS[index]}", prose=Prose(TEXTS[index:]))
        for index, s in enumerate(second.sections or ())
    )
    log = [Correction("title", Cell.of_text("旧"), Cell.of_text(TEXTS[0]), TEXTS[1], day, ISSUE)]
    log += [
        Correction("signature", Cell.of_text(was), Cell.of_text(now), was, day, ISSUE)
        for was, now in pairwise(TEXTS)
    ]
    log += [
        Correction(
            "sections[0].prose", Cell.of_text("旧文"), Cell.of_text(TEXTS[2]), TEXTS[3], day
        ),
        Correction("sections", None, None, TEXTS[4], day),
    ]
    last = replace(
        second,
        title=TEXTS[0],
        signature=TEXTS[-1],
        labels={"requests.received": TEXTS[5]},
        sections=sections,
        corrections=tuple(log),
        replies=(
            Reply(day, TEXTS, cell="requests.received.total", rule="A3", url=ISSUE),
            Reply(day, TEXTS, cell="sections[0].heading"),
        ),
        acknowledgements=(
            Acknowledgement("F1", "form", {"form": TEXTS[0], "year": TEXTS[1]}, TEXTS[5], day),
        ),
    )
    return first, last


@pytest.fixture
def spoiled(archive_dir: Path) -> Path:
    """The sample archive, where one body published again what nobody should run."""
    folder = archive_dir / BODY
    for item in _spoiled(*samples.published_again()):
        (folder / f"{item.stem}.yaml").write_text(dump_report(item), encoding="utf-8")
    body = replace(samples.bodies()["511303-zhengfu-bangongshi"], name=TEXTS[0])
    (folder / "body.yaml").write_text(dump_body(body), encoding="utf-8")
    digest = hashlib.sha256((folder / "2019-2.source.txt").read_bytes()).hexdigest()
    assert digest in (folder / "2019-2.yaml").read_text(encoding="utf-8")
    return archive_dir


@pytest.mark.parametrize(
    "path",
    [f"{BODY}/2019.md", f"{BODY}/2019-1.md", f"{BODY}/index.md", "corrections/index.md"],
)
def test_no_element_comes_from_what_was_said(spoiled: Path, path: str) -> None:
    front, _, text = made(spoiled)[path].removeprefix("---\n").partition("\n---\n")
    page = html.fromstring(f"<div>{text}</div>")
    assert front
    assert page.xpath(INJECTED) == []
    shown = page.text_content()
    if path != f"{BODY}/2019-1.md":
        for said in (TEXTS[1], TEXTS[3], TEXTS[4]):
            assert said in shown


def test_each_text_of_log_and_reply_stands_as_it_is(spoiled: Path) -> None:
    page = html.fromstring(f"<div>{made(spoiled)[f'{BODY}/2019.md'].partition('---')[2]}</div>")
    log = page.xpath("//ul[contains(@class, 'gk-log')]/li")
    assert len(log) == 9
    assert [li.xpath("string(.//ins)") for li in log[2:8]] == list(TEXTS[:0:-1])
    assert {href for li in log for href in li.xpath(".//p[last()]/a/@href")} == {ISSUE}
    for reply in page.xpath("//div[@class='gk-reply']"):
        assert tuple(p.text_content() for p in reply.xpath("./p")[1:]) == TEXTS


def test_the_feed_is_xml_whatever_was_said(spoiled: Path) -> None:
    archive, _ = judged(spoiled)
    root = etree.fromstring(feed(all_corrections(archive), TO).encode())
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert {element.tag for element in root.iter()} <= {
        f"{{{names['a']}}}{name}"
        for name in ["feed", "title", "id", "link", "updated", "author", "name", "entry", "summary"]
    }
    titles = root.xpath("a:entry/a:title/text()", namespaces=names)
    assert all(title.startswith(f"{TEXTS[0]} 2019") for title in titles)
    summaries = root.xpath("a:entry/a:summary/text()", namespaces=names)
    assert f"{TEXTS[0]} → {TEXTS[1]}：{TEXTS[0]}" in summaries
    assert f"整块重新录入 transcribed anew：{TEXTS[4]}" in summaries
