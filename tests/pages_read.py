"""Reads the statutory tables of a built page back, as a reader of the page would."""

from __future__ import annotations

from pathlib import Path

from lxml import html

from generator.model.cells import BLANK, MISSING, Cell, Kind

_KINDS = {"n": Kind.NUMBER, "z": Kind.NUMBER, "m": Kind.MARK, "t": Kind.TEXT}


def grid(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The table as a rectangle in which a merged cell stands at each place that it covers."""
    rows = table.xpath(".//tr")
    places: dict[tuple[int, int], html.HtmlElement] = {}
    for line, row in enumerate(rows):
        column = 0
        for cell in row.xpath("./th|./td"):
            while (line, column) in places:
                column += 1
            for down in range(int(cell.get("rowspan", 1))):
                for right in range(int(cell.get("colspan", 1))):
                    assert (line + down, column + right) not in places
                    places[line + down, column + right] = cell
    width = max(column for _, column in places) + 1
    return [[places[line, column] for column in range(width)] for line in range(len(rows))]


def cell_of(element: html.HtmlElement) -> Cell:
    """What a cell of figures shows."""
    kind = element.get("class", "n").split()[0]  # a zero has none
    if kind == "b":
        return BLANK
    if kind == "q":
        return MISSING
    return Cell(_KINDS[kind], element.text_content())


def document(page: Path) -> html.HtmlElement:
    """The page as a tree."""
    return html.fromstring(page.read_text(encoding="utf-8"))


def tables(page: html.HtmlElement) -> dict[str, html.HtmlElement]:
    """The statutory tables of a report page by the key of their section."""
    found = {}
    for key in ("proactive", "requests", "review"):
        [found[key]] = page.xpath(f"//div[contains(@class, 'gk-{key}')]/table")
    return found
