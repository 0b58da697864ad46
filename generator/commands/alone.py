"""One command at a time in a workplace."""

from __future__ import annotations

import fcntl
import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_PATIENCE = 5.0
"""Seconds: the processes of a build that was killed end a moment after it."""


@contextmanager
def alone(workplace: Path) -> Iterator[None]:
    """While no other command works there; told, and ``SystemExit`` 2, where one does.

    The system lets go of the folder when this process ends, however it ends.
    """
    workplace.mkdir(parents=True, exist_ok=True)
    folder = os.open(workplace, os.O_RDONLY)
    try:
        given_up = time.monotonic() + _PATIENCE
        while not _taken(folder):
            if time.monotonic() > given_up:
                print(
                    f"{workplace}: another command is at work here; wait for it, or name another --workplace",
                    file=sys.stderr,
                )
                raise SystemExit(2)
            time.sleep(0.1)
        yield
    finally:
        os.close(folder)


def _taken(folder: int) -> bool:
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
