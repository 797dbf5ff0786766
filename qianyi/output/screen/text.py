"""What the screen shows: a summary and what to do next, short tables, findings by institution, what was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from qianyi import __version__
from qianyi.facts import Facts
from qianyi.output import tables
from qianyi.output.letterhead import basis, name_of
from qianyi.output.places import in_natural_order
from qianyi.output.readings import readings_text
from qianyi.output.screen.causes import Group, cause_line, finding_line, grouped, next_steps, summary_rows
from qianyi.output.screen.columns import room, table
from qianyi.output.tables import Column
from qianyi.output.view import View
from qianyi.output.words import BASIS, OPEN, number, on_terminal, overrides_text, shown
from qianyi.scoring import shapes, shaping
from qianyi.scoring.reliance import reliance
from qianyi.scoring.result import ZERO, InstitutionScore, PersonScore, Scores
from qianyi.scoring.summary import count_severities, summarise

ON_SCREEN = 50
"""Lines of a list at most; all of them where it goes into a file, or where findings alone were asked for."""
_MORE = "全部见 --format json 或 -o 结果.xlsx"


def screen(view: View) -> str:
    """The screen of `validate`, or with scores that of `score`."""
    groups = grouped(view.facts, view.findings, view.institution)
    if view.quiet:
        lines = _quiet_findings(view, groups) if view.scores is None else _scores(view)
    else:
        lines = [*_head(view), *_summary(view, groups)]
        lines += [] if view.scores is None else _scores(view)
        lines += [*_findings(view, groups), *_foot(view)]
    return on_terminal("".join(f"{line}\n" for line in lines).removeprefix("\n"), color=view.color)


def _head(view: View) -> list[str]:
    facts, counts = view.facts, summarise(view.facts, view.institution)
    half = f"，半脱产 {counts['half_release']} 人" if "half_release" in counts else ""
    return [
        f"{name_of(facts)}{f'　{view.institution}' if view.institution else ''}　截至 {facts.as_of.isoformat()}",
        f"{counts['people']} 人{half}，{counts['placements']} 个派驻期，{counts['posts']} 个岗位，"
        f"{counts['recipients']} 个受援单位，{counts['supports']} 个支援单位",
        f"{basis(facts)}　qianyi {__version__}",
        *([f"本地改动：{overrides_text(facts.policy)}"] if facts.policy.overrides else []),
    ]


def provenance_text(facts: Facts) -> list[str]:
    """What a page of its own rests on: policy, as-of day, version, what the county changed, inputs."""
    changed = [f"本地改动：{overrides_text(facts.policy)}"] if facts.policy.overrides else []
    head = f"{name_of(facts)}　截至 {facts.as_of.isoformat()}"
    return [head, f"{basis(facts)}　qianyi {__version__}", *changed, *inputs_text(facts)]


def inputs_text(facts: Facts) -> list[str]:
    """The inputs with their digests."""
    return ["输入（SHA-256）：", *(f"  {item.sha256}  {item.path}" for item in facts.dossier.inputs)]


def _summary(view: View, groups: list[Group]) -> list[str]:
    """Institution × errors × warnings, how the scores stand, and the three things to do next."""
    counts = count_severities(view.findings)
    rows = summary_rows(groups)
    lines = [""]
    if rows:
        total = ["合计", str(counts["error"]), str(counts["warning"])]
        lines += table(["单位", "错误", "提醒"], [*rows, total], right=[1, 2], most=room())
    else:
        lines.append("没有错误，也没有提醒。")
    if view.scores is not None:
        lines += _standing_of_scores(view.facts, view.scores.people)
    steps = next_steps(groups)
    if steps:
        lines += ["", "接下来先办：", *(f"{place}. {step}" for place, step in enumerate(steps, 1))]
    return lines


def _standing_of_scores(facts: Facts, people: Sequence[PersonScore]) -> list[str]:
    """The mean of those judged, and how many have which grade or wait."""
    judged = [one.percent for one in people if one.status != "pending" and one.percent is not None]
    if not any(one.items for one in people):
        return []
    mean = (
        f"人员平均 {number(sum(judged, ZERO) / Decimal(len(judged)))}（百分制，待评的不计）"
        if judged
        else "还没有平均分"
    )
    graded = [(grade.name, sum(one.grade == grade.name for one in people)) for grade in facts.policy.grades]
    waits = [(OPEN[status], sum(one.status == status for one in people)) for status in ("pending", "provisional")]
    return ["", "，".join([mean, *(f"{word} {many} 人" for word, many in [*graded, *waits] if many)])]


def _quiet_findings(view: View, groups: list[Group]) -> list[str]:
    return [line for group in groups for line in _group_lines(view, group)]


def _findings(view: View, groups: list[Group]) -> list[str]:
    """Group by group; where not all fit, the gravest of all, and how many more there are."""
    if not view.findings:
        return []
    lines: list[str] = []
    left = None if view.verbose or view.whole else ON_SCREEN
    kept = _gravest(groups, left)
    for group in groups:
        causes = tuple(cause for cause in group.causes if id(cause) in kept)
        if causes:
            lines += ["", f"{group.name}（错误 {group.count('error')}，提醒 {group.count('warning')}）"]
            lines += [f"  {line}" for line in _group_lines(view, Group(group.name, causes))]
    hidden = sum(len(cause.findings) for group in groups for cause in group.causes if id(cause) not in kept)
    if hidden:
        lines.append(f"……另有 {hidden} 条没有列出；{_MORE}。")
    return lines


def _gravest(groups: list[Group], most: int | None) -> set[int]:
    """The causes to list, by identity: errors of all groups before any warning."""
    causes = [cause for group in groups for cause in group.causes]
    order = ("error", "warning", "info")
    causes.sort(key=lambda cause: order.index(cause.severity))
    return {id(cause) for cause in causes[:most]}


def _group_lines(view: View, group: Group) -> list[str]:
    if not view.verbose:
        return [cause_line(view.facts, cause, color=view.color) for cause in group.causes]
    singly = [finding for cause in group.causes for finding in cause.findings]
    order = {"error": 0, "warning": 1, "info": 2}
    singly.sort(key=lambda finding: (order[finding.severity], in_natural_order(finding)))
    return [finding_line(view.facts, finding, color=view.color) for finding in singly]


def _foot(view: View) -> list[str]:
    counts = count_severities(view.findings)
    ran = skipped = 0
    reasons: dict[str, list[str]] = {}
    for check in view.checks:
        if check.status == "ran":
            ran += 1
        else:
            skipped += 1
            reasons.setdefault(check.reason or "", []).append(check.code)
    lines = [
        "",
        f"合计：错误 {counts['error']}，提醒 {counts['warning']}，说明 {counts['info']}；查了 {ran} 条规则。",
    ]
    if skipped:
        lines.append(f"未检查 {skipped} 条：")
        lines += [f"  {'、'.join(codes)}：{reason}" for reason, codes in reasons.items()]
    return lines + (inputs_text(view.facts) if view.verbose or view.whole else [])


def _scores(view: View) -> list[str]:
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
    return [*lines, *([f"……共 {len(rows)} {what}，这里列 {limit}；{_MORE}。"] if len(listed) < len(rows) else [])]


def _people(view: View, people: list[PersonScore], limit: int | None) -> list[str]:
    ranked = sorted(people, key=lambda one: (one.score is None, -(one.score or ZERO)))
    rows = [shapes.Person.made(person) for person in ranked]
    columns = tables.people(rows[0].items, tables.short_titles(view.facts.policy))
    lines = ["", *_drawn(columns, rows, limit, "人", spare="support")]
    if any(person.grade_origin == "本地设定" for person in rows):
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
    listed = shaping.readings(facts)
    if not listed:
        return []
    return ["", "所用读法和本地设定："] + [
        f"  {one.title} {one.id} = {shown(one.value)}（{'，'.join(filter(None, (BASIS[one.status], one.clause)))}）"
        for one in listed
    ]
