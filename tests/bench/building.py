"""How fast a site is built: synthetic archives of several sizes, beside other generators in the same run.

``make bench`` prints, for each size, wall and CPU time, peak memory and bytes of a build from nothing, with what
was read kept, with one report in a hundred, one report and nothing changed, and the same pages as Markdown,
made beforehand, through Hugo, Zensical and plain mkdocs-material. Seconds are of this machine; the ratios are
what counts. ``--write`` puts the tables into docs/speed.md, ``--check`` fails on the budgets.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import os
import shutil
import statistics
import subprocess
import sys
import tarfile
import tempfile
import threading
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.bench.national import national

ROOT = Path(__file__).parents[2]
TOOLS = ROOT / ".venv/bench/bin"
BUDGETS = Path(__file__).with_name("budgets.json")
TABLES = ROOT / "docs/speed.md"
BEGINS, ENDS = "<!-- measured -->", "<!-- end -->"
SLOW = 1000  # reports up to which Zensical and mkdocs-material are run
LONG = 300  # seconds that the runs of one way take together, after which it is not run again
CHECKED = 300  # reports of the archive that the budgets are held to

COLD, KEPT, CHANGED, ONE, SAME, HUGO, ZENSICAL, MATERIAL = (
    "from nothing",
    "with what was read kept",
    "1 % of reports changed",
    "one report changed",
    "nothing changed",
    "Hugo, ready Markdown",
    "Zensical, ready Markdown",
    "mkdocs-material, ready Markdown",
)


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds of wall and of all processors, and the peak of the memory of all processes together in MB."""

    wall: float
    cpu: float
    memory: float

    def __str__(self) -> str:
        return f"{self.wall:.1f} s, {self.cpu:.1f} s CPU, {self.memory:,.0f} MB"


def median(costs: Sequence[Cost]) -> Cost:
    """The median of each figure."""
    return Cost(
        statistics.median(cost.wall for cost in costs),
        statistics.median(cost.cpu for cost in costs),
        statistics.median(cost.memory for cost in costs),
    )


class _Memory(threading.Thread):
    """Watches what a process and those below it hold, what they share counted once (Linux: PSS)."""

    def __init__(self, process: int) -> None:
        super().__init__(daemon=True)
        self.process, self.peak, self.over = process, 0, threading.Event()

    def run(self) -> None:
        while not self.over.wait(0.25):
            self.peak = max(self.peak, sum(map(_held, _tree(self.process))))


def _tree(process: int) -> list[int]:
    found = [process]
    for each in found:
        try:
            for task in Path(f"/proc/{each}/task").iterdir():
                found += map(int, (task / "children").read_text().split())
        except OSError:
            continue
    return found


def _held(process: int) -> int:
    try:
        for line in Path(f"/proc/{process}/smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1])
    except (OSError, ValueError):
        pass
    return 0


def measured(command: Sequence[str | Path], folder: Path = ROOT) -> Cost:
    """What a command costs; CalledProcessError with its output where it fails."""
    before, begun = os.times(), time.perf_counter()
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(command, cwd=folder, stdout=output, stderr=output)
        memory = _Memory(process.pid)
        memory.start()
        status = process.wait()
        wall, after = time.perf_counter() - begun, os.times()
        memory.over.set()
        memory.join()
        if status:
            output.seek(0)
            raise subprocess.CalledProcessError(status, command, output.read())
    cpu = (
        after.children_user + after.children_system - before.children_user - before.children_system
    )
    return Cost(wall, cpu, memory.peak / 1024)


class Archive:
    """A synthetic archive, its workplace and its site, in a folder of their own."""

    def __init__(self, folder: Path, reports: int) -> None:
        self.folder, self.size = folder, reports
        self.reports, self.workplace = folder / "reports", folder / "build"
        gongkai("demo", "--reports", str(reports), "--output", self.reports)

    def build(self) -> Cost:
        """Build the site, as somebody does who types the command."""
        return measured(
            [
                *(sys.executable, "-m", "generator", "site", "--quiet"),
                *("--reports", self.reports, "--workplace", self.workplace),
                *("--site", self.folder / "site", "--seconds", self.folder / "seconds.json"),
            ]
        )

    def cold(self) -> Cost:
        """Nothing is there but the archive."""
        shutil.rmtree(self.workplace, ignore_errors=True)
        shutil.rmtree(self.folder / "site", ignore_errors=True)
        return self.build()

    def kept(self) -> Cost:
        """What was read is kept, every page is to be made."""
        for path in self.workplace.iterdir():
            if path.name != "read":
                shutil.rmtree(path) if path.is_dir() else path.unlink()
        shutil.rmtree(self.folder / "site")
        return self.build()

    def changed(self, count: int) -> Cost:
        """The titles of so many reports have changed, those spread over the archive."""
        files = sorted(self.reports.glob("*/*/*/[0-9]*.yaml"))
        for file in files[:: max(1, len(files) // max(1, count))][: max(1, count)]:
            text = file.read_text(encoding="utf-8")
            file.write_text(
                text.replace("年度报告", "工作报告", 1).replace("\ntitle: ", "\ntitle: 新", 1),
                encoding="utf-8",
            )
        return self.build()

    def sharded(self) -> tuple[Cost, Cost, int]:
        """Every province alone, then the whole from them.

        The cost of the province that took longest, that of the whole, and the bytes of the provinces'
        workplaces as a cache packs them.
        """
        shards, place = self.folder / "shards", ("--workplace", self.folder / "merged")
        command = (sys.executable, "-m", "generator")
        of = ("--reports", self.reports)
        costs = [
            measured(
                [
                    *(*command, "site", "--quiet", *of, "--shard", path.name),
                    *("--workplace", shards / path.name, "--site", self.folder / "alone"),
                ]
            )
            for path in sorted(self.reports.iterdir())
            if path.is_dir()
        ]
        merge = measured([*command, "merge", *of, *place, *sorted(shards.iterdir())])
        rest = measured([*command, "site", "--quiet", *of, *place, "--site", self.folder / "whole"])
        with tempfile.TemporaryFile() as file:
            with tarfile.open(fileobj=file, mode="w:gz", compresslevel=1) as packed:
                for name in ("built.json", "read", "site"):
                    for path in sorted(shards.glob(f"*/{name}")):
                        packed.add(path, path.relative_to(shards).as_posix())
            size = file.tell()
        for name in ("shards", "merged", "alone", "whole"):
            shutil.rmtree(self.folder / name)
        whole = Cost(merge.wall + rest.wall, merge.cpu + rest.cpu, max(merge.memory, rest.memory))
        return max(costs, key=lambda cost: cost.wall), whole, size

    def seconds(self) -> dict[str, float]:
        """How long each stage of the last build took."""
        found: dict[str, float] = json.loads((self.folder / "seconds.json").read_text())
        return found

    def page_bytes(self) -> tuple[float, float]:
        """Median bytes of the page of a report, as it is and compressed."""
        pages = [
            (
                self.folder / "site" / file.relative_to(self.reports).with_suffix("") / "index.html"
            ).read_bytes()
            for file in sorted(self.reports.glob("*/*/*/20[0-9][0-9].yaml"))[
                :: max(1, self.size // 200)
            ]
        ]
        return (
            statistics.median(map(len, pages)),
            statistics.median(len(gzip.compress(page, 9)) for page in pages),
        )

    def site_bytes(self) -> tuple[int, int]:
        """Files of the site and their bytes."""
        files = [path for path in (self.folder / "site").rglob("*") if path.is_file()]
        return len(files), sum(path.stat().st_size for path in files)


def gongkai(*arguments: str | Path) -> None:
    """Run a command of the project."""
    subprocess.run(
        [sys.executable, "-m", "generator", *arguments],
        cwd=ROOT,
        check=True,
        stdout=subprocess.DEVNULL,
    )


class Others:
    """The same pages as Markdown, made beforehand, for generators that know nothing of reports."""

    def __init__(self, archive: Archive) -> None:
        self.folder = archive.folder / "others"
        workplace = archive.folder / "markdown"
        gongkai("render", "--quiet", "--reports", archive.reports, "--workplace", workplace)
        self.pages = {
            file.relative_to(workplace / "docs"): file.read_text(encoding="utf-8")
            for file in (workplace / "docs").rglob("*.md")
        }
        shutil.rmtree(workplace)

    def hugo(self) -> Cost:
        """Hugo with a theme of one layout."""
        site = self._fresh("hugo")
        for path, text in self.pages.items():
            # A page beside the folder of those below it; the first page is the home page.
            beside = Path(f"{path.parent}.md") if path.name == "index.md" else path
            first = path == Path("index.md")
            self._put(site / "content" / ("_index.md" if first else beside), text)
        self._put(site / "hugo.toml", _HUGO)
        for name in ("_default/single.html", "index.html"):
            self._put(site / "layouts" / name, _LAYOUT)
        return self._built([TOOLS / "hugo", "--quiet"], site, site / "public")

    def zensical(self) -> Cost:
        """Zensical with the sections in its navigation."""
        site = self._fresh("zensical")
        self._documents(site)
        self._put(site / "mkdocs.yml", _MKDOCS.replace("PLUGINS", "[search]"))
        return self._built([TOOLS / "zensical", "build"], site, site / "site")

    def material(self) -> Cost:
        """mkdocs-material with the sections in its navigation and its own search."""
        site = self._fresh("material")
        self._documents(site)
        self._put(site / "mkdocs.yml", _MKDOCS.replace("PLUGINS", "[search]"))
        mkdocs = Path(sys.executable).with_name("mkdocs")
        return self._built([mkdocs, "build", "--quiet"], site, site / "site")

    def _fresh(self, name: str) -> Path:
        folder = self.folder / name
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        return folder

    def _documents(self, site: Path) -> None:
        for path, text in self.pages.items():
            self._put(site / "docs" / path, text)

    def _put(self, path: Path, text: str) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")

    def _built(self, command: Sequence[str | Path], folder: Path, target: Path) -> Cost:
        cost = measured(command, folder)
        made = sum(1 for _ in target.rglob("index.html"))
        if made < len(self.pages) * 0.98:  # files of the same name in another place apart
            raise RuntimeError(f"{command[0]} made {made} pages of {len(self.pages)}")
        return cost


_HUGO = """baseURL = "https://example.org/"
disableKinds = ["section", "taxonomy", "term", "RSS"]
[markup.goldmark.renderer]
unsafe = true
[markup.goldmark.parser.attribute]
title = true
"""
_LAYOUT = """<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }}</title>
<meta name="description" content="{{ .Params.description }}"><link rel="canonical" href="{{ .Permalink }}"></head>
<body><main>{{ .Content }}</main></body></html>
"""
_MKDOCS = """site_name: bench
site_url: https://example.org/
theme:
  name: material
  language: zh
  font: false
plugins: PLUGINS
markdown_extensions: [attr_list, tables, def_list, admonition, {toc: {permalink: true, toc_depth: 2}}]
nav:
  - index.md
  - regions/index.md
  - years/index.md
  - findings/index.md
  - indicators/index.md
"""


@dataclass(frozen=True, slots=True)
class Size:
    """What was measured of an archive of one size."""

    reports: int
    pages: int
    costs: Mapping[str, Cost]
    runs: Mapping[str, int]
    seconds: Mapping[str, float]
    page: tuple[float, float]
    site: tuple[int, int]
    shard: Cost
    merged: Cost
    packed: int

    def ratio(self, one: str, other: str) -> float | None:
        """Wall time of one over that of another; None where one was not run."""
        if one not in self.costs or other not in self.costs:
            return None
        return self.costs[one].wall / self.costs[other].wall


def measure(reports: int, runs: int, folder: Path, *, others: bool = True) -> Size:
    """Build an archive of so many reports in every way, each so many times, those that take long less often."""
    archive = Archive(folder, reports)
    ready = Others(archive)
    ways: dict[str, Callable[[], Cost]] = {
        COLD: archive.cold,
        KEPT: archive.kept,
        CHANGED: lambda: archive.changed(reports // 100),
        ONE: lambda: archive.changed(1),
        SAME: archive.build,
        HUGO: ready.hugo,
    }
    if reports <= SLOW and others:
        ways |= {ZENSICAL: ready.zensical, MATERIAL: ready.material}
    # Each way once, then again, so that a slow moment of the machine does not hit one of them alone.
    found: dict[str, list[Cost]] = {way: [] for way in ways}
    seconds: list[dict[str, float]] = []
    for _ in range(runs):
        for way, build in ways.items():
            if sum(cost.wall for cost in found[way]) > LONG:
                continue
            found[way].append(build())
            if way == COLD:
                seconds.append(archive.seconds())
            print(f"  {reports} reports, {way}: {found[way][-1]}", file=sys.stderr, flush=True)
    return Size(
        reports,
        len(ready.pages),
        {way: median(costs) for way, costs in found.items()},
        {way: len(costs) for way, costs in found.items()},
        {name: statistics.median(each.get(name, 0) for each in seconds) for name in seconds[0]},
        archive.page_bytes(),
        archive.site_bytes(),
        *archive.sharded(),
    )


def exponent(sizes: Sequence[Size]) -> float | None:
    """How the time from nothing grows from 1,000 reports to the most: 1 is in proportion."""
    first = next((size for size in sizes if size.reports >= 1000), None)
    if first is None or first is sizes[-1]:
        return None
    grown = sizes[-1].costs[COLD].wall / first.costs[COLD].wall
    return math.log(grown) / math.log(sizes[-1].reports / first.reports)


def _targets(sizes: Sequence[Size]) -> list[list[str]]:
    """What is to be reached, at how many reports, what was measured there, and whether it is reached."""
    at = {size.reports: size for size in sizes}
    found: list[tuple[str, int, Callable[[Size], float | None], float]] = [
        *(
            (f"{way} : Hugo", 10000, lambda size, way=way: size.ratio(way, HUGO), most)
            for way, most in ((COLD, 1.5), (KEPT, 0.8), (CHANGED, 0.2), (SAME, 0.1))
        ),
        ("from nothing : mkdocs-material", 1000, lambda size: size.ratio(COLD, MATERIAL), 1 / 6),
        ("from nothing : Zensical", 1000, lambda size: size.ratio(COLD, ZENSICAL), 1 / 10),
        ("增长指数 growth exponent", 10000, lambda _: exponent(sizes), 1.05),
        ("内存 memory, MB", 10000, lambda size: size.costs[COLD].memory, 1500),
        ("报告页 page of a report, bytes", 1000, lambda size: size.page[0], 22000),
        ("压缩后 compressed", 1000, lambda size: size.page[1], 6000),
    ]
    rows = []
    for name, reports, value, most in found:
        measured = value(at[reports]) if reports in at else None
        reached = "" if measured is None else "是 yes" if measured <= most else "否 no"
        told = (
            "not run" if n is None else f"{n:,.0f}" if n >= 100 else f"{n:.2f}"
            for n in (measured, most)
        )
        rows.append([name, f"{reports:,}", *told, reached])
    return rows


def tables(sizes: Sequence[Size], runs: int) -> str:
    """Everything measured, the medians of so many runs, as Markdown."""
    head = ["", *(f"{size.reports:,}" for size in sizes)]
    rows = [["页数 pages", *(f"{size.pages:,}" for size in sizes)]]
    rows += [
        [way, *(_told(size, way, runs) for size in sizes)]
        for way in (COLD, KEPT, CHANGED, ONE, SAME, HUGO, ZENSICAL, MATERIAL)
    ]
    for way in (COLD, KEPT, CHANGED, ONE, SAME):
        ratios = [size.ratio(way, HUGO) for size in sizes]
        rows.append([f"{way} : Hugo", *(f"{r:.2f}" if r else "" for r in ratios)])
    for other, name in ((MATERIAL, "mkdocs-material"), (ZENSICAL, "Zensical")):
        ratios = [size.ratio(other, COLD) for size in sizes]
        rows.append([f"{name} : from nothing", *(f"{r:.1f}" if r else "" for r in ratios)])
    rows.append(["报告页 page of a report, bytes", *(f"{s.page[0]:,.0f}" for s in sizes)])
    rows.append(["压缩后 compressed", *(f"{s.page[1]:,.0f}" for s in sizes)])
    rows.append(
        ["网站 site, files; MB", *(f"{s.site[0]:,}; {s.site[1] / 1e6:,.1f}" for s in sizes)]
    )
    rows.append(["最慢的省 slowest province alone", *(str(size.shard) for size in sizes)])
    rows.append(["合并 whole from the provinces", *(str(size.merged) for size in sizes)])
    rows.append(["各省缓存 caches of provinces, MB", *(f"{s.packed / 1e6:,.1f}" for s in sizes)])
    stages = [
        [name, *(f"{size.seconds.get(name, 0):.1f}" for size in sizes)] for name in sizes[0].seconds
    ]
    grown = exponent(sizes)
    told = "" if grown is None else f"\n增长指数 growth exponent: {grown:.2f}\n"
    aims = ["目标 target", "报告 reports", "测得 measured", "至多 at most", "达到 reached"]
    return (
        f"每种做 {runs} 次，取中位数；合计已超过 {LONG} 秒的不再重复，注明次数 "
        f"(runs of each way: {runs}, the median; where the runs took over {LONG} s together it was not run "
        "again, and the runs are told):\n\n"
        f"{_table(head, rows)}\n{told}\n{_table(aims, _targets(sizes))}\n各阶段（从零生成，秒）where the time of a build from nothing goes, seconds "
        "(``make …`` is the sum over all processors):\n\n"
        + _table(head, stages)
        + "\n"
        + national(sizes)
    )


def _told(size: Size, way: str, runs: int) -> str:
    """What a way cost, and how often it was run if less often than others."""
    if way not in size.costs:
        return "not run"
    fewer = size.runs[way] < runs
    return f"{size.costs[way]}{f' (× {size.runs[way]})' if fewer else ''}"


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    lines = [head, ["---"] * len(head), *rows]
    return "".join(f"| {' | '.join(line)} |\n" for line in lines)


def check(size: Size) -> list[str]:
    """What is worse than the budgets allow."""
    budgets = json.loads(BUDGETS.read_text(encoding="utf-8"))
    found = {
        "page": size.page[0],
        "page_compressed": size.page[1],
        "cold_to_hugo": size.ratio(COLD, HUGO) or 0,
        "kept_to_hugo": size.ratio(KEPT, HUGO) or 0,
        "changed_to_cold": size.ratio(CHANGED, COLD) or 0,
        "same_to_cold": size.ratio(SAME, COLD) or 0,
    }
    for name, value in found.items():
        print(f"{name}: {value:,.2f}, at most {budgets[name]:,}")
    return [name for name, value in found.items() if value > budgets[name]]


def main() -> int:
    """Measure and print; 1 where a budget is not kept."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--sizes", type=int, nargs="+", default=[100, 1000, 3000, 10000])
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--write", action="store_true", help="put the tables into docs/speed.md")
    parser.add_argument(
        "--check", action="store_true", help=f"hold {CHECKED} reports to the budgets"
    )
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="gongkai-bench-") as name:
        if options.check:
            worse = check(measure(CHECKED, 3, Path(name), others=False))
            return 1 if worse else 0
        sizes: list[Size] = []
        for reports in sorted(options.sizes, reverse=True):  # first what most of the targets are of
            folder = Path(name) / str(reports)
            sizes.insert(0, measure(reports, options.runs, folder))
            shutil.rmtree(folder)
            text = tables(sizes, options.runs)
            if options.write:  # also what is there if the rest is broken off
                _write(text)
    print(text)
    return 0


def _write(text: str) -> None:
    """Put the tables into the page on speed."""
    page = TABLES.read_text(encoding="utf-8")
    before, _, rest = page.partition(BEGINS)
    TABLES.write_text(
        f"{before}{BEGINS}\n\n{text}\n{ENDS}{rest.partition(ENDS)[2]}", encoding="utf-8"
    )


if __name__ == "__main__":
    sys.exit(main())
