"""Where two texts differ."""

from __future__ import annotations

import pytest

from generator.corrections.passages import passages

LONG = "".join(f"第{number}句话说了这件事，又说了那件事。" for number in range(200))


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("甲。", "甲。", []),
        ("共5件。", "共6件。", [("共5件。", "共6件。")]),
        ("共5件。", "共15件。", [("共5件。", "共15件。")]),
        ("甲，乙，丙。", "甲，丙。", [("甲，乙，丙。", "甲，丙。")]),
        ("一段。\n\n二段。", "一段。二段。", [("一段。\n\n二段。", "一段。二段。")]),
        (
            f"{LONG}收到申请5件。{LONG}",
            f"{LONG}收到申请6件。{LONG}",
            [
                ("…这件事，又说了那件事。收到申请5件。第0句话说了这件事，又说了…",
                 "…这件事，又说了那件事。收到申请6件。第0句话说了这件事，又说了…"),
            ],
        ),
        (
            f"甲5件。{LONG}乙7件。",
            f"甲6件。{LONG}乙8件。",
            [
                ("甲5件。第0句话说了这件事，又说了…", "甲6件。第0句话说了这件事，又说了…"),
                ("…话说了这件事，又说了那件事。乙7件。", "…话说了这件事，又说了那件事。乙8件。"),
            ],
        ),
    ],
)  # fmt: skip
def test_each_passage_that_differs_stands_with_a_little_around(
    was: str, now: str, told: list[tuple[str, str]]
) -> None:
    assert list(passages(was, now)) == told
