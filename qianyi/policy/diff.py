"""What two policies say differently: parameters, rules, rubric lines, dates. Values only, no judgement."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from qianyi.policy.duties import when
from qianyi.policy.model import Policy, RuleInForce
from qianyi.policy.quotas import quota_words
from qianyi.policy.units import plain


class Difference(Struct, frozen=True):
    """One thing that differs; `a` and `b` are JSON-able, None where a policy does not have it."""

    part: str
    """campaign, parameter, rule, rubric, duty, grades, quota or words."""
    id: str
    title: str
    unit: str
    a: Any
    b: Any


def diff(a: Policy, b: Policy) -> list[Difference]:
    """Everything that differs between two policies, in the order of a policy's own page."""
    found: list[Difference] = []
    for key, title in (("start", "开始"), ("end", "结束")):
        dates = [getattr(policy.campaign, key).isoformat() for policy in (a, b)]
        found.append(Difference("campaign", key, title, "", *dates))
    for id in sorted(a.parameters.keys() | b.parameters.keys()):
        known = a.parameters.get(id) or b.parameters[id]
        found.append(Difference("parameter", id, known.title, known.unit, plain(a.get(id)), plain(b.get(id))))
    for code in sorted(a.rules.keys() | b.rules.keys()):
        found.append(Difference("rule", code, "", "", _rule(a.rules.get(code)), _rule(b.rules.get(code))))
    lines = [{line.id: line for annex in p.annexes.values() for line in annex.lines()} for p in (a, b)]
    for id in sorted(lines[0].keys() | lines[1].keys(), key=_numbers):
        first, second = lines[0].get(id), lines[1].get(id)
        title = (first or second).title  # type: ignore[union-attr]
        points = [None if line is None else line.points for line in (first, second)]
        if points[0] == points[1] and first and second and first.title != second.title:
            points = [first.title, second.title]  # type: ignore[list-item]
        found.append(Difference("rubric", id, title, "分", *points))
    due = [{one.id: one for one in p.duties} for p in (a, b)]
    for id in sorted(due[0].keys() | due[1].keys()):
        days = [when(one) if (one := side.get(id)) else None for side in due]
        found.append(Difference("duty", id, (due[0].get(id) or due[1][id]).title, "", *days))
    grades = [[f"{one.name}{'' if one.passes else '（不合格）'}" for one in p.grades] for p in (a, b)]
    found.append(Difference("grades", "grades", "等次", "", *grades))
    steps = [[one.title for one in p.approvals] or None for p in (a, b)]
    found.append(Difference("grades", "approvals", "请假审批各级", "", *steps))
    quotas = [{one.id: one for one in p.quotas} for p in (a, b)]
    for id in sorted(quotas[0].keys() | quotas[1].keys()):
        sides_of = [quota_words(side[id]) if id in side else None for side in quotas]
        found.append(Difference("quota", id, (quotas[0].get(id) or quotas[1][id]).title, "", *sides_of))
    for name in sorted(a.words.keys() | b.words.keys()):
        sides = [p.words.get(name, {}) for p in (a, b)]
        for meaning in sorted(sides[0].keys() | sides[1].keys()):
            first_words, second_words = (set(side.get(meaning, ())) for side in sides)
            only = [sorted(first_words - second_words), sorted(second_words - first_words)]
            found.append(Difference("words", f"{name}.{meaning}", "", "", *(side or None for side in only)))
    return [item for item in found if item.a != item.b]


def _rule(rule: RuleInForce | None) -> dict[str, Any] | None:
    return None if rule is None else {"clause": rule.clause, "severity": rule.severity}


def _numbers(id: str) -> list[tuple[int, str]]:
    return [(int(part), "") if part.isdecimal() else (0, part) for part in id.split(".")]
