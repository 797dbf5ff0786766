"""H · 半脱产: how many, with whose leave, and whether they come as often as they must."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import pairwise

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.texts import plain, span
from qianyi.rules.registry import rule
from qianyi.rules.sources import about, cells_of

_STEPS = (("county_opinion", "县卫健局意见"), ("city_approval", "市卫健委批准"), ("region_filing", "自治区备案"))


@rule(
    "H301", "ratio-exceeded", "error", columns=("roster.release",), parameters=("half_release.max_share",), span="term"
)
def ratio_exceeded(facts: Facts) -> Iterator[Finding]:
    """说明：半脱产人员不能超过派驻总人数的 10%（37 人至多 3 人）。按人数算；参数 half_release.share_of 可改按岗位算。
    依据：盐池方案四（二）。
    怎么改：把超出的人改为全脱产，或换人。
    """
    people = facts.directory.people
    half = {who: [p for p in placements if p.half_release] for who, placements in people.items()}
    half = {who: placements for who, placements in half.items() if placements}
    share = facts.policy.number("half_release.max_share")
    part, whole, unit = len(half), len(people), "人"
    if facts.policy.get("half_release.share_of") == "posts":
        part, whole, unit = (
            sum(any(p.half_release for p in post.holders) for post in facts.posts),
            len(facts.posts),
            "岗",
        )
    if part > share * whole:
        percent = plain(round(Decimal(100 * part) / whole, 1))
        fact = (
            f"半脱产 {part} {unit}，占派驻 {whole} {unit}的 {percent}%，超过 {plain(share * 100)}%"
            f"（至多 {int(share * whole)} {unit}）"
        )
        remedy = "请把超出的人改为全脱产。"
        cells = tuple(cell for rows in half.values() for row in rows for cell in cells_of(row, "release"))
        yield Finding("H301", fact, cells, remedy=remedy)


@rule(
    "H302",
    "too-few-days-planned",
    "error",
    columns=("roster.release", "roster.days_per_week"),
    parameters=("half_release.min_days",),
)
def too_few_days_planned(facts: Facts) -> Iterator[Finding]:
    """说明：半脱产人员每周在受援单位不能少于 3 天；名单上写的每周天数不够。
    依据：盐池方案四（二）。
    怎么改：把每周天数改到 3 天以上（含 3 天），并照此到岗。
    """
    least = facts.policy.number("half_release.min_days")
    for placement in facts.dossier.placements:
        days = placement.days_per_week
        if placement.half_release and days is not None and days < least:
            fact = f"{placement.name} 半脱产，每周 {plain(days)} 天，少于 {plain(least)} 天"
            remedy = "请增加到岗天数。"
            yield Finding("H302", fact, cells_of(placement, "days_per_week"), **about(placement), remedy=remedy)


@rule(
    "H303",
    "approval-missing",
    "error",
    columns=("roster.release", "roster.county_opinion", "roster.city_approval", "roster.region_filing"),
)
def approval_missing(facts: Facts) -> Iterator[Finding]:
    """说明：半脱产要先经县卫健局报市卫健委批准，再到自治区备案，三个日期都要有，依次不倒，且不晚于派驻开始。
    依据：盐池方案四（二）。
    怎么改：补办缺的手续并填日期；日期填错的照文件改正。
    """
    for placement in facts.dossier.placements:
        if not placement.half_release or (placement.start is not None and placement.start > facts.as_of):
            continue
        dates = [(field, words, getattr(placement, field)) for field, words in _STEPS]
        wrong: dict[str, None] = {}
        parts = []
        missing = [(field, words) for field, words, _ in dates if not facts.has_value(placement, field)]
        if missing:
            parts.append("缺" + "、".join(words for _, words in missing))
            wrong |= dict.fromkeys(field for field, _ in missing)
        known = [step for step in dates if step[2] is not None]
        for (_, earlier, before), (field, later, after) in pairwise(known):
            if after < before:
                parts.append(f"{later}（{after}）早于{earlier}（{before}）")
                wrong[field] = None
        late = [step for step in known if placement.start is not None and step[2] > placement.start]
        if late:
            steps = "、".join(f"{words}（{day}）" for _, words, day in late)
            parts.append(f"{steps}晚于派驻开始（{placement.start}）")
            wrong |= dict.fromkeys(field for field, _, _ in late)
        if parts:
            fact = f"{placement.name} 半脱产的手续不全：{'；'.join(parts)}"
            remedy = "请补办或照文件改正日期。"
            yield Finding("H303", fact, cells_of(placement, *wrong), **about(placement), remedy=remedy)


@rule(
    "H304",
    "too-few-days-worked",
    "error",
    needs=("attendance",),
    columns=("roster.release",),
    parameters=("half_release.min_days",),
)
def too_few_days_worked(facts: Facts) -> Iterator[Finding]:
    """说明：半脱产人员在派驻期内每周（周一至周日）到岗不能少于 3 天；这一周的工作日扣去请假不足 3 天的，
    按扣后的天数。
    依据：盐池方案四（二）。
    怎么改：漏记的补上考勤；请了假的补办请假登记；确实没到的，这一周不达标。
    """
    for standing in facts.standings:
        short = [week for week in standing.weeks if standing.recorded and standing.totals is None and week.short]
        for week in short:
            assert standing.first is not None
            days = range((week.first - standing.first).days, (week.last - standing.first).days + 1)
            cells = tuple(cell for i in days if standing.workday[i] and (cell := standing.place(i)) is not None)
            placement = standing.placement
            fact = (
                f"{placement.name} 半脱产，{span(week.first, week.last)} 这一周到岗 {plain(week.present)} 天，"
                f"应不少于 {plain(week.demanded)} 天"
            )
            remedy = "请补记漏掉的考勤，或补办请假。"
            yield Finding("H304", fact, cells or cells_of(placement, "name"), **about(placement), remedy=remedy)
