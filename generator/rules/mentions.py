"""Counts that the prose names: what is counted, how many, and whether it is the whole."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from generator.rules.results import Amount
from generator.rules.wording import (
    ARABIC,
    COUNT,
    COUNT_ENDS,
    REQUESTS_OF_YEAR,
    Clause,
    clauses,
    number,
)

_GAP = r"[^,0-9]{0,24}?"
_SHORT = r"[^,0-9]{0,8}?"
_NEXT_YEAR = r"(?:下一?年度?|次年度?|明年|来年|20[0-9]{2}年度?)"
_LAST_YEAR = r"(?:上一?年度?|去年度?|往年|20[0-9]{2}年度?)"

_ARRIVED = r"(?:新收|收到|接到|接收|受理)"
_OBJECT = r"(?:申请|政府信息公开|信息公开|依申请公开(?:信息|事项|申请)?)?"

# Tried in this order; the first that matches a clause says what its count is.
_PATTERNS = {
    "withdrawn": (rf"撤(?:回|销申请){_SHORT}{COUNT}", rf"{COUNT}{_SHORT}撤回"),
    "carried_out": (
        rf"结转(?:到|至|入|于)?{_NEXT_YEAR}(?:继续)?(?:办理|答复)?{_SHORT}{COUNT}",
        rf"{COUNT}{_SHORT}结转(?:到|至|入|于)?{_NEXT_YEAR}",
    ),
    "carried_in": (
        rf"{_LAST_YEAR}结转{_SHORT}(?:申请)?{_SHORT}{COUNT}",
        rf"{COUNT}{_SHORT}{_LAST_YEAR}结转",
    ),
    "reconsideration": (rf"行政复议(?P<gap>{_GAP}){COUNT}", rf"{COUNT}行政复议"),
    "litigation": (rf"行政诉讼(?P<gap>{_GAP}){COUNT}", rf"{COUNT}行政诉讼"),
    "received": (
        rf"{_ARRIVED}[^,0-9]{{0,36}}?申请{_GAP}{COUNT}",
        rf"{_ARRIVED}(?:到|的|了|公众|群众)?{COUNT}[^,0-9]{{0,16}}申请",
        rf"全年(?:共|累计|共计)?申请(?:共|共计)?{COUNT}",
        rf"{_ARRIVED}{_OBJECT}(?:共|共计|累计)?{COUNT}",
    ),
    "answered": (rf"(?:办结|答复|回复|办理|处理){_GAP}{COUNT}",),
}
_COMPILED = {fact: tuple(map(re.compile, patterns)) for fact, patterns in _PATTERNS.items()}
_WORDS = {
    "withdrawn": "撤",
    "carried_out": "结转",
    "carried_in": "结转",
    "reconsideration": "行政复议",
    "litigation": "行政诉讼",
}
"""What all patterns of a fact have in them: it is found sooner than they."""
_FEES = re.compile(
    rf"行政事业性收费[^,0-9]{{0,12}}(?P<n>{ARABIC})(?P<about>余|多)?(?P<unit>万元|元)"
)
_RESULTS = r"维持|纠正|纠错|撤|审结|办结|败诉|胜诉|驳回|终止|调解|未结|尚未|未审|违法|责令"
_PARTS_OF_CASES = re.compile(rf"{_RESULTS}|诉讼|其他|其余|另有")
# What stands beside a count of cases, up to the next count: 行政复议 2 件维持、1 件纠正.
_BEFORE_CASES = re.compile(rf"(?:{_RESULTS}|其余|另有)[^,、(0-9]*$")
_AFTER_CASES = re.compile(rf"^[^,、(0-9]*?(?:{_RESULTS})")
_OF_YEAR = re.compile(REQUESTS_OF_YEAR)
_ABOUT = re.compile(r"约$|近$|超过?$")
_TOTAL = re.compile(
    rf"(?:主动公开|主动发布){_SHORT}(?:政府|政务|各类)?信息(?:共|共计|总计|累计|总数为?)?{COUNT}"
)
_WHOLE = re.compile(r"共|累计|合计|总计|全年")


@dataclass(frozen=True, slots=True)
class Mention:
    """One count in the prose: the fact it counts, its value, and the clause it stands in.

    ``exact`` is False for an approximate number, and where it is not certain what is counted.
    """

    fact: str
    value: Amount
    clause: Clause
    exact: bool

    @property
    def whole(self) -> bool:
        """Whether it can be held against the table: exact, and not part of a whole."""
        return self.exact and not self.clause.partial


def _named(found: re.Match[str], group: str) -> str | None:
    return found.groupdict().get(group)


def mentions(texts: Iterable[tuple[str, str]]) -> tuple[Mention, ...]:
    """Every count of requests, cases and fees that the paragraphs name."""
    return _mentions(tuple(texts))


@lru_cache(maxsize=4)  # several rules read the same prose one after the other
def _mentions(texts: tuple[tuple[str, str], ...]) -> tuple[Mention, ...]:
    return tuple(_found(texts))


def _found(texts: tuple[tuple[str, str], ...]) -> Iterator[Mention]:
    for clause in clauses(texts):
        fee = _FEES.search(clause.text) if "收费" in clause.text else None
        if fee:
            value = Decimal(fee["n"]) / (1 if fee["unit"] == "万元" else 10_000)
            yield Mention("fees", value, clause, fee["about"] is None)
            continue
        found = _first(clause)
        if found is not None:
            fact, match = found
            about = match["about"] is not None or bool(
                _ABOUT.search(clause.text[: match.start("n")])
            )
            # 全年申请 2 件, without a word of disclosure, may be of something else.
            sure = fact != "received" or clause.of_requests
            yield Mention(fact, number(match["n"]), clause, exact=sure and not about)


def _first(clause: Clause) -> tuple[str, re.Match[str]] | None:
    if not COUNT_ENDS.search(clause.text):
        return None  # every pattern has a count in it
    for fact, patterns in _COMPILED.items():
        if _WORDS.get(fact, "") not in clause.text:
            continue
        for pattern in patterns:
            match = pattern.search(clause.text)
            if match is None:
                continue
            if fact in ("reconsideration", "litigation"):
                if "公开" not in clause.sentence and not clause.of_requests:
                    return None
                if _of_one_result(clause.text, match) or "结转" in clause.text:
                    return None
            elif not clause.of_requests and not _OF_YEAR.search(clause.text):
                return None
            return fact, match
    return None


def _of_one_result(text: str, match: re.Match[str]) -> bool:
    """Whether a count of cases is told with its result, so that it is one of several."""
    return bool(
        _PARTS_OF_CASES.search(_named(match, "gap") or "")
        or _BEFORE_CASES.search(text[: match.start()])
        or _AFTER_CASES.search(text[match.end() :])
    )


def disclosed_totals(texts: Iterable[tuple[str, str]]) -> Iterator[tuple[int, str, str]]:
    """Each count of all items disclosed in the year, with its address and its clause."""
    for clause in clauses(texts):
        match = _TOTAL.search(clause.text)
        if match and match["about"] is None and _WHOLE.search(clause.text) and not clause.of_parts:
            yield int(number(match["n"])), clause.address, clause.text
