"""The pages of the findings and of the rules."""

from __future__ import annotations

from collections.abc import Iterator

from generator.derive.catalogue import Catalogue
from generator.derive.findings import Count, Findings, count
from generator.render.page import Page, make_page
from generator.rules.engine import all_rules
from generator.rules.examples import examples
from generator.rules.registry import FAMILIES, Rule

NEWEST_FINDINGS = 50
LISTED_OF_A_RULE = 200


def findings_page(catalogue: Catalogue, findings: Findings) -> Page:
    """The page of all findings: counts by rule and by province, the newest, and a filter over all."""
    meta = {
        "title": "核对发现",
        "kind": "findings",
        "description": "对全部报告运行规则的结果：按规则、地区、年度、级别筛选。",
    }
    return make_page(
        "findings.md.j2",
        "findings",
        meta,
        total=count(findings.all),
        rules=[
            (rule, count(findings.by_rule[rule.id]))
            for rule in all_rules()
            if findings.by_rule[rule.id]
        ],
        below=catalogue.below(None),
        by_region=findings.by_region,
        address_of=catalogue.regions.address,
        newest=findings.all[:NEWEST_FINDINGS],
        years=catalogue.years,
    )


def rules_page(findings: Findings) -> Page:
    """The catalogue of the rules by family, with the number of their findings."""
    meta = {
        "title": "规则",
        "kind": "rules",
        "description": "核对报告所用的全部规则：内容、级别、依据和现有的发现。",
    }
    families = [
        (
            name,
            [
                (rule, count(findings.by_rule[rule.id]))
                for rule in all_rules()
                if rule.family == letter
            ],
        )
        for letter, name in FAMILIES.items()
    ]
    return make_page("rules.md.j2", "rules", meta, catalogue=families)


def rule_page(catalogue: Catalogue, findings: Findings, rule: Rule) -> Page:
    """The page of a rule: what it says and why, two examples, and its present findings up to a bound."""
    told = findings.by_rule[rule.id]
    meta = {
        "title": f"{rule.id} {rule.statement.zh}",
        "kind": "rule",
        "description": f"规则 {rule.id}：{rule.statement.zh}。",
    }
    provinces: dict[str, Count] = {}
    for summary in catalogue.below(None):
        code = summary.region.code
        of = count(item for item in told if item.entry.regions[0].code == code)
        if of.all:
            provinces[code] = of
    return make_page(
        "rule.md.j2",
        f"rules/{rule.id.lower()}",
        meta,
        rule=rule,
        paragraphs=rule.page.split("\n\n"),
        examples=examples(rule.id),
        total=count(told),
        provinces=[(catalogue.regions[code], of) for code, of in provinces.items()],
        listed=told[:LISTED_OF_A_RULE],
        address_of=catalogue.regions.address,
    )


def finding_pages(catalogue: Catalogue, findings: Findings) -> Iterator[Page]:
    """The page of findings, the catalogue of rules, and a page for every rule."""
    yield findings_page(catalogue, findings)
    yield rules_page(findings)
    for rule in all_rules():
        yield rule_page(catalogue, findings, rule)
