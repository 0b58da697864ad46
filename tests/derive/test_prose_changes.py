"""What a report's prose says that the one before did not; never a character lost or altered."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from generator.derive.prose_changes import Kind, prose_changes, year_words
from generator.model.report import NO_PROSE, NOT_ARCHIVED, Prose, Report, ReportSection
from tests import samples, strategies

PLAIN = samples.reports()[2]


def report(**prose: str | None) -> Report:
    """A report with a paragraph for each line of each section; None for one that is not archived."""
    return replace(
        PLAIN,
        sections=tuple(
            ReportSection(
                key, key, NOT_ARCHIVED if text is None else Prose(tuple(text.split("\n")))
            )
            for key, text in prose.items()
        ),
    )


def told(before: Report, after: Report) -> list[tuple[str, str]]:
    """The pieces of the later report, each with its kind."""
    return [
        (piece.kind.value, piece.text)
        for section in prose_changes(before, after)
        for paragraph in section.paragraphs
        for piece in paragraph
    ]


def test_what_stands_in_both_years_is_the_same() -> None:
    one = report(problems="公开不够及时。队伍不够稳定。")
    assert told(one, one) == [("same", "公开不够及时。队伍不够稳定。")]
    assert all(section.unchanged for section in prose_changes(one, one))


def test_a_new_sentence_is_new_and_a_sentence_left_out_is_gone() -> None:
    before, after = (
        report(problems="公开不够及时。队伍不够稳定。"),
        report(problems="公开不够及时。平台建设滞后。"),
    )
    assert told(before, after) == [("same", "公开不够及时。"), ("new", "平台建设滞后。")]
    [section] = prose_changes(before, after)
    assert section.gone == ("队伍不够稳定。",)
    assert not section.unchanged


def test_a_new_figure_alone_is_new() -> None:
    before, after = (
        report(overview="全年收到申请124件，办结118件。"),
        report(overview="全年收到申请24件，办结118件。"),
    )
    assert told(before, after) == [
        ("same", "全年收到申请"),
        ("new", "24"),
        ("same", "件，办结118件。"),
    ]
    [section] = prose_changes(before, after)
    assert section.gone == ()


def test_a_reworded_clause_is_new_from_its_first_to_its_last_new_character() -> None:
    before = report(overview="下属单位按季清理存量信息，稳步提高质量。")
    after = report(overview="下属单位按月清理存量信息，稳步提高质量。")
    assert told(before, after) == [
        ("same", "下属单位按"),
        ("new", "月"),
        ("same", "清理存量信息，稳步提高质量。"),
    ]


def test_what_moved_to_another_place_or_section_is_not_new() -> None:
    before = report(overview="甲乙丙丁戊己庚。子丑寅卯辰巳午。", problems="公开还是不够及时。")
    after = report(
        overview="子丑寅卯辰巳午。甲乙丙丁戊己庚。公开还是不够及时。", problems="又有新的问题出现。"
    )
    assert [kind for kind, _ in told(before, after)] == ["moved", "same", "moved", "new"]
    assert year_words(prose_changes(before, after))[Kind.NEW] == 9
    assert all(section.gone == () for section in prose_changes(before, after))


def test_a_sentence_repeated_is_as_old_only_as_often_as_it_stood_there() -> None:
    before, after = (
        report(overview="不断加强组织领导。"),
        report(overview="不断加强组织领导。不断加强组织领导。"),
    )
    assert told(before, after) == [("same", "不断加强组织领导。"), ("new", "不断加强组织领导。")]


def test_headings_and_statutory_phrases_are_formulas_in_either_year() -> None:
    said = (
        "（一）主动公开情况。\n根据《中华人民共和国政府信息公开条例》要求，编制本年度报告。\n"
        "坚持以公开为常态、不公开为例外。\n本机关无其他需要报告的事项。"
    )
    for before in (report(overview=said), report(overview="别的。")):
        assert {kind for kind, _ in told(before, report(overview=said))} == {"formula"}


def test_a_text_that_is_not_archived_is_not_compared() -> None:
    for before, after in (
        (report(overview=None), report(overview="有。")),
        (report(overview="有。"), report(overview=None)),
    ):
        [section] = prose_changes(before, after)
        assert not section.comparable
        assert (section.paragraphs, section.gone) == ((), ())


def test_a_section_that_is_new_or_gone_is_told() -> None:
    before, after = report(other="此前另有一段说明。"), report(overview="今年写了一段新话。")
    new, gone = prose_changes(before, after)
    assert (new.key, new.count(Kind.NEW), new.gone) == ("overview", 9, ())
    assert (gone.key, gone.paragraphs, gone.gone) == ("other", (), ("此前另有一段说明。",))


sentences = st.lists(
    st.sampled_from(
        [
            "公开不够及时。",
            "队伍不够稳定；",
            "收到12件，",
            "收到15件，",
            "（一）",
            "以公开为常态",
            "a b",
            "！",
            "\u3000",
        ]
    )
    | strategies.lines,
    min_size=1,
    max_size=8,
).map("".join)
proses = st.one_of(
    st.just(NO_PROSE), st.lists(sentences, min_size=1, max_size=4).map(tuple).map(Prose)
)
sections = st.lists(
    st.builds(ReportSection, st.sampled_from(["overview", "problems", None]), sentences, proses),
    max_size=3,
    unique_by=lambda section: section.key or section.heading,
).map(tuple)


@given(sections, sections, proses, proses)
def test_the_pieces_join_to_the_very_text(
    one: tuple[ReportSection, ...], other: tuple[ReportSection, ...], first: Prose, last: Prose
) -> None:
    before = replace(PLAIN, preface=first, sections=one)
    after = replace(PLAIN, preface=last, sections=other)
    found = prose_changes(before, after)
    assert found == prose_changes(before, after)
    texts = {section.key or f"extra: {section.heading}": section.prose for section in other}
    texts["preface"] = last
    joined = {
        section.key: tuple("".join(piece.text for piece in pieces) for pieces in section.paragraphs)
        for section in found
        if section.paragraphs
    }
    assert joined == {key: prose.paragraphs for key, prose in texts.items() if prose.paragraphs}
    old = {section.key or f"extra: {section.heading}": section.prose for section in one}
    old["preface"] = first
    for section in found:
        text = "".join(old[section.key].paragraphs) if section.key in old else ""
        assert all(sentence in text for sentence in section.gone)
