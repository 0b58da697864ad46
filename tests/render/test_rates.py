from fractions import Fraction

import pytest

from generator.derive.measures import Measure
from generator.render.charts import percent
from generator.render.rates import rate_cell


@pytest.mark.parametrize(
    ("rate", "text"),
    [
        (Fraction(59, 95), "62.1%"),
        (Fraction(0), "0.0%"),
        (Fraction(1), "100.0%"),
        (Fraction(1, 2000), "0.1%"),  # halves go up
        (Fraction(1, 2001), "0.0%"),
        (Fraction(3, 2), "150.0%"),
        (Fraction(-1, 8), "-12.5%"),
    ],
)
def test_percent_has_one_decimal(rate: Fraction, text: str) -> None:
    assert percent(rate) == text


def test_a_rate_stands_with_its_count() -> None:
    assert rate_cell(Measure(59, 95)) == (
        '<td class="n" data-value="0.621053">62.1% <small>59/95</small></td>'
    )


def test_few_cases_are_grey() -> None:
    assert rate_cell(Measure(1, 2)).startswith('<td class="few"')


def test_no_rate_is_said_in_words() -> None:
    assert "不存在" in rate_cell(Measure(1, 0))
    assert "<small>1/0</small>" in rate_cell(Measure(1, 0))
    assert "无从计算" in rate_cell(Measure(None, None, ("requests.total.total",)))
