"""The form of an issue that asks for a correction; its text comes from strangers."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from generator.corrections.wish import RefusedError, Wish
from generator.model.forms import Label

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
        raise RefusedError(
            f"{path}：这里没有 UTF-8 文本", f"{path}: found no text in UTF-8 here"
        ) from error


def wish_of(text: str, day: date, issue: str | None = None) -> Wish:
    """What the text of an issue asks for; RefusedError where it is not exactly a filled form."""
    found = _fields(text)
    if empty := [name for name in _REQUIRED if not found[name]]:
        labels = ", ".join(FIELDS[name] for name in empty)
        raise RefusedError(
            f"以下各项没有填写：{labels}；请填写",
            f"found nothing under {labels}, expected an answer",
        )
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
        raise RefusedError(
            f"更正单有 {len(text)} 个字符，不能超过 {MOST_CHARACTERS}",
            f"found {len(text)} characters, expected at most {MOST_CHARACTERS}",
        )
    found: list[tuple[str, list[str]]] = []
    for line in text.replace("\r\n", "\n").split("\n"):
        title = line.removeprefix("### ").strip()
        # Any other heading is of an answer: a reason may quote one.
        if line.startswith("### ") and title in FIELDS.values():
            found.append((title, []))
        elif found:
            found[-1][1].append(line)
        elif line.strip():
            raise RefusedError(
                f"第一个标题之前有文字；{_EXPECTED.zh}",
                f"found text before the first heading, {_EXPECTED.en}",
            )
    if [label for label, _ in found] != list(FIELDS.values()):
        raise RefusedError(
            f"标题不是更正单的标题，或回答中有一行与其中之一相同；{_EXPECTED.zh}",
            f"found other headings, or a line of an answer that is one, {_EXPECTED.en}",
        )
    values = ("\n".join(lines).strip() for _, lines in found)
    return {
        name: "" if value == _NO_RESPONSE else value
        for name, value in zip(FIELDS, values, strict=True)
    }


_EXPECTED = Label(
    f"更正单的每个标题应按次序各出现一次：{'、'.join(FIELDS.values())}",
    "expected each heading of the form once and in its order: " + ", ".join(FIELDS.values()),
)
