"""Whole months between dates, and what kind of placement they make."""

from __future__ import annotations

import calendar
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from qianyi.policy.date_shift import ONE_DAY, add_months

if TYPE_CHECKING:
    from qianyi.dossier.records import Placement

YEAR, HALF = 12, 6  # months that the words 一年 and 半年 mean, whatever a policy asks


def overlaps(placement: Placement, first: date, last: date) -> bool:
    """Whether a placement holds some day from first to last; not where one of its dates is not known."""
    return bool(placement.start and placement.end and placement.start <= last and first <= placement.end)


@lru_cache(4096)
def months_between(start: date, end: date) -> int:
    """Whole months from start to end, both days included: 2022-06-01 … 2022-11-30 is 6. Never below 0."""
    if end < start:
        return 0
    after = end + ONE_DAY
    months = (after.year - start.year) * 12 + after.month - start.month
    return max(0, months if add_months(start, months) <= after else months - 1)


def term(start: date | None, end: date | None) -> str | None:
    """`year` from 12 months, `half` from 6, else `short`; None where a date is not known."""
    if start is None or end is None:
        return None
    months = months_between(start, end)
    return "year" if months >= YEAR else "half" if months >= HALF else "short"


@lru_cache(4096)
def month_ranges(first: date, last: date) -> tuple[tuple[date, date], ...]:
    """The calendar months from first to last, the outer ones cut: (first day, last day) each."""
    ranges = []
    while first <= last:
        end = min(last, date(first.year, first.month, calendar.monthrange(first.year, first.month)[1]))
        ranges.append((first, end))
        first = end + ONE_DAY
    return tuple(ranges)


def ended_months(start: date | None, end: date | None, as_of: date) -> list[tuple[date, date]]:
    """The calendar months between two days (the outer ones cut) that are over by as-of; none where a day is not known."""
    if start is None or end is None:
        return []
    ranges = month_ranges(start, min(end, as_of))
    return [(first, last) for first, last in ranges if last == end or (last + ONE_DAY).day == 1]
