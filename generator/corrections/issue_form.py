"""The form of an issue that asks for a correction; its text comes from strangers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.corrections.wish import RefusedError, Wish

# The fields of .github/ISSUE_TEMPLATE/correction.yml by id, in its order.
FIELDS = {
    "report": "报告 Report",
    "cell": "位置 Cell",
    "present": "本站现在的值 Present value",
    "value": "报告原文的值 Value in the source",
    "reason": "理由和依据 Reason and source",
    "page": "页面网址 Page",
}
_REQUIRED = ("report", "cell", "present", "value", "reason")
_NO_RESPONSE = "_No response_"
MOST_CHARACTERS = 20_000


def read_form(path: Path) -> str:
    """The text of an issue; RefusedError where the file is none."""
    try:
        return path.read_bytes()[: 4 * MOST_CHARACTERS + 1].decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise RefusedError(f"{path}: found no text in UTF-8 here") from error


def wish_of(text: str, day: date, issue: str | None = None) -> Wish:
    """What the text of an issue asks for; RefusedError where it is not exactly a filled form."""
    found = _fields(text)
    if empty := [name for name in _REQUIRED if not found[name]]:
        labels = ", ".join(FIELDS[name] for name in empty)
        raise RefusedError(f"found nothing under {labels}, expected an answer")
    return Wish(
        report=found["report"],
        cell=found["cell"],
        value=found["value"],
        reason=found["reason"],
        day=day,
        present=found["present"],
        issue=issue,
    )


def _fields(text: str) -> dict[str, str]:
    if len(text) > MOST_CHARACTERS:
        raise RefusedError(f"found {len(text)} characters, expected at most {MOST_CHARACTERS}")
    found: list[tuple[str, list[str]]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        if line.startswith("### "):
            found.append((line.removeprefix("### ").strip(), []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            raise RefusedError(f"found text before the first heading, {_EXPECTED}")
    if [label for label, _ in found] != list(FIELDS.values()):
        raise RefusedError(f"found other headings, {_EXPECTED}")
    values = ("\n".join(lines).strip() for _, lines in found)
    return {
        name: "" if value == _NO_RESPONSE else value
        for name, value in zip(FIELDS, values, strict=True)
    }


_EXPECTED = "expected each heading of the form once and in its order: " + ", ".join(FIELDS.values())
