"""What is written, mirrored and swept away."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.site.folders import mirror, remove, unlinked, write, written
from tests.conftest import contents

TREES = st.dictionaries(
    st.sampled_from(["a", "b", "c/a", "c/b", "c/d/e", "f/a/b"]), st.binary(max_size=2), max_size=6
)


def test_a_file_may_become_a_folder_and_a_folder_a_file(tmp_path: Path) -> None:
    path = tmp_path / "a/b"
    write(path, b"file")
    write(path / "c/d", b"below")
    assert (path / "c/d").read_bytes() == b"below"
    write(path, b"file again")
    assert contents(tmp_path) == {"a/b": b"file again"}


def _there(folder: Path, tree: dict[str, bytes]) -> Path:
    for path, data in tree.items():
        write(folder / path, data)
    return folder


@given(st.lists(TREES, min_size=1, max_size=3))
def test_a_mirror_is_the_same_whatever_was_there(
    tmp_path_factory: pytest.TempPathFactory, trees: list[dict[str, bytes]]
) -> None:
    folder = tmp_path_factory.mktemp("mirror")
    source, target = folder / "source", folder / "target"
    source.mkdir()
    for tree in trees:
        _there(source, tree)
        remove(source, written(source).keys() - tree.keys())
        mirror(source, target)
        assert contents(target) == contents(source) == tree
        folders = {path.relative_to(source) for path in source.rglob("*") if path.is_dir()}
        assert {path.relative_to(target) for path in target.rglob("*") if path.is_dir()} == folders


def test_a_folder_in_the_place_of_a_file_is_mirrored_and_the_other_way(tmp_path: Path) -> None:
    source = _there(tmp_path / "source", {"a": b"file", "b/c": b"below"})
    target = _there(tmp_path / "target", {"a/d": b"below", "b": b"file"})
    mirror(source, target)
    assert contents(target) == {"a": b"file", "b/c": b"below"}


def test_what_is_the_same_is_not_linked_again(tmp_path: Path) -> None:
    source = _there(tmp_path / "source", {"a": b"1", "b/c": b"2"})
    mirror(source, tmp_path / "target")
    write(source / "b/c", b"3")
    before = {path: path.stat().st_ctime_ns for path in (tmp_path / "target").rglob("?")}
    mirror(source, tmp_path / "target")
    now = {path: path.stat().st_ctime_ns for path in before}
    assert [path.name for path in before if before[path] != now[path]] == ["b", "c"]


def test_where_files_cannot_be_linked_they_are_copied(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise OSError

    monkeypatch.setattr(os, "link", refused)
    source = _there(tmp_path / "source", {"a": b"1", "b/c": b"2"})
    for _ in range(2):
        mirror(source, tmp_path / "target")
        assert contents(tmp_path / "target") == {"a": b"1", "b/c": b"2"}


def test_a_file_or_a_link_is_not_where_a_mirror_is_to_be(tmp_path: Path) -> None:
    source = _there(tmp_path / "source", {"a": b"1"})
    (tmp_path / "file").write_bytes(b"")
    (tmp_path / "link").symlink_to(_there(tmp_path / "other", {"b": b"2"}))
    for name in ("file", "link"):
        mirror(source, tmp_path / name)
        assert contents(tmp_path / name) == {"a": b"1"}
    assert contents(tmp_path / "other") == {"b": b"2"}


def test_whatever_is_in_its_place_a_file_is_written(tmp_path: Path) -> None:
    for name in ("a", ".a.new"):
        (tmp_path / name / "below").mkdir(parents=True)
    (tmp_path / "b").write_bytes(b"")
    for path in ("a", "b/c/d"):
        write(tmp_path / path, b"1")
    assert contents(tmp_path) == {"a": b"1", "b/c/d": b"1"}


def test_links_at_the_top_go(tmp_path: Path) -> None:
    elsewhere = _there(tmp_path / "elsewhere", {"g": b"4"})
    folder = _there(tmp_path / "folder", {"a": b"1"})
    (folder / "b").symlink_to(elsewhere)
    unlinked(folder)
    unlinked(tmp_path / "nothing")
    assert [path.name for path in folder.iterdir()] == ["a"]
    assert contents(elsewhere) == {"g": b"4"}


def test_it_is_known_when_a_file_was_written_and_links_and_empty_folders_go(tmp_path: Path) -> None:
    folder = _there(tmp_path / "folder", {"a": b"1", "b/c": b"2"})
    for name, at in (("a", 10**18), ("b/c", 10**18 - 1)):
        os.utime(folder / name, ns=(at, at))
    (folder / "e").symlink_to(tmp_path / "nothing")
    elsewhere = _there(tmp_path / "elsewhere", {"g": b"4"})
    (folder / "f").symlink_to(elsewhere)
    (folder / "g/h").mkdir(parents=True)
    assert written(folder) == {"a": 10**18, "b/c": 10**18 - 1}
    assert sorted(path.name for path in folder.iterdir()) == ["a", "b"]
    write(folder / "f/g", b"5")
    assert contents(folder) == {"a": b"1", "b/c": b"2", "f/g": b"5"}
    assert contents(elsewhere) == {"g": b"4"}
    assert written(tmp_path / "nothing") == {}


def test_what_is_removed_leaves_no_empty_folder(tmp_path: Path) -> None:
    folder = _there(tmp_path / "folder", {"a": b"1", "b/c/d": b"2", "b/c/e": b"3", "f": b"4"})
    remove(folder, ["b/c/d", "f", "f/gone", "b/c"])  # the last is a folder, and no file
    assert contents(folder) == {"a": b"1", "b/c/e": b"3"}
    remove(folder, ["b/c/e"])
    assert [path.name for path in folder.iterdir()] == ["a"]
    remove(folder, ["a"])
    assert folder.is_dir()
