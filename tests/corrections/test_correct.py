"""gongkai correct: one value in place, its log entry, and nothing else."""

from __future__ import annotations

import difflib
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.checking import judged
from generator.cli import main
from generator.corrections.correct import correct
from generator.corrections.effects import effects
from generator.corrections.find import find_report
from generator.corrections.wish import RefusedError, Wish
from generator.model.cells import Cell
from generator.model.correction import Correction
from generator.model.differences import differences, printed
from generator.model.regions import load_regions
from generator.model.report import Body, Report
from generator.store.archive import folder_of, load_archive
from generator.store.edit import with_correction
from generator.store.files import dump_body, dump_report, load_report
from tests import samples, strategies

FOLDER = "sichuan/panzhihua/510422102"
NAME = f"{FOLDER}/2024"
DAY = date(2025, 6, 1)


def run(archive: Path, *arguments: object) -> int:
    return main(
        ["correct", "--reports", str(archive), "--date", "2025-06-01", *map(str, arguments)]
    )


def changed_lines(before: str, after: str) -> list[str]:
    lines = difflib.ndiff(before.splitlines(), after.splitlines())
    return [line for line in lines if line[0] in "+-"]


@pytest.fixture
def file(archive_dir: Path) -> Path:
    return archive_dir / f"{NAME}.yaml"


def test_a_figure_is_changed_in_place_and_logged(
    archive_dir: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    before = file.read_text(encoding="utf-8")
    reason = "存档副本\n印的是 9"
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", reason) == 0
    assert changed_lines(before, file.read_text(encoding="utf-8")) == [
        "+ corrections:",
        "+ - cell: requests.received.total",
        "+   was: 8",
        "+   now: 9",
        "+   reason: 存档副本 印的是 9",
        "+   date: 2025-06-01",
        "-   received: [8, 0, 0, 0, 0, 0, 8]",
        "+   received: [8, 0, 0, 0, 0, 0, 9]",
    ]
    out = capsys.readouterr().out.splitlines()
    assert out[0] == (
        f"{file}: requests.received.total (本年新收政府信息公开申请数量 · 总计 / "
        "Received this year · Total): 8 -> 9"
    )
    assert [line.split(": ")[2].split(" ")[-1] for line in out if line.startswith("new: ")] == [
        "A1",
        "A3",
        "N1",
    ]
    assert out[-1] == "next: gongkai check, then commit the file and propose the change"
    assert main(["fmt", "--check", "--reports", str(archive_dir)]) == 0
    assert main(["check", "--level", "error", "--reports", str(archive_dir)]) == 0


def test_a_second_correction_goes_on_from_the_first(archive_dir: Path, file: Path) -> None:
    for value, issue in (("9", []), ("10", ["--issue", "https://example.org/7"])):
        assert (
            run(archive_dir, file, "requests.received.total", value, "--reason", "r", *issue) == 0
        )
    document, _ = load_report(file.read_bytes(), "x")
    assert document is not None
    figures = [Cell.of_number(number) for number in ("8", "9", "10")]
    assert document.value.corrections == (
        Correction("requests.received.total", figures[0], figures[1], "r", DAY),
        Correction(
            "requests.received.total", figures[1], figures[2], "r", DAY, "https://example.org/7"
        ),
    )
    assert main(["fmt", "--check", "--reports", str(archive_dir)]) == 0


@pytest.mark.parametrize(
    ("cell", "value", "line"),
    [
        ("proactive.licensing.decisions", "17", "+   licensing: {decisions: 17}"),
        ("proactive.fees.amount", "18.870", "+   fees: {amount: 18.870}"),
        ("requests.granted.total", "null", "+   granted: [5, 0, 0, 0, 0, 0, null]"),
        ("requests.granted.total", "?", '+   granted: [5, 0, 0, 0, 0, 0, "?"]'),
        ("requests.granted.total", "/", '+   granted: [5, 0, 0, 0, 0, 0, "/"]'),
        ("requests.granted.total", "5件", '+   granted: [5, 0, 0, 0, 0, 0, "5件"]'),
        ("requests.granted.total", "-3", "+   granted: [5, 0, 0, 0, 0, 0, -3]"),
        (
            "requests.other_outcome.not_corrected.total",
            "1",
            "+     not_corrected: [0, 0, 0, 0, 0, 0, 1]",
        ),
        ("review.reconsideration.upheld", "2", "+   reconsideration: [2, 0, 0, 0, 0]"),
        ("signed", "2025-01-08", "+ signed: 2025-01-08"),
        ("published", "null", "+ published: null"),
        ("signature", "渔门镇: 人民政府", "+ signature: '渔门镇: 人民政府'"),
        ("title", "渔门镇2024年度报告", "+ title: 渔门镇2024年度报告"),
        ("sections[0].heading", "一、总体 情况", "+   heading: 一、总体 情况"),
    ],
)
def test_every_kind_of_value_is_written_as_the_canonical_writer_does(
    archive_dir: Path, file: Path, cell: str, value: str, line: str
) -> None:
    before = file.read_text(encoding="utf-8")
    assert run(archive_dir, NAME, cell, value, "--reason", "r") == 0
    lines = changed_lines(before, file.read_text(encoding="utf-8"))
    assert line in lines
    assert len(lines) == 8
    assert main(["fmt", "--check", "--reports", str(archive_dir)]) == 0
    assert main(["check", "--level", "error", "--reports", str(archive_dir)]) == 0


def test_a_passage_of_prose_is_replaced(archive_dir: Path, file: Path) -> None:
    before = file.read_text(encoding="utf-8")
    arguments = ("--present", "公开信息 12 条", "--reason", "r")
    assert run(archive_dir, NAME, "sections[0].prose", "公开信息 21 条", *arguments) == 0
    assert [
        line for line in changed_lines(before, file.read_text(encoding="utf-8")) if "信息" in line
    ] == [
        '+   was: "公开信息 12 条"',
        '+   now: "公开信息 21 条"',
        "-     全年公开信息 12 条。",
        "+     全年公开信息 21 条。",
    ]
    assert main(["check", "--level", "error", "--reports", str(archive_dir)]) == 0


def test_comments_line_ends_and_layout_stay_as_they_are(archive_dir: Path, file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    by_hand = (
        text.replace("  received: [8, 0,", "  # 本年\n  received: [ 8,   0,")
        .replace("signed: null", "signed:   # nowhere")
        .replace("proactive:\n", "# tables\nproactive:\n", 1)
        .replace("\n", "\r\n")
    )
    file.write_bytes(by_hand.encode())
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", "r") == 0
    assert run(archive_dir, NAME, "signed", "2025-01-08", "--reason", "r") == 0
    after = file.read_bytes().decode()
    assert "\n" not in after.replace("\r\n", "")
    assert changed_lines(by_hand, after) == [
        "- signed:   # nowhere",
        "+ signed: 2025-01-08   # nowhere",
        "+ corrections:",
        "+ - cell: requests.received.total",
        "+   was: 8",
        "+   now: 9",
        "+   reason: r",
        "+   date: 2025-06-01",
        "+ - cell: signed",
        "+   was: null",
        "+   now: 2025-01-08",
        "+   reason: r",
        "+   date: 2025-06-01",
        "-   received: [ 8,   0, 0, 0, 0, 0, 8]",
        "+   received: [ 8,   0, 0, 0, 0, 0, 9]",
    ]


def test_a_log_indented_by_hand_goes_on_as_it_began(archive_dir: Path, file: Path) -> None:
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", "r") == 0
    text = file.read_text(encoding="utf-8")
    log = text[text.index("- cell") : text.index("proactive:")]
    indented = "".join(f"    {line}\n" for line in log.splitlines())
    file.write_text(text.replace(log, f"{indented}    # the end\n"), encoding="utf-8")
    assert run(archive_dir, NAME, "requests.received.total", "8", "--reason", "s") == 0
    after = file.read_text(encoding="utf-8")
    assert "    - cell: requests.received.total\n      was: 9\n      now: 8\n" in after
    assert after.count("    # the end\n") == 1


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["requests.recieved.total", "9"], "did you mean requests.received.total?"),
        (["requests.received", "9"], "requests.received is a row: expected its 7 values"),
        (["requests.received.total", "8"], "8 already stands there: nothing to correct"),
        (["requests.received.total", ""], "write null for a blank"),
        (["requests.received.total", "９"], "found '９', expected a plain number"),
        (["requests.received.total", "1,234"], "expected a plain number such as 1234"),
        (["requests.received.total", "05"], "expected a plain number"),
        (["requests.received.total", "NULL"], "found 'NULL'"),
        (["requests.received.total", "a\nb"], "expected one line without spaces around it"),
        (["requests.received.total", "\x1b[31m"], "expected characters that can be seen"),
        (["requests.received.total", "a\rb"], "expected characters that can be seen"),
        (["requests.received.total", "\u200b5"], "expected characters that can be seen"),
        (["requests.received.total", "x" * 2001], "a value of at most 2000 characters"),
        (["requests.received.total", "9", "--present", "7"], "somebody has changed it meanwhile"),
        (
            ["requests.received.total", "9", "--issue", "javascript:x"],
            "the web address of an issue",
        ),
        (["signed", "2025-02-30"], "expected a day such as 2024-01-31 or null"),
        (["title", "null"], "expected a text as printed"),
        (["requests.received.total", "~"], "found '~', expected null for a blank, ? for what"),
        (
            ["requests.received.total", "NULL"],
            "found 'NULL', expected null for a blank, ? for what",
        ),
        (
            ["sections[0].prose", "x"],
            "name the passage to be replaced (in the form under 本站现在的值",
        ),
        (["sections[0].prose", "x", "--present", "。"], "expected it to stand there exactly once"),
        (["sections[0].prose", "x", "--present", "无此"], "found '无此' 0 times in this prose"),
        (["notes", "x"], "found unknown cell 'notes'"),
        *(
            ([cell, word, *more], told)
            for word in ("~", "空白", "（空白）", "NULL", '"null"')
            for cell, more, told in (
                ("requests.received.total", [], "expected null for a blank"),
                ("title", [], "expected a text as printed"),
                ("signature", [], "expected a text as printed, or null where nothing is printed"),
                ("sections[0].heading", [], "expected a text as printed"),
                (
                    "sections[0].prose",
                    ["--present", "12 条"],
                    "for a passage of prose, expected the words",
                ),
            )
            if (cell, word) != ("requests.received.total", '"null"')
        ),
        (["sections[0].prose", "null", "--present", "12 条"], "the same passage without them"),
        (["sections[0].prose", "?", "--present", "12 条"], "the same passage without them"),
    ],
)
def test_what_cannot_be_done_is_refused_and_nothing_is_written(
    archive_dir: Path,
    capsys: pytest.CaptureFixture[str],
    arguments: list[str],
    told: str,
) -> None:
    before = {path: path.read_bytes() for path in archive_dir.rglob("*") if path.is_file()}
    assert run(archive_dir, NAME, *arguments, "--reason", "r") == 2
    assert told in capsys.readouterr().err
    assert {p: p.read_bytes() for p in archive_dir.rglob("*") if p.is_file()} == before


def test_a_reason_is_needed(archive_dir: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(archive_dir, NAME, "requests.received.total", "9") == 2
    assert "expected REPORT CELL VALUE --reason TEXT" in capsys.readouterr().err
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", " \n") == 2
    assert "expected a reason" in capsys.readouterr().err


def test_a_file_with_errors_is_named_and_left_alone(
    archive_dir: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = file.read_text(encoding="utf-8").replace("carried_in: [0, ", "carried_in: [")
    file.write_text(text, encoding="utf-8")
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", "r") == 1
    assert "error S1: requests.carried_in: found a list of 6" in capsys.readouterr().err
    assert file.read_text(encoding="utf-8") == text


def test_an_error_elsewhere_only_keeps_the_rules_from_running(
    archive_dir: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (archive_dir / "stray.txt").write_text("x", encoding="utf-8")
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", "r") == 0
    assert "the rules were not run" in capsys.readouterr().out
    assert "  now: 9\n" in file.read_text(encoding="utf-8")


def test_a_layout_that_cannot_be_edited_is_refused(
    archive_dir: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nproactive:", "\ncorrections: []\nproactive:"), encoding="utf-8")
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", "r") == 2
    assert "run gongkai fmt first; edit the file by hand" in capsys.readouterr().err


def test_an_acknowledgement_that_lapses_is_told(
    archive_dir: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = file.read_text(encoding="utf-8").replace(
        "  received: [8, 0, 0, 0, 0, 0, 8]", "  received: [8, 0, 0, 0, 0, 0, 9]"
    )
    acknowledged = (
        "acknowledgements:\n- rule: A3\n  cell: requests.received.total\n  expected:\n"
        "    requests.received.natural_person: 8\n    requests.received.total: 9\n"
        "  reason: 原文如此\n  date: 2025-05-01\nproactive:\n"
    )
    file.write_text(text.replace("proactive:\n", acknowledged, 1), encoding="utf-8")
    assert run(archive_dir, NAME, "requests.received.total", "8", "--reason", "r") == 0
    out = capsys.readouterr().out
    assert "error S6: found an acknowledgement of A3" in out
    assert out.splitlines()[-1].startswith("next: mend or remove the acknowledgements that lapsed")


def test_a_report_is_found_by_path_address_or_id(archive_dir: Path, file: Path) -> None:
    for name in (str(file), NAME, f"/{NAME}/", "510422102/2024"):
        assert find_report(archive_dir, name) == file


@pytest.mark.parametrize(
    "name",
    [
        "../2024",
        "*/2024",
        "510422102/20*",
        "510422102",
        "51/1999",
        "/etc/passwd",
        "x.yaml",
        "body.yaml",
    ],
)
def test_other_names_find_nothing(archive_dir: Path, name: str) -> None:
    with pytest.raises(RefusedError):
        find_report(archive_dir, name)


def test_a_link_and_a_file_elsewhere_are_refused(archive_dir: Path, file: Path) -> None:
    outside = archive_dir.parent / "2024.yaml"
    outside.write_bytes(file.read_bytes())
    with pytest.raises(RefusedError, match="not below"):
        find_report(archive_dir, str(outside))
    link = file.with_name("2030.yaml")
    link.symlink_to(outside)
    with pytest.raises(RefusedError, match="found no data file of a report here"):
        find_report(archive_dir, str(link))
    with pytest.raises(RefusedError, match="has no such report"):
        find_report(archive_dir, "510422102/2030")


def test_the_effects_of_a_figure_are_those_on_the_whole_archive(archive_dir: Path) -> None:
    """Also on the report of the county above (H1), and on those of the years after (X)."""
    county = Body("510422", "盐边县人民政府", "盐边县", (), "county", "government", "510422", None)
    folder = archive_dir / folder_of(county.code, county.id, load_regions())
    folder.mkdir()
    (folder / "body.yaml").write_text(dump_body(county), encoding="utf-8")
    figures = samples.consistent("2021", divided=True)
    above = samples.report(county.id, 2024, "2021", figures, "盐边县2024年报告")
    (folder / "2024.yaml").write_text(dump_report(above), encoding="utf-8")
    (folder / above.source.copy).write_text(samples.COPY, encoding="utf-8")
    archive, problems = load_archive(archive_dir)
    assert problems == []
    assert archive is not None
    told: set[str] = set()
    for name in ("510422102/2020", "510422102/2023", "510422102/2024", "510422/2024", "51/2024"):
        for cell in ("requests.received.total", "requests.carried_out.total"):
            made = correct(archive_dir, Wish(name, cell, "4567", "r", DAY))
            after, _ = load_report(made.data, made.path.as_posix())
            assert after is not None
            whole = effects(judged(archive), judged(archive.with_report(after)))
            assert made.effects == whole
            told |= {
                f"{name} {i.problem.rule} {Path(i.problem.path).parent.name}" for i in whole.new
            }
    assert "510422102/2024 H1 510422" in told
    assert "510422102/2023 X1 510422102" in told


def test_writing_leaves_no_other_file(archive_dir: Path, file: Path) -> None:
    file.chmod(0o644)
    wish = Wish(NAME, "requests.received.total", "9", "r", DAY)
    names = sorted(path.name for path in file.parent.iterdir())
    correct(archive_dir, wish).write()
    assert sorted(path.name for path in file.parent.iterdir()) == names
    assert file.stat().st_mode & 0o777 == 0o644


@settings(max_examples=50)
@given(strategies.reports(), strategies.cells, st.data())
def test_exactly_one_cell_differs_and_all_other_bytes_stay(
    report: Report, now: Cell, data: st.DataObject
) -> None:
    text = dump_report(report)
    document, _ = load_report(text.encode(), "x")
    assert document is not None
    address = data.draw(st.sampled_from(report.layout.addresses))
    was = report.cells[address]
    correction = Correction(address, was, now, "r", DAY)
    edited = with_correction(text.encode(), document, correction)
    made, problems = load_report(edited, "x")
    assert problems == []
    assert made is not None
    assert printed(made.value) == {**printed(report), address: now}
    assert {found.address for found in differences(report, made.value)} <= {address}
    assert made.value.corrections == (*report.corrections, correction)
    assert edited.decode() == dump_report(made.value)


def test_a_name_of_any_length_is_refused(archive_dir: Path) -> None:
    for name in ("a/" * 3000 + "510422102/2024", "a" * 5000 + "/2024.yaml"):
        assert run(archive_dir, name, "requests.received.total", "9", "--reason", "r") == 2


def test_a_signature_may_be_blank_and_words_taken_out(archive_dir: Path, file: Path) -> None:
    assert run(archive_dir, NAME, "signature", "渔门镇人民政府", "--reason", "r") == 0
    assert run(archive_dir, NAME, "signature", "null", "--reason", "r") == 0
    words = ("--present", "公开信息 12 条", "--reason", "r")
    assert run(archive_dir, NAME, "sections[0].prose", "公开 12 条", *words) == 0
    text = file.read_text(encoding="utf-8")
    assert "\nsignature: null\n" in text
    assert "全年公开 12 条。" in text


def test_a_day_before_our_copy_was_retrieved_is_refused(
    archive_dir: Path, file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wish = [NAME, "requests.received.total", "9", "--reason", "r", "--date"]
    assert run(archive_dir, *wish, "2025-01-31") == 2
    assert "expected none before 2025-02-01" in capsys.readouterr().err
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("retrieved: 2025-02-01", "retrieved: null"), encoding="utf-8")
    assert run(archive_dir, *wish, "2023-12-31") == 2
    assert "expected none before 2024-01-01" in capsys.readouterr().err
    assert run(archive_dir, *wish, "2024-01-01") == 0


@pytest.mark.parametrize(
    ("day", "told"),
    [
        ("2025-05-31", "found the day 2025-05-31, expected none before 2025-06-01"),
        ("2199-01-01", "found the day 2199-01-01, expected none after today"),
    ],
)
def test_a_day_before_the_log_or_still_to_come_is_refused(
    archive_dir: Path, capsys: pytest.CaptureFixture[str], day: str, told: str
) -> None:
    wish = [NAME, "requests.received.total"]
    assert run(archive_dir, *wish, "9", "--reason", "r", "--date", "2025-06-01") == 0
    capsys.readouterr()
    assert run(archive_dir, *wish, "10", "--reason", "r", "--date", day) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(
    "name",
    [
        f"https://example.org/{NAME}/",
        f"https://example.org/site/{NAME}/?a=1#requests.received",
        f"http://127.0.0.1:8000/{NAME}",
        f"https://example.org/{NAME}/index.html",
        f"`{NAME}`",
        f"<https://example.org/{NAME}/>",
        f"`<https://example.org/{NAME}/>`",
        f" HTTPS://Example.org/{NAME}/ ",
        f"example.org/{NAME}/",
        f"www.example.org:8000/site/{NAME}/#requests.received",
        f"/{NAME}/#requests.received",
        "“510422102/2024”",
    ],
)
def test_a_report_may_be_named_by_the_full_address_of_its_page(
    archive_dir: Path, file: Path, name: str
) -> None:
    assert find_report(archive_dir, name) == file


@pytest.mark.parametrize(
    "name",
    [
        "https://example.org/",
        "https://example.org/../2024",
        "https://[",
        "example.org/2024",
        "<>",
        "`",
        "``",
        "ftp://example.org/2024",
        "example.org/510422102/2024/compare",
        "javascript:510422102",
        "`510422102/2024` `510422102/2023`",
        "https://example.org/x.yaml",
    ],
)
def test_an_address_of_no_report_is_refused(archive_dir: Path, name: str) -> None:
    with pytest.raises(RefusedError):
        find_report(archive_dir, name)


def test_rare_characters_stand_in_the_file_as_they_are(archive_dir: Path, file: Path) -> None:
    reason = "见原件😀，𠮷 \ue000\ue001 \\U0001F600"
    assert run(archive_dir, NAME, "requests.received.total", "9", "--reason", reason) == 0
    assert f"  reason: {reason}\n" in file.read_text(encoding="utf-8")
    document, problems = load_report(file.read_bytes(), "x")
    assert problems == []
    assert document is not None
    assert document.value.corrections[-1].reason == reason
