"""gongkai site, serve and render."""

from __future__ import annotations

import argparse
import json
import sys

from generator.commands.said import count, print_problems
from generator.commands.workers import workers_of


def site(options: argparse.Namespace) -> int:
    """Build the site."""
    from generator.commands.progress import progress_of
    from generator.site.build import build
    from generator.site.theme import BuildError

    progress = progress_of(options)
    try:
        with workers_of(options) as workers:
            built, problems = build(
                options.project,
                options.reports,
                options.site,
                options.workplace,
                workers,
                progress=progress,
                only=options.shard,
            )
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    if built is None:
        print_problems(problems)
        print(
            f"{count(problems)}: nothing was built, {options.site} is as it was",
            file=sys.stderr,
        )
        return 1
    if options.seconds is not None:
        options.seconds.write_text(json.dumps(progress.seconds), encoding="utf-8")
    print(
        f"{options.site}: {built.reports} reports of {built.bodies} bodies, {built.documents} pages; "
        f"{built.pieces} pieces made"
    )
    return 0


def render_pages(options: argparse.Namespace) -> int:
    """Write the Markdown pages."""
    from generator.site.build import render

    with workers_of(options) as workers:
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
