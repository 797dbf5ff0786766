"""Documents of the county: roster, subsidy check list, half-year and annual reports."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.dossier import kinds
from qianyi.facts.periods import month_ranges
from qianyi.output.documents.form_data import FormData, FormFields, Page, in_order_of_grades, total
from qianyi.output.documents.phrasing import chinese_date, chinese_period, listed, number
from qianyi.output.words import PERIOD, SEVERITY, STATUS, VOLUMES
from qianyi.policy.date_shift import ONE_DAY, add_months
from qianyi.rules.cases import title_of
from qianyi.rules.funds import month_of

if TYPE_CHECKING:
    from qianyi.dossier.records import Payment, Placement, Workload
    from qianyi.facts.attendance import Standing

_LEAVE_WORDS = {
    kind: kinds.CHINESE[kind]
    for kind in (
        kinds.PERSONAL,
        kinds.SICK,
        kinds.MARRIAGE,
        kinds.MATERNITY,
        kinds.BEREAVEMENT,
        kinds.OTHER,
        kinds.ANNUAL,
        kinds.ABSENT,
    )
}
Tallies = dict[int, dict[str, Decimal]]
"""Days of each placement (by id): `required`, `present`, and each leave by its word."""
_ANNUAL = "年度总结"
BLANK, UNREADABLE = "blank", "unreadable"
DOUBTS = {"F902": "用途不在补助范围", "F904": "与按考勤应发的不符"}
"""What the subsidy list says of a payment that a rule doubts."""
BANDS = (("90以上", 90, 101), ("80–90", 80, 90), ("70–80", 70, 80), ("60–70", 60, 70), ("不足60", 0, 60))


def roster_pages(source: FormData) -> Iterator[Page]:
    """派驻人员名单 in the layout of 附件1, normalised."""
    rows = []
    for index, placement in enumerate(source.dossier.placements, 1):
        words = PERIOD.get(placement.period or "")
        dates = chinese_period(placement.start, placement.end)
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


def subsidy_pages(source: FormData) -> Iterator[Page]:
    """补助发放核对表: each payment beside the attendance of its month."""
    doubted = {
        cell: finding.code
        for finding in source.scores.findings
        if finding.code in DOUBTS and finding.severity != "info"
        for cell in finding.cells
    }
    rows = []
    for index, payment in enumerate(source.dossier.payments, 1):
        row = _payment_row(source, payment)
        codes = [doubted[cell] for name in ("purpose", "amount") for cell in payment.cells(name) if cell in doubted]
        row["remark"] = "；".join(filter(None, (row["remark"], *(DOUBTS[code] for code in codes))))
        rows.append({"number": index} | row)
    amount = total([payment.amount for payment in source.dossier.payments])
    yield Page("补助发放核对表", source.common() | {"rows": rows, "amount": amount})


def _payment_row(source: FormData, payment: Payment) -> FormFields:
    """Whose it is and what the month's attendance says; `remark` where it says nothing."""
    placements = source.facts.match(payment).placements
    row: FormFields = {
        "name": payment.name,
        "recipient": payment.recipient or "",
        "month": "",
        "purpose": payment.purpose or "",
        "amount": payment.amount,
        "required": None,
        "present": None,
        "remark": "",
    }
    if payment.month:
        first, last = month_of(payment.month)
        row["month"] = f"{first.year}年{first.month}月"
        inside = [p for p in placements if p.start and p.end and p.start <= last and p.end >= first]
    else:
        inside = []
    if placements:
        row["recipient"] = listed(dict.fromkeys(p.recipient for p in inside or placements[:1] if p.recipient))
    if not placements:
        namesake = any(p.name == payment.name for p in source.dossier.placements)
        telling = payment.support or payment.recipient
        row["remark"] = "名单上有同名的人，分不清是哪一位" if namesake and not telling else "不在派驻名单"
    elif payment.month and not inside:
        row["remark"] = "该月不在派驻期"
    elif not payment.month:
        row["remark"] = "月份空白或读不出"
    else:
        row |= _month_attendance([source.facts.standing_of(placement) for placement in inside], first, last)
    return row


def _month_attendance(standings: list[Standing], first: date, last: date) -> FormFields:
    """Days of a month over the placements that lie in it; a blank and a remark where nobody recorded them."""
    if all(standing.last is None or standing.last < first for standing in standings):
        return {"remark": "该月在截至日期之后"}
    tallies = [_tally(s, first, last) for s in standings if s.recorded and not s.totals]
    required, blank = _sum(tallies, "required"), _sum(tallies, BLANK)
    if not tallies or required == blank:
        return {"remark": "该月无逐日考勤"}
    if any(standing.by_week for standing in standings):  # the week owes the days, a month does not
        return {"present": _sum(tallies, "present"), "remark": "半脱产，应出勤按周计"}
    unrecorded = blank + _sum(tallies, UNREADABLE)
    remark = f"另有 {number(unrecorded)} 天未记录" if unrecorded else ""
    return {"present": _sum(tallies, "present"), "required": required, "remark": remark}


def _tally(standing: Standing, first: date, last: date) -> dict[str, Decimal]:
    """Workdays of a placement between two days: required, present, each leave kind by its name, what is unrecorded."""
    counts: dict[str, Decimal] = defaultdict(Decimal)
    if standing.first is None:
        return counts
    counts["required"] = counts["present"] = Decimal(0)
    for kind, days in standing.halves_between(first, last).items():
        counts["required"] += days
        if kind in kinds.PRESENCE:
            counts["present"] += days
        elif kind in _LEAVE_WORDS:
            counts[_LEAVE_WORDS[kind]] += days
        elif kind in kinds.UNRECORDED:
            counts[BLANK if kind == kinds.BLANK else UNREADABLE] += days
    return counts


def annual_pages(source: FormData) -> Iterator[Page]:
    """年度总结报告 up to as-of."""
    campaign = source.policy.campaign
    if source.as_of >= campaign.start:
        yield Page("年度总结报告", _report(source, campaign.start, min(campaign.end, source.as_of), _ANNUAL))


def half_year_pages(source: FormData) -> Iterator[Page]:
    """半年小结 of each half of the campaign that has begun; the halves are those of 前半年 and 后半年 on a roster."""
    campaign = source.policy.campaign
    middle = add_months(campaign.start, source.policy.whole("campaign.months") // 2) - ONE_DAY
    halves = (("first", campaign.start, middle), ("second", middle + ONE_DAY, campaign.end))
    for half, first, last in halves:
        word = PERIOD[half]
        if first <= source.as_of:
            yield Page(f"半年小结-{word}", _report(source, first, min(last, source.as_of), word))


def _report(source: FormData, first: date, last: date, word: str) -> FormFields:
    """All of it, for the days from first to last."""
    within = [
        placement
        for placement in source.dossier.placements
        if placement.start and placement.end and placement.start <= last and placement.end >= first
    ]
    here = set(map(id, within))
    tallies = {
        id(standing.placement): _tally(standing, first, last)
        for standing in source.facts.standings
        if standing.recorded and not standing.totals and not standing.by_week and id(standing.placement) in here
    }
    since = first.replace(day=1) if first == source.policy.campaign.start else first
    work = [row for row in source.dossier.workloads if row.month and since <= date(*row.month, 1) <= last]
    activities = [row for row in source.dossier.activities if row.date and first <= row.date <= last]
    kinds_of = Counter(row.kind or "其他" for row in activities)
    graded = Counter(source.grade(person) or "未定" for person in source.people)
    return source.common() | {
        "half": word,
        "period": {"start": chinese_date(first), "end": chinese_date(last)},
        "counts": _counts(source, within, first, last) | {"activities": str(len(activities))},
        "attendance": _attendance(source, within, tallies),
        "recipients": [
            row for name in source.institutions("recipient") if (row := _recipient_row(source, name, within, tallies))
        ],
        "work": {name: number(total([getattr(row, name) for row in work])) for name in VOLUMES} | {"known": bool(work)},
        "activities": [
            {"kind": kind, "count": str(count)} for kind, count in sorted(kinds_of.items(), key=lambda i: (-i[1], i[0]))
        ],
        "grades": [{"grade": grade, "count": str(count)} for grade, count in in_order_of_grades(source.policy, graded)],
        "supports_ranked": _ranked(source, "support"),
        "recipients_ranked": _ranked(source, "recipient"),
        "findings": _findings(source, first, last, word == _ANNUAL),
        "practices": _texts(source, "practice"),
        "plans": _texts(source, "plans"),
        "charts": _charts(source, first, last, tallies, work),
    }


def _texts(source: FormData, field: str) -> list[FormFields]:
    """Paragraphs that people wrote (sheet 文字), the county's own first, each institution's by its name."""
    return [
        {"text": f"{subject}：{line}" if subject else line}
        for subject, text in source.facts.free_texts.every(field).items()
        for line in text.splitlines()
    ]


def _counts(source: FormData, within: list[Placement], first: date, last: date) -> FormFields:
    """Persons, institutions, posts, trainees and visits of these days."""
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


def _attendance(source: FormData, within: list[Placement], tallies: Tallies) -> FormFields:
    """Days of all placements together; `known` where there is any attendance, `by_week` where some are left out."""
    present, required = _sum(tallies.values(), "present"), _sum(tallies.values(), "required")
    leaves = {name: _sum(tallies.values(), name) for name in _LEAVE_WORDS.values()}
    return {
        "required": number(required),
        "present": number(present),
        "rate": number(_rate(present, required), 1),
        "leaves": [{"kind": name, "days": number(days)} for name, days in leaves.items() if days],
        "known": bool(tallies),
        "by_week": any(source.facts.standing_of(placement).by_week for placement in within),
    }


def _charts(source: FormData, first: date, last: date, tallies: Tallies, work: Sequence[Workload]) -> FormFields:
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
            "categories": list(_LEAVE_WORDS.values()),
            "series": [("天数", [_sum(tallies.values(), name) for name in _LEAVE_WORDS.values()])],
        },
        "工作量": {"categories": labels, "series": [(title, volumes(name)) for name, title in VOLUMES.items()]},
    }


def _sum(tallies: Iterable[dict[str, Decimal]], name: str) -> Decimal:
    return sum((tally.get(name, Decimal(0)) for tally in tallies), Decimal(0))


def _rate(present: Decimal, required: Decimal) -> Decimal | None:
    return round(present / required * 100, 1) if required else None


def _recipient_row(source: FormData, name: str, within: list[Placement], tallies: Tallies) -> FormFields | None:
    """A recipient's placements of these days; None where it has none."""
    people = [placement for placement in within if placement.recipient == name]
    mine = [tallies[id(placement)] for placement in people if id(placement) in tallies]
    return (
        None
        if not people
        else {
            "name": name,
            "people": str(len(people)),
            "required": number(_sum(mine, "required")) if mine else "",
            "present": number(_sum(mine, "present")) if mine else "",
            "rate": number(_rate(_sum(mine, "present"), _sum(mine, "required")), 1),
            "leave": number(
                sum((_sum(mine, n) for n in _LEAVE_WORDS.values() if n != _LEAVE_WORDS[kinds.ABSENT]), Decimal(0))
            )
            if mine
            else "",
            "absent": number(_sum(mine, _LEAVE_WORDS[kinds.ABSENT])) if mine else "",
        }
    )


def _ranked(source: FormData, role: str) -> list[FormFields]:
    found = [item for item in source.scores.institutions if item.role == role and source.policy.annexes]
    found.sort(key=lambda item: (item.rank is None, item.rank or 0))
    return [
        {
            "rank": "" if item.rank is None else str(item.rank),
            "name": item.name,
            "score": number(item.score, 2),
            "percent": number(item.percent, 2),
            "count": str(item.count),
            "mean": number(item.mean_percent, 2),
            "status": STATUS["pending"] if item.status == "pending" else "",
        }
        for item in found
    ]


def _distribution(source: FormData) -> dict[str, Any]:
    known = [person.percent for person in source.people if person.percent is not None and person.status != "pending"]
    counts = [Decimal(sum(low <= percent < high for percent in known)) for _, low, high in BANDS]
    waiting = Decimal(len(source.people) - len(known))
    return {
        "categories": [*(name for name, _, _ in BANDS), STATUS["pending"]],
        "series": [("人数", [*counts, waiting])],
    }


def _findings(source: FormData, first: date, last: date, year: bool) -> list[FormFields]:
    """Errors and warnings of these days by rule, most first; what is of no time is of all. Marks are the year's."""
    concerns = source.concerns
    counted: Counter[tuple[str, str]] = Counter(
        (item.code, item.severity)
        for item in source.scores.findings
        if item.severity in ("error", "warning")
        and concerns.within(item, first, last)
        and (year or item.code[0] != "S")
    )
    return [
        {
            "code": code,
            "severity": SEVERITY[severity],
            "count": str(count),
            "title": title_of(code),
            "clause": source.policy.clause_of(code),
        }
        for (code, severity), count in sorted(counted.items(), key=lambda i: (i[0][1], -i[1], i[0][0]))
    ]
