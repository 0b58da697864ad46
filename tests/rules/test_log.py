"""S7: the log of corrections agrees with the report."""

from __future__ import annotations

from pathlib import Path

import pytest

from generator.checking import findings
from generator.store.archive import load_archive

FILE = "sichuan/panzhihua/510422102/2024.yaml"


def entry(cell: str, was: str | None, now: str | None) -> str:
    values = "".join(
        f"  {key}: {value}\n" for key, value in (("was", was), ("now", now)) if value is not None
    )
    return f"- cell: {cell}\n{values}  reason: r\n  date: 2025-06-01\n"


TOTAL = "requests.received.total"


@pytest.mark.parametrize(
    ("log", "told"),
    [
        ([(TOTAL, "7", "8")], []),
        ([(TOTAL, "5", "7"), ("signed", "2025-01-02", "null"), (TOTAL, "7", "8")], []),
        ([(TOTAL, '"?"', "8")], []),
        ([("title", '"旧"', '"渔门镇2024年报告"')], []),
        ([("sections[0].prose", '"13 条"', '"12 条"')], []),
        ([("requests.other_outcome", None, None)], []),
        ([(TOTAL, "8", "9"), ("requests", None, None)], []),
        ([(TOTAL, "8", "9")], [(0, "found now: 9 in the correction of requests.received.total, expected 8")]),
        ([(TOTAL, "5", "6"), (TOTAL, "7", "8")], [(0, "found now: 6"), ]),
        ([("sections[0].prose", '"13 条"', '"14 条"')], [(0, "found now: 14 条")]),
        ([(TOTAL, "8", "8")], [(0, "expected an address of this report with was and now")]),
        ([(TOTAL, None, "8")], [(0, "expected an address of this report with was and now")]),
        ([(TOTAL, None, None)], [(0, "expected an address of this report with was and now")]),
        ([("requests.nothing", "1", "2")], [(0, "found a correction of requests.nothing")]),
    ],
)  # fmt: skip
def test_each_entry_goes_on_from_the_one_before_to_what_stands_there(
    archive_dir: Path,
    log: list[tuple[str, str | None, str | None]],
    told: list[tuple[int, str]],
) -> None:
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8")
    entries = "".join(entry(*values) for values in log)
    file.write_text(
        text.replace("\nproactive:\n", f"\ncorrections:\n{entries}proactive:\n"), encoding="utf-8"
    )
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    [document] = [d for d in archive.by_id["510422102"].reports if d.value.year == 2024]
    found = [item for item in findings(archive) if item.problem.rule == "S7"]
    assert len(found) == len(told)
    for item, (index, message) in zip(found, told, strict=True):
        assert message in item.problem.message
        assert item.problem.zh.startswith("更正记录 ")
        place = document.place(f"corrections[{index}].now")
        assert (item.problem.line, item.problem.column) == place


def test_a_reply_has_words_and_a_log_entry_the_notation_of_cells(archive_dir: Path) -> None:
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8")
    for added, told in (
        ('replies:\n- date: 2025-06-01\n  text: "?"\n', 'replies[0].text: found text "?", expected paragraphs'),
        ("replies:\n- date: 2025-06-01\n  text: null\n", "replies[0].text: found null, expected paragraphs"),
        (
            'corrections:\n- {cell: x, was: "5", now: 6, reason: r, date: 2025-06-01}\n',
            'corrections[0].was: found text "5", expected number 5: write it without quotes',
        ),
        ("revision: 1\n", "revision: found number 1, expected a whole number from 2 to 99"),
    ):  # fmt: skip
        file.write_text(text.replace("\nproactive:\n", f"\n{added}proactive:\n"), encoding="utf-8")
        [problem] = load_archive(archive_dir)[1]
        assert told in problem.message


def test_the_days_of_a_log_do_not_go_back(archive_dir: Path) -> None:
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8")
    entries = entry(TOTAL, "6", "7") + entry(TOTAL, "7", "8").replace("2025-06-01", "2025-05-31")
    file.write_text(
        text.replace("\nproactive:\n", f"\ncorrections:\n{entries}proactive:\n"), encoding="utf-8"
    )
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    [item] = [item for item in findings(archive) if item.problem.rule == "S7"]
    assert "found 2025-05-31 after 2025-06-01 in the log" in item.problem.message
    assert item.problem.zh.startswith("更正记录的日期 2025-05-31 早于")
    lines = file.read_text(encoding="utf-8").splitlines()
    assert item.problem.line == lines.index("  date: 2025-05-31") + 1


@pytest.mark.parametrize(
    ("retrieved", "day", "told"),
    [
        ("2025-02-01", "2025-02-01", False),
        ("2025-02-01", "2025-01-31", True),
        ("null", "2024-01-01", False),
        ("null", "1999-12-31", True),
    ],
)
def test_nothing_was_said_of_a_report_before_it_was_here(
    archive_dir: Path, retrieved: str, day: str, told: bool
) -> None:
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8").replace(
        "retrieved: 2025-02-01", f"retrieved: {retrieved}"
    )
    added = (
        f"corrections:\n{entry(TOTAL, '7', '8').replace('2025-06-01', day)}"
        f"replies:\n- date: {day}\n  text: |\n    答。\n"
    )
    file.write_text(text.replace("\nproactive:\n", f"\n{added}proactive:\n"), encoding="utf-8")
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    found = [item.problem for item in findings(archive) if item.problem.rule == "S7"]
    assert len(found) == 2 * told
    for problem in found:
        assert "found a day before" in problem.message
        assert "日期早于" in problem.zh
        assert day in file.read_text(encoding="utf-8").splitlines()[problem.line - 1]


@pytest.mark.parametrize(
    ("about", "told"),
    [
        ("cell: requests.received.total\n  rule: A3", None),
        ("cell: requests.received", None),
        ("cell: sections[0].prose", None),
        ("cell: requests.recieved", "found unknown cell requests.recieved in a reply"),
        ("rule: A99", "found unknown rule A99 in a reply"),
    ],
)
def test_a_reply_is_to_a_rule_and_a_cell_that_there_are(
    archive_dir: Path, about: str, told: str | None
) -> None:
    file = archive_dir / FILE
    text = file.read_text(encoding="utf-8")
    added = f"replies:\n- date: 2025-06-01\n  {about}\n  text: |-\n    答。\n"
    file.write_text(text.replace("\nproactive:\n", f"\n{added}proactive:\n"), encoding="utf-8")
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    found = [item for item in findings(archive) if item.problem.rule == "S6"]
    assert len(found) == (told is not None)
    for item in found:
        assert told in item.problem.message  # type: ignore[operator]
        line = file.read_text(encoding="utf-8").splitlines()[item.problem.line - 1]
        assert about in line
