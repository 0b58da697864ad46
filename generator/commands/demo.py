"""gongkai demo."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

LIVE = Path("reports")  # nothing is written in here


def demo(options: argparse.Namespace) -> int:
    """Make a synthetic archive; 0 done, 2 refused."""
    from generator.demo.write import RefusedError, write

    try:
        made = write(options.output, LIVE, options.seed, options.reports)
    except (RefusedError, ValueError, OSError) as error:
        print(f"没有生成 refused: {error}", file=sys.stderr)
        return 2
    rules = len({planted.rule for planted in made.planted})
    print(
        f"{options.output}: {made.reports} synthetic reports of {made.bodies} bodies, "
        f"{len(made.planted)} findings of {rules} rules planted"
    )
    return 0
