"""A folder of sources at once: in parallel, past bad files, interrupted and taken up again."""

from __future__ import annotations

import hashlib
import json
import os
import signal
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import asdict, dataclass, replace
from functools import partial
from pathlib import Path

from generator import __version__
from generator.importer.command import REFUSED, Outcome, import_bytes, write_draft
from generator.importer.draft import Wishes
from generator.importer.sources import read_source
from generator.importer.stream import RefusedError
from generator.work import pool

JOURNAL = "import.jsonl"
DRAFTS = "drafts"
SECONDS_A_FILE = 60
_MEMORY = 3 * 2**30
Job = tuple[str, str]
"""A source by its name below the folder and by its path."""


@dataclass(frozen=True, slots=True)
class Item:
    """One source of a batch and what became of it."""

    source: str
    sha256: str
    status: int
    draft: str
    cells: int
    open_cells: int
    open_points: int
    reason: str
    version: str = __version__


Outside = Callable[[Sequence[Job], Path, Wishes], Iterator[Item]]
"""Imports sources into the folder of drafts; the items as they are done."""


class _TooSlowError(Exception):
    """A source takes longer than it may."""


def sources_in(folder: Path, drafts: Path) -> list[Path]:
    """The files below a folder that may be sources: no hidden ones, and no drafts."""
    found = []
    for path in sorted(folder.rglob("*")):
        parts = path.relative_to(folder).parts
        if any(part.startswith(".") for part in parts) or path.is_relative_to(drafts):
            continue
        if path.is_file():
            found.append(path)
    return found


def run_batch(
    folder: Path, drafts: Path, wishes: Wishes, jobs: int = 0, outside: Outside | None = None
) -> Generator[Item, None, None]:
    """Every source's item as it is done; those of the journal first, if they are unchanged.

    The work is done by so many processes (0: one a processor), or by what is outside of this machine.
    """
    drafts.mkdir(parents=True, exist_ok=True)
    journal = drafts / JOURNAL
    done = _journal(journal)
    todo: list[Job] = []
    for path in sources_in(folder, drafts):
        name = path.relative_to(folder).as_posix()
        item = done.get(name)
        if item is not None and _unchanged(item, path, drafts):
            yield item
        else:
            todo.append((name, path.as_posix()))
    made = (outside or partial(in_parallel, jobs=jobs or os.cpu_count() or 1))(todo, drafts, wishes)
    with journal.open("a", encoding="utf-8") as log:
        for item in made:
            log.write(json.dumps(asdict(item), ensure_ascii=False) + "\n")
            log.flush()
            yield item


def _journal(path: Path) -> Mapping[str, Item]:
    found: dict[str, Item] = {}
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    for line in lines:
        try:
            item = Item(**json.loads(line))
        except (ValueError, TypeError):
            continue  # the line that an interruption cut off
        if item.version == __version__:
            found[item.source] = item
    return found


def _unchanged(item: Item, path: Path, drafts: Path) -> bool:
    if item.draft and not (drafts / item.draft).exists():
        return False
    try:
        return hashlib.sha256(path.read_bytes()).hexdigest() == item.sha256
    except OSError:
        return False


def in_parallel(todo: Sequence[Job], drafts: Path, wishes: Wishes, jobs: int) -> Iterator[Item]:
    """The items in the order in which they are done; a process that dies costs its file only."""
    waiting = list(reversed(todo))
    suspects: list[Job] = []
    while waiting or suspects:
        alone = not waiting
        running: dict[Future[Item], Job] = {}
        try:
            with pool(1 if alone else jobs, _limit) as processes:
                while waiting or suspects or running:
                    queue = waiting or (suspects if alone else [])
                    while queue and len(running) < (1 if alone else jobs * 4):
                        job = queue[-1]
                        running[processes.submit(_one, *job, drafts.as_posix(), wishes)] = job
                        queue.pop()  # not before: a broken pool takes nothing
                    if not running:
                        break
                    finished, _ = wait(running, return_when=FIRST_COMPLETED)
                    for future in finished:
                        job = running[future]
                        item = future.result()
                        del running[future]
                        yield item
        except BrokenProcessPool:
            if alone:
                for job in running.values():
                    yield _refused(*job, "too large: needs more memory than it may have")
            else:
                suspects += running.values()


def _limit() -> None:
    """Bound the memory of a worker."""
    try:
        import resource  # noqa: PLC0415 # not on every system
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_AS, (_MEMORY, _MEMORY))


def _refused(name: str, path: str, reason: str) -> Item:
    try:
        digest = hashlib.sha256(Path(path).read_bytes()).hexdigest()
    except OSError:
        digest = ""
    return Item(name, digest, REFUSED, "", 0, 0, 0, reason)


def _one(name: str, path: str, drafts: str, wishes: Wishes) -> Item:
    """Import one source and write its draft; a slow one is refused."""

    def stop(*_: object) -> None:
        raise _TooSlowError

    timed = hasattr(signal, "SIGALRM")
    if timed:
        signal.signal(signal.SIGALRM, stop)
        signal.alarm(SECONDS_A_FILE)
    try:
        data = read_source(Path(path))
        outcome = import_bytes(data, path, wishes)
        return _written(name, data, outcome, Path(drafts))
    except RefusedError as refusal:
        return _refused(name, path, str(refusal))
    except OSError as error:
        return _refused(name, path, f"cannot be written: {error.strerror}")
    except _TooSlowError:
        return _refused(name, path, f"too large: took more than {SECONDS_A_FILE} seconds")
    finally:
        if timed:
            signal.alarm(0)


def _written(name: str, data: bytes, outcome: Outcome, drafts: Path) -> Item:
    digest = hashlib.sha256(data).hexdigest()
    if outcome.status == REFUSED:
        return Item(name, digest, REFUSED, "", 0, 0, 0, outcome.reason)
    folder = drafts / name
    draft = folder / f"{outcome.copy.partition('.')[0]}.yaml"
    write_draft(outcome, data, draft)
    notes = folder / "problems.txt"
    notes.write_text("".join(f"{problem}\n" for problem in outcome.problems), encoding="utf-8")
    points = sum(1 for problem in outcome.problems if problem.level != "note")
    item = Item(name, digest, outcome.status, "", outcome.cells, outcome.open_cells, points, "")
    return replace(item, draft=draft.relative_to(drafts).as_posix())


def summary(items: Iterable[Item]) -> Iterator[str]:
    """A table of what became of each source, and a line with the sums."""
    names = {0: "complete", 1: "open", 2: "refused"}
    ordered = sorted(items, key=lambda item: (item.status, item.source))
    width = min(max((len(item.source) for item in ordered), default=6), 60)
    yield f"{'source':{width}}  {'result':8}  {'cells':>5}  {'open':>5}  {'points':>6}  draft or reason"
    for item in ordered:
        counts = f"{item.cells:5}  {item.open_cells:5}  {item.open_points:6}"
        yield f"{item.source:{width}}  {names[item.status]:8}  {counts}  {item.draft or item.reason}"
    sums = ", ".join(
        f"{sum(1 for item in ordered if item.status == status)} {name}"
        for status, name in names.items()
    )
    yield f"{len(ordered)} sources: {sums}"
