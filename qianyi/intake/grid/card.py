"""Year cards: months down, days across, a card a person (the name above it) or a row a person and month."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Final

from msgspec import Struct, field

from qianyi.dossier.source import Cell
from qianyi.intake.cells.dates import year_in_digits
from qianyi.intake.cells.halves import label
from qianyi.intake.cells.values import clean, is_blank, level_text, squeeze
from qianyi.intake.context import Context
from qianyi.intake.grid.day_runs import days_of
from qianyi.intake.grid.down import is_worded, sums_up
from qianyi.intake.grid.month import in_words, months_in, settle
from qianyi.intake.grid.name_cells import is_person
from qianyi.intake.grid.relay import NOWHERE, Laid
from qianyi.intake.grid.shape import MONTH_HEADINGS, is_name_heading
from qianyi.intake.grid.stated import Stated, person_above
from qianyi.intake.opening.tables import Place, Table, Value
from qianyi.intake.registers.headings import SEARCHED
from qianyi.patterns import pattern

_FEWEST_DAYS: Final = 28
_HALF_A_YEAR: Final = 6
_BARE: Final = (
    *map(str, range(1, 13)),
    *"一 二 三 四 五 六 七 八 九 十 十一 十二".split(),
    *(f"{month:02}" for month in range(1, 13)),
)
"""A month below a heading of months, without the word."""
_YEAR = pattern(r"(?<!\d)(20\d\d)年?(年度|度)?", "2022年度")
_NOTHING: tuple[Value, Place] = ("", (NOWHERE, 0))


class Card(Struct, eq=False):
    """One table of months: where it begins, its headings, and the months that were found below them."""

    top: int
    head: int
    month: int
    """The column of the months."""
    first: int
    """The column of the first day."""
    name: int | None
    half: int | None
    end: int
    months: list[tuple[int, int | None, int]]
    """Row, year as written, month."""
    stated: Stated | None = None
    loose: list[int] = field(default_factory=list)
    """Rows among the months that hold marks and are of no month."""
    beyond: int = 0
    """The column after the days."""


def find_cards(table: Table, sheets_person: Stated | None) -> list[Card]:
    """The year cards of a sheet from top to bottom; `sheets_person`: whom the sheet's name is."""
    cards: list[Card] = []
    top = 0
    for r in range(len(table.rows)):
        if (r >= SEARCHED and not cards) or r < top:
            continue
        card = _card(table, r, top)
        if card is not None and (card.name is not None or card.stated or sheets_person):
            card.stated = card.stated or sheets_person
            cards.append(card)
            top = card.end
    return cards


def _card(table: Table, r: int, top: int) -> Card | None:
    days = days_of(table.rows[r])
    if len(days) < _FEWEST_DAYS or days[0][1].day != 1:
        return None
    first = days[0][0]
    columns = [c for c in range(first) if _months_down(table, r, c)]
    if not columns:
        return None
    names = [c for c in range(first) if is_name_heading(_at(table, r, c))]
    halves = [c for c in range(first) if label(_at(table, r + 1, c)) is not None]
    months = list(_months(table, r, columns[-1], halves[0] if halves else None))
    end = months[-1][0] + 1
    while sums_up(_at(table, end, columns[-1])):
        end += 1
    others = {*range(months[0][0], end)}.difference(row for row, *_ in months)
    beyond = days[-1][0] + 1
    loose = sorted(row for row in others if any(map(is_worded, table.rows[row][first:beyond])))
    return Card(
        top,
        r,
        columns[-1],
        first,
        names[0] if names else None,
        halves[0] if halves else None,
        end,
        months,
        None if names else person_above(table, top, r),
        loose,
        beyond,
    )


def _months_down(table: Table, head: int, column: int) -> bool:
    """Whether months stand below a heading of months, or (below no heading at all) in the first rows."""
    heading = level_text(clean(_at(table, head, column)))
    below = [_at(table, r, column) for r in range(head + 1, min(head + 4, len(table.rows)))]
    said = (value for value in below if not is_blank(value) and not sums_up(value))
    found = [_month_of(value, bare=heading in MONTH_HEADINGS) for value in said]
    return bool(found) and found[0] is not None and (heading in MONTH_HEADINGS or len(found) > 1 or not heading)


def _months(table: Table, head: int, column: int, half: int | None) -> Iterator[tuple[int, int | None, int]]:
    """The rows of months below a heading: to the first that is none, but for the second row of a month in halves."""
    bare = level_text(clean(_at(table, head, column))) in MONTH_HEADINGS
    merged = {r for area in table.merged if area[1] <= column <= area[3] for r in range(area[0] + 1, area[2] + 1)}
    last = None
    for r in range(head + 1, len(table.rows)):
        value = _at(table, r, column)
        month = _month_of(value, bare=bare)
        second = half is not None and _at(table, r, half) != ""
        if month is None and is_blank(value) and (second or r in merged):
            month = last  # None before the first month
        if month is None:
            if not is_blank(value) and not sums_up(value) and not _is_slip(table, head, column, r, bare=bare):
                return
            continue
        last = month
        yield r, *month


def _is_slip(table: Table, head: int, column: int, row: int, *, bare: bool) -> bool:
    """Whether what stands among the months is a wrong month (13月): marks beside it, a month below, no heading itself."""
    below = _month_of(_at(table, row + 1, column), bare=bare)
    marks = table.rows[row][column + 1 :]
    return below is not None and any(map(is_worded, marks)) and len(days_of(table.rows[row])) < _FEWEST_DAYS


def _month_of(value: Value, *, bare: bool) -> tuple[int | None, int] | None:
    """6月, 六月, 2022年6月, a date; `bare` also 6."""
    if isinstance(value, date):
        return value.year, value.month
    text = squeeze(clean(value))
    if bare and text in _BARE:
        return None, _BARE.index(text) % 12 + 1
    found = months_in(text)
    return found[0] if len(found) == 1 and len(text) <= 9 else None


def lay_cards(table: Table, cards: list[Card], sheet_cell: Cell, context: Context) -> Laid:
    """The cards as monthly grids, one below the other: a title with the month, the days, the people."""
    laid = Laid(table)
    for card in cards:
        except_cells = [card.stated.label] if card.stated else []
        laid.keep(card.top, card.head, except_cells)
        for r in card.loose:
            cell = Cell(sheet_cell.sheet, r, card.month)
            fact = "这一行有标记，却看不出是哪个月，没有计入"
            context.note("I004", fact, cell, remedy="请在这一行写明月份。")
        for (year, month), rows in _dated(table, card, sheet_cell, context):
            place = rows[0], card.month
            laid.add([(f"{in_words((year, month))}", place)])
            laid.add([("姓名", (NOWHERE, 0)), _NOTHING, *_cells(table, card.head, card.first)])
            for r in rows:
                cells = _cells(table, r, card.first, len(table.rows[card.head]))
                laid.add([_name(table, card, r), _half(table, card, r), *cells])
        months = {row for row, *_ in card.months}
        for r in range(card.months[0][0], card.end):  # beside a sum may stand a line of the legend
            beside = [(value, (r, c)) for c, value in enumerate(table.rows[r]) if c >= card.beyond and value != ""]
            if r not in months and beside:
                laid.add([*[_NOTHING] * (card.beyond - card.first + 2), *beside])
    laid.keep(cards[-1].end, len(table.rows))
    return laid


def _dated(table: Table, card: Card, at: Cell, context: Context) -> list[tuple[tuple[int | None, int], list[int]]]:
    """The rows of each month, its year as written, else as the lines above and the campaign say (I009 once)."""
    texts = [year_in_digits(clean(v)) for r in range(card.top, card.head) for v in table.rows[r] if isinstance(v, str)]
    named = [found for text in texts for found in _YEAR.findall(text)]
    plain = {int(year) for year, of_campaign in named if not of_campaign}
    grouped: dict[tuple[int | None, int], list[int]] = {}
    assumed: list[int] = []
    before, year = 0, plain.pop() if len(plain) == 1 else None
    for r, written, month in card.months:
        if year is not None and before - month > _HALF_A_YEAR and card.name is None:
            year += 1  # 12月, then 1月; 9月, then 8月 again
        before = month
        key: tuple[int | None, int] = written or year, month
        if key[0] is None:
            settled, _, _ = settle([(None, month)], context.policy.campaign)
            key = settled or key
            assumed.append(r)
        grouped.setdefault(key, []).append(r)
    if assumed and not named:
        cells = [Cell(at.sheet, r, card.month) for r in assumed]
        context.note("I009", "月份没有写年份，按派驻年度读取", *cells, remedy="请在标题中写明年份。")
    return list(grouped.items())


def _name(table: Table, card: Card, row: int) -> tuple[Value, Place]:
    if card.name is None:
        second = card.half is not None and (label(_at(table, row, card.half)) or (0, 0))[1] == 1
        return _NOTHING if second or card.stated is None else (card.stated.name, card.stated.place)
    for area in table.merged:
        if area[0] <= row <= area[2] and area[1] <= card.name <= area[3]:
            return _at(table, area[0], area[1]), (area[0], area[1])
    for r in range(row, card.head, -1):  # the name in the first of a person's rows
        if is_person(_at(table, r, card.name)):
            return _at(table, r, card.name), (r, card.name)
    return _NOTHING


def _half(table: Table, card: Card, row: int) -> tuple[Value, Place]:
    return _NOTHING if card.half is None else (_at(table, row, card.half), (row, card.half))


def _cells(table: Table, row: int, first: int, width: int = 0) -> Iterator[tuple[Value, Place]]:
    """The cells of a row from `first` on; blank ones behind the last too, up to `width`: what they lack has a place."""
    return ((_at(table, row, c), (row, c)) for c in range(first, max(len(table.rows[row]), width)))


def _at(table: Table, row: int, column: int) -> Value:
    return cells[column] if row < len(table.rows) and column < len(cells := table.rows[row]) else ""
