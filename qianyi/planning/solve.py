"""The goals of a plan, in their order: what is measured, and what was chosen."""

from __future__ import annotations

import hashlib
from decimal import Decimal

from msgspec import Struct, field

from qianyi.errors import QianyiError
from qianyi.planning.model import WHOLE, Assignment, Model, Sum
from qianyi.planning.stages import Stages
from qianyi.planning.task import Task

_TIE = 3.0
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
        import ortools.sat.python.cp_model  # noqa: F401  (whether it is there)
    except ImportError:
        raise QianyiError('排计划要用 OR-Tools；请先安装：pip install "qianyi[plan]"。') from None


def best_plan(task: Task) -> Solution:
    """The best plan in the order of the goals. Raises QianyiError where not even a plan is found in the limits."""
    model = Model(task)
    found, terms = measures(model), soft_terms(model)  # their variables belong to every solution
    stages = Stages(model)
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


def _first_goals(model: Model, stages: Stages, found: dict[str, tuple[Sum, bool]]) -> list[Goal]:
    """The goals before the sum. What is left of the budget is shared among those that are left, the sum with them."""
    goals = []
    for left, name in zip((3.0, 2.2, 2.5, 2.2), model.task.order, strict=True):
        measure, least = found[name]
        goals.append(Goal(name, *stages.best(measure, least=least, limit=stages.left / left)))
    return goals


def measures(model: Model) -> dict[str, tuple[Sum, bool]]:
    """The goals before the sum: what is measured, and whether least is best."""
    people = model.task.people
    short: list[Sum] = []
    for quota in model.task.quotas.values():
        if quota.least:
            missing = model.number(quota.least, f"short_{quota.support}")
            model.cp.add(missing >= quota.least - model.count(quota.support))
            short.append(missing)
    return {
        "priority": (sum(met for pool, met in model.met.items() if model.pools[pool].priority), False),
        "needs": (sum(model.met.values()), False),
        "minimum": (sum(short), True),
        "promotion": (sum(sent for number, sent in model.sent.items() if people[number].promotion), False),
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


def _soft(model: Model, stages: Stages, terms: dict[str, Sum]) -> list[Goal]:
    weights = model.task.weights
    total = sum((-1 if name in ("rotation", "fair") else 1) * weights[name] * terms[name] for name in _SOFT)
    value, bound = stages.best(total)
    goals = []
    for name in _SOFT:
        own = stages.value(terms[name])
        loss, slack = name in ("rotation", "fair"), bound - value
        most = own + (-1 if loss else 1) * (slack // weights[name] if weights[name] else 0)
        goals.append(Goal(name, own, max(most, 0), weights[name]))
    return goals


def _break_ties(model: Model, stages: Stages) -> None:
    """Of plans that are equal in every goal the one whose people come first by institution and name; then, by a
    digest of who goes where, one alone: it does not hang on the order of rows or the solver's version."""
    task = model.task
    rank = sum(number * sent for number, sent in model.sent.items() if not isinstance(sent, int))
    value, bound = stages.best(rank, least=True, limit=_TIE, report=False)
    if value != bound:
        return
    terms = []
    for move in model.moves:
        need = task.needs[model.pools[move.pool].needs[0] if move.at is None else move.at]
        text = "\n".join(
            (*task.people[move.person].key, need.recipient, need.specialty or "", str(need.least), move.kind)
        )
        terms.append(int.from_bytes(hashlib.sha256(text.encode()).digest()[:3], "big") * move.flag)
    stages.best(sum(terms), least=True, limit=_TIE, report=False)


def _read(model: Model, stages: Stages, goals: list[Goal]) -> Solution:
    values = stages.values
    return Solution(
        model,
        goals,
        [move for move in model.moves if values.get(move.flag.index)],
        dict(sorted(key for key, flag in model.takes.items() if values.get(flag.index))),
        "optimal" if stages.proven else "feasible",
        stages.gap,
    )
