"""The prose of a synthetic report: six sections with its own figures, assembled from clauses."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from decimal import Decimal

from generator.demo.clauses import FILLERS, MEASURES, OPENINGS, OTHERS, PROBLEMS, TOPICS
from generator.demo.draft import Draft

_WORDS = {name: words.split("|") for name, words in FILLERS.items()}
_GAP = re.compile(r"\{(\w+)\}")
_HEADS = {
    "proactive": "（一）主动公开。",
    "requests": "（二）依申请公开。",
    "management": "（三）政府信息管理。",
    "platform": "（四）平台建设。",
    "supervision": "（五）监督保障。",
}
_NUMBERS = "一二三四五六"
_CORRUPTED = ("鄉（xiāng）", "[bookmark: _GoBack]", "锟斤拷")
_SAID_TWICE = 0.3
"""How often a report says how its requests changed since last year, and how its applicants are made up."""


def write_prose(draft: Draft, rng: random.Random) -> dict[str, list[str]]:
    """The paragraphs of each section that has any, by its key."""
    return {
        "overview": _overview(draft, rng),
        "problems": _problems(draft, rng),
        "other": _other(draft, rng),
    }


def _filled(frame: str, draft: Draft, rng: random.Random) -> str:
    """The frame with its gaps filled, no word twice."""
    used: set[str] = set()

    def fill(gap: re.Match[str]) -> str:
        name = gap[1]
        if name == "year":
            return str(draft.year)
        if name == "self":
            return draft.body.short_name
        word = rng.choice([word for word in _WORDS[name] if word not in used])
        used.add(word)
        return word

    return _GAP.sub(fill, frame)


def _some(
    frames: Sequence[str], count: tuple[int, int], draft: Draft, rng: random.Random
) -> list[str]:
    chosen = rng.sample(frames, rng.randint(*count))
    return [_filled(frame, draft, rng) for frame in chosen]


def _overview(draft: Draft, rng: random.Random) -> list[str]:
    paragraphs = [_filled(rng.choice(OPENINGS), draft, rng)]
    for topic, head in _HEADS.items():
        if topic == "platform" and draft.twist == "N8":
            continue
        said = _some(TOPICS[topic], (5, 9), draft, rng)
        if topic == "proactive":
            said.insert(1, f"全年主动公开政府信息{draft.figures.disclosed}条。")
        elif topic == "requests":
            said = [*_requests(draft, rng), *said[:7], *_cases(draft)]
        paragraphs.append(head + "".join(said))
    return paragraphs


def _requests(draft: Draft, rng: random.Random) -> list[str]:
    """What the prose says of the figures of section three: the same, but for what is planted."""
    received, carried_in, total, carried_out = (
        draft.number(f"requests.{row}.total")
        for row in ("received", "carried_in", "total", "carried_out")
    )
    twist, told = draft.twist, received
    if twist == "N1":
        told += rng.choice((1, 2, 10)) + carried_in
    if told <= 0 or twist == "N3":
        said = [f"{draft.year}年，未收到政府信息公开申请。"]
    else:
        said = [f"全年共收到政府信息公开申请{told}件{_compared(draft, rng)}。"]
        if carried_in:
            said.append(f"上年结转政府信息公开申请{carried_in}件。")
        if twist == "N2" or rng.random() < _SAID_TWICE:
            said.append(_share(draft, rng))
    if total > 0:
        said.append(f"全年共办结政府信息公开申请{total}件。")
    if carried_out > 0 and twist != "N4":
        said.append(f"结转下年度继续办理政府信息公开申请{carried_out}件。")
    elif total > 0:
        said.append("政府信息公开申请全部按期办结。")
    if twist == "N5":
        said.append(f"政府信息公开申请的申请人主动撤回{sum(draft.withdrawn().values())}件。")
    return said


def _compared(draft: Draft, rng: random.Random) -> str:
    """The change since last year, if the report speaks of it."""
    before = draft.before
    earlier = before.number("requests.received.total") if before else 0
    change = draft.number("requests.received.total") - earlier
    if draft.twist == "N6":
        return f"，比上年增加{abs(change) + 3}件"
    if earlier <= 0 or change == 0 or draft.twist == "N1" or rng.random() > _SAID_TWICE:
        return ""
    percent = round(Decimal(100) * abs(change) / earlier, 1)
    return f"，比上年{'增长' if change > 0 else '下降'}{percent}%"


def _share(draft: Draft, rng: random.Random) -> str:
    """The share of natural persons, of all that was received."""
    part, whole = (draft.number(f"requests.received.{c}") for c in ("natural_person", "total"))
    percent = round(Decimal(100) * part / whole, 1)
    if draft.twist == "N2":
        known = [draft.figures.disclosed, *(cell.number for cell in draft.cells.values())]
        wholes = [Decimal(number) for number in known if number]
        percent = Decimal("50.5")
        while any(abs(Decimal(100) * part / of - percent) <= 1 for of in wholes):
            percent = Decimal(rng.randint(11, 9999)) / 10  # no whole gives it
    return f"政府信息公开申请中，自然人申请{part}件，占{percent}%。"


def _cases(draft: Draft) -> list[str]:
    reconsiderations, direct, after = (
        draft.number(f"review.{row}.total")
        for row in ("reconsideration", "direct_suit", "suit_after_reconsideration")
    )
    if not reconsiderations + direct + after:
        return ["未发生因政府信息公开引发的行政复议、行政诉讼案件。"]
    return [f"因政府信息公开引发行政复议{reconsiderations}件，引发行政诉讼{direct + after}件。"]


def _problems(draft: Draft, rng: random.Random) -> list[str]:
    if draft.twist == "N9":
        return ["无。"]
    if draft.twist == "B1" and draft.before is not None:
        return list(draft.before.prose["problems"])
    if draft.twist == "B2" and draft.model is not None:
        return list(draft.model)
    problems = _some(PROBLEMS, (3, 6), draft, rng)
    measures = _some(MEASURES, (3, 6), draft, rng)
    first, second = "（一）主要问题。", "（二）改进情况。"
    if draft.twist == "N7":
        first = (
            f"（一）主要问题。{draft.year - 1}年，{draft.body.short_name}做了不少工作，但仍有欠缺。"
        )
    if draft.twist == "C4":
        problems[0] = rng.choice(_CORRUPTED) + problems[0]
    return [first + _listed(problems), second + _listed(measures)]


def _listed(sentences: Sequence[str]) -> str:
    return "".join(f"{_NUMBERS[n]}是{sentence}" for n, sentence in enumerate(sentences))


def _other(draft: Draft, rng: random.Random) -> list[str]:
    said = _some(OTHERS, (0, 2), draft, rng)
    if draft.form == "2021" and draft.twist != "N10":
        said.insert(
            0, "本年度未收取信息处理费。" if rng.random() < 0.9 else "本年度依规收取信息处理费0元。"
        )
    return ["".join([*said, "无其他需要报告的事项。"])]
