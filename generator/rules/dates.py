"""D: when the report was signed, published and changed."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from generator.model.deadlines import in_time, last_day
from generator.model.forms import Label
from generator.rules.registry import Basis, rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.subject import ReportSubject

_DAYS = {
    "signed": Label("落款日期", "signed"),
    "published": Label("公布日期", "published"),
}


@rule(
    "D1",
    "落款和公布在报告年度结束之后",
    "Signed and published after the end of the report's own year",
    basis=Basis.CONVENTION,
)
def d1(subject: ReportSubject) -> Iterator[Result]:
    """A report covers its year to 31 December, so it cannot be finished before that day is over.

    Example: the report for 2024 is signed on 31 December 2024.
    """
    end = date(subject.report.year, 12, 31)
    for key, name in _DAYS.items():
        day: date | None = getattr(subject.report, key)
        if day is None:
            yield NotAssessable((key,), Label(f"没有{name.zh}", f"not known when it was {name.en}"))
        elif day <= end:
            message = Label(
                f"{name.zh} {day}，报告年度到 {end} 才结束",
                f"{name.en} on {day}, the year it covers ends on {end}",
            )
            yield Failed((key,), message, {key: day.isoformat()})
        else:
            yield Passed((key,))


@rule("D2", "在法定日期前公布", "Published by the statutory date", basis=Basis.STATUTE)
def d2(subject: ReportSubject) -> Iterator[Result]:
    """Departments of governments from the county up publish by 31 January, those governments by 31 March.

    Basis: article 49 of the Regulations. It does not name townships and subdistricts: not assessable for
    them. Where only the day of signature is known, a signature after the date already shows lateness.

    Example: a county government publishes on 15 April.
    """
    report, body = subject.report, subject.body
    last = last_day(body, report.year)
    if last is None:
        reason = Label(
            "《条例》第四十九条未规定乡镇、街道的日期",
            "article 49 of the Regulations gives no date for townships and subdistricts",
        )
        yield NotAssessable(("published",), reason)
        return
    on_time = in_time(report, last)
    if on_time is None:
        yield NotAssessable(
            ("published",), Label("没有公布日期", "the day of publication is not known")
        )
    elif not on_time:
        key = "published" if report.published is not None else "signed"
        day = report.published or report.signed
        name = _DAYS[key]
        message = Label(
            f"{name.zh} {day}，法定日期为 {last}",
            f"{name.en} on {day}, the statutory date is {last}",
        )
        yield Failed((key,), message, {key: str(day)})
    else:
        yield Passed(("published",))


@rule(
    "D3",
    "公布后来源没有改动",
    "The source has not changed after publication",
    basis=Basis.CONVENTION,
)
def d3(subject: ReportSubject) -> Iterator[Result]:
    """The hash of the archived copy against those the source had when it was fetched again.

    Without a later copy there is nothing to compare. A change may be a correction: both copies are kept.

    Example: the page was fetched again and its hash is another.
    """
    report, cells = subject.report, ("source.sha256",)
    later = report.source.later
    changed = [fetched for fetched in later if fetched.sha256 != report.source.sha256]
    if not later:
        yield NotAssessable(cells, Label("没有再次取得的副本", "no later copy to compare with"))
    elif changed:
        here, there = report.source.sha256[:12], changed[0].sha256[:12]
        day = changed[0].retrieved
        message = Label(
            f"存档副本为 {here}…，{day} 取得的为 {there}…",
            f"the archived copy is {here}…, that of {day} {there}…",
        )
        yield Failed(cells, message, {cells[0]: report.source.sha256})
    else:
        yield Passed(cells)
