"""The normal form of texts and queries."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.search.normal import is_word, joined, normal


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("漁門鎮", "渔门镇"),
        ("２０２４ 年", "2024年"),
        ("ＡＰＰ（试行）", "app(试行)"),
        ("政\u3000府\u200b信\u00ad息", "政府信息"),
        ("①", "1"),
        ("𠮷", "𠮷"),
    ],
)
def test_what_looks_the_same_is_the_same(text: str, expected: str) -> None:
    assert normal(text) == expected


def test_passages_stay_apart() -> None:
    assert joined(["依 申请", "公开\n目录"]) == "依申请\n公开目录"


@given(st.text())
def test_each_character_is_taken_by_itself(text: str) -> None:
    assert normal(text) == "".join(map(normal, text))


@given(st.characters(exclude_categories=["Cs"]))
def test_nothing_that_cannot_be_seen_is_left(character: str) -> None:
    for made in normal(character):
        assert unicodedata.category(made)[0] not in "CZ" or unicodedata.category(made) in (
            "Cn",
            "Co",
        )


@pytest.mark.parametrize(
    ("character", "expected"),
    [("镇", True), ("7", True), ("a", True), ("，", False), ("\n", False)],
)
def test_letters_and_digits_are_what_the_index_holds(character: str, expected: bool) -> None:
    assert is_word(character) is expected
