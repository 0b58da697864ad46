"""Golden pages: the Markdown of a few reports, each a folder of tests/cases/pages named for its quirk.

GONGKAI_UPDATE_CASES=1 writes what is made now; read the difference before you commit it.
"""

import os
from pathlib import Path

import pytest
from lxml import html

from generator.corrections.find import find_report
from generator.derive.catalogue import catalogue
from generator.render.page import Addresses
from generator.render.pages import pages
from generator.render.report_page import published_name
from tests.conftest import judged

CASES = Path(__file__).parents[1] / "cases" / "pages"
TO = Addresses("https://example.org/archive", "https://example.org/forge")
GOLDEN = {
    "hostile-texts-on-the-old-form-of-another-year": "shanxi/datong/140212202/2024.md",
    "one-undivided-row-and-no-prose": "sichuan/panzhihua/510422102/2023.md",
    "a-province-without-a-prefecture": "sichuan/51/2024.md",
    "a-history-over-both-forms": "sichuan/panzhihua/510422102/index.md",
    "two-years-on-two-forms": "sichuan/panzhihua/510422102/2023/compare/index.md",
    "two-years-with-prose-of-one": "sichuan/panzhihua/510422102/2024/compare/index.md",
    "a-report-published-again": "sichuan/nanchong/511303-zhengfu-bangongshi/2019.md",
    "a-report-that-was-superseded": "sichuan/nanchong/511303-zhengfu-bangongshi/2019-1.md",
    "a-body-that-replied": "sichuan/nanchong/511303-zhengfu-bangongshi/index.md",
    "corrections": "corrections/index.md",
    "a-county-with-a-township": "sichuan/panzhihua/yanbian/index.md",
    "compare": "compare/index.md",
    "a-year": "years/2019/index.md",
    "the-coverage-of-a-county": "sichuan/panzhihua/yanbian/coverage/index.md",
    "a-summary-of-a-year": "sichuan/summary/2024/index.md",
    "summaries-over-the-years": "sichuan/panzhihua/summary/index.md",
    "home": "index.md",
    "findings": "findings/index.md",
    "indicators": "indicators/index.md",
    "an-indicator": "indicators/disclosure_rate/index.md",
    "a-ranking": "indicators/checks_passed/2024/index.md",
    "a-rule-with-findings": "rules/x2/index.md",
    "a-rule-of-the-files": "rules/s3/index.md",
}


def made(archive_dir: Path) -> dict[str, str]:
    archive, findings = judged(archive_dir)
    return {page.path: page.text for page in pages(catalogue(archive), findings, TO)}


def test_every_page_is_made_once_and_always_the_same(archive_dir: Path) -> None:
    archive, findings = judged(archive_dir)
    found = list(pages(catalogue(archive), findings, TO))
    assert len({page.path for page in found}) == len(found)
    assert {page.path: page.text for page in found} == made(archive_dir)


def test_pages_are_as_the_golden_cases(archive_dir: Path) -> None:
    texts = made(archive_dir)
    for name, path in GOLDEN.items():
        golden = CASES / name / "expected.md"
        if os.environ.get("GONGKAI_UPDATE_CASES"):
            golden.parent.mkdir(parents=True, exist_ok=True)
            golden.write_text(texts[path], encoding="utf-8")
        assert texts[path] == golden.read_text(encoding="utf-8"), name
    assert {folder.name for folder in CASES.iterdir()} == set(GOLDEN)


@pytest.mark.parametrize(
    ("copy", "served"),
    [
        ("2024.source.txt", "2024.source.txt"),
        ("2024.source.pdf", "2024.source.pdf"),
        ("2024.source.html", "2024.source.html.txt"),
        ("2024.source.md", "2024.source.md.txt"),
        ("2024.source.svg", "2024.source.svg.txt"),
    ],
)
def test_an_archived_copy_is_never_served_as_something_that_runs(copy: str, served: str) -> None:
    assert published_name(copy) == served


def test_a_report_without_signature_or_date_says_so(archive_dir: Path) -> None:
    text = made(archive_dir)["sichuan/51/2024.md"]
    assert "<dd><b>无</b>" in text


def test_previous_and_next_year_are_the_neighbours_that_exist(archive_dir: Path) -> None:
    text = made(archive_dir)["sichuan/panzhihua/510422102/2023.md"]
    assert 'rel=prev href="../2020/"' in text
    assert 'rel=next href="../2024/"' in text


def test_a_year_is_compared_with_the_archived_year_before_it(archive_dir: Path) -> None:
    texts = made(archive_dir)
    address = "sichuan/panzhihua/510422102"
    found = sorted(path for path in texts if path.endswith("/compare/index.md"))
    assert found == [f"{address}/{year}/compare/index.md" for year in (2023, 2024)]
    assert 'href="2024/compare/"' in texts[f"{address}/index.md"]
    assert 'href="compare/"' in texts[f"{address}/2024.md"]
    assert 'href="compare/"' not in texts[f"{address}/2020.md"]
    assert "没有该机关2021至2022年的报告" in texts[f"{address}/2023/compare/index.md"]


def test_the_data_file_is_opened_on_the_forge(archive_dir: Path) -> None:
    text = made(archive_dir)["sichuan/panzhihua/510422102/2023.md"]
    edit = "https://example.org/forge/edit/main/reports/sichuan/panzhihua/510422102/2023.yaml"
    assert f'<a href="{edit}">' in text


def test_correct_this_is_on_every_row_and_fact_and_names_its_line(archive_dir: Path) -> None:
    archive, _ = judged(archive_dir)
    texts = made(archive_dir)
    for entry, document in archive.revisions():
        page = html.fromstring(f"<div>{texts[f'{entry.page(document.value)}.md']}</div>")
        [form] = page.xpath("//form[@id='fix']")
        assert form.get("action") == "https://example.org/forge/issues/new"
        given = {field.get("name"): field.get("value") for field in form.xpath("./input")}
        assert given["template"] == "correction.yml"
        assert given["report"] == entry.page(document.value)
        assert given["page"] == f"https://example.org/archive/{given['report']}/"
        assert find_report(archive.root, given["report"]) == Path(document.path)
        buttons = page.xpath("//button[@form='fix'][@name='cell']")
        lines = Path(document.path).read_text(encoding="utf-8").splitlines()
        rows = {address.rpartition(".")[0] for address in document.value.layout.addresses}
        fields = {"published", "signed", "signature", "title"}
        assert rows <= {button.get("value") for button in buttons} <= rows | fields
        heads = [
            button.xpath("string((ancestor::*[self::th or dt])[last()]//b)") for button in buttons
        ]
        assert len(set(heads) - {""}) == len(buttons)  # what the button of a row is named after
        for button, number in zip(buttons, form.get("data-lines").split(), strict=True):
            line = lines[int(number) - 1]
            assert line.strip().startswith(f"{button.get('value').rpartition('.')[2]}:")
