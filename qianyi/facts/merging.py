"""Attendance of every layout brought to its placement: one byte a day, however many sheets tell of it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, field, structs

from qianyi.dossier import kinds
from qianyi.dossier.records import Placement, Stretch, Totals
from qianyi.dossier.source import Cell
from qianyi.facts.versions import DayDifference, MonthPart, unsaid_in_one
from qianyi.policy.date_shift import ONE_DAY, add_months

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.facts.people import Match


_MACHINES = frozenset({"dingtalk-month", "dingtalk-calendar", "dingtalk-daily", "wecom-month"})


class Conflict(Struct, frozen=True):
    """One day of one person that two rows of attendance show differently."""

    day: date
    rows: tuple[Stretch, Stretch]
    values: tuple[int, int]

    @property
    def cells(self) -> tuple[Cell, ...]:
        """The two cells."""
        return tuple(row.place((self.day - row.first).days) for row in self.rows)


class Recorded(Struct, eq=False):
    """What the attendance sheets tell of one placement up to as-of, before arrivals are considered."""

    first: date | None = None
    last: date | None = None
    days: bytes = b""
    stretches: list[Stretch] = field(default_factory=list)
    totals: Totals | None = None
    disputed_totals: list[Totals] = field(default_factory=list)
    """Rows of totals for one placement (and month) that differ (I004); then `totals` is None."""
    conflicts: list[Conflict] = field(default_factory=list)
    submitters: tuple[str, ...] = ()
    covered: int = 0
    """Days over which some row of attendance stretches, counted once a row."""
    cut: bool = False
    """Whether some row reaches beyond the placement, or as-of."""


class Attendance(Struct, frozen=True, eq=False):
    """All attendance of a dossier, by placement (`of[id(placement)]`), and what fits none."""

    of: dict[int, Recorded]
    unknown: list[tuple[Stretch | Totals, str]]
    """Rows whose person cannot be told, with the problem (A401)."""
    outside: list[tuple[Stretch, list[int]]]
    """Rows with marks on days in none of the person's placements, by index (A404)."""
    outside_totals: list[tuple[Totals, tuple[Placement, ...]]]
    """Monthly totals of months in none of the person's placements (A404)."""


def stretch_end(stretch: Stretch) -> date:
    """The last day of a stretch."""
    return stretch.first + timedelta(days=max(0, len(stretch.days) - 1))


def submitting_institution(stretch: Stretch) -> str | None:
    """Whose sheet it is: the sheet's institution, else the row's 受援单位; None where neither is told."""
    return stretch.sheet.institution or stretch.recipient or None


def misplaced(facts: Facts, placement: Placement, submitters: Iterable[str]) -> list[str]:
    """Those keepers that are recipients of the roster and no institution of this person, who is out of place there."""
    directory = facts.directory
    others = [whose for whose in submitters if whose not in (placement.recipient, placement.support)]
    if not others:  # nearly everybody
        return []
    placements = directory.people.get((placement.name, placement.support or ""), [placement])
    own = {name for one in placements for name in (one.recipient, one.support)}
    return sorted({whose for whose in others if whose in directory.recipients and whose not in own})


def bring_together(facts: Facts) -> Attendance:
    """Match every row of attendance to placements and merge the rows of each placement into its days."""
    match = facts.directory.match
    groups: dict[tuple[str, str | None, str | None, str | None], list[Stretch]] = defaultdict(list)
    for stretch in facts.dossier.stretches:
        groups[stretch.name, stretch.support, stretch.recipient, stretch.sheet.institution].append(stretch)
    matched = [(group, match(group[0], lenient=True)) for group in groups.values()]
    summed = [(row, match(row, lenient=True)) for row in facts.dossier.totals]
    unknown: list[tuple[Stretch | Totals, str]] = [
        (stretch, found.problem) for group, found in matched if found.problem for stretch in group
    ]
    unknown += [(row, found.problem) for row, found in summed if found.problem]
    matched = [(group, found) for group, found in matched if not found.problem]
    rows: dict[int, list[Stretch]] = defaultdict(list)
    for group, found in matched:
        for placement in found.placements:
            rows[id(placement)] += group
    totals, outside_totals = _totals(facts, summed)
    of = {id(p): _merge(facts, p, rows.get(id(p), []), totals.get(id(p), [])) for p in facts.dossier.placements}
    cut = {key for key, recorded in of.items() if recorded.cut}
    reaching = [(group, found) for group, found in matched if not cut.isdisjoint(map(id, found.placements))]
    outside = [row for group, found in reaching for row in _outside(group, found.placements)]
    return Attendance(of, unknown, outside, outside_totals)


def _totals(
    facts: Facts, summed: list[tuple[Totals, Match]]
) -> tuple[dict[int, list[Totals]], list[tuple[Totals, tuple[Placement, ...]]]]:
    """Rows of totals by placement, those of months after as-of left out; and those of months in no placement."""
    totals: dict[int, list[Totals]] = defaultdict(list)
    outside = []
    for row, match in summed:
        within = _of_month(row, match.placements)
        if match.placements and not within:
            outside.append((row, match.placements))
        if row.month is None or date(*row.month, 1) <= facts.as_of:
            for placement in within:
                totals[id(placement)].append(row)
    return totals, outside


def _of_month(row: Totals, placements: tuple[Placement, ...]) -> tuple[Placement, ...]:
    """The placements that a row of totals tells of: with 考勤月份 those that lie in the month."""
    if row.month is None:
        return placements
    first = date(*row.month, 1)
    last = add_months(first, 1) - ONE_DAY
    return tuple(p for p in placements if not (p.start and p.end) or (p.start <= last and first <= p.end))


_UNTOLD = frozenset({kinds.BLANK, kinds.MISSED})
"""What another row may fill."""
_SUMMED = (
    "required",
    "present",
    "personal",
    "sick",
    "marriage",
    "maternity",
    "bereavement",
    "other",
    "annual",
    "official",
    "absent",
)
_WHOLE = ("required", "present")
"""Totals that a month without them leaves unknown; a blank month of leave is none."""


def _sum_up(rows: list[Totals]) -> tuple[Totals | None, list[Totals]]:
    """One record of totals for a placement: the one row, or the sum of a row a month. Rows that tell the same twice
    count once; rows that differ where there should be one are returned as a dispute."""
    by_month: dict[tuple[int, int] | None, list[Totals]] = defaultdict(list)
    for row in rows:
        same = (all(getattr(row, name) == getattr(other, name) for name in _SUMMED) for other in by_month[row.month])
        if not any(same):
            by_month[row.month].append(row)
    disputed = [row for group in by_month.values() if len(group) > 1 for row in group]
    if disputed or (None in by_month and len(by_month) > 1):
        return None, disputed or rows
    parts = tuple(group[0] for group in by_month.values())
    if len(parts) == 1:
        return parts[0], []
    days: dict[str, Decimal | None] = {}
    for name in _SUMMED:
        values = [value for part in parts if (value := getattr(part, name)) is not None]
        days[name] = sum(values, Decimal(0)) if len(values) == len(parts) or name not in _WHOLE else None
    return structs.replace(parts[0], month=None, parts=parts, **days), []


def _outside(group: list[Stretch], placements: tuple[Placement, ...]) -> Iterator[tuple[Stretch, list[int]]]:
    """Rows with marks on days in none of the person's placements, by index; none where one has no dates."""
    spans = []
    for placement in placements:
        if placement.start is None or placement.end is None:
            return
        spans.append((placement.start.toordinal(), placement.end.toordinal() + 1))
    low, high = spans[0]
    for stretch in group:
        first, length = stretch.first.toordinal(), len(stretch.days)
        if low <= first and first + length <= high:
            continue
        day_bytes = bytearray(stretch.days)
        for start, end in spans:
            a, b = max(0, start - first), min(length, end - first)
            if a < b:
                day_bytes[a:b] = bytes(b - a)
        if any(day_bytes):
            yield stretch, [index for index, mark in enumerate(day_bytes) if mark]


def _merge(facts: Facts, placement: Placement, group: list[Stretch], totals: list[Totals]) -> Recorded:
    """What the sheets tell of a placement: its days and the totals of its months."""
    recorded = _merge_days(facts, placement, group)
    if totals:
        rows = sorted(totals, key=lambda row: (*row.sheet.order, row.row))
        recorded.totals, recorded.disputed_totals = _sum_up(rows)
    return recorded


def _merge_days(facts: Facts, placement: Placement, group: list[Stretch]) -> Recorded:
    """The days of a placement. Where the recipient keeps a sheet it is the one of record: another institution's only
    fills days on which the recipient's has no cell. Rows of equal standing that differ are conflicts, the half days
    in dispute unreadable."""
    first, last = placement.start, placement.end
    if first is None or last is None or min(last, facts.as_of) < first:
        return Recorded(cut=True)
    last = min(last, facts.as_of)
    recorded, length = Recorded(first, last), (last - first).days + 1
    parts, recorded.cut = _parts(first.toordinal(), length, group)
    recorded.stretches = [part[2] for part in parts]
    recorded.covered = sum([len(part[1]) for part in parts])
    submitters = {
        whose: None for _, day_bytes, stretch in parts if (whose := submitting_institution(stretch)) and any(day_bytes)
    }
    recorded.submitters = tuple(submitters)
    if _one_after_another(parts):
        days = bytearray(length)
        for offset, day_bytes, _ in parts:
            days[offset : offset + len(day_bytes)] = day_bytes
        recorded.days = bytes(days)
        return recorded
    if len(submitters) > 1 and placement.recipient in submitters:
        laid, differing = _lay_by_record(length, parts, placement.recipient)
    else:
        laid, differing = _lay(length, parts)
    differing += unsaid_in_one(parts, placement.recipient)
    recorded.conflicts = [Conflict(first + timedelta(days=index), rows, values) for index, _, rows, values in differing]
    recorded.days = _settled(laid, differing)
    return recorded


def _parts(base: int, length: int, group: list[Stretch]) -> tuple[list[MonthPart], bool]:
    """The rows' days that lie within a placement (of `length` days from `base`), in order; whether some row reaches
    beyond it."""
    parts: list[MonthPart] = []
    cut = False
    for stretch in group:
        offset, day_bytes = stretch.first.toordinal() - base, stretch.days
        if offset < 0 or offset + len(day_bytes) > length:
            cut = True
            day_bytes = day_bytes[max(0, -offset) : max(0, length - offset)]
            offset = max(0, offset)
        if day_bytes:
            parts.append((offset, day_bytes, stretch))
    return parts, cut


def _one_after_another(parts: list[MonthPart]) -> bool:
    """Whether no day has two rows: a month after the other."""
    end = 0
    for offset, day_bytes, _ in parts:
        if offset < end:
            return False
        end = offset + len(day_bytes)
    return True


def _lay_by_record(length: int, parts: list[MonthPart], recipient: str | None) -> tuple[bytearray, list[DayDifference]]:
    """The rows of the sheet of record laid over each other; another institution's fill the days on which it has no
    cell."""
    record = [part for part in parts if submitting_institution(part[2]) in (None, recipient)]
    others = bytearray(_settled(*_lay(length, [part for part in parts if part not in record])))
    days, differing = _lay(length, record)
    for offset, day_bytes, stretch in record:
        if any(day_bytes):
            for index, mark in enumerate(day_bytes, offset):
                if not stretch.rows or mark:
                    others[index] = 0
    return bytearray(day or mark for day, mark in zip(days, others, strict=True)), differing


def _lay(length: int, parts: list[MonthPart]) -> tuple[bytearray, list[DayDifference]]:
    """The days with the rows laid over each other, and the half days told twice and differently."""
    days = bytearray(length)
    differing: list[DayDifference] = []
    for number, (offset, day_bytes, stretch) in enumerate(parts):
        end = offset + len(day_bytes)
        under = days[offset:end]
        if under.count(0) == len(under):
            days[offset:end] = day_bytes
            continue
        for index, (old, new) in enumerate(zip(under, day_bytes, strict=True), offset):
            if old == new or not new:
                continue
            day, dispute = _both(old, new)
            if dispute and _machines_agree(parts[: number + 1], index, new):
                continue
            days[index] = day
            if dispute:
                before = _differing_row(parts[:number], index, new)
                differing.append((index, dispute, (before[0], stretch), (before[1], new)))
    return days, differing


def _both(old: int, new: int) -> tuple[int, int]:
    """A day told twice: the halves put together, and a mask of the halves that differ. A mark that cannot be read may
    say anything but nothing: it differs from one that can."""
    halves = [_half(*pair) for pair in zip(kinds.halves(old), kinds.halves(new), strict=True)]
    (morning, differs), (afternoon, differs_too) = halves
    return kinds.day(morning, afternoon), kinds.mask_of(differs, differs_too)


def _half(a: int, b: int) -> tuple[int, bool]:
    """What two rows make of a half day, and whether they differ."""
    if a == b or {a, b} <= kinds.UNRECORDED:
        return max(a, b), False
    if a in _UNTOLD or b in _UNTOLD:
        return (b if a in _UNTOLD else a), False
    return a, True


def _machines_agree(parts: list[MonthPart], index: int, new: int) -> bool:
    """Whether a day differs only in what a machine does not tell: which half of it, presence or official business."""
    old_row, old = _differing_row(parts[:-1], index, new)
    if not {old_row.sheet.kind, parts[-1][2].sheet.kind} & _MACHINES:
        return False
    same = [
        sorted(kinds.PRESENT if half in kinds.PRESENCE else half for half in kinds.halves(day)) for day in (old, new)
    ]
    return same[0] == same[1]


def _settled(laid: bytearray, differing: list[DayDifference]) -> bytes:
    """The days: half days in dispute are known to nobody."""
    days, unread = bytearray(laid), kinds.day(kinds.UNREAD)
    for index, mask, *_ in differing:
        days[index] = kinds.overlaid(days[index], unread, mask)
    return bytes(days)


def _differing_row(parts: list[MonthPart], index: int, new: int) -> tuple[Stretch, int]:
    """The earlier row that tells a day differently."""
    candidates = [
        (stretch, day_bytes[index - offset])
        for offset, day_bytes, stretch in parts
        if 0 <= index - offset < len(day_bytes)
    ]
    return next(((stretch, mark) for stretch, mark in candidates if mark and _both(mark, new)[1]), candidates[0])
