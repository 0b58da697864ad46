"""HTML as rows: tables with their spans as grids, all the rest as lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from itertools import islice

from lxml import etree, html

from generator.importer.furniture import bare_day, is_organisation, published_in
from generator.importer.headings import heading_in
from generator.importer.read_text import read_text
from generator.importer.repair import Repairs
from generator.importer.stream import Content, Piece, Place, RefusedError, Row

_SKIPPED = frozenset(
    (
        "script",
        "style",
        "noscript",
        "template",
        "head",
        "select",
        "button",
        "iframe",
        "svg",
        "object",
        "nav",
        "footer",
        "textarea",
        "title",
    )
)
_BLOCKS = frozenset(
    (
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "br",
        "center",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figure",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "main",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
        "ucapcontent",
    )
)
_HIDDEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.0-9])", re.IGNORECASE
)
_STRUCK = re.compile(r"line-through|vertical-align\s*:\s*su(?:per|b)", re.IGNORECASE)
_APART = frozenset(("sup", "sub", "del", "s", "strike", "rt", "rp"))
_NO_TEXT = frozenset(("img", "input", "select", "textarea", "object", "canvas", "embed"))
_UNREADABLE = "\ufffd"  # stands for what is seen in a cell and is no text
_MOST_SPAN = 60
_MOST_CELLS = 20_000
_MOST_INSIDE = 12  # elements inside one that may be a heading
_PUBLISHED_META = (
    "pubdate",
    "publishdate",
    "publication_date",
    "article:published_time",
    "pubtime",
)
_TITLE_META = ("articletitle", "article:title")


def read_html(text: str) -> Content:
    """The rows of a web page up to the end of the article that holds the sections."""
    repairs = Repairs(text)
    parser = html.HTMLParser(remove_comments=True, remove_pis=True, encoding="utf-8")
    cleaned = re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\x85]", " ", text)
    try:
        root = html.document_fromstring(cleaned.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError) as error:
        raise RefusedError(f"cannot be read as HTML: {error}") from error
    cut = re.search(r"</\s*[\w:]+\s*>\s*$", text) is None  # whole pages end with a closing tag
    walker = _Walker(repairs, _article(root))
    walker.walk(root)
    rows = _before_end(walker.rows, walker.ends)
    if cut and rows:
        rows = [*rows[:-1], _as_cut(rows[-1])]
    published, title = _metadata(root)
    content = Content("html", tuple(rows), (), published, title, dict(repairs.done))
    if not any(row.cells for row in rows) and any("|" in r.text or "\t" in r.text for r in rows):
        # A page that shows its tables as text.
        plain = read_text("\n".join(row.pieces[0].text for row in rows) + "\n", "html")
        return Content("html", plain.rows, (), published, title, dict(repairs.done))
    return content


def _as_cut(row: Row) -> Row:
    *before, last = row.pieces
    piece = Piece(last.text, last.place, last.column, last.span, cut=True)
    return Row((*before, piece), row.identity, row.cells, row.stream, row.starts)


def _before_end(rows: list[Row], ends: int | None) -> list[Row]:
    """The rows of the article, and what looks like its signature right below."""
    if ends is None:
        return rows
    after = [
        row
        for row in rows[ends : ends + 4]
        if bare_day(row.text) is not None or is_organisation(row.text)
    ]
    return [*rows[:ends], *after]


def _article(root: html.HtmlElement) -> html.HtmlElement | None:
    """The smallest element with all the headings of sections that the page has."""
    holders: list[html.HtmlElement] = []
    for element in root.iter("p", "h1", "h2", "h3", "h4", "h5", "div", "td", "strong", "span", "b"):
        if sum(1 for _ in islice(element.iter(), _MOST_INSIDE + 1)) > _MOST_INSIDE:
            continue
        text = (element.text_content() or "").strip()
        if 4 <= len(text) <= 60 and heading_in(0, text) is not None:
            holders.append(element)
        if len(holders) > 60:
            break
    if (
        len(
            {
                heading.section
                for e in holders
                if (heading := heading_in(0, e.text_content().strip()))
            }
        )
        < 3
    ):
        return None
    common = [holders[0], *holders[0].iterancestors()]
    for other in holders[1:]:
        above = {id(element) for element in (other, *other.iterancestors())}
        common = [element for element in common if id(element) in above]
    return common[0] if common else None


def _metadata(root: html.HtmlElement) -> tuple[date | None, str | None]:
    published, title = None, None
    for meta in root.iter("meta"):
        name = (meta.get("name") or meta.get("property") or "").strip().lower()
        content = (meta.get("content") or "").strip()
        if name in _PUBLISHED_META and published is None and content:
            published = published_in(f"发布日期：{content}") or bare_day(content)
        elif name in _TITLE_META and content:
            title = content
    if title is None:
        found = root.find(".//title")
        title = found.text_content().strip() if found is not None else None
    return published, title


class _Walker:
    """Walks the tree and makes rows."""

    def __init__(self, repairs: Repairs, article: html.HtmlElement | None) -> None:
        self.rows: list[Row] = []
        self.ends: int | None = None
        self._article = article
        self._repair = repairs
        self._buffer: list[str] = []
        self._line = 1
        self._cells = 0

    def _flush(self) -> None:
        text = "".join(self._buffer)
        self._buffer = []
        blank = not text.strip(" \t\n\r\f\v")
        if blank:
            return
        line = self._repair(re.sub(r"[ \t\n\r\f\v]+", " ", text))
        piece = Piece(line.strip(), Place(self._line))
        self.rows.append(Row((piece,), self._identity()))

    def _identity(self) -> int:
        return len(self.rows) + 1

    def walk(self, element: html.HtmlElement) -> None:
        """Make the rows of an element and all below it."""
        tag = element.tag if isinstance(element.tag, str) else ""
        if tag in _SKIPPED or not tag or _hidden(element):
            return
        if tag in _BLOCKS:
            self._flush()
        if tag == "table" and _is_grid(element):
            self._grid(element)
        elif tag == "pre":
            self._flush()
            for line in element.text_content().splitlines():
                piece = Piece(self._repair(line), Place(element.sourceline or self._line))
                self.rows.append(Row((piece,), self._identity()))
        else:
            self._line = element.sourceline or self._line
            self._buffer.append(element.text or "")
            for child in element:
                self.walk(child)
                self._buffer.append(child.tail or "")
        if tag in _BLOCKS:
            self._flush()
        if element is self._article:
            self._flush()
            self.ends = len(self.rows)

    def _grid(self, table: html.HtmlElement) -> None:
        taken: dict[int, int] = {}  # column: rows for which a cell from above still stands there
        for row in (row for row in table.iter("tr") if not _hidden(row)):
            pieces: list[Piece] = []
            column = 0
            for cell in row:
                if cell.tag not in ("td", "th"):
                    continue
                while taken.get(column, 0) > 0:
                    column += 1
                width, height = _span(cell, "colspan"), _span(cell, "rowspan")
                text = self._repair(_cell_text(cell)).strip()
                place = Place(cell.sourceline or row.sourceline or self._line)
                pieces.append(Piece(text, place, column, width))
                for covered in range(column, column + width):
                    taken[covered] = height
                column += width
                self._cells += 1
                if self._cells > _MOST_CELLS:
                    raise RefusedError("too large: found a table with too many cells")
            taken = {key: left - 1 for key, left in taken.items() if left > 1}
            if not pieces:
                continue
            filled = [piece for piece in pieces if piece.text]
            if len(filled) == 1 and len(filled[0].text) > 60:
                cell = [c for c in row if c.tag in ("td", "th")][pieces.index(filled[0])]
                self.walk_inside(cell)
                continue
            self.rows.append(Row(tuple(pieces), self._identity(), cells=True))

    def walk_inside(self, cell: html.HtmlElement) -> None:
        """Make lines of a cell that holds prose."""
        self._line = cell.sourceline or self._line
        self._buffer.append(cell.text or "")
        for child in cell:
            self.walk(child)
            self._buffer.append(child.tail or "")
        self._flush()


def _is_grid(table: html.HtmlElement) -> bool:
    """Whether a table holds cells, and no other table or only one cell a row with prose."""
    if table.find(".//table") is not None:
        return False
    rows = [[cell for cell in row if cell.tag in ("td", "th")] for row in table.iter("tr")]
    if not any(len(cells) > 1 for cells in rows):
        return False
    longest = max(len(cell.text_content()) for cells in rows for cell in cells)
    return longest < 1500 or len(rows) > 6


def _span(cell: html.HtmlElement, name: str) -> int:
    found = re.match(r"\s*([0-9]{1,3})", cell.get(name) or "")
    return min(max(int(found[1]), 1), _MOST_SPAN) if found else 1


def _cell_text(cell: html.HtmlElement) -> str:
    text = "".join(_parts(cell))
    if not text.strip() and any(inside.tag in _NO_TEXT for inside in cell.iter()):
        return _UNREADABLE
    return text


def _hidden(element: html.HtmlElement) -> bool:
    return (
        element.get("hidden") is not None or _HIDDEN.search(element.get("style") or "") is not None
    )


def _stands_apart(element: html.HtmlElement) -> bool:
    """Whether text is raised, lowered or struck out, so that it is no part of a figure beside it."""
    return element.tag in _APART or _STRUCK.search(element.get("style") or "") is not None


def _parts(element: html.HtmlElement) -> Iterator[str]:
    if element.tag in _SKIPPED or _hidden(element):
        return
    yield re.sub(r"\s+", " ", element.text or "")
    for child in element:
        if isinstance(child.tag, str):
            around = "\n" if child.tag in _BLOCKS else " " if _stands_apart(child) else ""
            yield around
            yield from _parts(child)
            yield around
        yield re.sub(r"\s+", " ", child.tail or "")
