"""F · 补助经费: who was paid, for what, for which month, and how much."""

from __future__ import annotations

from calendar import monthrange
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from itertools import compress

from qianyi.dossier import kinds
from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Payment, Placement
from qianyi.facts import Facts
from qianyi.facts.attendance import Standing
from qianyi.facts.days import halves
from qianyi.facts.periods import overlaps
from qianyi.facts.texts import plain, span
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import recipient_of

_ALLOWED = frozenset({"living", "transport", "facilities"})
_CENT = Decimal("0.01")


def month_of(month: tuple[int, int]) -> tuple[date, date]:
    """First and last day of a month."""
    return date(*month, 1), date(*month, monthrange(*month)[1])


@rule("F901", "payee-not-dispatched", "error", needs=("payments", "roster"))
def payee_not_dispatched(facts: Facts) -> Iterator[Finding]:
    """说明：补助只发给名单上的派驻人员；领款人不在名单上。
    依据：盐池方案六（一）（专款专用）。
    怎么改：姓名写错的改正；漏列名单的补进名单；确实不是派驻人员的，追回补助。
    """
    names = {placement.name for placement in facts.dossier.placements}
    for payment in facts.dossier.payments:
        match = facts.match(payment)
        # namesakes that the row cannot tell apart are on the roster: R103 and A401 speak of them
        elsewhere = payment.support or payment.recipient
        if not match.placements and (payment.name not in names or elsewhere):
            why = match.problem or f"名单上没有“{payment.name}”"
            fact = f"补助发给了 {payment.name}，{why}"
            remedy = "请核对姓名；不是派驻人员的追回。"
            yield Finding("F901", fact, payment.cells("name"), person=payment.name, remedy=remedy)


@rule("F902", "purpose-not-allowed", "error", columns=("payments.purpose",))
def purpose_not_allowed(facts: Facts) -> Iterator[Finding]:
    """说明：补助只用于派驻人员的生活、交通和必要的生活设施，不得买设备、物资等。
    依据：盐池方案六（一）（专款专用）。
    怎么改：用错的调出专项补助；用途写得认不出的，照“生活补助、交通补助、生活设施”写。
    """
    for payment in facts.dossier.payments:
        if not payment.purpose:
            continue
        said = facts.policy.meanings("purpose", payment.purpose)
        cells, who = payment.cells("purpose"), payment.name
        if said - _ALLOWED and not said & _ALLOWED:
            fact = f"{who} 的补助用途“{payment.purpose}”不在生活、交通、必要生活设施之内"
            remedy = "请改由其他经费列支。"
            yield Finding("F902", fact, cells, person=who, institution=recipient_of(facts, payment), remedy=remedy)
        elif not said or said - _ALLOWED:
            fact = f"补助用途“{payment.purpose}”看不出是不是生活、交通或必要生活设施"
            remedy = "请写明用途。"
            yield Finding("I004", fact, cells, person=who, remedy=remedy)


@rule("F903", "payment-outside-placement", "error", needs=("payments", "roster"))
def payment_outside_placement(facts: Facts) -> Iterator[Finding]:
    """说明：发放的月份不在领款人的派驻期内。
    依据：通则（补助跟着派驻走）。
    怎么改：月份写错的改正；派驻期写错的改名单；多发的追回。
    """
    for payment in facts.dossier.payments:
        placements = facts.match(payment).placements
        if payment.month is None or not placements or any(p.start is None or p.end is None for p in placements):
            continue
        first, last = month_of(payment.month)
        if not any(overlaps(p, first, last) for p in placements):
            periods = "、".join(span(p.start, p.end) for p in placements if p.start and p.end)
            fact = f"{payment.name} 领了 {first.year}年{first.month}月的补助，派驻期是 {periods}"
            remedy = "请核对月份，多发的追回。"
            cells = payment.cells("month")
            yield Finding("F903", fact, cells, person=payment.name, institution=placements[0].recipient, remedy=remedy)


@rule(
    "F904",
    "payment-not-tied-to-attendance",
    "warning",
    needs=("payments", "roster", "attendance"),
    columns=("payments.amount",),
)
def payment_not_tied_to_attendance(facts: Facts) -> Iterator[Finding]:
    """说明：定了补助标准的，某人某月发放的合计应等于标准乘以当月出勤：按天的乘出勤天数，按月的按出勤日占应出勤日的比例折算。
    依据：盐池附件2·人员待遇·2（补贴与考勤挂钩）。
    怎么改：按考勤补发或扣回；标准写在 qianyi.toml 的 "subsidy.per_day" 或 "subsidy.per_month"。
    """
    per_day, per_month = facts.policy.get("subsidy.per_day"), facts.policy.get("subsidy.per_month")
    if per_day is None and per_month is None:
        raise Skip("没有定补助标准（参数 subsidy.per_day）")
    paid: dict[tuple[tuple[int, int], tuple[int, ...]], list[Payment]] = defaultdict(list)
    served: dict[tuple[int, ...], list[Placement]] = {}
    for payment in facts.dossier.payments:
        if payment.month is None or payment.amount is None:
            continue
        first, last = month_of(payment.month)
        covering = [p for p in facts.match(payment).placements if overlaps(p, first, last)]
        if covering and last <= facts.as_of:
            key = tuple(id(placement) for placement in covering)
            paid[payment.month, key].append(payment)
            served[key] = covering
    for (month, key), payments in paid.items():
        days = [_attended(facts.standing_of(placement), *month_of(month)) for placement in served[key]]
        if None in days:
            continue
        required, present, unknown = (sum(parts, Decimal(0)) for parts in zip(*filter(None, days), strict=True))
        amount = sum((payment.amount for payment in payments if payment.amount is not None), Decimal(0))
        least, most = (_due(per_day, per_month, number, required) for number in (present, present + unknown))
        if least <= amount <= most:
            continue
        attended = f"出勤 {plain(present)} 天" + (f"（另有 {plain(unknown)} 天未记录）" if unknown else "")
        fact = (
            f"{payments[0].name} {month[0]}年{month[1]}月{attended}，按标准应发 {plain(least)} 元，"
            f"实发 {plain(amount)} 元"
        )
        remedy = "请按考勤补发或扣回。"
        cells = tuple(cell for payment in payments for cell in payment.cells("amount"))
        yield Finding("F904", fact, cells, person=payments[0].name, institution=served[key][0].recipient, remedy=remedy)


def _due(per_day: Decimal | None, per_month: Decimal | None, present: Decimal, required: Decimal) -> Decimal:
    """Yuan due for so many days of presence in a month of so many required days."""
    due = (per_day or Decimal(0)) * present
    if per_month is not None and required:
        due += per_month * present / required
    return due.quantize(_CENT, ROUND_HALF_UP)


def _attended(standing: Standing, first: date, last: date) -> tuple[Decimal, Decimal, Decimal] | None:
    """Workdays required, present and unrecorded in the part of a month inside the placement; None without marks."""
    if standing.first is None or standing.last is None or standing.totals is not None or not standing.recorded:
        return None
    low = max(0, (first - standing.first).days)
    high = min(len(standing.days), (last - standing.first).days + 1)
    workdays = bytes(compress(standing.days[low:high], standing.workday[low:high]))
    number = kinds.half_counter(workdays)

    def days(*wanted: int) -> Decimal:
        return halves(sum(map(number, wanted)))

    required = Decimal(len(workdays))
    unknown = days(*kinds.UNRECORDED)
    return None if unknown == required else (required, days(*kinds.PRESENCE), unknown)
