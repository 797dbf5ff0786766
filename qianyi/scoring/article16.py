"""第十六条 (宿州): the facts the article names, without points: presence, services, volumes, discipline, records."""

from __future__ import annotations

from decimal import Decimal
from functools import cached_property
from typing import Any

from qianyi.dossier.records import Placement, Workload
from qianyi.facts import Facts
from qianyi.facts.attendance import Standing
from qianyi.facts.periods import month_ranges
from qianyi.rules.spot_checks import Step, discipline
from qianyi.scoring.grade import FAIL
from qianyi.scoring.ledger import HUNDRED
from qianyi.scoring.lookup import RECALL, Lookup
from qianyi.scoring.result import ZERO, PersonScore

VOLUMES = ("outpatients", "teaching", "surgery", "deliveries")


class Records:
    """Workloads and discipline steps by placement."""

    def __init__(self, facts: Facts) -> None:
        self.facts = facts

    @cached_property
    def steps(self) -> dict[tuple[str, str], list[Step]]:
        """Discipline steps up to as-of by person; none where the policy has no spot checks."""
        found: dict[tuple[str, str], list[Step]] = {}
        if self.facts.policy.get("check.bar_count") is None or self.facts.policy.get("check.bar_days") is None:
            return found
        for step in discipline(self.facts):
            found.setdefault((step.person, step.support), []).append(step)
        return found

    @cached_property
    def workloads(self) -> dict[int, list[Workload]]:
        """Rows of the workload register by placement."""
        found: dict[int, list[Workload]] = {}
        for row in self.facts.dossier.workloads:
            for placement in self.facts.match(row).placements:
                found.setdefault(id(placement), []).append(row)
        return found

    def steps_of(self, placement: Placement) -> list[Step]:
        """The steps of a placement's person."""
        return self.steps.get((placement.name, placement.support or ""), [])

    def barred(self, placement: Placement) -> str | None:
        """Why the spot checks bar a person from this year's honours, None where they do not."""
        for step in self.steps_of(placement):
            if step.step == "bar":
                return f"查岗第 {step.nth} 次无故脱岗，{step.name}"
        return None


def facts_of(person: PersonScore, standing: Standing, lookup: Lookup) -> dict[str, Any]:
    """What 第十六条 looks at, for one placement up to as-of. Counts are None where the register is absent."""
    facts, placement, count = lookup.facts, standing.placement, standing.count
    known = standing.recorded and bool(count.required)
    has_checks = facts.dossier.has("checks")
    steps = lookup.records.steps_of(placement)
    eligible, why = _eligible(person, placement, lookup)
    return {
        "on_post_percent": HUNDRED * count.present / count.required if known else None,
        **_services(standing, lookup),
        "off_post_times": len(steps) if has_checks else None,
        "discipline": [
            {
                "date": step.check.date, "step": step.step, "handling": step.check.handling,
                "cells": [cell.ref for cell in step.check.cells("result")],
            }
            for step in steps
        ],
        "eligible": eligible,
        "eligible_why": why,
    }  # fmt: skip


def _services(standing: Standing, lookup: Lookup) -> dict[str, Any]:
    """Volumes in all and month by month, the months with a “blank” service (surgery, deliveries), records kept."""
    months = month_ranges(standing.first, standing.last) if standing.first and standing.last else []
    if not lookup.facts.dossier.has("workload"):
        return {**dict.fromkeys(VOLUMES), "blank_service_months": None, "workload_months": None,
                "workload_months_due": len(months), "months": []}  # fmt: skip
    rows = lookup.records.workloads.get(id(standing.placement), [])
    listed = []
    for first, _ in months:
        of_month = [row for row in rows if row.month == (first.year, first.month)]
        listed.append(
            {
                "month": f"{first.year}-{first.month:02}",
                "recorded": bool(of_month),
                "reviewed": bool(of_month) and all(row.township_review and row.county_filing for row in of_month),
                **{volume: _sum(of_month, volume) for volume in VOLUMES},
            }
        )
    return {
        **{volume: sum((month[volume] or ZERO for month in listed), ZERO) for volume in VOLUMES},
        "blank_service_months": sum(1 for month in listed if month["surgery"] or month["deliveries"]),
        "workload_months": sum(1 for month in listed if month["recorded"]),
        "workload_months_due": len(listed),
        "months": listed,
    }


def _sum(rows: list[Workload], volume: str) -> Decimal | None:
    values = [value for row in rows if (value := getattr(row, volume)) is not None]
    return sum(values, ZERO) if values else None


def _eligible(person: PersonScore, placement: Placement, lookup: Lookup) -> tuple[bool | None, str]:
    """Eligibility for honours and title review: no where something bars it, open where the checks were not given."""
    barred = lookup.records.barred(placement)
    if barred:
        return False, barred
    if lookup.incidents(placement, RECALL):
        return False, "被召回"
    if person.grade == FAIL:
        return False, "考核不合格"
    if not lookup.facts.dossier.has("checks"):
        return None, "没有查岗记录"
    return True, "没有取消资格的情形"
