"""Which bodies a synthetic archive has, and for which years each of them reports."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass

from generator.model.regions import Region, load_regions
from generator.model.report import Body

FIRST_YEAR, LAST_YEAR = 2019, 2025
_GOVERNED = ("镇", "乡", "木", "街道")
"""How the names of townships end that have a government or a subdistrict office."""
_REPORTS_A_PROVINCE = 150
_FULL = 600
"""From so many reports on a county is as full as it gets: nine departments, fourteen townships."""
_MISSING = 0.1
_RENAMED = 0.3


@dataclass(frozen=True, slots=True)
class Department:
    """A kind of department: its name and short name after those of the region, and its slug."""

    name: str
    short: str
    slug: str
    former: str | None = None


DEPARTMENTS = (
    Department("教育局", "教育局", "jiaoyuju", "教育和体育局"),
    Department("卫生健康局", "卫健局", "weisheng-jiankangju", "卫生和计划生育局"),
    Department("自然资源局", "自然资源局", "ziran-ziyuanju", "国土资源局"),
    Department("市场监督管理局", "市场监管局", "shichang-jianguanju", "工商行政管理局"),
    Department("人力资源和社会保障局", "人社局", "renli-ziyuan-shehui-baozhangju"),
    Department("住房和城乡建设局", "住建局", "zhufang-chengxiang-jiansheju"),
    Department("农业农村局", "农业农村局", "nongye-nongcunju", "农业局"),
    Department("公安局", "公安局", "gonganju"),
    Department("民政局", "民政局", "minzhengju"),
    Department("财政局", "财政局", "caizhengju"),
    Department("交通运输局", "交通局", "jiaotong-yunshuju", "交通局"),
    Department("水利局", "水利局", "shuiliju", "水务局"),
    Department("应急管理局", "应急局", "yingji-guanliju", "安全生产监督管理局"),
    Department("司法局", "司法局", "sifaju"),
    Department("审计局", "审计局", "shenjiju"),
    Department("统计局", "统计局", "tongjiju"),
    Department("文化广电和旅游局", "文旅局", "wenhua-guangdian-lvyouju", "文化局"),
    Department("发展和改革局", "发改局", "fazhan-gaigeju"),
    Department("医疗保障局", "医保局", "yiliao-baozhangju"),
    Department("退役军人事务局", "退役军人局", "tuiyi-junren-shiwuju"),
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A body with the years that it reports on, oldest first, and those missing between them."""

    body: Body
    years: tuple[int, ...]
    missing: tuple[int, ...]


def chance(*parts: object) -> random.Random:
    """The chances of one thing: the same for the same seed and name, whatever else there is."""
    return random.Random("/".join(map(str, parts)))  # noqa: S311


def planned(seed: int, reports: int) -> Iterator[Planned]:
    """Bodies until they have exactly so many reports; ValueError where the country has too few."""
    left = reports
    for body in _bodies(seed, reports):
        years = _years(chance(seed, body.id, "years"))[-left:]
        missing = tuple(y for y in range(years[0], years[-1]) if y not in years)
        yield Planned(body, years, missing)
        left -= len(years)
        if not left:
            return
    raise ValueError(f"the regions have bodies for {reports - left} reports, not for {reports}")


def _years(rng: random.Random) -> tuple[int, ...]:
    count = rng.choices(range(1, 8), (8, 10, 16, 20, 18, 14, 14))[0]
    last = LAST_YEAR - rng.choices(range(6), (50, 20, 10, 8, 6, 6))[0]
    years = list(range(max(FIRST_YEAR, last - count + 1), last + 1))
    inner = [year for year in years[1:-1] if rng.random() < _MISSING]
    return tuple(year for year in years if year not in inner)


def _bodies(seed: int, reports: int) -> Iterator[Body]:
    """Province by province, one county with its bodies at a time, so that all of them grow alike."""
    rng = chance(seed, "regions")
    children = load_regions().children
    chosen = max(2, min(len(children[None]), reports // _REPORTS_A_PROVINCE))
    ways = [
        _of_province(seed, province, min(1.0, reports / _FULL))
        for province in rng.sample(children[None], chosen)
    ]
    while ways:
        for way in list(ways):
            bodies = next(way, None)
            if bodies is None:
                ways.remove(way)
            else:
                yield from bodies


def _of_province(seed: int, province: Region, full: float) -> Iterator[list[Body]]:
    """The bodies of each county; the first of a region bring its own with them."""
    rng = chance(seed, province.code)
    children = load_regions().children
    above = [_government(province)]
    prefectures = list(children.get(province.code, ()))
    rng.shuffle(prefectures)
    for prefecture in prefectures:
        if prefecture.name not in ("市辖区", "县") and "直辖" not in prefecture.name:
            above.append(_government(prefecture))
            above += _departments(rng, prefecture, 1 + round(4 * full))
        counties = list(children.get(prefecture.code, ()))
        rng.shuffle(counties)
        for county in counties:
            towns = [
                town for town in children.get(county.code, ()) if town.name.endswith(_GOVERNED)
            ]
            kept = rng.sample(towns, min(len(towns), 2 + round(12 * full)))
            yield [
                *above,
                _government(county),
                *_departments(rng, county, 2 + round(8 * full)),
                *(_township(rng, town, county) for town in sorted(kept, key=lambda t: t.code)),
            ]
            above = []


def _government(region: Region) -> Body:
    name = f"{region.name}人民政府"
    return _body(region, "government", region.code, name, region.name)


def _township(rng: random.Random, town: Region, county: Region) -> Body:
    if town.name.endswith("街道"):
        name = f"{county.name}人民政府{town.name}办事处"
    else:
        name = f"{county.name}{town.name}人民政府"
    former: tuple[str, ...] = ()
    if town.name.endswith("镇") and not town.name.endswith("乡镇") and rng.random() < _RENAMED / 3:
        former = (f"{county.name}{town.name.removesuffix('镇')}乡人民政府",)
    return _body(town, "government", town.code, name, town.name, former)


def _departments(rng: random.Random, region: Region, count: int) -> Iterator[Body]:
    """The office of the government, and departments of different kinds."""
    office = f"{region.name}人民政府办公室"
    body_id = f"{region.code}-zhengfu-bangongshi"
    yield _body(region, "office", body_id, office, f"{region.name}政府办")
    for kind in rng.sample(DEPARTMENTS, count - 1):
        former = (f"{region.name}{kind.former}",) if kind.former and rng.random() < _RENAMED else ()
        yield _body(
            region,
            "department",
            f"{region.code}-{kind.slug}",
            f"{region.name}{kind.name}",
            f"{region.name}{kind.short}",
            former,
        )


def _body(
    region: Region, kind: str, body_id: str, name: str, short: str, former: tuple[str, ...] = ()
) -> Body:
    return Body(
        id=body_id,
        name=name,
        short_name=short,
        former_names=former,
        level=region.level,
        kind=kind,
        code=region.code,
        website=f"https://example.org/demo/{body_id}/",
        synthetic=True,
    )
