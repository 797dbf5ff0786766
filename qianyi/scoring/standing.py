"""Mid-year standing: what is left of each allowance, what a further day would cost, who follows in each post."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from qianyi.facts import Facts
from qianyi.facts.quotas import NEEDS, shares
from qianyi.facts.services import leave_limit
from qianyi.rules.registry import reason_without
from qianyi.scoring.duty import Rates, days_over, leave_total
from qianyi.scoring.result import ZERO, PersonScore, Scores

ONE = Decimal(1)


def standing_data(facts: Facts, scores: Scores) -> dict[str, Any]:
    """`people`: allowance, cost of one day more, leave left before the limit; `posts_without_successor`."""
    return {
        "people": people_standing(facts, scores.people), "posts_without_successor": open_posts(facts),
        "quotas": quota_progress(facts),
    }  # fmt: skip


def quota_progress(facts: Facts) -> list[dict[str, Any]]:
    """How far each bearer's quotas have come in the periods that go on after as-of; those whose register is not given
    are left out."""
    listed = []
    for quota in facts.policy.quotas:
        if reason_without(facts, NEEDS.get(quota.counts)):
            continue
        for share in shares(facts, quota):
            if share.last > facts.as_of:
                listed.append(
                    {
                        "quota": quota.id,
                        "title": quota.title,
                        "who": share.who or "county",
                        "start": share.first,
                        "end": share.last,
                        "count": share.count,
                        "at_least": quota.at_least,
                        "at_most": quota.at_most,
                    }
                )
    return listed


def people_standing(facts: Facts, people: list[PersonScore]) -> list[dict[str, Any]]:
    """One entry a placement that has begun, goes on and has attendance; its allowances are the service's. Empty where
    the policy has no such allowance."""
    policy = facts.policy
    if policy.get("leave.personal_year") is None or policy.get("score.absent_rate") is None:
        return []
    share = policy.get("leave.near_share") or ONE
    whole = {id(service): standing.count for service, standing in facts.serving}
    listed = []
    for person in people:
        count, most = whole[id(person.service)], leave_limit(policy, person.term)
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
            {
                "name": person.placement.name,
                "support": person.placement.support,
                "recipient": person.placement.recipient,
                "personal_used": count.personal,
                "personal_allowance": rates.allowance,
                "personal_left": max(ZERO, rates.allowance - count.personal),
                "next_personal_day": left if over_limit else min(left, further * rates.rate),
                "next_absent_day": min(left, policy.number("score.absent_rate")),
                "leave_total": total,
                "leave_left": None if most is None or total is None else max(ZERO, most - total),
                "near_limit": bool(most is not None and total is not None and total >= share * most),
            }
        )
    return listed


def open_posts(facts: Facts) -> list[dict[str, Any]]:
    """Posts whose last holder leaves before the campaign's end, with nobody to follow."""
    end = facts.policy.campaign.end
    found = []
    for post in facts.posts:
        ends = [holder.end for holder in post.holders if holder.end is not None]
        if post.special or len(ends) != len(post.holders) or not ends or max(ends) >= end:
            continue
        last = max(post.holders, key=lambda holder: holder.end or end)
        found.append(
            {
                "recipient": post.recipient, "support": post.support, "post": post.number, "last": last.name,
                "ends": max(ends), "cells": [cell.ref for cell in last.cells("end") or last.cells("period")],
            }
        )  # fmt: skip
    return found
