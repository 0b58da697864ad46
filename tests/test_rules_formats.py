"""What gongkai check prints: text, GitHub's commands, JSON and SARIF; and gongkai rules."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.checking import Reported
from generator.cli import main
from generator.formats import github
from generator.problems import Level, Problem
from generator.rules.engine import all_rules

FILE = "sichuan/panzhihua/510422102/2024.yaml"


@pytest.fixture
def broken(archive_dir: Path) -> Path:
    """The sample report of 渔门镇 2024 with one figure changed: 9 received, 8 finished."""
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8")
    old = "  received: [8, 0, 0, 0, 0, 0, 8]"
    assert old in text
    file.write_text(text.replace(old, "  received: [8, 0, 0, 0, 0, 0, 9]"), encoding="utf-8")
    return file


def check(file: Path, *arguments: str) -> int:
    return main(["check", "--reports", str(file.parents[3]), *arguments, str(file)])


def test_text_gives_place_level_rule_and_message(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(broken) == 0
    captured = capsys.readouterr()
    lines = captured.err.splitlines()
    row = next(
        n
        for n, line in enumerate(broken.read_text(encoding="utf-8").splitlines(), 1)
        if line.startswith("  total:")
    )
    expected = (
        f"{broken.as_posix()}:{row}:29: finding A1: column Total: Received this year 9 + Carried over from "
        "last year 0 = 9; outcomes in total 8 + Carried over to next year 0 = 8; difference 1. The figures "
        "do not add up as printed; basis: a relation printed on the form; compare with the source, then "
        "correct or acknowledge"
    )
    place = lines.index(next(line for line in lines if " finding A1:" in line))
    assert lines[place].replace(f":{row}:{lines[place].split(':')[2]}:", f":{row}:29:") == expected
    assert lines[place + 1].startswith("    “总计”栏：本年新收政府信息公开申请数量 9 + ")
    assert captured.out.startswith("no problems, ")


def test_level_leaves_out_what_weighs_less(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(broken, "--level", "finding") == 0
    shown = capsys.readouterr().err
    assert " finding A1:" in shown
    assert " note " not in shown
    assert check(broken, "--level", "error") == 0
    assert capsys.readouterr().err == ""


def test_github_commands_are_escaped() -> None:
    problem = Problem("a,b:c.yaml", 3, 7, "A1", "50% of\nit", Level.NOTE)
    assert github([Reported(problem)]) == (
        "::notice file=a%2Cb%3Ac.yaml,line=3,col=7,title=A1 (note)::50%25 of%0Ait\n"
    )


def test_github_warns_of_findings(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(broken, "--format", "github") == 0
    out = capsys.readouterr().out
    assert f"::warning file={broken.as_posix()},line=" in out
    assert "title=A1 (finding)::“总计”栏" in out


def test_json_gives_cells_both_sides_and_what_an_acknowledgement_needs(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert check(broken, "--format", "json") == 0
    [found] = [item for item in json.loads(capsys.readouterr().out) if item["rule"] == "A1"]
    assert found["cells"][0] == "requests.total.total"
    assert (found["body"], found["year"], found["basis"]) == ("510422102", 2024, "printed")
    comparison = found["comparison"]
    assert (comparison["left"]["value"], comparison["right"]["value"]) == ("9", "8")
    assert (comparison["sign"], comparison["difference"]) == ("=", "1")
    assert found["expected"] == {"requests.total.total": "8", "requests.received.total": "9"}
    assert found["acknowledged"] is None
    assert set(found["message"]) == {"zh", "en"}


def test_sarif_names_rules_and_places(broken: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert check(broken, "--format", "sarif") == 0
    [run] = json.loads(capsys.readouterr().out)["runs"]
    listed = {rule["id"] for rule in run["tool"]["driver"]["rules"]}
    assert listed == {rule.id for rule in all_rules()}
    assert {result["ruleId"] for result in run["results"]} <= listed
    [found] = [result for result in run["results"] if result["ruleId"] == "A1"]
    place = found["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"] == broken.as_posix()
    assert found["level"] == "warning"


def test_an_error_of_the_data_comes_in_every_format_and_fails(
    broken: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = broken.read_text(encoding="utf-8")
    broken.write_text(text.replace("year: 2024", "year: none"), encoding="utf-8")
    for name in ("text", "github", "json", "sarif"):
        assert check(broken, "--format", name) == 1
        captured = capsys.readouterr()
        assert "S1" in captured.out + captured.err


def test_rules_lists_every_rule(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["rules"]) == 0
    listed = capsys.readouterr().out
    for rule in all_rules():
        assert f"\n{rule.id} " in f"\n{listed}"
        assert rule.statement.zh in listed
        assert rule.statement.en in listed
    assert main(["rules", "--format", "json"]) == 0
    data = json.loads(capsys.readouterr().out)
    assert [item["id"] for item in data] == [rule.id for rule in all_rules()]
    assert all(item["page"] for item in data)
