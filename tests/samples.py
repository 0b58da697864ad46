"""A small archive of invented reports for tests: both forms, every kind of cell, hostile prose."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.model.cells import BLANK, MISSING, Cell
from generator.model.correction import Correction, Reply
from generator.model.forms import LAYOUTS, SECTIONS
from generator.model.regions import load_regions
from generator.model.report import (
    NO_PROSE,
    NOT_ARCHIVED,
    Body,
    Prose,
    Report,
    ReportSection,
    Source,
)
from generator.store.archive import folder_of, to_root
from generator.store.files import dump_body, dump_report

HOSTILE = (
    "<script>alert(1)</script> & <b>粗</b> &lt;u&gt; <!-- 注释 -->",
    '{{ 7 * 7 }} {% raw %} ${x} --8<-- "mkdocs.yml" [TOC] ::: info',
    "# 不是标题 ## 也不是 { #id .class onclick=alert(1) }",
    "- 不是列表 * 也不是 1. 也不是",
    "**不是粗体** _不是_ `不是代码` ~~~ ``` | 不 | 是 | 表 |",
    "[不是链接](javascript:alert(1)) ![不是图](x) <https://example.org>",
    "\"引号\" '单引号' \\ 反斜线 \\n &amp; &#42;",
)
COPY = "存档的原文。\n"


def cells(form: str, *, divided: bool, step: int = 1) -> dict[str, Cell]:
    """A figure for every cell of a layout, all of them different for a few rows."""
    layout = LAYOUTS[form, divided]
    return {
        address: Cell.of_number(str(number * step % 1000))
        for number, address in enumerate(layout.addresses)
    }


def consistent(form: str, *, divided: bool) -> dict[str, Cell]:
    """Figures that satisfy every identity of the form: five granted, three denied, all natural persons."""
    found = {address: Cell.of_number("0") for address in LAYOUTS[form, divided].addresses}
    for row, count in (
        ("received", 8),
        ("granted", 5),
        ("denied.third_party_rights", 3),
        ("total", 8),
    ):
        for column in ("natural_person", "total"):
            found[f"requests.{row}.{column}"] = Cell.of_number(str(count))
    return found


def report(body: str, year: int, form: str, figures: Mapping[str, Cell], title: str) -> Report:
    """A report with prose in every section that has some."""
    prose = {
        "overview": Prose(
            ("（一）主动公开情况。", "全年公开信息 12 条。", "（二）依申请公开。收到 8 件。")
        ),
        "problems": Prose(("公开不够及时。",)),
        "other": Prose(("无其他需要报告的事项。",)),
    }
    return Report(
        body=body,
        year=year,
        form_key=form,
        title=title,
        published=date(year + 1, 1, 20),
        signed=None,
        signature=None,
        source=Source(
            f"https://example.org/{body}/{year}?a=1&b=2",
            date(year + 1, 2, 1),
            f"{year}.source.txt",
            hashlib.sha256(COPY.encode()).hexdigest(),
        ),
        cells=figures,
        sections=tuple(
            ReportSection(section.key, section.label.zh, prose.get(section.key, NO_PROSE))
            for section in SECTIONS
        ),
    )


def hostile() -> Report:
    """A report whose every text tries to be something else, with every kind of cell."""
    figures = consistent("2019", divided=False)
    figures["proactive.procurement.amount"] = Cell.of_text("<i>251000元</i>")
    figures["proactive.licensing.change"] = Cell.of_number("-3")
    figures["requests.received.business"] = BLANK
    figures["requests.received.research"] = Cell.of_text("/")
    figures["requests.received.welfare"] = Cell.of_text("1***")
    figures["requests.received.other"] = MISSING
    plain = report("140212202", 2024, "2019", figures, HOSTILE[0])
    return replace(
        plain,
        published=None,
        signed=date(2024, 12, 31),
        signature="<b>郭家窑乡</b>",
        labels={"requests.column.other": "<em>其它</em>", "proactive.item_5": "第二是条第（五）项"},
        notes=("<script>note</script>",),
        preface=Prose(HOSTILE),
        sections=(
            ReportSection("overview", "1、 <b>总体情况</b>", Prose(HOSTILE)),
            *plain.sections[1:],  # type: ignore[index]
            ReportSection(None, "七、 <b>附</b> {{ x }}", Prose(HOSTILE)),
        ),
    )


def published_again() -> tuple[Report, Report]:
    """A report and its second revision, each corrected here; the body replied to the second."""
    plain = report(
        "511303-zhengfu-bangongshi",
        2019,
        "2019",
        cells("2019", divided=False, step=3),
        "高坪区2019年报告",
    )
    total, granted = "requests.received.total", "requests.granted.total"
    first = replace(
        plain,
        corrections=(
            Correction(granted, MISSING, plain.cells[granted], "又取得一份副本", date(2020, 3, 1)),
        ),
    )
    figures = {**plain.cells, total: Cell.of_number("4"), "review.direct_suit.upheld": BLANK}
    second = replace(
        plain,
        revision=2,
        title="高坪区2019年报告（更正）",
        published=date(2020, 5, 6),
        source=replace(plain.source, copy="2019-2.source.txt"),
        cells=figures,
        sections=tuple(
            replace(s, prose=Prose(("公开还不够及时。",))) if s.key == "problems" else s
            for s in plain.sections or ()
        ),
        corrections=(
            Correction(
                total, Cell.of_number("5"), Cell.of_number("3"), "看错一行", date(2020, 6, 1)
            ),
            Correction(
                total,
                Cell.of_number("3"),
                Cell.of_number("4"),
                HOSTILE[0],
                date(2020, 6, 9),
                "https://example.org/issues/7?a=1&b=2",
            ),
            Correction(
                "sections[4].prose",
                Cell.of_text("公开不够"),
                Cell.of_text("公开还不够"),
                "副本多一个“还”字",
                date(2020, 6, 9),
            ),
            Correction("review", None, None, "第四部分照副本重新录入", date(2020, 6, 9)),
        ),
        replies=(
            Reply(date(2020, 7, 1), ("本机关已核对。", HOSTILE[1])),
            Reply(
                date(2020, 7, 2),
                ("总计照原始登记，各分项有漏填。",),
                cell=total,
                rule="A3",
                url="https://example.org/reply",
            ),
        ),
    )
    return first, second


def bodies() -> dict[str, Body]:
    """The bodies of the sample archive by id."""
    found = (
        Body(
            "510422102",
            "渔门镇人民政府",
            "渔门镇",
            ("鱼门公社",),
            "township",
            "government",
            "510422102",
            None,
        ),
        Body(
            "440203100",
            "武江区西联镇人民政府",
            "西联镇",
            (),
            "township",
            "government",
            "440203100",
            None,
        ),
        Body(
            "340706105",
            "义安区西联镇人民政府",
            "西联镇",
            (),
            "township",
            "government",
            "340706105",
            None,
        ),
        Body(
            "511303-zhengfu-bangongshi",
            "高坪区人民政府办公室",
            "高坪区政府办",
            (),
            "county",
            "office",
            "511303",
            "http://www.example.org/",
        ),
        Body("51", "四川省人民政府", "四川省", (), "province", "government", "51", None),
        Body(
            "140212202",
            '"><script>x=1</script><b>郭家窑乡</b>人民政府',
            "郭家窑乡",
            (),
            "township",
            "government",
            "140212202",
            None,
        ),
    )
    return {body.id: body for body in found}


def reports() -> tuple[Report, ...]:
    """The reports of the sample archive."""
    hidden = report("510422102", 2023, "2021", cells("2021", divided=False), "渔门镇2023年报告")
    return (
        report("510422102", 2020, "2019", cells("2019", divided=False), "渔门镇2020年报告"),
        replace(
            hidden,
            preface=NOT_ARCHIVED,
            sections=tuple(replace(s, prose=NOT_ARCHIVED) for s in hidden.sections or ()),
        ),
        report("510422102", 2024, "2021", consistent("2021", divided=True), "渔门镇2024年报告"),
        report("440203100", 2019, "2019", consistent("2019", divided=False), "西联镇2019年报告"),
        report("340706105", 2019, "2019", consistent("2019", divided=False), "西联镇2019年报告"),
        *published_again(),
        report("51", 2024, "2021", cells("2021", divided=True, step=7), "四川省2024年报告"),
        hostile(),
    )


def write(root: Path) -> None:
    """Write the sample archive below the folder."""
    for body in bodies().values():
        folder = folder_of(body.code, body.id, load_regions())
        (root / folder).mkdir(parents=True)
        (root / folder / "body.yaml").write_text(dump_body(body, to_root(folder)), encoding="utf-8")
        for item in reports():
            if item.body == body.id:
                text = dump_report(item, to_root(folder))
                (root / folder / f"{item.stem}.yaml").write_text(text, encoding="utf-8")
                (root / folder / item.source.copy).write_text(COPY, encoding="utf-8")
