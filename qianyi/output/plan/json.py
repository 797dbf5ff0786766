"""`qianyi.plan/1`."""

from __future__ import annotations

from typing import Any

from qianyi.dossier.source import Cell
from qianyi.output.json import encode
from qianyi.output.plan.roster_rows import PlanRow, roster_rows
from qianyi.planning import Plan
from qianyi.planning.task import CandidateKey
from qianyi.scoring import shapes


def plan_json(plan: Plan, explain: CandidateKey | None = None) -> bytes:
    """`plan --format json`; `explain`: the candidate asked about."""
    return encode(plan_data(plan, explain))


def plan_data(plan: Plan, explain: CandidateKey | None = None) -> dict[str, Any]:
    """A plan as plain data."""
    data: dict[str, Any] = {
        "schema": "qianyi.plan/1",
        **shapes.head(plan.facts),
        "solver": {"status": plan.solution.status, "gap": plan.solution.gap},
        "goals": [
            {"goal": goal.goal, "value": goal.value, "bound": goal.bound, "weight": goal.weight} for goal in plan.goals
        ],
        "roster": [_row(plan, row) for row in roster_rows(plan)],
        "needs": [_need(plan, index) for index in plan.listed],
        "unmet": [
            {
                "need": plan.task.needs[one.need].number,
                "missing": one.missing,
                "because": [{"text": why.text, "cells": _refs(why.cells)} for why in one.because],
                "change": one.change,
            }
            for one in plan.unmet
        ],
        "unsent": [{"name": one.person.name, "support": one.person.support, "why": one.why} for one in plan.unsent],
        "problems": [{"kind": one.kind, "message": one.message, "cells": _refs(one.cells)} for one in plan.problems],
    }
    if explain is not None:
        sent, why = plan.reasons.about(explain)
        data["explain"] = {"name": explain[1], "sent": sent, "why": why}
    return data


def _refs(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.ref for cell in cells]


def _row(plan: Plan, row: PlanRow) -> dict[str, Any]:
    post, holder = row.post, row.holder
    return {
        "name": holder.name,
        "support": holder.support,
        "recipient": holder.recipient,
        "speciality": row.specialty,
        "title": row.title,
        "period": row.period,
        "start": holder.start,
        "end": holder.end,
        "release": "半脱产" if holder.half_release else "全脱产",
        "need": None if post.need is None else plan.task.needs[post.need].number,
        "post": None if post.need is None else post.number,
        "kept": holder.kept,
    }


def _need(plan: Plan, index: int) -> dict[str, Any]:
    need = plan.task.needs[index]
    posts = [post for post in plan.posts if post.need == index]
    return {
        "need": need.number,
        "recipient": need.recipient,
        "speciality": need.specialty,
        "priority": need.priority,
        "wanted": need.wanted,
        "met": sum(post.met for post in posts),
        "cells": _refs(need.record.cells("recipient")),
        "posts": [
            {
                "post": post.number,
                "people": list(dict.fromkeys(holder.name for holder in post.holders)),
                "why": (reason := plan.reasons.by_post[id(post)]).why,
                "next_best": reason.next_best,
                "next_cost": reason.next_cost,
            }
            for post in posts
        ],
    }
