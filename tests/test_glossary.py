"""The glossary names every label of the forms, every field of the data files, and nothing else."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html.parser import HTMLParser
from pathlib import Path

import markdown
import pytest

from generator.model.forms import LAYOUTS, SECTIONS, Label
from generator.store import files
from generator.store.shapes import Record

GLOSSARY = Path(__file__).parents[1] / "docs" / "glossary.md"
VOID = {"br", "hr", "img", "input", "link", "meta"}


class Entries(HTMLParser):
    """The texts of each element with an id, by id and by the language around them."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, dict[str, str]] = {}
        self.repeated: list[str] = []
        self._open: list[tuple[str | None, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in VOID:
            return
        given = dict(attrs)
        name = given.get("id")
        if name is not None:
            if name in self.found:
                self.repeated.append(name)
            self.found[name] = {"zh": "", "en": ""}
        language = "zh" if tag == "b" or given.get("class") == "zh" else given.get("lang") or ""
        self._open.append((name, language))

    def handle_endtag(self, tag: str) -> None:
        if tag not in VOID:
            self._open.pop()

    def handle_data(self, data: str) -> None:
        languages = [part for _, part in self._open if part in ("zh", "en")]
        if languages:
            for name in filter(None, (name for name, _ in self._open)):
                self.found[name][languages[-1]] += data


@pytest.fixture(scope="module")
def entries() -> Entries:
    text = GLOSSARY.read_text(encoding="utf-8").split("\n---\n", 1)[1]
    parser = Entries()
    parser.feed(markdown.markdown(text, extensions=["attr_list", "tables", "def_list", "toc"]))
    parser.close()
    return parser


def labels() -> dict[str, set[Label]]:
    """The labels at every address, which may differ between the forms."""
    found: dict[str, set[Label]] = {section.key: {section.label} for section in SECTIONS}
    for layout in LAYOUTS.values():
        for address, label in layout.labels.items():
            found.setdefault(address, set()).add(label)
    return found


def fields(record: Record, prefix: str) -> Iterator[tuple[str, str]]:
    """The address and the Chinese label of every field of a record."""
    for key in record.keys:
        yield f"{prefix}.{key.name}", key.label
        if isinstance(key.shape, Record) and key.name not in ("proactive", "requests", "review"):
            yield from fields(key.shape, f"{prefix}.{key.name}")


def file_fields() -> dict[str, str]:
    tables = {f"report.{section.key}" for section in SECTIONS}
    found = dict(fields(files.BODY_SHAPE, "body"))
    for shape in files.REPORT_SHAPES.values():
        found |= dict(fields(shape, "report"))
    return {address: label for address, label in found.items() if address not in tables}


def missing(expected: Iterable[str], text: str) -> list[str]:
    written = text.split(" / ")
    return [label for label in expected if label not in written]


@pytest.mark.parametrize("address", sorted(labels()))
def test_every_label_has_its_entry_in_both_languages(address: str, entries: Entries) -> None:
    assert address in entries.found, f"docs/glossary.md: no entry {{ #{address} }}"
    entry = entries.found[address]
    assert missing({label.zh for label in labels()[address]}, entry["zh"]) == []
    assert missing({label.en for label in labels()[address]}, entry["en"]) == []


@pytest.mark.parametrize("address", sorted(file_fields()))
def test_every_other_field_of_the_files_has_its_entry(address: str, entries: Entries) -> None:
    assert address in entries.found, f"docs/glossary.md: no entry {{ #{address} }}"
    assert entries.found[address]["zh"] == file_fields()[address]
    assert entries.found[address]["en"]


def test_no_entry_is_for_something_that_does_not_exist(entries: Entries) -> None:
    dotted = {name for name in entries.found if "." in name and not name.startswith("cell.")}
    assert dotted - labels().keys() - file_fields().keys() == set()


def test_no_id_stands_twice(entries: Entries) -> None:
    assert entries.repeated == []
