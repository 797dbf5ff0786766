"""What of a county is one institution's own: its people, the rows and files that tell of them, and nobody else's name."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from msgspec import structs

from qianyi.dossier.finding import Finding
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Cell, InputFile, Sheet
from qianyi.facts import Facts
from qianyi.intake.inspecting import FileSeen
from qianyi.rules.concerns import Concerns
from qianyi.scoring.result import Item, Scores

HIDDEN = "×××"
"""What stands for the name of somebody else."""


class Own:
    """The view of one institution, in whatever role."""

    def __init__(self, facts: Facts, institution: str, concerns: Concerns | None = None) -> None:
        self.facts = facts
        self.institution = institution
        self.concerns = concerns or Concerns(facts)
        self.names = {p.name for p in facts.dossier.placements if institution in (p.support, p.recipient)}
        everybody = {p.name for p in facts.dossier.placements} | {one.name for one in facts.dossier.personnel}
        self.others = everybody - self.names - {""}
        self._sheets: dict[int, Sheet] = {}
        self._scrubbed: dict[str, str] = {}
        """What was looked through before: most cells of a sheet say the same few things."""

    # Words ------------------------------------------------------------------------------------------------------------

    def scrub(self, text: str) -> str:
        """The text without the names of people of other institutions."""
        known = self._scrubbed.get(text)
        if known is None:
            known = self._names.sub(lambda found: found[0] if found[0] in self.names else HIDDEN, text)
            self._scrubbed[text] = known
        return known

    @cached_property
    def _names(self) -> re.Pattern[str]:
        names = sorted((self.names | self.others) - {""}, key=lambda name: (-len(name), name))
        return re.compile("|".join(map(re.escape, names)) or r"(?!)")

    def names_others(self, text: str) -> bool:
        """Whether a text names somebody of another institution."""
        return self.scrub(text) != text

    # Rows and files ---------------------------------------------------------------------------------------------------

    @cached_property
    def _rows(self) -> tuple[dict[int, set[int]], dict[int, set[int]]]:
        """Sheet (by id) → its own rows, and sheet → rows that are others'."""
        mine: dict[int, set[int]] = defaultdict(set)
        strange: dict[int, set[int]] = defaultdict(set)
        for record in self.facts.dossier.every_record():
            rows = {record.row}
            if isinstance(record, Stretch):
                rows.update(row for row in record.rows if row >= 0)
                rows.update(() if record.row_pm is None else (record.row_pm,))
            into = mine if self.institution in self.concerns.owners[id(record)] else strange
            into[id(record.sheet)] |= rows
        return mine, strange

    def foreign_rows(self, sheet: Sheet) -> set[int]:
        """The rows of a sheet that are others'."""
        mine, strange = self._rows
        return strange.get(id(sheet), set()) - mine.get(id(sheet), set())

    def own_cells(self, sheet: Sheet) -> tuple[set[int], range]:
        """The rows of a sheet that are its own, and the columns from the first to the last of what was read of them."""
        columns = {*sheet.columns.values()}
        for stretch in self.facts.dossier.stretches:
            if stretch.sheet is sheet:
                columns |= {column for _, column in stretch.places} | {*stretch.columns}
        shown = {column for column in columns if column >= 0}
        return self._rows[0].get(id(sheet), set()), range(min(shown, default=0), max(shown, default=-1) + 1)

    def holds(self, sheet: Sheet) -> bool:
        """Whether a sheet holds a row of its own."""
        return bool(self._rows[0].get(id(sheet))) or sheet.institution == self.institution

    def seen(self, inputs: Iterable[FileSeen]) -> list[FileSeen]:
        """What was read, of the sheets that hold a row of its own; of people those of its rows, and of rows that are
        nobody's."""
        owners = self.concerns.owners
        named: dict[tuple[str, str], set[str]] = defaultdict(set)
        for record in self.facts.dossier.every_record():
            if not owners[id(record)] or self.institution in owners[id(record)]:
                name = getattr(record, "name", None) or getattr(record, "subject", None)
                named[record.sheet.path, record.sheet.name].add(name or "")
        held = {(item.path, one.name) for item in self.facts.dossier.inputs for one in item.sheets if self.holds(one)}
        files = []
        for file in inputs:
            sheets = [
                structs.replace(
                    sheet,
                    people=[name for name in sheet.people if name in named[file.path, sheet.name]],
                    unmatched=[name for name in sheet.unmatched if name in named[file.path, sheet.name]],
                )
                for sheet in file.sheets
                if (file.path, sheet.name) in held
            ]
            files += [structs.replace(file, sheets=sheets)] if sheets else []
        return files

    @cached_property
    def inputs(self) -> list[InputFile]:
        """The files that hold a row of its own, or are its own by their title, named without anybody else."""
        found = [item for item in self.facts.dossier.inputs if any(map(self.holds, item.sheets))]
        return [structs.replace(item, path=self.scrub(item.path)) for item in found]

    @cached_property
    def narrowed(self) -> Facts:
        """The facts as outputs of this institution may name them: only its own inputs, nobody's waivers."""
        settings = structs.replace(self.facts.dossier.settings, waivers=())
        dossier = structs.replace(self.facts.dossier, inputs=self.inputs, settings=settings)
        return Facts(dossier, self.facts.policy, self.facts.as_of)

    # Findings and scores ----------------------------------------------------------------------------------------------

    def findings(self, findings: Iterable[Finding]) -> list[Finding]:
        """Those that concern the institution, in words and cells that tell of nobody else."""
        return [self._finding(one) for one in findings if self.institution in self.concerns.institutions(one)]

    def _finding(self, finding: Finding) -> Finding:
        return finding.replace(
            fact=self.scrub(finding.fact),
            remedy=self.scrub(finding.remedy),
            cells=self._cells(finding.cells),
            person=finding.person and self.scrub(finding.person),
            path=finding.path and self.scrub(finding.path),
            sheet=finding.sheet and self.scrub(finding.sheet),
            waiver=finding.waiver and self.scrub(finding.waiver),
            answer=None,
        )

    def _cells(self, cells: Iterable[Cell]) -> tuple[Cell, ...]:
        return tuple(
            Cell(self._sheet(cell.sheet), cell.row, cell.column)
            for cell in cells
            if cell.row not in self.foreign_rows(cell.sheet)
        )

    def _sheet(self, sheet: Sheet) -> Sheet:
        """The sheet by a name without anybody else's; the same object each time."""
        found = self._sheets.get(id(sheet))
        if found is None:
            path, name = self.scrub(sheet.path), self.scrub(sheet.name)
            same = (path, name) == (sheet.path, sheet.name)
            found = self._sheets[id(sheet)] = sheet if same else structs.replace(sheet, path=path, name=name)
        return found

    def scores(self, scores: Scores) -> Scores:
        """Results of its people and of itself."""
        people = [
            structs.replace(person, items=[self._item(item) for item in person.items])
            for person in scores.people
            if self.institution in (person.placement.support, person.placement.recipient)
        ]
        institutions = [
            structs.replace(one, items=[self._item(item) for item in one.items])
            for one in scores.institutions
            if one.name == self.institution
        ]
        return structs.replace(
            scores, people=people, institutions=institutions, findings=self.findings(scores.findings)
        )

    def _item(self, item: Item) -> Item:
        ledger = [
            structs.replace(entry, why=self.scrub(entry.why), cells=self._cells(entry.cells)) for entry in item.ledger
        ]
        lines = [
            structs.replace(
                line,
                cells=self._cells(line.cells),
                evidence=line.evidence and self.scrub(line.evidence),
                missing=line.missing and self.scrub(line.missing),
            )
            for line in item.lines
        ]
        return structs.replace(item, ledger=ledger, lines=lines, missing=[self.scrub(text) for text in item.missing])
