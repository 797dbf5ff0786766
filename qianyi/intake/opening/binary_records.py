"""What walking the records of a binary sheet gathers, and the errors its cells may hold."""

from __future__ import annotations

from qianyi.dossier.source import Range
from qianyi.intake.opening.shown import Format
from qianyi.intake.opening.tables import BEYOND, MOST_COLUMNS, MOST_ROWS, Place, Unreadable
from qianyi.intake.opening.worksheet import Scan

ERRORS = {0x00: "#NULL!", 0x07: "#DIV/0!", 0x0F: "#VALUE!", 0x17: "#REF!", 0x1D: "#NAME?", 0x24: "#NUM!", 0x2A: "#N/A"}
_FAR = "有单元格离表格很远（第 {row} 行第 {column} 列），表格过大；请删去远处的内容，或另存为 .xlsx 再试"
DENSE = 8_000_000
"""Cells from the first to the farthest beyond which a sheet is refused unread."""


class Look:
    """What is gathered while walking one sheet's records."""

    def __init__(self) -> None:
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.errors: dict[tuple[int, int], str] = {}
        self.merged: list[Range] = []
        self.zeros = True
        self.formats: dict[int, Format] = {}
        """The styles that show some number or text as something else."""
        self.shown: list[tuple[Place, Format]] = []
        self.last_row = self.last_column = 0

    def used(self, row: int, column: int, style: int | None = None) -> None:
        """A cell that holds something; `style` where it is a number or a text."""
        self.last_row, self.last_column = max(self.last_row, row), max(self.last_column, column)
        if style in self.formats:
            self.shown.append(((row, column), self.formats[style]))

    def scan(self) -> Scan:
        """What was gathered. Raises Unreadable where cells stand too far out to be laid out as rows."""
        if self.last_row >= MOST_ROWS or self.last_column >= MOST_COLUMNS:
            raise Unreadable(BEYOND)
        if (self.last_row + 1) * (self.last_column + 1) > DENSE:
            raise Unreadable(_FAR.format(row=self.last_row + 1, column=self.last_column + 1))
        return Scan(
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            errors=self.errors,
            shown=self.shown,
            zeros=self.zeros,
        )
