"""Numerals and clauses of Chinese prose."""

from __future__ import annotations

from decimal import Decimal

import pytest

from generator.rules.mentions import Mention, disclosed_totals, mentions
from generator.rules.wording import number, plain


@pytest.mark.parametrize(
    ("numeral", "value"),
    [
        ("12", 12),
        ("12.50", Decimal("12.50")),
        ("三", 3),
        ("两", 2),
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("一百零三", 103),
        ("一千二百三十四", 1234),
        ("三万零五", 30005),
        ("十二万三千", 123000),
        ("二〇二四", 2024),
        ("〇", 0),
    ],
)
def test_a_numeral_has_its_value(numeral: str, value: int | Decimal) -> None:
    assert number(numeral) == value


def test_full_width_white_space_and_grouping_do_not_matter() -> None:
    assert plain("共 收到《条例》申请１，２３４ 件") == "共收到申请1234件"
    assert plain("2023,2024") == "2023,2024"


def found(text: str) -> list[tuple[str, object, bool]]:
    told: list[Mention] = list(mentions([("sections[0].prose", text)]))
    return [(m.fact, m.value, m.whole) for m in told]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("全年共收到政府信息公开申请8件。", [("received", 8, True)]),
        ("全年共收到政府信息公开申请 1,234 件。", [("received", 1234, True)]),
        (
            "新收政府信息公开申请二十一件，上年结转两件。",
            [("received", 21, True), ("carried_in", 2, True)],
        ),
        (
            "收到8件依申请公开申请，结转下年度继续办理1件。",
            [("received", 8, True), ("carried_out", 1, True)],
        ),
        (
            "（二）依申请公开。收到申请8件，其中网上收到申请5件。",
            [("received", 8, True), ("received", 5, False)],
        ),
        ("（二）依申请公开。本级收到申请3件。", [("received", 3, False)]),
        ("（二）依申请公开。1月至6月收到申请3件。", [("received", 3, False)]),
        ("（二）依申请公开。收到申请近10件。", [("received", 10, False)]),
        ("（二）依申请公开。对受理的每一件申请认真答复。", []),
        ("（二）依申请公开。收到行政许可申请12件。", []),
        ("收到群众来信8件。", []),
        ("全年因政府信息公开被申请行政复议2件、行政诉讼1件。", [("reconsideration", 2, True)]),
        ("政府信息公开行政复议维持3件。", []),
        ("行政事业性收费12.5万元。", [("fees", Decimal("12.5"), True)]),
        ("行政事业性收费125000元。", [("fees", Decimal("12.5"), True)]),
    ],
)
def test_mentions_are_told_apart(text: str, expected: list[tuple[str, object, bool]]) -> None:
    assert found(text) == expected


def test_a_sub_heading_holds_for_its_paragraphs_only() -> None:
    texts = [
        ("sections[0].prose", "（二）依申请公开方面"),
        ("sections[0].prose", "收到申请8件。"),
        ("sections[0].prose", "（三）平台建设方面"),
        ("sections[0].prose", "收到申请9件。"),
    ]
    assert [m.value for m in mentions(texts)] == [8]


def test_the_total_of_items_disclosed_must_be_called_so() -> None:
    text = "全年累计主动公开政府信息61条。其中主动公开政务信息3条。主动公开政府信息共计70条。"
    assert [n for n, _, _ in disclosed_totals([("p", text)])] == [61, 70]
