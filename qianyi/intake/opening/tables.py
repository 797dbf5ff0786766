"""A sheet as opened, before anybody asks what it means: rows of values from A1, merges, what is hidden."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from msgspec import Struct, field
from msgspec.structs import replace

from qianyi.dossier.source import Range
from qianyi.errors import QianyiError

Value = str | float | int | bool | date | datetime | time | timedelta
"""As calamine gives it; an empty cell is ""."""
Place = tuple[int, int]
"""Row and column of a cell, 0-based."""
PICTURE = "[图片]"
"""What stands for a picture in a cell."""
MOST_ROWS, MOST_COLUMNS = 1_048_576, 16_384
"""What a sheet can have; a reference beyond is refused."""
BEYOND = (
    "有工作表的单元格地址超出了表格能有的范围（第 1048576 行、XFD 列），不读；请在 Excel 或 WPS 里打开后另存为 .xlsx"
)


class InputError(QianyiError):
    """The inputs as a whole cannot be used: exit 2. One Chinese sentence: what is wrong, what to do."""


class Unreadable(InputError):
    """A file that cannot be used (I001). The message is one Chinese sentence: what is wrong, what to do."""


class Limits(Struct, frozen=True):
    """Bounds checked before anything is unpacked."""

    unpacked_bytes: int = 512 * 1024 * 1024
    """All parts of one workbook together."""
    file_bytes: int = 128 * 1024 * 1024
    text_bytes: int = 32 * 1024 * 1024
    """Of a csv, a page or an XML workbook: each letter of it becomes many bytes."""
    cells: int = 20_000_000
    """Of one workbook, counted as full rectangles from A1."""
    parts: int = 10_000
    ratio: int = 200
    """How many times larger than packed a part may be, once it is larger than `ratio_from` bytes."""
    ratio_from: int = 16 * 1024 * 1024


class Styling(Struct, eq=False):
    """How the cells of a sheet look, where they do not look plain."""

    fills: dict[Place, str] = field(default_factory=dict)
    """Colour (RRGGBB, or a name of the file's own) by cell, white and none left out."""
    inks: dict[Place, str] = field(default_factory=dict)
    """Colour of the text by cell, black left out."""
    struck: frozenset[Place] = frozenset()
    symbols: dict[Place, str] = field(default_factory=dict)
    """Symbol font (Wingdings …) by cell: what is seen is not the letter held."""
    unseen: set[Place] = field(default_factory=set)
    """White letters on white: nobody sees them."""


class Table(Struct, eq=False):
    """One sheet: `rows[r][c]` is what the cell in row r+1 shows; rows may be of unequal length, all from column A."""

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
    merges_known: bool = True
    """False for csv, which cannot hold merges."""
    beneath: dict[Place, Value] = field(default_factory=dict)
    """What stood under a merged range beside its first cell, and differs from it: nobody sees it."""
    crossed: frozenset[Place] = frozenset()
    """Cells of whose text a part is struck out; their value is the rest."""
    styling: Callable[[bool], Styling] | None = None
    """The looks of the cells, made when asked for (with True the colours of their text too); None where the type of
    file is not looked at for them."""
    notes: list[str] = field(default_factory=list)
    headed: dict[Place, str] = field(default_factory=dict)
    """Cells in which a heading of the county's own is read as a known one, and what stands there."""

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

    def name_pictures(self) -> None:
        """Put `PICTURE` for the formulas by which WPS keeps a picture in a cell."""
        for cells in self.rows:
            for column, value in enumerate(cells):
                if isinstance(value, str) and "DISPIMG(" in value[:20]:
                    cells[column] = PICTURE

    def settle(self) -> None:
        """Cut merged ranges to the cells there are, and leave out what stands beneath them: only the first cell of a
        range is seen. Raises Unreadable where they cover more than a sheet of people ever does."""
        if not self.merged:
            return
        height, merged, left = len(self.rows), [], 4_000_000
        for top, first, bottom, last in self.merged:
            bottom = min(bottom, height - 1)
            last = min(last, MOST_COLUMNS - 1)
            if top > bottom or first > last or (top, first) == (bottom, last):
                continue
            merged.append((top, first, bottom, last))
            left -= (bottom - top + 1) * (last - first + 1)
            if left < 0:
                raise Unreadable("合并单元格盖住的格子太多，不像表格；请取消多余的合并后另存")
            self._uncover(top, first, bottom, last)
        self.merged = tuple(merged)

    def _uncover(self, top: int, first: int, bottom: int, last: int) -> None:
        seen = self.rows[top][first] if first < len(self.rows[top]) else ""
        for row in range(top, bottom + 1):
            cells = self.rows[row]
            for column in range(first, min(last + 1, len(cells))):
                if cells[column] != "" and (row, column) != (top, first):
                    if cells[column] != seen:
                        self.beneath[row, column] = cells[column]
                    cells[column] = ""
