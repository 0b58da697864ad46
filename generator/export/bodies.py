"""A body with all its reports, and the light list of the bodies of a province."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from generator.derive.findings import Findings, Told
from generator.derive.indicators import INDICATORS
from generator.derive.measures import Observation
from generator.export.forms import rows_of
from generator.export.values import Json, of_cell, of_measure
from generator.model.report import Report
from generator.problems import Level
from generator.store.archive import Entry

LISTED = (
    "id",
    "name",
    "short_name",
    "former_names",
    "level",
    "kind",
    "code",
    "page",
    "years",
)


def body(entry: Entry, findings: Findings) -> Json:
    """The content of ``bodies/{id}.json``: the newest revision of every year, the oldest first."""
    of = entry.body.value
    return {
        "id": of.id,
        "name": of.name,
        "short_name": of.short_name,
        "former_names": list(of.former_names),
        "level": of.level,
        "kind": of.kind,
        "code": of.code,
        "website": of.website,
        "page": entry.address,
        "regions": [{"code": region.code, "name": region.name} for region in entry.regions],
        "findings": [_finding(told) for told in findings.told[entry.address]],
        "reports": [_report(entry, document.value, findings) for document in entry.reports],
    }


def listed(entries: Iterable[Entry]) -> list[list[object]]:
    """A row of ``LISTED`` for each body."""
    return [
        [
            of.id,
            of.name,
            of.short_name,
            list(of.former_names),
            of.level,
            of.kind,
            of.code,
            entry.address,
            [document.value.year for document in entry.reports],
        ]
        for entry in entries
        for of in [entry.body.value]
    ]


def cells(report: Report) -> Json:
    """The cells of a report by the address of their row, in the order of its columns."""
    printed = report.cells
    return {
        row: [of_cell(printed[address]) for address in addresses]
        for row, addresses in _addresses(report.form_key).items()
        if addresses[0] in printed
    }


@cache
def _addresses(form: str) -> Mapping[str, tuple[str, ...]]:
    return {
        row: tuple(f"{row}.{column}" for column in columns)
        for row, columns in rows_of(form).items()
    }


def _report(entry: Entry, report: Report, findings: Findings) -> Json:
    page = entry.page(report)
    observation = Observation(entry, report, findings.verdicts[page])
    return {
        "year": report.year,
        "revision": report.revision,
        "form": report.form_key,
        "divided": report.divided,
        "fits_year": report.fits_year,
        "title": report.title,
        "published": report.published and report.published.isoformat(),
        "signed": report.signed and report.signed.isoformat(),
        "signature": report.signature,
        "page": page,
        "data": f"{entry.address}/{report.stem}.yaml",
        "source": {
            "url": report.source.url,
            "retrieved": report.source.retrieved and report.source.retrieved.isoformat(),
            "sha256": report.source.sha256,
        },
        "findings": [_finding(told) for told in findings.told[page]],
        "indicators": {i.key: of_measure(i.measure(observation)) for i in INDICATORS},
        "cells": cells(report),
    }


def _finding(told: Told) -> Json:
    """A finding; ``cells`` begins with the address that it points at, then has those it rests on."""
    finding = told.finding
    return {
        "rule": finding.rule.id,
        "level": "note" if finding.level is Level.NOTE else "finding",
        "checked": finding.acknowledgement is not None,
        "anchor": told.anchor,
        "cells": list(dict.fromkeys((finding.cells[0], *finding.failed.evidence))),
    }
