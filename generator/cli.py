"""The command line: the only place that prints."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator import __version__
from generator.problems import Level, Problem
from generator.store.archive import canonical, check_folder, load_archive
from generator.store.files import json_schemas
from generator.store.nodes import comments

if TYPE_CHECKING:
    from generator.checking import Reported


_NEED_ARCHIVE = frozenset({"site", "serve", "render", "check", "fmt", "schema", "score"})


def _print_problems(problems: Iterable[Problem]) -> None:
    for problem in problems:
        print(problem, file=sys.stderr)


def _count(problems: Sequence[Problem]) -> str:
    return {0: "no problems", 1: "1 problem"}.get(len(problems), f"{len(problems)} problems")


def _site(options: argparse.Namespace) -> int:
    from generator.site.build import BuildError, build

    try:
        built, problems = build(options.project, options.reports, options.site, options.workplace)
    except BuildError as error:
        print(error, file=sys.stderr)
        return 2
    if built is None:
        _print_problems(problems)
        print(
            f"{_count(problems)}: nothing was built, {options.site} is as it was",
            file=sys.stderr,
        )
        return 1
    print(
        f"{options.site}: {built.reports} reports of {built.bodies} bodies, {built.documents} pages"
    )
    return 0


def _render(options: argparse.Namespace) -> int:
    from generator.site.build import render

    made, problems = render(options.project, options.reports, options.workplace)
    _print_problems(problems)
    if made is None:
        return 1
    print(options.workplace / "docs")
    return 0


def _serve(options: argparse.Namespace) -> int:
    from generator.site.serve import serve

    if status := _site(options):
        return status
    print(f"http://127.0.0.1:{options.port}/ (ctrl-C ends)")
    return serve(options.site, options.port)


def _check(options: argparse.Namespace) -> int:
    from generator.checking import Reported, below, findings
    from generator.formats import FORMATS

    files = None
    if options.paths:
        files = _data_files(options.paths, options.reports)
        if files is None:
            return 2
    archive, problems = load_archive(options.reports)
    if files is not None and problems:
        problems = [
            problem
            for folder in sorted({file.parent for file in files})
            for problem in check_folder(options.reports, folder)
        ]
    reported = [Reported(problem, "") for problem in problems]
    if archive is not None:
        found = findings(archive) if files is None else findings(archive, below(files))
        reported += sorted(found, key=lambda item: item.problem)
    shown = [item for item in reported if item.problem.level in _at_least(options.level)]
    if options.format == "text":
        print(FORMATS["text"](shown), end="", file=sys.stderr)
        print(_tally(reported))
        if archive is None:
            print("the rules were not run: a file of the archive has errors", file=sys.stderr)
    else:
        print(FORMATS[options.format](shown), end="")
    return 1 if any(item.problem.level is Level.ERROR for item in reported) else 0


def _at_least(level: str) -> frozenset[Level]:
    """The levels that weigh as much as the one named, or more."""
    levels = list(Level)
    return frozenset(levels[: levels.index(Level(level)) + 1])


def _tally(reported: Sequence[Reported]) -> str:
    errors = [item.problem for item in reported if item.problem.level is Level.ERROR]
    counts = Counter(item.problem.level for item in reported)
    told = [
        f"{count} {name}" + ("" if count == 1 else "s")
        for name, count in (
            ("finding", counts[Level.FINDING]),
            ("note", counts[Level.NOTE]),
        )
        if count
    ]
    return ", ".join([_count(errors), *told])


def _rules(options: argparse.Namespace) -> int:
    from generator.formats import rules_json, rules_text

    print(rules_json() if options.format == "json" else rules_text(), end="")
    return 0


def _data_files(paths: Sequence[Path], root: Path) -> list[Path] | None:
    """The data files among and below the paths; None, said on stderr, where a path is of no use."""
    files: list[Path] = []
    for path in paths:
        found = sorted(path.rglob("*.yaml")) if path.is_dir() else [path]
        if not path.exists() or not found:
            print(
                f"{path}: found no data file here, expected a YAML file or a folder",
                file=sys.stderr,
            )
            return None
        files += found
    outside = [file for file in files if not file.resolve().is_relative_to(root.resolve())]
    for file in outside:
        print(f"{file}: not below {root}; name the archive with --reports", file=sys.stderr)
    return None if outside else files


def _fmt(options: argparse.Namespace) -> int:
    files = _data_files(options.paths or [options.reports], options.reports)
    if files is None:
        return 2
    status = 0
    for file in files:
        text, problems = canonical(file, options.reports)
        data = file.read_bytes()
        if text is not None and data != text.encode():
            problems = comments(data, file.as_posix())
            if options.check:
                print(f"{file}: not in canonical form; run gongkai fmt")
                status = 1
            elif not problems:
                file.write_bytes(text.encode())
                print(f"{file}: rewritten")
        if problems:
            _print_problems(problems)
            status = 1
    return status


def _schema(options: argparse.Namespace) -> int:
    for name, schema in json_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (options.reports / name).write_text(text, encoding="utf-8")
        print(options.reports / name)
    return 0


def _import(options: argparse.Namespace) -> int:
    from generator.importer import command

    if (options.source is None) == (options.batch is None):
        print("name one source, or a folder with --batch", file=sys.stderr)
        return 2
    if options.batch is not None:
        return _import_batch(options)
    outcome = command.run(options)
    _print_problems(outcome.problems)
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

    folder: Path = options.batch
    if not folder.is_dir():
        print(f"{folder}: found no folder here", file=sys.stderr)
        return 2
    drafts = folder / DRAFTS if options.output == "-" else Path(options.output)
    console = Console(stderr=True)
    items: list[Item] = []
    done = run_batch(folder, drafts, wishes_of(options), options.jobs)
    count = len(sources_in(folder, drafts))
    try:
        items.extend(track(done, "import", total=count, console=console))
    except KeyboardInterrupt:
        done.close()
        print(
            f"interrupted after {len(items)} of {count}; the same command goes on", file=sys.stderr
        )
    for line in summary(items):
        print(line)
    return max((item.status for item in items), default=2)


def _score(options: argparse.Namespace) -> int:
    from generator.importer.score import score_folder, score_reports, total

    if not options.cases.is_dir():
        print(f"{options.cases}: found no folder of cases here", file=sys.stderr)
        return 2
    scores = [*score_folder(options.cases), *score_reports(options.reports)]
    for score in scores:
        print(score)
    print(total(scores))
    return 0 if all(score.passed for score in scores) else 1


def commands() -> tuple[str, ...]:
    """The names of all commands."""
    [found] = [a for a in _parser()._actions if isinstance(a, argparse._SubParsersAction)]  # noqa: SLF001
    return tuple(found.choices)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="gongkai", description="Build and keep the archive of disclosure reports."
    )
    parser.add_argument("--version", action="version", version=f"gongkai {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")

    def add(name: str, run: object, description: str) -> argparse.ArgumentParser:
        command = commands.add_parser(name, help=description, description=description)
        command.set_defaults(run=run)
        command.add_argument(
            "--reports", type=Path, default=Path("reports"), help="folder of the archive (reports)"
        )
        return command

    def add_builder(name: str, run: object, description: str) -> argparse.ArgumentParser:
        command = add(name, run, description)
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

    site = add_builder("site", _site, "Build the site from the archive.")
    site.add_argument("--site", type=Path, default=Path("site"), help="where the site goes (site)")
    serve = add_builder("serve", _serve, "Build the site and serve it on this machine.")
    serve.add_argument("--site", type=Path, default=Path("site"), help="where the site goes (site)")
    serve.add_argument("--port", type=int, default=8000, help="port on 127.0.0.1 (8000)")
    add_builder("render", _render, "Write the Markdown pages and stop before MkDocs.")
    check = add("check", _check, "Check data files: name every problem, finding and note.")
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
    rules = add("rules", _rules, "List the rules.")
    rules.add_argument("--format", choices=("text", "json"), default="text", help="(text)")
    fmt = add("fmt", _fmt, "Rewrite data files in canonical form.")
    fmt.add_argument("paths", nargs="*", type=Path, help="files or folders (the whole archive)")
    fmt.add_argument(
        "--check", action="store_true", help="change nothing, only say which would change"
    )
    add("schema", _schema, "Write the JSON Schemas of the data files beside them.")
    from generator.importer.options import add_arguments

    add_arguments(add("import", _import, "Make the draft of a report from a downloaded document."))
    score = add("score", _score, "Score the importer on cases and on the archive's own copies.")
    score.add_argument("cases", type=Path, help="folder of <case>/source.* and expected.json")
    return parser


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command and return its exit status."""
    options = _parser().parse_args(arguments)
    if options.command in _NEED_ARCHIVE and not options.reports.is_dir():
        print(f"{options.reports}: found no folder here, expected the archive", file=sys.stderr)
        return 2
    try:
        status: int = options.run(options)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return 130
    return status
