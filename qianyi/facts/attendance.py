"""A placement's days as recorded: counts, runs of absence, weeks, rest balance. No judgement.

Days are bytes of `kinds`; in hexadecimal every half day is one digit, so counting halves is `str.count`.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import cached_property, lru_cache
from itertools import compress

from msgspec import Struct, field

from qianyi.dossier import kinds
from qianyi.dossier.records import Placement, Stretch, Totals
from qianyi.dossier.source import Cell
from qianyi.facts.days import ZERO, halves, table
from qianyi.facts.merging import Conflict
from qianyi.facts.periods import month_ranges

_ABSENT_DAY, _PRESENT_DAY = kinds.day(kinds.ABSENT), kinds.day(kinds.PRESENT)
_PLAIN_DAYS = bytes([kinds.day(kinds.BLANK), _PRESENT_DAY])


_HAS = {kind: table(kind) for kind in range(16)}
_PRESENT = table(*kinds.PRESENCE)
_BLANK = table(kinds.BLANK, kinds.MISSED)
_LEAVE = table(*kinds.LEAVES)
_LEAVE_OR_ABSENT = table(*kinds.LEAVES, kinds.ABSENT)


@lru_cache(1024)
def mask(workday: bytes, workdays: bool, byte: int = 1) -> int:
    """A mask of workdays (else of rest days) as one number, with this byte for each of them."""
    yes, no = (byte, 0) if workdays else (0, byte)
    return int.from_bytes(workday.translate(bytes([no, yes, *range(2, 256)])), "big")


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


class AbsenceRun(Struct, frozen=True):
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


class Week(Struct, frozen=True):
    """A week (Mon–Sun) of a half-release placement, cut by placement and as-of. Days, halves as .5.

    `owed` is min(3, workdays); `demanded` what H304 asks: less leave and days before arrival, and less what a week
    cut by as-of can still bring. `unknown` days have no attendance sheet or an unreadable mark."""

    first: date
    last: date
    owed: Decimal
    demanded: Decimal
    present: Decimal
    leave: Decimal
    absent: Decimal
    unknown: Decimal

    @property
    def short(self) -> bool:
        """Fewer days than demanded, even if every unknown day were one of presence."""
        return self.present + self.unknown < self.demanded


class Standing(Struct, eq=False, dict=True):
    """What is recorded of one placement from its start to min(end, as-of)."""

    placement: Placement
    first: date | None
    last: date | None
    """The part of the placement up to as-of; None where it has not begun or its dates could not be read."""
    days: bytes
    """A byte of `kinds` a calendar day from `first`; the recipient's sheet wins over another institution's (A417)."""
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
    submitters: tuple[str, ...] = ()
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

    def halves_between(self, first: date, last: date) -> dict[int, Decimal]:
        """Workdays between two days (inclusive) by what is recorded of them: kind of `kinds` → days, halves as .5."""
        tally: dict[int, Decimal] = {}
        if self.first is None:
            return tally
        begin, end = max((first - self.first).days, 0), max((last - self.first).days + 1, 0)
        counted = Counter(compress(self.days[begin:end], self.workday[begin:end]))
        for day, count in counted.items():
            for kind in kinds.halves(day):
                tally[kind] = tally.get(kind, ZERO) + halves(count)
        return tally

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
                if stretch.days[offset] == value:
                    return stretch.place(offset)
                best = best or stretch.place(offset)
        return best

    @cached_property
    def _spans(self) -> list[tuple[int, int, Stretch]]:
        """The rows of attendance by where in `days` they begin and end."""
        assert self.first is not None
        base = self.first.toordinal()
        begins = ((stretch.first.toordinal() - base, stretch) for stretch in self.stretches)
        return [(begin, begin + len(stretch.days), stretch) for begin, stretch in begins]

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
        morning, afternoon = kinds.halves(self.days[index])
        return halves((morning in wanted) + (afternoon in wanted))

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
    def runs(self) -> list[AbsenceRun]:
        """Runs of whole workdays of absence; rest days between do not break one unless somebody worked on them."""
        return self._runs if self.count.absent and self.totals is None else []

    def month_balances(self) -> list[MonthBalance]:
        """The rest balance at each month's end; a month cut by as-of is no month's end."""
        if self.first is None or self.last is None or self.totals is not None:
            return []
        days, working = int.from_bytes(self.days, "big"), mask(self.workday, True, 255)
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
        both = int.from_bytes(self.days.translate(table), "big") & mask(self.workday, workdays)
        if not both:
            return
        wanted = both.to_bytes(len(self.days), "big")
        index = wanted.find(1)
        while index >= 0:
            yield index
            index = wanted.find(1, index + 1)

    @cached_property
    def _runs(self) -> list[AbsenceRun]:
        runs: list[AbsenceRun] = []
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
                return kinds.in_halves(value, kinds.UNRECORDED)
            if _PRESENT[value]:
                return False
            index += step
        return False

    def _run(self, run: list[int]) -> AbsenceRun:
        open_ended = self._blank_beyond(run[0], -1) or self._blank_beyond(run[-1], 1)
        places = (self.place(index) for index in run)
        cells = tuple(place for place in places if place is not None)
        return AbsenceRun(self.day(run[0]), self.day(run[-1]), len(run), cells, open_ended)
