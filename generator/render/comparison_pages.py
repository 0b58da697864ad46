"""Pages on which bodies stand side by side: those made beforehand, and the one where a reader picks them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from markupsafe import Markup

from generator.derive.catalogue import Catalogue, Listed
from generator.derive.findings import Count, Findings, count
from generator.derive.history import FIGURES, Value, value_of
from generator.derive.indicators import BY_KEY
from generator.derive.measures import FEWEST, Observation
from generator.derive.siblings import Siblings, SiblingsOfYear, comparison_address
from generator.derive.traps import TRAPS
from generator.render.page import Addresses, Page, make_page
from generator.render.rates import rate_cell

COMPARED = tuple(figure for table in ("requests", "review") for figure in FIGURES[table])
RATES = tuple(
    BY_KEY[key]
    for key in (
        "disclosure_rate",
        "disclosure_rate_substantive",
        "denial_rate",
        "unavailable_rate",
        "not_processed_rate",
        "carry_over_rate",
        "reconsideration_corrected",
        "litigation_corrected",
        "dispute_rate",
        "checks_passed",
    )
)
LISTED_IN_A_GROUP = 200
PICKED = 6
"""How many reports a reader compares at once."""
API = "api/v1/index.json"


@dataclass(frozen=True, slots=True)
class _Line:
    """One report in a group: its figures, its rates (cells of a table), and the count of its findings."""

    listed: Listed
    figures: tuple[Value, ...]
    rates: tuple[Markup, ...]
    findings: Count


@dataclass(frozen=True, slots=True)
class _Group:
    """Bodies of one level and kind; ``picked`` is the query that opens the first of them for a reader."""

    anchor: str
    siblings: Siblings
    lines: tuple[_Line, ...]
    picked: str


def _group(findings: Findings, siblings: Siblings) -> _Group:
    lines = []
    for listed in siblings.reports[:LISTED_IN_A_GROUP]:
        page = listed.address
        observed = Observation(listed.entry, listed.report, findings.verdicts[page])
        lines.append(
            _Line(
                listed,
                tuple(value_of(figure, listed.report) for figure in COMPARED),
                tuple(rate_cell(indicator.measure(observed)) for indicator in RATES),
                count(findings.told[page]),
            )
        )
    picked = ",".join(f"{of.report.body}:{of.report.year}" for of in siblings.reports[:PICKED])
    return _Group(f"{siblings.level}-{siblings.kind}", siblings, tuple(lines), picked)


def siblings_page(
    catalogue: Catalogue, findings: Findings, code: str, year: int, of_region: SiblingsOfYear
) -> Page:
    """The bodies of a region in a year side by side, those of one level and kind in one group."""
    region, groups = catalogue.regions[code], of_region[year]
    forms = {listed.report.form_key for group in groups for listed in group.reports}
    path = "".join(above.name for above in catalogue.regions.path(code))
    meta = {
        "title": f"{region.name}{year}年度：同类机关比较",
        "kind": "comparison",
        "description": f"{path}{year}年度政府信息公开工作年度报告：同级同类机关的主要数据和比率。",
    }
    return make_page(
        "siblings.md.j2",
        comparison_address(catalogue, code, year),
        meta,
        region=region,
        regions=catalogue.regions.path(code),
        year=year,
        years=[(other, comparison_address(catalogue, code, other)) for other in of_region],
        groups=[_group(findings, siblings) for siblings in groups],
        figures=COMPARED,
        rates=RATES,
        fewest=FEWEST,
        bound=LISTED_IN_A_GROUP,
        traps=[
            TRAPS[key] for key in ("included", "splitting", *(["form"] if len(forms) > 1 else []))
        ],
        address_of=catalogue.regions.address,
    )


def compare_page(found: Mapping[str, SiblingsOfYear], to: Addresses) -> Page:
    """The page on which a reader picks reports; a script fills it from the API of all archives."""
    meta = {
        "title": "比较机关",
        "kind": "compare",
        "description": "任选几个机关和年度，并排比较三张法定表格和各项比率；地址可以分享，数据可以下载。",
    }
    return make_page(
        "compare.md.j2",
        "compare",
        meta,
        ready=sorted({year for of_region in found.values() for year in of_region}, reverse=True),
        picked=PICKED,
        apis=[f"../{API}", *(f"{archive}{API}" for archive in to.archives)],
        archives=to.archives,
    )
