"""The same function over many items, in processes: what all items need is sent once."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_FEWEST = 8
"""Below so many items the processes cost more than they save."""


def _processes() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


@dataclass(frozen=True)
class Workers:
    """Who does the work: processes of this machine, or the executor of a distributed engine.

    ``outside`` is any ``concurrent.futures`` executor; its workers must see the same files.
    """

    processes: int = field(default_factory=_processes)
    outside: Executor | None = None

    def each(
        self, function: Callable[[Shared, Item], Outcome], shared: Shared, items: Sequence[Item]
    ) -> Iterator[Outcome]:
        """What the function makes of each item, in their order."""
        if self.outside is not None:
            yield from self.outside.map(partial(function, shared), items)
        elif self.processes == 1 or len(items) < _FEWEST:
            yield from (function(shared, item) for item in items)
        else:
            with ProcessPoolExecutor(
                self.processes, initializer=_begin, initargs=(function, shared)
            ) as pool:
                yield from pool.map(_one, items)


THIS_MACHINE = Workers()

_call: Callable[[Any], Any] | None = None


def _begin(function: Callable[[Any, Any], Any], shared: Any) -> None:
    """In a new process; one that is forked has what is shared without its being sent."""
    global _call  # noqa: PLW0603 a process has one work
    _call = partial(function, shared)


def _one(item: Any) -> Any:
    if _call is None:
        raise RuntimeError("this process has not begun")
    return _call(item)
