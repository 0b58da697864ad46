"""gongkai changes: what differs between a commit and now, and whether it is logged."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from html.parser import HTMLParser
from pathlib import Path

import markdown as python_markdown
import pytest
from lxml import html

from generator.cli import main
from generator.corrections.changes import compare
from generator.corrections.telling import MOST_BYTES, markdown
from generator.store.archive import load_archive
from tests import samples

NAME = "sichuan/panzhihua/510422102/2024"
GIT = {
    **os.environ,
    "GIT_CONFIG_GLOBAL": os.devnull,
    "GIT_CONFIG_SYSTEM": os.devnull,
    "GIT_AUTHOR_NAME": "t",
    "GIT_AUTHOR_EMAIL": "t@example.org",
    "GIT_COMMITTER_NAME": "t",
    "GIT_COMMITTER_EMAIL": "t@example.org",
}


def git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", *arguments], cwd=folder, env=GIT, check=True, capture_output=True, text=True
    )
    return done.stdout.strip()


@pytest.fixture
def repository(archive_dir: Path) -> Path:
    """The sample archive, committed; its folder is ``reports`` in the repository."""
    git(archive_dir.parent, "init", "--quiet", "--initial-branch", "main")
    commit(archive_dir)
    return archive_dir


def commit(archive: Path) -> str:
    git(archive.parent, "add", "--all")
    git(archive.parent, "commit", "--quiet", "--message", "x")
    return git(archive.parent, "rev-parse", "HEAD")


def edit(archive: Path, old: str, new: str, name: str = NAME) -> Path:
    file = archive / f"{name}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1, text.count(old)
    file.write_text(text.replace(old, new), encoding="utf-8")
    return file


def correct(archive: Path, cell: str, value: str, *arguments: str) -> None:
    command = ["correct", "--reports", str(archive), NAME, cell, value]
    assert main([*command, "--reason", "见原件", "--date", "2025-06-01", *arguments]) == 0


def changes(archive: Path, *arguments: str) -> int:
    return main(["changes", "--reports", str(archive), *arguments])


RECEIVED = "  received: [8, 0, 0, 0, 0, 0, 8]"
LOG = (
    "corrections:\n- cell: requests.received.total\n  was: {was}\n  now: {now}\n  reason: r\n"
    "  date: 2025-06-01\nproactive:\n"
)


def test_nothing_changed(repository: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert changes(repository, "HEAD") == 0
    assert changes(repository, "HEAD", "--format", "markdown") == 0
    assert capsys.readouterr().out == "数据没有变化。 No data changed.\n"


def test_a_logged_correction_passes_and_is_told(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(repository, "requests.received.total", "9")
    capsys.readouterr()
    assert changes(repository, "main") == 0
    captured = capsys.readouterr()
    lines = captured.out.splitlines()
    assert captured.err == ""
    assert lines[:3] == [
        f"changed: {NAME}.yaml",
        "  requests.received.total: 8 -> 9",
        "  logged: 2025-06-01 requests.received.total: 见原件",
    ]
    assert [line.split()[3] for line in lines if line.startswith("new: ")] == ["A1:", "A3:", "N1:"]
    assert f"  /{NAME}/" in lines
    assert "  /years/2024/" not in lines


def test_findings_that_go_name_the_paths_of_the_archive(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(repository, "requests.received.total", "9")
    first = commit(repository)
    correct(repository, "requests.received.total", "8")
    capsys.readouterr()
    for head in ((), (commit(repository),)):
        assert changes(repository, first, *head) == 0
        gone = [line for line in capsys.readouterr().out.splitlines() if line.startswith("gone:")]
        assert len(gone) == 3
        assert all(line.startswith(f"gone: {repository}/{NAME}.yaml:") for line in gone)


def test_a_figure_changed_by_hand_fails_with_its_place(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = edit(repository, RECEIVED, RECEIVED.replace("8]", "9]"))
    assert changes(repository, "HEAD") == 1
    line, chinese = capsys.readouterr().err.splitlines()
    number = file.read_text(encoding="utf-8").splitlines().index(RECEIVED.replace("8]", "9]")) + 1
    assert line == (
        f"{file}:{number}:32: error S7: requests.received.total: found 9, where 8 stood, expected an "
        "entry under corrections that says so: put the former value back and run gongkai correct, which "
        "changes and logs it"
    )
    assert chinese.startswith("    requests.received.total：原为 8，现为 9，corrections 下没有记录")


@pytest.mark.parametrize(
    ("was", "now", "passes"),
    [("8", "9", True), ("7", "9", False), ("8", "10", False), ("null", "9", False)],
)
def test_an_entry_by_hand_must_lead_from_the_one_to_the_other(
    repository: Path, was: str, now: str, passes: bool
) -> None:
    edit(repository, RECEIVED, RECEIVED.replace("8]", "9]"))
    edit(repository, "\nproactive:\n", "\n" + LOG.format(was=was, now=now))
    assert changes(repository, "HEAD") == (0 if passes else 1)


def test_an_entry_that_never_was_fails_although_the_figure_is_logged(repository: Path) -> None:
    correct(repository, "requests.received.total", "9")
    entry = LOG.format(was=3, now=8).removeprefix("corrections:\n").removesuffix("proactive:\n")
    edit(repository, "corrections:\n", f"corrections:\n{entry}")
    assert changes(repository, "HEAD") == 1


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("title: 渔门镇2024年报告", "title: 渔门镇2025年报告"),
        ("published: 2025-01-20", "published: 2025-01-21"),
        ("全年公开信息 12 条。", "全年公开信息 13 条。"),
        ("heading: 一、总体情况", "heading: 一、总体"),
        ("\nsections:\n", "\nlabels:\n  requests.granted: （一）公开\nsections:\n"),
        ("  granted: [5, ", '  granted: ["?", '),
    ],
)
def test_everything_that_the_report_prints_is_held(repository: Path, old: str, new: str) -> None:
    edit(repository, old, new)
    assert changes(repository, "HEAD") == 1


def test_what_the_archive_says_itself_is_not(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "\nproactive:\n", "\nnotes:\n- 说明\nproactive:\n")
    assert changes(repository, "HEAD") == 0
    assert "  other fields: notes\n" in capsys.readouterr().out


def test_a_log_entry_cannot_be_changed_or_removed(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(repository, "requests.received.total", "9")
    commit(repository)
    edit(repository, "reason: 见原件", "reason: 改写")
    assert changes(repository, "HEAD") == 1
    assert (
        "the log entry of 2025-06-01 on requests.received.total removed" in capsys.readouterr().err
    )
    git(repository.parent, "checkout", "--quiet", ".")
    text = (repository / f"{NAME}.yaml").read_text(encoding="utf-8")
    log = text[text.index("corrections:") : text.index("proactive:")]
    edit(repository, log, "")
    assert changes(repository, "HEAD") == 1


def test_a_passage_must_lead_from_one_prose_to_the_other(repository: Path) -> None:
    correct(repository, "sections[0].prose", "公开 21 条", "--present", "公开信息 12 条")
    assert changes(repository, "HEAD") == 0
    edit(repository, "收到 8 件", "收到 18 件")
    assert changes(repository, "HEAD") == 1


ANEW = "corrections:\n- cell: {cell}\n  reason: r\n  date: 2025-06-01\nproactive:\n"


def test_a_block_transcribed_anew_covers_words_and_never_a_figure(repository: Path) -> None:
    edit(repository, "全年公开信息 12 条。", "全年公开信息 13 条。\n\n      又一段。")
    edit(repository, "\nproactive:\n", "\n" + ANEW.format(cell="sections"))
    assert changes(repository, "HEAD") == 1  # not YAML of the right indentation
    git(repository.parent, "checkout", "--quiet", ".")
    edit(repository, "全年公开信息 12 条。", "全年公开信息 13 条。\n\n    又一段。")
    edit(repository, "\nproactive:\n", "\n" + ANEW.format(cell="sections"))
    assert changes(repository, "HEAD") == 0
    git(repository.parent, "checkout", "--quiet", ".")
    edit(repository, RECEIVED, RECEIVED.replace("8]", "9]"))
    edit(repository, "\nproactive:\n", "\n" + ANEW.format(cell="requests"))
    assert changes(repository, "HEAD") == 1


def test_figures_that_appear_need_the_block_named(repository: Path) -> None:
    file = repository / f"{NAME}.yaml"
    text = file.read_text(encoding="utf-8")
    start, end = text.index("  other_outcome:\n"), text.index("  total: [8")
    undivided = text[:start] + "  other_outcome: [0, 0, 0, 0, 0, 0, 0]\n" + text[end:]
    file.write_text(undivided, encoding="utf-8")
    assert changes(repository, "HEAD") == 1
    edit(repository, "\nproactive:\n", "\n" + ANEW.format(cell="requests.other_outcome"))
    assert changes(repository, "HEAD") == 0
    assert main(["check", "--level", "error", "--reports", str(repository)]) == 0


def test_a_report_cannot_be_removed_and_one_more_passes(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = git(repository.parent, "rev-parse", "HEAD")
    folder = repository / "sichuan/51"
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    assert changes(repository, first) == 1
    captured = capsys.readouterr()
    assert "sichuan/51/2024.yaml:1:1: error S7: found no report here" in captured.err
    assert "body changed: sichuan/51/body.yaml" in captured.out
    second = commit(repository)
    assert changes(repository, second, first) == 0
    assert "added: sichuan/51/2024.yaml" in capsys.readouterr().out


@pytest.mark.parametrize("ref", ["nowhere", "--output=x", "-x", "a b", "main:reports", ""])
def test_what_is_no_commit_is_refused(
    repository: Path, capsys: pytest.CaptureFixture[str], ref: str
) -> None:
    assert main(["changes", "--reports", str(repository), "--", ref]) == 2
    assert capsys.readouterr().err
    assert not (repository.parent / "x").exists()


def test_no_repository_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    samples.write(tmp_path / "reports")
    assert changes(tmp_path / "reports", "HEAD") == 2
    assert "git rev-parse: " in capsys.readouterr().err


def test_links_and_attributes_of_a_stranger_do_nothing(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    first = git(repository.parent, "rev-parse", "HEAD")
    edit(repository, RECEIVED, RECEIVED.replace("8]", "9]"))
    (repository.parent / ".gitattributes").write_text("*.yaml export-ignore\n", encoding="utf-8")
    hidden = commit(repository)
    assert changes(repository, first, hidden) == 1
    assert "found 9, where 8 stood" in capsys.readouterr().err
    (repository / "sichuan/51/2030.yaml").symlink_to("/etc/passwd")
    assert changes(repository, first, commit(repository)) == 2
    assert "expected files of the archive itself, no links" in capsys.readouterr().err


def test_data_that_is_not_sound_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, RECEIVED, RECEIVED.replace(" 8]", " ]"))
    assert changes(repository, "HEAD") == 1
    assert "nothing was compared" in capsys.readouterr().err
    bad = commit(repository)
    git(repository.parent, "checkout", "--quiet", "HEAD~1", ".")
    assert changes(repository, bad) == 2
    assert "the archive there cannot be read" in capsys.readouterr().err


def test_a_comment_names_the_files_that_cannot_be_read(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, RECEIVED, RECEIVED.replace(" 8]", " ]"))
    hostile = "zz" * 3000 + HOSTILE.replace(": ", "")
    edit(repository, 'form: "2021"', f"form: '{hostile}'")
    bad = commit(repository)
    for head in ((), (bad,)):
        assert changes(repository, "HEAD~1", *head, "--format", "markdown") == 1
        told = capsys.readouterr().out
        assert told.startswith("### 文件不能读取，没有比较 Files that cannot be read")
        parser = Outside()
        parser.feed(python_markdown.markdown(told))
        parser.close()
        assert parser.tags == {"h3", "ul", "li", "code"}
        for word in ("@", "evil", "#"):
            assert word not in parser.text
        english, chinese = parser.code[:2]
        assert english.startswith(f"{repository}/{NAME}.yaml:")
        assert "requests.received: found a list of 6, expected a list of 7 cells" in "".join(
            parser.code
        )
        assert any(
            "requests.received：这里是有 6 项的列表，应为有 7 格的列表" in c for c in parser.code
        )
        assert len(told.encode()) < 3000
        assert chinese.startswith("form：")
    assert changes(repository, "HEAD~1", bad, "--format", "json") == 1
    data = json.loads(capsys.readouterr().out)
    assert data["compared"] is False
    assert {item["rule"] for item in data["problems"]} == {"S1"}


def test_a_comment_on_a_great_many_broken_files_is_bounded(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number in range(2100, 2500):
        path = repository / f"sichuan/panzhihua/510422102/{number}.yaml"
        path.write_text("<b>\n" * 3, encoding="utf-8")
    assert changes(repository, "HEAD", "--format", "markdown") == 1
    told = capsys.readouterr().out
    assert len(told.encode()) <= MOST_BYTES
    assert "项未列出" in told


def test_json_holds_what_the_others_tell(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(repository, "requests.received.total", "null", "--issue", "https://example.org/7")
    capsys.readouterr()
    assert changes(repository, "HEAD", "--format", "json") == 0
    data = json.loads(capsys.readouterr().out)
    [report] = data["reports"]
    assert report["differences"] == [
        {
            "cell": "requests.received.total",
            "was": {"kind": "number", "printed": "8"},
            "now": {"kind": "blank", "printed": ""},
            "anew": False,
        }
    ]
    assert report["corrections"][0]["issue"] == "https://example.org/7"
    assert data["problems"] == []
    assert data["pages"]


class Outside(HTMLParser):
    """The elements of a document, and the text that stands outside ``<code>``."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text = ""
        self.code: list[str] = []
        self._inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        assert not attrs
        if tag == "code":
            self._inside = True
            self.code.append("")

    def handle_endtag(self, tag: str) -> None:
        self._inside = self._inside and tag != "code"

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.code[-1] += data
        else:
            self.text += data


HOSTILE = "</code></td></table> @everyone #1 [x](https://evil.example) ![x](x) `a` | <img src=x>"


def compared(archive_dir: Path, change: Callable[[Path], None]) -> str:
    before, _ = load_archive(archive_dir)
    assert before is not None
    change(archive_dir)
    after, problems = load_archive(archive_dir)
    assert problems == []
    assert after is not None
    return markdown(compare(before, after, date(2026, 1, 1)))


def test_hostile_data_stays_text_in_the_comment(archive_dir: Path) -> None:
    def change(root: Path) -> None:
        edit(root, "title: 渔门镇2024年报告", f'title: "{HOSTILE}"')

    told = compared(archive_dir, change)
    for block in told.split("### ")[1:]:
        lines = block.split("\n")
        end = next(n for n, line in enumerate(lines) if line in ("</ul>", "</table>"))
        assert "" not in lines[2:end]  # a blank line would end the HTML block
    parser = Outside()
    parser.feed(python_markdown.markdown(told))
    parser.close()
    assert parser.tags == {"h3", "ul", "li", "code", "table", "tr", "th", "td"}
    assert HOSTILE in parser.code
    for word in ("@", "evil", "img", "#"):
        assert word not in parser.text
    assert "渔门镇2024年报告" in parser.code


def test_a_comment_is_bounded_and_says_what_it_leaves_out(archive_dir: Path) -> None:
    def change(root: Path) -> None:
        for path in root.rglob("20*.yaml"):
            text = path.read_text(encoding="utf-8")
            head, tables, rest = text.partition("\nproactive:\n")
            body, labels, end = rest.partition("\nsections:")
            path.write_text(head + tables + body.replace("0", "7") + labels + end, encoding="utf-8")

    told = compared(archive_dir, change)
    assert MOST_BYTES * 0.7 < len(told.encode()) <= MOST_BYTES
    assert "项未列出" in told
    assert told.count("### ") == 6
    assert "<li><code>/sichuan/51/2024/</code></li>" in told


def test_what_the_figures_are_checked_against_stays(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    copy = repository / f"{NAME}.source.txt"
    was = hashlib.sha256(copy.read_bytes()).hexdigest()
    copy.write_text("another copy", encoding="utf-8")
    edit(repository, was, hashlib.sha256(copy.read_bytes()).hexdigest())
    assert changes(repository, "HEAD") == 1
    assert f"where {was} stood" in capsys.readouterr().err


def test_a_change_of_prose_is_shown_where_it_is(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "全年公开信息 12 条。", f"{LONG}\n\n    {LONG}全年公开信息 12 条。")
    commit(repository)
    file = edit(repository, "全年公开信息 12 条。", "全年公开信息 99 条。")
    assert changes(repository, "HEAD") == 1
    line = capsys.readouterr().err.splitlines()[0]
    lines = file.read_text(encoding="utf-8").splitlines()
    [number] = [n for n, text in enumerate(lines, 1) if "99 条" in text]
    assert line.startswith(f"{file}:{number}:1: error S7: sections[0].prose: found …")
    found, stood = re.findall(r"found (.+), where (.+) stood", line)[0]
    assert "信息 99 条" in found
    assert "信息 12 条" in stood


def test_a_paragraph_more_and_a_prose_not_in_a_block_are_told(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "    公开不够及时。", "    公开不够及时。\n\n    又一段。")
    assert changes(repository, "HEAD") == 1
    assert "found 公开不够及时。 又一段。, where 公开不够及时。 stood" in capsys.readouterr().err
    git(repository.parent, "checkout", "--quiet", ".")
    file = edit(repository, "prose: |\n    公开不够及时。", "prose: 公开很不够。\n")
    assert changes(repository, "HEAD") == 1
    lines = file.read_text(encoding="utf-8").splitlines()
    at = lines.index("  prose: 公开很不够。") + 1
    assert f"{file}:{at}:10: error S7" in capsys.readouterr().err


def test_what_is_said_of_a_report_is_named(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def reply(day: str, words: str) -> str:
        about = "  cell: requests.received.total\n  rule: A3\n"
        return f"replies:\n- date: {day}\n{about}  text: |\n    {words}\n"

    edit(repository, "\nproactive:\n", f"\n{reply('2025-06-01', '答。')}proactive:\n")
    assert changes(repository, "HEAD") == 0
    told = capsys.readouterr().out
    assert "  other fields: replies\n" in told
    assert "  reply added: 2025-06-01 A3 requests.received.total\n" in told
    commit(repository)
    edit(repository, reply("2025-06-01", "答。"), reply("2025-06-02", "再答。"))
    assert changes(repository, "HEAD", "--format", "markdown") == 0
    about = f"{NAME}.yaml 2025-06-02 A3 requests.received.total"
    assert f"改动答复 reply changed: {about}" in capsys.readouterr().out
    edit(repository, reply("2025-06-02", "再答。"), "")
    assert changes(repository, "HEAD", "--format", "json") == 0
    [report] = json.loads(capsys.readouterr().out)["reports"]
    assert report["beside"] == [
        {
            "change": "removed",
            "what": "reply",
            "rule": "A3",
            "cell": "requests.received.total",
            "date": "2025-06-01",
        }
    ]


LONG = "".join(f"第{number}句说了这件事，又说了那件事。" for number in range(60))


def cells_of(told: str, heading: str) -> list[list[str]]:
    """The rows of the table below a heading of a comment."""
    [block] = [block for block in told.split("### ") if block.startswith(heading)]
    rows = html.fragment_fromstring(block[block.index("<table>") :].partition("</table>")[0])
    return [[cell.text_content() for cell in row] for row in rows.xpath(".//tr[td]")]


@pytest.mark.parametrize(
    ("entry", "heading"),
    [
        (ANEW.format(cell="sections"), "整块重新录入"),
        (ANEW.format(cell='"sections[0].prose"'), "整块重新录入"),
    ],
)
def test_a_change_deep_in_a_long_text_is_shown_with_what_stands_around(
    archive_dir: Path, entry: str, heading: str
) -> None:
    edit(archive_dir, "全年公开信息 12 条。", f"{LONG}全年公开信息 12 条。{LONG}")

    def change(root: Path) -> None:
        edit(root, "全年公开信息 12 条。", "全年公开信息 99 条。")
        edit(root, "\nproactive:\n", "\n" + entry)

    [row] = cells_of(compared(archive_dir, change), heading)
    assert row[1] == "一、总体情况：文字 1. Overview: prose · sections[0].prose"
    assert row[2].startswith("…")
    assert "全年公开信息 12 条。" in row[2]
    assert "全年公开信息 99 条。" in row[3]
    assert len(row[2]) < 60


def test_a_logged_passage_stands_among_the_figures(archive_dir: Path) -> None:
    def change(_: Path) -> None:
        correct(archive_dir, "sections[0].prose", "信息 21 条", "--present", "信息 12 条")

    told = compared(archive_dir, change)
    assert "整块重新录入" not in told
    [row] = cells_of(told, "数据 Figures and words")
    assert "信息 21 条" in row[3]


def test_text_format_marks_what_no_entry_tells_of(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    edit(repository, "全年公开信息 12 条。", "全年公开信息 13 条。")
    edit(repository, "\nproactive:\n", "\n" + ANEW.format(cell="sections"))
    assert changes(repository, "HEAD") == 0
    out = capsys.readouterr().out
    assert "  sections[0].prose (transcribed anew): " in out


def test_a_text_too_long_to_be_shown_says_how_much_is_left_out(archive_dir: Path) -> None:
    def change(root: Path) -> None:
        edit(root, "全年公开信息 12 条。", "无" * 5000)
        edit(root, "\nproactive:\n", "\n" + ANEW.format(cell="sections"))

    [row] = cells_of(compared(archive_dir, change), "整块重新录入")
    assert "characters not shown" in row[3]


def test_a_new_revision_is_told_by_what_differs_from_the_one_before(
    archive_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = archive_dir / "sichuan/nanchong/511303-zhengfu-bangongshi"
    later = {path: path.read_bytes() for path in folder.glob("2019-2.*")}
    for path in later:
        path.unlink()
    git(archive_dir.parent, "init", "--quiet", "--initial-branch", "main")
    commit(archive_dir)

    def change(_: Path) -> None:
        for path, data in later.items():
            path.write_bytes(data)

    rows = cells_of(compared(archive_dir, change), "再次公布与前一次的不同")
    assert [row[2:] for row in rows if "requests.received.total" in row[1]] == [["84", "4"]]
    assert rows[0][0].endswith("2019 → 2019-2")
    assert changes(archive_dir, "HEAD", "--format", "text") == 0
    out = capsys.readouterr().out
    assert "  differs from the revision before, 2019:" in out
    assert "  requests.received.total: 84 -> 4" in out


TODAY = datetime.now(UTC).date()


@pytest.mark.parametrize("name", ["corrections", "acknowledgements", "replies"])
@pytest.mark.parametrize(("days", "status"), [(1, 0), (2, 1)])
def test_no_new_day_is_still_to_come(
    repository: Path, capsys: pytest.CaptureFixture[str], name: str, days: int, status: int
) -> None:
    day = TODAY + timedelta(days=days)
    added = {
        "corrections": LOG.format(was=8, now=9).replace("2025-06-01", f"{day}"),
        "acknowledgements": "acknowledgements:\n- rule: N10\n  cell: sections[5].prose\n  expected:\n"
        "    sections[5].prose: 无其他需要报告的事项。\n  reason: r\n"
        f"  date: {day}\nproactive:\n",
        "replies": f"replies:\n- date: {day}\n  text: |-\n    答。\nproactive:\n",
    }[name]
    edit(repository, "\nproactive:\n", f"\n{added}")
    if name == "corrections":
        edit(repository, RECEIVED, RECEIVED.replace("8]", "9]"))
    assert changes(repository, "HEAD") == status
    told = capsys.readouterr().err
    assert (f"{name}[0].date: found {day}, expected no day after {TODAY}" in told) is bool(status)


def test_entries_that_lead_back_are_refused(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    correct(repository, "requests.received.total", "9")
    correct(repository, "requests.received.total", "8")
    capsys.readouterr()
    assert changes(repository, "HEAD") == 1
    told = [line for line in capsys.readouterr().err.splitlines() if "error S7" in line]
    assert len(told) == 2
    assert all("requests.received.total, which is what it was" in line for line in told)
    git(repository.parent, "checkout", "--quiet", ".")
    edit(repository, "\nproactive:\n", "\n" + ANEW.format(cell="sections"))
    assert changes(repository, "HEAD") == 1


ACKNOWLEDGED = (
    "acknowledgements:\n- rule: X1\n  cell: requests.carried_in.total\n  expected:\n"
    '    "2023/requests.carried_out.total": "{left}"\n    requests.carried_in.total: "0"\n'
    "  reason: 原文如此\n  date: 2025-05-01\nproactive:\n"
)


@pytest.mark.parametrize("form", ["text", "github", "markdown", "json"])
def test_an_error_that_is_new_in_a_file_beside_fails(
    repository: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    folder = (repository / NAME).parent
    text = (folder / "2024.yaml").read_text(encoding="utf-8")
    before = text.replace("2024", "2023").replace("2025", "2024")
    before = before.replace(
        "carried_out: [0, 0, 0, 0, 0, 0, 0]", "carried_out: [0, 0, 0, 0, 0, 0, 7]"
    )
    (folder / "2023.yaml").write_text(before, encoding="utf-8")
    shutil.copy(folder / "2024.source.txt", folder / "2023.source.txt")
    edit(repository, "\nproactive:\n", "\n" + ACKNOWLEDGED.format(left=7))
    assert main(["check", "--level", "error", "--reports", str(repository)]) == 0
    first = commit(repository)
    command = ["correct", "--reports", str(repository), f"{folder.name}/2023"]
    arguments = ["--reason", "见原件", "--date", "2025-06-01"]
    assert main([*command, "requests.carried_out.total", "8", *arguments]) == 0
    capsys.readouterr()
    assert changes(repository, first, "--format", form) == 1
    captured = capsys.readouterr()
    assert f"{folder / '2024.yaml'}:" in captured.err
    assert "error S6: found an acknowledgement of X1" in captured.err
    assert "已失效" in captured.err
    if form == "github":
        [line] = captured.out.splitlines()
        assert line.startswith(f"::error file={folder / '2024.yaml'},line=")
    if form == "markdown":
        assert captured.out.startswith("### 新的错误")
        assert captured.out.count("S6") == 1
