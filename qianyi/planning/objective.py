"""What a set of posts is worth, counted from the posts themselves: the goals' values, and what a swap would change."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import chain

from msgspec import Struct

from qianyi.planning.placing import Holder, PlannedPost
from qianyi.planning.task import CandidateKey, Task

LOSSES = frozenset({"minimum", "rotation", "fair"})
"""Goals of which less is better."""
SOFT = ("wish", "hardship", "continuity", "rotation", "fair")


class PostCounts:
    """Posts with the counts that swaps need."""

    def __init__(self, task: Task, posts: Sequence[PlannedPost]) -> None:
        self.task, self.posts = task, posts
        self.times: Counter[CandidateKey] = Counter(holder.key for post in posts for holder in post.holders)
        self.sent: Counter[str] = Counter(support for support, _ in self.times)
        self.half = len({holder.key for post in posts for holder in post.holders if holder.half_release})
        self.unquoted = task.unquoted()
        self.promoted = {person.key for person in task.people if person.promotion}
        self.spread = self._spread(self.sent)

    def values(self) -> dict[str, int]:
        """Every goal's value."""
        met = [post for post in self.posts if post.met and post.need is not None]
        needs = self.task.needs
        found = {
            "priority": sum(needs[post.need].priority for post in met if post.need is not None),
            "needs": len(met),
            "minimum": self._short(self.sent),
            "promotion": sum(key in self.promoted for key in self.times),
            "rotation": sum(self._turns(post.holders) for post in self.posts),
            "fair": self.spread,
        }
        return found | self._worth(chain.from_iterable(post.holders for post in self.posts))

    def _worth(self, holders: Iterable[Holder]) -> dict[str, int]:
        found = dict.fromkeys(("wish", "hardship", "continuity"), 0)
        for holder in holders:
            if holder.person is not None:
                for name, worth in self.task.worth(holder.person, holder.recipient).items():
                    found[name] += worth * len(holder.halves)
        return found

    def _short(self, sent: Counter[str]) -> int:
        return sum(max(0, quota.least - sent[support]) for support, quota in self.task.quotas.items() if quota.least)

    def _spread(self, sent: Counter[str]) -> int:
        counts = [sent[support] for support in self.unquoted]
        return max(counts) - min(counts) if len(counts) > 1 else 0

    def _turns(self, holders: Sequence[Holder]) -> int:
        return int(len({holder.key for holder in holders}) > 1)

    def swap(self, out: Sequence[Holder], into: Sequence[Holder], turns: int) -> GoalChange | None:
        """What changes where `into` stand in for `out` and `turns` more posts are held by two; None where a rule or a
        quota forbids it."""
        gone = {holder.key for holder in out if self.times[holder.key] == 1}
        new = {holder.key for holder in into if not self.times[holder.key]}
        sent = self.sent.copy()
        sent.subtract(support for support, _ in gone)
        sent.update(support for support, _ in new)
        for support, _ in new:
            quota = self.task.quotas.get(support)
            if quota is not None and quota.most is not None and sent[support] > max(quota.most, self.sent[support]):
                return None
        half = self.half - len({holder.key for holder in out if holder.half_release} & gone)
        half += len({holder.key for holder in into if holder.half_release} & new)
        if half > self.half or len(gone) > len(new):
            share, persons = self.task.rules.share, sum(sent.values())
            if self.task.rules.share_of_posts:
                persons = sum(post.met for post in self.posts)
            if half and (share is None or half > share * persons):
                return None
        before, after = self._worth(out), self._worth(into)
        changes = {name: after[name] - before[name] for name in before}
        changes["minimum"] = self._short(sent) - self._short(self.sent)
        changes["promotion"] = len(new & self.promoted) - len(gone & self.promoted)
        changes["rotation"] = turns
        supports = {support for support, _ in gone ^ new}
        changes["fair"] = 0 if supports.isdisjoint(self.unquoted) else self._spread(sent) - self.spread
        return GoalChange(changes, self.task.order, self.task.weights)


_WORDS = {
    "minimum": ("离各单位的最少人数", "人"),
    "promotion": ("晋升职称的", "人"),
    "wish": ("合意愿的", "个半年"),
    "hardship": ("副高以上到艰苦边远单位的", "个半年"),
    "continuity": ("接着去年单位的", "个半年"),
    "rotation": ("两人轮换的岗位", "个"),
    "fair": ("派人最多与最少的单位相差", "人"),
}


class GoalChange(Struct, frozen=True):
    """What a swap changes, goal by goal."""

    by: dict[str, int]
    order: tuple[str, ...]
    weights: dict[str, int]

    @property
    def points(self) -> int:
        """What the weighted sum loses (below 0: gains)."""
        return sum((1 if name in LOSSES else -1) * self.weights[name] * self.by[name] for name in SOFT)

    @property
    def rank(self) -> tuple[int, ...]:
        """Sorts: what costs least first."""
        goals = [(1 if name in LOSSES else -1) * self.by.get(name, 0) for name in self.order]
        return (*goals, self.points)

    @property
    def words(self) -> str:
        """The cost in words."""
        said = []
        for name, (what, unit) in _WORDS.items():
            by = self.by[name]
            if by and (name in self.order or self.weights[name]):
                said.append(f"{what}{'多' if by > 0 else '少'} {abs(by)} {unit}")
        if not said:
            return "各项目标都一样，同等的按单位、姓名排"
        points = f"（合计 {'少' if self.points > 0 else '多'} {abs(self.points)} 分）" if self.points else ""
        return "，".join(said) + points
