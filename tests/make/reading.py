"""Tables as opened, read into dossiers without any file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from qianyi.dossier import Dossier
from qianyi.dossier.finding import Finding
from qianyi.dossier.kinds import CHINESE, halves
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Sheet
from qianyi.intake import open_books, read_dossier
from qianyi.intake.context import Context
from qianyi.intake.exports import reader as exports
from qianyi.intake.grid import reader as grid
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers import log, register
from qianyi.intake.registers.sheet_kinds import recognise
from qianyi.intake.sheet import read_sheet
from qianyi.policy.settings import Settings
from tests.make.days import days_of, weekdays
from tests.make.memory import policy

LEGEND = "注：出勤√ 事假△ 病假○ 旷工×"


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
    context = Context(Dossier(settings=settings), policy(settings=settings), settings)
    one = table(rows, **kw)
    read_sheet(one, recognise(one), context)
    return context.dossier


def folder(path: Path, settings: Settings | None = None, **kw: Any) -> Dossier:
    """The dossier of a folder or file."""
    settings = settings or Settings()
    return read_dossier(open_books([path], **kw), settings, lambda year: policy(year=year, settings=settings))[0]


def found(dossier: Dossier, code: str) -> list[Finding]:
    return [finding for finding in dossier.found if finding.code == code]


def cells(dossier: Dossier, code: str) -> list[str]:
    """A1 of the first cell of each finding of a code."""
    return [finding.cells[0].a1 for finding in found(dossier, code)]


class Reading:
    """What was read from one table."""

    def __init__(self, dossier: Dossier, sheet: Sheet | None) -> None:
        self.dossier = dossier
        self.sheet = sheet
        self.codes = [finding.code for finding in dossier.found]

    def one(self, name: str = "李小满") -> Stretch:
        (stretch,) = (s for s in self.dossier.stretches if s.name == name)
        return stretch

    def days(self, name: str = "李小满") -> dict[int, str]:
        """Day of the month → its kinds in words (`事假`, `出勤/事假`), blanks left out."""
        out = {}
        for stretch in self.dossier.stretches:
            if stretch.name == name:
                for i, mark in enumerate(stretch.days):
                    morning, afternoon = (CHINESE[kind] for kind in halves(mark))
                    if mark:
                        day = (stretch.first + timedelta(i)).day
                        out[day] = morning if morning == afternoon else f"{morning}/{afternoon}"
        return out

    def cells(self, code: str) -> list[list[str]]:
        return [[cell.a1 for cell in finding.cells] for finding in self.dossier.found if finding.code == code]

    def message(self, code: str) -> str:
        (finding,) = (finding for finding in self.dossier.found if finding.code == code)
        return finding.message


def read(
    rows: Sequence[Sequence[Any]], name: str = "Sheet1", marks: dict[str, str] | None = None, **table: Any
) -> Reading:
    """Read a sheet as export, grid or log, in the order in which intake asks."""
    settings = Settings(signs=marks or {})
    dossier = Dossier(settings=settings)
    context = Context(dossier, policy(), settings)
    sheet = Table("考勤.xlsx", name, (0, 0), [list(row) for row in rows], **table)
    for reader in (exports, grid):
        heading = reader.find_heading(sheet, context)
        if heading is not None:
            return Reading(dossier, reader.read(sheet, heading, context))
    heading = recognise(sheet)
    if heading is not None and heading.kind == "log":
        plain = register.RegisterReader(sheet, heading, context)
        log.read(plain)
        return Reading(dossier, plain.sheet)
    return Reading(dossier, None)


def page(
    people: dict[str, dict[int, Any]],
    *,
    days: Sequence[date] | None = None,
    title: str | None = "甲镇卫生院2022年9月考勤表",
    legend: str | None = LEGEND,
    weekday_row: bool = True,
    totals: Sequence[str] = (),
    figures: Sequence[Any] = (),
) -> list[list[Any]]:
    """A plain grid of September 2022 (or `days`): headings in rows 2 and 3, people from row 4, day 1 in C."""
    days = days or days_of(2022, 9)
    rows: list[list[Any]] = [[title]] if title is not None else []
    rows.append(["序号", "姓名", *[float(day.day) for day in days], *totals])
    if weekday_row:
        rows.append(["", "", *weekdays(days)])
    for i, (name, marks) in enumerate(people.items()):
        rows.append([float(i + 1), name, *[marks.get(day.day, "") for day in days], *figures])
    if legend:
        rows.append([legend])
    width = max(map(len, rows))
    return [row + [""] * (width - len(row)) for row in rows]
