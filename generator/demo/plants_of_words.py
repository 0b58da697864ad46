"""What is planted outside the figures: the form, the dates, and what the prose says."""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import date, timedelta

from generator.demo.draft import Draft
from generator.demo.figures import cells
from generator.demo.planting import plant
from generator.model.report import FetchedAgain


@plant("F1")
def _f1(draft: Draft, _: random.Random) -> str:
    draft.form = "2019" if draft.year > 2020 else "2021"
    draft.divided = draft.form == "2021"
    draft.cells = cells(draft.figures, draft.form, divided=draft.divided)
    return "form"


@plant("F2")
def _f2(draft: Draft, _: random.Random) -> str | None:
    if draft.form != "2021":
        return None
    draft.divided = False
    draft.cells = cells(draft.figures, draft.form, divided=False)
    return "requests.other_outcome.total"


@plant("F3")
def _f3(draft: Draft, rng: random.Random) -> str:
    address, printed = rng.choice(
        (
            ("requests.column.other", "其它"),
            ("proactive.item_5", "第二是条第（五）项"),
            ("review.column.pending", "尚未办结"),
        )
    )
    draft.labels[address] = printed
    return f"labels[{address}]"


@plant("D1")
def _d1(draft: Draft, rng: random.Random) -> str:
    draft.signed = date(draft.year, 12, rng.randint(20, 31))
    return "signed"


@plant("D2")
def _d2(draft: Draft, rng: random.Random) -> str | None:
    if draft.body.level == "township":
        return None
    last = (
        date(draft.year + 1, 3, 31)
        if draft.body.kind == "government"
        else date(draft.year + 1, 1, 31)
    )
    draft.published = last + timedelta(days=rng.randint(1, 60))
    return "published"


@plant("D3")
def _d3(draft: Draft, rng: random.Random) -> str:
    draft.later = (FetchedAgain(date(draft.year + 2, 3, 1), f"{rng.getrandbits(256):064x}"),)
    return "source.sha256"


@plant("N5")
def _n5(draft: Draft, _: random.Random) -> str | None:
    rows = draft.withdrawn()
    value = sum(rows.values())
    if not value:
        return None
    draft.twist = "N5"
    return next((address for address, number in rows.items() if number == value), next(iter(rows)))


def _told(rule: str, address: str, possible: Callable[[Draft], bool]) -> None:
    """A rule that the prose breaks, where the figures allow it."""

    @plant(rule)
    def _twist(draft: Draft, _: random.Random) -> str | None:
        if not possible(draft):
            return None
        draft.twist = rule
        return address


def _always(_: Draft) -> bool:
    return True


def _received(draft: Draft) -> int:
    return draft.number("requests.received.total")


def _earlier_prose(draft: Draft) -> bool:
    return draft.before is not None and len("".join(draft.before.prose["problems"])) > 200


_told("F4", "sections", _always)
_told("N1", "requests.received.total", lambda draft: _received(draft) > 1)
_told("N2", "requests.total.total", lambda draft: _received(draft) > 1)
_told("N3", "requests.received.total", lambda draft: _received(draft) > 0)
_told("N4", "requests.carried_out.total", lambda d: d.number("requests.carried_out.total") > 0)
_told(
    "N6",
    "requests.received.total",
    lambda d: bool(d.before and _received(d.before) and _received(d)),
)
_told("N7", "sections[4].prose", _always)
_told("N8", "sections[0].prose", _always)
_told("N9", "sections[4].prose", _always)
_told("N10", "sections[5].prose", lambda draft: draft.form == "2021")
_told("C4", "sections[4].prose", _always)
_told("B1", "sections[4].prose", _earlier_prose)
_told("B2", "sections[4].prose", lambda draft: draft.model is not None)
