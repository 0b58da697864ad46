"""N7 to N10: what the prose must or must not speak of."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.model.forms import Label
from generator.model.report import Report
from generator.problems import Level
from generator.rules.prose_counts import NOT_IN_COPY, NOTHING_SAID, PROSE
from generator.rules.registry import Basis, rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.subject import ReportSubject
from generator.rules.wording import REQUESTS_OF_YEAR, clauses, plain

_YEAR = re.compile(r"(?<![0-9])(?P<year>20[0-9]{2}|二[〇零0][一二三四五六七八九〇零]{2})年")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
# The year is that of a document, a plan, a comparison, a period or an event, not of this report.
_OTHER_USE = re.compile(
    r"年[0-9]{1,2}月|年底|年初|至|[—~、]|预算|决算|规划|计划|方案|要点|条例|办法|规定|法》|法规|修订|修正|施行|实施|印发|通知|意见|文件|标准|号|较|比|同期|"
    r"以来|以前|以后|至今|起|自|截至|截止|成立|上年|去年|结转|年报|年度报告|报告|年鉴|届|历年|历史|遗留|考核|评估|"
    r"测评|调查|统计|项目|工程|预计|下一步|将|力争|目标|整改|移交|换届|改革|复议法"
)
_COMPARED = re.compile(r"预算|决算|相比|同期|同比|将")
_PERIOD = re.compile(
    r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十0-9]+[.、])?(?:在|全)?$"
)
_STATISTICS_END = re.compile(
    r"(?:截至|截止|截止到|截至到|统计期限[^,]*?)(?P<year>20[0-9]{2})年12月31日"
)
_DONE = re.compile(r"(?:共|累计)(?:收到|公开|发布|受理|主动)|收到[^,]*[0-9]")
_UPON_REQUEST = Label("依申请公开", "disclosure upon request")
_TOPICS = {
    Label("主动公开", "proactive disclosure"): re.compile(r"主动公开"),
    _UPON_REQUEST: re.compile(rf"依申请|申请公开|公开申请|{REQUESTS_OF_YEAR}"),
    Label("政府信息管理", "information management"): re.compile(
        r"信息(?:资源)?的?管理|保密审查|审核|发布审查|信息公开属性|规范性文件.{0,8}清理"
    ),
    Label("平台建设", "platforms"): re.compile(r"平台|网站|公众号|新媒体"),
    Label("监督保障", "supervision and safeguards"): re.compile(r"监督|保障|考核|培训|追究"),
}
# 申请 that is certainly not for information: for a licence, or what such a request needs.
_OTHER_REQUEST = re.compile(r"[^,。;!?]*(?:审批|许可)[^,。;!?]*|申请(?=条件|材料|资料)")
_WHAT_REQUESTS = Label(
    "第一部分提到申请，是否依申请公开不明",
    "section one names requests, whether for disclosure is not certain",
)
_NOTHING = re.compile(
    r"^(?:本年度|本机关|本单位|目前|暂|我[镇乡局县区市])*(?:无|没有|暂无)(?:存在)?(?:的?(?:主要)?问题)?(?:及改进情况|和改进情况)?[。.]?$"
)


@rule(
    "N7",
    "文字所述年份是本报告年度",
    "The prose speaks of the report's own year",
    basis=Basis.CONVENTION,
)
def n7(subject: ReportSubject) -> Iterator[Result]:
    """Another year opens a sentence as the period reported on, or ends the period of statistics.

    Budgets, final accounts, plans, laws, titles and numbers of documents, comparisons (较上年) and histories
    (自 2019 年以来) name other years rightly and do not count; neither do plans for the next year.

    Example: a report for 2024 says 2023年，我镇认真贯彻….
    """
    found = [*_title_year(subject.report), *_prose_years(subject)]
    if found:
        yield from found
    elif subject.texts:
        yield Passed(PROSE)
    else:
        yield NotAssessable(PROSE, NOTHING_SAID if subject.prose_complete else NOT_IN_COPY)


def _title_year(report: Report) -> Iterator[Failed]:
    """The years of the title, where none of them is the report's."""
    years = [_year(match) for match in _YEAR.finditer(plain(report.title))]
    if years and report.year not in years:
        yield _other_year("title", report.title, years[0], report.year)


def _prose_years(subject: ReportSubject) -> Iterator[Failed]:
    """Another year as the period reported on, once for each place and year."""
    expected = subject.report.year
    seen: set[tuple[str, int]] = set()
    for clause in clauses(subject.texts):
        year = _reported_year(clause.text, clause.sentence)
        if year is None or year == expected or (clause.address, year) in seen:
            continue
        if year > expected and not _DONE.search(clause.sentence):
            continue
        seen.add((clause.address, year))
        yield _other_year(clause.address, clause.sentence, year, expected)


def _year(match: re.Match[str]) -> int:
    return int(match["year"].translate(_DIGITS))


def _reported_year(clause: str, sentence: str) -> int | None:
    """The year that the clause gives as the period reported on, if it does."""
    if "年" not in clause:
        return None
    ended = _STATISTICS_END.search(clause)
    if ended:
        return int(ended["year"])
    match = _YEAR.search(clause)
    if match is None or not sentence.startswith(clause):
        return None
    if not _PERIOD.match(clause[: match.start()]) or _OTHER_USE.search(clause):
        return None
    following = sentence[match.end() : match.end() + 40]
    return None if _COMPARED.search(following) else _year(match)


def _other_year(address: str, text: str, year: int, expected: int) -> Failed:
    shown = text if len(text) <= 40 else f"{text[:40]}…"
    message = Label(
        f"文字“{shown}”说的是{year}年，报告年度为{expected}年",
        f"prose “{shown}” speaks of {year}, the report is for {expected}",
    )
    return Failed((address,), message, {address: shown})


@rule(
    "N8",
    "第一部分谈到五个方面",
    "Section one speaks of its five topics",
    basis=Basis.STATUTE,
    level=Level.NOTE,
)
def n8(subject: ReportSubject) -> Iterator[Result]:
    """The overview covers 主动公开, 依申请公开, 政府信息管理, 平台建设 and 监督保障, as the form's notes ask.

    A topic counts as covered when one of its usual words appears anywhere in the section. Where requests
    (申请) are named and it is not certain of what, nothing is said of disclosure upon request. Requests for
    licences and approvals (行政审批, 许可), and what such a request needs (申请条件, 申请材料), are certainly
    of another matter and do not count.

    Example: nothing is said of disclosure upon request.
    """
    address, prose = subject.prose.get("overview", ("sections", None))
    if prose is None or not prose.archived or not prose.paragraphs:
        yield NotAssessable((address,), NOT_IN_COPY)
        return
    text = plain("".join(prose.paragraphs))
    missing = [topic for topic, words in _TOPICS.items() if not words.search(text)]
    if _UPON_REQUEST in missing and "申请" in _OTHER_REQUEST.sub("", text):
        missing.remove(_UPON_REQUEST)
        if not missing:
            yield NotAssessable((address,), _WHAT_REQUESTS)
            return
    if not missing:
        yield Passed((address,))
        return
    message = Label(
        f"第一部分没有谈到：{'、'.join(topic.zh for topic in missing)}",
        f"section one does not speak of: {', '.join(topic.en for topic in missing)}",
    )
    yield Failed((address,), message, {address: ", ".join(topic.en for topic in missing)})


@rule(
    "N9",
    "第五部分写了主要问题和改进情况",
    "Section five names problems and improvements",
    basis=Basis.STATUTE,
)
def n9(subject: ReportSubject) -> Iterator[Result]:
    """Article 50 of the Regulations asks for the main problems and how they are being improved.

    Example: section five is empty, or says 无 and nothing more.
    """
    address, prose = subject.prose.get("problems", ("sections", None))
    if prose is None or not prose.archived:
        yield NotAssessable((address,), NOT_IN_COPY)
        return
    text = plain("".join(prose.paragraphs))
    if text and not _NOTHING.match(text):
        yield Passed((address,))
        return
    message = Label(
        f"第五部分只写“{text}”" if text else "第五部分没有文字",
        f"section five only says “{text}”" if text else "section five is empty",
    )
    yield Failed((address,), message, {address: text})


@rule(
    "N10",
    "第六部分报告收取信息处理费的情况",
    "Section six reports on information processing fees",
    basis=Basis.STATUTE,
    level=Level.NOTE,
    forms=("2021",),
)
def n10(subject: ReportSubject) -> Iterator[Result]:
    """On the form of 2021 section six says whether fees for processing information were collected.

    Example: section six says only 无其他需要报告的事项.
    """
    address, prose = subject.prose.get("other", ("sections", None))
    if prose is None or not prose.archived:
        yield NotAssessable((address,), NOT_IN_COPY)
        return
    text = plain("".join(prose.paragraphs))
    if re.search(r"信息处理费|处理费|收取费用|收费", text):
        yield Passed((address,))
        return
    message = Label(
        "第六部分没有提到信息处理费", "section six does not mention information processing fees"
    )
    yield Failed((address,), message, {address: text[:40]})
