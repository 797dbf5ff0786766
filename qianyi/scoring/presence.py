"""在岗情况 (item 4.1): the one item of annex 4 that is computed, from a placement's days."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cached_property

from msgspec import Struct, structs

from qianyi.dossier import kinds
from qianyi.dossier.records import Incident
from qianyi.facts.absences import length_of
from qianyi.facts.arrivals import days_late, excused
from qianyi.facts.attendance import AttendanceCount, Standing
from qianyi.facts.days import ZERO
from qianyi.facts.outside import rests_outside
from qianyi.facts.services import Service, join, leave_limit, other_submitters, parts_of
from qianyi.facts.texts import plain
from qianyi.policy.model import Policy, RubricItem
from qianyi.scoring.ledger import Ground, lost, vetoed
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.result import OUTSIDE, Entry, Item


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


class PresenceItem:
    """Item 4.1 of all services of one dossier; the policy's figures are looked up once."""

    def __init__(self, rubric: RubricItem, lookup: Lookup) -> None:
        policy = lookup.policy
        self.rubric, self.lookup, self.policy, self.facts = rubric, lookup, policy, lookup.facts
        self.max_delay = policy.get("arrival.max_delay") if "A410" in policy.rules else None
        self.max_span = policy.get("absence.max_span") if "A411" in policy.rules else None
        self.counts_leave = "A412" in policy.rules
        self.rest_earned = bool(policy.get("rest.must_be_earned"))

    def score(self, service: Service, standing: Standing) -> Item:
        """The item of a service: points lost first, then the floor, then what makes the item 0; what leave without
        procedure would cost as absence is noted by an entry of no points."""
        item = self.plain_score(service, standing)
        if item.score is None or item.vetoed or not standing.informal:
            return item
        if self.policy.get("leave.unregistered") != "open":
            return item
        ledger = [*item.ledger, self._would_cost(item, service, standing)]
        missing = [*item.missing, f"{_informal(standing)}没有手续（A409），要查明有没有请过假"]
        return structs.replace(item, ledger=ledger, missing=missing, status="provisional")

    def plain_score(self, service: Service, standing: Standing) -> Item:
        """The item as the days stand."""
        rubric = self.rubric
        counted = standing.recorded and standing.first is not None  # without dates no day can be counted
        deducted = self._deductions(service, standing) if counted else []
        ledger = vetoed(rubric, deducted, self._vetoes(service, standing))
        settled = len(ledger) > len(deducted)
        if not counted and not settled:
            missing = [_why_nothing(standing)]
            return Item(rubric.id, rubric.title, rubric.points, missing=missing, computed=True)
        return Item(
            rubric.id,
            rubric.title,
            rubric.points,
            score=rubric.points + lost(ledger) if ledger else rubric.points,
            status="provisional" if (missing := list(self._doubts(service, standing, settled=settled))) else "final",
            ledger=ledger,
            missing=missing,
            vetoed=settled,
            computed=True,
        )

    @cached_property
    def _strict(self) -> PresenceItem:
        """The same by the letter: leave without procedure is absence."""
        return PresenceItem(self.rubric, self.lookup.under("leave.unregistered", "absent"))

    def _would_cost(self, item: Item, service: Service, standing: Standing) -> Entry:
        """The note in the ledger: no points, but what the item would be with these days as absence."""
        facts = self._strict.facts
        strict = self._strict.plain_score(service, join(facts, service, facts.standings_of(service)))
        assert item.score is not None
        assert strict.score is not None
        parameter = self.policy.parameter("leave.unregistered")
        veto_told = "，其中有使本项不得分的" if strict.vetoed else ""
        why = (
            f"{_informal(standing)}没有手续，仍记请假；按旷工计本项为 {plain(strict.score)} 分，"
            f"再扣 {plain(item.score - strict.score)} 分{veto_told}"
        )
        cells = tuple(dict.fromkeys(cell for one in standing.informal for cell in one.cells))
        return Entry(item.id, ZERO, parameter.clause, why, cells, parameter.id)

    def _deductions(self, service: Service, standing: Standing) -> list[Entry]:
        """Points lost by days of leave and absence, and the floor under them."""
        id, count, policy = self.rubric.id, standing.count, self.policy
        entries = []
        if count.personal:
            rates = Rates.of(policy, service.term)
            over = days_over(count.personal, rates.allowance, policy)
            if over:
                taken, allowed = plain(count.personal), plain(rates.allowance)
                why = f"事假 {taken} 天，超出 {allowed} 天 {plain(over)} 天 × {plain(rates.rate)}"
                cells = standing.cells_of(kinds.PERSONAL)
                entries.append(Entry(id, -over * rates.rate, rates.clause, why, cells, rates.id))
        if count.absent:
            rate = policy.parameter("score.absent_rate")
            points = policy.number(rate.id)
            why = f"旷工 {plain(count.absent)} 天 × {plain(points)}"
            cells = standing.cells_of(kinds.ABSENT)
            entries.append(Entry(id, -count.absent * points, rate.clause, why, cells, rate.id))
        below = -(self.rubric.points + lost(entries)) if entries else ZERO
        if below > 0 and policy.get("score.floor") != "negative":
            last = entries[-1]
            entries.append(Entry(id, below, last.clause, "扣完为止，不低于 0 分", last.cells))
        return entries

    def _vetoes(self, service: Service, standing: Standing) -> Iterator[Ground]:
        """What makes the item 0 (A410, A411, A412, an incident of the rubric)."""
        yield from self._late(service)
        yield from self._long_absence(standing)
        yield from self._much_leave(service, standing)
        for one in self.rubric.vetoes:
            for incident in self._incidents(service, one.incidents):
                yield Ground(f"情况登记：{incident.kind}", one.clause, incident.cells("kind"))

    def _late(self, service: Service) -> Iterator[Ground]:
        if self.max_delay is None:
            return
        late = days_late(self.facts, service.first)
        if late > self.max_delay and excused(self.facts, service.first) is False:
            why = f"到岗晚 {late} 天，超过 {plain(self.max_delay)} 天，且没有支援单位证明和备案"
            parameter = self.policy.parameter("arrival.max_delay")
            yield Ground(why, parameter.clause, service.first.cells("arrival"), parameter.id)

    def _long_absence(self, standing: Standing) -> Iterator[Ground]:
        if self.max_span is None:
            return
        for run in standing.runs:
            if length_of(run, self.policy).too_long:
                parameter = self.policy.parameter("absence.max_span")
                days = f"{_day(run.first)}至{_day(run.last)}连续旷工 {run.workdays} 个工作日"
                yield Ground(f"{days}，跨 {run.span} 天，超过 1 周", parameter.clause, run.cells, parameter.id)

    def _much_leave(self, service: Service, standing: Standing) -> Iterator[Ground]:
        policy, count = self.policy, standing.count
        most = leave_limit(policy, service.term) if self.counts_leave else None
        if most is None or (total := leave_total(count, policy)) <= most:
            return
        taken = [kind for kind in policy.get("leave.total_kinds") if getattr(count, kind)]
        parts = "、".join(f"{kinds.word(kind)} {plain(getattr(count, kind))} 天" for kind in taken)
        cells = tuple(cell for kind in taken for cell in standing.cells_of(kinds.NAMES[kind]))
        parameter = policy.parameter("leave.total_max")
        why = f"请假累计 {plain(total)} 天（{parts}），超过 {plain(most)} 天"
        yield Ground(why, parameter.clause, cells, parameter.id)

    def _incidents(self, service: Service, meanings: Iterable[str]) -> list[Incident]:
        found = {
            id(incident): incident
            for placement in service.placements
            for incident in self.lookup.incidents(placement, *meanings)
        }
        return list(found.values())

    def _doubts(self, service: Service, standing: Standing, *, settled: bool) -> Iterator[str]:
        """Why the item is only provisional. What a veto settles, missing days cannot change."""
        if standing.first is not None and standing.last is not None:
            known, years = self.facts.calendar.known, range(standing.first.year, standing.last.year + 1)
            unknown = [str(year) for year in years if not known(year)]
            if unknown:
                yield f"{'、'.join(unknown)} 年的放假安排没有收录，按周一至周五减法定节假日计"
        if any(rests_outside(self.facts, part) for part in parts_of(standing)):
            yield OUTSIDE
        if settled:
            return
        if service.term == "short":
            yield "派驻不足半年，按半年标准暂计"
        elif service.term is None:
            yield "派驻起止日期不清，按半年标准暂计"
        for one in self.rubric.vetoes:
            yield from self.lookup.doubts(service.first, *one.incidents)
        yield from self._doubtful_days(service, standing)
        late = self.max_delay is not None and days_late(self.facts, service.first) > self.max_delay
        if late and excused(self.facts, service.first) is None:
            yield "延迟到岗说明的备案日期认不出"

    def _doubtful_days(self, service: Service, standing: Standing) -> Iterator[str]:
        """What the sheets leave open."""
        if any(part.totals is not None for part in parts_of(standing)):
            yield "只有考勤汇总，连续旷工无法核对"
        if standing.by_week:
            weeks = [week for week in standing.weeks if week.present < week.demanded]
            if weeks:
                yield f"{len(weeks)} 个周到岗天数不足又没有请假（如{_day(weeks[0].first)}那一周）"
        if standing.count.unrecorded:
            yield f"{plain(standing.count.unrecorded)} 个工作日没有考勤记录"
        for run in standing.runs if self.max_span is not None else ():
            if length_of(run, self.policy).too_long is None:
                yield f"{_day(run.first)}至{_day(run.last)}连续旷工，是不是超过 1 周两种算法不同（A411）"
        if any(run.open_ended for run in standing.runs):
            yield "旷工前后有未记录的日子，是否连续无法核对"
        if self.rest_earned and standing.rest_balance < 0:
            yield f"休息比加班多 {plain(-standing.rest_balance)} 天"
        if "A420" in self.policy.rules:
            places = other_submitters(self.facts, service, standing)
            if places:
                yield f"有的考勤出自{'、'.join(places)}的表，不是本人的受援单位（A420）"


def _informal(standing: Standing) -> str:
    """「事假 2 天、病假 1 天」 of the leave without procedure."""
    days: dict[int, Decimal] = {}
    for one in standing.informal:
        days[one.kind] = days.get(one.kind, ZERO) + one.days
    return "、".join(f"{kinds.CHINESE[kind]} {plain(amount)} 天" for kind, amount in days.items())


def _why_nothing(standing: Standing) -> str:
    if standing.placement.start is None or standing.placement.end is None:
        return "派驻起止日期不清，无法计考勤"
    return "没有考勤" if standing.first is not None else "截至日期时派驻尚未开始"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
