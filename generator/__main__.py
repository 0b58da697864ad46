"""Run the command line with ``python -m generator``."""

import os
import sys

from generator.cli import INTERRUPTED, main

if __name__ == "__main__":
    status = main()
    if status == INTERRUPTED:  # at once: threads of work that was broken off are not waited for
        sys.stdout.flush()
        sys.stderr.flush()
        os._exit(status)
    sys.exit(status)
