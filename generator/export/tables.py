"""The cells of the reports of a prefecture and year as CSV: a report a line, an address a column."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

from generator.derive.catalogue import Listed
from generator.export.forms import all_addresses
from generator.model.report import SYNTHETIC

FIELDS = (
    "id",
    "name",
    "level",
    "kind",
    "code",
    "year",
    "revision",
    "form",
    "title",
    "published",
    "signed",
    "page",
)


def table(reports: Iterable[Listed]) -> str:
    """Lines of ``FIELDS`` and cells as in the data files: ``null`` is a blank, ``?`` not in our copy.

    Nothing at all stands where the form has no such cell. Those of a synthetic archive end in a notice.
    """
    addresses = all_addresses()
    text = io.StringIO()
    lines = csv.writer(text)
    head = [*FIELDS, *addresses]
    for number, listed in enumerate(reports):
        report, body = listed.report, listed.entry.body.value
        if not number:
            lines.writerow([*head, "notice"] if body.synthetic else head)
        cells = (report.cells.get(address) for address in addresses)
        lines.writerow(
            [
                body.id,
                body.name,
                body.level,
                body.kind,
                body.code,
                report.year,
                report.revision,
                report.form_key,
                report.title,
                report.published or "",
                report.signed or "",
                listed.address,
                *("" if cell is None else cell.notation for cell in cells),
                *([f"{SYNTHETIC.zh} {SYNTHETIC.en}"] if body.synthetic else []),
            ]
        )
    return text.getvalue()
