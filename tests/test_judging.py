"""Reading and judging folder by folder gives what reading and judging the whole gives."""

from __future__ import annotations

import pickle
import re
import shutil
from pathlib import Path

import pytest
from hypothesis import given

from generator.checking import judged, reported
from generator.cli import main
from generator.demo.write import write
from generator.judging import Read, read
from generator.model.report import Report
from generator.problems import Level
from generator.rules import likeness_index
from generator.store.archive import load_archive
from generator.store.files import dump_report, load_report
from generator.store.packed import packed, unpacked
from generator.work import Progress, Workers
from tests.conftest import ROOT
from tests.strategies import reports as any_report

SIZE = 40


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic archive with planted findings, some of them across bodies."""
    root = tmp_path_factory.mktemp("judging") / "reports"
    write(root, ROOT / "reports", 3, SIZE)
    return root


def test_the_verdicts_are_those_of_the_whole_in_one_process(demo: Path, tmp_path: Path) -> None:
    archive, _ = load_archive(demo)
    assert archive is not None
    expected = judged(archive)
    for workers in (Workers(1), Workers(2)):
        for _ in range(2):  # read, then kept
            found, problems = read(demo, tmp_path / "kept", workers)
            assert problems == []
            assert found is not None
            assert found.archive == archive
            assert found.said == expected
    across = {f.rule.id for _, _, v in expected for f in v.findings} & {"B2", "H1", "H2"}
    assert across


def test_a_change_is_read_and_what_nobody_needs_is_forgotten(demo: Path, tmp_path: Path) -> None:
    kept = tmp_path / "kept"
    before, _ = read(demo, kept)
    files = {path.name for path in kept.glob("*/*")}
    file = max(demo.glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\ntitle: ", "\ntitle: 新", 1), encoding="utf-8")
    after, _ = read(demo, kept)
    file.write_text(text, encoding="utf-8")
    assert before is not None
    assert after is not None
    changed = [body for body in after.digests if after.digests[body] != before.digests[body]]
    assert changed == [file.parent.name]
    now = {path.name for path in kept.glob("*/*")}
    assert len(now) == len(files)
    assert len(now - files) == 1


def test_texts_are_compared_again_only_where_one_of_them_changed(
    demo: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root, kept = tmp_path / "reports", tmp_path / "build/read"
    shutil.copytree(demo, root)
    read(root, kept)
    file = max(root.glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\ntitle: ", "\ntitle: 新", 1), encoding="utf-8")
    with monkeypatch.context() as without:
        without.setattr(likeness_index, "_Clauses", None)
        after, _ = read(root, kept, Workers(1))
    assert after is not None
    assert after == read(root)[0]
    # Every paragraph of another body's report: B2 now finds this one.
    others = (path for path in sorted(root.glob("*/*/*/[0-9]*.yaml")) if path.stem >= file.stem)
    other = next(path for path in others if path != file)
    theirs = other.read_text(encoding="utf-8")
    sections = text[text.index("\nsections:") :]
    other.write_text(theirs[: theirs.index("\nsections:")] + sections, encoding="utf-8")
    now, _ = read(root, kept, Workers(1))
    assert now is not None
    assert now == read(root)[0]
    assert _found(now, "B2") > _found(after, "B2")


def _found(of: Read, rule: str) -> int:
    return sum(finding.rule.id == rule for _, _, said in of.said for finding in said.findings)


def test_what_is_sound_is_judged_where_other_files_are_not(archive_dir: Path) -> None:
    file = archive_dir / "sichuan/51/2024.yaml"
    file.write_text(file.read_text(encoding="utf-8") + "year: 2024\n", encoding="utf-8")
    found, problems = read(archive_dir)
    assert [problem.rule for problem in problems] == ["S1"]
    assert found is not None
    assert "51" not in found.digests
    assert list(reported(found.said))


@given(any_report())
def test_a_document_comes_back_from_its_packed_form(report: Report) -> None:
    document, problems = load_report(dump_report(report).encode(), "2024.yaml")
    assert problems == []
    assert document is not None
    again = unpacked(packed(document))
    assert again == document
    assert dict(again.marks) == dict(document.marks)
    assert list(again.value.cells) == list(document.value.cells)
    assert unpacked(packed(again)) == document
    assert len(packed(document)) < len(pickle.dumps(dict(document.value.cells))) * 4


def test_stages_are_timed_and_steps_counted() -> None:
    progress = Progress()
    assert list(progress.over("read", iter("abc"), 3)) == ["a", "b", "c"]
    progress.spent("read", 5)
    assert 5 < progress.seconds["read"] < 6


def test_workers_of_a_distributed_engine_find_the_same(
    demo: Path, scheduler: str, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["check", "--reports", str(demo), "--format", "json"]
    assert main(command) == 0
    here = capsys.readouterr().out
    assert main([*command, "--scheduler", scheduler]) == 0
    assert capsys.readouterr().out == here
    assert here.count("rule") > 3


def test_a_scheduler_that_is_not_there_is_told(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["check", "--scheduler", "tcp://127.0.0.1:1"])
    assert ended.value.code == 2
    assert "found no scheduler" in capsys.readouterr().err


def test_a_finding_that_weighs_less_is_another_figure(demo: Path) -> None:
    """What one year carries out and the next takes over: it counts less where the totals agree."""
    folder = next(
        path
        for path in sorted(demo.glob("*/*/*"))
        if [file.name for file in sorted(path.glob("202[23]*.yaml"))] == ["2022.yaml", "2023.yaml"]
    )
    later = folder / "2023.yaml"
    text, row = later.read_text(encoding="utf-8"), re.compile(r"(?m)^  carried_in: .*$")
    early = folder / "2022.yaml"
    before = early.read_text(encoding="utf-8")
    found = []
    try:
        later.write_text(row.sub("  carried_in: [1, 0, 0, 0, 0, 0, 1]", text), encoding="utf-8")
        for carried in ("[0, 0, 0, 0, 0, 0, 1]", "[1, 0, 0, 0, 0, 0, 0]"):
            changed = re.sub(r"(?m)^  carried_out: .*$", f"  carried_out: {carried}", before)
            early.write_text(changed, encoding="utf-8")
            archive, _ = read(demo)
            assert archive is not None
            [(entry, verdict)] = [
                (entry, verdict)
                for entry, document, verdict in archive.said
                if document is not None and document.path.endswith(f"{folder.name}/2023.yaml")
            ]
            levels = [finding.level for finding in verdict.findings if finding.rule.id == "X1"]
            found.append((archive.digests[entry.body.value.id].figures[2023], verdict, levels))
    finally:
        later.write_text(text, encoding="utf-8")
        early.write_text(before, encoding="utf-8")
    (one, was, note), (other, now, finding) = found
    assert was.tallies == now.tallies
    assert (note, finding) == ([Level.NOTE], [Level.FINDING])
    assert one != other
