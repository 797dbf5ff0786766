"""Two versions of a month of which one says nothing of a day (blank, or 缺卡) that the other marks: they differ there."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from qianyi.dossier import kinds
from qianyi.dossier.records import Stretch

MonthPart = tuple[int, bytes, Stretch]
"""The first day's index in the placement, the days, the row they are of."""
DayDifference = tuple[int, int, tuple[Stretch, Stretch], tuple[int, int]]
"""The day's index in the placement, the mask of the halves, the two rows, what they say."""
_BLANK = frozenset({kinds.BLANK})
_MISSED = frozenset({kinds.MISSED})
_WEEK = 7
"""So many blank days at an end of a month are a part not yet, or not by this file, told."""


def unsaid_in_one(parts: Sequence[MonthPart], recipient: str | None = None) -> Iterator[DayDifference]:
    """The days that one version of a person's month marks and the other leaves blank or calls 缺卡.

    Versions are rows of one institution's month in two files, two sheets, or twice in a sheet. A blank differs only
    where they tell many of their days both: halves of a month, or of a hospital, that complete each other are none. A
    sheet that does not say whose it is is the `recipient`'s.
    """
    months: dict[tuple[str | None, tuple[int, int]], list[MonthPart]] = defaultdict(list)
    for part in parts:
        row = part[2]
        if row.sheet.kind == "grid" and not row.rows and any(part[1]):
            month = row.sheet.month or (row.first.year, row.first.month)  # a year card's sheet is of several
            months[row.sheet.institution or row.recipient or recipient, month].append(part)
    for rows in months.values():
        for one, other in combinations(rows, 2):
            yield from _between(one, other)


def _between(one: MonthPart, other: MonthPart) -> Iterator[DayDifference]:
    a, b = _told(one), _told(other)
    both = range(max(a.start, b.start), min(a.stop, b.stop))
    blanks: list[DayDifference] = []
    missed: list[DayDifference] = []
    told_by_both = 0
    for index in both:
        values = one[1][index - one[0]], other[1][index - other[0]]
        told_by_both += all(values)
        for found, sign in ((blanks, _BLANK), (missed, _MISSED)):
            (a_first, a_second), (b_first, b_second) = kinds.halves(values[0]), kinds.halves(values[1])
            mask = kinds.mask_of(_unsaid(a_first, b_first, sign), _unsaid(a_second, b_second, sign))
            if mask:
                found.append((index, mask, (one[2], other[2]), values))
    if told_by_both * 3 > len(blanks) * 2:
        yield from blanks
    yield from missed


def _unsaid(first: int, second: int, sign: frozenset[int]) -> bool:
    """Whether one version's half day is of `sign` and the other's is recorded."""
    return (first in sign and second not in kinds.UNRECORDED) or (second in sign and first not in kinds.UNRECORDED)


def _told(part: MonthPart) -> range:
    """The days that a row tells of: from the first mark to the last, and the few before and after them."""
    offset, marks, _ = part
    first = next(i for i, mark in enumerate(marks) if mark)
    last = len(marks.rstrip(b"\0"))
    start = 0 if first < _WEEK else first
    return range(offset + start, offset + (len(marks) if len(marks) - last < _WEEK else last))
