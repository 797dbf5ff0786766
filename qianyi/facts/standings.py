"""What is recorded of each placement: days before arrival, leave without procedure, months missing, counts."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from qianyi.dossier import kinds
from qianyi.dossier.records import Placement, Totals
from qianyi.facts.arrivals import excused, limit
from qianyi.facts.attendance import AttendanceCount, Informal, Standing, mask
from qianyi.facts.days import ZERO, halves
from qianyi.facts.merging import Recorded, stretch_end
from qianyi.facts.periods import month_ranges
from qianyi.facts.weeks import find_weeks

if TYPE_CHECKING:
    from qianyi.facts import Facts

_ABSENT_DAY, _PRESENT_DAY = kinds.day(kinds.ABSENT), kinds.day(kinds.PRESENT)
_PLAIN_DAYS = bytes([kinds.day(kinds.BLANK), _PRESENT_DAY])


def find_standings(facts: Facts) -> list[Standing]:
    """One a placement, in roster order."""
    of = facts.attendance.of
    return [_standing(facts, placement, of[id(placement)]) for placement in facts.dossier.placements]


def _standing(facts: Facts, placement: Placement, record: Recorded) -> Standing:
    first, last = record.first, record.last
    if first is None or last is None:
        return Standing(placement, None, None, b"", b"", recorded=bool(record.totals))
    days, workday = record.days, facts.calendar.mask(first, last)
    totals = None if record.stretches else record.totals
    standing = Standing(
        placement,
        first,
        last,
        b"",
        workday,
        record.stretches,
        totals=totals,
        recorded=bool(record.stretches or totals),
        conflicts=record.conflicts,
        submitters=record.submitters,
        missing=_missing(facts, placement, record, workday),
        by_week=placement.half_release and facts.policy.get("half_release.min_days") is not None,
    )
    if placement.arrival is not None and placement.arrival > first:
        days = _before_arrival(facts, placement, days, workday)
    standing.days = days
    if facts.dossier.leaves or facts.dossier.has("leave"):
        standing.informal = _find_informal(facts, standing)
        if standing.informal and totals is None and facts.policy.get("leave.unregistered") == "absent":
            standing.days = _as_absence(days, standing.informal)
    if standing.by_week:
        standing.weeks = list(find_weeks(facts, standing))
    standing.count = count_totals(facts, standing, totals) if totals else count_days(standing)
    if totals is None and facts.policy.get("rest.must_be_earned") and not standing.by_week:
        standing.rest_balance = standing.count.rest_days_worked - standing.count.rest
    return standing


def find_standing(facts: Facts, placement: Placement) -> Standing:
    """The standing of one placement, made anew: what `find_standings` makes of it."""
    return _standing(facts, placement, facts.attendance.of[id(placement)])


def _before_arrival(facts: Facts, placement: Placement, days: bytes, workday: bytes) -> bytes:
    """Unrecorded workdays before a recorded arrival are 未到岗; what is marked stays. By `arrival.late_days` those after
    the last day of arriving in time are absence where the delay is none that was explained and filed."""
    assert placement.arrival is not None
    assert placement.start is not None
    length, free = (placement.arrival - placement.start).days, len(days)
    if facts.policy.get("arrival.late_days") == "absent":
        last = limit(facts, placement)
        if last is not None and facts.service_of(placement).first is placement and not excused(facts, placement):
            free = (last - placement.start).days + 1
    unmarked = (kinds.day(kinds.BLANK), kinds.day(kinds.MISSED))
    head = [
        (kinds.day(kinds.NOT_ARRIVED) if index < free else _ABSENT_DAY) if work and value in unmarked else value
        for index, (value, work) in enumerate(zip(days[:length], workday[:length], strict=True))
    ]
    return bytes(head) + days[length:]


def _find_informal(facts: Facts, standing: Standing) -> tuple[Informal, ...]:
    """Leave marked, or told by totals, that no approved entry of its kind covers."""
    if standing.totals is not None:
        of_totals, service = standing.totals, facts.service_of(standing.placement)
        entries = [entry for placement in service.placements for entry in facts.leaves.of(placement)]
        days = {kind: getattr(of_totals, kinds.NAME_OF[kind]) for kind in sorted(kinds.LEAVES)}
        return tuple(
            Informal(kind, amount, (), of_totals.cells(kinds.NAME_OF[kind]))
            for kind, amount in days.items()
            if amount and not facts.leaves.covers([one for one in entries if facts.leaves.proper(one)], kind)
        )
    number = kinds.half_counter(standing.days)
    marked = [kind for kind in sorted(kinds.LEAVES) if number(kind)]
    if not marked:
        return ()
    registered = facts.leaves.days_of(standing.placement)
    found = []
    for kind in marked:
        open_days = [
            i for i in standing.indexes(kind) if not facts.leaves.covers(registered.get(standing.day(i), ()), kind)
        ]
        if open_days:
            amount = sum((standing.amount(i, kind) for i in open_days), ZERO)
            cells = tuple(cell for i in open_days if (cell := standing.place(i)) is not None)
            found.append(Informal(kind, amount, tuple(open_days), cells))
    return tuple(found)


def _as_absence(days: bytes, informal: Iterable[Informal]) -> bytes:
    """The days with leave without procedure as absence, halves by themselves."""
    changed = bytearray(days)
    for one in informal:
        for index in one.indexes:
            halves_of = (kinds.ABSENT if half == one.kind else half for half in kinds.halves(changed[index]))
            changed[index] = kinds.day(*halves_of)
    return bytes(changed)


def _missing(facts: Facts, placement: Placement, record: Recorded, workday: bytes) -> list[tuple[date, date]]:
    """Months of the placement with workdays after arrival and no attendance of the person, marks or totals."""
    assert record.first is not None
    assert record.last is not None
    rows = () if record.stretches or record.totals is None else record.totals.parts or (record.totals,)
    months = {row.month for row in rows}
    if record.covered >= len(record.days) or None in months:
        return []
    missing = []
    for first, last in month_ranges(record.first, record.last):
        if any(stretch.first <= last and stretch_end(stretch) >= first for stretch in record.stretches):
            continue
        if (first.year, first.month) in months:
            continue
        since = max(first, placement.arrival) if placement.arrival else first
        low, high = (since - record.first).days, (last - record.first).days + 1
        if 1 in workday[low:high]:
            missing.append((first, last))
    return missing


def count_days(standing: Standing) -> AttendanceCount:
    """Count marks on workdays; the rest days' presence apart."""
    length, half = len(standing.days), standing.by_week
    days, working = int.from_bytes(standing.days, "big"), mask(standing.workday, True, 255)
    required = standing.workday.count(1)
    workdays = (days & working).to_bytes(length, "big")
    present = 2 * workdays.count(_PRESENT_DAY)
    blank = 2 * (workdays.count(0) - (length - required))  # the rest days were cleared too
    number = kinds.half_counter(workdays.translate(None, _PLAIN_DAYS))  # few days are anything else
    worked = kinds.half_counter((days & ~working).to_bytes(length, "big").translate(None, b"\0"))
    unrecorded = (0 if half else blank + number(kinds.BLANK)) + number(kinds.MISSED) + number(kinds.UNREAD)
    return AttendanceCount(
        required=sum((week.owed for week in standing.weeks), ZERO) if half else Decimal(required),
        present=halves(present + number(kinds.PRESENT) + number(kinds.OFFICIAL)),
        personal=halves(number(kinds.PERSONAL)),
        sick=halves(number(kinds.SICK)),
        marriage=halves(number(kinds.MARRIAGE)),
        maternity=halves(number(kinds.MATERNITY)),
        bereavement=halves(number(kinds.BEREAVEMENT)),
        other=halves(number(kinds.OTHER)),
        annual=halves(number(kinds.ANNUAL)),
        absent=halves(number(kinds.ABSENT)),
        rest=ZERO if half else halves(number(kinds.REST)),
        not_arrived=halves(number(kinds.NOT_ARRIVED)),
        unrecorded=halves(unrecorded),
        rest_days_worked=halves(worked(kinds.PRESENT) + worked(kinds.OFFICIAL)),
    )


def count_totals(facts: Facts, standing: Standing, totals: Totals) -> AttendanceCount:
    """Days as 考勤汇总 gives them; what they leave of the required workdays is unrecorded."""
    gone = standing.days.count(kinds.day(kinds.NOT_ARRIVED))
    half = standing.by_week
    required = sum((week.owed for week in standing.weeks), ZERO) if half else Decimal(standing.workday.count(1))
    leave = {
        name: getattr(totals, name) or ZERO
        for name in ("personal", "sick", "marriage", "maternity", "bereavement", "other", "annual", "absent")
    }
    if facts.policy.get("leave.unregistered") == "absent":
        for one in standing.informal:
            leave[kinds.NAME_OF[one.kind]] -= one.days
            leave["absent"] += one.days
    away = sum(leave.values(), Decimal(gone))
    present, official = totals.present or ZERO, totals.official or ZERO
    # 实出勤 may or may not hold 出差: it is added only where there is room for it
    if present + official + away <= required or totals.present is None:
        present += official
    unrecorded = ZERO if half else max(ZERO, required - present - away)
    return AttendanceCount(required, present, not_arrived=Decimal(gone), unrecorded=unrecorded, **leave)
