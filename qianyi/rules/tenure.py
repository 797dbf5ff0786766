"""T, H, R · 连续驻点一年 (suzhou): whether people stay the year at one township hospital, and how changes were made."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import pairwise

from msgspec import Struct, field

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Incident, Placement
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.facts.services import Service
from qianyi.facts.texts import in_words, span
from qianyi.policy.date_shift import ONE_DAY, months_later
from qianyi.rules.registry import Skip, rule
from qianyi.rules.sources import about, cells_of, period_cells

_CHANGES = ("recall", "change")


class Stay(Struct, eq=False):
    """One person's unbroken time at one recipient: placements of a service that follow one another there."""

    service: Service
    placements: list[Placement]
    start: date
    end: date
    short: bool = False
    """The whole service has fewer whole months than the policy asks."""
    moved_to: Stay | None = None
    """Where the person served next, at another recipient."""
    successor: Stay | None = None
    predecessor: Stay | None = None
    incidents: list[Incident] = field(default_factory=list)
    """Incidents 召回 and 变更 of the person in this time."""

    @property
    def name(self) -> str:
        """The person's name."""
        return self.placements[0].name

    @property
    def recipient(self) -> str | None:
        """The recipient institution."""
        return self.placements[0].recipient or None

    def cells(self, *fields: str) -> tuple[Cell, ...]:
        """The cells of these fields in all its rows."""
        return tuple(cell for placement in self.placements for cell in cells_of(placement, *fields))


def find_stays(facts: Facts) -> list[Stay]:
    """All stays in roster order, with their successors in the same post (else in the same block of institutions)."""
    needed = facts.policy.whole("rotation.min_months")
    stays: list[Stay] = []
    for service in facts.services:
        of_service: list[Stay] = []
        for placement in service.placements:
            if not placement.name or placement.start is None or placement.end is None:
                continue
            last = of_service[-1] if of_service else None
            if last is not None and last.recipient == (placement.recipient or None):
                last.placements.append(placement)
                last.end = max(last.end, placement.end)
            else:
                of_service.append(Stay(service, [placement], placement.start, placement.end))
        for stay, after in pairwise(of_service):
            stay.moved_to = after
        for stay in of_service:
            stay.short = service.months is not None and service.months < needed
        stays += of_service
    stays.sort(key=lambda stay: stay.placements[0].order)
    _succeed(facts, stays)
    _attach_incidents(facts, stays)
    return stays


def _succeed(facts: Facts, stays: list[Stay]) -> None:
    """Join each stay to the one that took over its post: told by the post, else the first unjoined one after it."""
    of = {id(placement): stay for stay in stays for placement in stay.placements}
    for post in facts.posts:
        holders = list(dict.fromkeys(of[id(p)] for p in post.holders if id(p) in of))
        for before, after in pairwise(holders):
            if after.start > before.start:
                before.successor, after.predecessor = after, before
    blocks: dict[tuple[str, str], list[Stay]] = defaultdict(list)
    for stay in stays:
        first = stay.placements[0]
        blocks[first.recipient or "", first.support or ""].append(stay)
    for block in blocks.values():
        free = sorted(
            (stay for stay in block if stay.predecessor is None),
            key=lambda stay: (stay.start, stay.placements[0].order),
        )
        for stay in sorted(block, key=lambda stay: stay.end):
            if stay.successor is not None or not (stay.short or stay.moved_to):
                continue
            begin = bisect_right(free, stay.end, key=lambda other: other.start)
            at = next((i for i in range(begin, len(free)) if not _other_post(stay, free[i])), None)
            if at is not None:
                stay.successor = free.pop(at)
                stay.successor.predecessor = stay


def _other_post(a: Stay, b: Stay) -> bool:
    """Whether both rows name posts, and not the same: then one cannot have taken over the other's."""
    first, second = a.placements[-1].post, b.placements[0].post
    return bool(first and second and first != second)


def _attach_incidents(facts: Facts, stays: list[Stay]) -> None:
    of = {id(placement): stay for stay in stays for placement in stay.placements}
    for incident in facts.dossier.incidents:
        if facts.policy.meaning("incident", incident.kind or "") not in _CHANGES:
            continue
        if incident.date is not None and incident.date > facts.as_of:
            continue
        for stay in {
            id(s): s for p in facts.match(incident, incident.date).placements if (s := of.get(id(p)))
        }.values():
            stay.incidents.append(incident)


def cut(facts: Facts, stay: Stay) -> bool:
    """Whether a stay was cut short: followed by another recipient, ended or passed on before the time was up."""
    if stay.moved_to is not None:
        return True
    return stay.short and (stay.end < _due(facts, stay) or stay.successor is not None)


def _due(facts: Facts, stay: Stay) -> date:
    """The last day that a stay owes: who takes over serves out the other's time."""
    if stay.predecessor is not None:
        return _due(facts, stay.predecessor)
    months, campaign = facts.policy.whole("campaign.months"), facts.policy.campaign
    whole = max(campaign.end, months_later(campaign.start, months) - ONE_DAY)
    return min(whole, months_later(stay.service.since or stay.start, months) - ONE_DAY)


def _rows(facts: Facts, stay: Stay) -> Sequence[Placement]:
    """The rows on which a change of this stay may be written: its own, its successor's, those of the next place."""
    others = [after for after in (stay.successor, stay.moved_to) if after is not None and not cut(facts, after)]
    return [*stay.placements, *(placement for after in others for placement in after.placements)]


def _incidents(stay: Stay) -> list[Incident]:
    """The changes and recalls of a stay; one on the day on which the next place began is this one's too."""
    after = stay.moved_to
    if after is None:
        return stay.incidents
    return [*stay.incidents, *(one for one in after.incidents if one.date is not None and one.date <= after.start)]


def _recalled(facts: Facts, stay: Stay) -> bool:
    """Whether a recall is recorded: as an incident or under 变更原因, the same thing."""
    if any(facts.policy.meaning("incident", incident.kind or "") == "recall" for incident in _incidents(stay)):
        return True
    return _reason(facts, stay)[0] == "recall"


def _reason(facts: Facts, stay: Stay) -> tuple[str | None, str | None]:
    """What the recorded reasons mean (`special`, `recall`, None) and the first of them as written."""
    texts = [row.change_reason for row in _rows(facts, stay) if row.change_reason]
    texts += [incident.detail for incident in _incidents(stay) if incident.detail]
    for text in texts:
        meaning = facts.policy.meaning("change", text)
        if meaning is not None:
            return meaning, text
    if any(facts.policy.meaning("incident", incident.kind or "") == "recall" for incident in _incidents(stay)):
        return "recall", "召回"
    return None, texts[0] if texts else None


def _approved(facts: Facts, stay: Stay) -> bool:
    approved = any(facts.has_value(row, "change_approved") for row in _rows(facts, stay))
    return approved or any(facts.has_value(incident, "filed") for incident in _incidents(stay))


def _settled(facts: Facts, stay: Stay | None) -> bool:
    """Whether this stay ended in a recall, or in a change with a known reason and approval."""
    if stay is None or not cut(facts, stay):
        return False
    return _recalled(facts, stay) or (_reason(facts, stay)[0] is not None and _approved(facts, stay))


@rule("T211", "not-continuous-year", "error", needs=("roster",), parameters=("rotation.min_months",))
def not_continuous_year(facts: Facts) -> Iterator[Finding]:
    """说明：每人要在乡镇卫生院连续驻点 12 个月；首尾相接的几段（换了卫生院的也在内）是一次服务，合起来算。经批准的调整
    和召回，离开的人和接替的人都不算违反。
    依据：宿州办法第三条（连续驻点一年）。
    怎么改：日期录错的改正；确有调整的，把变更原因和市级批准日期填在名单上。
    """
    needed = facts.policy.whole("rotation.min_months")
    services: dict[int, list[Stay]] = defaultdict(list)
    for stay in find_stays(facts):
        services[id(stay.service)].append(stay)
    for stays in services.values():
        last, service = stays[-1], stays[-1].service
        if not last.short or _settled(facts, last) or any(_settled(facts, stay.predecessor) for stay in stays):
            continue
        places = "、".join(dict.fromkeys(stay.recipient or "受援单位" for stay in stays))
        assert service.start is not None
        assert service.end is not None
        fact = (
            f"{last.name} 在{places}驻点 {span(service.start, service.end)}，满 {service.months} 个月，"
            f"不足连续 {needed} 个月"
        )
        remedy = "请核对起止日期，或补办调整手续。"
        cells = tuple(cell for p in service.placements for cell in period_cells(p, "start", "end"))
        yield Finding("T211", fact, cells, person=last.name, institution=stays[0].recipient, remedy=remedy)


def _need_changes(facts: Facts, *fields: str) -> None:
    """Skip where neither the roster's columns nor an incident register can tell of changes."""
    dossier = facts.dossier
    if not dossier.has("incidents") and not any(dossier.has_column("roster", field) for field in fields):
        raise Skip("名单没有“变更原因”“变更批准日期”，也没有情况登记")


@rule("T212", "unapproved-change", "error", needs=("roster",), parameters=("rotation.min_months",))
def unapproved_change(facts: Facts) -> Iterator[Finding]:
    """说明：驻点期间原则上不调整。提前结束、中途换人或改到另一家卫生院，要有因病、家庭特殊困难、辞职、跨市调动的记录，
    并经市级批准。考核不合格、失职、处分的召回由选派单位办，不须市级批准；写在变更原因或情况登记里都一样。
    依据：宿州办法第十五条（人员调整）。
    怎么改：把“变更原因”和“变更批准日期”补在名单上，或在情况登记里记“变更”“召回”并写说明和备案日期；没有批准的补报。
    """
    _need_changes(facts, "change_reason", "change_approved")
    for stay in find_stays(facts):
        if not cut(facts, stay) or _settled(facts, stay):
            continue
        meaning, text = _reason(facts, stay)
        faults = []
        if meaning is None:
            faults.append(f"变更原因“{text}”看不出是可调整的情形" if text else "没有变更原因")
        if not _approved(facts, stay):
            faults.append("没有市级批准日期")
        how = "提前结束" if stay.moved_to is None else f"后改到{stay.moved_to.recipient or '另一单位'}"
        after = f"，由 {stay.successor.name} 接替" if stay.successor and stay.successor.name != stay.name else ""
        fact = f"{stay.name} 在{stay.recipient or '受援单位'}的驻点到 {stay.end} {how}{after}，{'，'.join(faults)}"
        remedy = "请补登，或报市级补批。"
        cells = stay.cells("change_reason", "change_approved") or tuple(
            cell for placement in stay.placements for cell in period_cells(placement, "end")
        )
        yield Finding("T212", fact, cells, person=stay.name, institution=stay.recipient, remedy=remedy)


@rule("T213", "recalled-not-replaced", "error", needs=("roster",), parameters=("rotation.min_months",))
def recalled_not_replaced(facts: Facts) -> Iterator[Finding]:
    """说明：因考核不合格、失职、处分等召回的人，选派单位要重新改派；同一岗位没有接替的人。接替的人晚了几天才到的，
    只提醒，列出其间没有人的工作日。
    依据：宿州办法第十五条（召回改派）。
    怎么改：请选派单位改派，并把接替的人补进名单。
    """
    _need_changes(facts, "change_reason")
    for stay in find_stays(facts):
        recalls = [i for i in stay.incidents if facts.policy.meaning("incident", i.kind or "") == "recall"]
        rows = [p for p in stay.placements if facts.policy.meaning("change", p.change_reason or "") == "recall"]
        written = bool(rows) and (stay.predecessor is None or cut(facts, stay)) and stay.end <= facts.as_of
        whole = bool(rows) and not stay.short and stay.predecessor is None
        if not (recalls or written or whole):
            continue
        last = min([stay.end, *(i.date for i in recalls if i.date is not None)])
        after = _next_start(facts, stay, last if recalls else stay.end)
        empty = None if after is None else facts.calendar.workdays(last + ONE_DAY, min(after - ONE_DAY, facts.as_of))
        if empty is not None and not empty:
            continue
        cells = tuple(cell for p in rows for cell in cells_of(p, "change_reason"))
        cells += tuple(cell for incident in recalls for cell in incident.cells("kind"))
        post = f"{stay.recipient or '受援单位'}的这个岗位"
        if empty is None:
            fact, remedy, severity = f"{stay.name} 已被召回，{post}没有改派的人", "请选派单位改派并补进名单。", ""
        else:
            fact = f"{stay.name} {last} 被召回，改派的人 {after} 才到，其间{post}有 {len(empty)} 个工作日没有人：{in_words(empty)}"
            remedy, severity = "请核对日期；确实空缺的，请选派单位说明。", "warning"
        yield Finding(
            "T213", fact, cells, person=stay.name, institution=stay.recipient, remedy=remedy, severity=severity
        )


def _next_start(facts: Facts, stay: Stay, since: date) -> date | None:
    """When somebody took over: the successor's start, or (where the roster still shows the whole time) the first start
    of somebody else in the post from the recall on; None where nobody did."""
    if stay.successor is not None:
        return stay.successor.start
    first = stay.placements[0]
    starts = [
        p.start
        for p in facts.dossier.placements
        if p.start is not None and p.start >= since and p.recipient == first.recipient and p.support == first.support
    ]
    return min(starts, default=None)


@rule("H311", "not-full-time", "error", needs=("roster",))
def not_full_time(facts: Facts) -> Iterator[Finding]:
    """说明：驻点人员要全脱产：名单上写半脱产，或派驻期内情况登记有“原单位工作”“工号未停用”。
    依据：宿州办法第三条（不承担原单位工作，工号停用）。
    怎么改：改为全脱产驻点；停用原单位工号，停止原单位工作，并在登记里写明。
    """
    if not facts.dossier.has_column("roster", "release") and not facts.dossier.has("incidents"):
        raise Skip("名单没有“脱产方式”一列，也没有情况登记")
    for placement in facts.dossier.placements:
        if placement.half_release:
            fact = f"{placement.name} 写的是半脱产，驻点须全脱产"
            remedy = "请改为全脱产，或换人。"
            yield Finding("H311", fact, cells_of(placement, "release"), **about(placement), remedy=remedy)
    for incident in facts.dossier.incidents:
        if facts.policy.meaning("incident", incident.kind or "") not in ("home_work", "work_number"):
            continue
        day = incident.date
        if day is None or day > facts.as_of:
            continue
        for placement in facts.match(incident, day).placements:
            if placement.start and placement.end and placement.start <= day <= placement.end:
                fact = f"{placement.name} 派驻期内 {day} 登记有“{incident.kind}”"
                remedy = "请停止原单位工作、停用工号。"
                yield Finding("H311", fact, incident.cells("kind"), **about(placement), remedy=remedy)


@rule("R109", "recipient-level", "warning", columns=("roster.recipient",))
def recipient_level(facts: Facts) -> Iterator[Finding]:
    """说明：驻点单位应是乡镇卫生院（含中心卫生院）：单位名录写了类型的看类型，没有的看名称里有没有“卫生院”，都看不出的看名录里是不是乡级。
    依据：宿州办法第二条（适用范围）。
    怎么改：名称写错的改正；确实派到别处的，改派到乡镇卫生院。
    """
    for recipient, placements in facts.directory.recipients.items():
        listed = facts.institutions.listed(recipient)
        kind = facts.institutions.kind(recipient)
        of_township = kind is None and listed is not None and (listed.level or "").startswith("乡")
        if kind not in ("township", "central") and not of_township:
            cells = tuple(dict.fromkeys(cell for p in placements for cell in cells_of(p, "recipient")))
            fact = f"受援单位“{recipient}”不是乡镇卫生院"
            remedy = "请核对名称（或单位名录里的类型），或改派到乡镇卫生院。"
            yield Finding("R109", fact, cells, institution=recipient, remedy=remedy)
