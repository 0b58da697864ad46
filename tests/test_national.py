"""What a national archive takes follows from what was measured, by arithmetic that can be done by hand."""

from tests.bench.building import COLD, Cost, Size
from tests.bench.national import ARCHIVES, largest_province, national


def measured(reports: int, memory: float) -> Size:
    """As much a report in both sizes: two pages, five files, 20 KB, 30 ms from nothing, 6 ms of merging."""
    return Size(
        reports,
        reports * 2,
        {COLD: Cost(reports * 0.03, 0, 0)},
        {COLD: 1},
        {},
        (20_000, 5_000),
        (reports * 5, reports * 20_000),
        Cost(1, 1, 1),
        Cost(reports * 0.006, 0, memory),
        reports * 4_000,
    )


def test_everything_is_in_proportion_to_the_largest_archive_measured() -> None:
    text = national([measured(5_000, 512), measured(10_000, 1024)])
    rows = {line[0]: line[1:] for line in map(cells, text.splitlines()) if len(line) > 2}
    assert rows[""] == ["10,000", "40,000 *", "100,000 *", "500,000 *"]
    of = {name.rpartition(" ")[2] if "," not in name else name: row for name, row in rows.items()}
    assert of["pages"] == [f"{reports * 2:,}" for reports in ARCHIVES]
    assert of["files"] == [f"{reports * 5:,}" for reports in ARCHIVES]
    assert rows["网站 site, GB"] == ["0.2", "0.8", "2.0", "10.0"]
    assert rows["压缩后 compressed, GB"] == ["0.1", "0.2", "0.5", "2.5"]
    assert rows["1 GB 的网站数 sites of 1 GB"] == ["1", "1", "2", "10"]
    assert rows["一台机器从零 one machine from nothing, min"] == ["5", "20", "50", "250"]
    assert rows["合并 merging and the rest, min"] == ["1", "4", "10", "50"]
    # 0.1 MB more with each report between the two sizes.
    assert rows["合并的内存 memory of the merge, GB"] == ["1.0", "4.0", "10.0", "50.0"]
    assert rows["各省缓存 caches of provinces, GB"] == ["0.0", "0.2", "0.4", "2.0"]


def cells(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip("|").split("|")] if line.startswith("|") else []


def test_of_a_small_archive_nothing_is_said_of_the_nation() -> None:
    assert national([measured(100, 300)]) == ""


def test_the_largest_province_has_its_share_of_the_divisions() -> None:
    count, share = largest_province()
    assert count == 31
    assert 1 / count < share < 0.1
