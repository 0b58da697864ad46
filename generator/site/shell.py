"""The theme around a generated page, rendered by MkDocs once per depth; the pages are set into it.

MkDocs builds a few documents that hold marks where the pages differ. What it makes of them is cut at the
marks, so that a page is its pieces joined. All markup comes from the theme, that of headings and of the
table of contents too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from generator.render.markup import lean
from generator.render.page import Page
from generator.render.templating import HEADING
from generator.site.article import Heading, parts

DEEPEST = 8
"""Steps of the deepest address of a page."""
LISTED = 2
"""Headings down to this level stand in the table of contents (``toc_depth`` in mkdocs.yml)."""

_TITLE, _TOLD, _EDIT, _ANCHOR, _TEXT = (
    "gk0title0gk",
    "gk0told0gk",
    "https://gk0edit0gk.invalid/",
    "gk0anchor0gk",
    "gk0text0gk",
)
_LINES = re.compile(r"\s*\n\s*")
Kind = tuple[int, bool, bool]
"""Depth of the address, whether there is a table of contents, whether there is an edit link."""


def kinds() -> Iterator[Kind]:
    """Every kind of shell."""
    yield from product(range(1, DEEPEST + 1), (False, True), (False, True))


def address(kind: Kind) -> str:
    """Where the document of a shell stands: at the depth of the pages that are set into it."""
    depth, listed, edited = kind
    return "shell/" * (depth - 1) + f"shell-{int(listed)}{int(edited)}"


def documents() -> Iterator[tuple[str, str]]:
    """The Markdown files of the shells for MkDocs: path and text."""
    for kind in kinds():
        _, listed, edited = kind
        head = {"title": _TITLE, "kind": "shell", "description": _TOLD}
        if edited:
            head["edit"] = _EDIT
        front = "\n".join(f"{key}: {value}" for key, value in head.items())
        headings = [f"# {_TEXT} {{ #{_ANCHOR} }}"]
        if listed:
            headings.append(f"## {_TEXT} {{ #{_ANCHOR} }}")
        text = "\n\n".join([f"---\n{front}\n---", *headings])
        yield f"{address(kind)}.md", text + "\n"


@dataclass(frozen=True, slots=True)
class Shell:
    """Text of the page and names of what differs, in turns; the markup of a heading and of a listed one."""

    pieces: tuple[str, ...]
    heading: str
    item: str

    @classmethod
    def of(cls, html: str, kind: Kind, site_url: str) -> Shell:
        """The shell that MkDocs made of its document; ValueError where the theme has no place for a page."""
        html = _LINES.sub("\n", html).replace(">\n<", "><")
        start = html.index(f'<h1 id="{_ANCHOR}"')
        middle = html.index("</h1>", start) + len("</h1>")
        before, heading, after = (
            html[:start],
            html[start:middle],
            html[html.index("</article>", middle) :],
        )
        item = ""
        if kind[1]:
            at = before.index(f"#{_ANCHOR}", before.index("md-nav--secondary"))
            first = before.rindex("<li", 0, at)
            last = before.index("</li>", at) + len("</li>")
            item = before[first:last]
            before = f"{before[:first]}\0listed\0{before[last:]}"
        text = f"{before}\0article\0\n{after}"
        for mark, named in (
            (f"{site_url.rstrip('/')}/{address(kind)}/", "\0address\0"),
            (_TITLE, "\0title\0"),
            (_TOLD, "\0description\0"),
            (_EDIT, "\0edit\0"),
            (f"#{_ANCHOR}", "#title"),
        ):
            text = text.replace(mark, named)
        return cls(tuple(lean(text).split("\0")), lean(heading), lean(item))

    def set(self, page: Page, site_url: str) -> str:
        """The page in this shell, as HTML."""
        article: list[str] = []
        listed: list[str] = []
        for part in parts(page.body):
            if isinstance(part, str):
                article.append(part)
                continue
            article.append(_filled(self.heading, part).replace("h1", f"h{part.level}"))
            if part.level == LISTED:
                listed.append(_filled(self.item, part))
        values = {
            "article": "\n".join(article),
            "listed": "\n".join(listed),
            "address": f"{site_url.rstrip('/')}/{page.address}/",
            "title": page.meta["title"],
            "description": page.meta["description"],
            "edit": page.meta.get("edit", ""),
        }
        return "".join(
            values[piece] if index % 2 else piece for index, piece in enumerate(self.pieces)
        )


def _filled(template: str, heading: Heading) -> str:
    return template.replace(_ANCHOR, heading.anchor).replace(_TEXT, heading.html)


def kind_of(page: Page) -> Kind:
    """The shell that a page is set into."""
    listed = f"{HEADING}{'#' * LISTED} " in page.body
    return page.address.count("/") + 1, listed, bool(page.meta.get("edit"))
