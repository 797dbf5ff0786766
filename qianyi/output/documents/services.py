"""凡晋必下: the certificate of a service, and the county's table of all of them. One paper, one row a service."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier.finding import GENERAL
from qianyi.facts.services import Service, count_until, served_from
from qianyi.output.documents.form_data import FormData, FormFields, Page
from qianyi.output.documents.phrasing import chinese_date, chinese_period, file_name, listed, number
from qianyi.scoring.months import counted_to, recall_day

if TYPE_CHECKING:
    from qianyi.facts.attendance import AttendanceCount, Standing
    from qianyi.scoring.result import PersonScore

UNCOUNTED = "没有考勤"


class Served(Struct, eq=False):
    """A service with what is recorded of it, and the results of its placements in order of time."""

    service: Service
    standing: Standing
    people: list[PersonScore]

    @property
    def months(self) -> int | None:
        """Whole months that count: of every entry the same, but where the county's own rule takes those of one away."""
        counts = [one.counted_months for one in self.people if one.counted_months is not None]
        return min(counts, default=None)

    @property
    def forfeited(self) -> str | None:
        """Why the county's own rule takes the months away."""
        return next((one.forfeited for one in self.people if one.forfeited), None)

    def days(self, last: date | None) -> tuple[AttendanceCount, date | None]:
        """The days owed and present, and until when they run: the last day that counts, where they are known by the
        day (a recall cuts them too)."""
        cut = count_until(self.standing, last) if last is not None else None
        return (self.standing.count, self.standing.last) if cut is None else (cut, last)


def served(source: FormData) -> list[Served]:
    """All services in roster order."""
    by_placement = {id(person.placement): person for person in source.people}
    found = []
    for service, standing in source.facts.serving:
        people = [by_placement[id(p)] for p in service.placements if id(p) in by_placement]
        if people:
            found.append(Served(service, standing, people))
    return found


def certificate_pages(source: FormData) -> Iterator[Page]:
    """服务证明 for each service that any attendance tells of; the others are named."""
    for one in served(source):
        service, first = one.service, one.people[0]
        recipients = service.recipients
        where = recipients[0] if len(recipients) == 1 else f"{recipients[0]}等{len(recipients)}处"
        page = Page(
            file_name(source.number_of(first.placement), first.placement.name, where, "服务证明"),
            source.common(),
            people=(first.placement.name,),
            institutions=tuple(dict.fromkeys(filter(None, (first.placement.support, *recipients)))),
        )
        if not one.standing.recorded or one.months is None:
            page.withheld = UNCOUNTED if not one.standing.recorded else "派驻期读不出"
            yield page
            continue
        page.context |= _fields(source, one, page)
        page.need("支援工作起止时间", page.context["person"]["period"])
        yield page


def _fields(source: FormData, one: Served, page: Page) -> FormFields:
    """What a certificate says: whose, where and when, days owed and present, months, what they reach."""
    service, placements = one.service, one.service.placements
    ended = service.end is not None and service.end <= source.as_of
    recalled = recall_day(service, source.scores.lookup) if source.scores.lookup is not None else None
    last = _last(source, one)
    count, until = one.days(last)
    person = source.person(one.people[-1]) | {
        "recipient": listed(service.recipients),
        "period": chinese_period(service.start, service.end),
        "start": chinese_date(service.start),
        "end": chinese_date(service.end),
        "release": "半脱产" if all(p.half_release for p in placements) else "全脱产",
    }
    return {
        "person": person,
        "attendance": source.days(count, page),
        "counted_months": str(one.months),
        "grade": _grades(source, one),
        "service": {
            "placements": [
                {
                    "recipient": p.recipient or "",
                    "period": chinese_period(p.start, p.end),
                    "release": "半脱产" if p.half_release else "",
                }
                for p in placements
            ],
            "several": len(placements) > 1,
            "ended": ended or recalled is not None,
            "recalled": chinese_date(recalled),
            "since": chinese_date(served_from(source.facts, service)),
            "last": chinese_date(last),
            "until": chinese_date(until),
            "reached": reached(source, one, clause=True),
            "forfeited": forfeited(source, one),
        },
    }


def _last(source: FormData, one: Served) -> date | None:
    lookup = source.scores.lookup
    return counted_to(one.service, lookup) if lookup is not None else None


def reached(source: FormData, one: Served, clause: bool = False) -> str:
    """What the months come to: 满一年; 满6个月，未满一年; with the clause by which it matters, where that is asked."""
    steps = source.policy.papers.reached
    if one.months is None:
        return ""
    done = [step for step in steps if one.months >= step.months]
    left = [step for step in steps if one.months < step.months]
    words = [(f"按{done[-1].clause}已" if clause and done[-1].clause else "") + done[-1].title] if done else []
    words += [f"未{left[0].title}"] if left else []
    return "，".join(words)


def forfeited(source: FormData, one: Served) -> str:
    """Which of the county's own rules took the months away: 按本县规定，4.1 在岗情况不得分的，不计服务月数."""
    if one.forfeited is None:
        return ""
    clause = source.policy.parameter("service.forfeit").clause
    return f"按本县规定{'' if clause == GENERAL else clause}，{one.forfeited}的，不计服务月数"


def _grades(source: FormData, one: Served) -> str:
    return listed(dict.fromkeys(filter(None, map(source.grade, one.people))))


def service_pages(source: FormData) -> Iterator[Page]:
    """基层服务时间一览表: the months that count for promotion, one row a service."""
    page = Page("基层服务时间一览表", source.common())
    rows = []
    for index, one in enumerate(served(source), 1):
        fields = source.person(one.people[-1])
        known = one.standing.recorded and one.months is not None
        page.need("计算的服务月数", str(one.months) if known else None)
        count, _ = one.days(_last(source, one))
        remark = [UNCOUNTED] if not one.standing.recorded else [forfeited(source, one)]
        if one.standing.recorded and count.unrecorded:
            remark.append(f"未记录 {number(count.unrecorded)} 天")
        rows.append(
            {
                **{key: fields[key] for key in ("name", "support", "title")},
                "recipient": listed(one.service.recipients),
                "number": index,
                "start": chinese_date(one.service.start),
                "end": chinese_date(one.service.end),
                "required": count.required if known else None,
                "present": count.present if known else None,
                "counted_months": one.months,
                "reached": reached(source, one),
                "grade": _grades(source, one),
                "remark": "；".join(filter(None, remark)),
            }
        )
    page.context["rows"] = rows
    yield page
