"""The text of a filled issue form: strict, since anybody may write one."""

from __future__ import annotations

import re
import subprocess
import sys
from dataclasses import fields
from datetime import date
from pathlib import Path

import pytest
import yaml

from generator.cli import main
from generator.corrections.issue_form import FIELDS, wish_of
from generator.corrections.wish import RefusedError, Wish
from generator.model.correction import Reply
from generator.store.files import load_report
from tests.conftest import ROOT

NAME = "sichuan/panzhihua/510422102/2024"
DAY = date(2025, 6, 1)
ANSWERS = {
    "report": NAME,
    "cell": "requests.received.total",
    "present": "8",
    "value": "9",
    "reason": "存档副本印的是 9。\n\n见第三页。",
    "page": "_No response_",
}


def filled(**answers: str) -> str:
    found = {**ANSWERS, **answers}
    return "\n\n".join(f"### {FIELDS[name]}\n\n{answer}" for name, answer in found.items()) + "\n"


def test_a_filled_form_says_what_is_asked_for() -> None:
    for text in (filled(), filled().replace("\n", "\r\n")):
        assert wish_of(text, DAY, "https://example.org/7") == Wish(
            NAME,
            "requests.received.total",
            "9",
            "存档副本印的是 9。\n\n见第三页。",
            DAY,
            present="8",
            issue="https://example.org/7",
        )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "found other headings"),
        ("请改正。", "found text before the first heading"),
        ("hello\n\n" + filled(), "found text before the first heading"),
        (filled(reason="x\n\n### 报告原文的值 Value in the source\n\n99"), "found other headings"),
        (filled().replace("### 位置 Cell", "### Cell"), "found other headings"),
        (filled(value="_No response_"), "found nothing under 报告原文的值 Value in the source"),
        (filled(reason=""), "found nothing under 理由和依据"),
        (filled(reason="长" * 20_000), "expected at most 20000"),
    ],
)
def test_anything_else_is_refused(text: str, told: str) -> None:
    with pytest.raises(RefusedError, match=told) as refused:
        wish_of(text, DAY)
    assert re.search("[\u4e00-\u9fff]{4}", refused.value.told.zh)


def test_a_heading_within_an_answer_is_of_the_answer() -> None:
    assert wish_of(filled(reason="见\n### 其他\n第三页"), DAY).reason == "见\n### 其他\n第三页"


def test_the_form_of_the_forge_asks_for_the_same(archive_dir: Path) -> None:
    form = yaml.safe_load(
        (ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text(encoding="utf-8")
    )
    asked = {
        item["id"]: item["attributes"]["label"]
        for item in form["body"]
        if item["type"] != "markdown"
    }
    assert list(asked.items()) == list(FIELDS.items())
    required = [item["id"] for item in form["body"] if item.get("validations", {}).get("required")]
    assert required == [name for name in FIELDS if name != "page"]
    assert archive_dir.is_dir()


def test_every_form_is_one_that_the_forge_takes() -> None:
    forms = sorted((ROOT / ".github/ISSUE_TEMPLATE").glob("*.yml"))
    assert [form.name for form in forms] == ["correction.yml", "reply.yml"]
    schema = "vendor.github-issue-forms"
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema]
    done = subprocess.run([*command, *forms], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout


def test_the_form_of_a_reply_asks_for_what_a_data_file_keeps() -> None:
    form = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/reply.yml").read_text(encoding="utf-8"))
    asked = {item["id"] for item in form["body"] if item["type"] != "markdown"}
    kept = {field.name for field in fields(Reply)} - {"date", "paragraphs"} | {"text"}
    assert asked == kept | {"report", "contact"}
    for item in form["body"]:
        told = item["attributes"].get("label", "") + item["attributes"].get("value", "")
        assert re.search("[a-z]{3}", told)
        assert re.search("[\u4e00-\u9fff]{2}", told)


def test_an_issue_becomes_a_correction(archive_dir: Path) -> None:
    issue = archive_dir.parent / "issue.md"
    issue.write_text(filled(), encoding="utf-8")
    command = ["correct", "--reports", str(archive_dir), "--from-issue", str(issue)]
    address = "https://example.org/issues/7"
    assert main([*command, "--date", "2025-06-01", "--issue", address]) == 0
    document, _ = load_report((archive_dir / f"{NAME}.yaml").read_bytes(), "x")
    assert document is not None
    [entry] = document.value.corrections
    assert (entry.cell, entry.reason, entry.date, entry.issue) == (
        "requests.received.total",
        "存档副本印的是 9。 见第三页。",
        DAY,
        address,
    )


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ({"present": "7"}, "found 8 in the archive, expected '7' as the correction says"),
        ({"report": "../../etc"}, "found '../../etc', expected the path of a report"),
        ({"report": "/etc/passwd.yaml"}, "found no data file of a report here"),
        ({"value": "$(touch x)\n9"}, "expected one line"),
        ({"cell": "requests.received.totall"}, "did you mean requests.received.total?"),
    ],
)
def test_a_form_that_does_not_fit_is_refused_in_words(
    archive_dir: Path,
    capsys: pytest.CaptureFixture[str],
    answers: dict[str, str],
    told: str,
) -> None:
    issue = archive_dir.parent / "issue.md"
    issue.write_text(filled(**answers), encoding="utf-8")
    assert main(["correct", "--reports", str(archive_dir), "--from-issue", str(issue)]) == 2
    english, chinese = capsys.readouterr().err.splitlines()
    assert told in english
    assert re.match("    .*[\u4e00-\u9fff]{4}", chinese)


def test_a_file_that_is_no_text_and_other_arguments_are_refused(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    issue = archive_dir.parent / "issue.md"
    issue.write_bytes(b"\xff\xfe")
    command = ["correct", "--reports", str(archive_dir), "--from-issue", str(issue)]
    assert main(command) == 2
    assert "found no text in UTF-8 here" in capsys.readouterr().err
    assert main([*command, "--reason", "r"]) == 2
    assert "takes everything but --date and --issue" in capsys.readouterr().err
