"""The rows and columns of both forms, the main figures, and the indicators, with all their names."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache

from generator.derive.history import FIGURES
from generator.derive.indicators import GROUPS, INDICATORS
from generator.derive.measures import FEWEST
from generator.derive.traps import TRAPS
from generator.export.values import Json, of_label
from generator.model.cells import MARKS
from generator.model.forms import (
    APPLICANTS,
    FORMS,
    LAYOUTS,
    RESULTS,
    REVIEW,
    SECTIONS,
    Column,
    Group,
    Label,
    Row,
)

_TABLES = ("proactive", "requests", "review")


def layout_key(form: str, *, divided: bool) -> str:
    """How a layout is named: the form, and whether its 其他处理 stands in three rows."""
    return f"{form}/{'divided' if divided else 'undivided'}"


def forms() -> Json:
    """The content of ``forms.json``.

    ``rows`` has every row of every layout once, in printed order; ``forms`` of a row names its label and
    the list of its columns (in ``columns``) in each form that has it.
    """
    return {
        "marks": sorted(MARKS),
        "forms": {
            key: {
                "notice": form.notice,
                "first_year": form.first_year,
                "last_year": form.last_year,
                "divided": form.divided,
            }
            for key, form in FORMS.items()
        },
        "tables": {s.key: of_label(s.label) for s in SECTIONS if s.key in _TABLES},
        "columns": dict(_columns()),
        "rows": [*_proactive(), *_requests(), *_review()],
        "figures": [
            {
                "key": figure.key,
                "table": table,
                "label": of_label(figure.label),
                "cells": {
                    layout_key(form, divided=divided): list(addresses)
                    for (form, divided), addresses in figure.addresses.items()
                },
            }
            for table, figures in FIGURES.items()
            for figure in figures
        ],
    }


def indicators() -> Json:
    """The content of ``indicators.json``."""
    return {
        "fewest": FEWEST,
        "groups": [{"key": group.key, "label": of_label(group.label)} for group in GROUPS],
        "traps": {
            key: {"label": of_label(trap.label), "text": of_label(trap.text)}
            for key, trap in TRAPS.items()
        },
        "indicators": [
            {
                "key": indicator.key,
                "group": indicator.group.key,
                "label": of_label(indicator.label),
                "definition": of_label(indicator.definition),
                "formula": of_label(indicator.formula),
                "unit": of_label(indicator.unit),
                "traps": [trap.key for trap in indicator.traps],
            }
            for indicator in INDICATORS
        ],
    }


@cache
def rows_of(form: str) -> Mapping[str, tuple[str, ...]]:
    """The columns of every row of a form by the address of the row."""
    found: dict[str, list[str]] = {}
    for divided in (False, True):
        for address in LAYOUTS[form, divided].addresses:
            row, _, column = address.rpartition(".")
            columns = found.setdefault(row, [])
            if column not in columns:
                columns.append(column)
    return {row: tuple(columns) for row, columns in found.items()}


@cache
def all_addresses() -> tuple[str, ...]:
    """The address of every cell that a form has, in printed order."""
    return tuple(
        dict.fromkeys(
            f"{row['row']}.{column}"
            for row in (*_proactive(), *_requests(), *_review())
            for form in FORMS
            for column in rows_of(form).get(str(row["row"]), ())
        )
    )


def _columns() -> Iterator[tuple[str, list[Json]]]:
    def named(columns: tuple[Column, ...]) -> list[Json]:
        return [{"key": column.key, **of_label(column.label)} for column in columns]

    yield "applicants", named(APPLICANTS)
    yield "results", named(RESULTS)
    for key, form in FORMS.items():
        for article in form.articles:
            yield f"{key}.{article.key}", named(article.columns)


def _proactive() -> Iterator[Json]:
    found: dict[tuple[str, str], tuple[Label, dict[str, Json]]] = {}
    for key, form in FORMS.items():
        for article in form.articles:
            for row in article.rows:
                _, of_forms = found.setdefault((article.key, row.key), (article.label, {}))
                of_forms[key] = {**of_label(row.label), "columns": f"{key}.{article.key}"}
    for (_, row_key), (group, of_forms) in sorted(found.items(), key=lambda item: item[0][0]):
        yield {
            "row": f"proactive.{row_key}",
            "table": "proactive",
            "groups": [of_label(group)],
            "forms": of_forms,
        }


def _requests() -> Iterator[Json]:
    """The rows of both layouts; one that only one of them has says which by ``divided``."""
    merged = _rows(LAYOUTS["2021", True].requests, ())
    whole = _rows(LAYOUTS["2021", False].requests, ())
    known = {row.key for row, _ in whole}
    for row, groups in merged:
        if row.key == "other_outcome.not_corrected":
            undivided = next(found for found in whole if found[0].key == "other_outcome")
            yield _request(*undivided, divided=False)
        yield _request(row, groups, divided=None if row.key in known else True)


def _rows(
    items: tuple[Row | Group, ...], groups: tuple[Label, ...]
) -> list[tuple[Row, tuple[Label, ...]]]:
    found: list[tuple[Row, tuple[Label, ...]]] = []
    for item in items:
        if isinstance(item, Group):
            found += _rows(item.children, (*groups, item.label))
        else:
            found.append((item, groups))
    return found


def _request(row: Row, groups: tuple[Label, ...], *, divided: bool | None) -> Json:
    found: Json = {
        "row": f"requests.{row.key}",
        "table": "requests",
        "groups": [of_label(group) for group in groups],
        "forms": {key: {**of_label(row.label), "columns": "applicants"} for key in FORMS},
    }
    return found if divided is None else {**found, "divided": divided}


def _review() -> Iterator[Json]:
    for row in REVIEW:
        yield {
            "row": f"review.{row.key}",
            "table": "review",
            "groups": [],
            "forms": {key: {**of_label(row.label), "columns": "results"} for key in FORMS},
        }
