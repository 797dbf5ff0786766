"""Machine exports with a row a day: 钉钉每日统计 and 打卡明细, 考勤机 (ZKTeco) records and raw punches."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Final

from msgspec import Struct

from qianyi.dossier.kinds import (
    ABSENT,
    BLANK,
    CHINESE,
    LEAVES,
    MISSED,
    PRESENCE,
    PRESENT,
    REST,
    UNREAD,
    day,
    halves,
)
from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells import dates
from qianyi.intake.cells.values import Bad, clean, days, is_blank, level_text, number, squeeze
from qianyi.intake.context import Context
from qianyi.intake.exports.daily_heading import RESULT
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.opening.tables import Table, Value
from qianyi.intake.registers.headings import TableHeading
from qianyi.intake.registers.log import DayRows, half_of
from qianyi.intake.signs.day_words import HALF, RecordedDay, kind_of, machine_day
from qianyi.patterns import pattern

_TELLING: Final = ("status", "result", "signed_in", "signed_out", "exception", "absent", "approval", "stamp")
"""Fields that say something of a day."""
_TRUE: Final = frozenset({"TRUE", "是", "1", "√", "Y", "YES", "旷工"})
_FALSE: Final = frozenset({"FALSE", "否", "0", "N", "NO"})
_STAMPED = pattern(r"(\d{2,4})[-/.年](\d{1,2})[-/.月](\d{1,2})", "22-06-01")
_UNIT = pattern(r"天|日|时|h|H", "时")
_WEEKDAY = pattern(r"\s*(?:星期|周)[一二三四五六日天]\s*$", "22-06-01 星期三")


class _DailyRow(Struct):
    """One row: values by field, and the results of its punches by shift of the day."""

    at: int
    values: dict[str, Value]
    results: list[tuple[int, str]]
    leaves: list[tuple[int, Decimal]]
    """Kind and days of the leave columns."""


def read(table: Table, heading: TableHeading, context: Context) -> Sheet:
    """The days of the export as Stretch records; findings to the context."""
    columns = dict(heading.columns)
    results = _result_columns(table, heading)
    first_result = next(iter(results), columns.get("result", columns["name"]))
    status = columns.get("status", columns.get("signed_in", columns.get("stamp", first_result)))
    sheet = Sheet(
        table.path,
        table.name,
        table.order,
        heading.kind,
        columns | {"status": status},
        table.merged,
        hidden=table.hidden,
        heading_rows=heading.rows,
    )
    reader = _DailyReader(sheet, context)
    leaves = _leave_columns(table, heading)
    found: dict[tuple[str, date], list[_DailyRow]] = {}
    for r in range(heading.rows[1] + 1, len(table.rows)):
        row = table.rows[r]
        values = {name: row[c] if c < len(row) else "" for name, c in columns.items()}
        marked = [(shift, squeeze(clean(row[c]))) for c, shift in results.items() if c < len(row)]
        texts = [(shift, text) for shift, text in marked if text not in ("", "--")]
        has_content = bool(texts) or any(not is_blank(values.get(field, "")) for field in _TELLING)
        name = context.person(clean(values["name"]))
        if not is_person(values["name"]) and (not has_content or is_blank(values.get("date", values.get("stamp", "")))):
            continue
        if not name:
            context.note(
                "I004",
                "这一行有日期和结果，却没有姓名，没有计入",
                Cell(sheet, r, columns["name"]),
                remedy="请补上姓名。",
            )
            continue
        when = reader.day_of(r, name, values, has_content=has_content)
        if when is not None:
            sheet.rows += 1
            found.setdefault((name, when), []).append(
                _DailyRow(r, values, texts, reader.amounts(r, name, row, leaves) if leaves else [])
            )
    for (name, when), rows in found.items():
        READERS[heading.kind](reader, name, when, rows)
    context.dossier.stretches += reader.days.stretches()
    return sheet


def _result_columns(table: Table, heading: TableHeading) -> dict[int, int]:
    """Columns of 上班1打卡结果, 下班1打卡结果 … and the shift of the day (1, 2, 3) each is of."""
    found: dict[int, int] = {}
    for row in table.rows[heading.rows[0] : heading.rows[1] + 1]:
        for column, value in enumerate(row):
            if isinstance(value, str) and (match := RESULT.fullmatch(level_text(value))):
                found[column] = int(match[1] or 1)
    return found


def _leave_columns(table: Table, heading: TableHeading) -> dict[int, tuple[int, bool]]:
    """Leave columns (事假(小时), 年假(天)): column → kind, and whether they count hours."""
    found: dict[int, tuple[int, bool]] = {}
    for row in table.rows[heading.rows[0] : heading.rows[1] + 1]:
        for column, value in enumerate(row):
            if not isinstance(value, str) or not value or column in heading.columns.values():
                continue
            kind = kind_of(level_text(value))
            if kind in LEAVES:
                found[column] = kind, "小时" in value
    return found


class _DailyReader:
    """Turns rows into days and says what it cannot read."""

    def __init__(self, sheet: Sheet, context: Context) -> None:
        self.sheet = sheet
        self.context = context
        self.hours: Decimal = context.policy.number("hours_per_day")
        self.days = DayRows(sheet)

    def note(self, row: int, field: str, name: str, text: str) -> None:
        """I004 at a field of a row."""
        cell = Cell(self.sheet, row, self.sheet.columns.get(field, self.sheet.columns["status"]))
        self.context.note("I004", f"{name} {text}。", cell, person=name)

    def day_of(self, row: int, name: str, values: dict[str, Value], *, has_content: bool = False) -> date | None:
        """The day of a row; 22-09-01 星期四 is how 钉钉 writes one. `told`: the row says something of the day."""
        field = "date" if "date" in values else "stamp"
        value = values[field]
        if isinstance(value, str):
            text = _WEEKDAY.sub("", value.strip())
            found = _STAMPED.match(text)
            if found:
                year = int(found[1]) + (2000 if len(found[1]) == 2 else 0)
                value = f"{year}-{found[2]}-{found[3]}"
        try:
            parsed = dates.parse_date(value, self.context.policy.campaign)
        except Bad as bad:
            self.note(row, field, name, f"的日期“{clean(value)}”{bad}")
            return None
        if parsed is None and has_content:
            self.note(row, field, name, "这一行没有日期，没有计入。请补上日期")
        return None if parsed is None else parsed.day

    def amounts(
        self, row: int, name: str, cells: list[Value], leaves: dict[int, tuple[int, bool]]
    ) -> list[tuple[int, Decimal]]:
        """The leave columns of a row in days; a unit in the cell (4小时) goes before the heading's."""
        out: list[tuple[int, Decimal]] = []
        for column, (kind, in_hours) in leaves.items():
            value = cells[column] if column < len(cells) else ""
            try:
                amount = days(value, self.hours)
            except Bad as bad:
                text = f"{name} 的{CHINESE[kind]}“{clean(value)}”{bad}。"
                self.context.note("I004", text, Cell(self.sheet, row, column), person=name)
                continue
            if amount:
                plain = not isinstance(value, str) or not _UNIT.search(value)
                out.append((kind, amount / self.hours if in_hours and plain else amount))
        return out

    def add(self, name: str, when: date, half: int | None, byte: int, row: int) -> None:
        """Put a day down."""
        self.days.add((name, None, None), when, half, byte, row)

    def words(self, name: str, row: int, field: str, text: str) -> RecordedDay:
        """A day in a machine's words; unknown ones are unread (A403)."""
        found = machine_day(text, self.hours)
        if found is None:
            cell = Cell(self.sheet, row, self.sheet.columns.get(field, self.sheet.columns["status"]))
            fact = f"{name} 的“{clean(text)}”不在词表里，这一天按没有记录算"
            remedy = "请改成正常、事假、出差等词。"
            self.context.note("A403", fact, cell, person=name, remedy=remedy)
            return RecordedDay(day(UNREAD))
        if found.problem:
            self.note(row, field, name, found.problem if found.problem[0] == "“" else f"“{clean(text)}”{found.problem}")
        return found

    def results(self, name: str, row: int, results: list[tuple[int, str]], leave: int | None) -> int:
        """The byte of a day from its punch results; with a second shift the first is the morning."""
        shifts = sorted({shift for shift, _ in results})
        if len(shifts) == 1:
            kinds = [self.result(name, row, text, leave) for _, text in results]
            if len(kinds) == 2 and MISSED not in kinds:
                return day(kinds[0], kinds[1])
            return day(_worst(kinds))
        morning = [self.result(name, row, text, leave) for shift, text in results if shift == shifts[0]]
        afternoon = [self.result(name, row, text, leave) for shift, text in results if shift != shifts[0]]
        return day(_worst(morning), _worst(afternoon))

    def result(self, name: str, row: int, text: str, leave: int | None) -> int:
        """The kind of one punch; 请假 is of the kind that the row's leave is."""
        if text == "请假" and leave is not None:
            return leave
        return halves(self.words(name, row, "status", text).byte)[0]


def _worst(kinds: list[int]) -> int:
    """One kind for several punches: missed before all, then what is not presence."""
    return max(kinds, key=lambda kind: (kind == MISSED, kind not in PRESENCE, kind))


def _daily(reader: _DailyReader, name: str, when: date, rows: list[_DailyRow]) -> None:
    """钉钉: 每日统计 has a row a day, 打卡明细 a row a punch."""
    if "result" in reader.sheet.columns:
        texts = [(1, squeeze(clean(row.values["result"]))) for row in rows]
        reader.add(name, when, None, reader.results(name, rows[0].at, texts, None), rows[0].at)
        return
    for row in rows:
        reader.add(name, when, None, _daily_day(reader, name, row), row.at)


def _daily_day(reader: _DailyReader, name: str, row: _DailyRow) -> int:
    """What a row of 每日统计 says: punches first, then leave columns, the approval, 旷工天数, the shift."""
    values = row.values
    approval = clean(values.get("approval", ""))
    stated = machine_day(approval, reader.hours) if approval else None
    leave = row.leaves[0][0] if len(row.leaves) == 1 else None
    if leave is None and stated is not None and not stated.problem:
        leave = halves(stated.byte)[1]
    shift = squeeze(clean(values.get("shift", "")))
    absent = _days(values.get("absent_days", ""))
    texts = [text for _, text in row.results]
    if any(text != "请假" for text in texts):
        byte = reader.results(name, row.at, row.results, leave)
        return day(PRESENT, row.leaves[0][0]) if byte == day(PRESENT) and _is_half(row.leaves) else byte
    if row.leaves:
        return _leave(reader, name, row)
    if stated is not None:
        return reader.words(name, row.at, "approval", approval).byte
    if texts:
        return reader.words(name, row.at, "status", "请假").byte
    if absent:
        return day(ABSENT) if absent >= 1 else day(PRESENT, ABSENT)
    return day(REST) if shift.startswith("休息") else day(BLANK)


def _is_half(leaves: list[tuple[int, Decimal]]) -> bool:
    return len(leaves) == 1 and leaves[0][1] == HALF


def _leave(reader: _DailyReader, name: str, row: _DailyRow) -> int:
    """The byte of a day's leave columns: whole days or halves."""
    kinds = [kind for kind, _ in row.leaves]
    if len(kinds) == 1 and row.leaves[0][1] >= 1:
        return day(kinds[0])
    if _is_half(row.leaves):
        return day(PRESENT, kinds[0])
    if len(kinds) == 2 and all(amount == HALF for _, amount in row.leaves):
        return day(kinds[0], kinds[1])
    text = "的请假时长折合后不是半天也不是整天，按没有记录算。请按规定折成 0.5 天或 1 天"
    reader.note(row.at, "approval", name, text)
    return day(UNREAD)


def _days(value: Value) -> Decimal:
    try:
        return number(value) or Decimal(0)
    except Bad:
        return Decimal(0)


def _zkteco(reader: _DailyReader, name: str, when: date, rows: list[_DailyRow]) -> None:
    """考勤机: a row a day or half a day with 签到 and 签退, or raw punches."""
    if "stamp" in reader.sheet.columns and "date" not in reader.sheet.columns:
        reader.add(name, when, None, day(PRESENT if len(rows) > 1 else MISSED), rows[0].at)
        return
    for row in rows:
        reader.add(name, when, _half(row.values, len(rows) > 1), _zkteco_day(reader, name, row), row.at)


def _half(values: dict[str, Value], several: bool) -> int | None:
    """Which half of the day a row is: by 对应时段, else, of several rows a day, by when the shift begins."""
    for text in [clean(values.get("half", ""))] + ([_clock(values.get("from_time", ""))] if several else []):
        try:
            half = half_of(text)
        except KeyError:
            continue
        if half is not None:
            return half
    return None


def _zkteco_day(reader: _DailyReader, name: str, row: _DailyRow) -> int:
    """例外情况 or 出勤情况 in words, else 是否旷工, else the punches: one of two wanted is 缺卡."""
    values = row.values
    exception = clean(values.get("exception", ""))
    if exception and kind_of(squeeze(exception)) not in (None, PRESENT):
        return reader.words(name, row.at, "exception", exception).byte
    status = clean(values.get("status", ""))
    if status:
        return reader.words(name, row.at, "status", status).byte
    if _flag(values.get("absent", ""), _TRUE):
        return day(ABSENT)
    signed = [not is_blank(values.get(field, "")) for field in ("signed_in", "signed_out")]
    excused = [_flag(values.get(field, ""), _FALSE) for field in ("must_in", "must_out")]
    if not any(signed):
        return reader.words(name, row.at, "exception", exception).byte if exception else day(BLANK)
    return day(PRESENT) if all(s or e for s, e in zip(signed, excused, strict=True)) else day(MISSED)


def _flag(value: Value, words: frozenset[str]) -> bool:
    text = str(value) if isinstance(value, bool) else squeeze(clean(value))
    return text.upper() in words


def _clock(value: Value) -> str:
    return value.strftime("%H:%M") if isinstance(value, (time, datetime)) else clean(value)


READERS: Final[dict[str, Callable[[_DailyReader, str, date, list[_DailyRow]], None]]] = {
    "dingtalk-daily": _daily,
    "zkteco": _zkteco,
}
