"""Mid-year standing: what is left of each allowance, what a further day would cost, who follows in each post."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated

from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.facts.quotas import NEEDS, shares
from qianyi.facts.services import leave_limit
from qianyi.rules.labels import Shape, labelled
from qianyi.rules.registry import reason_without
from qianyi.scoring.presence import Rates, days_over, leave_total
from qianyi.scoring.result import PersonScore

ONE = Decimal(1)


class Remainder(Shape, kw_only=True):
    """What a placement that goes on has used, has left, and would lose by one day more. Days and points."""

    name: Annotated[str, labelled("姓名")]
    support: Annotated[str | None, labelled("支援单位", short="")]
    recipient: Annotated[str | None, labelled("受援单位", short="")]
    personal_used: Annotated[Decimal, labelled("已请事假", unit="天")]
    personal_allowance: Annotated[Decimal, labelled("事假限额", short="", unit="天")]
    personal_left: Annotated[Decimal, labelled("事假还剩", unit="天")]
    next_personal_day: Annotated[Decimal, labelled("再请一天扣", unit="分")]
    next_absent_day: Annotated[Decimal, labelled("再旷工一天扣", unit="分")]
    leave_total: Annotated[Decimal | None, labelled("请假累计", unit="天")]
    leave_left: Annotated[Decimal | None, labelled("距上限", unit="天")]
    near_limit: Annotated[bool, labelled("临近上限")]


class OpenPost(Shape, kw_only=True):
    """A post whose last holder leaves before the campaign's end, with nobody to follow."""

    recipient: Annotated[str, labelled("受援单位")]
    support: Annotated[str, labelled("支援单位")]
    post: Annotated[int, labelled("岗位")]
    last: Annotated[str, labelled("姓名")]
    ends: Annotated[date, labelled("结束日期")]
    cells: Annotated[list[str], labelled("单元格")]


class QuotaProgress(Shape, kw_only=True):
    """How far a bearer has come with a quota in a period that goes on after as-of."""

    quota: str
    title: Annotated[str, labelled("工作")]
    who: Annotated[str, labelled("谁")]
    start: Annotated[date, labelled("开始日期")]
    end: Annotated[date, labelled("结束日期")]
    count: Annotated[Decimal, labelled("已做", unit="次")]
    at_least: Annotated[Decimal | None, labelled("不少于", unit="次")]
    at_most: Annotated[Decimal | None, labelled("不超过", unit="次")]


def quota_progress(facts: Facts) -> list[QuotaProgress]:
    """How far each bearer's quotas have come in the periods that go on after as-of; those whose register is not given
    are left out."""
    return [
        QuotaProgress(
            quota=quota.id,
            title=quota.title,
            who=share.who or "county",
            start=share.first,
            end=share.last,
            count=share.count,
            at_least=quota.at_least,
            at_most=quota.at_most,
        )
        for quota in facts.policy.quotas
        if not reason_without(facts, NEEDS.get(quota.counts))
        for share in shares(facts, quota)
        if share.last > facts.as_of
    ]


def people_standing(facts: Facts, people: list[PersonScore]) -> list[Remainder]:
    """One entry a placement that has begun, goes on and has attendance; its allowances are the service's. Empty where
    the policy has no such allowance."""
    policy = facts.policy
    if policy.get("leave.personal_year") is None or policy.get("score.absent_rate") is None:
        return []
    share = policy.get("leave.near_share") or ONE
    whole = {id(one): standing.count for service, standing in facts.serving for one in service.placements}
    listed = []
    for person in people:
        count, most = whole[id(person.placement)], leave_limit(policy, person.term)
        if not count.required or person.end is None or person.end <= facts.as_of:
            continue
        left = next((item.score for item in person.items if item.computed), None)
        if left is None:
            continue  # nothing is known of the days
        rates = Rates.of(policy, person.term)
        total = leave_total(count, policy) if most is not None else None
        used_after = days_over(count.personal + ONE, rates.allowance, policy)
        further = used_after - days_over(count.personal, rates.allowance, policy)
        over_limit = most is not None and total is not None and total + ONE > most
        listed.append(
            Remainder(
                name=person.placement.name,
                support=person.placement.support,
                recipient=person.placement.recipient,
                personal_used=count.personal,
                personal_allowance=rates.allowance,
                personal_left=max(ZERO, rates.allowance - count.personal),
                next_personal_day=left if over_limit else min(left, further * rates.rate),
                next_absent_day=min(left, policy.number("score.absent_rate")),
                leave_total=total,
                leave_left=None if most is None or total is None else max(ZERO, most - total),
                near_limit=bool(most is not None and total is not None and total >= share * most),
            )
        )
    return listed


def open_posts(facts: Facts) -> list[OpenPost]:
    """Posts whose last holder leaves before the campaign's end, with nobody to follow."""
    end = facts.policy.campaign.end
    found = []
    for post in facts.posts:
        ends = [holder.end for holder in post.holders if holder.end is not None]
        if post.special or len(ends) != len(post.holders) or not ends or max(ends) >= end:
            continue
        last = max(post.holders, key=lambda holder: holder.end or end)
        cells = [cell.ref for cell in last.cells("end") or last.cells("period")]
        found.append(
            OpenPost(
                recipient=post.recipient,
                support=post.support,
                post=post.number,
                last=last.name,
                ends=max(ends),
                cells=cells,
            )
        )
    return found
