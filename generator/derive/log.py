"""What was said of reports after they were archived, newest first: corrections and replies."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Generic, TypeVar

from generator.model.correction import Correction, Reply
from generator.model.report import Report
from generator.store.archive import Archive, Entry
from generator.store.files import Document

Item = TypeVar("Item", Correction, Reply)


@dataclass(frozen=True, slots=True)
class Logged(Generic[Item]):
    """A correction or a reply with its report; ``number`` counts those of the file from 1, oldest first."""

    entry: Entry
    report: Report
    item: Item
    number: int

    @property
    def page(self) -> str:
        """The address of the page of its report."""
        return self.entry.page(self.report)

    @property
    def anchor(self) -> str:
        """Its anchor on that page, ``correction-2`` or ``reply-1``, which stays as a log only grows."""
        return f"{type(self.item).__name__.lower()}-{self.number}"

    @property
    def id(self) -> str:
        """What names it for good, on this site: the data file and its number there.

        Its page may move, when a later revision takes the place of its report.
        """
        return f"{self.entry.address}/{self.report.stem}.yaml#{self.anchor}"


def corrections(
    entry: Entry, documents: Iterable[Document[Report]]
) -> tuple[Logged[Correction], ...]:
    """The log of some of a body's reports."""
    return _newest_first(
        Logged(entry, document.value, item, number)
        for document in documents
        for number, item in enumerate(document.value.corrections, 1)
    )


def replies(entry: Entry, documents: Iterable[Document[Report]]) -> tuple[Logged[Reply], ...]:
    """The replies to some of a body's reports."""
    return _newest_first(
        Logged(entry, document.value, item, number)
        for document in documents
        for number, item in enumerate(document.value.replies, 1)
    )


def all_corrections(archive: Archive) -> tuple[Logged[Correction], ...]:
    """The log of every revision of every report."""
    found: Iterator[Logged[Correction]] = (
        logged for entry in archive.entries for logged in corrections(entry, entry.revisions)
    )
    return _newest_first(found)


def _newest_first(found: Iterable[Logged[Item]]) -> tuple[Logged[Item], ...]:
    """By day, the newest first; of one day by number, the last first, then by file."""
    by_file = sorted(found, key=lambda logged: (logged.entry.address, logged.report.stem))
    by_number = sorted(by_file, key=lambda logged: logged.number, reverse=True)
    return tuple(sorted(by_number, key=lambda logged: logged.item.date, reverse=True))
