"""The rows of a plan's roster, in the order in which they are printed."""

from __future__ import annotations

from msgspec import Struct

from qianyi.output.words import PERIOD, Period
from qianyi.planning import Plan
from qianyi.planning.placing import Holder, PlannedPost

HALVES_HELD: dict[frozenset[int], Period] = {
    frozenset({1, 2}): PERIOD["year"],
    frozenset({1}): PERIOD["first"],
    frozenset({2}): PERIOD["second"],
}
GOALS = {
    "priority": "重点需求的岗位",
    "needs": "满足的岗位",
    "minimum": "离各单位最少人数还差",
    "promotion": "派出的晋升职称人员",
    "wish": "合本人意愿",
    "hardship": "副高以上到艰苦边远单位",
    "continuity": "接着去年的单位",
    "rotation": "两人轮换的岗位",
    "fair": "各单位派人最多与最少之差",
}
OBJECTIVE_UNITS = {"priority": "个", "needs": "个", "minimum": "人", "promotion": "人", "rotation": "个", "fair": "人"}
PROBLEM_KINDS = {
    "candidate-twice": "重复的人",
    "kept-unavailable": "没有保留",
    "quota-below-kept": "名额已超",
    "quota-impossible": "名额矛盾",
    "unknown-speciality": "没有这个专业",
    "bad-value": "读不懂",
}


class PlanRow(Struct, frozen=True):
    """One person at one post."""

    post: PlannedPost
    holder: Holder

    @property
    def period(self) -> Period:
        """一年, 前半年 or 后半年."""
        return HALVES_HELD.get(self.holder.halves, PERIOD["year"])

    @property
    def specialty(self) -> str | None:
        """专业, the kept row's before the candidate's."""
        return self.own("specialty")

    @property
    def title(self) -> str | None:
        """专业技术职称."""
        return self.own("title")

    def own(self, field: str) -> str | None:
        """A text of the kept row, else of the candidate."""
        holder = self.holder
        found = getattr(holder.row, field, None) if holder.row is not None else None
        if found is None and holder.person is not None:
            found = getattr(holder.person.record, field, None)
        return None if found is None else str(found)


def roster_rows(plan: Plan) -> list[PlanRow]:
    """All rows: recipients in the order of the needs, an institution's people together, a post's first half first."""
    places: dict[str, int] = {}
    for need in sorted(plan.task.needs, key=lambda need: need.number):
        places.setdefault(need.recipient, len(places))
    rows = [PlanRow(post, holder) for post in plan.posts for holder in sorted(post.holders, key=lambda h: h.start)]
    order = {id(post): number for number, post in enumerate(plan.posts)}

    def place(row: PlanRow) -> tuple[object, ...]:
        recipient = row.holder.recipient
        return places.get(recipient, 1 << 30), recipient, row.holder.support, order[id(row.post)], row.holder.start

    return sorted(rows, key=place)
