"""The links of a page, and what is wrong with those inside a site."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from urllib.parse import unquote, urldefrag, urljoin, urlsplit

from lxml import etree, html


def ids(page: html.HtmlElement) -> list[str]:
    """Every anchor of a page, one that occurs twice twice."""
    return [str(value) for value in page.xpath("//@id | //a/@name")]


def links(page: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Relation and address of everything a page refers to."""
    for element in page.iter(etree.Element):
        for name in ("href", "src", "action"):
            if (address := element.get(name)) is not None:
                yield element.get("rel") or "", address.strip()


def is_internal(address: str) -> bool:
    """Whether an address names no host."""
    parts = urlsplit(address)
    return not parts.scheme and not parts.netloc


def target(url: str, page: str, address: str) -> tuple[str, str]:
    """The file that an internal link of a page leads to, and the anchor in it ("" for none).

    ValueError where it leaves the site at ``url``.
    """
    whole, fragment = urldefrag(urljoin(urljoin(url, page.removesuffix("index.html")), address))
    if not whole.startswith(url):
        raise ValueError(f"{page}: {address} leaves the site")
    path = unquote(urlsplit(whole.removeprefix(url)).path)
    file = f"{path}index.html" if path == "" or path.endswith("/") else path
    return file, unquote(fragment)


def problem(
    url: str,
    page: str,
    address: str,
    files: Collection[str],
    anchors: Mapping[str, Collection[str]],
) -> str | None:
    """What is wrong with an internal link of a page; ``anchors`` are those of each page of the site."""
    try:
        file, anchor = target(url, page, address)
    except ValueError as error:
        return str(error)
    if file not in files:
        return f"{page}: {address} leads to {file}, which is not there"
    if anchor and anchor not in (*anchors.get(file, ()), "__search"):
        return f"{page}: {address} leads to an anchor that {file} does not have"
    return None
