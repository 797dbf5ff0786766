"""Attendance in other shapes than a row a person: year cards, days down. Each is laid out as grids and read as those."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.names import one_of, person_name
from qianyi.intake.context import Context
from qianyi.intake.grid import reader
from qianyi.intake.grid.card import Card, find_cards, lay_cards
from qianyi.intake.grid.down import Down, find_down, lay_down, undated
from qianyi.intake.grid.folded import Folded, find_folded, lay_folded
from qianyi.intake.grid.lines import SIGNED_LINE
from qianyi.intake.grid.shape import find_first, heads_months
from qianyi.intake.grid.stated import Stated, person_above
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import TableHeading
from qianyi.patterns import pattern

_TITLES: Final = 4
_LONGEST_TITLE: Final = 40
_LONGEST: Final = 2000
_BEHIND = pattern(r"同志|医生|医师|大夫|主任|老师|个人|考勤|出勤|签到|在岗|的", "同志", "考勤登记表")
"""What may follow a person's name in a title."""
_ABOUT = pattern(r"考勤|出勤|签到|在岗", "个人考勤")


def find_heading(table: Table, context: Context) -> TableHeading | None:
    """The heading of attendance in another shape, None where the sheet is none."""
    found = _found(table, context)
    if not found:
        return None
    one = found[0]
    last = one.last if isinstance(one, Folded) else one.head
    return TableHeading(
        "grid", (one.head, last), {}, score=float(len(one.months if isinstance(one, Card) else one.days))
    )


def read(table: Table, heading: TableHeading, context: Context) -> Sheet:
    """The days of the sheet as Stretch records; findings to the context, at the sheet's own cells."""
    found = _found(table, context)
    taken = len(context.dossier.stretches)
    at = Sheet(table.path, table.name, table.order, "grid")
    cards = [one for one in found if isinstance(one, Card)]
    downs = [one for one in found if isinstance(one, Down)]
    sums: list[int] = []
    folded = next((one for one in found if isinstance(one, Folded)), None)
    if folded is not None:
        laid = lay_folded(table, folded)
    elif cards:
        laid = lay_cards(table, cards, Cell(at, 0, 0), context)
    else:
        labels = [stated for one in downs if (stated := person_above(table, one.top, one.head)) is not None]
        laid = lay_down(table, downs, labels)
        for one in downs:
            marked, summed = undated(table, one)
            sums += summed
            for r in marked:
                fact = "这一行有标记，日期却是空的，或与上下的日期接不上，没有计入"
                context.note("I004", fact, Cell(at, r, one.column), remedy="请改正日期。")
    kept = len(context.dossier.found)
    new = laid.as_table()
    made = reader.find_heading(new, context)
    if made is None:
        return Sheet(table.path, table.name, table.order, "grid", heading_rows=heading.rows)
    sheet = reader.read(new, made, context)
    laid.put_back(sheet, context.dossier.stretches[taken:], context.dossier.found, kept)
    read_here = context.dossier.stretches[taken:]
    used = {row for stretch in read_here for row, _ in (*stretch.places, *stretch.places_pm)}
    left_out = dict.fromkeys(sums, SIGNED_LINE) | dict(sheet.left_out)
    sheet.left_out = [(r, reason) for r, reason in sorted(left_out.items()) if r not in used]
    sheet.heading_rows, sheet.merged = heading.rows, table.merged
    if folded is not None:
        sheet.columns, sheet.shape = {"name": folded.name}, "日期分上下两行、一人两行的考勤表"
    elif cards:
        sheet.columns, sheet.shape = {"month": cards[0].month}, "月份在左、日期在上的考勤卡"
    else:
        sheet.columns, sheet.shape = {"date": downs[0].column}, "日期在左、标记在右的考勤表"
    if len({(stretch.first.year, stretch.first.month) for stretch in read_here}) > 1:
        sheet.month = None
    return sheet


def _found(table: Table, context: Context) -> list[Card] | list[Down] | list[Folded]:
    block = find_first(table)
    if block is not None and (folded := find_folded(table, block)) is not None:
        return [folded]
    if block is not None and not _has_months(table, block.first, block.last, block.days[0][0]):
        return []
    known = {placement.name for placement in context.dossier.placements}
    person = _person_of_sheet(table, known)
    cards = find_cards(table, person)
    if cards or block is not None:
        return cards
    about = any(isinstance(v, str) and _ABOUT.search(v) for row in table.rows[:4] for v in row)
    return find_down(table, known, person, about=about or _ABOUT.search(table.name) is not None)


def _has_months(table: Table, first: int, last: int, days: int) -> bool:
    """Whether a heading of months stands left of a grid's days."""
    return any(heads_months(v) for row in table.rows[first : last + 1] for v in row[:days])


def _person_of_sheet(table: Table, known: set[str]) -> Stated | None:
    """Whom the sheet's name is, where it is one of the roster; else the one of the roster whom its title names."""
    name = one_of(table.name, known) or _titled(table, known)
    return Stated(name, (0, 0), (-1, -1)) if name else None


def _titled(table: Table, known: set[str]) -> str:
    """The one person of the roster whom the lines of a sheet that only say something name, the first of them above its
    table; "" where they name none or several."""
    titles = [text for text in _lines(table.rows[:_TITLES], 1) if _ABOUT.search(text)]
    named = {name for text in [table.name, *titles] for name in _named_in(text, known)}
    if len(named) != 1 or len(table.rows) > _LONGEST:
        return ""
    others = (name for text in _lines(table.rows, 2) for name in _named_in(text, known))
    return "" if any(name not in named for name in others) else named.pop()


def _lines(rows: Sequence[list[Value]], most: int) -> list[str]:
    """The texts of rows that hold so few."""
    few = ([v for v in row if v != ""] for row in rows)
    return [
        v for cells in few if len(cells) <= most for v in cells if isinstance(v, str) and 3 < len(v) <= _LONGEST_TITLE
    ]


def _named_in(text: str, known: set[str]) -> list[str]:
    """The people of the roster whose names stand in a title by themselves: 何穗同志2022年6月考勤, but no 何穗华."""
    if one_of(text, known):
        return []  # 何穗（组长） heads a column
    flat = person_name(text)
    found = []
    for name in known:
        before, there, behind = flat.partition(name)
        if there and not _is_han(before[-1:]) and (not _is_han(behind[:1]) or _BEHIND.match(behind) is not None):
            found.append(name)
    return found


def _is_han(sign: str) -> bool:
    return "\u3400" <= sign <= "\u9fff"
