"""What every generated page is made with: its addresses, its front matter, and the templates."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

import jinja2
from markupsafe import escape

from generator.derive.findings import Count
from generator.model.forms import Label
from generator.problems import Level
from generator.render import html
from generator.render.places import place
from generator.render.rates import rate_cell
from generator.render.templating import HEADING
from generator.render.templating import environment as templates
from generator.rules.registry import BASES, FAMILIES, RULES

LEVEL_LABELS = {
    "province": Label("省级", "Province"),
    "prefecture": Label("地市级", "Prefecture"),
    "county": Label("县级", "County"),
    "township": Label("乡镇级", "Township"),
}
KIND_LABELS = {
    "government": Label("人民政府", "Government"),
    "department": Label("部门", "Department"),
    "office": Label("办公机构", "Office"),
}
WEIGHTS = {
    Level.ERROR: Label("错误", "error"),
    Level.FINDING: Label("发现", "finding"),
    Level.NOTE: Label("提示", "note"),
}
COUNTRY = Label("全国", "China")


@dataclass(frozen=True, slots=True)
class Addresses:
    """Where the site and the repository live; no slash at the end.

    ``archives`` are the addresses of other sites of this kind that search and comparison span as well,
    each with a slash at its end.
    """

    site: str
    repository: str
    archives: tuple[str, ...] = ()

    def edit(self, path: str) -> str:
        """Where the forge opens a file of the repository for editing."""
        return f"{self.repository}/edit/main/{path}"

    def file(self, path: str) -> str:
        """Where the forge shows a file of the repository."""
        return f"{self.repository}/blob/main/{path}"

    @property
    def new_issue(self) -> str:
        """Where the forge opens a form, which the query names and fills."""
        return f"{self.repository}/issues/new"


@dataclass(frozen=True, slots=True)
class Page:
    """One generated page: its address, what its head says (escaped), and its body.

    The body is Markdown of two things only: headings with ids, each after a ``HEADING``, and ready HTML.
    """

    address: str
    meta: Mapping[str, Any]
    body: str

    @property
    def path(self) -> str:
        """Its Markdown file below the documents' folder."""
        end = ".md" if self.meta["kind"] == "report" else "/index.md"
        return f"{self.address}{end}".removeprefix("/")

    @property
    def text(self) -> str:
        """The Markdown file as MkDocs reads it."""
        front = "\n".join(
            f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in self.meta.items()
        )
        return f"---\n{front}\n---\n\n{self.body.replace(HEADING, '')}"


class Links:
    """Relative addresses from one page to others."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __call__(self, target: str, anchor: str = "") -> str:
        """The way to a page (its address) or a file (with a dot in its last part)."""
        way = _way(target, self.address)
        return f"{way}#{anchor}" if anchor else way


@lru_cache(maxsize=4096)  # the pages of a body link to the same ones
def _way(target: str, address: str) -> str:
    there = target.split("/") if target else []
    here = address.split("/") if address else []
    common = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        common += 1
    way = "/".join([".."] * (len(here) - common) + there[common:]) or "."
    return way if there and "." in there[-1] else f"{way}/"


@cache
def _environment() -> jinja2.Environment:
    environment = templates("generator.render", pure={"bi": html.bi})
    environment.filters["md"] = html.markdown_text
    environment.globals.update(
        both=html.both,
        label=Label,
        cell_attributes=html.cell_attributes,
        cell_text=html.cell_text,
        levels=LEVEL_LABELS,
        kinds=KIND_LABELS,
        country=COUNTRY,
        weights=WEIGHTS,
        bases=BASES,
        families=FAMILIES,
        rule_ids=RULES,
        place=place,
        told_count=_told,
        value=html.value,
        rate_cell=rate_cell,
    )
    return environment


def _told(count: Count) -> Label:
    """A count of findings in words, those of a kind that is not there left out."""
    kinds = [(count.findings, "项发现", "finding"), (count.notes, "项提示", "note")]
    there = [kind for kind in kinds if kind[0]]
    if not there:
        return Label("没有发现", "no finding")
    return Label(
        "，".join(f"{number} {zh}" for number, zh, _ in there),
        ", ".join(f"{number} {en}{'' if number == 1 else 's'}" for number, _, en in there),
    )


def render(template: str, **context: Any) -> str:
    """A template filled in; what comes from data is escaped."""
    return _environment().get_template(template).render(**context)


def make_page(template: str, address: str, meta: Mapping[str, Any], **context: Any) -> Page:
    """A page at its address; title and description in ``meta`` are plain text.

    The theme sets both into its head as they are, so they are escaped here.
    """
    head = {**meta, **{key: str(escape(meta[key])) for key in ("title", "description")}}
    return Page(
        address, head, render(template, link=Links(address), title=meta["title"], **context)
    )
