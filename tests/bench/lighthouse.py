"""``make lighthouse``: the scores of the pages where readers arrive, and what their first view transfers.

Ends with 1 where a score is below 95, something moves, or a report page is over 150 KB.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

from generator.cli import main as gongkai
from tests.bench.serving import served
from tests.browser.conftest import ARGUMENTS, find_chromium

ROOT = Path(__file__).parents[2]
COMMAND = ROOT / "requirements/lighthouse/node_modules/lighthouse/cli/index.js"
BODY = "jiangsu/huaian/320813/"
PAGES = {
    "home": "",
    "report": f"{BODY}2024/",
    "body": BODY,
    "comparison": "compare/?r=320813:2023,320813:2024",
}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
LOWEST = 95
MOST_BYTES = 150_000


def measured(url: str, preset: str) -> Any:
    """What Lighthouse says of a page, on a slowed phone (its default) or a desktop."""
    with sync_playwright() as playwright:
        chromium = str(find_chromium(playwright))
    command = [
        str(Path(sys.executable).parent / "node"),
        str(COMMAND),
        url,
        "--output=json",
        "--quiet",
        "--no-enable-error-reporting",
        f"--only-categories={','.join(CATEGORIES)}",
        f"--chrome-flags=--headless=new {' '.join(ARGUMENTS)}",
        *(["--preset=desktop"] if preset == "desktop" else []),
    ]
    environment = {**os.environ, "CHROME_PATH": chromium}
    done = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    if done.returncode:
        sys.exit(f"lighthouse: {done.stderr.strip()[-2000:]}")
    return json.loads(done.stdout)


def main() -> int:
    """Build the live site, measure each page twice, print a line for each."""
    failures = 0
    with tempfile.TemporaryDirectory() as folder:
        site = Path(folder, "site")
        built = gongkai(["site", "--site", str(site), "--workplace", str(Path(folder, "build"))])
        if built:
            return built
        with served(site) as url:
            for name, address in PAGES.items():
                for preset in ("phone", "desktop"):
                    failures += told(name, preset, measured(url + address, preset))
    return int(failures > 0)


def told(name: str, preset: str, found: Any) -> int:
    """Print what was found of a page; how many bounds it breaks."""
    scores: dict[str, int] = {
        key: round(found["categories"][key]["score"] * 100) for key in CATEGORIES
    }
    size = int(found["audits"]["total-byte-weight"]["numericValue"])
    shift = float(found["audits"]["cumulative-layout-shift"]["numericValue"])
    failed = sum(score < LOWEST for score in scores.values()) + int(shift > 0)
    failed += int(name == "report" and size > MOST_BYTES)
    line = "  ".join(f"{key} {score}" for key, score in scores.items())
    print(f"{name:<10} {preset:<8} {line}  bytes {size:,}  shift {shift:.3f}", flush=True)
    for category in found["categories"].values():
        for reference in category["auditRefs"]:
            audit = found["audits"][reference["id"]]
            if reference["weight"] and audit["score"] is not None and audit["score"] < 0.9:
                shown = audit.get("displayValue", "")
                print(
                    f"    {category['id']}: {audit['title']} {audit['score']} {shown}", flush=True
                )
    return failed


if __name__ == "__main__":
    sys.exit(main())
