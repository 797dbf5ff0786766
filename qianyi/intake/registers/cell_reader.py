"""The typed values of a register's cells; the columns stand in `dossier/registers/`."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import Any

from qianyi.dossier.finding import Finding
from qianyi.dossier.registers import REGISTERS, RegisterColumn
from qianyi.dossier.source import Cell, Sheet, column_letters
from qianyi.intake.cells import dates, halves, values
from qianyi.intake.cells.values import DITTO, Bad, clean, is_blank, squeeze
from qianyi.intake.context import STORE_IT, Context
from qianyi.intake.opening.tables import PICTURE, Place, Table, Value
from qianyi.intake.outside.report import FONT, Outside, sort_of
from qianyi.intake.registers.assumed import AssumedYears
from qianyi.intake.registers.clocks import Clocks
from qianyi.intake.registers.column_types import AS_WRITTEN, DATED, NOT_FILLED, NUMBERS, READ_ALONE
from qianyi.intake.registers.headings import TableHeading, heading_texts
from qianyi.patterns import pattern

_HOURS = ("小时", "时", "h", "H")
_UNIT = pattern(r"[(\[【](?:单位[:：]?)?(小时|时|h|H|次数?|分钟?)[)\]】]", "事假(小时)")
_UNSTORED = "“{}”是公式，文件里没有存下结果。" + STORE_IT


class CellReader:
    """One sheet under its heading: the typed values of its cells with their findings."""

    def __init__(self, table: Table, heading: TableHeading, context: Context, last: int | None = None) -> None:
        self.table, self.heading, self.context = table, heading, context
        self.register = REGISTERS[heading.kind]
        self.sheet = Sheet(
            table.path,
            table.name,
            table.order,
            heading.kind,
            heading.columns,
            table.merged,
            hidden=table.hidden,
            heading_rows=heading.rows,
        )
        self.last = len(table.rows) if last is None else last
        """One past the last row."""
        self.person: str | None = None
        self.institution: str | None = None
        """Whom the row being read is about: goes into findings."""
        self.merged = self._merged()
        self.outside = Outside(table, self.sheet, context)
        self._symbols = self.outside.plain.symbols
        """Cells in symbol fonts: their letters are none."""
        self._columns = {c.field: c for c in self.register.columns if c.field in heading.columns}
        self._demanded = [c for c in self._columns.values() if c.required and not c.may_be_blank]
        self._bare = not self.merged and not table.unstored
        """An empty cell holds nothing."""
        self._plain: dict[str, dict[Value, Any]] = {field: {} for field in self._columns}
        """By field what cells were read as where nothing had to be said of them: most stand in many rows."""
        self._repeats = not self._symbols and not table.unstored
        """A cell says the same wherever it stands in its column."""
        self._of_row = 0
        """How many cells so far were read by more than what stands in them."""
        self._spanned = heading.columns.get("start", -1) == heading.columns.get("end", -2)
        """Start and end stand in one cell."""
        self._units: dict[str, str] = {}
        """By field the unit of its heading, where that was asked for."""
        self._above: dict[str, str] = {}
        """The name of the row above, by field."""
        self._seen: set[int] = set()
        """The rows read so far."""
        self._told = False
        """Whether what is wrong with the cell at hand, a merged one, was told at its first row."""
        self._clocks = Clocks(table, heading.first_data_row)
        self._assumed = AssumedYears()

    def _merged(self) -> dict[tuple[int, int], tuple[int, int]]:
        """Covered cell → the cell that holds the value, for merges below the heading in columns that are read."""
        wanted, found = set(self.heading.columns.values()), {}
        for top, left, bottom, right in self.table.merged:
            if top <= self.heading.rows[1]:
                continue
            for column in range(left, right + 1) if right - left < 256 else ():
                if column in wanted:
                    for row in range(top, min(bottom + 1, self.last)):
                        if (row, column) != (top, left):
                            found[row, column] = (top, left)
        return found

    def raw(self, row: int, field: str) -> tuple[Value, tuple[int, int]]:
        """The value of a field as it stands, from its merged range where it is covered, and where it stands."""
        column = self.heading.columns[field]
        cells = self.table.rows[row]
        value = cells[column] if column < len(cells) else ""
        if value == "" and self.merged and (row, column) in self.merged and self.fills(self._columns[field]):
            top, left = self.merged[row, column]
            origin = self.table.rows[top]
            return (origin[left] if left < len(origin) else ""), (top, left)
        return value, (row, column)

    def fills(self, column: RegisterColumn) -> bool:
        """Whether a merged range fills this column downwards."""
        return column.type not in NOT_FILLED

    def is_blank(self, row: int, field: str) -> bool:
        """Whether nothing stands in the field's cell, nor a formula without result."""
        value, place = self.raw(row, field)
        return is_blank(value) and place not in self.table.unstored

    def cell(self, row: int, field: str) -> Cell:
        """The address of a field of a row."""
        return Cell(self.sheet, row, self.heading.columns[field])

    def value(self, row: int, field: str) -> Any:
        """The typed value of a field; None where blank, unreadable (I004), without result (I006), or no column."""
        column = self._columns.get(field)
        if column is None:
            return None
        value, place = self.raw(row, field)
        if place in self.table.unstored:
            self.note("I006", _UNSTORED.format(column.heading), row, field)
            return None
        if value == "":
            return None
        if place != (row, self.heading.columns[field]):
            self._told = place[0] in self._seen
            found = self._typed(column, value, place, row)
            self._told = False
            if found is not None:
                self.note("I005", f"{column.heading}来自合并单元格 {self._range(place)}。", row, field)
            return found
        said = len(self.context.dossier.found), self._of_row
        found = self._typed(column, value, place, row)
        if column.type != "name" and said == (len(self.context.dossier.found), self._of_row):
            self._plain[field][value] = found
        return found

    def fields(self, row: int, names: Iterable[str]) -> dict[str, Any]:
        """The typed values of these fields by name."""
        cells, columns, plain = self.table.rows[row], self.heading.columns, self._plain
        width = len(cells)
        found: dict[str, Any] = {}
        for name in names:
            column = columns[name]
            cell = cells[column] if column < width else ""
            if cell == "" and self._bare:
                found[name] = None
                continue
            known = plain[name].get(cell)
            alike = known is not None and self._repeats and cell is not True and cell is not False  # True is 1 too
            found[name] = known if alike else self.value(row, name)
        return found

    def _typed(self, column: RegisterColumn, value: Value, place: tuple[int, int], row: int) -> Any:
        """What a cell that is not empty says, by its column's type; None where that cannot be told (I004)."""
        if (type(value) is not str or value == PICTURE or self._symbols) and self._is_outside(
            column.type, value, place
        ):
            return None
        if type(value) is str and value[0] == "#" and values.is_error(value):
            self.note("I004", f"“{column.heading}”的公式出错（{value}），请改正公式或直接填写。", row, column.field)
            return None
        if column.type in DATED and self._clocks.is_early(value, row, place[1], column.heading):
            return None
        try:
            found = self._read(column, value, row)
        except Bad as bad:
            if not self._second(column.field):
                heading = self._heading_of(column) if self._spanned else column.heading
                self.note("I004", f"{heading}“{values.quoted(value)}”{bad}。", row, column.field)
            return None
        if isinstance(value, str) and self._is_tidied(column, value):
            read = found.isoformat() if isinstance(found, date) else squeeze(value)
            self.note("I005", f"{column.heading}“{value}”已按“{read}”读取。", row, column.field)
        return found

    def _is_tidied(self, column: RegisterColumn, value: str) -> bool:
        """Whether merely white space and widths of a cell were tidied away: 上午 and the end of a span are more."""
        flat = squeeze(value)
        if flat == value or column.type in AS_WRITTEN:
            return False
        return column.type != "date" or not (self._spanned or halves.split(value)[0] != flat)

    def _is_outside(self, kind: str, value: Value, place: Place) -> bool:
        """Whether a cell of this type says something that is not in its text (I014): a picture, a check box, letters of
        a symbol font, a number that became a date. A remark decides nothing: it is merely left out."""
        if place in self._symbols:
            value = f"{self._symbols[place]}{FONT}{clean(value)}"
        sort = sort_of(value)
        if sort == "fraction" and not (kind in NUMBERS and isinstance(value, date)):
            return False
        if not sort or (sort == "checkbox" and isinstance(value, str)):
            return False
        if kind in ("text", "prose"):
            return sort == "picture"
        self.outside.add_value(sort, place, value)
        return not (sort == "checkbox" and kind == "yesno")

    def number_at(self, row: int, column: int, name: str) -> tuple[Decimal | None, bool]:
        """The number in a cell that is no field's (a wide sheet's mark), and whether one was given at all."""
        cells = self.table.rows[row]
        value = cells[column] if column < len(cells) else ""
        if self.table.unstored and (row, column) in self.table.unstored:
            cell = Cell(self.sheet, row, column)
            self.context.note("I006", _UNSTORED.format(name), cell, person=self.person, institution=self.institution)
            return None, True
        odd = type(value) not in (str, float) or value == PICTURE or (self._symbols and value != "")
        if odd and self._is_outside("decimal", value, (row, column)):
            return None, True
        try:
            found = values.points(value)
        except Bad as bad:
            text, cell = f"{name} 的得分“{values.quoted(value)}”{bad}。", Cell(self.sheet, row, column)
            self.context.note("I004", text, cell, person=self.person, institution=self.institution)
            return None, True
        return found, found is not None

    def _range(self, place: tuple[int, int]) -> str:
        area = self.sheet.merge_of(*place) or (*place, *place)
        return f"{column_letters(area[1])}{area[0] + 1}:{column_letters(area[3])}{area[2] + 1}"

    def _read(self, column: RegisterColumn, value: Value, row: int) -> Any:
        """A cell by its column's type. Raises Bad."""
        policy = self.context.policy
        if (read_alone := READ_ALONE.get(column.type)) is not None:
            return read_alone(value)
        match column.type:
            case "name" | "institution":
                return self._named(column, value, row)
            case "date":
                return self._day(column, value, row)
            case "month":
                month = dates.parse_month(value, policy.campaign)
                if month is not None and month[1]:
                    self._assume(column, value, row, f"{month[0][0]}-{month[0][1]:02}")
                return None if month is None else month[0]
            case "decimal" | "integer" | "days":
                return self._number(column, value)
            case "criterion":
                return self._criterion(value)
            case "release":
                return values.release(value, self._heading_of(column))
            case "grade":
                return values.grade(value, [grade.name for grade in policy.grades])
        return clean(value) or None

    def _number(self, column: RegisterColumn, value: Value) -> Decimal | int | None:
        """A number of the kind that the column holds. Raises Bad."""
        if column.type == "days":
            return self._days(column, value)
        if column.field == "score":
            return values.points(value)
        if column.field == "hours":
            unit = self._heading_unit(column) or ("学时" if "学时" in self._heading_of(column) else "")
            return values.hours(value, unit)
        return values.number(value) if column.type == "decimal" else values.integer(value)

    def _days(self, column: RegisterColumn, value: Value) -> Decimal | None:
        """A number of days; one under a heading in hours (事假(小时)) by the policy's hours a day. Raises Bad."""
        hours = self.context.policy.number("hours_per_day")
        unit = self._heading_unit(column)
        if not unit or (isinstance(value, str) and not value.strip()[-1:].isdecimal()):
            return values.days(value, hours)
        if unit not in _HOURS:
            raise Bad(f"是按{unit}记的，不是天数，请写天数")
        found = values.number(value)
        return None if found is None else found / hours

    def _heading_unit(self, column: RegisterColumn) -> str:
        if column.field not in self._units:
            self._units[column.field] = self._unit_of(column)
        return self._units[column.field]

    def _unit_of(self, column: RegisterColumn) -> str:
        """The unit in the brackets of a heading where it is none of days (小时, 次), else ""."""
        place = self.heading.columns[column.field]
        rows = (self.table.rows[r] for r in range(self.heading.rows[0], self.heading.rows[1] + 1))
        heads = (row[place] for row in rows if place < len(row))
        units = (_UNIT.search(squeeze(head)) for head in heads if isinstance(head, str) and head)
        return next((found[1] for found in units if found is not None), "")

    def _criterion(self, value: Value) -> str | None:
        """The id of a line: as written, else by its title in the rubric in use. Raises Bad."""
        id = None
        with suppress(Bad):
            id = values.criterion(value)
        if id is not None and "." in id:
            return id
        from qianyi.intake.registers.titled_marks import line_called

        self._of_row += 1
        try:
            return line_called(value, self.context.policy, person=self.institution is None)
        except Bad:
            if id is None:
                raise
            return id  # 1 alone; of 1. 书面请假 the number is a place in a list

    def _day(self, column: RegisterColumn, value: Value, row: int) -> date | None:
        """A date; of a cell that holds both start and end the one that this field is. Raises Bad."""
        campaign = self.context.policy.campaign
        if not self._spanned or column.field not in ("start", "end"):
            day = halves.parse_day(value, campaign)
        elif (span := halves.parse_span(value, campaign)) is None:
            return None
        else:
            day = span.first if column.field == "start" else span.last
        if day is not None and day.assumed and not self._second(column.field):
            self._assume(column, value, row, day.day.isoformat())
        return None if day is None else day.day

    def _second(self, field: str) -> bool:
        """Whether what is wrong with a field's cell is told of another field in it already."""
        return self._spanned and field == "end"

    def _named(self, column: RegisterColumn, value: Value, row: int) -> str | None:
        text = clean(value)
        kept = text if isinstance(value, str) else ""
        if column.type == "name" and text in DITTO:
            return self._ditto(column, text, row)
        find = self.context.institution if column.type == "institution" else self.context.subject
        found = find(text) if text else ""
        if found and isinstance(value, str) and found != value and kept:
            self.note("I005", f"{column.heading}“{value}”已按“{found}”读取。", row, column.field)
        if column.type == "name":
            self._above[column.field] = found
        return found or None

    def _ditto(self, column: RegisterColumn, text: str, row: int) -> str | None:
        """〃 or 同上 for a name: the one of the row above (I008)."""
        above = self._above.get(column.field)
        if not above:
            raise Bad("上面却没有姓名，请写出姓名")
        self.note("I008", f"{column.heading}写着“{text}”，按与上面相同读作“{above}”；请写出姓名。", row, column.field)
        return above

    def _heading_of(self, column: RegisterColumn) -> str:
        """The heading as the sheet writes it."""
        for row in range(self.heading.rows[1], self.heading.rows[0] - 1, -1):
            texts = heading_texts(self.table.rows[row])
            place = self.heading.columns[column.field]
            if place < len(texts) and texts[place]:
                return texts[place]
        return column.heading

    def note(self, code: str, fact: str, row: int, field: str, remedy: str = "") -> None:
        """A finding at a field of a row, with whom the row is about."""
        cell = self.cell(row, field)
        if self._told and code == "I004":
            self.sheet.unreadable.add((row, cell.column))
            return
        self.context.note(code, fact, cell, person=self.person, institution=self.institution, remedy=remedy)

    def _assume(self, column: RegisterColumn, value: Value, row: int, read: str) -> None:
        text = f"{column.heading}“{clean(value)}”没有写年份，按活动年度读作 {read}；请把年份写上。"
        self._of_row += 1
        cell = self.cell(row, column.field)
        self._assumed.add(
            column.heading, Finding("I009", text, (cell,), person=self.person, institution=self.institution)
        )
