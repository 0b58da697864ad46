"""Charts as SVG in the page: readable without a script, on paper, in either scheme and language.

Every function gives a ``<figure>`` of at most 6 KB (``BUDGET``) for eight years of seven series, to be set
into a page as it is; everything is escaped. Common to all:

- ``key`` names the chart and must be its own on the page: ids are made of it (``chart-<key>``).
- ``title`` is a ``Label``: it is the caption, and the name of the picture to a screen reader.
- A number is an ``int``, ``Decimal`` or ``Fraction``; None is a figure that there is not, drawn as a
  gap and never as zero. ``shown`` turns a number into its text: ``grouped`` (1,234) or ``percent`` (62.1%).
- No series is told by colour alone: lines have markers and dashes, bars have patterns.

The page gives the numbers in a table beside the chart; the picture's description gives its ends.

- ``lines(key, title, years, series, breaks)``: series over years; a year without report breaks the line.
- ``stacked(key, title, years, parts, breaks)``: a bar a year; one without report is an empty place.
- ``bars(key, title, rows)``: one bar a row, for a few bodies or for groups.
- ``histogram(key, title, values, ...)``: how many values lie where, in equal bins or in bins for counts.
- ``boxes(key, title, rows, ...)``: lowest, quartiles and highest of one or more groups over one scale.
"""

from generator.render.charts.axis import Mark
from generator.render.charts.figure import (
    BUDGET,
    MOST_SERIES,
    Number,
    Series,
    Shown,
    grouped,
    percent,
)
from generator.render.charts.histogram import histogram
from generator.render.charts.rows import Bar, Box, bars, boxes
from generator.render.charts.years import lines, stacked

__all__ = [
    "BUDGET",
    "MOST_SERIES",
    "Bar",
    "Box",
    "Mark",
    "Number",
    "Series",
    "Shown",
    "bars",
    "boxes",
    "grouped",
    "histogram",
    "lines",
    "percent",
    "stacked",
]
