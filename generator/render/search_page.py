"""The page of the full-text search, which a script fills."""

from __future__ import annotations

from collections.abc import Mapping

from generator.derive.catalogue import Catalogue
from generator.derive.history import Figure
from generator.render.page import Addresses, Page, make_page


def search_page(
    catalogue: Catalogue, figures: Mapping[str, Figure], folder: str, to: Addresses
) -> Page:
    """The page at ``search/``; ``folder`` is where the index of an archive lies below its site's root."""
    meta = {
        "title": "全文搜索",
        "kind": "search",
        "description": "搜索全部报告的标题、正文和核对发现，按地区、年度、层级、数据筛选。",
    }
    own = folder.removeprefix("search/")
    return make_page(
        "search.md.j2",
        "search",
        meta,
        indexes=[f"{own}/", *(f"{archive}{folder}/" for archive in to.archives)],
        archives=to.archives,
        figures=[(name, figure.label) for name, figure in figures.items()],
        provinces=catalogue.below(None),
        years=catalogue.years,
        address_of=catalogue.regions.address,
    )
