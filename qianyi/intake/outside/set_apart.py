"""Which cells a colour sets apart from their row and their column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from qianyi.intake.opening.tables import Place


def set_apart(
    fills: Mapping[Place, str], rows: Sequence[int], columns: Sequence[int], heads: Iterable[int] = ()
) -> list[Place]:
    """The cells of these rows and columns that are coloured otherwise than their row and their column.

    A colour that follows a whole row (every other line grey) or a whole column (a rest day, a group of headings; the
    cells in rows `heads` above it tell) sets nothing apart.
    """
    wanted = set(columns)
    by_row: dict[int, dict[int, str]] = {row: {} for row in rows}
    for (row, column), colour in fills.items():
        if column in wanted and row in by_row:
            by_row[row][column] = colour
    if not any(by_row.values()):
        return []
    base = {row: _most(Counter(cells.values()), len(wanted)) for row, cells in by_row.items()}
    found: list[Place] = []
    for column in columns:
        coloured = {row: cells[column] for row, cells in by_row.items() if column in cells}
        if not coloured:
            continue
        above = {fills[head, column] for head in heads if (head, column) in fills}
        whole = len(coloured) == len(by_row) > 1
        common = _most(Counter(coloured.values()), len(by_row)) if whole else ""
        for row, colour in coloured.items():
            if colour not in above and colour != base[row] and not (whole and common in ("", colour)):
                found.append((row, column))
    return sorted(found)


def _most(colours: Counter[str], of: int) -> str:
    """The colour of more than half of so many cells, "" where there is none."""
    colour, number = max(colours.items(), key=lambda item: item[1], default=("", 0))
    return colour if number * 2 > of else ""
