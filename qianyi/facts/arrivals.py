"""到岗: when somebody had to come, how late they came, and whether the delay was explained and filed."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from qianyi.dossier.records import Placement
from qianyi.facts.texts import given
from qianyi.policy.date_shift import day_of

if TYPE_CHECKING:
    from qianyi.facts import Facts

EXPLANATION = "late_arrival"
"""The meaning of the incident's kind in the policy's words `incident`."""


def deadline(facts: Facts) -> date | None:
    """The day by which those who begin with the campaign must have come; None where the policy sets none."""
    written = facts.policy.get("arrival.deadline")
    return None if written is None else day_of(str(written), facts.policy.campaign.start)


def begins_with_campaign(facts: Facts, start: date | None) -> bool:
    """Whether a placement with this start begins by the deadline: the days before it are the campaign's to arrive in."""
    last = deadline(facts)
    return start is not None and last is not None and facts.policy.campaign.start <= start <= last


def limit(facts: Facts, placement: Placement) -> date | None:
    """The last day of arriving in time: the deadline for who begins by it, else the placement's first workday.

    None where the placement's dates could not be read.
    """
    if placement.start is None or placement.end is None:
        return None
    last = deadline(facts)
    if last is not None and placement.start <= last:
        return last
    length = (placement.end - placement.start).days + 1
    first_days = (placement.start + timedelta(days=i) for i in range(length))
    return next((day for day in first_days if facts.calendar.is_workday(day)), placement.start)


def in_time(facts: Facts, placement: Placement) -> bool:
    """Whether the person came by the limit; an arrival that nobody recorded is the roster's start, and of a placement
    whose dates could not be read nothing is held against."""
    if placement.arrival is None:
        return True
    last = limit(facts, placement)
    return last is None or placement.arrival <= last


def days_late(facts: Facts, placement: Placement) -> int:
    """Calendar days from the placement's start to the recorded arrival, not beyond as-of; 0 where none is recorded."""
    if placement.arrival is None or placement.start is None:
        return 0
    return (min(placement.arrival, facts.as_of) - placement.start).days


def excused(facts: Facts, placement: Placement) -> bool | None:
    """Whether an incident explains the late arrival with both 支援单位证明 and 备案日期.

    None where that hangs on a date of filing that could not be read.
    """
    undecided = False
    for incident in facts.dossier.incidents:
        if not given(incident.proof) or facts.policy.meaning("incident", incident.kind or "") != EXPLANATION:
            continue
        if facts.has_value(incident, "filed") and any(placement is p for p in facts.match(incident).placements):
            if incident.filed is not None:
                return True
            undecided = True
    return None if undecided else False
