"""A, L · 请假手续: leave that is marked without an entry, entries that nobody approved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Leave
from qianyi.facts import Facts
from qianyi.facts.attendance import Informal, Standing
from qianyi.facts.texts import in_words, plain, span
from qianyi.rules.attendance import by_sheet, need_attendance
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about, about_leave

_COUNTED = {"absent": "按旷工计", "open": "仍记请假，在岗情况暂定"}


@rule("A409", "leave-not-registered", "error", needs=("roster", "leave"), span="month")
def leave_not_registered(facts: Facts) -> Iterator[Finding]:
    """说明：考勤记了请假，请假登记里却没有同类而经批准的这一天（没有批准的登记见 L505）。只在交了请假登记时核对。
    这些日子怎样计，看参数 leave.unregistered：仍记请假而暂定（默认）、按旷工、或照记的假。
    依据：通则（登记与考勤要对得上）；盐池方案八（一）（请假须办手续，否则按旷工）。
    怎么改：请过假的补登记；登记的类别或日期写错的改正；没有办手续的，按单位规定处理。
    """
    need_attendance(facts)
    counted = _COUNTED.get(str(facts.policy.get("leave.unregistered")), "")
    then = f"；{counted}" if counted else ""
    for standing, one, entry, group in unregistered(facts):
        kind, name = kinds.CHINESE[one.kind], standing.placement.name
        if standing.totals is not None:
            fact = f"{name} 考勤汇总有{kind} {plain(one.days)} 天，请假登记里没有{then}"
            yield Finding("A409", fact, one.cells, **about(standing.placement), remedy="请补登记。", key=kind)
            continue
        fact = f"{name} {in_words(standing.day(i) for i in group)}记了{kind}，{entry}{then}"
        cells = tuple(cell for i in group if (cell := standing.place(i)) is not None)
        remedy = "请补登记，或改正类别、日期。"
        yield Finding("A409", fact, cells, **about(standing.placement), remedy=remedy, key=f"{one.kind}{entry}")


def unregistered(facts: Facts) -> Iterator[tuple[Standing, Informal, str, list[int]]]:
    """Leave without procedure as it is found: whose and of what kind, what the register says, and of which days (none
    where only totals are given: one row of them may tell of all placements of a person)."""
    seen: set[tuple[int, int]] = set()
    for standing in facts.standings:
        for one in standing.informal:
            if standing.totals is None:
                for entry, group in _alike(facts, standing, one):
                    yield standing, one, entry, group
            elif (id(standing.totals), one.kind) not in seen:
                seen.add((id(standing.totals), one.kind))
                yield standing, one, "", []


def _alike(facts: Facts, standing: Standing, one: Informal) -> Iterator[tuple[str, list[int]]]:
    """The days of one kind, those of one sheet of which the register says the same together, and what it says."""
    entered: dict[str, list[int]] = defaultdict(list)
    registered = facts.leaves.of(standing.placement)
    for index in one.indexes:
        day = standing.day(index)
        there = [leave for leave in registered if leave.start and leave.end and leave.start <= day <= leave.end]
        entered[_entry(facts, there, one.kind)].append(index)
    for entry, same in entered.items():
        for group in by_sheet(standing, same):
            yield entry, group


def _entry(facts: Facts, there: Iterable[Leave], kind: int) -> str:
    proper = [leave for leave in there if facts.leaves.proper(leave)]
    if not proper and facts.leaves.covers(there, kind):
        return "登记的没有批准（L505）"
    others = "、".join(sorted({kinds.word(leave.kind) for leave in proper if leave.kind}))
    return f"登记的却是{others}" if others else "请假登记里没有"


@rule("L505", "leave-not-approved", "error", needs=("leave",))
def leave_not_approved(facts: Facts) -> Iterator[Finding]:
    """说明：请假登记的一条，批准单位或批准日期空着，或写着没有批准（不同意、退回等）。没有批准的不算办过手续，
    它的日子与没有登记的一样（见 A409）。登记没有“批准单位”“批准日期”两列的不查。
    依据：盐池方案八（一）（请假须办手续）。
    怎么改：批准过的补填批准单位和日期；没有批准的补办，或照实改考勤。
    """
    if not any(facts.dossier.has_column("leave", field) for field in ("approver", "approved")):
        raise Skip("请假登记没有“批准单位”“批准日期”两列")
    for leave in facts.dossier.leaves:
        if leave.start is not None and leave.start > facts.as_of:
            continue
        blank = facts.leaves.unapproved(leave)
        words = {"approver": "批准单位", "approved": "批准日期", "opinion": "审批意见"}
        if (refusing := facts.leaves.refused(leave)) is not None:
            fault, cells = f"{words[refusing]}写的是“{getattr(leave, refusing)}”，没有批准", leave.cells(refusing)
        elif blank:
            fault, cells = f"没有{'和'.join(words[field] for field in blank)}", leave.cells(*blank)
        else:
            continue
        when = f"{span(leave.start, leave.end)} " if leave.start and leave.end else ""
        kind = kinds.word(leave.kind) if leave.kind else leave.kind_text
        fact, remedy = f"{leave.name} {when}{kind}{fault}", "请补办批准并登记。"
        yield Finding("L505", fact, cells, **about_leave(facts, leave), remedy=remedy)
