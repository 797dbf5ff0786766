"""The leave register: whose leave it is, which days it covers, how long it counts."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from qianyi.dossier import kinds
from qianyi.dossier.records import Leave, Placement
from qianyi.facts.calendar import days
from qianyi.facts.texts import given
from qianyi.policy.date_shift import ONE_DAY

if TYPE_CHECKING:
    from qianyi.facts import Facts

HALF_DAY = Decimal("0.5")


class Leaves:
    """The leave register by placement."""

    def __init__(self, facts: Facts) -> None:
        self._facts = facts
        self._of: dict[int, list[Leave]] = defaultdict(list)
        for leave in facts.dossier.leaves:
            for placement in _placements(facts, leave):
                self._of[id(placement)].append(leave)

    def of(self, placement: Placement) -> list[Leave]:
        """The leaves of a placement, in the order of the register."""
        return self._of.get(id(placement), [])

    def proper(self, leave: Leave) -> bool:
        """Whether an entry is a procedure: where the policy asks for approval (L505), neither refused nor without the
        approver or the date of approval that its register has columns for."""
        return "L505" not in self._facts.policy.rules or self.approved(leave)

    def approved(self, leave: Leave) -> bool:
        """Whether an entry is an approved leave, as far as its register has columns that say so."""
        return not self.refused(leave) and not self.unapproved(leave)

    def refused(self, leave: Leave) -> str | None:
        """The field whose words refuse an entry (the policy's words `refusal`), None where none does."""
        for field in ("approver", "opinion"):
            if "refused" in self._facts.policy.meanings("refusal", getattr(leave, field) or ""):
                return field
        return None

    def unapproved(self, leave: Leave) -> list[str]:
        """The columns of approval (`approver`, `approved`) that the register has and the entry leaves blank."""
        blank = [field for field in ("approver", "approved") if leave.has(field)]
        if "approver" in blank and given(leave.approver):
            blank.remove("approver")
        return [field for field in blank if field == "approver" or not self._facts.has_value(leave, field)]

    def covers(self, entries: Iterable[Leave], kind: int) -> bool:
        """Whether one of these entries is of this kind of day, or of a kind that could not be read."""
        return any(entry.kind is None or kinds.NAMES[entry.kind] == kind for entry in entries)

    def days_of(self, placement: Placement) -> dict[date, list[Leave]]:
        """Every calendar day of a registered leave that is a procedure (`proper`), with the leaves that cover it."""
        covered: dict[date, list[Leave]] = defaultdict(list)
        for leave in self.of(placement):
            if leave.start is not None and leave.end is not None and self.proper(leave):
                for day in days(leave.start, leave.end):
                    covered[day].append(leave)
        return covered

    def runs(self, leaves: Iterable[Leave]) -> list[list[Leave]]:
        """Leaves in order of time, joined where no workday lies between one and the next; without dates each alone."""
        runs: list[list[Leave]] = []
        last: date | None = None
        for leave in sorted(leaves, key=lambda one: (one.start or date.max, one.end or date.max)):
            if leave.start is None or leave.end is None:
                runs.append([leave])
                continue
            if last is not None and not self._facts.calendar.workdays(last + ONE_DAY, leave.start - ONE_DAY):
                runs[-1].append(leave)
                last = max(last, leave.end)
            else:
                runs.append([leave])
                last = leave.end
        return runs

    def together(self, run: Sequence[Leave]) -> Decimal:
        """The days of several leaves, workdays that two of them cover counted once: half and half make one day."""
        total = beyond = Decimal(0)
        covered: set[date] = set()
        for leave in run:
            length = self.length(leave) or Decimal(0)
            total += length
            if leave.start is None or leave.end is None:
                beyond += length
                continue
            workdays = self._facts.calendar.workdays(leave.start, leave.end)
            covered.update(workdays)
            beyond += max(Decimal(0), length - len(workdays))
        return min(total, len(covered) + beyond)

    def workdays(self, leave: Leave) -> Decimal | None:
        """Workdays between the dates, both included, less the halves that 上午 and 下午 take from them; None where a date
        is not known or they are reversed."""
        if leave.start is None or leave.end is None or leave.end < leave.start:
            return None
        inside = self._facts.calendar.workdays(leave.start, leave.end)
        less = (leave.begins_late and leave.start in inside) + (leave.ends_early and leave.end in inside)
        return Decimal(len(inside)) - HALF_DAY * less

    def agrees(self, leave: Leave) -> bool:
        """Whether the days stated agree with the dates: the same, or half a day less. True where nothing is stated."""
        counted = self.workdays(leave)
        return leave.days is None or counted is None or counted - leave.days in (0, HALF_DAY)

    def length(self, leave: Leave) -> Decimal | None:
        """Days that tiers and limits go by: as stated where that agrees with the dates, else the larger of the two."""
        counted = self.workdays(leave)
        if counted is None or leave.days is None:
            return leave.days if counted is None else counted
        return leave.days if self.agrees(leave) else max(counted, leave.days)


def _placements(facts: Facts, leave: Leave) -> tuple[Placement, ...]:
    """The placements of the person in which the leave has a day, else those that its first day picks."""
    first, last = leave.start, leave.end
    if first is not None and last is not None:
        found = facts.match(leave).placements
        held = tuple(p for p in found if p.start and p.end and p.start <= last and first <= p.end)
        if held:
            return held
    return facts.match(leave, first).placements
