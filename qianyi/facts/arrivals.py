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


def excused(facts: Facts, placement: Placement) -> bool:
    """Whether an incident explains the late arrival with both 支援单位证明 and 备案日期."""
    return any(
        incident.filed is not None
        and given(incident.proof)
        and facts.policy.meaning("incident", incident.kind or "") == EXPLANATION
        and any(placement is p for p in facts.match(incident).placements)
        for incident in facts.dossier.incidents
    )
