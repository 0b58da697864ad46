"""The examples on the rules' pages are golden cases, and the rules say of them what the pages say.

GONGKAI_UPDATE_CASES=1 writes generator/data/examples.json anew; read the difference before you commit it.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from generator.checking import findings
from generator.rules.engine import all_rules
from generator.rules.examples import FILE, examples
from generator.rules.registry import Rule
from generator.rules.results import Failed
from generator.store.archive import load_archive
from tests import samples
from tests.rules.test_cases import BY_RULE, load, results

Rows = list[list[str]]
Example = dict[str, Any]

ACKNOWLEDGED = (
    "acknowledgements:\n  - rule: A1\n    cell: requests.total.total\n    expected:\n"
    '      requests.total.total: "9"\n    reason: 原件如此\n    date: 2025-03-01\n'
)
CORRECTED = (
    "corrections:\n  - cell: requests.received.total\n    was: 9\n    now: 7\n"
    "    reason: 录入有误\n    date: 2025-03-01\n"
)
FOLDER = "sichuan/panzhihua/510422102"
# Rules of the files: what a file says, and what it says instead.
FILES = {
    "S1": ("2024.yaml", "  granted: [", "  grantd: ["),
    "S2": ("folder", FOLDER, f"{FOLDER}-copy"),
    "S3": ("2024.yaml", "year: 2024", "year: 2023"),
    "S4": ("2024.source.txt", samples.COPY.strip(), f"{samples.COPY.strip()}改"),
    "S5": ("2024.yaml", "  received: [8,", '  received: ["8",'),
    "S6": ("2024.yaml", "", ACKNOWLEDGED),
    "S7": ("2024.yaml", "", CORRECTED),
}
FAILS = re.compile("fail:")


def shown(value: object) -> str:
    return "空白 blank" if value is None else str(value)


def rows(of: str, report: dict[str, Any]) -> Iterator[list[str]]:
    """What a report of a case says otherwise than a form of zeros."""
    for key, value in report.items():
        if key in ("cells", "prose"):
            yield from ([of, address, shown(v)] for address, v in value.items())
        elif key == "labels":
            yield from ([of, f"labels[{address}]", shown(v)] for address, v in value.items())
        elif key == "headings":
            yield from ([of, f"{section}.heading", shown(v)] for section, v in value.items())
        elif key == "sections" and value != "?":
            yield [of, key, "、".join(value)]
        else:
            yield [of, key, shown(value)]


def given(case: dict[str, Any]) -> Rows:
    """Everything that a case gives its rule."""
    found = [["", f"body.{key}", value] for key, value in case.get("body", {}).items()]
    found += rows("", case.get("report", {}))
    for before in case.get("before", []):
        found += rows(str(before["year"]), before)
    for number, other in enumerate(case.get("others", []), 1):
        of = f"other {number}"
        found += [[of, f"body.{key}", value] for key, value in other["body"].items()]
        for report in other["reports"]:
            found += rows(f"{of} {report['year']}" if "year" in report else of, report)
    found += [["", "seen_later", digest] for digest in case.get("seen_later", [])]
    return found


def of_cases(rule: str) -> list[Example]:
    """The shortest passing and the shortest failing case of a rule, with what it says of each."""
    cases = sorted((load(path) for path in BY_RULE[rule]), key=lambda case: len(str(case)))
    passing = [case for case in cases if case["expected"] == ["pass"]]
    failing = [case for case in cases if any(map(FAILS.match, case["expected"]))]
    chosen = (next((c for c in passing if given(c)), passing[0]), failing[0])
    found = []
    for case in chosen:
        failed = [result for result in results(case, rule) if isinstance(result, Failed)]
        assert bool(failed) == (case is chosen[1])
        says = [[result.message.zh, result.message.en] for result in failed]
        found.append({"given": given(case), "says": says})
    return found


def problems(root: Path) -> list[tuple[str, list[str]]]:
    """What is wrong with an archive, by rule: Chinese and English."""
    archive, found = load_archive(root)
    if archive is not None:
        found += [reported.problem for reported in findings(archive)]
    return [(problem.rule, [problem.zh, problem.message]) for problem in found]


def of_files(rule: str, root: Path) -> list[Example]:
    """The sample archive as it is, and with one thing changed."""
    samples.write(root)
    name, old, new = FILES[rule]
    assert rule not in {found for found, _ in problems(root)}
    file = root / FOLDER / name
    if name == "folder":
        shutil.copytree(root / old, root / new)
        good: Rows = [["", name, old]]
        bad: Rows = [["", name, f"{old}\n{new}"]]
    else:
        text = file.read_text(encoding="utf-8")
        assert old in text
        if old:
            changed = text.replace(old, new, 1)
            file.write_text(changed, encoding="utf-8")
            start = text.index(old)
            good = [["", name, text[start:].splitlines()[0].strip()]]
            bad = [["", name, changed[start:].splitlines()[0].strip()]]
        else:
            file.write_text(text + new, encoding="utf-8")
            good = []
            bad = [["", name, " ".join(new.split())]]
    # The reader names what it meets first: a second folder is a wrong one (S3), a quoted number no cell (S1).
    says = [
        [told.replace(f"{root}/", "") for told in (f"{found}：{zh}", f"{found}: {en}")]
        for found, (zh, en) in problems(root)
        if found == {"S2": "S3", "S5": "S1"}.get(rule, rule)
    ]
    assert says
    return [{"given": good, "says": []}, {"given": bad, "says": says}]


def test_every_example_is_what_its_rule_says(tmp_path: Path) -> None:
    made = {
        rule.id: of_files(rule.id, tmp_path / rule.id) if rule.family == "S" else of_cases(rule.id)
        for rule in all_rules()
    }
    text = json.dumps(made, ensure_ascii=False, indent=1) + "\n"
    path = Path(str(FILE))
    if os.environ.get("GONGKAI_UPDATE_CASES"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_rule_has_an_example_that_holds_and_one_that_does_not(rule: Rule) -> None:
    passing, failing = examples(rule.id)
    assert passing.says == ()
    assert failing.says
    assert failing.given != passing.given
