"""在岗情况 (item 4.1): the one item of annex 4 that is computed, from a placement's days."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from msgspec import Struct

from qianyi.dossier import kinds
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.facts.arrivals import days_late, excused
from qianyi.facts.attendance import AttendanceCount, Standing
from qianyi.facts.texts import plain
from qianyi.policy.model import Policy, RubricItem
from qianyi.scoring.ledger import lost, veto
from qianyi.scoring.lookup import HOME, Lookup
from qianyi.scoring.result import ZERO, Entry, Item


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


def score_duty(rubric: RubricItem, standing: Standing, term: str | None, lookup: Lookup) -> Item:
    """Item 4.1 of a placement: points lost first, then the floor, then what makes the item 0."""
    item = Item(rubric.id, rubric.title, rubric.points)
    policy = lookup.policy
    counted = standing.recorded and standing.first is not None  # without dates no day can be counted
    if counted:
        _deduct(item, standing, term, policy)
    vetoes = list(_vetoes(standing, lookup))
    for why, clause, cells, parameter in vetoes:
        veto(item, clause, why, cells, parameter)
    if not counted and not vetoes:
        item.missing = [_why_nothing(standing)]
        return item
    item.score = item.max + lost(item)
    item.missing = list(_doubts(standing, term, lookup.facts, settled=item.vetoed))
    item.status = "provisional" if item.missing else "final"
    return item


def _deduct(item: Item, standing: Standing, term: str | None, policy: Policy) -> None:
    count = standing.count
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
    below = -(item.max + lost(item))
    if below > 0:
        last = item.ledger[-1]
        item.ledger.append(Entry(item.id, below, last.clause, "扣完为止，不低于 0 分", last.cells))


def _vetoes(standing: Standing, lookup: Lookup) -> Iterator[tuple[str, str, tuple[Cell, ...], str | None]]:
    """What makes the item 0 (A410, A411, A412, 借故在家休息): reason, clause, cells, parameter."""
    policy, count, placement = lookup.policy, standing.count, standing.placement
    late = days_late(lookup.facts, placement)
    limit = policy.get("arrival.max_delay")
    if "A410" in policy.rules and limit is not None and late > limit and not excused(lookup.facts, placement):
        clause = policy.parameter("arrival.max_delay").clause
        why = f"到岗晚 {late} 天，超过 {plain(limit)} 天且未备案"
        yield why, clause, placement.cells("arrival"), "arrival.max_delay"
    span = policy.get("absence.max_span")
    if "A411" in policy.rules and span is not None:
        clause = policy.parameter("absence.max_span").clause
        for run in standing.runs:
            if run.span > span:
                why = f"{_day(run.first)}至{_day(run.last)}连续旷工，跨 {run.span} 天，超过 {plain(span)} 天"
                yield why, clause, run.cells, "absence.max_span"
    most = policy.get("leave.total_max")
    if "A412" in policy.rules and most is not None:
        total = leave_total(count, policy)
        if total > most:
            taken = [kind for kind in policy.get("leave.total_kinds") if getattr(count, kind)]
            parts = "、".join(f"{kinds.word(kind)} {plain(getattr(count, kind))} 天" for kind in taken)
            cells = tuple(cell for kind in taken for cell in standing.cells_of(kinds.NAMES[kind]))
            clause = policy.parameter("leave.total_max").clause
            yield f"请假累计 {plain(total)} 天（{parts}），超过 {plain(most)} 天", clause, cells, "leave.total_max"
    for incident in lookup.incidents(placement, HOME):
        clause = policy.parameter("absence.max_span").clause
        yield f"情况登记：{incident.kind}", clause, incident.cells("kind"), None


def _doubts(standing: Standing, term: str | None, facts: Facts, *, settled: bool) -> Iterator[str]:
    """Why the item is only provisional. What a veto settles, missing days cannot change."""
    if term == "short":
        yield "派驻不足半年，按半年标准暂计"
    elif term is None:
        yield "派驻起止日期不清，按半年标准暂计"
    if standing.first is not None and standing.last is not None:
        unknown = [y for y in range(standing.first.year, standing.last.year + 1) if not facts.calendar.known(y)]
        if unknown:
            yield f"{'、'.join(map(str, unknown))} 年的法定工作日历未知，按周一至周五计"
    if settled:
        return
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
    if facts.policy.get("rest.must_be_earned") and standing.rest_balance < 0:
        yield f"休息比加班多 {plain(-standing.rest_balance)} 天"


def _why_nothing(standing: Standing) -> str:
    if standing.placement.start is None or standing.placement.end is None:
        return "派驻起止日期不清，无法计考勤"
    return "没有考勤" if standing.first is not None else "截至日期时派驻尚未开始"


def _day(day: date) -> str:
    return f"{day.month}月{day.day}日"
