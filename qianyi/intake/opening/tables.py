"""A sheet as opened, before anybody asks what it means: rows of values from A1, merges, what is hidden."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from qianyi.dossier.source import Range
from qianyi.errors import QianyiError

Value = str | float | int | bool | date | datetime | time | timedelta
"""As calamine gives it; an empty cell is ""."""


class InputError(QianyiError):
    """The inputs as a whole cannot be used: exit 2. One Chinese sentence: what is wrong, what to do."""


class Unreadable(InputError):
    """A file that cannot be used (I001). The message is one Chinese sentence: what is wrong, what to do."""


class Limits(Struct, frozen=True):
    """Bounds checked before anything is unpacked."""

    unpacked_bytes: int = 512 * 1024 * 1024
    """All parts of one workbook together."""
    file_bytes: int = 128 * 1024 * 1024
    cells: int = 20_000_000
    """Of one workbook, counted as full rectangles from A1."""
    parts: int = 10_000
    ratio: int = 200
    """How many times larger than packed a part may be, once it is larger than `ratio_from` bytes."""
    ratio_from: int = 16 * 1024 * 1024


class Table(Struct, eq=False):
    """One sheet: `rows[r][c]` is the cell in row r+1; rows may be of unequal length, all from column A."""

    path: str
    name: str
    order: tuple[int, int]
    rows: list[list[Value]]
    merged: tuple[Range, ...] = ()
    hidden: bool = False
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unstored: frozenset[tuple[int, int]] = frozenset()
    """Cells with a formula and no stored result (I006 where the value is needed)."""
    percents: frozenset[tuple[int, int]] = frozenset()
    """Numbers shown as percentages: 0.93 that the clerk sees as 93 %."""
    merges_known: bool = True
    """False for csv, which cannot hold merges."""
    notes: list[str] = field(default_factory=list)

    def part(self, first: int, last: int) -> Table:
        """The same sheet with only the rows from `first` to before `last`; each keeps its place."""
        rows = [row if first <= number else [] for number, row in enumerate(self.rows[:last])]
        return replace(
            self,
            rows=rows,
            merged=tuple(area for area in self.merged if first <= area[0] and area[2] < last),
            unstored=frozenset(cell for cell in self.unstored if first <= cell[0] < last),
            hidden_rows=frozenset(row for row in self.hidden_rows if first <= row < last),
        )
