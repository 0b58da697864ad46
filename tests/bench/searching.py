"""How good the full-text search is: the archive's own reports, then 1,000 and 10,000 synthetic ones.

``make bench-search`` prints for each the size of the index, what building it takes, what twenty queries
transfer and how long they take in Chromium, and whether a sample of strings is found where it stands and nowhere
else. ``--write`` puts the tables into docs/fulltext.md. Only the index is made: the page comes from the site of
the archive's own reports, so that no ten thousand pages have to be built.
"""

from __future__ import annotations

import argparse
import gzip
import json
import random
import re
import resource
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Response, sync_playwright

from generator.checking import judged
from generator.demo.write import write
from generator.derive.catalogue import Catalogue, catalogue
from generator.derive.findings import findings
from generator.model.report import Report
from generator.search import index, texts
from generator.search.normal import joined
from generator.site import search
from generator.site.build import build
from generator.store.archive import load_archive
from tests.bench.fts5 import fts5
from tests.browser.conftest import ARGUMENTS, find_chromium, served

ROOT = Path(__file__).parents[2]
QUERIES = (
    *("行政复议", "依申请公开", "信息化", "政府信息公开条例", "无正当理由", "不予公开", "个人隐私"),
    *("微信公众号", "业务培训", "政策解读", "12345", "街道办事处", "人民政府办公室", "安全生产"),
    *("“依法行政”", "主动公开 培训", "公开 -培训", "乡村振兴", "ymz", "討論"),
)
SAMPLE = 200
JUDGED = (
    1000  # reports; the rules take minutes with more, and findings are a small part of the texts
)
BEGINS, ENDS = "<!-- measured -->", "<!-- end -->"
WRITTEN = "search/search_index.json"
"""What the header's search reads; in the shell it holds the written pages alone at first."""
_HAN = re.compile(r"[\u4e00-\u9fff]{6,}")

ASK = """async query => {
    const field = document.getElementById("gk-words");
    const told = document.querySelector("#gk-fulltext [role=status]");
    const from = performance.now();
    field.value = query;
    field.form.requestSubmit();
    for (;;) {
        await new Promise(requestAnimationFrame);
        if (told.textContent.includes("份报告")) break;
        if (told.textContent.includes("没有读到")) throw new Error(told.textContent);
    }
    const links = [...document.querySelectorAll(".gk-results ul > li > a")].map(a => a.href);
    return { time: performance.now() - from, links, told: told.querySelector("[lang=en]").textContent };
}"""
READY = """document.querySelector("#gk-fulltext [role=status]")?.textContent.includes("份报告")"""
EVERYTHING = """async strings => {
    const { Index } = await import("../assets/fulltext/index.js");
    const { normaliser } = await import("../assets/fulltext/normal.js");
    const { find, holds, texts } = await import("../assets/fulltext/find.js");
    const { parse } = await import("../assets/fulltext/query.js");
    const normal = normaliser(await (await fetch("../assets/simplified.json")).json());
    const index = await new Index(new URL("full/", location.href)).open();
    const kept = [];
    const answer = [];
    for (const string of strings) {
        const { terms } = parse(`"${string}"`, normal, {});
        const { has, asked } = await find(index, terms, normal, false);
        const found = [];
        let candidates = 0;
        for (let document = 0; document < has.length; document++) {
            if (!has[document]) continue;
            candidates++;
            const body = index.bodies[document];
            kept[body] ??= texts(await index.body(body), normal);
            const { names, reports } = kept[body];
            if (holds(asked, body, names, reports[document - index.first[body]], 0)) found.push(document);
        }
        answer.push([candidates, found]);
    }
    return answer;
}"""


@dataclass
class Measured:
    """What was measured of one archive: sizes in bytes, times in seconds, memory in MB."""

    name: str
    reports: int
    with_findings: bool
    size: int
    wall: float
    cpu: float
    memory: float
    first: dict[str, tuple[int, float]]
    following: dict[str, tuple[int, float]]
    told: dict[str, str]
    recall: float
    false: int
    shown_false: int
    unsure: float
    fts5: str
    header: int


def measure(browser: Browser, shell: Path, name: str, reports: Path) -> Measured:
    """Make the index of an archive, put it into the shell, and ask it."""
    archive, problems = load_archive(reports, proved=False)
    if archive is None:
        sys.exit("\n".join(map(str, problems)))
    made = catalogue(archive)
    with_findings = len(list(archive.reports())) <= JUDGED
    found = findings(judged(archive) if with_findings else ())
    print(f"{name}: read", file=sys.stderr)
    folder = shell / index.FOLDER
    shutil.rmtree(folder, ignore_errors=True)
    before, cpu, wall = _memory(), time.process_time(), time.perf_counter()
    size = 0
    for path, data in index.files(made, found):
        file = shell / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
        size += len(data)
    wall, cpu, memory = time.perf_counter() - wall, time.process_time() - cpu, _memory() - before
    print(f"{name}: index of {size} bytes in {wall:.1f} s", file=sys.stderr)
    blocks = [texts.block(entry, found.told) for entry in archive.entries]
    bodies = [joined(block["names"]) for block in blocks for _ in block["reports"]]
    held = [joined(passages) for block in blocks for passages in block["reports"]]
    tables = [joined(_labels(d.value)) for entry in archive.entries for d in entry.reports]
    pages = [entry.page(d.value) for entry in archive.entries for d in entry.reports]
    head(shell, made)
    with served(shell) as url:
        before_key = header(browser, shell, url)
        first = {query: ask(browser, url, [query])[query] for query in QUERIES}
        following = ask(browser, url, ["政府", *QUERIES])
        strings = sorted(set(_sample(held)))
        answers = everything(browser, url, [*strings, *map(_plain, QUERIES)])
    expected = [
        {number for number, text in enumerate(held) if string in text or string in bodies[number]}
        for string in map(_normal, [*strings, *map(_plain, QUERIES)])
    ]
    true = sum(map(len, expected))
    right = sum(len(want & set(got)) for want, (_, got) in zip(expected, answers, strict=True))
    wrong = sum(len(set(got) - want) for want, (_, got) in zip(expected, answers, strict=True))
    candidates = sum(count for count, _ in answers)
    shown_false = 0
    for query in QUERIES:
        if "“" in query or query.isascii() or " " in query:
            continue
        there = {
            page
            for page, *places in zip(pages, held, bodies, tables, strict=True)
            if any(_normal(query) in place for place in places)
        }
        shown_false += sum(link not in there for link in following[query][2])
    return Measured(
        name,
        len(held),
        with_findings,
        size,
        wall,
        cpu,
        memory,
        {query: measured[:2] for query, measured in first.items()},
        {query: following[query][:2] for query in QUERIES},
        {query: following[query][3] for query in QUERIES},
        right / true,
        wrong,
        shown_false,
        (candidates - true) / candidates,
        fts5(held),
        before_key,
    )


def head(shell: Path, made: Catalogue) -> None:
    """Put what the header finds in an archive into the shell, as the build does."""
    written = json.loads((shell / f"{WRITTEN}.written").read_text(encoding="utf-8"))
    for entry in map(asdict, search.entries(made)):
        marked = {key: escape(search.segment(entry[key])) for key in ("title", "text")}
        written["docs"].append({**entry, **marked})
    text = json.dumps(written, ensure_ascii=False, separators=(",", ":"))
    (shell / WRITTEN).write_text(text, encoding="utf-8")


def header(browser: Browser, shell: Path, url: str) -> int:
    """Bytes of scripts and data before the header's search answers the first key, as a host compresses them.

    The list of pages that the theme fetches for its own ends, the sitemap, is not among them.
    """
    context = browser.new_context(locale="zh-CN")
    page = context.new_page()
    sizes: dict[str, int] = {}

    def count(response: Response) -> None:
        file = shell / urlsplit(response.url).path.removeprefix(urlsplit(url).path)
        if response.request.resource_type not in ("document", "stylesheet", "image", "font"):
            data = file.read_bytes()
            sizes[file.name] = len(data) if file.suffix == ".bin" else len(gzip.compress(data))

    context.on("response", count)
    page.goto(url)
    page.wait_for_load_state("networkidle")
    page.locator(".md-search__input").click()
    page.keyboard.insert_text("县")
    page.locator("a.md-search-result__link").first.wait_for()
    about = json.loads((shell / index.FOLDER / "index.json").read_text(encoding="utf-8"))
    if about.get("apart"):
        page.locator(".gk-beyond li").first.wait_for()
    context.close()
    sizes.pop("sitemap.xml", None)
    sizes.pop("favicon.svg", None)
    told = ", ".join(f"{name} {size}" for name, size in sizes.items())
    print(f"header: {told}", file=sys.stderr)
    return sum(sizes.values())


Asked = tuple[int, float, list[str], str]


def ask(browser: Browser, url: str, queries: Sequence[str]) -> dict[str, Asked]:
    """Ask one after the other in a fresh browser: bytes of the index, seconds, pages shown, what is told.

    The first query is charged with what the page itself reads of the index.
    """
    context = browser.new_context()
    page = context.new_page()
    sizes: list[int] = []
    page.on("response", lambda response: sizes.append(_size(response)))
    page.goto(f"{url}search/")
    page.wait_for_function(READY)
    page.wait_for_load_state("networkidle")
    found: dict[str, Asked] = {}
    for query in queries:
        answer: dict[str, Any] = page.evaluate(ASK, query)
        page.wait_for_load_state("networkidle")
        links = [link.removeprefix(url).rstrip("/") for link in answer["links"]]
        found[query] = (sum(sizes), answer["time"] / 1000, links, answer["told"])
        sizes.clear()
    context.close()
    return found


def everything(browser: Browser, url: str, strings: list[str]) -> list[tuple[int, list[int]]]:
    """For each string how many documents the index offers, and which of them hold it by their text."""
    page = browser.new_page()
    page.goto(f"{url}search/")
    answer: list[tuple[int, list[int]]] = page.evaluate(EVERYTHING, strings)
    page.close()
    return answer


def _size(response: Response) -> int:
    if f"/{index.FOLDER}/" not in response.url:
        return 0
    return int(response.headers["content-length"])


def _sample(held: Sequence[str]) -> list[str]:
    """Strings of two to six Chinese characters from anywhere in the texts, the same in every run."""
    chance = random.Random(6)  # noqa: S311 no secret
    found: list[str] = []
    while len(found) < SAMPLE:
        if runs := _HAN.findall(chance.choice(held)):
            run, length = chance.choice(runs), chance.randint(2, 6)
            start = chance.randrange(len(run) - length + 1)
            found.append(run[start : start + length])
    return found


def _labels(report: Report) -> list[str]:
    return [report.labels.get(at, label.zh) for at, label in report.layout.labels.items()]


def _plain(query: str) -> str:
    return query.strip("“”")


def _normal(string: str) -> str:
    return joined([string])


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _most(values: Sequence[float]) -> str:
    return f"{statistics.median(values):.2f} / {max(values):.2f}"


def report(every: Sequence[Measured]) -> str:
    """The tables in Markdown."""

    def row(zh: str, en: str, values: Sequence[str]) -> str:
        return f"| {zh} {en} | {' | '.join(values)} |"

    def kilobytes(of: dict[str, tuple[int, float]]) -> str:
        sizes = [size / 1000 for size, _ in of.values()]
        return f"{statistics.median(sizes):.0f} / {max(sizes):.0f}"

    def seconds(of: dict[str, tuple[int, float]]) -> str:
        return _most([time for _, time in of.values()])

    lines = [
        row("档案", "Archive", [one.name for one in every]),
        "|---" * (len(every) + 1) + "|",
        row("报告", "reports", [str(one.reports) for one in every]),
        row(
            "连同核对发现",
            "with findings",
            [("否 no", "是 yes")[one.with_findings] for one in every],
        ),
        row("索引", "index, MB", [f"{one.size / 1e6:.2f}" for one in every]),
        row("每份", "a report, KB", [f"{one.size / one.reports / 1000:.2f}" for one in every]),
        row("生成", "build, s wall / CPU", [f"{one.wall:.1f} / {one.cpu:.1f}" for one in every]),
        row("生成所增内存", "memory it adds, MB", [f"{one.memory:.0f}" for one in every]),
        row("首次查询", "first query, KB median / most", [kilobytes(one.first) for one in every]),
        row("", "s median / most", [seconds(one.first) for one in every]),
        row(
            "后续查询",
            "next queries, KB median / most",
            [kilobytes(one.following) for one in every],
        ),
        row("", "s median / most", [seconds(one.following) for one in every]),
        row(
            "页首搜索答第一键以前",
            "header's search before it answers the first key, KB compressed",
            [f"{one.header / 1000:.0f}" for one in every],
        ),
        row(f"召回率（{SAMPLE} 个样本）", "recall", [f"{one.recall:.4f}" for one in every]),
        row(
            "误报",
            "false hits, of the sample / shown",
            [f"{one.false} / {one.shown_false}" for one in every],
        ),
        row(
            "索引所举而文中没有",
            "offered by the index, not in the text",
            [f"{one.unsure:.1%}" for one in every],
        ),
        row("SQLite FTS5", "trigram", [one.fts5 for one in every]),
        "",
        row("查询", "Query", [f"{one.name}: KB, s; KB, s" for one in every]),
        "|---" * (len(every) + 1) + "|",
    ]
    for query in QUERIES:
        cells = []
        for one in every:
            pairs = (one.first[query], one.following[query])
            cost = "; ".join(f"{size / 1000:.0f}, {time:.2f}" for size, time in pairs)
            cells.append(f"{cost} ({one.told[query].split(' bodies')[0]} bodies)")
        lines.append(f"| {query} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main() -> None:
    """Measure, print, and write down if asked to."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--sizes", type=int, nargs="*", default=[1000, 10000])
    options.add_argument("--write", action="store_true")
    chosen = options.parse_args()
    every = []
    with tempfile.TemporaryDirectory() as name, sync_playwright() as playwright:
        folder = Path(name)
        shell = folder / "site"
        build(ROOT, ROOT / "reports", shell, folder / "build")
        known = {
            e["location"] for e in json.loads((folder / "build" / search.ENTRIES_FILE).read_text())
        }
        index_of_theme = json.loads((shell / WRITTEN).read_text(encoding="utf-8"))
        docs = [d for d in index_of_theme["docs"] if d["location"] not in known]
        text = json.dumps({**index_of_theme, "docs": docs}, ensure_ascii=False)
        (shell / f"{WRITTEN}.written").write_text(text, encoding="utf-8")
        browser = playwright.chromium.launch(
            executable_path=find_chromium(playwright), args=ARGUMENTS
        )
        every.append(measure(browser, shell, "reports/", ROOT / "reports"))
        for size in chosen.sizes:
            archive = folder / str(size)
            write(archive, folder / "live", 1, size)
            every.append(measure(browser, shell, f"gongkai demo --reports {size}", archive))
            shutil.rmtree(archive)
        browser.close()
    found = report(every)
    print(found)
    if chosen.write:
        page = ROOT / "docs/fulltext.md"
        text = page.read_text(encoding="utf-8")
        before, rest = text.split(BEGINS)
        after = rest.split(ENDS)[1]
        page.write_text(f"{before}{BEGINS}\n\n{found}\n\n{ENDS}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
