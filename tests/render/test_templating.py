"""Templates escape what they are filled with, fail where a name is missing, and say the constant once."""

from __future__ import annotations

from typing import Any

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from generator.render.html import bi
from generator.render.markup import escaped, filled
from generator.render.templating import environment


class _Html:
    def __html__(self) -> str:
        return "<hr>"


def _render(source: str, **context: Any) -> str:
    return environment("generator.render", {"bi": bi}).from_string(source).render(**context)


VALUES = st.one_of(
    st.text(alphabet="a&<>'\"é政;"),
    st.text(alphabet="a&<>'\";").map(Markup),
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(),
    st.builds(_Html),
    st.dates(),
)


@given(VALUES, VALUES)
def test_every_value_is_escaped_as_the_library_escapes_it(one: object, other: object) -> None:
    expected = f"<p>{escape(one)}|{escape(other)}</p>"
    assert escaped(one) == escape(one)
    assert filled("<p>{}|{}</p>", one, other) == expected
    assert _render("<p>{{ one }}|{{ other }}</p>", one=one, other=other) == expected


def test_markup_and_the_same_text_are_told_apart() -> None:
    for value in ("&amp;", Markup("&amp;"), "&amp;"):
        assert escaped(value) == escape(value)


def test_another_number_of_values_fails() -> None:
    for values in ((), ("a",), ("a", "b", "c")):
        with pytest.raises(ValueError, match="size"):
            filled("<p>{}{}</p>", *values)


def test_words_put_together_are_escaped_as_a_whole() -> None:
    assert _render("{{ '<' ~ x ~ 1 }}", x="%s&") == "&lt;%s&amp;1"
    assert _render("{{ f(x ~ '年', k=x) }}", f=lambda a, k: a + k, x="<") == "&lt;年&lt;"


def test_constant_words_are_those_of_the_function() -> None:
    assert _render("{{ bi('<政>', 'a & b') }}{{ x }}", x="&") == f"{bi('<政>', 'a & b')}&amp;"
    assert _render("{{ bi(x, 'b') }}", x="<") == bi("<", "b")


@pytest.mark.parametrize(
    "source",
    ["{{ x }}", "{{ x.y }}", "{{ 'a' ~ x }}", "{{ x() }}", "{{ bi(x, 'b') }}", "{{ d.x }}"],
)
def test_what_is_not_there_fails(source: str) -> None:
    with pytest.raises((jinja2.UndefinedError, AttributeError)):
        _render(source, d={"x": 1})


def test_what_is_left_out_on_a_condition_is_nothing() -> None:
    assert _render("a{{ 'b' if x }}c", x=False) == "ac"
