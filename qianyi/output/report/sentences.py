"""The county's year in figures and in five sentences."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING

from qianyi.facts.days import ZERO
from qianyi.facts.texts import plain
from qianyi.output.words import ROLE, SEVERITY
from qianyi.rules.cases import title_of
from qianyi.scoring.result import InstitutionScore, PersonScore

if TYPE_CHECKING:
    from qianyi.dossier.finding import Finding
    from qianyi.facts import Facts
    from qianyi.scoring.result import Scores

LONGER_LEAVES = ("marriage", "maternity", "bereavement", "other", "annual")
Show = Callable[[str | None], str]
"""A name as printed: itself, or its mask."""


def tiles(facts: Facts, findings: Sequence[Finding]) -> list[tuple[str, int, str]]:
    """The figures at the top: words, number, style."""
    placements = facts.dossier.placements
    count = Counter(finding.severity for finding in findings)
    people = {(placement.name, placement.support) for placement in placements}
    return [
        ("派驻人员", len(people), ""),
        ("岗位", len(facts.posts), ""),
        ("受援单位", len({p.recipient for p in placements if p.recipient}), ""),
        ("支援单位", len({p.support for p in placements if p.support}), ""),
        (SEVERITY["error"], count["error"], "error"),
        (SEVERITY["warning"], count["warning"], "warning"),
    ]


def sentences(facts: Facts, scores: Scores, findings: Sequence[Finding], name: str, show: Show) -> list[str]:
    """The county's year in five sentences."""
    figures = {words: number for words, number, _ in tiles(facts, findings)}
    severities = Counter(finding.severity for finding in findings)
    campaign = facts.policy.campaign
    lines = [
        f"{name}（{campaign.start} 至 {campaign.end}，截至 {facts.as_of}）派驻 {figures['派驻人员']} 人、"
        f"{figures['岗位']} 个岗位，"
        f"由 {figures['支援单位']} 家单位支援 {figures['受援单位']} 家单位。"
    ]
    top = Counter((f.code, f.slug) for f in findings if f.severity == "error").most_common(1)
    often = f"，最多的是 {top[0][0][0]} {title_of(top[0][0][0])}（{top[0][1]} 处）" if top and top[0][1] > 1 else ""
    lines.append(f"核查发现错误 {severities['error']} 处、提醒 {severities['warning']} 处{often}。")
    counts = [person.attendance for person in scores.people]
    required, present, absent, unrecorded = (
        sum((getattr(c, key) for c in counts), ZERO) for key in ("required", "present", "absent", "unrecorded")
    )
    leave = sum((c.personal + c.sick + sum((getattr(c, key) for key in LONGER_LEAVES), ZERO) for c in counts), ZERO)
    lines.append(
        f"应出勤 {plain(required)} 人天，实出勤 {plain(present)} 人天（{_percent(present, required)}），"
        f"各类请假 {plain(leave)} 天，"
        f"旷工 {plain(absent)} 天，未记录 {plain(unrecorded)} 天。"
    )
    lines += [
        _people_sentence(scores.people, show),
        _institutions_sentence([found for found in scores.institutions if found.items]),
    ]
    return lines


def _people_sentence(people: Sequence[PersonScore], show: Show) -> str:
    if all(person.percent is None for person in people):
        return "派驻人员没有评分：政策没有分值，或没有可以评分的材料。"
    scored = [person for person in people if person.percent is not None and person.status != "pending"]
    if not scored:
        return f"派驻人员 {len(people)} 人次都还有待评的项目，没有平均分。"
    percents = [person.percent or ZERO for person in scored]
    best = max(scored, key=lambda person: person.percent or ZERO)
    lowest = min(scored, key=lambda person: person.percent or ZERO)
    open_ones = sum(person.status != "final" for person in people)
    rest = f"，{open_ones} 人的得分还不是最终结果" if open_ones else "，全部为最终得分"
    which = "（待评的不计）" if any(person.status == "pending" for person in people) else ""
    return (
        f"派驻人员百分制平均{which} {plain(sum(percents, ZERO) / len(percents))}，"
        f"最高 {show(best.placement.name)} {plain(max(percents))}，"
        f"最低 {show(lowest.placement.name)} {plain(min(percents))}{rest}。"
    )


def _institutions_sentence(institutions: Sequence[InstitutionScore]) -> str:
    first = [
        f"{words}单位第一名 {'、'.join(found.name for found in leading)}（{plain(leading[0].percent or ZERO)}）"
        for role, words in ROLE.items()
        if (leading := [found for found in institutions if found.role == role and found.rank == 1])
    ]
    waiting = sum(found.status == "pending" for found in institutions)
    if not institutions:
        return "政策没有单位评分细则，单位不评分。"
    return "；".join([*first, f"{waiting} 家单位还有未评的项目" if waiting else "各单位评定齐全"]) + "。"


def _percent(part: Decimal, whole: Decimal) -> str:
    return f"{plain(100 * part / whole)}%" if whole else "—"
