"""F: which form the report was written on, and how closely."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from generator.model.cells import NOT_IN_COPY, Kind
from generator.model.forms import FORMS, SECTIONS, Label
from generator.model.report import Report
from generator.rules.registry import Basis, rule
from generator.rules.results import Failed, NotAssessable, Passed, Result
from generator.rules.subject import ReportSubject

# Wording of one form that belongs to the other: address, wording, the form it comes from.
_FOREIGN = {
    "2021": ("proactive.normative_documents", "规范性文件", "2019"),
    "2019": ("proactive.normative_documents", "行政规范性文件", "2021"),
}
_TABLES = {
    "proactive": Label("主动公开表", "the table of proactive disclosure"),
    "requests": Label("申请表", "the table of requests"),
    "review": Label("复议诉讼表", "the table of review"),
}

_NOT_ALL_LABELS = Label(
    "存档副本中没有表格的全部名目", "our copy does not hold every label of the table"
)
_NOT_ALL_SEEN = Label("存档副本中没有全部标题", "our copy does not hold every heading")


@rule(
    "F1",
    "所用表式是该年度规定的表式",
    "The form is the one prescribed for the year",
    basis=Basis.STATUTE,
)
def f1(subject: ReportSubject) -> Iterator[Result]:
    """The trial form of 2019 is for the reports of 2019 and 2020, the form of 2021 for those after.

    Basis: notices 国办公开办函〔2019〕60号 and 〔2021〕30号.

    Example: a report for 2024 on the form of 2019.
    """
    report = subject.report
    if report.fits_year:
        yield Passed(("form",))
        return
    right = next(form for form in FORMS.values() if form.fits(report.year))
    message = Label(
        f"{report.year}年度报告用的是{report.form_key}年表式，应为{right.key}年表式（{right.notice}）",
        f"the report for {report.year} is on the form of {report.form_key}, "
        f"expected that of {right.key} ({right.notice})",
    )
    evidence = {"form": report.form_key, "year": str(report.year)}
    yield Failed(("form", "year"), message, evidence)


@rule(
    "F2", "一份报告不混用两种表式的行", "Rows of the two forms are not mixed", basis=Basis.STATUTE
)
def f2(subject: ReportSubject) -> Iterator[Result]:
    """The form of 2021 divides 其他处理 into three rows and says 行政规范性文件; that of 2019 does neither.

    Example: a report on the form of 2021 with one undivided row 其他处理.
    """
    report = subject.report
    mixed = False
    if report.divided != report.form.divided:
        mixed = True
        address = (
            "requests.other_outcome.not_corrected.total"
            if report.divided
            else "requests.other_outcome.total"
        )
        count_zh, count_en = ("三", "three rows") if report.divided else ("一", "one row")
        message = Label(
            f"{report.form_key}年表式上“其他处理”印为{count_zh}行，是另一表式的做法",
            f"其他处理 stands in {count_en} on the form of {report.form_key}, as on the other form",
        )
        evidence = {address: report.cells[address].printed}
        yield Failed((address,), message, evidence)
    address, wording, other = _FOREIGN[report.form_key]
    if _plain(report.labels.get(address, "")) == wording:
        mixed = True
        message = Label(
            f"{report.form_key}年表式上印“{wording}”，是{other}年表式的名称",
            f"the form of {report.form_key} says {wording}, the wording of the form of {other}",
        )
        yield Failed((f"labels[{address}]",), message, {f"labels[{address}]": wording})
    if not mixed:
        yield Passed(("form",))


@rule(
    "F3",
    "表格名目和标题与规定的文字一致",
    "Labels and headings are those of the form",
    basis=Basis.STATUTE,
)
def f3(subject: ReportSubject) -> Iterator[Result]:
    """Labels and headings that differ from the form are kept as printed and listed, once for each table.

    White space, full-width and half-width brackets, and punctuation do not count. A table of which our
    copy lacks a row is not said to be as on the form.

    Example: 其它 for 其他, or 1、 总体情况 for 一、总体情况.
    """
    report = subject.report
    statutory = report.layout.labels
    for table, name in _TABLES.items():
        variants = {
            f"labels[{address}]": (printed, statutory[address].zh)
            for address, printed in report.labels.items()
            if address.startswith(f"{table}.")
            and address in statutory
            and _plain(printed) != _plain(statutory[address].zh)
        }
        if variants or not _rows_not_seen(report, subject.tables.get(table, ())):
            yield _variants(variants, name, (table,))
        else:
            yield NotAssessable((table,), _NOT_ALL_LABELS)
    if report.sections is None:
        yield NotAssessable(
            ("sections",), Label("存档副本中没有各部分", "our copy holds no sections")
        )
        return
    labels = {section.key: section.label.zh for section in SECTIONS}
    headings = {
        f"sections[{index}].heading": (section.heading, labels[section.key])
        for index, section in enumerate(report.sections)
        if section.key is not None
        and section.heading != NOT_IN_COPY
        and _plain(section.heading) != _plain(labels[section.key])
    }
    if headings or not _incomplete(report):
        yield _variants(headings, Label("各部分标题", "the headings"), ("sections",))
    else:
        yield NotAssessable(("sections",), _NOT_ALL_SEEN)


def _rows_not_seen(report: Report, addresses: tuple[str, ...]) -> bool:
    """Whether our copy lacks a whole row of a table, so that its label may not be there either."""
    seen: dict[str, bool] = {}
    cells, lacking_kind = report.cells, Kind.NOT_IN_COPY
    missing = [cells[address].kind is lacking_kind for address in addresses]
    if not any(missing):
        return False
    for address, lacking in zip(addresses, missing, strict=True):
        row = address.rpartition(".")[0]
        seen[row] = seen.get(row, False) or not lacking
    return not all(seen.values())


def _incomplete(report: Report) -> bool:
    return any(section.heading == NOT_IN_COPY for section in report.sections or ())


def _variants(found: dict[str, tuple[str, str]], name: Label, cells: tuple[str, ...]) -> Result:
    if not found:
        return Passed(cells)
    zh = "；".join(f"印作“{printed}”，表式为“{label}”" for printed, label in found.values())
    en = "; ".join(f"printed {printed}, on the form {label}" for printed, label in found.values())
    message = Label(
        f"{name.zh}有{len(found)}处文字与表式不同：{zh}",
        f"{name.en}: {len(found)} different from the form: {en}",
    )
    return Failed(
        tuple(found), message, {address: printed for address, (printed, _) in found.items()}
    )


@lru_cache(maxsize=1024)  # most print the words of the form
def _plain(text: str) -> str:
    return re.sub(r"[\s()，,.．、。:：“”\"'*]", "", unicodedata.normalize("NFKC", text))


@rule(
    "F4",
    "六个部分齐全、不多、顺序正确",
    "The six sections are all there, none more, in order",
    basis=Basis.STATUTE,
)
def f4(subject: ReportSubject) -> Iterator[Result]:
    """Article 50 of the Regulations and both forms give a report six sections in a fixed order.

    Example: a report without section six, or with a seventh.
    """
    sections = subject.report.sections
    if sections is None:
        yield NotAssessable(
            ("sections",), Label("存档副本中没有各部分", "our copy holds no sections")
        )
        return
    if _incomplete(subject.report):
        yield NotAssessable(("sections",), _NOT_ALL_SEEN)
        return
    keys = [section.key for section in sections]
    expected = [section.key for section in SECTIONS]
    labels = {section.key: section.label for section in SECTIONS}
    troubles = [
        Label(f"缺“{labels[key].zh}”", f"missing: {labels[key].en}")
        for key in expected
        if key not in keys
    ]
    troubles += [
        Label(f"多“{section.heading}”", f"not on the form: {section.heading}")
        for section in sections
        if section.key is None
    ]
    known = [key for key in keys if key is not None]
    troubles += [
        Label(f"“{labels[key].zh}”出现两次", f"twice: {labels[key].en}")
        for key in expected
        if known.count(key) > 1
    ]
    if len(set(known)) == len(known) and known != [key for key in expected if key in known]:
        troubles.append(Label("顺序与表式不同", "not in the order of the form"))
    if not troubles:
        yield Passed(("sections",))
        return
    message = Label(
        "；".join(trouble.zh for trouble in troubles), "; ".join(trouble.en for trouble in troubles)
    )
    headings = {f"sections[{i}].heading": section.heading for i, section in enumerate(sections)}
    yield Failed(("sections",), message, headings)
