"""The two statutory forms: their rows, columns, labels and how the tables are laid out.

Source of the Chinese labels: 国办公开办函〔2019〕60号 (form ``2019``) and 国办公开办函〔2021〕30号
(form ``2021``). There is no official English wording: the English here is this project's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property


@dataclass(frozen=True, slots=True)
class Label:
    """A name in Chinese (statutory wording) and in English (unofficial)."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Column:
    """One column of a table; ``amount`` marks a sum of money, which may have decimals."""

    key: str
    label: Label
    amount: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One row of figures; ``key`` is dotted where the row stands in a group."""

    key: str
    label: Label


@dataclass(frozen=True, slots=True)
class Group:
    """A labelled group of rows of section 3, which the form prints as one merged cell."""

    key: str
    label: Label
    children: tuple[Row | Group, ...]


def rows_in(items: tuple[Row | Group, ...]) -> Iterator[Row]:
    """The rows of figures among the items, in printed order."""
    for item in items:
        if isinstance(item, Group):
            yield from rows_in(item.children)
        else:
            yield item


@dataclass(frozen=True, slots=True)
class Article:
    """One item of Article 20 in section 2: a heading, its columns and its rows."""

    key: str
    label: Label
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One of the six sections of a report."""

    key: str
    label: Label


def _column(key: str, zh: str, en: str, *, amount: bool = False) -> Column:
    return Column(key, Label(zh, en), amount)


def _row(key: str, zh: str, en: str) -> Row:
    return Row(key, Label(zh, en))


def _group(key: str, zh: str, en: str, *children: Row | Group) -> Group:
    return Group(key, Label(zh, en), children)


SECTIONS = (
    Section("overview", Label("一、总体情况", "1. Overview")),
    Section("proactive", Label("二、主动公开政府信息情况", "2. Proactive disclosure")),
    Section(
        "requests",
        Label("三、收到和处理政府信息公开申请情况", "3. Disclosure upon request"),
    ),
    Section(
        "review",
        Label(
            "四、政府信息公开行政复议、行政诉讼情况",
            "4. Administrative reconsideration and litigation",
        ),
    ),
    Section("problems", Label("五、存在的主要问题及改进情况", "5. Main problems and improvements")),
    Section("other", Label("六、其他需要报告的事项", "6. Other matters to report")),
)

APPLICANTS = (
    _column("natural_person", "自然人", "Natural persons"),
    _column("business", "商业企业", "Businesses"),
    _column("research", "科研机构", "Research institutes"),
    _column("welfare", "社会公益组织", "Public welfare organisations"),
    _column("legal_services", "法律服务机构", "Legal service providers"),
    _column("other", "其他", "Other"),
    _column("total", "总计", "Total"),
)
APPLICANTS_HEAD = Label("申请人情况", "Applicants")
ORGANISATIONS_HEAD = Label("法人或其他组织", "Legal persons and other organisations")
RELATION = Label(
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）",
    "(In each column, items 1 and 2 together equal items 3 and 4 together)",
)

RESULTS = (
    _column("upheld", "结果维持", "Upheld"),
    _column("corrected", "结果纠正", "Corrected"),
    _column("other", "其他结果", "Other result"),
    _column("pending", "尚未审结", "Pending"),
    _column("total", "总计", "Total"),
)
REVIEW = (
    _row("reconsideration", "行政复议", "Administrative reconsideration"),
    _row("direct_suit", "未经复议直接起诉", "Direct suit, without reconsideration"),
    _row("suit_after_reconsideration", "复议后起诉", "Suit after reconsideration"),
)
LITIGATION_HEAD = Label("行政诉讼", "Administrative litigation")

ROW_HEAD = Label("信息内容", "Content")

_OTHER_UNDIVIDED = _row("other_outcome", "（六）其他处理", "(6) Handled otherwise")
_OTHER_DIVIDED = _group(
    "other_outcome",
    "（六）其他处理",
    "(6) Handled otherwise",
    _row(
        "other_outcome.not_corrected",
        "1.申请人无正当理由逾期不补正、行政机关不再处理其政府信息公开申请",
        "1. Not supplemented in time without good reason, no longer processed",
    ),
    _row(
        "other_outcome.fee_not_paid",
        "2.申请人逾期未按收费通知要求缴纳费用、行政机关不再处理其政府信息公开申请",
        "2. Fee not paid in time, no longer processed",
    ),
    _row("other_outcome.other", "3.其他", "3. Other"),
)


def _requests(other_outcome: Row | Group) -> tuple[Row | Group, ...]:
    """The rows of section 3 in printed order; the forms differ only in 其他处理."""
    return (
        _row("received", "一、本年新收政府信息公开申请数量", "1. Received this year"),
        _row("carried_in", "二、上年结转政府信息公开申请数量", "2. Carried over from last year"),
        _group(
            "outcomes",
            "三、本年度办理结果",
            "3. Outcomes this year",
            _row("granted", "（一）予以公开", "(1) Granted"),
            _row(
                "partly_granted",
                "（二）部分公开（区分处理的，只计这一情形，不计其他情形）",
                "(2) Granted in part (counted here only)",
            ),
            _group(
                "denied",
                "（三）不予公开",
                "(3) Denied",
                _row("denied.state_secret", "1.属于国家秘密", "1. State secret"),
                _row(
                    "denied.prohibited_by_law",
                    "2.其他法律行政法规禁止公开",
                    "2. Prohibited by law or administrative regulation",
                ),
                _row(
                    "denied.security_and_stability",
                    "3.危及“三安全一稳定”",
                    "3. Endangers security or social stability",
                ),
                _row(
                    "denied.third_party_rights",
                    "4.保护第三方合法权益",
                    "4. Protects third-party rights",
                ),
                _row(
                    "denied.internal_affairs",
                    "5.属于三类内部事务信息",
                    "5. Internal affairs (three kinds)",
                ),
                _row(
                    "denied.deliberative",
                    "6.属于四类过程性信息",
                    "6. Deliberative process (four kinds)",
                ),
                _row(
                    "denied.enforcement_files",
                    "7.属于行政执法案卷",
                    "7. Administrative enforcement file",
                ),
                _row(
                    "denied.administrative_query",
                    "8.属于行政查询事项",
                    "8. Administrative query",
                ),
            ),
            _group(
                "unavailable",
                "（四）无法提供",
                "(4) Unavailable",
                _row(
                    "unavailable.not_held",
                    "1.本机关不掌握相关政府信息",
                    "1. Not held by this body",
                ),
                _row(
                    "unavailable.needs_creation",
                    "2.没有现成信息需要另行制作",
                    "2. Does not exist, would have to be created",
                ),
                _row(
                    "unavailable.still_unclear",
                    "3.补正后申请内容仍不明确",
                    "3. Still unclear after supplement",
                ),
            ),
            _group(
                "not_processed",
                "（五）不予处理",
                "(5) Not processed",
                _row(
                    "not_processed.petition",
                    "1.信访举报投诉类申请",
                    "1. Petition, report or complaint",
                ),
                _row("not_processed.repeated", "2.重复申请", "2. Repeated request"),
                _row(
                    "not_processed.publication",
                    "3.要求提供公开出版物",
                    "3. Asks for a public publication",
                ),
                _row(
                    "not_processed.excessive",
                    "4.无正当理由大量反复申请",
                    "4. Excessive requests without good reason",
                ),
                _row(
                    "not_processed.reconfirmation",
                    "5.要求行政机关确认或重新出具已获取信息",
                    "5. Asks to confirm or reissue information already obtained",
                ),
            ),
            other_outcome,
            _row("total", "（七）总计", "(7) Total"),
        ),
        _row("carried_out", "四、结转下年度继续办理", "4. Carried over to next year"),
    )


_REQUESTS = {False: _requests(_OTHER_UNDIVIDED), True: _requests(_OTHER_DIVIDED)}

_ITEM_1 = Label("第二十条第（一）项", "Article 20(1)")
_ITEM_5 = Label("第二十条第（五）项", "Article 20(5)")
_ITEM_6 = Label("第二十条第（六）项", "Article 20(6)")
_ITEM_8 = Label("第二十条第（八）项", "Article 20(8)")
_ITEM_9 = Label("第二十条第（九）项", "Article 20(9)")

_REGULATIONS = _row("regulations", "规章", "Rules of government")
_LICENSING = _row("licensing", "行政许可", "Administrative licensing")
_OTHER_SERVICES = _row("other_services", "其他对外管理服务事项", "Other external services")
_PENALTIES = _row("penalties", "行政处罚", "Administrative penalties")
_COERCIVE = _row("coercive_measures", "行政强制", "Administrative coercive measures")
_FEES = _row("fees", "行政事业性收费", "Administrative fees")
_PROCUREMENT = _row("procurement", "政府集中采购", "Centralised government procurement")

_MADE = (
    _column("made", "本年新制作数量", "Made this year"),
    _column("newly_published", "本年新公开数量", "Newly published this year"),
    _column("total_published", "对外公开总数量", "Published in total"),
)
_PREVIOUS = _column("previous", "上一年项目数量", "Items in the previous year")
_CHANGE = _column("change", "本年增/减", "Change this year")
_HANDLED = (_PREVIOUS, _CHANGE, _column("decisions", "处理决定数量", "Decisions"))
_DECISIONS = (_column("decisions", "本年处理决定数量", "Decisions this year"),)


@dataclass(frozen=True)
class Form:
    """One statutory form; ``divided`` says whether 其他处理 stands in three rows."""

    key: str
    notice: str
    first_year: int
    last_year: int | None
    divided: bool
    articles: tuple[Article, ...]

    def fits(self, year: int) -> bool:
        """Whether this is the form that a report on the year had to use."""
        return self.first_year <= year and (self.last_year is None or year <= self.last_year)


FORMS = {
    "2019": Form(
        "2019",
        "国办公开办函〔2019〕60号",
        2019,
        2020,
        divided=False,
        articles=(
            Article(
                "item_1",
                _ITEM_1,
                _MADE,
                (_REGULATIONS, _row("normative_documents", "规范性文件", "Normative documents")),
            ),
            Article("item_5", _ITEM_5, _HANDLED, (_LICENSING, _OTHER_SERVICES)),
            Article("item_6", _ITEM_6, _HANDLED, (_PENALTIES, _COERCIVE)),
            Article("item_8", _ITEM_8, (_PREVIOUS, _CHANGE), (_FEES,)),
            Article(
                "item_9",
                _ITEM_9,
                (
                    _column("items", "采购项目数量", "Procurement items"),
                    _column("amount", "采购总金额", "Total amount", amount=True),
                ),
                (_PROCUREMENT,),
            ),
        ),
    ),
    "2021": Form(
        "2021",
        "国办公开办函〔2021〕30号",
        2021,
        None,
        divided=True,
        articles=(
            Article(
                "item_1",
                _ITEM_1,
                (
                    _column("issued", "本年制发件数", "Issued this year"),
                    _column("repealed", "本年废止件数", "Repealed this year"),
                    _column("in_force", "现行有效件数", "In force"),
                ),
                (
                    _REGULATIONS,
                    _row(
                        "normative_documents",
                        "行政规范性文件",
                        "Administrative normative documents",
                    ),
                ),
            ),
            Article("item_5", _ITEM_5, _DECISIONS, (_LICENSING,)),
            Article("item_6", _ITEM_6, _DECISIONS, (_PENALTIES, _COERCIVE)),
            Article(
                "item_8",
                _ITEM_8,
                (
                    _column(
                        "amount",
                        "本年收费金额（单位：万元）",
                        "Fees collected this year (10,000 yuan)",
                        amount=True,
                    ),
                ),
                (_FEES,),
            ),
        ),
    ),
}


@dataclass(frozen=True, eq=False)  # there are four, each once
class Layout:
    """The tables of one report: a form, and whether its 其他处理 is divided in three rows.

    Real reports mix the two, so the division belongs to the report and not to the form.
    """

    form: Form
    divided: bool

    @property
    def articles(self) -> tuple[Article, ...]:
        """Section 2, item by item."""
        return self.form.articles

    @property
    def requests(self) -> tuple[Row | Group, ...]:
        """Section 3 as a tree of groups and rows."""
        return _REQUESTS[self.divided]

    @cached_property
    def request_rows(self) -> tuple[Row, ...]:
        """The rows of section 3 in printed order: 23 undivided, 25 divided."""
        return tuple(rows_in(self.requests))

    @cached_property
    def addresses(self) -> tuple[str, ...]:
        """The dotted address of every cell, in printed order."""
        return (
            *(
                f"proactive.{row.key}.{column.key}"
                for article in self.articles
                for row in article.rows
                for column in article.columns
            ),
            *(
                f"requests.{row.key}.{column.key}"
                for row in self.request_rows
                for column in APPLICANTS
            ),
            *(f"review.{row.key}.{column.key}" for row in REVIEW for column in RESULTS),
        )

    @cached_property
    def labels(self) -> dict[str, Label]:
        """The statutory label at every address where a table prints one."""
        found: dict[str, Label] = {
            "requests.relation": RELATION,
            "requests.column.applicants": APPLICANTS_HEAD,
            "requests.column.organisations": ORGANISATIONS_HEAD,
            "review.litigation": LITIGATION_HEAD,
        }
        for article in self.articles:
            found[f"proactive.{article.key}"] = article.label
            found[f"proactive.{article.key}.content"] = ROW_HEAD
            for column in article.columns:
                found[f"proactive.{article.key}.{column.key}"] = column.label
            for row in article.rows:
                found[f"proactive.{row.key}"] = row.label
        for column in APPLICANTS:
            found[f"requests.column.{column.key}"] = column.label
        pending = list(self.requests)
        while pending:
            item = pending.pop(0)
            found[f"requests.{item.key}"] = item.label
            if isinstance(item, Group):
                pending[:0] = item.children
        for column in RESULTS:
            found[f"review.column.{column.key}"] = column.label
        for row in REVIEW:
            found[f"review.{row.key}"] = row.label
        return found


LAYOUTS = {
    (key, divided): Layout(form, divided)
    for key, form in FORMS.items()
    for divided in (False, True)
}
