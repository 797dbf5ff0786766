"""Tiny campaigns, and a search over all plans there are of one: written from the rules and not from the program."""

from __future__ import annotations

import itertools
import random
from collections import Counter
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from qianyi.policy.settings import PLAN_WEIGHTS

TITLES = {"医师": 1, "主治医师": 2, "副主任医师": 3, "主任医师": 4}
SPECIALTIES = ["临床", "护理", "中医"]
RECIPIENTS = ["甲乡卫生院", "乙乡卫生院", "县医院"]
SUPPORTS = ["县医院", "市医院", "中医院"]
HALVES = {"全年": {1, 2}, "前半年": {1}, "后半年": {2}}
DATES = {
    "一年": (date(2022, 6, 1), date(2023, 5, 31)),
    "前半年": (date(2022, 6, 1), date(2022, 11, 30)),
    "后半年": (date(2022, 12, 1), date(2023, 5, 31)),
}
LAST = "甲乙丙丁戊己庚"


@dataclass
class Campaign:
    """A tiny campaign in plain values."""

    needs: list[dict[str, Any]] = field(default_factory=list)
    people: list[dict[str, Any]] = field(default_factory=list)
    quotas: dict[str, tuple[int | None, int | None]] = field(default_factory=dict)
    kept: list[dict[str, Any]] = field(default_factory=list)
    hardship: set[str] = field(default_factory=set)
    last: set[tuple[str, str, str]] = field(default_factory=set)
    order: tuple[str, ...] = ("priority", "needs", "minimum", "promotion")
    weights: dict[str, int] = field(default_factory=PLAN_WEIGHTS.copy)


def invent(seed: int) -> Campaign:
    chance = random.Random(seed)
    campaign, posts = Campaign(), 0
    while posts < chance.randint(2, 6) and len(campaign.needs) < 4:
        wanted = min(chance.choice([1, 1, 2]), 6 - posts)
        posts += wanted
        campaign.needs.append(
            {
                "recipient": chance.choice(RECIPIENTS),
                "specialty": chance.choice([*SPECIALTIES[:2], None]),
                "wanted": wanted,
                "least": chance.choice([0, 0, 2, 3]),
                "priority": chance.random() < 0.4,
            }
        )
    for number in range(chance.randint(2, 5)):
        campaign.people.append(
            {
                "name": "李" + LAST[number],
                "support": chance.choice(SUPPORTS),
                "specialty": chance.choice(SPECIALTIES[:2]),
                "title": chance.choice(list(TITLES)),
                "promotion": chance.random() < 0.4,
                "span": chance.choice(["全年", "全年", "全年", "前半年", "后半年"]),
                "half": chance.random() < 0.15,
                "wishes": set(chance.sample(RECIPIENTS, chance.choice([0, 1, 1]))),
                "barred": chance.random() < 0.1,
            }
        )
    for support in SUPPORTS:
        if chance.random() < 0.3:
            least = chance.choice([None, 0, 1, 2])
            campaign.quotas[support] = (least, chance.choice([n for n in (1, 2, 3) if n >= (least or 0)]))
    for person in campaign.people:
        if chance.random() < 0.15 and not person["barred"]:
            allowed = [p for p in DATES if need_of(p) <= HALVES[person["span"]]]
            where = chance.choice([r for r in RECIPIENTS if r != person["support"]])
            periods = ["前半年", "后半年"] if len(allowed) == 3 and chance.random() < 0.3 else [chance.choice(allowed)]
            campaign.kept += [{**person, "period": period, "recipient": where} for period in periods]
    campaign.hardship = set(chance.sample(RECIPIENTS, 1))
    campaign.last = {
        (p["support"], p["name"], chance.choice(RECIPIENTS)) for p in campaign.people if chance.random() < 0.3
    }
    if chance.random() < 0.3:
        campaign.order = tuple(chance.sample(campaign.order, 4))
        campaign.weights = {name: chance.randint(0, 4) for name in campaign.weights}
    return campaign


def need_of(period: str) -> set[int]:
    return {"一年": {1, 2}, "前半年": {1}, "后半年": {2}}[period]


# The search ----------------------------------------------------------------------------------------------------------


def fits(person: dict[str, Any], need: dict[str, Any]) -> bool:
    return (
        need["specialty"] in (None, person["specialty"])
        and TITLES[person["title"]] >= need["least"]
        and person["support"] != need["recipient"]
    )


def best(campaign: Campaign) -> tuple[int, ...]:
    """The best value, goal by goal, of all plans."""
    posts = [need for need in campaign.needs for _ in range(need["wanted"])]
    kept = campaign.kept
    choices = [
        [None, *(i for i, need in enumerate(posts) if need["recipient"] == row["recipient"] and fits(row, need))]
        for row in kept
    ]
    found: tuple[int, ...] | None = None
    served: dict[tuple[str, str], set[int]] = {}
    for row in kept:
        served.setdefault((row["support"], row["name"]), set()).update(need_of(row["period"]))
    for seats in itertools.product(*choices):
        holding: list[list[dict[str, Any]]] = [[] for _ in posts]
        for row, seat in zip(kept, seats, strict=True):
            if seat is not None:
                holding[seat].append(row)
        if not all(may_share(rows) for rows in holding):
            continue
        taken = sum(seat is not None for seat in seats)
        for plan in fill(campaign, posts, holding, 0, {k: set(v) for k, v in served.items()}, []):
            value = (taken, *worth(campaign, posts, holding, plan))
            if found is None or value > found:
                found = value
    assert found is not None
    return found


def may_share(rows: list[dict[str, Any]]) -> bool:
    halves = [half for row in rows for half in need_of(row["period"])]
    return len(halves) == len(set(halves)) and len({row["support"] for row in rows}) <= 1


def fill(campaign, posts, holding, index, busy, chosen):
    """Every way to fill the posts from `index` on that breaks no rule, as lists of (person, half) a post."""
    if index == len(posts):
        yield list(chosen)
        return
    yield from fill(campaign, posts, holding, index + 1, busy, [*chosen, []])
    open_halves = {1, 2} - {half for row in holding[index] for half in need_of(row["period"])}
    if not open_halves:
        return
    home = {row["support"] for row in holding[index]}
    able = [
        person
        for person in campaign.people
        if not person["barred"] and fits(person, posts[index]) and (not home or person["support"] in home)
    ]
    if len(open_halves) == 1:
        ways = [[(person, half)] for half in open_halves for person in able]
    else:
        ways = [[(a, 1), (b, 2)] for a in able for b in able if a["support"] == b["support"]]
    for way in ways:
        keys = [((p["support"], p["name"]), half) for p, half in way]
        if any(
            half in busy.get(key, ()) or half not in HALVES[p["span"]]
            for (key, half), (p, _) in zip(keys, way, strict=True)
        ):
            continue
        now = {key: set(value) for key, value in busy.items()}
        for key, half in keys:
            now.setdefault(key, set()).add(half)
        yield from fill(campaign, posts, holding, index + 1, now, [*chosen, way])


def worth(campaign, posts, holding, plan) -> tuple[int, ...]:
    """The goals of one plan, more being better; a plan that breaks a bound is worth less than any."""
    spots = [(p, half, posts[i]["recipient"]) for i, way in enumerate(plan) for p, half in way]
    spots += [(row, half, row["recipient"]) for row in campaign.kept for half in need_of(row["period"])]
    sent = {(p["support"], p["name"]): p for p, _, _ in spots}
    count = Counter(support for support, _ in sent)
    kept_count = Counter(support for support, _ in {(row["support"], row["name"]) for row in campaign.kept})
    half_release = sum(p["half"] for p in sent.values())
    kept_half = len({(r["support"], r["name"]) for r in campaign.kept if r["half"]})
    over = max(0, 10 * half_release - len(sent))
    for support, (_, most) in campaign.quotas.items():
        if most is not None and count[support] > max(most, kept_count[support]):
            return (-(10**9),)
    if over and not kept_half:
        return (-(10**9),)
    met, alone, turns = [], 0, 0
    for i, way in enumerate(plan):
        halves = {half for _, half in way} | {h for row in holding[i] for h in need_of(row["period"])}
        people = {(p["support"], p["name"]) for p, _ in way} | {(r["support"], r["name"]) for r in holding[i]}
        if halves == {1, 2}:
            met.append(posts[i])
            turns += len(people) > 1
        elif halves:
            alone += 1
    fair = [count[s] for s in {p["support"] for p in campaign.people if not p["barred"]} - campaign.quotas.keys()]
    goals = {
        "priority": sum(need["priority"] for need in met),
        "needs": len(met),
        "minimum": -sum(max(0, (least or 0) - count[s]) for s, (least, _) in campaign.quotas.items()),
        "promotion": sum(p["promotion"] for p in sent.values()),
    }
    w = campaign.weights
    total = -w["rotation"] * turns - w["fair"] * (max(fair, default=0) - min(fair, default=0))
    for p, _, recipient in spots:
        total += w["wish"] * (recipient in p["wishes"])
        total += w["hardship"] * (TITLES[p["title"]] >= 3 and recipient in campaign.hardship)
        total += w["continuity"] * ((p["support"], p["name"], recipient) in campaign.last)
    return (-over, -alone, *(goals[name] for name in campaign.order), total)
