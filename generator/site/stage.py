"""The documents that MkDocs builds: hand-written and generated pages in one folder."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

from generator.derive.catalogue import Catalogue
from generator.derive.findings import Findings
from generator.derive.log import all_corrections
from generator.derive.measures import observations
from generator.export.files import files
from generator.render.columns import COLUMNS, columns
from generator.render.correction_pages import FEED, feed
from generator.render.deadlines import CALENDAR, calendar
from generator.render.finding_data import DATA, compact
from generator.render.indicator_pages import by_year, indicator_tables
from generator.render.page import Addresses
from generator.render.pages import pages
from generator.render.report_page import published_name
from generator.render.search_page import search_page
from generator.search import index
from generator.search.columns import figures
from generator.search.normal import to_simplified


def stage(
    catalogue: Catalogue, findings: Findings, written: Path, target: Path, to: Addresses
) -> int:
    """Lay the documents out in the target folder and return how many files there are.

    Only files whose bytes change are written; what does not belong there is removed.
    """
    kept = set()
    for path, data in _files(catalogue, findings, written, to):
        file = target / path
        kept.add(file)
        if not file.is_file() or file.read_bytes() != data:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
    for file in sorted(target.rglob("*"), reverse=True):
        if file.is_dir():
            if not any(file.iterdir()):
                file.rmdir()
        elif file not in kept:
            file.unlink()
    return len(kept)


def _files(
    catalogue: Catalogue, findings: Findings, written: Path, to: Addresses
) -> Iterator[tuple[str, bytes]]:
    for file in sorted(written.rglob("*")):
        if file.is_file() and "overrides" not in file.parts:
            yield file.relative_to(written).as_posix(), file.read_bytes()
    for page in pages(catalogue, findings, to):
        yield page.path, page.text.encode()
    to_search = search_page(catalogue, figures(), index.FOLDER, to)
    yield to_search.path, to_search.text.encode()
    for entry, document in catalogue.archive.revisions():
        folder = catalogue.archive.root / entry.folder
        copy = document.value.source.copy
        yield f"{entry.address}/{published_name(copy)}", (folder / copy).read_bytes()
        name = f"{document.value.stem}.yaml"
        yield f"{entry.address}/{name}", (folder / name).read_bytes()
    yield from files(catalogue, findings)
    yield DATA, compact(findings).encode()
    yield FEED, feed(all_corrections(catalogue.archive), to).encode()
    yield CALENDAR, calendar(catalogue, to).encode()
    yield COLUMNS, columns().encode()
    for path, text in indicator_tables(by_year(observations(catalogue.archive, findings))):
        yield path, text.encode("utf-8-sig")  # the mark tells spreadsheets how to read Chinese
    yield from index.files(catalogue, findings)
    simplified = json.dumps(to_simplified(), ensure_ascii=False, separators=(",", ":"))
    yield "assets/simplified.json", simplified.encode()
