"""A report checked by its own body before it is published: ``gongkai check --source``."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from generator.cli import main
from generator.model.cells import Cell
from generator.model.forms import LAYOUTS
from generator.model.report import Report
from tests import samples
from tests.importer.layouts import cell_a_line, tsv, word
from tests.importer.reports import figures_that_add_up, report_of

LAYOUT = LAYOUTS["2021", True]
FIGURES = figures_that_add_up(LAYOUT, 7)


def report(**changed: str) -> Report:
    cells = {address.replace("__", "."): Cell.of_number(text) for address, text in changed.items()}
    return report_of(LAYOUT, {**FIGURES, **cells})


def check(tmp_path: Path, document: str | bytes, *more: str) -> int:
    path = tmp_path / "draft"
    path.write_bytes(document if isinstance(document, bytes) else document.encode())
    return main(["check", "--reports", str(tmp_path / "none"), "--source", str(path), *more])


@pytest.mark.parametrize("write", [tsv, cell_a_line, word])
def test_a_wrong_sum_is_told_with_both_sides_in_both_languages(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], write: object
) -> None:
    assert callable(write)
    assert check(tmp_path, write(report(requests__received__total="77"))) == 1
    printed = capsys.readouterr().out
    assert "[发现 A1]" in printed
    assert "[发现 A3]" in printed
    assert "总计 77" in printed
    assert "Total 77" in printed
    assert "发布前请核对" in printed


def test_notes_alone_do_not_hold_a_report_back(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    none = {f"proactive__regulations__{key}": "0" for key in ("issued", "repealed", "in_force")}
    assert check(tmp_path, tsv(report(**none))) == 0
    printed = capsys.readouterr().out
    assert "[发现" not in printed
    assert "[提示" in printed
    assert "A 申请表的数字关系 Arithmetic of requests: " in printed
    assert "档案中没有本机关的其他报告" in printed


def test_what_cannot_be_read_is_told_first(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = tsv(report()).replace("二、上年结转政府信息公开申请数量", "不知道")
    assert check(tmp_path, text) == 1
    printed = capsys.readouterr().out
    assert "7 格" in printed
    assert "requests.carried_in: row not found in the source" in printed


@pytest.mark.parametrize(
    "row", ["6.属于四类过程性信息", "（二）部分公开", "四、结转下年度继续办理"]
)
@pytest.mark.parametrize("whole", [False, True])
def test_a_label_cut_off_where_the_copy_ends_is_no_variant(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], row: str, whole: bool
) -> None:
    text = tsv(report())
    at = text.index(row) + len(row) - 2
    # In the midst of a copy the same is what the body printed.
    assert check(tmp_path, text[:at] + (text[at + 2 :] if whole else "")) == 1
    printed = capsys.readouterr().out
    assert ("申请表有1处文字与表式不同" in printed) is (whole and row != "（二）部分公开")
    if not whole:
        assert "存档副本中没有表格的全部名目" in printed


def test_it_is_compared_with_the_archive_and_not_with_itself(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = tmp_path / "reports"
    samples.write(root)
    path = tmp_path / "draft.txt"
    path.write_text(tsv(replace(report(), body="510422102")), encoding="utf-8")
    main(["check", "--reports", str(root), "--source", str(path), "--year", "2024"])
    printed = capsys.readouterr().out
    assert "compared with its reports on" in printed
    assert "2024" not in printed.partition("compared with")[2].splitlines()[0]


@pytest.mark.parametrize(
    ("document", "told"),
    [
        ("天气很好", "not an annual report"),
        (tsv(report()).replace("盐边县渔门镇", "某某").replace("渔门镇", "某某"), "--body"),
    ],
)
def test_what_is_no_report_or_nobodys_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], document: str, told: str
) -> None:
    assert check(tmp_path, document) == 2
    assert told in capsys.readouterr().err


def test_it_takes_no_paths(tmp_path: Path) -> None:
    assert main(["check", "--source", str(tmp_path / "none"), str(tmp_path)]) == 2
    assert main(["check", "--source", str(tmp_path / "none")]) == 2
