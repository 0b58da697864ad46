"""Reports made up for tests: any valid figures, a little prose."""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from generator.model.cells import BLANK, Cell
from generator.model.forms import APPLICANTS, LAYOUTS, RESULTS, REVIEW, SECTIONS, Layout
from generator.model.report import NO_PROSE, Prose, Report, ReportSection, Source

SOURCE = Source(None, None, "2023.source.txt", "0" * 64)
_WORDS = (
    "加强组织领导，完善工作机制。",
    "及时更新栏目内容，方便群众查阅。",
    "全年举办培训三次，参加人员九十人。",
)

zero = Cell.of_number("0")
_MARKS = ("/", "-", "—", "无")
_TEXTS = ("251000元", "1***", "12件")


def report_of(
    layout: Layout, cells: Mapping[str, Cell], *, labels: Mapping[str, str] | None = None
) -> Report:
    """A report with these figures and some prose."""
    year = 2020 if layout.form.key == "2019" else 2023
    sections = []
    for number, section in enumerate(SECTIONS):
        prose = Prose(_WORDS[: number % 3 + 1]) if number in (0, 4, 5) else NO_PROSE
        sections.append(ReportSection(section.key, section.label.zh, prose))
    return Report(
        body="510422102",
        year=year,
        form_key=layout.form.key,
        title=f"盐边县渔门镇人民政府{year}年政府信息公开工作年度报告",
        published=None,
        signed=date(year + 1, 1, 15),
        signature="渔门镇人民政府",
        source=SOURCE,
        cells=dict(cells),
        preface=Prose(("本报告由本机关依照条例编制，所列数据期限为全年。",)),
        sections=tuple(sections),
        labels=dict(labels or {}),
    )


def _cell(pick: random.Random, address: str, *, blanks: bool) -> Cell:
    if address.endswith(".amount") and pick.random() < 0.5:
        return Cell.of_number(f"{pick.randint(0, 9999)}.{pick.randint(0, 99):02}")
    chance = pick.random()
    # One full row in each table shows how its rows stand.
    full = address.startswith(
        ("requests.received.", "proactive.regulations.", "review.direct_suit.")
    )
    if chance < 0.5 or (full and chance > 0.8):
        return zero
    if chance < 0.8:
        return Cell.of_number(str(pick.choice((pick.randint(0, 9), pick.randint(0, 40_000)))))
    if chance < 0.88 or not blanks:
        return Cell.of_text(pick.choice(_MARKS))
    return Cell.of_text(pick.choice(_TEXTS)) if chance < 0.92 else BLANK


def any_report(seed: int, *, blanks: bool) -> Report:
    """A report on any layout with any figures, marks and texts, and blanks where they are wanted."""
    pick = random.Random(seed)  # noqa: S311 # the seed is the example
    layout = LAYOUTS[pick.choice(sorted(LAYOUTS))]
    return report_of(layout, {a: _cell(pick, a, blanks=blanks) for a in layout.addresses})


def adding_up(seed: int) -> Report:
    """A report of small figures that add up in every row and column, one digit each."""
    layout = LAYOUTS[random.Random(seed).choice(sorted(LAYOUTS))]  # noqa: S311
    return report_of(layout, figures_that_add_up(layout, seed))


def figures_that_add_up(layout: Layout, seed: int) -> dict[str, Cell]:
    """Cells of a layout, one digit each, that add up in every row and column."""
    pick = random.Random(seed)  # noqa: S311
    numbers = dict.fromkeys(layout.addresses, 0)
    for address in layout.addresses:
        if address.startswith("proactive."):
            numbers[address] = pick.randint(0, 9)
    for _ in range(pick.randint(0, 8)):
        column = pick.choice(APPLICANTS[:-1]).key
        outcome = pick.choice([row.key for row in layout.request_rows[2:-2]])
        for key in ("received", outcome, "total"):
            numbers[f"requests.{key}.{column}"] += 1
            numbers[f"requests.{key}.total"] += 1
    for row in REVIEW:
        for result in RESULTS[:-1]:
            times = pick.randint(0, 2)
            numbers[f"review.{row.key}.{result.key}"] = times
            numbers[f"review.{row.key}.total"] += times
    return {address: Cell.of_number(str(number)) for address, number in numbers.items()}


SEEDS = st.integers(0, 2**20)
