"""A mark merged over several cells: over days of a person it holds for all of them, over several people for the first
alone."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from msgspec import Struct, field

from qianyi.dossier.source import Range
from qianyi.intake.grid.person_rows import PersonRow
from qianyi.intake.opening.tables import Place, Value


class MergedMarks(Struct):
    """The merged marks of a block, filled into the cells that they cover."""

    original: list[list[Value]]
    """The table's: it may be read again."""
    rows: list[list[Value]]
    """The same, but for copies of the rows into which something was filled."""
    covered: dict[Place, Place] = field(default_factory=dict)
    """Cells that a merged mark fills, and where it stands."""
    shared: dict[Place, Value] = field(default_factory=dict)
    """The cells of all people over whose rows a mark is merged."""

    def fill(
        self,
        areas: Sequence[Range],
        days: range,
        people: Sequence[PersonRow],
        for_all: Callable[[Value, range], bool],
    ) -> None:
        """Fill the marks that are merged over these areas, within the columns `days`. `for_all`: whether a mark over these
        columns merely says that nobody works."""
        for top, left, bottom, right in areas:
            value = self.rows[top][left] if top < len(self.rows) and left < len(self.rows[top]) else ""
            if value == "":
                continue
            columns = range(left, min(right + 1, days.stop))
            bearers = [one for one in people if top <= one.last and one.row <= bottom] if top < bottom else []
            if len(bearers) > 1 and not for_all(value, columns):
                self.shared.update(dict.fromkeys(((max(one.row, top), left) for one in bearers), value))
                bottom = bearers[0].last
            self._put(value, (top, left), range(top, min(bottom + 1, len(self.rows))), columns)

    def _put(self, value: Value, place: Place, rows: range, columns: range) -> None:
        if self.rows is self.original:
            self.rows = list(self.rows)
        for r in rows:
            self.rows[r] = row = list(self.rows[r])
            for c in columns[: max(0, len(row) - columns.start)]:
                row[c] = value
                self.covered[r, c] = place
