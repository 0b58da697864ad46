"""Folders of files that are made again and again: what differs is written, what is left over goes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path


def untouched(folder: Path, since: Path) -> Iterator[str]:
    """As ``files_in``, without those that were written in place after a file was, and links to nothing."""
    last = since.stat().st_mtime_ns if since.is_file() else 0
    for path in files_in(folder):
        try:
            written = (folder / path).stat().st_mtime_ns
        except FileNotFoundError:
            continue
        if written <= last:
            yield path


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files below the folder, relative to it."""
    for parent, _, names in os.walk(folder):
        way = parent[len(str(folder)) + 1 :]
        yield from (f"{way}/{name}" if way else name for name in names)


def write(path: Path, data: bytes) -> None:
    """Write a file if it is not there with these bytes; another one takes its place whole.

    A folder in its place is removed, and a file where its folder is to be.
    """
    try:
        if path.is_dir():
            shutil.rmtree(path)
        elif path.stat().st_size == len(data) and path.read_bytes() == data:
            return
    except (FileNotFoundError, NotADirectoryError):
        for above in path.parents:
            if above.is_file():
                above.unlink(missing_ok=True)
        path.parent.mkdir(parents=True, exist_ok=True)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(data)
    fresh.replace(path)


def remove_others(folder: Path, kept: Iterable[str]) -> None:
    """Remove every file of the folder that is not named, and the folders that become empty."""
    known = {f"{folder}/{path}" for path in kept}
    for parent, below, names in os.walk(folder, topdown=False):
        paths = [f"{parent}/{name}" for name in names]
        others = [path for path in paths if path not in known]
        for path in others:
            Path(path).unlink()
        gone = len(others) == len(names) and not any(
            map(os.path.lexists, (f"{parent}/{name}" for name in below))
        )
        if gone and parent != str(folder):
            Path(parent).rmdir()


def mirror(source: Path | str, target: Path | str) -> None:
    """Make a folder the same as another: its files are links to those of the other, copies where none can be.

    Two links to one file are known by its number (``inode``), so that what is the same is not even looked at.
    """
    folder = Path(target)
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    with os.scandir(target) as found:
        there = {entry.name: entry for entry in found}
    with os.scandir(source) as wanted:
        for entry in wanted:
            place, old = f"{target}/{entry.name}", there.pop(entry.name, None)
            is_folder = entry.is_dir(follow_symlinks=False)
            same = old and (
                old.is_dir(follow_symlinks=False) if is_folder else old.inode() == entry.inode()
            )
            if old and not same:
                _remove(old)
            if is_folder:
                mirror(entry.path, place)
            elif not same:
                _linked(entry.path, place)
    for old in there.values():
        _remove(old)


def _remove(entry: os.DirEntry[str]) -> None:
    if entry.is_dir(follow_symlinks=False):
        shutil.rmtree(entry.path)
    else:
        Path(entry.path).unlink()


def _linked(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system, one without links, or too many of them
        shutil.copyfile(source, target)
