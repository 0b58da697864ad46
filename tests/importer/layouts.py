"""Writes a report in every layout that the importer reads: the other way round, for tests."""

from __future__ import annotations

import html
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import docx
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from generator.model.forms import APPLICANTS, RELATION, RESULTS, REVIEW, Group, Row
from generator.model.report import Report


@dataclass(frozen=True)
class Box:
    """One cell of a printed table with its spans; ``value`` says that it holds a figure."""

    text: str
    wide: int = 1
    high: int = 1
    value: bool = False


Table = list[list[Box]]
Layouts = dict[str, Callable[[Report], str | bytes]]


def _label(report: Report, address: str) -> str:
    return report.labels.get(address, report.layout.labels[address].zh)


def _value(report: Report, address: str) -> Box:
    return Box(report.cells[address].printed, value=True)


def proactive(report: Report) -> Table:
    """Section 2: four columns, an article's heading over all of them."""
    table: Table = []
    for article in report.layout.articles:
        heads = len(article.columns)
        table.append([Box(_label(report, f"proactive.{article.key}"), 4)])
        columns = [
            Box(_label(report, f"proactive.{article.key}.{column.key}"), 3 if heads == 1 else 1)
            for column in article.columns
        ]
        table.append([Box("信息内容"), *columns])
        for row in article.rows:
            values = [_value(report, f"proactive.{row.key}.{c.key}") for c in article.columns]
            if heads == 1:
                values = [Box(values[0].text, 3, value=True)]
            table.append([Box(_label(report, f"proactive.{row.key}")), *values])
    return table


def requests(report: Report) -> Table:
    """Section 3: three columns of labels, seven of figures."""
    table: Table = [
        [Box(RELATION.zh, 3, 3), Box("申请人情况", 7)],
        [Box("自然人", high=2), Box("法人或其他组织", 5), Box("总计", high=2)],
        [Box(column.label.zh) for column in APPLICANTS[1:6]],
    ]

    def count(item: Row | Group) -> int:
        return sum(map(count, item.children)) if isinstance(item, Group) else 1

    def add(item: Row | Group, before: list[Box], depth: int) -> None:
        if isinstance(item, Group):
            lead = [*before, Box(_label(report, f"requests.{item.key}"), 1, count(item))]
            for child in item.children:
                add(child, lead, depth + 1)
                lead = []
            return
        cells = [_value(report, f"requests.{item.key}.{column.key}") for column in APPLICANTS]
        table.append([*before, Box(_label(report, f"requests.{item.key}"), 3 - depth), *cells])

    for item in report.layout.requests:
        add(item, [], 0)
    return table


def review(report: Report) -> Table:
    """Section 4: fifteen figures in one row."""
    results = [Box(column.label.zh) for column in RESULTS]
    return [
        [Box("行政复议", 5), Box("行政诉讼", 10)],
        [
            *(Box(box.text, high=2) for box in results),
            Box("未经复议直接起诉", 5),
            Box("复议后起诉", 5),
        ],
        [*results, *results],
        [_value(report, f"review.{row.key}.{column.key}") for row in REVIEW for column in RESULTS],
    ]


def _document(report: Report, table_text: Callable[[Table], list[str]]) -> str:
    lines = [report.title, ""]
    for paragraph in report.preface.paragraphs:
        lines += [paragraph, ""]
    tables = {"proactive": proactive, "requests": requests, "review": review}
    for section in report.sections or ():
        lines += [section.heading, ""]
        for paragraph in section.prose.paragraphs:
            lines += [paragraph, ""]
        if section.key in tables:
            lines += [*table_text(tables[section.key](report)), ""]
    if report.signature:
        lines += [report.signature, ""]
    if report.signed:
        lines += [f"{report.signed.year}年{report.signed.month}月{report.signed.day}日", ""]
    return "\n".join(lines) + "\n"


def _texts(row: Sequence[Box]) -> list[str]:
    return [box.text for box in row]


def _padded(table: Table) -> list[list[str]]:
    """Every row with all its columns: what a merged cell covers is blank."""
    taken: dict[int, int] = {}
    rows = []
    for row in table:
        cells: dict[int, str] = {}
        column = 0
        for box in row:
            while taken.get(column, 0):
                column += 1
            cells[column] = box.text
            for covered in range(column, column + box.wide):
                taken[covered] = box.high
            column += box.wide
        width = max([*cells, *taken]) + 1
        rows.append([cells.get(number, "") for number in range(width)])
        taken = {key: left - 1 for key, left in taken.items() if left > 1}
    return rows


def pipes_padded(report: Report) -> str:
    """Every column between pipes."""
    return _document(report, lambda t: ["| " + " | ".join(row) + " |" for row in _padded(t)])


def pipes_ragged(report: Report) -> str:
    """Only the cells that there are, with pipes at the end as they come."""
    return _document(report, lambda t: [" | ".join(_texts(row)) + " |||" for row in t])


def pipes_unpadded(report: Report) -> str:
    """Only the cells that there are."""
    return _document(report, lambda t: [" | ".join(_texts(row)) for row in t])


def markdown(report: Report) -> str:
    """A Markdown table, broken by page breaks with separators of their own."""

    def text(table: Table) -> list[str]:
        rows = _padded(table)
        width = max(map(len, rows))
        separator = "|" + "---|" * width
        lines = []
        for number, row in enumerate(rows):
            lines.append("| " + " | ".join(row) + " |")
            if number == 0:
                lines.append(separator)
            elif number % 9 == 8 and number + 1 < len(rows):
                lines += ["", "|" + "   |" * width, separator]
        return lines

    return _document(report, text)


def pipe_a_line(report: Report) -> str:
    """Each cell and each pipe on a line of its own."""

    def text(table: Table) -> list[str]:
        lines = []
        for row in table:
            for cell in _texts(row):
                lines += [cell, "|"]
            lines.append("||")
        return lines

    return _document(report, text)


def cell_and_pipe_a_line(report: Report) -> str:
    """Each cell with its pipe on a line of its own."""

    def text(table: Table) -> list[str]:
        return [line for row in table for line in (*(f"{cell} |" for cell in _texts(row)), "|")]

    return _document(report, text)


def tsv(report: Report) -> str:
    """Tabs between cells, merged cells blank."""
    return _document(report, lambda t: ["\t".join(row) for row in _padded(t)])


def cell_a_line(report: Report) -> str:
    """Each cell in a paragraph of its own; a blank one is a non-breaking space."""
    return _document(
        report,
        lambda t: [line for row in t for cell in _texts(row) for line in (cell or "\u00a0", "")],
    )


def cell_a_line_dense(report: Report) -> str:
    """Each cell on a line of its own, without empty lines."""
    return _document(report, lambda t: [cell or "\u00a0" for row in t for cell in _texts(row)])


def tab_indented(report: Report) -> str:
    """What Word writes as text: a tab before each cell, an empty line after each row."""

    def text(table: Table) -> list[str]:
        return [
            line for row in _padded_left(table) for line in (*(f"\t{cell}" for cell in row), "")
        ]

    return _document(report, text)


def _padded_left(table: Table) -> list[list[str]]:
    """Rows with a blank for each cell that only goes on from above."""
    taken: dict[int, int] = {}
    rows = []
    for row in table:
        cells: list[str] = []
        column = 0
        boxes = list(row)
        while boxes or taken.get(column, 0):
            if taken.get(column, 0):
                cells.append("")
                column += 1
                continue
            box = boxes.pop(0)
            cells.append(box.text)
            if box.high > 1:
                taken[column] = box.high
            column += box.wide
        rows.append(cells)
        taken = {key: left - 1 for key, left in taken.items() if left > 1}
    return rows


def spaced(report: Report) -> str:
    """Columns set with spaces; a blank cell cannot be told there."""
    return _document(report, lambda t: ["    ".join(row).rstrip() for row in map(_texts, t)])


def run_together(report: Report) -> str:
    """Cells without anything between."""
    return _document(report, lambda t: ["".join(_texts(row)) for row in t])


def torn(report: Report) -> str:
    """Lines of a PDF: long labels over two lines with the figures between, or after the figures."""

    def text(table: Table) -> list[str]:
        lines = []
        for number, row in enumerate(table):
            labels = [box.text for box in row if not box.value]
            values = " ".join(box.text for box in row if box.value)
            if not values or not labels:
                lines += [" ".join(labels) or values]
            elif len(labels[-1]) > 14:
                cut = len(labels[-1]) // 2
                lines += [*labels[:-1], labels[-1][:cut], values, labels[-1][cut:]]
            elif number % 5 == 4 and len(values.split()) > 1:
                lines += [values, " ".join(labels)]
            else:
                lines += [*labels[:-1], f"{labels[-1]} {values}"]
        return lines

    return _document(report, text)


def web_page(report: Report) -> str:
    """A web page with spans, navigation before and furniture after."""
    return _page(report, lambda box: html.escape(box.text) or "&nbsp;")


def web_page_with_paragraphs(report: Report) -> str:
    """A web page as Word saves it: paragraphs in cells, labels broken by lines."""

    def inner(box: Box) -> str:
        text = html.escape(box.text)
        if not box.value and len(box.text) == 4:
            text = text[:2] + "<br/>" + text[2:]
        return f'<p style="margin:0"><span>{text}</span></p>' if text else "<p>&nbsp;</p>"

    return _page(report, inner)


def _page(report: Report, inner: Callable[[Box], str]) -> str:
    def table_html(table: Table) -> str:
        rows = [
            "".join(
                f'<td colspan="{box.wide}" rowspan="{box.high}">{inner(box)}</td>' for box in row
            )
            for row in table
        ]
        return "<table><tbody>" + "".join(f"<tr>{row}</tr>" for row in rows) + "</tbody></table>"

    tables = {"proactive": proactive, "requests": requests, "review": review}
    parts = [f"<h1>{html.escape(report.title)}</h1>"]
    parts += [f"<p>{html.escape(paragraph)}</p>" for paragraph in report.preface.paragraphs]
    for section in report.sections or ():
        parts.append(f"<p><strong>{html.escape(section.heading)}</strong></p>")
        parts += [f"<p>{html.escape(paragraph)}</p>" for paragraph in section.prose.paragraphs]
        if section.key in tables:
            parts.append(table_html(tables[section.key](report)))
    if report.signature:
        parts.append(f"<p>{html.escape(report.signature)}</p>")
    if report.signed:
        day = report.signed
        parts.append(f"<p>{day.year}年{day.month}月{day.day}日</p>")
    published = f"发布时间：{report.published}" if report.published else ""
    return (
        "<!DOCTYPE html><html><head><meta charset='utf-8'><title>网站</title></head><body>"
        "<div class='nav'><a>首页</a> &gt; <a>政务公开</a></div>"
        f"<div class='info'>{published} 浏览次数：12</div><div class='article'>{''.join(parts)}</div>"
        "<div>扫一扫在手机打开当前页</div><div>主办：某某网站 ICP备00000000号</div></body></html>"
    )


def word(report: Report) -> bytes:
    """A Word file with merged cells."""
    document = docx.Document()
    tables = {"proactive": proactive, "requests": requests, "review": review}
    body = document.element.body

    def add(xml: str) -> None:
        body.insert(len(body) - 1, parse_xml(xml))

    def paragraph(text: str) -> str:
        return f"<w:p {nsdecls('w')}><w:r><w:t>{html.escape(text)}</w:t></w:r></w:p>"

    add(paragraph(report.title))
    for text in report.preface.paragraphs:
        add(paragraph(text))
    for section in report.sections or ():
        for text in (section.heading, *section.prose.paragraphs):
            add(paragraph(text))
        if section.key in tables:
            add(_word_table(tables[section.key](report), paragraph))
    if report.signature:
        add(paragraph(report.signature))
    if report.signed:
        day = report.signed
        add(paragraph(f"{day.year}年{day.month}月{day.day}日"))
    held = io.BytesIO()
    document.save(held)
    return held.getvalue()


def _word_table(table: Table, paragraph: Callable[[str], str]) -> str:
    taken: dict[int, tuple[int, int]] = {}  # column: rows left, columns wide
    rows = []
    for row in table:
        cells: list[str] = []
        column = 0
        boxes = list(row)
        while boxes or taken.get(column, (0, 0))[0]:
            left, wide = taken.get(column, (0, 0))
            if left:
                merge, text = '<w:vMerge w:val="continue"/>', ""
            else:
                box = boxes.pop(0)
                wide, text = box.wide, box.text
                merge = '<w:vMerge w:val="restart"/>' if box.high > 1 else ""
                left = box.high
            taken[column] = (left - 1, wide)
            properties = f'<w:tcPr><w:gridSpan w:val="{wide}"/>{merge}</w:tcPr>'
            cells.append(f"<w:tc>{properties}{paragraph(text)}</w:tc>")
            column += wide
        rows.append(f"<w:tr>{''.join(cells)}</w:tr>")
    return f"<w:tbl {nsdecls('w')}>{''.join(rows)}</w:tbl>"


# Layouts that keep every blank cell apart, and those that only figures survive.
KEEPS_BLANKS: Layouts = {
    "pipes_padded": pipes_padded,
    "pipes_ragged": pipes_ragged,
    "pipes_unpadded": pipes_unpadded,
    "markdown": markdown,
    "tsv": tsv,
    "cell_a_line": cell_a_line,
    "cell_a_line_dense": cell_a_line_dense,
    "pipe_a_line": pipe_a_line,
    "cell_and_pipe_a_line": cell_and_pipe_a_line,
    "tab_indented": tab_indented,
    "web_page": web_page,
    "web_page_with_paragraphs": web_page_with_paragraphs,
    "word": word,
}
ONLY_FIGURES: Layouts = {
    "spaced": spaced,
    "torn": torn,
}
ONLY_SINGLE_DIGITS: Layouts = {"run_together": run_together}
