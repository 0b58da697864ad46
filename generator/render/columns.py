"""The columns of every row of the tables in one small file, for the script that names one cell of a row."""

from __future__ import annotations

import json

from generator.model.forms import APPLICANTS, FORMS, RESULTS, Column

COLUMNS = "assets/columns.json"


def columns() -> str:
    """By form, then by row or else by table: key and both names of each column in the order of the cells."""

    def named(found: tuple[Column, ...]) -> list[tuple[str, str, str]]:
        return [(column.key, column.label.zh, column.label.en) for column in found]

    by_form = {
        key: {
            "requests": named(APPLICANTS),
            "review": named(RESULTS),
            **{
                f"proactive.{row.key}": named(article.columns)
                for article in form.articles
                for row in article.rows
            },
        }
        for key, form in FORMS.items()
    }
    return json.dumps(by_form, ensure_ascii=False, separators=(",", ":"))
