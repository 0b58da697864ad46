"""What a report prints, by address, and what differs between two reports."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from generator.model.cells import BLANK, MARKS, MISSING, Cell, Kind
from generator.model.correction import Correction
from generator.model.forms import Label
from generator.model.report import Prose, Report

FIELDS = {
    "title": Label("标题", "Title"),
    "published": Label("公布日期", "Published"),
    "signed": Label("落款日期", "Signed"),
    "signature": Label("落款单位", "Signature"),
}
# What may be transcribed anew as a whole, without naming each value.
BLOCKS = ("proactive", "requests", "requests.other_outcome", "review", "labels", "sections")
_PROSE = re.compile(r"preface|sections\[[0-9]+\]\.prose")


@dataclass(frozen=True, slots=True)
class Difference:
    """One address at which two reports differ; None where a report has no such address."""

    address: str
    was: Cell | None
    now: Cell | None


def is_prose(address: str) -> bool:
    """Whether the address is that of a prose, where a correction replaces a passage."""
    return _PROSE.fullmatch(address) is not None


def within(address: str, block: str) -> bool:
    """Whether the address is the block itself or something in it."""
    return address == block or address.startswith((f"{block}.", f"{block}["))


def printed_fields(report: Report) -> dict[str, Cell]:
    """What the report prints beside its tables and its prose: dates and texts as text cells."""
    return {name: _value(getattr(report, name)) for name in FIELDS}


def printed(report: Report) -> dict[str, Cell]:
    """Everything that the report prints: fields, cells in the order of the form, labels, prose.

    Dates and texts are text cells; the paragraphs of a prose are joined by a blank line.
    """
    found = printed_fields(report)
    found |= {address: report.cells[address] for address in report.layout.addresses}
    found |= {f"labels[{at}]": _value(report.labels[at]) for at in sorted(report.labels)}
    found["preface"] = _text(report.preface)
    if report.sections is None:
        found["sections"] = MISSING
    for index, section in enumerate(report.sections or ()):
        found[f"sections[{index}].heading"] = _value(section.heading)
        found[f"sections[{index}].prose"] = _text(section.prose)
    return found


def differences(was: Report, now: Report) -> tuple[Difference, ...]:
    """Every address at which two reports print something different, in the order of the form."""
    before, after = printed(was), printed(now)
    return tuple(
        Difference(address, before.get(address), after.get(address))
        for address in {**after, **before}
        if before.get(address) != after.get(address)
    )


def corrected(value: Cell, correction: Correction) -> Cell | None:
    """The value after the correction of it; None where the correction does not fit the value."""
    if correction.was is None or correction.now is None:
        return None
    if not is_prose(correction.cell):
        return correction.now if value == correction.was else None
    passage = correction.was.printed
    if not passage or value.printed.count(passage) != 1:
        return None
    return Cell(value.kind, value.printed.replace(passage, correction.now.printed))


def disagreeing(report: Report) -> Mapping[int, Cell | None]:
    """The log entries, by index, whose ``now`` is not what it must be, with what it must be.

    It is the ``was`` of the next entry on the same figure or field, and of the last entry what stands
    there; of a prose, the last passage logged stands in it. None where an entry's address is none of
    the report, where it changes nothing, or where only one value is given. What was transcribed anew
    as a whole later is not looked at.
    """
    values = printed(report) if report.corrections else {}  # most have none
    found: dict[int, Cell | None] = {}
    later: dict[str, Cell] = {}
    anew: list[str] = []
    for index, entry in reversed(tuple(enumerate(report.corrections))):
        was, now = entry.was, entry.now
        if any(within(entry.cell, block) for block in anew):
            continue
        if was is None and now is None and is_block(entry.cell):
            anew.append(entry.cell)
        elif was is None or now is None or was == now or entry.cell not in values:
            found[index] = None
        elif is_prose(entry.cell):
            if entry.cell not in later and now.printed not in values[entry.cell].printed:
                found[index] = values[entry.cell]
            later[entry.cell] = was
        else:
            expected = later.get(entry.cell, values[entry.cell])
            if now != expected:
                found[index] = expected
            later[entry.cell] = was
    return dict(sorted(found.items()))


def out_of_order(report: Report) -> tuple[int, ...]:
    """The log entries, by index, that are dated before the entry that they follow."""
    days = [entry.date for entry in report.corrections]
    return tuple(index for index in range(1, len(days)) if days[index] < days[index - 1])


def too_early(report: Report) -> Mapping[str, date]:
    """The days of the log, the acknowledgements and the replies that cannot be, by address.

    With the first day that can: the one on which our copy was retrieved or, where that is not known,
    the first of the report's year.
    """
    first = first_day(report)
    return {
        f"{name}[{index}].date": first
        for name in ("corrections", "acknowledgements", "replies")
        for index, item in enumerate(getattr(report, name))
        if item.date < first
    }


def first_day(report: Report) -> date:
    """The first day on which anything can have been said of a report of the archive."""
    return report.source.retrieved or date(report.year, 1, 1)


def is_block(address: str) -> bool:
    """Whether an entry on the address may leave out both values."""
    return address in BLOCKS or is_prose(address)


def _value(value: date | str | None) -> Cell:
    if value is None:
        return BLANK
    text = value if isinstance(value, str) else value.isoformat()
    return Cell(Kind.MARK if text in MARKS else Kind.TEXT, text)


def _text(prose: Prose) -> Cell:
    if not prose.archived:
        return MISSING
    return Cell(Kind.TEXT, "\n\n".join(prose.paragraphs)) if prose.paragraphs else BLANK
