"""A first plan at once: whole years on full release, as a flow of least cost."""

from __future__ import annotations

from qianyi.planning.model import WHOLE, Model


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
