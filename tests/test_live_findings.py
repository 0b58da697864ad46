"""The findings on the live archive are those of a careful reader, no more and no fewer."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from generator.checking import surroundings, verdicts
from generator.rules.engine import Finding, Tally, Verdict
from generator.store.archive import load_archive
from tests.conftest import ROOT
from tests.pages_read import document

# Each finding with its reason, after reading the report and its archived source.
EXPECTED: dict[tuple[str, int], list[tuple[str, str]]] = {
    # 西联镇 2019
    ("440203100", 2019): [
        # Three labels of section 2: 第二是条 for 第二十条, twice 上年 for 上一年.
        ("F3", "labels[proactive.item_5]"),
        # Three labels of section 3: 其它 for 其他.
        ("F3", "labels[requests.column.organisations]"),
        # All six headings are numbered 1、 to 6、.
        ("F3", "sections[0].heading"),
        # Three 规章 at a township, which cannot make any (the prose says 规章文件信息3条).
        ("P3", "proactive.regulations.made"),
        # 61 normative documents, and 累计主动公开政府信息61条 in the prose.
        ("P4", "proactive.normative_documents.made"),
        # Section one speaks neither of 依申请公开 nor of 政府信息管理.
        ("N8", "sections[0].prose"),
    ],
    # 高坪区政府办 2019: published 30 January 2020, the last but one day that the statute gives an office.
    ("511303-zhengfu-bangongshi", 2019): [
        # 主动撤回4件, and 其他处理 is 4: nothing wrong, the note says what the figure consists of.
        ("N5", "requests.other_outcome.total"),
    ],
    # 下冶镇 2023: 收到 2 件 agrees with the table; all topics and the fee are there.
    ("419001110", 2023): [],
    # 洪泽区 2023 (figures only; the prose is not archived)
    ("320813", 2023): [
        # The form of 2021 with one undivided row 其他处理.
        ("F2", "requests.other_outcome.total"),
        # 2.其他法律行政止公开: two characters and 规 are missing.
        ("F3", "labels[requests.denied.prohibited_by_law]"),
        # 10 + 1 = 11, total 0.
        ("R1", "review.reconsideration.total"),
        # 5, total 0.
        ("R1", "review.suit_after_reconsideration.total"),
    ],
    # 洪泽区 2024 (figures only): its section 4 adds up.
    ("320813", 2024): [
        ("F2", "requests.other_outcome.total"),
        ("F3", "labels[requests.denied.prohibited_by_law]"),
        # 550 licensing decisions in 2023, 9487 in 2024: worth a look, perhaps another way of counting.
        ("X5", "proactive.licensing.decisions"),
    ],
    # 渔门镇 2024: the 2023 of 2023年财政决算 is that of final accounts; no request in prose and table.
    ("510422102", 2024): [],
    # 郭家窑乡 2024
    ("140212202", 2024): [
        # The trial form of 2019, four years after its end.
        ("F1", "form"),
        # 五、政府信息公开工作存在的主要问题及改进情况.
        ("F3", "sections[4].heading"),
        # Signed on 31 December of the year that it reports on.
        ("D1", "signed"),
    ],
}


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, int | None], Verdict]:
    archive, problems = load_archive(ROOT / "reports")
    assert problems == []
    assert archive is not None
    all_verdicts = verdicts(archive, surroundings(archive))
    return {(verdict.body, verdict.year): verdict for _, _, verdict in all_verdicts}


def pointed(findings: tuple[Finding, ...]) -> list[tuple[str, str]]:
    return [(finding.rule.id, finding.cells[0]) for finding in findings]


def test_the_findings_are_those_of_a_careful_reader(
    found: dict[tuple[str, int | None], Verdict],
) -> None:
    reports = {key: pointed(v.findings) for key, v in found.items() if key[1] is not None}
    assert reports == EXPECTED
    assert all(not v.findings for key, v in found.items() if key[1] is None)
    assert all(not verdict.unused for verdict in found.values())


def test_the_two_sides_of_the_printed_errors(found: dict[tuple[str, int | None], Verdict]) -> None:
    comparisons = [f.failed.comparison for f in found["320813", 2023].findings if f.rule.id == "R1"]
    values = [(c.left.value, c.right.value, c.difference) for c in comparisons if c]
    assert values == [(11, 0, 11), (5, 0, 5)]


def test_hongze_carries_over_what_it_had(found: dict[tuple[str, int | None], Verdict]) -> None:
    for rule, count in (("X1", 7), ("X2", 2)):
        assert found["320813", 2024].tallies[rule] == Tally(passed=count)


def test_prose_that_is_not_archived_is_not_judged(
    found: dict[tuple[str, int | None], Verdict],
) -> None:
    for year in (2023, 2024):
        tallies = found["320813", year].tallies
        prose = [tally for rule, tally in tallies.items() if rule[0] in "NB"]
        assert sum(tally.not_assessable for tally in prose) > 10
        assert not any(tally.assessable for tally in prose)


def test_every_finding_says_what_why_and_what_next(
    found: dict[tuple[str, int | None], Verdict],
) -> None:
    for verdict in found.values():
        for finding in verdict.findings:
            assert "依据：" in finding.message.zh
            assert "; basis: " in finding.message.en
            assert finding.failed.evidence


def test_every_finding_stands_on_its_built_page(live_site_dir: Path) -> None:
    archive, _ = load_archive(ROOT / "reports")
    assert archive is not None
    levels: Counter[str] = Counter()
    for entry, report in ((e, d.value) for e in archive.entries for d in e.reports):
        page = document(live_site_dir / entry.address / str(report.year) / "index.html")
        expected = EXPECTED[report.body, report.year]
        told = page.xpath("//ul[@class='gk-findings']/li")
        assert Counter(item.xpath("string(.//a[@class='gk-rule'])") for item in told) == Counter(
            rule for rule, _ in expected
        )
        levels.update(item.get("class") for item in told)
        for item in told:
            assert "尚未与原件核对" in item.text_content()
        marked = page.xpath("//table[contains(@class, 'gk')]//a[@class='gk-mark']/@data-rule")
        in_tables = [
            rule
            for rule, address in expected
            if address.startswith(("requests.", "review.", "proactive.", "labels["))
        ]
        # A column of section 4 stands three times, and is marked each time; none is in the archive.
        assert sorted(marked) == sorted(in_tables)
        summary = page.xpath("string(//div[@id='findings'])")
        assert ("没有发现" in summary) == (not expected)
    assert levels == {"finding": 14, "note": 3}


def test_the_findings_are_counted_and_listed(live_site_dir: Path) -> None:
    page = document(live_site_dir / "findings/index.html")
    assert page.xpath("//ul[@class='gk-counts']/li/strong/text()") == ["14", "3", "0"]
    assert len(page.xpath("//div[@class='gk-newest']//li")) == 17
    data = json.loads((live_site_dir / "findings/findings.json").read_text(encoding="utf-8"))
    assert len(data["findings"]) == 17
    rule = document(live_site_dir / "rules/r1/index.html")
    links = rule.xpath("//ul[@class='gk-reports']//a/@href")
    assert links == [f"../../jiangsu/huaian/320813/2023/#finding-r1-{n}" for n in (1, 2)]
    body = document(live_site_dir / "jiangsu/huaian/320813/index.html")
    assert (
        len(body.xpath("//h2[@id='findings']/following-sibling::ul[@class='gk-reports']/li")) == 7
    )
