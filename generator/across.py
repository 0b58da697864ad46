"""What the rules say that look across bodies: they run on all of them together, each time.

Only which texts are alike takes long. It hangs on the texts of all bodies and on nothing else, and is kept by
their digest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from itertools import chain
from pathlib import Path

from generator.rules.engine import Part, of_body, of_report
from generator.rules.likeness_index import SECTIONS, LikenessIndex, Text, Told
from generator.rules.subject import BodySubject, ReportSubject, Surroundings
from generator.store.archive import Archive, Entry
from generator.store.kept import keep, kept
from generator.store.packed import packed, unpacked
from generator.work import Progress, Workers

ALIKE = "alike"
"""The name of the file of what is kept, in a workplace."""


def across(
    archive: Archive,
    around: Surroundings,
    alike: Path | None,
    code: bytes,
    workers: Workers,
    progress: Progress,
) -> list[Mapping[str | None, Part]]:
    """What these rules say, by entry; as ``parts_of`` has it.

    ``alike`` is the file of what is kept between runs, by the same ``code``.
    """
    index = around.likeness
    compared = [tuple(_compared(entry, index)) for entry in archive.entries]
    digest = hashlib.sha256(code)
    for text in chain.from_iterable(compared):
        digest.update(repr(text).encode())
    told = _told(alike, digest.hexdigest())
    if told is None:
        _ = index.clauses  # made once, before the processes begin
    else:
        for text, found in zip(chain.from_iterable(compared), told, strict=True):
            index.tell(text, found)
    _ = around.below
    count = len(archive.entries)
    found_of = workers.here.each(_across_of, (archive, around, compared), range(count), 64)
    parts, tells = zip(*progress.over("compare", found_of, count), strict=True)
    if told is None and alike is not None:
        keep(alike, packed((digest.hexdigest(), list(chain.from_iterable(tells)))))
    return list(parts)


def _compared(entry: Entry, index: LikenessIndex) -> Iterator[Text]:
    """The texts of a body that are compared with those of others."""
    for document in entry.revisions:
        for section in SECTIONS:
            text = index.text(document.value, section)
            if text is not None:
                yield text


def _told(file: Path | None, digest: str) -> list[Told | None] | None:
    """What is kept of these texts; None where nothing is."""
    data = None if file is None else kept(file)
    was, told = ("", None) if data is None else unpacked(data)
    return told if was == digest else None


def _across_of(
    of: tuple[Archive, Surroundings, Sequence[Sequence[Text]]], number: int
) -> tuple[Mapping[str | None, Part], list[Told | None]]:
    archive, around, compared = of
    parts = parts_of(archive.entries[number], around, across=True)
    return parts, [around.likeness.told(text) for text in compared[number]]


def parts_of(entry: Entry, around: Surroundings, *, across: bool) -> Mapping[str | None, Part]:
    """What rules of the one or the other kind say of a body (at None) and of each report, at its stem."""
    series = around.series[entry.body.value.id]
    found: dict[str | None, Part] = {
        None: Part.of(of_body(BodySubject(series, around), across=across))
    }
    for document in entry.revisions:
        subject = ReportSubject(document.value, series, around)
        found[document.value.stem] = Part.of(of_report(subject, across=across))
    return found
