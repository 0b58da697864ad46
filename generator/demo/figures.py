"""The figures of a body over the years: heavy-tailed, with trends, and every relation of the forms kept."""

from __future__ import annotations

import math
import random
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from generator.model.cells import BLANK, Cell
from generator.model.forms import APPLICANTS, LAYOUTS, REVIEW
from generator.model.report import Body

_RATE = {
    ("township", "government"): 1.2,
    ("county", "department"): 4,
    ("county", "office"): 20,
    ("county", "government"): 70,
    ("prefecture", "department"): 30,
    ("prefecture", "office"): 60,
    ("prefecture", "government"): 450,
    ("province", "government"): 3500,
}
"""The median number of requests a year."""
_KINDS = (90, 6, 0.3, 0.3, 1.5, 2)
_OUTCOMES = {
    "granted": 38,
    "partly_granted": 9,
    "denied.state_secret": 0.3,
    "denied.prohibited_by_law": 1,
    "denied.security_and_stability": 0.3,
    "denied.third_party_rights": 2,
    "denied.internal_affairs": 2,
    "denied.deliberative": 2,
    "denied.enforcement_files": 2,
    "denied.administrative_query": 3,
    "unavailable.not_held": 22,
    "unavailable.needs_creation": 3,
    "unavailable.still_unclear": 2,
    "not_processed.petition": 5,
    "not_processed.repeated": 3,
    "not_processed.publication": 0.5,
    "not_processed.excessive": 0.5,
    "not_processed.reconfirmation": 0.5,
    "other_outcome.not_corrected": 2.5,
    "other_outcome.fee_not_paid": 0.1,
    "other_outcome.other": 4,
}
_OTHER = tuple(row for row in _OUTCOMES if row.startswith("other_outcome."))
_RESULTS = (60, 14, 20, 6)
_ITEMS = ("licensing", "other_services", "penalties", "coercive_measures", "fees")


@dataclass
class Figures:
    """The figures of one year, on neither form yet.

    ``requests`` has seven figures a row of the divided layout, ``review`` five a row. ``documents`` are
    made, repealed and in force; ``items`` previous, change and decisions; ``fees`` are 10 000 yuan.
    """

    requests: dict[str, list[int]]
    review: dict[str, list[int]]
    documents: dict[str, tuple[int, int, int]]
    items: dict[str, tuple[int, int, int]]
    fees: Decimal
    procurement: tuple[int, Decimal]
    disclosed: int


@dataclass
class _State:
    """What one year leaves to the next."""

    carried: list[int]
    pending: list[int]
    stock: dict[str, int]
    items: dict[str, int]
    rates: dict[str, float] = field(default_factory=dict)


def simulated(rng: random.Random, body: Body, years: Sequence[int]) -> Iterator[Figures]:
    """The figures of every year from the first to the last, those without a report included."""
    makes_rules = body.kind == "government" and body.level in ("province", "prefecture")
    size = math.log(_RATE[body.level, body.kind]) + rng.gauss(0, 0.9)
    township = body.level == "township"
    state = _State(
        carried=_split(rng, _poisson(rng, math.exp(size) * 0.05), _KINDS),
        pending=[0, 0, 0],
        stock={"regulations": rng.randint(10, 90) * makes_rules, "normative_documents": 0},
        items={row: rng.randint(0, 6 if township else 120) for row in _ITEMS},
        rates={
            "requests": math.exp(size),
            "licensing": math.exp(rng.gauss(3 if township else 6.5, 1.4)) * (rng.random() < 0.7),
            "penalties": math.exp(rng.gauss(1 if township else 4.5, 1.3)) * (rng.random() < 0.7),
            "coercive_measures": math.exp(rng.gauss(1, 1)) * (rng.random() < 0.3),
            "other_services": math.exp(rng.gauss(3, 1.2)) * (rng.random() < 0.3),
            "money": math.exp(rng.gauss(5, 1.5)) * (not township and rng.random() < 0.4),
        },
    )
    state.stock["normative_documents"] = rng.randint(0, 3 if township else 40)
    outcomes = [weight * math.exp(rng.gauss(0, 0.8)) for weight in _OUTCOMES.values()]
    for _ in range(years[0], years[-1] + 1):
        yield _year(rng, state, outcomes, makes_rules=makes_rules)
        for name in state.rates:
            state.rates[name] *= math.exp(rng.gauss(0.03, 0.22))


def _year(
    rng: random.Random, state: _State, outcomes: Sequence[float], *, makes_rules: bool
) -> Figures:
    received = _split(rng, _poisson(rng, state.rates["requests"]), _KINDS)
    came = [new + old for new, old in zip(received, state.carried, strict=True)]
    out = [min(n, _poisson(rng, n * 0.06)) for n in came]
    done = [n - left for n, left in zip(came, out, strict=True)]
    by_kind = [_split(rng, n, outcomes) for n in done]
    rows = {
        "received": received,
        "carried_in": state.carried,
        **dict(zip(_OUTCOMES, map(list, zip(*by_kind, strict=True)), strict=True)),
        "total": done,
        "carried_out": out,
    }
    state.carried = out
    documents = {}
    for row in ("regulations", "normative_documents"):
        stock = state.stock[row]
        made = _poisson(rng, 2) if row != "regulations" or makes_rules else 0
        repealed = min(stock, _poisson(rng, 1)) if made else 0
        state.stock[row] = stock + made - repealed
        documents[row] = (made, repealed, state.stock[row])
    items = {}
    for row in _ITEMS:
        before = state.items[row]
        change = max(-before, rng.choice((0, 0, 0, 1, 2, -1, -2, 5)))
        decisions = 0 if row == "fees" else _poisson(rng, state.rates[row])
        items[row] = (before, change, decisions)
        state.items[row] = before + change
    bought = _poisson(rng, 4)
    money = Decimal(round(state.rates["money"] * 100)) / 100
    return Figures(
        requests={row: [*six, sum(six)] for row, six in rows.items()},
        review=_review(rng, state, sum(done)),
        documents=documents,
        items=items,
        fees=money,
        procurement=(bought, Decimal(round(bought * rng.lognormvariate(4, 1) * 100)) / 100),
        disclosed=sum(state.stock.values()) + 60 + _poisson(rng, 150),
    )


def _review(rng: random.Random, state: _State, done: int) -> dict[str, list[int]]:
    """What was pending appears again; suits after a reconsideration are no more than those."""
    review: dict[str, list[int]] = {}
    shares = (0.03, 0.012, 0.01)
    for index, (row, share) in enumerate(zip(REVIEW, shares, strict=True)):
        total = state.pending[index] + _poisson(rng, done * share)
        if row.key == "suit_after_reconsideration":
            total = max(state.pending[index], min(total, review["reconsideration"][-1]))
        four = _split(rng, total, _RESULTS)
        state.pending[index] = four[-1]
        review[row.key] = [*four, total]
    return review


def _poisson(rng: random.Random, rate: float) -> int:
    if rate > 40:
        return max(0, round(rng.gauss(rate, math.sqrt(rate))))
    limit, count, product = math.exp(-rate), 0, rng.random()
    while product > limit:
        count += 1
        product *= rng.random()
    return count


def _split(rng: random.Random, total: int, weights: Sequence[float]) -> list[int]:
    """A total in parts that add up to it."""
    parts = [0] * len(weights)
    if total > 200:  # the greater part as expected, so that only the rest is drawn
        whole = sum(weights)
        parts = [int(total * weight / whole * 0.9) for weight in weights]
        total -= sum(parts)
    for index in rng.choices(range(len(weights)), weights, k=total):
        parts[index] += 1
    return parts


def cells(figures: Figures, form: str, *, divided: bool) -> dict[str, Cell]:
    """The cells of a report with these figures, in the order of its layout."""
    found: dict[str, object] = {}
    for row, (made, repealed, stock) in figures.documents.items():
        found |= {
            f"proactive.{row}.{key}": value
            for key, value in (
                ("made", made),
                ("newly_published", made),
                ("total_published", stock),
                ("issued", made),
                ("repealed", repealed),
                ("in_force", stock),
            )
        }
    for row, values in figures.items.items():
        for key, value in zip(("previous", "change", "decisions"), values, strict=True):
            found[f"proactive.{row}.{key}"] = value
    found["proactive.fees.amount"] = f"{figures.fees.normalize():f}"
    found["proactive.procurement.items"] = figures.procurement[0]
    found["proactive.procurement.amount"] = figures.procurement[1]
    undivided = [sum(column) for column in zip(*(figures.requests[r] for r in _OTHER), strict=True)]
    for name, numbers in (*figures.requests.items(), ("other_outcome", undivided)):
        for column, number in zip(APPLICANTS, numbers, strict=True):
            found[f"requests.{name}.{column.key}"] = number
    for name, numbers in figures.review.items():
        for key, number in zip(
            ("upheld", "corrected", "other", "pending", "total"), numbers, strict=True
        ):
            found[f"review.{name}.{key}"] = number
    return {a: Cell.of_number(str(found[a])) for a in LAYOUTS[form, divided].addresses}


_SLASH = Cell.of_text("/")
STYLES = {"zeros": 82, "blank": 8, "totals": 4, "slash": 4, "text": 2}
"""How bodies fill what is nothing, in parts of a hundred."""


def styled(found: Mapping[str, Cell], style: str) -> dict[str, Cell]:
    """The cells as a body of this style fills them."""
    styled = dict(found)
    for address, cell in found.items():
        table, column = address.split(".")[0], address.rpartition(".")[2]
        of_applicants = table == "requests" and column != "total"
        nothing = table != "proactive" and cell.number == 0
        if (style == "totals" and of_applicants) or (style == "blank" and nothing):
            styled[address] = BLANK
        elif style == "slash" and table == "proactive" and cell.number == 0:
            styled[address] = _SLASH
        elif style == "text" and address == "proactive.fees.amount":
            styled[address] = Cell.of_text(f"{cell.printed}万元")
    return styled
