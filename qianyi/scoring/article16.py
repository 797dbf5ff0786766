"""第十六条 (宿州): the facts the article names, without points: presence, services, volumes, discipline, records."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from qianyi.dossier.records import Placement, Workload
from qianyi.facts.attendance import Standing
from qianyi.facts.days import ZERO
from qianyi.facts.periods import ended_months, month_ranges
from qianyi.rules.workload import review_done
from qianyi.scoring.ledger import HUNDRED
from qianyi.scoring.lookup import RECALL, Lookup

_VOLUMES = ("outpatients", "teaching", "surgery", "deliveries")


def facts_of(grade: str | None, standing: Standing, lookup: Lookup) -> dict[str, Any]:
    """What 第十六条 looks at, for one placement up to as-of. Counts are None where the register is absent."""
    facts, placement, count = lookup.facts, standing.placement, standing.count
    known = standing.recorded and bool(count.required)
    has_checks = facts.dossier.has("checks")
    steps = lookup.steps(placement)
    eligible, why = _eligible(grade, placement, lookup)
    return {
        "on_post_percent": HUNDRED * count.present / count.required if known else None,
        **_services(standing, lookup),
        "off_post_times": len(steps) if has_checks else None,
        "discipline": [
            {
                "date": step.check.date,
                "step": step.step,
                "handling": step.check.handling,
                "cells": [cell.ref for cell in step.check.cells("result")],
            }
            for step in steps
        ],
        "eligible": eligible,
        "eligible_why": why,
    }


def _services(standing: Standing, lookup: Lookup) -> dict[str, Any]:
    """Volumes in all and month by month, the months with a “blank” service (surgery, deliveries), records kept."""
    placement = standing.placement
    months = month_ranges(standing.first, standing.last) if standing.first and standing.last else []
    owed = len(ended_months(placement.start, placement.end, lookup.facts.as_of))
    if not lookup.facts.dossier.has("workload"):
        return {
            **dict.fromkeys(_VOLUMES),
            "blank_service_months": None,
            "workload_months": None,
            "workload_months_due": owed,
            "months": [],
        }
    rows = lookup.workloads(placement)
    listed = []
    for first, _ in months:
        of_month = [row for row in rows if row.month == (first.year, first.month)]
        listed.append(
            {
                "month": f"{first.year}-{first.month:02}",
                "recorded": bool(of_month),
                "reviewed": bool(of_month)
                and all(
                    review_done(lookup.facts, text)
                    for row in of_month
                    for text in (row.township_review, row.county_filing)
                ),
                **{volume: _sum(of_month, volume) for volume in _VOLUMES},
            }
        )
    return {
        **{volume: sum((month[volume] or ZERO for month in listed), ZERO) for volume in _VOLUMES},
        "blank_service_months": sum(1 for month in listed if month["surgery"] or month["deliveries"]),
        "workload_months": sum(1 for month in listed if month["recorded"]),
        "workload_months_due": owed,
        "months": listed,
    }


def _sum(rows: list[Workload], volume: str) -> Decimal | None:
    values = [value for row in rows if (value := getattr(row, volume)) is not None]
    return sum(values, ZERO) if values else None


def _eligible(grade: str | None, placement: Placement, lookup: Lookup) -> tuple[bool | None, str]:
    """Eligibility for honours and title review: no where something bars it, open where the checks were not given."""
    barred = lookup.barred(placement)
    if barred:
        return False, barred
    if lookup.incidents(placement, RECALL):
        return False, "被召回"
    if grade and not lookup.policy.passes(grade):
        return False, "考核不合格"
    if not lookup.facts.dossier.has("checks"):
        return None, "没有查岗记录"
    return True, "没有取消资格的情形"
