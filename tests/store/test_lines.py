"""The reader of canonical files against the reference: what it takes, it takes as PyYAML does."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.model.report import Report
from generator.store import lines, nodes, reader
from generator.store.files import dump_report
from tests.conftest import ROOT
from tests.strategies import reports

_FILES = sorted([*(ROOT / "reports").rglob("*.yaml"), *(ROOT / "tests/cases").rglob("*.yaml")])


def _parted(text: str) -> list[str]:
    return text.split("|")


_PLAIN = _parted(
    "0|-1|1.50|01|-|--1|+1|1.|.5|1e3|0x1F|0o17|1_000|1:30|.inf|.nan|~|null|Null|no|y|true|True|on|"
    "=|<<|2024-01-31|2024-02-30|2024-1-1|2024-01-31T00:00:00Z|一、总体情况|a b|a  b|a: b|a :b|a:b|"
    "a:|a #b|a# b|#a|‘a’|- a|-a|? a|?a|@a|`a|%a|&a|&a b|*a|!a|!!str a|>|>-|---|--- a|...|... a|"
    "a\u3000|\u3000a|\u00a0a|\u200ba|😀|a, b|a]|a}|(a)|http://x/?a=b#c|a\\b| a|a |a\t|a\tb|a\r|"
    "x'y\"z|,a|:a|a\u2009#b"
)
_FLOW = _parted(
    '[|]|[]|[ ]|[0]|[0, 1]|[0,1]|[0 , 1]|[0, 1, ]|[0, [1]]|[ 0]|["a, b", null]|["a" , 1]|[\'a\']|'
    '[a]|[a: 1]|[null, "?", -3.0]|[-, 1]|[0] a|[0]: a|[0] #a|["a": 1]|[01]|[2024-01-31]|[1.]|{}|'
    '{a: 1}|{a: 1, b: "x"}|{a: 1, a: 2}|{a: [0]}|{a:1}|{a: }|{a}|{null: 1}|{1: 2}|{a: 01}|'
    '{a: 1,b: 2}|{a: 1} b|{"a": 1}|{a.b: 1}|{a[0]: 1}'
)
_QUOTED = _parted(
    '"a"|"a" |"a" b|"a\\n"|"a\\"|"a" # b|""|"|" a "|"#"|"a": 1|'
    "'a'|'a''b'|'a'b'|''|'''|''''|'a: b'|' a'"
)
_BLOCK = [
    *["|", "|-", "|+", "|2", "| #a", "|\n    x", "|\n  x", "|\n      x\n    y", "|\n\n    x"],
    *["|\n    x\n\n     y\n\n\n", "|\n    x\n   \n    y", "|\n    x\n    \n", "|\n    x\n     "],
]
_VALUES = [*_PLAIN, *_FLOW, *_QUOTED, *_BLOCK, ""]
_AROUND = [
    *["a: {}", "x: 1\na: {}\nb: 2", "a:\n  b: {}", "a:\n  b: {}\n  c: 1\nd: 2", "# c\na: {}"],
    *["a:\n- {}", "a:\n- {}\n- 1\nb: 2", "a:\n- b: {}", "a:\n- b: {}\n  c: 1\n- d: 2", "a:{}"],
    *["a:\n  - {}\n  - 1", "- {}", "- {}\n- 1", "a:\n  b:\n  - c: {}\n    d:\n    - {}", "{}"],
    *["{}: 1", "a:\n  {}: 1", "a: 1\na: {}", "a:\n- {}\n  b: 1", "a: {}\n  b", "a: {}\n\nb: 1"],
    *["a: {}\n  b: 1", "a: {}\n- b", "a: {}\n# b\nc: 1", "a: {}\n...", "a: {}\n---\nb: 1"],
    *["a: {}\n b: 1", "a: |\n  {}\nb: 1", "{}\na: 1", "a:\n\n  b: {}", "a: \n  b: {}", "{}\n{}"],
    *["a:\n    b: {}", "a: {}\n    ", "a: {}\n  \nb: 1", "-  {}", "- - {}", "a:\n -{}", " a: {}"],
]


def taken(text: str) -> nodes.Node | None:
    """The tree that the lines give, which is the reference's tree; None where they give none."""
    if reader.control_characters(text, "f.yaml"):
        return None
    found = lines.tree(text)
    if found is not None:
        tree, problems = reader.reference(text, "f.yaml")
        assert not problems
        assert repr(found) == repr(tree)  # with every place, and no bool taken for a number
    return found


def test_every_value_in_every_place_is_taken_as_the_reference_takes_it() -> None:
    documents = [around.replace("{}", value) for around in _AROUND for value in _VALUES]
    count = sum(taken(f"{document}\n") is not None for document in documents)
    assert len(documents) / 10 < count < len(documents) / 2
    assert not any(taken(document) for document in documents if not document.endswith("\n"))


@st.composite
def _mapping(draw: st.DrawFn, indent: str = "") -> list[str]:
    """The lines of a mapping, most of them as they are written."""
    found = []
    for key in draw(st.lists(st.sampled_from("abcde"), min_size=1, max_size=4, unique=True)):
        kind = draw(st.integers(0, 9 if len(indent) < 8 else 6))
        if kind < 5:
            values = ["0", "null", "a b", '"?"', "[0, 1]", "{a: 1}"] if kind else _VALUES
            found.append(f"{indent}{key}: {draw(st.sampled_from(values))}")
        elif kind < 7:
            text = draw(st.lists(st.sampled_from(["x", "渔 # 1", "", " y", "- z: 1"]), max_size=4))
            found += [f"{indent}{key}: |", f"{indent}  x", *(f"{indent}  {line}" for line in text)]
        elif kind == 7:
            found += [f"{indent}{key}:", *draw(_mapping(indent + "  "))]
        else:
            found.append(f"{indent}{key}:")
            for _ in range(draw(st.integers(1, 3))):
                inner = draw(_mapping(indent + "  "))
                found += [f"{indent}- {inner[0].lstrip()}", *inner[1:]]
    return found


@given(_mapping(), st.data())
@settings(max_examples=500)
def test_any_mapping_is_taken_as_the_reference_takes_it(
    found: list[str], data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(found)))
    odd = data.draw(
        st.lists(st.sampled_from(["", " ", "# c", "  x", "x", "---", "- 1"]), max_size=1)
    )
    taken("\n".join([*found[:at], *odd, *found[at:]]) + "\n")


@given(reports())
def test_a_report_as_it_is_written_is_taken_as_the_reference_takes_it(report: Report) -> None:
    taken(dump_report(report))


@given(st.sampled_from(_FILES), st.data())
@settings(max_examples=300)
def test_a_file_in_which_something_was_changed_is_taken_as_the_reference_takes_it(
    file: Path, data: st.DataObject
) -> None:
    text = file.read_text(encoding="utf-8")
    begin = data.draw(st.integers(0, len(text)))
    left = data.draw(st.integers(0, 3))
    new = data.draw(st.sampled_from([*" :#-\"'|[]{},?&*!%\\0\n\t渔", "", ": ", " #", "\n\n", "  "]))
    taken(text[:begin] + new + text[begin + left :])


@pytest.mark.parametrize("file", _FILES, ids=lambda file: file.relative_to(ROOT).as_posix())
def test_every_file_here_is_taken_as_the_reference_takes_it(file: Path) -> None:
    found = taken(file.read_text(encoding="utf-8"))
    assert found is not None or file.name == "case.yaml"  # written by hand, with comments


def test_a_key_may_be_as_long_as_the_reference_lets_it() -> None:
    assert taken(f"{'a' * 100}: 1\n")
    assert taken(f"{'a' * 1100}: 1\n") is None


def test_what_is_nested_more_deeply_than_allowed_is_left_to_the_reference() -> None:
    for depth in range(1, 12):
        text = "".join(f"{'  ' * level}a:\n" for level in range(depth)) + "  " * depth + "a: [0]\n"
        assert (taken(text) is None) == (depth > nodes.MAX_DEPTH - 3)
