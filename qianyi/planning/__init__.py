"""Who goes where, so that every rule holds before the year begins: needs, candidates and quotas → a roster with reasons.

    plan = make_plan(facts, Wishes(keep=…, begin=…))

CP-SAT (the extra `plan`) is imported only when a plan is made.
"""

from __future__ import annotations

from msgspec import Struct

from qianyi.facts import Facts
from qianyi.planning.conflicts import Conflicts, Unmet
from qianyi.planning.placing import Post, place
from qianyi.planning.read import Wishes, task_of
from qianyi.planning.reasons import Reasons, Unsent
from qianyi.planning.score import LOSSES, Board
from qianyi.planning.solve import Goal, Solution, best_plan, need_extra
from qianyi.planning.task import Problem, Task

__all__ = ["Plan", "Problem", "Wishes", "make_plan"]


class Plan(Struct, eq=False):
    """A plan and what is said of it."""

    facts: Facts
    task: Task
    solution: Solution
    posts: list[Post]
    goals: list[Goal]
    reasons: Reasons
    unmet: list[Unmet]
    unsent: list[Unsent]
    problems: list[Problem]

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
    values = Board(task, posts).values()
    proven = solution.status == "optimal"
    goals = [
        Goal(goal.goal, value := values[goal.goal], value if proven else _bound(goal, value), goal.weight)
        for goal in solution.goals
    ]
    reasons = Reasons(task, posts)
    return Plan(
        facts, task, solution, posts, goals, reasons, Conflicts(task, posts).all(), reasons.unsent(),
        _sorted(task.problems),
    )  # fmt: skip


def _bound(goal: Goal, value: int) -> int:
    """What the posts themselves come to is never beyond the bound: a goal without weight may come to more."""
    return min(goal.bound, value) if goal.goal in LOSSES else max(goal.bound, value)


def _sorted(problems: list[Problem]) -> list[Problem]:
    return sorted(problems, key=lambda problem: (not problem.cells, problem.cells[0].key if problem.cells else ()))
