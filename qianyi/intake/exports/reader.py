"""Exports of attendance machines, found by their own headings: 钉钉, 企业微信, 考勤机. Columns are never counted."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING
from unicodedata import normalize

from qianyi.dossier.source import Sheet
from qianyi.intake.cells.values import clean
from qianyi.intake.context import Context
from qianyi.intake.exports import daily_heading
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.grid.shape import Block, find_first, grid_kind, texts_in
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import TableHeading
from qianyi.patterns import pattern

if TYPE_CHECKING:
    from qianyi.intake.grid.person_rows import PersonRow

_MADE = pattern(r"(?:制表|生成|导出)(?:时间|日期)\s*:?\s*(\d{4})\D(\d{1,2})\D(\d{1,2})", "生成时间:2022-07-01")
_MADE_BESIDE = pattern(r"(?:制表|生成|导出)(?:时间|日期)", "导出时间")


def find_heading(table: Table, context: Context) -> TableHeading | None:
    """The heading of a machine's export, None where the sheet is none."""
    block = find_first(table)
    if block is not None:
        kind = grid_kind(table, block)
        if kind == "grid":
            return None
        return TableHeading(kind, (block.first, block.last), dict(block.columns), score=float(len(block.days)))
    return daily_heading.find_heading(table)


def read(table: Table, heading: TableHeading, context: Context) -> Sheet:
    """The days of an export as Stretch records; findings to the context."""
    if heading.kind in daily_heading.KINDS:
        from qianyi.intake.exports import daily

        return daily.read(table, heading, context)
    from qianyi.intake.grid.person_rows import people_rows
    from qianyi.intake.grid.reader import read_blocks

    people = _results if heading.kind == "dingtalk-calendar" else people_rows
    made = _made(table, heading.rows[0]) if heading.kind == "wecom-month" else None
    return read_blocks(table, heading, context, people, made)


def is_counted(heading: TableHeading, before: Sequence[Sheet]) -> bool:
    """Whether single punches (钉钉 原始记录) have been counted up in another sheet of the workbook (月度汇总 …)."""
    punches = heading.kind == "dingtalk-daily" and "result" in heading.columns
    return punches and any(sheet.kind.startswith("dingtalk") for sheet in before)


def _made(table: Table, until: int) -> date | None:
    """The day an export was made."""
    for row in table.rows[:until]:
        for i, value in enumerate(row):
            if not isinstance(value, str):
                continue
            if found := _MADE.search(normalize("NFKC", value)):
                return _date(*map(int, found.groups()))
            after = row[i + 1] if i + 1 < len(row) else ""
            if _MADE_BESIDE.search(value) and isinstance(after, (date, datetime)):
                return date(after.year, after.month, after.day)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _results(table: Table, block: Block, context: Context) -> list[PersonRow]:
    """钉钉日历表: three rows a person (班次名称, 考勤结果, 工作时长), the name merged over them or in each.

    Where no cell says which row is which, the middle one is the result.
    """
    from qianyi.intake.grid.person_rows import PersonRow

    column = block.columns["name"]
    people: list[PersonRow] = []
    name, top = "", 0
    labelled = "考勤结果" in texts_in(table.rows[block.last + 1 : block.end])
    for r in range(block.last + 1, min(block.end, len(table.rows))):
        row = table.rows[r]
        value = row[column] if column < len(row) else ""
        written = context.person(clean(value))
        if written and (labelled or written != name):
            name, top = written if is_person(value) or labelled else "", r
        result = "考勤结果" in texts_in([row]) if labelled else r == top + 1
        if result and name:
            people.append(PersonRow(name, r))
    return people
