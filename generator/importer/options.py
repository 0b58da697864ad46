"""The options of ``gongkai import``."""

from __future__ import annotations

import argparse
import re
from datetime import date
from pathlib import Path

from generator.importer.refusals import FIRST_YEAR
from generator.store.files import BODY_ID, URL


def _body(text: str) -> str:
    if not re.fullmatch(BODY_ID, text):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected an id such as 510422102")
    return text


def _year(text: str) -> int:
    if not re.fullmatch("20[0-9]{2}", text) or int(text) < FIRST_YEAR:
        raise argparse.ArgumentTypeError(
            f"found {text!r}, expected a year from {FIRST_YEAR} on, such as 2024"
        )
    return int(text)


def _url(text: str) -> str:
    if not re.fullmatch(URL, text):
        raise argparse.ArgumentTypeError(f"found {text!r}, expected an address such as https://…")
    return text


def day(text: str) -> date:
    """A day of the calendar, written 2025-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise argparse.ArgumentTypeError(
            f"found {text!r}, expected a day such as 2025-01-31"
        ) from error


def add_identity(parser: argparse.ArgumentParser) -> None:
    """Whose report of which year a document is."""
    parser.add_argument(
        "--body", type=_body, metavar="ID", help="id of the body, if the text misleads"
    )
    parser.add_argument("--year", type=_year, help="report year, if the text does not say it")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``gongkai import``."""
    parser.add_argument(
        "source", nargs="?", help="HTML, text, Markdown, DOCX or PDF file; - reads standard input"
    )
    add_identity(parser)
    parser.add_argument("--url", type=_url, help="where the source was published")
    parser.add_argument(
        "--retrieved", type=day, metavar="DAY", help="day on which it was downloaded"
    )
    parser.add_argument(
        "--output",
        default="-",
        metavar="FILE",
        help="the draft (-: standard output); beside a file goes the copy of the source. "
        "With --batch a folder (DIR/drafts)",
    )
    parser.add_argument(
        "--force", action="store_true", help="write over a draft or report that is there already"
    )
    parser.add_argument(
        "--batch", type=Path, metavar="DIR", help="import every file below a folder"
    )
    parser.add_argument(
        "--jobs", type=int, default=0, help="processes of --batch (one a processor)"
    )
