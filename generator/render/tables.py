"""The three statutory tables laid out as the official forms print them, cell by cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

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
    Layout,
    Row,
    rows_in,
)


@dataclass(frozen=True, slots=True)
class Head:
    """A header cell; ``printed`` is the label of the source where it differs from the form."""

    label: Label
    scope: str
    columns: int = 1
    rows: int = 1
    printed: str | None = None
    anchor: str = ""
    address: str = ""
    upright: bool = False
    """Whether it stands upright where the page is narrow."""


@dataclass(frozen=True, slots=True)
class Figure:
    """The place of a cell of figures."""

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


@dataclass(frozen=True, slots=True)
class _Form:
    """A layout with the labels that a report prints otherwise."""

    layout: Layout
    labels: Mapping[str, str]


def tables(layout: Layout, labels: Mapping[str, str]) -> tuple[Table, ...]:
    """The tables of a report of this layout in printed order; ``labels`` are those printed otherwise."""
    form = _Form(layout, labels)
    made = (_proactive(form), _requests(form), _review(form))
    return tuple(replace(table, variants=_variants(form, table.key)) for table in made)


def _variants(form: _Form, key: str) -> tuple[tuple[str, Label], ...]:
    labels = form.layout.labels
    found = {
        (printed, labels[address])
        for address, printed in form.labels.items()
        if address.startswith(f"{key}.") and address in labels
    }
    return tuple(sorted(found, key=lambda variant: variant[0]))


def _head(
    form: _Form,
    address: str,
    label: Label,
    scope: str,
    *,
    columns: int = 1,
    rows: int = 1,
    anchored: bool = False,
    upright: bool = False,
) -> Head:
    anchor = address if anchored else ""
    return Head(label, scope, columns, rows, form.labels.get(address), anchor, address, upright)


def _proactive(form: _Form) -> Table:
    width = 1 + max(len(article.columns) for article in form.layout.articles)
    bodies = tuple(_article(form, article, width) for article in form.layout.articles)
    caption = Label("主动公开政府信息情况", "Proactive disclosure of government information")
    return Table("proactive", caption, (), bodies)


def _article(form: _Form, article: Article, width: int) -> tuple[Line, ...]:
    place = f"proactive.{article.key}"
    last = width - len(article.columns)  # the last column takes what the widest item leaves over

    def span(column: Column) -> int:
        return last if column is article.columns[-1] else 1

    title = _head(form, place, article.label, "rowgroup", columns=width)
    heads = (
        _head(form, f"{place}.content", ROW_HEAD, "col"),
        *(
            _head(
                form,
                f"{place}.{column.key}",
                column.label,
                "col",
                columns=span(column),
            )
            for column in article.columns
        ),
    )
    lines = [Line((title,), place), Line(heads)]
    for row in article.rows:
        anchor = f"proactive.{row.key}"
        figures = (Figure(f"{anchor}.{c.key}", span(c)) for c in article.columns)
        lines.append(Line((_head(form, anchor, row.label, "row"), *figures), anchor))
    return tuple(lines)


_LABEL_COLUMNS = 3


def _requests(form: _Form) -> Table:
    def column(key: str, label: Label, scope: str, columns: int, rows: int) -> Head:
        address = f"requests.column.{key}"
        return _head(form, address, label, scope, columns=columns, rows=rows, upright=columns == 1)

    first, *organisations, last = APPLICANTS
    relation = _head(
        form,
        "requests.relation",
        RELATION,
        "col",
        columns=_LABEL_COLUMNS,
        rows=3,
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
    for item in form.layout.requests:
        _add(form, item, 0, (), lines)
    caption = Label("收到和处理政府信息公开申请情况", "Requests received and handled")
    return Table("requests", caption, head, (tuple(lines),))


def _add(
    form: _Form, item: Row | Group, depth: int, before: tuple[Head, ...], lines: list[Line]
) -> None:
    """Add the lines of a row or group; ``before`` are the merged cells that open on its first line."""
    anchor = f"requests.{item.key}"
    if isinstance(item, Group):
        count = len(list(rows_in(item.children)))
        group = _head(form, anchor, item.label, "rowgroup", rows=count, anchored=True, upright=True)
        opening = (*before, group)
        for child in item.children:
            _add(form, child, depth + 1, opening, lines)
            opening = ()
        return
    span = _LABEL_COLUMNS - depth
    label = _head(form, anchor, item.label, "row", columns=span)
    figures = (Figure(f"{anchor}.{c.key}") for c in APPLICANTS)
    lines.append(Line((*before, label, *figures), anchor))


def _review(form: _Form) -> Table:
    def head(key: str, label: Label, scope: str, columns: int, *, anchored: bool) -> Head:
        address = f"review.{key}"
        upright = columns == 1
        return _head(
            form, address, label, scope, columns=columns, anchored=anchored, upright=upright
        )

    first, *suits = REVIEW
    width = len(RESULTS)
    results = [head(f"column.{c.key}", c.label, "col", 1, anchored=False) for c in RESULTS]
    lines = (
        Line(
            (
                head(first.key, first.label, "colgroup", width, anchored=True),
                head("litigation", LITIGATION_HEAD, "colgroup", width * len(suits), anchored=False),
            )
        ),
        Line(
            (
                *(replace(result, rows=2) for result in results),
                *(head(s.key, s.label, "colgroup", width, anchored=True) for s in suits),
            )
        ),
        Line(tuple(results * len(suits))),
    )
    figures = tuple(Figure(f"review.{row.key}.{c.key}") for row in REVIEW for c in RESULTS)
    caption = Label(
        "政府信息公开行政复议、行政诉讼情况", "Administrative reconsideration and litigation"
    )
    return Table("review", caption, lines, ((Line(figures, "review.results"),),))
