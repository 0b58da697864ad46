"""The command line: its arguments; what each command does and prints stands in ``commands/``."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from generator import __version__
from generator.commands import corrections, data, demo, drafts, shards, site
from generator.importer import options as import_options
from generator.problems import BuildError, Level

_NEED_ARCHIVE = frozenset(
    {"site", "serve", "render", "shards", "check", "fmt", "schema", "score", "correct", "changes"}
)
_DEMO = "Make a synthetic archive of N reports for tests, screenshots and benchmarks."


def commands() -> tuple[str, ...]:
    """The names of all commands, each once."""
    [found] = [a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001
    return tuple(dict.fromkeys(each.prog.split()[-1] for each in found.choices.values()))


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongkai", description="Build and keep the archive of disclosure reports."
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: object, description: str, *also: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, aliases=also, help=description, description=description)
        command.set_defaults(run=run, command=name)
        command.add_argument(
            "--reports", type=Path, default=Path("reports"), help="folder of the archive (reports)"
        )
        return command

    def add_maker(name: str, run: object, description: str, *also: str) -> argparse.ArgumentParser:
        command = add(name, run, description, *also)
        command.add_argument(
            "--project", type=Path, default=Path(), help="folder of mkdocs.yml and docs/ (this one)"
        )
        command.add_argument(
            "--workplace",
            type=Path,
            default=Path("build"),
            help="folder for what is made on the way",
        )
        return command

    def add_builder(
        name: str, run: object, description: str, *also: str
    ) -> argparse.ArgumentParser:
        command = add_maker(name, run, description, *also)
        _add_workers(command)
        command.add_argument("--quiet", action="store_true", help="say nothing of the progress")
        command.add_argument(
            "--seconds", type=Path, metavar="FILE", help="write how long each stage took, as JSON"
        )
        return command

    build = add_builder("site", site.site, "Build the site from the archive.", "build")
    build.add_argument("--site", type=Path, default=Path("site"), help="where the site goes (site)")
    _add_shard(build)
    serve = add_builder("serve", site.serve_site, "Build the site and serve it on this machine.")
    serve.add_argument("--site", type=Path, default=Path("site"), help="where the site goes (site)")
    _add_shard(serve)
    serve.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
    add_builder("render", site.render_pages, "Write the Markdown pages and stop before MkDocs.")
    listed = add("shards", shards.listed, "List the provinces as JSON, each to be built alone.")
    listed.add_argument(
        "--least",
        type=_count,
        default=1,
        metavar="N",
        help="list none where the archive has fewer reports, which one build makes sooner (1)",
    )
    merge = add_maker(
        "merge", shards.merge, "Bring builds of provinces together: site then makes what is left."
    )
    merge.add_argument(
        "shards",
        nargs="+",
        type=Path,
        metavar="WORKPLACE",
        help="workplace of the build of a shard",
    )
    check = add("check", data.check, "Check data files: name every problem, finding and note.")
    check.add_argument("paths", nargs="*", type=Path, help="files or folders (the whole archive)")
    check.add_argument(
        "--format",
        choices=("text", "github", "json", "sarif"),
        default="text",
        help="how to say it (text)",
    )
    check.add_argument(
        "--level",
        choices=[str(level) for level in Level],
        default=str(Level.NOTE),
        help="say only what weighs as much or more: error, finding, note (note)",
    )
    check.add_argument(
        "--source",
        metavar="FILE",
        help="check a report before it is published: HTML, text, Markdown, DOCX or PDF; - reads "
        "standard input",
    )
    import_options.add_identity(check)
    _add_workers(check)
    rules = add("rules", data.rules, "List the rules.")
    rules.add_argument("--format", choices=("text", "json"), default="text", help="(text)")
    fmt = add("fmt", data.fmt, "Rewrite data files in canonical form.")
    fmt.add_argument("paths", nargs="*", type=Path, help="files or folders (the whole archive)")
    fmt.add_argument(
        "--check", action="store_true", help="change nothing, only say which would change"
    )
    add("schema", data.schema, "Write the JSON Schemas of the data files beside them.")
    drafted = add(
        "import", drafts.import_draft, "Make the draft of a report from a downloaded document."
    )
    import_options.add_arguments(drafted)
    _add_scheduler(drafted)
    score = add(
        "score", drafts.score, "Score the importer on cases and on the archive's own copies."
    )
    score.add_argument("cases", type=Path, help="folder of <case>/source.* and expected.json")
    _add_corrections(add)
    _add_demo(commands)
    return parser


def _add_corrections(add: Callable[[str, object, str], argparse.ArgumentParser]) -> None:
    correct = add("correct", corrections.correct, "Correct one value of a report and log it.")
    correct.add_argument(
        "report", nargs="?", help="data file, or address such as 510422102/2024 (newest revision)"
    )
    correct.add_argument("cell", nargs="?", help="address such as requests.received.total")
    correct.add_argument(
        "value", nargs="?", help="as the source prints it; null for a blank, ? for not in our copy"
    )
    correct.add_argument("--reason", help="why, and where the source shows it")
    correct.add_argument(
        "--present", help="what must stand there now; of prose, the passage to replace"
    )
    correct.add_argument(
        "--date", type=import_options.day, metavar="DAY", help="day of the correction (today)"
    )
    correct.add_argument("--issue", metavar="URL", help="where it was discussed")
    correct.add_argument(
        "--from-issue", type=Path, metavar="FILE", help="text of a filled issue form, instead"
    )
    changes = add("changes", corrections.changes, "Say what changed since a commit, and if logged.")
    changes.add_argument("base", help="commit, branch or tag to compare with")
    changes.add_argument("head", nargs="?", help="commit that is compared (the working tree)")
    changes.add_argument(
        "--format",
        choices=("text", "github", "markdown", "json"),
        default="text",
        help="how to say it (text)",
    )


def _add_demo(commands: Any) -> None:
    made = commands.add_parser(
        "demo", help=_DEMO, description=f"{_DEMO} The same seed and number give the same bytes."
    )
    made.set_defaults(run=demo.demo)
    made.add_argument("--reports", type=_count, required=True, metavar="N", help="how many reports")
    made.add_argument("--seed", type=int, default=1, metavar="S", help="which archive (1)")
    made.add_argument(
        "--output",
        type=Path,
        default=Path("build/demo"),
        metavar="DIR",
        help="new or empty folder for it (build/demo)",
    )


def _add_shard(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--shard", metavar="PROVINCE", help="a province's folder: the site of that province alone"
    )


def _add_workers(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--jobs", type=_count, metavar="N", help="processes (one for each processor)"
    )
    _add_scheduler(command)


def _add_scheduler(command: argparse.ArgumentParser) -> None:
    command.add_argument(
        "--scheduler",
        metavar="ADDRESS",
        help="a Dask scheduler whose workers read the files (they see the same folder)",
    )


def _count(text: str) -> int:
    count = int(text)
    if count < 1:
        raise argparse.ArgumentTypeError("expected one or more")
    return count


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    of_a_source = options.command == "check" and options.source is not None
    needed = options.command in _NEED_ARCHIVE and not of_a_source
    if needed and not options.reports.is_dir():
        print(f"{options.reports}: found no folder here, expected the archive", file=sys.stderr)
        return 2
    project = getattr(options, "project", None)
    if project is not None and not (project / "mkdocs.yml").is_file():
        print(f"{project}: found no mkdocs.yml here", file=sys.stderr)
        return 2
    try:
        status: int = options.run(options)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    return status
