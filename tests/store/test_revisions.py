"""Several revisions of a year: all stay, the newest stands for the year."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.checking import findings, surroundings
from generator.model.cells import Cell
from generator.model.differences import Difference, differences
from generator.model.report import Report
from generator.store.archive import load_archive
from generator.store.files import dump_report
from tests import samples

FOLDER = "sichuan/panzhihua/510422102"
CELL = "requests.received.total"


def add(root: Path, year: int, revision: int, **cells: str) -> Report:
    """Write one more revision of 渔门镇's report on the year."""
    [first] = [r for r in samples.reports() if (r.body, r.year) == ("510422102", year)]
    changed = {
        address.replace("__", "."): Cell.of_number(value) for address, value in cells.items()
    }
    copy = f"{year}-{revision}.source.txt"
    report = replace(
        first,
        revision=revision,
        cells={**first.cells, **changed},
        source=replace(first.source, copy=copy),
    )
    (root / FOLDER / f"{report.stem}.yaml").write_text(dump_report(report), encoding="utf-8")
    (root / FOLDER / copy).write_text(samples.COPY, encoding="utf-8")
    return report


def test_the_newest_stands_for_the_year_and_the_others_stay(archive_dir: Path) -> None:
    for revision in (2, 3):
        add(archive_dir, 2023, revision, requests__received__total=str(revision))
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    entry = archive.by_id["510422102"]
    assert [doc.value.stem for doc in entry.reports] == ["2020", "2023-3", "2024"]
    assert {y: [d.value.stem for d in docs] for y, docs in entry.earlier.items()} == {
        2023: ["2023", "2023-2"]
    }
    assert [doc.value.stem for doc in entry.revisions] == [
        "2020",
        "2023",
        "2023-2",
        "2023-3",
        "2024",
    ]
    newest = surroundings(archive).series["510422102"].by_year[2023]
    assert newest.revision == 3


def test_every_revision_is_judged_against_the_newest_of_the_year_before(archive_dir: Path) -> None:
    add(archive_dir, 2023, 2, requests__carried_out__total="77")
    add(archive_dir, 2024, 2, requests__carried_in__total="77")
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    told = {
        Path(item.problem.path).stem: item.problem.message
        for item in findings(archive)
        if item.problem.rule == "X1"
        and "Total" in item.problem.message
        and FOLDER in item.problem.path
    }
    assert "2024-2" not in told
    assert "77" in told["2024"]


def test_an_earlier_revision_is_read_for_likeness_with_its_own_words(archive_dir: Path) -> None:
    add(archive_dir, 2024, 2)
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    [old] = archive.by_id["510422102"].earlier[2024]
    words = "。".join(f"第{n}项工作按照要求认真落实到位" for n in "一二三四五六七八九十")
    sections = tuple(
        replace(s, prose=replace(s.prose, paragraphs=(words,))) if s.key == "overview" else s
        for s in old.value.sections or ()
    )
    index = surroundings(archive).likeness
    text = index.text(replace(old.value, sections=sections), "overview")
    assert text is not None
    assert "按照要求认真落实到位" in "".join(text.clauses)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        (
            "revision: 2",
            "revision: 3",
            "2023-2.yaml:4:11: error S3: revision: found 3, expected 2 as the path says",
        ),
        (
            "revision: 2\n",
            "",
            "2023-2.yaml:1:1: error S3: revision: found 1, expected 2 as the path says",
        ),
        (
            "copy: 2023-2.source.txt",
            "copy: 2023.source.txt",
            "error S4: source.copy: found 2023.source.txt, expected 2023-2.source.txt or the like",
        ),
    ],
)
def test_path_and_revision_agree(archive_dir: Path, old: str, new: str, told: str) -> None:
    add(archive_dir, 2023, 2)
    file = archive_dir / FOLDER / "2023-2.yaml"
    text = file.read_text(encoding="utf-8")
    assert old in text
    file.write_text(text.replace(old, new), encoding="utf-8")
    assert any(told in str(problem) for problem in load_archive(archive_dir)[1])


@pytest.mark.parametrize(("revisions", "former"), [((3,), "2023-2"), ((2, 4), "2023-3")])
def test_a_revision_needs_the_one_before(
    archive_dir: Path, revisions: tuple[int, ...], former: str
) -> None:
    for revision in revisions:
        add(archive_dir, 2023, revision)
    [problem] = load_archive(archive_dir)[1]
    assert (
        f"2023-{revisions[-1]}.yaml:4:11: error S2: revision: found {revisions[-1]} of 2023 "
        in str(problem)
    )
    assert f"without {former}.yaml, expected every revision from the first on" in problem.message


def test_a_second_revision_needs_the_first(archive_dir: Path) -> None:
    add(archive_dir, 2023, 2)
    for name in ("2023.yaml", "2023.source.txt"):
        (archive_dir / FOLDER / name).unlink()
    [problem] = load_archive(archive_dir)[1]
    assert "error S2: revision: found 2 of 2023 without 2023.yaml" in str(problem)


@pytest.mark.parametrize("name", ["2023-1.yaml", "2023-02.yaml", "2023-x.yaml", "2023-100.yaml"])
def test_other_names_are_no_revision(archive_dir: Path, name: str) -> None:
    (archive_dir / FOLDER / name).write_text("a: 1\n", encoding="utf-8")
    [problem] = load_archive(archive_dir)[1]
    assert f"S3: found file {name}, expected body.yaml, 2024.yaml (2024-2.yaml for" in str(problem)


def test_two_revisions_differ_in_what_they_print(archive_dir: Path) -> None:
    second = add(archive_dir, 2024, 2, requests__received__total="9")
    [first] = [r for r in samples.reports() if (r.body, r.year) == ("510422102", 2024)]
    retitled = replace(
        second, title="重新公布", sections=second.sections[:-1] if second.sections else ()
    )
    assert differences(first, second) == (
        Difference(CELL, Cell.of_number("8"), Cell.of_number("9")),
    )
    assert [found.address for found in differences(first, retitled)] == [
        "title",
        CELL,
        "sections[5].heading",
        "sections[5].prose",
    ]
