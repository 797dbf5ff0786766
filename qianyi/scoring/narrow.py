"""What `--institution` narrows results to: one institution, in whatever role, and its people."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from msgspec import structs

from qianyi.dossier.finding import Finding
from qianyi.errors import QianyiError
from qianyi.facts import Facts
from qianyi.rules.concerns import Concerns
from qianyi.scoring.result import InstitutionScore, PersonScore, Scores


def institution_named(facts: Facts, given: str) -> str:
    """The institution of the roster that a name (or an alias) means. Raises QianyiError offering the nearest."""
    wanted = "".join(given.split())
    names = [*facts.directory.recipients, *facts.directory.supports]
    levelled = {"".join(name.split()): name for name in names}
    levelled |= {
        "".join(alias.split()): levelled.get("".join(name.split()), name)
        for alias, name in facts.dossier.settings.aliases.items()
        if "".join(name.split()) in levelled
    }
    if wanted in levelled:
        return levelled[wanted]
    near = get_close_matches(wanted, levelled, 3, 0.4)
    hint = f"；相近的有：{'、'.join(near)}" if near else "；请核对名单上的单位名称"
    raise QianyiError(f"名单上没有“{given}”这个单位{hint}。")


def concerning(facts: Facts, findings: Iterable[Finding], institution: str) -> list[Finding]:
    """The findings that concern an institution."""
    concerns = Concerns(facts)
    return [finding for finding in findings if institution in concerns.institutions(finding)]


def alone(facts: Facts, scores: Scores, institution: str) -> tuple[Facts, Scores]:
    """Facts and scores as if the roster held nobody but the institution's people; what was found stays as it was
    found among all."""
    narrowed = of_institution(scores, institution)
    narrowed.findings = concerning(facts, scores.findings, institution)
    own = [p for p in facts.dossier.placements if institution in (p.recipient, p.support)]
    return Facts(structs.replace(facts.dossier, placements=own), facts.policy, facts.as_of), narrowed


def of_institution(scores: Scores, institution: str) -> Scores:
    """The scores of an institution and of its people; findings and checks as they are."""
    people: list[PersonScore] = [
        one for one in scores.people if institution in (one.placement.recipient, one.placement.support)
    ]
    found: list[InstitutionScore] = [one for one in scores.institutions if one.name == institution]
    narrowed = Scores(people, found, scores.findings, scores.checks)
    kept = {id(one) for one in (*people, *found)}
    narrowed.readings = [
        structs.replace(
            one,
            people=[shift for shift in one.people if id(shift.before) in kept],
            institutions=[shift for shift in one.institutions if id(shift.before) in kept],
        )
        for one in scores.readings
    ]
    return narrowed
