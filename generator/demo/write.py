"""Writes a synthetic archive, body by body, with the list of what was planted in it."""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.demo.bodies import Planned, planned
from generator.demo.plants import RATE
from generator.demo.reports import Model, drafts, reports_of
from generator.model.regions import load_regions
from generator.model.report import SYNTHETIC
from generator.store.archive import BODY_FILE, PLANTED_FILE, folder_of, to_root
from generator.store.files import REPORT_SCHEMA, dump_body, dump_report, json_schemas

_MODELS = 40
"""So many of the latest texts are kept, for other bodies to copy from."""
_WORTH_COPYING = 250


class RefusedError(Exception):
    """Nothing may be written there; the message says why."""


@dataclass(frozen=True, slots=True)
class Planted:
    """A rule that a report (or a body's series, without year) breaks on purpose, and where."""

    body: str
    year: int | None
    rule: str
    cell: str


@dataclass(frozen=True, slots=True)
class Made:
    """What was written: bodies, reports (a year published twice counts once), what was planted."""

    bodies: int
    reports: int
    planted: tuple[Planted, ...]


def write(target: Path, live: Path, seed: int, reports: int) -> Made:
    """Write an archive of exactly so many reports into a new or empty folder.

    The same seed and number give the same bytes. RefusedError where the folder is in use, or lies in the
    live archive or in any other; ValueError where the country has too few bodies.
    """
    _refuse(target, live)
    bodies = sum(1 for _ in planned(seed, reports))
    target.mkdir(parents=True, exist_ok=True)
    for name, schema in json_schemas().items():
        _put(target / name, json.dumps(schema, ensure_ascii=False, indent=2) + "\n")
    models: deque[Model] = deque(maxlen=_MODELS)
    found: list[Planted] = []
    for plan in planned(seed, reports):
        found += _write_body(target, seed, plan, models)
    made = Made(bodies, reports, tuple(found))
    _put(target / PLANTED_FILE, _told(seed, made))
    return made


def _refuse(target: Path, live: Path) -> None:
    place = target.resolve()
    archives = [folder for folder in (place, *place.parents) if (folder / REPORT_SCHEMA).is_file()]
    if place.is_relative_to(live.resolve()) or archives:
        raise RefusedError(f"{target} is an archive or lies in one: name a folder outside")
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise RefusedError(f"{target} is in use: name a new or empty folder, or remove it")


def _write_body(target: Path, seed: int, plan: Planned, models: deque[Model]) -> Iterator[Planted]:
    folder = folder_of(plan.body.code, plan.body.id, load_regions())
    place, way = target / folder, to_root(folder)
    place.mkdir(parents=True)
    _put(place / BODY_FILE, dump_body(plan.body, way))
    if plan.missing:
        yield Planted(plan.body.id, None, "X6", "id")
    own: list[Model] = []
    for draft in drafts(seed, plan, tuple(models)):
        for report, text in reports_of(seed, draft):
            _put(place / f"{report.stem}.yaml", dump_report(report, way))
            _put(place / report.source.copy, text)
        if draft.planted is not None:
            yield Planted(plan.body.id, draft.year, *draft.planted)
        section = draft.prose["problems"]
        if len("".join(section)) >= _WORTH_COPYING and draft.planted is None:
            own.append((draft.year, section))
    models += own


def _put(file: Path, text: str) -> None:
    file.write_bytes(text.encode())


def _told(seed: int, made: Made) -> str:
    head = {
        "notice": f"{SYNTHETIC.zh} {SYNTHETIC.en}",
        "seed": seed,
        "reports": made.reports,
        "bodies": made.bodies,
        "rate": RATE,
    }
    rows = ",\n".join(
        json.dumps({"body": p.body, "year": p.year, "rule": p.rule, "cell": p.cell})
        for p in made.planted
    )
    return json.dumps(head, ensure_ascii=False)[:-1] + f', "planted": [\n{rows}\n]}}\n'
