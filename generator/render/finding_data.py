"""Every finding in one small file, which the page of findings filters in the browser."""

from __future__ import annotations

import json
from typing import Any

from generator.derive.findings import Findings
from generator.model.report import SYNTHETIC
from generator.problems import Level
from generator.render.places import place

DATA = "findings/findings.json"


def compact(findings: Findings) -> str:
    """The findings as JSON, some thirty bytes each: rules, bodies, regions and places are named once.

    A row of ``findings`` holds the index of its body, the year (null for a body's series), the rule, 1 for
    a note and 0 for a finding, 1 where it was checked against the source, its number among those of the
    rule on its page, and the index of its place. ``bodies`` holds name, address and division code.
    ``notice`` is there where the archive is synthetic.
    """
    bodies: dict[str, int] = {}
    places: dict[tuple[str, str], int] = {}
    data: dict[str, Any] = {"rules": {}, "regions": {}, "bodies": [], "places": [], "findings": []}
    for item in findings.all:
        finding, entry = item.finding, item.entry
        body = entry.body.value
        report = next((d.value for d in entry.reports if d.value.year == finding.year), None)
        label = place(finding.cells[0], report).label
        if body.synthetic:
            data["notice"] = [SYNTHETIC.zh, SYNTHETIC.en]
        if body.id not in bodies:
            bodies[body.id] = len(bodies)
            data["bodies"].append([body.name, entry.address, body.code])
        if (label.zh, label.en) not in places:
            places[label.zh, label.en] = len(places)
            data["places"].append([label.zh, label.en])
        data["regions"].update((region.code, region.name) for region in entry.regions)
        rule = finding.rule
        data["rules"][rule.id] = [rule.statement.zh, rule.statement.en]
        data["findings"].append(
            [
                bodies[body.id],
                finding.year,
                rule.id,
                int(finding.level is Level.NOTE),
                int(finding.acknowledgement is not None),
                item.number,
                places[label.zh, label.en],
            ]
        )
    for name in ("rules", "regions"):
        data[name] = dict(sorted(data[name].items()))
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))
