"""Tables of attendance side by side on one sheet: cut apart, each with the lines above and below that are its own or all's."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise

from msgspec import structs

from qianyi.intake.cells.values import is_blank
from qianyi.intake.grid.day_runs import FEWEST_DAYS, days_of
from qianyi.intake.grid.down import day_runs, heads_days
from qianyi.intake.grid.month import is_day, months_in
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.grid.shape import Block, find_first, heads_months, is_name_heading, names_beside
from qianyi.intake.opening.tables import Place, Table, Value
from qianyi.intake.registers.data_rows import is_note
from qianyi.intake.registers.headings import SEARCHED

_HEADINGS = 3
"""So few rows stand between the heading of the days and the first day."""
_FEW = 2
"""A line of so few cells is no row of signs."""


def grids_beside(table: Table) -> list[Table]:
    """The monthly grids of a sheet that stand side by side (姓名, 1 … 30, then 姓名, 1 … 30 again, or 姓名, 16 … 30 behind 1 …
    15); empty where there is one at most."""
    block = find_first(table)
    if block is None:
        return []
    if sum(map(is_name_heading, table.rows[block.name_row])) < 2 and not names_beside(table, block):
        return []
    bands = _bands(table, block, table.rows[block.name_row][block.columns["name"]])
    if any(heads != bands[0][1] for _, heads in bands):  # below one another stand tables of other columns
        return [grid for band in _cut(table, block, bands) for grid in grids_beside(band) or [band]]
    row, kept = table.rows[block.name_row], bands[0][1] if bands else []
    return _apart(table, _with_lead(row, kept), kept, (block.first, block.last + 1), is_person)


def _bands(table: Table, block: Block, name: Value) -> list[tuple[int, list[int]]]:
    """The rows that head grids, each with the columns of 姓名 behind which days stand."""
    found = []
    for r, row in enumerate(table.rows[: len(table.rows) - (block.day_row - block.name_row)]):
        if name in row:
            heads = [column for column, value in enumerate(row) if is_name_heading(value)]
            days = table.rows[r + block.day_row - block.name_row]
            heads = _with_days(days, heads) or heads[:1]
            heads = [
                c for c in heads if c == heads[0] or any(_stands(table, i, c) for i in range(r + 1, len(table.rows)))
            ]
            if len(days_of([*days[heads[0] :]])) >= FEWEST_DAYS:
                found.append((r, heads))
    return found


def _cut(table: Table, block: Block, bands: list[tuple[int, list[int]]]) -> list[Table]:
    """The grids below one another as tables of their own. Lines above the first are the title of all that have none;
    what stands below the last person is all's."""
    tops: list[int] = []
    for r, _ in bands:
        top = r - (block.name_row - block.first)
        while top > (tops[-1] + 1 if tops else 0) and sum(not is_blank(v) for v in table.rows[top - 1]) <= _FEW:
            top -= 1
        tops.append(top)
    keys = bands[-1][1]
    people = (r for r in range(bands[-1][0] + 1, len(table.rows)) if any(_stands(table, r, c) for c in keys))
    foot = max(people, default=bands[-1][0]) + 1
    titles = range(bands[0][0] - (block.name_row - block.first))
    parts = []
    for (r, _), top, end in zip(bands, tops, [*tops[1:], foot], strict=True):
        own = (str(value) for row in table.rows[top:r] for value in row if not is_blank(value))
        lead = range(0) if any(map(months_in, own)) else titles
        parts.append(_only(table, {*lead, *range(top, end), *range(foot, len(table.rows))}))
    return parts


def _stands(table: Table, row: int, column: int) -> bool:
    cells = table.rows[row]
    return column < len(cells) and is_person(cells[column])


def _only(table: Table, rows: set[int]) -> Table:
    """The sheet with these rows alone; each keeps its place."""
    return structs.replace(
        table,
        rows=[row if r in rows else [] for r, row in enumerate(table.rows)],
        merged=tuple(area for area in table.merged if area[0] in rows and area[2] in rows),
        unstored=frozenset(place for place in table.unstored if place[0] in rows),
        crossed=frozenset(place for place in table.crossed if place[0] in rows),
        hidden_rows=table.hidden_rows & rows,
        beneath={place: value for place, value in table.beneath.items() if place[0] in rows},
    )


def others_beside(table: Table) -> list[Table]:
    """The year cards, or the tables with days down (a person's each, or half a month's), that stand side by side; empty
    where there is one at most."""
    block = find_first(table)
    if block is not None and not any(map(heads_months, table.rows[block.day_row])):
        return []  # an ordinary grid
    found: list[Table] = []
    top = 0
    for r, row in enumerate(table.rows[:SEARCHED]):
        if found and r > top + _HEADINGS:
            break
        months = _with_days(row, [column for column, value in enumerate(row) if heads_months(value)])
        if len(months) > 1:
            return _apart(table, _with_lead(row, months), months, (r, r + 1), _is_month)
        starts = [column for column in range(len(row)) if heads_days(row, column) and _runs_down(table, r, column)]
        if len(starts) > 1:  # a line of names above may look like a heading too: the lowest is the one
            top = top if found else r
            day = next(i for i in range(r + 1, len(table.rows)) if is_day(table.rows[i][starts[0]]))
            found = _apart(table, starts, starts, (r, day), is_day)
    return found


def _with_days(row: Sequence[Value], heads: list[int]) -> list[int]:
    """Those of some headings behind which days stand: 1 … 30 again, or 16 … 30 behind 1 … 15, whose names may be others or
    stand in another order."""
    ends = pairwise([*heads, len(row)]) if len(heads) > 1 else ()
    return [head for head, end in ends if len(days_of([*row[head:end]])) >= FEWEST_DAYS]


def _runs_down(table: Table, row: int, column: int) -> bool:
    """Whether days run down below a heading."""
    below = [line[column] if column < len(line) else "" for line in table.rows[row + 1 :]]
    days = next(day_runs(below), [])
    return bool(days) and days[0][0] < _HEADINGS


def _is_month(value: Value) -> bool:
    return not is_blank(value) and ("月" in str(value) or not isinstance(value, str))


def _with_lead(row: Sequence[Value], heads: list[int]) -> list[int]:
    """Where each table begins: columns before its heading that stand before the first one's too (序号) are its own."""
    lead = 0
    while heads and heads[0] > lead:
        before = {row[head - lead - 1] for head in heads}
        if len(before) > 1 or before == {""}:
            break
        lead += 1
    return [head - lead for head in heads]


def _apart(
    table: Table, starts: list[int], keys: list[int], headed: tuple[int, int], is_key: Callable[[Value], bool]
) -> list[Table]:
    """The tables that begin in these columns; `headed`: their first heading row and the one below the last; `keys`: the columns that say
    whose (of which day, month) a row is. A line above belongs to the table over which it stands, and to all those over
    which nothing stands; a line below all their rows is all's."""
    if len(starts) < 2:
        return []
    first, below = headed
    width = max(map(len, table.rows))
    rows = table.rows[first:below]
    behind = (c for c in range(starts[-1] + 1, width) if all(c >= len(row) or row[c] == "" for row in rows))
    spans = [range(start, end) for start, end in pairwise([*starts, next(behind, width)])]
    lines = _lines(table, keys, headed, is_key)
    return [_part(table, span, {c for other in spans if other != span for c in other}, lines) for span in spans]


def _lines(
    table: Table, keys: list[int], headed: tuple[int, int], is_key: Callable[[Value], bool]
) -> tuple[set[int], set[int]]:
    """The rows that belong to all tables over which they leave their columns blank (titles, also those of tables further
    below), and those that belong to all of them anyhow: below every row that names somebody, or is its second half."""
    first, below = headed
    foot, titles = below, {*range(first)}
    for r in range(below, len(table.rows)):
        values = [table.rows[r][c] if c < len(table.rows[r]) else "" for c in keys]
        filled = [value for value in table.rows[r] if not is_blank(value)]
        said = bool(filled) and isinstance(filled[0], str) and is_note(filled[0])  # 制表人： 钱七星
        second = r == foot and all(map(is_blank, values)) and len(filled) > _FEW
        if not said and (second or any(map(is_key, values))):
            foot = r + 1
        elif len(filled) <= _FEW:
            titles.add(r)
    return titles, {*range(foot, len(table.rows))}


def _part(table: Table, span: range, foreign: set[int], lines: tuple[set[int], set[int]]) -> Table:
    titles, foot = lines
    rows: list[list[Value]] = []
    own: set[int] = set()
    for r, row in enumerate(table.rows):
        if r in foot or (r in titles and all(c >= len(row) or is_blank(row[c]) for c in span)):
            rows.append(row)
        else:
            own.add(r)
            rows.append(["" if c in foreign else value for c, value in enumerate(row)])

    def kept(place: Place) -> bool:
        return place[0] not in own or place[1] not in foreign

    return structs.replace(
        table,
        rows=rows,
        merged=tuple(area for area in table.merged if kept(area[:2])),
        unstored=frozenset(filter(kept, table.unstored)),
        crossed=frozenset(filter(kept, table.crossed)),
        hidden_columns=frozenset(table.hidden_columns - foreign),
        beneath={place: value for place, value in table.beneath.items() if kept(place)},
    )
