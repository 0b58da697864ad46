from pathlib import Path

from generator.derive.findings import count
from generator.problems import Level
from generator.rules.engine import all_rules
from tests.conftest import judged


def test_every_finding_has_its_own_place(archive_dir: Path) -> None:
    _, found = judged(archive_dir)
    places = {(told.page, told.anchor) for told in found.all}
    assert len(places) == len(found.all) > 100


def test_findings_are_counted_once_by_rule_by_province_and_by_body(archive_dir: Path) -> None:
    _, found = judged(archive_dir)
    total = count(found.all)
    assert total.findings == sum(t.finding.level is Level.FINDING for t in found.all)
    assert total.all == len(found.all) == sum(map(len, found.by_rule.values()))
    assert list(found.by_rule) == [rule.id for rule in all_rules()]
    provinces = [of.all for code, of in found.by_region.items() if len(code) == 2]
    assert sum(provinces) == sum(of.all for of in found.by_body.values()) == total.all


def test_the_newest_year_comes_first_and_bodies_last(archive_dir: Path) -> None:
    _, found = judged(archive_dir)
    years = [told.finding.year or 0 for told in found.all]
    assert years == sorted(years, reverse=True)
    assert 2024 in years
