"""The three tables from the stream of tokens: which values belong to which row, and what they are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from generator.importer.lexicon import PROACTIVE, REQUESTS, REVIEWS, TABLES, Role
from generator.importer.reading import (
    Reading,
    Shape,
    columns_add_up,
    read_row,
    review_adds_up,
    row_adds_up,
    shape_of,
)
from generator.importer.scan import Found, Other, Token, Value, printed_differs
from generator.importer.stream import Place
from generator.model.cells import BLANK, MISSING, Cell
from generator.model.forms import APPLICANTS, LAYOUTS, RESULTS, REVIEW, Label, Layout
from generator.problems import Level


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to tell: a rule, where in the source, and what; a note settles itself."""

    place: Place
    rule: str
    message: str
    level: Level = Level.FINDING


@dataclass(slots=True)
class Tables:
    """What the tables of a document say: cells by address, labels as printed, and remarks."""

    form_key: str
    divided: bool
    form_certain: bool
    cells: dict[str, Cell] = field(default_factory=dict)
    labels: dict[str, str] = field(default_factory=dict)
    remarks: list[Remark] = field(default_factory=list)
    labels_found: int = 0
    values_found: int = 0
    repeated: bool = False

    @property
    def layout(self) -> Layout:
        """The layout that the tables were read on."""
        return LAYOUTS[self.form_key, self.divided]

    @property
    def cells_read(self) -> int:
        """How many cells hold anything but "not in our copy"."""
        return sum(1 for cell in self.cells.values() if cell != MISSING)


@dataclass(frozen=True, slots=True)
class _Group:
    """Values that stand together, between two labels or on one printed row."""

    values: tuple[Value, ...]
    whole_row: bool

    @property
    def identity(self) -> int:
        return self.values[0].identity


@dataclass(frozen=True, slots=True)
class _RowLabel:
    found: Found
    order: int


_ONLY_2019 = frozenset(
    (
        "made",
        "newly_published",
        "total_published",
        "previous",
        "change",
        "items",
        "other_services",
        "procurement",
    )
)
_ONLY_2021 = frozenset(("issued", "repealed", "in_force"))


def read_tables(tokens: Sequence[Token], year: int | None) -> Tables:
    """The three tables; every cell of the layout gets a value, "?" where none is certain."""
    labels = [token for token in tokens if isinstance(token, Found)]
    form_key, certain = _form(labels, year)
    divided = _divided(labels, form_key)
    tables = Tables(form_key, divided, certain)
    tables.labels_found = len(labels)
    tables.values_found = sum(1 for t in tokens if isinstance(t, Value) and t.text)
    tables.cells = dict.fromkeys(tables.layout.addresses, MISSING)
    order = [TABLES.index(found.entry.table) for found in labels]
    trusted = order == sorted(order)
    _read_rows(tables, PROACTIVE, _part(tokens, PROACTIVE), trusted=trusted)
    shape = _read_rows(tables, REQUESTS, _part(tokens, REQUESTS), trusted=trusted)
    if trusted or all(v.column is not None for v in tokens if isinstance(v, Value)):
        _read_review(tables, _part(tokens, REVIEWS), _of_review(shape))
    _read_labels(tables, labels)
    _say_open(tables, labels)
    return tables


def _form(labels: Iterable[Found], year: int | None) -> tuple[str, bool]:
    keys = [found.entry.key for found in labels if found.entry.table == PROACTIVE]
    old = sum(key in _ONLY_2019 for key in keys)
    new = sum(key in _ONLY_2021 for key in keys)
    new += sum(
        found.entry.key in ("decisions", "amount") and found.printed.startswith("本年")
        for found in labels
    )
    if old == new:
        return ("2019" if year is not None and year < 2021 else "2021"), False
    return ("2019" if old > new else "2021"), True


def _divided(labels: Iterable[Found], form_key: str) -> bool:
    keys = {found.entry.key for found in labels if found.entry.table == REQUESTS}
    if any(key.startswith("other_outcome.") for key in keys):
        return True
    if "other_outcome" in keys and ("total" in keys or form_key == "2019"):
        return False
    return form_key == "2021"


def _part(tokens: Iterable[Token], table: str) -> list[Token]:
    """The tokens of one table: from its first label to the first label of another."""
    here = False
    part: list[Token] = []
    for token in tokens:
        if isinstance(token, Found):
            here = token.entry.table == table
        if here:
            part.append(token)
    return part


def _groups(run: Sequence[Value]) -> list[_Group]:
    """A run of values as printed rows where rows hold several, else as one group."""
    by_row: dict[int, list[Value]] = {}
    for value in run:
        by_row.setdefault(value.identity, []).append(value)
    several = any(sum(1 for v in row if v.text) > 1 for row in by_row.values())
    if several or not any(value.stream for value in run):
        return [_Group(tuple(row), whole_row=True) for row in by_row.values()]
    return [_Group(tuple(run), whole_row=False)]


def _sequence(tokens: Sequence[Token], rows: Sequence[str]) -> list[_RowLabel | _Group]:
    sequence: list[_RowLabel | _Group] = []
    run: list[Value] = []
    for token in tokens:
        if isinstance(token, Value):
            run.append(token)
            continue
        if run:
            sequence += _groups(run)
            run = []
        if isinstance(token, Found) and token.entry.role is Role.ROW and token.entry.key in rows:
            sequence.append(_RowLabel(token, rows.index(token.entry.key)))
    if run:
        sequence += _groups(run)
    first = next((n for n, item in enumerate(sequence) if isinstance(item, _RowLabel)), None)
    if first is None:
        return []
    # Values on the line before the first label may be its own; those before are of the head.
    start = max(first - 1, 0) if first and _filled(sequence[first - 1]) else first
    return [item for n, item in enumerate(sequence) if n >= start and _kept(item)]


def _filled(item: _RowLabel | _Group) -> bool:
    return isinstance(item, _Group) and any(value.text for value in item.values)


def _kept(item: _RowLabel | _Group) -> bool:
    return isinstance(item, _RowLabel) or bool(item.values)


def _pairs(
    sequence: list[_RowLabel | _Group], *, trusted: bool
) -> list[tuple[_RowLabel, _Group | None]]:
    """Each label with the values that are certainly its own, or with none."""
    labels = [item for item in sequence if isinstance(item, _RowLabel)]
    in_order = trusted and all(a.order < b.order for a, b in pairwise(labels))
    own: dict[int, _Group] = {}
    used: set[int] = set()
    for number, item in enumerate(sequence[:-1]):
        after = sequence[number + 1]
        if isinstance(item, _RowLabel) and isinstance(after, _Group):
            same_row = after.identity in item.found.identities
            if same_row and (in_order or _on_one_line(item.found, after)):
                own[number] = after
                used.add(number + 1)
    if in_order:
        _pair_rest(sequence, own, used)
    return [
        (item, own.get(number))
        for number, item in enumerate(sequence)
        if isinstance(item, _RowLabel)
    ]


def _on_one_line(found: Found, group: _Group) -> bool:
    value = group.values[0]
    return value.column is not None or value.place.line == found.place.line


def _pair_rest(sequence: list[_RowLabel | _Group], own: dict[int, _Group], used: set[int]) -> None:
    """Labels whose values stand on other lines: label and values must alternate exactly."""
    segment: list[int] = []
    for number in [*range(len(sequence)), None]:
        if number is not None and number not in own and number not in used:
            segment.append(number)
            continue
        _pair_segment(sequence, segment, own)
        segment = []


def _pair_segment(
    sequence: list[_RowLabel | _Group], segment: list[int], own: dict[int, _Group]
) -> None:
    groups = [item for n in segment if isinstance(item := sequence[n], _Group)]
    if all(not group.whole_row or not any(v.text for v in group.values) for group in groups):
        # One cell a line: the values of a row follow its label, always.
        for first, second in pairwise(segment):
            one, other = sequence[first], sequence[second]
            if isinstance(one, _RowLabel) and isinstance(other, _Group) and not other.whole_row:
                own[first] = other
        return
    segment = [n for n in segment if isinstance(sequence[n], _RowLabel) or _filled(sequence[n])]
    if len(segment) % 2:
        return
    found = {}
    for first, second in zip(segment[::2], segment[1::2], strict=True):
        one, other = sequence[first], sequence[second]
        if isinstance(one, _RowLabel) and isinstance(other, _Group):
            found[first] = other
        elif isinstance(one, _Group) and isinstance(other, _RowLabel):
            found[second] = one
        else:
            return
    own.update(found)


def _of_review(shape: Shape | None) -> Shape:
    """What the rows of table three say of table four: how many blank cells end a row."""
    margins = shape.margins if shape else frozenset()
    tails = {after for _, before, after in margins if before == 0}
    if len(tails) != 1 or any(before for _, before, _ in margins):
        return Shape(frozenset(), None)
    tail = tails.pop()
    # The blank cells that end the row of heads may stand before the figures.
    return Shape(frozenset({(15 + tail, 0, tail), (15 + 2 * tail, tail, tail)}), None)


def _read_rows(
    tables: Tables, table: str, tokens: Sequence[Token], *, trusted: bool
) -> Shape | None:
    """Read a table of labelled rows; what its full rows look like, or None."""
    if table == PROACTIVE:
        columns = {
            row.key: [column.key for column in article.columns]
            for article in tables.layout.articles
            for row in article.rows
        }
        _drop_unlike_heads(tables, tokens, columns)
    else:
        columns = {row.key: [c.key for c in APPLICANTS] for row in tables.layout.request_rows}
        if _columns_disorder(tokens):
            place = tokens[0].place
            message = (
                "found the columns of applicants in another order than the form's: read by hand"
            )
            tables.remarks.append(Remark(place, "I4", message))
            return None
    pairs = _pairs(_sequence(tokens, list(columns)), trusted=trusted)
    shapes = _shapes(pairs, columns, one_lead=table == PROACTIVE)
    done: dict[str, tuple[Cell, ...]] = {}
    chosen: dict[str, Place] = {}
    for label, group in pairs:
        key = label.found.entry.key
        keys = columns[key]
        if not keys:
            continue
        check = row_adds_up if table == REQUESTS else None
        values = () if group is None else group.values
        reading = read_row(values, len(keys), shapes[len(keys)], check)
        if key in done:
            tables.repeated = True
            reading = _reconciled(tables, label.found, done[key], reading)
        done[key] = reading.cells
        if reading.chosen:
            chosen[key] = label.found.place
        _explain(tables, f"{table}.{key}", label.found.place, reading)
        for column, cell in zip(keys, reading.cells, strict=True):
            tables.cells[f"{table}.{key}.{column}"] = cell
    if chosen and not columns_add_up(tables.cells, tables.layout):
        _reopen(tables, chosen)
    return shapes.get(len(APPLICANTS))


def _shapes(
    pairs: Sequence[tuple[_RowLabel, _Group | None]],
    columns: Mapping[str, Sequence[str]],
    *,
    one_lead: bool,
) -> dict[int, Shape]:
    """What the full rows of a table look like, by the number of their columns."""
    shapes: dict[int, Shape] = {}
    for count in {len(keys) for keys in columns.values()}:
        groups = [
            group.values
            for label, group in pairs
            if group is not None and len(columns[label.found.entry.key]) == count
        ]
        shapes[count] = shape_of(groups, count)
    leads = {before for shape in shapes.values() for _, before, _ in shape.margins}
    if one_lead and len(leads) == 1:
        lead = leads.pop()
        shapes = {count: replace(shape, lead=lead) for count, shape in shapes.items()}
    return shapes


def _reopen(tables: Tables, chosen: Mapping[str, Place]) -> None:
    """Take back what arithmetic chose row by row where the columns then contradict it."""
    rows = {f"{REQUESTS}.{key}" for key in chosen}
    tables.remarks[:] = [
        remark
        for remark in tables.remarks
        if remark.rule != "I6" or remark.message.partition(":")[0] not in rows
    ]
    for key, place in chosen.items():
        for column in APPLICANTS:
            tables.cells[f"{REQUESTS}.{key}.{column.key}"] = MISSING
        message = f"{REQUESTS}.{key}: figures run together, no reading fits the columns; left open"
        tables.remarks.append(Remark(place, "I1", message))


def _reconciled(
    tables: Tables, found: Found, before: tuple[Cell, ...], reading: Reading
) -> Reading:
    """A row that is printed twice counts where both say the same."""
    if MISSING in before or reading.cells == before:
        return reading
    if all(cell == MISSING for cell in reading.cells):
        return Reading(before)
    tables.remarks.append(
        Remark(found.place, "I1", f"{found.printed}: found twice with different figures, left open")
    )
    cells = tuple(a if a == b else MISSING for a, b in zip(before, reading.cells, strict=True))
    return Reading(cells)


def _explain(tables: Tables, address: str, place: Place, reading: Reading) -> None:
    if reading.chosen:
        message = (
            f"{address}: found figures that can be read in several ways; only one adds up: "
            + ", ".join(cell.printed for cell in reading.cells)
        )
        tables.remarks.append(Remark(place, "I6", message, Level.NOTE))
    if reading.why:
        opened = sum(1 for cell in reading.cells if cell == MISSING)
        message = f"{address}: {reading.why}; {opened} cells left open, read them in the source"
        tables.remarks.append(Remark(place, "I1", message))


def _drop_unlike_heads(
    tables: Tables, tokens: Sequence[Token], columns: dict[str, list[str]]
) -> None:
    """Open the rows that stand under column heads which the form does not have there."""
    heads: list[str] = []
    fresh = True
    for token in tokens:
        if not isinstance(token, Found):
            continue
        if token.entry.role is Role.COLUMN:
            heads = [*([] if fresh else heads), token.entry.key]
            fresh = False
            continue
        if token.entry.role is Role.ARTICLE:
            heads = []
        fresh = True
        if token.entry.role is not Role.ROW:
            continue
        key = token.entry.key
        if key not in columns:
            message = f"{token.printed}: found a row that form {tables.form_key} does not have"
            tables.remarks.append(Remark(token.place, "I4", message))
            continue
        expected = columns[key]
        strange = [head for head in heads if head not in expected]
        if strange or [head for head in expected if head in heads] != heads:
            message = (
                f"{token.printed}: found columns that form {tables.form_key} does not have here"
            )
            tables.remarks.append(Remark(token.place, "I4", message))
            columns[key] = []


def _columns_disorder(tokens: Sequence[Token]) -> bool:
    seen = [
        token.entry.key
        for token in tokens
        if isinstance(token, Found) and token.entry.role is Role.COLUMN
    ]
    organisations = [c.key for c in APPLICANTS[1:6]]
    here = [key for key in seen if key in organisations]
    return len(here) == 5 and sorted(here) == sorted(organisations) and here != organisations


def _review_runs(tokens: Sequence[Token]) -> list[tuple[list[str], _Group]]:
    """The runs of values below the heads of table four, each with the groups named before it."""
    rows = [row.key for row in REVIEW]
    runs: list[tuple[list[str], _Group]] = []
    seen: list[str] = []
    run: list[Value] = []
    heads = 0
    for token in [*tokens, None]:
        if isinstance(token, Value):
            run.append(token)
            continue
        if run and heads >= 3:
            runs += [(list(seen), group) for group in _groups(run)]
        run = []
        if isinstance(token, Found):
            heads += 1
            if token.entry.role is Role.ROW and token.entry.key in rows:
                seen.append(token.entry.key)
    return runs


def _read_review(tables: Tables, tokens: Sequence[Token], shape: Shape) -> None:
    rows = [row.key for row in REVIEW]
    runs = _review_runs(tokens)
    filled = [(keys, group) for keys, group in runs if _filled(group)] or runs[-1:]
    if not filled:
        return
    place = filled[0][1].values[0].place
    if len(filled) == 1:
        order = list(dict.fromkeys(filled[0][0]))
        order = order if sorted(order) == sorted(rows) else rows
        values = filled[0][1].values
        if not _filled(filled[0][1]) and len(values) != 15:
            return
        count = 15
        reading = read_row(values, count, shape, review_adds_up)
        _explain(tables, "review", place, reading)
        for number, cell in enumerate(reading.cells):
            address = f"review.{order[number // 5]}.{RESULTS[number % 5].key}"
            tables.cells[address] = cell
        return
    new = [keys[-1] if keys else "" for keys, _ in filled]
    if len(filled) == 3 and sorted(new) == sorted(rows):
        for key, (_, group) in zip(new, filled, strict=True):
            reading = read_row(group.values, 5, shape_of([], 5), review_adds_up)
            _explain(tables, f"review.{key}", place, reading)
            for column, cell in zip(RESULTS, reading.cells, strict=True):
                tables.cells[f"review.{key}.{column.key}"] = cell
        return
    count = sum(len(group.values) for _, group in filled)
    message = f"review: found {count} values in {len(filled)} rows, expected 15 in one; left open"
    tables.remarks.append(Remark(place, "I1", message))


def _read_labels(tables: Tables, labels: Sequence[Found]) -> None:
    """Labels printed otherwise than on the form, at the addresses of the layout."""
    statutory = tables.layout.labels
    article_of = {row.key: a.key for a in tables.layout.articles for row in a.rows}
    article = ""
    waiting: list[Found] = []
    for found in labels:
        entry = found.entry
        if entry.table == PROACTIVE:
            if entry.role is Role.ARTICLE:
                article, waiting = entry.key, []
            elif entry.role in (Role.COLUMN, Role.HEAD):
                waiting.append(found)
                continue
            elif entry.role is Role.ROW:
                article = article_of.get(entry.key, article)
                for head in waiting:
                    _note_label(tables, statutory, f"proactive.{article}.{head.entry.key}", head)
                waiting = []
            address = f"proactive.{entry.key}"
        elif entry.table == REVIEWS:
            column = "column." if entry.role is Role.COLUMN else ""
            address = f"review.{column}{entry.key}"
        else:
            column = "column." if entry.role is Role.COLUMN else ""
            address = f"requests.{column}{entry.key}"
        if entry.role is not Role.REMARK:
            _note_label(tables, statutory, address, found)


def _note_label(tables: Tables, statutory: Mapping[str, Label], address: str, found: Found) -> None:
    label = statutory.get(address)
    if label is None or address in tables.labels or not printed_differs(found.printed, label.zh):
        return
    if found.entry.key == "partly_granted" and label.zh.startswith(found.printed):
        return
    tables.labels[address] = found.printed
    if found.misprinted:
        message = f'{address}: found label "{found.printed}", taken for "{label.zh}"'
        tables.remarks.append(Remark(found.place, "I5", message, Level.NOTE))


def _say_open(tables: Tables, labels: Sequence[Found]) -> None:
    """One remark for every row whose label was not found at all."""
    told = " ".join(remark.message for remark in tables.remarks)
    by_row: dict[str, list[Cell]] = {}
    for address, cell in tables.cells.items():
        by_row.setdefault(address.rpartition(".")[0], []).append(cell)
    place = labels[-1].place if labels else Place(1)
    for row, cells in by_row.items():
        if (
            MISSING in cells
            and f"{row}:" not in told
            and not (row.startswith("review.") and "review:" in told)
        ):
            message = f"{row}: row not found in the source, {len(cells)} cells left open"
            tables.remarks.append(Remark(place, "I1", message))


__all__ = ["BLANK", "Other", "Remark", "Tables", "read_tables"]
