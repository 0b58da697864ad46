"""All files of the index of an archive."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Any

from generator.derive.catalogue import Catalogue
from generator.derive.findings import Findings
from generator.model.report import SYNTHETIC
from generator.search import texts
from generator.search.columns import columns, figure_column, figures, regions_below
from generator.search.normal import joined
from generator.search.packing import as_json, packed, unpacked
from generator.search.patched import GONE, Numbers, Patch
from generator.search.pinyin import keys
from generator.search.postings import Postings, grams_of, grams_of_body

FOLDER = "search/full"  # below the site's root
FORMAT = 1
LISTED = 2000  # reports; in a larger archive the header finds bodies in this index and not in the theme's
_ABOUT, _SHARED = "index.json", "shared.bin"
_NOBODY: dict[str, Any] = {"names": [], "reports": []}
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

    @cached_property
    def blocks(self) -> list[Any]:
        """The texts of the bodies, in their order."""
        count = sum(path.startswith("text/") for path in self.files)
        packs = (self.files[_text(number)] for number in range(count))
        return [texts.read(unpacked(data, self.known)) for data in packs]

    @cached_property
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
    was = _before(last, blocks)
    known = texts.shared(blocks)
    yield _SHARED, packed(known)
    packed_so = last.files if last and last.known == known else {}
    for number, ((old, before), value) in enumerate(zip(was, blocks, strict=True)):
        if packed_so and before == value:
            yield _text(number), packed_so[_text(old)]
        else:
            yield _text(number), packed(texts.serialised(value), known)
    of_before = last.buckets if last else []
    patched = _patched(last, was, blocks) if last else None
    buckets = patched or _postings(blocks).buckets()
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


def _before(last: Last | None, blocks: Sequence[Any]) -> list[tuple[int, Any]]:
    """The number and the text that each body had; GONE and none where it is new."""
    found = {
        value["address"]: (old, value) for old, value in enumerate(last.blocks if last else ())
    }
    return [found.get(value["address"], (GONE, _NOBODY)) for value in blocks]


def _patched(
    last: Last, was: Sequence[tuple[int, Any]], blocks: Sequence[Any]
) -> list[bytes] | None:
    """The lists of before with what changed; None where they are sooner made anew.

    Where a body has more or fewer reports than before all of them are taken for new ones.
    """
    changed = sum(before != value for (_, before), value in zip(was, blocks, strict=True))
    gone = len(last.blocks) - sum(old != GONE for old, _ in was)
    if changed + gone > len(blocks) // _FEW:
        return None
    starts = [*accumulate((len(value["reports"]) for value in last.blocks), initial=0)]
    documents, bodies = [GONE] * starts[-1], [GONE] * len(last.blocks)
    patch, first = Patch(), 0
    for number, ((old, before), value) in enumerate(zip(was, blocks, strict=True)):
        reports = value["reports"]
        olds = before["reports"] if len(before["reports"]) == len(reports) else [[]] * len(reports)
        if old != GONE:
            bodies[old] = number
        if olds is before["reports"]:
            documents[starts[old] : starts[old + 1]] = range(first, first + len(reports))
        if before != value:
            patch.add(2, number, grams_of_body(*_named(before)), grams_of_body(*_named(value)))
            for report, (was_said, said) in enumerate(zip(olds, reports, strict=True), first):
                grams = zip(grams_of(joined(was_said)), grams_of(joined(said)), strict=True)
                for which, pair in enumerate(grams):
                    patch.add(which, report, *pair)
        first += len(reports)
    return patch.applied(last.buckets, Numbers(documents, first), Numbers(bodies, len(blocks)))
