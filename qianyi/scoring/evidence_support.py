"""Annex 2: the lines of a support institution that the registers can answer."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Literal

from qianyi.dossier.records import Incident, Placement, Record, Visit
from qianyi.dossier.source import Cell
from qianyi.facts.arrivals import limit
from qianyi.facts.periods import months_between
from qianyi.patterns import pattern
from qianyi.policy.model import Policy
from qianyi.rules.sources import period_cells
from qianyi.scoring.evidence import (
    Evidence,
    Subject,
    Unclear,
    computes,
    counted,
    lookalike,
    missing_register,
    pending,
    unlike,
)
from qianyi.scoring.lookup import MALPRACTICE
from qianyi.scoring.result import PersonScore

_BETWEEN = pattern(r"[、，,；;]", "、")
"""Between names in one cell."""


def _visits(subject: Subject, rank: str, who: str) -> Evidence:
    """Visits of a rank to recipients that the roster pairs with the institution, with a written report."""
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    seen: set[str] = set()
    for visit in subject.lookup.facts.dossier.visits:
        doubt = _doubt_of_visit(subject, visit, rank)
        if doubt is None:
            rows.append((visit, "date"))
            seen |= _partners_of(subject, visit)
        elif doubt[0]:
            unclear.append((visit, *doubt))
    policy = subject.lookup.policy
    what = f"{who}到受援单位督导有书面报告的次数"
    found = counted(subject, what, rows, policy.whole("visit.min_count"), unclear)
    missed = sorted(subject.partners - seen)
    if not policy.get("visit.each_partner") or not found.holds or not missed:
        return found
    why = f"{who}没有到过{'、'.join(missed)}（visit.each_partner：每家都要去）"
    if unclear or subject.under_way:
        return pending(why, found.cells)
    return Evidence(False, why, found.cells)


def _doubt_of_visit(subject: Subject, visit: Visit, rank: str) -> tuple[str, str] | None:
    """None where a visit counts; else the field and why it may count, both "" where it plainly does not."""
    ours = visit.support == subject.name
    if not (ours or lookalike(subject, visit.support)) or (visit.date and not subject.in_time(visit.date)):
        return "", ""
    policy, paired = subject.lookup.policy, bool(_partners_of(subject, visit))
    ranks = policy.meanings("visit", visit.level or "")
    report = policy.meaning("report", visit.report or "否")
    if report not in ("yes", None) or (ranks and not ranks & {rank, "unsaid" if rank == "leader" else rank}):
        return "", ""
    if not paired and not _may_be_paired(subject, visit.recipient):
        return "", ""
    if not ours:
        return "support", unlike(visit.support)
    if not paired:
        return "recipient", "受援单位不在名单上的"
    if visit.date is None:
        return "date", "日期不清的"
    if rank not in ranks:
        return "level", "只写院领导、看不出是不是主要领导的" if ranks else "级别认不出的"
    return ("report", "书面报告认不出的") if report is None else None


def _partners_of(subject: Subject, visit: Visit) -> set[str]:
    """The recipients paired with the institution that a visit names (several in one cell too)."""
    named = _BETWEEN.split(visit.recipient or "")
    aliases = subject.lookup.facts.dossier.settings.aliases
    return {visit.recipient or "", *(aliases.get(name, name) for name in named)} & subject.partners


def _may_be_paired(subject: Subject, name: str | None) -> bool:
    """Whether a recipient that is nobody's on the roster is written nearly as one that is paired."""
    known = subject.lookup.facts.directory.institution(name)
    return not known and (not name or bool(get_close_matches(name, subject.partners, 1, 0.75)))


@computes("leader-visits", needs="visits", columns=("report",))
def leader_visits(subject: Subject) -> Evidence:
    """A principal leader's visit with a written report."""
    return _visits(subject, "leader", "主要领导")


@computes("department-visits", needs="visits", columns=("report",))
def department_visits(subject: Subject) -> Evidence:
    """A department head's visit with a written report."""
    return _visits(subject, "department", "科主任")


def trained(subject: Subject, field: Literal["host", "recipient"], what: str) -> Evidence:
    """Trainees of the campaign's year, from a recipient to a hospital that the roster pairs with it, who had stayed by
    as-of for the months that the policy asks."""
    policy = subject.lookup.policy
    least, campaign, as_of = policy.whole("trainee.min_months"), policy.campaign, subject.lookup.facts.as_of
    other = "recipient" if field == "host" else "host"
    rows: list[tuple[Record, str]] = []
    unclear: list[Unclear] = []
    for trainee in subject.lookup.facts.dossier.trainees:
        name, partner = getattr(trainee, field), getattr(trainee, other)
        paired = partner in subject.partners
        if (name != subject.name and not lookalike(subject, name)) or not (paired or _may_be_paired(subject, partner)):
            continue
        start, end = trainee.start, trainee.end
        if (start and start > min(campaign.end, as_of)) or (end and end < campaign.start):
            continue
        if start and end and months_between(start, min(end, as_of)) < least:
            continue
        if name != subject.name or not paired:
            unclear.append((trainee, *((field, unlike(name)) if paired else (other, unlike(partner)))))
        elif start is None or end is None:
            unclear.append((trainee, "start" if start is None else "end", "起止日期不清的"))
        else:
            rows.append((trainee, "name"))
    return counted(subject, what, rows, policy.whole("trainee.min_people"), unclear)


@computes("trainees-received", needs="trainees")
def trainees_received(subject: Subject) -> Evidence:
    """Trainees of half a year or more received."""
    return trained(subject, "host", "接收满期进修的人数")


def _begun(subject: Subject) -> list[Placement]:
    return [p for p in subject.placements if p.start is None or p.start <= subject.lookup.facts.as_of]


def _unread_arrivals(subject: Subject, placements: list[Placement]) -> Evidence | None:
    """Pending where a date of arrival is written so that it cannot be read."""
    unread = [p for p in placements if p.arrival is None and p.unreadable("arrival")]
    if not unread:
        return None
    return pending(f"{'、'.join(p.name for p in unread)} 的实际到岗日期认不出（I004）", _arrivals(unread))


@computes("all-arrived", needs="roster", columns=("arrival",))
def all_arrived(subject: Subject) -> Evidence:
    """All arrived, and nobody stayed under the shortest period (T201, waived or not)."""
    begun = _begun(subject)
    if not begun:
        return pending("派驻还没有开始")
    as_of = subject.lookup.facts.as_of
    missing = [p for p in begun if p.arrival is None or p.arrival > as_of]
    unread = _unread_arrivals(subject, begun)
    ours = {id(p) for p in subject.placements}
    facts = subject.lookup.facts
    services = [one for one, _, _ in facts.short_services] if "T201" in facts.policy.rules else []
    short = [service for service in services if not ours.isdisjoint(map(id, service.placements))]
    if missing and not all(p.unreadable("arrival") for p in missing):
        missing = [p for p in missing if not p.unreadable("arrival")]
        names = "、".join(p.name for p in missing)
        waiting = all((last := limit(subject.lookup.facts, p)) is not None and last > as_of for p in missing)
        return Evidence(False, f"{names} 没有到岗日期", _arrivals(missing), early=waiting and not short)
    if short:
        names = "、".join(service.first.name for service in short)
        cells = tuple(cell for service in short for p in service.placements for cell in period_cells(p, "end"))
        return Evidence(False, f"{names} 派驻期不足（T201）", cells)
    return unread or Evidence(True, f"{len(begun)} 人全部到岗", _arrivals(begun))


@computes("arrived-in-time", needs="roster", columns=("arrival",))
def arrived_in_time(subject: Subject) -> Evidence:
    """All arrived by the deadline, or on the first workday of a later placement."""
    begun = _begun(subject)
    if not begun:
        return pending("派驻还没有开始")
    late, unclear, waiting = [], [], []
    for placement in begun:
        last = limit(subject.lookup.facts, placement)
        if last is None:
            unclear.append(placement)
        elif placement.arrival is None and placement.unreadable("arrival"):
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
    """A physician of 副高 or above, or half a year at an institution in a hardship area, done by as-of."""
    policy, as_of = subject.lookup.policy, subject.lookup.facts.as_of
    begun = _begun(subject)
    seniors = [p for p in begun if policy.meaning("title", p.title or "") == "senior_physician"]
    if seniors:
        return Evidence(True, f"{seniors[0].name} 是{seniors[0].title}", seniors[0].cells("title"))
    hardship = subject.lookup.facts.institutions.hardship
    least = policy.whole("rotation.min_months")
    there = [p for p in begun if p.recipient in (hardship or ()) and p.start and p.end]
    long = [p for p in there if p.start and p.end and months_between(p.start, p.end) >= least]
    for p in long:
        assert p.start is not None
        if months_between(p.start, min(p.end or as_of, as_of)) >= least:
            return Evidence(True, f"{p.name} 派驻{p.recipient}满 {least} 个月", p.cells("recipient"))
    if long:
        return pending(f"{long[0].name} 派驻{long[0].recipient}，还没有满 {least} 个月", long[0].cells("recipient"))
    unknown = [p for p in begun if p.title and policy.meaning("title", p.title) is None]
    if unknown:
        return pending(f"{unknown[0].name} 的职称“{unknown[0].title}”看不出是不是副高以上医师")
    if hardship is None:
        return pending("没有副高以上医师，也没有给出艰苦边远地区单位（单位名录，或 qianyi.toml 的 hardship）")
    if len(begun) < len(subject.placements):
        return pending("还有派驻没有开始")
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
    failed = [person for person in subject.people if not subject.lookup.policy.passes(person.grade or "")]
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
    gravity = {place: _gravity(incident, lookup.policy) for place, incident in rows.items()}
    grave = [rows[place] for place, is_grave in gravity.items() if is_grave]
    if grave:
        return Evidence(
            False,
            f"医疗事故 {len(grave)} 起，二级以上并负主要责任（未写明的也计）",
            tuple(cell for incident in grave for cell in incident.cells("kind")),
        )
    unclear = [rows[place] for place, is_grave in gravity.items() if is_grave is None]
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
    return missing_register(subject, "incidents") or Evidence(True, "情况登记中没有二级以上负主要责任的医疗事故")


def _gravity(incident: Incident, policy: Policy) -> bool | None:
    """Whether an accident counts: level 2 or above (or none told), main responsibility (or none told); None unclear."""
    level = policy.meaning("malpractice", incident.level) if incident.level else "grave"
    liability = policy.meaning("liability", incident.liability) if incident.liability else "main"
    if level == "light" or liability == "minor":
        return False
    return None if level is None or liability is None else True
