"""Report and body files: their shapes, and the way between a file's text and the model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from itertools import groupby
from types import MappingProxyType
from typing import Any, Generic, TypeVar

import yaml

from generator.model.acknowledgement import Acknowledgement
from generator.model.cells import Cell
from generator.model.correction import Correction, Reply
from generator.model.forms import (
    APPLICANTS,
    FORMS,
    LAYOUTS,
    RESULTS,
    REVIEW,
    SECTIONS,
    Column,
    Label,
    Row,
)
from generator.model.report import (
    KINDS,
    LEVELS,
    NO_PROSE,
    Body,
    FetchedAgain,
    Prose,
    Report,
    ReportSection,
    Source,
)
from generator.problems import Problem
from generator.store import nodes, reader
from generator.store.shapes import (
    INVALID,
    CellRow,
    CellShape,
    Choice,
    Context,
    Day,
    Either,
    Integer,
    Key,
    ListOf,
    ListOrMissing,
    LoggedShape,
    Optional,
    PrintedByAddress,
    ProseShape,
    Record,
    Schema,
    Text,
    TextsByKey,
    Truth,
    described,
    dump,
)

BODY_ID = r"[0-9]{2}(?:[0-9]{2}){0,2}(?:[0-9]{3})?(?:-[a-z0-9]+(?:-[a-z0-9]+)*)?"
DIVISION = r"[0-9]{2}|[0-9]{4}|[0-9]{6}|[0-9]{9}"
URL = r"https?://[^\s<>\"]+"

REPORT_SCHEMA = "report.schema.json"
BODY_SCHEMA = "body.schema.json"

Value = TypeVar("Value", Report, Body)


@dataclass(frozen=True, slots=True)
class Document(Generic[Value]):
    """What a file held, its path, and the line and column of every value in it by address.

    ``paragraphs`` has the lines of the paragraphs of each prose that is a block of the file.
    """

    value: Value
    path: str
    marks: Mapping[str, tuple[int, int]]
    paragraphs: Mapping[str, tuple[int, ...]] = field(default_factory=dict)

    def place(self, address: str) -> tuple[int, int]:
        """Line and column of the value at the address, or of the nearest value around it."""
        while address not in self.marks and "." in address:
            address = address.rpartition(".")[0]
        return self.marks.get(address, (1, 1))


def _row_key(row: Row) -> str:
    return row.key.rpartition(".")[2]


def _requests_record(rows: tuple[Row, ...]) -> Record:
    """Section 3: rows, and groups of rows where keys are dotted."""
    keys: list[Key] = []
    for group, members in groupby(rows, key=lambda row: row.key.rpartition(".")[0]):
        cells = [Key(_row_key(row), CellRow(APPLICANTS), row.label.zh) for row in members]
        keys += [Key(group, Record(tuple(cells)))] if group else cells
    return Record(tuple(keys))


def _requests_shape() -> Record:
    """Section 3 of either form: 其他处理 is one row or three, as the source printed it."""
    divided = _requests_record(LAYOUTS["2021", True].request_rows)
    undivided = _requests_record(LAYOUTS["2019", False].request_rows)
    other = {key.name: key for key in undivided.keys}["other_outcome"]
    return Record(
        tuple(
            Key(key.name, Either(key.shape, other.shape), other.label)
            if key.name == other.name and isinstance(key.shape, Record)
            else key
            for key in divided.keys
        )
    )


def _proactive_shape(form_key: str) -> Record:
    """Section 2 of a form: each row a mapping of its columns, on one line."""
    return Record(
        tuple(
            Key(row.key, _figures(article.columns), row.label.zh)
            for article in FORMS[form_key].articles
            for row in article.rows
        )
    )


def _figures(columns: tuple[Column, ...]) -> Record:
    return Record(tuple(Key(c.key, CellShape(), c.label.zh) for c in columns), flow=True)


_SHA256 = Text(Label("64 位十六进制数字", "64 hexadecimal digits"), r"[0-9a-f]{64}", quoted=True)
_LATER = Record(
    (Key("retrieved", Day(), "再次取得的日期"), Key("sha256", _SHA256, "再次取得的 SHA-256"))
)
_SOURCE = Record(
    (
        Key("url", Optional(Text(Label("网址", "a web address"), URL)), "来源网址"),
        Key("retrieved", Optional(Day()), "取得日期"),
        Key(
            "copy",
            Text(Label("本文件旁的文件名", "a file name beside this file"), r"[^/\\]+"),
            "存档文件",
        ),
        Key("sha256", _SHA256, "存档文件的 SHA-256"),
        Key("later", ListOf(_LATER), "再次取得", required=False, default=()),
    )
)
_SECTION = Record(
    (
        Key(
            "section",
            Optional(Choice(tuple(section.key for section in SECTIONS))),
            "对应表式的部分；表式以外的为 null",
        ),
        Key("heading", Text(Label("原文的标题", "the heading as printed")), "标题（原文）"),
        Key("prose", ProseShape(), "正文"),
    )
)
_ACKNOWLEDGEMENT = Record(
    (
        Key("rule", Text(Label("规则编号", "the id of a rule"), r"[A-Z][0-9]+"), "规则"),
        Key(
            "cell",
            Text(Label("发现所指的位置", "the address that the finding points at")),
            "所在位置",
        ),
        Key("expected", PrintedByAddress(), "核对时所印的值"),
        Key("reason", Text(), "理由"),
        Key("date", Day(), "核对日期"),
    )
)
CORRECTION = Record(
    (
        Key("cell", Text(Label("更正的位置", "the address of what was corrected")), "更正的位置"),
        Key("was", LoggedShape(), "原来", required=False),
        Key("now", LoggedShape(), "现在", required=False),
        Key("reason", Text(), "理由"),
        Key("date", Day(), "更正日期"),
        Key("issue", Text(Label("网址", "a web address"), URL), "讨论网址", required=False),
    )
)
_REPLY = Record(
    (
        Key("date", Day(), "答复日期"),
        Key(
            "cell",
            Text(Label("所答复的位置", "the address that it is about")),
            "所答复的位置",
            required=False,
        ),
        Key(
            "rule",
            Text(Label("规则编号", "the id of a rule"), r"[A-Z][0-9]+"),
            "所答复的规则",
            required=False,
        ),
        Key("url", Text(Label("网址", "a web address"), URL), "答复网址", required=False),
        Key("text", ProseShape(full=True), "答复全文"),
    )
)


def _report_shape(form_key: str) -> Record:
    return Record(
        (
            Key(
                "body",
                Text(Label("机关编号", "the id of a body"), BODY_ID, quoted=True),
                "行政机关",
            ),
            Key("year", Integer(2008, 2100), "报告年度"),
            Key("revision", Integer(2, 99), "第几次公布", required=False, default=1),
            Key("form", Choice(tuple(FORMS), quoted=True), "所用表式"),
            Key("title", Text(), "标题（原文）"),
            Key("published", Optional(Day()), "公布日期"),
            Key("signed", Optional(Day()), "落款日期"),
            Key("signature", Optional(Text()), "落款单位"),
            Key("source", _SOURCE, "来源"),
            Key("notes", ListOf(Text()), "档案编者说明", required=False, default=()),
            Key(
                "acknowledgements",
                ListOf(_ACKNOWLEDGEMENT),
                "已与原件核对的发现",
                required=False,
                default=(),
            ),
            Key("corrections", ListOf(CORRECTION), "更正记录", required=False, default=()),
            Key("replies", ListOf(_REPLY), "机关的答复", required=False, default=()),
            Key("proactive", _proactive_shape(form_key), "二、主动公开政府信息情况"),
            Key("requests", _requests_shape(), "三、收到和处理政府信息公开申请情况"),
            Key(
                "review",
                Record(tuple(Key(row.key, CellRow(RESULTS), row.label.zh) for row in REVIEW)),
                "四、政府信息公开行政复议、行政诉讼情况",
            ),
            Key(
                "labels",
                TextsByKey(
                    tuple({**LAYOUTS[form_key, False].labels, **LAYOUTS[form_key, True].labels})
                ),
                "与表式不同的标签（原文）",
                required=False,
                default={},
            ),
            Key("preface", ProseShape(), "引言", required=False, default=NO_PROSE),
            Key("sections", ListOrMissing(ListOf(_SECTION)), "六个部分（原文）"),
        )
    )


REPORT_SHAPES = {form_key: _report_shape(form_key) for form_key in FORMS}

BODY_SHAPE = Record(
    (
        Key("id", Text(Label("机关编号", "the id of a body"), BODY_ID, quoted=True), "编号"),
        Key("name", Text(), "全称"),
        Key("short_name", Text(), "简称"),
        Key("former_names", ListOf(Text()), "曾用名"),
        Key("level", Choice(LEVELS), "层级"),
        Key("kind", Choice(KINDS), "类别"),
        Key("code", Text(Label("区划代码", "a division code"), DIVISION, quoted=True), "区划代码"),
        Key("website", Optional(Text(Label("网址", "a web address"), URL)), "网站"),
        Key("synthetic", Truth(), "合成数据", required=False, default=False),
    )
)


def _flatten(nested: Mapping[str, Any], prefix: str, into: dict[str, Cell]) -> None:
    for key, value in nested.items():
        if isinstance(value, Cell):
            into[prefix + key] = value
        else:
            _flatten(value, f"{prefix}{key}.", into)


def _nested(cells: Mapping[str, Cell]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for address, cell in cells.items():
        *groups, last = address.split(".")
        inner = found
        for group in groups:
            inner = inner.setdefault(group, {})
        inner[last] = cell
    return found


def logged(correction: Correction) -> dict[str, Any]:
    """The values of a log entry by key, as its shape writes them."""
    return {key.name: getattr(correction, key.name) for key in CORRECTION.keys}


def _source(values: Mapping[str, Any]) -> Source:
    later = tuple(FetchedAgain(**fetched) for fetched in values["later"])
    return Source(**{**values, "later": later})


def load_report(data: bytes, path: str) -> tuple[Document[Report] | None, list[Problem]]:
    """The report in a file, or every problem of the file in one pass."""
    tree, problems = reader.read(data, path)
    if tree is None:
        return None, problems
    written = tree.get("form") if isinstance(tree, nodes.Mapping) else None
    # Without a form that can be read the tables are checked against the newest one.
    key = written.value if isinstance(written, nodes.Scalar) else None
    shape = REPORT_SHAPES.get(key if isinstance(key, str) else "", REPORT_SHAPES["2021"])
    context = Context(path, problems)
    values = shape.read(tree, "", context)
    if values is INVALID or problems:
        return None, sorted(problems)
    sections = values["sections"]
    cells: dict[str, Cell] = {}
    for table in ("proactive", "requests", "review"):
        _flatten(values[table], f"{table}.", cells)
    report = Report(
        body=values["body"],
        year=values["year"],
        form_key=values["form"],
        title=values["title"],
        published=values["published"],
        signed=values["signed"],
        signature=values["signature"],
        source=_source(values["source"]),
        notes=values["notes"],
        acknowledgements=tuple(
            Acknowledgement(**{**found, "expected": MappingProxyType(found["expected"])})
            for found in values["acknowledgements"]
        ),
        corrections=tuple(Correction(**found) for found in values["corrections"]),
        replies=tuple(
            Reply(
                found["date"],
                found["text"].paragraphs,
                found["cell"],
                found["rule"],
                found["url"],
            )
            for found in values["replies"]
        ),
        revision=values["revision"],
        cells=MappingProxyType(cells),
        labels=MappingProxyType(values["labels"]),
        preface=values["preface"],
        sections=None
        if sections is None
        else tuple(
            ReportSection(section["section"], section["heading"], section["prose"])
            for section in sections
        ),
    )
    return Document(report, path, context.marks, context.paragraphs), []


def dump_report(report: Report, to_root: str = "../../../") -> str:
    """The canonical text of a report file; ``to_root`` leads from its folder to ``reports/``."""
    values: dict[str, Any] = {
        "body": report.body,
        "year": report.year,
        "revision": report.revision,
        "form": report.form_key,
        "title": report.title,
        "published": report.published,
        "signed": report.signed,
        "signature": report.signature,
        "source": {
            "url": report.source.url,
            "retrieved": report.source.retrieved,
            "copy": report.source.copy,
            "sha256": report.source.sha256,
            "later": tuple(asdict(fetched) for fetched in report.source.later),
        },
        "notes": report.notes,
        "acknowledgements": tuple(
            {
                "rule": found.rule,
                "cell": found.cell,
                "expected": found.expected,
                "reason": found.reason,
                "date": found.date,
            }
            for found in report.acknowledgements
        ),
        "corrections": tuple(logged(found) for found in report.corrections),
        "replies": tuple(
            {
                "date": reply.date,
                "cell": reply.cell,
                "rule": reply.rule,
                "url": reply.url,
                "text": Prose(reply.paragraphs),
            }
            for reply in report.replies
        ),
        **_nested(report.cells),
        "labels": report.labels,
        "preface": report.preface,
        "sections": None
        if report.sections is None
        else [
            {"section": section.key, "heading": section.heading, "prose": section.prose}
            for section in report.sections
        ],
    }
    return _text(REPORT_SHAPES[report.form_key].write(values), to_root + REPORT_SCHEMA)


def load_body(data: bytes, path: str) -> tuple[Document[Body] | None, list[Problem]]:
    """The body in a file, or every problem of the file in one pass."""
    tree, problems = reader.read(data, path)
    if tree is None:
        return None, problems
    context = Context(path, problems)
    values = BODY_SHAPE.read(tree, "", context)
    if values is INVALID or problems:
        return None, sorted(problems)
    return Document(Body(**values), path, context.marks), []


def dump_body(body: Body, to_root: str = "../../../") -> str:
    """The canonical text of a body file."""
    values = {key.name: getattr(body, key.name) for key in BODY_SHAPE.keys}
    return _text(BODY_SHAPE.write(values), to_root + BODY_SCHEMA)


def _text(node: yaml.Node, schema: str) -> str:
    return f"# yaml-language-server: $schema={schema}\n{dump(node)}"


def json_schemas() -> dict[str, Schema]:
    """The JSON Schemas of the two kinds of file, by file name."""
    head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
    by_form = [
        {
            "if": {"properties": {"form": {"const": form_key}}},
            "then": {"properties": {"proactive": _proactive_shape(form_key).schema()}},
        }
        for form_key in FORMS
    ]
    report = described(REPORT_SHAPES["2021"])
    properties = {**report["properties"], "proactive": {"type": "object"}}
    properties["labels"] = {"type": "object", "additionalProperties": {"type": "string"}}
    return {
        REPORT_SCHEMA: {**head, **report, "properties": properties, "allOf": by_form},
        BODY_SCHEMA: {**head, **BODY_SHAPE.schema()},
    }
