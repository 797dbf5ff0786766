"""半脱产: what each week of a half-release placement owes, demands and shows."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING

from qianyi.dossier import kinds
from qianyi.facts.attendance import Standing, Week
from qianyi.facts.days import ZERO, halves, table

if TYPE_CHECKING:
    from qianyi.facts import Facts

_PRESENT = table(*kinds.PRESENCE)
_AWAY = table(*kinds.LEAVES, kinds.ABSENT)


def find_weeks(facts: Facts, standing: Standing) -> Iterator[Week]:
    """The weeks of a half-release placement up to as-of."""
    placement, first, last = standing.placement, standing.first, standing.last
    assert first is not None
    assert last is not None
    least = facts.policy.get("half_release.min_days")
    if not isinstance(least, Decimal):
        return
    registered = facts.leaves.days_of(placement)
    begin = first
    while begin <= last:
        sunday = begin + timedelta(days=6 - begin.weekday())
        end = min(sunday, last)
        low, high = (begin - first).days, (end - first).days + 1
        days, workday = standing.days[low:high], standing.workday[low:high]
        digits = days.hex()
        working = bytes(compress(days, workday)).hex()
        present = digits.count("1") + digits.count("2")
        leave = sum(working.count(f"{kind:x}") for kind in kinds.LEAVES)
        leave += sum(
            2 * (not _PRESENT[value] and not _AWAY[value])
            for index, (value, work) in enumerate(zip(days, workday, strict=True))
            if work and begin + timedelta(days=index) in registered
        )
        unknown = working.count("c") + working.count("d")
        unknown += sum(
            2 * bool(work)
            for index, work in enumerate(workday)
            if any(a <= begin + timedelta(days=index) <= b for a, b in standing.missing)
        )
        working_days = Decimal(len(working) // 2)
        coming = ZERO
        if end < sunday and placement.end is not None:
            coming = Decimal(len(facts.calendar.workdays(end + timedelta(days=1), min(sunday, placement.end))))
        away = halves(leave + working.count("e"))
        demanded = max(ZERO, min(least, working_days + coming - away) - coming)
        yield Week(
            begin,
            end,
            min(least, working_days),
            demanded,
            halves(present),
            halves(leave),
            halves(working.count("b")),
            halves(unknown),
        )
        begin = sunday + timedelta(days=1)
