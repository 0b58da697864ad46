"""What is searched: title, names, headings, prose and findings; and the text for the passages shown."""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from generator.derive.findings import Told
from generator.model.report import Report
from generator.search.packing import WINDOW, as_json
from generator.store.archive import Entry

_SAMPLE = 300
_CLAUSE = re.compile(r"(?<=[，。；：、\n])")


def passages(report: Report, told: Sequence[Told]) -> list[str]:
    """The title, then headings and paragraphs as printed, each a line; then its findings in Chinese."""
    found = [report.title, *report.preface.paragraphs]
    for section in report.sections or ():
        found += [section.heading, *section.prose.paragraphs]
    for item in told:
        rule = item.finding.rule
        found.append(f"{rule.id} {rule.statement.zh}：{item.finding.message.zh}")
    return [" ".join(passage.split("\n")) for passage in found]


def names(entry: Entry) -> list[str]:
    """What the body is and was called."""
    body = entry.body.value
    return list(dict.fromkeys((body.name, body.short_name, *body.former_names)))


def block(entry: Entry, told: Mapping[str, Sequence[Told]]) -> dict[str, Any]:
    """A body with the text of its reports, oldest first: what the page needs to show it."""
    return {
        "address": entry.address,
        "names": names(entry),
        "regions": [region.name for region in entry.regions],
        "reports": [
            passages(document.value, told.get(entry.page(document.value), ()))
            for document in entry.reports
        ],
    }


def serialised(value: dict[str, Any]) -> bytes:
    """JSON in UTF-16: two bytes a character, so that twice as much text fits what DEFLATE looks back."""
    return as_json(value).encode("utf-16-le")


def read(data: bytes) -> dict[str, Any]:
    """What was serialised."""
    found: dict[str, Any] = json.loads(data.decode("utf-16-le"))
    return found


def shared(blocks: Iterable[dict[str, Any]]) -> bytes:
    """The clauses that most bodies repeat, which every block may refer to; the commonest last.

    Some hundred bodies show them. Which, hangs on the addresses alone: chosen by their digests, they are
    spread over the archive, and hardly any other one is chosen where bodies come or go.
    """
    counts: Counter[str] = Counter()
    for value in sorted(blocks, key=_spread)[:_SAMPLE]:
        counts.update(set(_clauses(value["reports"])))
    weights = {clause: (times - 1) * len(clause) for clause, times in counts.items() if times > 1}
    chosen: list[str] = []
    room = WINDOW // 2
    for clause in sorted(weights, key=lambda clause: (-weights[clause], clause)):
        if len(clause) > room:
            break
        chosen.append(clause)
        room -= len(clause)
    return "".join(reversed(chosen)).encode("utf-16-le")


def _spread(value: dict[str, Any]) -> bytes:
    return hashlib.sha256(value["address"].encode()).digest()


def _clauses(reports: list[list[str]]) -> Iterator[str]:
    for report in reports:
        for passage in report:
            yield from _CLAUSE.split(passage)
