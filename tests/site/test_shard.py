"""A province alone: the same pages of its bodies, and nothing of others."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from generator.problems import BuildError
from generator.site.build import build
from tests.conftest import ROOT


@pytest.fixture(scope="module")
def shard(site_dir: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("shard")
    reports = site_dir.parent / "reports"
    found, problems = build(ROOT, reports, target / "site", target / "build", only="sichuan")
    assert problems == []
    assert found is not None
    return target / "site"


def test_the_pages_of_its_bodies_are_those_of_the_whole(shard: Path, site_dir: Path) -> None:
    pages = [path.relative_to(shard) for path in shard.glob("sichuan/*/[0-9]*/**/*.html")]
    assert len(pages) > 5
    for page in pages:
        assert (shard / page).read_bytes() == (site_dir / page).read_bytes(), page


def test_nothing_of_another_province_is_in_it(shard: Path, site_dir: Path) -> None:
    assert (site_dir / "shanxi").is_dir()
    assert not (shard / "shanxi").exists()
    index = json.loads((shard / "api/v1/index.json").read_text(encoding="utf-8"))
    assert [province["code"] for province in index["provinces"]] == ["51"]
    whole = json.loads((site_dir / "search/full/index.json").read_text(encoding="utf-8"))
    own = json.loads((shard / "search/full/index.json").read_text(encoding="utf-8"))
    assert 0 < own["documents"] < whole["documents"]


def test_a_province_that_is_not_there_is_refused(archive_dir: Path, tmp_path: Path) -> None:
    with pytest.raises(BuildError, match=r"expected one of: .*sichuan"):
        build(ROOT, archive_dir, tmp_path / "site", tmp_path / "build", only="nowhere")


@pytest.mark.parametrize(("rule", "alone"), [("B2", []), ("A1", ["S6"])])
def test_what_acknowledges_a_finding_beside_other_provinces_is_left_to_the_whole(
    rule: str, alone: list[str], archive_dir: Path, tmp_path: Path
) -> None:
    file = archive_dir / "sichuan/panzhihua/510422102/2024.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(
        f"{text}acknowledgements:\n  - rule: {rule}\n    cell: requests.total.total\n"
        '    expected: {requests.total.total: "9"}\n    reason: 原件如此\n    date: 2025-03-01\n',
        encoding="utf-8",
    )
    _, problems = build(ROOT, archive_dir, tmp_path / "s", tmp_path / "b", only="sichuan")
    assert [problem.rule for problem in problems] == alone
    _, problems = build(ROOT, archive_dir, tmp_path / "site", tmp_path / "build")
    assert [problem.rule for problem in problems] == ["S6"]
