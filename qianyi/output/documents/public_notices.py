"""公示: of appraisal results, and each half-year of what the persons did. Public: nothing else about anybody."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from qianyi.dossier import kinds
from qianyi.dossier.records import Placement
from qianyi.output.documents.form_data import ROLE_TITLES, TO_FILL, FormData, Page, total
from qianyi.output.documents.phrasing import (
    chinese_date,
    chinese_period,
    collisions,
    file_name,
    headline,
    listed,
    number,
)
from qianyi.output.words import PERIOD, VOLUMES
from qianyi.policy.date_shift import ONE_DAY

if TYPE_CHECKING:
    from qianyi.facts.attendance import Standing
    from qianyi.facts.duties import Turn
    from qianyi.scoring.result import PersonScore

_DAY_UNITS = {"working": "个工作日", "calendar": "天"}
UNDATED = f"{TO_FILL}年{TO_FILL}月{TO_FILL}日至{TO_FILL}年{TO_FILL}月{TO_FILL}日"
Window = tuple[date, date]


# When -----------------------------------------------------------------------------------------------------------------


def notice_period(source: FormData, window: Window | None) -> Window | None:
    """First and last day of a public notice: from the day after as-of (not before the window), by the policy's days and
    unit. None where the policy sets no such days, or they end after the window."""
    days, unit = source.policy.get("notice.days"), source.policy.get("notice.unit")
    if not isinstance(days, Decimal) or days < 1:
        return None
    day, left, first = source.as_of, int(days), None
    if window is not None:
        day = max(day, window[0] - ONE_DAY)
    while left:
        day += ONE_DAY
        if unit != "working" or source.facts.calendar.is_workday(day):
            first, left = first or day, left - 1
    assert first is not None
    return None if window is not None and day > window[1] else (first, day)


def turns_of(source: FormData, duty: str) -> list[Turn]:
    """The times of a duty, one a span whoever bears it, by date."""
    spans = {(turn.since, turn.due): turn for turn in source.facts.duties.turns if turn.duty.id == duty}
    return list(spans.values())


def result_window(source: FormData) -> Window | None:
    """The time in which the policy has results published; None where it names none."""
    for turn in turns_of(source, source.policy.papers.result_notice):
        return (turn.since or source.policy.campaign.start), turn.due
    return None


def _dates(source: FormData, page: Page, window: Window | None) -> dict[str, str]:
    """The fields `notice`: the period and its length; blank dates where it does not fit into the window."""
    period = notice_period(source, window)
    days = source.policy.get("notice.days")
    given = isinstance(days, Decimal) and days >= 1
    length = f"{number(days)}{_DAY_UNITS.get(str(source.policy.get('notice.unit')), '天')}" if given else ""
    if period is None:
        page.need("公示时间", None)
        if window is not None and given:
            page.notes.append(f"公示应在 {window[0]} 至 {window[1]} 之内，截至日期以后排不下{length}，公示时间留空")
    page.notes += _guessed_years(source, period)
    return {"period": chinese_period(*period) if period else UNDATED, "length": length}


def _guessed_years(source: FormData, period: Window | None) -> list[str]:
    """That the notice's working days were counted without an official calendar; nothing where it is known."""
    if period is None or source.policy.get("notice.unit") != "working":
        return []
    return [
        f"{year} 年的放假安排还不知道，公示时间把周一至周五算作工作日；请核对，或在 qianyi.toml 的 [calendar] 写明"
        for year in range(period[0].year, period[1].year + 1)
        if not source.facts.calendar.known(year)
    ]


# Who ------------------------------------------------------------------------------------------------------------------


def came(source: FormData, placement: Placement, day: date) -> bool:
    """Whether somebody had come by a day: the recorded arrival, else presence in the attendance. Where neither arrivals
    nor any attendance are given, the roster's start."""
    if placement.start is None:  # its dates could not be read: nothing is held against the person
        return True
    if placement.start > day:
        return False
    if placement.arrival is not None:
        return placement.arrival <= day
    standing = source.facts.standing_of(placement)
    if standing.recorded:
        return standing.count.present > 0 if standing.totals is not None else _present(standing, day)
    return not source.dossier.has_column("roster", "arrival") and not source.any_attendance


def _present(standing: Standing, day: date) -> bool:
    """Whether a mark up to a day says that the person was there."""
    if standing.first is None:
        return False
    marks = set(standing.days[: (day - standing.first).days + 1])
    return any(half in kinds.PRESENCE for mark in marks for half in kinds.halves(mark))


def _arrived(source: FormData, page: Page, people: list[PersonScore], day: date) -> list[PersonScore]:
    """Those who have come by a day; whose placement has begun, and of whom nothing tells that they came, are named."""
    there = [person for person in people if came(source, person.placement, day)]
    absent = [
        person.placement.name
        for person in people
        if person not in there and person.placement.start is not None and person.placement.start <= day
    ]
    if absent:
        page.notes.append(f"没有到岗日期，也没有出勤的，不列入公示：{listed(absent)}")
    return there


def _title(page: Page, what: str) -> str:
    """The notice's title, broken between words."""
    return headline(f"{page.institutions[0]}关于{page.context['heading']}") + f"\n{what}"


def note_collisions(source: FormData, page: Page, names: list[str]) -> None:
    """Name the masked names that stand for several people."""
    if source.masked:
        page.notes += [
            f"{page.institutions[0]} 的名单中 {masked} 有 {count} 人，隐名后分不清；请在单位、职称处区别，或不隐名"
            for masked, count in collisions(dict.fromkeys(names)).items()
        ]


# Results --------------------------------------------------------------------------------------------------------------


def notice_pages(source: FormData) -> Iterator[Page]:
    """公示 of appraisal results, one for each support and each recipient institution that somebody has come from or to."""
    window = result_window(source)
    for role in ("support", "recipient"):
        for index, name in enumerate(source.institutions(role), 1):
            people = source.in_support(name) if role == "support" else source.in_recipient(name)
            page = Page(
                file_name(ROLE_TITLES[role], f"{index:03d}", name, "公示"), source.common(), institutions=(name,)
            )
            people = _arrived(source, page, people, source.as_of)
            if not people:
                page.withheld = "还没有人到岗"
                yield page
                continue
            rows = [_result_row(source, page, person, role, number) for number, person in enumerate(people, 1)]
            page.context |= {
                "institution": name,
                "title": _title(page, "派驻人员评定结果的公示"),
                "other_heading": "受援单位" if role == "support" else "支援单位",
                "rows": rows,
                "notice": _dates(source, page, window),
            }
            page.people = tuple(person.placement.name for person in people)
            note_collisions(source, page, list(page.people))
            yield page


def _result_row(source: FormData, page: Page, person: PersonScore, role: str, index: int) -> dict[str, str]:
    placement = person.placement
    result = source.grade(person)
    if not result and person.status == "final" and person.score is not None:
        result = f"{number(person.score, 2)}分"
    return {
        "number": str(index),
        "name": source.shown_name(placement.name),
        "other": (placement.recipient if role == "support" else placement.support) or "",
        "title": page.need("专业技术职称", placement.title),
        "period": page.need("支援起止时间", source.person(person)["period"]),
        "result": page.need("评定结果", result),
    }


# Work of a half-year --------------------------------------------------------------------------------------------------


def work_notice_pages(source: FormData) -> Iterator[Page]:
    """公示 of what the persons of a support institution did, one for each half of the campaign that has begun."""
    for number_of, turn in enumerate(turns_of(source, source.policy.papers.work_notice), 1):
        first, last = turn.since or source.policy.campaign.start, turn.due
        if first > source.as_of:
            continue
        until = min(last, source.as_of)
        for index, name in enumerate(source.institutions("support"), 1):
            half = _HALF_YEARS.get(number_of, "") if turn.duty.each == "half-year" else f"第{number_of}期"
            page = Page(
                file_name(f"{index:03d}", name, half, "工作情况公示"),
                source.common(),
                institutions=(name,),
            )
            within = [p for p in source.in_support(name) if p.end is None or p.end >= first]
            people = _arrived(source, page, within, until)
            if not people:
                page.withheld = "还没有人到岗"
                yield page
                continue
            page.context |= {
                "institution": name,
                "title": _title(page, f"派驻人员{half}工作情况的公示"),
                "half": half,
                "period": {"start": chinese_date(first), "end": chinese_date(until)},
                "rows": [
                    _work_row(source, page, own, index, (first, until))
                    for index, own in enumerate(_by_person(people), 1)
                ],
                "notice": _dates(source, page, (first, last)),
            }
            page.people = tuple(person.placement.name for person in people)
            note_collisions(source, page, list(page.people))
            yield page


_HALF_YEARS = {1: PERIOD["first"], 2: PERIOD["second"]}


def _by_person(people: list[PersonScore]) -> list[list[PersonScore]]:
    """The placements of one service together: who moved within the half stands there once."""
    found: dict[int, list[PersonScore]] = {}
    for person in people:
        found.setdefault(id(person.service), []).append(person)
    return list(found.values())


def _work_row(source: FormData, page: Page, own: list[PersonScore], index: int, span: Window) -> dict[str, str]:
    placements = [person.placement for person in own]
    first, last = min(own, key=_start), max(own, key=_start)
    return {
        "number": str(index),
        "name": source.shown_name(placements[0].name),
        "recipient": listed(dict.fromkeys(p.recipient for p in placements if p.recipient)),
        "title": page.need("专业技术职称", placements[0].title),
        "period": page.need("支援起止时间", chinese_period(first.start, last.end)),
        "work": page.need("工作情况", _work(source, placements, span)),
    }


def _start(person: PersonScore) -> date:
    return person.start or date.max


_COUNTED = {"outpatients": "人次", "teaching": "次", "surgery": "例", "deliveries": "例"}


def _work(source: FormData, placements: list[Placement], span: Window) -> str:
    """What the registers have of a person in these days: 门诊诊疗320人次，专题讲座2次."""
    since = span[0].replace(day=1) if span[0] == source.policy.campaign.start else span[0]
    months = [
        row
        for row in _rows(source, "workload", placements)
        if row.month and since <= date(row.month[0], row.month[1], 1) <= span[1]
    ]
    sums = {name: total([getattr(row, name) for row in months]) for name in _COUNTED}
    parts = [f"{VOLUMES[name]}{number(sums[name])}{unit}" for name, unit in _COUNTED.items() if sums[name]]
    done = [row for row in _rows(source, "activities", placements) if row.date and span[0] <= row.date <= span[1]]
    kinds_of = Counter(row.kind or "其他" for row in done)
    return "，".join([*parts, *(f"{kind}{count}次" for kind, count in kinds_of.items())])


def _rows(source: FormData, kind: str, placements: list[Placement]) -> list[Any]:
    """The rows of a register that are about any of these placements, each once."""
    rows = (row for placement in placements for row in source.registers(kind, placement))
    return list({id(row): row for row in rows}.values())
