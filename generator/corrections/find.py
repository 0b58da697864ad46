"""Which file a correction is of: by its path, or by the address of the page of the report."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import urlsplit

from generator.corrections.wish import RefusedError, unquoted
from generator.store.files import BODY_ID

_LONGEST_NAME = 400
_FILE = re.compile(r"[0-9]{4}(?:-[0-9]+)?\.yaml")
_SCHEME = re.compile(r"https?://", re.IGNORECASE)
_HOST = re.compile(r"[a-z0-9-]+(?:\.[a-z0-9-]+)+(?::[0-9]+)?/", re.IGNORECASE)


def find_report(root: Path, name: str) -> Path:
    """The file of a report by its path, or by the address of its page: ``510422102/2024``, or in full.

    At the address of a year stands its newest revision; ``2024-1`` names the first.
    """
    if len(name) > _LONGEST_NAME:
        raise RefusedError(
            f"“报告”一项有 {len(name)} 个字符，应为报告的路径或报告页的地址",
            f"found a name of {len(name)} characters, expected a path of a report",
        )
    name = _below_address(name)
    path = Path(name)
    if name.endswith(".yaml"):
        shown = repr(name[-100:])
        if not _FILE.fullmatch(path.name) or not path.is_file() or path.is_symlink():
            raise RefusedError(
                f"{shown}：这里没有报告的数据文件，应如 2024.yaml",
                f"{shown}: found no data file of a report here, such as 2024.yaml",
            )
        if not path.resolve().is_relative_to(root.resolve()):
            raise RefusedError(
                f"{shown}：不在 {root} 之下；请用 --reports 指明档案所在",
                f"{shown}: not below {root}; name the archive with --reports",
            )
        return path
    folder, _, last = name.strip("/").rpartition("/")
    year, _, revision = last.partition("-")
    *above, body = folder.split("/")
    if (
        not re.fullmatch(BODY_ID, body)
        or not re.fullmatch(r"[0-9]{4}(?:-[1-9][0-9]?)?", last)
        or not all(re.fullmatch("[a-z-]+", part) for part in above)
    ):
        raise RefusedError(
            f"{name[:100]!r} 不是报告的路径或报告页的地址，应如 510422102/2024",
            f"found {name[:100]!r}, expected the path of a report or the address of its page, "
            "such as 510422102/2024",
        )
    below = "/".join([*above, body])
    found = [
        file
        for pattern in (f"{below}/{year}*.yaml", f"**/{below}/{year}*.yaml")
        for file in root.glob(pattern)
        if _FILE.fullmatch(file.name) and not file.is_symlink()
    ]
    of = {int(file.stem.partition("-")[2] or 1): file for file in found}
    if not of or (revision and int(revision) not in of):
        raise RefusedError(
            f"{name}：档案中没有这份报告；请从报告页的地址抄录",
            f"{name}: the archive has no such report",
        )
    return of[int(revision or max(of))]


def _below_address(name: str) -> str:
    """The end of a page's full address, ``510422102/2024``, whatever site it is of; others as they are.

    It may stand in backquotes, quotes or angle brackets, and lack ``https://``.
    """
    name = _bare(name)
    if name.endswith(".yaml"):
        return name
    if _HOST.match(name):
        name = f"https://{name}"
    try:
        path = urlsplit(name).path
    except ValueError:
        return name  # no address at all
    if not _SCHEME.match(name):
        return path
    return "/".join([part for part in path.split("/") if part and part != "index.html"][-2:])


def _bare(name: str) -> str:
    name = unquoted(name.strip())
    return name[1:-1].strip() if name.startswith("<") and name.endswith(">") else name
