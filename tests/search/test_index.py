"""The files of the index of the sample archive."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from generator.demo.write import write
from generator.derive.catalogue import catalogue
from generator.model.report import SYNTHETIC
from generator.search.index import FOLDER, files
from generator.search.normal import joined
from tests import samples
from tests.conftest import judged
from tests.search.decoding import Read, candidates

GAOPING = "sichuan/nanchong/511303-zhengfu-bangongshi"


@pytest.fixture(scope="module")
def read(tmp_path_factory: pytest.TempPathFactory) -> Read:
    root = tmp_path_factory.mktemp("archive")
    samples.write(root)
    archive, found = judged(root)
    made = dict(files(catalogue(archive), found))
    return Read({path.removeprefix(f"{FOLDER}/"): data for path, data in made.items()})


def test_it_holds_the_newest_revision_of_every_report(read: Read) -> None:
    assert read.about["documents"] == 8
    assert read.about["bodies"] == 6
    assert "notice" not in read.about
    [gaoping] = [b for b in map(read.block, range(6)) if b["address"] == GAOPING]
    assert len(gaoping["reports"]) == 1
    assert gaoping["names"] == ["高坪区人民政府办公室", "高坪区政府办"]
    assert gaoping["regions"] == ["四川省", "南充市", "高坪区"]


def test_a_report_begins_with_its_title_and_ends_with_its_findings(read: Read) -> None:
    blocks = [read.block(number) for number in range(6)]
    [yumen] = [block for block in blocks if block["names"][0] == "渔门镇人民政府"]
    first, *_, last = yumen["reports"][0]
    assert first == "渔门镇2020年报告"
    assert re.match(r"[A-Z]\d+ .+：", last)
    assert yumen["names"][-1] == "鱼门公社"


def test_every_string_of_every_text_is_among_what_the_index_offers(read: Read) -> None:
    buckets = read.buckets
    held = [joined(report) for number in range(6) for report in read.block(number)["reports"]]
    for number, text in enumerate(held):
        for start in range(0, len(text) - 4, 97):
            wanted = text[start : start + 4]
            if wanted.isalnum():
                assert number in candidates(buckets, wanted), wanted


def test_columns_have_a_value_for_each_body_or_report(read: Read) -> None:
    columns = read.json("columns.bin")
    assert len(columns["codes"]) == len(columns["kinds"]) == len(columns["reports"]) == 6
    assert sum(columns["reports"]) == len(columns["years"]) == len(columns["forms"]) == 8
    assert columns["regions"]["51"] == "四川省"
    assert read.json("regions/51.bin")["510422102"] == "渔门镇"
    assert all(sum(gaps) < 8 for _, _, gaps in columns["rules"].values())


def test_a_figure_that_is_not_printed_is_none_and_not_nought(read: Read) -> None:
    values = read.json("figures/received.bin")
    assert len(values) == 8
    assert any(
        value is None for value in read.json("figures/proactive.normative_documents.made.bin")
    )


def test_labels_printed_otherwise_make_a_set_of_their_own(read: Read) -> None:
    columns = read.json("columns.bin")
    own = [s for s in columns["labels"] if isinstance(s[0], int)]
    printed = {label for report in samples.reports() for label in report.labels.values()}
    assert {label for _, others in own for label in others.values()} <= printed
    assert len(columns["labelled"]) == 8


def test_the_same_archive_gives_the_same_index(read: Read, tmp_path: Path) -> None:
    samples.write(tmp_path)
    archive, found = judged(tmp_path)
    again = {p.removeprefix(f"{FOLDER}/"): d for p, d in files(catalogue(archive), found)}
    assert again == read.files


def test_a_synthetic_index_says_so(tmp_path: Path) -> None:
    write(tmp_path / "reports", tmp_path / "live", 1, 5)
    archive, found = judged(tmp_path / "reports")
    made = dict(files(catalogue(archive), found))
    about = Read({path.removeprefix(f"{FOLDER}/"): data for path, data in made.items()}).about
    assert about["notice"] == [SYNTHETIC.zh, SYNTHETIC.en]
