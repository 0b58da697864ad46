"""The three statutory tables laid out as the official forms print them, cell by cell."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from generator.model.cells import Cell
from generator.model.forms import (
    APPLICANTS,
    APPLICANTS_HEAD,
    LITIGATION_HEAD,
    ORGANISATIONS_HEAD,
    RELATION,
    RESULTS,
    REVIEW,
    ROW_HEAD,
    Article,
    Column,
    Group,
    Label,
    Row,
    rows_in,
)
from generator.model.report import Report


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell; ``printed`` is the label of the source where it differs from the form."""

    label: Label
    scope: str
    columns: int = 1
    rows: int = 1
    printed: str | None = None
    role: str = ""
    anchor: str = ""
    address: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A cell of figures with its address."""

    cell: Cell
    address: str
    columns: int = 1


@dataclass(frozen=True, slots=True)
class Line:
    """A row of a table; ``anchor`` is empty for a row of headers."""

    cells: tuple[Head | Figure, ...]
    anchor: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table with its header lines and its bodies, each a run of lines that belong together."""

    key: str
    caption: Label
    head: tuple[Line, ...]
    bodies: tuple[tuple[Line, ...], ...]
    variants: tuple[tuple[str, Label], ...] = field(default=())
    """Labels printed otherwise than on the form, with the wording of the form."""


def tables(report: Report) -> dict[str, Table]:
    """The tables of a report by the key of their section."""
    made = (_proactive(report), _requests(report), _review(report))
    return {table.key: replace(table, variants=_variants(report, table.key)) for table in made}


def _variants(report: Report, key: str) -> tuple[tuple[str, Label], ...]:
    labels = report.layout.labels
    found = {
        (printed, labels[address])
        for address, printed in report.labels.items()
        if address.startswith(f"{key}.") and address in labels
    }
    return tuple(sorted(found, key=lambda variant: variant[0]))


def _head(
    report: Report,
    address: str,
    label: Label,
    scope: str,
    *,
    columns: int = 1,
    rows: int = 1,
    role: str,
) -> Head:
    anchor = address if role in ("group", "review") else ""
    return Head(label, scope, columns, rows, report.labels.get(address), role, anchor, address)


def _proactive(report: Report) -> Table:
    width = 1 + max(len(article.columns) for article in report.layout.articles)
    bodies = tuple(_article(report, article, width) for article in report.layout.articles)
    caption = Label("主动公开政府信息情况", "Proactive disclosure of government information")
    return Table("proactive", caption, (), bodies)


def _article(report: Report, article: Article, width: int) -> tuple[Line, ...]:
    place = f"proactive.{article.key}"
    last = width - len(article.columns)  # the last column takes what the widest item leaves over

    def span(column: Column) -> int:
        return last if column is article.columns[-1] else 1

    title = _head(report, place, article.label, "rowgroup", columns=width, role="article")
    heads = (
        _head(report, f"{place}.content", ROW_HEAD, "col", role="column"),
        *(
            _head(
                report,
                f"{place}.{column.key}",
                column.label,
                "col",
                columns=span(column),
                role="column",
            )
            for column in article.columns
        ),
    )
    lines = [Line((title,), place), Line(heads)]
    for row in article.rows:
        anchor = f"proactive.{row.key}"
        figures = (
            Figure(report.cells[f"{anchor}.{c.key}"], f"{anchor}.{c.key}", span(c))
            for c in article.columns
        )
        lines.append(Line((_head(report, anchor, row.label, "row", role="row"), *figures), anchor))
    return tuple(lines)


_LABEL_COLUMNS = 3


def _requests(report: Report) -> Table:
    def column(key: str, label: Label, scope: str, columns: int, rows: int) -> Head:
        address = f"requests.column.{key}"
        return _head(report, address, label, scope, columns=columns, rows=rows, role="column")

    first, *organisations, last = APPLICANTS
    relation = _head(
        report,
        "requests.relation",
        RELATION,
        "col",
        columns=_LABEL_COLUMNS,
        rows=3,
        role="relation",
    )
    head = (
        Line((relation, column("applicants", APPLICANTS_HEAD, "colgroup", len(APPLICANTS), 1))),
        Line(
            (
                column(first.key, first.label, "col", 1, 2),
                column("organisations", ORGANISATIONS_HEAD, "colgroup", len(organisations), 1),
                column(last.key, last.label, "col", 1, 2),
            )
        ),
        Line(tuple(column(c.key, c.label, "col", 1, 1) for c in organisations)),
    )
    lines: list[Line] = []
    for item in report.layout.requests:
        _add(report, item, 0, (), lines)
    caption = Label("收到和处理政府信息公开申请情况", "Requests received and handled")
    return Table("requests", caption, head, (tuple(lines),))


def _add(
    report: Report, item: Row | Group, depth: int, before: tuple[Head, ...], lines: list[Line]
) -> None:
    """Add the lines of a row or group; ``before`` are the merged cells that open on its first line."""
    anchor = f"requests.{item.key}"
    if isinstance(item, Group):
        count = len(list(rows_in(item.children)))
        group = _head(report, anchor, item.label, "rowgroup", rows=count, role="group")
        opening = (*before, group)
        for child in item.children:
            _add(report, child, depth + 1, opening, lines)
            opening = ()
        return
    span = _LABEL_COLUMNS - depth
    label = _head(report, anchor, item.label, "row", columns=span, role="row")
    figures = (Figure(report.cells[f"{anchor}.{c.key}"], f"{anchor}.{c.key}") for c in APPLICANTS)
    lines.append(Line((*before, label, *figures), anchor))


def _review(report: Report) -> Table:
    def head(key: str, label: Label, scope: str, columns: int, rows: int, role: str) -> Head:
        return _head(report, f"review.{key}", label, scope, columns=columns, rows=rows, role=role)

    first, *suits = REVIEW
    width = len(RESULTS)
    results = [head(f"column.{c.key}", c.label, "col", 1, 1, "column") for c in RESULTS]
    lines = (
        Line(
            (
                head(first.key, first.label, "colgroup", width, 1, "review"),
                head("litigation", LITIGATION_HEAD, "colgroup", width * len(suits), 1, "column"),
            )
        ),
        Line(
            (
                *(replace(result, rows=2) for result in results),
                *(head(s.key, s.label, "colgroup", width, 1, "review") for s in suits),
            )
        ),
        Line(tuple(results * len(suits))),
    )
    figures = tuple(
        Figure(report.cells[f"review.{row.key}.{c.key}"], f"review.{row.key}.{c.key}")
        for row in REVIEW
        for c in RESULTS
    )
    caption = Label(
        "政府信息公开行政复议、行政诉讼情况", "Administrative reconsideration and litigation"
    )
    return Table("review", caption, lines, ((Line(figures, "review.results"),),))
