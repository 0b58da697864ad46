"""Build the site: nothing is touched until everything has been read and built without a problem."""

from __future__ import annotations

import json
import logging
import os
import shutil
from dataclasses import asdict, dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.checking import errors, judged
from generator.derive.catalogue import Catalogue, catalogue
from generator.derive.findings import findings
from generator.model.report import SYNTHETIC
from generator.problems import Problem
from generator.render.page import Addresses
from generator.site import search
from generator.site.stage import stage
from generator.store.archive import load_archive

MARK = "search/search_index.json"  # every site of ours has it; a folder without it is not replaced


class BuildError(Exception):
    """The site could not be built although the data is sound; the message says why."""


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and wrote."""

    bodies: int
    reports: int
    documents: int


def render(project: Path, reports: Path, workplace: Path) -> tuple[Catalogue | None, list[Problem]]:
    """Write the documents that MkDocs builds into ``workplace``; nothing if there is a problem."""
    archive, problems = load_archive(reports)
    if archive is None:
        return None, problems
    said = judged(archive)
    if problems := errors(said):
        return None, problems
    made, found = catalogue(archive), findings(said)
    stage(made, found, project / "docs", workplace / "docs", _addresses(project))
    entries = [asdict(entry) for entry in search.entries(made)]
    (workplace / search.ENTRIES_FILE).write_text(json.dumps(entries), encoding="utf-8")
    (workplace / search.WORDS_FILE).write_text(search.user_dictionary(made), encoding="utf-8")
    notice = asdict(SYNTHETIC) if archive.synthetic else None
    (workplace / search.NOTICE_FILE).write_text(json.dumps(notice), encoding="utf-8")
    return made, []


def build(
    project: Path, reports: Path, site: Path, workplace: Path
) -> tuple[Built | None, list[Problem]]:
    """Build the site of an archive and put it in the place of the former one.

    ``project`` is the folder of mkdocs.yml and docs/; ``workplace`` keeps what is made on the way.
    Problems with data are returned; BuildError is raised where MkDocs fails or warns.
    """
    if site.is_dir() and any(site.iterdir()) and not (site / MARK).is_file():
        raise BuildError(f"{site} is a folder of something else: name an empty one, or remove it")
    made, problems = render(project, reports, workplace)
    if made is None:
        return None, problems
    fresh = workplace / "site"
    config = _config(project, workplace, fresh)
    # Without a date from outside, files carry none: the same archive gives the same bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    try:
        mkdocs_build(config)
    except (MkDocsException, SystemExit) as error:  # strict mode ends with Abort, a SystemExit
        raise BuildError(f"MkDocs could not build the site: {error}") from error
    _replace(site, fresh, workplace)
    documents = sum(1 for path in (workplace / "docs").rglob("*.md"))
    reports_built = sum(len(entry.reports) for entry in made.archive.entries)
    return Built(len(made.archive.entries), reports_built, documents), []


def _addresses(project: Path) -> Addresses:
    config = load_config(str(project / "mkdocs.yml"), docs_dir=str(project / "docs"))
    site, repository = config.site_url or "", config.extra["repository"]
    archives = tuple(f"{address.rstrip('/')}/" for address in config.extra["archives"])
    return Addresses(site.rstrip("/"), repository.rstrip("/"), archives)


def _config(project: Path, workplace: Path, site: Path) -> MkDocsConfig:
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    return load_config(
        str(project / "mkdocs.yml"),
        docs_dir=str((workplace / "docs").resolve()),
        site_dir=str(site.resolve()),
    )


def _replace(site: Path, fresh: Path, workplace: Path) -> None:
    """Put the fresh site in the former one's place by two renames, so that it is never half there."""
    former = workplace / "former"
    shutil.rmtree(former, ignore_errors=True)
    site.parent.mkdir(parents=True, exist_ok=True)
    if site.exists():
        site.rename(former)
    fresh.rename(site)
    shutil.rmtree(former, ignore_errors=True)
