"""The example of the data page runs, and prints the figures of the archive."""

from __future__ import annotations

import contextlib
import io
import re
import textwrap
from pathlib import Path

from tests.browser.conftest import served
from tests.conftest import ROOT


def test_the_example_prints_what_a_body_received(site_dir: Path) -> None:
    text = (ROOT / "docs/data.md").read_text(encoding="utf-8")
    [example] = re.findall(r"(?:^    .*\n)+", text, re.MULTILINE)
    printed = io.StringIO()
    with served(site_dir) as url, contextlib.redirect_stdout(printed):
        exec(textwrap.dedent(example), {"SITE": url.rstrip("/")})  # noqa: S102
    lines = printed.getvalue().splitlines()
    assert [line.split()[:2] for line in lines] == [
        ["2020", "2019"],
        ["2023", "2021"],
        ["2024", "2021"],
    ]
    assert lines[-1] == "2024 2021 8"
