from decimal import Decimal

import pytest
from hypothesis import given

from generator.model.cells import BLANK, MARKS, MISSING, Cell, Kind, disguised_number, is_number
from tests import strategies


def test_the_five_kinds_are_kept_apart() -> None:
    kinds = {
        Cell.of_number("0").kind: Kind.NUMBER,
        BLANK.kind: Kind.BLANK,
        Cell.of_text("/").kind: Kind.MARK,
        Cell.of_text("251000元").kind: Kind.TEXT,
        MISSING.kind: Kind.NOT_IN_COPY,
    }
    assert len(kinds) == 5
    assert all(found is expected for found, expected in kinds.items())


@pytest.mark.parametrize("cell", [BLANK, MISSING, Cell.of_text("/"), Cell.of_text("1***")])
def test_only_a_number_has_a_number(cell: Cell) -> None:
    assert cell.number is None
    assert cell != Cell.of_number("0")


def test_a_number_keeps_the_digits_printed_and_an_amount_is_a_decimal() -> None:
    assert Cell.of_number("18.8710").printed == "18.8710"
    assert Cell.of_number("18.8710").number == Decimal("18.871")
    assert Cell.of_number("11839").number == 11839
    assert Cell.of_number("-3").number == -3


@pytest.mark.parametrize("text", ["", "007", "+3", "1,234", "1e3", "٣", "1.", ".5", "－1", " 1"])
def test_what_is_no_plain_number_is_refused_as_one(text: str) -> None:
    with pytest.raises(ValueError, match="not a plain decimal number"):
        Cell.of_number(text)


@pytest.mark.parametrize("text", ["", " ", "?", "5", "５", " 5", "18.8710"])
def test_a_text_is_never_empty_nor_a_number_nor_the_mark_of_a_missing_copy(text: str) -> None:
    with pytest.raises(ValueError, match="not the text of a cell"):
        Cell.of_text(text)


@pytest.mark.parametrize("mark", sorted(MARKS))
def test_a_mark_is_kept_as_printed(mark: str) -> None:
    assert Cell.of_text(mark) == Cell(Kind.MARK, mark)


def test_a_disguised_number_is_seen_through() -> None:
    assert disguised_number("１２") == "12"
    assert disguised_number("1,234") is None
    assert disguised_number("无") is None


@given(strategies.numbers)
def test_a_number_has_the_value_of_its_digits(cell: Cell) -> None:
    assert cell.number == Decimal(cell.printed)


def test_a_number_longer_than_any_report_has_is_none() -> None:
    assert is_number("9" * 20)
    assert not is_number("9" * 21)
    with pytest.raises(ValueError, match="plain number"):
        Cell.of_notation("9" * 400)
