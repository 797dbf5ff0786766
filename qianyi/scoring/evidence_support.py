"""Annex 2: the lines of a support institution that the registers can answer."""

from __future__ import annotations

from typing import Literal

from qianyi.dossier.records import Activity, Incident, Placement, Record
from qianyi.dossier.source import Cell
from qianyi.facts.arrivals import limit
from qianyi.facts.periods import months_between
from qianyi.facts.services import too_short
from qianyi.facts.texts import plain
from qianyi.policy.model import Policy
from qianyi.rules.sources import period_cells
from qianyi.scoring.evidence import Evidence, Subject, Unclear, computes, counted, lacks, lookalike, pending, unlike
from qianyi.scoring.grade import FAIL, passes
from qianyi.scoring.lookup import MALPRACTICE
from qianyi.scoring.result import PersonScore


def _visits(subject: Subject, rank: str, who: str) -> Evidence:
    policy = subject.lookup.policy
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    for visit in subject.lookup.facts.dossier.visits:
        ours = visit.support == subject.name
        rank_told, report = policy.meaning("visit", visit.level or ""), policy.meaning("report", visit.report or "否")
        if not (ours or lookalike(subject, visit.support)) or (visit.date and not subject.in_time(visit.date)):
            continue
        if rank_told not in (rank, None) or report not in ("yes", None):
            continue
        if not ours:
            unclear.append((visit, "support", unlike(visit.support)))
        elif visit.date is None:
            unclear.append((visit, "date", "日期不清的"))
        elif rank_told is None or report is None:
            unclear.append((visit, "level" if rank_told is None else "report", "级别或书面报告认不出的"))
        else:
            rows.append((visit, "date"))
    return counted(subject, f"{who}督导有书面报告的次数", rows, policy.whole("visit.min_count"), unclear)


@computes("leader-visits")
def leader_visits(subject: Subject) -> Evidence:
    """A leader's visit with a written report."""
    return lacks(subject, "visits", "report") or _visits(subject, "leader", "院领导")


@computes("department-visits")
def department_visits(subject: Subject) -> Evidence:
    """A department head's visit with a written report."""
    return lacks(subject, "visits", "report") or _visits(subject, "department", "科主任")


def trained(subject: Subject, field: Literal["host", "recipient"], what: str) -> Evidence:
    """Trainees of the campaign's year who stayed for the months that the policy asks, by host or by who sent them."""
    policy = subject.lookup.policy
    least, campaign = policy.whole("trainee.min_months"), policy.campaign
    last = min(campaign.end, subject.lookup.facts.as_of)
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    for trainee in subject.lookup.facts.dossier.trainees:
        name = getattr(trainee, field)
        if name != subject.name and not lookalike(subject, name):
            continue
        start, end = trainee.start, trainee.end
        if (start and start > last) or (end and end < campaign.start):
            continue
        if start and end and months_between(start, end) < least:
            continue
        if name != subject.name:
            unclear.append((trainee, field, unlike(name)))
        elif start is None or end is None:
            unclear.append((trainee, "start" if start is None else "end", "起止日期不清的"))
        else:
            rows.append((trainee, "name"))
    return lacks(subject, "trainees") or counted(subject, what, rows, policy.whole("trainee.min_people"), unclear)


@computes("trainees-received")
def trainees_received(subject: Subject) -> Evidence:
    """Trainees of half a year or more received."""
    return trained(subject, "host", "接收满期进修的人数")


def _begun(subject: Subject) -> list[Placement]:
    return [p for p in subject.placements if p.start is None or p.start <= subject.lookup.facts.as_of]


def _unread_arrivals(subject: Subject, placements: list[Placement]) -> Evidence | None:
    """Pending where a date of arrival is written so that it cannot be read."""
    unread = [p for p in placements if p.arrival is None and subject.unread(p, "arrival")]
    if not unread:
        return None
    return pending(f"{'、'.join(p.name for p in unread)} 的实际到岗日期认不出（I004）", _arrivals(unread))


@computes("all-arrived")
def all_arrived(subject: Subject) -> Evidence:
    """All arrived, and nobody stayed under the shortest period (T201, waived or not)."""
    absent = lacks(subject, "roster", "arrival")
    if absent:
        return absent
    begun = _begun(subject)
    if not begun:
        return pending("派驻还没有开始")
    as_of = subject.lookup.facts.as_of
    missing = [p for p in begun if p.arrival is None or p.arrival > as_of]
    unread = _unread_arrivals(subject, begun)
    ours = {id(p) for p in subject.placements}
    services = [one for one, _, _ in too_short(subject.lookup.facts)] if "T201" in subject.lookup.policy.rules else []
    short = [service for service in services if not ours.isdisjoint(map(id, service.placements))]
    if missing and not all(subject.unread(p, "arrival") for p in missing):
        missing = [p for p in missing if not subject.unread(p, "arrival")]
        names = "、".join(p.name for p in missing)
        waiting = all((last := limit(subject.lookup.facts, p)) is not None and last > as_of for p in missing)
        return Evidence(False, f"{names} 没有到岗日期", _arrivals(missing), early=waiting and not short)
    if short:
        names = "、".join(service.first.name for service in short)
        cells = tuple(cell for service in short for p in service.placements for cell in period_cells(p, "end"))
        return Evidence(False, f"{names} 派驻期不足（T201）", cells)
    return unread or Evidence(True, f"{len(begun)} 人全部到岗", _arrivals(begun))


@computes("arrived-in-time")
def arrived_in_time(subject: Subject) -> Evidence:
    """All arrived by the deadline, or on the first workday of a later placement."""
    absent = lacks(subject, "roster", "arrival")
    if absent:
        return absent
    begun = _begun(subject)
    if not begun:
        return pending("派驻还没有开始")
    late, unclear, waiting = [], [], []
    for placement in begun:
        last = limit(subject.lookup.facts, placement)
        if last is None:
            unclear.append(placement)
        elif placement.arrival is None and subject.unread(placement, "arrival"):
            continue
        elif last > subject.lookup.facts.as_of and placement.arrival is None:
            waiting.append(placement)
        elif placement.arrival is None or placement.arrival > last:
            late.append(placement)
    if late:
        names = "、".join(p.name for p in late)
        return Evidence(False, f"{names} 未按时到岗", _arrivals(late) or subject.placements[0].cells("name"))
    if unclear:
        return pending(f"{'、'.join(p.name for p in unclear)} 的派驻起止日期不清", unclear[0].cells("start", "period"))
    if waiting:
        return pending(f"{'、'.join(p.name for p in waiting)} 还没有到岗日期，到岗期限未过", _arrivals(waiting))
    return _unread_arrivals(subject, begun) or Evidence(True, f"{len(begun)} 人按时到岗", _arrivals(begun))


def _arrivals(placements: list[Placement]) -> tuple[Cell, ...]:
    return tuple(cell for p in placements for cell in p.cells("arrival"))


@computes("senior-or-hardship")
def seniors_or_hardship(subject: Subject) -> Evidence:
    """A physician of 副高 or above, or half a year at an institution of the county's hardship list."""
    policy = subject.lookup.policy
    seniors = [p for p in subject.placements if policy.meaning("title", p.title or "") == "senior_physician"]
    if seniors:
        return Evidence(True, f"{seniors[0].name} 是{seniors[0].title}", seniors[0].cells("title"))
    hardship = subject.lookup.facts.dossier.settings.hardship
    least = policy.whole("rotation.min_months")
    for p in subject.placements:
        if p.recipient in (hardship or ()) and p.start and p.end and months_between(p.start, p.end) >= least:
            return Evidence(True, f"{p.name} 派驻{p.recipient}满 {least} 个月", p.cells("recipient"))
    unknown = [p for p in subject.placements if p.title and policy.meaning("title", p.title) is None]
    if unknown:
        return pending(f"{unknown[0].name} 的职称“{unknown[0].title}”看不出是不是副高以上医师")
    if hardship is None:
        return pending("没有副高以上医师，也没有给出艰苦边远地区单位（qianyi.toml 的 hardship）")
    cells = tuple(cell for p in subject.placements for cell in p.cells("title"))
    return Evidence(False, f"没有副高以上医师，也没有在艰苦边远地区满 {least} 个月的", cells)


@computes("all-passed")
def all_passed(subject: Subject) -> Evidence:
    """Every person's grade is at least 合格."""
    ungraded = [person for person in subject.people if person.grade is None]
    if ungraded:
        names = _names(ungraded)
        more = f"等 {len(names)} 人" if len(names) > 3 else ""
        return pending(f"{'、'.join(names[:3])}{more}还没有等次", ungraded[0].placement.cells("name"))
    thresholds = subject.lookup.facts.dossier.settings.grades
    failed = [person for person in subject.people if not passes(person.grade or FAIL, thresholds)]
    if failed:
        cells = tuple(cell for person in failed for cell in person.placement.cells("name"))
        return Evidence(False, f"{'、'.join(_names(failed))} 不合格", cells)
    return Evidence(True, f"{len(_names(subject.people))} 人都在合格以上")


def _names(people: list[PersonScore]) -> list[str]:
    """Each person of one institution once, however many placements."""
    return list(dict.fromkeys(person.placement.name for person in people))


@computes("no-grave-accident")
def no_grave_accident(subject: Subject) -> Evidence:
    """No medical accident of level 2 or above with main responsibility; one without level or responsibility counts."""
    lookup = subject.lookup
    found = [
        *(incident for p in subject.placements for incident in lookup.incidents(p, MALPRACTICE)),
        *lookup.institution_incidents(subject.name, MALPRACTICE),
    ]
    rows = {(id(incident.sheet), incident.row): incident for incident in found}
    told = {place: _gravity(incident, lookup.policy) for place, incident in rows.items()}
    grave = [rows[place] for place, is_grave in told.items() if is_grave]
    if grave:
        return Evidence(
            False, f"医疗事故 {len(grave)} 起，二级以上并负主要责任（未写明的也计）",
            tuple(cell for incident in grave for cell in incident.cells("kind")),
        )  # fmt: skip
    unclear = [rows[place] for place, is_grave in told.items() if is_grave is None]
    if unclear:
        return pending("医疗事故的级别或责任写得认不出（I004）", unclear[0].cells("level", "liability"))
    nobodys = [
        one
        for one in lookup.unplaced(Incident, subject.placements)
        if lookup.policy.meaning("incident", one.kind or "") == MALPRACTICE
        and _gravity(one, lookup.policy) is not False
    ]
    if nobodys:
        return pending(f"有医疗事故记在{nobodys[0].name}名下，分不清是哪一位（A401）", nobodys[0].cells("name"))
    return lacks(subject, "incidents") or Evidence(True, "情况登记中没有二级以上负主要责任的医疗事故")


def _gravity(incident: Incident, policy: Policy) -> bool | None:
    """Whether an accident counts: level 2 or above (or none told), main responsibility (or none told); None unclear."""
    level = policy.meaning("malpractice", incident.level) if incident.level else "grave"
    liability = policy.meaning("liability", incident.liability) if incident.liability else "main"
    if level == "light" or liability == "minor":
        return False
    return None if level is None or liability is None else True


@computes("trainings")
def trainings(subject: Subject) -> Evidence:
    """Lectures and trainings of the shortest length or longer."""
    policy, lookup = subject.lookup.policy, subject.lookup
    hours = policy.number("training.min_hours")
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    for activity in lookup.activities(subject.name, "training"):
        if activity.hours is None:
            unclear.append((activity, "hours", "时长不清的"))
        elif activity.hours >= hours:
            rows.append((activity, "kind"))
    doubtful = _doubtful(subject, "training")
    unclear += [one for one in doubtful if (long := getattr(one[0], "hours", None)) is None or long >= hours]
    what, least = f"{plain(hours)} 小时以上培训的次数", policy.whole("training.min_events")
    return lacks(subject, "activities", "hours") or counted(subject, what, rows, least, unclear)


@computes("teachings")
def teachings(subject: Subject) -> Evidence:
    """Ward rounds, demonstrations, case discussions and other teaching."""
    rows: list[tuple[Record, str]] = [
        (activity, "kind") for activity in subject.lookup.activities(subject.name, "teaching")
    ]
    least = subject.lookup.policy.whole("teaching.min_events")
    unclear = _doubtful(subject, "teaching")
    return lacks(subject, "activities") or counted(subject, "临床带教的次数", rows, least, unclear)


def _doubtful(subject: Subject, kind: str) -> list[Unclear]:
    """Activities that may be of a kind: of unknown kind, or without a date that can be read."""
    lookup = subject.lookup
    unknown = [(one, "kind", f"类别“{one.kind or ''}”认不出的") for one in lookup.activities(subject.name, None)]
    undated = [(one, "date", "日期不清的") for one in lookup.undated_activities(subject.name, kind)]
    nobodys = [
        (one, "name", f"分不清是哪位{one.name}的")
        for one in lookup.unplaced(Activity, subject.placements)
        if (one.date is None or subject.in_time(one.date))
        and lookup.policy.meaning("activity", one.kind or "") in (kind, None)
    ]
    return [*unknown, *undated, *nobodys]
