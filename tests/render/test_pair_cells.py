"""Every cell and difference of the pages of two years, and every cell of the API, recomputed from the data files."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml
from lxml import html

from generator.demo.write import write
from generator.derive.catalogue import catalogue
from generator.derive.year_pairs import YearPair, year_pairs
from generator.export.files import body_file
from generator.render.pair_page import pair_page
from generator.store.archive import Archive
from tests.conftest import judged

REPORTS = 80
APPLICANTS, RESULTS = 7, 5
NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
Cells = dict[str, list[str]]
"""The scalars of a row as they stand in the file, by the row's address."""


def read(file: Path) -> Cells:
    """The cells of a data file: plain YAML without types, so that no digit is lost."""
    data = yaml.load(file.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506 strings only
    return dict(flat({key: data[key] for key in ("proactive", "requests", "review")}))


def flat(value: Mapping[str, Any], above: str = "") -> Iterator[tuple[str, list[str]]]:
    for key, inside in value.items():
        if isinstance(inside, str):
            yield f"{above}{key}", [inside]
        elif isinstance(inside, list):
            yield f"{above}{key}", inside
        else:
            yield from flat(inside, f"{above}{key}.")


def shown(scalar: str | None) -> str:
    """What a cell shows: nothing for a blank, a sign where the form has none."""
    return "×" if scalar is None else "" if scalar == "null" else scalar


def difference(was: str | None, now: str | None) -> str | Decimal:
    if was is None or now is None or was == now:
        return ""
    if NUMBER.fullmatch(was) and NUMBER.fullmatch(now):
        return Decimal(now) - Decimal(was) or ""
    return "≠"


def told(text: str) -> str | Decimal:
    """A difference as the page shows it."""
    if text in ("", "≠"):
        return text
    assert text[0] in "+-"
    return Decimal(text.replace("+", ""))


def texts(row: html.HtmlElement) -> list[str]:
    return [td.text_content() for td in row.xpath("td")]


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Archive, Any]:
    target = tmp_path_factory.mktemp("demo") / "archive"
    write(target, target.parent / "live", 2, REPORTS)
    return judged(target)


def pairs(archive: Archive) -> Iterator[tuple[html.HtmlElement, YearPair, Cells, Cells]]:
    """Each page with its rows' names, and what the files of its two years say."""
    found = catalogue(archive)
    for entry in archive.entries:
        for pair in year_pairs([document.value for document in entry.reports]):
            text = pair_page(found, entry, pair).text.partition("\n---\n")[2]
            page = html.fromstring(f"<div>{text}</div>")
            folder = archive.root / entry.folder
            of = [read(folder / f"{report.stem}.yaml") for report in (pair.before, pair.after)]
            yield page, pair, of[0], of[1]


def rows_of(table: html.HtmlElement) -> list[list[html.HtmlElement]]:
    """The rows of a table, those of the same thing together: one, or two years and their difference."""
    rows = [row for row in table.xpath("tbody/tr") if row.xpath("td")]
    found = []
    while rows:
        size = int(rows[0].xpath("string(th[1]/@rowspan)") or 1)
        found.append(rows[:size])
        del rows[:size]
    return found


def test_every_difference_is_that_of_the_data_files(demo: tuple[Archive, Any]) -> None:
    seen = {"pages": 0, "forms": 0, "differences": 0, "signs": 0}
    for page, pair, was, now in pairs(demo[0]):
        seen["pages"] += 1
        seen["forms"] += pair.before.form_key != pair.after.form_key
        proactive, requests, review = page.xpath(
            "//table[ancestor::div[contains(@class,'gk-pair')]]"
        )
        given = [row for row in was | now if row.startswith("proactive.")]
        assert len(pair.proactive) == len(given) == len(rows_of(proactive))
        for of, [row] in zip(pair.proactive, rows_of(proactive), strict=True):
            scalars = [cells[of.key][0] if of.key in cells else None for cells in (was, now)]
            assert texts(row)[:2] == list(map(shown, scalars)), of.key
            assert told(texts(row)[2]) == difference(*scalars), of.key
            seen["differences"] += isinstance(difference(*scalars), Decimal)
        for table, compared, width in (
            (requests, pair.requests, APPLICANTS),
            (review, pair.review, RESULTS),
        ):
            section = compared[0].key.partition(".")[0]
            assert {of.key for of in compared} == {
                row for row in was | now if row.startswith(f"{section}.")
            }
            for of, rows in zip(compared, rows_of(table), strict=True):
                one, other = was.get(of.key), now.get(of.key)
                if len(rows) == 1:
                    sign, *cells = texts(rows[0])
                    assert cells == [shown(scalar) for scalar in other or one or ()], of.key
                    if one and other:
                        assert (sign, one) == ("＝", other), of.key
                    else:
                        assert str(pair.after.year if other else pair.before.year) in sign, of.key
                    continue
                assert one
                assert other
                assert len(one) == len(other) == width
                assert texts(rows[0]) == list(map(shown, one)), of.key
                assert texts(rows[1]) == list(map(shown, other)), of.key
                expected = list(map(difference, one, other))
                assert list(map(told, texts(rows[2]))) == expected, of.key
                assert any(expected)
                seen["differences"] += sum(isinstance(value, Decimal) for value in expected)
                seen["signs"] += expected.count("≠")
    assert seen["pages"] > REPORTS / 2
    assert seen["forms"] > 3
    assert seen["differences"] > 1000


def test_every_cell_of_the_api_is_that_of_the_data_files(demo: tuple[Archive, Any]) -> None:
    archive, findings = demo
    sent = {
        path.rpartition("/")[2]: json.loads(data)
        for path, data in (body_file(e, findings, synthetic=True) for e in archive.entries)
    }
    seen = 0
    for entry in archive.entries:
        body = sent[f"{entry.body.value.id}.json"]
        for document, report in zip(entry.reports, body["reports"], strict=True):
            given = read(archive.root / entry.folder / f"{document.value.stem}.yaml")
            api = {
                row: ["null" if value is None else str(value) for value in values]
                for row, values in report["cells"].items()
            }
            # The API joins the cells of a row of section 2, which the file names one by one.
            joined: Cells = {}
            for address, scalars in given.items():
                table, *_ = address.split(".")
                row = address.rpartition(".")[0] if table == "proactive" else address
                joined.setdefault(row, []).extend(scalars)
            assert api == joined
            seen += sum(map(len, api.values()))
    assert seen > REPORTS * 100
