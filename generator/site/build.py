"""Build the site: nothing is touched until everything has been read and built without a problem."""

from __future__ import annotations

import gzip
import shutil
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from html import escape
from pathlib import Path

from generator.checking import errors
from generator.derive.catalogue import Catalogue, catalogue
from generator.derive.derived import Derived
from generator.derive.findings import findings
from generator.judging import read
from generator.problems import BuildError, Problem
from generator.render.page import Page
from generator.search.index import FOLDER as INDEX
from generator.site import theme
from generator.site.exchange import exchange
from generator.site.folders import mirror, remove, unlinked, write, written
from generator.site.jobs import SEARCH, Job, Source, jobs
from generator.site.manifest import FILE as MANIFEST
from generator.site.manifest import SITEMAP, Built, Done, Looked, Manifest, identity, look
from generator.site.shell import Kind, Shell, kind_of
from generator.work import THIS_MACHINE, Progress, Workers

KEPT, STAGED = "read", "site"  # folders of a workplace: records of what was read, files of the site
MARK = "search/search_index.json"  # every site of ours has it; a folder without it is not replaced


@dataclass(frozen=True)
class _Work:
    """What a process needs to make the files of a job."""

    project: Path
    workplace: Path
    source: Source
    shells: Mapping[Kind, Shell]
    code: str

    @property
    def staging(self) -> Path:
        return self.workplace / STAGED

    def done(self, job: Job) -> tuple[Job, list[str], float]:
        """Make the files of a job; it, their paths, and the seconds of a processor that they took."""
        begun, paths = time.process_time(), []
        for path, data in self._files(job):
            write(self.staging / path, data)
            paths.append(path)
        return job, paths, time.process_time() - begun

    def _files(self, job: Job) -> Iterator[tuple[str, bytes]]:
        beside: list[Page] = []
        for made in job.files(self.source):
            if not isinstance(made, Page):
                yield made
            elif not job.of and job.kind == "country" and "/" not in made.address:
                beside.append(made)  # the tabs lead there, and hand-written pages
            else:
                html = self.shells[kind_of(made)].set(made, self.source.to.site)
                yield f"{made.address}/index.html", html.encode()
        if beside:
            catalogue = self.source.derived.catalogue
            yield from theme.documents(
                self.project, self.workplace, catalogue, beside, self.code
            ).items()


def _source(
    project: Path,
    reports: Path,
    workplace: Path,
    workers: Workers,
    progress: Progress,
    *,
    only: str | None = None,
    looked: Looked | None = None,
) -> tuple[Source | None, list[Problem]]:
    """The archive with what the rules say of it, or every problem that keeps it from being built."""
    found, problems = read(
        reports, workplace / KEPT, workers, progress, only, looked.contents if looked else None
    )
    if found is None or problems:
        return None, problems
    if problems := errors(found.said, whole=only is None):
        return None, problems
    with progress.stage("derive"):
        derived = Derived(catalogue(found.archive), findings(found.said))
        # What all processes need is made before they begin.
        _ = derived.findings.by_body, derived.siblings, derived.coverage, derived.summaries
        _ = derived.catalogue.regions.governments, derived.catalogue.regions.children
    return Source(derived, theme.addresses(project), found.digests, workplace / KEPT), []


def render(
    project: Path, reports: Path, workplace: Path, workers: Workers = THIS_MACHINE
) -> tuple[Catalogue | None, list[Problem]]:
    """Write every document into ``workplace/docs``, from which a plain ``mkdocs build`` makes the site."""
    source, problems = _source(project, reports, workplace, workers, Progress())
    if source is None:
        return None, problems
    target, paths = workplace / "docs", []
    unlinked(workplace)
    before = written(target)
    for path, data in theme.hand_written(project):
        write(target / path, data)
        paths.append(path)
    for made in workers.here.each(_documents, (target, source), jobs(source)):
        paths += made
    remove(target, before.keys() - {*paths})
    theme.prepare(workplace, source.derived.catalogue)
    return source.derived.catalogue, []


def _documents(of: tuple[Path, Source], job: Job) -> list[str]:
    """Write the documents and other files of a job; their paths."""
    target, source = of
    paths = []
    for made in job.files(source):
        path, data = (made.path, made.text.encode()) if isinstance(made, Page) else made
        write(target / path, data)
        paths.append(path)
    return paths


def build(
    project: Path,
    reports: Path,
    site: Path,
    workplace: Path,
    workers: Workers = THIS_MACHINE,
    *,
    progress: Progress | None = None,
    only: str | None = None,
    looked: Looked | None = None,
) -> tuple[Built | None, list[Problem]]:
    """Build the site of an archive and put it in the place of the former one.

    ``project`` is the folder of mkdocs.yml and docs/; ``workplace`` keeps what is made on the way, so that
    the next build makes only what changed: the same files as a build from nothing.
    ``only`` is the name of a province's folder: then the site is that of the province alone. ``looked`` is
    what was seen before, where somebody has looked already.
    Problems with data are returned; BuildError is raised where MkDocs fails or warns, and where there is no
    such province.
    """
    if only is not None:
        there = sorted(path.name for path in reports.iterdir() if path.is_dir())
        if only not in there:
            expected = ", ".join(there)
            raise BuildError(f"{reports}: found no province {only!r}, expected one of: {expected}")
    _apart(reports, site, workplace)
    if site.is_dir() and any(site.iterdir()) and not (site / MARK).is_file():
        raise BuildError(f"{site} is a folder of something else: name an empty one, or remove it")
    progress = progress or Progress()
    if looked is None:
        with progress.stage("look"):
            looked = look(project, reports, site, workplace, only)
    if looked.stands:
        return Built(*looked.last.counts), []
    unlinked(workplace)
    staging = workplace / STAGED
    source, problems = _source(
        project, reports, workplace, workers, progress, only=only, looked=looked
    )
    if source is None:
        return None, problems
    workplace.mkdir(parents=True, exist_ok=True)
    synthetic = source.derived.catalogue.archive.synthetic
    with progress.stage("theme"):
        shells = theme.shells(project, workplace, source.to, looked.code, synthetic=synthetic)
    if any(name.partition(":")[0] == SEARCH for name in looked.last.jobs):
        source = replace(source, index=staging / INDEX)
    work = _Work(project, workplace, source, shells, looked.code)
    before = written(staging)
    made, pieces = _made(work, looked, before, workers, progress)
    paths = [path for _, found in made.values() for path in found]
    pages = sorted(path for path in paths if path.endswith("index.html"))
    for path, data in _sitemap(pages, source.to.site):
        write(staging / path, data)
        paths.append(path)
    with progress.stage("publish"):
        remove(staging, before.keys() - {*paths})
        _publish(staging, site, workplace)
    entries = source.derived.catalogue.archive.entries
    built = Built(len(entries), sum(len(entry.reports) for entry in entries), len(pages), pieces)
    counts = (built.bodies, built.reports, built.documents)
    Manifest(looked.code, looked.whole, identity(site), counts, made).write(workplace)
    return built, []


def _apart(reports: Path, site: Path, workplace: Path) -> None:
    """BuildError where one of the folders lies in another that is not meant to hold it."""
    ours = [(site, workplace / name) for name in (KEPT, STAGED, "fresh")]
    for inner, outer in (
        (site, reports),
        (reports, site),
        (workplace, reports),
        (workplace, site),
        *ours,
    ):
        if inner.resolve().is_relative_to(outer.resolve()):
            raise BuildError(f"{inner} is or lies in {outer}: name a folder apart from it")


def _made(
    work: _Work, looked: Looked, before: Mapping[str, int], workers: Workers, progress: Progress
) -> tuple[dict[str, Done], int]:
    """Make what changed; the key and paths of every job by its name, and how many were made.

    What was written into ``before`` (``written``) since the last build is made again.
    """
    manifest = work.workplace / MANIFEST
    since = manifest.stat().st_mtime_ns if manifest.is_file() else 0
    staged = frozenset(path for path, at in before.items() if at <= since)
    every = jobs(work.source)
    last = looked.last
    found = {job.name: last.unchanged(job.name, job.key, staged) for job in every}
    pending = [job for job in every if found[job.name] is None]
    # Of what is made now nothing is known until all is done.
    sure = {name: of for name, of in last.jobs.items() if found.get(name) is not None}
    Manifest(looked.code, jobs=sure).write(work.workplace)
    # Here, where the staged files are: workers elsewhere read and judge.
    making = workers.here.as_done(_Work.done, work, pending)
    for job, paths, seconds in progress.over("make", making, len(pending)):
        found[job.name] = tuple(paths)
        progress.spent(f"make {job.kind}", seconds)
    made = {job.name: (job.key, found[job.name] or ()) for job in every}
    return made, len(pending)


def _sitemap(pages: Iterable[str], site_url: str) -> Iterator[tuple[str, bytes]]:
    """The site map as the theme's template writes it, of all pages."""
    addresses = sorted(f"{site_url}/{path.removesuffix('index.html')}" for path in pages)
    lines = "".join(f"  <url><loc>{escape(address)}</loc></url>\n" for address in addresses)
    text = (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n{lines}</urlset>'
    ).encode()
    yield from zip(SITEMAP, (text, gzip.compress(text, mtime=0)), strict=True)


def _publish(staging: Path, site: Path, workplace: Path) -> None:
    """Put a copy of the staged site in the former one's place at once.

    The files are shared with the staged ones, which are never written in place. What was there before is
    kept: the next copy is made of it.
    """
    site = site.resolve()  # not a link in the folder's place
    site.parent.mkdir(parents=True, exist_ok=True)
    fresh = workplace / "fresh"
    apart = site.parent.stat().st_dev != workplace.stat().st_dev
    if apart:  # a folder takes another's place within one file system only
        fresh = site.with_name(f".{site.name}.fresh")
        shutil.rmtree(fresh, ignore_errors=True)
    mirror(staging, fresh)
    if not site.exists():
        fresh.rename(site)
    elif not exchange(fresh, site):  # not on this system: for a moment there is none
        former = fresh.with_name(f"{fresh.name}.former")
        shutil.rmtree(former, ignore_errors=True)
        site.rename(former)
        fresh.rename(site)
        former.rename(fresh)
    if apart:
        shutil.rmtree(fresh, ignore_errors=True)
