"""Every built page is valid HTML."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.browser.htmlcheck import check


@pytest.mark.parametrize("name", ["site_dir", "compared_site_dir", "live_site_dir"])
def test_every_page_is_valid_html(name: str, request: pytest.FixtureRequest) -> None:
    root: Path = request.getfixturevalue(name)
    files = [path.relative_to(root) for path in root.rglob("*.html")]
    assert len(files) > 30
    assert check(root, files) == []
