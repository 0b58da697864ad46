"""Files kept between runs: each takes its place whole, and a damaged one is as if it were not there."""

from __future__ import annotations

import hashlib
from pathlib import Path

_DIGEST = hashlib.sha256().digest_size


def keep(file: Path, data: bytes) -> None:
    """Keep bytes, behind their digest, for a later run."""
    fresh = file.with_name(f"{file.name}.new")
    content = hashlib.sha256(data).digest() + data
    try:
        fresh.write_bytes(content)
    except FileNotFoundError:  # the first in its folder
        fresh.parent.mkdir(parents=True, exist_ok=True)
        fresh.write_bytes(content)
    fresh.replace(file)


def kept(file: Path) -> bytes | None:
    """The bytes that were kept; None where there are none, or others than were kept."""
    try:
        data = file.read_bytes()
    except FileNotFoundError:
        return None
    digest, data = data[:_DIGEST], data[_DIGEST:]
    return data if hashlib.sha256(data).digest() == digest else None
