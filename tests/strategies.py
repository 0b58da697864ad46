"""Hypothesis strategies for cells and reports."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from generator.model.cells import BLANK, MARKS, MISSING, NOT_IN_COPY, Cell, disguised_number
from generator.model.correction import Correction, Reply
from generator.model.forms import FORMS, LAYOUTS, SECTIONS
from generator.model.report import NO_PROSE, NOT_ARCHIVED, Prose, Report, ReportSection, Source

# Every character that a data file may hold: none that controls, breaks lines or reorders.
_CHARACTERS = st.characters(
    exclude_categories=("Cc", "Cf", "Cs", "Cn", "Co", "Zl", "Zp"), exclude_characters="\u0085\ufeff"
)
_HARD = st.sampled_from(
    [
        "渔门镇",
        "#",
        "- ",
        ": ",
        "{",
        "[",
        "|",
        "'",
        '"',
        "null",
        "0",
        "%",
        "---",
        "\u3000",
        "\u200b",
        "&",
        "*",
    ]
)
lines = st.lists(st.one_of(_HARD, st.text(_CHARACTERS, max_size=8)), min_size=1, max_size=6).map(
    "".join
)
texts = lines.map(str.strip).filter(bool)

numbers = st.one_of(
    st.integers(-999, 10**9).map(str),
    st.decimals(0, 10**6, places=4).map(str),
).map(Cell.of_number)
cell_texts = texts.filter(lambda text: text != NOT_IN_COPY and disguised_number(text) is None)
cells = st.one_of(
    numbers,
    st.just(BLANK),
    st.just(MISSING),
    st.sampled_from(sorted(MARKS)).map(Cell.of_text),
    cell_texts.map(Cell.of_text),
)
proses = st.one_of(
    st.just(NO_PROSE),
    st.just(NOT_ARCHIVED),
    st.lists(texts, min_size=1, max_size=3)
    .map(tuple)
    .filter(lambda paragraphs: paragraphs != (NOT_IN_COPY,))
    .map(Prose),
)

_days = st.dates(date(2000, 1, 1), date(2100, 1, 1))
corrections = st.builds(
    Correction,
    cell=texts,
    was=st.none() | cells,
    now=st.none() | cells,
    reason=texts,
    date=_days,
    issue=st.sampled_from([None, "https://example.org/issues/1"]),
)
replies = st.builds(
    Reply,
    date=_days,
    paragraphs=proses.map(lambda prose: prose.paragraphs).filter(bool),
    cell=st.none() | texts,
    rule=st.sampled_from([None, "A1"]),
    url=st.sampled_from([None, "https://example.org/"]),
)


@st.composite
def reports(draw: st.DrawFn, filler: st.SearchStrategy[Cell] = cells) -> Report:
    """Any report that a data file can hold."""
    form = draw(st.sampled_from(sorted(FORMS)))
    layout = LAYOUTS[form, draw(st.booleans())]
    year = draw(st.integers(2019, 2030))
    keys = draw(st.permutations([*(section.key for section in SECTIONS), None, None]))
    sections = tuple(ReportSection(key, draw(texts), draw(proses)) for key in keys)
    labels = draw(st.lists(st.sampled_from(sorted(layout.labels)), unique=True, max_size=3))
    default = draw(cells)
    changed = draw(st.dictionaries(st.sampled_from(layout.addresses), filler, max_size=12))
    return Report(
        body=draw(
            st.sampled_from(["51", "5104", "510422", "510422102", "511303-zhengfu-bangongshi"])
        ),
        year=year,
        form_key=form,
        title=draw(texts),
        published=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        signed=draw(st.none() | st.dates(date(2000, 1, 1), date(2100, 1, 1))),
        signature=draw(st.none() | texts),
        source=Source("https://example.org/x", None, f"{year}.source.txt", "0" * 64),
        notes=tuple(draw(st.lists(texts, max_size=2))),
        cells={address: changed.get(address, default) for address in layout.addresses},
        labels={address: draw(texts) for address in labels},
        preface=draw(proses),
        sections=draw(st.sampled_from([sections, None])),
        corrections=tuple(draw(st.lists(corrections, max_size=2))),
        replies=tuple(draw(st.lists(replies, max_size=2))),
        revision=draw(st.integers(1, 99)),
    )
