"""Builds of provinces brought together: the site of a build in one piece, of which little is left to make."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pytest

from generator import judging
from generator.cli import main
from generator.demo.write import write
from generator.site.build import build
from generator.site.jobs import Job
from generator.site.manifest import Manifest
from generator.site.shards import merge, provinces
from generator.work import Workers
from tests.conftest import ROOT, contents

ALONE = Workers(processes=1)  # what it does can be watched


def built(reports: Path, target: Path, only: str | None = None) -> dict[str, bytes]:
    found, problems = build(ROOT, reports, target / "site", target / "build", ALONE, only=only)
    assert problems == []
    assert found is not None
    return contents(target / "site")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A synthetic archive of three provinces with its site, and the build of each province alone."""
    folder = tmp_path_factory.mktemp("merged")
    for seed in (1, 3, 7):  # so small an archive has one province
        write(folder / str(seed), ROOT / "reports", seed, 10)
        shutil.copytree(folder / str(seed), folder / "reports", dirs_exist_ok=True)
    built(folder / "reports", folder)
    for province in provinces(folder / "reports"):
        built(folder / "reports", folder / "shards" / province, province)
    return folder


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What is read from YAML (``read``) and which pieces are made (their kinds), from now on."""
    seen: list[str] = []
    record, files = judging._record, Job.files  # noqa: SLF001

    def recorded(*of: object) -> object:
        seen.append("read")
        return record(*of)  # type: ignore[arg-type]

    def filed(job: Job, source: object) -> object:
        seen.append(job.kind)
        return files(job, source)  # type: ignore[arg-type]

    monkeypatch.setattr(judging, "_record", recorded)
    monkeypatch.setattr(Job, "files", filed)
    return seen


def workplaces(folder: Path) -> list[Path]:
    return sorted(path / "build" for path in (folder / "shards").iterdir())


def test_the_merged_site_is_that_of_one_build_and_no_body_is_read_or_made_again(
    whole: Path, tmp_path: Path, made: list[str]
) -> None:
    assert len(workplaces(whole)) == 3
    taken = merge(ROOT, workplaces(whole), tmp_path / "build")
    assert [one.told for one in taken] == [""] * len(taken)
    own = Manifest.read(whole / "build").jobs
    alike = {
        name
        for shard in workplaces(whole)
        for name, of in Manifest.read(shard).jobs.items()
        if name.startswith("body:") and own[name] == of
    }
    bodies = [name for name in own if name.startswith("body:")]
    assert len(alike) > len(bodies) / 2
    assert sum(one.bodies for one in taken) == len(bodies)
    made.clear()
    assert built(whole / "reports", tmp_path) == contents(whole / "site")
    assert "read" not in made
    # Of another body's report a rule may say that it is like one of another province.
    assert made.count("body") == len(bodies) - len(alike)
    assert {"search", "country", "data"} <= set(made)


def test_files_are_shared_and_the_shards_stay_as_they_are(whole: Path, tmp_path: Path) -> None:
    before = contents(whole / "shards")
    merge(ROOT, workplaces(whole), tmp_path / "build")
    file = max((tmp_path / "build" / "site").glob("*/*/*/index.html"))
    assert file.stat().st_nlink > 2  # staged in the shard, published there, and here
    built(whole / "reports", tmp_path)
    assert contents(whole / "shards") == before
    again = merge(ROOT, workplaces(whole), tmp_path / "build")  # onto itself
    assert sum(one.bodies for one in again) > 3
    assert built(whole / "reports", tmp_path) == contents(whole / "site")


def test_what_cannot_be_used_is_told_and_the_rest_is_used(whole: Path, tmp_path: Path) -> None:
    shutil.copytree(whole / "shards", tmp_path / "shards")
    first, second, third = workplaces(tmp_path)
    manifest = Manifest.read(first)
    Manifest("other", manifest.whole, jobs=manifest.jobs).write(first)
    halved = dict(sorted(Manifest.read(second).jobs.items())[::2])
    Manifest(manifest.code, jobs=halved).write(second)  # as a build leaves it that is killed
    max((third / "site").glob("*/*/*/index.html")).unlink()
    taken = merge(ROOT, [first, second, third, tmp_path / "nowhere"], tmp_path / "build")
    assert "other code" in taken[0].told
    assert taken[0].bodies == 0
    assert taken[0].records > 0
    assert "did not end" in taken[1].told
    assert taken[1].bodies > 0
    assert (taken[2].left_out, taken[2].told) == (1, "")
    assert "no workplace" in taken[3].told
    assert built(whole / "reports", tmp_path) == contents(whole / "site")


def test_a_province_that_changed_since_is_made_as_it_is_now(
    whole: Path, tmp_path: Path, made: list[str]
) -> None:
    file = min((whole / "reports").glob("*/*/*/[0-9]*.yaml"))
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("\ntitle: ", "\ntitle: 新", 1), encoding="utf-8")
    try:
        fresh = built(whole / "reports", tmp_path / "fresh")
        assert fresh != contents(whole / "site")
        merge(ROOT, workplaces(whole), tmp_path / "build")
        made.clear()
        assert built(whole / "reports", tmp_path) == fresh
        assert made.count("read") == 1
    finally:
        file.write_text(text, encoding="utf-8")


def test_pieces_that_two_have_otherwise_are_left_out(whole: Path, tmp_path: Path) -> None:
    first, second, *_ = workplaces(whole)
    name, (_, paths) = next(
        (name, of) for name, of in Manifest.read(first).jobs.items() if name.startswith("body:")
    )
    other = tmp_path / "other"
    shutil.copytree(second, other)
    manifest = Manifest.read(other)
    Manifest(manifest.code, "", jobs={**manifest.jobs, name: ("otherwise", ())}).write(other)
    assert [one.left_out for one in merge(ROOT, [first, other], tmp_path / "one")] == [1, 1]
    claimed = {**manifest.jobs, "region:99": ("key", paths)}
    Manifest(manifest.code, "", jobs=claimed).write(other)
    assert merge(ROOT, [first, other], tmp_path / "two")[0].left_out == 1
    assert name not in Manifest.read(tmp_path / "two").jobs


def test_the_commands_list_and_merge(
    whole: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    reports = f"--reports={whole / 'reports'}"
    assert main(["shards", reports]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found == sorted(path.name for path in (whole / "reports").iterdir() if path.is_dir())
    assert main(["shards", reports, "--least", "30"]) == 0
    assert json.loads(capsys.readouterr().out) == found
    assert main(["shards", reports, "--least", "1000"]) == 0
    assert json.loads(capsys.readouterr().out) == []
    place = [f"--project={ROOT}", f"--workplace={tmp_path / 'build'}"]
    assert main(["merge", *map(str, workplaces(whole)), *place]) == 0
    assert "bodies" in capsys.readouterr().out
    assert main(["merge", str(tmp_path / "nowhere"), *place]) == 2
    assert "found no workplace" in capsys.readouterr().err
    assert main(["merge", str(tmp_path / "build"), *place]) == 2
    assert "into itself" in capsys.readouterr().err
