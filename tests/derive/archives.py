"""Archives in memory, of bodies and reports that a test makes."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from generator.model.regions import load_regions
from generator.model.report import Body, Report
from generator.store.archive import Archive, Entry, folder_of
from generator.store.files import Document


def archive(*given: tuple[Body, Iterable[Report]]) -> Archive:
    """An archive of bodies with their reports; those of one year are its revisions, in their order."""
    entries = (_entry(body, list(reports)) for body, reports in given)
    return Archive(Path("reports"), tuple(sorted(entries, key=lambda e: e.body.value.id)))


def _entry(body: Body, reports: list[Report]) -> Entry:
    folder = folder_of(body.code, body.id, load_regions())
    years = {
        year: [
            Document(replace(report, body=body.id, revision=number), f"{folder}/{year}.yaml", {})
            for number, report in enumerate(of_year, 1)
        ]
        for year, of_year in groupby(sorted(reports, key=lambda r: r.year), key=lambda r: r.year)
    }
    return Entry(
        Document(body, f"{folder}/body.yaml", {}),
        tuple(documents[-1] for documents in years.values()),
        load_regions().path(body.code),
        folder,
        MappingProxyType({y: tuple(docs[:-1]) for y, docs in years.items() if len(docs) > 1}),
    )
