"""`qianyi.plan/1`."""

from __future__ import annotations

from msgspec import UNSET

from qianyi.dossier.source import Cell
from qianyi.output.json import encode
from qianyi.output.plan import shapes
from qianyi.output.plan.roster_rows import PlanRow, roster_rows
from qianyi.planning import Plan
from qianyi.planning.task import CandidateKey
from qianyi.rules.shaping import head


def plan_json(plan: Plan, explain: CandidateKey | None = None) -> bytes:
    """`plan --format json`; `explain`: the candidate asked about."""
    return encode(plan_shape(plan, explain))


def plan_shape(plan: Plan, explain: CandidateKey | None = None) -> shapes.PlanShape:
    """A plan, to go out."""
    return shapes.PlanShape(
        **head(plan.facts),
        solver=shapes.Solver.made(plan.solution),
        goals=[shapes.Goal.made(goal) for goal in plan.goals],
        roster=[_row(plan, row) for row in roster_rows(plan)],
        needs=[_need(plan, index) for index in plan.listed],
        unmet=[
            shapes.Unmet(
                need=plan.task.needs[one.need].number,
                missing=one.missing,
                because=[shapes.Demand(text=why.text, cells=_refs(why.cells)) for why in one.because],
                change=one.change,
            )
            for one in plan.unmet
        ],
        unsent=[shapes.Unsent(name=one.person.name, support=one.person.support, why=one.why) for one in plan.unsent],
        problems=[shapes.Problem(kind=one.kind, message=one.message, cells=_refs(one.cells)) for one in plan.problems],
        explain=UNSET if explain is None else _explained(plan, explain),
    )


def _explained(plan: Plan, key: CandidateKey) -> shapes.Explained:
    sent, why = plan.reasons.about(key)
    return shapes.Explained(name=key[1], sent=sent, why=why)


def _refs(cells: tuple[Cell, ...]) -> list[str]:
    return [cell.ref for cell in cells]


def _row(plan: Plan, row: PlanRow) -> shapes.Row:
    post, holder = row.post, row.holder
    return shapes.Row(
        name=holder.name,
        support=holder.support,
        recipient=holder.recipient,
        speciality=row.specialty,
        title=row.title,
        period=row.period,
        start=holder.start,
        end=holder.end,
        release="半脱产" if holder.half_release else "全脱产",
        need=None if post.need is None else plan.task.needs[post.need].number,
        post=None if post.need is None else post.number,
        kept=holder.kept,
    )


def _need(plan: Plan, index: int) -> shapes.Need:
    need = plan.task.needs[index]
    posts = [post for post in plan.posts if post.need == index]
    return shapes.Need(
        need=need.number,
        recipient=need.recipient,
        speciality=need.specialty,
        priority=need.priority,
        wanted=need.wanted,
        met=sum(post.met for post in posts),
        cells=_refs(need.record.cells("recipient")),
        posts=[
            shapes.Post(
                post=post.number,
                people=list(dict.fromkeys(holder.name for holder in post.holders)),
                why=(reason := plan.reasons.by_post[id(post)]).why,
                next_best=reason.next_best,
                next_cost=reason.next_cost,
            )
            for post in posts
        ],
    )
