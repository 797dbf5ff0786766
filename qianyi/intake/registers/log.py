"""考勤明细: a row a day (or half a day) of a person, put together into stretches of a month."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Final

from msgspec import Struct, field

from qianyi.dossier.kinds import AFTERNOON, MORNING, REST, WHOLE, day, halves
from qianyi.dossier.records import Stretch
from qianyi.dossier.source import Cell, Sheet
from qianyi.intake.cells import halves as halves_of_dates
from qianyi.intake.cells.values import clean, squeeze
from qianyi.intake.opening.tables import Table
from qianyi.intake.outside.workdays import is_workday
from qianyi.intake.signs.day_signs import TROUBLE, SignBytes, SignReporter
from qianyi.intake.signs.legend import pairs, read_legend
from qianyi.patterns import pattern

if TYPE_CHECKING:
    from qianyi.intake.registers.register_reader import RegisterReader

_WHOLE: Final = frozenset({"", "全天", "一天", "1", "整天", "-", "--", "/"})
_TIME = pattern(r"^(\d{1,2}):\d{2}", "8:30")

Who = tuple[str, str | None, str | None]


class _Month(Struct):
    """A month of one person: kinds of each half, and the row of each day."""

    days: bytearray
    filled: bytearray
    """Bit 1: the morning is recorded, bit 2: the afternoon."""
    rows: list[int]


class DayRows(Struct):
    """Days as rows, put together by person and month. A half recorded again with another kind starts a second
    stretch, so that the two can be held against each other (A408)."""

    sheet: Sheet
    months: dict[tuple[Who, int, int], list[_Month]] = field(default_factory=dict)

    def add(self, who: Who, day: date, half: int | None, byte: int, row: int) -> None:
        """One row: the whole day, or its morning (0) or afternoon (1)."""
        size = monthrange(day.year, day.month)[1]
        layers = self.months.setdefault((who, day.year, day.month), [])
        i = day.day - 1
        want = 3 if half is None else 1 << half
        mask = WHOLE if half is None else (MORNING, AFTERNOON)[half]
        for layer in layers:
            if not layer.filled[i] & want or (layer.filled[i] & want == want and not (layer.days[i] ^ byte) & mask):
                break
        else:
            layer = _Month(bytearray(size), bytearray(size), [-1] * size)
            layers.append(layer)
        layer.days[i] = layer.days[i] & ~mask & WHOLE | byte & mask
        layer.filled[i] |= want
        if layer.rows[i] < 0:
            layer.rows[i] = row

    def stretches(self) -> Iterator[Stretch]:
        """A stretch a person and month, from the first day recorded to the last."""
        for (who, year, month), layers in self.months.items():
            for layer in layers:
                recorded = [i for i, row in enumerate(layer.rows) if row >= 0]
                a, b = recorded[0], recorded[-1] + 1
                name, support, recipient = who
                yield Stretch(
                    sheet=self.sheet,
                    row=layer.rows[a],
                    name=name,
                    support=support,
                    recipient=recipient,
                    first=date(year, month, a + 1),
                    days=bytes(layer.days[a:b]),
                    rows=layer.rows[a:b],
                )


def half_of(text: str) -> int | None:
    """0 for the morning, 1 for the afternoon, None for a whole day. Raises KeyError for anything else."""
    word = squeeze(text).upper()
    if word in _WHOLE:
        return None
    if (found_half := halves_of_dates.label(word)) is not None:
        return found_half[1]
    morning, afternoon = "上午" in word, "下午" in word
    if morning != afternoon:
        return int(afternoon)
    if found := _TIME.match(word):
        return int(int(found[1]) >= 12)
    raise KeyError(text)


def read(reader: RegisterReader) -> None:
    """Read a 考勤明细 under its heading: stretches to the dossier, what cannot be read to its findings."""
    context, sheet = reader.context, reader.sheet
    hours = context.policy.number("hours_per_day")
    entries = list(reader.rows())
    legend = read_legend(_notes(reader.table, {*entries, *range(reader.heading.rows[0], reader.heading.rows[1] + 1)}))
    key, reporter, days = (
        SignBytes(legend, context.settings.signs, hours),
        SignReporter(context, reader.outside),
        DayRows(sheet),
    )
    column = reader.heading.columns["status"]
    for row in entries:
        reader.person = reader.institution = None
        found = reader.record(row)
        if found is None or found["date"] is None:
            continue
        name, support, recipient = found["name"], found.get("support"), found.get("recipient")
        half = _half(reader, row, found.get("half") or "")
        if half is None:
            half = halves_of_dates.half_of(reader.raw(row, "date")[0])
        if half == TROUBLE:
            continue
        raw = reader.raw(row, "status")[0]
        byte = key[raw]
        if byte == TROUBLE:
            outcome = key.troubles[raw]
            byte = outcome.byte
            if key.is_day_off(raw) and not is_workday(found["date"], context.settings):
                byte = day(REST)
            else:
                reporter.tell(outcome, raw, Cell(sheet, row, column), name, recipient)
        days.add((name, support, recipient), found["date"], half, _of_half(byte, half), row)
    reader.report_assumed()
    reporter.finish()
    context.dossier.stretches += days.stretches()


def _half(reader: RegisterReader, row: int, text: str) -> int | None:
    try:
        return half_of(text)
    except KeyError:
        fact = f"“{clean(text)}”看不出是上午还是下午，这一行没有计入"
        remedy = "请写“上午”“下午”或“全天”。"
        reader.note("I004", fact, row, "half", remedy=remedy)
        return TROUBLE


def _of_half(byte: int, half: int | None) -> int:
    """In a row of half a day 事假0.5 is the leave of that half, 出勤半天 its presence."""
    morning, afternoon = halves(byte)
    if half is None or morning == afternoon:
        return byte
    return day(afternoon or morning)


def _notes(table: Table, data_rows: set[int]) -> Iterator[tuple[str, tuple[int, int]]]:
    for r, row in enumerate(table.rows):
        if r not in data_rows:
            yield from ((value, (r, c)) for c, value in enumerate(row) if isinstance(value, str) and pairs(value))
