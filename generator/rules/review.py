"""R: section 4, administrative reconsideration and litigation."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.model.cells import Kind
from generator.model.forms import RESULTS, REVIEW, Label
from generator.model.report import Report
from generator.problems import Level
from generator.rules.registry import Basis, rule
from generator.rules.results import Comparison, Failed, NotAssessable, Passed, Result, Side
from generator.rules.subject import ReportSubject
from generator.rules.sums import RESULT_NAMES, Identity, evidence, judge

KINDS = tuple(column.key for column in RESULTS if column.key != "total")


@cache
def results(row: str) -> Identity:
    """The four results of a group sum to its 总计."""
    label = next(item.label for item in REVIEW if item.key == row)
    names = {f"review.{row}.{key}": name for key, name in RESULT_NAMES.items()}
    parts = tuple(f"review.{row}.{key}" for key in KINDS)
    return Identity(parts, (f"review.{row}.total",), label, names)


def cases(report: Report, row: str) -> int | None:
    """The number of cases of a group; None where it cannot be known or contradicts its parts."""
    identity = results(row)
    total = report.cells[identity.right[0]].number
    if total is None or total != int(total):
        return None
    parts = [report.cells[address] for address in identity.left]
    known = [cell.number for cell in parts if cell.number is not None]
    # What a blank would hold is not known, so the total must be the sum of the others; what our copy
    # does not hold, or what is printed as text, may be the rest of it.
    open_ended = any(cell.kind in (Kind.NOT_IN_COPY, Kind.TEXT) for cell in parts)
    agrees = not known or sum(known) == total or (sum(known) < total and open_ended)
    return int(total) if agrees else None


@rule(
    "R1",
    "三组中每一组：四种结果之和＝总计",
    "In each of the three groups, the four results sum to 总计",
    basis=Basis.IMPLIED,
)
def r1(subject: ReportSubject) -> Iterator[Result]:
    """Upheld, corrected, other result and pending sum to the total of their group.

    It is judged for reconsideration, for direct suits and for suits after reconsideration. The form has no
    grand total of litigation.

    Example: upheld 10 + corrected 1 = 11, total 0: the difference is 11.
    """
    for row in REVIEW:
        identity = results(row.key)
        yield judge(identity, subject.cells, point_at=identity.right[0], totals=identity.right)


@rule(
    "R2",
    "复议后起诉件数不多于本年和上年的行政复议件数",
    "Suits after reconsideration are no more than this and last year's reconsiderations",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def r2(subject: ReportSubject) -> Iterator[Result]:
    """A suit after reconsideration presupposes a reconsideration, of this year or the one before.

    Suits may last, so an excess is only worth a look. A group whose total contradicts its own parts
    is not used; nor is one with a blank among its parts and a total that is not the sum of the others.

    Example: 5 suits after reconsideration, 2 reconsiderations this year and 1 last year.
    """
    suit, this = "review.suit_after_reconsideration.total", "review.reconsideration.total"
    cells = (suit, this)
    suits, now = (
        cases(subject.report, "suit_after_reconsideration"),
        cases(subject.report, "reconsideration"),
    )
    if suits is None or now is None:
        reason = Label(
            "件数不明，或总计与各项结果不符", "a total is unknown or contradicts its parts"
        )
        yield NotAssessable(cells, reason)
        return
    if suits <= now:
        yield Passed(cells)
        return
    earlier = None if subject.before is None else cases(subject.before, "reconsideration")
    if earlier is None:
        yield NotAssessable(
            cells,
            Label("没有上年可用的行政复议件数", "no usable count of reconsiderations of last year"),
        )
        return
    comparison = Comparison(
        Side(Label(f"复议后起诉 {suits}", f"suits after reconsideration {suits}"), suits),
        Side(
            Label(
                f"本年行政复议 {now} + 上年 {earlier} = {now + earlier}",
                f"reconsiderations this year {now} + last year {earlier} = {now + earlier}",
            ),
            now + earlier,
        ),
        "≤",
    )
    if comparison.holds:
        yield Passed(cells)
        return
    message = Label(
        f"{comparison.left.text.zh}，多于{comparison.right.text.zh}",
        f"{comparison.left.text.en}, more than {comparison.right.text.en}",
    )
    found = evidence(cells, subject.cells)
    found[f"{subject.report.year - 1}/{this}"] = str(earlier)
    yield Failed(cells, message, found, comparison)
