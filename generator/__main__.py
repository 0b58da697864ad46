"""Run the command line: ``python -m generator``, or ``gongkai`` where it is installed."""

import os
import sys
from typing import NoReturn

from generator.cli import INTERRUPTED, main


def run() -> NoReturn:
    """End with the status of the command."""
    status = main()
    if status == INTERRUPTED:  # at once: work that was broken off is not waited for
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    run()
