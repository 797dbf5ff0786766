"""Months that run from the 26th to the 25th: how titles, names of sheets and headings say so."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from qianyi.intake.grid.month import DayHeading, WrittenMonth, digits_in, length, read_heading, settle
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Value
from qianyi.patterns import pattern
from qianyi.policy.model import Campaign

_JOINTS: Final = frozenset("~—–─━至到-")
_TO: Final = r"\s*(?:起|开始)?\s*[~—–─━至到-]+\s*"
_YMD: Final = r"(?:(\d{4}|\d{2}(?=年))\s*[-/.年]\s*)?(\d{1,2})\s*[-/.月]\s*(\d{1,2})[日号]?"
_SPAN = pattern(rf"(?<![\d.]){_YMD}{_TO}{_YMD}", "2022年5月26日至2022年6月25日", "5.26-6.25")
_PACKED = pattern(
    rf"(?<!\d)(\d{{4}})(\d\d)(\d\d){_TO}(\d{{4}})?(\d\d)(\d\d)(?!\d)", "20220526-20220625", "20220526-0625"
)
_BARE = pattern(rf"(?<!\d)(\d\d)(\d\d){_TO}(\d\d)(\d\d)(?!\d)", "0526-0625")
"""0626-0725; hours of work (0830-1230) are no days of two months that follow each other."""
_RELATIVE = pattern(
    rf"(上个?月)?(\d{{1,2}})[日号]?{_TO}(本月|当月|这个?月|次月|下个?月)?(\d{{1,2}})[日号]", "上月26日至本月25日"
)
_LONGEST: Final = 31
_FEWEST_DIGITS: Final = 4
"""Of a span, however short: 5.6-6.5."""


class SpanDay(Struct, frozen=True):
    """A day as a span names it, the year perhaps left out."""

    year: int | None
    month: int
    day: int


def span_in(text: str) -> tuple[SpanDay, SpanDay] | None:
    """First and last day of a span over two months (6月26日—7月25日, 2022.6.26-7.25), None where a text has none."""
    text = digits_in(normalize("NFKC", text))
    if _JOINTS.isdisjoint(text) or sum(map(str.isdecimal, text)) < _FEWEST_DIGITS:
        return None
    for form in (_SPAN, _PACKED):
        for found in form.finditer(text):
            y, m, d, y2, m2, d2 = (int(part) if part else None for part in found.groups())
            if None in (m, d, m2, d2) or (m == m2 and y == y2):
                continue
            first, last = SpanDay(_century(y), m or 0, d or 0), SpanDay(_century(y2), m2 or 0, d2 or 0)
            if all(1 <= day.month <= 12 and 1 <= day.day <= 31 for day in (first, last)):
                return first, last
    for found in _BARE.finditer(text):
        m, d, m2, d2 = map(int, found.groups())
        if 1 <= m <= 12 and m2 == m % 12 + 1 and 1 <= d2 < d <= 31:
            return SpanDay(None, m, d), SpanDay(None, m2, d2)
    return None


def _century(year: int | None) -> int | None:
    return year + 2000 if year is not None and year < 100 else year


def relative_in(text: str) -> int | None:
    """Which of its two months a title's month is (上月26日至本月25日: the last, 1; 26日至次月25日: the first, 0)."""
    for found in _RELATIVE.finditer(digits_in(normalize("NFKC", text))):
        if int(found[2]) > int(found[4]) and (found[1] or found[3]):
            return 0 if (found[3] or "").startswith(("次", "下")) else 1
    return None


def dated(
    first: SpanDay, last: SpanDay, months: list[WrittenMonth], made: date | None, campaign: Campaign
) -> tuple[list[date], bool] | None:
    """The days of a span, and whether its year is the campaign's (I009); None where they cannot be told.

    The year is the span's own, else that of a month named beside it, else of the day an export was made.
    """
    year, assumed = last.year, False
    if year is None and first.year is not None:
        year = first.year + (last.month < first.month)
    if year is None:
        beside = {
            y if m == last.month else y + (last.month < m) for y, m in months if y and m in (first.month, last.month)
        }
        year = beside.pop() if len(beside) == 1 else None
    try:
        if year is None and made is not None:
            year = made.year - (date(made.year, last.month, last.day) > made)
        if year is None:
            month, assumed, _ = settle([(None, last.month)], campaign)
            year = month[0] if month else None
        if year is None:
            return None
        begin = date(first.year or year - (first.month > last.month), first.month, first.day)
        size = (date(year, last.month, last.day) - begin).days + 1
    except ValueError:
        return None
    return ([begin + timedelta(i) for i in range(size)], assumed) if 1 < size <= _LONGEST else None


def onto(block: Block, row: list[Value], span: list[date]) -> tuple[list[tuple[int, DayHeading]], list[date]] | None:
    """The day columns of a span in a block and their dates, None where its headings are of others."""
    days = _side_by_side(row, span)
    if days:
        return days, span
    dates, at = [], 0
    for _, heading in block.days:
        while at < len(span) and not _is(heading, span[at]):
            at += 1
        if at == len(span):
            return None
        dates.append(span[at])
        at += 1
    return block.days, dates


def _is(heading: DayHeading, day: date) -> bool:
    if heading.month is not None and heading.month not in ((day.year, day.month), (None, day.month)):
        return False
    return heading.day in (None, day.day) and heading.weekday in (None, day.weekday())


def _side_by_side(row: list[Value], span: list[date]) -> list[tuple[int, DayHeading]]:
    """The columns of a span's days where headings stand for just these; empty where they do not."""
    for start in range(len(row) - len(span) + 1):
        found = [read_heading(value) for value in row[start : start + len(span)]]
        days = [
            (start + i, heading)
            for i, (heading, day) in enumerate(zip(found, span, strict=True))
            if heading is not None and _is(heading, day)
        ]
        if len(days) == len(span):
            return days
    return []


def headed_span(block: Block) -> tuple[SpanDay, SpanDay] | None:
    """First and last day where the headings themselves are of two months."""
    headings = [heading for _, heading in block.days]
    months = list(dict.fromkeys(heading.month for heading in headings))
    if len(months) != 2 or None in months:
        return None
    first, last = headings[0], headings[-1]
    (y, m), (y2, m2) = first.month or (None, 0), last.month or (None, 0)
    return SpanDay(y, m, first.day or 0), SpanDay(y2, m2, last.day or 0)


def turn_of(block: Block) -> int:
    """Where the days begin again at 1 (26 … 31, 1 … 25), 0 where they do not."""
    numbers = [heading.day or 0 for _, heading in block.days]
    return next((i for i in range(1, len(numbers)) if numbers[i] < numbers[i - 1]), 0)


def turned(block: Block, turn: int, month: tuple[int, int], which: int | None) -> list[list[date]]:
    """What the days of two months may be, `month` being one of them: the last (`which` 1), the first (0), or either
    (None) where the length of the first month and the weekdays as written do not tell."""
    number = month[0] * 12 + month[1] - 1
    found = []
    for place in (1, 0) if which is None else (which,):
        one = divmod(number - place, 12)
        first, last = (one[0], one[1] + 1), divmod(number - place + 1, 12)
        last = last[0], last[1] + 1
        headings = [heading for _, heading in block.days]
        ends = headings[turn - 1].day or 0
        if ends > length(first) or (which is None and ends != length(first)):
            continue
        try:
            dates = [date(*(first if i < turn else last), heading.day or 0) for i, heading in enumerate(headings)]
        except ValueError:
            continue
        by_column = {column: day for (column, _), day in zip(block.days, dates, strict=True)}
        if all(
            by_column[column].weekday() == weekday for _, column, _, weekday in block.weekdays if column in by_column
        ):
            found.append(dates)
    return found
