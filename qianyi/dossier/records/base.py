"""A row of a register: it knows the sheet and row it stood in."""

from __future__ import annotations

from msgspec import Struct

from qianyi.dossier.source import Cell, Sheet


class Record(Struct, eq=False, kw_only=True):
    """A row of a register."""

    sheet: Sheet
    row: int

    def cell(self, field: str) -> Cell | None:
        """The address of a field, None where the sheet has no such column."""
        column = self.sheet.columns.get(field)
        return None if column is None else Cell(self.sheet, self.row, column)

    def cells(self, *fields: str) -> tuple[Cell, ...]:
        """The addresses of those fields that have a column."""
        columns = self.sheet.columns
        return tuple([Cell(self.sheet, self.row, columns[field]) for field in fields if field in columns])

    def unreadable(self, *fields: str) -> bool:
        """Whether something stands in one of these cells that could not be read."""
        unreadable = self.sheet.unreadable
        if not unreadable:
            return False
        columns = self.sheet.columns
        return any((self.row, columns[field]) in unreadable for field in fields if field in columns)

    def has(self, field: str) -> bool:
        """Whether the sheet has a column for this field."""
        return field in self.sheet.columns


class Personal(Record, kw_only=True):
    """A row about one person; 支援单位 and 受援单位 where given tell people of one name, or placements, apart."""

    name: str
    support: str | None = None
    recipient: str | None = None
