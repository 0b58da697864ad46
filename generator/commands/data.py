"""gongkai check, rules, fmt and schema."""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from generator.commands.said import count, print_problems
from generator.problems import Level
from generator.store.archive import canonical, load_archive, load_sound
from generator.store.files import json_schemas
from generator.store.reader import comments

if TYPE_CHECKING:
    from generator.checking import Reported


def check(options: argparse.Namespace) -> int:
    """Name every problem, finding and note of data files."""
    from generator.checking import Reported, below, findings, reported
    from generator.commands.workers import workers_of
    from generator.formats import FORMATS
    from generator.judging import read

    if options.source is not None:
        return _check_source(options)
    files = None
    if options.paths:
        files = _data_files(options.paths, options.reports)
        if files is None:
            return 2
    if files is None:
        with workers_of(options) as workers:
            read_archive, problems = read(options.reports, workers=workers)
        found: Iterable[Reported] = reported(read_archive.said) if read_archive else ()
        judged = read_archive is not None
    else:
        archive, problems = load_sound(options.reports)
        found = () if archive is None else findings(archive, below(files))
        judged = archive is not None
    left_out = sorted({Path(problem.path) for problem in problems})
    if files is not None:
        folders = {file.resolve().parent for file in files}
        problems = [
            problem
            for problem in problems
            if not folders.isdisjoint(
                (Path(problem.path).resolve(), Path(problem.path).resolve().parent)
            )
        ]
    told = [Reported(problem) for problem in problems]
    told += sorted(found, key=lambda item: item.problem)
    shown = [item for item in told if item.problem.level in _at_least(options.level)]
    if options.format == "text":
        print(FORMATS["text"](shown), end="", file=sys.stderr)
        print(_tally(told))
    else:
        print(FORMATS[options.format](shown), end="")
    if not judged:
        print("the rules were not run: a file of the archive has errors", file=sys.stderr)
    elif left_out:
        named = ", ".join(dict.fromkeys(_folder(path).as_posix() for path in left_out))
        print(f"the rules were not run where files have errors: {named}", file=sys.stderr)
    # Where the rules were not run nothing is known to be right, wherever the error stands.
    return 1 if left_out or any(i.problem.level is Level.ERROR for i in told) else 0


def _folder(path: Path) -> Path:
    return path if path.is_dir() else path.parent


def _check_source(options: argparse.Namespace) -> int:
    """Check a document that is no data file yet: 0 nothing to look at, 1 something, 2 unusable."""
    from generator.importer.draft import Wishes
    from generator.importer.sources import read_named
    from generator.importer.stream import RefusedError
    from generator.proofing import proof, told

    if options.paths or options.format != "text":
        print("--source goes with neither paths nor --format", file=sys.stderr)
        return 2
    archive, problems = load_archive(options.reports) if options.reports.is_dir() else (None, [])
    try:
        data, name = read_named(options.source)
        wishes = Wishes(options.body, options.year, reports=options.reports)
        found = proof(data, name, wishes, archive)
    except RefusedError as refusal:
        print(f"{options.source}: {refusal}", file=sys.stderr)
        return 2
    if problems:
        print(
            f"{options.reports}: {count(problems)}, so nothing was compared with it",
            file=sys.stderr,
        )
    print(told(found), end="")
    return 0 if found.clean else 1


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
    return ", ".join([count(errors), *told])


def rules(options: argparse.Namespace) -> int:
    """List the rules."""
    from generator.formats import rules_json, rules_text

    print(rules_json() if options.format == "json" else rules_text(), end="")
    return 0


def _data_files(paths: Sequence[Path], root: Path) -> list[Path] | None:
    """The data files among and below the paths; None, said on stderr, where a path is of no use."""
    files: list[Path] = []
    for path in paths:
        # Of a folder around the archive only the archive is meant: check . is check.
        around = path.is_dir() and root.resolve().is_relative_to(path.resolve())
        folder = root if around else path
        found = sorted(folder.rglob("*.yaml")) if path.is_dir() else [path]
        if not path.exists() or not found or any(file.suffix != ".yaml" for file in found):
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


def fmt(options: argparse.Namespace) -> int:
    """Rewrite data files in canonical form, or say which would change."""
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
            print_problems(problems)
            status = 1
    return status


def schema(options: argparse.Namespace) -> int:
    """Write the JSON Schemas of the data files."""
    for name, schema in json_schemas().items():
        text = json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
        (options.reports / name).write_text(text, encoding="utf-8")
        print(options.reports / name)
    return 0
