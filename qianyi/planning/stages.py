"""One model, solved for one goal after the other: each to its best, which is then held while the next is looked at.

Deterministic: one worker, a fixed seed, limits in deterministic time or nodes. A solution is read only after OPTIMAL or
FEASIBLE, and a plan that was found is never given up for one that is no better.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from msgspec import Struct

from qianyi.errors import QianyiError
from qianyi.planning.flow import year_flow
from qianyi.planning.linear import FAR, LinearRow, Programme
from qianyi.planning.model import WHOLE, Model, Sum

SEED = 2022
BUDGET = 24.0
"""Deterministic seconds of a whole plan; one is some 2–4 s of a core here."""
_LARGE = 4_500
"""Moves from which the goals are solved as an integer programme: some 200 posts."""


class Flat(Struct, frozen=True):
    """A linear expression: index of a variable → factor, and what is added."""

    by: dict[int, int]
    offset: int

    def value(self, values: dict[int, int]) -> int:
        """What it comes to."""
        return self.offset + sum(values.get(at, 0) * by for at, by in self.by.items())


def flat(measure: Sum) -> Flat:
    """A measure taken apart."""
    from ortools.sat.python import cp_model

    if isinstance(measure, int):
        return Flat({}, measure)
    expression = cp_model.FlatIntExpr(measure)
    by: dict[int, int] = {}
    for variable, factor in zip(expression.vars, expression.coeffs, strict=True):
        by[variable.index] = by.get(variable.index, 0) + int(factor)
    return Flat({at: factor for at, factor in by.items() if factor}, int(expression.offset))


def solver(limit: float) -> Any:
    """A CP-SAT solver that repeats itself."""
    from ortools.sat.python import cp_model

    found = cp_model.CpSolver()
    found.parameters.num_workers = 1
    found.parameters.random_seed = SEED
    found.parameters.linearization_level = 2  # the halves that must meet need the whole relaxation
    found.parameters.max_deterministic_time = limit
    return found


class Stages:
    """The solving of a model. `values`: those of the best plan so far; `proven`, `gap`: of the first goal left open."""

    def __init__(self, model: Model) -> None:
        self.model, self.left = model, BUDGET
        self.values: dict[int, int] = {}
        self.proven = True
        self.gap = Decimal(0)
        self.programme = Programme(model.cp, SEED) if len(model.moves) > _LARGE else None

    def start(self) -> None:
        """A first plan: the best of those that send people for the whole year, found as a flow at once."""
        from ortools.sat.python import cp_model

        if self.model.takes or self.model.task.rules.late:
            return
        chosen = year_flow(self.model)
        cp: Any = self.model.cp
        for move in self.model.moves:
            goes = (move.person, move.pool) in chosen and move.at is None and move.kind == WHOLE
            cp.add_hint(move.flag, goes)
        engine = solver(self.left / 8)  # a hint that is not whole would be lost on a large model
        engine.parameters.fix_variables_to_their_hinted_value = True
        if engine.solve(cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.values = dict(enumerate(engine.response_proto.solution))

    def value(self, measure: Sum) -> int:
        """What a measure comes to in the best plan so far."""
        return flat(measure).value(self.values)

    def best(
        self, measure: Sum, *, least: bool = False, limit: float | None = None, report: bool = True
    ) -> tuple[int, int]:
        """Value and bound of a measure at its best, which is then held. A number is its own best.

        `limit`: deterministic seconds of CP-SAT. Raises QianyiError where no plan at all is found in the limits."""
        one = flat(measure)
        if not one.by:
            return one.offset, one.offset
        before = one.value(self.values) if self.values else None
        bound = before if before == self._farthest(one, least) else None  # nothing to look for
        if bound is None and self.programme is not None:
            bound = self._linear(one, least)
        if bound is None:
            bound = self._exact(measure, least, max(min(self.left, limit or self.left), 0.05))
        if not self.values:
            raise QianyiError("在限定的计算量内没有找到可行的计划；请减少一次排的岗位数，分几批来排。")
        value = one.value(self.values)
        assert before is None or (value <= before if least else value >= before), (before, value)
        bound = min(bound, value) if least else max(bound, value)
        if report and value != bound and self.proven:
            self.proven, self.gap = False, _gap(value, bound)
        self._hold(measure, one, value, least)
        return value, bound

    def _farthest(self, one: Flat, least: bool) -> int:
        """What a measure comes to where each variable alone is as good as it can be."""
        spans = self.model.cp.proto.variables
        ends = [(by, list(spans[at].domain)) for at, by in one.by.items()]
        reached: int = sum(by * (domain[0] if (by > 0) == least else domain[-1]) for by, domain in ends)
        return one.offset + reached

    def _linear(self, one: Flat, least: bool) -> int | None:
        """The goal by the integer programme; its bound, None where it leaves the goal open."""
        assert self.programme is not None
        values, bound = self.programme.best(one.by, least, self.values)
        if values is not None:
            self._take(one, dict(enumerate(values)), least)
        return None if bound is None or not self.values else bound + one.offset

    def _exact(self, measure: Sum, least: bool, limit: float) -> int:
        """The goal by CP-SAT; its bound."""
        from ortools.sat.python import cp_model

        cp: Any = self.model.cp
        cp.clear_hints()
        for index, value in self.values.items():
            cp.add_hint(cp.get_int_var_from_proto_index(index), value)
        (cp.minimize if least else cp.maximize)(measure)
        engine = solver(limit)
        status = engine.solve(cp)
        cp.clear_objective()
        if status == cp_model.MODEL_INVALID:  # pragma: no cover (a fault of ours)
            raise AssertionError(cp.validate())
        self.left -= engine.response_proto.deterministic_time
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self._take(flat(measure), dict(enumerate(engine.response_proto.solution)), least)
        bound: int = round(engine.best_objective_bound)
        return bound

    def _take(self, one: Flat, values: dict[int, int], least: bool) -> None:
        """Values that are better than those so far; as good ones leave what was found as it is."""
        ahead = one.value(values) - one.value(self.values)
        if not self.values or (ahead < 0 if least else ahead > 0):
            self.values = values

    def _hold(self, measure: Sum, one: Flat, value: int, least: bool) -> None:
        self.model.cp.add(measure <= value if least else measure >= value)
        if self.programme is not None:
            at, by, reached = list(one.by), list(one.by.values()), value - one.offset
            self.programme.hold(LinearRow(-FAR, reached, at, by) if least else LinearRow(reached, FAR, at, by))


def _gap(value: int, bound: int) -> Decimal:
    return round(abs(Decimal(bound) - value) / max(abs(Decimal(value)), Decimal(1)), 6)
