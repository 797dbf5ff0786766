"""What is told of a grid's columns of days as a whole: days without a date, dates that belong to no month, formulas."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Sequence
from itertools import pairwise

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.values import clean, is_blank
from qianyi.intake.context import STORE_IT, Context
from qianyi.intake.grid.day_runs import FEWEST_DAYS
from qianyi.intake.grid.month import is_day
from qianyi.intake.grid.person_rows import PersonRow
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.signs.legend import pairs


def heads_day(blocks: list[Block], row: int, column: int) -> bool:
    """Whether a cell stands among the headings of the days, or where the first ones are missing."""
    for block in blocks:
        first, heading = block.days[0]
        if row == block.day_row and first - (heading.day or 1) < column <= first + 31 - (heading.day or 1):
            return True
    return False


def report_stray(table: Table, block: Block, people: Sequence[PersonRow], sheet: Sheet, context: Context) -> None:
    """I004 for columns of days that do not follow on the others (26 … 31, 1 … 25; a day twice; another table to the
    right) and hold marks."""
    heads = table.rows[block.day_row]
    taken = {column for column, _ in block.days}
    others = [column for column in range(len(heads)) if column not in taken and _is_day(heads, column)]
    runs: list[list[int]] = []
    for column in others:
        if not runs or runs[-1][-1] != column - 1:
            runs.append([])
        runs[-1].append(column)
    near = {column + step for column in taken for step in (-1, 1)}
    stray = [column for run in runs if len(run) >= FEWEST_DAYS or near & {*run} for column in run]
    if not stray:
        return
    rows = [table.rows[r] for person in people for r in {person.row, person.last}]
    stray = [c for c in stray if any(c < len(row) and not is_blank(row[c]) for row in rows)]
    if stray:
        days = "、".join(clean(heads[column]) for column in stray)
        text = f"日期 {days} 与其余的日期接不上，这 {len(stray)} 列的标记没有计入。请改正日期；"
        text += "跨月的考勤表请在标题中写明起止，如 2022-08-26 至 2022-09-25；并排的两张表请上下排列。"
        context.note("I004", text, *(Cell(sheet, block.day_row, column) for column in stray))


def report_unheaded(table: Table, block: Block, people: Sequence[PersonRow], sheet: Sheet, context: Context) -> None:
    """I004 for a column whose day is missing in the headings (6, blank, 8), or is no day (6, #REF!, 8), and that holds
    marks."""
    heads = table.rows[block.day_row]
    missing = _missing_days(block)
    days = monthrange(*sheet.month)[1] if sheet.month else 31
    totals = {total.column for total in block.totals}
    (first, begun), (last, ended) = block.days[0], block.days[-1]
    legend = {c for c in block.side if last < c < len(heads) and not is_blank(heads[c])}
    named = totals | legend | {*block.columns.values()}
    beside = [
        (column, number, of_month)
        for column, number in ((first - 1, (begun.day or 0) - 1), (last + 1, (ended.day or 0) + 1))
        if (of_month := number == 1 or 28 <= number <= days) or (number in (0, days + 1) and column not in named)
    ]
    if not (missing or beside):
        return
    rows = [table.rows[r] for person in people for r in {person.row, person.last}]
    for column, number, of_month in beside:
        given = [row[column] for row in rows if 0 <= column < len(row) and not is_blank(row[column])]
        if not given or (not of_month and len(given) < len(rows)):
            continue
        if not {row[c] for row in rows for c, _ in block.days if c < len(row)}.issuperset(given):
            continue  # what stands beside the days is no mark
        if of_month:
            missing[column] = number
        elif not all(pairs(" ".join(map(clean, row[column : column + 2]))) for row in rows):  # a legend's sign and word
            fact = f"{'第一天左边' if number == 0 else '最后一天右边'}的一列有标记，没有日期，没有计入"
            remedy = "请核对标记是不是错了一格。"
            context.note("I004", fact, Cell(sheet, block.day_row, column), remedy=remedy)
    for column, number in missing.items():
        head = heads[column] if column < len(heads) else ""
        told = (block.day_row, column) in table.unstored or column in totals or _is_day(heads, column)
        if not told and any(column < len(row) and not is_blank(row[column]) for row in rows):
            written = "没有写日期" if is_blank(head) else f"写的是“{clean(head)}”，不是日期"
            fact = f"{number} 日的列{written}，这一列的标记没有计入"
            context.note("I004", fact, Cell(sheet, block.day_row, column), remedy="请在表头补上日期。")


def _missing_days(block: Block) -> dict[int, int]:
    """The columns between two days that their place makes days of, by number; each has two columns where halves do."""
    wide = 1 + block.paired
    missing: dict[int, int] = {}
    for (left, before), (right, after) in pairwise(block.days):
        if right - left == wide * ((after.day or 0) - (before.day or 0)):
            missing |= {c: (before.day or 0) + (c - left) // wide for c in range(left + wide, right, wide)}
    return missing


def _is_day(heads: Sequence[Value], column: int) -> bool:
    return 0 <= column < len(heads) and is_day(heads[column])


def report_unstored(what: str, cells: list[tuple[int, int]], sheet: Sheet, context: Context) -> None:
    """I006 for formulas of the headings, the title or the legend, one finding a row."""
    for row in sorted({r for r, _ in cells}):
        fact = f"{what}是公式，文件里没有存下结果，读不出来"
        remedy = STORE_IT
        context.note(
            "I006", fact, *(Cell(sheet, row, c) for c in sorted(c for r, c in cells if r == row)), remedy=remedy
        )
