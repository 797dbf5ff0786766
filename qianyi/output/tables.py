"""The tables that go out, once for every view: screen, csv, Markdown, workbook, frame, parquet, report.

Their columns are the fields of `rules.shapes` and `scoring.shapes` that say their word; a result's days, items and facts are columns too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from decimal import Decimal
from operator import attrgetter
from typing import Annotated, Any

from msgspec import UNSET, Struct, structs

from qianyi.facts.texts import plain
from qianyi.output.words import (
    COUNTS,
    COUNTY,
    DAYS,
    ELIGIBLE,
    FACTS,
    FACTS_SHORT,
    SCORED,
    SEVERITY,
    STATUS,
    TERM,
    number,
    shown,
)
from qianyi.policy.model import Policy
from qianyi.rules.labels import Shape, fields_labelled, labelled
from qianyi.rules.shapes import Finding
from qianyi.scoring import shapes
from qianyi.scoring.allowances import QuotaProgress, Remainder
from qianyi.scoring.result import Item, Scores

_WORDS: dict[str, Mapping[Any, str]] = {
    "status": STATUS,
    "term": TERM,
    "severity": SEVERITY,
    "role": SCORED,
    "eligible": ELIGIBLE,
    "near_limit": {True: "临近上限", False: ""},
}
"""The words of fields that hold one of a few values."""


class Column(Struct, frozen=True):
    """One column: key (for programs), word (its heading), unit, how to get its value from a row."""

    key: str
    word: str
    get: Callable[[Any], Any]
    unit: str = ""
    short: str = ""
    """The heading on a screen, "" where it has no room there."""
    points: bool = False
    """An item of a rubric: its points."""

    def named(self, word: str) -> Column:
        """The column under another heading (支援单位 for 单位)."""
        return structs.replace(self, word=word, short=word)

    @property
    def numeric(self) -> bool:
        """Whether its values are figures."""
        return bool(self.unit)

    @property
    def wide(self) -> bool:
        """Whether its text is long: it wraps in a workbook."""
        return self.key in ("message", "why", "cells", "missing")

    def text(self, row: Any) -> str:
        """The value as printed; "" where there is none."""
        value = self.get(row)
        words = _WORDS.get(self.key)
        if words is not None:
            return words.get(value, "")
        return text_of(value)


def text_of(value: object) -> str:
    """A value as printed: 18.4, 2022-06-01, A3 B4; "" where there is none."""
    if value is None or value is UNSET:
        return ""
    if isinstance(value, Decimal):
        return plain(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, list):
        return " ".join(map(str, value))
    return shown(value)


def columns(shape: type[Shape], within: str = "") -> list[Column]:
    """The fields of a shape that are columns; `within` is the field of the row that holds it."""
    start = f"{within}." if within else ""
    return [
        Column(name, said["word"], attrgetter(start + name), said["unit"], said["short"])
        for name, said in fields_labelled(shape).items()
        if said.get("word")
    ]


def _named(made: list[Column], **keys: str) -> list[Column]:
    """The columns, some under the key that they have beside those of another shape."""
    return [structs.replace(column, key=keys.get(column.key, column.key)) for column in made]


def _placed(made: list[Column], before: str, more: Iterable[Column]) -> list[Column]:
    """The columns with more of them before one."""
    place = next((i for i, column in enumerate(made) if column.key == before), len(made))
    return [*made[:place], *more, *made[place:]]


def _items(items: Sequence[shapes.Item], shorts: Mapping[str, str]) -> list[Column]:
    """A column an item: its points."""

    def get(id: str) -> Callable[[Any], Decimal | None]:
        return lambda row: next((item.score for item in row.items if item.id == id), None)

    return [
        Column(item.id, f"{item.id} {item.title}", get(item.id), "分", shorts.get(item.id, item.title), points=True)
        for item in items
    ]


def _count(field: str) -> Callable[[Any], Decimal | None]:
    return lambda row: None if row.attendance is None else getattr(row.attendance, field)


def short_titles(policy: Policy) -> dict[str, str]:
    """Item id → the short title that a narrow screen has room for."""
    items = (item for annex in policy.annexes.values() for item in annex.items())
    return {item.id: item.short or item.title for item in items}


DAYS_COLUMNS = [Column(field, DAYS[field], _count(field), "天") for field in COUNTS]
"""Workdays by kind."""


def people(items: Sequence[shapes.Item] = (), shorts: Mapping[str, str] | None = None) -> list[Column]:
    """PEOPLE: a row a placement. `items`: those of its rubric; without any there are no points."""
    made = columns(shapes.Person)
    if not items:
        made = [column for column in made if column.key not in ("score", "max", "percent")]
    return _placed(made, "score" if items else "status", [*DAYS_COLUMNS, *_items(items, shorts or {})])


def institutions(items: Sequence[shapes.Item] = (), shorts: Mapping[str, str] | None = None) -> list[Column]:
    """INSTITUTIONS: a row an institution and role."""
    made = columns(shapes.Institution)
    if not items:
        made = [column for column in made if column.key not in ("score", "max", "percent", "rank")]
    crew = _named(columns(shapes.Crew, "people"), count="people")
    narrow = [Column(one.key, one.word, one.get, one.unit, "", one.points) for one in _items(items, shorts or {})]
    return [*_placed(made, "score", narrow), *crew]


DAYS_TABLE = [*(one for one in columns(shapes.Person) if one.key in ("name", "support", "recipient")), *DAYS_COLUMNS]
FINDINGS = columns(Finding)
REMAINDERS = columns(Remainder)


def quota_text(quota: QuotaProgress) -> str:
    """How far a bearer has come: 县医院的“…”到 2022-12-31：3 / 5."""
    who = COUNTY if quota.who == "county" else quota.who
    wanted = quota.at_least if quota.at_least is not None else quota.at_most
    return f"{who}的“{quota.title}”到 {quota.end}：{number(quota.count)} / {number(wanted)}"


class LedgerRow(Shape, kw_only=True):
    """An entry of a ledger with whose and which item's it is."""

    subject: Annotated[str, labelled("对象")]
    role: Annotated[str, labelled("类别")]
    item: Annotated[str, labelled("项")]
    entry: shapes.Entry


LEDGER = [*columns(LedgerRow), *columns(shapes.Entry, "entry")]


class LineRow(Shape, kw_only=True):
    """A line with whose and which item's it is."""

    subject: Annotated[str, labelled("对象")]
    role: Annotated[str, labelled("类别")]
    item: Annotated[str, labelled("项")]
    line: shapes.Line


LINES = [*columns(LineRow), *_named(columns(shapes.Line, "line"), id="line")]


def _subjects(scores: Scores) -> Iterable[tuple[str, str, Item]]:
    for person in scores.people:
        for item in person.items:
            yield person.placement.name, "person", item
    for found in scores.institutions:
        for item in found.items:
            yield found.name, found.role, item


def ledger_rows(scores: Scores) -> list[LedgerRow]:
    """Every entry of every ledger."""
    return [
        LedgerRow(subject=name, role=role, item=item.id, entry=shapes.Entry.made(entry))
        for name, role, item in _subjects(scores)
        for entry in item.ledger
    ]


def line_rows(scores: Scores) -> list[LineRow]:
    """Every line."""
    return [
        LineRow(subject=name, role=role, item=item.id, line=shapes.Line.made(line))
        for name, role, item in _subjects(scores)
        for line in item.lines
    ]


def _fact(key: str) -> Callable[[Any], Any]:
    return lambda row: row.facts.get(key)


FACTS_TABLE = [
    *(one for one in columns(shapes.Person) if one.key in ("name", "recipient")),
    *(Column(key, word, _fact(key), "数", FACTS_SHORT.get(key, word)) for key, word in FACTS.items()),
    Column("eligible", "评优评审资格", _fact("eligible"), short="评优"),
]
"""第十六条: facts without points."""
