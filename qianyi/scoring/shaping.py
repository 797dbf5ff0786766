"""What was found and scored, made into the shapes in which it goes out."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from msgspec import UNSET, structs

from qianyi import __version__
from qianyi.dossier.finding import Finding as FoundFinding
from qianyi.facts import Facts
from qianyi.policy.units import plain as as_json
from qianyi.rules.registry import CheckRun
from qianyi.scoring import result, shapes
from qianyi.scoring.allowances import open_posts, people_standing, quota_progress
from qianyi.scoring.labels import Shape
from qianyi.scoring.reliance import reliance
from qianyi.scoring.summary import count_severities, summarise

Each = Callable[[Shape], Any]


def validation(
    facts: Facts, findings: Iterable[FoundFinding], checks: Iterable[CheckRun], institution: str | None = None
) -> shapes.Validation:
    """What `validate` yields, to go out; `institution`: the figures at the top are its own."""
    listed = list(findings)
    return shapes.Validation(
        **head(facts),
        summary=summary(facts, listed, institution),
        findings=[shapes.Finding.made(finding) for finding in listed],
        checks=[shapes.Check.made(check) for check in checks],
    )


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
        findings=[each(shapes.Finding.made(finding)) for finding in listed],
        checks=[shapes.Check.made(check) for check in scores.checks],
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


def head(facts: Facts) -> dict[str, Any]:
    """What every output names: policy and what was overridden, as-of, version, inputs with their digests."""
    return {
        "policy": policy_in_force(facts),
        "as_of": facts.as_of,
        "version": __version__,
        "inputs": [shapes.Input.made(file) for file in facts.dossier.inputs],
    }


def summary(facts: Facts, findings: Iterable[FoundFinding], institution: str | None = None) -> shapes.Summary:
    """The figures at the top."""
    return shapes.Summary(**count_severities(findings), **summarise(facts, institution))


def policy_in_force(facts: Facts) -> shapes.PolicyInForce:
    """The policy with its readings."""
    return shapes.PolicyInForce.made(facts.policy, readings=readings(facts))


_MACHINES = ("dingtalk-month", "dingtalk-daily", "dingtalk-calendar", "wecom-month")


def readings(facts: Facts) -> list[shapes.Reading]:
    """The readings and local settings that findings and scores rest on: parameters that are not plain text of the
    document (those of notices aside, of hours only where a machine's export gives hours), and the grade bounds."""
    machine = any(facts.dossier.has(kind) for kind in _MACHINES)
    listed = [
        shapes.Reading.made(one)
        for one in facts.policy.parameters.values()
        if one.status != "text"
        and one.value is not None
        and not one.id.startswith("notice.")
        and (machine or one.id != "hours_per_day")
    ]
    return listed + [
        shapes.Reading(
            id=f"grades.{grade}",
            title=f"等次“{grade}”的分数线",
            value=bound,
            unit="percent",
            clause="",
            status="local",
            note="本地设定",
        )
        for grade, bound in facts.dossier.settings.grades.items()
    ]


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
            shapes.Finding(code=one.code, slug=one.slug, severity=one.severity, clause=one.clause)
            for one in score.findings
        ],
    )
