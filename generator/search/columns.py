"""What the results are chosen and counted by, a column each: regions, years, forms, findings, figures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from generator.derive.findings import Told
from generator.derive.history import FIGURES, Figure, value_of
from generator.model.forms import LAYOUTS
from generator.model.report import KINDS, Report
from generator.rules.registry import RULES
from generator.search.packing import as_json, gaps
from generator.store.archive import Entry


def figures() -> dict[str, Figure]:
    """The main figures by the name that they have in a query: ``received``, ``licensing.decisions``."""
    return {
        figure.key.partition(".")[2] if section == "requests" else figure.key: figure
        for section, of_section in FIGURES.items()
        for figure in of_section
    }


def columns(entries: Sequence[Entry], told: Mapping[str, Sequence[Told]]) -> dict[str, Any]:
    """One value a body (code, kind, number of reports) or a report (year, form), as docs/fulltext.md says."""
    reports = [(entry, document.value) for entry in entries for document in entry.reports]
    regions = {region.code: region.name for entry in entries for region in entry.regions}
    by_rule: dict[str, list[int]] = {}
    for number, (entry, report) in enumerate(reports):
        for rule in {item.finding.rule.id for item in told.get(entry.page(report), ())}:
            by_rule.setdefault(rule, []).append(number)
    return {
        "codes": [entry.body.value.code for entry in entries],
        "kinds": "".join(str(KINDS.index(entry.body.value.kind)) for entry in entries),
        "reports": [len(entry.reports) for entry in entries],
        "years": [report.year for _, report in reports],
        "forms": [report.form_key for _, report in reports],
        **_labels([report for _, report in reports]),
        "regions": {code: name for code, name in sorted(regions.items()) if len(code) <= 4},
        "rules": {
            rule: [RULES[rule].statement.zh, RULES[rule].statement.en, gaps(numbers)]
            for rule, numbers in sorted(by_rule.items())
        },
    }


def _labels(reports: Sequence[Report]) -> dict[str, Any]:
    """The labels of the tables, which most reports share: each set of them once, and the set of each report.

    The first sets are those of the forms. That of a report which prints some otherwise is the number of its
    form's and those that differ, by their place in it.
    """
    forms = list(LAYOUTS)
    sets: list[Any] = [[label.zh for label in LAYOUTS[key].labels.values()] for key in forms]
    numbers: dict[str, int] = {}
    of_reports = []
    for report in reports:
        number = forms.index((report.form_key, report.divided))
        addresses = list(report.layout.labels)
        if report.labels:
            printed = {
                str(addresses.index(at)): label for at, label in sorted(report.labels.items())
            }
            value = [number, printed]
            number = numbers.setdefault(as_json(value), len(sets))
            if number == len(sets):
                sets.append(value)
        of_reports.append(number)
    return {"labels": sets, "labelled": of_reports}


def regions_below(entries: Sequence[Entry]) -> dict[str, dict[str, str]]:
    """By province, the names of the counties and townships that have a report of their own or below."""
    found: dict[str, dict[str, str]] = {}
    for entry in entries:
        for region in entry.regions:
            if len(region.code) > 4:
                found.setdefault(region.code[:2], {})[region.code] = region.name
    return {code: dict(sorted(below.items())) for code, below in sorted(found.items())}


def figure_column(figure: Figure, reports: Iterator[Report]) -> list[int | str | None]:
    """The figure in each report: a whole number, decimals as they are printed, null where there is none."""
    return [_value(figure, report) for report in reports]


def _value(figure: Figure, report: Report) -> int | str | None:
    value = value_of(figure, report)
    number = value.cell.number if value.cell else value.computed
    if number is None or isinstance(number, int):
        return number
    return value.cell.printed if value.cell else str(number)
