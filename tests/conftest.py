"""Fixtures for all tests; those that need Chromium are in tests/browser/conftest.py."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from filelock import FileLock
from hypothesis import settings

from generator.checking import surroundings, verdicts
from generator.derive.findings import Findings, findings
from generator.site.build import build
from generator.store.archive import Archive, load_archive
from tests import compared, samples

ROOT = Path(__file__).parents[1]

# Of a large site, which takes minutes: `make test-large` asks for them.
collect_ignore = [] if os.environ.get("GONGKAI_LARGE") else ["large"]

# The same examples in every run, and no test of speed.
settings.register_profile("gongkai", derandomize=True, deadline=None)
settings.load_profile("gongkai")


@pytest.fixture
def archive_dir(tmp_path: Path) -> Path:
    """The sample archive, fresh for a test that changes it."""
    root = tmp_path / "reports"
    samples.write(root)
    return root


@pytest.fixture(scope="session")
def site_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site of the sample archive: one build for the whole run, however many processes share it."""

    def make(target: Path) -> None:
        samples.write(target / "reports")
        build_site(target / "reports", target)

    return once(tmp_path_factory, worker_id, "sample", make) / "site"


@pytest.fixture(scope="session")
def compared_site_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site of the sample archive with neighbours, whose bodies can be compared."""

    def make(target: Path) -> None:
        compared.write(target / "reports")
        build_site(target / "reports", target)

    return once(tmp_path_factory, worker_id, "compared", make) / "site"


@pytest.fixture(scope="session")
def live_site_dir(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The site of the live archive, which only test_live.py and tests/browser/test_live.py read."""

    def make(target: Path) -> None:
        build_site(ROOT / "reports", target)

    return once(tmp_path_factory, worker_id, "live", make) / "site"


@pytest.fixture(scope="session")
def scheduler() -> Iterator[str]:
    """A Dask cluster of two workers on this machine."""
    from distributed import LocalCluster  # noqa: PLC0415 # few tests need it, and it takes a second

    local = LocalCluster(  # type: ignore[no-untyped-call]
        n_workers=2, threads_per_worker=1, dashboard_address="127.0.0.1:0"
    )
    with local as cluster:
        yield cluster.scheduler_address


def judged(reports: Path) -> tuple[Archive, Findings]:
    """A sound archive with the findings of the rules."""
    archive, problems = load_archive(reports)
    assert problems == []
    assert archive is not None
    return archive, findings(verdicts(archive, surroundings(archive)))


def build_site(reports: Path, target: Path) -> None:
    """Build the site of an archive into ``target/site``."""
    built, problems = build(ROOT, reports, target / "site", target / "build")
    assert problems == []
    assert built is not None


def contents(folder: Path) -> dict[str, bytes]:
    """The bytes of every file below a folder by its path."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def once(
    factory: pytest.TempPathFactory, worker_id: str, name: str, make: Callable[[Path], None]
) -> Path:
    """A folder that the first process to ask fills and the others wait for."""
    base = factory.getbasetemp() if worker_id == "master" else factory.getbasetemp().parent
    target, done = base / name, base / f"{name}.done"
    with FileLock(base / f"{name}.lock"):
        if not done.exists():
            target.mkdir()
            make(target)
            done.touch()
    return target
