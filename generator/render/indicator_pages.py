"""The pages of the indicators: what each says, its traps, and the bodies of each year in its order."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator, Mapping, Sequence

from generator.derive.indicators import GROUPS, INDICATORS, Indicator
from generator.derive.measures import FEWEST, Observation
from generator.derive.rankings import Ranking, ranking
from generator.render.page import Page, make_page

FIRST_OF_YEAR = 10
RANKED = 300
OF_GROUP = 20
"""So many of every group of bodies are listed, also where others come first."""
SMALL = 100

ByYear = Mapping[int, Sequence[Observation]]


def indicators_page() -> Page:
    """The list of the indicators."""
    meta = {
        "title": "指标",
        "kind": "indicators",
        "description": "由年报数字得出的指标：定义、公式、常见误解和各年排列。",
    }
    groups = [(group, [i for i in INDICATORS if i.group is group]) for group in GROUPS]
    return make_page("indicators.md.j2", "indicators", meta, groups=groups, fewest=FEWEST)


def indicator_page(indicator: Indicator, rankings: Sequence[Ranking]) -> Page:
    """The page of an indicator: definition, formula, traps, its years, and the highest of the newest."""
    meta = {
        "title": indicator.label.zh,
        "kind": "indicator",
        "description": f"{indicator.label.zh}：{indicator.definition.zh}",
    }
    return make_page(
        "indicator.md.j2",
        f"indicators/{indicator.key}",
        meta,
        indicator=indicator,
        rankings=rankings,
        newest=rankings[0] if rankings else None,
        first=FIRST_OF_YEAR,
        fewest=FEWEST,
    )


def ranking_page(found: Ranking, years: Sequence[int]) -> Page:
    """The bodies of a year in the order of an indicator, up to a bound."""
    indicator, year = found.indicator, found.year
    meta = {
        "title": f"{indicator.label.zh} {year}",
        "kind": "ranking",
        "description": f"{year}年度各行政机关的{indicator.label.zh}，由高到低，附件数。",
    }
    return make_page(
        "ranking.md.j2",
        f"indicators/{indicator.key}/{year}",
        meta,
        indicator=indicator,
        found=found,
        years=years,
        ranked=found.first(RANKED, OF_GROUP),
        bounds=(RANKED, OF_GROUP),
        small=found.small[:SMALL],
        fewest=FEWEST,
    )


def indicator_pages(years: ByYear, indicator: Indicator) -> Iterator[Page]:
    """The page of an indicator, and one for each year."""
    rankings = [ranking(indicator, year, of_year) for year, of_year in years.items()]
    yield indicator_page(indicator, rankings)
    for found in rankings:
        yield ranking_page(found, tuple(years))


def indicator_tables(years: ByYear) -> Iterator[tuple[str, str]]:
    """For each year the path and the text of a CSV file: part and whole of every indicator in every report.

    Both are empty where a cell is open.
    """
    head = ["body", "name", "code", "level", "kind", "year", "form"]
    for indicator in INDICATORS:
        head += [f"{indicator.key}.part", f"{indicator.key}.whole"]
    for year, observations in years.items():
        text = io.StringIO()
        rows = csv.writer(text)
        rows.writerow(head)
        for observation in observations:
            body, report = observation.entry.body.value, observation.report
            row = [body.id, body.name, body.code, body.level, body.kind, year, report.form_key]
            for indicator in INDICATORS:
                measure = indicator.measure(observation)
                row += [measure.part, measure.whole]
            rows.writerow(row)
        yield f"indicators/{year}.csv", text.getvalue()
