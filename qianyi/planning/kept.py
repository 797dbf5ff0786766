"""The rows of a roster to keep: who of them can stay, which posts they hold, and what is left to fill of each."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence

from qianyi.dossier.records import Placement
from qianyi.facts import Facts
from qianyi.facts.posts import chains_of
from qianyi.planning.task import FIRST, LEVELS, SECOND, CandidateKey, Demand, KeptGroup, PlanPerson, Problem, Rules
from qianyi.policy.date_shift import ONE_DAY


def keep(
    rows: Sequence[Placement],
    people: Sequence[PlanPerson],
    needs: Sequence[Demand],
    rules: Rules,
    facts: Facts,
    problems: list[Problem],
) -> list[KeptGroup]:
    """The units of the rows that can stay; marks which halves of their people are taken.

    Rows that cannot stay become problems: of somebody unknown, barred, or not to be sent in that half.
    """
    known = {person.key: person for person in people}
    held: dict[CandidateKey, list[Placement]] = defaultdict(list)
    stay: list[Placement] = []
    for row in sorted(rows, key=lambda row: (row.order, row.name)):
        why = _unavailable(row, known.get((row.support or "", row.name)), held, rules)
        if why is not None:
            message = f"{row.name}（{row.support}派到{row.recipient}）没有保留：{why}。"
            problems.append(Problem("kept-unavailable", message, row.cells("name")))
            continue
        stay.append(row)
        held[row.support or "", row.name].append(row)
    for person in people:
        for row in held.get(person.key, ()):
            person.served |= halves_of(row, rules)
            if _left(row, rules):
                person.shut = f"原来的派驻已于 {row.end} 提前结束"
    blocks: dict[tuple[str, str], list[Placement]] = defaultdict(list)
    for row in stay:
        blocks[row.recipient or "", row.support or ""].append(row)
    units = [unit for block in sorted(blocks) for unit in _units(blocks[block], rules)]
    for unit in units:
        levels = [known.get((row.support or "", row.name)) for row in unit.rows]
        unit.needs = tuple(
            index
            for index, need in enumerate(needs)
            if need.recipient == unit.rows[0].recipient
            and all(_fits(row, person, need, facts) for row, person in zip(unit.rows, levels, strict=True))
        )
    return units


def _unavailable(
    row: Placement, person: PlanPerson | None, held: dict[CandidateKey, list[Placement]], rules: Rules
) -> str | None:
    """Why a row cannot stay; None where it can. What ended before the plan begins is history, whoever it was."""
    if row.start is None or row.end is None:
        return "支援时间读不出来，请写一年、前半年、后半年或起止日期"
    if any(other.start <= row.end and row.start <= other.end for other in held[row.support or "", row.name]):  # type: ignore[operator]
        return "同一时间已有另一个岗位"
    if row.end < rules.begin:
        return None
    if person is None:
        return "可派人员里没有他，请核对姓名和支援单位"
    if person.barred:
        return f"不能派（{person.barred}）"
    if person.shut:
        return person.shut
    if not halves_of(row, rules) <= person.halves:
        return f"可派时段只有{person.record.span}"
    return None


def halves_of(row: Placement, rules: Rules) -> frozenset[int]:
    """The halves of the campaign that a row reaches into."""
    assert row.start is not None
    assert row.end is not None
    halves: frozenset[int] = frozenset()
    if row.start < rules.middle and row.end >= rules.start:
        halves |= FIRST
    if row.end >= rules.middle and row.start <= rules.end:
        halves |= SECOND
    return halves


def _left(row: Placement, rules: Rules) -> bool:
    """Whether a person went before their time: before the plan begins, and not at the end of a half."""
    assert row.end is not None
    return row.end < rules.begin and (row.end != rules.middle - ONE_DAY or bool(row.change_reason))


def _fits(row: Placement, person: PlanPerson | None, need: Demand, facts: Facts) -> bool:
    specialty = row.specialty or (person.specialty if person else None)
    title = row.title or (person.title if person else None)
    level = LEVELS.get(facts.policy.meaning("level", title) or "", 0) if title else 0
    return need.admits(specialty, level, row.support or "")


def _units(block: list[Placement], rules: Rules) -> list[KeptGroup]:
    """The posts of one recipient and support institution. Halves in their usual dates and without a 岗位 pair freely."""
    units: list[KeptGroup] = []
    for named, holders in chains_of(block):
        holders.sort(key=lambda row: (row.start, row.order))
        kinds = [_half(row, rules) for row in holders]
        if not named and all(kinds):
            units += [KeptGroup((row,), kind or "") for row, kind in zip(holders, kinds, strict=True)]
        elif len(holders) == 1 and kinds[0]:
            units.append(KeptGroup(tuple(holders), kinds[0]))
        else:
            units.append(_chain(tuple(holders), rules))
    return units


def _half(row: Placement, rules: Rules) -> str | None:
    """`head` or `tail` where a row is just a half."""
    if row.start == rules.start and row.end == rules.middle - ONE_DAY:
        return "head"
    return "tail" if row.start == rules.middle and row.end == rules.end else None


def _chain(rows: tuple[Placement, ...], rules: Rules) -> KeptGroup:
    first, last = rows[0].start, max(row.end for row in rows if row.end is not None)
    assert first is not None
    if first <= rules.start and last >= rules.end:
        return KeptGroup(rows, "whole")
    full = len(rows) >= rules.half_holders
    if first <= rules.start and last < rules.begin:
        if not rules.fresh:
            return KeptGroup(rows, "dead", why=f"到活动结束不足 {rules.min_months} 个月，不能再派人接替")
        if not rules.halves or full:
            return KeptGroup(rows, "dead", why="这个岗位一年内已有两人次，不能再派第三人")
        return KeptGroup(rows, "open")
    gap = "有一段时间没有人" if first > rules.start else f"{last} 以后没有人"
    return KeptGroup(rows, "dead", why=f"保留的派驻没有占满全年（{gap}）；人走后用 --from 安排接替")
