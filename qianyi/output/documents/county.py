"""Documents of the county: roster, table of counted service, subsidy check list, half-year and annual reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.dossier import kinds
from qianyi.facts.periods import month_ranges
from qianyi.output.documents.source import Context, Page, Source, total
from qianyi.output.documents.words import chinese_date, number
from qianyi.output.words import SEVERITY, VOLUMES
from qianyi.policy.settings import GRADES

if TYPE_CHECKING:
    from qianyi.dossier.records import Workload
    from qianyi.facts.attendance import Standing

PERIODS = {"year": "一年", "first": "前半年", "second": "后半年"}
LEAVES = {
    kind: kinds.CHINESE[kind]
    for kind in (
        kinds.PERSONAL, kinds.SICK, kinds.MARRIAGE, kinds.MATERNITY, kinds.BEREAVEMENT, kinds.OTHER, kinds.ANNUAL,
        kinds.ABSENT,
    )
}  # fmt: skip
Tallies = dict[int, dict[str, Decimal]]
"""Days of each placement (by id): `required`, `present`, and each leave by its word."""
BANDS = (("90以上", 90, 101), ("80–90", 80, 90), ("70–80", 70, 80), ("60–70", 60, 70), ("不足60", 0, 60))


def roster_pages(source: Source) -> Iterator[Page]:
    """派驻人员名单 in the layout of 附件1, normalised."""
    rows = []
    for index, placement in enumerate(source.dossier.placements, 1):
        words = PERIODS.get(placement.period or "")
        dates = f"{placement.start}至{placement.end}" if placement.start and placement.end else ""
        rows.append(
            {
                "number": index,
                "recipient": placement.recipient or "",
                "support": placement.support or "",
                "name": placement.name,
                "sex": placement.sex or "",
                "age": placement.age,
                "licence": placement.licence or "",
                "specialty": placement.specialty or "",
                "title": placement.title or "",
                "period": words or dates,
                "remark": placement.remark or "",
            }
        )
    yield Page("派驻人员名单", source.common() | {"rows": rows})


def service_pages(source: Source) -> Iterator[Page]:
    """基层服务时间一览表: the months that count for promotion, one row a placement."""
    page = Page("基层服务时间一览表", source.common())
    rows = []
    for index, person in enumerate(source.people, 1):
        fields = source.person(person)
        counted = person.counted_months
        page.need("计算的服务月数", None if counted is None else str(counted))
        rows.append({
            **{key: fields[key] for key in ("name", "support", "recipient", "title", "start", "end")},
            "number": index, "counted_months": counted, "grade": source.grade(person),
        })  # fmt: skip
    page.context["rows"] = rows
    yield page


def subsidy_pages(source: Source) -> Iterator[Page]:
    """补助发放核对表: each payment beside the attendance of its month."""
    rows = []
    for index, payment in enumerate(source.dossier.payments, 1):
        day = date(*payment.month, 1) if payment.month else None
        placements = source.facts.match(payment, day).placements
        placement = placements[0] if placements else None
        present = required = None
        remark = "" if placement else "不在派驻名单"
        if placement and day:
            standing = source.facts.standing_of(placement)
            last = (day + timedelta(days=31)).replace(day=1) - timedelta(days=1)
            inside = placement.start and placement.end and placement.start <= last and placement.end >= day
            if not inside:
                remark = "该月不在派驻期"
            elif standing.recorded and not standing.totals:
                tally = _tally(standing, day, last)
                present, required = tally["present"], tally["required"]
            else:
                remark = "该月无逐日考勤"
        rows.append(
            {
                "number": index,
                "name": payment.name,
                "recipient": (placement.recipient if placement else payment.recipient) or "",
                "month": f"{payment.month[0]}年{payment.month[1]}月" if payment.month else "",
                "purpose": payment.purpose or "",
                "amount": payment.amount,
                "required": required,
                "present": present,
                "remark": remark,
            }
        )
    amount = total([payment.amount for payment in source.dossier.payments])
    yield Page("补助发放核对表", source.common() | {"rows": rows, "amount": amount})


def _tally(standing: Standing, first: date, last: date) -> dict[str, Decimal]:
    """Workdays of a placement between two days: required, present, and each leave kind by its name."""
    half = Decimal("0.5")
    counts: dict[str, Decimal] = defaultdict(Decimal)
    if standing.first is None:
        return counts
    counts["required"] = counts["present"] = Decimal(0)
    for index, value in enumerate(standing.days):
        day = standing.first + timedelta(days=index)
        if not first <= day <= last or not standing.workday[index]:
            continue
        counts["required"] += 1
        for kind in kinds.halves(value):
            if kind in kinds.PRESENCE:
                counts["present"] += half
            elif kind in LEAVES:
                counts[LEAVES[kind]] += half
    return counts


def annual_pages(source: Source) -> Iterator[Page]:
    """年度总结报告 up to as-of."""
    campaign = source.policy.campaign
    yield Page("年度总结报告", _report(source, campaign.start, min(campaign.end, source.as_of), "年度总结"))


def half_year_pages(source: Source) -> Iterator[Page]:
    """半年小结 of the half of the campaign in which as-of lies."""
    campaign = source.policy.campaign
    ranges = month_ranges(campaign.start, campaign.end)
    middle = ranges[(len(ranges) - 1) // 2][1]
    first, last, word = (
        (campaign.start, middle, "前半年")
        if source.as_of <= middle
        else (middle + timedelta(days=1), campaign.end, "后半年")
    )
    yield Page(f"半年小结-{word}", _report(source, first, min(last, source.as_of), word))


def _report(source: Source, first: date, last: date, word: str) -> Context:
    """All of it, for the days from first to last."""
    tallies = {
        id(standing.placement): _tally(standing, first, last)
        for standing in source.facts.standings
        if standing.recorded and not standing.totals and not standing.by_week
    }
    work = [row for row in source.dossier.workloads if row.month and first <= date(*row.month, 1) <= last]
    activities = [row for row in source.dossier.activities if row.date and first <= row.date <= last]
    kinds_of = Counter(row.kind or "其他" for row in activities)
    graded = Counter(source.grade(person) or "未定" for person in source.people)
    return source.common() | {
        "half": word,
        "period": {"start": chinese_date(first), "end": chinese_date(last)},
        "counts": _counts(source, first, last) | {"activities": str(len(activities))},
        "attendance": _attendance(tallies),
        "recipients": [_recipient_row(source, name, tallies) for name in source.institutions("recipient")],
        "work": {name: number(total([getattr(row, name) for row in work])) for name in VOLUMES} | {"known": bool(work)},
        "activities": [
            {"kind": kind, "count": str(count)} for kind, count in sorted(kinds_of.items(), key=lambda i: (-i[1], i[0]))
        ],
        "grades": [{"grade": grade, "count": str(count)} for grade, count in sorted(graded.items(), key=_grade_order)],
        "supports_ranked": _ranked(source, "support"),
        "recipients_ranked": _ranked(source, "recipient"),
        "findings": _findings(source),
        "charts": _charts(source, first, last, tallies, work),
    }


def _counts(source: Source, first: date, last: date) -> Context:
    """Persons, institutions, posts, trainees and visits of these days."""
    within = [
        placement for placement in source.dossier.placements
        if placement.start and placement.end and placement.start <= last and placement.end >= first
    ]  # fmt: skip
    visits = [row for row in source.dossier.visits if row.date and first <= row.date <= last]
    trainees = [
        row for row in source.dossier.trainees if row.start and row.start <= last and (row.end or last) >= first
    ]
    counts = {
        "people": len({(p.name, p.support) for p in within}),
        "placements": len(within),
        "posts": sum(any(h in within for h in post.holders) for post in source.facts.posts),
        "supports": len({p.support for p in within if p.support}),
        "recipients": len({p.recipient for p in within if p.recipient}),
        "half_release": sum(p.half_release for p in within),
        "trainees": len(trainees),
        "visits": len(visits),
    }
    return {name: str(count) for name, count in counts.items()}


def _attendance(tallies: Tallies) -> Context:
    """Days of all placements together; `known` where there is any attendance."""
    present, required = _sum(tallies.values(), "present"), _sum(tallies.values(), "required")
    leaves = {name: _sum(tallies.values(), name) for name in LEAVES.values()}
    return {
        "required": number(required),
        "present": number(present),
        "rate": number(_rate(present, required), 1),
        "leaves": [{"kind": name, "days": number(days)} for name, days in leaves.items() if days],
        "known": bool(tallies),
    }


def _charts(source: Source, first: date, last: date, tallies: Tallies, work: Sequence[Workload]) -> Context:
    """Figures of the template's charts, by the word that their title begins with."""
    months = month_ranges(first, last)
    labels = [f"{a.month}月" for a, _ in months]
    by_month = [[_tally(s, a, b) for s in source.facts.standings if id(s.placement) in tallies] for a, b in months]
    rates = [_rate(_sum(part, "present"), _sum(part, "required")) for part in by_month]

    def volumes(name: str) -> list[Decimal | None]:
        rows = ([getattr(row, name) for row in work if row.month == (a.year, a.month)] for a, _ in months)
        return [total(values) for values in rows]

    return {
        "出勤率": {"categories": labels, "series": [("出勤率", rates)]},
        "得分分布": _distribution(source),
        "请假构成": {
            "categories": list(LEAVES.values()),
            "series": [("天数", [_sum(tallies.values(), name) for name in LEAVES.values()])],
        },
        "工作量": {"categories": labels, "series": [(title, volumes(name)) for name, title in VOLUMES.items()]},
    }


def _sum(tallies: Iterable[dict[str, Decimal]], name: str) -> Decimal:
    return sum((tally.get(name, Decimal(0)) for tally in tallies), Decimal(0))


def _rate(present: Decimal, required: Decimal) -> Decimal | None:
    return round(present / required * 100, 1) if required else None


def _recipient_row(source: Source, name: str, tallies: Tallies) -> Context:
    people = source.in_recipient(name)
    mine = [tallies[id(p.placement)] for p in people if id(p.placement) in tallies]
    return {
        "name": name, "people": str(len(people)), "required": number(_sum(mine, "required")) if mine else "",
        "present": number(_sum(mine, "present")) if mine else "",
        "rate": number(_rate(_sum(mine, "present"), _sum(mine, "required")), 1),
        "leave": number(sum((_sum(mine, n) for n in LEAVES.values() if n != LEAVES[kinds.ABSENT]), Decimal(0))) if mine else "",
        "absent": number(_sum(mine, LEAVES[kinds.ABSENT])) if mine else "",
    }  # fmt: skip


def _grade_order(item: tuple[str, int]) -> int:
    order = (*GRADES, "未定")
    return next((index for index, grade in enumerate(order) if item[0].startswith(grade)), len(order))


def _ranked(source: Source, role: str) -> list[Context]:
    found = [item for item in source.scores.institutions if item.role == role and source.policy.annexes]
    found.sort(key=lambda item: (item.rank is None, item.rank or 0))
    return [
        {"rank": "" if item.rank is None else str(item.rank), "name": item.name, "score": number(item.score, 2),
         "percent": number(item.percent, 2), "count": str(item.count), "mean": number(item.mean_percent, 2),
         "status": "待评" if item.status == "pending" else ""}
        for item in found
    ]  # fmt: skip


def _distribution(source: Source) -> dict[str, Any]:
    known = [person.percent for person in source.people if person.percent is not None and person.status != "pending"]
    counts = [Decimal(sum(low <= percent < high for percent in known)) for _, low, high in BANDS]
    waiting = Decimal(len(source.people) - len(known))
    return {"categories": [*(name for name, _, _ in BANDS), "待评"], "series": [("人数", [*counts, waiting])]}


def _findings(source: Source) -> list[Context]:
    """Errors and warnings by rule, most first."""
    from qianyi.output.policy import rule_title

    counted: Counter[tuple[str, str]] = Counter(
        (item.code, item.severity) for item in source.scores.findings if item.severity in ("error", "warning")
    )
    return [
        {"code": code, "severity": SEVERITY[severity], "count": str(count),
         "title": rule_title(code),
         "clause": source.policy.clause_of(code)}
        for (code, severity), count in sorted(counted.items(), key=lambda i: (i[0][1], -i[1], i[0][0]))
    ]  # fmt: skip
