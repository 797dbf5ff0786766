"""A sheet laid out anew as ordinary grids, each cell remembering where it stood: what is found is told at its own place."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct, field, structs

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Cell, Range, Sheet
from qianyi.intake.opening.tables import Place, Styling, Table, Value
from qianyi.patterns import pattern

_TITLE = pattern(r"标题（第 (\d+) 行）", "标题（第 3 行）")
PlacedValue = tuple[Value, Place]
"""A value, and where it stands in the sheet."""
NOWHERE = -1
"""The row of a cell that stands nowhere: what was put there to make an ordinary grid."""


class Laid(Struct, eq=False):
    """The rows of a sheet as laid out anew, and where each cell came from."""

    table: Table
    rows: list[list[Value]] = field(default_factory=list)
    places: list[list[Place]] = field(default_factory=list)

    def add(self, items: Iterable[PlacedValue]) -> None:
        """One more row."""
        values, places = [], []
        for value, place in items:
            values.append(value)
            places.append(place)
        self.rows.append(values)
        self.places.append(places)

    def keep(self, first: int, last: int, except_cells: Iterable[Place] = ()) -> None:
        """The sheet's own rows from `first` to before `last`, the labels `except_cells` left out.

        A line with such a label says whose the days below it are. It stands right of the days above it: it is no row of
        the person before, whose days it would follow."""
        left = set(except_cells)
        width = max(map(len, self.rows), default=0)
        for r in range(first, min(last, len(self.table.rows))):
            cells = [("" if (r, c) in left else value, (r, c)) for c, value in enumerate(self.table.rows[r])]
            self.add([*[("", (NOWHERE, 0))] * width, *cells] if any(row == r for row, _ in left) else cells)

    def as_table(self) -> Table:
        """The table as laid out anew."""
        where = {
            place: (r, c) for r, row in enumerate(self.places) for c, place in enumerate(row) if place[0] != NOWHERE
        }
        one = self.table
        return structs.replace(
            one,
            rows=self.rows,
            merged=tuple(area for old in one.merged if (area := _area(old, where)) is not None),
            unstored=frozenset(where[place] for place in one.unstored if place in where),
            crossed=frozenset(where[place] for place in one.crossed if place in where),
            hidden_rows=frozenset(),
            hidden_columns=frozenset(),
            styling=_styling(one.styling, where),
            notes=[],
        )

    def origin(self, place: Place) -> Place:
        """Where a cell of the new layout stands in the sheet: itself, else the nearest cell of its row that does."""
        row = self.places[place[0]] if place[0] < len(self.places) else []
        own = [found for found in row[: place[1] + 1] if found[0] != NOWHERE][-1:]
        return (own or [found for found in row if found[0] != NOWHERE][:1] or [(0, 0)])[0]

    def put_back(self, sheet: Sheet, stretches: Sequence[Stretch], found: list[Finding], first: int) -> None:
        """Tell what was read, and the findings from `first` on, by the places of the sheet itself."""
        for stretch in stretches:
            row, later = stretch.row, stretch.row_pm
            stretch.places = [self.origin((row, column)) for column in stretch.columns]
            if later is not None:
                stretch.places_pm = [self.origin((later, column)) for column in stretch.columns]
            stretch.named_at = self.origin((row, sheet.columns.get("name", 0)))
            stretch.row = stretch.named_at[0]
        told = (
            one.replace(fact=_TITLE.sub(self._title, one.fact), cells=tuple(self._back(cell) for cell in one.cells))
            for one in found[first:]
        )
        once = {(one.code, one.fact, tuple(cell.a1 for cell in one.cells)): one for one in told}
        found[first:] = once.values()  # a heading stands over every month of a card
        sheet.left_out = sorted({(self.origin((row, 0))[0], reason) for row, reason in sheet.left_out})
        sheet.outside = {self.origin(place) for place in sheet.outside}
        sheet.unreadable = {self.origin(place) for place in sheet.unreadable}

    def _title(self, match: re.Match[str]) -> str:
        """The row of a title that a message names, in the sheet itself."""
        return f"标题（第 {self.origin((int(match[1]) - 1, 0))[0] + 1} 行）"

    def _back(self, cell: Cell) -> Cell:
        return Cell(cell.sheet, *self.origin((cell.row, cell.column)))


def _area(old: Range, where: dict[Place, Place]) -> Range | None:
    """A merged range in the new layout, None where it is torn apart there."""
    cells = [where.get((r, c)) for r in range(old[0], old[2] + 1) for c in range(old[1], min(old[3] + 1, old[1] + 64))]
    found = [place for place in cells if place is not None]
    if len(found) < 2:
        return None
    rows, columns = [r for r, _ in found], [c for _, c in found]
    area = min(rows), min(columns), max(rows), max(columns)
    whole = (area[2] - area[0] + 1) * (area[3] - area[1] + 1) == len(found)
    return area if whole and where.get((old[0], old[1])) == area[:2] else None


def _styling(styling: Callable[[bool], Styling] | None, where: dict[Place, Place]) -> Callable[[bool], Styling] | None:
    if styling is None:
        return None

    def laid(inks: bool) -> Styling:
        old = styling(inks)
        return Styling(
            {where[place]: colour for place, colour in old.fills.items() if place in where},
            {where[place]: colour for place, colour in old.inks.items() if place in where},
            frozenset(where[place] for place in old.struck if place in where),
            {where[place]: font for place, font in old.symbols.items() if place in where},
            {where[place] for place in old.unseen if place in where},
        )

    return laid
