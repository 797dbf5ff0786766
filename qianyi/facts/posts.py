"""岗位: who holds which post, by the 岗位 column or by pairing halves."""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.records import Placement
from qianyi.policy.date_shift import ONE_DAY

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Post(Struct, eq=False):
    """One post and its holders in order of time. `named`: told by the 岗位 column. `special`: the special project's
    words where one is named (T207), else None."""

    recipient: str
    support: str
    number: int
    holders: list[Placement]
    named: bool = False
    special: str | None = None

    @property
    def label(self) -> str:
        """The post in words: 「甲卫生院（县医院派）第 2 岗」."""
        number = f"“{self.holders[0].post}”岗" if self.named else f"第 {self.number} 岗"
        return f"{self.recipient}（{self.support}派）{number}"


def special_project(placement: Placement, facts: Facts) -> str | None:
    """The word of a special project (policy words `special`) that 专项 or 备注 names, None where none does."""
    if not placement.special and not placement.remark:
        return None
    text = f"{placement.special or ''} {''.join((placement.remark or '').split())}"  # a line may break anywhere
    for words in facts.policy.words.get("special", {}).values():
        for word in words:
            if word in text:
                return word
    return None


def find_posts(facts: Facts) -> list[Post]:
    """Posts in roster order (of their first holder)."""
    blocks: dict[tuple[str, str], list[Placement]] = defaultdict(list)
    for placement in facts.dossier.placements:
        blocks[placement.recipient or "", placement.support or ""].append(placement)
    posts: list[Post] = []
    for (recipient, support), block in blocks.items():
        for number, (is_named, holders) in enumerate(chains_of(block), 1):
            holders.sort(key=lambda placement: (placement.start or date.max, placement.order))
            special = next((word for p in holders if (word := special_project(p, facts))), None)
            posts.append(Post(recipient, support, number, holders, is_named, special))
    posts.sort(key=lambda post: _first(post.holders))
    return posts


def chains_of(block: list[Placement]) -> list[tuple[bool, list[Placement]]]:
    """The posts of one recipient and support institution: whether 岗位 names it, and who holds it."""
    if len(block) == 1:
        return [(bool(block[0].post), block)]
    named: dict[str, list[Placement]] = defaultdict(list)
    for placement in block:
        if placement.post:
            named[placement.post].append(placement)
    chains = _chains([placement for placement in block if not placement.post])
    groups = [*((True, holders) for holders in named.values()), *((False, holders) for holders in chains)]
    return sorted(groups, key=lambda group: _first(group[1]))


def _first(holders: list[Placement]) -> int:
    """Where on the rosters the first of them stands."""
    return holders[0].order if len(holders) == 1 else min(placement.order for placement in holders)


def _chains(block: list[Placement]) -> list[list[Placement]]:
    """Join placements where one starts the day after another ends: halves in words and dated ones alike."""
    if len(block) < 2:
        return [[placement] for placement in block]
    chains = [[placement] for placement in block if placement.start is None or placement.end is None]
    starting: dict[date, list[Placement]] = defaultdict(list)
    for placement in block:
        if placement.start is not None and placement.end is not None:
            starting[placement.start].append(placement)
    ending: dict[date, list[list[Placement]]] = defaultdict(list)
    for start in sorted(starting):
        before = ending.pop(start - ONE_DAY, [])
        before.sort(key=lambda chain: chain[-1].order)
        joined = {id(after): chain for chain, after in _pairs(before, starting[start])}
        for placement in starting[start]:
            chain = joined.get(id(placement))
            if chain is None:
                chain = []
                chains.append(chain)
            chain.append(placement)
            assert placement.end is not None
            ending[placement.end].append(chain)
    return chains


def _pairs(before: list[list[Placement]], after: list[Placement]) -> Iterator[tuple[list[Placement], Placement]]:
    """Pair chains with successors: same 专业 first, then by order."""
    waiting: dict[str, deque[Placement]] = defaultdict(deque)
    for placement in after:
        if placement.specialty:
            waiting[placement.specialty].append(placement)
    alone, taken = [], set()
    for chain in before:
        same = waiting.get(chain[-1].specialty or "")
        if same:
            taken.add(id(same[0]))
            yield chain, same.popleft()
        else:
            alone.append(chain)
    yield from zip(alone, (p for p in after if id(p) not in taken), strict=False)
