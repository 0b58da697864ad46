"""gongkai shards and merge."""

from __future__ import annotations

import argparse
import json
import sys

from generator.commands.alone import alone


def listed(options: argparse.Namespace) -> int:
    """List the provinces."""
    from generator.site.shards import provinces

    print(json.dumps(provinces(options.reports, options.least)))
    return 0


def merge(options: argparse.Namespace) -> int:
    """Bring the workplaces of shards together; 2 where nothing of any could be taken."""
    from generator.site.shards import merge as merged

    with alone(options.workplace):
        every = merged(options.project, options.shards, options.workplace)
    for taken in every:
        counts = (
            f"{taken.records} folders read, {taken.bodies} bodies and {taken.regions} regions made"
        )
        left = f"; {taken.left_out} left out" if taken.left_out else ""
        print(f"{taken.workplace}: {counts}{left}")
        if taken.told:
            print(f"{taken.workplace}: {taken.told}", file=sys.stderr)
    return 0 if any(taken.records or taken.bodies for taken in every) else 2
