"""What a national archive takes, by arithmetic from the largest archive measured."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from generator.model.regions import load_regions

if TYPE_CHECKING:
    from tests.bench.building import Size

ARCHIVES = (10_000, 40_000, 100_000, 500_000)
"""A province over some years, what one site of GitHub Pages is to hold, the country for a year, for five."""
SMALLEST = 1000
AT_ONCE = 20  # jobs that the free plan of GitHub runs at a time
STORED, WRITTEN = (
    0.015,
    4.50,
)  # dollars a GB and month, and a million files written, in object storage


def largest_province() -> tuple[int, float]:
    """How many provinces there are, and the share of the largest in the divisions of all."""
    found = Counter(code[:2] for code in load_regions().by_code)
    return len(found), max(found.values()) / found.total()


def national(sizes: Sequence[Size]) -> str:
    """A table for archives of several sizes: everything in proportion to the largest that was measured.

    Nothing where that is so small that what every site has would be taken for what its reports add.
    """
    size = sizes[-1]
    if size.reports < SMALLEST:
        return ""
    provinces, share = largest_province()
    sent = size.page[1] / size.page[0]

    def of(measured: float) -> Callable[[int], float]:
        return lambda reports: measured / size.reports * reports

    gigabytes = of(size.site[1] / 1e9)
    alone, whole = of(size.costs["from nothing"].wall / 60), of(size.merged.wall / 60)

    def memory(reports: int) -> float:
        """In proportion; from two sizes on, what each report adds to the larger."""
        each = size.merged.memory / size.reports
        if len(sizes) > 1:
            more = size.merged.memory - sizes[-2].merged.memory
            each = max(0.0, more / (size.reports - sizes[-2].reports))
        return (size.merged.memory + each * (reports - size.reports)) / 1024

    rows: list[tuple[str, Callable[[int], str]]] = [
        ("页 pages", lambda n: f"{of(size.pages)(n):,.0f}"),
        ("文件 files", lambda n: f"{of(size.site[0])(n):,.0f}"),
        ("网站 site, GB", lambda n: f"{gigabytes(n):.1f}"),
        ("压缩后 compressed, GB", lambda n: f"{gigabytes(n) * sent:.1f}"),
        ("一台机器从零 one machine from nothing, min", lambda n: f"{alone(n):.0f}"),
        ("最大省单独 largest province alone, min", lambda n: f"{alone(int(n * share)):.0f}"),
        ("合并 merging and the rest, min", lambda n: f"{whole(n):.0f}"),
        (
            f"{provinces} 省、合并，至多 provinces, {AT_ONCE} at a time, and the rest, at most, min",
            lambda n: f"{alone(n) / AT_ONCE + alone(int(n * share)) + whole(n):.0f}",
        ),
        ("合并的内存 memory of the merge, GB", lambda n: f"{memory(n):.1f}"),
        ("各省缓存 caches of provinces, GB", lambda n: f"{of(size.packed / 1e9)(n):.1f}"),
        ("1 GB 的网站数 sites of 1 GB", lambda n: f"{math.ceil(gigabytes(n))}"),
        ("最大省的网站 site of the largest province, GB", lambda n: f"{gigabytes(n) * share:.2f}"),
        ("对象存储每月 object storage a month, $", lambda n: f"{gigabytes(n) * STORED:.2f}"),
        ("首次上传 first upload, $", lambda n: f"{of(size.site[0])(n) / 1e6 * WRITTEN:.2f}"),
    ]
    heads = [f"{n:,}{'' if n <= size.reports else ' *'}" for n in ARCHIVES]
    lines = [["", *heads], ["---"] * (len(heads) + 1)]
    lines += [[name, *(value(n) for n in ARCHIVES)] for name, value in rows]
    return (
        f"全国的档案（按 {size.reports:,} 份的测量结果按比例计算，* 为推算；最大的省占 {share:.1%}）"
        f"a national archive, in proportion to the {size.reports:,} reports measured, * is an extrapolation; "
        f"the largest province has {share:.1%} of all divisions:\n\n"
        + "".join(f"| {' | '.join(line)} |\n" for line in lines)
    )
