"""Where a finding about a placement points."""

from __future__ import annotations

from datetime import date
from typing import Any, TypedDict

from qianyi.dossier.records import Leave, Placement
from qianyi.dossier.source import Cell
from qianyi.facts import Facts


class FindingSubject(TypedDict):
    """Whom a finding is about, and which of their placements."""

    person: str | None
    institution: str | None
    since: date | None


def about(placement: Placement) -> FindingSubject:
    """The person and the recipient institution of a placement, and when it began."""
    return {"person": placement.name or None, "institution": placement.recipient or None, "since": placement.start}


def recipient_of(facts: Facts, row: Any, day: date | None = None) -> str | None:
    """The recipient institution of the person of a row: of the placement it is about, else as the row says."""
    placements = facts.match(row, day).placements
    return (placements[0].recipient if placements else row.recipient) or None


def about_leave(facts: Facts, leave: Leave) -> FindingSubject:
    """The person of a row of the leave register, and the recipient institution on its first day."""
    return {"person": leave.name, "institution": recipient_of(facts, leave, leave.start), "since": None}


def cells_of(placement: Placement, *fields: str) -> tuple[Cell, ...]:
    """Where the values of these fields really stand (a merged cell's first row), for fields that have a column."""
    cells = (placement.sources.get(field) or placement.cell(field) for field in fields)
    return tuple(cell for cell in cells if cell is not None)


def period_cells(placement: Placement, *ends: str) -> tuple[Cell, ...]:
    """The cells of start or end, or of 支援时间 where the roster has only that."""
    return cells_of(placement, *ends) or cells_of(placement, "period")
