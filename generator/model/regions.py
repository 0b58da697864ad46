"""The division codes: provinces, prefectures, counties and townships, and how each is addressed.

Source: National Bureau of Statistics, division codes of 2023 (``generator/data/README.md``).
"""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.resources import files

LEVEL_OF_LENGTH = {2: "province", 4: "prefecture", 6: "county", 9: "township"}
_PARENT_LENGTH = {4: 2, 6: 4, 9: 6}
_OF_DIVISIONS = ("县", "区", "市", "旗")
"""How the names of counties end; islands and commissions stand among them without a government."""


@dataclass(frozen=True, slots=True)
class Region:
    """One division; ``slug`` is its part of an address and None for a township."""

    code: str
    name: str
    slug: str | None = None

    @property
    def level(self) -> str:
        """province, prefecture, county or township."""
        return LEVEL_OF_LENGTH[len(self.code)]

    @property
    def parent_code(self) -> str | None:
        """The code of the division that this one belongs to; None for a province."""
        length = _PARENT_LENGTH.get(len(self.code))
        return None if length is None else self.code[:length]

    @property
    def english(self) -> str | None:
        """The name in pinyin, capitalised; None for a township."""
        return None if self.slug is None else self.slug.capitalize()


@dataclass(frozen=True, eq=False)  # loaded once
class Regions:
    """All divisions by code."""

    by_code: Mapping[str, Region]

    def __contains__(self, code: str) -> bool:
        return code in self.by_code

    def __getitem__(self, code: str) -> Region:
        return self.by_code[code]

    def path(self, code: str) -> tuple[Region, ...]:
        """The division and those above it, province first."""
        region = self.by_code[code]
        above = () if region.parent_code is None else self.path(region.parent_code)
        return (*above, region)

    def address(self, code: str) -> str:
        """The address of the region's page, ``sichuan/panzhihua/yanbian``; not for townships."""
        return "/".join(str(region.slug) for region in self.path(code) if region.slug)

    @cached_property
    def children(self) -> Mapping[str | None, tuple[Region, ...]]:
        """The divisions directly below each code, by code; provinces below None."""
        found: dict[str | None, list[Region]] = {}
        for region in self.by_code.values():
            found.setdefault(region.parent_code, []).append(region)
        return {parent: tuple(below) for parent, below in found.items()}

    @cached_property
    def governed(self) -> frozenset[str]:
        """The divisions that have a people's government of their own, or a subdistrict office.

        The others are there for statistics only: 市辖区 and 县 between a municipality and its counties,
        units directly under a province, a prefecture-level city repeated as its own county,
        development zones (the fifth digit of a county is 7), and below the counties what is neither a
        subdistrict, a town nor a township (GB/T 10114: the seventh digit is 4 or 5), villages without a
        township, and a county repeated as its own township.
        """
        found = set()
        for code, region in self.by_code.items():
            match region.level:
                case "prefecture":
                    real = region.name not in ("市辖区", "县") and "直辖" not in region.name
                case "county":
                    real = (
                        code[4] != "7"
                        and region.name.endswith(_OF_DIVISIONS)
                        and region.name != self.by_code[code[:4]].name
                        and f"{code}000" not in self.by_code
                    )
                case "township":
                    real = code[6] in "0123" and code[6:] != "000" and "直辖" not in region.name
                case _:
                    real = True
            if real:
                found.add(code)
        return frozenset(found)

    @cached_property
    def governments(self) -> Mapping[tuple[str | None, str], int]:
        """How many governed divisions of a level there are in each division, itself included; None is all."""
        found: Counter[tuple[str | None, str]] = Counter()
        for code in self.governed:
            level = LEVEL_OF_LENGTH[len(code)]
            above = [None, *(code[:length] for length in LEVEL_OF_LENGTH if length <= len(code))]
            found.update((region, level) for region in above)
        return found


def _rows(name: str) -> Iterator[list[str]]:
    with (files("generator") / "data" / name).open(encoding="utf-8") as lines:
        rows = csv.reader(lines)
        next(rows)
        yield from rows


@cache
def load_regions() -> Regions:
    """Every division of the country, read once."""
    by_code = {code: Region(code, name, slug) for code, name, slug in _rows("regions.csv")}
    by_code.update((code, Region(code, name)) for code, name in _rows("townships.csv"))
    return Regions(by_code)
