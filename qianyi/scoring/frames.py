"""Scores as pandas frames, for those who go on with pandas or DuckDB. pandas is imported inside."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.errors import QianyiError
from qianyi.facts.attendance import AttendanceCount
from qianyi.scoring.result import InstitutionScore, Item, PersonScore, Scores

if TYPE_CHECKING:
    import pandas

COUNTS = AttendanceCount.__struct_fields__
TABLES = ("people", "institutions", "lines", "ledger", "findings")


_EMPTY = {
    "lines": ("subject", "role", "item", "line", "max", "score", "status", "origin"),
    "ledger": ("subject", "role", "item", "line", "points", "clause", "why", "parameter", "cells"),
    "findings": (
        "code", "slug", "severity", "clause", "message", "path", "sheet", "cells", "person", "institution",
    ),
}  # fmt: skip
"""The columns of a table that has no row."""
_FLOATS = frozenset({"score", "max", "percent", "points", "mean_percent", "min_percent"})
"""Columns that stay numbers where no row has one."""


def to_frame(scores: Scores, table: str = "people") -> pandas.DataFrame:
    """One table of the scores as a frame. Points are float64, dates datetime64, missing values NA.

    people        one row a placement: name, support, recipient, start, end (dates), term (year/half/short),
                  the fourteen day counts (workdays), a column an item id (points), score and max (points),
                  percent (0–100), status, grade, counted_months (months)
    institutions  one row an institution and role: name, role, annex, a column an item id (points), score and max
                  (points), percent (0–100), status, rank, people (persons), mean_percent, min_percent (0–100)
    lines         one row a line: subject, role (person/support/recipient), item, line, max and score (points),
                  status, origin (mark/auto)
    ledger        one row an entry: subject, role, item, line, points, clause, why, parameter, cells (`file/sheet!A1`)
    findings      one row a finding: code, slug, severity, clause, message, path, sheet, cells, person, institution

    Raises ValueError where there is no such table, QianyiError where pandas is not installed.
    """
    try:
        import pandas
    except ModuleNotFoundError:
        raise QianyiError("得分转成数据框要用 pandas；请先 pip install pandas 再试。") from None

    makers = {
        "people": _people, "institutions": _institutions, "lines": _lines, "ledger": _ledger, "findings": _findings
    }  # fmt: skip
    if table not in makers:
        raise ValueError(f"no table {table!r}; one of {', '.join(TABLES)}")
    rows = makers[table](scores)
    frame = pandas.DataFrame(rows, columns=[*rows[0]] if rows else [*_EMPTY.get(table, ())])
    for column in frame:
        if column in _FLOATS or column[:1].isdigit():  # points of an item
            frame[column] = frame[column].astype("float64")
    for column in ("start", "end"):
        if column in frame:
            frame[column] = pandas.to_datetime(frame[column])
    for column in ("counted_months", "rank"):
        if column in frame:
            frame[column] = frame[column].astype("Int64")
    return frame


def _number(value: Decimal | None) -> float | None:
    return None if value is None else float(value)


def _points(items: list[Item]) -> dict[str, float | None]:
    return {item.id: _number(item.score) for item in items}


def _people(scores: Scores) -> list[dict[str, Any]]:
    return [
        {
            "name": person.placement.name, "support": person.placement.support,
            "recipient": person.placement.recipient, "start": person.start, "end": person.end, "term": person.term,
            **{field: float(getattr(person.attendance, field)) for field in COUNTS},
            **_points(person.items), "score": _number(person.score), "max": float(person.max),
            "percent": _number(person.percent), "status": person.status, "grade": person.grade,
            "counted_months": person.counted_months,
        }
        for person in scores.people
    ]  # fmt: skip


def _institutions(scores: Scores) -> list[dict[str, Any]]:
    return [
        {
            "name": one.name, "role": one.role, "annex": one.annex, **_points(one.items),
            "score": _number(one.score), "max": float(one.max), "percent": _number(one.percent), "status": one.status,
            "rank": one.rank, "people": one.count, "mean_percent": _number(one.mean_percent),
            "min_percent": _number(one.min_percent),
        }
        for one in scores.institutions
    ]  # fmt: skip


def _subjects(scores: Scores) -> list[tuple[str, str, PersonScore | InstitutionScore]]:
    return [
        *((person.placement.name, "person", person) for person in scores.people),
        *((one.name, one.role, one) for one in scores.institutions),
    ]


def _lines(scores: Scores) -> list[dict[str, Any]]:
    return [
        {
            "subject": name, "role": role, "item": item.id, "line": line.id, "max": float(line.max),
            "score": _number(line.score), "status": line.status, "origin": line.origin,
        }
        for name, role, subject in _subjects(scores)
        for item in subject.items
        for line in item.lines
    ]  # fmt: skip


def _ledger(scores: Scores) -> list[dict[str, Any]]:
    return [
        {
            "subject": name, "role": role, "item": item.id, "line": entry.line, "points": float(entry.points),
            "clause": entry.clause, "why": entry.why, "parameter": entry.parameter,
            "cells": " ".join(cell.ref for cell in entry.cells),
        }
        for name, role, subject in _subjects(scores)
        for item in subject.items
        for entry in item.ledger
    ]  # fmt: skip


def _findings(scores: Scores) -> list[dict[str, Any]]:
    return [
        {
            "code": one.code, "slug": one.slug, "severity": one.severity, "clause": one.clause, "message": one.message,
            "path": one.where[0], "sheet": one.where[1], "cells": " ".join(cell.ref for cell in one.cells),
            "person": one.person, "institution": one.institution,
        }
        for one in scores.findings
    ]  # fmt: skip
