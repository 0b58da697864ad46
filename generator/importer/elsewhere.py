"""A batch on the workers of a distributed engine, which see the same files: some sources at a time."""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from collections.abc import Iterator, Sequence
from concurrent.futures import Executor, as_completed
from pathlib import Path

from generator.importer.batch import Item, Job, in_parallel
from generator.importer.draft import Wishes

_CHUNK = 32  # sources at a time: reading them takes longer than beginning a process


def on_workers(
    executor: Executor, todo: Sequence[Job], drafts: Path, wishes: Wishes
) -> Iterator[Item]:
    """The items of all sources, some at a time, in the order in which they are done."""
    chunks = [todo[start : start + _CHUNK] for start in range(0, len(todo), _CHUNK)]
    running = [executor.submit(_imported, chunk, drafts, wishes) for chunk in chunks]
    try:
        for done in as_completed(running):
            yield from done.result()
    finally:
        for one in running:
            one.cancel()


def _imported(todo: Sequence[Job], drafts: Path, wishes: Wishes) -> list[Item]:
    """In a process of its own: a worker's thread can bound neither the time nor the memory of a source."""
    command = [sys.executable, "-m", __name__]
    asked = pickle.dumps((list(todo), drafts, wishes))
    done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True)  # noqa: S603 ours
    items: list[Item] = pickle.loads(done.stdout)  # noqa: S301 our own process wrote it
    return items


def _main() -> None:
    with os.fdopen(os.dup(1), "wb") as answer:
        os.dup2(2, 1)  # whatever a reader says is no part of the answer
        todo, drafts, wishes = pickle.load(sys.stdin.buffer)  # noqa: S301 the process that began this one
        pickle.dump(list(in_parallel(todo, drafts, wishes, 1)), answer)


if __name__ == "__main__":
    _main()
