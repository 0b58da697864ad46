"""An archive in shards, one a province: which there are, and how what was made of each becomes a whole.

A workplace holds pickles: only those of builds of one's own may be merged.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from generator.problems import BuildError
from generator.site.build import KEPT, STAGED
from generator.site.folders import files, unlinked
from generator.site.manifest import Done, Manifest, of_code

_PARTS = ("body:", "region:", "over:", "year:", "table:")
"""Jobs that hang on a part of the archive; all others hang on the whole, which no shard has."""


@dataclass(frozen=True, slots=True)
class Taken:
    """What a workplace gave: records of folders, the bodies and regions whose files were taken, how many
    pieces were left out because another workplace has them otherwise or files are missing; and what is to
    be told of it, if anything.
    """

    workplace: Path
    records: int = 0
    bodies: int = 0
    regions: int = 0
    left_out: int = 0
    told: str = ""


def provinces(reports: Path, least: int = 0) -> list[str]:
    """The folders that are provinces, sorted; none where the archive has fewer reports than ``least``."""
    count = sum(1 for _ in reports.glob("*/**/[0-9][0-9][0-9][0-9]*.yaml"))
    return (
        sorted(path.name for path in reports.iterdir() if path.is_dir()) if count >= least else []
    )


def merge(project: Path, shards: Sequence[Path], workplace: Path) -> list[Taken]:
    """Bring what the workplaces of shards hold into one; what each of them gave, in their order.

    Files are shared by hard links where the file system has them. What is taken is no more than a
    beginning: each piece carries the key of what it was made from, and a build makes anew what differs.
    BuildError where one of them is the workplace itself.
    """
    if workplace.resolve() in {shard.resolve() for shard in shards}:
        raise BuildError(f"{workplace} cannot be merged into itself")
    code = of_code(project)
    made = [Manifest.read(shard) for shard in shards]
    offered = [_parts(manifest) if manifest.code == code else {} for manifest in made]
    agreed = _agreed(offered)
    own = Manifest.read(workplace)
    ours = set(_paths(agreed.values()))
    kept = {
        name: of
        for name, of in (own.jobs if own.code == code else {}).items()
        if name not in agreed and ours.isdisjoint(of[1])
    }
    # Of what is brought in nothing is known until it is there.
    workplace.mkdir(parents=True, exist_ok=True)
    unlinked(workplace)
    Manifest(code, jobs=kept).write(workplace)
    found: dict[str, Done] = {}
    told = []
    for shard, manifest, offer in zip(shards, made, offered, strict=True):
        records = _records(shard, workplace)
        taken = _taken(shard, workplace, {name: agreed[name] for name in offer if name in agreed})
        found |= taken
        told.append(
            Taken(
                shard,
                records,
                sum(name.startswith("body:") for name in taken),
                sum(name.startswith("region:") for name in taken),
                len(offer) - len(taken),
                _told(shard, manifest, code),
            )
        )
    Manifest(code, jobs=kept | found).write(workplace)
    return told


def _parts(manifest: Manifest) -> dict[str, Done]:
    return {name: of for name, of in manifest.jobs.items() if name.startswith(_PARTS)}


def _agreed(offered: Iterable[dict[str, Done]]) -> dict[str, Done]:
    """The jobs of all shards but those that two have otherwise, or whose files two jobs claim."""
    found: dict[str, Done] = {}
    disputed: set[str] = set()
    for offer in offered:
        disputed |= {name for name, of in offer.items() if found.setdefault(name, of) != of}
    owner: dict[str, str] = {}
    for name, (_, paths) in found.items():
        for path in paths:
            other = owner.setdefault(path, name)
            if other != name:
                disputed |= {name, other}
    return {name: of for name, of in found.items() if name not in disputed}


def _paths(jobs: Iterable[Done]) -> Iterable[str]:
    return (path for _, paths in jobs for path in paths)


def _records(shard: Path, workplace: Path) -> int:
    """Take the records of folders, which are named by what they hang on; how many there are."""
    if not (shard / KEPT).is_dir():
        return 0
    records = [path for path, _ in files(str(shard / KEPT)) if not path.endswith(".new")]
    return sum(_linked(shard / KEPT / path, workplace / KEPT / path) for path in records)


def _taken(shard: Path, workplace: Path, jobs: dict[str, Done]) -> dict[str, Done]:
    """Take the files of jobs; those of which all were there, and that no build has made anew meanwhile."""
    whole = {
        name: of
        for name, of in jobs.items()
        if all(_linked(shard / STAGED / path, workplace / STAGED / path) for path in of[1])
    }
    now = Manifest.read(shard).jobs  # a build forgets a job before it touches its files
    return {name: of for name, of in whole.items() if now.get(name) == of}


def _linked(source: Path, target: Path) -> bool:
    """Let the target be the file of the source, or a copy of it; False where there is no source."""
    if not source.is_file():
        return False
    if target.exists() and target.samefile(source):
        return True  # a link cannot take its own place
    target.parent.mkdir(parents=True, exist_ok=True)
    fresh = target.with_name(f".{target.name}.new")
    fresh.unlink(missing_ok=True)
    try:
        os.link(source, fresh)
    except OSError:  # another file system, or one without links
        shutil.copyfile(source, fresh)
    fresh.replace(target)
    return True


def _told(shard: Path, manifest: Manifest, code: str) -> str:
    if not (shard / KEPT).is_dir() and not manifest.jobs:
        return "found no workplace of a build here"
    if not manifest.code:
        return "no build of it has come to making pages"
    if manifest.code != code:
        return "its pages were made by other code or settings, and are made anew"
    if not manifest.whole:
        return "its last build did not end; what was done is taken"
    return ""
