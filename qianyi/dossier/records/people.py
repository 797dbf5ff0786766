"""Records of persons: who is sent where, their days, leave, work, marks and incidents."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date as Date
from datetime import timedelta
from decimal import Decimal

from msgspec import field

from qianyi.dossier.kinds import PRESENCE, halves
from qianyi.dossier.records.base import Personal, Record
from qianyi.dossier.source import Cell


class Placement(Personal, kw_only=True):
    """派驻期: one person, one post, one period. `name`, `support`, `recipient` may be "" where the roster lacks them."""

    serial: int | None = None
    sex: str | None = None
    age: int | None = None
    birth: str | None = None
    """As written, tidied to `1984-05` or `1984-05-03` where it is a date."""
    ethnicity: str | None = None
    politics: str | None = None
    career_start: str | None = None
    licence: str | None = None
    specialty: str | None = None
    title: str | None = None
    period: str | None = None
    """`year`, `first`, `second` where given in words; None where given in dates or unreadable."""
    start: Date | None = None
    end: Date | None = None
    """From the words or the dates; None only where unreadable (I004) or missing (R101)."""
    post: str | None = None
    release: str | None = None
    """`full`, `half`, or None where the sheet does not say (then full)."""
    days_per_week: Decimal | None = None
    county_opinion: Date | None = None
    city_approval: Date | None = None
    region_filing: Date | None = None
    rotation_filing: Date | None = None
    arrival: Date | None = None
    promotion: bool | None = None
    special: str | None = None
    change_reason: str | None = None
    change_approved: Date | None = None
    remark: str | None = None
    order: int = 0
    """Position over all rosters: people sort by it."""
    sources: dict[str, Cell] = field(default_factory=dict)
    """Cells other than the row's own that supplied a value (merged or filled from above), by field."""

    @property
    def half_release(self) -> bool:
        """半脱产."""
        return self.release == "half"


class Personnel(Personal, kw_only=True):
    birth: str | None = None
    ethnicity: str | None = None
    politics: str | None = None
    career_start: str | None = None
    specialty: str | None = None
    phone: str | None = None


class Stretch(Record, kw_only=True):
    """Consecutive days of one person as one sheet shows them: a month's row of a grid, or a run of a log.

    `marks[i]` is the day `first + i` as a byte of `kinds`. Grids: one row (two for 上午/下午), a column a day.
    Logs: a row a day, one column.
    """

    name: str
    support: str | None = None
    recipient: str | None = None
    first: Date
    days: bytes
    columns: Sequence[int] = ()
    """Grid: the column of each day. Log: empty."""
    rows: Sequence[int] = ()
    """Log: the row of each day (-1 where the log has no row for it). Grid: empty."""
    row_pm: int | None = None
    """Grid with two rows a person: the afternoon's row."""
    places: Sequence[tuple[int, int]] = ()
    """Row and column of each day, where days do not run along a row."""
    places_pm: Sequence[tuple[int, int]] = ()
    named_at: tuple[int, int] | None = None
    """Row and column of the name, where it stands in no column of names."""

    def cells(self, *fields: str) -> tuple[Cell, ...]:
        """The addresses of those fields that have a column."""
        if self.named_at is not None:
            return (Cell(self.sheet, *self.named_at),) if "name" in fields else ()
        return super().cells(*fields)

    def cell(self, field: str) -> Cell | None:
        """The address of a field, None where the sheet has no such column."""
        found = self.cells(field)
        return found[0] if found else None

    def day_at(self, cell: Cell) -> Date | None:
        """The day whose mark stands in a cell of this record, None where it is another cell."""
        if self.places:
            for places in (self.places, self.places_pm):
                if (cell.row, cell.column) in places:
                    return self.first + timedelta(places.index((cell.row, cell.column)))
            return None
        if self.rows:
            return self.first + timedelta(self.rows.index(cell.row)) if cell.row in self.rows else None
        return self.first + timedelta(self.columns.index(cell.column)) if cell.column in self.columns else None

    def place(self, index: int) -> Cell:
        """The address of day `index`; where a person has two rows the morning's, unless only the afternoon is no
        presence."""
        if self.places:
            morning, afternoon = halves(self.days[index])
            late = self.places_pm and morning in PRESENCE and afternoon not in PRESENCE
            return Cell(self.sheet, *(self.places_pm if late else self.places)[index])
        if self.rows:
            return Cell(self.sheet, self.rows[index], self.sheet.columns["status"])
        if self.row_pm is not None:
            morning, afternoon = halves(self.days[index])
            if morning in PRESENCE and afternoon not in PRESENCE:
                return Cell(self.sheet, self.row_pm, self.columns[index])
        return Cell(self.sheet, self.row, self.columns[index])


class Totals(Personal, kw_only=True):
    """考勤汇总: days over the placement, no daily marks; with 考勤月份, a month a row."""

    month: tuple[int, int] | None = None
    parts: tuple[Totals, ...] = ()
    """The monthly rows that this record sums up; empty for a row as read."""
    required: Decimal | None = None
    present: Decimal | None = None
    personal: Decimal | None = None
    sick: Decimal | None = None
    marriage: Decimal | None = None
    maternity: Decimal | None = None
    bereavement: Decimal | None = None
    other: Decimal | None = None
    annual: Decimal | None = None
    official: Decimal | None = None
    absent: Decimal | None = None

    def cells(self, *fields: str) -> tuple[Cell, ...]:
        """The addresses of those fields that have a column, in every row summed up."""
        if not self.parts:
            return super().cells(*fields)
        return tuple(cell for part in self.parts for cell in part.cells(*fields))


class Leave(Personal, kw_only=True):
    kind: str | None = None
    """A name of `kinds.NAMES`; None where the word is in no table (I004)."""
    kind_text: str = ""
    start: Date | None = None
    end: Date | None = None
    days: Decimal | None = None
    approver: str | None = None
    approved: Date | None = None
    opinion: str | None = None
    filed: Date | None = None
    certificate: str | None = None
    returned: Date | None = None
    county_filed: Date | None = None
    begins_late: bool = False
    """It begins in the afternoon of its first day."""
    ends_early: bool = False
    """It ends with the morning of its last day."""


class SpotCheck(Record, kw_only=True):
    date: Date | None = None
    level: str | None = None
    """`city` or `county`."""
    institution: str | None = None
    method: str | None = None
    name: str | None = None
    support: str | None = None
    recipient: str | None = None
    result: str | None = None
    off_days: Decimal | None = None
    handling: str | None = None


class Workload(Personal, kw_only=True):
    month: tuple[int, int] | None = None
    outpatients: Decimal | None = None
    teaching: Decimal | None = None
    surgery: Decimal | None = None
    deliveries: Decimal | None = None
    township_review: str | None = None
    county_filing: str | None = None


class Activity(Personal, kw_only=True):
    date: Date | None = None
    kind: str | None = None
    hours: Decimal | None = None
    attendees: Decimal | None = None
    topic: str | None = None


class Trainee(Record, kw_only=True):
    """进修: `recipient` sent `name`, `host` received."""

    name: str
    recipient: str | None = None
    host: str | None = None
    start: Date | None = None
    end: Date | None = None


class Appraisal(Personal, kw_only=True):
    support_grade: str | None = None
    recipient_grade: str | None = None
    notice: str | None = None
    statement: str | None = None


class Mark(Record, kw_only=True):
    """评分: one mark of one line for one person or institution (a wide sheet gives one record a cell)."""

    subject: str
    support: str | None = None
    recipient: str | None = None
    criterion: str
    """The id as read (`4.2.1`), words after it cut off; "" where none could be read."""
    score: Decimal | None = None
    assessor: str | None = None
    evidence: str | None = None
    role: str | None = None
    """角色 of an institution that is both: `support` or `recipient`."""
    column: int | None = None
    """Wide sheet: the column of the mark."""

    def place(self) -> Cell:
        """The address of the mark itself."""
        column = self.sheet.columns["score"] if self.column is None else self.column
        return Cell(self.sheet, self.row, column)


class Incident(Record, kw_only=True):
    """情况登记: `name` may be a person or an institution."""

    name: str
    support: str | None = None
    recipient: str | None = None
    date: Date | None = None
    kind: str | None = None
    detail: str | None = None
    proof: str | None = None
    filed: Date | None = None
    level: str | None = None
    liability: str | None = None


class Payment(Personal, kw_only=True):
    month: tuple[int, int] | None = None
    purpose: str | None = None
    amount: Decimal | None = None


class Candidate(Personal, kw_only=True):
    """可派人员: whom a support institution could send; `barred` says why not."""

    sex: str | None = None
    age: int | None = None
    licence: str | None = None
    specialty: str | None = None
    title: str | None = None
    promotion: bool | None = None
    span: str | None = None
    release: str | None = None
    """`full`, `half`, or None where the sheet does not say (then full)."""
    days_per_week: Decimal | None = None
    wishes: str | None = None
    barred: str | None = None
    remark: str | None = None
