"""Every internal link of a large site, fragments included, page by page in processes."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

from lxml import html

from tests.links import ids, is_internal, links, target

Place = tuple[str, str]
"""A file of the site and an anchor in it."""


def looked_at(
    root: Path, url: str, files: frozenset[str], page: str
) -> tuple[int, list[str], set[Place]]:
    """How many links a page has, what is wrong with them, and the anchors elsewhere that they lead to."""
    document = html.fromstring((root / page).read_bytes())
    own, found, elsewhere = {*ids(document), "__search"}, [], set()
    internal = {address for _, address in links(document) if is_internal(address)}
    for address in internal:
        try:
            file, anchor = target(url, page, address)
        except ValueError as error:
            found.append(str(error))
            continue
        if file not in files:
            found.append(f"{page}: {address} leads to {file}, which is not there")
        elif anchor and file != page:
            elsewhere.add((file, anchor))
        elif anchor and anchor not in own:
            found.append(f"{page}: {address} leads to no anchor of the page")
    return len(internal), found, elsewhere


def missing(root: Path, wanted: tuple[str, set[str]]) -> list[str]:
    """The anchors that a page should have and has not."""
    file, anchors = wanted
    there = ids(html.fromstring((root / file).read_bytes()))
    return [f"{file} has no anchor {anchor}" for anchor in anchors.difference(there, ["__search"])]


def test_every_internal_link_leads_to_a_file_and_an_anchor_that_are_there(large: Path) -> None:
    root = large / "site"
    files = frozenset(_files(root))
    pages = sorted(file for file in files if file.endswith(".html"))
    (url,) = html.fromstring((root / "index.html").read_bytes()).xpath(
        "//link[@rel='canonical']/@href"
    )
    with ProcessPoolExecutor() as pool:
        seen = list(pool.map(partial(looked_at, root, str(url), files), pages, chunksize=64))
        wanted: dict[str, set[str]] = {}
        for file, anchor in set().union(*(elsewhere for _, _, elsewhere in seen)):
            wanted.setdefault(file, set()).add(anchor)
        absent = pool.map(partial(missing, root), sorted(wanted.items()), chunksize=64)
        problems = [line for _, found, _ in seen for line in found]
        problems += [line for found in absent for line in found]
    print(f"{len(pages)} pages, {sum(count for count, _, _ in seen)} links")  # noqa: T201 what the command tells
    assert len(pages) > sum(1 for _ in (large / "reports").glob("*/*/*/[0-9]*.yaml"))
    assert problems[:20] == []


def test_every_page_is_in_the_site_map(large: Path) -> None:
    root = large / "site"
    pages = {file for file in _files(root) if file.endswith("index.html")}
    listed = (root / "sitemap.xml").read_text(encoding="utf-8").count("<loc>")
    assert listed == len(pages)


def _files(root: Path) -> Iterator[str]:
    return (path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())
