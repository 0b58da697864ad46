"""The reports of one body, year after year: figures, what is planted, prose, and what happened since."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from generator.demo.bodies import Planned, chance
from generator.demo.copies import copy_text
from generator.demo.draft import Draft
from generator.demo.figures import STYLES, cells, simulated, styled
from generator.demo.plants import RATE, plant_one
from generator.demo.prose import write_prose
from generator.model.acknowledgement import Acknowledgement
from generator.model.cells import Cell
from generator.model.correction import Correction, Reply
from generator.model.forms import FORMS, SECTIONS
from generator.model.regions import load_regions
from generator.model.report import SYNTHETIC, Body, Prose, Report, ReportSection, Source
from generator.rules.engine import all_rules
from generator.rules.results import Failed
from generator.rules.subject import ReportSubject, Series, Surroundings

_ACKNOWLEDGED = 0.2
"""Of planted findings that concern one report alone."""
_ALONE = frozenset({"A1", "A2", "A3", "A4", "R1", "P1", "P2", "P3", "F1", "F2", "D1"})
_CORRECTED = 0.03
_ANSWERED = 0.02
_REVISED = 0.03
_UNDATED = 0.12
_LICENCES = "proactive.licensing.decisions"
_NOTE = f"{SYNTHETIC.zh}。 / {SYNTHETIC.en}."

Model = tuple[int, list[str]]
"""The year and section five of a report of another body."""


def drafts(seed: int, plan: Planned, models: Sequence[Model]) -> Iterator[Draft]:
    """A draft for each year that the body reports on, oldest first."""
    body = plan.body
    rng = chance(seed, body.id, "reports")
    style = rng.choices(list(STYLES), list(STYLES.values()))[0]
    before: Draft | None = None
    years = range(plan.years[0], plan.years[-1] + 1)
    for year, figures in zip(
        years, simulated(chance(seed, body.id, "figures"), body, plan.years), strict=True
    ):
        if year not in plan.years:
            before = None
            continue
        form = next(form for form in FORMS.values() if form.fits(year))
        earlier = [text for written, text in models if written <= year]
        draft = Draft(
            body,
            year,
            form.key,
            form.divided,
            figures,
            cells(figures, form.key, divided=form.divided),
            style,
            *_days(rng, body, year),
            before=before,
            model=chance(seed, body.id, year).choice(earlier) if earlier else None,
        )
        quiet = before is None or before.planted is None
        if quiet and style == "zeros" and rng.random() < RATE:
            plant_one(draft, rng)
        draft.cells = styled(draft.cells, style)
        draft.prose = write_prose(draft, rng)
        draft.before = None  # else a body keeps all its years
        before = draft
        yield draft


def _days(rng: random.Random, body: Body, year: int) -> tuple[date | None, date | None]:
    """When the report was signed and published, in time; some print neither, or are not dated."""
    signed = date(year + 1, 1, rng.randint(4, 20))
    late = 60 if body.kind == "government" else 8
    published = signed + timedelta(days=rng.randint(0, late))
    return (
        None if rng.random() < _UNDATED else signed,
        None if rng.random() < _UNDATED else published,
    )


def reports_of(seed: int, draft: Draft) -> Iterator[tuple[Report, str]]:
    """The report with its archived copy; before it the first revision, where it is a second."""
    rng = chance(seed, draft.body.id, draft.year, "since")
    report = _report(draft)
    licences = report.cells[_LICENCES].number
    if licences is not None and rng.random() < _REVISED:
        yield _copied(_with(report, _LICENCES, int(licences) + 10))
        report = replace(report, revision=2)
    report, text = _copied(report)
    report = replace(
        report,
        source=replace(report.source, later=draft.later),
        acknowledgements=tuple(_acknowledged(draft, report, rng)),
        corrections=tuple(_corrected(report, rng)),
        replies=tuple(_answered(draft, rng)),
    )
    yield report, text


def _report(draft: Draft) -> Report:
    body, year = draft.body, draft.year
    sections = [
        ReportSection(section.key, section.label.zh, Prose(tuple(draft.prose.get(section.key, ()))))
        for section in SECTIONS
    ]
    if draft.twist == "F4":
        sections.pop()
    return Report(
        body=body.id,
        year=year,
        form_key=draft.form,
        title=f"{body.name}{year}年政府信息公开工作年度报告（合成）",
        published=draft.published,
        signed=draft.signed,
        signature=body.name if draft.signed else None,
        source=Source(None, None, "", ""),
        cells=draft.cells,
        labels=draft.labels,
        sections=tuple(sections),
        notes=(_NOTE,),
    )


def _with(report: Report, address: str, number: int) -> Report:
    return replace(report, cells={**report.cells, address: Cell.of_number(str(number))})


def _copied(report: Report) -> tuple[Report, str]:
    """The report with its source, and the text of the copy that it was transcribed from."""
    text = copy_text(report)
    source = Source(
        f"https://example.org/demo/{report.body}/{report.stem}.html",
        date(report.year + 1, 7, 1),
        f"{report.stem}.source.txt",
        hashlib.sha256(text.encode()).hexdigest(),
    )
    return replace(report, source=source), text


def _acknowledged(draft: Draft, report: Report, rng: random.Random) -> Iterator[Acknowledgement]:
    """Now and then somebody looked at the source of what was planted."""
    if draft.planted is None or draft.planted[0] not in _ALONE or rng.random() > _ACKNOWLEDGED:
        return
    series = Series(draft.body, (report,))
    subject = ReportSubject(report, series, Surroundings({draft.body.id: series}, load_regions()))
    [check] = [rule.of_report for rule in all_rules() if rule.id == draft.planted[0]]
    if check is not None:
        failed = next(result for result in check(subject) if isinstance(result, Failed))
        evidence: Mapping[str, str] = failed.evidence
        reason, day = "原件确系如此印制（合成）", date(report.year + 2, 3, rng.randint(1, 28))
        yield Acknowledgement(draft.planted[0], failed.cells[0], evidence, reason, day)


def _corrected(report: Report, rng: random.Random) -> Iterator[Correction]:
    now = report.cells[_LICENCES]
    if now.number is not None and rng.random() < _CORRECTED:
        was = Cell.of_number(str(int(now.number) * 10 + 1))
        day = date(report.year + 1, 9, rng.randint(1, 28))
        yield Correction(_LICENCES, was, now, "录入时多写一位数字（合成）", day)


def _answered(draft: Draft, rng: random.Random) -> Iterator[Reply]:
    if rng.random() < _ANSWERED:
        rule = draft.planted[0] if draft.planted else None
        text = (
            f"{draft.body.short_name}：来函收悉，有关数字已经核实，将在今后的报告中改进。（合成）"
        )
        yield Reply(date(draft.year + 1, 10, rng.randint(1, 28)), (text,), None, rule)
