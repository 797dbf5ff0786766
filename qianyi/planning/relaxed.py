"""How far a pool can be met beside given demands, by the relaxation that lets people be divided.

What even that does not allow no plan allows; and its prices tell which demands stand in the way: one without a price can
be left out and nothing changes. A thousand posts are one linear programme, solved on from question to question.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from qianyi.planning.linear import FAR, LinearRow, Programme
from qianyi.planning.model import Model, Pool
from qianyi.planning.stages import SEED, flat
from qianyi.planning.task import Task

Name = tuple[Any, ...]
"""A demand: ("most", support), ("share", ""), ("least", pool) or ("need", pool)."""
NEAR = 1e-6


class Relaxed:
    """A task whose demands can be lifted one by one. `wanting`: the pools that are asked about."""

    def __init__(self, task: Task, pools: Sequence[Pool], wanting: Sequence[int], excess: int) -> None:
        from ortools.math_opt.python import mathopt

        strict = [pool for pool in wanting if task.needs[pools[pool].needs[0]].least]
        limits: list[Name] = [("most", name) for name, quota in task.quotas.items() if quota.most is not None]
        lifted = {*limits, ("share", ""), *(("least", pool) for pool in strict)}
        model = Model(task, dict.fromkeys(range(len(pools)), 0), frozenset(lifted))
        self.moves = len(model.moves)
        self.met = [flat(model.met[pool]) for pool in range(len(pools))]
        self.lp = Programme(model.cp, SEED, whole=False)
        self.rows: dict[Name, tuple[Any, float]] = {}
        """The constraint of a demand, and what it must not pass: from below for a need."""
        kept = {support: sum(key[0] == support for key in task.kept_people()) for support in task.quotas}
        for name in limits:
            quota = task.quotas[name[1]]
            self._most(name, model.count(name[1]), max(quota.most or 0, kept[name[1]]))
        beyond = model.half_beyond()
        if beyond is not None:
            self._most(("share", ""), beyond, excess)
        for pool in strict:
            least = task.needs[pools[pool].needs[0]].least
            below = [m.flag for m in model.moves if m.pool == pool and task.people[m.person].level < least]
            if below:
                self._most(("least", pool), sum(below), 0)
        for pool, met in enumerate(self.met):
            if met.by:
                row = self.lp.hold(LinearRow(0, FAR, list(met.by), list(met.by.values())))
                self.rows["need", pool] = row, -math.inf
        self.solver = mathopt.IncrementalSolver(self.lp.opt, mathopt.SolverType.GLOP)

    def _most(self, name: Name, measure: Any, most: int) -> None:
        one = flat(measure)
        if one.by:
            row = self.lp.hold(LinearRow(-FAR, most - one.offset, list(one.by), list(one.by.values())))
            self.rows[name] = row, most - one.offset

    def reach(
        self, pool: int, names: Sequence[Name], reached: Mapping[int, int], raised: Mapping[Name, int] | None = None
    ) -> tuple[float, list[Name]]:
        """How far a pool can be met beside some demands (of a need: what is `reached` of it; of a quota: by how
        much it is `raised`), and which of them have a price."""
        on = set(names)
        for name, (row, most) in self.rows.items():
            if name[0] == "need":
                row.lower_bound = reached[name[1]] - self.met[name[1]].offset if name in on else -math.inf
            else:
                row.upper_bound = most + (raised or {}).get(name, 0) if name in on else math.inf
        self.lp.aim(self.met[pool].by, least=False)
        found = self.solver.solve()
        if not found.has_primal_feasible_solution() or not found.has_dual_feasible_solution():
            return math.inf, list(names)  # nothing is known
        prices = found.dual_values()
        priced = [name for name in names if name in self.rows and abs(prices[self.rows[name][0]]) > NEAR]
        return found.objective_value() + self.met[pool].offset, priced

    def clash(self, pool: int, wanted: int, names: Sequence[Name], reached: Mapping[int, int]) -> list[Name] | None:
        """Those of some demands that keep a pool below what is wanted; None where the relaxation leaves room."""
        far, priced = self.reach(pool, names, reached)
        return priced if far < wanted - NEAR else None
