"""`qianyi.validate/1` and `qianyi.score/1`: numbers are exact decimals, cells are A1 addresses."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

import msgspec

from qianyi import __version__
from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell
from qianyi.facts import Facts
from qianyi.facts.services import Service
from qianyi.output.summary import count_severities, summarise
from qianyi.output.words import COUNTS
from qianyi.rules.registry import CheckRun
from qianyi.scoring.result import InstitutionScore, Item, Line, PersonScore, Scores

_ENCODER = msgspec.json.Encoder(decimal_format="number")


def encode(data: dict[str, Any]) -> bytes:
    """Readable JSON with a final line feed; decimals as numbers, dates in ISO form."""
    return msgspec.json.format(_ENCODER.encode(data), indent=1) + b"\n"


def validation_data(facts: Facts, findings: Iterable[Finding], checks: Iterable[CheckRun]) -> dict[str, Any]:
    """`validate --format json` as plain data."""
    listed = list(findings)
    return {
        "schema": "qianyi.validate/1",
        **header(facts),
        "summary": {**count_severities(listed), **summarise(facts)},
        "findings": [finding_data(finding) for finding in listed],
        "checks": checks_data(checks),
    }


def score_json(facts: Facts, scores: Scores, findings: Iterable[Finding]) -> bytes:
    """`score --format json`, each person and finding encoded as soon as told: a thousand people fill little memory."""
    return encode(score_data(facts, scores, findings, lambda data: msgspec.Raw(_ENCODER.encode(data))))


def score_data(
    facts: Facts, scores: Scores, findings: Iterable[Finding], each: Callable[[dict[str, Any]], Any] = dict
) -> dict[str, Any]:
    """`score --format json` as plain data; `each` is done to what is told of a finding, a person, an institution."""
    from qianyi.output.readings import readings_data
    from qianyi.scoring.reliance import evidence_data
    from qianyi.scoring.standing import standing_data

    listed = list(findings)
    data = {
        "schema": "qianyi.score/1",
        **header(facts),
        "summary": {**count_severities(listed), **summarise(facts)},
        "findings": [each(finding_data(finding)) for finding in listed],
        "checks": checks_data(scores.checks),
        "people": [each(person_data(person)) for person in scores.people],
        "institutions": [each(institution_data(institution)) for institution in scores.institutions],
        "readings": readings_data(scores),
    }
    data["evidence"] = evidence_data(facts.policy, scores)
    if facts.as_of < facts.policy.campaign.end:
        data["standing"] = standing_data(facts, scores)
    return data


def header(facts: Facts) -> dict[str, Any]:
    """What every output names: policy and what was overridden, as-of, version, inputs with their digests."""
    return {
        "policy": policy_data(facts),
        "as_of": facts.as_of,
        "version": __version__,
        "inputs": [
            {
                "path": item.path,
                "sha256": item.sha256,
                "sheets": [{"name": sheet.name, "kind": sheet.kind, "rows": sheet.rows} for sheet in item.sheets],
            }
            for item in facts.dossier.inputs
        ],
    }


def policy_data(facts: Facts) -> dict[str, Any]:
    """The policy in force: id, campaign, overrides, and the readings and local settings that results rest on."""
    policy = facts.policy
    return {
        "id": policy.id,
        "title": policy.title,
        "campaign": {"start": policy.campaign.start, "end": policy.campaign.end},
        "overrides": policy.overrides,
        "readings": readings(facts),
    }


def readings(facts: Facts) -> list[dict[str, Any]]:
    """The readings and local settings that findings and scores rest on: parameters that are not plain text of the
    document (those of notices aside, of hours only where a machine's export gives hours), and the grade bounds."""
    machine = facts.dossier.has("dingtalk-month") or facts.dossier.has("dingtalk-daily")
    machine = machine or facts.dossier.has("dingtalk-calendar") or facts.dossier.has("wecom-month")
    listed = [
        {
            "id": one.id, "value": one.value, "unit": one.unit, "clause": one.clause, "status": one.status,
            "note": one.note,
        }
        for one in facts.policy.parameters.values()
        if one.status != "text"
        and one.value is not None
        and not one.id.startswith("notice.")
        and (machine or one.id != "hours_per_day")
    ]  # fmt: skip
    listed += [
        {
            "id": f"grades.{grade}",
            "value": bound,
            "unit": "percent",
            "clause": "",
            "status": "local",
            "note": "本地设定",
        }
        for grade, bound in facts.dossier.settings.grades.items()
    ]
    return listed


def finding_data(finding: Finding) -> dict[str, Any]:
    """One finding; cells of its own sheet as A1, of another as `file/sheet!A1`."""
    path, sheet = finding.where
    data: dict[str, Any] = {
        "id": finding.id,
        "code": finding.code,
        "slug": finding.slug,
        "severity": finding.severity,
        "clause": finding.clause,
        "message": finding.message,
        "path": path,
        "sheet": sheet,
        "cells": cell_names(finding.cells),
        "person": finding.person,
        "institution": finding.institution,
        "answer": finding.answer,
    }
    if finding.waiver is not None:
        data["waiver"] = finding.waiver
    return data


def cell_names(cells: tuple[Cell, ...]) -> list[str]:
    """A1 for cells of the first one's sheet, `file/sheet!A1` for the others."""
    if not cells:
        return []
    home = cells[0].sheet
    return [cell.a1 if cell.sheet is home else cell.ref for cell in cells]


def checks_data(checks: Iterable[CheckRun]) -> list[dict[str, Any]]:
    """Which rules ran, which were skipped and why."""
    return [{"code": check.code, "status": check.status, "reason": check.reason} for check in checks]


def person_data(person: PersonScore) -> dict[str, Any]:
    """One placement's result."""
    placement = person.placement
    count = person.attendance
    data: dict[str, Any] = {
        "name": placement.name,
        "support": placement.support,
        "recipient": placement.recipient,
        "start": person.start,
        "end": person.end,
        "term": person.term,
        "attendance": {field: getattr(count, field) for field in COUNTS},
        "items": [item_data(item) for item in person.items],
        "score": person.score,
        "max": person.max,
        "percent": person.percent,
        "status": person.status,
        "grade": person.grade,
        "grade_origin": person.grade_origin,
        "counted_months": person.counted_months,
        "service": service_data(person.service),
    }
    if person.facts:
        data["facts"] = person.facts
    return data


def service_data(service: Service) -> dict[str, Any]:
    """The service that a placement is part of; its dates as the roster has them, its months from the campaign's start
    where it began in time."""
    return {"start": service.start, "end": service.end, "months": service.months, "recipients": service.recipients}


def institution_data(institution: InstitutionScore) -> dict[str, Any]:
    """One institution's result in one role."""
    return {
        "name": institution.name,
        "role": institution.role,
        "annex": institution.annex,
        "score": institution.score,
        "max": institution.max,
        "percent": institution.percent,
        "status": institution.status,
        "rank": institution.rank,
        "items": [item_data(item) for item in institution.items],
        "people": {
            "count": institution.count,
            "mean_percent": institution.mean_percent,
            "min_percent": institution.min_percent,
        },
    }


def item_data(item: Item) -> dict[str, Any]:
    """One item with its ledger and lines."""
    return {
        "id": item.id,
        "title": item.title,
        "max": item.max,
        "score": item.score,
        "status": item.status,
        "missing": item.missing,
        "ledger": [
            {
                "line": entry.line, "points": entry.points, "clause": entry.clause, "why": entry.why,
                "parameter": entry.parameter, "cells": [cell.ref for cell in entry.cells],
            }
            for entry in item.ledger
        ],
        "lines": [_line(line) for line in item.lines],
    }  # fmt: skip


def _line(line: Line) -> dict[str, Any]:
    """One line; `evidence` (what was counted) and `missing` only where there is something to say."""
    data: dict[str, Any] = {
        "id": line.id, "max": line.max, "score": line.score, "status": line.status, "origin": line.origin,
        "cells": [cell.ref for cell in line.cells],
    }  # fmt: skip
    if line.evidence:
        data["evidence"] = line.evidence
    if line.missing:
        data["missing"] = line.missing
    return data
