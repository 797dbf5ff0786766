"""One sheet → what it holds: decides what it is by its heading rows, and has it read."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from qianyi.dossier.source import Sheet
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import TableHeading, accepted, heading_texts, may_be_heading
from qianyi.intake.registers.sheet_kinds import UNMISTAKABLE, recognise
from qianyi.intake.registers.wide_marks import may_head
from qianyi.intake.sheet_findings import report_beneath, report_headings, report_hidden, report_rival_headings

_FEW_DAYS = 10
"""So few columns of days make no grid of what is plainly a register that lacks a column."""


def read_sheet(
    table: Table, heading: TableHeading | None, context: Context, before: Sequence[Sheet] = ()
) -> list[Sheet]:
    """Read a sheet as what it is: machine export, grid, register; or nothing (then no sheet is returned).

    `heading`: the register it is taken for; `before`: the workbook's sheets read so far.
    """
    cut = _grid_apart(table, heading) if heading is not None and heading.readable else 0
    if cut:
        parts = table.part(0, cut), table.part(cut, len(table.rows))
        return [sheet for part in parts for sheet in read_sheet(part, recognise(part), context, before)]
    if heading is None or not heading.readable or heading.kind not in UNMISTAKABLE:
        beside = _beside(table, heading)
        if beside:
            return _each(beside, context, before)
    attendance = _attendance(table, heading, context, before)
    if attendance is not None:
        return attendance
    if heading is None or not heading.readable:
        turned = _turned_marks(table, context)
        if turned is not None:
            return [turned]
    if heading is None or not heading.readable or _may_be_marks(table, heading):
        heading = _titled(table, context) or heading
    return _registers(table, heading, context)


def _may_be_marks(table: Table, heading: TableHeading) -> bool:
    """Whether what looks like 人员信息 (姓名, 支援单位) may hold marks: other words than the register's head a column."""
    rows = table.rows[heading.rows[0] : heading.rows[1] + 1]
    headed = {c for row in rows for c, value in enumerate(row) if value != ""}
    return heading.kind == "personnel" and not headed <= set(heading.columns.values())


def _turned_marks(table: Table, context: Context) -> Sheet | None:
    """The marks of a sheet that has the rubric's lines down; None where it is no such sheet."""
    from qianyi.intake.turned_marks import find_turned, read_turned
    from qianyi.intake.unread import kind_from_title

    found = find_turned(table, context, said=kind_from_title(table, alone=True)[1] == "marks")
    if found is None:
        return None
    sheet = read_turned(table, found, context)
    report_hidden(table, sheet, found.heading, context)
    report_beneath(table, sheet, context)
    return sheet


def _beside(table: Table, heading: TableHeading | None) -> list[Table]:
    """The tables of attendance that stand side by side, empty where there is one at most."""
    from qianyi.intake.grid.shape import find_first, is_ordinary

    register, block = heading is not None and heading.readable, find_first(table)
    if is_ordinary(table, block) if block is not None else register:
        return []
    from qianyi.intake.grid.beside import grids_beside, others_beside

    return grids_beside(table) or ([] if register else others_beside(table))


def _each(parts: Sequence[Table], context: Context, before: Sequence[Sheet]) -> list[Sheet]:
    """The sheets of all parts; what is said of a line that is all of theirs is said once."""
    found = context.dossier.found
    start = len(found)
    sheets = [sheet for part in parts for sheet in read_sheet(part, recognise(part), context, before)]
    once = {(one.code, one.fact, tuple(cell.a1 for cell in one.cells)): one for one in reversed(found[start:])}
    found[start:] = reversed(once.values())
    return sheets


def _titled(table: Table, context: Context) -> TableHeading | None:
    """The heading of a sheet of marks that is headed by titles alone; what of them could not be told is reported."""
    from qianyi.intake.registers.titled_marks import find_titled, report_doubts
    from qianyi.intake.unread import kind_from_title

    found = find_titled(table, context, said=kind_from_title(table, alone=True)[1] == "marks")
    if found is None:
        return None
    report_doubts(table, found, context)
    return found.heading


def _attendance(
    table: Table, heading: TableHeading | None, context: Context, before: Sequence[Sheet]
) -> list[Sheet] | None:
    """The sheet as a machine's export or a grid; None where it is neither."""
    if heading is not None and heading.readable and heading.kind in UNMISTAKABLE:
        return None
    from qianyi.intake.exports import reader as exports

    for finder in _finders(table, heading):
        found = finder.find_heading(table, context)
        if (
            found is None
            or (heading is not None and _is_register(found, heading))
            or _is_called_otherwise(table, found)
        ):
            continue
        if finder is exports and exports.is_counted(found, before):
            text = f"{table.path} 的“{table.name}”是逐次打卡，同一工作簿里已有每天的统计，没有再读。"
            context.dossier.notes.append(text)
            return []
        sheet = finder.read(table, found, context)
        report_hidden(table, sheet, found, context)
        report_beneath(table, sheet, context)
        return [sheet]
    return None


def _finders(table: Table, heading: TableHeading | None) -> Sequence[Any]:
    """The modules that may know a sheet of attendance; those that read grids are not imported where there are none."""
    from qianyi.intake.exports import reader as exports
    from qianyi.intake.grid.shape import find_first, is_ordinary

    plain, block = heading is not None and heading.readable, find_first(table)
    if plain and block is None and not table.unstored:
        return (exports,)
    from qianyi.intake.grid import reader as grid

    if plain or (block is not None and is_ordinary(table, block)):
        return exports, grid
    from qianyi.intake.grid import turned

    return exports, turned, grid


def _is_register(found: TableHeading, heading: TableHeading) -> bool:
    """Whether what looks like the days of a grid is none where a register's headings stand: it begins below them (dates
    in a roster), or there is little of it."""
    if not heading.readable:
        return heading.kind in UNMISTAKABLE and found.score < _FEW_DAYS
    return found.rows[0] > heading.rows[1]


def _is_called_otherwise(table: Table, found: TableHeading) -> bool:
    """Whether a few ascending numbers are no days: the title or the name says that the sheet is something else (评分)."""
    if found.kind != "grid" or not 0 < found.score < _FEW_DAYS:
        return False
    from qianyi.intake.unread import kind_from_title

    title, kind = kind_from_title(table, alone=True)
    return kind not in ("", "grid") and "勤" not in title and "签到" not in title


def _registers(table: Table, heading: TableHeading | None, context: Context) -> list[Sheet]:
    """All registers of a sheet: side by side, and one below the other."""
    sheets: list[Sheet] = []
    while heading is not None:
        below = _next_heading(table, heading)
        if below is not None and below.kind == heading.kind and below.rows[0] == heading.first_data_row:
            report_rival_headings(
                table, heading, below, context
            )  # which of the two holds for the rows below cannot be told
            return sheets
        if heading.readable:
            for page in heading.pages or (heading,):
                sheet = _read_register(table, page, context, below)
                report_hidden(table, sheet, page, context)
                report_beneath(table, sheet, context)
                sheets.append(sheet)
        for page in heading.pages or (heading,):
            report_headings(table, page, context)
        heading = below
    return sheets


def _grid_apart(table: Table, heading: TableHeading) -> int:
    """The first row of the lower one where a grid and a register stand one below the other in a sheet, 0 elsewhere."""
    from qianyi.intake.grid.shape import MOST_DAYS, find_first

    block = find_first(table)
    if block is None or len(block.days) < MOST_DAYS:
        return 0
    if block.last < heading.rows[0]:
        return max(_above(table, heading.rows[0]), heading.rows[0] - 1)  # what is higher may be the grid's legend
    return _above(table, block.first, 2) if block.first > heading.rows[1] else 0


def _read_register(table: Table, heading: TableHeading, context: Context, below: TableHeading | None) -> Sheet:
    from qianyi.intake.registers.register_reader import RegisterReader

    last = _above(table, below.rows[0]) if below else None
    if heading.kind == "roster":
        from qianyi.intake.registers import roster

        reader = roster.RosterReader(table, heading, context, last)
        roster.read(reader)
        return reader.sheet
    plain = RegisterReader(table, heading, context, last)
    if heading.kind == "marks":
        from qianyi.intake.registers import marks_sheet

        marks_sheet.read(plain)
    elif heading.kind == "log":
        from qianyi.intake.registers import log

        log.read(plain)
    else:
        from qianyi.intake.registers import register

        register.read(plain)
    return plain.sheet


def _above(table: Table, row: int, most: int = 1) -> int:
    """The first row that belongs to the heading in `row`: lines of so few cells above it are its title."""
    while row and 0 < sum(value != "" for value in table.rows[row - 1]) <= most:
        row -= 1
    return row


def _next_heading(table: Table, heading: TableHeading) -> TableHeading | None:
    """The heading of another table below this one in the same sheet: of other columns, or of another kind."""
    words = accepted()
    for number in range(heading.first_data_row, len(table.rows)):
        if not any(map(may_be_heading, table.rows[number])):
            continue
        known = sum(text in words for text in heading_texts(table.rows[number]))
        if known < 2 and not (known and may_head(table, number)):
            continue
        found = recognise(table, number, number + 1)
        if found is not None and heading.columns.get("criterion") in found.criteria:
            continue  # a row of marks whose 角色 is 支援单位: its criterion stands where criteria stand
        if found is not None and found.readable and (found.kind, found.columns) != (heading.kind, heading.columns):
            return recognise(table, number, number + 3) or found
    return None
