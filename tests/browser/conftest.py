"""Fixtures for tests that look at the built site in Chromium."""

from __future__ import annotations

import functools
import os
import re
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, sync_playwright

from tests.browser.kinds import WIDE

SYSTEM_BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
ARGUMENTS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
AS_READ: dict[str, Any] = {
    "locale": "zh-CN",
    "timezone_id": "Asia/Shanghai",
    "reduced_motion": "reduce",
    "viewport": WIDE,
}


class PagesHandler(SimpleHTTPRequestHandler):
    """Serves a site as its host does: below the path of its address, with its own page for what is not there."""

    protocol_version = "HTTP/1.1"

    def __init__(self, *args: object, prefix: str, directory: str) -> None:
        self.prefix = prefix
        super().__init__(*args, directory=directory)  # type: ignore[arg-type]

    def translate_path(self, path: str) -> str:
        return super().translate_path("/" + path.removeprefix(self.prefix))

    def send_error(self, code: int, message: str | None = None, explain: str | None = None) -> None:
        if code != HTTPStatus.NOT_FOUND:
            super().send_error(code, message, explain)
            return
        body = Path(self.directory, "404.html").read_bytes()
        self.send_response(code)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Say nothing."""


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium, once for all tests of a process."""
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=ARGUMENTS
        )
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def reader(browser: Browser) -> BrowserContext:
    """A reader whose browser keeps the site's files from test to test."""
    return browser.new_context(**AS_READ)


@pytest.fixture
def first_visit(browser: Browser) -> Iterator[BrowserContext]:
    """A reader whose browser keeps nothing of the site yet."""
    context = browser.new_context(**AS_READ)
    yield context
    context.close()


@pytest.fixture(scope="session")
def reader_without_script(browser: Browser) -> BrowserContext:
    """A reader whose browser runs no script."""
    return browser.new_context(java_script_enabled=False, **AS_READ)


@pytest.fixture
def page(reader: BrowserContext) -> Iterator[Page]:
    """A fresh page that remembers nothing; a script error or a request to another host fails the test."""
    with opened(reader) as page:
        yield page
        page.evaluate("() => { localStorage.clear(); sessionStorage.clear(); }")


@pytest.fixture
def page_without_script(reader_without_script: BrowserContext) -> Iterator[Page]:
    """A fresh page on which no script runs."""
    with opened(reader_without_script) as page:
        yield page


@contextmanager
def opened(reader: BrowserContext) -> Iterator[Page]:
    """A page of a reader's; what was wrong with it is raised when it closes."""
    page = reader.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(f"script error: {error}"))
    page.on("request", lambda request: errors.extend(foreign(request.url)))
    try:
        yield page
    finally:
        page.close()
    assert errors == []


@pytest.fixture(scope="session")
def site_url(site_dir: Path) -> Iterator[str]:
    """The address of the sample site on this machine, with a closing slash."""
    with served(site_dir) as url:
        yield url


@pytest.fixture(scope="session")
def compared_url(compared_site_dir: Path) -> Iterator[str]:
    """The address of the site with neighbours on this machine, with a closing slash."""
    with served(compared_site_dir) as url:
        yield url


@pytest.fixture(scope="session")
def live_url(live_site_dir: Path) -> Iterator[str]:
    """The address of the live site on this machine, with a closing slash."""
    with served(live_site_dir) as url:
        yield url


@contextmanager
def served(site: Path) -> Iterator[str]:
    """Serve a site below the path that its canonical addresses have."""
    home = (site / "index.html").read_text(encoding="utf-8")
    canonical = re.search(r'<link rel="canonical" href="([^"]+)"', home)
    assert canonical
    prefix = urlsplit(canonical[1]).path
    handler = functools.partial(PagesHandler, prefix=prefix, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever, args=(0.05,))
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}{prefix}"
        server.shutdown()
        thread.join()


def find_chromium(playwright: Playwright) -> Path:
    """The system's Chromium, else Playwright's own; skips or fails the test without either."""
    candidates = [shutil.which(name) for name in SYSTEM_BROWSERS]
    candidates.append(playwright.chromium.executable_path)
    found = [Path(candidate) for candidate in candidates if candidate and Path(candidate).exists()]
    if found:
        return found[0]
    reason = "NO BROWSER: install Chromium (apt-get install chromium fonts-noto-cjk)"
    if os.environ.get("GONGKAI_REQUIRE_BROWSER") == "1":
        pytest.fail(reason)
    pytest.skip(reason)


def foreign(url: str) -> list[str]:
    """A message for an address that is not on this machine."""
    parts = urlsplit(url)
    if parts.scheme in {"http", "https", "ws", "wss"} and parts.hostname != "127.0.0.1":
        return [f"request to another host: {url}"]
    return []
