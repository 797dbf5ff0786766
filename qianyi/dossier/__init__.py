"""What one county knows, and where each value stood."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from msgspec import Struct, field

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import (
    Activity,
    Appraisal,
    Candidate,
    CaseCheck,
    Contract,
    Creation,
    FreeText,
    Incident,
    Indicator,
    Leave,
    ListedInstitution,
    Mark,
    MilestoneEntry,
    Need,
    Payment,
    Personnel,
    Placement,
    QuotaRow,
    Record,
    Rectification,
    Referral,
    SpotCheck,
    Stretch,
    Survey,
    Technique,
    Totals,
    Trainee,
    Visit,
    Workload,
)
from qianyi.dossier.source import InputFile, Sheet
from qianyi.policy.settings import Settings


class Dossier(Struct, eq=False):
    """One county's inputs as read under one policy. Lists are in input order; `found` holds what reading found."""

    settings: Settings = field(default_factory=Settings)
    inputs: list[InputFile] = field(default_factory=list)
    found: list[Finding] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """Things to say on stderr (which roster was taken)."""
    title_year: int | None = None
    contents: dict[tuple[str, str], str] = field(default_factory=dict)
    """What identifies a sheet (its title and headings) or, under the name "", a whole file, wherever it is kept."""
    placements: list[Placement] = field(default_factory=list)
    personnel: list[Personnel] = field(default_factory=list)
    stretches: list[Stretch] = field(default_factory=list)
    totals: list[Totals] = field(default_factory=list)
    leaves: list[Leave] = field(default_factory=list)
    checks: list[SpotCheck] = field(default_factory=list)
    workloads: list[Workload] = field(default_factory=list)
    activities: list[Activity] = field(default_factory=list)
    trainees: list[Trainee] = field(default_factory=list)
    visits: list[Visit] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    surveys: list[Survey] = field(default_factory=list)
    appraisals: list[Appraisal] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    incidents: list[Incident] = field(default_factory=list)
    payments: list[Payment] = field(default_factory=list)
    milestones: list[MilestoneEntry] = field(default_factory=list)
    needs: list[Need] = field(default_factory=list)
    candidates: list[Candidate] = field(default_factory=list)
    supply: list[QuotaRow] = field(default_factory=list)
    rectifications: list[Rectification] = field(default_factory=list)
    texts: list[FreeText] = field(default_factory=list)
    institutions: list[ListedInstitution] = field(default_factory=list)
    referrals: list[Referral] = field(default_factory=list)
    techniques: list[Technique] = field(default_factory=list)
    case_checks: list[CaseCheck] = field(default_factory=list)
    contracts: list[Contract] = field(default_factory=list)
    creation: list[Creation] = field(default_factory=list)

    def every_record(self) -> Iterator[Record]:
        """All rows of all registers."""
        for name in self.__struct_fields__:
            value = getattr(self, name)
            if isinstance(value, list) and value and isinstance(value[0], Record):
                yield from value

    def sheets(self, *kinds: str) -> list[Sheet]:
        """All sheets of the given kinds (`registers` names them) that are given, in input order: no unfilled forms."""
        return [sheet for item in self.inputs for sheet in item.sheets if sheet.kind in kinds and not sheet.blank]

    def has(self, kind: str) -> bool:
        """Whether some input is a sheet of this kind (an empty register is given all the same)."""
        return bool(self.sheets(kind))

    def has_column(self, kind: str, column: str) -> bool:
        """Whether some sheet of this kind has the column of this field."""
        return any(column in sheet.columns for sheet in self.sheets(kind))

    def records(self, kind: str) -> list[Any]:
        """The records of a kind of register, by its name in `registers`."""
        from qianyi.dossier.registers import REGISTERS

        records: list[Any] = getattr(self, REGISTERS[kind].records)
        return records
