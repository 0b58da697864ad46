"""How far long work is, on the error stream: a bar in a terminal, a line for each stage elsewhere."""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.progress import Progress as Bars
from rich.text import Text

from generator.work import Item, Progress

STAGES = {
    "look": "files looked at",
    "read": "folders read and judged",
    "compare": "bodies compared with the others",
    "derive": "figures derived",
    "theme": "theme rendered",
    "make": "pieces of the site made",
    "publish": "site put in its place",
}


_LONG = 20
"""Seconds without a word where nobody looks at a bar."""


class _Rate(ProgressColumn):
    """How many steps a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s")


class Shown(Progress):
    """A bar with the rate for each stage where somebody looks; else a line a stage, more where it is long."""

    def __init__(self) -> None:
        super().__init__()
        self._bars: Bars | None = None
        self._steps = 0

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage; one that stops half-way is not told. A bar leaves nothing behind."""
        self._steps = 0
        if sys.stderr.isatty():
            columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate()
            remaining, console = TimeRemainingColumn(), Console(stderr=True)
            with Bars(*columns, remaining, console=console, transient=True) as self._bars:
                self._bars.add_task(STAGES[name], total=None)
                with super().stage(name):
                    yield
            self._bars = None
            return
        with super().stage(name):
            yield
        seconds = self.seconds[name]
        rate = (
            f", {self._steps:,} at {self._steps / max(seconds, 0.1):,.0f}/s" if self._steps else ""
        )
        print(f"{STAGES[name]}: {seconds:.1f} s{rate}", file=sys.stderr, flush=True)

    def shown(self, name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items, each a step of the stage."""
        if self._bars is not None:
            self._bars.update(self._bars.task_ids[0], total=total)
        told = time.monotonic()
        for item in items:
            self._steps += 1
            if self._bars is not None:
                self._bars.advance(self._bars.task_ids[0])
            elif time.monotonic() - told > _LONG:
                told = time.monotonic()
                print(f"{STAGES[name]}: {self._steps:,} of {total:,}", file=sys.stderr, flush=True)
            yield item


def progress_of(options: argparse.Namespace) -> Progress:
    """As the options of a command want it."""
    return Progress() if options.quiet else Shown()
