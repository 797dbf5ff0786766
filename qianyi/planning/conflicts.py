"""Why a need cannot be met: a smallest set of demands that cannot hold together, and the smallest change that mends it.

Each question is a model without a goal: the posts that the plan gives every pool, and one more for the one in want. A
demand is left out where what remains is still impossible; those that cannot be left out are the answer.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from msgspec import Struct
from msgspec.structs import replace

from qianyi.dossier.source import Cell
from qianyi.planning.model import Model, Pool, half_of, pools_of
from qianyi.planning.objective import PostCounts
from qianyi.planning.placing import PlannedPost
from qianyi.planning.relaxed import NEAR, Name, Relaxed
from qianyi.planning.stages import solver
from qianyi.planning.task import LEVEL_WORDS, YEAR, PlanPerson, QuotaBounds, Task

_LIMIT = 1.0
_FEW = 12
_EXACT = 1_500
"""Moves up to which every demand is asked for in whole people; beyond, the relaxation's answer is taken."""


class Because(Struct, frozen=True):
    """One demand of a set that cannot hold together."""

    text: str
    cells: tuple[Cell, ...] = ()


class Unmet(Struct, frozen=True):
    """A need in want: how many posts, why, and what would mend it."""

    need: int
    missing: int
    because: tuple[Because, ...]
    change: str


class Conflicts:
    """The needs in want of a plan."""

    def __init__(self, task: Task, posts: Sequence[PlannedPost]) -> None:
        self.task, self.posts, self.board = task, posts, PostCounts(task, posts)
        self.pools: list[Pool] = pools_of(task)
        self.pool_of = {index: pool for pool, group in enumerate(self.pools) for index in group.needs}
        self.met = [0] * len(task.needs)
        for post in posts:
            if post.met and post.need is not None:
                self.met[post.need] += 1
        wanting = {self.pool_of[index] for index in self._wanting() if index in self.pool_of}
        if wanting:
            self.relaxed = Relaxed(task, self.pools, sorted(wanting), self._excess())
        self._sets: dict[tuple[int, int], list[Name] | None] = {}

    def all(self) -> list[Unmet]:
        """Every need in want, by its row."""
        return [
            self._unmet(index) for index in sorted(self._wanting(), key=lambda index: self.task.needs[index].number)
        ]

    def _wanting(self) -> list[int]:
        return [index for index, need in enumerate(self.task.needs) if need.shut or self.met[index] < need.wanted]

    def _unmet(self, index: int) -> Unmet:
        need = self.task.needs[index]
        missing = need.wanted - self.met[index]
        if need.shut:
            cells = need.record.cells("count", "least_title", "specialty", "recipient")
            return Unmet(index, missing, (Because(f"需求第 {need.number} 条：{need.shut}", cells),), "改正这一格再排")
        stuck = [post for post in self.posts if post.need == index and not post.met]
        because = [Because(f"名单上保留的{post.holders[0].name}：{post.why}", _cells(post)) for post in stuck]
        if self.task.rules.late and missing > len(stuck):
            because.append(Because(f"从 {self.task.rules.begin} 起只能接替空出的岗位，以前没有人的岗位占不满全年"))
        if not self.task.rules.fresh:
            left = f"从 {self.task.rules.begin} 到活动结束不足 {self.task.rules.min_months} 个月，不能再派新人"
            because = [Because(left)] if not stuck else because
        if not self.task.rules.fresh or (self.task.rules.late and not stuck):
            change = "列入下一年度的需求" if self.task.units else "用 --keep 给出现在的名单，或去掉 --from"
            return Unmet(index, missing, (self._need(index), *because), change)
        names = self._clash(self.pool_of[index])
        reasons = [self._beside(index), *(self._words(name, index) for name in names or ())]
        if names is None:
            reasons.append(Because("和别的需求、名额合起来，合条件、能派的人不够（没有逐条缩小）"))
        return Unmet(
            index,
            missing,
            (self._need(index), *because, *(one for group in reasons for one in _list(group))),
            self._change(index, missing, names or []),
        )

    # Which demands clash -------------------------------------------------------------------------------------------

    def _reached(self, pool: int) -> int:
        return sum(self.met[index] for index in self.pools[pool].needs)

    def possible(self, demands: dict[int, int], drop: Iterable[Name] = (), task: Task | None = None) -> bool | None:
        """Whether the pools can be met so far; None where the limits leave it open."""
        from ortools.sat.python import cp_model

        model = Model(task or self.task, demands, frozenset(drop))
        if not isinstance(model.excess, int):
            model.cp.add(model.excess <= self._excess())
        status = solver(_LIMIT).solve(model.cp)
        if status in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return True
        return False if status == cp_model.INFEASIBLE else None

    def _excess(self) -> int:
        share = self.task.rules.share
        if share is None:
            return 0
        top, bottom = share.as_integer_ratio()
        return max(0, bottom * len(half_of(self.task)[0]) - top * sum(self.board.sent.values()), 0)

    def _clash(self, pool: int) -> list[Name] | None:
        """The demands beside the pool's own that cannot be left out; None where it was not found in the limits."""
        key = pool, self._reached(pool)
        if key not in self._sets:
            self._sets[key] = self._find(pool)
        return self._sets[key]

    def _find(self, pool: int) -> list[Name] | None:
        limits: list[Name] = [
            ("most", support) for support, quota in self.task.quotas.items() if quota.most is not None
        ]
        if self.task.rules.share is not None and any(person.half_release for person in self.task.people):
            limits.append(("share", ""))
        if self.task.needs[self.pools[pool].needs[0]].least:
            limits.append(("least", pool))
        wanted = self._reached(pool) + 1
        rivals = [other for other in range(len(self.pools)) if other != pool and self._reached(other)]
        reached = {other: self._reached(other) for other in range(len(self.pools))}
        everything = [*limits, *(("need", other) for other in rivals)]

        def loosely(names: Sequence[Name]) -> bool:
            return self.relaxed.clash(pool, wanted, names, reached) is not None

        def clash(names: Sequence[Name]) -> bool:
            kept = set(names)
            demands = {pool: wanted} | {other: reached[other] for other in rivals if ("need", other) in kept}
            return self.possible(demands, [name for name in limits if name not in kept]) is False

        exact = self.relaxed.moves <= _EXACT
        found = self.relaxed.clash(pool, wanted, everything, reached)
        if found is not None:
            found = _smallest(loosely, found)
            return _smallest(clash, found) if exact else found
        return _smallest(clash, everything) if exact and clash(everything) else None

    # In words ------------------------------------------------------------------------------------------------------

    def _need(self, index: int) -> Because:
        need = self.task.needs[index]
        text = f"需求第 {need.number} 条：{need.words}"
        fit = [p for p in self.task.people if need.admits(p.specialty, p.level, p.support)]
        able = [person for person in fit if person.free or person.served]
        away = [person for person in fit if not person.free and not person.served]
        text += f"；可派人员里合条件、能派的 {len(able)} 人" if able else "；可派人员里没有合条件、能派的人"
        if away:
            few = "、".join(f"{person.name}（{person.barred or person.shut}）" for person in away[:3])
            text += f"（另有 {len(away)} 人不能派：{few}{'等' if len(away) > 3 else ''}）"
        half = [person for person in able if person.free and person.free != YEAR]
        first, second = ({p.support for p in half if at in p.free} for at in (1, 2))
        if half and len(half) == len(able) and first.isdisjoint(second):
            text += "，都只能派半年，同一单位凑不成前后两半"
        cells = (*need.cells, *need.record.cells("least_title")) if need.least else need.cells
        return Because(text, (*cells, *(cell for person in away[:3] for cell in person.record.cells("barred"))))

    def _beside(self, index: int) -> list[Because]:
        """The needs of the same pool that are needed to want one post more than there can be: the fewest rows."""
        short = self._reached(self.pool_of[index]) + 1 - self.task.needs[index].wanted
        reasons = []
        for other in sorted(
            self.pools[self.pool_of[index]].needs, key=lambda i: (-self.met[i], self.task.needs[i].number)
        ):
            if short > 0 and other != index and self.met[other]:
                reasons.append(self._rival(other))
                short -= self.met[other]
        return reasons

    def _words(self, name: Name, index: int) -> Because | list[Because]:
        match name[0]:
            case "most":
                quota = self.task.quotas[name[1]]
                return Because(f"{name[1]}最多派 {quota.most} 人", quota.cells)
            case "share":
                share = self.task.rules.share
                assert share is not None
                return Because(f"半脱产的人不超过派驻总人数的 {share * 100:f}%".replace(".00%", "%"))
            case "least":
                need = self.task.needs[index]
                return Because(f"要{LEVEL_WORDS[need.least]}以上", need.record.cells("least_title"))
        return self._rivals(name[1])

    def _rivals(self, pool: int) -> list[Because]:
        return [self._rival(index) for index in self.pools[pool].needs if self.met[index]]

    def _rival(self, index: int) -> Because:
        need = self.task.needs[index]
        return Because(f"需求第 {need.number} 条：{need.words}（已安排 {self.met[index]} 人）", need.cells)

    # What would mend it --------------------------------------------------------------------------------------------

    def _change(self, index: int, missing: int, names: list[Name]) -> str:
        """The smallest change that lets the need be met with nothing else lost: one cell, else one more person."""
        pool = self.pool_of[index]
        demands = {other: self._reached(other) for other in range(len(self.pools)) if self._reached(other)}
        demands[pool] = self._reached(pool) + missing
        if self.relaxed.moves > _EXACT:
            quota = self._wider(pool, missing, names)
            if quota:
                return quota
        else:
            for text, task, drop in self._changes(index, missing, names):
                if self.possible(demands, drop, task):
                    return text
        need = self.task.needs[index]
        level = f"、{LEVEL_WORDS[need.least]}以上" if need.least else ""
        return f"再找 {missing} 名{need.specialty or '不限专业'}{level}、全年能派的人，或把人数减到 {self.met[index]}"

    def _wider(self, pool: int, missing: int, names: list[Name]) -> str:
        """A quota that would have to be wider, by the relaxation; "" where no single one would do."""
        reached = {other: self._reached(other) for other in range(len(self.pools))}
        everything = [name for name in self.relaxed.rows if name != ("need", pool)]
        for name in names:
            if name[0] == "most":
                quota = self.task.quotas[name[1]]
                more = max(quota.most or 0, self.board.sent[name[1]]) + missing
                far, _ = self.relaxed.reach(pool, everything, reached, {name: missing})
                if far >= reached[pool] + missing - NEAR:
                    return f"把{name[1]}的最多人数由 {quota.most} 改为 {more}"
        return ""

    def _changes(self, index: int, missing: int, names: list[Name]) -> Iterable[tuple[str, Task | None, list[Name]]]:
        task, need = self.task, self.task.needs[index]
        for name in names:
            if name[0] == "most":
                quota = task.quotas[name[1]]
                assert quota.most is not None
                more = max(quota.most, self.board.sent[name[1]]) + missing
                changed = {**task.quotas, name[1]: QuotaBounds(name[1], quota.least, more)}
                yield f"把{name[1]}的最多人数由 {quota.most} 改为 {more}", replace(task, quotas=changed), []
        fit = [p for p in task.people if need.admits(p.specialty, p.level, p.support)]
        for person in [p for p in fit if not p.free and not p.served and not p.shut][:3]:
            if missing == 1:
                yield f"让{person.support}的{person.name}能派（现写着：{person.barred}）", None, [("bar", *person.key)]
        for person in [p for p in fit if p.free and p.halves != YEAR][:3]:
            people = [_all_year(p) if p is person else p for p in task.people]
            yield f"让{person.support}的{person.name}能派全年", replace(task, people=people), []
        if ("least", self.pool_of[index]) in names:
            yield f"把最低职称{LEVEL_WORDS[need.least]}放宽", None, [("least", self.pool_of[index])]


def _all_year(person: PlanPerson) -> PlanPerson:
    return replace(person, halves=YEAR)


def _cells(post: PlannedPost) -> tuple[Cell, ...]:
    return tuple(cell for holder in post.holders if holder.row is not None for cell in holder.row.cells("name"))


def _list(group: Because | list[Because]) -> list[Because]:
    return group if isinstance(group, list) else [group]


def _smallest(clash: Callable[[Sequence[Name]], bool], names: Sequence[Name]) -> list[Name]:
    """Of names that clash a set of which none can be left out: of many, halves are left out first, then one by one."""
    names = list(names)
    size = len(names) if len(names) > _FEW else 1
    while size >= 1:
        start = 0
        while start < len(names):
            rest = names[:start] + names[start + size :]
            if clash(rest):
                names = rest
            else:
                start += size
        size //= 2
    return names
