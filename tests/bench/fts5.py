"""SQLite's full-text index with trigrams, for comparison: what it weighs and reads for a query."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

ASKED = ("行政复议", "依申请公开", "公开")


def fts5(held: Sequence[str]) -> str:
    """Size and time of an index of the texts alone (no text kept, no positions), and bytes read by a query.

    The bytes are what a browser would fetch by range requests, without the engine itself.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "index.db")
        started = time.perf_counter()
        with sqlite3.connect(file) as base:
            base.execute(
                "create virtual table held using fts5(text, tokenize='trigram', content='', detail=none)"
            )
            base.executemany("insert into held(text) values (?)", ((text,) for text in held))
            base.execute("insert into held(held) values ('optimize')")
        base.execute("vacuum")
        base.close()
        made = time.perf_counter() - started
        told = [f"{file.stat().st_size / len(held) / 1024:.1f} KB a report, {made:.1f} s"]
        for query in ASKED:
            read, count = _ask(file, query)
            told.append(f"{query} {count} in {read // 1024} KB")
    return "; ".join(told)


def _ask(file: Path, query: str) -> tuple[int, int]:
    """Bytes read from the file, and reports found."""
    trigrams = [query[at : at + 3] for at in range(max(1, len(query) - 2))]
    wanted = " AND ".join(f'"{trigram}"' for trigram in trigrams)
    before = _read()
    base = sqlite3.connect(file)
    [count] = base.execute("select count(*) from held where held match ?", (wanted,)).fetchone()
    base.close()
    return _read() - before, count


def _read() -> int:
    fields = dict(line.split(": ") for line in Path("/proc/self/io").read_text().splitlines())
    return int(fields["rchar"])
