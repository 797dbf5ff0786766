"""What was chosen → posts with their holders: who pairs with whom, and which need of a pool each takes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from qianyi.dossier.records import Placement
from qianyi.planning.kept import halves_of
from qianyi.planning.model import EARLY, LATE, WHOLE, Assignment
from qianyi.planning.solve import Solution
from qianyi.planning.task import CandidateKey, KeptGroup, PlanPerson, Task
from qianyi.policy.date_shift import ONE_DAY


class Holder(Struct, eq=False):
    """One row of the roster that comes out. `person`: the candidate, None for history of one who is none any more;
    `row`: the kept row."""

    name: str
    support: str
    recipient: str
    start: date
    end: date
    halves: frozenset[int]
    person: PlanPerson | None = None
    row: Placement | None = None

    @property
    def kept(self) -> bool:
        """Whether it is a row of `--keep`."""
        return self.row is not None

    @property
    def key(self) -> CandidateKey:
        """Support institution and name."""
        return self.support, self.name

    @property
    def half_release(self) -> bool:
        """半脱产, by the kept row where it says so."""
        if self.row is not None and self.row.has("release"):
            return self.row.half_release
        return self.person is not None and self.person.half_release


class PlannedPost(Struct, eq=False):
    """A post and who holds it. `need` is an index of the task's needs, None for kept rows that fit none."""

    need: int | None
    holders: list[Holder]
    met: bool
    number: int = 0
    why: str = ""
    """Why a post that somebody holds is not met."""


def place(task: Task, solution: Solution) -> list[PlannedPost]:
    """All posts, sorted by need (its row) and number; kept rows without a need come last."""
    posts: list[PlannedPost] = []
    by_pool: dict[int, list[Assignment]] = defaultdict(list)
    for move in solution.moves:
        by_pool[move.pool].append(move)
    for pool, moves in sorted(by_pool.items()):
        if not solution.model.pools[pool].kept:
            posts += _Pool(task, solution.model.pools[pool].needs, _years(moves)).posts()
    units: dict[int, list[KeptGroup]] = defaultdict(list)
    for number, index in solution.takes.items():
        units[index].append(task.units[number])
    for pool, group in enumerate(solution.model.pools):
        if group.kept:
            posts += _with_kept(task, group.needs[0], units[group.needs[0]], _years(by_pool.get(pool, [])))
    for number, unit in enumerate(task.units):
        if number not in solution.takes:
            posts.append(PlannedPost(None, _rows(task, unit), False, why="没有一条需求要他"))
    return _numbered(task, posts)


def _numbered(task: Task, posts: list[PlannedPost]) -> list[PlannedPost]:
    def order(post: PlannedPost) -> tuple[object, ...]:
        first = post.holders[0]
        number = 1 << 30 if post.need is None else task.needs[post.need].number
        return number, not any(h.kept for h in post.holders), first.support, first.name, first.start

    posts.sort(key=order)
    counts: dict[int | None, int] = defaultdict(int)
    for post in posts:
        counts[post.need] += 1
        post.number = counts[post.need]
    return posts


def _rows(task: Task, unit: KeptGroup) -> list[Holder]:
    people = {person.key: person for person in task.people}
    return [kept_holder(row, people.get((row.support or "", row.name)), task) for row in unit.rows]


def kept_holder(row: Placement, person: PlanPerson | None, task: Task) -> Holder:
    """A row of the roster that stays as it is."""
    assert row.start is not None
    assert row.end is not None
    return Holder(
        row.name, row.support or "", row.recipient or "", row.start, row.end, halves_of(row, task.rules), person, row
    )


def new_holder(task: Task, person: PlanPerson, recipient: str, kind: str) -> Holder:
    """Somebody new, with the dates of a whole, a first or a second half."""
    rules = task.rules
    start, end, halves = {
        WHOLE: (rules.begin, rules.end, rules.rest),
        EARLY: (rules.start, rules.middle - ONE_DAY, frozenset({1})),
        LATE: (rules.middle, rules.end, frozenset({2})),
    }[kind]
    return Holder(person.name, person.support, recipient, start, end, halves, person)


def _years(moves: Sequence[Assignment]) -> list[Assignment]:
    """Both halves of one person at one place are a year there; the halves that they left pair with each other."""
    halves: dict[tuple[int, int | None], set[str]] = defaultdict(set)
    for move in moves:
        halves[move.person, move.at].add(move.kind)
    years = {place for place, kinds in halves.items() if kinds >= {EARLY, LATE}}
    merged = [Assignment(person, moves[0].pool, at, WHOLE, None) for person, at in sorted(years, key=str)]
    return [*(move for move in moves if (move.person, move.at) not in years), *merged]


class _Pool:
    """Needs without kept rows: those drawn to a need go there, the others where there is room, evenly."""

    def __init__(self, task: Task, needs: Sequence[int], moves: Sequence[Assignment]) -> None:
        self.task, self.needs = task, needs
        self.left = {index: task.needs[index].wanted for index in needs}
        self.filled = dict.fromkeys(needs, 0)
        self.found: list[PlannedPost] = []
        self.moves = sorted(moves, key=lambda move: task.people[move.person].key)

    def posts(self) -> list[PlannedPost]:
        """The posts of all moves."""
        loose: list[tuple[tuple[int, str], ...]] = []
        for move in self.moves:
            if move.kind == WHOLE and move.at is not None:
                self._put(move.at, ((move.person, WHOLE),))
            elif move.kind == WHOLE:
                loose.append(((move.person, WHOLE),))
        for support in sorted({self.task.people[move.person].support for move in self.moves}):
            loose += self._pairs(support)
        for people in sorted(loose, key=lambda people: self.task.people[people[0][0]].key):
            self._put(self._roomiest(people), people)
        return self.found

    def _pairs(self, support: str) -> list[tuple[tuple[int, str], ...]]:
        """Pairs at a need of their own are put there; those that may go anywhere are returned."""
        halves: dict[tuple[str, int | None], list[int]] = defaultdict(list)
        for move in self.moves:
            if move.kind != WHOLE and self.task.people[move.person].support == support:
                halves[move.kind, move.at].append(move.person)
        first, second = halves[EARLY, None], halves[LATE, None]
        for index in self.needs:
            here, after = halves[EARLY, index], halves[LATE, index]
            while len(here) < len(after):
                here.append(first.pop(0))
            while len(after) < len(here):
                after.append(second.pop(0))
            for one, other in zip(here, after, strict=True):
                self._put(index, ((one, EARLY), (other, LATE)))
        return [((one, EARLY), (other, LATE)) for one, other in zip(first, second, strict=True)]

    def _roomiest(self, people: tuple[tuple[int, str], ...]) -> int:
        return min((index for index in self.needs if self.left[index]), key=lambda index: (self.filled[index], index))

    def _put(self, index: int, people: tuple[tuple[int, str], ...]) -> None:
        recipient = self.task.needs[index].recipient
        holders = [new_holder(self.task, self.task.people[number], recipient, kind) for number, kind in people]
        self.found.append(PlannedPost(index, holders, True))
        self.left[index] -= 1
        self.filled[index] += 1


def _with_kept(task: Task, index: int, units: Sequence[KeptGroup], moves: Sequence[Assignment]) -> list[PlannedPost]:
    """The posts of a need that kept rows take, an institution at a time."""
    posts = []
    supports = sorted({unit.place[1] for unit in units} | {task.people[move.person].support for move in moves})
    for support in supports:
        own = [unit for unit in units if unit.place[1] == support]
        new = {
            kind: [
                new_holder(task, task.people[move.person], task.needs[index].recipient, kind)
                for move in sorted(moves, key=lambda move: task.people[move.person].key)
                if move.kind == kind and task.people[move.person].support == support
            ]
            for kind in (WHOLE, EARLY, LATE)
        }
        posts += _one_support(task, index, own, new)
    return posts


def _one_support(task: Task, index: int, units: Sequence[KeptGroup], new: dict[str, list[Holder]]) -> list[PlannedPost]:
    rows = {kind: [_rows(task, unit) for unit in units if unit.kind == kind] for kind in ("head", "tail", "open")}
    posts = [
        PlannedPost(index, _rows(task, unit), unit.kind == "whole", why=unit.why)
        for unit in units
        if unit.kind in ("whole", "dead")
    ]
    firsts = [*new[EARLY], *(unit[0] for unit in rows["head"])]
    seconds = [*new[LATE], *(unit[0] for unit in rows["tail"])]
    whole = list(new[WHOLE])
    if task.rules.late and task.rules.begin == task.rules.middle:
        heads = {holder.key for holder in firsts}
        whole.sort(key=lambda holder: holder.key not in heads)  # who goes on behind themselves
        after = max(0, len(firsts) - len(seconds))
        seconds, whole = [*whole[:after], *seconds], whole[after:]
    pairs = _paired(firsts, seconds)
    posts += [PlannedPost(index, list(pair), True) for pair in pairs]
    paired = {id(holder) for pair in pairs for holder in pair}
    for alone in (holder for holder in (*firsts, *seconds) if id(holder) not in paired):
        half = "后半年" if 1 in alone.halves else "前半年"
        posts.append(PlannedPost(index, [alone], False, why=f"缺{half}的人"))
    for unit in rows["open"]:
        if whole:
            posts.append(PlannedPost(index, [*unit, whole.pop(0)], True))
        else:
            posts.append(PlannedPost(index, unit, False, why=f"{unit[-1].end} 以后没有人接替"))
    posts += [PlannedPost(index, [holder], True) for holder in whole]
    return posts


def _paired(firsts: list[Holder], seconds: list[Holder]) -> list[tuple[Holder, Holder]]:
    """As many pairs as there can be, everybody new in one (they stand first in both lists): who goes on behind
    themselves, then the same 专业, then by order."""
    left = {holder.key: holder for holder in seconds}
    own = [(one, left[one.key]) for one in firsts if one.key in left]
    pairs: list[tuple[Holder, Holder]] = []
    for pair in sorted(own, key=lambda pair: all(holder.kept for holder in pair)):
        if not all(holder.kept for holder in pair) or _room(firsts, seconds, [*pairs, pair]):
            pairs.append(pair)
    paired = {id(holder) for pair in pairs for holder in pair}
    many = min(len(firsts), len(seconds)) - len(pairs)
    ones = [holder for holder in firsts if id(holder) not in paired][:many]
    others = [holder for holder in seconds if id(holder) not in paired][:many]
    for one in list(ones):
        match = next((other for other in others if _specialty(other) == _specialty(one)), None)
        if match is not None:
            ones.remove(one)
            others.remove(match)
            pairs.append((one, match))
    return [*pairs, *zip(ones, others, strict=True)]


def _room(firsts: list[Holder], seconds: list[Holder], pairs: list[tuple[Holder, Holder]]) -> bool:
    """Whether everybody new still finds their other half beside these pairs."""
    paired = {id(holder) for pair in pairs for holder in pair}
    ones, others = ([holder for holder in group if id(holder) not in paired] for group in (firsts, seconds))
    return sum(not one.kept for one in ones) <= len(others) and sum(not other.kept for other in others) <= len(ones)


def _specialty(holder: Holder) -> str | None:
    if holder.row is not None and holder.row.specialty:
        return holder.row.specialty
    return holder.person.specialty if holder.person else None
