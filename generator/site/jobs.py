"""The files of a site in pieces that can be made apart: those of a body, of a region, and of the whole."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.derive.derived import Derived
from generator.derive.indicators import INDICATORS
from generator.derive.log import all_corrections
from generator.export.files import body_file, table_files
from generator.export.files import files as export_files
from generator.judging import Digests, again
from generator.render.columns import COLUMNS, columns
from generator.render.correction_pages import FEED, feed
from generator.render.deadlines import CALENDAR, calendar
from generator.render.finding_data import DATA, compact
from generator.render.indicator_pages import indicator_tables
from generator.render.page import Addresses, Page
from generator.render.pages import (
    of_body,
    of_country,
    of_indicator,
    of_region,
    of_region_in_year,
    of_region_over_years,
)
from generator.render.report_page import published_name
from generator.render.search_page import search_page
from generator.search import index
from generator.search.columns import figures
from generator.search.normal import to_simplified
from generator.store.archive import Entry

SEARCH = "search"
"""The kind of the piece that is the index, which a build mends where it can."""
OVER = "over"
"""Of the country: its figures over the years."""
Made = Page | tuple[str, bytes]
"""A page, or the path below the site's root and the bytes of another file."""


@dataclass(frozen=True)
class Source:
    """What all jobs make their files from.

    ``digests`` has those of each body by its id: of its files, its figures, and of what the rules say.
    ``records`` is the folder of what is kept of them, ``index`` that of the search index as it was made last
    by the same code, if it was.
    """

    derived: Derived
    to: Addresses
    digests: Mapping[str, Digests]
    records: Path
    index: Path | None = None

    def entry(self, body: str) -> Entry:
        """A body, read again: what processes share is copied for each of them as they look at it."""
        found = again(self.records, self.digests[body].record)
        return self.derived.catalogue.archive.by_id[body] if found is None else found


@dataclass(frozen=True, slots=True)
class Job:
    """A piece of the site: what it is of (a body's id, the code of a region or a table, a region's
    code and a year, an indicator's key).

    ``key`` is a digest of everything in the archive that its files hang on.
    """

    kind: str
    of: str
    key: str

    @property
    def name(self) -> str:
        """Its name in the manifest."""
        return f"{self.kind}:{self.of}"

    def files(self, source: Source) -> Iterator[Made]:
        """Its pages and other files."""
        return _KINDS[self.kind](source, self.of)


def jobs(source: Source) -> list[Job]:
    """Every piece of the site of an archive; what takes longest comes first."""
    derived = source.derived
    catalogue, archive = derived.catalogue, derived.catalogue.archive
    digests = [source.digests[entry.body.value.id] for entry in archive.entries]
    whole = _digest(archive.synthetic, *(of.everything for of in digests))
    counted = _digest(archive.synthetic, *map(_counted, digests))
    tables = {
        code: [source.digests[entry.body.value.id].everything for entry in entries]
        for code, entries in catalogue.by_prefecture.items()
    }
    # Of a region the bodies below it are shown, as of a day, in the years of the archive.
    seen = archive.synthetic, derived.coverage.as_of, derived.coverage.years
    below: dict[str, list[Digests]] = {code: [] for code in catalogue.summaries}
    for entry, of in zip(archive.entries, digests, strict=True):
        for region in entry.regions:
            if region.code in below:
                below[region.code].append(of)
    return [
        Job(SEARCH, "", whole),
        Job("country", "", whole),
        *(
            Job("country", str(year), _digest(*seen, *(_counted(of, year) for of in digests)))
            for year in derived.summaries.years(None)
        ),
        Job("country", OVER, _digest(*seen, *map(_counted, digests))),
        Job("data", "", whole),
        Job("rates", "", counted),
        *(Job("indicator", indicator.key, counted) for indicator in INDICATORS),
        *(Job("table", code, _digest(archive.synthetic, *found)) for code, found in tables.items()),
        *(
            Job("region", code, _digest(*seen, *(of.everything for of in found)))
            for code, found in below.items()
        ),
        *(
            Job("over", code, _digest(*seen, *map(_counted, found)))
            for code, found in below.items()
        ),
        *(
            Job("year", f"{code}/{year}", _digest(*seen, *(_counted(of, year) for of in found)))
            for code, found in below.items()
            for year in derived.summaries.years(code)
        ),
        *(
            Job("body", body, _digest(archive.synthetic, of.everything))
            for body, of in source.digests.items()
        ),
    ]


def _counted(of: Digests, year: int | None = None) -> object:
    """What pages of figures hang on, those of one year where it is given."""
    return of.about, sorted(of.figures.items()) if year is None else of.figures.get(year)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _country(source: Source, part: str) -> Iterator[Made]:
    """Of a year, or over the years; where neither is given everything else."""
    derived, to = source.derived, source.to
    if part == OVER:
        yield from of_region_over_years(derived, None)
        return
    if part:
        yield from of_region_in_year(derived, None, int(part))
        return
    catalogue, findings = derived.catalogue, derived.findings
    yield from of_country(derived, to)
    yield search_page(catalogue, figures(), index.FOLDER, to)
    yield DATA, compact(findings).encode()
    yield FEED, feed(all_corrections(catalogue.archive), to).encode()
    yield CALENDAR, calendar(catalogue, to).encode()
    yield COLUMNS, columns().encode()
    simplified = json.dumps(to_simplified(), ensure_ascii=False, separators=(",", ":"))
    yield "assets/simplified.json", simplified.encode()


def _data(source: Source, _: str) -> Iterator[Made]:
    return export_files(source.derived.catalogue)


def _table(source: Source, code: str) -> Iterator[Made]:
    return table_files(source.derived.catalogue, code)


def _rates(source: Source, _: str) -> Iterator[Made]:
    for path, text in indicator_tables(source.derived.by_year):
        yield path, text.encode("utf-8-sig")  # the mark tells spreadsheets how to read Chinese


def _search(source: Source, _: str) -> Iterator[Made]:
    last = index.Last.read(source.index) if source.index else None
    return index.files(source.derived.catalogue, source.derived.findings, last)


def _indicator(source: Source, key: str) -> Iterator[Made]:
    indicator = next(indicator for indicator in INDICATORS if indicator.key == key)
    return of_indicator(source.derived, indicator)


def _region(source: Source, key: str) -> Iterator[Made]:
    return of_region(source.derived, key)


def _over(source: Source, key: str) -> Iterator[Made]:
    return of_region_over_years(source.derived, key)


def _year(source: Source, key: str) -> Iterator[Made]:
    code, year = key.split("/")
    return of_region_in_year(source.derived, code, int(year))


def _body(source: Source, key: str) -> Iterator[Made]:
    archive = source.derived.catalogue.archive
    entry = source.entry(key)
    yield from of_body(source.derived, entry, source.to)
    yield body_file(entry, source.derived.findings, synthetic=archive.synthetic)
    for document in entry.revisions:
        folder = archive.root / entry.folder
        copy, name = document.value.source.copy, f"{document.value.stem}.yaml"
        yield f"{entry.address}/{published_name(copy)}", (folder / copy).read_bytes()
        yield f"{entry.address}/{name}", (folder / name).read_bytes()


_KINDS: dict[str, Callable[[Source, str], Iterator[Made]]] = {
    "country": _country,
    "data": _data,
    "table": _table,
    "rates": _rates,
    SEARCH: _search,
    "indicator": _indicator,
    "region": _region,
    "over": _over,
    "year": _year,
    "body": _body,
}
