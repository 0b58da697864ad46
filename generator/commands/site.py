"""gongkai site, serve and render."""

from __future__ import annotations

import argparse
import sys

from generator.commands.said import count, print_problems


def site(options: argparse.Namespace) -> int:
    """Build the site."""
    from generator.site.build import build
    from generator.site.theme import BuildError

    try:
        built, problems = build(options.project, options.reports, options.site, options.workplace)
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
    print(
        f"{options.site}: {built.reports} reports of {built.bodies} bodies, {built.documents} pages"
    )
    return 0


def render_pages(options: argparse.Namespace) -> int:
    """Write the Markdown pages."""
    from generator.site.build import render

    made, problems = render(options.project, options.reports, options.workplace)
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
