"""A · 考勤的限额: late arrival, long absence, leave in total, the allowance of personal leave."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.arrivals import days_late, excused
from qianyi.facts.periods import term
from qianyi.facts.texts import plain, span
from qianyi.rules.attendance import need_attendance
from qianyi.rules.registry import rule
from qianyi.rules.sources import about, cells_of


@rule("A410", "late-arrival", "error", columns=("roster.arrival",), parameters=("arrival.max_delay",))
def late_arrival(facts: Facts) -> Iterator[Finding]:
    """说明：实际到岗晚于派驻开始超过 20 个自然日，情况登记里又没有既附支援单位证明、
    又已备案的“延迟到岗说明”。在岗情况一项记 0 分。
    依据：附件4·在岗情况·3（1）。文件写的 2020年6月1日 是旧稿遗留，这里按派驻开始日期。
    怎么改：有特殊原因的，补支援单位证明和自治区备案，在情况登记里记“延迟到岗说明”并填两栏；到岗日期写错的改正。
    """
    limit = facts.policy.number("arrival.max_delay")
    for placement in facts.dossier.placements:
        late = days_late(facts, placement)
        if late > limit and excused(facts, placement) is False:
            came = f"{placement.arrival} 才到岗，晚 {late} 天"
            if placement.arrival is not None and placement.arrival > facts.as_of:
                came = f"到 {facts.as_of} 还没有到岗，已晚 {late} 天"
            fact = f"{placement.name} 派驻从 {placement.start} 开始，{came}，超过 {plain(limit)} 天"
            remedy = "有特殊原因的请补支援单位证明和备案。"
            yield Finding("A410", fact, cells_of(placement, "arrival"), **about(placement), remedy=remedy)


@rule("A411", "long-absence", "error", needs=("roster", "attendance"), parameters=("absence.max_span",))
def long_absence(facts: Facts) -> Iterator[Finding]:
    """说明：连续旷工超过 1 周：从头一天到末一天超过 7 个自然日。中间的休息日不打断，其他标记或只旷半天打断；
    空白也打断，但结果只能暂定。在岗情况一项记 0 分。
    依据：附件4·在岗情况·3（2）。
    怎么改：记错的改正考勤；请过假的补办手续并改记请假。
    """
    limit = facts.policy.number("absence.max_span")
    for standing in facts.standings:
        for run in standing.runs:
            if run.span > limit:
                fact = (
                    f"{standing.placement.name} {span(run.first, run.last)} 连续旷工 {run.workdays} 个工作日，"
                    f"首尾 {run.span} 天，超过 {plain(limit)} 天"
                )
                remedy = "请核对考勤。"
                yield Finding("A411", fact, run.cells, **about(standing.placement), remedy=remedy)


@rule("A412", "leave-total-exceeded", "error", needs=("roster",), parameters=("leave.total_max", "leave.total_kinds"))
def leave_total_exceeded(facts: Facts) -> Iterator[Finding]:
    """说明：派驻期内各种请假（事、病、婚、产、丧及其他假，不含年休假、休息、公出）合计超过 36 个工作日。
    在岗情况一项记 0 分。
    依据：附件4·在岗情况·3（3）。
    怎么改：核对考勤有没有把年休假、补休、公出记成请假；确实超过的，按办法处理。
    """
    need_attendance(facts)
    most = facts.policy.number("leave.total_max")
    counted = facts.policy.get("leave.total_kinds")
    for standing in facts.standings:
        taken = [(name, days) for name in counted if (days := getattr(standing.count, name))]
        total = sum((days for _, days in taken), Decimal(0))
        if total > most:
            parts = "、".join(f"{kinds.word(name)} {plain(days)} 天" for name, days in taken)
            cells = {cell for name, _ in taken for cell in standing.cells_of(kinds.NAMES[name])}
            name = standing.placement.name
            fact = f"{name} 请假合计 {plain(total)} 天（{parts}），超过 {plain(most)} 天"
            remedy = "请核对考勤的假别。"
            yield Finding(
                "A412",
                fact,
                tuple(sorted(cells, key=lambda cell: cell.key)),
                **about(standing.placement),
                remedy=remedy,
            )


@rule(
    "A413", "allowance-nearly-used", "info",
    needs=("roster",), parameters=("leave.personal_year", "leave.personal_half", "leave.near_share"),
)  # fmt: skip
def allowance_nearly_used(facts: Facts) -> Iterator[Finding]:
    """说明：事假已用到限额的八成以上，还没有超过。全年限额 12 天，半年 6 天；再多每天要扣分。
    依据：附件4·在岗情况·1。
    怎么改：无须改；提醒本人后面少请事假。
    """
    need_attendance(facts)
    policy = facts.policy
    share = policy.number("leave.near_share")
    allowances = {length: policy.number(f"leave.personal_{length}") for length in ("year", "half")}
    for standing in facts.standings:
        placement, used = standing.placement, standing.count.personal
        if not used:
            continue
        allowance = allowances["year" if term(placement.start, placement.end) == "year" else "half"]
        if share * allowance <= used <= allowance:
            left = f"限额 {plain(allowance)} 天，还剩 {plain(allowance - used)} 天"
            fact = f"{placement.name} 已请事假 {plain(used)} 天，{left}"
            remedy = "再请假请留意限额。"
            yield Finding("A413", fact, standing.cells_of(kinds.PERSONAL), **about(placement), remedy=remedy)
