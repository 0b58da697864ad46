"""gongkai import and score."""

from __future__ import annotations

import argparse
import sys
from functools import partial
from pathlib import Path

from generator.commands.said import print_problems
from generator.commands.workers import workers_of


def import_draft(options: argparse.Namespace) -> int:
    """Make the draft of a report, or of a folder of them."""
    from generator.importer import command

    if (options.source is None) == (options.batch is None):
        print("name one source, or a folder with --batch", file=sys.stderr)
        return 2
    if options.batch is not None:
        return _import_batch(options)
    outcome = command.run(options)
    print_problems(outcome.problems)
    if outcome.reason:
        print(f"{options.source}: refused: {outcome.reason}", file=sys.stderr)
    elif options.output == "-":
        sys.stdout.buffer.write(outcome.text.encode())
        sys.stdout.flush()
    else:
        print(
            f"{options.output}: {outcome.cells} cells, {outcome.open_cells} open", file=sys.stderr
        )
    return outcome.status


def _import_batch(options: argparse.Namespace) -> int:
    from rich.console import Console
    from rich.progress import track

    from generator.importer.batch import DRAFTS, Item, run_batch, sources_in, summary
    from generator.importer.command import wishes_of
    from generator.importer.elsewhere import on_workers

    folder: Path = options.batch
    if not folder.is_dir():
        print(f"{folder}: found no folder here", file=sys.stderr)
        return 2
    drafts = folder / DRAFTS if options.output == "-" else Path(options.output)
    console = Console(stderr=True)
    items: list[Item] = []
    count = len(sources_in(folder, drafts))
    with workers_of(options) as workers:
        outside = None if workers.outside is None else partial(on_workers, workers.outside)
        done = run_batch(folder, drafts, wishes_of(options), options.jobs, outside)
        try:
            items.extend(track(done, "import", total=count, console=console))
        except KeyboardInterrupt:
            done.close()
            print(
                f"interrupted after {len(items)} of {count}; the same command goes on",
                file=sys.stderr,
            )
            return 130
    for line in summary(items):
        print(line)
    return max((item.status for item in items), default=2)


def score(options: argparse.Namespace) -> int:
    """Score the importer."""
    from generator.importer.score import score_folder, score_reports, total

    if not options.cases.is_dir():
        print(f"{options.cases}: found no folder of cases here", file=sys.stderr)
        return 2
    scores = [*score_folder(options.cases), *score_reports(options.reports)]
    for score in scores:
        print(score)
    print(total(scores))
    return 0 if all(score.passed for score in scores) else 1
