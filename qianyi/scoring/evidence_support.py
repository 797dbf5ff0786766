"""Annex 2: the lines of a support institution that the registers can answer."""

from __future__ import annotations

from datetime import date

from qianyi.dossier.records import Incident, Placement
from qianyi.dossier.source import Cell
from qianyi.facts.periods import months_between
from qianyi.facts.texts import plain
from qianyi.policy.model import Policy
from qianyi.scoring.evidence import Counted, Evidence, Subject, computes, counted, lacks, pending
from qianyi.scoring.grade import FAIL, passes
from qianyi.scoring.lookup import MALPRACTICE


def _visits(subject: Subject, rank: str, who: str) -> Evidence:
    policy = subject.lookup.policy
    rows: list[Counted] = []
    unclear: list[Counted] = []
    for visit in subject.lookup.facts.dossier.visits:
        level, report = policy.meaning("visit", visit.level or ""), policy.meaning("report", visit.report or "否")
        if visit.support != subject.name or level not in (rank, None) or report not in ("yes", None):
            continue
        if level is None or report is None:
            if visit.date is None or subject.in_time(visit.date):
                unclear.append((visit, "level" if level is None else "report"))
        elif visit.date is None:
            unclear.append((visit, "date"))
        elif subject.in_time(visit.date):
            rows.append((visit, "date"))
    return counted(subject, f"{who}督导有书面报告的次数", rows, policy.whole("visit.min_count"), unclear)


@computes("2.1.1.3")
def leader_visits(subject: Subject) -> Evidence:
    """A leader's visit with a written report."""
    return lacks(subject, "visits", "report") or _visits(subject, "leader", "院领导")


@computes("2.1.1.4")
def department_visits(subject: Subject) -> Evidence:
    """A department head's visit with a written report."""
    return lacks(subject, "visits", "report") or _visits(subject, "department", "科主任")


def full_trainees(subject: Subject, who: str, role: str) -> Evidence:
    """Trainees of an institution, in this role of theirs, who stayed for the months that the policy asks."""
    lookup = subject.lookup
    least = lookup.policy.whole("trainee.min_months")
    theirs = [trainee for trainee in lookup.facts.dossier.trainees if getattr(trainee, role) == subject.name]
    rows: list[Counted] = [
        (one, "name") for one in theirs if one.start and one.end and months_between(one.start, one.end) >= least
    ]
    unclear: list[Counted] = [(one, "end" if one.start else "start") for one in theirs if not (one.start and one.end)]
    enough = lookup.policy.whole("trainee.min_people")
    return lacks(subject, "trainees") or counted(subject, f"{who}满期进修的人数", rows, enough, unclear)


@computes("2.1.3.1")
def trainees_received(subject: Subject) -> Evidence:
    """Trainees of half a year or more received."""
    return full_trainees(subject, "接收", "host")


def _begun(subject: Subject) -> list[Placement]:
    return [p for p in subject.placements if p.start is None or p.start <= subject.lookup.facts.as_of]


@computes("2.2.1.1")
def all_arrived(subject: Subject) -> Evidence:
    """All arrived, and nobody stayed under the shortest period (T201, waived or not)."""
    absent = lacks(subject, "roster", "arrival")
    if absent:
        return absent
    as_of = subject.lookup.facts.as_of
    missing = [p for p in _begun(subject) if p.arrival is None or p.arrival > as_of]
    rows = {(id(p.sheet), p.row) for p in subject.placements}
    short = [
        finding
        for finding in subject.findings
        if finding.code == "T201" and any((id(cell.sheet), cell.row) in rows for cell in finding.cells)
    ]
    if missing:
        names = "、".join(p.name for p in missing)
        return Evidence(False, f"{names} 没有到岗日期", tuple(c for p in missing for c in p.cells("arrival")))
    if short:
        names = "、".join(finding.person or "" for finding in short)
        return Evidence(False, f"{names} 派驻期不足（T201）", tuple(c for finding in short for c in finding.cells))
    return Evidence(True, f"{len(subject.placements)} 人全部到岗", _arrivals(subject.placements))


@computes("2.2.1.2")
def arrived_in_time(subject: Subject) -> Evidence:
    """All arrived by the deadline, or on the first workday of a later placement."""
    absent = lacks(subject, "roster", "arrival")
    if absent:
        return absent
    late, unclear = [], []
    for placement in _begun(subject):
        limit = _limit(subject, placement)
        if limit is None:
            unclear.append(placement)
        elif limit > subject.lookup.facts.as_of and placement.arrival is None:
            continue
        elif placement.arrival is None or placement.arrival > limit:
            late.append(placement)
    if late:
        names = "、".join(p.name for p in late)
        return Evidence(False, f"{names} 未按时到岗", _arrivals(late) or subject.placements[0].cells("name"))
    if unclear:
        return pending(f"{'、'.join(p.name for p in unclear)} 的派驻起止日期不清", unclear[0].cells("start", "period"))
    return Evidence(True, f"{len(subject.placements)} 人按时到岗", _arrivals(subject.placements))


def _limit(subject: Subject, placement: Placement) -> date | None:
    """The last day of arriving in time."""
    facts = subject.lookup.facts
    if placement.start is None or placement.end is None:
        return None
    opening = facts.policy.campaign.start
    if placement.start <= opening:
        month, day = map(int, str(facts.policy.get("arrival.deadline")).split("-"))
        deadline = date(opening.year, month, day)
        if deadline >= placement.start:
            return deadline
    workdays = facts.calendar.workdays(placement.start, placement.end)
    return workdays[0] if workdays else placement.start


def _arrivals(placements: list[Placement]) -> tuple[Cell, ...]:
    return tuple(cell for p in placements for cell in p.cells("arrival"))


@computes("2.2.1.3")
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


@computes("2.2.3.2")
def all_passed(subject: Subject) -> Evidence:
    """Every person's grade is at least 合格."""
    ungraded = [person for person in subject.people if person.grade is None]
    if ungraded:
        names = "、".join(person.placement.name for person in ungraded[:3])
        more = f"等 {len(ungraded)} 人" if len(ungraded) > 3 else ""
        return pending(f"{names}{more}还没有等次", ungraded[0].placement.cells("name"))
    thresholds = subject.lookup.facts.dossier.settings.grades
    failed = [person for person in subject.people if not passes(person.grade or FAIL, thresholds)]
    if failed:
        names = "、".join(person.placement.name for person in failed)
        return Evidence(False, f"{names} 不合格", tuple(c for p in failed for c in p.placement.cells("name")))
    return Evidence(True, f"{len(subject.people)} 人都在合格以上")


@computes("2.2.3.4")
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
    return lacks(subject, "incidents") or Evidence(True, "情况登记中没有二级以上负主要责任的医疗事故")


def _gravity(incident: Incident, policy: Policy) -> bool | None:
    """Whether an accident counts: level 2 or above (or none told), main responsibility (or none told); None unclear."""
    level = policy.meaning("malpractice", incident.level) if incident.level else "grave"
    liability = policy.meaning("liability", incident.liability) if incident.liability else "main"
    if level == "light" or liability == "minor":
        return False
    return None if level is None or liability is None else True


@computes("2.3.2.1")
def trainings(subject: Subject) -> Evidence:
    """Lectures and trainings of the shortest length or longer."""
    lookup = subject.lookup
    hours = lookup.policy.number("training.min_hours")
    rows: list[Counted] = []
    unclear: list[Counted] = []
    for activity, kind in lookup.activities(subject.name):
        if kind not in ("training", None) or (activity.hours is not None and activity.hours < hours):
            continue
        doubt = (
            "date" if activity.date is None else "kind" if kind is None else "hours" if activity.hours is None else ""
        )
        (unclear if doubt else rows).append((activity, doubt or "kind"))
    what = f"{plain(hours)} 小时以上培训的次数"
    least = lookup.policy.whole("training.min_events")
    return lacks(subject, "activities", "hours") or counted(subject, what, rows, least, unclear)


@computes("2.3.2.2")
def teachings(subject: Subject) -> Evidence:
    """Ward rounds, demonstrations, case discussions and other teaching."""
    rows: list[Counted] = []
    unclear: list[Counted] = []
    for activity, kind in subject.lookup.activities(subject.name):
        if kind in ("teaching", None):
            doubt = "date" if activity.date is None else "kind" if kind is None else ""
            (unclear if doubt else rows).append((activity, doubt or "kind"))
    least = subject.lookup.policy.whole("teaching.min_events")
    return lacks(subject, "activities") or counted(subject, "临床带教的次数", rows, least, unclear)
