"""The days that a row heads: the longest run of ascending numbers or dates."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from qianyi.dossier.kinds import REST
from qianyi.intake.cells.values import squeeze
from qianyi.intake.grid.month import DayHeading, read_heading
from qianyi.intake.opening.tables import Value
from qianyi.intake.signs.day_words import is_day_off, kind_of

FEWEST_DAYS: Final = 3
_OFF: Final = frozenset({"休", "假"})


def days_of(row: list[Value]) -> list[tuple[int, DayHeading]]:
    """The longest run of ascending days of a row, perhaps begun again at 1 (26 … 31, 1 … 25); empty where no three of
    them follow on one another: 1, 8日 and 20日 are figures. A weekday alone is the day that its place gives it (钉钉 六,
    日), and so is a word for rest between two days (2, 节, 4)."""
    read = {c: heading for c, value in enumerate(row) if value != "" and (heading := read_heading(value))}
    chain = max(_chains(row, read), key=len)
    if len(chain) < FEWEST_DAYS:
        return []
    out: list[tuple[int, DayHeading]] = []
    for column, heading in chain:
        if out:
            before, number = out[-1][0], out[-1][1].day or 0
            gap = range(before + 1, column)
            if 1 < column - before == (heading.day or 0) - number and _off(row, read, gap):
                weekdays = (read[c].weekday if c in read else None for c in gap)
                out += [(c, DayHeading(number + c - before, day)) for c, day in zip(gap, weekdays, strict=True)]
        out.append((column, heading))
    column, number = out[0][0] - 1, (out[0][1].day or 0) - 1
    while number >= 1 and _bare(read, column):
        out.insert(0, (column, DayHeading(number, read[column].weekday)))
        column, number = column - 1, number - 1
    column, number = out[-1][0] + 1, (out[-1][1].day or 0) + 1
    while number <= 31 and _bare(read, column):
        out.append((column, DayHeading(number, read[column].weekday)))
        column, number = column + 1, number + 1
    return out if _consecutive(out) else []


_Chain = list[tuple[int, DayHeading]]


def _chains(row: list[Value], read: dict[int, DayHeading]) -> list[_Chain]:
    """The runs of ascending days, those put together that are one month's from the 26th to the 25th."""
    chains: list[_Chain] = [[]]
    for column, heading in read.items():
        if heading.day is None:
            continue
        before = chains[-1][-1][1] if chains[-1] else None
        if before is not None and isinstance(row[column], float) and _tens(before, heading):
            heading = DayHeading(heading.day * 10, None, None, heading.month)
        if before is not None and not _follows(before, heading):
            chains.append([])
        chains[-1].append((column, heading))
    joined = chains[:1]
    for chain in chains[1:]:
        if _goes_on(joined[-1], chain):
            joined[-1] = joined[-1] + chain
        elif (mended := _without_slip(joined[-1], chain)) is not None:
            joined[-1] = mended
        else:
            joined.append(chain)
    return joined


def _tens(before: DayHeading, heading: DayHeading) -> bool:
    """Whether 9.1 behind 9.9 is the 10th of September: a number keeps no last zero."""
    return (
        heading.month is not None and heading.month == before.month and (before.day or 0) + 1 == (heading.day or 0) * 10
    )


def _goes_on(one: _Chain, other: _Chain) -> bool:
    """Whether the 1st that begins a run is the day after the last of the one before, of a month that began later."""
    if not one or not other:
        return False
    first, end, start, last = (heading.day or 0 for heading in (one[0][1], one[-1][1], other[0][1], other[-1][1]))
    return start == 1 and end >= 28 and last < first and other[0][0] - one[-1][0] <= 3


def _without_slip(one: _Chain, other: _Chain) -> _Chain | None:
    """Two runs broken by a wrong number (5, 6, 6, 8 or 5, 6, 17, 8), or by two that changed places (5, 7, 6, 8), as one run
    without them; None where they are not."""
    for before, after in ((one[:-1], other), (one, other[1:]), (one[:-1], other[1:])):
        if before and after:
            (left, first), (right, second) = before[-1], after[0]
            step = right - left
            if step in (2, 3) and (second.day or 0) - (first.day or 0) == step and first.month == second.month:
                return before + after
    return None


def _consecutive(chain: _Chain) -> bool:
    """Whether at least half the days follow on the one before, and three do so in a row."""
    steps = [(b[1].day or 0) - (a[1].day or 0) in (1, 1 - (a[1].day or 0)) for a, b in pairwise(chain)]
    return sum(steps) * 2 >= len(steps) and any(a and b for a, b in pairwise(steps))


def _bare(read: dict[int, DayHeading], column: int) -> bool:
    return column in read and read[column].day is None


def _off(row: list[Value], read: dict[int, DayHeading], gap: range) -> bool:
    """Whether the headings between two days are weekdays, or words for rest, one of them perhaps merged over several."""
    rests = False
    for column in gap:
        rests = _rests(row[column]) or (rests and row[column] == "")
        if not rests and not _bare(read, column):
            return False
    return True


def _rests(value: Value) -> bool:
    """Whether a cell says that the day is one of rest (节, 端午节, 休)."""
    if not isinstance(value, str) or value == "":
        return False
    word = squeeze(value)
    return word in _OFF or is_day_off(word) or kind_of(word) == REST


def _follows(one: DayHeading, other: DayHeading) -> bool:
    if one.date is not None and other.date is not None:
        return other.date > one.date
    return (other.day or 0) > (one.day or 0)
