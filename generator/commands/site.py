"""gongkai site, serve and render."""

from __future__ import annotations

import argparse
import json
import sys

from generator.commands.alone import alone
from generator.commands.said import count, print_problems
from generator.commands.workers import workers_of
from generator.site.manifest import Built, Looked, look
from generator.work import Progress


def site(options: argparse.Namespace) -> int:
    """Build the site."""
    with alone(options.workplace):
        return _site(options)


def _site(options: argparse.Namespace) -> int:
    from generator.commands.progress import progress_of

    progress = progress_of(options)
    with progress.stage("look"):
        looked = look(
            options.project, options.reports, options.site, options.workplace, options.shard
        )
    # Where nothing changed there is no need of all that makes a site.
    built = Built(*looked.last.counts) if looked.stands else _built(options, looked, progress)
    if isinstance(built, int):
        return built
    if options.seconds is not None:
        options.seconds.write_text(json.dumps(progress.seconds), encoding="utf-8")
    print(
        f"{options.site}: {built.reports} reports of {built.bodies} bodies, {built.documents} pages; "
        f"{built.pieces} pieces made"
    )
    return 0


def _built(options: argparse.Namespace, looked: Looked, progress: Progress) -> Built | int:
    """What was built, or the exit status where nothing was."""
    from generator.site.build import build

    with workers_of(options) as workers:
        built, problems = build(
            options.project,
            options.reports,
            options.site,
            options.workplace,
            workers,
            progress=progress,
            only=options.shard,
            looked=looked,
        )
    if built is not None:
        return built
    print_problems(problems)
    print(f"{count(problems)}: nothing was built, {options.site} is as it was", file=sys.stderr)
    return 1


def render_pages(options: argparse.Namespace) -> int:
    """Write the Markdown pages."""
    from generator.site.build import render

    with alone(options.workplace), workers_of(options) as workers:
        made, problems = render(options.project, options.reports, options.workplace, workers)
    print_problems(problems)
    if made is None:
        return 1
    print(options.workplace / "docs")
    return 0


def serve_site(options: argparse.Namespace) -> int:
    """Build the site and serve it."""
    from generator.site.serve import serve

    if status := site(options):
        return status
    print(f"http://127.0.0.1:{options.port}/ (ctrl-C ends)")
    return serve(options.site, options.port)
