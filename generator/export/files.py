"""Every file of the API with its bytes: what there is, the forms, the regions, the bodies, the years."""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Iterator
from functools import partial
from importlib.resources import files as resources

from generator.derive.catalogue import Catalogue, Listed
from generator.derive.findings import Findings
from generator.export.bodies import LISTED, body, listed
from generator.export.forms import forms, indicators
from generator.export.tables import table
from generator.export.values import Json, of_label
from generator.model.regions import Region
from generator.model.report import SYNTHETIC
from generator.store.archive import Entry

ROOT = "api/v1"
ADDRESSES = {
    "forms": "forms.json",
    "indicators": "indicators.json",
    "regions": "provinces/{province}/regions.json",
    "bodies": "provinces/{province}/bodies.json",
    "body": "bodies/{id}.json",
    "year": "years/{year}.json",
    "table": "years/{year}/{table}.csv",
    "schema": "schema/{kind}.json",
    "page": "../../{page}/",
    "finding": "../../{page}/#{anchor}",
    "data": "../../{data}",
}
"""Templates of addresses, relative to ``index.json``."""

_KINDS = ("index", "forms", "indicators", "regions", "bodies", "body", "year")


def body_file(entry: Entry, findings: Findings, *, synthetic: bool) -> tuple[str, bytes]:
    """Path and bytes of the file of a body."""
    name = f"bodies/{entry.body.value.id}.json"
    return _written(name, "body", body(entry, findings), synthetic=synthetic)


def _written(path: str, kind: str, content: Json, *, synthetic: bool) -> tuple[str, bytes]:
    schema = posixpath.relpath(f"schema/{kind}.json", posixpath.dirname(path) or ".")
    notice = {"notice": of_label(SYNTHETIC)} if synthetic else {}
    whole = {"$schema": schema, **notice, **content}
    text = json.dumps(whole, ensure_ascii=False, separators=(",", ":"))
    return f"{ROOT}/{path}", f"{text}\n".encode()


def files(catalogue: Catalogue) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of every file of the API but bodies and tables; the paths begin with ``ROOT``."""
    written = partial(_written, synthetic=catalogue.archive.synthetic)

    yield written("index.json", "index", _index(catalogue))
    yield written("forms.json", "forms", forms())
    yield written("indicators.json", "indicators", indicators())
    for province, entries in _by_province(catalogue).items():
        folder = f"provinces/{province}"
        yield written(f"{folder}/regions.json", "regions", _regions(catalogue, province))
        rows: Json = {"province": province, "columns": list(LISTED), "bodies": listed(entries)}
        yield written(f"{folder}/bodies.json", "bodies", rows)
    for year in catalogue.by_year:
        yield written(f"years/{year}.json", "year", _year(catalogue, year))
    for kind in _KINDS:
        schema = resources("generator.export") / "schema" / f"{kind}.json"
        yield f"{ROOT}/schema/{kind}.json", schema.read_bytes()


def table_files(catalogue: Catalogue, code: str) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the tables of a prefecture, one a year."""
    years: dict[int, list[Listed]] = {}
    for entry in catalogue.by_prefecture[code]:
        for document in entry.reports:
            years.setdefault(document.value.year, []).append(Listed(entry, document))
    for year, reports in years.items():
        yield f"{ROOT}/years/{year}/{code}.csv", table(reports).encode()


def _by_province(catalogue: Catalogue) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = {}
    for entry in catalogue.archive.entries:
        found.setdefault(entry.regions[0].code, []).append(entry)
    return found


def _counted(catalogue: Catalogue, region: Region) -> Json:
    summary = catalogue.summaries[region.code]
    return {
        "code": region.code,
        "name": region.name,
        "page": catalogue.regions.address(region.code),
        "bodies": summary.bodies,
        "reports": {str(year): count for year, count in sorted(summary.reports.items())},
    }


def _index(catalogue: Catalogue) -> Json:
    entries = catalogue.archive.entries
    return {
        "name": "政府信息公开年报档案 Gongkai",
        "version": 1,
        "licence": "CC0-1.0",
        "addresses": ADDRESSES,
        "counts": {
            "bodies": len(entries),
            "reports": sum(len(entry.reports) for entry in entries),
        },
        "years": {str(year): len(reports) for year, reports in sorted(catalogue.by_year.items())},
        "provinces": [_counted(catalogue, summary.region) for summary in catalogue.below(None)],
    }


def _regions(catalogue: Catalogue, province: str) -> Json:
    codes = sorted(code for code in catalogue.summaries if code.startswith(province))
    regions = [catalogue.regions[code] for code in codes]
    return {
        "province": province,
        "regions": [
            {
                **_counted(catalogue, region),
                "level": region.level,
                "parent": region.parent_code,
            }
            for region in regions
        ],
    }


def _year(catalogue: Catalogue, year: int) -> Json:
    reports = catalogue.by_year[year]
    forms_used = Counter(item.report.form_key for item in reports)
    tables = Counter(item.entry.body.value.code[:4] for item in reports)
    return {
        "year": year,
        "reports": len(reports),
        "forms": dict(sorted(forms_used.items())),
        "tables": [
            {"table": code, "name": catalogue.regions[code].name, "reports": count}
            for code, count in sorted(tables.items())
        ],
    }
