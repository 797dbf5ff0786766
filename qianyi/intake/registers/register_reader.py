"""The rows of a register: which are data, and a row as the values of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from qianyi.intake.cells import halves
from qianyi.intake.cells.values import Bad
from qianyi.intake.registers.cell_reader import CellReader
from qianyi.intake.registers.data_rows import DataRows


class RegisterReader(CellReader):
    """One sheet under its heading, row by row."""

    def rows(self) -> Iterator[int]:
        """The rows of data; what was read with the campaign's years is said at the end."""
        rows, read = DataRows(self.table, self.heading, self.last), []
        for row in rows.data():
            self.sheet.rows += 1
            self.person = self.institution = None
            read.append(row)
            self._seen.add(row)
            yield row
        self.sheet.nothing, self.sheet.left_out = rows.nothing, rows.left_out
        self.report_assumed()
        self._report_outside(read)

    def report_assumed(self) -> None:
        """What was read of dates in another way than written."""
        self._clocks.report(self.sheet, self.context)
        self._assumed.report(self.context)

    def _report_outside(self, rows: list[int]) -> None:
        """What of the rows read is told by colours, fonts and the like, not by text."""
        outside, heading = self.outside, self.heading
        outside.read_notes({*rows, *range(self.last, len(self.table.rows))})
        columns = sorted({*heading.columns.values(), *heading.criteria})
        outside.coloured(rows, columns, range(heading.rows[0], heading.rows[1] + 1))
        outside.unseen(rows, columns)
        outside.struck(rows, columns, heading.columns.get("name", heading.columns.get("subject")))
        outside.finish()

    def who(self, row: int, field: str = "name") -> str | None:
        """Whom a row is about: a person, or (情况登记, 评分) an institution; its findings name them."""
        found: str | None = self.value(row, field)
        if found is not None and self.context.is_institution(found):
            self.institution = found
        else:
            self.person = found
        return found

    def record(self, row: int) -> dict[str, Any] | None:
        """All fields of a row by name; None where the row cannot belong to anybody (I004 at the blank name).

        指标 has a `name` that is no person's: its rows, like those of 满意度, are about their institution."""
        key = "subject" if "subject" in self._columns else "name"
        rest = list(self._columns)
        found: dict[str, Any] = {}
        if key in self._columns and self._columns[key].type == "name":
            found[key] = self.who(row, key)
            rest.remove(key)
        elif "institution" in self._columns:
            found = self.fields(row, ["institution"])
            self.institution = found["institution"]
            rest.remove("institution")
        found |= self.fields(row, rest)
        for column in self._demanded:
            if found[column.field] is None and not self._second(column.field) and self.is_blank(row, column.field):
                self.note("I004", f"“{column.heading}”是空的，请补填。", row, column.field)
        if key == "name" and key in self._columns and self._columns[key].required and found[key] is None:
            return None
        if "start" in found and "end" in found:
            found["end"] = self.end_after(row, found["start"], found["end"])
        return found

    def end_after(self, row: int, start: date | None, end: date | None) -> date | None:
        """The last day of a row, None where it lies before the first one (I004)."""
        if start is None or end is None or start <= end:
            return end
        text = f"结束日期 {end.isoformat()} 早于开始日期 {start.isoformat()}，请核对后改正。"
        self.context.note("I004", text, self.cell(row, "end"), self.cell(row, "start"), person=self.person)
        return None

    def halves(self, row: int) -> halves.Halves:
        """Whether the row's days begin in the afternoon, and whether they end in the morning."""
        start, end = (self.raw(row, field)[0] for field in ("start", "end"))
        if not self._spanned:
            begins = halves.half_of(start) == 1 or self._half_beside(row, "start") == 1
            return halves.Halves(begins, halves.half_of(end) == 0 or self._half_beside(row, "end") == 0)
        try:
            span = halves.parse_span(start, self.context.policy.campaign)
        except Bad:
            return halves.Halves()
        return span.halves if span is not None else halves.Halves()

    def _half_beside(self, row: int, field: str) -> int | None:
        """The half of the day in the column right of a date's that is no field's own (时段: 上午)."""
        column, cells = self.heading.columns[field] + 1, self.table.rows[row]
        if column >= len(cells) or column in self.heading.columns.values():
            return None
        found = halves.label(cells[column])
        return None if found is None else found[1]
