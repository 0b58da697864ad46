"""The sample archive with neighbours that stand beside each other: for tests of comparisons."""

from __future__ import annotations

from pathlib import Path

from generator.model.cells import BLANK, MISSING, Cell
from generator.model.regions import load_regions
from generator.model.report import Body, Report
from generator.store.archive import folder_of, to_root
from generator.store.files import dump_body, dump_report
from tests import samples

HOSTILE_NAME = '"><script>x=1</script>,<b>红格镇</b>'


def county(code: str, name: str) -> tuple[Body, tuple[Report, ...]]:
    """The government of a county with a report on 2024."""
    body = Body(code, name, name, (), "county", "government", code, None)
    figures = samples.consistent("2021", divided=True)
    return body, (samples.report(code, 2024, "2021", figures, f"{name}2024年报告"),)


def _township(
    code: str, name: str, former: tuple[str, ...], *reports: Report
) -> tuple[Body, tuple[Report, ...]]:
    return Body(code, name, name, former, "township", "government", code, None), reports


def neighbours() -> tuple[tuple[Body, tuple[Report, ...]], ...]:
    """The government of the county of 渔门镇 and two townships, one with a cell of every kind."""
    odd = samples.consistent("2021", divided=True)
    odd["requests.received.business"] = BLANK
    odd["requests.granted.total"] = Cell.of_text("/")
    odd["proactive.fees.amount"] = Cell.of_number("18.8710")
    odd["proactive.licensing.decisions"] = Cell.of_text("<b>12</b>件")
    odd["proactive.penalties.decisions"] = MISSING
    odd["review.reconsideration.total"] = BLANK
    plain, old = (
        samples.consistent("2021", divided=True),
        samples.consistent("2019", divided=False),
    )
    return (
        county("510422", "盐边县人民政府"),
        _township(
            "510422100",
            "桐子林镇人民政府",
            ("旧名乡",),
            samples.report("510422100", 2024, "2021", plain, "桐子林镇2024年报告"),
        ),
        _township(
            "510422101",
            HOSTILE_NAME,
            (),
            samples.report("510422101", 2020, "2019", old, "红格镇2020年报告"),
            samples.report("510422101", 2024, "2021", odd, "红格镇2024年报告"),
        ),
    )


def add(root: Path, published: tuple[Body, tuple[Report, ...]]) -> None:
    """Add a body with its reports to an archive."""
    body, reports = published
    folder = folder_of(body.code, body.id, load_regions())
    (root / folder).mkdir(parents=True)
    (root / folder / "body.yaml").write_text(dump_body(body, to_root(folder)), encoding="utf-8")
    for report in reports:
        text = dump_report(report, to_root(folder))
        (root / folder / f"{report.stem}.yaml").write_text(text, encoding="utf-8")
        (root / folder / report.source.copy).write_text(samples.COPY, encoding="utf-8")


def write(root: Path) -> None:
    """Write the archive below the folder."""
    samples.write(root)
    for published in neighbours():
        add(root, published)
