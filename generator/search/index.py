"""All files of the index of an archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

from generator.derive.catalogue import Catalogue
from generator.derive.findings import Findings
from generator.model.report import SYNTHETIC
from generator.search import texts
from generator.search.columns import columns, figure_column, figures, regions_below
from generator.search.normal import joined
from generator.search.packing import as_json, packed, unpacked
from generator.search.patched import Patch
from generator.search.pinyin import keys
from generator.search.postings import Postings, grams_of, grams_of_body

FOLDER = "search/full"  # below the site's root
FORMAT = 1
LISTED = 2000  # reports; in a larger archive the header finds bodies in this index and not in the theme's
_ABOUT, _SHARED = "index.json", "shared.bin"
_FEW = 4  # where more than one body in so many changed, all lists are sooner made anew


@dataclass(frozen=True)
class Last:
    """The index as it was made before, of another state of the archive: its files by path."""

    files: Mapping[str, bytes]

    @classmethod
    def read(cls, folder: Path) -> Last | None:
        """That of a site; None where there is none, or where a file is not as it was made."""
        paths = (path for path in folder.rglob("*") if path.is_file())
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
        try:
            digest = json.loads(files.pop(_ABOUT))["digest"]
        except (KeyError, TypeError, ValueError):
            return None
        return cls(files) if digest == _digest(files) else None

    @cached_property
    def known(self) -> bytes:
        """The clauses that the texts refer to."""
        return unpacked(self.files[_SHARED])

    def block(self, number: int) -> Any:
        """A body's text, None where there were not so many."""
        data = self.files.get(_text(number))
        return None if data is None else texts.read(unpacked(data, self.known))

    @property
    def buckets(self) -> list[bytes]:
        """The files of the lists, in their order."""
        count = sum(path.startswith("grams/") for path in self.files)
        return [unpacked(self.files[_grams(number)]) for number in range(count)]


def files(
    catalogue: Catalogue, findings: Findings, last: Last | None = None
) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes of each file; ``index.json`` comes last and has their digest.

    ``last`` is the index as it is in the site: what is the same there is not made again.
    """
    counts: dict[str, int] = {}
    made = dict(_parts(catalogue, findings, last, counts))
    about: dict[str, Any] = {"format": FORMAT, "digest": _digest(made), **counts}
    if counts["documents"] > LISTED:
        about["apart"] = True
    if catalogue.archive.synthetic:
        about["notice"] = [SYNTHETIC.zh, SYNTHETIC.en]
    for path, data in (*made.items(), (_ABOUT, as_json(about).encode())):
        yield f"{FOLDER}/{path}", data


def _digest(made: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for path, data in sorted(made.items()):
        digest.update(f"{path}\0{len(data)}\0".encode() + data)
    return digest.hexdigest()[:16]


def _text(number: int) -> str:
    return f"text/{number // 1000}/{number}.bin"


def _grams(number: int) -> str:
    return f"grams/{number // 1000}/{number}.bin"


def _parts(
    catalogue: Catalogue, findings: Findings, last: Last | None, counts: dict[str, int]
) -> Iterator[tuple[str, bytes]]:
    entries, told = catalogue.archive.entries, findings.told
    blocks = [texts.block(entry, told) for entry in entries]
    before = [last.block(number) for number in range(len(blocks) + 1)] if last else []
    known = texts.shared(blocks)
    yield _SHARED, packed(known)
    packed_so = last.files if last and last.known == known else {}
    for number, value in enumerate(blocks):
        path = _text(number)
        if path in packed_so and value == before[number]:
            yield path, packed_so[path]
        else:
            yield path, packed(texts.serialised(value), known)
    of_before = last.buckets if last else []
    buckets = _patched(of_before, before, blocks) or _postings(blocks).buckets()
    for number, data in enumerate(buckets):
        path = _grams(number)
        if last and of_before[number : number + 1] == [data]:
            yield path, last.files[path]
        else:
            yield path, packed(data)
    yield "columns.bin", packed(as_json(columns(entries, told)).encode())
    for code, below in regions_below(entries).items():
        yield f"regions/{code}.bin", packed(as_json(below).encode())
    for name, figure in figures().items():
        reports = (document.value for entry in entries for document in entry.reports)
        yield f"figures/{name}.bin", packed(as_json(figure_column(figure, reports)).encode())
    counts.update(
        documents=sum(len(value["reports"]) for value in blocks),
        bodies=len(blocks),
        buckets=len(buckets),
        shared=len(known),
    )


def _postings(blocks: Sequence[Any]) -> Postings:
    found = Postings()
    for value in blocks:
        found.add_body(*_named(value))
        for passages in value["reports"]:
            found.add_document(joined(passages))
    return found


def _named(value: Any) -> tuple[str, set[str]]:
    """The names of a body in their normal form, and the letters that it is found under."""
    return joined(value["names"]), {key for name in value["names"] for key in keys(name)}


def _patched(
    buckets: Sequence[bytes], before: Sequence[Any], blocks: Sequence[Any]
) -> list[bytes] | None:
    """The lists of before with what changed; None where there are none, or they are sooner made anew."""
    reports = [None if value is None else len(value["reports"]) for value in before]
    if reports != [*(len(value["reports"]) for value in blocks), None]:
        return None  # the numbers of all that follow are others
    changed = [number for number, value in enumerate(blocks) if value != before[number]]
    if len(changed) > len(blocks) // _FEW:
        return None
    patch, first = Patch(), 0
    for number, (was, now) in enumerate(zip(before, blocks, strict=False)):
        if was != now:
            patch.add(2, number, grams_of_body(*_named(was)), grams_of_body(*_named(now)))
            pairs = zip(was["reports"], now["reports"], strict=True)
            for report, (old, new) in enumerate(pairs, first):
                for which, grams in enumerate(
                    zip(grams_of(joined(old)), grams_of(joined(new)), strict=True)
                ):
                    patch.add(which, report, *grams)
        first += len(now["reports"])
    return patch.applied(buckets, first, len(blocks))
