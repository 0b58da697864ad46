"""What a change does to the findings of an archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from generator.checking import Reported, Said, reported
from generator.problems import Level, Problem


@dataclass(frozen=True, slots=True)
class Effects:
    """Findings, and errors of acknowledgements and logs, that are new and that are gone."""

    new: tuple[Reported, ...]
    gone: tuple[Reported, ...]

    @property
    def errors(self) -> tuple[Problem, ...]:
        """The errors among what is new, such as an acknowledgement that lapsed."""
        return tuple(item.problem for item in self.new if item.problem.level is Level.ERROR)


def effects(before: Iterable[Said], after: Iterable[Said]) -> Effects:
    """What the rules say of one archive and not of the other, wherever in its file it stands.

    Both name the same paths. A finding whose values change is both gone and new.
    """
    was, now = _by_text(before), _by_text(after)
    return Effects(
        tuple(now[key] for key in sorted(now.keys() - was.keys())),
        tuple(was[key] for key in sorted(was.keys() - now.keys())),
    )


def _by_text(said: Iterable[Said]) -> dict[tuple[str, str, str], Reported]:
    return {
        (item.problem.path, item.problem.rule, item.problem.message): item
        for item in reported(said)
    }
