import subprocess
import sys
from pathlib import Path

import pytest

from generator.cli import main
from generator.commands import alone
from tests.conftest import ROOT

FILE = "sichuan/51/2024.yaml"


def run(archive: Path, command: str, *arguments: object) -> int:
    return main([command, "--reports", str(archive), *map(str, arguments)])


def spoil(archive: Path) -> Path:
    file = archive / FILE
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("carried_in: [", "carried_in: [0, "), encoding="utf-8")
    return file


def test_check_says_nothing_is_wrong(archive_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive_dir, "check", "--level", "error") == 0
    captured = capsys.readouterr()
    assert captured.out.startswith("no problems, ")
    assert captured.err == ""


def test_check_names_each_problem_and_fails(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = spoil(archive_dir)
    for arguments in ((file,), (file.parent,)):
        assert run(archive_dir, "check", *arguments) == 1
        captured = capsys.readouterr()
        assert captured.out == "1 problem\n"
        assert captured.err.startswith(f"{file.as_posix()}:")


def test_the_rules_run_on_what_is_sound_and_the_rest_is_named(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = spoil(archive_dir)
    told = f"the rules were not run where files have errors: {file.parent.as_posix()}\n"
    assert run(archive_dir, "check", archive_dir / "guangdong") == 1
    captured = capsys.readouterr()
    assert captured.err.endswith(told)
    assert captured.out.startswith("no problems, ")
    assert run(archive_dir, "check") == 1
    captured = capsys.readouterr()
    assert captured.out.startswith("1 problem, ")
    assert captured.err.endswith(told)
    assert "finding F1" in captured.err
    (archive_dir / "sichuan/extra.yaml").symlink_to(file)
    assert run(archive_dir, "check") == 1
    assert "the rules were not run: a file" in capsys.readouterr().err


def test_a_folder_around_the_archive_means_the_archive(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive_dir.parent / ".venv").mkdir()
    (archive_dir.parent / ".venv/some.yaml").write_text("a: 1\n", encoding="utf-8")
    assert run(archive_dir, "check", archive_dir.parent, "--level", "error") == 0
    captured = capsys.readouterr()
    assert captured.err == ""
    assert captured.out.startswith("no problems, ")


def test_a_file_that_holds_no_data_is_refused(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    schema = archive_dir / "body.schema.json"
    schema.write_text("{}", encoding="utf-8")
    assert run(archive_dir, "check", schema) == 2
    assert f"{schema}: found no data file here" in capsys.readouterr().err


def test_unusable_paths_give_exit_2(archive_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive_dir, "check", archive_dir / "nowhere.yaml") == 2
    assert "found no data file here" in capsys.readouterr().err
    outside = archive_dir.parent / "x.yaml"
    outside.write_text("a: 1\n", encoding="utf-8")
    assert run(archive_dir, "fmt", outside) == 2
    assert "not below" in capsys.readouterr().err


def test_fmt_rewrites_only_what_is_not_canonical(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(archive_dir, "fmt") == 0
    assert capsys.readouterr().out == ""
    file = archive_dir / FILE
    canonical = file.read_text(encoding="utf-8")
    file.write_text(canonical.replace("year: 2024", "year:    2024"), encoding="utf-8")
    assert run(archive_dir, "fmt", "--check") == 1
    assert "not in canonical form" in capsys.readouterr().out
    assert run(archive_dir, "fmt") == 0
    assert capsys.readouterr().out == f"{file}: rewritten\n"
    assert file.read_text(encoding="utf-8") == canonical


def test_fmt_never_loses_a_comment(archive_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8").replace("year: 2024", "year:   2024 # why")
    file.write_text(text, encoding="utf-8")
    assert run(archive_dir, "fmt") == 1
    assert 'found comment "# why", which rewriting would lose' in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == text


def test_fmt_leaves_a_faulty_file_alone(archive_dir: Path) -> None:
    file = spoil(archive_dir)
    before = file.read_bytes()
    assert run(archive_dir, "fmt") == 1
    assert file.read_bytes() == before


def test_site_refuses_faulty_data(
    archive_dir: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    spoil(archive_dir)
    site = ["--project", ROOT, "--site", tmp_path / "site", "--workplace", tmp_path / "build"]
    assert run(archive_dir, "site", *site) == 1
    assert "1 problem: nothing was built" in capsys.readouterr().err
    assert not (tmp_path / "site").exists()


def test_schema_writes_both_schemas(tmp_path: Path) -> None:
    assert run(tmp_path, "schema") == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [
        "body.schema.json",
        "report.schema.json",
    ]


def test_the_module_runs_as_the_command_does() -> None:
    found = subprocess.run(
        [sys.executable, "-m", "generator", "--version"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    assert found.stdout == "gongkai 0.1.0\n"


def test_without_a_command_the_usage_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main([])
    assert "usage: gongkai" in capsys.readouterr().err


@pytest.mark.parametrize("command", [["site", "--site", "SITE"], ["render"], ["merge", "SHARD"]])
def test_two_commands_do_not_work_in_one_place(
    command: list[str],
    archive_dir: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(alone, "_PATIENCE", 0)
    workplace = tmp_path / "build"
    line = [
        part.replace("S", str(tmp_path / "S"), 1) if part.isupper() else part for part in command
    ]
    line += ["--workplace", str(workplace), "--reports", str(archive_dir)]
    with alone.alone(workplace):
        with pytest.raises(SystemExit) as ended:
            main(line)
        assert ended.value.code == 2
        assert list(workplace.iterdir()) == []
    assert "another command is at work here" in capsys.readouterr().err
    with alone.alone(workplace):  # let go of
        pass


@pytest.mark.parametrize("command", ["site", "build", "render"])
@pytest.mark.parametrize("settings", [None, "site_name: [\n"], ids=["none", "not YAML"])
def test_a_project_without_sound_settings_is_told(
    settings: str | None,
    command: str,
    archive_dir: Path,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    project = tmp_path / "project"
    (project / "docs").mkdir(parents=True)
    if settings is not None:
        (project / "mkdocs.yml").write_text(settings, encoding="utf-8")
    places = ["--project", project, "--workplace", tmp_path / "build"]
    assert run(archive_dir, command, *places, *([] if command == "render" else ["--quiet"])) == 2
    assert "mkdocs.yml" in capsys.readouterr().err
