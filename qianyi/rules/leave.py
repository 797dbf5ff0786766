"""L · 请假: certificates, filing, and whether the register and the attendance sheets agree."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Leave
from qianyi.facts import Facts
from qianyi.facts.leaves import HALF_DAY
from qianyi.facts.texts import given, in_words, plain, span
from qianyi.rules.registry import rule
from qianyi.rules.sources import about_leave

PROVEN = ("sick", "marriage", "maternity", "bereavement")
"""Leaves that need a certificate."""


def _proven(facts: Facts) -> Iterator[Leave]:
    return _begun(facts, PROVEN)


def _begun(facts: Facts, wanted: Sequence[str]) -> Iterator[Leave]:
    """Leaves of these kinds that began by as-of."""
    for leave in facts.dossier.leaves:
        if leave.kind in wanted and (leave.start is None or leave.start <= facts.as_of):
            yield leave


def _words(leave: Leave, last: Leave | None = None) -> str:
    """「张三丰 2022-09-05 至 2022-09-07 病假」, of several that follow each other up to the last one's end."""
    end = (last or leave).end
    when = span(leave.start, end) + " " if leave.start and end else ""
    return f"{leave.name} {when}{kinds.word(leave.kind) if leave.kind else leave.kind_text}"


@rule("L501", "certificate-missing", "error", columns=("leave.certificate",))
def certificate_missing(facts: Facts) -> Iterator[Finding]:
    """说明：病假、婚假、产假、丧假要有证明（疾病诊断证明、支援单位证明等），登记表里没有记。
    依据：附件4·在岗情况·2。
    怎么改：收齐证明，在“证明材料”一栏写明是什么证明。
    """
    for leave in _proven(facts):
        if not given(leave.certificate):
            fact = f"{_words(leave)}没有证明材料"
            remedy = "请补交证明并登记。"
            cells = leave.cells("certificate")
            yield Finding(
                "L501",
                fact,
                cells,
                **about_leave(facts, leave),
                remedy=remedy,
            )


@rule(
    "L502",
    "filing-missing",
    "error",
    columns=("leave.filed",),
    parameters=("leave.filing_days", "leave.filing_kinds"),
)
def filing_missing(facts: Facts) -> Iterator[Finding]:
    """说明：一次病假、婚假、产假、丧假（哪几种见参数 leave.filing_kinds）满 7 个工作日（含 7 天）的，要有自治区备案。
    同一种假几条登记之间没有工作日的，是一次假，合起来算。天数按登记天数与起止日期间工作日中较大的算。
    依据：附件4·在岗情况·2。
    怎么改：补办备案，填“备案日期”；一次假分几条登记的，备案日期填在哪一条都行。
    """
    least = facts.policy.number("leave.filing_days")
    of: dict[tuple[str, str, str | None], list[Leave]] = defaultdict(list)
    for leave in _begun(facts, facts.policy.get("leave.filing_kinds")):
        placements = facts.match(leave, leave.start).placements
        of[leave.name, (placements[0].support if placements else leave.support) or "", leave.kind].append(leave)
    for leaves in of.values():
        for run in facts.leaves.runs(leaves):
            length = facts.leaves.together(run)
            if length < least or any(facts.has_value(leave, "filed") for leave in run):
                continue
            first, cells = run[0], tuple(cell for leave in run for cell in leave.cells("filed"))
            counted = len(run) > 1 or length == facts.leaves.workdays(first)
            long = f" {plain(length)} 个工作日" if counted else f"登记 {plain(length)} 天"
            parts = f"（{len(run)} 条登记连着）" if len(run) > 1 else ""
            fact = f"{_words(first, run[-1])}{long}{parts}，满 {plain(least)} 天而没有备案日期"
            yield Finding("L502", fact, cells, **about_leave(facts, first), remedy="请补办备案。")


@rule("L503", "days-disagree", "warning", columns=("leave.days",))
def days_disagree(facts: Facts) -> Iterator[Finding]:
    """说明：登记的天数与起止日期间的工作日数不同（少半天算相符）。审批层级和限额按较大的算。
    依据：通则（以工作日计算；调休的周末算工作日，法定假日不算）。
    怎么改：照请假条改正天数或起止日期。
    """
    for leave in facts.dossier.leaves:
        counted = facts.leaves.workdays(leave)
        if counted is not None and leave.days is not None and not facts.leaves.agrees(leave):
            figures = f"登记 {plain(leave.days)} 天，其间有 {plain(counted)} 个工作日"
            fact = f"{_words(leave)}{figures}"
            remedy = "请改正天数或日期。"
            cells = leave.cells("days")
            yield Finding(
                "L503",
                fact,
                cells,
                **about_leave(facts, leave),
                remedy=remedy,
            )


@rule("L504", "register-without-marks", "warning", needs=("leave", "attendance"))
def register_without_marks(facts: Facts) -> Iterator[Finding]:
    """说明：登记表说在请假，考勤表同一天却记出勤。
    依据：通则（登记与考勤要对得上）；盐池附件4·在岗情况·3（以受援单位考勤和请假手续为准）。
    怎么改：提前回来的，改登记的结束日期并销假；考勤记错的，改考勤。
    """
    for standing in facts.standings:
        if standing.first is None or standing.totals is not None:
            continue
        for leave in facts.leaves.of(standing.placement):
            if leave.start is None or leave.end is None or leave.kind in ("official", "rest", "present"):
                continue
            low = max(0, (leave.start - standing.first).days)
            high = min(len(standing.days), (leave.end - standing.first).days + 1)
            worked = [i for i in range(low, high) if standing.workday[i] and standing.amount(i, *kinds.PRESENCE)]
            present = sum(standing.amount(i, *kinds.PRESENCE) for i in worked)
            counted, stated = facts.leaves.workdays(leave), leave.days
            # half a day less than the dates leaves room for half a day of presence
            half_less = counted is not None and stated is not None and counted - stated == HALF_DAY
            # a leave that begins in the afternoon or ends in the morning leaves those halves
            free = HALF_DAY * (
                half_less + (leave.begins_late and low in worked) + (leave.ends_early and high - 1 in worked)
            )
            if present > free:
                days = in_words(standing.day(i) for i in worked)
                fact = f"{_words(leave)}已登记，考勤却在 {days}记出勤"
                remedy = "请核对后改正登记或考勤。"
                marks = tuple(cell for i in worked if (cell := standing.place(i)) is not None)
                cells = (*leave.cells("start", "end"), *marks)
                yield Finding(
                    "L504", fact, cells, person=leave.name, institution=standing.placement.recipient, remedy=remedy
                )
