"""How many points of each annex rest on assessors' marks alone: what no register that was given can answer."""

from __future__ import annotations

from typing import Any

from qianyi.policy.model import Annex, Policy
from qianyi.scoring.result import Scores


def evidence_data(policy: Policy, scores: Scores) -> list[dict[str, Any]]:
    """One entry an annex: its points; of annexes 2 and 3 the points on marks alone of each institution, of annex 4
    those of everybody (`marks_only`; null where it differs from one to the other)."""
    return [_annex(annex, scores) for annex in policy.annexes.values()]


def _annex(annex: Annex, scores: Scores) -> dict[str, Any]:
    head = {"annex": annex.number, "title": annex.title, "points": annex.points}
    if annex.subject == "person":
        ids = [item.id for person in scores.people[:1] for item in person.items if item.computed]
        marked = [item.points for item in annex.items() if item.id not in ids]
        return {**head, "marks_only": sum(marked), "institutions": []}
    of_annex = [one for one in scores.institutions if one.annex == annex.number]
    figures = {one.marks_only for one in of_annex}
    return {
        **head,
        "marks_only": figures.pop() if len(figures) == 1 else None,
        "institutions": [{"name": one.name, "marks_only": one.marks_only} for one in of_annex],
    }
