"""Reports for rule tests, made from a few lines: a form of zeros, and what differs from it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from typing import Any

from generator.model.cells import BLANK, MISSING, Cell
from generator.model.forms import LAYOUTS, SECTIONS
from generator.model.regions import load_regions
from generator.model.report import (
    NO_PROSE,
    NOT_ARCHIVED,
    Body,
    FetchedAgain,
    Prose,
    Report,
    ReportSection,
    Source,
)
from generator.rules.engine import Judged, Verdict, judge_body, judge_report, of_body, of_report
from generator.rules.subject import BodySubject, ReportSubject, Surroundings

CODES = {"province": "51", "prefecture": "5104", "county": "510422", "township": "510422102"}


def cell(value: object) -> Cell:
    """A cell from what stands in YAML."""
    if value is None:
        return BLANK
    if value == "?":
        return MISSING
    return Cell.of_text(value) if isinstance(value, str) else Cell.of_number(str(value))


def body(level: str = "county", kind: str = "government", **given: Any) -> Body:
    """A body of a level and kind."""
    code = given.pop("code", CODES[level])
    body_id = code if kind == "government" else f"{code}-{kind}"
    plain = Body(body_id, f"机关{body_id}", f"机关{body_id}", (), level, kind, code, None)
    return replace(plain, **given)


def report(**given: Any) -> Report:
    """A report of zeros on a form with ``cells``, ``prose`` and other fields changed."""
    form = given.pop("form", "2021")
    divided = given.pop("divided", form == "2021")
    year = given.pop("year", 2020 if form == "2019" else 2024)
    cells = {address: cell(0) for address in LAYOUTS[form, divided].addresses}
    for pattern, value in given.pop("cells", {}).items():
        found = [address for address in cells if fnmatchcase(address, pattern)]
        assert found, pattern
        cells.update(dict.fromkeys(found, cell(value)))
    prose: Mapping[str, str | None] = given.pop("prose", {})
    sections = tuple(
        ReportSection(section.key, section.label.zh, _prose(prose.get(section.key, "")))
        for section in SECTIONS
    )
    plain = Report(
        body=given.pop("body", CODES["county"]),
        year=year,
        form_key=form,
        title=f"某机关{year}年政府信息公开工作年度报告",
        published=None,
        signed=None,
        signature=None,
        source=Source(None, None, f"{year}.source.txt", "0" * 64),
        cells=cells,
        sections=sections,
    )
    for key in ("published", "signed"):
        if isinstance(given.get(key), str):
            given[key] = date.fromisoformat(given[key])
    if given.get("sections", "") == "?":
        given["sections"] = None
    elif "sections" in given:
        by_key = {section.key: section for section in sections}
        given["sections"] = tuple(
            replace(by_key[s], heading=s) if s not in by_key else by_key[s]
            for s in given["sections"]
            if s in by_key
        ) + tuple(
            ReportSection(None, heading, NO_PROSE)
            for heading in given["sections"]
            if heading not in by_key
        )
    if "headings" in given:
        headings = given.pop("headings")
        given["sections"] = tuple(
            replace(s, heading=headings.get(s.key, s.heading)) for s in sections
        )
    return replace(plain, **given)


def _prose(text: str | None) -> Prose:
    if text is None:
        return NOT_ARCHIVED
    return Prose(tuple(text.split("\n"))) if text else NO_PROSE


def subject(
    one: Report,
    before: Iterable[Report] = (),
    publisher: Body | None = None,
    others: Iterable[tuple[Body, Iterable[Report]]] = (),
    seen_later: Iterable[str] = (),
) -> ReportSubject:
    """A report with other reports of its body and with other bodies."""
    publisher = publisher or body()
    own = [replace(r, body=publisher.id) for r in (one, *before)]
    known = [(b, [replace(r, body=b.id) for r in reports]) for b, reports in others]
    later = tuple(FetchedAgain(date(one.year + 2, 3, 1), digest) for digest in seen_later)
    own[0] = replace(own[0], source=replace(own[0].source, later=later))
    around = Surroundings.of([(publisher, own), *known], load_regions())
    return ReportSubject(own[0], around.series[publisher.id], around)


def judged(one: Report, *given: Any) -> tuple[Verdict, Verdict]:
    """What the rules say of a report and of its body, given as for ``subject``."""
    made = subject(one, *given)
    return judge_report(made, one.acknowledgements), judge_body(made.series, made.around)


def results(one: Report, *given: Any) -> list[Judged]:
    """Every result of every rule on a report and its body, given as for ``subject``."""
    made = subject(one, *given)
    return [*of_report(made), *of_body(BodySubject(made.series, made.around))]
