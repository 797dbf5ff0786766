"""在岗情况 (item 4.1): the one item of annex 4 that is computed, from a placement's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from qianyi.dossier import kinds
from qianyi.dossier.source import Cell
from qianyi.facts.arrivals import days_late, excused
from qianyi.facts.attendance import AttendanceCount, Standing
from qianyi.facts.outside import rests_outside
from qianyi.facts.texts import plain
from qianyi.policy.model import Policy, RubricItem
from qianyi.scoring.ledger import lost, veto
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.result import OUTSIDE, ZERO, Entry, Item


class Rates(Struct, frozen=True):
    """The figures of one term: days of personal leave free of charge, points a day beyond them, where they stand."""

    allowance: Decimal
    rate: Decimal
    clause: str
    id: str

    @classmethod
    def of(cls, policy: Policy, term: str | None) -> Rates:
        """A year's figures for a year's placement, else half a year's."""
        length = "year" if term == "year" else "half"
        allowance = policy.parameter(f"leave.personal_{length}")
        return cls(
            policy.number(allowance.id), policy.number(f"score.personal_rate_{length}"), allowance.clause, allowance.id
        )


def days_over(personal: Decimal, allowance: Decimal, policy: Policy) -> Decimal:
    """Days of personal leave that cost points; a fraction is dropped where the policy counts whole days only."""
    over = max(ZERO, personal - allowance)
    return over.to_integral_value("ROUND_FLOOR") if policy.get("score.partial_day") == "whole" else over


def leave_total(count: AttendanceCount, policy: Policy) -> Decimal:
    """Workdays of all leave that the limit of A412 counts."""
    return sum([days for kind in policy.get("leave.total_kinds") if (days := getattr(count, kind))], ZERO)


class Duty:
    """Item 4.1 of all placements of one dossier; the policy's figures are looked up once."""

    def __init__(self, rubric: RubricItem, lookup: Lookup) -> None:
        policy = lookup.policy
        self.rubric, self.lookup, self.policy = rubric, lookup, policy
        self.max_delay = policy.get("arrival.max_delay") if "A410" in policy.rules else None
        self.max_span = policy.get("absence.max_span") if "A411" in policy.rules else None
        self.max_leave = policy.get("leave.total_max") if "A412" in policy.rules else None
        self.rest_earned = bool(policy.get("rest.must_be_earned"))

    def score(self, standing: Standing, term: str | None) -> Item:
        """The item of a placement: points lost first, then the floor, then what makes the item 0."""
        item = Item(self.rubric.id, self.rubric.title, self.rubric.points, computed=True)
        counted = standing.recorded and standing.first is not None  # without dates no day can be counted
        if counted:
            self._deduct(item, standing, term)
        for why, clause, cells, parameter in self._vetoes(standing):
            veto(item, clause, why, cells, parameter)
        if not counted and not item.vetoed:
            item.missing = [_why_nothing(standing)]
            return item
        item.score = item.max + lost(item) if item.ledger else item.max
        item.missing = list(self._doubts(standing, term, settled=item.vetoed))
        item.status = "provisional" if item.missing else "final"
        return item

    def _deduct(self, item: Item, standing: Standing, term: str | None) -> None:
        count, policy = standing.count, self.policy
        if count.personal:
            rates = Rates.of(policy, term)
            over = days_over(count.personal, rates.allowance, policy)
            if over:
                taken, allowed = plain(count.personal), plain(rates.allowance)
                why = f"事假 {taken} 天，超出 {allowed} 天 {plain(over)} 天 × {plain(rates.rate)}"
                cells = standing.cells_of(kinds.PERSONAL)
                item.ledger.append(Entry(item.id, -over * rates.rate, rates.clause, why, cells, rates.id))
        if count.absent:
            rate = policy.parameter("score.absent_rate")
            points = policy.number(rate.id)
            why = f"旷工 {plain(count.absent)} 天 × {plain(points)}"
            cells = standing.cells_of(kinds.ABSENT)
            item.ledger.append(Entry(item.id, -count.absent * points, rate.clause, why, cells, rate.id))
        below = -(item.max + lost(item)) if item.ledger else ZERO
        if below > 0:
            last = item.ledger[-1]
            item.ledger.append(Entry(item.id, below, last.clause, "扣完为止，不低于 0 分", last.cells))

    def _vetoes(self, standing: Standing) -> Iterator[tuple[str, str, tuple[Cell, ...], str | None]]:
        """What makes the item 0 (A410, A411, A412, 借故在家休息): reason, clause, cells, parameter."""
        policy, count, placement, facts = self.policy, standing.count, standing.placement, self.lookup.facts
        if self.max_delay is not None:
            late = days_late(facts, placement)
            if late > self.max_delay and excused(facts, placement) is False:
                clause = policy.parameter("arrival.max_delay").clause
                why = f"到岗晚 {late} 天，超过 {plain(self.max_delay)} 天，且没有支援单位证明和备案"
                yield why, clause, placement.cells("arrival"), "arrival.max_delay"
        if self.max_span is not None:
            for run in standing.runs:
                if run.span > self.max_span:
                    clause = policy.parameter("absence.max_span").clause
                    days = f"{_day(run.first)}至{_day(run.last)}连续旷工"
                    why = f"{days}，跨 {run.span} 天，超过 {plain(self.max_span)} 天"
                    yield why, clause, run.cells, "absence.max_span"
        if self.max_leave is not None:
            total = leave_total(count, policy)
            if total > self.max_leave:
                taken = [kind for kind in policy.get("leave.total_kinds") if getattr(count, kind)]
                parts = "、".join(f"{kinds.word(kind)} {plain(getattr(count, kind))} 天" for kind in taken)
                cells = tuple(cell for kind in taken for cell in standing.cells_of(kinds.NAMES[kind]))
                clause = policy.parameter("leave.total_max").clause
                why = f"请假累计 {plain(total)} 天（{parts}），超过 {plain(self.max_leave)} 天"
                yield why, clause, cells, "leave.total_max"
        for one in self.rubric.vetoes:
            for incident in self.lookup.incidents(placement, *one.incidents):
                yield f"情况登记：{incident.kind}", one.clause, incident.cells("kind"), None

    def _doubts(self, standing: Standing, term: str | None, *, settled: bool) -> Iterator[str]:
        """Why the item is only provisional. What a veto settles, missing days cannot change."""
        if term == "short":
            yield "派驻不足半年，按半年标准暂计"
        elif term is None:
            yield "派驻起止日期不清，按半年标准暂计"
        if standing.first is not None and standing.last is not None:
            known, years = self.lookup.facts.calendar.known, range(standing.first.year, standing.last.year + 1)
            unknown = [str(year) for year in years if not known(year)]
            if unknown:
                yield f"{'、'.join(unknown)} 年的法定工作日历未知，按周一至周五计"
        if rests_outside(self.lookup.facts, standing):
            yield OUTSIDE
        if settled:
            return
        for one in self.rubric.vetoes:
            yield from self.lookup.doubts(standing.placement, *one.incidents)
        if standing.totals is not None:
            yield "只有考勤汇总，连续旷工无法核对"
        if standing.by_week:
            weeks = [week for week in standing.weeks if week.present < week.demanded]
            if weeks:
                yield f"{len(weeks)} 个周到岗天数不足又没有请假（如{_day(weeks[0].first)}那一周）"
        if standing.count.unrecorded:
            yield f"{plain(standing.count.unrecorded)} 个工作日没有考勤记录"
        if any(run.open_ended for run in standing.runs):
            yield "旷工前后有未记录的日子，是否连续无法核对"
        late = self.max_delay is not None and days_late(self.lookup.facts, standing.placement) > self.max_delay
        if late and excused(self.lookup.facts, standing.placement) is None:
            yield "延迟到岗说明的备案日期认不出"
        if self.rest_earned and standing.rest_balance < 0:
            yield f"休息比加班多 {plain(-standing.rest_balance)} 天"


def _why_nothing(standing: Standing) -> str:
    if standing.placement.start is None or standing.placement.end is None:
        return "派驻起止日期不清，无法计考勤"
    return "没有考勤" if standing.first is not None else "截至日期时派驻尚未开始"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
