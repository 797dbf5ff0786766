"""Dates at 16:00:00: the midnight in China of the day after, written by the clock of UTC, or that very day."""

from __future__ import annotations

from datetime import date

from msgspec import Struct, field

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.dates import has_clock, utc_midnight
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import Table, Value


class Clocks(Struct, eq=False):
    """Which dates of a sheet may be read two ways: told once a column (I004), and not taken."""

    table: Table
    first: int
    """The first row below the headings."""
    whole: dict[int, bool] = field(default_factory=dict)
    """By column whether it holds whole days."""
    early: dict[int, list[tuple[int, str, Value]]] = field(default_factory=dict)
    """By column the rows of such dates, what the column is called, and the value."""

    def is_early(self, value: Value, row: int, column: int, heading: str) -> bool:
        """Whether a date may be the one of the day before; it is then kept to be told of."""
        if type(value) is date or utc_midnight(value) is None or not self._whole_days(column):
            return False
        rows = self.early.setdefault(column, [])
        if not rows or rows[-1][0] != row:  # start and end may stand in one cell
            rows.append((row, heading, value))
        return True

    def _whole_days(self, column: int) -> bool:
        """Whether no clock time but 16:00:00 stands in a column: else people wrote the time of the day there."""
        if column not in self.whole:
            below = (row[column] for row in self.table.rows[self.first :] if column < len(row))
            clocks = (value for value in below if type(value) is not date and has_clock(value))
            self.whole[column] = all(utc_midnight(value) is not None for value in clocks)
        return self.whole[column]

    def report(self, sheet: Sheet, context: Context) -> None:
        """One finding a column; what was said is not said again."""
        for column, rows in sorted(self.early.items()):
            first, heading, value = rows[0]
            one, other = utc_midnight(value) or (date.min, date.min)
            text = (
                f"{heading}有 {len(rows)} 格带着 16:00 的钟点，没有采用：{Cell(sheet, first, column).a1} 可以读作 "
                f"{one.isoformat()}，也可能是网页程序按世界时写的 {other.isoformat()} 零点；请改成不带钟点的日期。"
            )
            context.note("I004", text, *(Cell(sheet, row, column) for row, *_ in rows))
        self.early.clear()
