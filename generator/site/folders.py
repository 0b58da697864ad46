"""Folders of files that are made again and again: what differs is written, what is left over goes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from generator.store.kept import put


def unlinked(folder: Path) -> None:
    """Remove the links in a folder of ours, if it is there: what is written below one would lie elsewhere."""
    for place in folder.iterdir() if folder.is_dir() else ():
        if place.is_symlink():
            place.unlink()


def written(folder: Path) -> dict[str, int]:
    """When each file below a folder was written last, in nanoseconds, by its path from there.

    Links and empty folders below it are removed.
    """
    found: dict[str, int] = {}
    if folder.is_dir():
        _written(str(folder), "", found)
    return found


def _written(folder: str, way: str, found: dict[str, int]) -> bool:
    """Whether nothing is left of the folder."""
    with os.scandir(folder) as entries:
        listed = list(entries)
    left = 0
    for entry in listed:
        path = f"{way}{entry.name}"
        if entry.is_symlink():
            Path(entry.path).unlink()
        elif not entry.is_dir():
            found[path] = entry.stat().st_mtime_ns
            left += 1
        elif _written(entry.path, f"{path}/", found):
            Path(entry.path).rmdir()
        else:
            left += 1
    return not left


def files(folder: str, way: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file and link below a folder, with its path behind ``way``: too many for a ``Path`` each."""
    with os.scandir(folder) as found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from files(entry.path, f"{way}{entry.name}/")
        else:
            yield f"{way}{entry.name}", entry


def write(path: Path, data: bytes) -> None:
    """Write a file if it is not there with these bytes; another one takes its place whole."""
    try:
        same = path.stat().st_size == len(data) and path.read_bytes() == data
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        same = False
    if not same:
        put(path, data)


def remove(folder: Path, paths: Iterable[str]) -> None:
    """Remove files of a folder where they are, and the folders below it that become empty."""
    for path in paths:
        file = folder / path
        if not file.is_file():
            continue
        file.unlink()
        for above in file.parents:
            if above == folder or any(above.iterdir()):
                break
            above.rmdir()


def mirror(source: Path | str, target: Path | str) -> None:
    """Make a folder the same as another: its files are links to those of the other, copies where none can be.

    Two links to one file are known by its number (``inode``), so that what is the same is not even looked at.
    """
    folder = Path(target)
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    _mirror(str(source), str(target))


def _mirror(source: str, target: str) -> None:
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
                if not same:
                    Path(place).mkdir()
                _mirror(entry.path, place)
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
