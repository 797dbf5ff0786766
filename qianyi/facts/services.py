"""服务期: one person's placements that follow each other, and what they amount to together."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct, structs

from qianyi.dossier.records import Placement
from qianyi.dossier.source import Cell
from qianyi.facts.arrivals import begins_with_campaign, days_late, in_time
from qianyi.facts.attendance import AttendanceCount, Standing
from qianyi.facts.days import ZERO
from qianyi.facts.merging import misplaced, submitting_institution
from qianyi.facts.periods import months_between, term
from qianyi.facts.posts import special_project
from qianyi.facts.standings import count_days, count_totals
from qianyi.policy.model import Policy

if TYPE_CHECKING:
    from qianyi.facts import Facts


class Service(Struct, eq=False):
    """Placements of one person in order of time. `start` and `end` as the roster has them, None where unreadable.

    `since`: the day that term and months count from: the campaign's first where the service begins by the deadline.
    """

    placements: list[Placement]
    start: date | None
    end: date | None
    since: date | None

    @property
    def first(self) -> Placement:
        """The placement that began the service: its arrival is the service's."""
        return self.placements[0]

    @property
    def months(self) -> int | None:
        """Whole months of the roster's period."""
        return None if self.since is None or self.end is None else months_between(self.since, self.end)

    @property
    def term(self) -> str | None:
        """`year`, `half`, `short`; a late arrival does not move it."""
        return term(self.since, self.end)

    @property
    def recipients(self) -> list[str]:
        """Where the person served, in order of time."""
        return list(dict.fromkeys(placement.recipient or "" for placement in self.placements))


class Joined(Standing):
    """The standings of a service's placements as one; days between them are owed by nobody."""

    parts: tuple[Standing, ...] = ()

    @property
    def end(self) -> date | None:
        """The last day of the last placement."""
        return max((part.end for part in self.parts if part.end is not None), default=None)

    def cells_of(self, kind: int) -> tuple[Cell, ...]:
        """The cells of all placements."""
        return tuple(dict.fromkeys(cell for part in self.parts for cell in part.cells_of(kind)))


def find_services(facts: Facts) -> list[Service]:
    """All services in roster order. Placements outside the campaign are of no service but their own."""
    widest = facts.policy.get("service.max_gap")
    services: list[Service] = []
    for placements in facts.directory.people.values():
        if len(placements) == 1:  # nearly everybody
            services.append(_service(facts, placements))
            continue
        dated = [p for p in placements if p.start is not None and p.end is not None]
        services += [_service(facts, [p]) for p in placements if p.start is None or p.end is None]
        services += [_service(facts, run) for run in _runs(facts, dated, widest if widest is not None else ZERO)]
    services += [_service(facts, [p]) for p in facts.dossier.placements if not p.name]
    return sorted(services, key=lambda service: min(placement.order for placement in service.placements))


def _service(facts: Facts, placements: list[Placement]) -> Service:
    start = placements[0].start
    end = max((p.end for p in placements if p.end is not None), default=None)
    since = facts.policy.campaign.start if begins_with_campaign(facts, start) else start
    return Service(placements, start, end, since)


def _runs(facts: Facts, dated: list[Placement], widest: Decimal) -> list[list[Placement]]:
    """Placements in order of time, joined where one begins at most `widest` days after those before it ended."""
    campaign = facts.policy.campaign
    runs: list[list[Placement]] = []
    last: date | None = None
    for placement in sorted(dated, key=lambda p: (p.start or date.max, p.order)):
        assert placement.start is not None
        assert placement.end is not None
        outside = placement.end < campaign.start or placement.start > campaign.end
        if outside or last is None or (placement.start - last).days > widest:
            runs.append([placement])
        else:
            runs[-1].append(placement)
        last = None if outside else max(placement.end, last or placement.end)
    return runs


def join(facts: Facts, service: Service, parts: Iterable[Standing]) -> Standing:
    """What is recorded of a service: of one placement its own standing, of several all of them as one."""
    all_parts = tuple(parts)
    begun = tuple(part for part in all_parts if part.first is not None and part.last is not None)
    if len(all_parts) == 1 or not begun:
        return all_parts[0]
    first = min(part.first for part in begun if part.first)
    last = max(part.last for part in begun if part.last)
    length = (last - first).days + 1
    days, workday = bytearray(length), bytearray(length)
    overlap = False
    for part in begun:
        assert part.first is not None
        low = (part.first - first).days
        overlap = overlap or any(workday[low : low + len(part.days)])
        for index, (value, work) in enumerate(zip(part.days, part.workday, strict=True), low):
            days[index] = days[index] or value
            workday[index] |= work
    shared = begun[0].totals if all(part.totals is begun[0].totals for part in begun) else None
    joined = Joined(
        service.first,
        first,
        last,
        bytes(days),
        bytes(workday),
        list({id(row): row for part in begun for row in part.stretches}.values()),
        totals=shared,
        recorded=any(part.recorded for part in begun),
        by_week=any(part.by_week for part in begun),
        weeks=[week for part in begun for week in part.weeks],
        missing=list(dict.fromkeys(gap for part in begun for gap in part.missing)),
        informal=tuple(one for part in (begun[:1] if shared else begun) for one in part.informal),
        parts=begun,
    )
    if shared is not None:
        joined.count = count_totals(facts, joined, shared)
    elif overlap and not joined.by_week and all(part.totals is None for part in begun):
        joined.count = count_days(joined)
    else:
        joined.count = _sum(part.count for part in begun)
    if not joined.by_week:
        joined.rest_balance = sum((part.rest_balance for part in begun), ZERO)
    return joined


def count_until(standing: Standing, last: date) -> AttendanceCount | None:
    """The days of a service up to a day; None where they are not known day by day (totals, days owed by the week)."""
    if standing.first is None or standing.by_week or any(part.totals is not None for part in parts_of(standing)):
        return None
    length = max(0, (last - standing.first).days + 1)
    return count_days(structs.replace(standing, days=standing.days[:length], workday=standing.workday[:length]))


def parts_of(standing: Standing) -> tuple[Standing, ...]:
    """The standings that a service's is joined of; itself where there is one placement."""
    return standing.parts if isinstance(standing, Joined) else (standing,)


def other_submitters(facts: Facts, service: Service, standing: Standing) -> list[str]:
    """Other recipients than the person's own in whose sheets marks stand that count (A420)."""
    others = misplaced(facts, service.first, (whose for part in parts_of(standing) for whose in part.submitters))
    return [whose for whose in others if any(_taken_from(part, whose) for part in parts_of(standing))]


def _taken_from(standing: Standing, whose: str) -> bool:
    """Whether a day stands as a sheet of this institution shows it."""
    if standing.placement.recipient not in standing.submitters:
        return True
    sheets = {id(row.sheet) for row in standing.stretches if submitting_institution(row) == whose}
    return any(cell is not None and id(cell.sheet) in sheets for cell in standing.places)


def _sum(counts: Iterable[AttendanceCount]) -> AttendanceCount:
    rows = list(counts)
    return AttendanceCount(
        **{field: sum((getattr(row, field) for row in rows), ZERO) for field in AttendanceCount.__struct_fields__}
    )


def served_from(facts: Facts, service: Service) -> date | None:
    """The day from which months count: the service's start where the person came in time, else the real arrival."""
    if service.since is None or in_time(facts, service.first):
        return service.since
    assert service.first.arrival is not None
    return max(service.since, service.first.arrival)


def stint_from(facts: Facts, service: Service) -> date | None:
    """The day from which T201 counts, by `rotation.count_from`."""
    reading = facts.policy.get("rotation.count_from")
    if reading == "roster" or service.since is None or in_time(facts, service.first):
        return service.since
    tolerated = facts.policy.get("arrival.max_delay")
    if reading == "tolerant" and (tolerated is None or days_late(facts, service.first) <= tolerated):
        return service.since
    return served_from(facts, service)


def find_short(facts: Facts) -> list[tuple[Service, date, int]]:
    """Services under `rotation.min_months` (T201), with the day they count from and their whole months.

    Where all placements are of a special project nothing is asked."""
    least = facts.policy.whole("rotation.min_months")
    found = []
    for service in facts.services:
        since = stint_from(facts, service)
        if since is None or service.end is None or all(special_project(p, facts) for p in service.placements):
            continue
        months = months_between(since, service.end)
        if months < least:
            found.append((service, since, months))
    return found


def leave_limit(policy: Policy, length: str | None) -> Decimal | None:
    """Workdays of leave in total that a service of this term may take; None where the policy has no such limit."""
    half = None if length == "year" else policy.get("leave.total_max_half")
    most: Decimal | None = policy.get("leave.total_max") if half is None else half
    return most
