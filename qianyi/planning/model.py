"""The task as a CP-SAT model: who goes where in which half, and what may not be.

Needs that ask for the same and are worth the same to everybody are one *pool*; a person goes to a pool, or to one need
of it that they wish for or come back to (`at`). Thousands of posts stay some tens of thousands of variables so, and
which post of a pool somebody takes is settled afterwards (`placing`). A need that kept rows may take is its own pool.
Everything is added in sorted order: the same task gives the same model.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from msgspec import Struct

from qianyi.planning.task import FIRST, SECOND, CandidateKey, PlanPerson, Task

Sum = Any
"""A linear expression of CP-SAT, or a number."""
WHOLE, EARLY, LATE = "whole", "first", "second"


class Pool(Struct, eq=False):
    """Needs that are alike; `needs` are indices, sorted. `kept`: kept rows may take its one need."""

    needs: tuple[int, ...]
    priority: bool
    hardship: bool
    kept: bool = False


class Assignment(Struct, eq=False):
    """A person may go to a pool (`at` None) or to one need of it; `kind`: whole, first or second."""

    person: int
    pool: int
    at: int | None
    kind: str
    flag: Any


def pools_of(task: Task) -> list[Pool]:
    """The pools of a task, in the order of their first need."""
    supports = {person.support for person in task.people}
    touched = {index for unit in task.units for index in unit.needs}
    groups: dict[tuple[Any, ...], list[int]] = defaultdict(list)
    for index, need in enumerate(task.needs):
        if need.wanted and need.shut is None:
            own = need.recipient if need.recipient in supports else ""
            key = need.specialty, need.least, need.priority, need.recipient in task.hardship, own
            groups[(*key, index if index in touched else -1)].append(index)
    return [
        Pool(tuple(indices), task.needs[indices[0]].priority, key[3], key[-1] >= 0) for key, indices in groups.items()
    ]


class Model:
    """The constraints of a task, with the measures of its goals.

    `demands` (pool → posts) makes a question of it: can these be met? Pools not named are left out, and so is what
    `drop` names: ("most", support), ("least", pool), ("share", ""), and ("bar", support, name) lets somebody be sent.
    """

    def __init__(
        self, task: Task, demands: Mapping[int, int] | None = None, drop: frozenset[tuple[Any, ...]] = frozenset()
    ) -> None:
        from ortools.sat.python import cp_model

        self.task, self.drop = task, drop
        self.cp = cp_model.CpModel()
        self.pools = pools_of(task)
        self.active = range(len(self.pools)) if demands is None else sorted(demands)
        self.moves: list[Assignment] = []
        self.takes: dict[tuple[int, int], Any] = {}
        """(index of the unit, index of the need) → variable."""
        self.met: dict[int, Sum] = {}
        self.pairs: list[Sum] = []
        self.halves_alone: list[Sum] = []
        """Kept halves that take a post and have no other half."""
        self._groups: dict[tuple[int, str], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        """(pool, support) → flags by kind of move or of kept unit."""
        self._at: dict[tuple[int, int], dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        """(need, …) flags of those who go to just this need, by kind; halves by support."""
        self._units()
        self._people()
        for pool in self.active:
            self._posts(pool)
            if demands is not None:
                self.cp.add(self.met[pool] >= demands[pool])
        self.sent: dict[int, Any] = {}
        self._sent()
        self._bounds()

    def flag(self, name: str) -> Any:
        """A new 0-1 variable."""
        return self.cp.new_bool_var(name)

    def number(self, most: int, name: str) -> Any:
        """A new whole number from 0 to `most`."""
        return self.cp.new_int_var(0, most, name)

    # Who may go where ----------------------------------------------------------------------------------------------

    def _units(self) -> None:
        own = {self.pools[pool].needs[0]: pool for pool in self.active if self.pools[pool].kept}
        for number, unit in enumerate(self.task.units):
            flags = []
            for index in unit.needs:
                if index in own:
                    self.takes[number, index] = flag = self.flag(f"t{number}_{index}")
                    self._groups[own[index], unit.place[1]]["stays" if unit.kind == "whole" else unit.kind].append(flag)
                    flags.append(flag)
            if len(flags) > 1:
                self.cp.add_at_most_one(flags)

    def _people(self) -> None:
        """The moves of everybody who is new, and that nobody holds two posts at a time."""
        wanted: dict[str | None, list[int]] = defaultdict(list)
        for pool in self.active:
            wanted[self.task.needs[self.pools[pool].needs[0]].specialty].append(pool)
        for number, person in enumerate(self.task.people):
            free = person.halves - person.served if ("bar", *person.key) in self.drop else person.free
            if not free:
                continue
            for pool in sorted({*wanted.get(person.specialty, ()), *wanted.get(None, ())}):
                least = 0 if ("least", pool) in self.drop else None
                if self.task.needs[self.pools[pool].needs[0]].admits(
                    person.specialty, person.level, person.support, least
                ):
                    self._moves(number, person, pool, free)

    def _moves(self, number: int, person: PlanPerson, pool: int, free: frozenset[int]) -> None:
        rules, group = self.task.rules, self._groups[pool, person.support]
        second = rules.halves and rules.begin < rules.middle and (not rules.late or group["head"])
        places: list[int | None] = [None]
        if len(self.pools[pool].needs) > 1:
            places += [index for index in self.pools[pool].needs if self._drawn(person, index)]
        for at in places:
            kinds = []
            if free >= rules.rest and rules.fresh and (not rules.late or self._left(group)):
                kinds.append(WHOLE)
            if rules.halves and not rules.late and free >= FIRST:
                kinds.append(EARLY)
            if second and free >= SECOND:
                kinds.append(LATE)
            for kind in kinds:
                flag = self.flag(f"{kind[0]}{number}_{pool}_{at}")
                self.moves.append(Assignment(number, pool, at, kind, flag))
                group[kind].append(flag)
                if at is not None:
                    self._at[pool, at][kind if kind == WHOLE else f"{kind} {person.support}"].append(flag)

    def _left(self, group: dict[str, list[Any]]) -> bool:
        """Whether somebody of an institution left a post that one who begins now can go on with: one that nobody held
        before is not held the whole campaign."""
        return bool(group["open"] or (group["head"] and self.task.rules.begin == self.task.rules.middle))

    def _drawn(self, person: PlanPerson, index: int) -> bool:
        worth = self.task.worth(person, self.task.needs[index].recipient)
        return bool(worth["wish"] or worth["continuity"])

    # Posts ---------------------------------------------------------------------------------------------------------

    def _posts(self, pool: int) -> None:
        """How many posts of a pool are held whole, by two, or in part; together no more than are wanted."""
        met: list[Sum] = []
        taken: list[Sum] = []
        for support in sorted(support for at, support in self._groups if at == pool):
            group = self._groups[pool, support]
            met.append(sum(group["stays"]))
            taken.append(sum(group["stays"]) + sum(group["dead"]))
            if group["head"] or group["tail"] or group["open"]:
                ready, partly = self._with_kept(pool, support, group)
                met.append(ready)
                taken.append(ready + partly)
                continue
            whole, first, second = sum(group[WHOLE]), sum(group[EARLY]), sum(group[LATE])
            if group[EARLY] or group[LATE]:
                self.cp.add(first == second)
                self.pairs.append(first)
                self._meet(pool, support, first)
            met.append(whole + first)
            taken.append(whole + first)
        self.met[pool] = sum(met)
        if taken:
            self.cp.add(sum(taken) <= sum(self.task.needs[index].wanted for index in self.pools[pool].needs))
        self._rooms(pool)

    def _meet(self, pool: int, support: str, pairs: Sum) -> None:
        """Halves that go to a need of their own find their other half there: it is one of the pool's pairs."""
        rooms = []
        for index in self.pools[pool].needs:
            if (pool, index) not in self._at:
                continue
            here = self._at[pool, index]
            first, second = here.get(f"{EARLY} {support}", []), here.get(f"{LATE} {support}", [])
            if first or second:
                room = self.number(self.task.needs[index].wanted, f"m{index}_{support}")
                self.cp.add(room >= sum(first))
                self.cp.add(room >= sum(second))
                here["pairs"].append(room)
                rooms.append(room)
        if rooms:
            self.cp.add(sum(rooms) <= pairs)

    def _rooms(self, pool: int) -> None:
        for index in self.pools[pool].needs:
            if (pool, index) in self._at:
                here = self._at[pool, index]
                self.cp.add(sum(here[WHOLE]) + sum(here["pairs"]) <= self.task.needs[index].wanted)

    def _with_kept(self, pool: int, support: str, group: dict[str, list[Any]]) -> tuple[Sum, Sum]:
        """Posts met, and posts that a kept row holds in part, where kept rows wait for their other half."""
        rules, most = self.task.rules, self.task.needs[self.pools[pool].needs[0]].wanted
        whole, first, second = sum(group[WHOLE]), sum(group[EARLY]), sum(group[LATE])
        heads, tails, open_ = sum(group["head"]), sum(group["tail"]), sum(group["open"])
        name = f"{pool}_{support}"
        after_heads: Sum = 0
        if rules.late and rules.begin == rules.middle and group["head"] and group[WHOLE]:
            after_heads = self.number(most, f"h{name}")  # whoever begins with the second half may follow a first
        after_open: Sum = self.number(most, f"o{name}") if group["open"] and group[WHOLE] else 0
        joined = self.number(most, f"j{name}")
        self.cp.add(joined <= first + heads)
        self.cp.add(joined <= second + tails + after_heads)
        both = self._both(pool, support)
        self.cp.add(joined >= first + sum(both))
        self.cp.add(joined >= second + after_heads + sum(both))
        self.cp.add(after_open <= open_)
        fresh = whole - after_heads - after_open
        self.cp.add(fresh == 0 if rules.late else fresh >= 0)
        alone = [first + heads - joined, second + tails + after_heads - joined, open_ - after_open]
        self.halves_alone += alone
        self.pairs += [joined, after_open, *(-flag for flag in (*both, *self._own(pool, support)))]
        return fresh + joined + after_open, sum(alone)

    def _own(self, pool: int, support: str) -> list[Any]:
        """Flags of people who go on behind (or before) their own kept half in the same post: nobody rotates."""
        flags = []
        moves = {(move.person, move.kind): move.flag for move in self.moves if move.pool == pool}
        people = {person.key: number for number, person in enumerate(self.task.people)}
        for number, unit in enumerate(self.task.units):
            taken = self.takes.get((number, self.pools[pool].needs[0]))
            if unit.kind not in ("head", "tail") or unit.place[1] != support or taken is None:
                continue
            who = people.get((support, unit.rows[0].name), -1)
            kinds = (EARLY,) if unit.kind == "tail" else (LATE, WHOLE)
            new = next((moves[who, kind] for kind in kinds if (who, kind) in moves), None)
            if new is not None:
                flag = self.flag(f"a{number}_{pool}")
                self.cp.add_implication(flag, taken)
                self.cp.add_implication(flag, new)
                flags.append(flag)
        return flags

    def _both(self, pool: int, support: str) -> list[Any]:
        """Flags of people whose kept halves, in two rows, are one post: nobody rotates."""
        need = self.pools[pool].needs[0]
        halves: dict[tuple[str, str], Any] = {}
        for number, unit in enumerate(self.task.units):
            if unit.kind in ("head", "tail") and unit.place[1] == support and (number, need) in self.takes:
                halves[unit.kind, unit.rows[0].name] = self.takes[number, need]
        flags = []
        for kind, name in sorted(halves):
            if kind == "head" and ("tail", name) in halves:
                flag = self.flag(f"b{pool}_{support}_{name}")
                self.cp.add_implication(flag, halves["head", name])
                self.cp.add_implication(flag, halves["tail", name])
                flags.append(flag)
        return flags

    # People --------------------------------------------------------------------------------------------------------

    def _sent(self) -> None:
        """Whether each person is sent at all (who has a kept row is); nobody holds two posts at a time."""
        kept = self.task.kept_people()
        flags: dict[int, dict[str, list[Any]]] = defaultdict(lambda: defaultdict(list))
        for move in self.moves:
            flags[move.person][move.kind].append(move.flag)
        for number, person in enumerate(self.task.people):
            if person.key in kept:
                self.sent[number] = 1
            if number in flags:
                once = self._once(number, flags[number])
                self.sent.setdefault(number, once)
        known = {person.key for person in self.task.people}
        self.strangers: list[CandidateKey] = sorted(key for key in kept if key not in known)
        """People of kept rows who are no candidates any more: history."""

    def _once(self, number: int, own: dict[str, list[Any]]) -> Sum:
        """Whether somebody new is sent, and at most one post in each half."""
        whole, first, second = sum(own[WHOLE]), sum(own[EARLY]), sum(own[LATE])
        if not own[EARLY] or not own[LATE]:
            self.cp.add_at_most_one([*own[WHOLE], *own[EARLY], *own[LATE]])
            return whole + first + second
        sent = self.flag(f"p{number}")
        self.cp.add(sent >= whole + first)
        self.cp.add(sent >= whole + second)
        self.cp.add(sent <= whole + first + second)
        return sent

    def count(self, support: str) -> Sum:
        """Persons that an institution sends."""
        new = [sent for number, sent in self.sent.items() if self.task.people[number].support == support]
        return sum(new) + sum(key[0] == support for key in self.strangers)

    def _bounds(self) -> None:
        kept: dict[str, int] = defaultdict(int)
        for support, _ in self.task.kept_people():
            kept[support] += 1
        for quota in self.task.quotas.values():
            if quota.most is not None and ("most", quota.support) not in self.drop:
                self.cp.add(self.count(quota.support) <= max(quota.most, kept[quota.support]))
        self.excess: Sum = 0
        if ("share", "") not in self.drop:
            self._share()

    def _share(self) -> None:
        """半脱产 within its share of the persons (or posts). What kept rows alone exceed is `excess`, to be least."""
        beyond = self.half_beyond()
        if beyond is None:
            return
        kept_half = half_of(self.task)[0]
        if kept_half and self.task.rules.share is not None:
            self.excess = self.number(self.task.rules.share.as_integer_ratio()[1] * len(kept_half), "excess")
        self.cp.add(beyond <= self.excess)

    def half_beyond(self) -> Sum | None:
        """By how much people on half release pass their share, in whole numbers; None where there are none."""
        share, task = self.task.rules.share, self.task
        if share is None:
            return None
        kept_half, kept_all = half_of(task)
        top, bottom = share.as_integer_ratio()
        new_half = [
            sent
            for number, sent in self.sent.items()
            if task.people[number].half_release and task.people[number].key not in kept_all
        ]
        if not new_half and not kept_half:
            return None
        everything = sum(self.met.values()) if task.rules.share_of_posts else self._everybody()
        return bottom * (sum(new_half) + len(kept_half)) - top * everything

    def _everybody(self) -> Sum:
        return sum(self.sent.values()) + len(self.strangers)


def half_of(task: Task) -> tuple[set[CandidateKey], set[CandidateKey]]:
    """Kept people on half release, and all kept people."""
    people = {person.key: person for person in task.people}
    kept = task.kept_people()
    half = {
        key
        for key, rows in kept.items()
        if any(row.half_release if row.has("release") else (key in people and people[key].half_release) for row in rows)
    }
    return half, set(kept)
