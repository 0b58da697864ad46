"""What MkDocs asks of us while it builds (``hooks`` in mkdocs.yml)."""

from __future__ import annotations

import json
import logging
import re
from collections.abc import Iterable
from functools import partial
from html import escape
from pathlib import Path
from typing import Any

import jieba
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import AnchorLink

from generator.site import search

_HEADING = re.compile(r'<h[1-6] id="([^"]+)">(.*?)</h[1-6]>', re.DOTALL)
_PERMALINK = re.compile(r'<a class="headerlink".*?</a>', re.DOTALL)
_ENGLISH = re.compile(r"[ -~–’]+$")


def on_config(config: MkDocsConfig) -> MkDocsConfig:
    """The notice of a synthetic archive; the segmenter keeps the archive's names whole, on every page.

    It is started afresh, because words of an earlier build in this process would weigh on this one.
    """
    workplace = Path(config.docs_dir).parent
    notice = json.loads((workplace / search.NOTICE_FILE).read_text(encoding="utf-8"))
    config.extra["notice"] = notice  # the theme shows it above every page
    if notice is not None:  # the name of the site ends the title of every page
        config.site_name = f"{config.site_name} · {_told(config)}"
        config.site_description = f"{_told(config)}：{config.site_description}"
    jieba.setLogLevel(logging.WARNING)
    jieba.dt.initialized = False
    words = workplace / search.WORDS_FILE
    if words.stat().st_size:  # there are none where only the theme is wanted, and it begins slowly
        with words.open("rb") as file:
            jieba.load_userdict(file)
    return config


def on_nav(nav: Navigation, *, config: MkDocsConfig, **_: Any) -> Navigation:
    """Titles of the navigation, written ``中文 English`` in mkdocs.yml, in two spans."""
    del config
    pending = list(nav.items)
    while pending:
        item = pending.pop()
        if item.title:
            item.title = _bilingual(item.title)
        pending += item.children or []
    return nav


def on_page_content(html: str, *, page: Page, config: MkDocsConfig, **_: Any) -> str:
    """Headings of the table of contents in two spans; the edit link to the file a page came from."""
    titles = {anchor: _PERMALINK.sub("", title) for anchor, title in _HEADING.findall(html)}
    pending: list[AnchorLink] = list(page.toc)
    while pending:
        item = pending.pop()
        item.title = titles.get(item.id, item.title)
        pending += item.children
    page.meta.setdefault("hide", ["navigation"])  # the tabs hold all of it
    if config.extra["notice"] is not None and "description" in page.meta:
        page.meta["description"] = f"{_told(config)}：{page.meta['description']}"
    if "kind" not in page.meta:  # a hand-written page
        page.edit_url = f"{config.extra['repository']}/edit/main/docs/{page.file.src_uri}"
    else:
        page.edit_url = page.meta.get("edit")
        page.meta["search"] = {"exclude": True}  # on_env puts the entries of generated pages in
    return html


def on_env(env: Any, *, config: MkDocsConfig, **_: Any) -> Any:
    """Tell the templates the theme's files; give the search plugin the entries of the generated pages."""
    env.globals["asset"] = partial(_asset, config.theme.dirs)
    index = config.plugins["material/search"].search_index  # type: ignore[attr-defined]
    data = (Path(config.docs_dir).parent / search.ENTRIES_FILE).read_text(encoding="utf-8")
    for entry in json.loads(data):
        if config.extra["notice"] is not None:
            entry["title"] = f"{entry['title']}（{config.extra['notice']['zh']}）"
        for key in ("title", "text"):
            entry[key] = escape(search.segment(entry[key]))  # the search shows it as HTML
        index.entries.append(entry)
    return env


def _asset(folders: Iterable[str], name: str) -> str:
    """The address of a file of the theme, whose name ends with a digest of what is in it."""
    kind = ".css" if name.startswith("stylesheets") else ".js"
    [file] = (file for folder in folders for file in Path(folder, "assets").glob(f"{name}.*{kind}"))
    return "assets/" + file.as_posix().rpartition("/assets/")[2]


def _told(config: MkDocsConfig) -> str:
    """The notice of a synthetic archive in both languages."""
    return f"{config.extra['notice']['zh']} {config.extra['notice']['en']}"


def _bilingual(title: str) -> str:
    match = _ENGLISH.search(title)
    if not match:
        return title
    zh, en = title[: match.start()], match.group().strip()
    return f'<b>{zh}</b> <i lang="en">{en}</i>'
