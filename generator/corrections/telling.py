"""The forms in which changes leave the command line: text, GitHub, Markdown for a comment, and JSON.

Everything that comes from data files is from strangers. In Markdown it stands escaped in ``<code>``
inside HTML blocks, where neither markup nor mentions nor addresses act.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from generator.checking import Reported
from generator.corrections.changes import Beside, Changes, ReportChange
from generator.corrections.passages import passages
from generator.formats import as_data
from generator.formats import github as at_its_line
from generator.model.cells import Cell, Kind
from generator.model.differences import Difference
from generator.problems import Level, Problem
from generator.render.places import place

MOST_BYTES = 60_000  # A comment on a forge holds 65,536 characters.
_LONGEST_VALUE = 300
_LONGEST_PASSAGE = 2_000
_KINDS = {"added": "新增 added", "removed": "删除 removed", "changed": "更改 changed"}


def _short(text: str, most: int = _LONGEST_VALUE) -> str:
    """On one line, where ¶ is the end of a paragraph; what is left out is counted."""
    line = " ".join(re.sub(r"\n+", " ¶ ", text).split())
    if len(line) <= most:
        return line
    return f"{line[:most]}…（{len(line) - most} 字未列出 characters not shown）"


def _value(cell: Cell | None) -> str:
    return "—" if cell is None else _short(cell.notation)


def _sides(found: Difference) -> Iterator[tuple[str, str]]:
    """What was and what is: of texts each passage that differs, otherwise the whole values."""
    was, now = found.was, found.now
    if was is None or now is None or not was.kind is now.kind is Kind.TEXT:
        values = (was, now)
        most = _LONGEST_PASSAGE
        left, right = ("—" if cell is None else _short(cell.notation, most) for cell in values)
        yield left, right
        return
    for before, after in passages(was.printed, now.printed):
        yield _short(before, _LONGEST_PASSAGE), _short(after, _LONGEST_PASSAGE)


def text(changes: Changes) -> str:
    """A line for each thing that differs; nothing where nothing does."""
    return "".join(f"{line}\n" for line in _lines(changes))


def _lines(changes: Changes) -> Iterator[str]:
    for report in changes.reports:
        yield f"{report.kind}: {report.path}"
        yield from _differences(report)
        for entry in report.entries:
            yield f"  logged: {entry.date} {entry.cell}: {entry.reason}"
        if report.other:
            yield f"  other fields: {', '.join(report.other)}"
        for said in report.beside:
            yield f"  {said.what} {said.kind}: {_about(said)}"
    for path in changes.bodies:
        yield f"body changed: {path}"
    for item in changes.effects.new:
        yield f"new: {item.problem}"
    for item in changes.effects.gone:
        yield f"gone: {item.problem}"
    if changes.pages:
        yield f"pages changed: {len(changes.pages)}"
        yield from (f"  {address}" for address in changes.pages)


def _about(item: Beside) -> str:
    about = " ".join(filter(None, (item.rule, item.cell))) or "the whole report"
    return f"{item.date} {about}"


def _differences(report: ReportChange) -> Iterator[str]:
    if report.than:
        yield f"  differs from the revision before, {report.than}:"
    for found in report.differences:
        anew = " (transcribed anew)" if found.address in report.anew else ""
        for was, now in _sides(found):
            yield f"  {found.address}{anew}: {was} -> {now}"


def as_json(changes: Changes) -> str:
    """Plain data: reports, bodies, findings new and gone, pages, whether they were compared, problems."""

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
        "compared": changes.compared,
        "problems": problems(Reported(problem) for problem in changes.problems),
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
        "than": change.than,
        "differences": [
            {
                "cell": found.address,
                "was": plain(found.was),
                "now": plain(found.now),
                "anew": found.address in change.anew,
            }
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
        "beside": [
            {
                "change": item.kind,
                "what": item.what,
                "rule": item.rule,
                "cell": item.cell,
                "date": item.date.isoformat(),
            }
            for item in change.beside
        ],
    }


def github(changes: Changes) -> str:
    """Workflow commands that put each error at its line; of what differs the comment tells."""
    return at_its_line([Reported(problem) for problem in changes.errors])


def _code(value: str) -> str:
    return f"<code>{html.escape(value)}</code>"


def markdown(changes: Changes) -> str:
    """A comment for a pull request, at most MOST_BYTES long; what does not fit is counted."""
    if not (changes.reports or changes.bodies or changes.pages or changes.problems):
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


Block = tuple[str, str, list[str], str]


def _blocks(changes: Changes) -> Iterator[Block]:
    """Heading, beginning, items and end of each HTML block that has any item; no blank line in one."""
    changed = [change for change in changes.reports if change.than is None]
    revised = [change for change in changes.reports if change.than is not None]
    logged = [row for change in changed for row in _rows(change, anew=False)]
    anew = [row for change in changed for row in _rows(change, anew=True)]
    again = [row for change in revised for row in _rows(change, anew=False)]
    yield from _problems(
        "没有记录的改动 Changes without a log entry"
        if changes.compared
        else "文件不能读取，没有比较 Files that cannot be read; nothing was compared",
        changes.problems,
    )
    yield from _problems(
        "新的错误，须先改正 Errors, new, to be mended first", changes.effects.errors
    )
    yield from _list("报告 Reports", map(_told, changes.reports))
    yield from _table("数据 Figures and words", logged)
    yield from _table("整块重新录入，记录未逐处写明 Transcribed anew, not logged one by one", anew)
    yield from _table(
        "再次公布与前一次的不同 Published again: differences to the one before", again
    )
    yield from _list("更正记录 Log entries", _entries(changes))
    yield from _list("确认和答复 Acknowledgements and replies", _all_beside(changes))
    yield from _list("机关 Bodies", changes.bodies)
    weighed = (i.problem for i in changes.effects.new if i.problem.level is not Level.ERROR)
    yield from _problems("新的发现 Findings, new", weighed)
    yield from _problems("消失的发现 Findings, gone", (i.problem for i in changes.effects.gone))
    yield from _list(f"页面 Pages（{len(changes.pages)}）", changes.pages)


def _list(heading: str, values: Iterable[str]) -> Iterator[Block]:
    if items := [f"<li>{_code(_short(value))}</li>" for value in values]:
        yield heading, "<ul>", items, "</ul>"


def _problems(heading: str, problems: Iterable[Problem]) -> Iterator[Block]:
    """Each with its place, in English and, where it has a Chinese message, in Chinese."""
    items = [
        "<li>" + " ".join(_code(_short(told)) for told in (str(p), p.zh) if told) + "</li>"
        for p in problems
    ]
    if items:
        yield heading, "<ul>", items, "</ul>"


def _table(heading: str, rows: list[str]) -> Iterator[Block]:
    names = ("报告 Report", "位置 Cell", "原来 Was", "现在 Now")
    cells = "".join(f"<th>{name}</th>" for name in names)
    if rows:
        yield heading, f"<table>\n<tr>{cells}</tr>", rows, "</table>"


def _told(change: ReportChange) -> str:
    other = f" · {', '.join(change.other)}" if change.other else ""
    return f"{_KINDS[change.kind]}: {change.path} · {change.body} {change.report.year}{other}"


def _entries(changes: Changes) -> Iterator[str]:
    for change in changes.reports:
        for entry in change.entries:
            values = f"{_value(entry.was)} → {_value(entry.now)}" if entry.was else ""
            yield f"{entry.date} {change.path} {entry.cell} {values} {entry.reason}"


_CAME = {"added": "新增", "removed": "删去", "changed": "改动"}
_BESIDE = {"acknowledgement": "确认", "reply": "答复"}


def _all_beside(changes: Changes) -> Iterator[str]:
    for change in changes.reports:
        for item in change.beside:
            kind = f"{_CAME[item.kind]}{_BESIDE[item.what]} {item.what} {item.kind}"
            yield f"{kind}: {change.path} {_about(item)}"


def _rows(change: ReportChange, *, anew: bool) -> Iterator[str]:
    """A row for each value or passage that differs, of those covered by a block or of the others."""
    report = change.report
    stem = f"{change.than} → {report.stem}" if change.than else report.stem
    for found in change.differences:
        if (found.address in change.anew) is not anew:
            continue
        name = place(found.address, report).label
        where = f"{name.zh} {name.en} · {found.address}"
        for was, now in _sides(found):
            cells = map(_code, (f"{change.body} {stem}", where, was, now))
            yield "<tr>" + "".join(f"<td>{cell}</td>" for cell in cells) + "</tr>"


FORMATS: dict[str, Callable[[Changes], str]] = {
    "text": text,
    "github": github,
    "markdown": markdown,
    "json": as_json,
}
