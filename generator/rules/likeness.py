"""B: sections that are nearly the same text as another."""

from __future__ import annotations

from collections.abc import Iterator

from generator.model.forms import SECTIONS as FORM_SECTIONS
from generator.model.forms import Label
from generator.problems import Level
from generator.rules.likeness_index import ALIKE, SECTIONS, Alike
from generator.rules.registry import Basis, rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.subject import ReportSubject

_NAMES = {section.key: section.label for section in FORM_SECTIONS}
_TOO_SHORT = Label("没有文字，或文字太短，无从比较", "no prose, or too short to compare")


@rule(
    "B1",
    "各部分文字与上年不雷同",
    "No section is nearly identical to last year's",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def b1(subject: ReportSubject) -> Iterator[Result]:
    """Sections one and five against the same body's report of the year before.

    Headings, statutory phrases, digits and the body's own name do not count. From four fifths of the longer
    text in common it is noted; short texts are not assessable.

    Example: section five is last year's, word for word.
    """
    index = subject.around.likeness
    for section in SECTIONS:
        address = subject.prose.get(section, ("sections", None))[0]
        text = index.text(subject.report, section)
        alike = None if text is None else index.of_year_before(text)
        if alike is None:
            reason = Label("没有上年这一部分的文字", "no text of this section of last year")
            yield NotAssessable((address,), _TOO_SHORT if text is None else reason)
        elif alike.share < ALIKE:
            yield Passed((address,))
        else:
            yield _alike(address, section, alike, Label("上年", "last year's"))


@rule(
    "B2",
    "各部分文字与其他机关不雷同",
    "No section is nearly identical to another body's",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
    across=True,
)
def b2(subject: ReportSubject) -> Iterator[Result]:
    """Sections one and five against every other body's report of the same or an earlier year.

    Candidates come from an index of clauses, not from comparing all pairs. Headings, statutory phrases,
    digits and the bodies' own names do not count; tables are not compared.

    Example: section five of two townships is the same but for their names.
    """
    index = subject.around.likeness
    for section in SECTIONS:
        address = subject.prose.get(section, ("sections", None))[0]
        text = index.text(subject.report, section)
        if text is None:
            yield NotAssessable((address,), _TOO_SHORT)
            continue
        alike = index.of_other_body(text)
        if alike is not None:
            series = subject.around.series[alike.other.body]
            name = series.body.name
            yield _alike(address, section, alike, Label(name, f"that of {name}"))
        elif index.has_others(text):
            yield Passed((address,))
        else:
            reason = Label("档案中没有其他机关的文字", "the archive holds no prose of another body")
            yield NotAssessable((address,), reason)


def _alike(address: str, section: str, alike: Alike, whose: Label) -> Failed:
    name, share, year = _NAMES[section], f"{alike.share:.0%}", alike.other.year
    message = Label(
        f"“{name.zh}”与{whose.zh}{year}年报告的文字有 {share} 相同",
        f"“{name.en}” has {share} in common with {whose.en} of {year}",
    )
    return Failed((address,), message, {address: f"{alike.other.body} {year} {share}"})
