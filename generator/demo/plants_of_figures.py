"""What is planted in the tables: arithmetic, years that do not fit together, slips of transcription."""

from __future__ import annotations

import random

from generator.demo.draft import Draft
from generator.demo.planting import plant
from generator.model.cells import Cell
from generator.model.forms import APPLICANTS

_DOCUMENTS = "proactive.normative_documents"
_RECEIVED = [f"requests.received.{column.key}" for column in APPLICANTS]
_IN_SUM = ("natural_person", "total")
_RULES = "proactive.regulations"


def _bump(draft: Draft, rng: random.Random, row: str) -> int:
    step = rng.randint(1, 3)
    for column in _IN_SUM:
        draft.add(f"requests.{row}.{column}", step)
    return step


@plant("A1")
def _a1(draft: Draft, rng: random.Random) -> str:
    _bump(draft, rng, "received")
    return "requests.received.total"


@plant("A2")
def _a2(draft: Draft, rng: random.Random) -> str:
    _bump(draft, rng, "granted")
    return "requests.granted.total"


@plant("A3")
def _a3(draft: Draft, rng: random.Random) -> str:
    draft.add("requests.received.research", rng.randint(1, 2))
    return "requests.received.research"


@plant("A4")
def _a4(draft: Draft, rng: random.Random) -> str:
    draft.put("requests.carried_out.other", -rng.randint(1, 2))
    return "requests.carried_out.other"


@plant("R1")
def _r1(draft: Draft, rng: random.Random) -> str:
    draft.add("review.reconsideration.total", rng.randint(1, 4))
    return "review.reconsideration.total"


@plant("R2")
def _r2(draft: Draft, rng: random.Random) -> str | None:
    if draft.before is None or draft.before.style != "zeros":
        return None
    now, earlier = (d.number("review.reconsideration.total") for d in (draft, draft.before))
    suits = now + earlier + rng.randint(1, 3)
    for column, value in zip(
        ("upheld", "corrected", "other", "pending"), (suits, 0, 0, 0), strict=True
    ):
        draft.put(f"review.suit_after_reconsideration.{column}", value)
    draft.put("review.suit_after_reconsideration.total", suits)
    return "review.suit_after_reconsideration.total"


@plant("P1")
def _p1(draft: Draft, rng: random.Random) -> str | None:
    if draft.form != "2019":
        return None
    total = draft.figures.documents["normative_documents"][2]
    draft.put(f"{_DOCUMENTS}.newly_published", total + rng.randint(1, 5))
    return f"{_DOCUMENTS}.newly_published"


@plant("P2")
def _p2(draft: Draft, rng: random.Random) -> str | None:
    if draft.form != "2021":
        return None
    _, repealed, stock = draft.figures.documents["normative_documents"]
    draft.put(f"{_DOCUMENTS}.issued", stock + repealed + rng.randint(1, 5))
    return f"{_DOCUMENTS}.issued"


@plant("P3")
def _p3(draft: Draft, rng: random.Random) -> str | None:
    can = draft.body.kind != "department" and draft.body.level in ("province", "prefecture")
    if can:
        return None
    column = "in_force" if draft.form == "2021" else "total_published"
    draft.put(f"{_RULES}.{column}", rng.randint(1, 6))
    return f"{_RULES}.{column}"


@plant("P4")
def _p4(draft: Draft, _: random.Random) -> str:
    column = "in_force" if draft.form == "2021" else "total_published"
    draft.put(f"{_DOCUMENTS}.{column}", draft.figures.disclosed)
    return f"{_DOCUMENTS}.{column}"


@plant("P5")
def _p5(draft: Draft, rng: random.Random) -> str | None:
    if draft.form != "2021":
        return None
    draft.cells["proactive.fees.amount"] = Cell.of_text(f"{rng.randint(20, 900) * 500}元")
    return "proactive.fees.amount"


@plant("X1")
def _x1(draft: Draft, rng: random.Random) -> str | None:
    if draft.before is None or draft.before.style != "zeros":
        return None
    step = _bump(draft, rng, "carried_in")
    for row in ("granted", "total"):
        for column in _IN_SUM:
            draft.add(f"requests.{row}.{column}", step)
    return "requests.carried_in.total"


@plant("X2")
def _x2(draft: Draft, rng: random.Random) -> str | None:
    before = draft.before
    if draft.form != "2021" or before is None or before.form != "2021" or before.style != "zeros":
        return None
    stock = draft.figures.documents["normative_documents"][2]
    draft.put(f"{_DOCUMENTS}.in_force", stock + rng.randint(1, 9))
    return f"{_DOCUMENTS}.in_force"


@plant("X3")
def _x3(draft: Draft, rng: random.Random) -> str | None:
    before = draft.before
    if draft.form != "2019" or before is None or before.form != "2019" or before.style != "zeros":
        return None
    draft.put(
        "proactive.licensing.previous", draft.figures.items["licensing"][0] + rng.randint(1, 9)
    )
    return "proactive.licensing.previous"


@plant("X4")
def _x4(draft: Draft, _: random.Random) -> str | None:
    before = draft.before
    if before is None or not before.cells["review.reconsideration.pending"].number:
        return None
    row = [address for address in draft.cells if address.startswith("review.reconsideration.")]
    for address in row:
        draft.put(address, 0)
    return row[0]


@plant("X5")
def _x5(draft: Draft, rng: random.Random) -> str | None:
    address = "proactive.penalties.decisions"
    earlier = None if draft.before is None else draft.before.cells[address].number
    if earlier is None:
        return None
    draft.put(address, max(100, int(earlier) * 10) + rng.randint(1, 400))
    return address


@plant("X7")
def _x7(draft: Draft, _: random.Random) -> str | None:
    before = draft.before
    if before is None or before.form != draft.form:
        return None
    table = {a: cell for a, cell in before.cells.items() if a.startswith("proactive.")}
    if len({number for cell in table.values() if (number := cell.number)}) < 3:
        return None
    draft.cells.update(table)
    return next(iter(table))


@plant("C1")
def _c1(draft: Draft, _: random.Random) -> str | None:
    first, second, *others = _RECEIVED
    number = draft.number(first)
    if not 10 <= number <= 99 or any(draft.number(address) for address in (second, *others[:-1])):
        return None
    draft.put(first, number // 10)
    draft.put(second, number % 10)
    return first


@plant("C2")
def _c2(draft: Draft, _: random.Random) -> str | None:
    row = _RECEIVED
    numbers = [draft.number(address) for address in row]
    if not numbers[-1]:
        return None
    for address, number in zip(row, [numbers[-1], *numbers[:-1]], strict=True):
        draft.put(address, number)
    return row[0]


@plant("C3")
def _c3(draft: Draft, _: random.Random) -> str | None:
    address = "requests.granted.natural_person"
    if not draft.number(address):
        return None
    draft.put(address, draft.number(address) * 10)
    return address
