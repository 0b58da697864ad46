"""A heading that our copy does not hold is no variant, and its section is not taken for present."""

from dataclasses import replace

from generator.checking import surroundings
from generator.model.report import Report
from generator.rules.engine import of_report
from generator.rules.results import NotAssessable, Result
from generator.rules.subject import ReportSubject
from generator.store.archive import load_archive
from tests import samples


def judged(archive_dir, rule: str) -> list[Result]:  # type: ignore[no-untyped-def]
    archive, _ = load_archive(archive_dir)
    assert archive is not None
    around = surroundings(archive)
    report: Report = samples.reports()[2]
    sections = report.sections or ()
    report = replace(report, sections=(*sections[:-1], replace(sections[-1], heading="?")))
    found = of_report(ReportSubject(report, around.series[report.body], around))
    return [item.result for item in found if item.rule.id == rule]


def test_headings_not_in_our_copy_are_no_variants(archive_dir) -> None:  # type: ignore[no-untyped-def]
    assert isinstance(judged(archive_dir, "F3")[-1], NotAssessable)


def test_sections_not_in_our_copy_are_not_taken_for_present(archive_dir) -> None:  # type: ignore[no-untyped-def]
    [result] = judged(archive_dir, "F4")
    assert isinstance(result, NotAssessable)
