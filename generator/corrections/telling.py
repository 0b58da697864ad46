"""The forms in which changes leave the command line: text, Markdown for a comment, and JSON.

Everything that comes from data files is from strangers. In Markdown it stands escaped in ``<code>``
inside HTML blocks, where neither markup nor mentions nor addresses act.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.checking import Reported
from generator.corrections.changes import Changes, ReportChange
from generator.formats import as_data
from generator.model.cells import Cell
from generator.model.differences import name_of

MOST_BYTES = 60_000  # A comment on a forge holds 65,536 characters.
_LONGEST_VALUE = 300
_KINDS = {"added": "新增 added", "removed": "删除 removed", "changed": "更改 changed"}


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_VALUE else f"{line[:_LONGEST_VALUE]}…"


def _value(cell: Cell | None) -> str:
    return "—" if cell is None else _short(cell.notation)


def text(changes: Changes) -> str:
    """A line for each thing that differs; nothing where nothing does."""
    return "".join(f"{line}\n" for line in _lines(changes))


def _lines(changes: Changes) -> Iterator[str]:
    for report in changes.reports:
        yield f"{report.kind}: {report.path}"
        for difference in report.differences:
            was, now = _value(difference.was), _value(difference.now)
            yield f"  {difference.address}: {was} -> {now}"
        for entry in report.entries:
            yield f"  logged: {entry.date} {entry.cell}: {entry.reason}"
        if report.other:
            yield f"  other fields: {', '.join(report.other)}"
    for path in changes.bodies:
        yield f"body changed: {path}"
    for item in changes.effects.new:
        yield f"new: {item.problem}"
    for item in changes.effects.gone:
        yield f"gone: {item.problem}"
    if changes.pages:
        yield f"pages changed: {len(changes.pages)}"
        yield from (f"  {address}" for address in changes.pages)


def as_json(changes: Changes) -> str:
    """Plain data: reports, bodies, findings new and gone, pages, problems."""

    def problems(items: Iterable[Reported]) -> list[dict[str, Any]]:
        return [as_data(item) for item in items]

    data = {
        "reports": [_report(report) for report in changes.reports],
        "bodies": list(changes.bodies),
        "findings": {
            "new": problems(changes.effects.new),
            "gone": problems(changes.effects.gone),
        },
        "pages": list(changes.pages),
        "problems": problems(Reported(problem, "") for problem in changes.problems),
    }
    return json.dumps(data, ensure_ascii=False, indent=2) + "\n"


def _report(change: ReportChange) -> dict[str, Any]:
    def plain(cell: Cell | None) -> dict[str, str] | None:
        return None if cell is None else {"kind": str(cell.kind), "printed": cell.printed}

    return {
        "change": change.kind,
        "path": change.path,
        "body": change.report.body,
        "year": change.report.year,
        "revision": change.report.revision,
        "differences": [
            {"cell": found.address, "was": plain(found.was), "now": plain(found.now)}
            for found in change.differences
        ],
        "corrections": [
            {
                "cell": entry.cell,
                "was": plain(entry.was),
                "now": plain(entry.now),
                "reason": entry.reason,
                "date": entry.date.isoformat(),
                "issue": entry.issue,
            }
            for entry in change.entries
        ],
        "other": list(change.other),
    }


def _code(value: str) -> str:
    return f"<code>{html.escape(_short(value))}</code>"


def markdown(changes: Changes) -> str:
    """A comment for a pull request, at most MOST_BYTES long; what does not fit is counted."""
    if not (changes.reports or changes.bodies or changes.pages):
        return "数据没有变化。 No data changed.\n"
    parts: list[str] = []
    left = MOST_BYTES
    blocks = list(_blocks(changes))
    for number, block in enumerate(blocks):
        part = _part(
            *block, most=left // (len(blocks) - number)
        )  # what one leaves the next may use
        left -= len(part.encode())
        parts.append(part)
    return "".join(parts)


def _part(heading: str, before: str, items: list[str], after: str, *, most: int) -> str:
    """A heading with as many items as go into so many bytes, and how many are left out."""
    left = most - len(f"### {heading}\n\n{before}\n{after}\n\n".encode()) - 200
    kept: list[str] = []
    for item in items:
        left -= len(item.encode()) + 1
        if left < 0:
            break
        kept.append(item)
    rest = len(items) - len(kept)
    told = f"（另有 {rest} 项未列出。 {rest} more not shown.）\n\n" if rest else ""
    return "\n".join([f"### {heading}\n", before, *kept, after]) + f"\n\n{told}"


def _blocks(changes: Changes) -> Iterator[tuple[str, str, list[str], str]]:
    """Heading, beginning, items and end of each HTML block that has any item; no blank line in one."""
    lists = (
        ("没有记录的改动 Changes without a log entry", map(str, changes.problems)),
        ("报告 Reports", map(_told, changes.reports)),
        ("更正记录 Log entries", _entries(changes)),
        ("机关 Bodies", changes.bodies),
        ("新的发现 Findings, new", (str(item.problem) for item in changes.effects.new)),
        ("消失的发现 Findings, gone", (str(item.problem) for item in changes.effects.gone)),
        (f"页面 Pages（{len(changes.pages)}）", changes.pages),
    )
    rows = list(_rows(changes))
    for number, (heading, values) in enumerate(lists):
        items = [f"<li>{_code(value)}</li>" for value in values]
        if items:
            yield heading, "<ul>", items, "</ul>"
        if number == 1 and rows:
            cells = "".join(
                f"<th>{name}</th>" for name in ("报告 Report", "位置 Cell", "原来 Was", "现在 Now")
            )
            yield "数据 Figures and words", f"<table>\n<tr>{cells}</tr>", rows, "</table>"


def _told(change: ReportChange) -> str:
    other = f" · {', '.join(change.other)}" if change.other else ""
    return f"{_KINDS[change.kind]}: {change.path} · {change.body} {change.report.year}{other}"


def _entries(changes: Changes) -> Iterator[str]:
    for change in changes.reports:
        for entry in change.entries:
            values = f"{_value(entry.was)} → {_value(entry.now)}" if entry.was else ""
            yield f"{entry.date} {change.path} {entry.cell} {values} {entry.reason}"


def _rows(changes: Changes) -> Iterator[str]:
    for change in changes.reports:
        for found in change.differences:
            name = name_of(change.report, found.address)
            cells = (
                f"{change.body} {change.report.stem}",
                f"{name.zh} · {found.address}",
                _value(found.was),
                _value(found.now),
            )
            yield "<tr>" + "".join(f"<td>{_code(cell)}</td>" for cell in cells) + "</tr>"


FORMATS: dict[str, Callable[[Changes], str]] = {
    "text": text,
    "markdown": markdown,
    "json": as_json,
}
