"""The rules of all areas, and `check`, which runs those of a policy and applies the county's waivers.

One module a letter of the catalogue; importing this package fills the registry.
"""

from __future__ import annotations

from collections.abc import Iterable

from msgspec import Struct

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts
from qianyi.policy.settings import Waiver
from qianyi.rules import (  # noqa: F401  (they register their rules)
    attendance,
    attendance_limits,
    duties,
    funds,
    half_release,
    intake_pages,
    leave,
    leave_procedure,
    leave_tiers,
    marks,
    quotas,
    resent,
    roster,
    rotation,
    spot_checks,
    submitting,
    tenure,
    workload,
)
from qianyi.rules.answers import answered
from qianyi.rules.identity import identified
from qianyi.rules.registry import RULES, CheckRun, Rule, Skip, rule, run, stamp

__all__ = ["RULES", "CheckRun", "Rule", "Skip", "Validation", "check", "rule", "validate"]

VALIDATE = "IRTHALCWFQ"
"""The letters of the rules that `validate` runs; `score` adds S."""


class Validation(Struct, eq=False):
    """What `validate` yields: sorted findings, and which rules ran or were skipped."""

    findings: list[Finding]
    checks: list[CheckRun]


def validate(facts: Facts) -> Validation:
    """Findings of every rule in force but the S-rules, and which rules ran or were skipped and why."""
    return Validation(*check(facts, VALIDATE))


def check(facts: Facts, letters: str, judged: Iterable[Finding] = ()) -> tuple[list[Finding], list[CheckRun]]:
    """Run the policy's rules of these letters and apply the waivers of qianyi.toml; `judged`: what scoring found.

    Returns findings in the order of `Finding.sort_key` and one CheckRun a rule (none for I-rules).
    """
    findings, runs = run(facts, letters, judged)
    findings = identified(findings, facts)
    findings, unused = _waive(findings, facts, letters)
    findings, amiss = answered(findings, facts, letters)
    findings += identified(stamp(facts, [*unused, *amiss]), facts)
    return sorted(findings, key=lambda finding: finding.sort_key), sorted(runs, key=lambda run: run.code)


def _waive(findings: list[Finding], facts: Facts, letters: str) -> tuple[list[Finding], list[Finding]]:
    """Waived findings become info and name their waiver; waivers that hold nothing become findings (I011)."""
    settings = facts.dossier.settings
    waivers = [waiver for waiver in settings.waivers if waiver.code[:1] in letters]
    valid = [waiver for waiver in waivers if waiver.until is None or waiver.until >= facts.as_of]
    used: set[int] = set()
    waived = []
    for finding in findings:
        waiver = next((waiver for waiver in valid if _covers(waiver, finding, facts)), None)
        if waiver is not None:
            used.add(id(waiver))
            finding = finding.replace(severity="info", waiver=f"{waiver.reason}（{waiver.approved_by} 批准）")
        waived.append(finding)
    unused = []
    for waiver in waivers:
        if waiver.until is not None and waiver.until < facts.as_of:
            why = f"已于 {waiver.until} 到期，不再起作用。请续批改期，或删去这一条"
        elif id(waiver) not in used:
            why = "没有对上任何问题。请核对代码、姓名和单位，或删去这一条"
        else:
            continue
        whom = "、".join(part for part in (waiver.person, waiver.institution) if part)
        message = f"豁免 {waiver.code}{f'（{whom}）' if whom else ''} {why}。"
        finding = Finding("I011", message, person=waiver.person, institution=waiver.institution, key=waiver.code)
        unused.append(finding.replace(path="qianyi.toml" if settings.path else None))
    return waived, unused


def _covers(waiver: Waiver, finding: Finding, facts: Facts) -> bool:
    """Whether a waiver is for this finding; an institution's waiver holds for its people too."""
    if waiver.code != finding.code or waiver.person not in (None, finding.person):
        return False
    if waiver.institution is None or waiver.institution == finding.institution:
        return True
    if finding.person is None:
        return False
    directory = facts.directory
    places = [*directory.recipients.get(waiver.institution, ()), *directory.supports.get(waiver.institution, ())]
    return any(place.name == finding.person for place in places)
