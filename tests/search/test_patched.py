"""An index that is brought up to date is the one that is made anew."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.demo.write import write
from generator.derive.catalogue import catalogue
from generator.search import index
from generator.search.index import FOLDER, Last, files
from generator.search.normal import joined
from generator.search.packing import read_varint, varint
from generator.search.patched import GONE, Numbers, Patch, decoded
from generator.search.postings import Postings, encoded, grams_of, grams_of_body
from tests.conftest import judged

WORDS = st.text("公开申请信息化镇，。 2a", max_size=40)
PAIRS = st.lists(st.tuples(WORDS, WORDS), min_size=1, max_size=12)


def _postings(texts: list[str], names: list[str]) -> Postings:
    found = Postings()
    for text in texts:
        found.add_document(text)
    for name in names:
        found.add_body(name, [name[:2]])
    return found


@given(PAIRS, PAIRS)
def test_lists_with_what_changed_are_those_of_all_texts(
    texts: list[tuple[str, str]], names: list[tuple[str, str]]
) -> None:
    texts = [(joined([was]), joined([now])) for was, now in texts]
    names = [(joined([was]), joined([now])) for was, now in names]
    patch = Patch()
    for number, (was, now) in enumerate(texts):
        for which, (old, new) in enumerate(zip(grams_of(was), grams_of(now), strict=True)):
            patch.add(which, number, old, new)
    for number, (was, now) in enumerate(names):
        patch.add(2, number, grams_of_body(was, [was[:2]]), grams_of_body(now, [now[:2]]))
    before = _postings([was for was, _ in texts], [was for was, _ in names]).buckets()
    after = _postings([now for _, now in texts], [now for _, now in names]).buckets()
    same = [Numbers(range(len(all_)), len(all_)) for all_ in (texts, names)]
    found = patch.applied(before, *same)
    assert found == (after if len(before) == len(after) else None)


@given(st.lists(st.tuples(st.none() | WORDS, st.none() | WORDS), max_size=12), st.integers(0, 3))
def test_lists_where_some_came_and_went_are_those_of_all_texts(
    texts: list[tuple[str | None, str | None]], bodies: int
) -> None:
    texts = [(was and joined([was]), said and joined([said])) for was, said in texts]
    patch, numbers = Patch(), []
    now = 0
    for was, said in texts:
        if was is not None:
            numbers.append(GONE if said is None else now)
        if said is not None:
            for which, grams in enumerate(zip(grams_of(was or ""), grams_of(said), strict=True)):
                patch.add(which, now, *grams)
            now += 1
    patch.add(2, bodies, set(), grams_of_body("新镇", ["xz"]))  # the last body is a new one
    names = ["老镇"] * bodies
    before = _postings([was for was, _ in texts if was is not None], names).buckets()
    wanted = Postings()
    for _, said in texts:
        if said is not None:
            wanted.add_document(said)
    for name in names:
        wanted.add_body(name, [name[:2]])
    wanted.add_body("新镇", ["xz"])
    after = wanted.buckets()
    found = patch.applied(before, Numbers(numbers, now), Numbers(range(bodies), bodies + 1))
    assert found == (after if len(before) == len(after) else None)


@given(st.sets(st.integers(0, 999)), st.integers(1000, 5000))
def test_a_list_is_read_as_it_was_written(numbers: set[int], size: int) -> None:
    assert decoded(encoded(sorted(numbers), size), size) == sorted(numbers)


@given(st.integers(0, 2**40), st.binary())
def test_a_number_ends_where_its_bytes_do(number: int, after: bytes) -> None:
    data = varint(number)
    assert read_varint(data + after, 0) == (number, len(data))


def _retitled(reports: Path) -> None:
    file = min(reports.glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(re.sub("(?m)^title: .", "title: 鼎甲", text, count=1), encoding="utf-8")


def _renamed(reports: Path) -> None:
    file = max(reports.glob("*/*/*/body.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\nname: ", "\nname: 鑫", 1), encoding="utf-8")


def _removed(reports: Path) -> None:
    body = min(path.parent for path in reports.glob("*/*/*/body.yaml"))
    for file in body.iterdir():
        file.unlink()
    body.rmdir()


def _less(reports: Path) -> None:
    """A year goes from the midst of a body's."""
    folders = [path.parent for path in reports.glob("*/*/*/body.yaml")]
    body = min(f for f in folders if len(list(f.glob("20??.yaml"))) > 2)
    stem = sorted(body.glob("20??.yaml"))[1].stem
    for file in body.glob(f"{stem}*"):
        file.unlink()


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("patched")
    write(folder / "reports", folder / "live", 3, 60)
    return folder / "reports"


def _made(reports: Path, last: Last | None = None) -> dict[str, bytes]:
    archive, found = judged(reports)
    return dict(files(catalogue(archive), found, last))


def _last(made: dict[str, bytes], folder: Path) -> Path:
    for path, data in made.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(data)
    return folder / FOLDER


def test_an_index_that_is_mended_is_the_one_made_anew(
    reports: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = _made(reports)
    for number, change in enumerate([_retitled, _renamed, _removed, _less]):
        last = Last.read(_last(before, tmp_path / str(number)))
        assert last is not None
        change(reports)
        after = _made(reports)
        assert after != before
        with monkeypatch.context() as patched:
            patched.setattr(index, "Postings", None)  # nothing is made anew
            assert _made(reports, last) == after
        before = after


def test_an_index_that_was_damaged_is_not_used(reports: Path, tmp_path: Path) -> None:
    made = _made(reports)
    whole = _last(made, tmp_path / "whole")
    assert Last.read(whole) is not None
    assert Last.read(tmp_path / "none") is None
    for path, damage in (("text/0/1.bin", b"x"), ("index.json", b"{}"), ("index.json", b"")):
        folder = _last(made, tmp_path / str(len(damage)))
        (folder / path).write_bytes(damage)
        assert Last.read(folder) is None
    (whole / "shared.bin").unlink()
    assert Last.read(whole) is None
