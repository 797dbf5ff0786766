"""In-memory tables and dossiers for tests of reading."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from qianyi.dossier import Dossier
from qianyi.dossier.finding import Finding
from qianyi.intake import open_books, read_dossier
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.sheet_kinds import recognise
from qianyi.intake.sheet import read_sheet
from qianyi.policy.load import load_policy, with_settings
from qianyi.policy.model import Policy
from qianyi.policy.settings import Settings


def policy(year: int | None = None, settings: Settings | None = None) -> Policy:
    return with_settings(load_policy("yanchi-2022"), settings or Settings(), year)


def table(rows: Sequence[Sequence[Any]], **kw: Any) -> Table:
    """A table as opened: None is an empty cell, whole numbers are floats as calamine gives them."""

    def cell(value: Any) -> Any:
        if value is None:
            return ""
        return float(value) if type(value) is int else value

    return Table("表.xlsx", "表", (0, 0), [[cell(value) for value in row] for row in rows], **kw)


def take(rows: Sequence[Sequence[Any]], settings: Settings | None = None, **kw: Any) -> Dossier:
    """The dossier read from one sheet."""
    settings = settings or Settings()
    context = Context(Dossier(settings=settings), policy(None, settings), settings)
    one = table(rows, **kw)
    read_sheet(one, recognise(one), context)
    return context.dossier


def folder(path: Path, settings: Settings | None = None, **kw: Any) -> Dossier:
    """The dossier of a folder or file."""
    settings = settings or Settings()
    return read_dossier(open_books([path], **kw), settings, lambda year: policy(year, settings))[0]


def book(path: Path, **sheets: Sequence[Sequence[Any]]) -> Path:
    """A workbook with these sheets."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(list(row))
    made.save(path)
    return path


def found(dossier: Dossier, code: str) -> list[Finding]:
    return [finding for finding in dossier.found if finding.code == code]


def cells(dossier: Dossier, code: str) -> list[str]:
    """A1 of the first cell of each finding of a code."""
    return [finding.cells[0].a1 for finding in found(dossier, code)]


def day(text: str) -> date:
    return date.fromisoformat(text)
