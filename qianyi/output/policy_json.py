"""Policies for other programs: the list, one whole, and what differs between two."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from msgspec import UNSET, structs, to_builtins

from qianyi.output import shapes
from qianyi.output.screen.policy import severity_of
from qianyi.policy.diff import Difference
from qianyi.policy.load import Listed
from qianyi.policy.model import Annex, Campaign, Policy
from qianyi.policy.units import plain
from qianyi.rules import RULES

if TYPE_CHECKING:
    from qianyi.policy.document.open_points import Open


def list_data(policies: Iterable[Listed]) -> shapes.PolicyList:
    """`policy list --format json`."""
    return shapes.PolicyList(
        policies=[shapes.ListedPolicy.made(one, campaign=_campaign(one.campaign)) for one in policies]
    )


def show_data(policy: Policy, left: Sequence[Open] | None = None) -> shapes.PolicyShown:
    """`policy show --format json`: the whole policy; numbers exact, units and status by their English names. `left`:
    what a drafted pack still leaves open, told by `policy check`."""
    return shapes.PolicyShown(
        id=policy.id,
        title=policy.title,
        source=structs.asdict(policy.source),
        campaign=_campaign(policy.campaign),
        overrides=policy.overrides,
        notes=list(policy.notes),
        parameters=[structs.asdict(p) | {"value": plain(p.value)} for p in policy.parameters.values()],
        rules=[
            shapes.RuleInForce(code=code, slug=RULES[code].slug, severity=severity_of(force), clause=force.clause)
            for code, force in policy.rules.items()
        ],
        annexes=[_annex_data(annex) for annex in policy.annexes.values()],
        duties=[structs.asdict(one) for one in policy.duties],
        grades=[structs.asdict(one) for one in policy.grades],
        approvals=[structs.asdict(one) for one in policy.approvals],
        quotas=[structs.asdict(one) for one in policy.quotas],
        papers=to_builtins(policy.papers),
        words=policy.words,
        clauses={clause.id: clause.text for clause in policy.clauses.values()},
        open=UNSET if left is None else [shapes.OpenPoint.made(one) for one in left],
    )


def _campaign(campaign: Campaign) -> shapes.Campaign:
    return shapes.Campaign(**structs.asdict(campaign))


def _annex_data(annex: Annex) -> dict[str, Any]:
    head = {"number": annex.number, "title": annex.title, "subject": annex.subject, "points": annex.points}
    sections = [
        {
            "id": section.id,
            "title": section.title,
            "points": section.points,
            "items": [
                {
                    "id": item.id,
                    "title": item.title,
                    "points": item.points,
                    "lines": [structs.asdict(line) for line in item.lines],
                }
                for item in section.items
            ],
        }
        for section in annex.sections
    ]
    return head | {"sections": sections}


def diff_data(a: Policy, b: Policy, differences: Iterable[Difference]) -> shapes.PolicyDiff:
    """`policy diff --format json`."""
    return shapes.PolicyDiff(a=a.id, b=b.id, differences=[_difference(one) for one in differences])


def _difference(one: Difference) -> shapes.Difference:
    if one.part != "rule":
        return shapes.Difference.made(one)
    a, b = (
        side and side | {"severity": side["severity"] or RULES[one.id].severity}  # the registry's own
        for side in (one.a, one.b)
    )
    return shapes.Difference.made(one, a=a, b=b)
