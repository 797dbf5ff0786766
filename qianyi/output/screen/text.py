"""What the screen shows: a summary and what to do next, short tables, findings by institution, what was not checked."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from qianyi import __version__
from qianyi.facts import Facts
from qianyi.facts.days import ZERO
from qianyi.output.letterhead import basis, name_of
from qianyi.output.places import in_natural_order
from qianyi.output.screen.causes import Group, cause_line, finding_line, grouped, next_steps, summary_rows
from qianyi.output.screen.columns import MORE, ON_SCREEN, room, table
from qianyi.output.view import View
from qianyi.output.words import OPEN, SEVERITY, number, on_terminal, overrides_text
from qianyi.rules.summary import count_severities, summarise
from qianyi.scoring.result import PersonScore


def screen(view: View) -> str:
    """The screen of `validate`, or with scores that of `score`."""
    if view.quiet and view.scores is not None:
        lines = _scores(view)
    elif view.quiet:
        lines = _quiet_findings(view, grouped(view.facts, view.findings, view.institution))
    else:
        groups = grouped(view.facts, view.findings, view.institution)
        lines = [*_head(view), *_summary(view, groups)]
        lines += [] if view.scores is None else _scores(view)
        lines += [*_findings(view, groups), *_foot(view)]
    return on_terminal("".join(f"{line}\n" for line in lines).removeprefix("\n"), color=view.color)


def _scores(view: View) -> list[str]:
    from qianyi.output.screen.results import results  # `validate` shows none

    return results(view)


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
        lines += table(["单位", SEVERITY["error"], SEVERITY["warning"]], [*rows, total], right=[1, 2], most=room())
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
        lines.append(f"……另有 {hidden} 条没有列出；{MORE}。")
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
