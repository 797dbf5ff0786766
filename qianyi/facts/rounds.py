"""一期：the round of a policy that sets no dates, told by the roster."""

from __future__ import annotations

from collections import Counter
from datetime import date

from msgspec import structs

from qianyi.dossier import Dossier
from qianyi.policy.model import Campaign, Policy


def usual_start(dossier: Dossier) -> date | None:
    """The first day on which most dated placements begin (the earliest of equals); None where none is dated."""
    starts = Counter(p.start for p in dossier.placements if p.start is not None and p.period is None)
    return min(starts, key=lambda day: (-starts[day], day), default=None)


def round_of(dossier: Dossier, policy: Policy) -> Policy:
    """The policy with the round from the roster's earliest start to its latest end; dates that nobody overrode."""
    starts = [p.start for p in dossier.placements if p.start is not None]
    ends = [p.end for p in dossier.placements if p.end is not None]
    first = min(starts)
    last = max([first, *ends])
    overrides = {key: value for key, value in policy.overrides.items() if key not in ("campaign.start", "campaign.end")}
    return structs.replace(policy, campaign=Campaign(first, last, first.year), overrides=overrides)
