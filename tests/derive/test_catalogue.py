from pathlib import Path

from generator.derive.catalogue import Catalogue, catalogue
from generator.store.archive import load_archive


def made(archive_dir: Path) -> Catalogue:
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    return catalogue(archive)


def test_every_region_above_a_body_counts_it(archive_dir: Path) -> None:
    summaries = made(archive_dir).summaries
    assert summaries["51"].bodies == 3
    assert summaries["51"].reports == {2020: 1, 2023: 1, 2024: 2, 2019: 1}
    assert summaries["510422"].bodies == 1
    assert "510422102" not in summaries


def test_a_body_is_listed_once_on_the_page_of_its_nearest_region(archive_dir: Path) -> None:
    by_region = made(archive_dir).by_region
    assert [entry.body.value.id for entry in by_region["510422"]] == ["510422102"]
    assert [entry.body.value.id for entry in by_region["51"]] == ["51"]
    assert sum(len(entries) for entries in by_region.values()) == 6


def test_the_newest_reports_come_first(archive_dir: Path) -> None:
    newest = made(archive_dir).newest(4)
    assert [listed.report.year for listed in newest] == [2024, 2024, 2024, 2023]


def test_years_are_newest_first(archive_dir: Path) -> None:
    assert made(archive_dir).years == (2024, 2023, 2020, 2019)
