"""A plan on the screen."""

from __future__ import annotations

from itertools import groupby

from qianyi.output.letterhead import basis, name_of
from qianyi.output.plan.roster_rows import GOALS, OBJECTIVE_UNITS, PROBLEM_KINDS, roster_rows
from qianyi.planning import Plan
from qianyi.planning.task import CandidateKey

_SHOWN = 20


def plan_text(plan: Plan, explain: CandidateKey | None = None) -> str:
    """What was planned, what is missing, and why; with `explain` only what is said of that candidate."""
    if explain is not None:
        return plan.reasons.about(explain)[1] + "。\n"
    return "\n".join([*_head(plan), "", *_people(plan), *_missing(plan), *_stays(plan)]) + "\n"


def _head(plan: Plan) -> list[str]:
    rules = plan.task.rules
    wanted = sum(need.wanted for need in plan.task.needs)
    sent = len(plan.reasons.busy)
    proven = (
        "已证明没有更好的" if plan.solution.status == "optimal" else f"还没有证明最好，差距不超过 {plan.solution.gap:%}"
    )
    met = next(goal.value for goal in plan.goals if goal.goal == "needs")
    lines = [
        f"{name_of(plan.facts)}　{rules.start} 至 {rules.end}" + (f"，从 {rules.begin} 起安排" if rules.late else ""),
        basis(plan.facts),
        f"要 {wanted} 个岗位，排定 {met} 个，派 {sent} 人；{proven}",
    ]
    lines += [f"  {GOALS[goal.goal]} {goal.value} {OBJECTIVE_UNITS.get(goal.goal, '个半年')}" for goal in plan.goals]
    return lines


def _people(plan: Plan) -> list[str]:
    lines = []
    for recipient, rows in groupby(roster_rows(plan), key=lambda row: row.holder.recipient):
        lines.append(recipient)
        for row in rows:
            holder = row.holder
            words = [holder.name, row.specialty or "", row.title or "", row.period, f"（{holder.support}）"]
            if holder.half_release:
                words.append("半脱产")
            if holder.kept:
                words.append("保留")
            lines.append("  " + " ".join(word for word in words if word))
    return lines


def _missing(plan: Plan) -> list[str]:
    lines = []
    if plan.unmet:
        lines += ["", "没有满足："]
    for one in plan.unmet:
        need = plan.task.needs[one.need]
        lines.append(f"  {need.recipient}缺{f' {one.missing} 人' if need.wanted else '几人看不出'}")
        for why in one.because:
            where = f"[{why.cells[0].ref}] " if why.cells else ""
            lines.append(f"    {where}{why.text}")
        lines.append(f"    怎么办：{one.change}")
    if plan.problems:
        lines += ["", "表里的问题："]
    for problem in plan.problems:
        where = f"[{problem.cells[0].ref}] " if problem.cells else ""
        lines.append(f"  {PROBLEM_KINDS[problem.kind]} {where}{problem.message}")
    return lines


def _stays(plan: Plan) -> list[str]:
    if not plan.unsent:
        return []
    lines = ["", f"没有派的 {len(plan.unsent)} 人："]
    lines += [f"  {one.person.name}（{one.person.support}）：{one.why}" for one in plan.unsent[:_SHOWN]]
    if len(plan.unsent) > _SHOWN:
        lines.append(f"  另有 {len(plan.unsent) - _SHOWN} 人，见工作簿“为什么是他”，或用 --explain 姓名")
    return lines
