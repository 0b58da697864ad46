"""A ranking puts the highest first, equals at one place, and the few beside it."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from generator.derive.indicators import BY_KEY
from generator.derive.measures import Measure, Observation, observations
from generator.derive.rankings import ranking
from tests.conftest import judged


def measured(archive_dir: Path, *measures: Measure) -> tuple[list[Observation], list[Measure]]:
    archive, findings = judged(archive_dir)
    one = observations(archive, findings)[0]
    return [replace(one) for _ in measures], list(measures)


def test_places_small_absent_and_open(archive_dir: Path) -> None:
    found, measures = measured(
        archive_dir,
        Measure(10, 100),
        Measure(50, 100),
        Measure(25, 50),
        Measure(40, 100),
        Measure(29, 29),
        Measure(0, 0),
        Measure(None, None, ("requests.total.total",)),
    )
    given = {id(observation): m for observation, m in zip(found, measures, strict=True)}
    indicator = replace(BY_KEY["disclosure_rate"], measure=lambda o: given[id(o)])
    made = ranking(indicator, 2024, found)
    assert [(item.place, item.measure) for item in made.ranked] == [
        (1, measures[1]),
        (1, measures[2]),
        (3, measures[3]),
        (4, measures[0]),
    ]
    assert [item.within for item in made.ranked] == [1, 1, 3, 4]
    assert [item.measure for item in made.small] == [measures[4]]
    assert (made.absent, made.open, made.reports) == (1, 1, 7)


def test_bodies_of_a_group_have_their_own_order_and_are_listed_where_others_come_first(
    archive_dir: Path,
) -> None:
    found, _ = measured(archive_dir, *[Measure(1, 1)] * 6)
    body = found[0].entry.body
    levels = ["county", "county", "county", "township", "county", "township"]
    of_levels = [
        replace(
            one,
            entry=replace(
                one.entry, body=replace(body, value=replace(body.value, level=level, kind="office"))
            ),
        )
        for one, level in zip(found, levels, strict=True)
    ]
    rates = [Measure(part, 100) for part in (90, 80, 80, 70, 60, 50)]
    given = {id(observation): m for observation, m in zip(of_levels, rates, strict=True)}
    indicator = replace(BY_KEY["disclosure_rate"], measure=lambda o: given[id(o)])
    made = ranking(indicator, 2024, of_levels)
    assert [(item.group.level, item.place, item.within) for item in made.ranked] == [
        ("county", 1, 1),
        ("county", 2, 2),
        ("county", 2, 2),
        ("township", 4, 1),
        ("county", 5, 4),
        ("township", 6, 2),
    ]
    assert [item.place for item in made.first(2, 1)] == [1, 2, 4]
    assert [item.place for item in made.first(0, 2)] == [1, 2, 4, 6]
    assert made.first(6, 0) == made.ranked
