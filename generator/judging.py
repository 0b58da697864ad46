"""Reads an archive and judges it, folder by folder in processes, and keeps what it found between runs.

What a folder holds and what the rules say of it alone hang on its files only; that is kept by their digest.
Rules that look across bodies run on all of them together, each time.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from generator.across import ALIKE, across, parts_of
from generator.checking import Said
from generator.model.regions import load_regions
from generator.problems import Problem
from generator.rules.engine import Part, verdict_on
from generator.rules.likeness_index import Text, texts_of
from generator.rules.results import Comparison, Failed, Side, Term
from generator.rules.subject import Surroundings
from generator.store.archive import Archive, Entry, assembled, folders, load_folder
from generator.store.kept import keep, kept
from generator.store.packed import by_fields, packed, unpacked, written
from generator.work import THIS_MACHINE, Progress, Workers, uncollected


@dataclass(frozen=True, slots=True)
class Record:
    """What one folder holds and what the rules say of it alone; no entry where there are problems.

    ``parts`` has what is said of the body at None and of each report at the stem of its file, ``texts``
    what other bodies' reports are compared with, by year. ``about`` is a digest of the body, its places and
    the years that it reports on, ``figures`` of the cells of each year, without prose, titles and dates.
    """

    entry: Entry | None
    problems: tuple[Problem, ...]
    parts: Mapping[str | None, Part]
    texts: Mapping[int, tuple[Text, ...]]
    about: str = ""
    figures: Mapping[int, str] = field(default_factory=dict)


for _kind in (Record, Failed, Comparison, Side, Term):
    by_fields(_kind)


@dataclass(frozen=True, slots=True)
class Digests:
    """Of a body: of everything in its files and all that the rules say; of what it is, where, and the years
    that it reports on; and by year of its figures and what is counted of results on them. ``record`` is the
    name of what is kept.
    """

    record: str
    everything: str
    about: str
    figures: Mapping[int, str]


@dataclass(frozen=True, slots=True)
class Read:
    """An archive, what the rules say of it, and by the id of each body digests of both."""

    archive: Archive
    said: tuple[Said, ...]
    digests: Mapping[str, Digests]


def read(
    root: Path,
    records: Path | None = None,
    workers: Workers = THIS_MACHINE,
    progress: Progress | None = None,
    only: str | None = None,
    contents: Mapping[str, bytes] | None = None,
) -> tuple[Read | None, list[Problem]]:
    """The folders that have no problem with what the rules say of them, and every problem of the others.

    None where the problem is one of the archive as a whole. ``records`` is a folder for what is kept between
    runs, ``only`` the name of a province's folder: then the archive is what lies below it. ``contents`` has
    the digest of each file by its path, where somebody has looked: what is kept of it is not read again.
    """
    found, problems = folders(root)
    if problems:
        return None, problems
    if only is not None:
        found = [folder for folder in found if folder.relative_to(root).parts[0] == only]
    progress = progress or Progress()
    each = _packed((root, records), found, contents or {}, workers)
    with uncollected():
        judged: list[tuple[str, Record]] = [
            (name, unpacked(data)) for name, data in progress.over("read", each, len(found))
        ]
    if records is not None:
        _forget(records, {name for name, _ in judged})
    archive, problems = assembled(
        root,
        [record.entry for _, record in judged if record.entry is not None],
        [problem for _, record in judged for problem in record.problems],
    )
    if archive is None or not archive.entries:
        return None if archive is None else Read(archive, (), {}), problems
    by_folder = {record.entry.folder: (digest, record) for digest, record in judged if record.entry}
    digests, ordered = zip(*(by_folder[entry.folder] for entry in archive.entries), strict=True)
    texts = {
        (entry.body.value.id, year): found
        for entry, record in zip(archive.entries, ordered, strict=True)
        for year, found in record.texts.items()
    }
    around = Surroundings.of(
        (
            (entry.body.value, [document.value for document in entry.reports])
            for entry in archive.entries
        ),
        load_regions(),
        texts,
    )
    alike = None if records is None else records.with_name(ALIKE)
    of_across = across(archive, around, alike, _fingerprint(), workers, progress)
    said = tuple(
        verdict
        for entry, record, parts in zip(archive.entries, ordered, of_across, strict=True)
        for verdict in _verdicts(entry, record.parts, parts)
    )
    by_id = {
        entry.body.value.id: Digests(
            digest,
            _digest(digest, parts),
            record.about,
            {
                report.value.year: _digest(
                    record.figures[report.value.year], _counted(parts[report.value.stem])
                )
                for report in entry.reports
            },
        )
        for entry, digest, record, parts in zip(
            archive.entries, digests, ordered, of_across, strict=True
        )
    }
    return Read(archive, said, by_id), problems


def _packed(
    where: tuple[Path, Path | None],
    found: Sequence[Path],
    contents: Mapping[str, bytes],
    workers: Workers,
) -> Iterator[tuple[str, bytes]]:
    """The name of the record of each folder and the record, packed; those that are kept come first."""
    root, records = where
    left = found
    if records is not None and contents:
        files: dict[str, dict[str, bytes]] = {}
        for path, content in contents.items():
            files.setdefault(path.rpartition("/")[0], {})[path] = content
        left = []
        for folder in found:
            name = _name(root, files.get(folder.relative_to(root).as_posix(), {}))
            data = kept(_file(records, name))
            if data is None:
                left.append(folder)
            else:
                yield name, data
    yield from workers.each(_loaded, where, left)


def _loaded(where: tuple[Path, Path | None], folder: Path) -> tuple[str, bytes]:
    """The digest of a folder's files and its record, packed."""
    root, records = where
    below = folder.relative_to(root).as_posix()
    name = _name(
        root,
        {
            f"{below}/{source.name}": hashlib.sha256(Path(source).read_bytes()).digest()
            for source in os.scandir(folder)
            if source.is_file()
        },
    )
    if records is None:
        return name, packed(_record(root, folder))
    file = _file(records, name)
    data = kept(file)
    if data is None:
        data = packed(_record(root, folder))
        keep(file, data)
    return name, data


def _name(root: Path, contents: Mapping[str, bytes]) -> str:
    """The name of the record of a folder, whose files have these digests by path."""
    digest = hashlib.sha256(_fingerprint() + root.as_posix().encode())
    for path, content in sorted(contents.items()):
        digest.update(path.encode() + b"\0" + content)
    return digest.hexdigest()


def _file(records: Path, name: str) -> Path:
    return records / name[:2] / name


def again(records: Path, name: str) -> Entry | None:
    """What a folder holds, from what is kept; None where that is gone."""
    data = kept(_file(records, name))
    if data is None:
        return None
    record: Record = unpacked(data)
    return record.entry


def _forget(records: Path, names: set[str]) -> None:
    for parent, _, files in os.walk(records):
        for name in files:
            if name not in names:
                Path(parent, name).unlink()


@cache
def _fingerprint() -> bytes:
    """A digest of the code and data that a record hangs on."""
    digest = hashlib.sha256()
    package = Path(__file__).parent
    for stage in ("model", "store", "rules", "data"):
        for file in sorted((package / stage).rglob("*")):
            if file.is_file() and file.suffix != ".pyc":
                name = file.relative_to(package).as_posix()
                digest.update(name.encode() + b"\0" + file.read_bytes())
    digest.update(Path(__file__).read_bytes())
    return digest.digest()


def _record(root: Path, folder: Path) -> Record:
    entry, problems = load_folder(root, folder)
    if entry is None:
        return Record(None, tuple(problems), {}, {})
    body, reports = entry.body.value, [document.value for document in entry.reports]
    texts = {report.year: tuple(texts_of(report, body)) for report in reports}
    around = Surroundings.of(
        [(body, reports)],
        load_regions(),
        {(body.id, year): found for year, found in texts.items()},
    )
    parts = parts_of(entry, around, across=False)
    about = _digest(
        body, [(region.code, region.name) for region in entry.regions], [r.year for r in reports]
    )
    figures = {
        r.year: _digest(
            r.revision, r.form_key, written(r.cells), r.acknowledgements, _counted(parts[r.stem])
        )
        for r in reports
    }
    return Record(entry, tuple(problems), parts, texts, about, figures)


def _counted(part: Part) -> object:
    """What is counted of results: how many there are of each kind, and findings by their level."""
    return part.tallies, [(rule, failed.level) for rule, failed in part.failed]


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def _verdicts(
    entry: Entry, own: Mapping[str | None, Part], across: Mapping[str | None, Part]
) -> Iterator[Said]:
    body = entry.body.value.id
    yield entry, None, verdict_on(body, None, own[None].and_(across[None]))
    for document in entry.revisions:
        report = document.value
        part = own[report.stem].and_(across[report.stem])
        yield entry, document, verdict_on(body, report.year, part, report.acknowledgements)
