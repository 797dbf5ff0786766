"""What a document gives a draft: its parts, the campaign, figures and duties; and the known policy that is most like it."""

from __future__ import annotations

from collections.abc import Iterable

from qianyi.policy.document.about import CampaignSpan, campaign
from qianyi.policy.document.deadlines import DatedDuty, duties
from qianyi.policy.document.elements import Paper
from qianyi.policy.document.figures import Figure, figures
from qianyi.policy.document.split import SplitDocument, take_apart
from qianyi.policy.model import Policy


class DraftMaterial(SplitDocument):
    """What a document gives a draft."""

    span: CampaignSpan | None
    figures: list[Figure]
    duties: list[DatedDuty]


def find(paper: Paper) -> DraftMaterial:
    """Take a document apart and find its figures and duties. Raises DocumentProblem where it is no such document."""
    one = take_apart(paper)
    span = campaign(one.made)
    found = figures(one.made, one.annexes)
    return DraftMaterial(paper, one.made, one.about, one.annexes, span, found, duties(one.made, span, one.about.issued))


def most_similar(found: DraftMaterial, policies: Iterable[Policy]) -> Policy | None:
    """The policy that has most of the parameters found; None where none has any."""
    ids = {figure.known.id for figure in found.figures}
    ranked = [(len(ids & policy.parameters.keys() - {"campaign.months"}), policy.id, policy) for policy in policies]
    most = max(ranked, key=lambda one: one[0], default=None)
    return most[2] if most and most[0] else None
