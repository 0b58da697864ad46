"""Exactly one state for every body and year, and counts that add up to the bodies known."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from generator.derive.catalogue import catalogue
from generator.derive.coverage import (
    HERE,
    LATE,
    MISSING,
    NOT_DUE,
    ON_TIME,
    PUBLISHED,
    STATES,
    UNDATED,
    UNKNOWN,
    Coverage,
    Mark,
    as_of,
    coverage,
)
from generator.derive.groups import GROUPS, governments, group_of
from generator.model.cells import BLANK
from generator.model.correction import Correction, Reply
from generator.model.regions import load_regions
from generator.model.report import Body, Report
from tests.derive.archives import archive
from tests.rules.build import body, report

COUNTY, TOWN = body("county"), body("township")
OFFICE = body("county", "office")


def covered(*bodies: tuple[Body, Iterable[Report]]) -> Coverage:
    return coverage(catalogue(archive(*bodies)))


def mark(found: Coverage, of: Body, year: int) -> Mark:
    return found.marks[of.id][found.years.index(year)]


@pytest.mark.parametrize(
    ("of", "day", "state"),
    [
        (COUNTY, "2025-03-31", ON_TIME),
        (COUNTY, "2025-04-01", LATE),
        (OFFICE, "2025-01-31", ON_TIME),
        (OFFICE, "2025-02-01", LATE),
        (TOWN, "2025-12-01", PUBLISHED),
        (COUNTY, None, UNDATED),
    ],
)
def test_a_report_that_is_here_is_judged_by_its_statutory_date(
    of: Body, day: str | None, state: object
) -> None:
    found = covered((of, [report(year=2024, published=day)]))
    assert mark(found, of, 2024) == Mark(state, page=f"sichuan/panzhihua/{of.id}/2024")  # type: ignore[arg-type]


def test_a_signature_shows_lateness_but_not_punctuality() -> None:
    assert mark(covered((COUNTY, [report(signed="2025-06-01")])), COUNTY, 2024).state is LATE
    assert mark(covered((COUNTY, [report(signed="2025-01-01")])), COUNTY, 2024).state is UNDATED


def test_the_wrong_form_stands_beside_the_state() -> None:
    late = report(year=2024, form="2019", published="2025-05-01")
    assert mark(covered((COUNTY, [late])), COUNTY, 2024) == Mark(
        LATE, wrong_form=True, page="sichuan/panzhihua/510422/2024"
    )


def test_what_was_published_in_time_and_again_later_is_in_time() -> None:
    first = report(year=2024, form="2019", published="2025-03-01")
    again = report(year=2024, published="2025-06-01")
    found = mark(covered((COUNTY, [first, again])), COUNTY, 2024)
    assert (found.state, found.wrong_form) == (ON_TIME, False)


def test_nothing_is_missing_before_the_statutory_date_is_over() -> None:
    others = (TOWN, [report(year=2024, published="2025-03-31"), report(year=2023)])
    found = covered((COUNTY, [report(year=2023)]), (OFFICE, [report(year=2023)]), others)
    assert found.as_of == date(2025, 3, 31)
    assert mark(found, COUNTY, 2024).state is NOT_DUE
    assert mark(found, OFFICE, 2024).state is MISSING
    assert found.absent(governments("township"), 2024) is NOT_DUE
    later = (TOWN, [report(year=2024, published="2025-04-01")])
    assert covered((COUNTY, [report(year=2023)]), later).absent(group_of(TOWN), 2024) is MISSING


def test_a_body_is_not_missed_before_its_first_report_unless_the_division_codes_name_it() -> None:
    old = (TOWN, [report(year=2021)])
    found = covered(old, (OFFICE, [report(year=2023)]), (COUNTY, [report(year=2023)]))
    assert found.years == (2021, 2022, 2023)
    assert mark(found, OFFICE, 2022).state is UNKNOWN
    assert mark(found, COUNTY, 2022).state is MISSING


def test_a_body_without_any_report_is_not_known_to_have_existed() -> None:
    found = covered((TOWN, [report(year=2021), report(year=2023)]), (OFFICE, []))
    assert {m.state for m in found.marks[OFFICE.id][:-1]} == {UNKNOWN}


def test_the_archive_speaks_as_of_its_own_last_day() -> None:
    plain = report(year=2023)
    assert as_of(archive((TOWN, []))) is None
    assert as_of(archive((TOWN, [plain]))) == date(2024, 1, 1)
    fetched = replace(plain, source=replace(plain.source, retrieved=date(2026, 5, 4)))
    assert as_of(archive((TOWN, [fetched, plain]))) == date(2026, 5, 4)
    mended = Correction("title", BLANK, BLANK, "x", date(2025, 2, 2))
    answered = Reply(date(2025, 3, 3), ("x",))
    assert as_of(archive((TOWN, [replace(plain, corrections=(mended,))]))) == date(2025, 2, 2)
    assert as_of(archive((TOWN, [replace(plain, replies=(answered,))]))) == date(2025, 3, 3)


def test_a_misprinted_year_does_not_make_others_late() -> None:
    printed = report(year=2023, published="2024-06-05", signed="2042-01-05")
    assert as_of(archive((TOWN, [printed]))) == date(2024, 6, 5)


def test_a_day_mistyped_in_one_file_moves_nothing() -> None:
    def fetched(year: int, day: date) -> Report:
        plain = report(year=year)
        return replace(plain, source=replace(plain.source, retrieved=day))

    good = [fetched(2022, date(2024, 7, 1)), fetched(2023, date(2024, 7, 3))]
    assert as_of(archive((TOWN, good))) == date(2024, 7, 1)
    typed = fetched(2021, date(2042, 7, 2))
    assert as_of(archive((TOWN, [typed, *good]))) == date(2024, 7, 3)
    slip = Correction("title", BLANK, BLANK, "x", date(2052, 2, 2))
    logged = replace(typed, corrections=(slip,))
    assert as_of(archive((TOWN, [logged, *good]))) == date(2024, 7, 3)
    found = covered((TOWN, [logged, *good]), (COUNTY, [report(year=2021)]))
    assert found.years == (2021, 2022, 2023)
    borne_out = replace(good[1], corrections=(replace(slip, date=date(2025, 4, 1)),))
    assert as_of(archive((TOWN, [logged, good[0], borne_out]))) == date(2025, 4, 1)


def test_every_township_of_a_county_is_listed_whether_in_the_archive_or_not() -> None:
    found = covered((TOWN, [report(year=2024)]), (OFFICE, [report(year=2024)]))
    lines = found.lines("510422")
    assert [line.region.name for line in lines[:4]] == ["盐边县", "盐边县", "桐子林镇", "红格镇"]
    here = [line.entry.body.value.id for line in lines if line.entry]
    assert here == [OFFICE.id, TOWN.id]
    assert len(lines) == 14
    assert found.lines(None)[0].region.code == "11"
    assert len(found.lines(None)) == 31


def test_an_archive_without_reports_has_nothing_to_show() -> None:
    found = covered((TOWN, []))
    assert (found.as_of, found.years) == (None, ())
    assert found.tally(None, governments("province")).known == 31


BODIES = (
    *(body(level) for level in ("province", "prefecture", "county", "township")),
    *(body(level, "department") for level in ("province", "prefecture", "county", "township")),
    OFFICE,
    body("county", code="130171"),  # of a development zone, which the division codes do not govern
)
CODES = (None, "51", "5104", "510422", "13", "1301")
DIVISIONS = {
    (code, group.key): [
        found
        for found in load_regions().governed
        if found.startswith(code or "") and governments(load_regions()[found].level) is group
    ]
    for code in CODES
    for group in GROUPS
}
days = st.none() | st.dates(date(2019, 1, 1), date(2027, 12, 31))
reports = st.builds(
    lambda year, form, published, signed: report(
        year=year, form=form, published=published, signed=signed
    ),
    st.integers(2019, 2025),
    st.sampled_from(["2019", "2021"]),
    days,
    days,
)


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(BODIES), st.lists(reports, max_size=5)))
def test_every_body_has_one_state_a_year_and_they_add_up(
    given_bodies: dict[Body, list[Report]],
) -> None:
    found = covered(*given_bodies.items())
    for of, its_reports in given_bodies.items():
        marks = dict(zip(found.years, found.marks[of.id], strict=True))
        assert {year for year, m in marks.items() if m.state in HERE} == {
            r.year for r in its_reports
        }
        assert all(m.state in STATES and bool(m.page) == (m.state in HERE) for m in marks.values())
    for code in CODES:
        for group in GROUPS:
            tally = found.tally(code, group)
            its = [
                b for b in given_bodies if group_of(b) is group and b.code.startswith(code or "")
            ]
            lacking = set(DIVISIONS[code, group.key]) - {b.code for b in its}
            assert tally.known == len(its) + len(lacking)
            for year in found.years:
                assert sum(tally.states[year].values()) == tally.known
                for state in STATES:
                    own = sum(mark(found, b, year).state is state for b in its)
                    others = len(lacking) if found.absent(group, year) is state else 0
                    assert tally.states[year].get(state, 0) == own + others
                assert tally.wrong_form[year] == sum(mark(found, b, year).wrong_form for b in its)
