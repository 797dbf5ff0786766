"""Annexes 2 and 3: support and recipient institutions, their people, their rank."""

from __future__ import annotations

from collections.abc import Iterable

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
from qianyi.scoring.result import InstitutionScore, PersonScore, Role, worst


def score_institutions(
    lookup: Lookup, people: list[PersonScore], findings: list[Finding]
) -> tuple[list[InstitutionScore], list[Finding]]:
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
            subject = subject_of(lookup, name, role, members, findings)
            result = InstitutionScore(name, role, 0)
            annex = annexes.get(role)
            if annex is not None:
                raised += _items(result, subject, annex)
            _people(result, members)
            of_role.append(result)
        _rank(of_role)
        results += of_role
    return results, raised


def subject_of(lookup: Lookup, name: str, role: str, members: list[PersonScore], findings: list[Finding]) -> Subject:
    """An institution as it is judged, with its people."""
    return Subject(lookup, name, role, [member.placement for member in members], members, findings)


def _items(result: InstitutionScore, subject: Subject, annex: Annex) -> list[Finding]:
    lookup, role, name = subject.lookup, subject.role, subject.name
    home = _home(subject.placements[0], role)
    given = lookup.marks.of_institution(role, name)
    computed = {line.id: evidence_of(line, subject) for line in annex.lines() if line.judge == "auto"}
    said = {line.id: note for line in annex.lines() if (say := BESIDE.get(line.beside)) and (note := say(subject))}
    findings: list[Finding] = []
    result.annex, result.max = annex.number, annex.points
    silent = (one.points for one in annex.lines() if (found := computed.get(one.id)) is None or found.holds is None)
    result.marks_only = sum(silent, ZERO)
    for rubric in annex.items():
        item = marked_item(rubric, given, computed, home)
        for line in item.lines:
            if line.id in said:
                line.evidence, cells = said[line.id]
                line.cells = tuple(dict.fromkeys((*line.cells, *cells)))
        if given:
            findings += contradictions(item, given, computed, name)
        result.items.append(item)
    result.score = total(result.items)
    result.percent = percent(result.score, annex.points)
    result.status = worst([item.status for item in result.items])
    whom = "支援单位" if role == "support" else "受援单位"
    findings += pending_lines(result.items, given, f"{name}（{whom}）", home, institution=name)
    return findings


def _home(placement: Placement, role: str) -> tuple[Cell, ...]:
    source = placement.sources.get(role)
    return (source,) if source is not None else placement.cells(role)


def _people(result: InstitutionScore, members: list[PersonScore]) -> None:
    """Count of persons; mean and lowest percent of the placements that are judged: an unmarked line is no zero."""
    result.count = len({(member.placement.name, member.placement.support) for member in members})
    judged = (member for member in members if member.status != "pending")
    percents = [member.percent for member in judged if member.percent is not None]
    if percents:
        result.mean_percent = sum(percents, ZERO) / len(percents)
        result.min_percent = min(percents)


def _rank(results: Iterable[InstitutionScore]) -> None:
    """Ranks within one annex; none while pending or without a score."""
    ranked = [(one, one.score) for one in results if one.score is not None and one.status != "pending"]
    places = ranks(score for _, score in ranked)
    for result, score in ranked:
        result.rank = places[score]
