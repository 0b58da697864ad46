"""The API: its files are as its schemas say, name each other, and hold the archive's cells and nothing else."""

from __future__ import annotations

import csv
import io
import json
import posixpath
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given

from generator.demo.write import write
from generator.derive.indicators import INDICATORS
from generator.derive.measures import observations
from generator.export import bodies
from generator.export.bodies import LISTED
from generator.export.forms import forms
from generator.export.tables import FIELDS
from generator.export.values import of_cell
from generator.model.cells import Cell
from generator.model.forms import LAYOUTS
from generator.model.report import SYNTHETIC, Report
from tests import samples, strategies
from tests.conftest import judged
from tests.export.reading import cell, cells, load, made


@pytest.fixture(scope="module")
def reports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("api") / "reports"
    samples.write(root)
    return root


@pytest.fixture(scope="module")
def api(reports: Path) -> dict[str, bytes]:
    return made(reports)


@given(strategies.cells)
def test_every_cell_comes_back_as_it_was(found: Cell) -> None:
    assert cell(of_cell(found), forms()["marks"]) == found  # type: ignore[arg-type]


@given(strategies.reports())
def test_the_cells_of_any_report_come_back_through_json(report: Report) -> None:
    written = load(json.dumps(bodies.cells(report)).encode())
    told = {"form": report.form_key, "divided": report.divided, "cells": written}
    assert cells(told, forms()) == dict(report.cells)


@pytest.mark.parametrize(
    ("notation", "written"),
    [
        ("0", 0),
        ("8", 8),
        ("-3", -3),
        ("-0", "-0"),
        ("999999999999999", 999999999999999),
        ("1000000000000000", "1000000000000000"),
        ("18.8710", "18.8710"),
        ("0.5", "0.5"),
        ("null", None),
        ("/", "/"),
        ("无", "无"),
        ("251000元", "251000元"),
        ("?", "?"),
    ],
)
def test_a_cell_is_written_so_that_nothing_of_it_is_lost(notation: str, written: object) -> None:
    assert of_cell(Cell.of_notation(notation)) == written
    assert type(of_cell(Cell.of_notation(notation))) is type(written)


def test_the_rows_of_the_forms_are_those_of_every_layout_in_printed_order() -> None:
    found = forms()
    for (form, divided), layout in LAYOUTS.items():
        addresses = [
            f"{row['row']}.{column['key']}"
            for row in found["rows"]  # type: ignore[attr-defined]
            if form in row["forms"] and row.get("divided", divided) == divided
            for column in found["columns"][row["forms"][form]["columns"]]  # type: ignore[index]
        ]
        assert addresses == list(layout.addresses)


def test_every_report_comes_back_with_exactly_its_cells(
    reports: Path, api: dict[str, bytes]
) -> None:
    archive, _ = judged(reports)
    described = load(api["forms.json"])
    for entry in archive.entries:
        body = load(api[f"bodies/{entry.body.value.id}.json"])
        assert [report["year"] for report in body["reports"]] == [
            document.value.year for document in entry.reports
        ]
        for report, document in zip(body["reports"], entry.reports, strict=True):
            assert cells(report, described) == dict(document.value.cells)
            assert report["page"] == entry.page(document.value)
            assert (archive.root / report["data"]).is_file()


def test_the_indicators_are_those_derived(reports: Path, api: dict[str, bytes]) -> None:
    archive, findings = judged(reports)
    named = [indicator["key"] for indicator in load(api["indicators.json"])["indicators"]]
    assert named == [indicator.key for indicator in INDICATORS]
    for observed in observations(archive, findings):
        body = load(api[f"bodies/{observed.report.body}.json"])
        [report] = [r for r in body["reports"] if r["year"] == observed.report.year]
        for indicator in INDICATORS:
            measure, found = indicator.measure(observed), report["indicators"][indicator.key]
            if measure.part is None:
                assert found == {"open": list(measure.open)}
            else:
                assert found == [measure.part, measure.whole]


def test_the_findings_are_those_of_the_pages(reports: Path, api: dict[str, bytes]) -> None:
    archive, findings = judged(reports)
    for entry, document in archive.reports():
        body = load(api[f"bodies/{entry.body.value.id}.json"])
        [report] = [r for r in body["reports"] if r["year"] == document.value.year]
        told = findings.told[report["page"]]
        assert [f["anchor"] for f in report["findings"]] == [item.anchor for item in told]
        assert [f["cells"][0] for f in report["findings"]] == [i.finding.cells[0] for i in told]


def test_every_file_is_as_its_schema_says(api: dict[str, bytes]) -> None:
    checked = set()
    for path, data in api.items():
        if not path.endswith(".json") or path.startswith("schema/"):
            continue
        content = load(data)
        schema = posixpath.normpath(posixpath.join(posixpath.dirname(path), content["$schema"]))
        jsonschema.Draft202012Validator(load(api[schema])).validate(content)
        checked.add(schema)
    schemas = {path for path in api if path.startswith("schema/")}
    assert checked == schemas
    for path in schemas:
        jsonschema.Draft202012Validator.check_schema(load(api[path]))


@pytest.mark.parametrize(
    ("path", "spoil"),
    [
        ("bodies/51.json", lambda c: c["reports"][0]["cells"].update({"requests.received": [1.5]})),
        ("bodies/51.json", lambda c: c["reports"][0]["cells"].update({"requests.received": [""]})),
        ("bodies/51.json", lambda c: c["reports"][0].pop("form")),
        ("bodies/51.json", lambda c: c["reports"][0]["indicators"].update(disclosure_rate=0.5)),
        ("provinces/51/bodies.json", lambda c: c["bodies"][0].pop()),
        ("index.json", lambda c: c.update(version=2)),
    ],
)
def test_a_schema_refuses_what_is_not_so(path: str, spoil: Any, api: dict[str, bytes]) -> None:
    content = load(api[path])
    schema = posixpath.normpath(posixpath.join(posixpath.dirname(path), content["$schema"]))
    spoil(content)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, load(api[schema]))


def test_the_addresses_of_the_index_lead_to_every_file(api: dict[str, bytes]) -> None:
    index = load(api["index.json"])
    to = index["addresses"]
    found = {"index.json", to["forms"], to["indicators"]}
    for province in index["provinces"]:
        bodies = to["bodies"].format(province=province["code"])
        found |= {bodies, to["regions"].format(province=province["code"])}
        listed = load(api[bodies])
        assert listed["columns"] == list(LISTED)
        assert len(listed["bodies"]) == province["bodies"]
        found |= {to["body"].format(id=row[0]) for row in listed["bodies"]}
    for year, count in index["years"].items():
        found.add(to["year"].format(year=year))
        tables = load(api[to["year"].format(year=year)])["tables"]
        assert sum(table["reports"] for table in tables) == count
        found |= {to["table"].format(year=year, table=table["table"]) for table in tables}
    found |= {path for path in api if path.startswith("schema/")}
    assert found == set(api)


def test_the_tables_have_every_cell_in_the_notation_of_the_data_files(
    reports: Path, api: dict[str, bytes]
) -> None:
    archive, _ = judged(reports)
    seen = 0
    for entry, document in archive.reports():
        report = document.value
        path = f"years/{report.year}/{entry.body.value.code[:4]}.csv"
        lines = list(csv.DictReader(io.StringIO(api[path].decode(), newline="")))
        [line] = [line for line in lines if line["id"] == report.body]
        assert (line["name"], line["form"]) == (entry.body.value.name, report.form_key)
        written = {key: value for key, value in line.items() if key not in FIELDS and value}
        assert written == {address: cell.notation for address, cell in report.cells.items()}
        seen += 1
    assert seen == sum(data.count(b"\r\n") - 1 for p, data in api.items() if p.endswith(".csv"))


def test_only_a_synthetic_archive_carries_the_notice(api: dict[str, bytes], tmp_path: Path) -> None:
    write(tmp_path / "reports", tmp_path / "live", 1, 12)
    invented = made(tmp_path / "reports")
    assert any(path.endswith(".csv") for path in invented)
    for path, data in invented.items():
        if path.endswith(".csv"):
            lines = list(csv.DictReader(io.StringIO(data.decode(), newline="")))
            assert all(line["notice"] == f"{SYNTHETIC.zh} {SYNTHETIC.en}" for line in lines)
        elif not path.startswith("schema/"):
            content = load(data)
            assert content["notice"] == {"zh": SYNTHETIC.zh, "en": SYNTHETIC.en}
            schema = posixpath.join(posixpath.dirname(path), content["$schema"])
            jsonschema.validate(content, load(invented[posixpath.normpath(schema)]))
    assert not any(SYNTHETIC.zh.encode() in data for data in api.values())


def test_the_same_archive_gives_the_same_bytes(reports: Path, api: dict[str, bytes]) -> None:
    assert made(reports) == api
