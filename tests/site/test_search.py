from pathlib import Path

import pytest

from generator.derive.catalogue import catalogue
from generator.derive.indicators import INDICATORS
from generator.rules.engine import all_rules
from generator.search.normal import to_simplified
from generator.site import search
from generator.store.archive import load_archive


def found(archive_dir: Path) -> list[search.Found]:
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    return list(search.entries(catalogue(archive)))


def test_every_body_region_year_and_report_can_be_found(archive_dir: Path) -> None:
    locations = {entry.location for entry in found(archive_dir)}
    assert {
        "sichuan/",
        "years/2024/",
        "sichuan/51/",
        "sichuan/panzhihua/510422102/2024/",
    } <= locations


def test_former_names_and_regions_lead_to_a_body_and_its_reports(archive_dir: Path) -> None:
    entries = {entry.location: entry for entry in found(archive_dir)}
    for location in ("sichuan/panzhihua/510422102/", "sichuan/panzhihua/510422102/2024/"):
        assert "鱼门公社" in entries[location].text
        assert "攀枝花市 盐边县 渔门镇" in entries[location].text


def test_every_rule_can_be_found_by_its_number_and_statement(archive_dir: Path) -> None:
    entries = {entry.location: entry for entry in found(archive_dir)}
    for rule in all_rules():
        entry = entries[f"rules/{rule.id.lower()}/"]
        assert entry.title == f"{rule.id} {rule.statement.zh} {rule.statement.en}"


def test_every_indicator_can_be_found_by_its_name(archive_dir: Path) -> None:
    entries = {entry.location: entry for entry in found(archive_dir)}
    assert "indicators/" in entries
    for indicator in INDICATORS:
        title = entries[f"indicators/{indicator.key}/"].title
        assert title == f"{indicator.label.zh} {indicator.label.en}"


def test_no_location_stands_twice(archive_dir: Path) -> None:
    locations = [entry.location for entry in found(archive_dir)]
    assert len(set(locations)) == len(locations)


def test_names_and_labels_are_kept_whole(archive_dir: Path) -> None:
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    words = {line.split()[0] for line in search.user_dictionary(catalogue(archive)).splitlines()}
    assert {"渔门镇", "西联镇", "高坪区", "行政处罚", "行政复议", "予以公开", "部分公开"} <= words


def test_the_map_of_characters_leads_to_simplified_ones() -> None:
    simplified = to_simplified()
    assert (
        "".join(simplified.get(character, character) for character in "漁門鎮行政處罰")
        == "渔门镇行政处罚"
    )
    assert "渔" not in simplified


def test_in_a_large_archive_bodies_are_left_to_the_index_of_the_text(
    archive_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(search, "LISTED", 3)
    locations = {entry.location for entry in found(archive_dir)}
    assert {"sichuan/", "sichuan/panzhihua/yanbian/", "years/2024/", "rules/a1/"} <= locations
    assert not any("510422102" in location for location in locations)
