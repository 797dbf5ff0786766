"""凡晋必下: the whole months of a service that count for promotion, and what a county's own rule takes away."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from msgspec import Struct

from qianyi.facts.attendance import Standing
from qianyi.facts.periods import months_between
from qianyi.facts.services import Service, served_from
from qianyi.scoring.lookup import RECALL, Lookup
from qianyi.scoring.result import Item


class Months(Struct, frozen=True):
    """Whole months that count, None where nothing is known (no attendance at all); `forfeited` says which of the
    county's own grounds took them away, None where none did."""

    count: int | None
    forfeited: str | None = None


def count_months(
    items: Sequence[Item], grade: str | None, service: Service, standing: Standing, lookup: Lookup
) -> Months:
    """From the later of the service's start and the real arrival to the earlier of its end, a recall and as-of."""
    since = served_from(lookup.facts, service)
    if not standing.recorded or since is None or service.end is None:
        return Months(None)
    forfeited = _forfeited(items, grade, recall_day(service, lookup) is not None, lookup)
    if forfeited is not None:
        return Months(0, forfeited)
    last = counted_to(service, lookup)
    return Months(None if last is None else months_between(since, last))


def counted_to(service: Service, lookup: Lookup) -> date | None:
    """The last day that counts: of the service's end, a recall and as-of the earliest; None where the end is unknown."""
    if service.end is None:
        return None
    return min(day for day in (service.end, recall_day(service, lookup), lookup.facts.as_of) if day is not None)


def recall_day(service: Service, lookup: Lookup) -> date | None:
    """The day of a recall up to as-of: an incident 召回, or 变更原因 of a placement that ended before the campaign."""
    days = [
        incident.date or lookup.facts.as_of
        for placement in service.placements
        for incident in lookup.incidents(placement, RECALL)
    ]
    days += [
        placement.end
        for placement in service.placements
        if placement.change_reason
        and placement.end is not None
        and placement.end < lookup.policy.campaign.end
        and lookup.policy.meaning("change", placement.change_reason) == "recall"
    ]
    return min((day for day in days if day <= lookup.facts.as_of), default=None)


def _forfeited(items: Sequence[Item], grade: str | None, recalled: bool, lookup: Lookup) -> str | None:
    """Which ground of `service.forfeit` holds, in words."""
    grounds = lookup.policy.get("service.forfeit") or ()
    vetoed = [f"{item.id} {item.title}不得分" for item in items if item.vetoed]
    if "veto" in grounds and vetoed:
        return "、".join(vetoed)
    if "recall" in grounds and recalled:
        return "被召回"
    return "考核不合格" if "failed" in grounds and grade and not lookup.policy.passes(grade) else None
