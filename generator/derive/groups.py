"""The groups of bodies whose figures may stand together: one level and one kind."""

from __future__ import annotations

from dataclasses import dataclass

from generator.model.deadlines import Deadline, deadline
from generator.model.forms import Label
from generator.model.report import LEVELS, Body


@dataclass(frozen=True, slots=True)
class Group:
    """Bodies of one level that are governments, or that are departments and offices of one.

    Figures are added within a group only: a government's report may hold those of its departments and of
    the governments below it, and which do is not uniform (rule H1).
    """

    level: str
    governments: bool
    label: Label

    def __hash__(self) -> int:  # counted by, very often
        return hash((self.level, self.governments))

    @property
    def key(self) -> str:
        """Its anchor: ``county-governments``."""
        return f"{self.level}-{'governments' if self.governments else 'departments'}"

    @property
    def deadline(self) -> Deadline | None:
        """The statutory date of its bodies; None where the article gives none."""
        return deadline(self.level, "government" if self.governments else "department")


_NAMES = {
    "province": Label("省级", "Province"),
    "prefecture": Label("地市级", "Prefecture"),
    "county": Label("县级", "County"),
}


def _groups(level: str) -> tuple[Group, Group]:
    if level == "township":
        return (
            Group(level, True, Label("乡镇、街道", "Townships and subdistricts")),  # noqa: FBT003
            Group(level, False, Label("乡镇级部门", "Offices of townships")),  # noqa: FBT003
        )
    name = _NAMES[level]
    return (
        Group(level, True, Label(f"{name.zh}人民政府", f"{name.en} governments")),  # noqa: FBT003
        Group(
            level,
            False,  # noqa: FBT003
            Label(f"{name.zh}部门、办公机构", f"{name.en} departments and offices"),
        ),
    )


GROUPS = tuple(group for level in LEVELS for group in _groups(level))
_BY = {(group.level, group.governments): group for group in GROUPS}


def group_of(body: Body) -> Group:
    """The group of a body."""
    return _BY[body.level, body.kind == "government"]


def governments(level: str) -> Group:
    """The group of the governments of a level."""
    return _BY[level, True]
