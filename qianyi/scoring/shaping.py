"""What was scored, made into the shapes in which it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import UNSET, structs

from qianyi.dossier.finding import Finding as FoundFinding
from qianyi.facts import Facts
from qianyi.policy.units import plain as as_json
from qianyi.rules.labels import Shape
from qianyi.rules.shapes import Check, Finding
from qianyi.rules.shaping import head, summary
from qianyi.scoring import result, shapes
from qianyi.scoring.allowances import open_posts, people_standing, quota_progress
from qianyi.scoring.reliance import reliance

Each = Callable[[Shape], Any]


def score(
    facts: Facts,
    scores: result.Scores,
    findings: Iterable[FoundFinding],
    each: Each = lambda shape: shape,
    institution: str | None = None,
) -> shapes.Score:
    """What `score` yields, to go out. `each` is done to every finding, person and institution as soon as it is made:
    a thousand people that are encoded at once fill little memory."""
    listed = list(findings)
    going_on = facts.as_of < facts.policy.campaign.end
    return shapes.Score(
        **head(facts),
        summary=summary(facts, listed, institution),
        findings=[each(Finding.made(finding)) for finding in listed],
        checks=[Check.made(check) for check in scores.checks],
        people=[each(shapes.Person.made(person)) for person in scores.people],
        institutions=[each(shapes.Institution.made(found)) for found in scores.institutions],
        evidence=reliance(facts.policy, scores),
        readings=[_other_reading(one) for one in scores.readings],
        standing=standing(facts, scores, institution) if going_on else UNSET,
    )


def _other_reading(one: result.Reading) -> shapes.OtherReading:
    return shapes.OtherReading(
        parameter=one.parameter.id,
        value=as_json(one.parameter.value),
        other=as_json(one.other),
        people=[_shifted(shift) for shift in one.people],
        institutions=[
            shapes.ShiftedInstitution.made(shift.before, score_other=shift.after.score) for shift in one.institutions
        ],
    )


def _shifted(shift: result.Shift) -> shapes.ShiftedPerson:
    before, after = shift.before, shift.after
    assert isinstance(before, result.PersonScore)
    assert isinstance(after, result.PersonScore)
    more: dict[str, Any] = {}
    if before.grade != after.grade:
        more |= {"grade": before.grade, "grade_other": after.grade}
    if before.counted_months != after.counted_months:
        more |= {"months": before.counted_months, "months_other": after.counted_months}
    return shapes.ShiftedPerson(
        name=before.placement.name,
        recipient=before.placement.recipient,
        score=before.score,
        score_other=after.score,
        **more,
    )


def standing(facts: Facts, scores: result.Scores, institution: str | None = None) -> shapes.Standing:
    """What is left of each allowance, and the posts (of an institution) that nobody will hold."""
    posts = [one for one in open_posts(facts) if institution in (None, one.recipient, one.support)]
    quotas = [one for one in quota_progress(facts) if institution in (None, one.who)]
    return shapes.Standing(people=people_standing(facts, scores.people), posts_without_successor=posts, quotas=quotas)


def masked(score: shapes.Score, names: dict[str, str]) -> shapes.Score:
    """A score for publication: names masked; no kind of leave, no reason, no cell, no message, no trace of them."""

    def closed(items: list[shapes.Item]) -> list[shapes.Item]:
        return [structs.replace(item, ledger=[], missing=[], lines=[]) for item in items]

    return structs.replace(
        score,
        standing=UNSET,
        readings=[],
        people=[
            structs.replace(one, name=names[one.name], attendance=None, facts=UNSET, items=closed(one.items))
            for one in score.people
        ],
        institutions=[structs.replace(one, items=closed(one.items)) for one in score.institutions],
        findings=[
            Finding(code=one.code, slug=one.slug, severity=one.severity, clause=one.clause) for one in score.findings
        ],
    )
