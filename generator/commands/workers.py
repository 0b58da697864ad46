"""Who does the work of a command: processes of this machine, or a distributed engine that it is told of."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import NoReturn

from generator.work import Workers


@contextmanager
def workers_of(options: argparse.Namespace) -> Iterator[Workers]:
    """As the options say; told, and ``SystemExit`` 2, where the engine is not installed or not there.

    Workers of a Dask scheduler (``--scheduler tcp://host:8786``) must be started in the same folder of a
    file system that they share with this process.
    """
    processes = Workers(options.jobs) if options.jobs else Workers()
    if getattr(options, "scheduler", None) is None:
        yield processes
        return
    try:
        from distributed import Client
    except ImportError:
        _refused("--scheduler needs the package distributed: pip install distributed")
    try:
        client = Client(options.scheduler, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        _refused(f"{options.scheduler}: found no scheduler there: {error}")
    with client:
        executor = client.get_executor()  # type: ignore[no-untyped-call]
        yield Workers(processes.processes, executor)


def _refused(reason: str) -> NoReturn:
    print(reason, file=sys.stderr)
    raise SystemExit(2)
