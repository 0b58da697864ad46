"""The whole way of a correction: the pencil of a row, the form, the change, the log, page and feed."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest
import yaml
from lxml import etree, html
from playwright.sync_api import Page, expect

from generator.cli import main
from generator.model.forms import LAYOUTS
from generator.render.columns import columns
from tests.browser.axe import violations
from tests.browser.kinds import BODY, HOSTILE, KINDS, NARROW, REPORTS, darken
from tests.conftest import ROOT, build_site

pytestmark = pytest.mark.browser

REPORT = f"{BODY}2024"
FORM = yaml.safe_load((ROOT / ".github/ISSUE_TEMPLATE/correction.yml").read_text(encoding="utf-8"))
ASKED = {i["id"]: i["attributes"]["label"] for i in FORM["body"] if i["type"] != "markdown"}


def query(address: str) -> dict[str, str]:
    parts = urlsplit(address)
    assert parts.path.endswith("/issues/new")
    return dict(parse_qsl(parts.query, strict_parsing=True))


def opened(page: Page, url: str, row: str) -> dict[str, dict[str, str]]:
    """What each link of a row's dialog fills in, by cell."""
    page.goto(url)
    page.locator(f"[form=fix][value='{row}']").click()
    links = page.locator("dialog[open] li a")
    links.first.wait_for()
    found = [query(link.get_attribute("href") or "") for link in links.all()]
    return {answers["cell"]: answers for answers in found}


def issue(answers: dict[str, str]) -> str:
    """The text that the forge makes of a filled form."""
    texts = (
        f"### {label}\n\n{answers.get(name) or '_No response_'}" for name, label in ASKED.items()
    )
    return "\n\n".join(texts) + "\n"


@pytest.mark.parametrize("by", ["cell", "row"])
def test_from_the_pencil_of_a_row_to_the_page_and_the_feed(
    by: str, page: Page, site_url: str, archive_dir: Path, tmp_path: Path
) -> None:
    offered = opened(page, f"{site_url}{REPORT}/", "requests.received")
    answers = offered["requests.received.total" if by == "cell" else "requests.received"]
    assert set(answers) - {"template", "title"} < set(ASKED)
    assert answers["template"] == "correction.yml"
    value = {"cell": "9", "row": "8 | 0 | 0 | 0 | 0 | 0 | 9"}[by]
    assert answers["present"] == value.replace("9", "8")
    text = tmp_path / "issue.md"
    text.write_text(issue({**answers, "value": value, "reason": "副本印的是 9"}), encoding="utf-8")
    command = ["correct", "--reports", str(archive_dir), "--from-issue", str(text)]
    where = "https://example.org/issues/7"
    assert main([*command, "--date", "2025-06-01", "--issue", where]) == 0
    assert main(["check", "--reports", str(archive_dir), "--level", "error"]) == 0
    build_site(archive_dir, tmp_path)

    built = html.parse(tmp_path / f"site/{REPORT}/index.html").getroot()
    [cell] = built.xpath("//td[@id='requests.received.total']")
    assert cell.text_content() == "9"
    assert "#correction-1" in cell.xpath("./a/@href")
    log = " ".join(built.xpath("string(//li[@id='correction-1'])").split())
    assert "原来 Was 8 → 现在 Now 9 副本印的是 9 2025-06-01" in log
    assert where in built.xpath("//li[@id='correction-1']//a/@href")
    everything = html.parse(tmp_path / "site/corrections/index.html").getroot()
    first = everything.xpath("//ul[contains(@class, 'gk-log')]/li[1]//a/@href")
    assert first == [f"../{REPORT}/#correction-1", where]
    atom = {"a": "http://www.w3.org/2005/Atom"}
    feed = etree.parse(tmp_path / "site/corrections.xml")
    [newest] = feed.xpath("/a:feed/a:entry[1]", namespaces=atom)
    assert newest.xpath("string(a:summary)", namespaces=atom) == "8 → 9：副本印的是 9"
    assert feed.xpath("string(/a:feed/a:updated)", namespaces=atom) == "2025-06-01T00:00:00Z"


@pytest.mark.parametrize("kind", REPORTS)
def test_every_row_offers_its_own_cells_with_what_stands_in_them(
    kind: str, page: Page, site_url: str, site_dir: Path
) -> None:
    page.goto(site_url + KINDS[kind])
    reports = site_dir.parent / "reports"
    data = yaml.safe_load((reports / f"{KINDS[kind].rstrip('/')}.yaml").read_text(encoding="utf-8"))
    rows = page.locator("table [form=fix]").evaluate_all("buttons => buttons.map(b => b.value)")
    assert len(rows) > 30
    for row in (
        rows[0],
        rows[4],
        "requests.received",
        "review.reconsideration",
        "review.direct_suit",
    ):
        page.locator(f"[form=fix][value='{row}']").click()
        links = page.locator("dialog[open] li a")
        links.first.wait_for()
        offered = [query(link.get_attribute("href") or "") for link in links.all()]
        stands = data
        for key in row.split("."):
            stands = stands[key]
        values = list(stands.values()) if isinstance(stands, dict) else stands
        written = ["null" if value is None else str(value) for value in values]
        assert [answers["present"] for answers in offered] == [*written, " | ".join(written)]
        layout = LAYOUTS[data["form"], False]
        cells = [a for a in layout.addresses if a.rpartition(".")[0] == row]
        assert [answers["cell"] for answers in offered] == [*cells, row]
        page.keyboard.press("Escape")
        page.locator("dialog").wait_for(state="detached")


def test_every_pencil_is_named_after_what_it_corrects(page: Page, site_url: str) -> None:
    page.goto(f"{site_url}{REPORT}/")
    pencils = page.locator("[form=fix][name]")
    names = pencils.evaluate_all("all => all.map(pencil => pencil.getAttribute('aria-label'))")
    assert len(names) > 34
    assert len(set(names)) == len(names)
    for row, name in (("title", "标题原文"), ("requests.total", "（七）总计")):
        pencil = page.locator(f"[form=fix][value='{row}']")
        assert pencil.get_attribute("aria-label") == f"更正 {name} correct"


def test_a_pencil_has_a_name_without_script(page_without_script: Page, site_url: str) -> None:
    page_without_script.goto(f"{site_url}{REPORT}/")
    row = page_without_script.locator("[id='requests.total'] th").last
    assert row.get_by_role("button", name="更正 correct").count() == 1
    assert "（七）总计" in row.inner_text()


def test_a_fact_is_corrected_in_the_same_way_and_the_line_is_named(
    page: Page, site_url: str, site_dir: Path
) -> None:
    offered = opened(page, site_url + HOSTILE, "published")
    assert offered["published"]["present"] == "null"
    file = page.locator("dialog[open] a", has_text="数据文件").get_attribute("href") or ""
    path, _, line = file.partition("?plain=1#L")
    assert path.endswith("/blob/main/reports/shanxi/datong/140212202/2024.yaml")
    lines = (site_dir.parent / "reports/shanxi/datong/140212202/2024.yaml").read_text("utf-8")
    assert lines.splitlines()[int(line) - 1] == "published: null"


def test_the_dialog_is_accessible_and_gives_the_focus_back(page: Page, site_url: str) -> None:
    page.set_viewport_size(NARROW)
    page.goto(f"{site_url}{REPORT}/")
    darken(page)
    pencil = page.locator("[form=fix][value='requests.granted']")
    pencil.focus()
    page.keyboard.press("Enter")
    dialog = page.locator("dialog[open]")
    dialog.wait_for()
    assert dialog.evaluate("d => d.contains(document.activeElement)")
    assert violations(page) == []
    box = dialog.bounding_box()
    assert box is not None
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= NARROW["width"]
    dialog.get_by_role("button", name="关闭").press("Enter")
    expect(dialog).to_have_count(0)
    assert pencil.evaluate("p => p === document.activeElement")


def test_a_pencil_is_large_enough_for_a_finger(page: Page, site_url: str) -> None:
    for size in (NARROW, None):
        if size:
            page.set_viewport_size(size)
        page.goto(f"{site_url}{REPORT}/")
        sizes = page.locator("[form=fix][name]").evaluate_all(
            "all => all.map(b => b.getBoundingClientRect()).map(b => Math.min(b.width, b.height))"
        )
        assert min(sizes) >= 24


def test_without_script_the_pencil_sends_the_row_to_the_form(
    page_without_script: Page, site_url: str
) -> None:
    page = page_without_script
    page.goto(f"{site_url}{REPORT}/")
    page.evaluate("document.getElementById('fix').action = '/forge/issues/new'")
    page.locator("[form=fix][value='requests.received']").click()
    page.wait_for_url("**/forge/issues/new?*")
    answers = query(page.url)
    assert answers["cell"] == "requests.received"
    assert answers["report"] == REPORT
    assert answers["page"].endswith(f"/{REPORT}/")


def test_the_columns_are_those_of_the_forms() -> None:
    told = json.loads(columns())
    for (form, _), layout in LAYOUTS.items():
        for address in layout.addresses:
            row, _, column = address.rpartition(".")
            named = told[form].get(row) or told[form][row.partition(".")[0]]
            assert column in [key for key, *_ in named]
