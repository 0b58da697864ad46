"""Every internal link of the built sites, fragments included."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import html

from tests.links import ids, is_internal, links, problem

OUR_OWN = frozenset({"canonical"})
"""Relations of a link that name the page by its full address."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site: its address, its files, and what stands in its pages."""

    url: str
    files: frozenset[str]
    ids: dict[str, list[str]] = field(default_factory=dict)
    links: dict[str, list[tuple[str, str]]] = field(default_factory=dict)
    """By page: the relation and the address of each link."""


@pytest.fixture(scope="module", params=["site_dir", "compared_site_dir", "live_site_dir"])
def site(request: pytest.FixtureRequest) -> Site:
    """The sites of the sample archive, of the same with neighbours, and of the live one."""
    return read(request.getfixturevalue(request.param))


def read(root: Path) -> Site:
    """Read every page of a site once."""
    files = frozenset(p.relative_to(root).as_posix() for p in root.rglob("*") if p.is_file())
    home = html.fromstring((root / "index.html").read_bytes())
    (url,) = home.xpath("//link[@rel='canonical']/@href")
    site = Site(str(url), files)
    for path in sorted(name for name in files if name.endswith(".html")):
        page = html.fromstring((root / path).read_bytes())
        site.ids[path] = ids(page)
        site.links[path] = list(links(page))
    return site


def test_every_internal_link_leads_to_a_file_and_an_anchor_that_are_there(site: Site) -> None:
    found = {
        problem(site.url, page, address, site.files, site.ids)
        for page, addresses in site.links.items()
        for _, address in addresses
        if is_internal(address)
    }
    assert sum(map(len, site.links.values())) > 1000
    assert sorted(line for line in found if line) == []


def test_no_id_occurs_twice_in_a_page(site: Site) -> None:
    twice = [
        f"{page}: {name}"
        for page, ids in site.ids.items()
        for name, count in Counter(ids).items()
        if count > 1
    ]
    assert twice == []


def test_a_page_names_its_own_site_only_as_its_canonical_address(site: Site) -> None:
    host = urlsplit(site.url).netloc
    found = [
        f"{page}: {address}"
        for page, addresses in site.links.items()
        for relation, address in addresses
        if urlsplit(address).netloc == host and relation not in OUR_OWN
    ]
    assert found == []


def test_no_link_runs_a_script(site: Site) -> None:
    allowed = "javascript:void(0)"  # of the theme's search dialog
    found = [
        f"{page}: {address}"
        for page, addresses in site.links.items()
        for _, address in addresses
        if urlsplit(address).scheme not in ("", "http", "https", "mailto") and address != allowed
    ]
    assert found == []
