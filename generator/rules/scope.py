"""Whose counts a clause tells: of the report's body and year, or of another year, region or body."""

from __future__ import annotations

import re
from functools import lru_cache

from generator.model.regions import Regions
from generator.model.report import Body, Report
from generator.rules.subject import ReportSubject
from generator.rules.wording import COUNT, Clause

_OTHER_YEAR = re.compile(r"上一?年|去年|同期|同比|较|比")
_YEAR = re.compile(r"(?<![0-9])20[0-9]{2}(?=年)")
_ALL_OF_REGION = re.compile(r"全(?:省|市|州|区|县|旗|系统)|各级")
_PLACE = r"(?:街道|镇(?!静)|乡(?!村)|县(?!域)|区(?!域)|市(?![场民])|省(?!时)|州|旗|苏木)(?!级|委|政府?办)"
_OFFICE = (
    r"(?:办公室|办(?![理结复件法事文公案])|局(?![面部])|委(?![托员])|科(?![学技普])|股(?!东)|厅|"
    r"处(?![理罚置])|室(?!内)|所(?![有述属涉需])|站(?!点)|队|中心|窗口|部门|单位)"
)
_A_BODY = re.compile(rf"(?P<whose>[我本全各]|)(?P<body>(?P<office>{_OFFICE})|{_PLACE})")
_ON_BEHALF = re.compile(r"代表|代为|单独|独立受理|自行受理|转办|转交|交办|协办")
_NO_SUBJECT = re.compile(r"^(?:在|按|根据|依据|为|向|对|经|由于|通过|围绕|指导|督促|组织)")
_COUNT = re.compile(COUNT)
_BEGINNING = 14  # characters of a clause in which its subject is named


def of_another_year(report: Report, clause: Clause) -> bool:
    """Whether a clause speaks of another year, or compares with one."""
    named = _YEAR.findall(clause.text) or _YEAR.findall(clause.sentence)
    years = {int(year) for year in named}
    return bool(_OTHER_YEAR.search(clause.text)) or (bool(years) and report.year not in years)


def of_whole_region(body: Body, clause: Clause) -> bool:
    """Whether a clause in the report of a department or an office speaks of its whole region."""
    return body.kind != "government" and bool(_ALL_OF_REGION.search(clause.text))


def of_one_body(subject: ReportSubject, clause: Clause) -> bool:
    """Whether a clause tells of one office or one body, which is not certainly the report's own.

    A report of a government covers its departments, so what its office received is a part. The body is
    named in the clause itself (区政府办代表区政府受理…), or it opens a clause before it in the sentence
    (区政府办依法办理，受理…).
    """
    told = _COUNT.split(clause.text)[0]
    if _ON_BEHALF.search(told):
        return True
    own = _is_own(subject, told)
    if own is not None:
        return not own
    before, _, _ = clause.sentence.partition(clause.text)
    for earlier in reversed(before.split(",")):
        beginning = earlier[:_BEGINNING]
        if not _NO_SUBJECT.match(beginning) and (own := _is_own(subject, beginning)) is not None:
            return not own
    return False


def _is_own(subject: ReportSubject, text: str) -> bool | None:
    """Whether the bodies named are the report's own; None where none is named."""
    rest = _own_names(subject.body, subject.around.regions).sub("", text)
    government = subject.body.kind == "government"
    named = [
        match["whose"] in ("我", "本", "全")
        and (match["body"] == "单位" or government != bool(match["office"]))
        for match in _A_BODY.finditer(rest)
    ]
    if not named:
        return None if rest == text else True
    return all(named)


@lru_cache(maxsize=64)  # all reports of a body, one after the other
def _own_names(body: Body, regions: Regions) -> re.Pattern[str]:
    """What the body may be called; a government also by its division, alone or after those above it.

    With 办公室 after it, it is the office.
    """
    names = {body.name, body.short_name, *body.former_names}
    if body.kind == "government" and body.code in regions:
        path = [region.name for region in regions.path(body.code)]
        names |= {f"{above}{name}" for name in path[-1:] for above in ("", *path[:-1])}
        names |= {"".join(path), "".join(path[1:])}
    longest_first = sorted(filter(None, names), key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, longest_first))})(?!办)")
