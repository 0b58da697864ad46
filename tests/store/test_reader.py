import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.store import reader


def messages(text: str | bytes) -> list[str]:
    data = text.encode() if isinstance(text, str) else text
    problems = reader.read(data, "f.yaml")[1]
    assert all(problem.zh for problem in problems)
    return [str(problem) for problem in problems]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "a: 1\nb: 2\na: 3\n",
            'f.yaml:3:1: error S1: found key "a" again, first on line 1: keep one',
        ),
        ("a: &x 1\n", "f.yaml:1:4: error S1: found anchor &x, expected none: remove it"),
        (
            "a: !!str 1\n",
            "f.yaml:1:4: error S1: found tag tag:yaml.org,2002:str, expected none: remove it",
        ),
        (
            "a: !!python/object/apply:os.system [x]\n",
            "f.yaml:1:4: error S1: found tag tag:yaml.org,2002:python/object/apply:os.system, "
            "expected none: remove it",
        ),
        (
            "a: no\n",
            "f.yaml:1:4: error S1: found no without quotes, which readers of YAML take for bool: "
            "write a plain number, or text in quotes",
        ),
        (
            "渔: [1_000]\n",
            "f.yaml:1:5: error S1: found 1_000 without quotes, which readers of YAML take for int: "
            "write a plain number, or text in quotes",
        ),
        (
            "a: 2024-02-30\n",
            "f.yaml:1:4: error S1: found 2024-02-30, which is not a day of the calendar",
        ),
        ("[1]: 2\n", "f.yaml:1:1: error S1: found a list of 1 as a key, expected a name"),
        ("1: 2\n", "f.yaml:1:1: error S1: found number 1 as a key, expected a name"),
        (
            "a: 1\n---\nb: 2\n",
            "f.yaml:2:1: error S1: found a second document, expected one: remove it",
        ),
        ("", "f.yaml:1:1: error S1: found an empty file, expected a mapping"),
        (
            "渔: \x07\n",
            "f.yaml:1:4: error S1: found control character U+0007, expected none: remove it",
        ),
        (
            '渔: "\\x02"\n',
            "f.yaml:1:4: error S1: found control character U+0002, expected none: remove it",
        ),
        (
            "a: \u202e1\n",
            "f.yaml:1:4: error S1: found control character U+202E, expected none: remove it",
        ),
    ],
)
def test_what_a_data_file_must_not_hold_is_named_with_its_place(text: str, expected: str) -> None:
    assert messages(text) == [expected]


def test_an_alias_is_refused_before_it_multiplies() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{new}: &{new} [*{old}, *{old}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
    )
    found = messages(bomb)
    assert sum("found alias" in message for message in found) == 16


def test_depth_and_size_are_bounded() -> None:
    assert "more than 8 levels" in messages("[" * 100_000)[0]
    assert "expected at most 1000000" in messages(b"a" * 1_000_001)[0]


def test_bytes_that_are_not_utf8_are_placed() -> None:
    assert messages("渔门\n渔".encode() + b"\xff") == [
        "f.yaml:2:2: error S1: found bytes that are not UTF-8, expected UTF-8"
    ]


def test_every_problem_is_reported_in_one_pass() -> None:
    assert len(messages("a: no\na: &x 1\nb: *x\nc: !t 2\n")) == 5


def test_comments_are_found_but_for_the_first_line() -> None:
    text = "# schema\na: 1  # why\nb: '# text'\nc: |\n  # prose\n# end\n"
    assert [(p.line, p.column) for p in reader.comments(text.encode(), "f.yaml")] == [
        (2, 7),
        (6, 1),
    ]


@given(st.one_of(st.binary(max_size=60), st.text(max_size=60).map(str.encode)))
def test_any_bytes_give_a_tree_or_a_problem_and_never_an_exception(data: bytes) -> None:
    tree, problems = reader.read(data, "f.yaml")
    assert tree is not None or problems


@given(st.text("-:[]{}&*!|>'\"#%@`,?\n ab0~.", max_size=40).map(str.encode))
def test_any_yaml_like_text_gives_a_tree_or_a_problem(data: bytes) -> None:
    tree, problems = reader.read(data, "f.yaml")
    assert tree is not None or problems
