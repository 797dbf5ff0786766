"""Which kind a sheet is, by its headings alone: wherever they stand, over one to three rows, in any order."""

from __future__ import annotations

from collections.abc import Sequence, Set
from functools import cache, lru_cache
from itertools import chain, compress, pairwise

from msgspec import Struct, field, structs

from qianyi.dossier.registers import REGISTERS
from qianyi.intake.cells.values import level_text
from qianyi.intake.opening.tables import Table, Value

SEARCHED = 40
"""Headings are looked for in so many rows from the top."""
_DEEPEST = 3
_FROM_TO = {"从": "起", "到": "止"}

SILENT = frozenset({"serial", "remark"})
"""Columns that every table may have: they tell nothing, and of two of them the first is taken."""


class TableHeading(Struct, eq=False):
    """Where the headings of a table stand and what they mean."""

    kind: str
    rows: tuple[int, int]
    """First and last heading row, 0-based."""
    columns: dict[str, int]
    """Field → 0-based column."""
    missing: tuple[str, ...] = ()
    """Required fields without a column (I003): then the sheet is recognised but not read."""
    twice: dict[str, tuple[int, ...]] = field(default_factory=dict)
    """Fields that two columns of the same heading claim: it cannot be told which holds, and neither is taken."""
    score: float = 0.0
    """How much of the kind's own headings was seen."""
    criteria: dict[int, str] = field(default_factory=dict)
    """Wide marks: column → criterion id."""
    asides: dict[int, str] = field(default_factory=dict)
    """Wide marks: columns of criteria that hold no marks (扣分, 自评), with their headings, where no other column does."""
    span: tuple[int, int] | None = None
    """First column and the one after the last, where other pages of the same table stand beside it."""
    pages: tuple[TableHeading, ...] = ()
    """The headings of all pages that stand side by side (this one's columns are the first's), else empty."""

    @property
    def readable(self) -> bool:
        """Whether every required column is there, and only once."""
        return not self.missing and not (self.twice.keys() & needed(self.kind))

    @property
    def first_data_row(self) -> int:
        """The row below the headings."""
        return self.rows[1] + 1


@cache
def accepted() -> dict[str, dict[str, tuple[str, int]]]:
    """Levelled heading → kind → (field, rank among the accepted headings of that field)."""
    words: dict[str, dict[str, tuple[str, int]]] = {}
    for register in REGISTERS.values():
        for column in register.columns:
            for rank, heading in enumerate(column.headings):
                words.setdefault(level_text(heading), {}).setdefault(register.kind, (column.field, rank))
    return words


@cache
def _spans() -> dict[str, frozenset[str]]:
    """Levelled heading of a column that holds both start and end → the kinds that may have it."""
    found: dict[str, set[str]] = {}
    for register in REGISTERS.values():
        for heading in register.spans:
            found.setdefault(level_text(heading), set()).add(register.kind)
    return {heading: frozenset(kinds) for heading, kinds in found.items()}


@cache
def _endings() -> frozenset[str]:
    """All that may stand lowest in a heading, its beginning in a cell above: rows without any of it need no look."""
    return frozenset(word[start:] for word in (*accepted(), *_spans()) for start in range(len(word)))


@cache
def _beginnings() -> frozenset[str]:
    """All that may stand above the end of a heading: rows without any of it, or a whole one, add nothing from above."""
    return frozenset(word[:end] for word in (*accepted(), *_spans()) for end in range(1, len(word) + 1))


def may_be_read(table: Table) -> bool:
    """Whether the head of a sheet holds a word of a heading, of whatever kind."""
    words = accepted()
    texts = (value for row in table.rows for value in row if isinstance(value, str) and value)
    return any("姓" in text or level_text(text) in words for text in texts)


@lru_cache(8192)
def may_be_heading(value: Value) -> bool:
    """Whether a cell is a heading of some kind of register, or may be read as one beside others."""
    return isinstance(value, str) and ((text := level_text(value)) in accepted() or text in _FROM_TO)


@lru_cache(8192)
def _levelled(value: Value) -> str:
    return level_text(value) if isinstance(value, str) and value else ""


def heading_texts(row: list[Value]) -> list[str]:
    """The texts of a row, levelled; "" for what is no text. 从 and 到 are 起 and 止 (到 alone is a mark)."""
    texts = list(map(_levelled, row))
    return [_FROM_TO.get(text, text) for text in texts] if "从" in texts else texts


@cache
def needed(kind: str) -> frozenset[str]:
    """The fields a sheet of this kind cannot do without, alternatives among them."""
    register = REGISTERS[kind]
    return frozenset(c.field for c in register.columns if c.required).union(*register.alternatives)


def _missing(kind: str, columns: Set[str]) -> tuple[str, ...]:
    """The required fields that have no column; of alternatives (a period, or both dates) the first one's."""
    register = REGISTERS[kind]
    missing = [c.field for c in register.columns if c.required and c.field not in columns]
    if register.alternatives and not any(all(f in columns for f in group) for group in register.alternatives):
        started = [g for g in register.alternatives if any(f in columns for f in g)] or list(register.alternatives)
        missing += [f for f in started[0] if f not in columns]
    return tuple(missing)


def fits(levelled: list[list[str]], first: int = 0) -> list[TableHeading]:
    """For every kind of register its best heading: the topmost whole one, else the fullest.

    `levelled` are the heading texts of the rows from `first` on.
    """
    words = accepted()
    hopeless = [_endings().isdisjoint(texts) for texts in levelled]
    useless = [_beginnings().isdisjoint(texts) for texts in levelled]
    best: dict[str, tuple[bool, int, int, bool, int]] = {}
    found: dict[str, tuple[_Match, tuple[int, int]]] = {}
    sizes: dict[tuple[int, int], dict[str, int]] = {}  # columns by kind, by top and bottom
    for top in range(len(levelled) - 1, -1, -1):
        for bottom in range(top, min(_DEEPEST + top, len(levelled))):
            if hopeless[bottom]:
                continue
            below = sizes.get((top + 1, bottom), {})
            if top < bottom and all(useless[top:bottom]):
                sizes[top, bottom] = below
                continue
            stacked = _stack(levelled[top : bottom + 1])
            if words.keys().isdisjoint(chain.from_iterable(compress(stacked, levelled[bottom]))):
                continue
            if bottom > top and _is_data(levelled[bottom], levelled[top:bottom], stacked):
                continue
            parted = bottom > top and _is_parted(levelled[bottom - 1], levelled[bottom])
            here = sizes[top, bottom] = {}
            for kind, match in _match(tuple(stacked)).items():
                here[kind] = match.size
                if match.size <= below.get(kind, 0):
                    continue  # the upper row adds nothing
                rank = (not match.missing, 0 if match.missing else -top, match.size, parted, top - bottom)
                if kind not in best or rank > best[kind] or (match.missing and rank == best[kind]):
                    best[kind] = rank
                    found[kind] = match, (first + top, first + bottom)
    return [_heading(kind, rows, match) for kind, (match, rows) in found.items()]


def _heading(kind: str, rows: tuple[int, int], match: _Match, span: tuple[int, int] | None = None) -> TableHeading:
    columns, twice = dict(match.columns), dict(match.twice)  # the match's own are kept for the next sheet
    return TableHeading(kind, rows, columns, match.missing, twice, match.own, span=span)


def _is_parted(upper: list[str], lower: list[str]) -> bool:
    """Whether a row parts the wide headings above it (开始: 日期, 时段), and says nothing below the others."""
    if sum(map(bool, lower)) < 2 or any(map(str.isdecimal, "".join(lower))):
        return False
    upper = [*upper, *[""] * (len(lower) + 1 - len(upper))]
    return all(not (text and upper[c] and upper[c + 1]) for c, text in enumerate(lower)) and any(
        not upper[c + 1] and c + 1 < len(lower) and bool(lower[c + 1]) for c, text in enumerate(upper[:-1]) if text
    )


def _is_data(lowest: list[str], above: list[list[str]], stacked: list[tuple[str, ...]]) -> bool:
    """Whether what stands below known headings is mostly no heading: a row of data that holds the word of one."""
    words = accepted()
    strange = known = 0
    for column, text in enumerate(lowest):
        if text and any(one in words for one in stacked[column]):
            known += 1
        elif text and any(row[column] in words for row in above if column < len(row)):
            strange += 1
    return strange > known


class _Match(Struct):
    """What the texts of one heading mean for one kind."""

    columns: dict[str, int] = field(default_factory=dict)
    twice: dict[str, tuple[int, ...]] = field(default_factory=dict)
    own: float = 0.0
    size: int = 0
    """How many fields were seen; start and end in one column are one."""
    missing: tuple[str, ...] = ()
    """The required fields that were not."""

    def count(self, kind: str) -> None:
        """Set `size` and `missing`, once all columns are known."""
        one = "start" in self.columns and self.columns["start"] == self.columns.get("end")
        self.size = len(self.columns) + len(self.twice) - one
        self.missing = _missing(kind, self.columns.keys() | self.twice.keys())


def with_pages(heading: TableHeading, levelled: list[list[str]]) -> TableHeading:
    """The heading with its `pages`, where the same headings stand twice side by side and each page is whole by itself;
    else as it is. `levelled` are the texts of its rows."""
    stacked = _stack(levelled)
    starts = _starts(stacked, heading.kind)
    pages = []
    for first, last in pairwise([*starts, len(stacked)]):
        within = tuple(texts if first <= column < last else () for column, texts in enumerate(stacked))
        page = _heading(
            heading.kind, heading.rows, _match(within).get(heading.kind) or _none(heading.kind), (first, last)
        )
        if not page.readable:
            return heading
        pages.append(page)
    if len(pages) < 2:
        return heading
    return structs.replace(pages[0], score=heading.score, pages=tuple(pages))


def _starts(stacked: list[tuple[str, ...]], kind: str) -> list[int]:
    """The first column of each page: where the leftmost required heading stands again, 序号 and the like before it."""
    words = accepted()
    claims: dict[str, list[int]] = {}
    for column, texts in enumerate(stacked):
        for name in {words[text][kind][0] for text in texts[:1] if kind in words.get(text, {})} & needed(kind):
            claims.setdefault(name, []).append(column)
    starts = min((columns for columns in claims.values() if len(columns) > 1), default=[])
    lead = 0
    while starts and starts[0] > lead and _again(stacked, [start - lead - 1 for start in starts]):
        lead += 1
    return [0, *(start - lead for start in starts[1:])] if starts else []


def _again(stacked: list[tuple[str, ...]], columns: list[int]) -> bool:
    return bool(stacked[columns[0]]) and len({stacked[column] for column in columns}) == 1


def _stack(levels: list[list[str]]) -> list[tuple[str, ...]]:
    """The candidate texts of each column, the most telling first: parent and child joined, then the lowest."""
    if len(levels) == 1:
        return [(text,) if text else () for text in levels[0]]
    width = max(map(len, levels))
    padded = [row + [""] * (width - len(row)) for row in levels]
    parents = [""] * width
    out: list[tuple[str, ...]] = []
    for column in range(width):
        stack = [row[column] for row in padded]
        for upper in stack[:-1]:
            if upper:
                parents[column] = upper
                break
        else:
            parents[column] = parents[column - 1] if column else ""
        filled = [text for text in stack if text]
        if not filled:
            out.append(())
            continue
        texts = [filled[-1]]
        if stack[-1] and parents[column] and parents[column] != filled[-1]:
            texts.insert(0, parents[column] + filled[-1])
        out.append(tuple(texts))
    return out


@lru_cache(512)  # the twelve grids of a year have the same headings
def _match(stacked: tuple[tuple[str, ...], ...]) -> dict[str, _Match]:
    """For every kind: field → column, the fields that two columns claim alike, and how much of it is its own.

    A heading tells 1 where no other kind has it, 1/2 where one other has …; a required one tells twice as much.
    """
    words = accepted()
    claims: dict[str, dict[str, list[tuple[int, int, str]]]] = {}
    for column, texts in enumerate(stacked):
        taken: set[str] = set()
        for text in texts:
            for kind, (name, rank) in words.get(text, {}).items():
                if kind not in taken:
                    taken.add(kind)
                    claims.setdefault(kind, {}).setdefault(name, []).append((rank, column, text))
    result: dict[str, _Match] = {}
    for kind, fields in claims.items():
        match = result[kind] = _Match()
        for name, places in fields.items():
            lowest = min(rank for rank, _, _ in places)
            same = [(column, text) for rank, column, text in places if rank == lowest]
            if len(same) > 1 and name not in SILENT:
                match.twice[name] = tuple(column for column, _ in same)
            else:
                match.columns[name] = same[0][0]
            kinds = len(words[same[0][1]])
            if kinds <= 2 and name not in SILENT:
                match.own += (2 if name in needed(kind) else 1) / kinds
    _match_spans(stacked, result)
    for kind, match in result.items():
        match.count(kind)
    return result


def _none(kind: str) -> _Match:
    """Of a page without any heading of the kind."""
    match = _Match()
    match.count(kind)
    return match


def _match_spans(stacked: Sequence[tuple[str, ...]], matches: dict[str, _Match]) -> None:
    """Start and end in one column (请假起止时间), for the kinds that found neither in one of its own."""
    spans = _spans()
    for column, text in [(column, text) for column, texts in enumerate(stacked) for text in texts if text in spans]:
        for kind in spans[text] & matches.keys():
            match = matches[kind]
            if not {"start", "end"} & {*match.columns, *match.twice} or match.columns.get("start") == match.columns.get(
                "end"
            ):
                for name in ("start", "end"):
                    if name in match.columns:
                        match.twice[name] = (match.columns.pop(name), column)
                    elif name in match.twice:
                        match.twice[name] = (*match.twice[name], column)
                    else:
                        match.columns[name] = column
                match.own += 1
