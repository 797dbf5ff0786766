"""A placement's days as recorded: counts, runs of absence, weeks, rest balance. No judgement."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qianyi.dossier.records import Placement, Totals
from qianyi.dossier.source import Cell

if TYPE_CHECKING:
    from qianyi.facts import Facts

ZERO = Decimal(0)


class AttendanceCount(Struct, frozen=True):
    """Workdays of a placement up to as-of, halves as .5. All but rest_days_worked sum to `required` (full release).

    Official business counts in `present`."""

    required: Decimal = ZERO
    present: Decimal = ZERO
    personal: Decimal = ZERO
    sick: Decimal = ZERO
    marriage: Decimal = ZERO
    maternity: Decimal = ZERO
    bereavement: Decimal = ZERO
    other: Decimal = ZERO
    annual: Decimal = ZERO
    absent: Decimal = ZERO
    rest: Decimal = ZERO
    not_arrived: Decimal = ZERO
    unrecorded: Decimal = ZERO
    rest_days_worked: Decimal = ZERO


class Run(Struct, frozen=True):
    """旷工连续: first and last absent day, workdays absent, and whether a blank beside it might lengthen it."""

    first: date
    last: date
    workdays: int
    cells: tuple[Cell, ...]
    open_ended: bool = False

    @property
    def span(self) -> int:
        """Calendar days from first to last, both counted."""
        return (self.last - self.first).days + 1


class Standing(Struct, eq=False):
    """What is recorded of one placement from its start to min(end, as-of)."""

    placement: Placement
    first: date | None
    last: date | None
    """The part of the placement up to as-of; None where it has not begun or its dates could not be read."""
    days: bytes
    """A byte of `kinds` a calendar day from `first`; the recipient's sheet wins over another keeper's (A417)."""
    workday: bytes
    """1 for a workday, a byte a day."""
    places: list[Cell | None] = field(default_factory=list)
    """Where each day stood."""
    count: AttendanceCount = AttendanceCount()
    runs: list[Run] = field(default_factory=list)
    totals: Totals | None = None
    """Set where only 考勤汇总 tells of this placement (no daily marks)."""
    recorded: bool = False
    """Whether any attendance (marks or totals) tells of this placement."""
    rest_balance: Decimal = ZERO
    """Presence on rest days less rest on workdays, cumulated to `last`."""

    def cells_of(self, kind: int) -> tuple[Cell, ...]:
        """The cells of all workdays of which at least half is of this kind."""
        raise NotImplementedError


def find_standings(facts: Facts) -> list[Standing]:
    """One a placement, in roster order."""
    raise NotImplementedError
