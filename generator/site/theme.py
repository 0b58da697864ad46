"""What MkDocs makes: the hand-written pages and those beside them, and the shells of all others."""

from __future__ import annotations

import hashlib
import json
import logging
import os
import pickle
import re
import shutil
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, TypeVar

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from generator.derive.catalogue import Catalogue
from generator.model.report import SYNTHETIC
from generator.problems import BuildError
from generator.render.page import Addresses, Page
from generator.site import search, shell
from generator.site.shell import Kind, Shell
from generator.store.kept import keep, kept

Made = TypeVar("Made")
_STUB = "---\nkind: stub\n---\n\n# .\n"
_LINKED = re.compile(r"\]\((?:\./)?([^):#]+\.[a-z]+)\)")


def addresses(project: Path) -> Addresses:
    """Where the site and the repository live, as mkdocs.yml says."""
    config = _config(project, project / "docs")
    site, repository = config.site_url or "", config.extra["repository"]
    archives = tuple(f"{address.rstrip('/')}/" for address in config.extra["archives"])
    return Addresses(site.rstrip("/"), repository.rstrip("/"), archives)


def shells(
    project: Path, workplace: Path, to: Addresses, code: str, *, synthetic: bool
) -> Mapping[Kind, Shell]:
    """The shells; those of the last build where the code (``of_code``) is the same."""

    def made() -> Mapping[Kind, Shell]:
        folder = workplace / "shells"
        shutil.rmtree(folder, ignore_errors=True)
        stubs = dict.fromkeys(_in_navigation(project), "# .\n")
        _settings(folder, [], "", synthetic=synthetic)
        _written_and_built(project, folder, {**stubs, **dict(shell.documents())}.items())
        found = {
            kind: Shell.of(
                (folder / "site" / shell.address(kind) / "index.html").read_text(encoding="utf-8"),
                kind,
                to.site,
            )
            for kind in shell.kinds()
        }
        shutil.rmtree(folder)
        return found

    return _once(workplace / "shells.pickle", (code, synthetic), made)


def documents(
    project: Path, workplace: Path, catalogue: Catalogue, pages: Iterable[Page], code: str
) -> Mapping[str, bytes]:
    """The bytes by path of what MkDocs builds: the hand-written pages, these pages, the theme's files.

    Those of the last build where the code is the same and MkDocs would read the same.
    """
    texts = {page.path: page.text for page in pages}
    settings = _header_search(catalogue)

    def made() -> Mapping[str, bytes]:
        folder = workplace / "documents"
        shutil.rmtree(folder, ignore_errors=True)
        _settings(folder, *settings, synthetic=catalogue.archive.synthetic)
        written = dict(hand_written(project))
        # What hand-written pages link to may be made by other jobs; MkDocs has to find it.
        stubs = {
            name: _STUB if name.endswith(".md") else ""
            for path, data in written.items()
            if path.endswith(".md")
            for name in _LINKED.findall(data.decode())
            if name not in written and name not in texts
        }
        _written_and_built(project, folder, [*texts.items(), *written.items(), *stubs.items()])
        found = {
            file.relative_to(folder / "site").as_posix(): file.read_bytes()
            for file in sorted((folder / "site").rglob("*"))
            if file.is_file()
        }
        shutil.rmtree(folder)
        others = {
            f"{name.removesuffix('.md').removesuffix('/index')}/index.html"
            if name.endswith(".md")
            else name
            for name in stubs
        }
        return {
            name: data
            for name, data in found.items()
            if name not in others and not name.startswith("sitemap.")
        }

    read = hashlib.sha256(repr((texts, settings)).encode()).hexdigest()
    return _once(workplace / "documents.pickle", (code, catalogue.archive.synthetic, read), made)


def _once(file: Path, key: object, make: Callable[[], Made]) -> Made:
    """What was made last with this key, or what is made now, which is kept."""
    if (last := kept(file)) is not None:
        was, found = pickle.loads(last)  # noqa: S301 our own file
        if was == key:
            return found  # type: ignore[no-any-return]
    made = make()
    keep(file, pickle.dumps((key, made)))
    return made


def hand_written(project: Path) -> Iterator[tuple[str, bytes]]:
    """Path and bytes of the files below docs/ but those of the theme."""
    written = project / "docs"
    for file in sorted(written.rglob("*")):
        if file.is_file() and "overrides" not in file.parts:
            yield file.relative_to(written).as_posix(), file.read_bytes()


def prepare(folder: Path, catalogue: Catalogue) -> None:
    """Lay out what the hooks read while MkDocs builds ``folder/docs``."""
    _settings(folder, *_header_search(catalogue), synthetic=catalogue.archive.synthetic)


def _header_search(catalogue: Catalogue) -> tuple[list[dict[str, Any]], str]:
    """The entries of the header search, and the words that its segmenter keeps whole."""
    entries = [asdict(entry) for entry in search.entries(catalogue)]
    return entries, search.user_dictionary(catalogue)


def _settings(folder: Path, entries: list[dict[str, Any]], words: str, *, synthetic: bool) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    notice = asdict(SYNTHETIC) if synthetic else None
    (folder / search.ENTRIES_FILE).write_text(json.dumps(entries), encoding="utf-8")
    (folder / search.WORDS_FILE).write_text(words, encoding="utf-8")
    (folder / search.NOTICE_FILE).write_text(json.dumps(notice), encoding="utf-8")


def _written_and_built(
    project: Path, folder: Path, files: Iterable[tuple[str, str | bytes]]
) -> None:
    for name, content in files:
        path = folder / "docs" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
    build(project, folder)


def build(project: Path, folder: Path) -> None:
    """Let MkDocs build ``folder/docs`` into ``folder/site``; BuildError where it fails or warns."""
    # Without a date from outside, files carry none: the same archive gives the same bytes.
    os.environ.setdefault("SOURCE_DATE_EPOCH", "0")
    config = _config(project, folder / "docs", site_dir=str((folder / "site").resolve()))
    try:
        mkdocs_build(config)
    except (MkDocsException, SystemExit) as error:  # strict mode ends with Abort, a SystemExit
        raise BuildError(f"MkDocs could not build the site: {error}") from error


def _config(project: Path, docs: Path, **settings: str) -> MkDocsConfig:
    logging.getLogger("mkdocs").setLevel(logging.WARNING)
    file = project / "mkdocs.yml"
    try:
        return load_config(str(file), docs_dir=str(docs.resolve()), **settings)
    except MkDocsException as error:
        raise BuildError(f"{file}: {error}") from error


def _in_navigation(project: Path) -> Iterator[str]:
    for item in _config(project, project / "docs").nav or ():
        yield from item.values()
