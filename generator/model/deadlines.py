"""The days by which annual reports are published: article 49 of the Regulations (2019 revision)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from generator.model.forms import Label
from generator.model.report import Body, Report

IN_FORCE = date(2019, 5, 15)
"""From this day the revised Regulations apply."""


@dataclass(frozen=True, slots=True)
class Deadline:
    """A day of the year after the one reported on, who publishes by it, and the words of the article."""

    key: str
    month: int
    day: int
    who: Label
    text: Label

    def of(self, year: int) -> date:
        """The last day for the report on ``year``."""
        return date(year + 1, self.month, self.day)


OF_DEPARTMENTS = Deadline(
    "departments",
    1,
    31,
    Label("县级以上人民政府部门", "Departments of governments at county level and above"),
    Label(
        "县级以上人民政府部门应当在每年1月31日前向本级政府信息公开工作主管部门提交本行政机关上一年度政府信息公开工作年度报告"
        "并向社会公布。",
        "Departments of people's governments at county level and above submit and publish their report "
        "on the year before by 31 January.",
    ),
)
OF_GOVERNMENTS = Deadline(
    "governments",
    3,
    31,
    Label("县级以上地方人民政府", "Local governments at county level and above"),
    Label(
        "县级以上地方人民政府的政府信息公开工作主管部门应当在每年3月31日前向社会公布本级政府上一年度政府信息公开工作年度报告。",
        "The competent departments of local people's governments at county level and above publish that "
        "government's report on the year before by 31 March.",
    ),
)
DEADLINES = (OF_DEPARTMENTS, OF_GOVERNMENTS)


def deadline(level: str, kind: str) -> Deadline | None:
    """The deadline of a body of that level and kind; None for townships, which the article does not name."""
    if level == "township":
        return None
    return OF_GOVERNMENTS if kind == "government" else OF_DEPARTMENTS


def last_day(body: Body, year: int) -> date | None:
    """The statutory date of a body's report on a year; None where the article gives none."""
    found = deadline(body.level, body.kind)
    return None if found is None else found.of(year)


def in_time(report: Report, last: date) -> bool | None:
    """Whether a report was published by the day; None where that cannot be known.

    Where only the day of signature is known, a signature after the day already shows lateness, one
    before it shows nothing.
    """
    if report.published is not None:
        return report.published <= last
    return False if report.signed is not None and report.signed > last else None
