"""Goals one after the other: each is solved to its best, then held while the next is looked at.

Deterministic: one worker, a fixed seed, limits in deterministic time. A solution is read only after OPTIMAL or FEASIBLE.
"""

from __future__ import annotations

import hashlib
from decimal import Decimal
from typing import Any

from msgspec import Struct, field

from qianyi.errors import QianyiError
from qianyi.planning.model import WHOLE, Assignment, Model, Sum
from qianyi.planning.task import Task

SEED = 2022
BUDGET = 24.0
"""Deterministic seconds of a whole plan; one is some 2–4 s of a core here."""
_TIE = 3.0
_LARGE = 12_000
"""Moves from which the goals are solved one by one."""
_SOFT = ("wish", "hardship", "continuity", "rotation", "fair")


class Goal(Struct, frozen=True):
    """How far a goal was reached and what is proven: no plan can have more (or, of a loss, less) than `bound`."""

    goal: str
    value: int
    bound: int
    weight: int | None = None


class Solution(Struct, eq=False):
    """What was chosen: moves of people, and which unit takes which need."""

    model: Model
    goals: list[Goal] = field(default_factory=list)
    moves: list[Assignment] = field(default_factory=list)
    takes: dict[int, int] = field(default_factory=dict)
    status: str = "optimal"
    gap: Decimal = Decimal(0)


def need_extra() -> None:
    """Raise QianyiError where OR-Tools is not installed."""
    try:
        import ortools.sat.python.cp_model  # noqa: F401
    except ImportError:
        raise QianyiError("排计划要用 OR-Tools；请先安装：pip install 'qianyi[plan]'。") from None


def solver(limit: float) -> Any:
    """A solver that repeats itself."""
    from ortools.sat.python import cp_model

    found = cp_model.CpSolver()
    found.parameters.num_workers = 1
    found.parameters.random_seed = SEED
    found.parameters.linearization_level = 2  # the halves that must meet need the whole relaxation
    found.parameters.max_deterministic_time = limit
    return found


class _Stages:
    """One model, solved for one goal after the other."""

    def __init__(self, model: Model) -> None:
        self.model, self.left = model, BUDGET
        self.values: dict[int, int] = {}
        self.hints: dict[int, int] = {}
        self.proven = True
        self.gap = Decimal(0)

    def start(self) -> None:
        """A first plan as a hint: the best of those that send people for the whole year, found as a flow at once."""
        if self.model.takes or self.model.task.rules.late:
            return
        chosen = year_flow(self.model)
        for move in self.model.moves:
            self.hints[move.flag.index] = int(
                (move.person, move.pool) in chosen and move.at is None and move.kind == WHOLE
            )
        self._complete()

    def _complete(self) -> None:
        """The hint over all variables: what is not whole would be lost on a large model."""
        from ortools.sat.python import cp_model

        cp: Any = self.model.cp
        for index, value in self.hints.items():
            cp.add_hint(cp.get_int_var_from_proto_index(index), value)
        engine = solver(self.left / 8)
        engine.parameters.fix_variables_to_their_hinted_value = True
        if engine.solve(cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            self.values = dict(enumerate(engine.response_proto.solution))

    def best(
        self, measure: Sum, *, least: bool = False, limit: float | None = None, report: bool = True
    ) -> tuple[int, int]:
        """Value and bound of a measure at its best, which is then held. A number is its own best."""
        if isinstance(measure, int):
            return measure, measure
        from ortools.sat.python import cp_model

        cp: Any = self.model.cp
        cp.clear_hints()
        for index, value in (self.values or self.hints).items():
            cp.add_hint(cp.get_int_var_from_proto_index(index), value)
        (cp.minimize if least else cp.maximize)(measure)
        engine = solver(max(min(self.left, limit or self.left), 0.05))
        status = engine.solve(cp)
        if status == cp_model.MODEL_INVALID:  # pragma: no cover (a fault of ours)
            raise AssertionError(cp.validate())
        self.left -= engine.response_proto.deterministic_time
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            if not self.values:
                raise QianyiError("在限定的计算量内没有找到可行的计划；请减少一次排的岗位数，分几批来排。")
            value = _value(self, measure)  # nothing better was found in the limits: what there is is held
            bound = round(engine.best_objective_bound)
            bound = min(bound, value) if least else max(bound, value)
        else:
            value = round(engine.value(measure))
            bound = round(engine.best_objective_bound)
            if not self.values or _value(self, measure) != value:  # as good as before: what was found stays
                self.values = dict(enumerate(engine.response_proto.solution))
        proven = status == cp_model.OPTIMAL
        assert not proven or value == bound, (value, bound)
        if report and not proven and self.proven:
            self.proven, self.gap = False, _gap(value, bound)
        cp.clear_objective()
        cp.add(measure <= value if least else measure >= value)
        return value, bound


def year_flow(model: Model) -> set[tuple[int, int]]:
    """(person, pool) of a plan of whole years on full release: most priority posts, then most posts, then most with
    晋升职称, no institution beyond its most; a flow of least cost."""
    from ortools.graph.python import min_cost_flow

    task, flow = model.task, min_cost_flow.SimpleMinCostFlow()
    people, pools = len(task.people), len(model.pools)
    supports = sorted({person.support for person in task.people})
    source, sink = people + pools + len(supports), people + pools + len(supports) + 1
    posts = sum(need.wanted for need in task.needs)
    for pool, group in enumerate(model.pools):
        wanted = sum(task.needs[index].wanted for index in group.needs)
        worth = posts + 1 + group.priority * (posts + 1) ** 2
        flow.add_arc_with_capacity_and_unit_cost(source, people + pool, wanted, -worth)
    for number, person in enumerate(task.people):
        home = people + pools + supports.index(person.support)
        flow.add_arc_with_capacity_and_unit_cost(number, home, 1, -int(person.promotion))
    for index, support in enumerate(supports):
        quota = task.quotas.get(support)
        most = people if quota is None or quota.most is None else quota.most
        flow.add_arc_with_capacity_and_unit_cost(people + pools + index, sink, most, 0)
    arcs = {}
    for move in model.moves:
        if move.kind == WHOLE and move.at is None and not task.people[move.person].half_release:
            arc = flow.add_arc_with_capacity_and_unit_cost(people + move.pool, move.person, 1, 0)
            arcs[arc] = move.person, move.pool
    flow.add_arc_with_capacity_and_unit_cost(source, sink, posts, 0)
    flow.set_node_supply(source, posts)
    flow.set_node_supply(sink, -posts)
    if flow.solve() != flow.OPTIMAL:
        return set()
    return {move for arc, move in arcs.items() if flow.flow(arc)}


def _gap(value: int, bound: int) -> Decimal:
    return round(abs(Decimal(bound) - value) / max(abs(Decimal(value)), Decimal(1)), 6)


def best_plan(task: Task) -> Solution:
    """The best plan in the order of the goals. Raises QianyiError where not even a plan is found in the limits."""
    model = Model(task)
    found, terms = measures(model), soft_terms(model)  # their variables belong to every solution
    stages = _Stages(model)
    stages.start()
    if model.takes:
        stages.best(sum(model.takes.values()))
    stages.best(model.excess, least=True)
    if model.halves_alone:
        stages.best(sum(model.halves_alone), least=True)
    goals = _first_goals(model, stages, found)
    goals += _soft(model, stages, terms)
    _break_ties(model, stages)
    return _read(model, stages, goals)


def _first_goals(model: Model, stages: _Stages, found: dict[str, tuple[Sum, bool, int]]) -> list[Goal]:
    """The goals before the sum, two at a time: the first counts more than all that the second can be worth."""
    goals = []
    if len(model.moves) > _LARGE:  # two goals at a time leave a wide bound: one, each with its part of the budget
        for left, name in zip((3.0, 2.2, 2.5, 2.2), model.task.order, strict=True):
            measure, least, _ = found[name]
            goals.append(Goal(name, *stages.best(measure, least=least, limit=stages.left / left)))
        return goals
    for pair in (model.task.order[:2], model.task.order[2:]):
        signs = [-1 if found[name][1] else 1 for name in pair]
        (one, other), most = (found[name][0] for name in pair), found[pair[1]][2] + 1
        value, bound = stages.best(signs[0] * most * one + signs[1] * other)
        own = [_value(stages, found[name][0]) for name in pair]
        slack = bound - value
        for name, is_at, sign, more in zip(pair, own, signs, (slack // most, slack), strict=True):
            goals.append(Goal(name, is_at, max(0, is_at + sign * more)))
        if value == bound:
            for name, is_at in zip(pair, own, strict=True):
                if not isinstance(found[name][0], int):
                    model.cp.add(found[name][0] == is_at)
    return goals


def measures(model: Model) -> dict[str, tuple[Sum, bool, int]]:
    """The goals before the sum: what is measured, whether least is best, and the most it can be."""
    people = model.task.people
    short: list[Sum] = []
    for quota in model.task.quotas.values():
        if quota.least:
            missing = model.number(quota.least, f"short_{quota.support}")
            model.cp.add(missing >= quota.least - model.count(quota.support))
            short.append(missing)
    posts = sum(need.wanted for need in model.task.needs)
    return {
        "priority": (sum(met for pool, met in model.met.items() if model.pools[pool].priority), False, posts),
        "needs": (sum(model.met.values()), False, posts),
        "minimum": (sum(short), True, sum(quota.least or 0 for quota in model.task.quotas.values())),
        "promotion": (
            sum(sent for number, sent in model.sent.items() if people[number].promotion),
            False,
            len(people),
        ),
    }


def soft_terms(model: Model) -> dict[str, Sum]:
    """The five parts of the last goal, before weights; rotation and fair are losses."""
    task, rules = model.task, model.task.rules
    parts: dict[str, list[Sum]] = {name: [] for name in _SOFT}
    for move in model.moves:
        at = model.pools[move.pool].needs[0] if move.at is None else move.at
        worth = task.worth(task.people[move.person], task.needs[at].recipient)
        if move.at is None and len(model.pools[move.pool].needs) > 1:  # no need of the pool that the person cares for
            worth = {"hardship": worth["hardship"]}
        years = len(rules.rest) if move.kind == WHOLE else 1
        for name, value in worth.items():
            if value:
                parts[name].append(years * move.flag)
    for name, value in kept_worth(task).items():
        parts[name].append(value)
    parts["rotation"] = [*model.pairs, *_kept_pairs(model)]
    counts = [model.count(support) for support in task.unquoted()]
    if len(counts) > 1:
        high = model.number(len(task.people) + len(model.strangers), "high")
        low = model.number(len(task.people) + len(model.strangers), "low")
        for count in counts:
            model.cp.add(high >= count)
            model.cp.add(low <= count)
        parts["fair"] = [high - low]
    return {name: sum(terms) for name, terms in parts.items()}


def kept_worth(task: Task) -> dict[str, int]:
    """What the kept rows bring to the sum, whatever else is planned."""
    from qianyi.planning.kept import halves_of

    people = {person.key: person for person in task.people}
    found = dict.fromkeys(("wish", "hardship", "continuity"), 0)
    for key, rows in task.kept_people().items():
        for row in rows if key in people else ():
            for name, worth in task.worth(people[key], row.recipient or "").items():
                found[name] += worth * len(halves_of(row, task.rules))
    return found


def _kept_pairs(model: Model) -> list[Sum]:
    """Posts that two people of kept rows hold, and those of which the second comes after an early end."""
    return [
        flag
        for (number, _), flag in model.takes.items()
        if model.task.units[number].kind == "whole" and len({row.name for row in model.task.units[number].rows}) > 1
    ]


def _soft(model: Model, stages: _Stages, terms: dict[str, Sum]) -> list[Goal]:
    weights = model.task.weights
    total = sum((-1 if name in ("rotation", "fair") else 1) * weights[name] * terms[name] for name in _SOFT)
    value, bound = stages.best(total)
    goals = []
    for name in _SOFT:
        own = _value(stages, terms[name])
        loss, slack = name in ("rotation", "fair"), bound - value
        most = own + (-1 if loss else 1) * (slack // weights[name] if weights[name] else 0)
        goals.append(Goal(name, own, max(most, 0), weights[name]))
    return goals


def _value(stages: _Stages, measure: Sum) -> int:
    if isinstance(measure, int):
        return measure
    from ortools.sat.python import cp_model

    flat = cp_model.FlatIntExpr(measure) if hasattr(cp_model, "FlatIntExpr") else None
    if flat is None:  # pragma: no cover
        raise AssertionError("no flat expressions")
    values = stages.values
    return int(
        flat.offset
        + sum(values.get(var.index, 0) * coefficient for var, coefficient in zip(flat.vars, flat.coeffs, strict=True))
    )


def _break_ties(model: Model, stages: _Stages) -> None:
    """Of plans that are equal in every goal the one whose people come first by institution and name; then, by a
    digest of who goes where, one alone: it does not hang on the order of rows or the solver's version."""
    task = model.task
    rank = sum(number * sent for number, sent in model.sent.items() if not isinstance(sent, int))
    stages.best(rank, least=True, limit=_TIE, report=False)
    terms = []
    for move in model.moves:
        need = task.needs[model.pools[move.pool].needs[0] if move.at is None else move.at]
        text = "\n".join(
            (*task.people[move.person].key, need.recipient, need.specialty or "", str(need.least), move.kind)
        )
        terms.append(int.from_bytes(hashlib.sha256(text.encode()).digest()[:3], "big") * move.flag)
    stages.best(sum(terms), least=True, limit=_TIE, report=False)


def _read(model: Model, stages: _Stages, goals: list[Goal]) -> Solution:
    values = stages.values
    return Solution(
        model,
        goals,
        [move for move in model.moves if values.get(move.flag.index)],
        dict(sorted(key for key, flag in model.takes.items() if values.get(flag.index))),
        "optimal" if stages.proven else "feasible",
        stages.gap,
    )
