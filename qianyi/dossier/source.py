"""Where a value stood: input file, sheet, cell. A value keeps its address from the moment it is read."""

from __future__ import annotations

from functools import cache

from msgspec import Struct, field

Range = tuple[int, int, int, int]
"""First row, first column, last row, last column; 0-based, all included."""


@cache
def column_letters(column: int) -> str:
    """0 → A, 26 → AA."""
    letters = ""
    column += 1
    while column:
        column, rest = divmod(column - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


class Sheet(Struct, eq=False):
    """One table of an input: what kind it is and which column holds which field."""

    path: str
    """As shown to people: relative to the dossier or as given on the command line."""
    name: str
    order: tuple[int, int]
    """Position of the file among the inputs and of the sheet in its workbook: findings sort by it."""
    kind: str
    columns: dict[str, int] = field(default_factory=dict)
    """Field → 0-based column."""
    merged: tuple[Range, ...] = ()
    rows: int = 0
    """Data rows read (people rows of a grid)."""
    institution: str | None = None
    """The institution that submits a grid: its 填报单位/单位 row, else what its title begins with, where that is known."""
    month: tuple[int, int] | None = None
    hidden: bool = False
    heading_rows: tuple[int, int] | None = None
    """First and last row of its headings, 0-based."""
    shape: str = ""
    """What a grid looks like that has no row a person and column a day, in words."""
    left_out: list[tuple[int, str]] = field(default_factory=list)
    """Rows below the headings that hold something and were not used, each with the reason."""
    blank: bool = False
    """A form of ours that nobody filled: it is not given."""
    nothing: bool = False
    """A row says 无: given, with nothing in it."""
    outside: set[tuple[int, int]] = field(default_factory=set)
    """Cells (row, column) whose meaning lies outside their text (I014): what rests on them is provisional."""
    unreadable: set[tuple[int, int]] = field(default_factory=set)
    """Cells (row, column) that hold something which could not be read (I004, I006), or lack what is needed: of them
    nobody may say that they are empty."""
    outside_all: bool = False
    """A note gives colours a meaning, and the file's colours are not read: anything may rest on them."""

    def is_outside(self, row: int) -> bool:
        """Whether a cell of this row has its meaning outside its text."""
        return self.outside_all or (bool(self.outside) and any(place[0] == row for place in self.outside))

    def merge_of(self, row: int, column: int) -> Range | None:
        """The merged range that covers a cell, if any."""
        for area in self.merged:
            if area[0] <= row <= area[2] and area[1] <= column <= area[3]:
                return area
        return None


class Cell(Struct, frozen=True, gc=False):
    """An address: sheet, 0-based row and column."""

    sheet: Sheet
    row: int
    column: int

    @property
    def a1(self) -> str:
        """`J12`."""
        return f"{column_letters(self.column)}{self.row + 1}"

    @property
    def ref(self) -> str:
        """`attendance.xlsx/2022-09!K7`."""
        sheet = self.sheet
        return f"{sheet.path}/{sheet.name}!{column_letters(self.column)}{self.row + 1}"

    @property
    def key(self) -> tuple[int, int, int, int]:
        """Sorts cells as findings are sorted: file, sheet, row, column."""
        return (*self.sheet.order, self.row, self.column)


class InputFile(Struct, eq=False):
    """An input as read: path as shown, digest of its bytes, the sheets found in it."""

    path: str
    sha256: str
    sheets: list[Sheet] = field(default_factory=list)
    real: str = ""
    """The path on this machine, for annotating; never printed."""
    saved: str | None = None
    """When it was saved, as it says itself; looked up only where another file tells of the same month."""
