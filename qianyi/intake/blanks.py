"""Blank forms that `init` or `send` made: a sheet of theirs that nobody filled is not given."""

from __future__ import annotations

from collections.abc import Sequence

from qianyi.dossier import Dossier
from qianyi.dossier.registers import ATTENDANCE, REGISTERS
from qianyi.dossier.source import InputFile, Sheet
from qianyi.intake.opening.tables import Table

GUIDE, GUIDE_HEAD = "填写说明", "工作表：栏目"
"""The sheet that every workbook of blanks carries, and what stands in its first cell: it outlives saving."""


def set_unanswered_aside(file: InputFile, dossier: Dossier) -> None:
    """A 问题清单 in which nobody has answered anything is not given."""
    for sheet in file.sheets:
        if sheet.kind == "rectification" and not any(row.sheet is sheet for row in dossier.rectifications):
            sheet.blank = True


def is_form(tables: Sequence[Table]) -> bool:
    """Whether a workbook began as blanks of ours, filled or not."""
    return any(
        table.name == GUIDE and table.rows and table.rows[0] and table.rows[0][0] == GUIDE_HEAD for table in tables
    )


def set_aside(file: InputFile, dossier: Dossier) -> None:
    """Mark the sheets of a form that nobody filled, and take back the names that were printed in them.

    A blank roster is set aside only where another one names people: alone it is told of by what it lacks.
    """
    unfilled = [
        sheet for sheet in file.sheets if not _filled(sheet, dossier) and (sheet.kind != "roster" or dossier.placements)
    ]
    for sheet in unfilled:
        sheet.blank = True
    names = {id(sheet) for sheet in unfilled}
    dossier.stretches = [stretch for stretch in dossier.stretches if id(stretch.sheet) not in names]
    dossier.found = [
        finding for finding in dossier.found if not (finding.cells and id(finding.cells[0].sheet) in names)
    ]
    if unfilled and len(unfilled) == len(file.sheets):
        note_unfilled(file, dossier)


def note_unfilled(file: InputFile, dossier: Dossier) -> None:
    """One line for a whole workbook of blanks."""
    dossier.notes.append(f"{file.path} 是空白表，还没有填写，没有算作已交。")


def _filled(sheet: Sheet, dossier: Dossier) -> bool:
    if sheet.nothing:
        return True
    if sheet.kind in ATTENDANCE:
        return any(any(stretch.days) for stretch in dossier.stretches if stretch.sheet is sheet)
    if sheet.kind == "marks":
        return any(mark.sheet is sheet for mark in dossier.marks)
    return (
        sheet.rows > 0
        or any(record.sheet is sheet for record in dossier.records(sheet.kind))
        or _has_findings(sheet, dossier)
    )


def _has_findings(sheet: Sheet, dossier: Dossier) -> bool:
    """Whether something in the sheet could not be read: it is not empty."""
    return sheet.kind in REGISTERS and any(
        finding.cells and finding.cells[0].sheet is sheet for finding in dossier.found
    )
