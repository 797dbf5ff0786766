"""What one county knows, one record a row of a register. Field names are those of `registers`.

Every record knows the sheet and row it stood in; `record.cell("end")` is the address of one of its values.
Values that could not be read are None, with an I004 finding at their cell; they are never guessed.
"""

from __future__ import annotations

from qianyi.dossier.records.base import Personal, Record
from qianyi.dossier.records.institutions import (
    CaseCheck,
    Contract,
    Creation,
    FreeText,
    Indicator,
    ListedInstitution,
    MilestoneEntry,
    Need,
    QuotaRow,
    Rectification,
    Referral,
    Survey,
    Technique,
    Visit,
)
from qianyi.dossier.records.people import (
    Activity,
    Appraisal,
    Candidate,
    Incident,
    Leave,
    Mark,
    Payment,
    Personnel,
    Placement,
    SpotCheck,
    Stretch,
    Totals,
    Trainee,
    Workload,
)

__all__ = [
    "Activity",
    "Appraisal",
    "Candidate",
    "CaseCheck",
    "Contract",
    "Creation",
    "FreeText",
    "Incident",
    "Indicator",
    "Leave",
    "ListedInstitution",
    "Mark",
    "MilestoneEntry",
    "Need",
    "Payment",
    "Personal",
    "Personnel",
    "Placement",
    "QuotaRow",
    "Record",
    "Rectification",
    "Referral",
    "SpotCheck",
    "Stretch",
    "Survey",
    "Technique",
    "Totals",
    "Trainee",
    "Visit",
    "Workload",
]
