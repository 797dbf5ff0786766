"""The plan against a search over all plans there are, written from the rules and not from the program.

60 tiny campaigns; QIANYI_PLAN_CAMPAIGNS=300 for the long run.
"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Sequence
from typing import Any

import pytest

from qianyi.dossier.records import Candidate, Need, Placement, QuotaRow
from qianyi.planning import Wishes, make_plan, stages
from qianyi.policy.settings import PlanSettings, Settings
from tests.make.campaigns import DATES, HALVES, Campaign, best, fill, fits, invent, need_of, worth
from tests.make.memory import County

pytest.importorskip("ortools")
CAMPAIGNS = int(os.environ.get("QIANYI_PLAN_CAMPAIGNS", "60"))
# The program ---------------------------------------------------------------------------------------------------------


def planned(campaign: Campaign) -> Any:
    settings = Settings(hardship=frozenset(campaign.hardship), plan=PlanSettings(campaign.order, campaign.weights))
    county = County(settings)
    for row, need in enumerate(campaign.needs, 1):
        title = {0: None, 2: "中级", 3: "副高"}[need["least"]]
        county.dossier.needs.append(
            Need(
                sheet=county.sheet("needs"),
                row=row,
                recipient=need["recipient"],
                specialty=need["specialty"],
                count=need["wanted"],
                least_title=title,
                priority=need["priority"],
            )
        )
    for row, person in enumerate(campaign.people, 1):
        county.dossier.candidates.append(
            Candidate(
                sheet=county.sheet("candidates"),
                row=row,
                name=person["name"],
                support=person["support"],
                specialty=person["specialty"],
                title=person["title"],
                promotion=person["promotion"],
                span=person["span"],
                release="half" if person["half"] else "full",
                wishes="、".join(sorted(person["wishes"])),
                barred="病" if person["barred"] else None,
            )
        )
    for row, (support, (least, most)) in enumerate(campaign.quotas.items(), 1):
        county.dossier.supply.append(
            QuotaRow(sheet=county.sheet("supply"), row=row, support=support, least=least, most=most)
        )
    rosters = County()

    def rows(items: list[dict[str, Any]]) -> list[Placement]:
        return [
            rosters.person(
                item["name"],
                *DATES[item["period"]],
                support=item["support"],
                recipient=item["recipient"],
                specialty=item.get("specialty"),
                title=item.get("title"),
                release="half" if item.get("half") else "full",
            )
            for item in items
        ]

    last = [{"support": s, "name": n, "recipient": r, "period": "一年"} for s, n, r in sorted(campaign.last)]
    return make_plan(county.facts(), Wishes(keep=rows(campaign.kept), last=rows(last)))


def taken_by(plan: Any, campaign: Campaign) -> tuple[int, ...]:
    """The program's plan in the values of the search, worked out anew from its posts."""
    posts, holding, filled = laid_out(plan, campaign)
    return (sum(map(len, holding)), *worth(campaign, posts, holding, filled))


def laid_out(plan: Any, campaign: Campaign) -> tuple[list[Any], list[Any], list[Any]]:
    """The needs of the plan's posts, the kept rows on each, and who is new on it as (person, half)."""
    posts, holding, filled, used = [], [], [], Counter()
    people = {(p["support"], p["name"]): p for p in campaign.people}
    for post in plan.posts:
        if post.need is None:
            continue
        need = campaign.needs[plan.task.needs[post.need].number - 1]
        used[id(need)] += 1
        assert used[id(need)] <= need["wanted"]
        posts.append(need)
        way, rows = [], []
        for holder in post.holders:
            person = people[holder.key]
            assert fits(person, need)
            assert holder.recipient == need["recipient"]
            if holder.kept:
                rows.append(
                    next(
                        r
                        for r in campaign.kept
                        if (r["support"], r["name"]) == holder.key and need_of(r["period"]) == set(holder.halves)
                    )
                )
            else:
                assert not person["barred"]
                assert set(holder.halves) <= HALVES[person["span"]]
                way += [(person, half) for half in holder.halves]
        if way:
            assert post.met, "somebody new is sent to a post that is not held the whole year"
        assert len({holder.support for holder in post.holders}) == 1
        holding.append(rows)
        filled.append(way)
    halves = Counter((h.key, half) for post in plan.posts for h in post.holders for half in h.halves)
    assert max(halves.values(), default=1) == 1, "nobody holds two posts at a time"
    return posts, holding, filled


@pytest.mark.parametrize("block", range(6))
def test_no_plan_is_better_and_none_breaks_a_rule(block: int) -> None:
    for seed in range(block, CAMPAIGNS, 6):
        check(seed)


@pytest.mark.parametrize("block", range(3))
def test_nor_is_one_where_the_goals_are_solved_as_for_a_large_campaign(
    block: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stages, "_LARGE", -1)
    for seed in range(1000 + block, 1000 + CAMPAIGNS, 3):
        check(seed)


def check(seed: int) -> None:
    campaign = invent(seed)
    plan = planned(campaign)
    assert plan.solution.status == "optimal"
    assert taken_by(plan, campaign) == best(campaign), seed
    value = taken_by(plan, campaign)
    told = {goal.goal: goal.value for goal in plan.goals}
    signs = {"minimum": -1}
    assert value[3:7] == tuple(signs.get(name, 1) * told[name] for name in campaign.order), seed
    assert all(goal.value == goal.bound for goal in plan.goals), seed
    assert total(plan.goals) == total(plan.solution.goals), seed


def total(goals: Any) -> int:
    signs = {"rotation": -1, "fair": -1}
    return sum(signs.get(goal.goal, 1) * goal.weight * goal.value for goal in goals if goal.weight is not None)


def test_the_next_best_costs_what_it_costs_when_it_is_done() -> None:
    """Everybody else left where they are: of all who could stand in nobody costs less than the one who is named."""
    named = 0
    for seed in range(2000, 2000 + 3 * CAMPAIGNS):
        campaign = invent(seed)
        campaign.kept = []
        plan = planned(campaign)
        posts, holding, filled = laid_out(plan, campaign)
        now = worth(campaign, posts, holding, filled)
        for index, post in enumerate(plan.posts):
            reason = plan.reasons.by_post[id(post)]
            ways = {
                tuple(person["name"] for person, _ in way): worth(
                    campaign, posts, holding, [*filled[:index], way, *filled[index + 1 :]]
                )
                for way in stand_ins(campaign, posts[index], filled, index)
            }
            ways = {names: value for names, value in ways.items() if value[0] == 0}
            if reason.next_best is None:
                assert not ways, seed
                continue
            named += 1
            names = reason.next_best.split("、")
            done = max(value for who, value in ways.items() if changed(held(filled[index]), who) == set(names))
            one_for_one = [value for who, value in ways.items() if len(set(who)) <= len(post.holders)]
            assert done >= max(one_for_one, default=done), (seed, index)
            lost = now[-1] - done[-1]
            said = f"（合计 {'少' if lost > 0 else '多'} {abs(lost)} 分）" if lost else ""
            assert reason.next_cost.endswith(said), (seed, index, reason)
            assert ("合计" in reason.next_cost) == bool(lost), (seed, index, reason)
    assert named > CAMPAIGNS // 2


def held(way: list[Any]) -> list[str]:
    return [person["name"] for person, _ in way]


def stand_ins(campaign: Campaign, need: dict[str, Any], filled: list[Any], index: int) -> list[Any]:
    """Every other way to fill a post while all others stay as they are, but two new ones for two."""
    busy: dict[Any, set[int]] = {}
    for at, way in enumerate(filled):
        for person, half in way if at != index else ():
            busy.setdefault((person["support"], person["name"]), set()).add(half)
    before = held(filled[index])
    ways = [way for way in fill(campaign, [need], [[]], 0, busy, []) if way[0] and held(way[0]) != before]
    if len(set(before)) == 1:
        return [way[0] for way in ways if before[0] not in held(way[0])]
    return [way[0] for way in ways if len(changed(before, held(way[0]))) == 1]


def changed(before: Sequence[str], after: Sequence[str]) -> set[str]:
    return {new for old, new in zip(before, after, strict=True) if new != old}
