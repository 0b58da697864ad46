"""Rates as text: always with the count they rest on."""

from __future__ import annotations

from functools import lru_cache

from markupsafe import Markup

from generator.derive.measures import Measure
from generator.model.forms import Label
from generator.render.charts import percent
from generator.render.html import both
from generator.render.markup import filled

ABSENT = Label("不存在", "does not exist")
OPEN = Label("无从计算", "cannot be computed")


def count(measure: Measure) -> str:
    """Part and whole: ``59/95``."""
    return "" if measure.part is None else f"{measure.part}/{measure.whole}"


def rate_cell(measure: Measure) -> Markup:
    """A cell of a table: the rate and its count, grey where these are few; in words where there is none."""
    if measure.part is None or measure.whole is None:
        return filled('<td class="x">{}</td>', both(OPEN))
    return _counted(measure.part, measure.whole)


@lru_cache(maxsize=4096)  # the same few counts make most rates
def _counted(part: int, whole: int) -> Markup:
    measure = Measure(part, whole)
    rate = measure.rate
    if rate is None:
        return filled('<td class="x">{} <small>{}</small></td>', both(ABSENT), count(measure))
    return filled(
        '<td class="{}" data-value="{}">{} <small>{}</small></td>',
        "n" if measure.ranked else "few",
        f"{float(rate):.6f}",
        percent(rate),
        count(measure),
    )
