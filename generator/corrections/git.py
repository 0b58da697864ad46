"""The data files of an archive as they were at a commit, read from git and from nowhere else."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path, PurePosixPath

_MOST_SECONDS = 300


class GitError(Exception):
    """Git could not give what was asked for; the message says what to do."""


def data_files_at(ref: str, root: Path, target: Path) -> str:
    """Write every YAML file below ``root`` as it was at the ref below ``target``; the commit's id.

    Blobs are read as they are: attributes of the tree that change or hide files do not act.
    """
    if not ref or ref.startswith("-") or any(c.isspace() or ord(c) < 32 for c in ref):
        raise GitError(f"found {ref!r}, expected a commit, a branch or a tag")
    commit = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    name = commit.decode().strip()
    listed = _git(root, "ls-tree", "-r", "-z", name, "--", ".").decode("utf-8", "strict")
    blobs: list[tuple[str, PurePosixPath]] = []
    for line in filter(None, listed.split("\0")):
        about, _, path = line.partition("\t")
        mode, kind, blob = about.split(" ")
        place = PurePosixPath(path)
        if place.suffix != ".yaml":
            continue
        if kind != "blob" or mode == "120000" or place.is_absolute() or ".." in place.parts:
            raise GitError(f"{ref}: found {path}, expected files of the archive itself, no links")
        blobs.append((blob, place))
    asked = "".join(f"{blob}\n" for blob, _ in blobs)
    answer = _git(root, "cat-file", "--batch", given=asked.encode())
    at = 0
    for _, place in blobs:
        head, _, _ = answer[at : at + 200].partition(b"\n")
        start = at + len(head) + 1
        if head.endswith(b" missing"):
            raise GitError(f"{ref}: {place} is not in this clone: fetch the commit as a whole")
        size = int(head.split(b" ")[2])
        file = target / place
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(answer[start : start + size])
        at = start + size + 1
    return name


def _git(root: Path, *arguments: str, given: bytes = b"") -> bytes:
    git = shutil.which("git")
    if git is None:
        raise GitError("found no git on this machine, expected it to be installed")
    try:
        done = subprocess.run(  # noqa: S603 a list of arguments, the ref checked above
            [git, "-C", str(root), *arguments],
            input=given,
            capture_output=True,
            check=False,
            env={**os.environ, "GIT_NO_LAZY_FETCH": "1"},  # no network
            timeout=_MOST_SECONDS,
        )
    except subprocess.TimeoutExpired as error:
        raise GitError(f"git {arguments[0]} took longer than {_MOST_SECONDS} s") from error
    if done.returncode:
        told = (
            done.stderr.decode("utf-8", "replace").strip()
            or "no such commit in this clone: fetch it first"
        )
        raise GitError(f"git {arguments[0]}: {told}")
    return done.stdout
