"""The indicators: rates that follow from the figures of a report and from what the rules say of it.

Each is a part and a whole, so that the count stands beside every rate and reports can be added up.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from generator.derive.measures import UNJUDGED, Measure, Observation
from generator.derive.traps import TRAPS, Trap
from generator.model.cells import Kind
from generator.model.forms import APPLICANTS, LAYOUTS, REVIEW, Label
from generator.model.report import Report
from generator.rules.engine import Tally
from generator.rules.registry import FAMILIES

Measured = Callable[[Observation], Measure]


@dataclass(frozen=True, slots=True)
class Group:
    """Indicators that belong together on the pages."""

    key: str
    label: Label


OUTCOMES = Group("outcomes", Label("依申请公开的办理结果", "Outcomes of requests"))
PROCESSING = Group("processing", Label("办理进度", "Progress of work"))
WHO_ASKED = Group("applicants", Label("申请人构成", "Who asked"))
DISPUTES = Group("disputes", Label("行政复议与诉讼", "Reconsideration and litigation"))
QUALITY = Group("quality", Label("年报本身", "The report itself"))
GROUPS = (OUTCOMES, PROCESSING, WHO_ASKED, DISPUTES, QUALITY)


@dataclass(frozen=True, slots=True)
class Indicator:
    """One indicator: its name, what it says, its formula, what is counted, and its traps.

    ``unit`` names what the whole counts. ``measure`` gives part and whole of one report.
    """

    key: str
    group: Group
    label: Label
    definition: Label
    formula: Label
    unit: Label
    traps: tuple[Trap, ...]
    measure: Measured


_REQUESTS = Label("申请（件）", "requests")
_CASES = Label("案件（件）", "cases")
REPORTS = Label("报告（份）", "reports")
"""The unit of indicators that say yes or no of one report, and are rates only of many."""
_SECTIONS = Label("部分（个）", "sections")
_CHECKS = Label("核对（项）", "checks")


Term = tuple[str, str, str]
"""Table, row or group of rows, and column."""


@cache
def _cells(form: str, divided: bool, terms: tuple[Term, ...]) -> tuple[str, ...]:  # noqa: FBT001
    """The cells of all terms in a form, one after the other."""
    return tuple(cell for term in terms for cell in _addresses(form, divided, *term))


def _addresses(form: str, divided: bool, table: str, row: str, column: str) -> tuple[str, ...]:  # noqa: FBT001
    """The cells of a column in a row, or in every row of the group of that name."""
    start, end = f"{table}.{row}.", f".{column}"
    return tuple(
        address
        for address in LAYOUTS[form, divided].addresses
        if address.startswith(start) and address.endswith(end)
    )


def _sum(report: Report, terms: tuple[Term, ...]) -> tuple[int, tuple[str, ...]]:
    """The sum of the terms, and the cells that hold no whole number."""
    if not terms:
        return 0, ()
    total, missing, cells = 0, [], report.cells
    for address in _cells(report.form_key, report.divided, terms):
        number = cells[address].number
        if isinstance(number, int):
            total += number
        else:
            missing.append(address)
    return total, tuple(missing)


def _ratio(
    part: tuple[Term, ...], whole: tuple[Term, ...], less: tuple[Term, ...] = ()
) -> Measured:
    """Sum of the part over the sum of the whole without ``less``."""

    def measure(observation: Observation) -> Measure:
        report = observation.report
        sums = [_sum(report, terms) for terms in (part, whole, less)]
        missing = tuple(dict.fromkeys(address for _, cells in sums for address in cells))
        if missing:
            return Measure(None, None, missing)
        return Measure(sums[0][0], sums[1][0] - sums[2][0])

    return measure


def _requests(*rows: str, column: str = "total") -> tuple[Term, ...]:
    return tuple(("requests", row, column) for row in rows)


def _review(columns: Sequence[str], *rows: str) -> tuple[Term, ...]:
    return tuple(("review", row, column) for row in rows for column in columns)


def _of_rules(*rules: str) -> Measured:
    """How many results of these rules passed, of those that could be judged."""

    def measure(observation: Observation) -> Measure:
        found = [tally for rule, tally in observation.verdict.tallies.items() if rule in rules]
        return Measure(sum(t.passed for t in found), sum(t.assessable for t in found))

    return measure


def _failures_of(rule: str) -> Measured:
    """How many results of a rule failed, of those that could be judged."""

    def measure(observation: Observation) -> Measure:
        tally = observation.verdict.tallies.get(rule, Tally())
        return Measure(tally.failed, tally.assessable)

    return measure


def _of_family(family: str) -> Measured:
    return lambda observation: Measure(*observation.verdict.count(family))


def _of_all(observation: Observation) -> Measure:
    return Measure(observation.verdict.passed, observation.verdict.assessable)


def _all_zero(observation: Observation) -> Measure:
    """1 of 1 where every figure printed in sections 3 and 4 is 0; 0 of 0 where none is printed."""
    report = observation.report
    cells = [report.cells[address] for address in _counted(report.form_key, report.divided)]
    kinds = {cell.kind for cell in cells}
    if Kind.NUMBER not in kinds:
        return UNJUDGED
    zero = not any(cell.number for cell in cells)  # other cells have none
    return UNJUDGED if zero and kinds & {Kind.TEXT, Kind.NOT_IN_COPY} else Measure(int(zero), 1)


@cache
def _counted(form: str, divided: bool) -> tuple[str, ...]:  # noqa: FBT001
    """The cells of sections 3 and 4 in a form."""
    addresses = LAYOUTS[form, divided].addresses
    return tuple(address for address in addresses if not address.startswith("proactive."))


_T = _requests("total")
_ALL_REQUESTS = ("splitting", "withdrawals", "form", "included")
_ALL_DISPUTES = ("law_2024", "pending", "years", "included")


def _traps(*keys: str) -> tuple[Trap, ...]:
    return tuple(TRAPS[key] for key in keys)


def _outcome(key: str, rows: Sequence[str], label: Label, what: Label, part: Label) -> Indicator:
    return Indicator(
        key,
        OUTCOMES,
        label,
        Label(
            f"本年办结的申请中，{what.zh}的占多少。",
            f"Of the requests concluded in the year, the share {what.en}.",
        ),
        Label(f"{part.zh} ÷ 总计", f"{part.en} ÷ total of outcomes"),
        _REQUESTS,
        _traps(*_ALL_REQUESTS),
        _ratio(_requests(*rows), _T),
    )


def _corrected(key: str, rows: Sequence[str], name: Label) -> tuple[Indicator, Indicator]:
    """The share corrected of the cases decided, and of all."""
    part = _review(("corrected",), *rows)
    traps = _traps(*_ALL_DISPUTES)
    decided = Indicator(
        f"{key}_corrected",
        DISPUTES,
        Label(f"{name.zh}纠正率（已审结）", f"{name.en}: corrected, of those decided"),
        Label(
            f"已有结果的{name.zh}中，结果纠正的占多少；尚未审结的不计。",
            f"Of the cases of this kind ({name.en}) that have a result, the share corrected; pending ones "
            "are left out.",
        ),
        Label(
            "结果纠正 ÷（结果维持 + 结果纠正 + 其他结果）",
            "corrected ÷ (upheld + corrected + other result)",
        ),
        _CASES,
        traps,
        _ratio(part, _review(("upheld", "corrected", "other"), *rows)),
    )
    every = Indicator(
        f"{key}_corrected_of_total",
        DISPUTES,
        Label(f"{name.zh}纠正率（占总计）", f"{name.en}: corrected, of the total"),
        Label(
            f"全部{name.zh}中，结果纠正的占多少，尚未审结的计在内。",
            f"Of all cases of this kind ({name.en}), the share corrected, pending ones included.",
        ),
        Label("结果纠正 ÷ 总计", "corrected ÷ total"),
        _CASES,
        traps,
        _ratio(part, _review(("total",), *rows)),
    )
    return decided, every


def _applicant(key: str, name: Label) -> Indicator:
    return Indicator(
        f"{key}_share",
        WHO_ASKED,
        Label(f"申请人：{name.zh}占比", f"Applicants: {name.en}"),
        Label(
            f"本年新收的申请中，由{name.zh}提出的占多少。",
            f"Of the requests received in the year, the share made by this kind of applicant ({name.en}).",
        ),
        Label(f"{name.zh} ÷ 总计（本年新收）", f"{name.en} ÷ total (received)"),
        _REQUESTS,
        _traps("splitting", "included"),
        _ratio(_requests("received", column=key), _requests("received")),
    )


def _checks(family: str) -> Indicator:
    name = FAMILIES[family]
    return Indicator(
        f"checks_{family.lower()}",
        QUALITY,
        Label(f"核对通过率：{name.zh}", f"Checks passed: {name.en}"),
        Label(
            f"能够判断的“{name.zh}”一类核对中，通过的占多少。",
            f"Of the checks of the family “{name.en}” that can be judged, the share passed.",
        ),
        Label("通过 ÷ 能够判断的核对", "passed ÷ checks that can be judged"),
        _CHECKS,
        _traps("assessable"),
        _of_family(family),
    )


INDICATORS: tuple[Indicator, ...] = (
    _outcome(
        "disclosure_rate",
        ("granted", "partly_granted"),
        Label("公开率", "Disclosure rate"),
        Label("予以公开和部分公开", "granted in full or in part"),
        Label("（予以公开 + 部分公开）", "(granted + granted in part)"),
    ),
    Indicator(
        "disclosure_rate_substantive",
        OUTCOMES,
        Label("实体公开率", "Disclosure rate, substantive"),
        Label(
            "同公开率，但分母不计“不予处理”和“其他处理”。",
            "The disclosure rate over the requests that were answered in substance: those not processed "
            "or handled otherwise are left out of the whole.",
        ),
        Label(
            "（予以公开 + 部分公开）÷（总计 − 不予处理 − 其他处理）",
            "(granted + granted in part) ÷ (total − not processed − handled otherwise)",
        ),
        _REQUESTS,
        _traps(*_ALL_REQUESTS),
        _ratio(
            _requests("granted", "partly_granted"), _T, _requests("not_processed", "other_outcome")
        ),
    ),
    _outcome(
        "denial_rate",
        ("denied",),
        Label("不予公开率", "Denial rate"),
        Label("不予公开", "denied"),
        Label("不予公开八项之和", "the eight rows of denied"),
    ),
    _outcome(
        "unavailable_rate",
        ("unavailable",),
        Label("无法提供率", "Unavailable rate"),
        Label("无法提供", "for information that could not be provided"),
        Label("无法提供三项之和", "the three rows of unavailable"),
    ),
    _outcome(
        "not_held_rate",
        ("unavailable.not_held",),
        Label("不掌握率", "Not-held rate"),
        Label("本机关不掌握相关政府信息", "for information that the body does not hold"),
        Label("本机关不掌握相关政府信息", "not held"),
    ),
    _outcome(
        "not_processed_rate",
        ("not_processed",),
        Label("不予处理率", "Not-processed rate"),
        Label("不予处理", "not processed"),
        Label("不予处理五项之和", "the five rows of not processed"),
    ),
    _outcome(
        "other_outcome_rate",
        ("other_outcome",),
        Label("其他处理率", "Handled-otherwise rate"),
        Label("其他处理", "handled otherwise"),
        Label("其他处理", "handled otherwise"),
    ),
    Indicator(
        "carry_over_rate",
        PROCESSING,
        Label("结转率", "Carry-over rate"),
        Label(
            "本年应办的申请（新收与上年结转）中，结转下年度的占多少。",
            "Of the requests to be dealt with in the year (received and carried in), the share carried over.",
        ),
        Label("结转下年度 ÷（本年新收 + 上年结转）", "carried out ÷ (received + carried in)"),
        _REQUESTS,
        _traps("splitting", "included"),
        _ratio(_requests("carried_out"), _requests("received", "carried_in")),
    ),
    Indicator(
        "clearance_rate",
        PROCESSING,
        Label("办结率", "Clearance rate"),
        Label(
            "本年应办的申请（新收与上年结转）中，已办结的占多少。数字不平时可以超过100%。",
            "Of the requests to be dealt with in the year, the share concluded. It can exceed 100% where "
            "the printed figures do not add up.",
        ),
        Label("总计 ÷（本年新收 + 上年结转）", "total of outcomes ÷ (received + carried in)"),
        _REQUESTS,
        _traps("splitting", "included"),
        _ratio(_T, _requests("received", "carried_in")),
    ),
    *(_applicant(column.key, column.label) for column in APPLICANTS[:-1]),
    *(
        indicator
        for key, rows, name in (
            ("reconsideration", ("reconsideration",), REVIEW[0].label),
            ("direct_suit", ("direct_suit",), REVIEW[1].label),
            ("suit_after_reconsideration", ("suit_after_reconsideration",), REVIEW[2].label),
            (
                "litigation",
                ("direct_suit", "suit_after_reconsideration"),
                Label("行政诉讼", "Administrative litigation"),
            ),
        )
        for indicator in _corrected(key, rows, name)
    ),
    Indicator(
        "dispute_rate",
        DISPUTES,
        Label("争议率", "Dispute rate"),
        Label(
            "行政复议与直接起诉的件数，相当于本年办结申请的多少；可以超过100%。",
            "Reconsiderations and direct suits in proportion to the requests concluded in the year; "
            "it can exceed 100%.",
        ),
        Label(
            "（行政复议总计 + 直接起诉总计）÷ 总计（办理结果）",
            "(total of reconsideration + total of direct suits) ÷ total of outcomes",
        ),
        _REQUESTS,
        _traps("law_2024", "years", "splitting", "included"),
        _ratio(_review(("total",), "reconsideration", "direct_suit"), _T),
    ),
    Indicator(
        "punctuality",
        QUALITY,
        Label("按时公布率", "Punctuality"),
        Label(
            "能够判断的报告中，在法定日期以前公布的占多少（部门1月31日，人民政府3月31日）。",
            "Of the reports that can be judged, the share published by the statutory date (departments "
            "31 January, governments 31 March).",
        ),
        Label("按时公布的报告 ÷ 能够判断的报告", "reports on time ÷ reports that can be judged"),
        REPORTS,
        _traps("townships", "assessable"),
        _of_rules("D2"),
    ),
    Indicator(
        "form_compliance",
        QUALITY,
        Label("表式相符率", "Form compliance"),
        Label(
            "所用表式与年度相符的报告占多少。",
            "The share of reports written on the form prescribed for their year.",
        ),
        Label("表式相符的报告 ÷ 报告", "reports on the right form ÷ reports"),
        REPORTS,
        _traps("form"),
        _of_rules("F1"),
    ),
    Indicator(
        "all_zero",
        QUALITY,
        Label("全零报告占比", "All-zero reports"),
        Label(
            "第三、第四部分印出的数字全为0的报告占多少；有文字或缺失的单元格而其余为0的，不判断。",
            "The share of reports in which every figure printed in sections 3 and 4 is 0; a report with "
            "a text or a gap among its zeros is not judged.",
        ),
        Label("全零的报告 ÷ 能够判断的报告", "all-zero reports ÷ reports that can be judged"),
        REPORTS,
        _traps("assessable"),
        _all_zero,
    ),
    Indicator(
        "repeated_prose",
        QUALITY,
        Label("文字与上年雷同的占比", "Prose repeated from last year"),
        Label(
            "第一、第五部分中，与本机关上年几乎相同的占多少（规则B1）。",
            "Of sections 1 and 5, the share nearly identical to the same body's last year (rule B1).",
        ),
        Label("雷同的部分 ÷ 能够比较的部分", "sections alike ÷ sections that can be compared"),
        _SECTIONS,
        _traps("assessable"),
        _failures_of("B1"),
    ),
    Indicator(
        "checks_passed",
        QUALITY,
        Label("核对通过率", "Checks passed"),
        Label(
            "能够判断的全部核对中，通过的占多少。",
            "Of all checks that can be judged, the share passed.",
        ),
        Label("通过 ÷ 能够判断的核对", "passed ÷ checks that can be judged"),
        _CHECKS,
        _traps("assessable"),
        _of_all,
    ),
    *(_checks(family) for family in "FARPXND"),
)
BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
