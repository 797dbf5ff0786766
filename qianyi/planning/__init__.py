"""Who goes where, so that every rule holds before the year begins: needs, candidates and quotas → a roster with reasons.

    plan = make_plan(facts, Wishes(keep=…, begin=…))

CP-SAT (the extra `plan`) is imported only when a plan is made.
"""

from __future__ import annotations

from difflib import get_close_matches

from msgspec import Struct, field, structs

from qianyi.dossier.records import Candidate, Need
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.planning.conflicts import Conflicts, Unmet
from qianyi.planning.objective import LOSSES, PostCounts
from qianyi.planning.placing import PlannedPost, place
from qianyi.planning.read import Wishes, task_of
from qianyi.planning.reasons import Reasons, Unsent
from qianyi.planning.solve import Goal, Solution, best_plan, need_extra
from qianyi.planning.task import Problem, Task

__all__ = ["Plan", "Problem", "Wishes", "make_plan", "narrowed"]


class Plan(Struct, eq=False):
    """A plan and what is said of it."""

    facts: Facts
    task: Task
    solution: Solution
    posts: list[PlannedPost]
    goals: list[Goal]
    reasons: Reasons
    unmet: list[Unmet]
    unsent: list[Unsent]
    problems: list[Problem]
    listed: list[int] = field(default_factory=list)
    """The needs that are told: indices of the task's, by row."""

    @property
    def clean(self) -> bool:
        """Whether every post is met and nothing was wrong with the input."""
        return not self.unmet and not self.problems


def make_plan(facts: Facts, wishes: Wishes) -> Plan:
    """The best plan of a dossier. Raises QianyiError where there is nothing to plan, or no solver."""
    need_extra()
    task = task_of(facts, wishes)
    solution = best_plan(task)
    posts = place(task, solution)
    values = PostCounts(task, posts).values()
    proven = solution.status == "optimal"
    goals = [
        Goal(goal.goal, value := values[goal.goal], value if proven else _bound(goal, value), goal.weight)
        for goal in solution.goals
    ]
    reasons = Reasons(task, posts)
    return Plan(
        facts,
        task,
        solution,
        posts,
        goals,
        reasons,
        Conflicts(task, posts).all(),
        reasons.unsent(),
        _sorted(task.problems),
        sorted(range(len(task.needs)), key=lambda index: task.needs[index].number),
    )


def narrowed(plan: Plan, given: str) -> Plan:
    """What of a plan concerns one institution: its needs, its people, and who comes to it; the goals are the county's.

    Raises QianyiError where neither needs nor candidates name it."""
    task = plan.task
    wanted = "".join(given.split())
    named = {
        "".join(name.split()): name for name in [*(n.recipient for n in task.needs), *(p.support for p in task.people)]
    }
    for alias, name in plan.facts.dossier.settings.aliases.items():
        named.setdefault("".join(alias.split()), name)
    if wanted not in named:
        near = get_close_matches(wanted, sorted(named), 3, 0.4)
        offered = f"，相近的有 {'、'.join(near)}" if near else ""
        raise QianyiError(f"--institution：需求和可派人员里没有“{given}”{offered}；请核对单位名称。")
    one = named[wanted]
    posts = [post for post in plan.posts if _has_to_do(task, post, one)]
    needs = {post.need for post in posts if post.need is not None}
    rows: list[Need | Candidate] = [need.record for need in task.needs if need.recipient == one]
    rows += [person.record for person in task.people if person.support == one]
    rows += [record for record in task.duplicates if record.support == one]
    own = {(id(record.sheet), record.row) for record in rows}
    return structs.replace(
        plan,
        posts=posts,
        listed=[i for i in plan.listed if i in needs or task.needs[i].recipient == one],
        unmet=[short for short in plan.unmet if task.needs[short.need].recipient == one],
        unsent=[left for left in plan.unsent if left.person.support == one],
        problems=[p for p in plan.problems if one in p.message or any((id(c.sheet), c.row) in own for c in p.cells)],
    )


def _has_to_do(task: Task, post: PlannedPost, institution: str) -> bool:
    wanted = post.need is not None and task.needs[post.need].recipient == institution
    return wanted or any(institution in (holder.support, holder.recipient) for holder in post.holders)


def _bound(goal: Goal, value: int) -> int:
    """What the posts themselves come to is never beyond the bound: a goal without weight may come to more."""
    return min(goal.bound, value) if goal.goal in LOSSES else max(goal.bound, value)


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (not problem.cells, problem.cells[0].key if problem.cells else ()))
