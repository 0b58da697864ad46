"""``make screenshots``: a picture of every kind of page, of the archive's own site and of a synthetic one.

Writes PNG files into docs/assets/tour, which docs/tour.md shows.
"""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from generator.cli import main as gongkai
from generator.store.archive import Archive, Entry, load_archive
from tests.bench.serving import served
from tests.browser.conftest import ARGUMENTS, find_chromium

ROOT = Path(__file__).parents[2]
PICTURES = ROOT / "docs/assets/tour"
REPORTS, SEED = 1000, 1
REAL = {
    "home": "",
    "report": "jiangsu/huaian/320813/2023/#review",
    "year-against-year": "jiangsu/huaian/320813/2024/compare/",
    "compare": "compare/?r=320813:2023,320813:2024,511303-zhengfu-bangongshi:2019",
    "rule": "rules/r1/",
    "data": "data/",
}
WIDE, NARROW = {"width": 1100, "height": 800}, {"width": 390, "height": 800}
PHONES = ("report", "body", "coverage")
DARK = ("body", "findings")


def synthetic(archive: Archive) -> dict[str, str]:
    """An address for each kind of page, of the bodies and regions with most to show."""

    def most(entries: list[Entry]) -> Entry:
        return max(entries, key=lambda entry: (len(entry.reports), entry.address))

    counties = [
        entry
        for entry in archive.entries
        if entry.body.value.level == "county" and entry.body.value.kind == "government"
    ]
    body = most(counties)
    year = body.reports[-1].value.year
    county = "/".join(str(region.slug) for region in body.regions if region.slug)
    province = county.split("/")[0]
    return {
        "body": f"{body.address}/#figures-requests",
        "region": county,
        "siblings": f"{county}/compare/{year}",
        "coverage": f"{county}/coverage",
        "summary": f"{province}/summary/{year}",
        "indicator": f"indicators/disclosure_rate/{year}",
        "year": f"years/{year}",
        "findings": "findings",
        "search": "search",
        "corrections": "corrections",
    }


def take(browser: Browser, url: str, name: str, address: str) -> None:
    """The pictures of one page: wide, and narrow or dark for those that are listed."""
    looks = [("", WIDE, "light")]
    looks += [("-phone", NARROW, "light")] if name in PHONES else []
    looks += [("-dark", WIDE, "dark")] if name in DARK else []
    for end, size, scheme in looks:
        page = browser.new_page(viewport=size, color_scheme=scheme, reduced_motion="reduce")  # type: ignore[arg-type]
        page.goto(f"{url}{address}", wait_until="networkidle")
        page.screenshot(path=PICTURES / f"{name}{end}.png")
        page.close()
        print(f"{name}{end}.png  {address}", flush=True)


def main() -> int:
    """Build both sites and take every picture; 1 where one cannot be built."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    for old in PICTURES.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        demo = Path(folder, "reports")
        made = ["demo", "--reports", str(REPORTS), "--seed", str(SEED), "--output", str(demo)]
        if gongkai(made):
            return 1
        archive, _ = load_archive(demo)
        if archive is None:
            return 1
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=ARGUMENTS
        )
        for reports, pages in ((ROOT / "reports", REAL), (demo, synthetic(archive))):
            site = Path(folder, "site")
            told = ["--reports", str(reports), "--site", str(site)]
            if gongkai(["site", *told, "--workplace", str(Path(folder, "build"))]):
                return 1
            with served(site) as url:
                for name, address in pages.items():
                    end = "" if not address or "?" in address or address.endswith("/") else "/"
                    take(browser, url, name, address if "#" in address else f"{address}{end}")
        browser.close()
    return 0


if __name__ == "__main__":
    sys.exit(main())
