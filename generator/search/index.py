"""All files of the index of an archive."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from typing import Any

from generator.derive.catalogue import Catalogue
from generator.derive.findings import Findings
from generator.model.report import SYNTHETIC
from generator.search import texts
from generator.search.columns import columns, figure_column, figures, regions_below
from generator.search.normal import joined
from generator.search.packing import as_json, packed
from generator.search.pinyin import keys
from generator.search.postings import Postings

FOLDER = "search/full"  # below the site's root
FORMAT = 1
LISTED = 2000  # reports; in a larger archive the header finds bodies in this index and not in the theme's


def files(catalogue: Catalogue, findings: Findings) -> Iterator[tuple[str, bytes]]:
    """Path below the site's root and bytes of each file; ``index.json`` comes last and has their digest."""
    digest = hashlib.sha256()
    counts: dict[str, int] = {}
    for path, data in _parts(catalogue, findings, counts):
        digest.update(path.encode() + b"\0" + data)
        yield f"{FOLDER}/{path}", data
    about: dict[str, Any] = {"format": FORMAT, "digest": digest.hexdigest()[:16], **counts}
    if counts["documents"] > LISTED:
        about["apart"] = True
    if catalogue.archive.synthetic:
        about["notice"] = [SYNTHETIC.zh, SYNTHETIC.en]
    yield f"{FOLDER}/index.json", as_json(about).encode()


def _parts(
    catalogue: Catalogue, findings: Findings, counts: dict[str, int]
) -> Iterator[tuple[str, bytes]]:
    entries, told = catalogue.archive.entries, findings.told
    postings = Postings()
    blocks = []
    for entry in entries:
        value = texts.block(entry, told)
        named = joined(value["names"])
        postings.add_body(named, {key for name in value["names"] for key in keys(name)})
        for passages in value["reports"]:
            postings.add_document(joined(passages))
        blocks.append(value)
    known = texts.shared(blocks)
    yield "shared.bin", packed(known)
    for number, value in enumerate(blocks):
        yield f"text/{number // 1000}/{number}.bin", packed(texts.serialised(value), known)
    buckets = postings.buckets()
    for number, data in enumerate(buckets):
        yield f"grams/{number // 1000}/{number}.bin", packed(data)
    yield "columns.bin", packed(as_json(columns(entries, told)).encode())
    for code, below in regions_below(entries).items():
        yield f"regions/{code}.bin", packed(as_json(below).encode())
    for name, figure in figures().items():
        reports = (document.value for entry in entries for document in entry.reports)
        yield f"figures/{name}.bin", packed(as_json(figure_column(figure, reports)).encode())
    counts.update(
        documents=postings.documents,
        bodies=postings.bodies,
        buckets=len(buckets),
        shared=len(known),
    )
