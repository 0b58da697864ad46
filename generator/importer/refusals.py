"""What is no report that the archive can hold, told with the reason."""

from __future__ import annotations

import re
from collections.abc import Sequence

from generator.importer.atoms import Found, Token, Value
from generator.importer.found import Tables
from generator.importer.lexicon import REQUESTS, Role, fold
from generator.importer.outline import Outline
from generator.importer.stream import RefusedError, Row

FIRST_YEAR = 2019
_SAYS_REPORT = re.compile(
    r"本(?:年度)?报告(?:所列|中所列)?(?:的)?(?:数据|统计)|(?:数据|统计)(?:的)?期限|年度报告如下|现将.{0,30}年度.{0,20}报告"
)
_CHAPTER = re.compile(r"[一二三四五六七八九][、.]")
_COMPARISON = re.compile(r"对比|比对|比较表|差异|逐年|历年")
_FORM_WORDS = re.compile(r"格式|模板|模版|样式|范本|填报说明|填写说明|(?:印发|下发).*通知")


def refuse_early(rows: Sequence[Row], frame: Outline) -> None:
    """Refuse what has too little of a report to look for tables."""
    if not any(row.text.strip() for row in rows):
        raise RefusedError("empty: found no text at all")
    title = fold(frame.title or "")
    years = set(re.findall(r"20[0-9]{2}(?=年)", title)) | set(
        re.findall(r"(20[0-9]{2})(?=[-~至与和、](?:20)?[0-9]{2,4}年)", title)
    )
    if _COMPARISON.search(title) and (len(years) > 1 or "年度报告" in title):
        raise RefusedError(f"a comparison of several reports: {frame.title}")


def refuse_late(
    rows: Sequence[Row], frame: Outline, tables: Tables, tokens: Sequence[Token], year: int | None
) -> None:
    """Refuse what the reading of the tables showed to be no report, or not one report."""
    text = "\n".join(row.text for row in rows)
    statutory = len({heading.section for heading in frame.headings})
    labels = tables.labels_found
    if year is not None and year < FIRST_YEAR and tables.cells_read == 0:
        about = "信息公开" in text or "资讯公开" in text or _SAYS_REPORT.search(fold(text))
        if about and (frame.title or _SAYS_REPORT.search(fold(text)) or statutory >= 2):
            raise RefusedError(
                f"a legacy report: found year {year}, before the first uniform tables of {FIRST_YEAR}"
            )
    if labels < 3 and statutory < 2:
        if _is_legacy(rows, frame, year):
            raise RefusedError(
                "a legacy report: found an outline without the uniform tables"
                + (f", for {year}" if year else "")
            )
        raise RefusedError(
            "not an annual report: found none of its sections and no labels of its tables"
        )
    _refuse_two(tokens, frame)
    filled = sum(1 for token in tokens if isinstance(token, Value) and token.text)
    if filled == 0 and labels >= 3:
        _refuse_blank(rows, frame)
    if (
        filled == 0
        and labels < 3
        and frame.title
        and statutory < 4
        and _FORM_WORDS.search(fold(frame.title))
    ):
        raise RefusedError("not an annual report: found a notice about its form")


def _is_legacy(rows: Sequence[Row], frame: Outline, year: int | None) -> bool:
    says = any(_SAYS_REPORT.search(fold(row.text)) for row in rows)
    chapters = sum(1 for row in rows if _CHAPTER.match(fold(row.text[:20])))
    if not (frame.title or says) or not chapters:
        return False
    return year is None or year < FIRST_YEAR


def _refuse_blank(rows: Sequence[Row], frame: Outline) -> None:
    """A form with nothing in it: no figure, and no word of its own in section one."""
    words = " ".join(row.text for row in rows[: frame.first or 40])
    notice = re.search("通知|印发", fold(words))
    if not frame.headings:
        raise RefusedError("a blank form: found the labels of the tables and no figure")
    first = frame.headings[0]
    following = frame.headings[1].row if len(frame.headings) > 1 else frame.end
    prose = [
        row.text
        for row in rows[first.row + 1 : following]
        if row.is_line and len(row.text.strip()) > 20 and not _placeholder(row.text)
    ]
    prose += [first.rest] if len(first.rest) > 20 and not _placeholder(first.rest) else []
    if first.section != 0 or not prose:
        what = "a notice with the form" if notice else "a blank form"
        raise RefusedError(f"{what}: found the labels of the tables and no figure")
    if notice and not re.search(r"20[0-9]{2}年", fold(frame.title or "")):
        raise RefusedError("a notice with the form: found the labels of the tables and no figure")


def _placeholder(text: str) -> bool:
    return re.fullmatch(r"[(（\[【].*(?:文字|描述|填写|说明).*[)）\]】]", text.strip()) is not None


def _refuse_two(tokens: Sequence[Token], frame: Outline) -> None:
    """Two reports in one document: the same rows twice, with other figures."""
    rows: dict[str, list[list[str]]] = {}
    current: list[str] | None = None
    for token in tokens:
        if isinstance(token, Found):
            current = None
            if token.entry.table == REQUESTS and token.entry.role is Role.ROW:
                current = []
                rows.setdefault(token.entry.key, []).append(current)
        elif isinstance(token, Value) and token.text and current is not None:
            current.append(token.text)
    twice = [found for found in rows.values() if sum(1 for values in found if values) > 1]
    differing = [found for found in twice if any(values != found[0] for values in found if values)]
    wide = [f for f in rows.values() if any(len(values) in (14, 21) for values in f)]
    if len(twice) >= 8 and differing:
        raise RefusedError("a comparison of several reports: found the rows of table three twice")
    if (
        len(wide) >= 8
        and len(rows) >= 15
        and re.search(r"20[0-9]{2}.*20[0-9]{2}", frame.title or "")
    ):
        raise RefusedError("a comparison of several reports: found two sets of figures a row")
