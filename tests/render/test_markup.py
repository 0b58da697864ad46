"""HTML without the quotes that it does not ask for says the same."""

from __future__ import annotations

import pytest
from lxml import html

from generator.render.markup import filled, lean


@pytest.mark.parametrize(
    ("quoted", "plain"),
    [
        ('<i lang="en">x</i>', "<i lang=en>x</i>"),
        ('<th scope="row" colspan="3" id="a.b-c_1">', "<th scope=row colspan=3 id=a.b-c_1>"),
        (
            '<a href="../../rules/#a" title="two words">',
            '<a href=../../rules/#a title="two words">',
        ),
        ('<td class="">', '<td class="">'),
        ('<path d="M0 0"/><use href="#a"/>', '<path d="M0 0"/><use href="#a"/>'),
        ('<a href="?a=1">', '<a href="?a=1">'),
        ('<a id="{}">{{ f(a="b") }}', '<a id="{}">{{ f(a="b") }}'),
    ],
)
def test_plain_values_lose_their_quotes(quoted: str, plain: str) -> None:
    assert lean(quoted) == plain
    before, after = (html.fragment_fromstring(text, create_parent=True) for text in (quoted, plain))
    assert [dict(e.attrib) for e in before.iter()] == [dict(e.attrib) for e in after.iter()]


def test_what_is_filled_in_stays_in_quotes() -> None:
    made = filled('<a class="x" href="{}">{}</a>', "a b>c", '"y"')
    assert made == '<a class=x href="a b&gt;c">&#34;y&#34;</a>'
