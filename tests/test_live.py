"""The live archive: sound, canonical, and equal to its sources and to its pages.

The sources are read here by a reader of their own, which knows nothing of the importer: it looks for the
row labels in order and counts the figures behind each.
"""

from __future__ import annotations

import itertools
import json
import re
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import opencc
import pytest

from generator.model.forms import APPLICANTS, RESULTS, REVIEW
from generator.model.report import Report
from generator.store.archive import Archive, Entry, canonical, load_archive
from generator.store.files import json_schemas
from tests.conftest import ROOT
from tests.pages_read import cell_of, document, tables

LIVE = ROOT / "reports"
FIGURES_ONLY = ROOT / "tests/cases/live"
_PINYIN = re.compile("[(（][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]+[)）]")
_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")


@pytest.fixture(scope="module")
def archive() -> Archive:
    found, problems = load_archive(LIVE)
    assert problems == []
    assert found is not None
    return found


def reports(archive: Archive) -> Iterator[tuple[Entry, Report]]:
    for entry, listed in archive.reports():
        yield entry, listed.value


def plain(text: str) -> str:
    """A label without white space, brackets, and the difference of full and half width."""
    return re.sub(r"[\s()（）,，.．、*|-]", "", text)


def source_tokens(path: Path) -> list[str]:
    text = _PINYIN.sub("", path.read_text(encoding="utf-8"))
    cells = re.split(r"[|\t\n]", opencc.OpenCC("t2s").convert(text))
    return [cell.strip() for cell in cells if cell.strip(" -")]


def source_figures(report: Report, tokens: list[str]) -> dict[str, Decimal]:
    """Every figure of a source by its address, in the order of the form."""
    found: dict[str, Decimal] = {}
    place = next(i for i, token in enumerate(tokens) if plain(token) == "信息内容")

    def row(anchor: str, label: str, columns: list[str]) -> None:
        nonlocal place
        label = plain(report.labels.get(anchor, label))
        place = next(i for i in range(place, len(tokens)) if plain(tokens[i]) == label) + 1
        for column in columns:
            assert _NUMBER.fullmatch(tokens[place]), f"{anchor}.{column}: {tokens[place]}"
            found[f"{anchor}.{column}"] = Decimal(tokens[place])
            place += 1

    for article in report.layout.articles:
        for line in article.rows:
            row(f"proactive.{line.key}", line.label.zh, [column.key for column in article.columns])
    for line in report.layout.request_rows:
        row(f"requests.{line.key}", line.label.zh, [column.key for column in APPLICANTS])
    place = next(i for i in range(place, len(tokens)) if plain(tokens[i]) == "复议后起诉")
    place = next(i for i in range(place, len(tokens)) if _NUMBER.fullmatch(tokens[i]))
    for line, column in itertools.product(REVIEW, RESULTS):
        found[f"review.{line.key}.{column.key}"] = Decimal(tokens[place])
        place += 1
    return found


def test_every_file_is_canonical(archive: Archive) -> None:
    for entry in archive.entries:
        for file in (LIVE / entry.folder).glob("*.yaml"):
            assert canonical(file, LIVE) == (file.read_text(encoding="utf-8"), []), file


def test_the_schemas_are_those_of_the_model() -> None:
    for name, schema in json_schemas().items():
        assert json.loads((LIVE / name).read_text(encoding="utf-8")) == schema, "run make schema"


def test_every_figure_equals_its_source(archive: Archive) -> None:
    seen = 0
    for entry, report in reports(archive):
        figures = {address: cell.number for address, cell in report.cells.items()}
        copy = LIVE / entry.folder / report.source.copy
        if copy.suffix == ".txt":
            expected = source_figures(report, source_tokens(copy))
        else:
            case = FIGURES_ONLY / f"{report.body}-{report.year}.json"
            expected = json.loads(case.read_text(), parse_float=Decimal, parse_int=Decimal)
        assert figures == expected, copy
        seen += 1
    assert seen >= 7


def test_every_figure_on_the_page_equals_the_data(archive: Archive, live_site_dir: Path) -> None:
    for entry, report in reports(archive):
        page = tables(document(live_site_dir / entry.address / str(report.year) / "index.html"))
        found = {}
        for article in report.layout.articles:
            for row in article.rows:
                cells = page["proactive"].xpath(f".//tr[@id='proactive.{row.key}']/td")
                for column, cell in zip(article.columns, cells, strict=True):
                    found[f"proactive.{row.key}.{column.key}"] = cell_of(cell)
        for row in report.layout.request_rows:
            cells = page["requests"].xpath(f".//tr[@id='requests.{row.key}']/td")
            for column, cell in zip(APPLICANTS, cells, strict=True):
                found[f"requests.{row.key}.{column.key}"] = cell_of(cell)
        cells = page["review"].xpath(".//tbody//td")
        for (row, column), cell in zip(itertools.product(REVIEW, RESULTS), cells, strict=True):
            found[f"review.{row.key}.{column.key}"] = cell_of(cell)
        assert found == report.cells, entry.address


def test_every_paragraph_stands_on_the_page_and_in_the_source(
    archive: Archive, live_site_dir: Path
) -> None:
    for entry, report in reports(archive):
        page = document(live_site_dir / entry.address / str(report.year) / "index.html")
        shown = {
            element.text_content()
            for element in page.xpath("//div[@class='gk-prose']/*[self::p or self::h3]")
        }
        paragraphs = [
            paragraph
            for prose in (report.preface, *(section.prose for section in report.sections or ()))
            for paragraph in prose.paragraphs
        ]
        assert shown == set(paragraphs)
        copy = LIVE / entry.folder / report.source.copy
        if copy.suffix == ".txt":
            source = "".join("".join(source_tokens(copy)).replace("**", "").split())
            for paragraph in paragraphs:
                assert "".join(paragraph.split()) in source, paragraph


def number(report: Report) -> Callable[[str], list[object]]:
    return lambda row: [report.cells[f"{row}.{column.key}"].number for column in APPLICANTS]


def test_the_figures_that_readers_know_are_there(archive: Archive) -> None:
    found = {(report.body, report.year): report for _, report in reports(archive)}
    gaoping = number(found["511303-zhengfu-bangongshi", 2019])
    assert gaoping("requests.received") == [5, 0, 0, 0, 3, 0, 8]
    assert gaoping("requests.granted")[-1] == 4
    assert gaoping("requests.other_outcome") == [1, 0, 0, 0, 3, 0, 4]
    xiaye = found["419001110", 2023].cells
    assert xiaye["proactive.penalties.decisions"].number == 22
    assert xiaye["requests.denied.state_secret.total"].number == 1
    assert xiaye["requests.denied.third_party_rights.total"].number == 1
    xilian = found["440203100", 2019].cells
    for row, figure in (("regulations", 3), ("normative_documents", 61)):
        for column in ("made", "newly_published", "total_published"):
            assert xilian[f"proactive.{row}.{column}"].number == figure
    assert (found["140212202", 2024].form_key, found["140212202", 2024].fits_year) == (
        "2019",
        False,
    )
    assert len(found["510422102", 2024].layout.request_rows) == 25
    hongze = found["320813", 2023].cells
    assert [hongze[f"review.reconsideration.{column.key}"].number for column in RESULTS] == [
        10,
        1,
        0,
        0,
        0,
    ]
