"""Documents of one person: appraisal form, handbook pages, leave slip."""

from __future__ import annotations

from calendar import Calendar, monthrange
from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from functools import cache
from typing import TYPE_CHECKING, NamedTuple

from qianyi.dossier import kinds
from qianyi.output.documents.form_data import FormData, FormFields, Page, months
from qianyi.output.documents.phrasing import chinese_date, file_name, number

if TYPE_CHECKING:
    from qianyi.dossier.records import Leave
    from qianyi.facts.attendance import Standing
    from qianyi.scoring.result import PersonScore

HANDBOOK = "平时考核手册"


def page_of(source: FormData, person: PersonScore, title: str) -> Page:
    """An empty page about one placement; its name begins with the place on the roster."""
    placement = person.placement
    return Page(
        file_name(source.number_of(placement), placement.name, placement.recipient or "", title),
        source.common(),
        people=(placement.name,),
        institutions=(placement.support or "", placement.recipient or ""),
    )


def appraisal_pages(source: FormData) -> Iterator[Page]:
    """工作鉴定表 (附件5) for each placement. Of several copies each says who keeps it."""
    keepers = source.policy.papers.copies
    for person in source.people:
        page = page_of(source, person, "工作鉴定表")
        page.context |= {
            "person": source.person(person, page),
            "attendance": source.attendance(person, page),
            "form": form(source),
            "appraisal": appraisal_fields(source, person),
            "copy": {"number": "", "of": str(len(keepers)), "keeper": "", "keepers": list(keepers)},
        }
        for key, label in APPRAISAL.items():
            page.need(label, page.context["appraisal"][key])
        page.copies = tuple((keeper, _copy(page, number, keeper)) for number, keeper in enumerate(keepers, 1))
        yield page


def _copy(page: Page, number: int, keeper: str) -> FormFields:
    """What differs in one copy."""
    return {"copy": page.context["copy"] | {"number": str(number), "keeper": keeper}}


def appraisal_fields(source: FormData, person: PersonScore) -> FormFields:
    """What the institutions and the person wrote; where an institution wrote nothing, the local grade."""
    rows = source.appraisals.get(id(person.placement), [])
    local = "" if person.grade_origin == "鉴定表" else source.grade(person)
    return {
        "notice": _latest(row.notice for row in rows),
        "statement": _latest(row.statement for row in rows)
        or source.facts.free_texts.of("statement", person.placement.name),
        "support_grade": _opinion((row.support_grade for row in rows), local),
        "recipient_grade": _opinion((row.recipient_grade for row in rows), local),
    }


def form(source: FormData) -> FormFields:
    """Title and notes of the appraisal form: the document's own words, else our short ones."""
    wording, papers = source.policy.wording, source.policy.papers
    title = papers.form or f"{source.activity}工作鉴定表"
    if wording is None or not wording.notes:
        return {"title": title, "notes": list(papers.notes)}
    return {"title": wording.appraisal or title, "notes": list(wording.notes)}


APPRAISAL = {
    "notice": "受援单位公示情况",
    "statement": "个人工作鉴定",
    "support_grade": "派出单位评价",
    "recipient_grade": "受援单位评价",
}


def _latest(values: Iterable[str | None]) -> str:
    """The last that is filled: each unit may have its own row or sheet."""
    return ([value for value in values if value] or [""])[-1]


def _opinion(values: Iterable[str | None], local: str) -> str:
    """What a unit wrote, where it wrote but one thing, whatever the record; with none the local grade stands."""
    given = {value for value in values if value}
    if not given:
        return local
    verdict = given.pop()
    return "" if given else verdict


def handbook_pages(source: FormData) -> Iterator[Page]:
    """平时考核手册: a page a month, attendance, workload, activities."""
    calendars: dict[tuple[int, int], list[list[_CalendarDay | None]]] = {}
    for person in source.people:
        standing = source.facts.standing_of(person.placement)
        if standing.first is None or standing.last is None:
            continue
        page = page_of(source, person, "平时考核手册")
        pages = []
        for month in months(standing.first, standing.last):
            if month not in calendars:
                calendars[month] = _calendar(source, *month)
            pages.append(_month(source, person, standing, month, calendars[month]))
        wording = source.policy.wording
        title = (wording.handbook if wording is not None else "") or HANDBOOK
        page.context |= {"person": source.person(person), "months": pages, "title": title}
        page.need("逐日考勤", "有" if standing.recorded and standing.totals is None else None)
        yield page


_SIGNS = kinds.CHINESE | {kinds.PRESENT: "√", kinds.BLANK: "", kinds.UNREAD: "?", kinds.ANNUAL: "年休"}


@cache
def _sign(value: int) -> str:
    morning, afternoon = kinds.halves(value)
    if morning == afternoon:
        return _SIGNS[morning]
    return f"{_SIGNS[morning] or '—'}/{_SIGNS[afternoon] or '—'}"


class _CalendarDay(NamedTuple):
    """A day of a month's calendar: its place in time, its number, the shade of work or rest."""

    ordinal: int
    day: str
    colour: str


_OTHER_MONTH = {"day": "", "mark": "", "colour": "FFFFFF"}


def _calendar(source: FormData, year: int, month: int) -> list[list[_CalendarDay | None]]:
    """The weeks of a month, Monday first; None where the day is of another month."""
    weeks = []
    for week in Calendar().monthdatescalendar(year, month):
        shades = ["FFFFFF" if source.facts.calendar.is_workday(day) else "E7ECF2" for day in week]
        weeks.append(
            [
                _CalendarDay(day.toordinal(), str(day.day), shade) if day.month == month else None
                for day, shade in zip(week, shades, strict=True)
            ]
        )
    return weeks


def _month(
    source: FormData,
    person: PersonScore,
    standing: Standing,
    of: tuple[int, int],
    calendar: list[list[_CalendarDay | None]],
) -> FormFields:
    assert standing.first is not None
    year, month = of
    first = date(year, month, 1)
    last = date(year, month, monthrange(year, month)[1])
    begin = standing.first.toordinal()
    weeks = [[_cell(standing.days, begin, day) for day in week] for week in calendar]
    tally = standing.halves_between(first, last)
    present = tally.pop(kinds.PRESENT, Decimal(0)) + tally.pop(kinds.OFFICIAL, Decimal(0))
    if standing.by_week:  # days are owed by the week: a blank one is none that was not recorded
        tally.pop(kinds.BLANK, None)
    parts = [
        f"出勤 {number(present)} 天",
        *(f"{kinds.CHINESE[k]} {number(v)} 天" for k, v in sorted(tally.items(), reverse=True)),
    ]
    marked = standing.recorded and standing.totals is None
    work = [row for row in source.registers("workload", person.placement) if row.month == (year, month)]
    done = [
        row
        for row in source.registers("activities", person.placement)
        if row.date and (row.date.year, row.date.month) == (year, month)
    ]

    def amount(name: str) -> str:
        values = [getattr(row, name) for row in work if getattr(row, name) is not None]
        return number(sum(values, Decimal(0))) if values else ""

    return {
        "title": f"{year}年{month}月",
        "weeks": weeks,
        "summary": "，".join(parts) if marked else "",
        "outpatients": amount("outpatients"),
        "teaching": amount("teaching"),
        "surgery": amount("surgery"),
        "deliveries": amount("deliveries"),
        "review": work[-1].township_review or "" if work else "",
        "activities": [
            {
                "date": chinese_date(row.date),
                "kind": row.kind or "",
                "topic": row.topic or "",
                "hours": number(row.hours),
                "attendees": number(row.attendees),
            }
            for row in sorted(done, key=lambda row: row.date)
        ],
    }


def _cell(days: bytes, begin: int, day: _CalendarDay | None) -> FormFields:
    """A day of the month's calendar: number, mark, shade of a rest day."""
    if day is None:
        return _OTHER_MONTH
    index = day.ordinal - begin
    mark = _sign(days[index]) if 0 <= index < len(days) else ""
    return {"day": day.day, "mark": mark, "colour": day.colour}


def leave_pages(source: FormData) -> Iterator[Page]:
    """请假审批单 for each row of the leave register."""
    for index, leave in enumerate(source.dossier.leaves, 1):
        matched = source.facts.match(leave, leave.start).placements
        placement = matched[0] if matched else None
        page = Page(
            file_name(
                f"{index:03d}",
                leave.name,
                leave.kind_text,
                leave.start.isoformat() if leave.start else "",
                "请假审批单",
            ),
            source.common(),
            people=(leave.name,),
            institutions=tuple(name for name in (placement.support, placement.recipient) if name) if placement else (),
        )
        days = source.facts.leaves.length(leave)
        page.context |= {
            "person": {
                "name": leave.name,
                "title": (placement.title if placement else None) or "",
                "support": (placement.support if placement else leave.support) or "",
                "recipient": (placement.recipient if placement else leave.recipient) or "",
            },
            "leave": {
                "kind": page.need("请假类型", leave.kind_text),
                "start": page.need("开始日期", chinese_date(leave.start)),
                "end": page.need("结束日期", chinese_date(leave.end)),
                "days": number(days),
                "tier": _tier(source, days),
                "filing": _filing(source, leave, days),
                "approver": page.need("批准单位", leave.approver),
                "approved": page.need("批准日期", chinese_date(leave.approved)),
                "filed": chinese_date(leave.filed),
                "county_filed": chinese_date(leave.county_filed),
                "certificate": leave.certificate or "",
                "returned": chinese_date(leave.returned),
            },
        }
        yield page


def _tier(source: FormData, days: Decimal | None) -> str:
    """Who must approve a leave of this length."""
    steps = source.policy.approvals
    if not steps:
        return "支援单位、受援单位"
    if days is None:
        return ""
    fitting = (step.title for step in steps if step.limit and days <= source.policy.number(step.limit))
    return next(fitting, steps[-1].title)


def _filing(source: FormData, leave: Leave, days: Decimal | None) -> str:
    """What must be filed with whom; where leave is approved by tiers, only what the township hospital approves."""
    limit, township = source.policy.get("leave.filing_days"), source.policy.get("leave.township_days")
    if isinstance(township, Decimal):
        return "报县级卫生健康行政部门备案" if days is not None and days <= township else ""
    proven = {"sick", "marriage", "maternity", "bereavement"}
    if isinstance(limit, Decimal) and days is not None and leave.kind in proven:
        return "须附证明并报自治区卫生健康委备案" if days >= limit else "须附证明材料"
    return ""
