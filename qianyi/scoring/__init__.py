"""Scores: people under annex 4, institutions under annexes 2 and 3; every point lost is an entry of a ledger."""

from __future__ import annotations

from qianyi import rules
from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.scoring.result import Entry, InstitutionScore, Item, Line, PersonScore, Reading, Scores

__all__ = ["Entry", "InstitutionScore", "Item", "Line", "PersonScore", "Scores", "score"]


def score(facts: Facts) -> Scores:
    """Results of all placements and institutions, with validate's findings and those of the S-rules.

    People stand in roster order, institutions by role then roster order. Raises QianyiError where a figure that
    scoring needs is not in force.
    """
    from qianyi.scoring.institution import score_institutions
    from qianyi.scoring.lookup import Lookup
    from qianyi.scoring.person import score_people

    validation = rules.validate(facts)
    lookup = Lookup(facts)
    judged: list[Finding] = list(lookup.marks.findings)
    annex = next((annex for annex in facts.policy.annexes.values() if annex.subject == "person"), None)
    people, findings = score_people(lookup, annex)
    judged += findings
    institutions, findings = score_institutions(lookup, people)
    stamped, checks = rules.check(facts, "S", _once(judged + findings))
    listed = sorted(validation.findings + stamped, key=lambda finding: finding.sort_key)
    return Scores(people, institutions, listed, validation.checks + checks, lookup, _readings)


def _readings(scores: Scores) -> list[Reading]:
    """Imported when first asked for: few commands do."""
    from qianyi.scoring.compare import compare

    return compare(scores)


def _once(findings: list[Finding]) -> list[Finding]:
    """What is said of a person placement by placement in the same words is one finding with the cells of all."""
    said: dict[tuple[str, str, str | None, str | None], Finding] = {}
    for finding in findings:
        key = (finding.code, finding.message, finding.person, finding.institution)
        before = said.get(key)
        cells = finding.cells if before is None else tuple(dict.fromkeys((*before.cells, *finding.cells)))
        said[key] = (before or finding).replace(cells=cells)
    return list(said.values())
