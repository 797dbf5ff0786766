"""到岗: how late somebody came, and whether the delay was explained and filed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from qianyi.dossier.records import Placement
from qianyi.facts.texts import given

if TYPE_CHECKING:
    from qianyi.facts import Facts

EXPLANATION = "late_arrival"
"""The meaning of the incident's kind in the policy's words `incident`."""


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
        if facts.told(incident, "filed") and any(placement is p for p in facts.match(incident).placements):
            if incident.filed is not None:
                return True
            undecided = True
    return None if undecided else False
