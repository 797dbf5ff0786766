"""L · 请假分级审批 (suzhou): who may approve how long a leave, and what must be filed."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Leave
from qianyi.facts import Facts
from qianyi.facts.texts import plain, span
from qianyi.policy.date_shift import ONE_DAY
from qianyi.policy.model import Approval
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about_leave


def ladder(facts: Facts) -> tuple[Approval, ...]:
    """The steps of approval, the lowest first. Raises Skip where the policy has none."""
    steps = facts.policy.approvals
    if not steps:
        raise Skip("政策没有分级审批（[[approvals]]）")
    return steps


def tier(facts: Facts, days: Decimal) -> int:
    """Which step approves a leave of so many days, counted from the lowest."""
    steps = ladder(facts)
    return next(
        (number for number, step in enumerate(steps) if step.limit and days <= facts.policy.number(step.limit)),
        len(steps) - 1,
    )


def _leaves(facts: Facts) -> Iterator[Leave]:
    """The register's leaves; rest and official business (第八条) need no approval of leave."""
    return (leave for leave in facts.dossier.leaves if leave.kind not in ("rest", "official"))


def _begun(facts: Facts) -> Iterator[tuple[Leave, Decimal]]:
    """Leaves that began by as-of, with the days that tiers go by."""
    for leave in _leaves(facts):
        days = facts.leaves.length(leave)
        if days is not None and (leave.start is None or leave.start <= facts.as_of):
            yield leave, days


def _when(leave: Leave) -> str:
    return span(leave.start, leave.end) if leave.start and leave.end else "日期不明"


@rule("L511", "approval-too-low", "error", columns=("leave.approver",))
def approval_too_low(facts: Facts) -> Iterator[Finding]:
    """说明：请假 2 天及以内由乡镇卫生院批准，超过 2 天、5 天以内报县级批准，超过 5 天报市级批准。登记天数与日期不符时按较长的算；上级批了的不算低。
    依据：宿州办法第十条（分级审批）。
    怎么改：补办该级的审批并改登记；批准单位写的字认不出的，照“卫生院、县卫健委、市卫健委”写。
    """
    steps = ladder(facts)
    levels = [step.level for step in steps]
    for leave, days in _begun(facts):
        needed = tier(facts, days)
        who = steps[needed].title
        if not leave.approver:
            fact = f"{leave.name} {_when(leave)} 请假 {plain(days)} 天，没有写批准单位，应由{who}批准"
            remedy = "请补批或补登。"
            yield Finding(
                "L511",
                fact,
                leave.cells("approver"),
                **about_leave(facts, leave),
                remedy=remedy,
            )
            continue
        given = facts.policy.meaning("approver", leave.approver)
        if given not in levels:
            fact = f"批准单位“{leave.approver}”看不出是哪一级"
            remedy = f"请写明是{'、'.join(step.title for step in steps)}中的哪一级。"
            yield Finding("I004", fact, leave.cells("approver"), person=leave.name, remedy=remedy)
        elif levels.index(given) < needed:
            fact = f"{leave.name} {_when(leave)} 请假 {plain(days)} 天，由{leave.approver}批准，应由{who}批准"
            remedy = "请补办审批。"
            cells = leave.cells("approver", "days")
            yield Finding("L511", fact, cells, **about_leave(facts, leave), remedy=remedy)


@rule("L512", "county-not-informed", "error", needs=("leave",))
def county_not_informed(facts: Facts) -> Iterator[Finding]:
    """说明：由乡镇卫生院批准的请假（2 天及以内），要报县级卫生健康行政部门备案。县级或市级批准的不必另报。
    依据：宿州办法第十条（备案）。
    怎么改：补报县级备案，把日期填在“备案日期”一栏。
    """
    if not any(facts.dossier.has_column("leave", field) for field in ("filed", "county_filed")):
        raise Skip("请假登记没有“备案日期”一列")
    lowest = ladder(facts)[0].level
    for leave, days in _begun(facts):
        given = facts.policy.meaning("approver", leave.approver) if leave.approver else lowest
        if given != lowest:  # approved higher up, nothing is missing; a word that says no level is L511's
            continue
        if tier(facts, days) == 0 and not facts.has_value(leave, "filed", "county_filed"):
            fact = f"{leave.name} {_when(leave)} 请假 {plain(days)} 天，没有县级备案日期"
            remedy = "请报县级备案后补填。"
            cells = leave.cells("county_filed") or leave.cells("filed") or leave.cells("start")
            yield Finding("L512", fact, cells, **about_leave(facts, leave), remedy=remedy)


@rule("L513", "split-leave", "warning", needs=("leave",))
def split_leave(facts: Facts) -> Iterator[Finding]:
    """说明：两次或几次请假之间没有工作日，每次都在较低一级的天数内，合起来却要上一级批准。
    依据：宿州办法第十条（分级审批）。
    怎么改：核对是不是一次假分开请；是的，按合计天数补办上一级审批。
    """
    people: dict[tuple[str, str], list[tuple[Leave, Decimal]]] = defaultdict(list)
    for leave, days in _begun(facts):
        if leave.start is not None and leave.end is not None:
            placements = facts.match(leave, leave.start).placements
            support = (placements[0].support if placements else leave.support) or ""
            people[leave.name, support].append((leave, days))
    for (name, _), leaves in people.items():
        leaves.sort(key=lambda item: (item[0].start, item[0].end))
        for run in _runs(facts, leaves):
            total = facts.leaves.together([leave for leave, _ in run])
            parts = "、".join(f"{plain(days)} 天" for _, days in run)
            begin, finish = run[0][0].start, max(leave.end for leave, _ in run if leave.end)
            assert begin is not None
            fact = (
                f"{name} {span(begin, finish)} 连着请假 {len(run)} 次（{parts}），中间没有工作日，"
                f"合计 {plain(total)} 天应由{ladder(facts)[tier(facts, total)].title}批准"
            )
            remedy = "请核对，是一次假的补办审批。"
            cells = tuple(cell for leave, _ in run for cell in leave.cells("start"))
            yield Finding("L513", fact, cells, **about_leave(facts, run[0][0]), remedy=remedy)


def _runs(facts: Facts, leaves: Sequence[tuple[Leave, Decimal]]) -> Iterator[Sequence[tuple[Leave, Decimal]]]:
    """The longest runs of leaves with no workday between, each in a lower tier than all of them together."""
    first = 0
    while first < len(leaves) - 1:
        last = first
        while last + 1 < len(leaves) and _touch(facts, leaves[first : last + 1], leaves[last + 1][0]):
            last += 1
        for end in range(last, first, -1):
            run = leaves[first : end + 1]
            together = tier(facts, facts.leaves.together([leave for leave, _ in run]))
            if all(tier(facts, days) < together for _, days in run):
                yield run
                first = end
                break
        first += 1


def _touch(facts: Facts, run: Sequence[tuple[Leave, Decimal]], after: Leave) -> bool:
    """Whether no workday lies between the leaves so far and the next one."""
    end = max(leave.end for leave, _ in run if leave.end)
    assert after.start is not None
    return not facts.calendar.workdays(end + ONE_DAY, after.start - ONE_DAY)


@rule("L514", "return-not-recorded", "warning", columns=("leave.returned",))
def return_not_recorded(facts: Facts) -> Iterator[Finding]:
    """说明：请假期满要销假；截至日期前已经结束的请假，“销假日期”还空着。
    依据：宿州办法第十条（期满备案）。
    怎么改：补填销假日期；没有按时回来的，核对考勤。
    """
    for leave in _leaves(facts):
        if leave.end is not None and leave.end < facts.as_of and not facts.has_value(leave, "returned"):
            fact = f"{leave.name} 的请假 {leave.end} 已结束，没有销假日期"
            remedy = "请补填。"
            yield Finding(
                "L514",
                fact,
                leave.cells("returned"),
                **about_leave(facts, leave),
                remedy=remedy,
            )
