"""Long work: the same function over many items, in processes, and how far it is."""

from __future__ import annotations

import gc
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Executor, ProcessPoolExecutor, as_completed
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

Shared = TypeVar("Shared")
Item = TypeVar("Item")
Outcome = TypeVar("Outcome")

_FEWEST = 4
"""Below so many items the processes cost more than they save."""
_CHUNK = 16
"""Items that are sent to workers outside at a time."""


def _processes() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class Progress:
    """How far long work is; this one shows nothing and keeps how long each stage took, in seconds."""

    def __init__(self) -> None:
        self.seconds: dict[str, float] = {}

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage without steps."""
        begun = time.perf_counter()
        yield
        self.spent(name, time.perf_counter() - begun)

    def over(self, name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items of a stage of so many steps, each a step when it comes."""
        with self.stage(name):
            yield from self.shown(name, items, total)

    def spent(self, name: str, seconds: float) -> None:
        """Add to the time of a stage."""
        self.seconds[name] = self.seconds.get(name, 0.0) + seconds

    def shown(self, name: str, items: Iterable[Item], total: int) -> Iterable[Item]:
        """The same items, with whatever is to be seen of them."""
        del name, total
        return items


@dataclass(frozen=True)
class Workers:
    """Who does the work: processes of this machine, or the executor of a distributed engine.

    ``outside`` is any ``concurrent.futures`` executor; its workers must see the same files.
    """

    processes: int = field(default_factory=_processes)
    outside: Executor | None = None

    @property
    def here(self) -> Workers:
        """The processes of this machine alone, for work whose items share much."""
        return replace(self, outside=None)

    def each(
        self,
        function: Callable[[Shared, Item], Outcome],
        shared: Shared,
        items: Sequence[Item],
        at_a_time: int = 1,
    ) -> Iterator[Outcome]:
        """What the function makes of each item, in their order; a process gets so many at a time."""
        if self.outside is not None:
            chunks = [items[start : start + _CHUNK] for start in range(0, len(items), _CHUNK)]
            for made in self.outside.map(partial(_chunk, function, shared), chunks):
                yield from made
        elif self.processes == 1 or len(items) < _FEWEST:
            yield from (function(shared, item) for item in items)
        else:
            with pool(self.processes, _begin, function, shared) as processes:
                yield from processes.map(_one, items, chunksize=at_a_time)

    def as_done(
        self, function: Callable[[Shared, Item], Outcome], shared: Shared, items: Sequence[Item]
    ) -> Iterator[Outcome]:
        """What the function makes of each item, as soon as it is made, by the processes of this machine."""
        if self.processes == 1 or len(items) < _FEWEST:
            yield from (function(shared, item) for item in items)
        else:
            with pool(self.processes, _begin, function, shared) as processes:
                for made in as_completed([processes.submit(_one, item) for item in items]):
                    yield made.result()


@contextmanager
def pool(count: int, begin: Callable[..., None], *given: Any) -> Iterator[ProcessPoolExecutor]:
    """Processes that each begin with a function, and none of which outlives this one, however it ends.

    Where the work is broken off what has not begun is dropped and what has is not waited for.
    """
    processes = ProcessPoolExecutor(count, initializer=_bound, initargs=(begin, given))
    try:
        with _deaf():
            processes.submit(int)  # begins them
        yield processes
    except BaseException as error:
        # They are not ended from here: the pool would tell of each, in a thread of its own.
        processes.shutdown(wait=isinstance(error, Exception), cancel_futures=True)
        raise
    processes.shutdown()


@contextmanager
def _deaf() -> Iterator[None]:
    """Ctrl-C waits: neither beginning a process nor one that has just begun can be broken off."""
    signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _bound(begin: Callable[..., None], given: tuple[Any, ...]) -> None:
    signal.signal(
        signal.SIGINT, signal.SIG_IGN
    )  # a terminal tells all; these end with the first process
    threading.Thread(target=_end_with_parent, daemon=True).start()
    begin(*given)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _chunk(
    function: Callable[[Shared, Item], Outcome], shared: Shared, items: Sequence[Item]
) -> list[Outcome]:
    return [function(shared, item) for item in items]


@contextmanager
def uncollected() -> Iterator[None]:
    """While much is made that stays: garbage is not looked for in it, now or later."""
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()


THIS_MACHINE = Workers()

_call: Callable[[Any], Any] | None = None


def _begin(function: Callable[[Any, Any], Any], shared: Any) -> None:
    """In a new process; one that is forked has what is shared without its being sent."""
    global _call  # noqa: PLW0603 a process has one work
    _call = partial(function, shared)
    gc.freeze()  # collecting garbage would write into every page that is shared, and so copy it


def _one(item: Any) -> Any:
    if _call is None:
        raise RuntimeError("this process has not begun")
    return _call(item)
