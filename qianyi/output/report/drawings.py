"""What a county's report draws once it is opened: the year of each person, and the charts; and their short facts."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from decimal import Decimal
from itertools import compress
from typing import TYPE_CHECKING, Any

from qianyi.dossier import kinds
from qianyi.facts.days import ZERO
from qianyi.facts.periods import month_ranges
from qianyi.facts.texts import plain
from qianyi.output.report import charts, data
from qianyi.output.report.sentences import LONGER_LEAVES, Show
from qianyi.output.words import DAYS, FACTS, STEPS, shown
from qianyi.scoring.result import PersonScore

if TYPE_CHECKING:
    from qianyi.facts import Facts
    from qianyi.scoring.result import Scores


MONTH_SERIES = (
    ("rest", "休息"),
    ("personal", "事假"),
    ("sick", "病假"),
    ("leave", "其他假"),
    ("absent", "旷工"),
    ("unrecorded", "未记录、未到岗"),
)


FACT_WORDS = {**FACTS, "eligible": "评优评审资格", "eligible_why": "理由"}


def drawn(facts: Facts, scores: Scores, show: Show, units: list[str], anonymous: bool) -> dict[str, Any]:
    """What the page draws when it is opened."""
    campaign = facts.policy.campaign
    spans = [s for s in facts.standings if s.first is not None and s.last is not None]
    first = min((s.first for s in spans if s.first), default=campaign.start)
    last = max((s.last for s in spans if s.last), default=campaign.start)
    mask = facts.calendar.mask(first, last)
    subject = next((person for person in scores.people if person.items), None)
    by_role = {role: [one for one in scores.institutions if one.role == role and one.items] for role in _ROLES}
    index = {name: number for number, name in enumerate(units)}
    return {
        **data.calendar(first, mask),
        "heads": data.heads(subject.items) if subject else [],
        "people": []
        if anonymous
        else [
            {
                "facts": _person_facts(person, show),
                "year": data.year(facts.standing_of(person.placement), first, mask),
                "items": data.ledger(person.items),
                **(
                    {
                        "discipline": [
                            [d["date"], d["step"], d["handling"] or "—", d["cells"]]
                            for d in discipline(person.facts, False)
                        ]
                    }
                    if person.facts
                    else {}
                ),
                **({"workload": [_work(one) for one in person.facts.get("months", [])]} if person.facts else {}),  # type: ignore[attr-defined]
            }
            for person in scores.people
        ],
        "rubrics": {role: data.heads(listed[0].items) for role, listed in by_role.items() if listed},
        "units": {
            str(index[one.name]): [
                [other.role, data.lines(other.items, anonymous)]
                for listed in by_role.values()
                for other in listed
                if other.name == one.name
            ]
            for listed in by_role.values()
            for one in listed
            if one.name in index
        },
    }


_ROLES = ("support", "recipient")


def _person_facts(person: PersonScore, show: Show) -> list[str]:
    """The short facts of a person."""
    count = person.attendance
    days = [(words, plain(value)) for words, value in day_figures(count)]
    phrases = [f"{person.start or ''} 至 {person.end or ''}", *(f"{words} {value} 天" for words, value in days)]
    if person.grade:
        phrases.append(f"评价 {person.grade}（{person.grade_origin or ''}）")
    return phrases + [f"{words} {value}" for words, value in fact_words(person.facts).items()]


def day_figures(count: Any) -> list[tuple[str, Decimal]]:
    """Days by kind, those of a few leaves as one."""
    return [
        *((DAYS[key], getattr(count, key)) for key in ("required", "present", "personal", "sick")),
        ("其他假", sum((getattr(count, key) for key in LONGER_LEAVES), ZERO)),
        (DAYS["absent"], count.absent),
        ("未记录", count.unrecorded + count.not_arrived),
    ]


def _work(one: dict[str, Any]) -> list[str]:
    state = "没有上报" if not one["recorded"] else "已审" if one["reviewed"] else "未审"
    return [
        str(one["month"]),
        *(shown(one[key]) for key in ("outpatients", "teaching", "surgery", "deliveries")),
        state,
    ]


def fact_words(facts: dict[str, object]) -> dict[str, str]:
    """What suzhou's article 16 names, in words."""
    return {words: shown(facts[key]) for key, words in FACT_WORDS.items() if key in facts}


def discipline(facts: dict[str, Any], anonymous: bool) -> list[dict[str, str]]:
    """The steps of discipline of a person; none in what is made public."""
    steps = [] if anonymous else facts.get("discipline", [])
    return [{**one, "step": STEPS.get(one["step"], one["step"]), "cells": "、".join(one["cells"])} for one in steps]


def chart_data(facts: Facts, scores: Scores, show: Show, anonymous: bool) -> dict[str, Any]:
    """The charts: where points were lost, scores, months."""
    lost: dict[str, Decimal] = defaultdict(lambda: ZERO)
    titles = {
        item.id: item.title
        for items in [*(p.items for p in scores.people), *(f.items for f in scores.institutions)]
        for item in items
    }
    items = {id(item): item for person in scores.people for item in person.items}  # 4.1 once a service
    for item in items.values():
        lost[item.id] -= sum((entry.points for entry in item.ledger), ZERO)
    for found in scores.institutions:
        for item in found.items:
            lost[item.id] += sum((line.max - line.score for line in item.lines if line.score is not None), ZERO)
    most = sorted(
        ((f"{id} {titles[id]}", value) for id, value in lost.items() if value > 0), key=lambda row: (-row[1], row[0])
    )
    marked = (found for found in scores.institutions if found.percent is not None and found.status != "pending")
    low = sorted(marked, key=lambda found: (found.percent or ZERO, found.name))
    campaign = facts.policy.campaign
    judged = (person for person in scores.people if person.status != "pending")
    percents = [person.percent for person in judged if person.percent is not None]
    series = (("leave", "请假、休息"), *MONTH_SERIES[-2:]) if anonymous else MONTH_SERIES
    return {
        "from": charts.origin([f.percent or ZERO for f in low[:12]]),
        "institutions": charts.bars(
            [(f.name, f.percent or ZERO) for f in low[:12]], "得分较低的单位", "分", "plain", near=True
        )
        if low
        else None,
        "scores": charts.histogram(percents, "派驻人员得分分布") if percents else None,
        "lost": charts.bars(most[:12], "各项扣分", "分") if most else None,
        "months": charts.missed(_months(facts, anonymous), series, "各月缺勤"),
        "series": series,
        "timeline": charts.timeline(facts.posts, campaign.start, campaign.end, facts.as_of, lambda p: show(p.name)),
    }


_SERIES_OF = {
    kinds.PRESENT: "present",
    kinds.OFFICIAL: "present",
    kinds.REST: "rest",
    kinds.PERSONAL: "personal",
    kinds.SICK: "sick",
    kinds.ABSENT: "absent",
    kinds.BLANK: "unrecorded",
    kinds.MISSED: "unrecorded",
    kinds.UNREAD: "unrecorded",
    kinds.NOT_ARRIVED: "unrecorded",
}


def _months(facts: Facts, anonymous: bool) -> list[tuple[str, dict[str, Decimal]]]:
    """Workdays of all placements, month by month, by kind; blanks of half-release people are owed by nobody."""
    counted: dict[tuple[str, bool], Counter[int]] = defaultdict(Counter)
    if not any(standing.recorded for standing in facts.standings):
        return []
    for standing in facts.standings:  # who handed in nothing has days that nobody recorded, here as in the summary
        if standing.first is None or standing.totals is not None:
            continue  # 考勤汇总 says nothing of a month
        begin = 0
        for first, last in month_ranges(standing.first, standing.first + timedelta(days=len(standing.days) - 1)):
            end = begin + (last - first).days + 1
            workdays = list(compress(standing.days[begin:end], standing.workday[begin:end]))
            if workdays:
                counted[f"{first:%Y-%m}", standing.by_week].update(workdays)
            begin = end
    tally: dict[str, Counter[str]] = defaultdict(Counter)
    for (month, by_week), days in counted.items():
        for value, number in days.items():
            for half in kinds.halves(value):
                key = _SERIES_OF.get(half, "leave")
                key = "leave" if anonymous and key in ("rest", "personal", "sick") else key
                tally[month][key] += 0 if by_week and half == kinds.BLANK else number
    return [(month, {key: Decimal(n) / 2 for key, n in tally[month].items()}) for month in sorted(tally)]


def legend() -> list[tuple[str, str]]:
    """Colours of the year calendars, in words."""
    wanted = (
        kinds.PRESENT,
        kinds.OFFICIAL,
        kinds.REST,
        kinds.ANNUAL,
        kinds.PERSONAL,
        kinds.SICK,
        kinds.MARRIAGE,
        kinds.MATERNITY,
        kinds.BEREAVEMENT,
        kinds.OTHER,
        kinds.ABSENT,
        kinds.BLANK,
        kinds.NOT_ARRIVED,
    )
    return [(charts.STYLE[kind], kinds.CHINESE[kind]) for kind in wanted]
