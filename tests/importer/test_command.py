"""The command from outside: exit codes, streams, files, batches."""

from __future__ import annotations

import hashlib
import io
import shutil
from pathlib import Path
from types import SimpleNamespace

import pytest

from generator.cli import main
from generator.importer import command
from generator.importer.batch import JOURNAL, run_batch
from generator.importer.draft import Wishes
from generator.model.forms import LAYOUTS
from generator.store.files import load_report
from tests.importer.layouts import tsv, web_page
from tests.importer.reports import report_of, zero

REPORT = report_of(LAYOUTS["2021", True], dict.fromkeys(LAYOUTS["2021", True].addresses, zero))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "downloaded.txt"
    path.write_text(tsv(REPORT), encoding="utf-8")
    return path


def test_a_complete_draft_goes_to_standard_output(
    source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    url = "https://www.example.gov.cn/2023.html"
    arguments = ["--body", "510422102", "--url", url, "--retrieved", "2024-02-01"]
    assert main(["import", str(source), *arguments]) == 0
    printed = capfd.readouterr()
    document, problems = load_report(printed.out.encode(), "draft.yaml")
    assert document is not None, problems
    report = document.value
    assert report.cells == REPORT.cells
    assert (report.source.url, str(report.source.retrieved)) == (url, "2024-02-01")
    assert report.source.copy == "2023.source.txt"
    assert report.source.sha256 == hashlib.sha256(source.read_bytes()).hexdigest()
    assert "gongkai import" in report.notes[0]


def test_a_draft_with_open_points_says_where(
    source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = source.read_text(encoding="utf-8")
    kept = [line for line in text.split("\n") if "重复申请" not in line]
    source.write_text("\n".join(kept), encoding="utf-8")
    assert main(["import", str(source), "--body", "510422102"]) == 1
    printed = capfd.readouterr()
    assert 'repeated: ["?", "?", "?", "?", "?", "?", "?"]' in printed.out
    assert f"{source}:" in printed.err
    assert "finding I1: requests.not_processed.repeated: row not found in the source" in printed.err


def test_a_refusal_gives_its_reason(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "empty.txt"
    path.write_bytes(b"")
    assert main(["import", str(path)]) == 2
    printed = capfd.readouterr()
    assert printed.out == ""
    assert printed.err == f"{path}: refused: empty: found no text at all\n"


def test_a_missing_file_and_a_folder_are_refused(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    assert main(["import", str(tmp_path / "none.html")]) == 2
    assert main(["import", str(tmp_path)]) == 2
    assert main(["import"]) == 2
    assert "No such file" in capfd.readouterr().err


def test_a_file_gets_the_copy_of_its_source_beside_it(source: Path, tmp_path: Path) -> None:
    draft = tmp_path / "reports" / "sichuan" / "panzhihua" / "510422102" / "2023.yaml"
    archive = str(tmp_path / "reports")
    arguments = ["import", str(source), "--body", "510422102", "--output", str(draft)]
    assert main([*arguments, "--reports", archive]) == 0
    assert draft.read_text(encoding="utf-8").startswith(
        "# yaml-language-server: $schema=../../../report.schema.json\n"
    )
    assert (draft.parent / "2023.source.txt").read_bytes() == source.read_bytes()


def test_standard_input_is_a_source(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    data = web_page(REPORT).encode()
    monkeypatch.setattr("sys.stdin", SimpleNamespace(buffer=io.BytesIO(data)))
    assert main(["import", "-", "--body", "510422102"]) == 0
    assert "copy: 2023.source.html" in capfd.readouterr().out


def test_an_unknown_year_leaves_the_draft_open(
    source: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    text = source.read_text(encoding="utf-8").replace("2023年", "").replace("2024年1月15日", "")
    source.write_text(text, encoding="utf-8")
    assert main(["import", str(source), "--body", "510422102"]) == 1
    assert '\nyear: "?"\n' in capfd.readouterr().out
    assert main(["import", str(source), "--body", "510422102", "--year", "2023"]) == 0


def test_a_batch_goes_past_bad_files_and_is_taken_up_again(
    source: Path, tmp_path: Path, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n" + bytes(50))
    (tmp_path / "page.html").write_text(web_page(REPORT), encoding="utf-8")
    arguments = ["import", "--batch", str(tmp_path), "--body", "510422102", "--jobs", "2"]
    assert main(arguments) == 2
    printed = capfd.readouterr().out
    assert "3 sources: 2 complete, 0 open, 1 refused" in printed
    drafts = tmp_path / "drafts"
    assert (drafts / source.name / "2023.yaml").exists()
    assert (drafts / "page.html" / "2023.source.html").exists()
    lines = (drafts / JOURNAL).read_text(encoding="utf-8").splitlines()
    assert len(lines) == 3
    # An interruption cuts off the last line: only that source is read again.
    (drafts / JOURNAL).write_text("\n".join([*lines[:2], lines[2][:20]]) + "\n", encoding="utf-8")
    items = list(run_batch(tmp_path, drafts, Wishes(body="510422102"), jobs=1))
    assert sorted(item.status for item in items) == [0, 0, 2]
    assert len((drafts / JOURNAL).read_text(encoding="utf-8").splitlines()) == 4


def test_workers_of_a_distributed_engine_make_the_same_drafts(
    source: Path, tmp_path: Path, scheduler: str, capfd: pytest.CaptureFixture[str]
) -> None:
    for number in range(40):  # more than are sent at a time
        (tmp_path / f"{number}.html").write_text(web_page(REPORT), encoding="utf-8")
    (tmp_path / "picture.png").write_bytes(b"\x89PNG\r\n" + bytes(50))
    command = ["import", "--batch", str(tmp_path), "--body", "510422102"]
    assert main(command) == 2
    here = capfd.readouterr().out
    assert "42 sources: 41 complete, 0 open, 1 refused" in here

    def made() -> dict[str, bytes]:
        files = [path for path in (tmp_path / "drafts").rglob("*") if path.is_file()]
        assert len(files) > 80
        return {path.name: path.read_bytes() for path in files if path.name != JOURNAL}

    drafts = made()
    shutil.rmtree(tmp_path / "drafts")
    assert main([*command, "--scheduler", scheduler]) == 2
    assert capfd.readouterr().out == here
    assert made() == drafts
    journal = (tmp_path / "drafts" / JOURNAL).read_text(encoding="utf-8")
    assert len(journal.splitlines()) == 42
    assert source.name in journal


def test_a_fault_of_the_importer_is_a_refusal_that_names_its_place(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fails(*_: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(command, "make_draft", fails)
    outcome = command.import_bytes(b"<p>1</p>", "source.html", Wishes())
    assert outcome.status == 2
    assert outcome.reason.startswith("a fault of the importer, please report it: test_command.py:")
