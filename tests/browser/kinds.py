"""One page of every kind on the sample site, and the ways in which a reader may look at it."""

from __future__ import annotations

from playwright.sync_api import Page, ViewportSize

BODY = "sichuan/panzhihua/510422102/"
REVISED = "sichuan/nanchong/511303-zhengfu-bangongshi/"
HOSTILE = "shanxi/datong/140212202/2024/"
KINDS = {
    "home": "",
    "regions": "regions/",
    "province": "sichuan/",
    "prefecture": "sichuan/panzhihua/",
    "county": "sichuan/panzhihua/yanbian/",
    "years": "years/",
    "year": "years/2024/",
    "coverage": "coverage/",
    "coverage of a county": "sichuan/panzhihua/yanbian/coverage/",
    "summary": "sichuan/summary/2024/",
    "summaries": "summary/",
    "body": BODY,
    "year against year": f"{BODY}2023/compare/",
    "report on the form of 2019": f"{BODY}2020/",
    "report on the form of 2021": f"{BODY}2024/",
    "report without prose": f"{BODY}2023/",
    "hostile report": HOSTILE,
    "year published again": f"{REVISED}2019/",
    "superseded year": f"{REVISED}2019-1/",
    "body that replied": REVISED,
    "corrections": "corrections/",
    "findings": "findings/",
    "indicators": "indicators/",
    "indicator": "indicators/disclosure_rate/",
    "ranking": "indicators/checks_passed/2024/",
    "compare": "compare/",
    "rules": "rules/",
    "rule with findings": "rules/a3/",
    "rule of the files": "rules/s3/",
    "search": "search/",
    "about": "about/",
    "correct": "correct/",
    "glossary": "glossary/",
    "data": "data/",
    "404": "nowhere/",
}
REPORTS = tuple(kind for kind in KINDS if "report" in kind)
GENERATED = tuple(
    kind for kind in KINDS if kind not in ("about", "correct", "glossary", "data", "404")
)

WIDE: ViewportSize = {"width": 1280, "height": 900}
NARROW: ViewportSize = {"width": 390, "height": 844}


def darken(page: Page) -> None:
    """Switch to the dark scheme as a reader does."""
    page.mouse.move(9, 9)
    page.mouse.move(1, 1)  # the theme's script comes when somebody moves
    page.locator("label.md-header__button[title*=Dark]").click()
    page.locator("body[data-md-color-scheme=slate]").wait_for()
