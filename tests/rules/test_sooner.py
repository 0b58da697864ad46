"""What a rule looks for first, because it is found sooner, is in whatever its patterns match."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from generator.rules import mentions, prose_counts, prose_denials, transcription, wording

_FIRST: list[tuple[re.Pattern[str], Callable[[str], object]]] = [
    *(
        (pattern, re.compile(mentions._WORDS[fact]).search)  # noqa: SLF001
        for fact, patterns in mentions._COMPILED.items()  # noqa: SLF001
        if fact in mentions._WORDS  # noqa: SLF001
        for pattern in patterns
    ),
    (mentions._FEES, re.compile("收费").search),  # noqa: SLF001
    (prose_counts._SHARE, re.compile("占").search),  # noqa: SLF001
    *((p, prose_denials._A_DENIAL.search) for p in prose_denials._NONE_CAME),  # noqa: SLF001
    (prose_denials._NO_CASES, prose_denials._A_DENIAL.search),  # noqa: SLF001
    (prose_denials._ALL_FINISHED, prose_denials._OF_ALL_DONE.search),  # noqa: SLF001
    (prose_denials._ALL_DONE, prose_denials._OF_ALL_DONE.search),  # noqa: SLF001
    *((pattern, held.search) for held, pattern, _ in transcription._CORRUPTED),  # noqa: SLF001
]


@pytest.mark.parametrize(("pattern", "first"), _FIRST, ids=[p.pattern[:24] for p, _ in _FIRST])
@settings(max_examples=30, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_what_is_looked_for_first_is_in_all_that_matches(
    pattern: re.Pattern[str], first: Callable[[str], object], data: st.DataObject
) -> None:
    text = data.draw(st.from_regex(pattern))
    match = pattern.search(text)
    assert match is not None
    assert first(match.group())


@given(st.text(alphabet="0159,a，"))
def test_digits_are_grouped_by_threes(text: str) -> None:
    plainly = re.compile(r"(?<=[0-9]),(?=[0-9]{3}(?![0-9]))")
    assert wording._GROUPED.sub("", text) == plainly.sub("", text)  # noqa: SLF001
