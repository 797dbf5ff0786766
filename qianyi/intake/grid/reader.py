"""Monthly attendance grids (考勤表): one row a person, or two (上午/下午), under any of the layouts in use."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date, timedelta
from itertools import accumulate, pairwise

from qianyi.dossier.kinds import REST, UNREAD, day, joined
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Cell, Range, Sheet
from qianyi.intake.cells.values import clean, is_blank
from qianyi.intake.context import STORE_IT, Context
from qianyi.intake.grid.day_columns import heads_day, report_stray, report_unheaded, report_unstored
from qianyi.intake.grid.legend_cells import free_of, legend_of
from qianyi.intake.grid.person_rows import PersonRow, people_rows
from qianyi.intake.grid.shape import Block, find_blocks, find_first, grid_kind, unstored_days
from qianyi.intake.grid.submitting import submitter_of
from qianyi.intake.grid.title import block_dates
from qianyi.intake.grid.totals import check_totals
from qianyi.intake.opening.tables import Place, Table, Value
from qianyi.intake.outside.report import FONT, Outside
from qianyi.intake.outside.workdays import is_workday
from qianyi.intake.registers.headings import TableHeading
from qianyi.intake.signs.day_signs import TROUBLE, SignBytes, SignReporter

_NOBODY = day(UNREAD)
_STRUCK = frozenset("/ ／ \\ ＼ - － – — ――".split())
"""How a day that the month does not have is crossed out."""


def find_heading(table: Table, context: Context) -> TableHeading | None:
    """The heading of a monthly grid (姓名 and a column a day), None where the sheet is none."""
    block = find_first(table)
    if block is None and (cells := unstored_days(table)):
        return TableHeading("grid", (cells[0][0], cells[0][0]), {})
    if block is None or grid_kind(table, block) != "grid":
        return None
    return TableHeading("grid", (block.first, block.last), dict(block.columns), score=float(len(block.days)))


def read(table: Table, heading: TableHeading, context: Context) -> Sheet:
    """The people's marks of a grid as Stretch records; findings to the context."""
    return read_blocks(table, heading, context, people_rows)


def read_blocks(
    table: Table,
    heading: TableHeading,
    context: Context,
    people_of: Callable[[Table, Block, Context], list[PersonRow]],
    made: date | None = None,
) -> Sheet:
    """Read all grids of a sheet; `people_of` tells a block's rows of people, `made` is the day of an export."""
    sheet = Sheet(
        table.path,
        table.name,
        table.order,
        heading.kind,
        dict(heading.columns),
        table.merged,
        hidden=table.hidden,
        heading_rows=heading.rows,
    )
    blocks = find_blocks(table)
    if not blocks:
        report_unstored("日期", unstored_days(table), sheet, context)
        return sheet
    sheet.institution = submitter_of(table, blocks[0], context)
    rows = [people_of(table, block, context) for block in blocks]
    taken = {person.row for found in rows for person in found}
    taken |= {person.afternoon for found in rows for person in found if person.afternoon is not None}
    legend = legend_of(table, free_of(blocks, taken), sheet, context)
    hours = context.policy.number("hours_per_day")
    outside = Outside(table, sheet, context)
    outside.read_notes(taken)
    reporter = SignReporter(context, outside)
    top, submitter, before = 0, sheet.institution, list[date]()
    stretches = context.dossier.stretches
    kept: list[tuple[str | None, int]] = []
    for block, people in zip(blocks, rows, strict=True):
        if heading.kind != "grid":
            block.totals = []
        dates = block_dates(table, block, top, before, made, sheet, context)
        if top:
            submitter = submitter_of(table, block, context, top) or submitter
        kept.append((submitter, len(stretches)))
        top = (people[-1].last if people else block.last) + 1
        before = dates or []
        if dates is None:
            continue
        middle = dates[len(dates) // 2]  # of a month from the 26th to the 25th the second
        sheet.month = middle.year, middle.month
        whole, half = (SignBytes(legend, context.settings.signs, hours, halves_only=only) for only in (False, True))
        reader = BlockReader(table, sheet, block, whole, half, reporter)
        reader.look(people, dates)
        reader.read(people, dates)
        sheet.rows += len(people)
        sheet.left_out += block.left_out
        report_stray(table, block, people, sheet, context)
        report_unheaded(table, block, people, sheet, context)
    if any(name != sheet.institution for name, _ in kept):  # each person's row says whose grid it stands in
        sheet.institution = None
        for (name, start), (_, end) in pairwise([*kept, (None, len(stretches))]):
            for stretch in stretches[start:end]:
                stretch.recipient = name or stretch.recipient
    unexplained = reporter.finish()
    report_unstored("日期", [(r, c) for r, c in table.unstored if heads_day(blocks, r, c)], sheet, context)
    if sheet.month is None or (unexplained and not legend):
        inside = taken | {r for block in blocks for r in range(block.first, block.last + 1)}
        report_unstored("标题或图例", [cell for cell in table.unstored if cell[0] not in inside], sheet, context)
    hidden = sorted({column for block in blocks for column, _ in block.days} & table.hidden_columns)
    if hidden:
        cells = [Cell(sheet, blocks[0].day_row, column) for column in hidden]
        context.note("I010", f"有 {len(hidden)} 天的列是隐藏的，已照常读取。", *cells)
    return sheet


class BlockReader:
    """Reads the rows of one block, given its dates and the keys for cells of whole days and of half days."""

    def __init__(
        self, table: Table, sheet: Sheet, block: Block, key: SignBytes, half_key: SignBytes, reporter: SignReporter
    ) -> None:
        self.table = table
        self.rows = table.rows
        """The table's, but for copies of the rows into which merged marks are filled: a table may be read again."""
        self.sheet = sheet
        self.block = block
        self.key = key
        self.half_key = half_key
        self.reporter = reporter
        self.context = reporter.context
        self.covered: dict[Place, Place] = {}
        """Cells that a merged mark fills, and where it stands: what is wrong with it is told once."""
        self.told: set[Place] = set()
        """Where marks stand of which something was told."""
        self.needed = {cell for cell in table.unstored if block.last < cell[0] < block.end}

    def read(self, people: Sequence[PersonRow], dates: list[date]) -> None:
        """Append a Stretch for each person, and say what was found in their cells."""
        columns, first, beyond = self._columns(dates)
        self.first = first
        a, b = columns[0], columns[-1] + 1
        straight = columns == list(range(a, b))
        below = range(self.block.last + 1, self.block.end)
        if areas := [area for area in self.table.merged if area[0] in below and a <= area[1] < b]:
            self._fill_merged(areas, range(a, b), people, dates)
        get = self.key.__getitem__
        rows, sheet, stretches = self.rows, self.sheet, self.context.dossier.stretches
        size = len(columns)
        places = columns if straight else list(accumulate(columns, _last_known))
        paired = self.block.paired
        for person in people:
            if paired or person.halved or person.afternoon is not None:
                marks = self._halves(person, columns)
            else:
                row = rows[person.row]
                marks = bytes(map(get, row[a:b] if straight else _picked(row, columns)))
                if len(marks) < size:
                    marks = marks.ljust(size, b"\0")
                if TROUBLE in marks:
                    marks = self._troubled(marks, self.key, person, person.row, columns)
            if self.needed:
                marks = self._unstored(marks, person, columns)
            stretches.append(
                Stretch(
                    sheet=sheet,
                    row=person.row,
                    name=person.name,
                    support=person.support,
                    recipient=person.recipient,
                    first=first,
                    days=marks,
                    columns=places,
                    row_pm=person.afternoon,
                )
            )
        if self.block.totals and people:
            sheet.columns["total"] = self.block.totals[0].column  # there is something for A407 to hold against
            whole = not self.half_key and self.key.only_whole_days()
            check_totals(self.rows, self.block, people, stretches[-len(people) :], whole, self.context)
        if beyond:
            self._beyond(people, beyond, dates)

    def look(self, people: Sequence[PersonRow], dates: list[date]) -> None:
        """See which cells of these people a colour, a strike-through or a symbol font sets apart."""
        outside, block = self.reporter.outside, self.block
        looks = outside.styling
        if not any((looks.fills, looks.inks, looks.struck, looks.symbols, outside.plain.unseen, self.table.crossed)):
            return
        rows = sorted({r for person in people for r in (person.row, person.last)})
        days = [
            (column + more, day) for (column, _), day in zip(block.days, dates, strict=False) for more in self._wide
        ]
        if outside.styling.fills or outside.styling.inks or outside.plain.unseen:
            work = [column for column, day in days if is_workday(day, self.context.settings)]
            self.reporter.quiet.update(outside.unseen(rows, {*block.columns.values(), *work}))
            self.reporter.quiet.update(outside.coloured(rows, work, range(block.first, block.last + 1)))
        name = block.columns["name"]
        outside.struck(rows, {*block.columns.values(), *(column for column, _ in days)}, name)
        self.reporter.quiet.update(outside.cells.get("strike", ()))
        wanted = {column for column, _ in days}
        symbols = {at: font for at, font in outside.styling.symbols.items() if at[1] in wanted and at[0] in {*rows}}
        for (row, column), font in symbols.items():
            value = self.rows[row][column] if column < len(self.rows[row]) else ""
            if not is_blank(value):
                if self.rows is self.table.rows:
                    self.rows = list(self.rows)
                self.rows[row] = list(self.rows[row])
                self.rows[row][column] = f"{font}{FONT}{clean(value)}"

    @property
    def _wide(self) -> range:
        """The columns of a day, from its first."""
        return range(1 + self.block.paired)

    def _halves(self, person: PersonRow, columns: list[int]) -> bytes:
        """The marks of a person with a row, or a column, for each half of the day; what has none is blank."""
        right = [c + 1 if c >= 0 else c for c in columns] if self.block.paired else columns
        later = person.row if self.block.paired else person.afternoon
        halves = []
        for row, places in ((None if person.late else person.row, columns), (later, right)):
            marks = bytes(len(columns))
            if row is not None:
                marks = bytes(map(self.half_key.__getitem__, _picked(self.rows[row], places)))
                if TROUBLE in marks:
                    marks = self._troubled(marks, self.half_key, person, row, places)
            halves.append(marks)
        return bytes(map(joined, *halves))

    def _columns(self, dates: list[date]) -> tuple[list[int], date, list[int]]:
        """The column of each day from the first on (-1 where the sheet has none), the first day, and the columns
        that are beyond the month's end."""
        by_date = dict(zip(dates, (column for column, _ in self.block.days), strict=False))
        first, last = dates[0], dates[-1]
        columns = [by_date.get(first + timedelta(i), -1) for i in range((last - first).days + 1)]
        return columns, first, [column for column, _ in self.block.days[len(dates) :]]

    def _fill_merged(
        self, areas: Sequence[Range], columns: range, people: Sequence[PersonRow], dates: list[date]
    ) -> None:
        """Put merged marks where they hold; I014 tells of those that are merged over several people."""
        from qianyi.intake.grid.merged_marks import MergedMarks

        days = dict(zip((column for column, _ in self.block.days), dates, strict=False))

        def all_off(value: Value, over: range) -> bool:  # 休息 or a holiday's name, over days of rest
            byte = self.key[value]
            if byte != day(REST) and not (byte == TROUBLE and self.key.is_day_off(value)):
                return False
            return not any(is_workday(days[c], self.context.settings) for c in over if c in days)

        merged = MergedMarks(self.table.rows, self.rows)
        merged.fill(areas, columns, people, all_off)
        self.rows, self.covered = merged.rows, merged.covered
        self.reporter.outside.add("merge", merged.shared, *map(clean, merged.shared.values()))

    def _troubled(self, marks: bytes, key: SignBytes, person: PersonRow, row: int, columns: list[int]) -> bytes:
        """The marks with every troubled cell's own byte, and its finding told."""
        out = bytearray(marks)
        values = self.rows[row]
        for i, mark in enumerate(marks):
            if mark != TROUBLE:
                continue
            raw = values[columns[i]]
            outcome = key.troubles[raw]
            out[i] = outcome.byte
            if key.is_day_off(raw) and not is_workday(self.first + timedelta(i), self.context.settings):
                out[i] = day(REST)
                continue
            place = self.covered.get((row, columns[i]), (row, columns[i]))
            if place in self.told and outcome.code != "A414":
                continue
            self.told.add(place)
            self.reporter.tell(outcome, raw, Cell(self.sheet, row, columns[i]), person.name, person.recipient)
        return bytes(out)

    def _unstored(self, marks: bytes, person: PersonRow, columns: list[int]) -> bytes:
        """I006: a day's formula without a stored result is unread."""
        out = bytearray(marks)
        for i, column in enumerate(columns):
            for row in (person.row, person.afternoon):
                if row is not None and (row, column) in self.needed:
                    out[i] = _NOBODY
                    self.context.note(
                        "I006",
                        f"{person.name} 的标记是公式，文件里没有存下结果",
                        Cell(self.sheet, row, column),
                        person=person.name,
                        remedy=STORE_IT,
                    )
        return bytes(out)

    def _beyond(self, people: Sequence[PersonRow], columns: list[int], dates: list[date]) -> None:
        """A mark under a day that the month does not have belongs to no day."""
        cells = []
        for person in people:
            for r in (person.row, person.afternoon):
                row: list[Value] = self.rows[r] if r is not None else []
                filled = (c for c in columns if c < len(row) and row[c] not in _STRUCK and self.key[row[c]] != 0)
                cells += [Cell(self.sheet, r or 0, c) for c in filled]
        if cells:
            self.context.note(
                "I004",
                f"{dates[0].year}年{dates[0].month}月只有 {dates[-1].day} 天，后面的格子里却有标记，没有计入",
                *cells,
                remedy="请清空这些格子，或核对月份。",
            )


def _last_known(before: int, column: int) -> int:
    return column if column >= 0 else before


def _picked(row: list[Value], columns: list[int]) -> list[Value]:
    """The cells of these columns, "" where there is none."""
    return [row[c] if 0 <= c < len(row) else "" for c in columns]
