from dataclasses import replace

from generator.derive.history import FIGURES, Value, breaks, history, value_of
from generator.model.cells import BLANK, Cell
from tests import samples

BY_KEY = {figure.key: figure for figures in FIGURES.values() for figure in figures}
DIVIDED = samples.reports()[2]


def test_a_printed_figure_is_the_cell_itself() -> None:
    value = value_of(BY_KEY["requests.received"], DIVIDED)
    assert value == Value(cell=DIVIDED.cells["requests.received.total"])


def test_a_group_is_summed_from_its_rows() -> None:
    assert value_of(BY_KEY["requests.denied"], DIVIDED) == Value(computed=3)
    assert value_of(BY_KEY["requests.other_outcome"], DIVIDED) == Value(computed=0)


def test_an_undivided_row_is_no_sum() -> None:
    undivided = samples.reports()[1]
    cell = undivided.cells["requests.other_outcome.total"]
    assert value_of(BY_KEY["requests.other_outcome"], undivided) == Value(cell=cell)


def test_a_blank_summand_leaves_the_sum_open() -> None:
    cells = {**DIVIDED.cells, "requests.denied.deliberative.total": BLANK}
    assert value_of(BY_KEY["requests.denied"], replace(DIVIDED, cells=cells)) == Value(open=True)


def test_a_text_among_the_summands_leaves_the_sum_open() -> None:
    cells = {**DIVIDED.cells, "requests.denied.deliberative.total": Cell.of_text("/")}
    assert value_of(BY_KEY["requests.denied"], replace(DIVIDED, cells=cells)) == Value(open=True)


def test_what_the_two_forms_measure_differently_is_never_one_series() -> None:
    old, new = samples.reports()[0], DIVIDED
    series = {s.figure.key: s.values for part in history([old, new]) for s in part.series}
    assert series["proactive.normative_documents.total_published"][1] == Value()
    assert series["proactive.normative_documents.in_force"][0] == Value()


def test_figures_that_no_form_of_a_history_has_are_left_out() -> None:
    keys = {s.figure.key for part in history([DIVIDED]) for s in part.series}
    assert "proactive.normative_documents.total_published" not in keys
    assert "proactive.normative_documents.in_force" in keys


def test_breaks_stand_where_the_form_or_the_law_changed() -> None:
    old, middle, new = samples.reports()[:3]
    assert [b.year for b in breaks([old, middle])] == [2023]
    assert [b.year for b in breaks([middle, new])] == [2024]
    assert [b.year for b in breaks([old, new])] == [2024, 2024]
    assert breaks([new]) == ()
