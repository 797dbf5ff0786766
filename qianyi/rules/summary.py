"""Figures that head every output."""

from __future__ import annotations

from collections.abc import Iterable

from qianyi.dossier.finding import Finding
from qianyi.facts import Facts

SEVERITIES = ("error", "warning", "info")


def count_severities(findings: Iterable[Finding]) -> dict[str, int]:
    """Findings by severity."""
    counts = dict.fromkeys(SEVERITIES, 0)
    for finding in findings:
        counts[finding.severity] += 1
    return counts


def summarise(facts: Facts, institution: str | None = None) -> dict[str, int]:
    """Persons, placements, posts, institutions by role; half_release where the roster has 半脱产.

    `institution`: of it and its people alone."""
    placements = [p for p in facts.dossier.placements if institution in (None, p.recipient, p.support)]
    named = [p for p in placements if p.name]
    summary = {
        "people": len({(p.name, p.support) for p in named}),
        "placements": len(placements),
        "posts": sum(institution in (None, post.recipient, post.support) for post in facts.posts),
        "recipients": len({p.recipient for p in placements if p.recipient}),
        "supports": len({p.support for p in placements if p.support}),
    }
    half = sum(p.half_release for p in placements)
    return summary | {"half_release": half} if half else summary
