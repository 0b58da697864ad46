"""A build after a change makes the same files as one from nothing, whatever happened before."""

from __future__ import annotations

import os
import re
import shutil
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from generator.demo.write import write
from generator.site import build as building
from generator.site import theme
from generator.site.build import build
from generator.site.manifest import Manifest
from generator.work import Workers
from tests.conftest import ROOT, contents

SIZE = 12


def built(reports: Path, target: Path) -> dict[str, bytes]:
    found, problems = build(ROOT, reports, target / "site", target / "build")
    assert problems == []
    assert found is not None
    return contents(target / "site")


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic archive, built once."""
    folder = tmp_path_factory.mktemp("changed")
    write(folder / "reports", ROOT / "reports", 7, SIZE)
    built(folder / "reports", folder)
    return folder


def _titled(reports: Path) -> None:
    file = min(reports.glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\ntitle: ", "\ntitle: 新", 1), encoding="utf-8")


def _worded(reports: Path) -> None:
    file = min(reports.glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    start = text.index("\n  prose: |\n", text.index("\n- section: problems\n"))
    changed = text[:start] + text[start:].replace("，", "，并", 1)
    file.write_text(changed, encoding="utf-8")


def _more(found: re.Match[str]) -> str:
    return f"{found[1]}{int(found[2]) + 1}"


def _counted(reports: Path) -> None:
    file = max(reports.glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    changed, count = re.subn(r"(?m)^(  received: \[)([^,]*)", _more, text)
    assert count == 1
    file.write_text(changed, encoding="utf-8")


def _fetched(reports: Path) -> None:
    for file in sorted(reports.glob("*/*/*/[0-9]*.yaml"))[
        :2
    ]:  # the day as of which coverage speaks
        lines = file.read_text(encoding="utf-8").split("\n")
        place = next(i for i, line in enumerate(lines) if line.startswith("  retrieved:"))
        lines[place] = "  retrieved: 2027-07-07"
        file.write_text("\n".join(lines), encoding="utf-8")


def _removed(reports: Path) -> None:
    body = max(path.parent for path in reports.glob("*/*/*/body.yaml"))
    for file in body.iterdir():
        file.unlink()
    body.rmdir()


def _renamed(reports: Path) -> None:
    file = min(reports.glob("*/*/*/body.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nname: ", "\nname: 新", 1), encoding="utf-8")


@pytest.mark.parametrize(
    "changes", [[_titled], [_worded], [_counted, _fetched], [_renamed, _removed]]
)
def test_it_is_the_same_as_one_from_nothing(
    changes: list[Callable[[Path], None]], first: Path, tmp_path: Path
) -> None:
    before = contents(first / "site")
    for change in changes:
        change(first / "reports")
        after = built(first / "reports", first)
        assert after != before
        before = after
    assert before == built(first / "reports", tmp_path)


def test_where_nothing_changed_nothing_is_made(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built(first / "reports", first)
    stamps = {path: path.stat().st_mtime_ns for path in (first / "site").rglob("*")}
    monkeypatch.setattr(building, "read", None)  # not even the archive is read
    assert built(first / "reports", first) == before
    assert {path: path.stat().st_mtime_ns for path in (first / "site").rglob("*")} == stamps


def test_only_what_a_change_shows_in_is_made(first: Path) -> None:
    before = Manifest.read(first / "build").jobs
    _titled(first / "reports")
    built(first / "reports", first)
    after = Manifest.read(first / "build").jobs
    kinds = [name.partition(":")[0] for name in after if after[name] != before.get(name)]
    assert kinds.count("body") == 1
    assert 1 <= kinds.count("region") <= 3
    assert not {"over", "year", "indicator", "rates"} & {*kinds}  # they show no title
    assert kinds.count("table") == 1


def test_mkdocs_runs_only_where_what_it_reads_changed(
    first: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = built(first / "reports", first)
    _worded(first / "reports")
    with monkeypatch.context() as without:
        without.setattr(theme, "mkdocs_build", None)
        after = built(first / "reports", first)
        assert before != after
        _renamed(first / "reports")  # the header finds bodies by name
        with pytest.raises(TypeError):
            built(first / "reports", first)
    assert built(first / "reports", first) != after


def test_a_figure_of_a_year_is_shown_in_that_year_and_over_the_years(first: Path) -> None:
    before = Manifest.read(first / "build").jobs
    _counted(first / "reports")
    built(first / "reports", first)
    after = Manifest.read(first / "build").jobs
    made = [name.split(":") for name in after if after[name] != before.get(name)]
    over = {of for kind, of in made if kind == "over"}
    years = [of.split("/") for kind, of in made if kind == "year"]
    assert over == {code for code, _ in years} == {of for kind, of in made if kind == "region"}
    assert len({year for _, year in years}) == 1
    assert len(years) == len(over) > 0


def test_a_site_that_was_taken_away_is_put_back(first: Path) -> None:
    before = built(first / "reports", first)
    (first / "site").rename(first / "elsewhere")
    assert built(first / "reports", first) == before


def test_one_process_makes_the_same_as_several(first: Path, tmp_path: Path) -> None:
    found, problems = build(
        ROOT, first / "reports", tmp_path / "site", tmp_path / "build", Workers(processes=1)
    )
    assert problems == []
    assert found is not None
    assert contents(tmp_path / "site") == built(first / "reports", first)


def test_a_page_that_somebody_wrote_into_is_made_again(first: Path) -> None:
    before = built(first / "reports", first)
    file = max((first / "site").glob("*/*/20*/index.html"))  # of another body than what changes
    with file.open("a", encoding="utf-8") as page:
        page.write("<!-- mine -->")
    os.utime(file, ns=(time.time_ns() + 10**9,) * 2)
    _titled(first / "reports")
    assert min((first / "reports").glob("*/*/*/20*.yaml")).parent.name not in file.as_posix()
    after = built(first / "reports", first)
    assert after != before
    assert b"<!-- mine -->" not in b"".join(after.values())


def test_damage_to_the_site_is_mended_though_nothing_changed(first: Path) -> None:
    before = built(first / "reports", first)
    page = max((first / "site").glob("*/*/20*/index.html"))
    page.unlink()
    assert built(first / "reports", first) == before
    page.write_bytes(b"mine")
    os.utime(page, ns=(time.time_ns() + 10**9,) * 2)
    assert built(first / "reports", first) == before
    page.with_name("stray.txt").write_bytes(b"")
    assert built(first / "reports", first) == before
    page.unlink()
    page.symlink_to(first / "reports")
    assert built(first / "reports", first) == before


def _folder(place: Path) -> None:
    (place / "below").mkdir(parents=True)


def test_a_workplace_is_ours_alone_whatever_was_put_into_it(first: Path) -> None:
    built(first / "reports", first)
    work, elsewhere = first / "build", first / "theirs"
    elsewhere.mkdir()
    (elsewhere / "a.txt").write_bytes(b"theirs")
    record = next((work / "read").glob("*/*")).relative_to(work).as_posix()
    files = ["alike", "built.json", "documents.pickle", "shells.pickle"]
    for names, spoil in (
        ([*files, record], _folder),
        ([*files, "read", "site"], lambda place: place.symlink_to(elsewhere)),
    ):
        for name in names:
            place = work / name
            if place.is_dir():
                shutil.rmtree(place)
            else:
                place.unlink()
            spoil(place)
        _titled(first / "reports")
        after = built(first / "reports", first)
        assert contents(elsewhere) == {"a.txt": b"theirs"}
    shutil.rmtree(work)
    assert built(first / "reports", first) == after


def test_a_source_that_becomes_a_link_is_refused_though_its_bytes_are_the_same(
    first: Path, tmp_path: Path
) -> None:
    built(first / "reports", first)
    source = max((first / "reports").glob("*/*/*/*.source.txt"))
    moved = tmp_path / source.name
    source.rename(moved)
    source.symlink_to(moved)
    found, problems = build(ROOT, first / "reports", first / "site", first / "build")
    source.unlink()
    moved.rename(source)
    assert found is None
    assert [problem.rule for problem in problems] == ["S3"]


@pytest.mark.parametrize("damage", [b"", b"garbage", None], ids=["empty", "other bytes", "short"])
def test_what_was_kept_and_damaged_is_made_anew(
    damage: bytes | None, first: Path, tmp_path: Path
) -> None:
    shutil.copytree(first / "reports", tmp_path / "reports")
    shutil.copytree(first / "build", tmp_path / "build")
    kept = [*(tmp_path / "build/read").glob("*/*"), *(tmp_path / "build").glob("*.pickle")]
    assert len(kept) > 3
    for file in kept:
        data = file.read_bytes()
        file.write_bytes(data[: len(data) // 2] if damage is None else damage)
    (tmp_path / "build/built.json").write_text('{"jobs": []}', encoding="utf-8")
    assert built(tmp_path / "reports", tmp_path) == contents(first / "site")
