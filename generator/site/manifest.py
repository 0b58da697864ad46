"""What was built last, of which input, and which files came of which job: a build makes what changed."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

FILE = "built.json"
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
        fresh = workplace / f"{FILE}.new"
        fresh.write_text(json.dumps(vars(self)), encoding="utf-8")
        fresh.replace(workplace / FILE)

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

    ``stands`` says that the site is the one of that build and nothing has changed since.
    """

    code: str
    whole: str
    last: Manifest
    stands: bool


def look(project: Path, reports: Path, site: Path, workplace: Path, only: str | None) -> Looked:
    """What there is before a build; the arguments are those of the build."""
    code = of_code(project)
    whole = of_files([reports / only if only else reports]) if reports.is_dir() else ""
    last = Manifest.read(workplace)
    if last.code != code:
        last = Manifest()
    stands = last.whole == whole and last.site == identity(site) and site.is_dir()
    return Looked(code, whole, last, stands)


def of_files(places: Iterable[Path]) -> str:
    """A digest of the names and bytes of files, and of all files below folders."""
    digest = hashlib.sha256()
    for place in places:
        for path in _files(place):
            data = hashlib.sha256(path.read_bytes()).digest()
            name = path.relative_to(place.parent).as_posix()  # wherever the folder lies
            digest.update(name.encode() + b"\0" + data)
    return digest.hexdigest()


def _files(place: Path) -> Iterator[Path]:
    if place.is_file():
        yield place
    for parent, below, names in os.walk(place):
        below[:] = sorted(name for name in below if name != "__pycache__")
        yield from (Path(parent, name) for name in sorted(names))


def of_code(project: Path) -> str:
    """A digest of everything but the archive: code, templates, hand-written pages, settings, libraries."""
    files = of_files([Path(__file__).parents[1], project / "docs", project / "mkdocs.yml"])
    settings = [os.environ.get(name) for name in _SETTINGS]
    versions = [version(name) for name in _PACKAGES]
    return hashlib.sha256(repr((files, settings, versions)).encode()).hexdigest()


def identity(folder: Path) -> str:
    """Which folder this is, and whether something was put in or taken out at its top since."""
    try:
        found = folder.stat()
    except FileNotFoundError:
        return ""
    return f"{folder.resolve()} {found.st_dev} {found.st_ino} {found.st_mtime_ns}"
