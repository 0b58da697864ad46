"""N3 and N4: what the prose says that there was none of, against the tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.forms import REVIEW, Label
from generator.model.report import Report
from generator.rules.mentions import Mention, mentions
from generator.rules.prose_counts import (
    NO_NUMBER,
    against,
    of_prose,
    of_something_else,
    table_values,
)
from generator.rules.registry import Basis, rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.scope import of_another_year, of_one_body
from generator.rules.subject import ReportSubject
from generator.rules.wording import COUNT, Clause, clauses, number

_NO = r"(?:未|没有|没|尚无|暂无|(?<!有)无)"
_ARRIVED = r"(?:收到|接到|受理|接收|收|出现|产生)"
# Whatever else qualifies the requests makes them a part: of legal persons, about firms, with a fee.
_EVERYBODY = r"(?:公民|自然人)[、,]?法人(?:和|或者?|及|与|以及|、)?其[他它]组织"
_OF_ALL = (
    rf"(?:过|到|有|任何|(?:一|1)[件例宗份起]|{_EVERYBODY}|申请人|提出|提交|递交|有关|相关|关于|的)*"
)
_REQUEST = (
    r"(?:(?:依申请公开)?(?:的)?(?:政府|政务)?信息公开(?:的)?|"
    r"依申请公开(?:政府|政务)?(?:信息)?(?:的)?|公开(?:政府)?信息的?)?申请"
)
_UPON_REQUEST = r"依申请公开(?:(?:政府|政务)?信息)?"
_MATTERS = r"(?:的|件|表|事项|案件|信息|内容|情况|情形|现象|事宜|业务)*"
_NOTHING_FOLLOWS = r"(?=$|[、和及与或也;:()])"
_NONE_CAME = (
    re.compile(
        rf"{_NO}(?:有)?{_ARRIVED}{_OF_ALL}(?:{_REQUEST}|{_UPON_REQUEST}){_MATTERS}{_NOTHING_FOLLOWS}"
    ),
    re.compile(
        rf"(?:^|[^有])无{_OF_ALL}(?:{_REQUEST}|{_UPON_REQUEST}){_MATTERS}{_NOTHING_FOLLOWS}"
    ),
    re.compile(
        rf"(?:^|到|受理|接收|收|全年|年度?){_OF_ALL}{_REQUEST}(?:件|数|数量|总数|总量)*"
        r"(?:为|共|共计|是)?(?:0|零)[件宗份条]?$"
    ),
)
_OTHER_REQUESTS = re.compile(
    r"反复|重复|正当|逾期|超期|滥用|补正|更正|减免|不服|拒绝|行政许可|行政复议|不予|异议"
)
_NO_CASES = re.compile(
    r"(?:未|没有|无)(?:发生|出现|产生|收到|接到|受理|存在|引发|引起|涉及|提起|曾|一|有|因|被|任何|相关|政府信息|政务|"
    r"信息公开|依申请|申请人|公民|群众|(?=行政))[^,0-9]{0,30}(?:行政复议|行政诉讼)"
)
_A_DENIAL = re.compile("[未没无0零]")
"""What each of these has in it: where it is not found there is none, and it is found sooner."""
_NOT_ALL_CASES = re.compile(r"纠正|纠错|维持|败诉|撤销|驳回|结转|未经|超期|逾期|违法|过错|责令")


@rule(
    "N3",
    "“未收到申请”与表格不矛盾",
    "“No requests” in the prose does not contradict the table, nor the reverse",
    basis=Basis.CONVENTION,
)
@of_prose
def n3(subject: ReportSubject) -> Iterator[Result]:
    """The prose says that no request came and the table counts some, or the reverse.

    Likewise 未发生行政复议 and 行政诉讼 against section 4. A sentence about one channel (信函, 网上), one
    kind of applicant (法人) or one matter (涉企, 收费) says nothing of the whole.

    Example: 未收到政府信息公开申请, and the table says 3 received.
    """
    counted = [m for m in mentions(subject.texts) if m.fact == "received" and m.value > 0]
    # Where a sentence counts requests, those that did not come are of some other kind.
    parts = {m.clause.sentence for m in counted}
    for clause in clauses(subject.texts):
        for address in _denied(clause, subject):
            if address != "requests.received.total" or clause.sentence not in parts:
                yield _denial(subject.report, clause, address)
    for mention in counted:
        if mention.whole and not of_something_else(subject, mention):
            values = table_values(subject.report, "received")
            yield against(subject.report, mention, agrees=any(value > 0 for value in values))


def _denied(clause: Clause, subject: ReportSubject) -> list[str]:
    """The addresses of which the clause says that the body had none; one office of it may have had none."""
    report = subject.report
    found = list(_none(clause))
    if found and not of_another_year(report, clause) and not of_one_body(subject, clause):
        return found
    return []


def _none(clause: Clause) -> Iterator[str]:
    if not _A_DENIAL.search(clause.text):
        return
    about = "公开" in clause.sentence or clause.of_requests
    text = clause.text
    none_came = clause.of_requests and "申请" in text and any(p.search(text) for p in _NONE_CAME)
    if none_came and not clause.partial and not _OTHER_REQUESTS.search(text):
        yield "requests.received.total"
    cases = about and "行政" in text and _NO_CASES.search(text)
    if cases and not _NOT_ALL_CASES.search(text):
        if "行政复议" in clause.text:
            yield "review.reconsideration.total"
        if "诉讼" in clause.text:
            yield from (f"review.{row.key}.total" for row in REVIEW if "suit" in row.key)


def _denial(report: Report, clause: Clause, address: str) -> Result:
    cells = (address, clause.address)
    value = report.cells[address].number
    if value is None:
        return NotAssessable(cells, NO_NUMBER)
    if value <= 0:
        return Passed(cells)
    message = Label(
        f"文字“{clause.text}”；表中为 {value}", f"prose “{clause.text}”; the table says {value}"
    )
    return Failed(cells, message, {address: str(value), clause.address: clause.text})


_HOW = r"(?:已|均|予以|依法|依规|及时|如期|准时|妥善|答复|按[^,]{0,8}|在[^,]{0,10})*"
_FINISHED = r"(?:办结|办理完毕|处理完毕)(?!率)"
_ALL_FINISHED = re.compile(rf"全部{_HOW}{_FINISHED}")
# These say that nothing is left only where they do not speak of time limits.
_ALL_DONE = re.compile(
    rf"(?:全部|均|都){_HOW}(?:{_FINISHED}|(?:答复|回复)(?!率))|"
    r"(?:办结|答复)率(?:均|都)?(?:为|达到|达)?100%"
)
_OF_ALL_DONE = re.compile("全部|均|都|率")
"""What each of both has in it."""
_IN_TIME = re.compile(
    r"按期|按时|按规定时|按照?[^,]{0,6}[时期]限|及时|如期|准时|期限内|时限内|规定时间|限时|逾期|超期"
)
_NONE_LEFT = re.compile(r"(?:无|没有|未)(?:需|须|申请|件)?结转")
_NOT_ALL = re.compile(
    r"结转|正在|尚未|到期|应办|应答|应于|在办|未办结|除|上年|上一年|去年|复议|诉讼|截至|截止"
)


@rule(
    "N4",
    "“全部办结”时没有结转下年度",
    "“All finished” in the prose leaves nothing carried over",
    basis=Basis.CONVENTION,
)
@of_prose
def n4(subject: ReportSubject) -> Iterator[Result]:
    """The prose says that all requests were finished, and the table carries some over.

    Sentences about inquiries, complaints or hotlines do not count, nor those that say only that answers were
    in time (按期答复率100%), or that all of some requests were finished.

    Example: 全部办结, and 2 are carried over to the next year.
    """
    address = "requests.carried_out.total"
    for clause in clauses(subject.texts):
        said = clause.of_requests and _OF_ALL_DONE.search(clause.text)
        if said and not clause.partial and _nothing_left(subject, clause):
            yield _denial(subject.report, clause, address)


def _nothing_left(subject: ReportSubject, clause: Clause) -> bool:
    """Whether the clause says that all requests of the year were finished."""
    if _NOT_ALL.search(_NONE_LEFT.sub("", clause.sentence)):
        return False
    said = _ALL_FINISHED.search(clause.text)
    if said is None and not _IN_TIME.search(clause.sentence):
        said = _ALL_DONE.search(clause.text)
    if said is None or of_one_body(subject, clause) or of_another_year(subject.report, clause):
        return False
    before, _, _ = clause.sentence.partition(clause.text)
    return _of_all(subject, clause, before + clause.text[: said.start()])


def _of_all(subject: ReportSubject, clause: Clause, before: str) -> bool:
    """Whether the count named last in the sentence before, if any, is that of all requests received."""
    counts = [number(match["n"]) for match in re.finditer(COUNT, before)]
    if not counts or counts[-1] in table_values(subject.report, "received"):
        return True

    def whole(mention: Mention) -> bool:
        return (
            mention.fact == "received"
            and mention.whole
            and mention.clause.sentence == clause.sentence
            and mention.value == counts[-1]
        )

    return any(map(whole, mentions(subject.texts)))
