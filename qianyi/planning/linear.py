"""The constraints of a large task as an integer programme for HiGHS, which comes with OR-Tools.

Who goes where is all but a flow: the relaxation is nearly whole, and branch and bound closes near its root what a search
by clauses leaves open for minutes. HiGHS reckons in floats: what it finds is rounded and checked here in whole numbers
against every constraint; its bound is the best whole number that its own, less a tolerance, allows.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Any, NamedTuple

FAR = 1 << 62
"""From here on CP-SAT means no bound."""
_NEAR = 1e-5
_WIDE = 60_000
"""Variables from which the first relaxation is solved by an interior point, as the simplex walks for minutes there,
and nothing is branched on."""
_NET = 600
"""Seconds for one goal of so wide a task, that it ends at all: there, and there alone, the clock may decide."""
_NODES = 200
"""Nodes of the search for one goal; a limit that repeats itself, as seconds would not."""


class LinearRow(NamedTuple):
    """low ≤ Σ coefficient × variable ≤ high."""

    low: int
    high: int
    variables: Sequence[int]
    coefficients: Sequence[int]

    def holds(self, values: Sequence[int]) -> bool:
        """Whether it is so."""
        reached = sum(values[at] * by for at, by in zip(self.variables, self.coefficients, strict=True))
        return self.low <= reached <= self.high


class Programme:
    """The variables and constraints of a CP-SAT model. What is added to that later is held here too, with `hold`.

    `whole` False: the relaxation, whose variables may be divided."""

    def __init__(self, cp: Any, seed: int, *, whole: bool = True) -> None:
        from ortools.math_opt.python import mathopt

        self.seed, self.opt = seed, mathopt.Model()
        self.spans = [tuple(variable.domain) for variable in cp.proto.variables]
        self.variables = [self.opt.add_variable(lb=span[0], ub=span[-1], is_integer=whole) for span in self.spans]
        self.rows: list[LinearRow] = []
        for constraint in cp.proto.constraints:
            for row in rows_of(constraint):
                self.hold(row)

    def hold(self, row: LinearRow) -> Any:
        """One more constraint, as MathOpt has it."""
        self.rows.append(row)
        found = self.opt.add_linear_constraint(
            lb=-math.inf if row.low <= -FAR else row.low, ub=math.inf if row.high >= FAR else row.high
        )
        for at, by in zip(row.variables, row.coefficients, strict=True):
            found.set_coefficient(self.variables[at], by)
        return found

    def aim(self, worth: Mapping[int, int], *, least: bool) -> None:
        """The goal: Σ worth × variable."""
        from ortools.math_opt.python import mathopt

        goal = mathopt.LinearSum([by * self.variables[at] for at, by in worth.items()])
        (self.opt.minimize if least else self.opt.maximize)(goal)

    def fits(self, values: Sequence[int]) -> bool:
        """Whether values of all variables break nothing."""
        within = all(span[0] <= value <= span[-1] for span, value in zip(self.spans, values, strict=True))
        return within and all(row.holds(values) for row in self.rows)

    def best(
        self, worth: Mapping[int, int], least: bool, known: Mapping[int, int]
    ) -> tuple[list[int] | None, int | None]:
        """Values at the best of Σ worth × variable, and how far any may go; None where nothing (exact) was found.

        `known`: values that break nothing, to begin with."""
        from ortools.math_opt.python import mathopt
        from ortools.math_opt.solvers.highs_pb2 import HighsOptionsProto

        self.aim(worth, least=least)
        options, wide = {"parallel": "off"}, len(self.variables) > _WIDE
        if wide:
            options["mip_lp_solver"] = "ipm"
        hints = []
        if known:
            hints = [mathopt.SolutionHint(variable_values={self.variables[at]: known[at] for at in sorted(known)})]
        found = mathopt.solve(
            self.opt,
            mathopt.SolverType.HIGHS,
            params=mathopt.SolveParameters(
                random_seed=self.seed,
                node_limit=1 if wide else _NODES,
                time_limit=timedelta(seconds=_NET) if wide else None,
                relative_gap_tolerance=0,
                absolute_gap_tolerance=0.9,  # goals are whole numbers: nothing lies between
                highs=HighsOptionsProto(string_options=options),
            ),
            model_params=mathopt.ModelSolveParameters(solution_hints=hints),
        )
        far = found.termination.objective_bounds.dual_bound
        bound = None if math.isinf(far) else math.ceil(far - _near(far)) if least else math.floor(far + _near(far))
        if not found.has_primal_feasible_solution():
            return None, bound
        values = [round(value) for value in found.variable_values(self.variables)]
        return (values if self.fits(values) else None), bound


def _near(value: float) -> float:
    return max(_NEAR, 1e-9 * abs(value))


def rows_of(constraint: Any) -> list[LinearRow]:
    """A constraint of the CP-SAT model in rows: sums, at most one, at least one, and one that follows from another."""
    if constraint.has_linear():
        low, high = constraint.linear.domain  # an index of -1 would give the first of it
        return [LinearRow(low, high, list(constraint.linear.vars), list(constraint.linear.coeffs))]
    if constraint.has_at_most_one():
        return [_literals(list(constraint.at_most_one.literals), -FAR, 1)]
    if constraint.has_bool_or():
        return [_literals(list(constraint.bool_or.literals), 1, FAR)]
    assert constraint.has_bool_and(), constraint
    (given,) = constraint.enforcement_literal
    return [_literals([-1 - given, then], 1, FAR) for then in constraint.bool_and.literals]


def _literals(literals: Sequence[int], low: int, high: int) -> LinearRow:
    """How many of some literals are true; one below 0 is the contrary of the variable at -1 less it."""
    contrary = sum(literal < 0 for literal in literals)
    return LinearRow(
        low - contrary if low > -FAR else low,
        high - contrary if high < FAR else high,
        [literal if literal >= 0 else -1 - literal for literal in literals],
        [1 if literal >= 0 else -1 for literal in literals],
    )
