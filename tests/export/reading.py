"""Reads the files of the API as a stranger would: by their description alone."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from generator.derive.catalogue import catalogue
from generator.export.files import ROOT, body_file, files, table_files
from generator.model.cells import BLANK, MISSING, Cell, Kind
from tests.conftest import judged

_NUMBER = re.compile(r"-?(0|[1-9][0-9]*)(\.[0-9]+)?")


def made(reports: Path) -> dict[str, bytes]:
    """The files of an archive by their path below the root of the API."""
    archive, findings = judged(reports)
    found = catalogue(archive)
    bodies = (body_file(e, findings, synthetic=archive.synthetic) for e in archive.entries)
    tables = (file for code in found.by_prefecture for file in table_files(found, code))
    return {path.removeprefix(f"{ROOT}/"): data for path, data in (*files(found), *tables, *bodies)}


def cell(value: int | str | None, marks: list[str]) -> Cell:
    """A cell from its notation."""
    if value is None:
        return BLANK
    if value == "?":
        return MISSING
    if isinstance(value, int) or _NUMBER.fullmatch(value):
        return Cell(Kind.NUMBER, str(value))
    return Cell(Kind.MARK if value in marks else Kind.TEXT, value)


def cells(report: Mapping[str, Any], forms: Mapping[str, Any]) -> dict[str, Cell]:
    """The cells of a report of the API by address."""
    found = {}
    for row in forms["rows"]:
        of_form = row["forms"].get(report["form"])
        if of_form is None or row.get("divided", report["divided"]) != report["divided"]:
            assert of_form is not None or row["row"] not in report["cells"]
            continue
        columns = [column["key"] for column in forms["columns"][of_form["columns"]]]
        values = report["cells"][row["row"]]
        for column, value in zip(columns, values, strict=True):
            found[f"{row['row']}.{column}"] = cell(value, forms["marks"])
    return found


def load(data: bytes) -> Any:
    """A file of JSON."""
    return json.loads(data)
