"""A: the arithmetic of section 3, requests for disclosure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from generator.model.forms import APPLICANTS, Label, Layout
from generator.rules.registry import Basis, rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.subject import ReportSubject
from generator.rules.sums import (
    APPLICANT_NAMES,
    Identity,
    evidence,
    judge,
    row_names,
    unreadable,
    whole,
)

NOT_OUTCOMES = frozenset({"received", "carried_in", "total", "carried_out"})
PARTS = tuple(column.key for column in APPLICANTS if column.key != "total")


@cache
def balance(layout: Layout, column: str) -> Identity:
    """What came in equals what was finished and what was carried over."""
    rows = row_names(layout)
    addresses = [
        f"requests.{row}.{column}" for row in ("received", "carried_in", "total", "carried_out")
    ]
    names = {address: rows[address.split(".")[1]] for address in addresses}
    names[addresses[2]] = Label("办理结果总计", "outcomes in total")
    where = Label(f"“{APPLICANT_NAMES[column].zh}”栏", f"column {APPLICANT_NAMES[column].en}")
    return Identity((addresses[0], addresses[1]), (addresses[2], addresses[3]), where, names)


@cache
def outcomes(layout: Layout, column: str) -> Identity:
    """The rows of outcomes sum to their total."""
    rows = {key: name for key, name in row_names(layout).items() if key not in NOT_OUTCOMES}
    names = {f"requests.{key}.{column}": name for key, name in rows.items()}
    total = f"requests.total.{column}"
    where = Label(f"“{APPLICANT_NAMES[column].zh}”栏", f"column {APPLICANT_NAMES[column].en}")
    named = {**names, total: Label("（七）总计", "row (7) total")}
    return Identity(tuple(names), (total,), where, named)


@cache
def applicants(layout: Layout, row: str) -> Identity:
    """The six kinds of applicants sum to 总计."""
    names = {f"requests.{row}.{key}": name for key, name in APPLICANT_NAMES.items()}
    label = row_names(layout)[row]
    where = Label(f"“{label.zh}”行", f"row {label.en}")
    parts = tuple(f"requests.{row}.{key}" for key in PARTS)
    return Identity(parts, (f"requests.{row}.total",), where, names)


@rule(
    "A1",
    "每一栏：本年新收＋上年结转＝办理结果总计＋结转下年度",
    "In each column, received + carried in = outcomes in total + carried over to the next year",
    basis=Basis.PRINTED,
)
def a1(subject: ReportSubject) -> Iterator[Result]:
    """The relation that the form itself prints above its seven columns.

    It is judged column by column. A blank, a mark or a text in one of the four cells leaves the column not
    assessable; for blanks the page also says what the result would be if they were zeros.

    Example: received 21 + carried in 0 = 21, outcomes in total 20 + carried over 0 = 20: the difference is 1.
    """
    for column in APPLICANTS:
        identity = balance(subject.report.layout, column.key)
        yield judge(identity, subject.cells, point_at=identity.right[0])


@rule(
    "A2",
    "每一栏：各项办理结果之和＝（七）总计",
    "In each column, the rows of outcomes sum to row (7), total",
    basis=Basis.IMPLIED,
)
def a2(subject: ReportSubject) -> Iterator[Result]:
    """Rows (1) to (6) of part 3 sum to row (7), in each of the seven columns.

    The form does not print this relation; it follows from the word 总计. Where only row (7) is
    filled there is nothing to compare.

    Example: granted 5 + third-party rights 3 = 8, total 9: the difference is 1.
    """
    for column in APPLICANTS:
        identity = outcomes(subject.report.layout, column.key)
        yield judge(identity, subject.cells, point_at=identity.right[0], totals=identity.right)


@rule(
    "A3",
    "每一行：六类申请人之和＝总计",
    "In each row, the six kinds of applicants sum to 总计",
    basis=Basis.IMPLIED,
)
def a3(subject: ReportSubject) -> Iterator[Result]:
    """The six applicant columns of a row sum to its last column, 总计.

    The form does not print this relation; it follows from the word 总计. Many bodies fill the last
    column only: such a row is not assessable, which is not a failure.

    Example: natural persons 5 + legal service providers 3 = 8, total 9: the difference is 1.
    """
    for row in subject.report.layout.request_rows:
        identity = applicants(subject.report.layout, row.key)
        yield judge(identity, subject.cells, point_at=identity.right[0], totals=identity.right)


@rule(
    "A4",
    "申请表各格为非负整数",
    "The figures of requests are whole numbers, not negative",
    basis=Basis.IMPLIED,
)
def a4(subject: ReportSubject) -> Iterator[Result]:
    """Every number of section 3 counts requests, so none is negative and none has a fraction.

    A row without any number is not assessable.

    Example: a row prints −1 or 2.5.
    """
    layout, cells = subject.report.layout, subject.cells
    names = row_names(layout)
    for row in layout.request_rows:
        addresses = applicants(layout, row.key).cells
        numbers = [a for a in addresses if cells[a].number is not None]
        wrong = [a for a in numbers if not whole(cells[a])]
        if wrong:
            shown = ", ".join(cells[a].printed for a in wrong)
            name = names[row.key]
            message = Label(
                f"“{name.zh}”行印有 {shown}，件数应为不小于零的整数",
                f"row {name.en} prints {shown}, expected whole numbers that are not negative",
            )
            yield Failed(tuple(wrong), message, evidence(wrong, cells))
        elif numbers:
            yield Passed(addresses)
        else:
            yield NotAssessable(addresses, unreadable(addresses, cells))
