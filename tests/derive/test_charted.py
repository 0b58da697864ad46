from generator.derive.charted import CHARTS
from generator.derive.history import FIGURES
from generator.render.charts import MOST_SERIES


def test_every_chart_draws_figures_of_its_section() -> None:
    for chart in CHARTS:
        assert set(chart.figures) <= {figure.key for figure in FIGURES[chart.section]}
        assert 0 < len(chart.figures) <= MOST_SERIES
    assert len({chart.key for chart in CHARTS}) == len(CHARTS)


def test_every_figure_but_the_total_of_outcomes_is_drawn_once() -> None:
    drawn = sorted(key for chart in CHARTS for key in chart.figures)
    figures = {figure.key for figures in FIGURES.values() for figure in figures}
    assert drawn == sorted(figures - {"requests.total"})
