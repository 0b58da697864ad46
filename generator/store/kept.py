"""Files kept between runs: each takes its place whole, and a damaged one is as if it were not there."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def put(file: Path, data: bytes) -> None:
    """Write a file that takes its place whole.

    A folder in its place is removed, and a file where its folder is to be.
    """
    fresh = file.with_name(f".{file.name}.new")
    try:
        fresh.write_bytes(data)
        fresh.replace(file)
    except FileNotFoundError:  # the first in its folder
        fresh.parent.mkdir(parents=True, exist_ok=True)
        put(file, data)
    except NotADirectoryError:
        next(above for above in file.parents if above.is_file()).unlink()
        put(file, data)
    except IsADirectoryError:
        shutil.rmtree(fresh if fresh.is_dir() else file)
        put(file, data)


def keep(file: Path, data: bytes) -> None:
    """Keep bytes, behind their digest, for a later run."""
    put(file, hashlib.sha256(data).digest() + data)


def kept(file: Path) -> bytes | None:
    """The bytes that were kept; None where there are none, or others than were kept."""
    try:
        data = file.read_bytes()
    except (FileNotFoundError, NotADirectoryError, IsADirectoryError):
        return None
    digest, data = data[:_DIGEST], data[_DIGEST:]
    return data if hashlib.sha256(data).digest() == digest else None
