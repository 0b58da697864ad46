import json
import re
from dataclasses import replace

import jsonschema
import pytest
import yaml
from hypothesis import HealthCheck, given, settings

from generator.model.cells import BLANK, MISSING, Cell
from generator.model.report import Report
from generator.store.files import dump_report, json_schemas, load_body, load_report
from tests import samples, strategies

SAMPLE = samples.reports()[2]
TEXT = dump_report(SAMPLE)


def problems(text: str) -> list[str]:
    found = load_report(text.encode(), "f.yaml")[1]
    assert all(problem.zh for problem in found)
    return [str(problem) for problem in found]


def changed(old: str, new: str) -> str:
    assert TEXT.count(old) == 1, old
    return TEXT.replace(old, new)


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=60)
@given(strategies.reports())
def test_what_is_written_is_read_back_and_written_the_same(report: Report) -> None:
    text = dump_report(report)
    document, found = load_report(text.encode(), "f.yaml")
    assert found == []
    assert document is not None
    assert document.value == report
    assert dump_report(document.value) == text


@settings(suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large], max_examples=30)
@given(strategies.reports())
def test_other_readers_of_yaml_and_the_schema_accept_what_is_written(report: Report) -> None:
    data = yaml.load(dump_report(report), yaml.CSafeLoader)
    schema = json_schemas()["report.schema.json"]
    jsonschema.validate(json.loads(json.dumps(data, default=str)), schema)
    assert data["year"] == report.year


def test_a_row_is_one_line_and_the_five_kinds_are_as_the_contract_says() -> None:
    cells = dict(SAMPLE.cells)
    row = [Cell.of_number("0"), BLANK, Cell.of_text("/"), Cell.of_text("251000元"), MISSING]
    for key, cell in zip(
        ("natural_person", "business", "research", "welfare", "other"), row, strict=True
    ):
        cells[f"requests.received.{key}"] = cell
    text = dump_report(replace(SAMPLE, cells=cells))
    assert '\n  received: [0, null, "/", "251000元", 0, "?", 8]\n' in text


def test_four_faults_give_four_messages_each_with_its_place() -> None:
    lines = TEXT.split("\n")
    granted = next(i for i, line in enumerate(lines) if line.startswith("  granted:"))
    received = next(i for i, line in enumerate(lines) if line.startswith("  received:"))
    lines[received] = '  received: ["5", 0, 0, 0, 0, 0, 8]'
    lines[granted] = "  granded: [5, 0, 0, 0, 0, 0, 5]"
    lines.insert(2, lines[1])
    found = problems("\n".join(lines))
    assert found == [
        'f.yaml:3:1: error S1: found key "body" again, first on line 2: keep one',
        f'f.yaml:{received + 2}:3: error S1: requests: found no key "granted", expected it: add granted: '
        '["?", "?", "?", "?", "?", "?", "?"] where our copy does not hold it',
        f'f.yaml:{received + 2}:14: error S1: requests.received.natural_person: found text "5", '
        "expected number 5: write it without quotes",
        f'f.yaml:{granted + 2}:3: error S1: requests: found unknown key "granded", expected one of received, '
        "carried_in, granted, partly_granted, denied, unavailable, not_processed, other_outcome, total, "
        'carried_out: did you mean "granted"?',
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "year: 2024",
            'year: "2024"',
            'year: found text "2024", expected a whole number from 2008 to 2100',
        ),
        (
            'form: "2021"',
            "form: 2021",
            'form: found number 2021, expected one of "2019", "2021": put it in quotes',
        ),
        ('form: "2021"', 'form: "2020"', 'form: found text "2020", expected one of "2019", "2021"'),
        (
            "signed: null",
            "signed: 去年",
            'signed: found text "去年", expected a date such as 2024-01-31',
        ),
        (
            "title: 渔门镇2024年报告",
            "title: 2024",
            "title: found number 2024, expected text: put it in quotes",
        ),
        (
            "  carried_in: [0, 0, 0, 0, 0, 0, 0]",
            "  carried_in: [0, 0, 0, 0, 0, 0]",
            "requests.carried_in: found a list of 6, expected a list of 7 cells (natural_person, business, "
            "research, welfare, legal_services, other, total)",
        ),
        (
            "  licensing: {decisions: 0}",
            "  licensing: [0]",
            "proactive.licensing: found a list of 1, expected a mapping with decisions",
        ),
        (
            "  licensing: {decisions: 0}",
            "  licensing: {decisions: true}",
            'proactive.licensing.decisions: found true, expected a number, null, "/", a text, or "?"',
        ),
        (
            "    公开不够及时。",
            "    公开不够\n    及时。",
            'sections[4].prose: found paragraph "公开不够⏎及时。…", expected one line without spaces around it: '
            "leave a blank line between paragraphs",
        ),
    ],
)
def test_a_wrong_value_is_named_with_what_was_expected(old: str, new: str, expected: str) -> None:
    [found] = problems(changed(old, new))
    assert found.partition(" error S1: ")[2] == expected


def test_a_place_is_kept_for_every_cell() -> None:
    document, _ = load_report(TEXT.encode(), "f.yaml")
    assert document is not None
    line, column = document.place("requests.received.total")
    assert TEXT.split("\n")[line - 1][column - 1 :] == "8]"
    assert all(address in document.marks for address in SAMPLE.cells)


def test_the_tables_of_the_other_form_are_refused() -> None:
    found = problems(TEXT.replace('form: "2021"', 'form: "2019"'))
    assert any('found unknown key "issued"' in message for message in found)
    assert any('found no key "procurement"' in message for message in found)


def test_a_body_needs_every_key() -> None:
    _, found = load_body(b'id: "51"\nname: x\nlevl: county\n', "body.yaml")
    assert len(found) == 7
    assert any('did you mean "level"?' in str(problem) for problem in found)


def test_messages_are_in_chinese_too() -> None:
    text = re.sub(r"  carried_in: \[[^,]+,", "  carried_in: [", TEXT, count=1)
    text = re.sub(r"  granted: \[[^,]+,", '  granted: ["０",', text, count=1)
    text = text.replace("\ntitle: ", "\ntitel: ", 1)
    told = [problem.zh for problem in load_report(text.encode(), "f.yaml")[1]]
    assert any("应为有 7 格的列表（自然人、商业企业、" in zh for zh in told)
    assert any("这里是文字“０”，应为数字 0，请不加引号" in zh for zh in told)
    assert any("没有“titel”这个键" in zh and "是否 title？" in zh for zh in told)
    assert any("缺少键“title”，请加上 title: …" in zh for zh in told)
