"""Folders of files that are made again and again: what differs is written, what is left over goes."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path


def written(folder: Path) -> dict[str, int]:
    """When each file below a folder was written last, in nanoseconds, by its path from there.

    Links to elsewhere are removed: what is written below one would lie there.
    """
    found = {}
    for path, file in _files(str(folder)):
        if file.is_symlink():
            Path(file.path).unlink()
        else:
            found[path] = file.stat().st_mtime_ns
    return found


def files_in(folder: Path) -> Iterator[str]:
    """The paths of all files below the folder, relative to it."""
    return (path for path, _ in _files(str(folder)))


def _files(folder: str, way: str = "") -> Iterator[tuple[str, os.DirEntry[str]]]:
    """Every file below a folder, if it is there, with its path: too many for a ``Path`` each."""
    try:
        found = os.scandir(folder)
    except FileNotFoundError:
        return
    with found:
        entries = list(found)
    for entry in entries:
        if entry.is_dir(follow_symlinks=False):
            yield from _files(entry.path, f"{way}{entry.name}/")
        else:
            yield f"{way}{entry.name}", entry


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
