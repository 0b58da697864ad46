"""Whose report, and of which year: told from the title first, then from what the text says."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path

from generator.importer.lexicon import fold
from generator.model.regions import Region, load_regions
from generator.model.report import Body
from generator.store.files import load_body

UNKNOWN_BODY = "00-unknown"
_DIGITS = str.maketrans("〇○零一二三四五六七八九", "000123456789")
_YEAR = r"(20[0-9]{2}|二[〇○零O0][〇○零一二三四五六七八九O0]{2})"
_TITLE_YEAR = re.compile(rf"{_YEAR}年?度?")
_PERIOD = (
    re.compile(rf"{_YEAR}年0?1月0?1日(?:起)?(?:至|到|-|—|~)(?:{_YEAR}年)?12月31日"),
    re.compile(rf"(?:截[至止]到?|至|止)(?:于)?{_YEAR}年12月31日"),
)
_IN_TEXT = re.compile(rf"{_YEAR}年(?!0?1月)(度?)(.{{0,12}})")
_OTHER_YEAR = re.compile(
    r"预算|决算|计划|规划|工作要点|年初|以前|国务院|办法|条例|修订|印发|通过|第[0-9]+号|底前|比|相比|同期"
)
_CLAIMS = re.compile(r"[〔\[(]\s*$|较\s*$|比\s*$|去年\s*$|上年\s*$|自\s*$|从\s*$")


def year_of(title: str | None, lines: Iterable[str]) -> tuple[int | None, str]:
    """The year that a report is about, and where that was found; budget years do not count."""
    if title:
        years = {_number(found) for found in _TITLE_YEAR.findall(fold(title))}
        if len(years) == 1:
            return years.pop(), "title"
    text = [fold(line) for line in lines]
    for pattern in _PERIOD:
        years = {_number(found[1]) for line in text for found in pattern.finditer(line)}
        if len(years) == 1:
            return years.pop(), "period of the figures"
    counted: Counter[int] = Counter()
    for line in text:
        for found in _IN_TEXT.finditer(line):
            if _OTHER_YEAR.search(found[3]) or _CLAIMS.search(line[: found.start()]):
                continue
            counted[_number(found[1])] += 1
    if not counted:
        return None, "no year found"
    (year, times), *others = counted.most_common(2)
    if others and others[0][1] * 2 > times:
        return None, f"found {year} and {others[0][0]} in the text"
    return year, "text"


def _number(written: str) -> int:
    return int(written.upper().replace("O", "0").translate(_DIGITS))


@cache
def known_bodies(reports: Path) -> tuple[Body, ...]:
    """Every body that the archive has already."""
    bodies = []
    for path in sorted(reports.glob("**/body.yaml")) if reports.is_dir() else []:
        document, _ = load_body(path.read_bytes(), path.as_posix())
        if document is not None:
            bodies.append(document.value)
    return tuple(bodies)


@cache
def _by_first() -> Mapping[str, tuple[Region, ...]]:
    """Divisions by the first character of their name."""
    found: dict[str, list[Region]] = {}
    for region in load_regions().by_code.values():
        if len(region.name) == 1:
            continue  # the counties of a municipality are kept under a division called 县
        found.setdefault(region.name[0], []).append(region)
    return {first: tuple(regions) for first, regions in found.items()}


_GOVERNMENT = re.compile(r"(?:人民)?政府|街道办事处|办事处|管理委员会|管委会")
_SHORT = re.compile(r"(?:特别行政区|自治区|自治州|自治县|地区|省|市|县|区|旗|镇|乡|街道)$")
# Bodies led from the capital put its name before the place that they work in.
_VERTICAL = re.compile(r"^(?:国家税务总局|中华人民共和国|国家统计局|国家金融监督管理总局)")
_AUTONOMOUS = re.compile("([^族]{2,3}?)(?:[^族]{1,4}族)+自治州")
_NOT_OWNER = re.compile(r"^(?:关于|中国|《)|[0-9〇]{4}.*$")


def owner_in(title: str | None) -> str:
    """The name of the body in a title: what stands before the year and the words of the report."""
    if not title:
        return ""
    text = fold(title)
    text = re.sub(r"^关于", "", text)
    text = re.sub(rf"^{_YEAR}年?度?", "", text)
    found = re.split(rf"关于|{_YEAR}年?|政府信息公开|政务公开|信息公开|年度", text, maxsplit=1)
    owner = found[0].strip("《》()〔〕 ")
    if owner.endswith("人民"):  # 政府 is printed once for 人民政府政府信息公开
        owner += "政府"
    led = _VERTICAL.sub("", owner)
    return led if led and regions_in(led)[0] else owner


def regions_in(name: str) -> tuple[list[Region], str]:
    """The divisions that a name can begin with, as deep as it goes, and the rest of the name."""
    best: list[tuple[int, Region]] = []
    stack: list[tuple[int, Region | None]] = [(0, None)]
    seen = set()
    while stack:
        at, above = stack.pop()
        if above is not None:
            best.append((at, above))
        if at >= len(name):
            continue
        for region in _by_first().get(name[at], ()):
            if (at, region.code) in seen or not _fits(name, at, region):
                continue
            if above is not None and not (
                region.code.startswith(above.code) and region.code != above.code
            ):
                continue
            end = (
                at + len(region.name)
                if name.startswith(region.name, at)
                else at + len(_stem(region))
            )
            seen.add((at, region.code))
            stack.append((end, region))
    if not best:
        return [], name
    longest = max(at for at, _ in best)
    found = {region.code: region for at, region in best if at == longest}
    kept = [
        region
        for code, region in found.items()
        if not any(
            other != code and other.startswith(code) and _same(found[other], region)
            for other in found
        )
    ]
    return sorted(kept, key=lambda region: region.code), name[longest:]


def _same(one: Region, other: Region) -> bool:
    return one.name == other.name


def _stem(region: Region) -> str:
    if prefecture := _AUTONOMOUS.fullmatch(region.name):
        return f"{prefecture[1]}州"
    stem = _SHORT.sub("", region.name)
    return stem if len(stem) >= 2 and len(region.code) <= 6 else region.name


def _fits(name: str, at: int, region: Region) -> bool:
    if name.startswith(region.name, at):
        return True
    stem = _stem(region)
    return at == 0 and len(region.code) <= 4 and stem != region.name and name.startswith(stem, at)


def body_of(names: Iterable[str], reports: Path, hints: str) -> tuple[str, list[str]]:
    """The id of the body that names point to, or an id left open, with what to tell."""
    told: list[str] = []
    for name in names:
        owner = fold(name)
        if not owner:
            continue
        known = [body for body in known_bodies(reports) if _is_called(body, owner)]
        if len(known) == 1:
            return known[0].id, []
        if len(known) > 1:
            listed = ", ".join(f"{body.id} {body.name}" for body in known)
            told.append(
                f'found "{owner}", the name of several bodies: {listed}; choose with --body'
            )
            return UNKNOWN_BODY, told
        regions, rest = regions_in(owner)
        if not regions:
            continue
        chosen = _hinted(regions, hints)
        government = not rest or _GOVERNMENT.fullmatch(rest) is not None
        paths = ", ".join(_described(region) for region in chosen[:8])
        more = f" and {len(chosen) - 8} more" if len(chosen) > 8 else ""
        if len(chosen) == 1 and government:
            return chosen[0].code, []
        if len(chosen) == 1:
            message = (
                f'found "{owner}", a body of {paths}, which the archive does not have yet: '
                f"give it the id {chosen[0].code}-… with --body"
            )
            return f"{chosen[0].code}-unknown", [*told, message]
        told.append(f'found "{owner}", which can be of {paths}{more}: choose with --body')
        return UNKNOWN_BODY, told
    told.append("found no name of a body: give its id with --body")
    return UNKNOWN_BODY, told


def is_known(body: str) -> bool:
    """Whether an id begins with the code of a division."""
    return body.partition("-")[0] in load_regions()


def _is_called(body: Body, owner: str) -> bool:
    names = {fold(name) for name in (body.name, body.short_name, *body.former_names)}
    full = (
        "".join(region.name for region in load_regions().path(body.code))
        if body.code in load_regions()
        else ""
    )
    if owner in names:
        return True
    # A name with the divisions above it in front.
    for name in names:
        if owner.endswith(name) and len(name) >= 4:
            before = owner[: -len(name)]
            if all(character in full for character in before):
                return True
        if owner + "人民政府" == name:
            return True
    return False


def _described(region: Region) -> str:
    path = load_regions().path(region.code)
    return f"{region.code} {''.join(part.name for part in path)}"


def _hinted(regions: list[Region], hints: str) -> list[Region]:
    """Those of the divisions whose superior is named in the text, where that tells them apart."""
    if len(regions) == 1:
        return regions
    for level in (6, 4, 2):
        named = [
            region
            for region in regions
            if len(region.code) > level
            and level in (2, 4, 6)
            and region.code[:level] in load_regions()
            and load_regions()[region.code[:level]].name in hints
        ]
        if len(named) == 1:
            return named
    return regions


__all__ = ["UNKNOWN_BODY", "body_of", "known_bodies", "owner_in", "regions_in", "year_of"]
