"""Chinese prose made comparable: numerals, clauses, and which sentences speak of requests."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

ARABIC = r"[0-9]+(?:\.[0-9]+)?"
_DIGITS = "〇零一二两三四五六七八九十百千万"
COUNT_UNIT = r"(?:件次|人次|件|宗|份|条|起|例|个|项|次|篇)"
NUMERAL = rf"(?:{ARABIC}|[{_DIGITS}]+)"
_NOT_INSIDE = rf"(?<![每第任何{_DIGITS}0-9.])"
COUNT = rf"{_NOT_INSIDE}(?P<n>{NUMERAL})(?P<about>余|多|来)?{COUNT_UNIT}"
COUNT_ENDS = re.compile(rf"[{_DIGITS}0-9](?:余|多|来)?{COUNT_UNIT}")
"""The end of every ``COUNT``: where it is not found there is none, and it is found sooner."""

_WIDE = {wide: unicodedata.normalize("NFKC", wide) for wide in "，；：（）！？％\u3000"}
_TITLES = re.compile(r"《[^》]*》|〔[^〕]*〕|\[[^\]]*\]")
_GROUPED = re.compile(r",(?<=[0-9],)(?=[0-9]{3}(?![0-9]))")  # what it begins with is found soonest
_SENTENCE = re.compile(r"[。;!?]")
_HEADING = re.compile(r"^(?:\([一二三四五六七八九十]+\)|[一二三四五六七八九十]+[、.]|[0-9]+[.、)])")
_REQUESTS = re.compile(r"依申请|信息公开的?申请|申请公开|公开申请|申请政府信息")
# A clause that says of nothing else what is asked for: in such a report probably information.
REQUESTS_OF_YEAR = rf"(?:^|[,。;)])全年(?:共|累计|共计)?申请(?:共|共计)?{NUMERAL}件(?=$|[,。;])"
_OTHER_MATTERS = re.compile(
    r"咨询|投诉|留言|信箱|热线|来信|来访|建议|提案|议案|行政许可|举报|12345|诉求|网民"
)
# What makes a count part of a whole, or the count of something smaller than the report's body.
_PART = re.compile(
    r"本级|本机关|部门|镇街|乡镇|各单位|网上|网络|在线|线上|信函|信件|当面|现场|邮寄|邮件|电邮|传真|平台|"
    r"自然人|企业|机构|律师|通过|来自|涉及|方面的|季度|半年|(?<!1)[1-9]月|1[01]月|平均|每"
)
_WHOLE = re.compile(r"共|累计|合计|总计|总共|全年")
_BEGINS_PARTS = re.compile(r"其中|分别|包括|包含|按申请")


def nfkc(text: str) -> str:
    """Its compatibility form (NFKC); normalising all of a Chinese text is slow, its punctuation is not."""
    for wide, narrow in _WIDE.items():
        text = text.replace(wide, narrow)
    return text if unicodedata.is_normalized("NFKC", text) else unicodedata.normalize("NFKC", text)


@lru_cache(maxsize=256)  # several rules read the same paragraphs one after the other
def plain(text: str) -> str:
    """Full width to half, no white space, no titles of documents, no grouping of digits."""
    return _GROUPED.sub("", _TITLES.sub("", "".join(nfkc(text).split())))


def number(numeral: str) -> int | Decimal:
    """The value of an Arabic or Chinese numeral: ``12``, ``十二``, ``一百零三``, ``二〇``."""
    if numeral[0].isascii():
        return Decimal(numeral) if "." in numeral else int(numeral)
    numeral = numeral.replace("两", "二")
    if not set(numeral) & set("十百千万"):
        return int("".join(str(int(unicodedata.numeric(digit))) for digit in numeral))
    total = section = digit = 0
    for character in numeral:
        value = int(unicodedata.numeric(character))
        if value < 10:
            digit = value
        elif value < 10_000:
            section += (digit or 1) * value
            digit = 0
        else:
            total += (section + digit) * value
            section = digit = 0
    return total + section + digit


class Clause(NamedTuple):
    """A clause between commas, with the sentence it stands in and the address of its prose."""

    text: str
    sentence: str
    address: str
    of_requests: bool
    of_parts: bool

    @property
    def partial(self) -> bool:
        """Whether a count in it may be part of a whole, or of something else than the whole body."""
        if self.of_parts:
            return True
        return bool(_PART.search(self.text)) and not _WHOLE.search(self.text)


def clauses(texts: Iterable[tuple[str, str]]) -> tuple[Clause, ...]:
    """The clauses of paragraphs; a sub-heading 依申请公开 holds until the next one."""
    return _clauses(tuple(texts))


@lru_cache(maxsize=4)  # several rules read the same prose one after the other
def _clauses(texts: tuple[tuple[str, str], ...]) -> tuple[Clause, ...]:
    return tuple(_split(texts))


def _split(texts: tuple[tuple[str, str], ...]) -> Iterator[Clause]:
    topic, current = False, ""
    for address, paragraph in texts:
        text = plain(paragraph)
        if address != current:
            topic, current = False, address
        for position, sentence in enumerate(filter(None, _SENTENCE.split(text))):
            if position == 0 and _HEADING.match(sentence):
                topic = bool(_REQUESTS.search(sentence[:24]))
            of_requests = topic or bool(_REQUESTS.search(sentence))
            of_requests = of_requests and not _OTHER_MATTERS.search(sentence)
            parts, has_parts = False, _BEGINS_PARTS.search(sentence) is not None
            for clause in filter(None, sentence.split(",")):
                parts = parts or (has_parts and _BEGINS_PARTS.search(clause) is not None)
                yield Clause(clause, sentence, address, of_requests, parts)
