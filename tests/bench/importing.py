"""How fast the importer is: 1,000 documents made of the archive's reports, and a PDF of twenty pages.

``make bench-import`` prints wall and CPU time, peak memory of the largest process, and the ratio to
reading the same 1,000 files without understanding them (detecting the charset, parsing HTML).
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from playwright.sync_api import sync_playwright

from generator.importer.sources import read_content
from generator.model.report import Report
from generator.store.archive import load_archive
from tests.importer.layouts import KEEPS_BLANKS, ONLY_FIGURES, web_page
from tests.importer.reports import figures_that_add_up

ROOT = Path(__file__).parents[2]
PAGES = 20


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and CPU time, and the peak memory of the largest process in MB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s wall  {self.cpu:7.1f} s CPU  {self.memory:6.0f} MB"


def cost(command: Sequence[str]) -> Cost:
    """Run a command and measure it with all its children; its last line is printed."""
    with tempfile.TemporaryFile("w+") as output:
        started = time.perf_counter()
        process = subprocess.Popen(command, cwd=ROOT, stdout=output, stderr=output)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
        output.seek(0)
        told = output.read()
    if os.waitstatus_to_exitcode(status) not in (0, 1):
        sys.exit(f"{' '.join(command)}: {told[-2000:]}")
    print(f"    {told.strip().splitlines()[-1] if told.strip() else ''}")
    return Cost(wall, used.ru_utime + used.ru_stime, used.ru_maxrss / 1024)


def documents(count: int) -> Iterator[tuple[str, bytes]]:
    """Reports of the archive with other figures, in every layout of text and HTML by turns."""
    archive, problems = load_archive(ROOT / "reports")
    if archive is None:
        sys.exit("\n".join(map(str, problems)))
    reports = [d.value for e in archive.entries for d in e.reports if d.value.prose_archived]
    layouts: list[Callable[[Report], str | bytes]] = [
        write for name, write in {**KEEPS_BLANKS, **ONLY_FIGURES}.items() if name != "word"
    ]
    for number in range(count):
        report = reports[number % len(reports)]
        write = layouts[number // len(reports) % len(layouts)]
        text = write(replace(report, cells=figures_that_add_up(report.layout, number)))
        yield f"{number:05}.txt", text if isinstance(text, bytes) else text.encode()


def long_pdf(folder: Path) -> Path:
    """A report of about twenty pages, printed by the browser; its prose is repeated."""
    archive, _ = load_archive(ROOT / "reports")
    assert archive is not None
    report = next(d.value for e in archive.entries for d in e.reports if d.value.prose_archived)
    first, *rest = report.sections or ()
    path = folder / "long.pdf"
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"))
        page = browser.new_page()
        for times in range(1, 200, 3):
            many = replace(
                first, prose=replace(first.prose, paragraphs=first.prose.paragraphs * times)
            )
            page.set_content(web_page(replace(report, sections=(many, *rest))))
            page.pdf(path=path, format="A4")
            if path.read_bytes().count(b"/Type /Page\n") >= PAGES:
                break
        browser.close()
    return path


def main() -> None:
    """Measure and print."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1000)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "sources").mkdir()
        for file, data in documents(chosen.count):
            (folder / "sources" / file).write_bytes(data)
        started = time.process_time()
        for path in sorted((folder / "sources").iterdir()):
            read_content(path.read_bytes())
        reading = time.process_time() - started
        print(f"{chosen.count} documents, {os.cpu_count()} processors")
        gongkai = [sys.executable, "-m", "generator", "import"]
        batch = cost([*gongkai, "--batch", f"{folder}/sources", "--output", f"{folder}/drafts"])
        print(
            f"import --batch  {batch}  {batch.cpu / reading:.1f} times reading alone ({reading:.1f} s)"
        )
        pdf = long_pdf(folder)
        one = cost([*gongkai, str(pdf), "--output", f"{folder}/long.yaml"])
        pages = pdf.read_bytes().count(b"/Type /Page\n")
        print(f"PDF, {pages} pages   {one}")


if __name__ == "__main__":
    main()
