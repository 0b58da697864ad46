"""Synthetic archives: the same bytes for a seed, as many reports as asked for, findings that are found."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from generator.checking import errors, judged
from generator.cli import main
from generator.demo import reports as demo_reports
from generator.demo.bodies import planned
from generator.demo.planting import PLANTS
from generator.demo.plants import RATE
from generator.demo.reports import drafts, reports_of
from generator.demo.write import Made, RefusedError, write
from generator.derive.catalogue import catalogue
from generator.derive.coverage import (
    LATE,
    MISSING,
    ON_TIME,
    PUBLISHED,
    STATES,
    UNDATED,
    coverage,
)
from generator.model.cells import Kind
from generator.model.regions import load_regions
from generator.model.report import SYNTHETIC
from generator.rules.engine import all_rules
from generator.rules.results import Failed
from generator.rules.subject import ReportSubject, Surroundings
from generator.store.archive import Archive, canonical, load_archive
from tests import samples

REPORTS = 200


def made(target: Path, reports: int, seed: int = 1) -> Made:
    return write(target, target.parent / "live", seed, reports)


def loaded(root: Path) -> Archive:
    archive, problems = load_archive(root)
    assert problems == []
    assert archive is not None
    return archive


def bytes_of(root: Path) -> dict[str, bytes]:
    return {p.relative_to(root).as_posix(): p.read_bytes() for p in root.rglob("*") if p.is_file()}


@pytest.fixture(scope="module")
def demo_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("demo") / "archive"
    made(target, REPORTS)
    return target


def test_the_same_seed_and_number_give_the_same_bytes(tmp_path: Path) -> None:
    for name, seed in (("one", 4), ("again", 4), ("other", 5)):
        made(tmp_path / name, 30, seed)
    assert bytes_of(tmp_path / "one") == bytes_of(tmp_path / "again")
    assert bytes_of(tmp_path / "one") != bytes_of(tmp_path / "other")


@pytest.mark.parametrize("reports", [1, 2, 17, 60])
def test_there_are_exactly_as_many_reports_as_asked_for(tmp_path: Path, reports: int) -> None:
    assert made(tmp_path / "archive", reports).reports == reports
    archive = loaded(tmp_path / "archive")
    assert sum(len(entry.reports) for entry in archive.entries) == reports


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_an_archive_has_no_errors(tmp_path: Path, seed: int) -> None:
    made(tmp_path / "archive", 50, seed)
    archive = loaded(tmp_path / "archive")
    assert archive.synthetic
    assert errors(judged(archive)) == []


def test_more_reports_than_the_country_has_are_refused_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("generator.demo.bodies._bodies", lambda *_: iter(()))
    with pytest.raises(ValueError, match="not for 5"):
        made(tmp_path / "archive", 5)
    assert not (tmp_path / "archive").exists()


def test_every_file_is_in_canonical_form(demo_dir: Path) -> None:
    for file in demo_dir.rglob("*.yaml"):
        text, problems = canonical(file, demo_dir)
        assert problems == []
        assert text == file.read_text(encoding="utf-8"), file


def test_what_is_planted_is_found_and_told_in_demo_json(demo_dir: Path) -> None:
    told = json.loads((demo_dir / "demo.json").read_text(encoding="utf-8"))
    assert (told["seed"], told["reports"], told["rate"]) == (1, REPORTS, RATE)
    assert SYNTHETIC.zh in told["notice"]
    found: dict[tuple[str, int | None, str], set[str]] = {}
    for _, _, verdict in judged(loaded(demo_dir)):
        for finding in verdict.findings:
            key = (finding.body, finding.year, finding.rule.id)
            found.setdefault(key, set()).update(finding.cells)
    for item in told["planted"]:
        assert item["cell"] in found.get((item["body"], item["year"], item["rule"]), ()), item
    broken = sum(item["year"] is not None for item in told["planted"])
    assert 0.1 * REPORTS < broken < RATE * REPORTS
    assert len({item["rule"] for item in told["planted"]}) > 15


def test_every_rule_that_can_be_planted_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo_reports, "RATE", 0.6)
    models: list[demo_reports.Model] = []
    written = []
    for plan in planned(1, 700):
        own = list(drafts(1, plan, models))
        models = [(d.year, d.prose["problems"]) for d in own if d.planted is None] or models
        written += [(draft, list(reports_of(1, draft))[-1][0]) for draft in own]
    by_body = {draft.body.id: draft.body for draft, _ in written}
    around = Surroundings.of(
        (
            (body, [report for _, report in written if report.body == body.id])
            for body in by_body.values()
        ),
        load_regions(),
    )
    rules = {rule.id: rule for rule in all_rules()}
    seen = set()
    for draft, report in written:
        if draft.planted is None:
            continue
        rule, cell = draft.planted
        seen.add(rule)
        check = rules[rule].of_report
        assert check is not None
        results = check(ReportSubject(report, around.series[report.body], around))
        failed = [result for result in results if isinstance(result, Failed)]
        assert any(cell in result.cells for result in failed), (rule, report.body, report.year)
    assert seen == set(PLANTS)


def test_a_thousand_reports_have_every_state_of_the_coverage(tmp_path: Path) -> None:
    made(tmp_path / "archive", 1000)
    found = coverage(catalogue(loaded(tmp_path / "archive")))
    marks = Counter(mark.state for of_body in found.marks.values() for mark in of_body)
    assert set(marks) == set(STATES)
    assert any(mark.wrong_form for of_body in found.marks.values() for mark in of_body)
    judged_by_date = marks[ON_TIME] + marks[LATE]
    assert 0.02 < marks[LATE] / judged_by_date < 0.2
    assert 0.05 < marks[UNDATED] / (judged_by_date + marks[UNDATED]) < 0.2
    published = [mark.state for of_body in found.marks.values() for mark in of_body if mark.page]
    assert len(published) == 1000
    for year in range(2020, 2025):
        states = {marks[found.years.index(year)].state for marks in found.marks.values()}
        assert states >= {ON_TIME, LATE, UNDATED, PUBLISHED, MISSING}, year


def test_an_archive_is_like_a_real_one(demo_dir: Path) -> None:
    archive = loaded(demo_dir)
    documents = [document.value for _, document in archive.revisions()]
    kinds = Counter((e.body.value.level, e.body.value.kind) for e in archive.entries)
    assert kinds["township", "government"] + kinds["county", "department"] > sum(kinds.values()) / 2
    assert {level for level, _ in kinds} == {"province", "prefecture", "county", "township"}
    assert {report.form_key for report in documents} == {"2019", "2021"}
    assert not all(report.fits_year for report in documents)
    assert {cell.kind for report in documents for cell in report.cells.values()} >= {
        Kind.NUMBER,
        Kind.BLANK,
        Kind.MARK,
        Kind.TEXT,
    }
    for what in ("corrections", "acknowledgements", "replies", "labels"):
        assert any(getattr(report, what) for report in documents), what
    assert any(report.revision == 2 for report in documents)
    assert any(report.published is None for report in documents)
    assert any(entry.body.value.former_names for entry in archive.entries)
    lengths = sorted(
        sum(len(text) for section in report.sections or () for text in section.prose.paragraphs)
        for report in documents
    )
    assert 1500 < lengths[len(lengths) // 2] < 3000
    towns = [
        report.cells["requests.received.total"].number
        for entry, document in archive.reports()
        if entry.body.value.level == "township"
        for report in [document.value]
    ]
    assert sum(number is not None and number <= 5 for number in towns) > len(towns) / 2


def test_every_file_says_that_it_is_synthetic(demo_dir: Path) -> None:
    for entry, document in loaded(demo_dir).revisions():
        report = document.value
        assert SYNTHETIC.zh in report.notes[0]
        assert report.title.endswith("（合成）")
        copy = (demo_dir / entry.folder / report.source.copy).read_text(encoding="utf-8")
        assert copy.startswith(f"【{SYNTHETIC.zh} {SYNTHETIC.en}】\n")
        assert "synthetic: true\n" in (demo_dir / entry.folder / "body.yaml").read_text("utf-8")


def test_an_archive_is_never_mixed(tmp_path: Path, archive_dir: Path) -> None:
    made(archive_dir.parent / "demo", 20)
    for folder in (archive_dir.parent / "demo").iterdir():
        if folder.is_dir() and not (archive_dir / folder.name).exists():
            folder.rename(archive_dir / folder.name)
    archive, problems = load_archive(archive_dir)
    assert archive is None
    assert {problem.rule for problem in problems} == {"S3"}
    assert "invented reports among real ones" in problems[0].message
    assert main(["site", "--reports", str(archive_dir), "--site", str(tmp_path / "site")]) == 1
    assert not (tmp_path / "site").exists()


def test_the_list_of_what_was_planted_has_no_place_in_a_real_archive(tmp_path: Path) -> None:
    samples.write(tmp_path)
    (tmp_path / "demo.json").write_text("{}", encoding="utf-8")
    archive, problems = load_archive(tmp_path)
    assert archive is None
    assert [problem.rule for problem in problems] == ["S3"]


@pytest.mark.parametrize("target", ["live", "live/demo", "archive/demo", "used", "file"])
def test_nothing_is_written_where_something_is(tmp_path: Path, target: str) -> None:
    (tmp_path / "live").mkdir()
    made(tmp_path / "archive", 1)
    (tmp_path / "used").mkdir()
    (tmp_path / "used/mine.txt").write_text("keep", encoding="utf-8")
    (tmp_path / "file").write_text("keep", encoding="utf-8")
    before = bytes_of(tmp_path)
    with pytest.raises(RefusedError):
        write(tmp_path / target, tmp_path / "live", 1, 3)
    assert bytes_of(tmp_path) == before


def test_the_command_says_what_it_made(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["demo", "--reports", "8", "--seed", "2", "--output", "made"]) == 0
    assert "made: 8 synthetic reports of" in capsys.readouterr().out
    assert main(["demo", "--reports", "8", "--output", "made"]) == 2
    assert main(["demo", "--reports", "8", "--output", "reports/demo"]) == 2
    assert "refused" in capsys.readouterr().err
    assert main(["fmt", "--check", "--reports", "made"]) == 0
