"""The registry: every rule with its id, statement, level, basis and forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum

from generator.model.forms import FORMS, Label
from generator.problems import Level
from generator.rules.explanations import EXPLAINED
from generator.rules.results import Result
from generator.rules.subject import BodySubject, ReportSubject

ALL_FORMS = tuple(FORMS)

ReportCheck = Callable[[ReportSubject], Iterator[Result]]
BodyCheck = Callable[[BodySubject], Iterator[Result]]


class Basis(StrEnum):
    """Why a rule should hold."""

    PRINTED = "printed"
    IMPLIED = "implied"
    STATUTE = "statute"
    CONVENTION = "convention"


BASES = {
    Basis.PRINTED: Label("表式上印明的关系", "a relation printed on the form"),
    Basis.IMPLIED: Label("表式中隐含的关系", "implied by the form"),
    Basis.STATUTE: Label("法律、法规的规定", "statute"),
    Basis.CONVENTION: Label("编报的通常做法", "convention"),
}

FAMILIES = {
    "S": Label("文件结构", "Structure of the file"),
    "F": Label("表式", "Form"),
    "A": Label("申请表的数字关系", "Arithmetic of requests"),
    "R": Label("复议、诉讼表", "Reconsideration and litigation"),
    "P": Label("主动公开表", "Proactive disclosure"),
    "X": Label("年度之间", "Across years"),
    "N": Label("文字与表格", "Prose against table"),
    "D": Label("日期", "Dates"),
    "C": Label("录入", "Transcription"),
    "B": Label("文字雷同", "Likeness"),
    "H": Label("上下级", "Hierarchy"),
}

CHECK_SOURCE = Label(
    "请与原件核对，再更正录入或确认原文如此", "compare with the source, then correct or acknowledge"
)
LOOK_AT_SOURCE = Label("请看原件", "look at the source")


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule; ``of_report`` or ``of_body`` judges, and neither where reading the file does (S)."""

    id: str
    statement: Label
    level: Level
    basis: Basis
    forms: tuple[str, ...]
    page: str
    next_step: Label
    of_report: ReportCheck | None = None
    of_body: BodyCheck | None = None
    across: bool = False
    """Whether it looks at reports of other bodies."""

    @property
    def explanation(self) -> Label:
        """The rule's page: the Chinese beside the docstring of its function."""
        return Label(EXPLAINED[self.id], self.page)

    @property
    def family(self) -> str:
        """The letter of the rule's family."""
        return self.id[0]


RULES: dict[str, Rule] = {}


def _register(rule: Rule) -> None:
    if rule.id in RULES:
        raise ValueError(f"rule {rule.id} is registered twice")
    RULES[rule.id] = rule


def rule(
    rule_id: str,
    zh: str,
    en: str,
    *,
    basis: Basis,
    level: Level = Level.FINDING,
    forms: tuple[str, ...] = ALL_FORMS,
    next_step: Label | None = None,
    across: bool = False,
) -> Callable[[ReportCheck], ReportCheck]:
    """Register a function that judges one report; its docstring becomes the rule's page."""

    def register(check: ReportCheck) -> ReportCheck:
        step = next_step or (LOOK_AT_SOURCE if level is Level.NOTE else CHECK_SOURCE)
        page = _page(check.__doc__)
        statement = Label(zh, en)
        _register(Rule(rule_id, statement, level, basis, forms, page, step, check, across=across))
        return check

    return register


def body_rule(
    rule_id: str,
    zh: str,
    en: str,
    *,
    basis: Basis,
    level: Level,
    next_step: Label,
    across: bool = False,
) -> Callable[[BodyCheck], BodyCheck]:
    """Register a function that judges a body with all its reports."""

    def register(check: BodyCheck) -> BodyCheck:
        page = _page(check.__doc__)
        statement = Label(zh, en)
        _register(
            Rule(
                rule_id,
                statement,
                level,
                basis,
                ALL_FORMS,
                page,
                next_step,
                of_body=check,
                across=across,
            )
        )
        return check

    return register


def structural(rule_id: str, zh: str, en: str, page: str) -> None:
    """List a rule that the reading of files applies."""
    step = Label("请改正数据文件", "correct the data file")
    statement = Label(zh, en)
    _register(Rule(rule_id, statement, Level.ERROR, Basis.CONVENTION, ALL_FORMS, _page(page), step))


def _page(docstring: str | None) -> str:
    lines = (docstring or "").strip().splitlines()
    return "\n".join(line.strip() for line in lines)
