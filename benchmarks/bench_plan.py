"""`plan` on generated campaigns against a greedy assignment in the order of needs, and scipy on the part it can state.

    python -m benchmarks.bench_plan [posts …]      (37 200 1000 5000)

One process a size, on one core; processor seconds, explanations aside. scipy knows no halves: it assigns whole years,
with `linear_sum_assignment` (a big cost where nobody may) and `milp` (mip_rel_gap=0, with the most of each institution).
"""

from __future__ import annotations

import random
import resource
import subprocess
import sys
import time
from collections import Counter
from datetime import date
from decimal import Decimal

import numpy as np

from qianyi.dossier.records import Candidate, Need
from qianyi.dossier.source import Sheet
from qianyi.planning.objective import PostCounts
from qianyi.planning.placing import place
from qianyi.planning.solve import best_plan
from qianyi.planning.task import FIRST, SECOND, YEAR, Demand, PlanPerson, QuotaBounds, Rules, Task

SIZES = (37, 200, 1000, 5000)
SECONDS, MEGABYTES, GAP = 60, 500, Decimal("0.01")
"""Limits at 1,000 posts."""
SPECIALTIES, SHARES = ("临床", "护理", "中医", "检验", "口腔", "影像", "药学", "公共卫生"), (8, 5, 3, 2, 1, 1, 1, 2)
WEIGHTS = {"wish": 3, "hardship": 2, "continuity": 2, "rotation": 2, "fair": 1}


def campaign(posts: int, seed: int = 1) -> Task:
    """A campaign of so many posts: 14 recipients and 8 hospitals for each 37, a third more candidates than posts."""
    chance = random.Random(seed)
    sheet = Sheet("x", "x", (0, 0), "needs")
    recipients = [f"第{i}乡卫生院" for i in range(max(3, posts * 14 // 37))]
    hospitals = [f"第{i}医院" for i in range(max(3, min(60, posts * 8 // 37)))]
    needs, left = [], posts
    while left:
        wanted = min(left, chance.choice((1, 1, 1, 2, 2, 3)))
        left -= wanted
        number = len(needs) + 1
        needs.append(
            Demand(
                number,
                Need(sheet=sheet, row=number),
                chance.choice(recipients),
                chance.choices(SPECIALTIES, SHARES)[0],
                wanted,
                chance.choice((0, 0, 0, 2, 3)),
                chance.random() < 0.3,
            )
        )
    people = []
    for i in range(posts * 4 // 3):
        name = f"人{i:05}"
        people.append(
            PlanPerson(
                Candidate(sheet=sheet, row=i, name=name),
                name,
                chance.choice(hospitals),
                chance.choices(SPECIALTIES, SHARES)[0],
                None,
                chance.choices((1, 2, 3, 4), (3, 4, 2, 1))[0],
                chance.random() < 0.4,
                chance.choices((YEAR, FIRST, SECOND), (10, 1, 1))[0],
                chance.random() < 0.04,
                frozenset(chance.sample(recipients, chance.choice((0, 0, 1, 2)))),
            )
        )
    people.sort(key=lambda person: person.key)
    most = max(3, posts * 13 // (10 * len(hospitals)))
    rules = Rules(
        date(2022, 6, 1),
        date(2023, 5, 31),
        date(2022, 12, 1),
        date(2022, 6, 1),
        True,
        True,
        Decimal("0.1"),
        False,
        Decimal(3),
        6,
    )
    needs.sort(key=lambda need: (need.recipient, need.specialty or "", -need.least, not need.priority, need.number))
    last = frozenset((p.support, p.name, chance.choice(recipients)) for p in people if chance.random() < 0.2)
    return Task(
        rules,
        needs,
        people,
        {name: QuotaBounds(name, 2, most) for name in hospitals[::2]},
        [],
        [],
        frozenset(chance.sample(recipients, len(recipients) // 5)),
        last,
        ("priority", "needs", "minimum", "promotion"),
        WEIGHTS,
    )


def _whole(task: Task) -> tuple[list[Demand], list[PlanPerson]]:
    """The part that an assignment can state: posts and people of a whole year, on full release."""
    posts = [need for need in task.needs for _ in range(need.wanted)]
    return posts, [person for person in task.people if person.halves == YEAR and not person.half_release]


def _most(task: Task, support: str) -> int:
    quota = task.quotas.get(support)
    return 1 << 30 if quota is None or quota.most is None else quota.most


def greedy(task: Task) -> tuple[int, int]:
    """Needs met and promotion candidates placed by taking the needs in their order, the promoted first."""
    posts, people = _whole(task)
    free, sent, promoted = sorted(people, key=lambda p: (not p.promotion, p.key)), Counter[str](), 0
    met = 0
    for need in sorted(posts, key=lambda need: need.number):
        for person in free:
            fits = need.admits(person.specialty, person.level, person.support)
            if fits and sent[person.support] < _most(task, person.support):
                free.remove(person)
                sent[person.support] += 1
                met, promoted = met + 1, promoted + person.promotion
                break
    return met, promoted


def _gains(task: Task) -> np.ndarray:
    posts, people = _whole(task)
    return np.array(
        [[(1000 + p.promotion) if n.admits(p.specialty, p.level, p.support) else 0 for p in people] for n in posts]
    )


def assignment(task: Task) -> tuple[int, int]:
    """`linear_sum_assignment`, which has no quotas: those beyond the most of an institution are struck out."""
    from scipy.optimize import linear_sum_assignment

    gains, people = _gains(task), _whole(task)[1]
    sent: Counter[str] = Counter()
    met = promoted = 0
    for row, column in zip(*linear_sum_assignment(gains, maximize=True), strict=True):
        person = people[column]
        if gains[row, column] and sent[person.support] < _most(task, person.support):
            sent[person.support] += 1
            met, promoted = met + 1, promoted + person.promotion
    return met, promoted


def milp(task: Task) -> tuple[int, int]:
    """`milp` with the most of each institution."""
    from scipy.optimize import Bounds, LinearConstraint
    from scipy.optimize import milp as solve
    from scipy.sparse import csr_matrix

    gains, people = _gains(task), _whole(task)[1]
    pairs = np.argwhere(gains)
    count, (posts, persons) = len(pairs), gains.shape
    supports = sorted(task.quotas)
    rows = [*pairs[:, 0], *(posts + pairs[:, 1])]
    columns = [*range(count), *range(count)]
    for index, (_, person) in enumerate(pairs):
        if people[person].support in task.quotas:
            rows.append(posts + persons + supports.index(people[person].support))
            columns.append(index)
    matrix = csr_matrix((np.ones(len(rows)), (rows, columns)), shape=(posts + persons + len(supports), count))
    most = np.array([1] * (posts + persons) + [_most(task, support) for support in supports])
    worth = np.array([gains[a, b] for a, b in pairs], float)
    found = solve(
        -worth,
        constraints=LinearConstraint(matrix, -np.inf, most),
        integrality=np.ones(count),
        bounds=Bounds(0, 1),
        options={"mip_rel_gap": 0, "time_limit": 120},
    )
    chosen = [people[pairs[i][1]] for i in np.flatnonzero(found.x > 0.5)] if found.x is not None else []
    return len(chosen), sum(person.promotion for person in chosen)


def one(posts: int) -> None:
    """One size: the plan, then the others on the same campaign."""
    task = campaign(posts)
    began = time.process_time()
    solution = best_plan(task)
    values = PostCounts(task, place(task, solution)).values()
    taken, peak = time.process_time() - began, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    said = f"{solution.status}, gap {solution.gap}"
    line = f"{posts:5} plan    {values['needs']:5} met {values['promotion']:5} promoted {taken:7.1f} s {peak:5.0f} MB {said}"
    if posts == 1000:
        ok = taken <= SECONDS and peak <= MEGABYTES and solution.gap <= GAP
        line += f": {'ok' if ok else 'over'}"
    print(line, flush=True)
    for label, way in (("greedy", greedy), ("lsa", assignment), ("milp", milp)):
        began = time.process_time()
        met, promoted = way(task)
        behind = values["needs"] < met or (values["needs"] == met and values["promotion"] < promoted)
        print(
            f"{posts:5} {label:7} {met:5} met {promoted:5} promoted {time.process_time() - began:7.1f} s"
            f" plan is no worse: {'over' if behind else 'ok'}",
            flush=True,
        )


def main() -> None:
    if len(sys.argv) == 2:
        one(int(sys.argv[1]))
        return
    for size in map(int, sys.argv[1:]) if len(sys.argv) > 1 else SIZES:
        subprocess.run([sys.executable, "-m", "benchmarks.bench_plan", str(size)], check=False)


if __name__ == "__main__":
    main()
