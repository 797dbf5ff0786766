"""Which rows of a grid are people: not 合计, signatures, notes or repeated headings; 上午/下午 rows put together."""

from __future__ import annotations

from msgspec import Struct

from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells.names import person_name
from qianyi.intake.cells.values import DITTO, clean, is_blank, squeeze
from qianyi.intake.context import STORE_IT, Context
from qianyi.intake.grid.legend_cells import is_two_rows
from qianyi.intake.grid.lines import ASIDE_LINE, BLANK_LINE, NAMELESS_LINE, PERSON_LINE, HalfColumn, Lines
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table, Value


class PersonRow(Struct):
    """A person of a block and where their marks stand."""

    name: str
    row: int
    afternoon: int | None = None
    support: str | None = None
    recipient: str | None = None
    halved: bool = False
    """The row is marked 上午: the afternoon stands in the row below, or nowhere."""
    late: bool = False
    """There is a row for the afternoon only."""

    @property
    def last(self) -> int:
        """The last row of the person."""
        return self.row if self.afternoon is None else self.afternoon


def people_rows(table: Table, block: Block, context: Context) -> list[PersonRow]:
    """The people of a block in row order. A row with marks and no name is told of (I004)."""
    lines = Lines(table, block, context)
    people: list[PersonRow] = []
    loose: list[int] = []
    for r in range(block.last + 1, min(block.end, len(table.rows))):
        kind = lines.classify(r)
        if kind == PERSON_LINE:
            people.append(PersonRow(lines.name, r))
        elif kind == NAMELESS_LINE and r - 1 in loose and is_two_rows(table.rows[r - 1], table.rows[r]):
            loose.remove(r - 1)
            block.left_out += [(r - 1, ASIDE_LINE), (r, ASIDE_LINE)]
        elif kind == NAMELESS_LINE:
            loose.append(r)
        elif kind != BLANK_LINE:
            block.left_out.append((r, kind))
    if lines.tailed:
        _settle_tails(people, lines)
    if lines.halves is not None:
        people = _by_label(table, people, loose, lines.halves)
        person_rows = {r for person in people for r in (person.row, person.last)}
        _report_nameless(table, block.columns["name"], [r for r in loose if r not in person_rows], context)
    elif loose:
        people = _second_rows(table, block, people, loose, context)
    return _institutions(table, block, people, context)


def _settle_tails(people: list[PersonRow], lines: Lines) -> None:
    """The bracket behind a name is left out (I005), but where another row of the grid bears that name: 林茵 and
    林茵（小） are two."""
    written = {person.row: lines.rows[person.row][lines.column] for person in people}
    bearers = {name: {clean(written[p.row]) for p in people if p.name == name} for name in lines.tailed.values()}
    table = lines.table
    for person in people:
        value = written[person.row]
        name = lines.tailed.get(value)
        if name is None:
            continue
        text = clean(value)
        if len(bearers[name]) > 1:
            person.name = person_name(text)
            continue
        cell = Cell(Sheet(table.path, table.name, table.order, "grid"), person.row, lines.column)
        lines.context.note("I005", f"姓名“{text}”已按“{name}”读取。", cell, person=name)


def _by_label(table: Table, people: list[PersonRow], loose: list[int], column: HalfColumn) -> list[PersonRow]:
    """People of two labelled rows; the name in one of them, repeated, or merged over both."""
    named = {person.row: person.name for person in people}
    out: list[PersonRow] = []
    morning: tuple[int, str | None] | None = None  # a row that no afternoon was found for as yet
    for r in sorted([*named, *loose]):
        half = column.half(table.rows[r])
        name = named.get(r)
        if half == 1:
            top, above = morning or (r, None)
            if morning is not None and r <= top + 2 and (name is None or above in (None, name)):
                if above is not None:
                    out[-1].afternoon = r
                elif name is not None:
                    out.append(PersonRow(name, top, r, halved=True))
            elif name is not None:
                out.append(PersonRow(name, r, r, halved=True, late=True))
            morning = None
        elif name is not None:
            out.append(PersonRow(name, r, halved=half is not None))
            morning = r, name
        elif half == 0:
            morning = r, None
    return out


def _second_rows(
    table: Table, block: Block, people: list[PersonRow], loose: list[int], context: Context
) -> list[PersonRow]:
    """Rows without a name: the afternoons where every person has one; overtime hours are let be.

    A row with a serial number of its own, or whose name is a formula without result, is another person's; one that
    says 夜班 beside the days is no afternoon.
    """
    column, (a, b) = block.columns["name"], (block.days[0][0], block.days[-1][0] + 1)
    merged = {area[0] for area in table.merged if area[1] <= column <= area[3] and area[2] == area[0] + 1}
    serial = block.columns.get("serial", column)
    numbered = (r for r in loose if serial < len(table.rows[r]) and not is_blank(table.rows[r][serial]))
    alone = {r for r in numbered if r - 1 not in merged} | {r for r, c in table.unstored if c == column}
    alone |= {r for r in loose if _labelled(table.rows[r][:a], table.rows[r - 1], {serial} - {column})}
    after = {r - 1 for r in loose if r not in alone}
    paired = [person for person in people if person.row in after]
    every = len(paired) == len(people) or all(person.row in merged for person in paired)
    if paired and len(paired) == len(loose) and every:
        for person in paired:
            values = [v for v in table.rows[person.row + 1][a:b] if not is_blank(v)]
            if not all(isinstance(v, (int, float)) for v in values):
                person.afternoon = person.row + 1
        return people
    _report_nameless(table, column, loose, context)
    return people


def _labelled(cells: list[Value], above: list[Value], name_column: set[int]) -> bool:
    """Whether a row without a name says something left of the days that the person's row above does not."""
    return any(
        isinstance(v, str) and not is_blank(v) and c not in name_column and v != (above[c] if c < len(above) else "")
        for c, v in enumerate(cells)
    )


def _report_nameless(table: Table, column: int, rows: list[int], context: Context) -> None:
    """Marks of nobody: no name (I004), or a formula for one without a stored result (I006)."""
    sheet = Sheet(table.path, table.name, table.order, "grid")
    for r in rows:
        if (r, column) in table.unstored:
            fact = "姓名是公式，文件里没有存下结果，这一行没有计入"
            remedy = STORE_IT
            context.note("I006", fact, Cell(sheet, r, column), remedy=remedy)
        elif not is_blank(value := table.rows[r][column] if column < len(table.rows[r]) else ""):
            fact = f"姓名写的是“{clean(value)}”，看不出是谁，这一行的标记没有计入"
            remedy = "请写上姓名。"
            context.note("I004", fact, Cell(sheet, r, column), remedy=remedy)
        else:
            fact = "这一行有标记，却没有姓名，没有计入"
            remedy = "请补上姓名；上午、下午分两行填写的，请在旁边注明“上午”“下午”。"
            context.note("I004", fact, Cell(sheet, r, column), remedy=remedy)


def _institutions(table: Table, block: Block, people: list[PersonRow], context: Context) -> list[PersonRow]:
    """The institutions of each row; blanks as merged, or as above (I008)."""
    for name in ("support", "recipient"):
        column = block.columns.get(name)
        if column is None:
            continue
        above = ""
        covered = {
            r: area[0] for area in table.merged if area[1] <= column <= area[3] for r in range(area[0], area[2] + 1)
        }
        known: dict[Value, str] = {}
        """What a text is read as; not 同上, which is another institution each time."""
        for person in people:
            row = table.rows[person.row]
            value = row[column] if column < len(row) else ""
            if value == "" and person.afternoon is not None:
                later = table.rows[person.afternoon]
                value = later[column] if column < len(later) else ""
            if value in known:
                above = known[value]
                setattr(person, name, above)
                continue
            if is_blank(value) and person.row in covered:
                value = table.rows[covered[person.row]][column]
            elif above and (is_blank(value) or (isinstance(value, str) and squeeze(value) in DITTO)):
                cell = Cell(Sheet(table.path, table.name, table.order, "grid"), person.row, column)
                stands = f"单位写着“{clean(value)}”" if not is_blank(value) else "单位空着"
                context.note(
                    "I008", f"{stands}，按“同上”读作{above}", cell, person=person.name, remedy="请补填，或合并单元格。"
                )
                value = above
            above = context.institution(value) if isinstance(value, str) and not is_blank(value) else ""
            if above:
                setattr(person, name, above)
                if squeeze(str(value)) not in DITTO:
                    known[value] = above
    return people
