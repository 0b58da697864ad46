"""Run the command line: ``python -m generator``, or ``gongkai`` where it is installed."""

import os
import sys
from typing import NoReturn

_INTERRUPTED = 130  # exit status after ctrl-C


def run() -> NoReturn:
    """End with the status of the command."""
    try:
        from generator.cli import main  # noqa: PLC0415 # ctrl-C may come while it is being loaded

        status = main()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        status = _INTERRUPTED
    if status == _INTERRUPTED:  # at once: work that was broken off is not waited for
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)


if __name__ == "__main__":
    run()
