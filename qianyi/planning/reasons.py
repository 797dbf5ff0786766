"""Why this one, who would be next and at what cost, and why others stay: everybody else left where they are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from msgspec import Struct

from qianyi.planning.model import EARLY, LATE, WHOLE
from qianyi.planning.objective import GoalChange, PostCounts
from qianyi.planning.placing import Holder, PlannedPost, new_holder
from qianyi.planning.task import EXPERT, LEVEL_WORDS, YEAR, CandidateKey, Demand, PlanPerson, Task

_KIND = {frozenset({1}): EARLY, frozenset({2}): LATE}


class Reason(Struct, frozen=True):
    """Why a post's holders hold it, the next best (None: nobody else could) and what they would have cost."""

    why: str
    next_best: str | None
    next_cost: str


class Unsent(Struct, frozen=True):
    """Why somebody is not sent."""

    person: PlanPerson
    why: str


_Option = tuple[tuple[object, ...], list[Holder], GoalChange]
"""What it is sorted by, who would come, what would change."""


class Reasons:
    """The reasons of a plan."""

    def __init__(self, task: Task, posts: list[PlannedPost]) -> None:
        self.task, self.posts, self.board = task, posts, PostCounts(task, posts)
        self.busy: dict[CandidateKey, set[int]] = defaultdict(set)
        for post in posts:
            for holder in post.holders:
                self.busy[holder.key] |= holder.halves
        self.idle = [person for person in task.people if person.free and person.key not in self.busy]
        self._by_specialty: dict[str | None, list[PlanPerson]] = defaultdict(list)
        for person in task.people:
            if person.free - self.busy.get(person.key, set()):
                self._by_specialty[person.specialty].append(person)
        self.best_swap: dict[CandidateKey, tuple[tuple[int, ...], list[Holder], GoalChange]] = {}
        """Of everybody who stays: the swap that would cost least, with those in whose place they would come."""
        self.by_post = {id(post): self._post(post) for post in posts}

    def _fitting(self, need: Demand) -> Iterator[PlanPerson]:
        """Who might hold a post of a need beside those who do."""
        groups = self._by_specialty.values() if need.specialty is None else [self._by_specialty[need.specialty]]
        for group in groups:
            for person in group:
                if need.admits(person.specialty, person.level, person.support):
                    yield person

    def _free(self, person: PlanPerson, halves: frozenset[int]) -> bool:
        return halves <= person.free - self.busy.get(person.key, set())

    def _post(self, post: PlannedPost) -> Reason:
        if post.need is None:
            return Reason("名单上保留的，没有一条需求要他", None, "保留的不改")
        need = self.task.needs[post.need]
        new = [holder for holder in post.holders if not holder.kept]
        if not new:
            return Reason("名单上保留的，照原样" + (f"；{post.why}" if post.why else ""), None, "保留的不改")
        found = min(self._others(post, need, new), key=lambda option: option[0], default=None)
        why = "；".join(self._merits(holder, need) for holder in post.holders)
        if found is None:
            return Reason(why, None, "没有别人可以换：别的合条件的人都已派出，或受名额、半脱产比例所限")
        return Reason(why, "、".join(dict.fromkeys(holder.name for holder in found[1])), found[2].words)

    def _others(self, post: PlannedPost, need: Demand, new: list[Holder]) -> Iterator[_Option]:
        """Everybody who could stand in: one for one, one for both, or two of one institution for one."""
        pairs = len(post.holders) == 1 and new[0].halves == YEAR and self.task.rules.halves and not self.task.rules.late
        halves: dict[tuple[str, int], list[tuple[tuple[object, ...], Holder]]] = defaultdict(list)
        for person in self._fitting(need):
            yield from self._one_for_one(post, new, person)
            if len(new) == 2 and self._free(person, YEAR) and not self.task.rules.late:
                turns = len({holder.key for holder in post.holders}) > 1
                yield from self._option(post, new, [(person, WHOLE)], -int(turns))
            for half in (1, 2) if pairs else ():
                if self._free(person, frozenset({half})):
                    halves[person.support, half].append(self._half(person, need, half))
        for support, half in sorted(halves):
            if half == 1 and (support, 2) in halves:
                yield from self._two_for_one(post, new, halves[support, 1], halves[support, 2])

    def _one_for_one(self, post: PlannedPost, new: list[Holder], person: PlanPerson) -> Iterator[_Option]:
        rules = self.task.rules
        for old in new:
            partner = [holder for holder in post.holders if holder is not old]
            if partner and person.support != partner[0].support:
                continue
            if self._free(person, old.halves):
                kind = WHOLE if old.start == rules.begin and rules.late else _KIND.get(old.halves, WHOLE)
                after = {holder.key for holder in partner} | {person.key}
                turns = int(len(after) > 1) - int(len({holder.key for holder in post.holders}) > 1)
                yield from self._option(post, [old], [(person, kind)], turns)

    def _half(self, person: PlanPerson, need: Demand, half: int) -> tuple[tuple[object, ...], Holder]:
        """Half a year at a need, with what it is sorted by."""
        holder = new_holder(self.task, person, need.recipient, EARLY if half == 1 else LATE)
        worth = self.task.worth(person, need.recipient)
        points = sum(self.task.weights[name] * value for name, value in worth.items())
        return (-person.promotion, -points, person.name), holder

    def _two_for_one(
        self,
        post: PlannedPost,
        new: list[Holder],
        early: list[tuple[tuple[object, ...], Holder]],
        late: list[tuple[tuple[object, ...], Holder]],
    ) -> Iterator[_Option]:
        """The best of each half of one institution."""
        first = min(early, key=lambda item: item[0])[1]
        others = [item for item in late if item[1].key != first.key]
        if others and first.person:
            second = min(others, key=lambda item: item[0])[1]
            assert second.person is not None
            yield from self._option(post, new, [(first.person, EARLY), (second.person, LATE)], 1)

    def _option(
        self, post: PlannedPost, old: list[Holder], people: list[tuple[PlanPerson, str]], turns: int
    ) -> Iterator[_Option]:
        """The swap, where it can be."""
        recipient = post.holders[0].recipient
        into = [new_holder(self.task, person, recipient, kind) for person, kind in people]
        change = self.board.swap(old, into, turns)
        if change is None:
            return
        for holder in into:
            if holder.key not in self.busy and (
                holder.key not in self.best_swap or change.rank < self.best_swap[holder.key][0]
            ):
                self.best_swap[holder.key] = (change.rank, old, change)
        yield (*change.rank, tuple(holder.key for holder in into)), into, change

    def _merits(self, holder: Holder, need: Demand) -> str:
        person = holder.person
        if holder.kept or person is None:
            return f"{holder.name}：名单上保留的"
        said = [f"{person.specialty or '专业未写'}、{person.title or '职称未写'}"]
        if need.least:
            said[0] += f"（要{LEVEL_WORDS[need.least]}以上）"
        if person.promotion:
            said.append("晋升职称的优先")
        worth = self.task.worth(person, need.recipient)
        if worth["wish"]:
            said.append("本人愿意去")
        if worth["hardship"]:
            said.append(f"{LEVEL_WORDS[max(person.level, EXPERT)]}到艰苦边远单位")
        if worth["continuity"]:
            said.append("去年就在这里")
        quota = self.task.quotas.get(person.support)
        if quota is not None and quota.least and self.board.sent[person.support] <= quota.least:
            said.append(f"{person.support}最少要派 {quota.least} 人")
        return f"{person.name}：{'，'.join(said)}"

    # Who stays -----------------------------------------------------------------------------------------------------

    def unsent(self) -> list[Unsent]:
        """Everybody who is not sent, with the reason; sorted."""
        return [Unsent(person, self._stays(person)) for person in self.task.people if person.key not in self.busy]

    def _stays(self, person: PlanPerson) -> str:
        if person.barred:
            return f"不能派：{person.barred}" if person.key not in self.task.without else person.barred
        if person.shut:
            return person.shut
        wanted = [need for need in self.task.needs if need.shut is None and need.wanted]
        same = [need for need in wanted if need.specialty in (None, person.specialty)]
        if not same:
            return f"没有需求要{person.specialty or '没有写专业的人'}"
        fitting = [need for need in same if need.admits(person.specialty, person.level, person.support)]
        if not fitting:
            if all(need.recipient == person.support for need in same):
                return "要这个专业的只有他自己的单位"
            least = min(need.least for need in same)
            return f"要{person.specialty}的都要{LEVEL_WORDS.get(least, '更高')}以上，他是{person.title or '职称未写'}"
        if not self.task.rules.fresh:
            return f"从 {self.task.rules.begin} 到活动结束不足 {self.task.rules.min_months} 个月，不能再派新人"
        if person.free < self.task.rules.rest and self.task.rules.late:
            return f"从 {self.task.rules.begin} 起要派到活动结束，他只能派{person.record.span or '半年'}"
        swap = self.best_swap.get(person.key)
        if swap is not None:
            names = "、".join(dict.fromkeys(holder.name for holder in swap[1]))
            return f"最接近的是到{swap[1][0].recipient}换下{names}：{swap[2].words}"
        return self._limited(person)

    def _limited(self, person: PlanPerson) -> str:
        quota = self.task.quotas.get(person.support)
        if quota is not None and quota.most is not None and self.board.sent[person.support] >= quota.most:
            return f"{person.support}的名额 {quota.most} 人已满"
        if person.half_release:
            return "半脱产的人数已到上限"
        if person.free != YEAR:
            other = "后半年" if 1 in person.free else "前半年"
            return f"只能派半年，{person.support}没有合适的人接{other}"
        if self.task.rules.late:
            return f"从 {self.task.rules.begin} 起只能接替本单位空出的岗位，没有他能接的"
        return "合条件的岗位都由别人占着，换上他要动别的岗位"

    def about(self, key: CandidateKey) -> tuple[bool, str]:
        """Whether a candidate is sent, and why or why not."""
        person = next(person for person in self.task.people if person.key == key)
        said: list[str] = []
        for post in self.posts:
            if any(holder.key == key for holder in post.holders):
                reason = self.by_post[id(post)]
                after = f"其次是{reason.next_best}：{reason.next_cost}" if reason.next_best else reason.next_cost
                place = post.holders[0].recipient
                said.append(f"{person.support}的{person.name}派到{place}：{reason.why}。{after}")
        return bool(said), "；".join(said) or f"{person.support}的{person.name}没有派：{self._stays(person)}"
