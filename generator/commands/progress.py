"""How far long work is, on the error stream: a bar in a terminal, a line for each stage elsewhere."""

from __future__ import annotations

import argparse
import sys
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


class _Rate(ProgressColumn):
    """How many steps a second."""

    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text("" if speed is None else f"{speed:,.0f}/s")


class Shown(Progress):
    """A bar with the rate for every stage that has steps, where somebody looks; else one line a stage."""

    @contextmanager
    def stage(self, name: str) -> Iterator[None]:
        """A stage; one that stops half-way is not told."""
        with super().stage(name):
            yield
        if not sys.stderr.isatty():
            print(f"{STAGES[name]}: {self.seconds[name]:.1f} s", file=sys.stderr, flush=True)

    def shown(self, name: str, items: Iterable[Item], total: int) -> Iterator[Item]:
        """The items with a bar that leaves nothing behind."""
        if not sys.stderr.isatty():
            yield from items
            return
        columns = TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), _Rate()
        bars = Bars(*columns, TimeRemainingColumn(), console=Console(stderr=True), transient=True)
        with bars:
            yield from bars.track(items, total, description=STAGES[name])


def progress_of(options: argparse.Namespace) -> Progress:
    """As the options of a command want it."""
    return Progress() if options.quiet else Shown()
