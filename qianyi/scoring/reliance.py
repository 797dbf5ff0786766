"""How many points of each annex rest on assessors' marks alone: what no register that was given can answer."""

from __future__ import annotations

from decimal import Decimal

from qianyi.facts.days import ZERO
from qianyi.policy.model import Annex, Policy
from qianyi.rules.labels import Shape
from qianyi.scoring.result import Scores


class MarksOnly(Shape, kw_only=True):
    """An institution's points on marks alone."""

    name: str
    marks_only: Decimal


class Reliance(Shape, kw_only=True):
    """An annex: its points; of annexes 2 and 3 the points on marks alone of each institution, of annex 4 those of
    everybody (`marks_only`; null where it differs from one to the other)."""

    annex: int
    title: str
    points: Decimal
    marks_only: Decimal | None
    institutions: list[MarksOnly]


def reliance(policy: Policy, scores: Scores) -> list[Reliance]:
    """One entry an annex."""
    return [_annex(annex, scores) for annex in policy.annexes.values()]


def _annex(annex: Annex, scores: Scores) -> Reliance:
    if annex.subject == "person":
        ids = [item.id for person in scores.people[:1] for item in person.items if item.computed]
        marked = sum((item.points for item in annex.items() if item.id not in ids), ZERO)
        return Reliance(annex=annex.number, title=annex.title, points=annex.points, marks_only=marked, institutions=[])
    found = [MarksOnly.made(one) for one in scores.institutions if one.annex == annex.number]
    figures = {one.marks_only for one in found}
    return Reliance(
        annex=annex.number,
        title=annex.title,
        points=annex.points,
        marks_only=figures.pop() if len(figures) == 1 else None,
        institutions=found,
    )
