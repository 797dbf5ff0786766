"""Quotas of the policy: how many people, days, visits or events each bearer has in each period, against what it asks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING

from msgspec import Struct

from qianyi.dossier import kinds
from qianyi.dossier.records import Activity, Placement, Record, Visit
from qianyi.dossier.source import Cell
from qianyi.facts.days import ZERO, halves
from qianyi.facts.duties import periods
from qianyi.facts.periods import overlaps
from qianyi.policy.date_shift import ONE_DAY
from qianyi.policy.model import Quota

if TYPE_CHECKING:
    from qianyi.facts import Facts

NEEDS = {"days": "attendance", "visits": "visits", "trainings": "activities", "teachings": "activities"}
"""The kind of sheet that each count is made from; people are on the roster."""
_SORT = {"trainings": "training", "teachings": "teaching"}
_Bound = tuple[str, tuple[Placement, ...]]


class Share(Struct, frozen=True):
    """One bearer's count in one period. `who` is "" for the county; `unrecorded`: workdays of which nobody knows."""

    quota: Quota
    who: str
    first: date
    last: date
    count: Decimal
    cells: tuple[Cell, ...] = ()
    unrecorded: Decimal = ZERO

    @property
    def kept(self) -> bool:
        """Within both bounds."""
        least, most = self.quota.at_least, self.quota.at_most
        return (least is None or self.count >= least) and (most is None or self.count <= most)


def shares(facts: Facts, quota: Quota) -> Iterator[Share]:
    """Each bearer's count in each period that has begun by as-of, up to as-of."""
    campaign = facts.policy.campaign
    count = _COUNTS[quota.counts]
    for who, placements in _bearers(facts, quota):
        for first, last in _periods(campaign.start, campaign.end, quota.each):
            if first > facts.as_of or (quota.per == "person" and not _holds(placements, first, last)):
                continue
            yield count(facts, quota, who, placements, first, last)


def _periods(first: date, last: date, each: str) -> Iterator[tuple[date, date]]:
    """Whole weeks (Mon–Sun) of the campaign; months, quarters, halves from its start; or all of it."""
    if each == "campaign":
        yield first, last
    elif each == "week":
        monday = first + timedelta(days=-first.weekday() % 7)
        while monday + timedelta(days=6) <= last:
            yield monday, monday + timedelta(days=6)
            monday += timedelta(days=7)
    else:
        yield from periods(first, last, each)


def _bearers(facts: Facts, quota: Quota) -> Iterator[_Bound]:
    """Whom a quota asks: institutions of the roster (and recipients of 单位名录 that it leaves out), people, or all."""
    placements = facts.dossier.placements
    if quota.per == "county":
        yield "", tuple(placements)
    elif quota.per == "person":
        for (name, _), own in facts.directory.people.items():
            if any(_fits(facts, quota, one) for one in own):
                yield name, tuple(own)
    else:
        left = [(row.institution or "", ()) for row in facts.institutions.left_out] if quota.per == "recipient" else []
        names = dict.fromkeys(name for one in placements if (name := getattr(one, quota.per)))
        asked = [(name, tuple(one for one in placements if getattr(one, quota.per) == name)) for name in names]
        for name, sent in [*asked, *left]:
            if quota.per == "support" or _is_kind(facts, name, quota.where.get("kind")):
                yield name, sent


def _is_kind(facts: Facts, recipient: str | None, kind: str | None) -> bool:
    if kind is None:
        return True
    listed = facts.institutions.listed(recipient)
    if listed is not None and listed.kind:
        return listed.kind == kind or facts.institutions.kind(recipient) == kind
    return facts.institutions.kind(recipient) in (kind, facts.policy.meaning("recipient", kind))


def _fits(facts: Facts, quota: Quota, placement: Placement) -> bool:
    """Whether what `where` asks holds of a placement: a text of the roster, or what the policy's words say it means."""
    for field in ("title", "specialty", "licence"):
        wanted = quota.where.get(field)
        text = getattr(placement, field)
        if wanted is not None and text != wanted and facts.policy.meaning(field, text or "") != wanted:
            return False
    return _is_kind(facts, placement.recipient, quota.where.get("kind"))


def _people(facts: Facts, quota: Quota, who: str, placements: Iterable[Placement], first: date, last: date) -> Share:
    """Persons placed on some day of the period."""
    there = [p for p in placements if _fits(facts, quota, p) and overlaps(p, first, min(last, facts.as_of))]
    count = len({(p.name, p.support) for p in there})
    return Share(quota, who, first, last, Decimal(count), tuple(cell for p in there for cell in p.cells("name")))


def _days(facts: Facts, quota: Quota, who: str, placements: Iterable[Placement], first: date, last: date) -> Share:
    """Days of presence, halves as .5; and workdays without a mark."""
    present = unrecorded = 0
    for placement in placements:
        standing = facts.standing_of(placement)
        if standing.first is None or standing.last is None or not _fits(facts, quota, placement):
            continue
        for number in range((min(last, standing.last) - max(first, standing.first)).days + 1):
            day = max(first, standing.first) + timedelta(days=number)
            index = (day - standing.first).days
            both = kinds.halves(standing.days[index])
            present += sum(half in kinds.PRESENCE for half in both)
            if standing.workday[index]:
                unrecorded += sum(half in kinds.UNRECORDED for half in both)
    return Share(quota, who, first, last, halves(present), (), halves(unrecorded))


def _visits(facts: Facts, quota: Quota, who: str, placements: Iterable[Placement], first: date, last: date) -> Share:
    """Visits of a support institution, or to a recipient, each row one."""
    rows = [
        row
        for row in facts.dossier.visits
        if _between(facts, row.date, first, last)
        and (quota.per == "county" or who == getattr(row, quota.per))
        and _is_kind(facts, row.recipient, quota.where.get("kind"))
        and _of_rank(facts, row, quota.where.get("level"))
    ]
    return Share(quota, who, first, last, Decimal(len(rows)), _cells(rows, "date"))


def _of_rank(facts: Facts, row: Visit, rank: str | None) -> bool:
    return rank is None or row.level == rank or rank in facts.policy.meanings("visit", row.level or "")


def _events(facts: Facts, quota: Quota, who: str, placements: Iterable[Placement], first: date, last: date) -> Share:
    """Trainings or teachings, rows of one day, recipient and topic one."""
    own = {id(placement) for placement in placements}
    found: dict[tuple[object, ...], Activity] = {}
    for row in facts.dossier.activities:
        if not _between(facts, row.date, first, last):
            continue
        if facts.policy.meaning("activity", row.kind or "") != _SORT[quota.counts]:
            continue
        at = [p for p in facts.match(row, row.date).placements if id(p) in own and _fits(facts, quota, p)]
        if at:
            place = row.recipient or at[0].recipient
            found.setdefault((row.date, place, row.topic or (row.kind, at[0].name)), row)
    return Share(quota, who, first, last, Decimal(len(found)), _cells(found.values(), "kind"))


_COUNTS: dict[str, Callable[..., Share]] = {
    "people": _people,
    "days": _days,
    "visits": _visits,
    "trainings": _events,
    "teachings": _events,
}


def _between(facts: Facts, day: date | None, first: date, last: date) -> bool:
    return day is not None and first <= day <= min(last, facts.as_of)


def _holds(placements: Iterable[Placement], first: date, last: date) -> bool:
    """Whether somebody's placements hold every day of a period."""
    day = first
    for placement in sorted(placements, key=lambda one: one.start or date.max):
        if placement.start is not None and placement.end is not None and placement.start <= day <= placement.end:
            day = placement.end + ONE_DAY
    return day > last


def _cells(rows: Iterable[Record], field: str) -> tuple[Cell, ...]:
    return tuple(cell for row in rows for cell in row.cells(field))
