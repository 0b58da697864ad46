"""What the header search finds: names, regions, years, headings, rules, indicators; no prose, no cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import jieba

from generator.derive.catalogue import Catalogue
from generator.derive.indicators import INDICATORS
from generator.model.forms import LAYOUTS, SECTIONS
from generator.model.regions import Region
from generator.rules.engine import all_rules
from generator.search.index import LISTED
from generator.store.archive import Entry

ENTRIES_FILE = "search.json"
WORDS_FILE = "words.txt"
NOTICE_FILE = "notice.json"


@dataclass(frozen=True, slots=True)
class Found:
    """One thing to be found: where it is, its title, further words, and how it ranks among others."""

    location: str
    title: str
    text: str
    boost: float


def entries(catalogue: Catalogue) -> Iterator[Found]:
    """Everything that the header search finds among the generated pages."""
    for summary in catalogue.summaries.values():
        region = summary.region
        path = catalogue.regions.path(region.code)
        years = " ".join(str(year) for year in sorted(summary.reports, reverse=True))
        address = f"{catalogue.regions.address(region.code)}/"
        yield Found(address, region.name, f"{_names(path)} 地区 {years}", 1.5)
    yield Found("findings/", "核对发现", "Findings 发现 提示 规则", 1.2)
    yield Found("coverage/", "公布情况", "Coverage 按时 迟 缺 覆盖 法定日期", 1.2)
    yield Found("summary/", "历年汇总", "Summary 合计 中位数 四分位 统计", 1.2)
    yield Found("compare/", "比较机关", "Compare 比较 机关", 1.2)
    yield Found("search/", "全文搜索", "Search whole text 正文", 1.2)
    yield Found("corrections/", "更正记录", "Corrections 更正 记录", 1.2)
    yield Found("rules/", "规则", "Rules 核对 发现", 1.2)
    for rule in all_rules():
        title = f"{rule.id} {rule.statement.zh} {rule.statement.en}"
        yield Found(f"rules/{rule.id.lower()}/", title, "规则 rule", 1)
    yield Found("indicators/", "指标", "Indicators 指标 比率 排列", 1.2)
    for indicator in INDICATORS:
        title = f"{indicator.label.zh} {indicator.label.en}"
        yield Found(f"indicators/{indicator.key}/", title, "指标 indicator", 1)
    for year in catalogue.years:
        yield Found(f"years/{year}/", f"{year}年度", f"{year} 年度的报告", 1.2)
    if sum(map(len, catalogue.by_year.values())) > LISTED:
        return  # the index of the whole text has them, in pieces
    for entry in catalogue.archive.entries:
        body = entry.body.value
        names = _words([body.short_name, *body.former_names, _names(entry.regions), body.code])
        years = " ".join(str(document.value.year) for document in entry.reports)
        yield Found(f"{entry.address}/", body.name, f"{names} {years}", 3)
        for document in entry.reports:
            report = document.value
            address = f"{entry.address}/{report.year}/"
            yield Found(address, f"{body.name} {report.year} 年报告", f"{names} {report.title}", 2)
            extra = [s.heading for s in report.sections or () if s.key is None]
            for number, heading in enumerate(extra, 1):
                yield Found(f"{address}#extra-{number}", heading, f"{body.name} {report.year}", 1)


def _names(regions: Iterable[Region]) -> str:
    return " ".join(region.name for region in regions)


def _words(words: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(word for word in words if word))


def user_dictionary(catalogue: Catalogue) -> str:
    """Names and labels that jieba must keep whole, one a line with a weight."""
    words = {region.name for entry in catalogue.archive.entries for region in entry.regions}
    for entry in catalogue.archive.entries:
        words |= {*_body_words(entry)}
    labels = {label.zh for layout in LAYOUTS.values() for label in layout.labels.values()}
    words |= {_core(label) for label in labels | {section.label.zh for section in SECTIONS}}
    return "".join(
        f"{word} 1000000\n" for word in sorted(words) if len(word) > 1 and " " not in word
    )


def _body_words(entry: Entry) -> Iterator[str]:
    body = entry.body.value
    yield from (body.short_name, *body.former_names)


def _core(label: str) -> str:
    """A row label without its number and brackets."""
    plain = label.partition("（区分")[0].rpartition("）")[2] or label
    return plain.lstrip("一二三四五六、0123456789.")


def segment(text: str) -> str:
    """The text with zero-width spaces between its words, as the search in the browser expects it."""
    return "\u200b".join(word for word in jieba.cut(text))
