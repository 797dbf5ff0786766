"""Scores as pandas frames, for those who go on with pandas or DuckDB. pandas is imported inside."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from msgspec import UNSET

from qianyi.errors import QianyiError
from qianyi.output import tables
from qianyi.output.tables import Column
from qianyi.rules.shapes import Finding
from qianyi.scoring import shapes
from qianyi.scoring.result import Scores

if TYPE_CHECKING:
    import pandas

FrameSource = tuple[Sequence[Column], Sequence[Any]]
_WHOLE = frozenset({"counted_months", "rank"})
_DAYS = frozenset({"start", "end"})


def to_frame(scores: Scores, table: str = "people") -> pandas.DataFrame:
    """One table of the scores as a frame. Points are float64, dates datetime64, missing values NA.

    people        one row a placement: name, support, recipient, start, end (dates), term (year/half/short),
                  the fourteen day counts (workdays), a column an item id (points), score and max (points),
                  percent (0–100), status, grade, grade_origin, counted_months (months)
    institutions  one row an institution and role: name, role, annex, a column an item id (points), score and max
                  (points), percent (0–100), status, rank, people (persons), mean_percent, min_percent (0–100)
    lines         one row a line: subject, role (person/support/recipient), item, line, max and score (points),
                  status, origin (mark/auto/computed)
    ledger        one row an entry: subject, role, item, line, points, clause, why, parameter, cells (`file/sheet!A1`)
    findings      one row a finding: id, code, slug, severity, clause, message, path, sheet, cells, person, institution,
                  waiver

    Raises ValueError where there is no such table, QianyiError where pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError:
        raise QianyiError("得分转成数据框要用 pandas；请先 pip install pandas 再试。") from None
    if table not in _TABLES:
        raise ValueError(f"no table {table!r}; one of {', '.join(_TABLES)}")
    columns, rows = _TABLES[table](scores)
    frame = pandas.DataFrame(
        [[_plain(column.get(row)) for column in columns] for row in rows], columns=[column.key for column in columns]
    )
    for column in columns:
        if column.key in _DAYS:
            frame[column.key] = pandas.to_datetime(frame[column.key])
        elif column.key in _WHOLE:
            frame[column.key] = frame[column.key].astype("Int64")
        elif column.numeric and column.key != "people":
            frame[column.key] = frame[column.key].astype("float64")
    return frame


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, list):
        return " ".join(map(str, value))
    return None if value is UNSET else value


def _people(scores: Scores) -> FrameSource:
    rows = [shapes.Person.made(person) for person in scores.people]
    return tables.people(rows[0].items if rows else ()), rows


def _institutions(scores: Scores) -> FrameSource:
    rows = [shapes.Institution.made(found) for found in scores.institutions]
    items = {item.id: item for row in rows for item in row.items}
    return tables.institutions(list(items.values())), rows


def _ledger(scores: Scores) -> FrameSource:
    return tables.LEDGER, tables.ledger_rows(scores)


def _lines(scores: Scores) -> FrameSource:
    return tables.LINES, tables.line_rows(scores)


def _findings(scores: Scores) -> FrameSource:
    return tables.FINDINGS, [Finding.made(finding) for finding in scores.findings]


_TABLES: dict[str, Callable[[Scores], FrameSource]] = {
    "people": _people,
    "institutions": _institutions,
    "lines": _lines,
    "ledger": _ledger,
    "findings": _findings,
}
