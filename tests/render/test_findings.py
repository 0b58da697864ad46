"""Findings on the pages: where they stand, what is marked, and what an acknowledgement changes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from lxml import html

from generator.derive.catalogue import catalogue
from generator.derive.findings import Findings, Told
from generator.model.acknowledgement import Acknowledgement
from generator.model.forms import LAYOUTS
from generator.model.report import Report
from generator.render.finding_data import compact
from generator.render.pages import pages
from generator.render.places import is_cell, place, section_keys
from generator.rules.engine import all_rules
from generator.rules.registry import Rule
from generator.store.files import dump_report, load_report
from tests.conftest import judged
from tests.render.test_pages import TO, made

YUMEN = "sichuan/panzhihua/510422102"


@pytest.fixture
def texts(archive_dir: Path) -> dict[str, str]:
    return made(archive_dir)


def tree(text: str) -> html.HtmlElement:
    return html.fromstring(f"<div>{text}</div>")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_a_page_that_says_what_it_is(rule: Rule, site_dir: Path) -> None:
    page = html.parse(site_dir / f"rules/{rule.id.lower()}/index.html").getroot()
    text = page.xpath("string(//article)")
    for said in (rule.statement.zh, rule.statement.en, rule.explanation.zh):
        assert said in text
    for paragraph in rule.explanation.en.split("\n\n"):
        assert paragraph in text
    assert page.xpath("//h3[@id='passes']")
    assert page.xpath("//h3[@id='fails']")
    catalogued = html.parse(site_dir / "rules/index.html").getroot()
    assert len(catalogued.xpath(f"//table//a[@href='{rule.id.lower()}/']")) == 1


def test_every_finding_is_told_once_on_its_page(archive_dir: Path, texts: dict[str, str]) -> None:
    _, found = judged(archive_dir)
    for told in found.all:
        path = f"{told.page}.md" if told.finding.year else f"{told.page}/index.md"
        assert texts[path].count(f'id="{told.anchor}"') == 1, told.anchor


def test_every_marker_leads_to_a_finding_below(texts: dict[str, str]) -> None:
    marks = 0
    for text in texts.values():
        page = tree(text)
        for mark in page.xpath("//a[@class='gk-mark']"):
            [finding] = page.xpath(f"//li[@id='{mark.get('href')[1:]}']")
            assert finding.xpath("string(.//a[@class='gk-rule'])") == mark.get("data-rule")
            assert mark.text_content() == ""
            marks += 1
    assert marks > 100


def test_a_finding_gives_both_sides_and_the_difference(texts: dict[str, str]) -> None:
    page = tree(texts[f"{YUMEN}/2020.md"])
    [finding] = page.xpath("//li[@id='finding-a3-1']")
    text = " ".join(finding.text_content().split())
    for part in ("自然人", "总计", "The figures do not add up as printed", "表式中隐含的关系", "≠"):
        assert part in text
    assert "尚未与原件核对 not yet checked against the source" in text


def test_an_acknowledged_finding_says_when_and_why(archive_dir: Path) -> None:
    file = archive_dir / YUMEN / "2020.yaml"
    document, _ = load_report(file.read_bytes(), "f.yaml")
    assert document is not None
    report: Report = document.value
    told: Told = next(
        t for t in judged(archive_dir)[1].told[f"{YUMEN}/2020"] if t.finding.rule.id == "A3"
    )
    failed = told.finding.failed
    made_for = Acknowledgement(
        "A3", failed.cells[0], dict(failed.evidence), "<b>原件</b>如此", date(2025, 3, 1)
    )
    file.write_text(dump_report(replace(report, acknowledgements=(made_for,))), encoding="utf-8")
    text = made(archive_dir)[f"{YUMEN}/2020.md"]
    finding = tree(text).xpath("//li[@id='finding-a3-1']")[0].text_content()
    assert "已于 2025-03-01 与原件核对" in finding
    assert "<b>原件</b>如此" in finding
    assert "（1 项已与原件核对）" in text
    data = json.loads(compact(judged(archive_dir)[1]))
    [row] = [row for row in data["findings"] if row[4]]
    assert row[1:6] == [2020, "A3", 0, 1, 1]
    assert data["bodies"][row[0]][1] == YUMEN
    name = "本年新收政府信息公开申请数量 · 总计"
    assert data["places"][row[6]] == [name, "Received this year · Total"]


def test_a_report_without_findings_says_so_and_what_was_checked(texts: dict[str, str]) -> None:
    [summary] = tree(texts[f"{YUMEN}/2024.md"]).xpath("//div[@id='findings']")
    told = summary.text_content()
    verdict = "没有发现" in told
    assert verdict == (not summary.xpath(".//a[starts-with(@href, '#finding-')]"))
    assert "处核对中" in told


def test_a_blank_leaves_a_sum_open_and_the_page_says_what_a_zero_would_give(
    archive_dir: Path,
) -> None:
    file = archive_dir / YUMEN / "2024.yaml"
    text = file.read_text(encoding="utf-8")
    blank = text.replace("  received: [8, 0,", "  received: [8, null,", 1)
    assert blank != text
    file.write_text(blank, encoding="utf-8")
    before = tree(made(archive_dir)[f"{YUMEN}/2024.md"]).xpath("string(//div[@id='findings'])")
    assert "空白若作零，2 处相符，0 处不符" in before  # A1 of the column, A3 of the row


def test_a_body_page_tells_what_concerns_its_series(archive_dir: Path) -> None:
    text = made(archive_dir)[f"{YUMEN}/index.md"]
    [finding] = tree(text).xpath("//li[@id='finding-x6-1']")
    assert "缺2021、2022年" in finding.text_content()


def test_the_data_hold_every_finding_in_few_bytes(archive_dir: Path) -> None:
    _, found = judged(archive_dir)
    text = compact(found)
    data = json.loads(text)
    assert len(data["findings"]) == len(found.all)
    rows = json.dumps(data["findings"], separators=(",", ":"))
    assert len(rows) / len(found.all) < 32
    for body, _, rule, *_, at in data["findings"]:
        assert data["bodies"][body]
        assert data["rules"][rule]
        assert data["places"][at]


def test_the_places_of_a_form_have_names() -> None:
    for layout in LAYOUTS.values():
        for address in layout.addresses:
            assert is_cell(address)
            found = place(address, None)
            assert found.anchor == address
            assert found.section == address.partition(".")[0]
            assert "·" in found.label.zh
        for address in layout.labels:
            assert place(f"labels[{address}]", None).section == address.partition(".")[0]
    assert place("2023/requests.total.total", None).anchor == "requests.total"
    assert place("2023/requests.total.total", None).label.zh == "2023年：（七）总计 · 总计"


def test_sections_that_are_not_on_the_form_are_numbered() -> None:
    assert section_keys(["overview", None, "overview", None]) == (
        "overview",
        "extra-1",
        "extra-2",
        "extra-3",
    )


def test_lists_are_bounded_and_say_so(archive_dir: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("generator.render.finding_pages.LISTED_OF_A_RULE", 3)
    monkeypatch.setattr("generator.render.finding_pages.NEWEST_FINDINGS", 5)
    archive, found = judged(archive_dir)
    texts = {page.path: page.text for page in pages(catalogue(archive), found, TO)}
    assert isinstance(found, Findings)
    rule = texts["rules/a3/index.md"]
    assert len(tree(rule).xpath("//ul[@class='gk-reports']/li")) == 3
    assert 'href="../../findings/?rule=A3"' in rule
    assert len(tree(texts["findings/index.md"]).xpath("//div[@class='gk-newest']//li")) == 5
