"""A · 考勤的限额: late arrival, long absence, leave in total, the allowance of personal leave. All of a service."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.facts.absences import Length, length_of
from qianyi.facts.arrivals import days_late, excused, limit
from qianyi.facts.attendance import AbsenceRun
from qianyi.facts.services import leave_limit
from qianyi.facts.texts import plain, span
from qianyi.policy.model import Policy
from qianyi.rules.attendance import need_attendance
from qianyi.rules.registry import rule
from qianyi.rules.sources import about, cells_of


@rule("A410", "late-arrival", "error", columns=("roster.arrival",), parameters=("arrival.max_delay",), span="term")
def late_arrival(facts: Facts) -> Iterator[Finding]:
    """说明：实际到岗晚于服务开始超过 20 个自然日，情况登记里又没有既附支援单位证明、
    又已备案的“延迟到岗说明”。在岗情况一项记 0 分。
    依据：附件4·在岗情况·3（1）。文件写的 2020年6月1日 是旧稿遗留，这里按服务开始日期。
    怎么改：有特殊原因的，补支援单位证明和自治区备案，在情况登记里记“延迟到岗说明”并填两栏；到岗日期写错的改正。
    """
    most = facts.policy.number("arrival.max_delay")
    for service in facts.services:
        placement = service.first
        late = days_late(facts, placement)
        if late > most and excused(facts, placement) is False:
            came = f"{placement.arrival} 才到岗，晚 {late} 天"
            if placement.arrival is not None and placement.arrival > facts.as_of:
                came = f"到 {facts.as_of} 还没有到岗，已晚 {late} 天"
            fact = f"{placement.name} 派驻从 {placement.start} 开始，{came}，超过 {plain(most)} 天"
            remedy = "有特殊原因的请补支援单位证明和备案。"
            yield Finding("A410", fact, cells_of(placement, "arrival"), **about(placement), remedy=remedy)


@rule(
    "A419",
    "arrival-after-deadline",
    "warning",
    columns=("roster.arrival",),
    parameters=("arrival.deadline", "arrival.max_delay"),
    span="term",
)
def arrival_after_deadline(facts: Facts) -> Iterator[Finding]:
    """说明：实际到岗晚于到岗期限（随活动开始的是 6 月 6 日，以后开始的是首个工作日），还在可延迟的 20 天之内。
    只提醒，个人不扣分；支援单位“按时全部到岗”一行据此评。服务月数从实际到岗算起。换到下一个单位时晚到的，不论几天都提醒。
    依据：盐池方案七（二）。
    怎么改：到岗日期写错的改正；确实迟到的，支援单位说明情况。
    """
    most = facts.policy.number("arrival.max_delay")
    for first, placement in ((one.first, p) for one in facts.services for p in one.placements):
        last, late = limit(facts, placement), days_late(facts, placement)
        if placement.arrival is None or last is None or (placement is first and late > most):
            continue
        if min(placement.arrival, facts.as_of) > last:
            came = f"{placement.arrival} 到岗" if placement.arrival <= facts.as_of else f"到 {facts.as_of} 还没有到岗"
            how = f"没有超过可延迟的 {plain(most)} 天" if late <= most else f"晚 {late} 天"
            fact = f"{placement.name} 应在 {last} 以前到岗，{came}，{how}"
            remedy = "请核对到岗日期，并请支援单位说明。"
            yield Finding("A419", fact, cells_of(placement, "arrival"), **about(placement), remedy=remedy)


@rule("A411", "long-absence", "error", needs=("roster", "attendance"), parameters=("absence.max_span",))
def long_absence(facts: Facts) -> Iterator[Finding]:
    """说明：连续旷工超过 1 周：从头一天到末一天超过 7 个自然日，其中旷工又超过 5 个工作日（absence.reading）。在岗情况
    一项记 0 分。两种算法不一样的（例如中间有长假）只提醒，两种结果都写明，暂定。中间的休息日不打断，其他标记或
    只旷半天打断；空白也打断，但结果只能暂定。
    依据：附件4·在岗情况·3（2）。
    怎么改：记错的改正考勤；请过假的补办手续并改记请假；两种算法不一样的，由县里定一种写进 [parameters]。
    """
    for service, standing in facts.serving:
        for run in standing.runs:
            length = length_of(run, facts.policy)
            if length.too_long is False:
                continue
            name = service.first.name
            fact = f"{name} {span(run.first, run.last)} 连续旷工 {run.workdays} 个工作日，首尾 {run.span} 天，"
            if length.too_long:
                fact, remedy, severity = fact + _over(facts.policy, run), "请核对考勤。", ""
            else:
                fact += differing(length, run, facts.policy)
                remedy, severity = "请县里定用哪一种算法（参数 absence.reading）。", "warning"
            yield Finding("A411", fact, run.cells, **about(service.first), remedy=remedy, severity=severity)


def _over(policy: Policy, run: AbsenceRun) -> str:
    """Which limits the run exceeds, of those that the reading in force looks at."""
    reading, most = policy.get("absence.reading"), policy.get("absence.max_workdays")
    parts = []
    if reading != "workdays":
        parts.append(f"超过 {plain(policy.number('absence.max_span'))} 天")
    if most is not None and reading != "calendar":
        parts.append(f"超过 {plain(most)} 个工作日")
    return "，".join(parts)


def differing(length: Length, run: AbsenceRun, policy: Policy) -> str:
    """Both outcomes of a run on which the two readings of a week differ."""
    span_most, work_most = plain(policy.number("absence.max_span")), plain(policy.number("absence.max_workdays"))
    by_span = f"按自然日（{span_most} 天）{'超过 1 周，本项不得分' if length.calendar else '不超过 1 周'}"
    by_work = f"按工作日（{work_most} 天）{'超过 1 周，本项不得分' if length.workdays else '不超过 1 周'}"
    otherwise = f"只按旷工 {run.workdays} 天扣分"
    first, second = (by_span, by_work) if length.calendar else (by_work, by_span)
    return f"{first}；{second}，{otherwise}"


@rule(
    "A412",
    "leave-total-exceeded",
    "error",
    needs=("roster",),
    parameters=("leave.total_max", "leave.total_kinds"),
    span="term",
)
def leave_total_exceeded(facts: Facts) -> Iterator[Finding]:
    """说明：一次服务里各种请假（事、病、婚、产、丧及其他假，不含年休假、休息、公出）合计超过 36 个工作日。
    在岗情况一项记 0 分。
    依据：附件4·在岗情况·3（3）。
    怎么改：核对考勤有没有把年休假、补休、公出记成请假；确实超过的，按办法处理。
    """
    need_attendance(facts)
    counted = facts.policy.get("leave.total_kinds")
    for service, standing in facts.serving:
        most = leave_limit(facts.policy, service.term)
        taken = [(name, days) for name in counted if (days := getattr(standing.count, name))]
        total = sum((days for _, days in taken), Decimal(0))
        if most is not None and total > most:
            parts = "、".join(f"{kinds.word(name)} {plain(days)} 天" for name, days in taken)
            cells = {cell for name, _ in taken for cell in standing.cells_of(kinds.NAMES[name])}
            name = service.first.name
            fact = f"{name} 请假合计 {plain(total)} 天（{parts}），超过 {plain(most)} 天"
            remedy = "请核对考勤的假别。"
            yield Finding(
                "A412",
                fact,
                tuple(sorted(cells, key=lambda cell: cell.key)),
                **about(service.first),
                remedy=remedy,
            )


@rule(
    "A413",
    "allowance-nearly-used",
    "info",
    needs=("roster",),
    parameters=("leave.personal_year", "leave.personal_half", "leave.near_share"),
    span="term",
)
def allowance_nearly_used(facts: Facts) -> Iterator[Finding]:
    """说明：事假已用到限额的八成以上，还没有超过。全年限额 12 天，半年 6 天；再多每天要扣分。
    依据：附件4·在岗情况·1。
    怎么改：无须改；提醒本人后面少请事假。
    """
    need_attendance(facts)
    policy = facts.policy
    share = policy.number("leave.near_share")
    allowances = {length: policy.number(f"leave.personal_{length}") for length in ("year", "half")}
    for service, standing in facts.serving:
        placement, used = service.first, standing.count.personal
        if not used:
            continue
        allowance = allowances["year" if service.term == "year" else "half"]
        if share * allowance <= used <= allowance:
            left = f"限额 {plain(allowance)} 天，还剩 {plain(allowance - used)} 天"
            fact = f"{placement.name} 已请事假 {plain(used)} 天，{left}"
            remedy = "再请假请留意限额。"
            yield Finding("A413", fact, standing.cells_of(kinds.PERSONAL), **about(placement), remedy=remedy)
