"""What was built last, of which input, and which files came of which job: a build makes what changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

from generator.site.folders import files
from generator.store.kept import put

FILE = "built.json"
SITEMAP = "sitemap.xml", "sitemap.xml.gz"
"""Files of the whole that no job makes."""
_PACKAGES = (
    "jieba",
    "jinja2",
    "markdown",
    "markupsafe",
    "mkdocs",
    "mkdocs-material",
    "opencc",
    "pypinyin",
    "pyyaml",
    "rapidfuzz",
)
Done = tuple[str, tuple[str, ...]]
"""The key of a job that was done, and the paths of its files."""
_SETTINGS = ("GONGKAI_SITE_URL", "GONGKAI_REPO_URL", "SOURCE_DATE_EPOCH")


@dataclass(frozen=True)
class Manifest:
    """The state of the staged files; one that was never built is empty.

    ``whole`` is a digest of all input and ``site`` of the folder that it was published in, both empty while
    a build is under way. ``jobs`` has by kind and name of a job its key and the paths of its files.
    """

    code: str = ""
    whole: str = ""
    site: str = ""
    counts: tuple[int, int, int] = (0, 0, 0)
    jobs: Mapping[str, Done] = field(default_factory=dict)

    @classmethod
    def read(cls, workplace: Path) -> Manifest:
        """That of the last build; an empty one where it cannot be read."""
        try:
            values = json.loads((workplace / FILE).read_text(encoding="utf-8"))
            found = {name: (key, tuple(paths)) for name, (key, paths) in values.pop("jobs").items()}
            return cls(**{**values, "counts": tuple(values["counts"]), "jobs": found})
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return cls()

    def write(self, workplace: Path) -> None:
        """Keep it for the next build."""
        put(workplace / FILE, json.dumps(vars(self)).encode())

    def unchanged(self, name: str, key: str, staged: frozenset[str]) -> tuple[str, ...] | None:
        """The files of a job where nothing that it hangs on changed and all of them are there."""
        was, paths = self.jobs.get(name, ("", ()))
        return paths if was == key and staged.issuperset(paths) else None


@dataclass(frozen=True, slots=True)
class Built:
    """What a build read and wrote; ``pieces`` is how many pieces of the site had to be made."""

    bodies: int
    reports: int
    documents: int
    pieces: int = 0


@dataclass(frozen=True, slots=True)
class Looked:
    """The digests of the code and of all input as they are, and what was built last with that code.

    ``contents`` has the digest of each file of the archive by its path. ``stands`` says that the site is the
    one of that build and nothing has changed since.
    """

    code: str
    whole: str
    contents: Mapping[str, bytes]
    last: Manifest
    stands: bool


def look(project: Path, reports: Path, site: Path, workplace: Path, only: str | None) -> Looked:
    """What there is before a build; the arguments are those of the build."""
    code = of_code(project)
    contents = dict(sorted(of_files(reports / only if only else reports, reports)))
    whole = _digest(contents) if contents else ""
    last = Manifest.read(workplace)
    if last.code != code:
        last = Manifest()
    stands = (
        last.whole == whole and last.site == identity(site) and _as_built(site, last, workplace)
    )
    return Looked(code, whole, contents, last, stands)


def _as_built(site: Path, last: Manifest, workplace: Path) -> bool:
    """Whether a folder holds the files of the last build, none of them written since."""
    if not site.is_dir():
        return False
    since = (workplace / FILE).stat().st_mtime_ns
    paths = {path for _, of_job in last.jobs.values() for path in of_job} | {*SITEMAP}
    for path, entry in files(str(site)):
        if path not in paths or not entry.is_file(follow_symlinks=False):
            return False
        if entry.stat().st_mtime_ns > since:
            return False
        paths.remove(path)
    return not paths


def of_files(place: Path, root: Path) -> Iterator[tuple[str, bytes]]:
    """The digest of a file, or of each file below a folder, by its path from a root.

    None where there is nothing; an empty one of what is no file or cannot be read; that of a link is another.
    """
    if place.is_file():
        yield place.relative_to(root).as_posix(), hashlib.sha256(place.read_bytes()).digest()
    elif place.is_dir():
        for path, entry in files(str(place), (place / "_").relative_to(root).as_posix()[:-1]):
            yield path, _of_file(entry) + (b"link" if entry.is_symlink() else b"")


def _of_file(entry: os.DirEntry[str]) -> bytes:
    try:
        if not entry.is_file():  # a pipe would never end
            return b""
        with open(entry.path, "rb") as file:  # noqa: PTH123 there are tens of thousands
            return hashlib.sha256(file.read()).digest()
    except OSError:
        return b""


def of_code(project: Path) -> str:
    """A digest of everything but the archive: code, templates, hand-written pages, settings, libraries."""
    package = Path(__file__).parents[1]
    places = (
        (package, package.parent),
        (project / "docs", project),
        (project / "mkdocs.yml", project),
    )
    found = sorted(
        (path, digest)
        for place, root in places
        for path, digest in of_files(place, root)
        if "/__pycache__/" not in path
    )
    settings = [os.environ.get(name) for name in _SETTINGS]
    versions = [version(name) for name in _PACKAGES]
    return _digest(found, settings, versions)


def _digest(*values: object) -> str:
    return hashlib.sha256(repr(values).encode()).hexdigest()


def identity(folder: Path) -> str:
    """Which folder this is, and whether something was put in or taken out at its top since."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return ""
    return f"{folder.resolve()} {found.st_dev} {found.st_ino} {found.st_mtime_ns}"
