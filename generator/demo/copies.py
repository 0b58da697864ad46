"""The archived copy of a synthetic report: a text that says first what it is."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.forms import APPLICANTS, RESULTS, REVIEW
from generator.model.report import SYNTHETIC, Report


def copy_text(report: Report) -> str:
    """The whole report as lines of text, a row of a table a line, its cells between bars."""
    return "\n".join(_lines(report)) + "\n"


def _lines(report: Report) -> Iterator[str]:
    yield f"【{SYNTHETIC.zh} {SYNTHETIC.en}】"
    yield report.title
    tables = {"proactive": _proactive, "requests": _requests, "review": _review}
    for section in report.sections or ():
        yield ""
        yield section.heading
        yield from section.prose.paragraphs
        if section.key in tables:
            yield from tables[section.key](report)
    yield ""
    yield " ".join(str(part) for part in (report.signature, report.signed) if part is not None)


def _label(report: Report, address: str) -> str:
    return report.labels.get(address, report.layout.labels[address].zh)


def _row(report: Report, name: str, addresses: list[str]) -> str:
    return " | ".join([name, *(report.cells[address].printed for address in addresses)])


def _proactive(report: Report) -> Iterator[str]:
    for article in report.layout.articles:
        yield _label(report, f"proactive.{article.key}")
        columns = [_label(report, f"proactive.{article.key}.{c.key}") for c in article.columns]
        yield " | ".join([_label(report, f"proactive.{article.key}.content"), *columns])
        for row in article.rows:
            addresses = [f"proactive.{row.key}.{column.key}" for column in article.columns]
            yield _row(report, _label(report, f"proactive.{row.key}"), addresses)


def _requests(report: Report) -> Iterator[str]:
    yield " | ".join(["", *(_label(report, f"requests.column.{c.key}") for c in APPLICANTS)])
    for row in report.layout.request_rows:
        addresses = [f"requests.{row.key}.{column.key}" for column in APPLICANTS]
        yield _row(report, _label(report, f"requests.{row.key}"), addresses)


def _review(report: Report) -> Iterator[str]:
    yield " | ".join(["", *(_label(report, f"review.column.{c.key}") for c in RESULTS)])
    for row in REVIEW:
        addresses = [f"review.{row.key}.{column.key}" for column in RESULTS]
        yield _row(report, _label(report, f"review.{row.key}"), addresses)
