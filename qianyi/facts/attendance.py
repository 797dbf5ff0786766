"""A placement's days as recorded: counts, runs of absence, weeks, rest balance. No judgement.

Days are bytes of `kinds`; in hexadecimal every half day is one digit, so counting halves is `str.count`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from qianyi.dossier import kinds
from qianyi.dossier.records import Placement, Stretch, Totals
from qianyi.dossier.source import Cell
from qianyi.facts.arrivals import excused, limit
from qianyi.facts.days import halves, table
from qianyi.facts.merging import Conflict, Recorded, stretch_end
from qianyi.facts.periods import month_ranges
from qianyi.facts.weeks import Week, find_weeks

if TYPE_CHECKING:
    from qianyi.facts import Facts

ZERO = Decimal(0)
_ABSENT_DAY, _PRESENT_DAY = kinds.day(kinds.ABSENT), kinds.day(kinds.PRESENT)
_PLAIN_DAYS = bytes([kinds.day(kinds.BLANK), _PRESENT_DAY])


_HAS = {kind: table(kind) for kind in range(16)}
_PRESENT = table(*kinds.PRESENCE)
_BLANK = table(kinds.BLANK, kinds.MISSED)
_LEAVE = table(*kinds.LEAVES)
_LEAVE_OR_ABSENT = table(*kinds.LEAVES, kinds.ABSENT)


class AttendanceCount(Struct, frozen=True):
    """Workdays of a placement up to as-of, halves as .5. All but rest_days_worked sum to `required` (full release).

    Official business counts in `present`."""

    required: Decimal = ZERO
    present: Decimal = ZERO
    personal: Decimal = ZERO
    sick: Decimal = ZERO
    marriage: Decimal = ZERO
    maternity: Decimal = ZERO
    bereavement: Decimal = ZERO
    other: Decimal = ZERO
    annual: Decimal = ZERO
    absent: Decimal = ZERO
    rest: Decimal = ZERO
    not_arrived: Decimal = ZERO
    unrecorded: Decimal = ZERO
    rest_days_worked: Decimal = ZERO


class Run(Struct, frozen=True):
    """旷工连续: first and last absent day, workdays absent, and whether a blank beside it might lengthen it."""

    first: date
    last: date
    workdays: int
    cells: tuple[Cell, ...]
    open_ended: bool = False

    @property
    def span(self) -> int:
        """Calendar days from first to last, both counted."""
        return (self.last - self.first).days + 1


class Informal(Struct, frozen=True):
    """Leave of one kind without procedure (A409): no approved entry of the register covers it. `indexes`: the days'
    positions; empty where only totals tell of them."""

    kind: int
    days: Decimal
    indexes: tuple[int, ...]
    cells: tuple[Cell, ...]


class MonthBalance(Struct, frozen=True):
    """The rest balance at the end of a month of the placement, and of the month before (0 at the start)."""

    first: date
    last: date
    before: Decimal
    balance: Decimal


class Standing(Struct, eq=False, dict=True):
    """What is recorded of one placement from its start to min(end, as-of)."""

    placement: Placement
    first: date | None
    last: date | None
    """The part of the placement up to as-of; None where it has not begun or its dates could not be read."""
    days: bytes
    """A byte of `kinds` a calendar day from `first`; the recipient's sheet wins over another keeper's (A417)."""
    workday: bytes
    """1 for a workday, a byte a day."""
    stretches: list[Stretch] = field(default_factory=list)
    """The attendance rows that tell of this placement."""
    count: AttendanceCount = AttendanceCount()
    totals: Totals | None = None
    """Set where only 考勤汇总 tells of this placement (no daily marks)."""
    recorded: bool = False
    """Whether any attendance (marks or totals) tells of this placement."""
    rest_balance: Decimal = ZERO
    """Presence on rest days less rest on workdays, cumulated to `last`; 0 where rest need not be earned."""
    conflicts: list[Conflict] = field(default_factory=list)
    """Days that two sheets show differently (A408)."""
    keepers: tuple[str, ...] = ()
    """Institutions whose sheets tell of this placement; more than one is A417."""
    by_week: bool = False
    """半脱产 under a policy that provides for it: days are owed by the week, blanks are none."""
    weeks: list[Week] = field(default_factory=list)
    """Half release only."""
    missing: list[tuple[date, date]] = field(default_factory=list)
    """Months with workdays and no attendance at all (A402)."""
    informal: tuple[Informal, ...] = ()
    """Leave without procedure; empty where no leave register is given. By `leave.unregistered` = absent its days are
    absence here, in `days` and in `count`."""

    @property
    def end(self) -> date | None:
        """The last day of the placement."""
        return self.placement.end

    def day(self, index: int) -> date:
        """The date of a position in `days`."""
        assert self.first is not None
        return self.first + timedelta(days=index)

    def on(self, day: date) -> int | None:
        """What is recorded of a day, None outside the placement and after as-of."""
        if self.first is None or self.last is None or not self.first <= day <= self.last:
            return None
        return self.days[(day - self.first).days]

    def place(self, index: int) -> Cell | None:
        """Where a day stood: the sheet whose mark was taken, None where no sheet has the day."""
        value = self.days[index]
        best = None
        for begin, end, stretch in self._spans:
            offset = index - begin
            if begin <= index < end and (not stretch.rows or stretch.rows[offset] >= 0):
                if stretch.marks[offset] == value:
                    return stretch.place(offset)
                best = best or stretch.place(offset)
        return best

    @cached_property
    def _spans(self) -> list[tuple[int, int, Stretch]]:
        """The rows of attendance by where in `days` they begin and end."""
        assert self.first is not None
        base = self.first.toordinal()
        begins = ((stretch.first.toordinal() - base, stretch) for stretch in self.stretches)
        return [(begin, begin + len(stretch.marks), stretch) for begin, stretch in begins]

    @property
    def places(self) -> list[Cell | None]:
        """Where each day stood."""
        return [self.place(index) for index in range(len(self.days))]

    def indexes(self, kind: int, *, workdays: bool = True) -> list[int]:
        """Positions of the workdays (or the rest days) of which at least half is of this kind."""
        return list(self._where(_HAS[kind], workdays))

    def cells_of(self, kind: int) -> tuple[Cell, ...]:
        """The cells of all workdays of which at least half is of this kind (of totals: the total)."""
        if self.totals is not None:
            return self.totals.cells(kinds.NAME_OF[kind])
        places = [self.place(index) for index in self._where(_HAS[kind], True)]
        return tuple([place for place in places if place is not None])

    def amount(self, index: int, *wanted: int) -> Decimal:
        """How much of a day is of the wanted kinds: 0, 0.5 or 1."""
        value = self.days[index]
        return halves((value >> 4 in wanted) + (value & 15 in wanted))

    def unmarked(self) -> list[int]:
        """Workdays with a blank or 缺卡 half in months that have attendance (A405); blanks of half release are none."""
        if self.totals is not None or not self.count.unrecorded:
            return []
        table = _HAS[kinds.MISSED] if self.by_week else _BLANK
        gone = self.missing
        return [i for i in self._where(table, True) if not any(a <= self.day(i) <= b for a, b in gone)]

    def idle_marks(self) -> list[int]:
        """Rest days on which leave or absence is marked (A406)."""
        return list(self._where(_LEAVE_OR_ABSENT, False))

    @property
    def runs(self) -> list[Run]:
        """Runs of whole workdays of absence; rest days between do not break one unless somebody worked on them."""
        return self._runs if self.count.absent and self.totals is None else []

    def month_balances(self) -> list[MonthBalance]:
        """The rest balance at each month's end; a month cut by as-of is no month's end."""
        if self.first is None or self.last is None or self.totals is not None:
            return []
        days, working = int.from_bytes(self.days, "big"), _mask(self.workday, True, 255)
        on_workdays = (days & working).to_bytes(len(self.days), "big").hex()
        on_rest_days = (days & ~working).to_bytes(len(self.days), "big").hex()
        balances = []
        before = balance = 0
        for first, last in month_ranges(self.first, self.last):
            low, high = 2 * (first - self.first).days, 2 * (last - self.first).days + 2
            balance += on_rest_days.count("1", low, high) + on_rest_days.count("2", low, high)
            balance -= on_workdays.count("3", low, high)
            if last != self.last or last == self.end or (last + timedelta(days=1)).day == 1:
                balances.append(MonthBalance(first, last, halves(before), halves(balance)))
            before = balance
        return balances

    def _where(self, table: bytes, workdays: bool) -> Iterator[int]:
        """Positions that a translation table and the calendar both want."""
        both = int.from_bytes(self.days.translate(table), "big") & _mask(self.workday, workdays)
        if not both:
            return
        wanted = both.to_bytes(len(self.days), "big")
        index = wanted.find(1)
        while index >= 0:
            yield index
            index = wanted.find(1, index + 1)

    @cached_property
    def _runs(self) -> list[Run]:
        runs: list[Run] = []
        run: list[int] = []
        for index in self.indexes(kinds.ABSENT):
            if self.days[index] != _ABSENT_DAY:
                continue
            if run and not self._continues(run[-1], index):
                runs.append(self._run(run))
                run = []
            run.append(index)
        return [*runs, self._run(run)] if run else runs

    def _continues(self, before: int, index: int) -> bool:
        """Whether only idle rest days lie between two days of absence."""
        return 1 not in self.workday[before + 1 : index] and 1 not in self.days[before + 1 : index].translate(_PRESENT)

    def _blank_beyond(self, index: int, step: int) -> bool:
        """Whether the next workday on that side, nobody having worked between, is not fully recorded."""
        index += step
        while 0 <= index < len(self.days):
            value = self.days[index]
            if self.workday[index]:
                return value >> 4 in kinds.UNRECORDED or value & 15 in kinds.UNRECORDED
            if _PRESENT[value]:
                return False
            index += step
        return False

    def _run(self, run: list[int]) -> Run:
        open_ended = self._blank_beyond(run[0], -1) or self._blank_beyond(run[-1], 1)
        places = (self.place(index) for index in run)
        cells = tuple(place for place in places if place is not None)
        return Run(self.day(run[0]), self.day(run[-1]), len(run), cells, open_ended)


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
        placement, first, last, b"", workday, record.stretches, totals=totals,
        recorded=bool(record.stretches or totals), conflicts=record.conflicts, keepers=record.keepers,
        missing=_missing(facts, placement, record, workday),
        by_week=placement.half_release and facts.policy.get("half_release.min_days") is not None,
    )  # fmt: skip
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
        entries, of_totals = facts.leaves.of(standing.placement), standing.totals
        days = {kind: getattr(of_totals, kinds.NAME_OF[kind]) for kind in sorted(kinds.LEAVES)}
        return tuple(
            Informal(kind, amount, (), of_totals.cells(kinds.NAME_OF[kind]))
            for kind, amount in days.items()
            if amount and not facts.leaves.covers([one for one in entries if facts.leaves.proper(one)], kind)
        )
    if not any(standing._where(_LEAVE, True)):
        return ()
    registered = facts.leaves.days_of(standing.placement)
    found = []
    for kind in sorted(kinds.LEAVES):
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
    told = {row.month for row in rows}
    if record.covered >= len(record.days) or None in told:
        return []
    missing = []
    for first, last in month_ranges(record.first, record.last):
        if any(stretch.first <= last and stretch_end(stretch) >= first for stretch in record.stretches):
            continue
        if (first.year, first.month) in told:
            continue
        since = max(first, placement.arrival) if placement.arrival else first
        low, high = (since - record.first).days, (last - record.first).days + 1
        if 1 in workday[low:high]:
            missing.append((first, last))
    return missing


def count_days(standing: Standing) -> AttendanceCount:
    """Count marks on workdays; the rest days' presence apart."""
    length, half = len(standing.days), standing.by_week
    days, working = int.from_bytes(standing.days, "big"), _mask(standing.workday, True, 255)
    required = standing.workday.count(1)
    workdays = (days & working).to_bytes(length, "big")
    present = 2 * workdays.count(_PRESENT_DAY)
    blank = 2 * (workdays.count(0) - (length - required))  # the rest days were cleared too
    number = workdays.translate(None, _PLAIN_DAYS).hex().count  # few days are anything else
    worked = (days & ~working).to_bytes(length, "big").translate(None, b"\0").hex().count
    return AttendanceCount(
        sum((week.owed for week in standing.weeks), ZERO) if half else Decimal(required),
        halves(present + number("1") + number("2")), halves(number("5")), halves(number("6")),
        halves(number("7")), halves(number("8")), halves(number("9")), halves(number("a")),
        halves(number("4")), halves(number("b")), ZERO if half else halves(number("3")),
        halves(number("e")),
        halves((0 if half else blank + number("0")) + number("c") + number("d")),
        halves(worked("1") + worked("2")),
    )  # fmt: skip


@lru_cache(1024)
def _mask(workday: bytes, workdays: bool, byte: int = 1) -> int:
    """A mask of workdays (else of rest days) as one number, with this byte for each of them."""
    yes, no = (byte, 0) if workdays else (0, byte)
    return int.from_bytes(workday.translate(bytes([no, yes, *range(2, 256)])), "big")


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
