"""What heads every output: whose county, which campaign, under what document."""

from __future__ import annotations

import re

from qianyi.facts import Facts
from qianyi.policy.model import Policy


def activity_name(policy: Policy) -> str:
    """The campaign's name as the policy's title quotes it: “千名医师下基层”对口支援活动."""
    title = policy.source.title or policy.title
    quoted = re.search(r"“[^”]+”", title)
    if quoted is None:
        return "对口支援活动"
    return quoted[0] + ("对口支援活动" if "对口支援" in title else "驻点帮扶活动")


def name_of(facts: Facts) -> str:
    """The title of the county's qianyi.toml; without one its county, the year and the campaign's name."""
    settings, policy = facts.dossier.settings, facts.policy
    return settings.title or f"{settings.county or ''}{policy.campaign.year}年度{activity_name(policy)}"


def basis(facts: Facts) -> str:
    """The document that holds: it heads nothing, since it may be another county's."""
    return f"依据：{facts.policy.title}（{facts.policy.id}）"
