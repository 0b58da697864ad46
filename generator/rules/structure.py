"""S: what the reading of files checks by itself, listed here with the others."""

from __future__ import annotations

from generator.rules.registry import structural

structural(
    "S1",
    "数据文件符合格式：没有未知的键、缺少的行或错误的类型",
    "The file fits its schema: no unknown key, missing row or wrong type",
    """The reader accepts a strict subset of YAML and names every problem with line and column.

    Example: granded for granted.
    """,
)
structural(
    "S2",
    "机关、年度、版本不重复",
    "Body, year and revision are unique",
    """No two folders are of the same body, and no two files of the same report. A year published again is a
    second revision beside the first, 2024-2.yaml beside 2024.yaml.

    Example: a body that stands in two folders; a second revision without the first.
    """,
)
structural(
    "S3",
    "文件路径与内容一致",
    "The path agrees with the content",
    """The folder is that of the body's division code, and the file name is the year, with the
    revision from the second on.

    Example: 2023.yaml that says year: 2024.
    """,
)
structural(
    "S4",
    "来源齐全：存档副本在场，哈希相符",
    "The source is present: its archived copy is there and its hash agrees",
    """Every report names the archived copy that it was transcribed from.

    Example: the copy was changed after its hash was written.
    """,
)
structural(
    "S5",
    "每一格是数字、空白、标记、文字或“?”，互不转换",
    "Cells are numbers, blank, a mark, text or not in our copy, never converted",
    """A number in quotes is refused, since nobody could tell which was meant.

    Example: "5" for 5.
    """,
)
structural(
    "S6",
    "每条确认都对应一项现有的发现，答复所指的规则和位置都存在",
    "Every acknowledgement matches a present finding, and every reply names a rule and a cell that there are",
    """An acknowledgement names rule, cell and the values it was made for.

    When the values change it lapses; one that matches no finding is an error, so that none outlives its
    reason. A reply may name a rule, a cell of its report, or both.

    Example: the figure was corrected, and the acknowledgement is still there.
    """,
)
structural(
    "S7",
    "更正记录与数据相符，每一处更正都有记录",
    "The log of corrections agrees with the report, and every change is in it",
    """An entry says what stood there and what stands there now; the next entry on the same figure goes on
    from it, and the last one is what the report has. A change to a report of the archive needs its entry. No
    day of the log, of an acknowledgement or of a reply is before our copy was retrieved or, where that is not
    known, before the report's year.

    Example: a figure was edited by hand, and its last entry still has the former value.
    """,
)
