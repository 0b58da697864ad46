"""The archive on disk: ``reports/<province>/<prefecture>/<body id>/`` with its files."""

from __future__ import annotations

import hashlib
import os
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import groupby
from pathlib import Path
from types import MappingProxyType

from generator.model.forms import Label
from generator.model.regions import LEVEL_OF_LENGTH, Region, Regions, load_regions
from generator.model.report import Body, Report
from generator.problems import Problem
from generator.store.files import (
    BODY_SCHEMA,
    REPORT_SCHEMA,
    Document,
    Value,
    dump_body,
    dump_report,
    load_body,
    load_report,
)

BODY_FILE = "body.yaml"
_REVISION = r"(?:-(?P<revision>[2-9]|[1-9][0-9]))?"  # the first has no number
_REPORT_FILE = re.compile(rf"(?P<year>[0-9]{{4}}){_REVISION}\.yaml")
_COPY_FILE = re.compile(rf"[0-9]{{4}}{_REVISION}\.source\.[a-z0-9]+")
_AT_ROOT = frozenset({REPORT_SCHEMA, BODY_SCHEMA, "LICENSE", "README.md"})
PLANTED_FILE = "demo.json"  # what gongkai demo put in; a synthetic archive may have it at its root


@dataclass(frozen=True)
class Entry:
    """A body with its reports, oldest first, and its folder relative to the archive's root.

    ``reports`` has the newest revision of each year, ``earlier`` those that it took the place of, by
    year, oldest first.
    """

    body: Document[Body]
    reports: tuple[Document[Report], ...]
    regions: tuple[Region, ...]
    folder: str
    earlier: Mapping[int, tuple[Document[Report], ...]] = field(
        default_factory=lambda: MappingProxyType({})
    )

    @property
    def revisions(self) -> Iterator[Document[Report]]:
        """Every revision of every year, oldest first."""
        for document in self.reports:
            yield from self.earlier.get(document.value.year, ())
            yield document

    @property
    def address(self) -> str:
        """The permanent address of the body's page, without slashes at its ends."""
        return self.folder

    @property
    def where(self) -> str:
        """The names of the regions above the body, the widest first, to stand beside its name."""
        return " › ".join([region.name for region in self.regions])

    def page(self, report: Report) -> str:
        """The permanent address of a report's page, as ``address``.

        The newest revision of a year stands at its year, one that was superseded at ``2024-1``.
        """
        superseded = report.revision <= len(self.earlier.get(report.year, ()))
        return f"{self.address}/{report.year}{f'-{report.revision}' if superseded else ''}"


@dataclass(frozen=True)
class Archive:
    """Every body of the archive, in the order of their ids."""

    root: Path
    entries: tuple[Entry, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Entry]:
        """Entries by the id of their body."""
        return {entry.body.value.id: entry for entry in self.entries}

    @cached_property
    def synthetic(self) -> bool:
        """Whether the reports are invented: all of them are, or none."""
        return any(entry.body.value.synthetic for entry in self.entries)

    def reports(self) -> Iterator[tuple[Entry, Document[Report]]]:
        """The newest revision of every report, with the entry it belongs to."""
        for entry in self.entries:
            for document in entry.reports:
                yield entry, document

    def revisions(self) -> Iterator[tuple[Entry, Document[Report]]]:
        """Every revision of every report, with the entry it belongs to."""
        for entry in self.entries:
            for document in entry.revisions:
                yield entry, document

    def named_at(self, root: Path) -> Archive:
        """The archive with every path as if it stood in another folder, so that problems name that one."""

        def named(document: Document[Value]) -> Document[Value]:
            way = Path(document.path).relative_to(self.root)
            return replace(document, path=(root / way).as_posix())

        return Archive(
            root,
            tuple(
                replace(
                    entry,
                    body=named(entry.body),
                    reports=tuple(map(named, entry.reports)),
                    earlier={year: tuple(map(named, old)) for year, old in entry.earlier.items()},
                )
                for entry in self.entries
            ),
        )

    def with_report(self, document: Document[Report]) -> Archive:
        """The archive with this document in the place of the one at its path."""

        def swapped(documents: Iterable[Document[Report]]) -> tuple[Document[Report], ...]:
            return tuple(document if old.path == document.path else old for old in documents)

        return replace(
            self,
            entries=tuple(
                replace(
                    entry,
                    reports=swapped(entry.reports),
                    earlier={year: swapped(old) for year, old in entry.earlier.items()},
                )
                if entry.body.value.id == document.value.body
                else entry
                for entry in self.entries
            ),
        )


def folder_of(code: str, body_id: str, regions: Regions) -> str:
    """Where a body of the division belongs: its province, its prefecture if any, its id."""
    slugs = [str(region.slug) for region in regions.path(code)[:2]]
    return "/".join([*slugs, body_id])


def to_root(folder: str) -> str:
    """The relative way from a body's folder to the archive's root."""
    return "../" * len(folder.split("/"))


def load_archive(root: Path, *, proved: bool = True) -> tuple[Archive | None, list[Problem]]:
    """The archive below the folder, or every problem in it; each file is checked in one pass.

    ``proved`` False leaves the archived copies alone, where only the data files were taken out of git.
    """
    archive, problems = load_sound(root, proved=proved)
    return (None if problems else archive), problems


def load_sound(root: Path, *, proved: bool = True) -> tuple[Archive | None, list[Problem]]:
    """The folders of the archive that have no problem, and every problem of the others.

    None where the problem is one of the archive as a whole: no folder, links, a body that stands there
    twice, invented reports among real ones.
    """
    found, problems = folders(root)
    if problems:
        return None, problems
    loaded = [load_folder(root, folder, proved=proved) for folder in found]
    return assembled(
        root,
        [entry for entry, _ in loaded if entry is not None],
        [problem for _, of_folder in loaded for problem in of_folder],
    )


def folders(root: Path) -> tuple[list[Path], list[Problem]]:
    """The folders that hold files, sorted; or why nothing below the root may be read."""
    if not root.is_dir():
        told = Label("这里没有文件夹，应为档案", "found no folder here, expected the archive")
        return [], [Problem.told(root.as_posix(), (1, 1), "S3", told)]
    found = set()
    others = []
    pending = [str(root)]
    while pending:
        folder = pending.pop()
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    pending.append(entry.path)
                elif not entry.is_file(follow_symlinks=False):
                    others.append(Path(entry.path))
                elif folder != str(root):
                    found.add(Path(folder))
    if others:
        return [], [_no_file(path) for path in sorted(others)]  # it is not even read
    return sorted(found), []


def assembled(
    root: Path, entries: Sequence[Entry], problems: Iterable[Problem]
) -> tuple[Archive | None, list[Problem]]:
    """The archive of these folders, with their problems and those of the whole, as ``load_sound`` has it."""
    synthetic = any(entry.body.value.synthetic for entry in entries)
    at_root = _AT_ROOT | ({PLANTED_FILE} if synthetic else set())
    strays = [
        _stray(path)
        for path in sorted(root.iterdir())
        if path.is_file() and path.name not in at_root
    ]
    of_all = [*_repeated(entries), *_mixed(entries)]
    found = sorted([*problems, *strays, *of_all])
    if of_all or (found and not entries):
        return None, found
    return Archive(root, tuple(sorted(entries, key=lambda entry: entry.body.value.id))), found


def _repeated(entries: Sequence[Entry]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for entry in entries:
        document = entry.body
        body_id = document.value.id
        if body_id in first:
            told = Label(
                f"机关 {body_id} 重复，前一个在 {first[body_id]}；只留一个",
                f"found body {body_id} again, first in {first[body_id]}: keep one",
            )
            yield Problem.told(document.path, document.place("id"), "S2", told)
        first.setdefault(body_id, document.path)


def _mixed(entries: Sequence[Entry]) -> Iterator[Problem]:
    """Invented bodies among real ones: each of the invented, so that none is taken for real."""
    found = [entry.body for entry in entries if entry.body.value.synthetic]
    if len(found) < len(entries):
        for document in found:
            told = Label(
                "synthetic：合成的报告混在真实报告中；请移出这个文件夹",
                "synthetic: found invented reports among real ones, expected an archive of one kind: "
                "take this folder out",
            )
            yield Problem.told(document.path, document.place("synthetic"), "S3", told)


def _stray(path: Path) -> Problem:
    told = Label(
        f"文件 {path.name} 不属于这里；机关的文件夹中应为 body.yaml、2024.yaml（第二次公布为 2024-2.yaml）或 "
        "2024.source.txt",
        f"found file {path.name}, expected body.yaml, 2024.yaml (2024-2.yaml for the second revision) or "
        "2024.source.txt in a body's folder",
    )
    return Problem.told(path.as_posix(), (1, 1), "S3", told)


def _no_file(path: Path) -> Problem:
    told = Label(
        "这里不是文件，应为档案自己的文件或文件夹",
        "found no regular file, expected a file or folder of the archive itself",
    )
    if path.is_symlink():
        told = Label(
            "这里是链接，应为档案自己的文件或文件夹：链接可能指向任何地方",
            "found a link, expected a file or folder of the archive itself: a link could lead anywhere",
        )
    return Problem.told(path.as_posix(), (1, 1), "S3", told)


def load_folder(
    root: Path, folder: Path, *, proved: bool = True
) -> tuple[Entry | None, list[Problem]]:
    """What a body's folder holds; nothing where there is a problem."""
    files = {path.name: path for path in sorted(folder.iterdir()) if path.is_file()}
    problems: list[Problem] = []
    body: Document[Body] | None = None
    if BODY_FILE not in files:
        told = Label(
            "这个文件夹中没有 body.yaml，应由它说明是哪个机关的报告",
            "found no body.yaml in this folder, expected it to say whose reports these are",
        )
        problems.append(Problem.told(folder.as_posix(), (1, 1), "S3", told))
    else:
        path = files.pop(BODY_FILE)
        body, found = load_body(path.read_bytes(), path.as_posix())
        problems += found
        if body is not None:
            problems += _misplaced_body(body, folder.relative_to(root).as_posix())
    reports = []
    copies = set()
    for name, path in files.items():
        if not (match := _REPORT_FILE.fullmatch(name)):
            continue
        document, found = load_report(path.read_bytes(), path.as_posix())
        problems += found
        if document is not None:
            reports.append(document)
            copies.add(document.value.source.copy)
            problems += _misplaced_report(document, folder.name, match)
            problems += _unproved(document, folder) if proved else ()
        else:
            copies |= {other for other in files if other.startswith(f"{path.stem}.source.")}
    problems += [
        _stray(path)
        for name, path in files.items()
        if not _REPORT_FILE.fullmatch(name) and not (_COPY_FILE.fullmatch(name) and name in copies)
    ]
    reports.sort(key=lambda document: (document.value.year, document.value.revision))
    by_year = {
        year: tuple(documents)
        for year, documents in groupby(reports, key=lambda document: document.value.year)
    }
    if body is None or problems:
        return None, problems
    for documents in by_year.values():
        problems += _without_former(documents)
    if problems:
        return None, problems
    return Entry(
        body,
        reports=tuple(documents[-1] for documents in by_year.values()),
        regions=load_regions().path(body.value.code),
        folder=folder.relative_to(root).as_posix(),
        earlier=MappingProxyType({y: docs[:-1] for y, docs in by_year.items() if len(docs) > 1}),
    ), []


def _without_former(documents: Iterable[Document[Report]]) -> Iterator[Problem]:
    """A revision without the one before it, among the revisions of one year."""
    for expected, document in enumerate(documents, 1):
        report = document.value
        if report.revision != expected:
            former = replace(report, revision=report.revision - 1).stem
            told = Label(
                f"revision：有 {report.year} 年第 {report.revision} 次公布的，没有 {former}.yaml；应从第一次"
                "起都在；只公布一次的年度不写 revision，文件名也没有 -2",
                f"revision: found {report.revision} of {report.year} without {former}.yaml, expected "
                "every revision from the first on: a year published once has neither the key nor -2 in "
                "the name of its file",
            )
            yield Problem.told(document.path, document.place("revision"), "S2", told)
            return


def _misplaced_body(document: Document[Body], folder: str) -> Iterator[Problem]:
    body, regions = document.value, load_regions()

    def problem(address: str, zh: str, en: str) -> Problem:
        told = Label(f"{address}：{zh}", f"{address}: {en}")
        return Problem.told(document.path, document.place(address), "S3", told)

    if body.code not in regions:
        yield problem(
            "code",
            f"{body.code} 不是 regions.csv 中的区划代码",
            f"found {body.code}, expected a division code of regions.csv",
        )
        return
    expected = folder_of(body.code, body.id, regions)
    if folder != expected:
        yield problem(
            "id",
            f"文件夹在 {folder}，应在 {expected}；请移动文件夹",
            f"found in {folder}, expected in {expected}: move the folder",
        )
    if body.level != LEVEL_OF_LENGTH[len(body.code)]:
        level = LEVEL_OF_LENGTH[len(body.code)]
        yield problem(
            "level",
            f"写作 {body.level}，代码 {body.code} 应为 {level}",
            f"found {body.level}, expected {level} for code {body.code}",
        )
    if body.kind == "government" and body.id != body.code:
        yield problem(
            "id",
            f"写作“{body.id}”，政府应为“{body.code}”",
            f'found "{body.id}", expected "{body.code}" for a government',
        )
    if body.kind != "government" and not body.id.startswith(f"{body.code}-"):
        yield problem(
            "id",
            f"写作“{body.id}”，{body.kind} 应为“{body.code}-”和一个短名",
            f'found "{body.id}", expected "{body.code}-" and a slug for a {body.kind}',
        )


def _misplaced_report(
    document: Document[Report], folder: str, name: re.Match[str]
) -> Iterator[Problem]:
    report = document.value
    for address, found, expected in (
        ("body", report.body, folder),
        ("year", report.year, int(name["year"])),
        ("revision", report.revision, int(name["revision"] or 1)),
    ):
        if found != expected:
            told = Label(
                f"{address}：写作 {found}，按路径应为 {expected}",
                f"{address}: found {found}, expected {expected} as the path says",
            )
            yield Problem.told(document.path, document.place(address), "S3", told)


def _unproved(document: Document[Report], folder: Path) -> Iterator[Problem]:
    source = document.value.source
    copy = folder / source.copy
    stem = document.value.stem

    def problem(address: str, zh: str, en: str) -> Problem:
        told = Label(f"{address}：{zh}", f"{address}: {en}")
        return Problem.told(document.path, document.place(address), "S4", told)

    if not _COPY_FILE.fullmatch(source.copy) or not source.copy.startswith(f"{stem}."):
        expected = f"{stem}.source.txt or the like"
        yield problem(
            "source.copy",
            f"写作 {source.copy}，应为 {expected}",
            f"found {source.copy}, expected {expected}",
        )
    elif not copy.is_file():
        yield problem(
            "source.copy",
            f"旁边没有文件 {source.copy}，应为存档副本",
            f"found no file {source.copy} beside this one, expected the archived copy",
        )
    elif (digest := hashlib.sha256(copy.read_bytes()).hexdigest()) != source.sha256:
        yield problem(
            "source.sha256",
            f"{source.copy} 的校验值是 {digest}，应为 {source.sha256}；它不是当初存档的副本，请恢复那一份",
            f"found {digest} for {source.copy}, expected {source.sha256}: "
            "the copy is not the one that was archived; bring that one back",
        )


def canonical(path: Path, root: Path) -> tuple[str | None, list[Problem]]:
    """The canonical text of a body or report file, or the problems that stand in its way."""
    data = path.read_bytes()
    way = to_root(path.parent.relative_to(root).as_posix())
    if path.name == BODY_FILE:
        body, problems = load_body(data, path.as_posix())
        return (None if body is None else dump_body(body.value, way)), problems
    report, problems = load_report(data, path.as_posix())
    return (None if report is None else dump_report(report.value, way)), problems
