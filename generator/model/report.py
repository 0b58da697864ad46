"""A report and the body that published it, as typed immutable values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from generator.model.acknowledgement import Acknowledgement
from generator.model.cells import Cell
from generator.model.correction import Correction, Reply
from generator.model.forms import FORMS, LAYOUTS, Form, Label, Layout

LEVELS = ("province", "prefecture", "county", "township")
KINDS = ("government", "department", "office")
SYNTHETIC = Label("合成数据，不是真实报告", "Synthetic data, no real report")
"""What everything says that is made from an archive of invented reports."""


@dataclass(frozen=True, slots=True)
class Prose:
    """Paragraphs as printed; ``archived`` is False where our copy does not hold them."""

    paragraphs: tuple[str, ...] = ()
    archived: bool = True


NO_PROSE = Prose()
NOT_ARCHIVED = Prose(archived=False)


@dataclass(frozen=True, slots=True)
class ReportSection:
    """One section as printed; ``key`` is None for a section that the form does not have."""

    key: str | None
    heading: str
    prose: Prose


@dataclass(frozen=True, slots=True)
class FetchedAgain:
    """What the source was when it was fetched again: the day, and the hash of what came."""

    retrieved: date
    sha256: str


@dataclass(frozen=True, slots=True)
class Source:
    """Where the report came from; ``copy`` names the archived file beside the YAML."""

    url: str | None
    retrieved: date | None
    copy: str
    sha256: str
    later: tuple[FetchedAgain, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One annual report; ``cells`` maps the dotted address of every cell of its layout.

    ``revision`` counts from 1; a body that publishes a year again adds a revision.
    """

    body: str
    year: int
    form_key: str
    title: str
    published: date | None
    signed: date | None
    signature: str | None
    source: Source
    cells: Mapping[str, Cell]
    preface: Prose = NO_PROSE
    sections: tuple[ReportSection, ...] | None = ()
    labels: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))
    notes: tuple[str, ...] = ()
    acknowledgements: tuple[Acknowledgement, ...] = ()
    corrections: tuple[Correction, ...] = ()
    replies: tuple[Reply, ...] = ()
    revision: int = 1

    @property
    def stem(self) -> str:
        """The name of its file without the end: the year, and the revision from the second on."""
        return str(self.year) if self.revision == 1 else f"{self.year}-{self.revision}"

    @property
    def form(self) -> Form:
        """The statutory form that the report was written on, whatever its year."""
        return FORMS[self.form_key]

    @property
    def divided(self) -> bool:
        """Whether 其他处理 stands in three rows in this report."""
        return "requests.other_outcome.not_corrected.total" in self.cells

    @property
    def layout(self) -> Layout:
        """The rows and columns of this report's tables."""
        return LAYOUTS[self.form_key, self.divided]

    @property
    def prose_archived(self) -> bool:
        """Whether our copy holds the prose of any section, not the figures alone."""
        return any(section.prose.archived for section in self.sections or ())

    @property
    def fits_year(self) -> bool:
        """Whether the form is the one prescribed for the year."""
        return self.form.fits(self.year)


@dataclass(frozen=True, slots=True)
class Body:
    """An administrative body; ``id`` is its division code, plus a slug for a department or office.

    ``synthetic`` says that its reports are invented: a body cannot leave its archive without the mark.
    """

    id: str
    name: str
    short_name: str
    former_names: tuple[str, ...]
    level: str
    kind: str
    code: str
    website: str | None
    synthetic: bool = False
