"""One reader for every register that has nothing of its own: a record a row."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from msgspec import structs

from qianyi.dossier import records
from qianyi.intake.cells.values import clean
from qianyi.intake.registers.register_reader import RegisterReader

RECORDS: dict[str, type[records.Record]] = {
    "personnel": records.Personnel,
    "totals": records.Totals,
    "leave": records.Leave,
    "checks": records.SpotCheck,
    "workload": records.Workload,
    "activities": records.Activity,
    "trainees": records.Trainee,
    "visits": records.Visit,
    "indicators": records.Indicator,
    "survey": records.Survey,
    "appraisal": records.Appraisal,
    "incidents": records.Incident,
    "payments": records.Payment,
    "needs": records.Need,
    "candidates": records.Candidate,
    "supply": records.QuotaRow,
    "milestones": records.MilestoneEntry,
    "institutions": records.ListedInstitution,
    "referrals": records.Referral,
    "techniques": records.Technique,
    "records": records.CaseCheck,
    "contracts": records.Contract,
    "creation": records.Creation,
    "rectification": records.Rectification,
    "texts": records.FreeText,
}

_ANSWERS = ("text", "by", "review", "approver", "until")


def read(reader: RegisterReader) -> None:
    """Append the records of a register to the dossier's list."""
    make: Callable[..., Any] = RECORDS[reader.heading.kind]
    unknown = reader.heading.columns.keys() - set(RECORDS[reader.heading.kind].__struct_fields__)
    into = getattr(reader.context.dossier, reader.register.records)
    answers = [field for field in _ANSWERS if field in reader.heading.columns]
    for row in reader.rows():
        if reader.heading.kind == "rectification" and all(reader.is_blank(row, field) for field in answers):
            continue  # a problem that nobody has answered yet
        found = reader.record(row)
        if found is None:
            continue
        if reader.heading.kind == "leave":
            found["kind_text"] = clean(reader.raw(row, "kind")[0])
            found |= structs.asdict(reader.halves(row))
        for name in unknown:
            del found[name]
        into.append(make(sheet=reader.sheet, row=row, **found))
