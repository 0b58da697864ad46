"""Who does the work of a command: processes of this machine, or a distributed engine that it is told of."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from contextlib import contextmanager

from generator.work import Workers


@contextmanager
def workers_of(options: argparse.Namespace) -> Iterator[Workers]:
    """As the options say; ``SystemExit`` with a message where the engine is not installed or not there.

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
        raise SystemExit(
            "--scheduler needs the package distributed: pip install distributed"
        ) from None
    try:
        client = Client(options.scheduler, timeout="10s")  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise SystemExit(f"{options.scheduler}: found no scheduler there: {error}") from None
    with client:
        executor = client.get_executor()  # type: ignore[no-untyped-call]
        yield Workers(processes.processes, executor)
