"""gongkai correct and changes."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from generator.commands.said import count, print_problems
from generator.problems import Problem
from generator.store.archive import Archive, load_archive

if TYPE_CHECKING:
    from generator.checking import Reported
    from generator.corrections.correct import Corrected
    from generator.corrections.wish import Wish


def correct(options: argparse.Namespace) -> int:
    """Correct one value in place; 0 done, 1 the file has errors, 2 refused."""
    from generator.corrections import correct as correcting
    from generator.corrections.wish import RefusedError

    try:
        made = correcting.correct(options.reports, _wish(options))
        made.write()
    except correcting.FaultyError as error:
        print_problems(error.problems)
        print(f"{count(error.problems)}: nothing was corrected", file=sys.stderr)
        return 1
    except (RefusedError, OSError) as error:
        print(f"没有更正 refused: {error}", file=sys.stderr)
        if isinstance(error, RefusedError):
            print(f"    {error.told.zh}", file=sys.stderr)
        return 2
    _print_corrected(made)
    return 0


def _wish(options: argparse.Namespace) -> Wish:
    from generator.corrections.issue_form import read_form, wish_of
    from generator.corrections.log_held import A_DAY
    from generator.corrections.wish import RefusedError, Wish

    day: date = options.date or _today()
    if day > _today() + A_DAY:
        raise RefusedError(
            f"日期 {day} 晚于今天（{_today()}）",
            f"found the day {day}, expected none after today, {_today()}",
        )
    given = (options.report, options.cell, options.value, options.reason)
    if options.from_issue is not None:
        if any((*given, options.present)):
            raise RefusedError(
                "--from-issue 时除 --date 和 --issue 外都取自更正单",
                "--from-issue takes everything but --date and --issue from the form",
            )
        return wish_of(read_form(options.from_issue), day, options.issue)
    if None in given:
        raise RefusedError(
            "应写明 REPORT CELL VALUE --reason TEXT，或 --from-issue FILE",
            "expected REPORT CELL VALUE --reason TEXT, or --from-issue FILE",
        )
    report, cell, value, reason = given
    return Wish(report, cell, value, reason, day, options.present, options.issue)


def _print_corrected(made: Corrected) -> None:
    found = made.correction
    was = found.was.notation if found.was else ""
    now = found.now.notation if found.now else ""
    print(f"{made.path}: {found.cell} ({made.name.zh} / {made.name.en}): {was} -> {now}")
    if made.effects is None:
        print("the rules were not run: a file of the archive has errors; see gongkai check")
        return
    _print_findings("new", made.effects.new)
    _print_findings("gone", made.effects.gone)
    if any(item.problem.rule == "S6" for item in made.effects.new):
        print("next: mend or remove the acknowledgements that lapsed, then gongkai check")
    else:
        print("next: gongkai check, then commit the file and propose the change")


def _print_findings(which: str, found: Iterable[Reported]) -> None:
    for item in found:
        print(f"{which}: {item.problem}")


def _today() -> date:
    return datetime.now(UTC).date()


def changes(options: argparse.Namespace) -> int:
    """Say what changed since a commit; 1 where a change is not logged, or an error is new."""
    from generator.corrections.changes import compare, unread
    from generator.corrections.git import GitError
    from generator.corrections.telling import FORMATS

    with TemporaryDirectory(prefix="gongkai-") as folder:
        try:
            before, problems = _at(options.base, options.reports, Path(folder, "base"))
            if before is not None and options.head is not None:
                after, faults = _at(options.head, options.reports, Path(folder, "head"))
            else:
                after, faults = load_archive(options.reports)
        except GitError as error:
            print(error, file=sys.stderr)
            return 2
        if before is None:
            print_problems(problems)
            print(f"{options.base}: the archive there cannot be read", file=sys.stderr)
            return 2
        if after is None:
            print(FORMATS[options.format](unread(faults)), end="")
            print_problems(faults)
            print(f"{count(faults)}: nothing was compared", file=sys.stderr)
            return 1
        found = compare(before, after, _today())
    print(FORMATS[options.format](found), end="")
    print_problems(found.errors)
    return 1 if found.errors else 0


def _at(ref: str, root: Path, target: Path) -> tuple[Archive | None, list[Problem]]:
    from generator.corrections.git import data_files_at

    target.mkdir()
    data_files_at(ref, root, target)
    archive, problems = load_archive(target, proved=False)
    named = [
        replace(problem, path=problem.path.replace(target.as_posix(), root.as_posix(), 1))
        for problem in problems
    ]
    return archive and archive.named_at(root), named
