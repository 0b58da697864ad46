"""H: a government and the bodies below it."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.forms import Label
from generator.problems import Level
from generator.rules.registry import Basis, body_rule, rule
from generator.rules.results import Comparison, Failed, NotAssessable, Passed, Result, Side
from generator.rules.subject import BodySubject, ReportSubject

_FIGURE = "requests.received.total"


@rule(
    "H1",
    "政府报告的新收申请数不少于所属各机关之和",
    "A government's requests are no fewer than the sum of the bodies below it",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
    next_step=Label(
        "并非差错：各地汇总口径不一", "no error: what a government includes is not uniform"
    ),
    across=True,
)
def h1(subject: ReportSubject) -> Iterator[Result]:
    """A government's requests received against those of the departments and governments just below it.

    Never a failure of the report: some governments report for all their bodies, some for their own office
    only. A smaller figure than the sum of the bodies in the archive shows that it does not include them
    all. A larger one cannot be judged, since not every body below is in the archive.

    Example: the county reports 95, the bodies below it 120 in sum.
    """
    report, body = subject.report, subject.body
    cells = (_FIGURE,)
    value = subject.cells[_FIGURE].number
    below = [
        number
        for series in subject.around.below.get(body.code, ())
        if (other := series.by_year.get(report.year)) is not None
        and (number := other.cells[_FIGURE].number) is not None
    ]
    if body.kind != "government" or value is None or not below:
        reason = Label(
            "不是政府，或档案中没有下级报告", "no government, or no report from below it"
        )
        yield NotAssessable(cells, reason)
        return
    total = sum(below)
    comparison = Comparison(
        Side(
            Label(f"下级 {len(below)} 个机关合计 {total}", f"{len(below)} bodies below {total}"),
            total,
        ),
        Side(Label(f"本报告 {value}", f"this report {value}"), value),
        "≤",
    )
    if total > value:
        message = Label(
            f"新收申请：本报告 {value}，档案中下级 {len(below)} 个机关合计 {total}",
            f"requests received: this report {value}, {len(below)} bodies below it {total} in sum",
        )
        yield Failed(cells, message, {_FIGURE: str(value), "below": str(total)}, comparison)
    elif total == value:
        yield Passed(cells)
    else:
        reason = Label("档案未收齐下级机关", "not every body below is in the archive")
        yield NotAssessable(cells, reason)


@body_rule(
    "H2",
    "已知的机关在同级机关有报告的年度也有报告",
    "A body known to exist has a report for each year that its peers have",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
    next_step=Label("请找出报告并补入档案", "look for the report and add it to the archive"),
    across=True,
)
def h2(subject: BodySubject) -> Iterator[Result]:
    """A body in the archive against its peers: same kind, same level, same parent.

    Years before its first or after its last report for which a peer has one; gaps between are rule X6. It
    says that a report is not here, not that it was not published.

    Example: four townships of a county have a report for 2024, the fifth has none.
    """
    body, around = subject.series.body, subject.around
    parent = around.regions[body.code].parent_code if body.kind == "government" else body.code
    peers = [
        series
        for series in around.below.get(parent or "", ())
        if series.body.id != body.id
        and (series.body.kind, series.body.level) == (body.kind, body.level)
        and series.reports
    ]
    if not peers:
        reason = Label("档案中没有同级机关", "the archive holds no peer of this body")
        yield NotAssessable(("id",), reason)
        return
    own = sorted(subject.series.by_year)
    years = {year for series in peers for year in series.by_year}
    missing = sorted(y for y in years if not own or not own[0] <= y <= own[-1])
    if missing:
        shown = ", ".join(map(str, missing))
        message = Label(
            f"同级机关有{shown}年的报告，档案中没有本机关的",
            f"peers have reports for {shown}, none here",
        )
        yield Failed(("id",), message, {"years": ", ".join(map(str, own))})
    else:
        yield Passed(("id",))
