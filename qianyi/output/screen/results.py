"""The tables of a score on the screen: people, institutions, facts, what is left in mid-year, which readings hold."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.output import tables
from qianyi.output.readings import readings_text
from qianyi.output.screen.columns import MORE, ON_SCREEN, room, table
from qianyi.output.tables import Column
from qianyi.output.view import View
from qianyi.output.words import BASIS, number, shown
from qianyi.rules.shaping import readings
from qianyi.scoring import shapes, shaping
from qianyi.scoring.reliance import reliance
from qianyi.scoring.result import LOCAL, InstitutionScore, PersonScore, Scores


def results(view: View) -> list[str]:
    """People, facts, institutions, and in mid-year what is left."""
    assert view.scores is not None
    people, lines = view.scores.people, []
    limit = None if view.whole or view.quiet else ON_SCREEN
    if people and people[0].items:
        lines += _people(view, people, limit)
    if people and people[0].facts:
        lines += _facts(people, limit)
    lines += _institutions(view, view.scores.institutions, limit)
    if not view.quiet:
        lines += _reliance(view.facts, view.scores)
    if view.facts.as_of < view.facts.policy.campaign.end:
        lines += _standing(view, limit)
    if view.quiet:
        return lines
    return [*lines, *readings_text(view.scores, limit), *_readings(view.facts)]


def _drawn(
    columns: Sequence[Column], rows: Sequence[Any], limit: int | None, what: str, *, spare: str = ""
) -> list[str]:
    """A table of the columns that a screen has room for; `spare`: those left out first where it has not."""
    shown_columns = [column for column in columns if column.short]
    listed = rows if limit is None else rows[:limit]
    lines = table(
        [column.short for column in shown_columns],
        [[column.text(row) or ("—" if column.numeric else "") for column in shown_columns] for row in listed],
        right=[i for i, column in enumerate(shown_columns) if column.numeric],
        most=room(),
        spare=[i for i, column in enumerate(shown_columns) if column.key in spare.split()],
    )
    return [*lines, *([f"……共 {len(rows)} {what}，这里列 {limit}；{MORE}。"] if len(listed) < len(rows) else [])]


def _people(view: View, people: list[PersonScore], limit: int | None) -> list[str]:
    ranked = sorted(people, key=lambda one: (one.score is None, -(one.score or ZERO)))
    rows = [shapes.Person.made(person) for person in ranked]
    columns = tables.people(rows[0].items, tables.short_titles(view.facts.policy))
    lines = ["", *_drawn(columns, rows, limit, "人", spare="support")]
    if any(person.grade_origin == LOCAL for person in rows):
        lines.append("等次按本地设定的分数线。")
    if any(item.status == "provisional" for person in rows for item in person.items):
        lines.append("暂定：有未记录的日子或无法核对之处，见 qianyi why 姓名。")
    return lines


def _institutions(view: View, institutions: list[InstitutionScore], limit: int | None) -> list[str]:
    lines: list[str] = []
    for role, title in (("support", "支援单位"), ("recipient", "受援单位")):
        found = [one for one in institutions if one.role == role and one.items]
        ranked = sorted(found, key=lambda one: one.rank or len(found) + 1)
        rows = [shapes.Institution.made(one) for one in ranked]
        if rows:
            made = [one.named(title) if one.key == "name" else one for one in tables.institutions(rows[0].items)]
            lines += ["", *_drawn(made, rows, limit, "个单位")]
    return lines


def _facts(people: list[PersonScore], limit: int | None) -> list[str]:
    """第十六条: facts without points."""
    rows = [shapes.Person.made(person) for person in people]
    title = "" if people[0].items else "这个政策没有分值；"
    return ["", f"{title}考核所列事实：", *_drawn(tables.FACTS_TABLE, rows, limit, "人")]


def _reliance(facts: Facts, scores: Scores) -> list[str]:
    """How many points of each annex no register answers."""
    parts = []
    for one in reliance(facts.policy, scores):
        figures = [row.marks_only for row in one.institutions] or [one.marks_only or ZERO]
        low, high = number(min(figures)), number(max(figures))
        span = low if low == high else f"{low}–{high}"
        parts.append(f"附件{one.annex} {number(one.points)} 分中 {span} 分")
    return [f"只凭评分、没有登记可算的：{'，'.join(parts)}。"] if parts else []


def _standing(view: View, limit: int | None) -> list[str]:
    assert view.scores is not None
    standing = shaping.standing(view.facts, view.scores, view.institution)
    lines = ["", f"到 {view.facts.as_of.isoformat()} 的余量"]
    if standing.people:
        lines += _drawn(tables.REMAINDERS, standing.people, limit, "人")
    lines += [
        f"{one.recipient}的岗位 {one.post}（{one.support}）：{one.last} {one.ends} 期满，后面没有人接。"
        for one in standing.posts_without_successor
    ]
    lines += [tables.quota_text(quota) for quota in standing.quotas]
    return lines if len(lines) > 2 else []


def _readings(facts: Facts) -> list[str]:
    """Which readings and local settings the scores rest on."""
    listed = readings(facts)
    if not listed:
        return []
    return ["", "所用读法和本地设定："] + [
        f"  {one.title} {one.id} = {shown(one.value)}（{'，'.join(filter(None, (BASIS[one.status], one.clause)))}）"
        for one in listed
    ]
