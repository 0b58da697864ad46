"""Which bodies stand side by side: one level and kind in a group, and only where there are two."""

from __future__ import annotations

from pathlib import Path

from generator.derive.catalogue import catalogue
from generator.derive.siblings import siblings
from generator.model.regions import load_regions
from tests import compared, samples
from tests.conftest import judged


def groups(reports: Path, code: str, year: int) -> list[tuple[str, str, list[str], int]]:
    archive, _ = judged(reports)
    found = siblings(catalogue(archive))
    return [
        (group.level, group.kind, [of.report.body for of in group.reports], group.bodies)
        for group in found[code][year]
    ]


def test_a_county_has_its_government_apart_from_its_townships(tmp_path: Path) -> None:
    compared.write(tmp_path / "reports")
    assert groups(tmp_path / "reports", "510422", 2024) == [
        ("county", "government", ["510422"], 1),
        ("township", "government", ["510422100", "510422101", "510422102"], 3),
    ]
    assert groups(tmp_path / "reports", "510422", 2020) == [
        ("township", "government", ["510422101", "510422102"], 3)
    ]


def test_a_year_with_nothing_to_compare_has_no_page(tmp_path: Path) -> None:
    samples.write(tmp_path / "reports")
    archive, _ = judged(tmp_path / "reports")
    assert siblings(catalogue(archive)) == {}
    compared.write(tmp_path / "more")
    archive, _ = judged(tmp_path / "more")
    found = siblings(catalogue(archive))
    assert {code: list(years) for code, years in found.items()} == {"510422": [2024, 2020]}


def test_a_prefecture_has_the_governments_of_its_counties(tmp_path: Path) -> None:
    reports = tmp_path / "reports"
    compared.write(reports)
    compared.add(reports, compared.county("510421", "米易县人民政府"))
    assert groups(reports, "5104", 2024) == [("county", "government", ["510421", "510422"], 2)]


def test_no_region_is_called_as_a_part_of_another_address() -> None:
    slugs = {region.slug for region in load_regions().by_code.values()}
    assert not slugs & {"compare", "api", "data", "years", "regions"}
