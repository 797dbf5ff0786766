"""What was found, made into the shapes in which it goes out."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from qianyi import __version__
from qianyi.dossier.finding import Finding as FoundFinding
from qianyi.facts import Facts
from qianyi.rules import shapes
from qianyi.rules.registry import CheckRun
from qianyi.rules.summary import count_severities, summarise


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
