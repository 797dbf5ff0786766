"""Annexes 2 and 3: support and recipient institutions, their people, their rank."""

from __future__ import annotations

from collections.abc import Sequence

from msgspec import structs

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Cell
from qianyi.facts.days import ZERO
from qianyi.policy.model import Annex
from qianyi.scoring import (  # noqa: F401  (they register their computations)
    evidence_activities,
    evidence_duties,
    evidence_recipient,
    evidence_registers,
    evidence_support,
)
from qianyi.scoring.beside import BESIDE
from qianyi.scoring.evidence import Subject, evidence_of
from qianyi.scoring.ledger import percent, ranks, total
from qianyi.scoring.lines import contradictions, marked_item, pending_lines
from qianyi.scoring.lookup import Lookup
from qianyi.scoring.result import InstitutionScore, Item, PersonScore, Role, worst


def score_institutions(lookup: Lookup, people: list[PersonScore]) -> tuple[list[InstitutionScore], list[Finding]]:
    """All institutions by role, then roster order; and their S802 and S803."""
    annexes = {annex.subject: annex for annex in lookup.policy.annexes.values()}
    results: list[InstitutionScore] = []
    raised: list[Finding] = []
    roles: tuple[Role, ...] = ("support", "recipient")
    for role in roles:
        groups: dict[str, list[PersonScore]] = {}
        for person in people:
            name = getattr(person.placement, role)
            if name:
                groups.setdefault(name, []).append(person)
        of_role = []
        for name, members in groups.items():
            unjudged = _of_people(name, role, members)
            annex = annexes.get(role)
            result, said = (unjudged, []) if annex is None else _judged(unjudged, lookup, members, annex)
            of_role.append(result)
            raised += said
        results += _ranked(of_role)
    return results, raised


def subject_of(lookup: Lookup, name: str, role: Role, members: list[PersonScore]) -> Subject:
    """An institution as it is judged, with its people."""
    return Subject(lookup, name, role, [member.placement for member in members], members)


def _judged(
    result: InstitutionScore, lookup: Lookup, members: list[PersonScore], annex: Annex
) -> tuple[InstitutionScore, list[Finding]]:
    """The institution's result with items and sums, and their S802 and S803."""
    name, role = result.name, result.role
    subject = subject_of(lookup, name, role, members)
    home = _home(subject.placements[0], role)
    given = lookup.marks.of_institution(role, name)
    computed = {line.id: evidence_of(line, subject) for line in annex.lines() if line.judge == "auto"}
    said = {line.id: note for line in annex.lines() if (say := BESIDE.get(line.beside)) and (note := say(subject))}
    items: list[Item] = []
    findings: list[Finding] = []
    silent = (one.points for one in annex.lines() if (found := computed.get(one.id)) is None or found.holds is None)
    for rubric in annex.items():
        item = marked_item(rubric, given, computed, home, said)
        if given:
            findings += contradictions(item, given, computed, name)
        items.append(item)
    whom = "支援单位" if role == "support" else "受援单位"
    findings += pending_lines(items, given, f"{name}（{whom}）", home, institution=name)
    score = total(items)
    judged = structs.replace(
        result,
        annex=annex.number,
        items=items,
        score=score,
        max=annex.points,
        percent=percent(score, annex.points),
        status=worst([item.status for item in items]),
        marks_only=sum(silent, ZERO),
    )
    return judged, findings


def _home(placement: Placement, role: str) -> tuple[Cell, ...]:
    source = placement.sources.get(role)
    return (source,) if source is not None else placement.cells(role)


def _of_people(name: str, role: Role, members: list[PersonScore]) -> InstitutionScore:
    """An institution with the count of its persons, and mean and lowest percent of the placements that are judged: an
    unmarked line is no zero."""
    count = len({(member.placement.name, member.placement.support) for member in members})
    judged = (member for member in members if member.status != "pending")
    percents = [member.percent for member in judged if member.percent is not None]
    mean = sum(percents, ZERO) / len(percents) if percents else None
    return InstitutionScore(name, role, 0, count=count, mean_percent=mean, min_percent=min(percents, default=None))


def _ranked(results: Sequence[InstitutionScore]) -> list[InstitutionScore]:
    """With ranks within one annex; none while pending or without a score."""
    scores = {id(one): one.score for one in results if one.score is not None and one.status != "pending"}
    places = ranks(scores.values())
    return [structs.replace(one, rank=places[scores[id(one)]]) if id(one) in scores else one for one in results]
