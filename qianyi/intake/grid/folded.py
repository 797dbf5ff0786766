"""Grids folded in two: the first half of the days over the second in the same columns, and two rows a person."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

from qianyi.intake.cells.halves import label
from qianyi.intake.cells.values import is_blank
from qianyi.intake.grid.day_runs import days_of
from qianyi.intake.grid.month import DayHeading, is_day, read_heading
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.grid.relay import NOWHERE, Laid, PlacedValue
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table, Value

_FEWEST: Final = 8
"""Days of a half."""
_APART: Final = 2
"""A row of weekdays may stand between the two rows of days."""
_EMPTY: Final[PlacedValue] = ("", (NOWHERE, 0))
Days = list[tuple[int, DayHeading]]


class Folded(Struct):
    """One grid of two rows of days: where its headings stand, and the columns of each half."""

    head: int
    last: int
    """First and last heading row."""
    name: int
    upper: int
    lower: int
    halves: tuple[Days, Days]
    people: list[int]
    """The first row of each person; the other is the next."""

    @property
    def days(self) -> Days:
        """All the days."""
        return self.halves[0] + self.halves[1]


def find_folded(table: Table, block: Block) -> Folded | None:
    """The grid where the rows of days that the block found one of are two, None where they are not."""
    column = block.days[len(block.days) // 2][0]
    for upper in range(max(0, block.day_row - _APART), block.day_row + 1):
        for lower in range(upper + 1, min(upper + _APART + 1, len(table.rows))):
            if block.day_row in (upper, lower) and all(
                column < len(table.rows[r]) and is_day(table.rows[r][column]) for r in (upper, lower)
            ):
                found = _folded(table, block, upper, lower)
                if found is not None:
                    return found
    return None


def _folded(table: Table, block: Block, upper: int, lower: int) -> Folded | None:
    first, second = days_of(table.rows[upper]), days_of(table.rows[lower])
    if min(len(first), len(second)) < _FEWEST or (second[0][1].day or 0) != (first[-1][1].day or 0) + 1:
        return None
    shared = {column for column, _ in first} & {column for column, _ in second}
    if len(shared) * 2 < len(second):
        return None
    name = block.columns["name"]
    if any(is_person(_at(table.rows[r], name)) for r in range(upper + 1, lower)):
        return None
    last = max(block.last, lower + (_are_weekdays(table, lower + 1, second)))
    people = _people(table, last + 1, name)
    if not people:
        return None
    return Folded(min(block.first, upper), last, name, upper, lower, (first, second), people)


def _people(table: Table, first: int, name: int) -> list[int]:
    """The first row of each person from a row on; none at all where one has a single row."""
    found: list[int] = []
    for r in range(first, len(table.rows)):
        if (found and r == found[-1] + 1) or not is_person(_at(table.rows[r], name)):
            continue
        if not _is_second(table, r, name):
            return []
        found.append(r)
    return found


def _are_weekdays(table: Table, r: int, days: Days) -> bool:
    """Whether a row is the weekdays of these days."""
    row = table.rows[r] if r < len(table.rows) else []
    found = [read_heading(row[c]) for c, _ in days if c < len(row) and row[c] != ""]
    return len(found) * 2 > len(days) and all(one is not None and one.day is None for one in found)


def _is_second(table: Table, r: int, name: int) -> bool:
    """Whether the row below a person's is the same person's: it names nobody else, and no half of the day."""
    if r + 1 >= len(table.rows):
        return False
    mine, below = table.rows[r], table.rows[r + 1]
    if any(label(value) is not None for value in (*mine[:name], *below[:name]) if isinstance(value, str)):
        return False
    return is_blank(_at(below, name)) or _at(below, name) == _at(mine, name)


def _at(row: list[Value], column: int) -> Value:
    return row[column] if column < len(row) else ""


def lay_folded(table: Table, one: Folded) -> Laid:
    """The grid with all its days in a row, and a row a person; the lines above and below as they are."""
    laid = Laid(table)
    laid.keep(0, one.head)
    laid.add(_joined(table, one, one.upper, one.lower, heading=True))
    if _are_weekdays(table, one.upper + 1, one.halves[0]) and _are_weekdays(table, one.lower + 1, one.halves[1]):
        laid.add(_joined(table, one, one.upper + 1, one.lower + 1))
    r = one.last + 1
    while r < len(table.rows):
        if r in one.people:
            laid.add(_joined(table, one, r, r + 1))
            r += 2
        else:
            laid.keep(r, r + 1)
            r += 1
    return laid


def _joined(table: Table, one: Folded, upper: int, lower: int, *, heading: bool = False) -> Iterator[PlacedValue]:
    """A row of the new layout: what stands left of the days, the days of both rows, what stands right of them."""
    rows, first = table.rows, one.halves[0][0][0]
    beyond = max(column for column, _ in one.days) + 1
    for c in range(first):
        heads = [(rows[r][c], (r, c)) for r in range(one.head, one.last + 1) if c < len(rows[r]) and rows[r][c] != ""]
        yield (heads or [_EMPTY])[0] if heading else (_at(rows[upper], c), (upper, c))
    for r, days in ((upper, one.halves[0]), (lower, one.halves[1])):
        yield from ((_at(rows[r], c), (r, c)) for c, _ in days)
    for c in range(beyond, len(rows[upper])):
        yield rows[upper][c], (upper, c)
