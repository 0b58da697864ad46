"""Who has published what: one state for every body and year, and counts of them by region.

There is no clock. The archive judges as of the last day on which, by its own files, it knew anything: by two
of them, so that a day mistyped in one makes nobody late.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from generator.derive.catalogue import Catalogue
from generator.derive.groups import Group, governments, group_of
from generator.model.deadlines import DEADLINES, in_time, last_day
from generator.model.forms import Label
from generator.model.regions import Region
from generator.model.report import Body, Report
from generator.store.archive import Archive, Entry


@dataclass(frozen=True, slots=True)
class State:
    """What can be said of a body and a year; ``sign`` tells it without colour."""

    key: str
    sign: str
    label: Label
    meaning: Label

    def __hash__(self) -> int:  # counted by, very often
        return hash(self.key)


ON_TIME = State(
    "on-time",
    "✓",
    Label("按时", "on time"),
    Label("在法定日期以前公布。", "Published by the statutory date."),
)
LATE = State(
    "late",
    "▲",
    Label("迟于法定日期", "late"),
    Label(
        "公布日期（不详时为落款日期）晚于法定日期。",
        "Published, or where that day is not known signed, after the statutory date.",
    ),
)
UNDATED = State(
    "undated",
    "○",
    Label("公布日期不详", "day not known"),
    Label(
        "有报告，但不知何日公布，无从判断是否按时。",
        "The report is here, but not the day of publication: punctuality cannot be judged.",
    ),
)
PUBLISHED = State(
    "published",
    "●",
    Label("有报告，不判断是否按时", "published, not judged"),
    Label(
        "有报告；乡镇、街道没有法定公布日期，不判断是否按时。",
        "The report is here; the law gives townships and subdistricts no date, so none is late.",
    ),
)
NOT_DUE = State(
    "not-due",
    "…",
    Label("尚未到期", "not yet due"),
    Label(
        "没有报告，而截至日还没有过法定日期（没有法定日期的机关，以最晚的3月31日计）。",
        "No report, and the statutory date is not over on the day as of which this is said (for bodies "
        "without one, the last there is: 31 March).",
    ),
)
UNKNOWN = State(
    "unknown",
    "·",
    Label("当年有无该机关不详", "not known to exist"),
    Label(
        "档案中该机关的第一份报告晚于这一年，不知当年有无该机关（区划代码中的人民政府除外）。",
        "The first report of this body in the archive is on a later year: whether it existed is not known "
        "(never said of governments, which the division codes name).",
    ),
)
MISSING = State(
    "missing",
    "×",
    Label("档案中没有", "none in the archive"),
    Label(
        "到期而档案中没有报告；不等于没有公布，可能只是还没有收入。",
        "Due, and the archive has none. It may well be published and not collected yet.",
    ),
)
STATES = (ON_TIME, LATE, UNDATED, PUBLISHED, NOT_DUE, UNKNOWN, MISSING)
"""Every state. A body and a year have the first that holds of it: the four of a report that is here shut
each other out, and go before the three of one that is not."""
WRONG_FORM = State(
    "wrong-form",
    "*",
    Label("表式不符", "wrong form"),
    Label(
        "所用表式不是该年度规定的（规则F1）；与是否按时无关，记在上述符号之后。",
        "On a form that is not the one prescribed for the year (rule F1); apart from punctuality, so it "
        "stands after the sign of one of the states.",
    ),
)
HERE = frozenset((ON_TIME, LATE, UNDATED, PUBLISHED))
"""The states of a report that is in the archive."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A body in a year: its state, whether the form is wrong, and the page of the report ("" for none)."""

    state: State
    wrong_form: bool = False
    page: str = ""


@dataclass(frozen=True, slots=True)
class Line:
    """The marks of a body year by year; ``entry`` is None for a government that the archive does not have."""

    region: Region
    group: Group
    entry: Entry | None
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """How many bodies of a group are known in a region, everything below included, in which state by year.

    The states of a year add up to ``known``. Governments are known from the division codes, other
    bodies only where the archive has them.
    """

    group: Group
    known: int
    states: Mapping[int, Mapping[State, int]]
    wrong_form: Mapping[int, int]

    def here(self, year: int) -> int:
        """How many of them have a report on the year in the archive."""
        return sum(count for state, count in self.states[year].items() if state in HERE)


@dataclass(frozen=True)
class Coverage:
    """The states of all bodies as of a day, in the years from the archive's first to the last one over."""

    catalogue: Catalogue
    as_of: date | None
    years: tuple[int, ...]
    marks: Mapping[str, tuple[Mark, ...]]
    """By body."""
    known: Mapping[tuple[str | None, Group], int]
    """By region and group: the bodies in the archive that the division codes do not name."""
    counted: Mapping[tuple[str | None, Group], Counter[tuple[int, State]]]
    """Of the bodies in the archive, by region (None is the country), group, year and state."""
    wrong: Mapping[tuple[str | None, Group], Counter[int]]

    def tally(self, code: str | None, group: Group) -> Tally:
        """The counts of a group in a region; the bodies that the archive does not have included."""
        counted = self.counted.get((code, group), Counter())
        known = self.known.get((code, group), 0)
        if group.governments:
            known += self.catalogue.regions.governments.get((code, group.level), 0)
        states: dict[int, dict[State, int]] = {}
        for year in self.years:
            found = {state: counted[year, state] for state in STATES}
            found[self.absent(group, year)] += known - sum(found.values())
            states[year] = {state: count for state, count in found.items() if count}
        wrong = self.wrong.get((code, group), Counter())
        return Tally(group, known, states, {year: wrong[year] for year in self.years})

    def absent(self, group: Group, year: int) -> State:
        """The state of a body that exists and has no report on the year in the archive."""
        dates = [group.deadline] if group.deadline else DEADLINES
        last = max(deadline.of(year) for deadline in dates)
        return NOT_DUE if self.as_of is not None and self.as_of <= last else MISSING

    def lines(self, code: str | None) -> tuple[Line, ...]:
        """What a region's page lists singly: its own bodies, and the governments just below it."""
        regions = self.catalogue.regions
        own = [regions[code]] if code else []
        return tuple(
            line
            for region in (*own, *regions.children.get(code, ()))
            for line in self._lines(region, departments=region in own or region.level == "township")
        )

    def _lines(self, region: Region, *, departments: bool) -> Iterator[Line]:
        by_id = self.catalogue.archive.by_id
        if region.code in by_id:
            yield self._line(by_id[region.code])
        elif region.code in self.catalogue.regions.governed:
            group = governments(region.level)
            marks = tuple(Mark(self.absent(group, year)) for year in self.years)
            yield Line(region, group, None, marks)
        if departments:
            for entry in self.catalogue.by_division.get(region.code, ()):
                if entry.body.value.kind != "government":
                    yield self._line(entry)

    def _line(self, entry: Entry) -> Line:
        body = entry.body.value
        return Line(entry.regions[-1], group_of(body), entry, self.marks[body.id])


def as_of(archive: Archive) -> date | None:
    """The last day on which the archive knew anything: none of an empty one.

    Its own days count: when a source was fetched, a figure corrected, a finding acknowledged, a reply
    entered. The last of these is believed as far as the file of a second report bears it out, which
    names that day or a later one; where one file alone has any, that one is. What a source prints, signed
    or published, counts within the year after the one it reports on, so that a misprinted year does
    not make others late. A report shows that its year is over.
    """
    days: list[date] = []
    own: list[date] = []  # of each file the last
    for _, document in archive.revisions():
        report = document.value
        over = date(report.year + 1, 1, 1)
        printed = (report.published, report.signed)
        days += [over, *(day for day in printed if day is not None and day.year == over.year)]
        own += sorted(_own_days(report))[-1:]
    return max([*days, *sorted(own)[-2:][:1]], default=None)


def _own_days(report: Report) -> Iterator[date]:
    """The days on which the archive did something about a report."""
    fetched = (report.source.retrieved, *(again.retrieved for again in report.source.later))
    yield from (day for day in fetched if day is not None)
    yield from (correction.date for correction in report.corrections)
    yield from (acknowledgement.date for acknowledgement in report.acknowledgements)
    yield from (reply.date for reply in report.replies)


def coverage(catalogue: Catalogue) -> Coverage:
    """The coverage of an archive; every body is looked at once."""
    archive, day = catalogue.archive, as_of(catalogue.archive)
    years: tuple[int, ...] = ()
    if day is not None:
        years = tuple(range(catalogue.years[-1], max(catalogue.years[0], day.year - 1) + 1))
    found = Coverage(catalogue, day, years, {}, {}, {}, {})
    marks: dict[str, tuple[Mark, ...]] = {}
    known: Counter[tuple[str | None, Group]] = Counter()
    counted: dict[tuple[str | None, Group], Counter[tuple[int, State]]] = {}
    wrong: dict[tuple[str | None, Group], Counter[int]] = {}
    for entry in archive.entries:
        body = entry.body.value
        marks[body.id] = tuple(_marks(found, entry))
        of_years = list(zip(years, marks[body.id], strict=True))
        states = [(year, mark.state) for year, mark in of_years]
        wrong_forms = [year for year, mark in of_years if mark.wrong_form]
        named, group = _named(catalogue, body), group_of(body)
        for code in (None, *(region.code for region in entry.regions)):
            known[code, group] += not named
            counted.setdefault((code, group), Counter()).update(states)
            wrong.setdefault((code, group), Counter()).update(wrong_forms)
    return Coverage(catalogue, day, years, marks, known, counted, wrong)


def _named(catalogue: Catalogue, body: Body) -> bool:
    """Whether the division codes name the body: they do the governments of divisions that have one."""
    return body.kind == "government" and body.code in catalogue.regions.governed


def _marks(coverage: Coverage, entry: Entry) -> Iterator[Mark]:
    """The state of a body in each year.

    Punctual is whoever published first in time: what is published again later does not make it late.
    """
    body, group = entry.body.value, group_of(entry.body.value)
    reports = {document.value.year: document.value for document in entry.reports}
    first = min(reports, default=None)
    for year in coverage.years:
        report = reports.get(year)
        if report is None:
            state = coverage.absent(group, year)
            unborn = first is None or year < first
            named = (
                entry.body.value.code in coverage.catalogue.regions.governed and group.governments
            )
            yield Mark(UNKNOWN if state is MISSING and unborn and not named else state)
            continue
        last = last_day(body, year)
        if last is None:
            state = PUBLISHED
        else:
            earliest = next(iter(entry.earlier.get(year, ())), None)
            timely = in_time(report if earliest is None else earliest.value, last)
            state = {True: ON_TIME, False: LATE, None: UNDATED}[timely]
        yield Mark(state, wrong_form=not report.fits_year, page=entry.page(report))
