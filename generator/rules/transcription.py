"""C: slips of transcription that would explain why figures do not add up."""

from __future__ import annotations

import re
from collections import ChainMap
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import pairwise

from generator.model.cells import Cell, Kind
from generator.model.forms import APPLICANTS, LAYOUTS, REVIEW, Label, Layout
from generator.model.report import Report
from generator.problems import Level
from generator.rules.registry import Basis, rule
from generator.rules.requests import applicants, balance, outcomes
from generator.rules.results import Amount, Failed, NotAssessable, Passed, Result
from generator.rules.review import results
from generator.rules.subject import ReportSubject
from generator.rules.sums import Identity, evidence, whole

PROSE_CELLS = ("sections",)
_UNKNOWN = Label("可能在录入，也可能在原件", "transcription or source, unknown which")
# Each with the characters one of which it always holds: most reports hold none of them.
_CORRUPTED = (
    (
        re.compile("[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]"),
        re.compile(
            r"[\u4e00-\u9fff][(（][a-zA-Z]*[āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü][a-zA-Zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü]*[)）]"
        ),
        Label(
            "括注拼音，来自来源网页的防复制脚本",
            "pinyin in brackets, from an anti-copying script of the source",
        ),
    ),
    (
        re.compile("[锟烫屯\ufffdÃÂâ]"),
        re.compile(r"锟斤拷|烫烫烫|屯屯屯|\ufffd|[ÃÂâ][\u0080-\u00bf€™œ]|â€"),
        Label("乱码，来自来源或录入", "mojibake, from the source or the transcription"),
    ),
    (
        re.compile("[_\\[错E&<MP]"),
        re.compile(
            r"_GoBack|\[bookmark:|错误[!！]\s*(?:未找到|未定义)|Error! (?:Reference|Bookmark)|"
            r"&(?:nbsp|amp|lt|gt|#[0-9]+);|"
            r"</?(?:p|br|span|div|td|strong)\b[^>]*>|MERGEFORMAT|PAGEREF"
        ),
        Label("编辑残留，来自来源文件", "residue of an editor, from the source file"),
    ),
)


def identities(report: Report) -> Iterator[Identity]:
    """Every identity that stands within one report's sections 3 and 4."""
    yield from _of_layout(report.form_key, report.divided)


@cache
def _of_layout(form_key: str, divided: bool) -> tuple[Identity, ...]:  # noqa: FBT001
    return tuple(_made(LAYOUTS[form_key, divided]))


def _made(layout: Layout) -> Iterator[Identity]:
    for column in APPLICANTS:
        yield balance(layout, column.key)
        yield outcomes(layout, column.key)
    for row in layout.request_rows:
        yield applicants(layout, row.key)
    for group in REVIEW:
        yield results(group.key)


def _with(report: Report, changed: Mapping[str, int]) -> Mapping[str, Cell]:
    """The cells of a report with other figures in some of them."""
    return ChainMap({a: Cell(Kind.NUMBER, str(n)) for a, n in changed.items()}, dict(report.cells))


def gaps(subject: ReportSubject) -> tuple[tuple[Identity, Amount | None], ...]:
    """Every identity of a report with left minus right; None where a cell is no number."""
    return tuple((i, i.gap(subject.cells)) for i in identities(subject.report))


def broken(subject: ReportSubject) -> tuple[Identity, ...]:
    """The identities of a report that do not hold."""
    return tuple(identity for identity, gap in subject.once(gaps) if gap)


def _rows(subject: ReportSubject) -> Iterator[Identity]:
    """The broken identities that run along one row of counts."""
    report = subject.report
    for identity in broken(subject):
        if len({address.rpartition(".")[0] for address in identity.cells}) == 1 and all(
            whole(report.cells[address]) for address in identity.cells
        ):
            yield identity


def _split(report: Report, identity: Identity) -> tuple[str, str, int] | None:
    """Two neighbours whose digits, read as one figure, make the row add up."""
    cells = identity.left
    for first, second in pairwise(cells):
        joined = int(report.cells[first].printed + report.cells[second].printed)
        if report.cells[first].number and len(report.cells[second].printed) == 1:
            for changed in ({first: joined, second: 0}, {first: 0, second: joined}):
                if identity.gap(_with(report, changed)) == 0:
                    return first, second, joined
    return None


@rule(
    "C1",
    "没有一个数字被拆在两格",
    "No figure is split in two cells",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def c1(subject: ReportSubject) -> Iterator[Result]:
    """In a row that does not add up, two neighbouring cells read as one figure would make it add up.

    Likely responsible: the transcription, when a table was read from a page; perhaps the source.

    Example: 20 stands as 2 | 0, and the total is 20.
    """
    report = subject.report
    found = False
    for identity in _rows(subject):
        split = _split(report, identity)
        if split is None:
            continue
        found = True
        first, second, joined = split
        one, two = report.cells[first].printed, report.cells[second].printed
        message = Label(
            f"{identity.where.zh}：{one} | {two} 若是一个数字 {joined}，这一行即相合；可能在录入",
            f"{identity.where.en}: {one} | {two} read as {joined} would make the row add up; "
            "likely the transcription",
        )
        cells = (first, second, identity.right[0])
        yield Failed(cells, message, evidence(cells, report.cells))
    if not found:
        yield _nothing(subject)


@rule(
    "C2",
    "没有一行数字错开一格",
    "No row is shifted by one cell",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def c2(subject: ReportSubject) -> Iterator[Result]:
    """In a row that does not add up, moving all figures by one cell would make it add up.

    Likely responsible: the transcription, when a head or a cell was missed.

    Example: 8 5 0 0 0 3 0 is 5 0 0 0 3 0 8, moved by one.
    """
    report = subject.report
    found = False
    for identity in _rows(subject):
        cells = identity.cells
        numbers = [int(report.cells[address].printed) for address in cells]
        for moved in (numbers[1:] + numbers[:1], numbers[-1:] + numbers[:-1]):
            changed = dict(zip(cells, moved, strict=True))
            if identity.gap(_with(report, changed)) == 0:
                found = True
                row = " ".join(map(str, moved))
                message = Label(
                    f"{identity.where.zh}：错开一格即为 {row}，这一行即相合；可能在录入",
                    f"{identity.where.en}: moved by one cell, {row}, it would add up; "
                    "likely the transcription",
                )
                yield Failed(cells, message, evidence(cells, report.cells))
                break
    if not found:
        yield _nothing(subject)


@rule(
    "C3",
    "没有一格多一位或少一位数字",
    "No cell has a digit too many or too few",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def c3(subject: ReportSubject) -> Iterator[Result]:
    """One cell with a digit added or dropped would repair every sum that it stands in.

    All sums that hold the cell must be broken, and by the same difference. Likely responsible: unknown,
    the source or the transcription.

    Example: 2 where 20 would make its row and its column add up.
    """
    report = subject.report
    wrong = broken(subject)
    explained = {a for identity in _rows(subject) for a in (_split(report, identity) or ())[:2]}
    holding: dict[str, list[Identity]] = {}
    if wrong:
        suspects = {address for identity in wrong for address in identity.cells}
        for identity in identities(report):
            for address in suspects.intersection(identity.cells):
                holding.setdefault(address, []).append(identity)
    found = False
    for address, held in holding.items():
        needed = _needed(report, address, held)
        if needed is None or address in explained:
            continue
        found = True
        printed = report.cells[address].printed
        message = Label(
            f"{held[0].where.zh}：此格印 {printed}，若为 {needed}，有关各行各栏即相合；{_UNKNOWN.zh}",
            f"{held[0].where.en}: the cell says {printed}; with {needed} every sum that holds it "
            f"would add up; {_UNKNOWN.en}",
        )
        yield Failed((address,), message, {address: printed})
    if not found:
        yield _nothing(subject)


def _needed(report: Report, address: str, held: list[Identity]) -> int | None:
    """The figure that repairs every sum that holds the cell, if it differs by one digit."""
    cell = report.cells[address]
    if not whole(cell) or not cell.number:
        return None
    found = [identity.gap(report.cells) for identity in held]
    wanted = {
        int(cell.printed) + (int(g) if address in identity.right else -int(g))
        for identity, g in zip(held, found, strict=True)
        if g is not None
    }
    if len(wanted) != 1:
        return None
    [needed] = wanted
    printed, other = cell.printed, str(needed)
    longer, shorter = sorted((printed, other), key=len, reverse=True)
    if needed <= 0 or len(longer) != len(shorter) + 1:
        return None
    dropped = {longer[:index] + longer[index + 1 :] for index in range(len(longer))}
    return needed if shorter in dropped else None


def _nothing(subject: ReportSubject) -> Result:
    if any(gap is not None for _, gap in subject.once(gaps)):
        return Passed(("requests",))
    return NotAssessable(
        ("requests",), Label("表中没有可相加的数字", "the tables hold no figures to add up")
    )


@rule(
    "C4",
    "文字没有损坏",
    "The text is not corrupted",
    basis=Basis.CONVENTION,
    level=Level.NOTE,
)
def c4(subject: ReportSubject) -> Iterator[Result]:
    """Pinyin in brackets, mojibake, or residue of an editor in title, headings, labels or prose.

    Each names who is likely responsible.

    Example: 鄉(xiāng), 锟斤拷, [bookmark: _GoBack].
    """
    report = subject.report
    texts = [("title", report.title), *subject.texts]
    texts += [(f"labels[{address}]", label) for address, label in report.labels.items()]
    texts += [(f"sections[{i}].heading", s.heading) for i, s in enumerate(report.sections or ())]
    whole_text = "\n".join(text for _, text in texts)
    suspected = [(pattern, what) for held, pattern, what in _CORRUPTED if held.search(whole_text)]
    found = False
    for address, text in texts if suspected else ():
        for pattern, what in suspected:
            match = pattern.search(text)
            if match:
                found = True
                shown = text[max(0, match.start() - 8) : match.end() + 8]
                message = Label(f"“{shown}”：{what.zh}", f"“{shown}”: {what.en}")
                yield Failed((address,), message, {address: shown})
    if not found:
        yield (
            Passed(("title", *PROSE_CELLS))
            if subject.prose_complete
            else NotAssessable(
                PROSE_CELLS, Label("存档副本中没有全部文字", "our copy does not hold all prose")
            )
        )
