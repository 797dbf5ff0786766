"""What of a county is one institution's own: its people, the rows and files that tell of them, and nobody else's name."""

from __future__ import annotations

import re
from functools import cached_property
from typing import Any

from msgspec import structs

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Personal, Placement, Record, Stretch
from qianyi.dossier.source import InputFile, Sheet
from qianyi.facts import Facts
from qianyi.rules.concerns import Concerns

HIDDEN = "×××"
"""What stands for the name of somebody else."""


class Own:
    """The view of one institution, in whatever role."""

    def __init__(self, facts: Facts, institution: str, concerns: Concerns | None = None) -> None:
        self.facts = facts
        self.institution = institution
        self.concerns = concerns or Concerns(facts)
        self.placements = [p for p in facts.dossier.placements if institution in (p.support, p.recipient)]
        self._ids = {id(p) for p in self.placements}
        self.names = {p.name for p in self.placements}
        self.others = {p.name for p in facts.dossier.placements if p.name} - self.names
        self.others |= {person.name for person in facts.dossier.personnel} - self.names

    def findings(self, findings: list[Finding]) -> list[Finding]:
        """Those that concern the institution."""
        return [finding for finding in findings if self.institution in self.concerns.institutions(finding)]

    def scrub(self, text: str) -> str:
        """The text without the names of people of other institutions."""
        return self._names.sub(lambda found: found[0] if found[0] in self.names else HIDDEN, text)

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = sorted(self.names | self.others, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def is_own(self, record: Record) -> bool:
        """Whether a row is about the institution or its people, and about nobody else."""
        if isinstance(record, Placement):
            return id(record) in self._ids
        row: Any = record
        if isinstance(record, Personal | Stretch):
            placements = self.facts.directory.match(record, lenient=isinstance(record, Stretch)).placements
            if placements:
                return any(id(p) in self._ids for p in placements)
            return self.institution in (row.support, row.recipient, record.sheet.institution)
        named = [
            getattr(row, field, None) for field in ("institution", "support", "recipient", "host", "subject", "name")
        ]
        if self.institution in named:
            return True
        subject = getattr(row, "subject", None) or getattr(row, "name", None)
        placements = self.facts.match(record).placements if subject else ()
        return any(id(p) in self._ids for p in placements)

    @cached_property
    def rows(self) -> dict[int, set[int]]:
        """Sheet (by id) → its own rows."""
        found: dict[int, set[int]] = {}
        for record in self.facts.dossier.every_record():
            if self.is_own(record):
                rows = found.setdefault(id(record.sheet), set())
                rows.add(record.row)
                if isinstance(record, Stretch):
                    rows.update(row for row in record.rows if row >= 0)
                    rows.update(() if record.row_pm is None else (record.row_pm,))
        return found

    @cached_property
    def _strangers(self) -> dict[int, set[int]]:
        """Sheet (by id) → rows that are somebody else's."""
        found: dict[int, set[int]] = {}
        for record in self.facts.dossier.every_record():
            if not self.is_own(record):
                rows = found.setdefault(id(record.sheet), set())
                rows.add(record.row)
                if isinstance(record, Stretch):
                    rows.update(row for row in record.rows if row >= 0)
                    rows.update(() if record.row_pm is None else (record.row_pm,))
        return found

    def strange_rows(self, sheet: Sheet) -> set[int]:
        """The rows of a sheet that are others'."""
        return self._strangers.get(id(sheet), set()) - self.rows.get(id(sheet), set())

    def inputs(self) -> list[InputFile]:
        """The files that hold a row of its own, or are its own by their title."""
        return [item for item in self.facts.dossier.inputs if any(self.holds(sheet) for sheet in item.sheets)]

    def holds(self, sheet: Sheet) -> bool:
        """Whether a sheet holds a row of its own."""
        return bool(self.rows.get(id(sheet))) or sheet.institution == self.institution

    @cached_property
    def narrowed(self) -> Facts:
        """The facts as outputs of this institution may name them: only its own inputs, no waiver's words."""
        dossier = structs.replace(
            self.facts.dossier,
            inputs=[structs.replace(item, path=self.scrub(item.path)) for item in self.inputs()],
            settings=structs.replace(self.facts.dossier.settings, waivers=()),
        )
        return Facts(dossier, self.facts.policy, self.facts.as_of)
