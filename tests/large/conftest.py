"""The site of a large synthetic archive, which these tests look at: ``make test-large``.

``GONGKAI_LARGE`` is how many reports it is to have, or a folder that has the archive and its site already.
"""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser.conftest import browser, first_visit, page, reader, served
from tests.conftest import ROOT, once

__all__ = ["browser", "first_visit", "page", "reader"]


@pytest.fixture(scope="session")
def large(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """A folder with the archive in ``reports`` and its site in ``site``, as the commands make them."""
    asked = os.environ["GONGKAI_LARGE"]
    if not asked.isdigit():
        return Path(asked)

    def make(target: Path) -> None:
        for command in (
            ("demo", "--reports", asked, "--output", target / "reports"),
            (
                *("site", "--quiet", "--reports", target / "reports"),
                *("--workplace", target / "build", "--site", target / "site"),
            ),
        ):
            subprocess.run([sys.executable, "-m", "generator", *command], cwd=ROOT, check=True)

    return once(tmp_path_factory, worker_id, "large", make)


@pytest.fixture(scope="session")
def large_url(large: Path) -> Iterator[str]:
    """The address of the site on this machine, with a closing slash."""
    with served(large / "site") as url:
        yield url
