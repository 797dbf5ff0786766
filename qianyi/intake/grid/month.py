"""Which month a grid is of: title, sheet name, dates in the headings, held against the weekday row."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from typing import Final
from unicodedata import normalize

from msgspec import Struct

from qianyi.intake.cells.dates import day_of, year_in_digits
from qianyi.intake.cells.values import squeeze
from qianyi.intake.opening.tables import Value
from qianyi.patterns import pattern
from qianyi.policy.model import Campaign

_WEEKDAYS: Final = {name: i for i, name in enumerate("一二三四五六日")} | {"天": 6}
_ENGLISH: Final = "montuewedthufrisatsun"
_IN_ENGLISH = pattern(
    r"(?:mon|tue|tues|wed|wednes|thu|thur|thurs|fri|sat|satur|sun)(?:day)?", "Mon", "Saturday", flags=re.IGNORECASE
)
"""What the formats ddd and dddd show on a computer that speaks English."""
_NUMBERS: Final = "一二三四五六七八九"
_ALONE: Final = {before + name: day for before in ("", "星期", "周", "礼拜") for name, day in _WEEKDAYS.items()}
"""A weekday that is all of a heading: 星期三, 三."""
_DAY = pattern(r"(\d{1,2})[日号]?(?:\(?(?:星期|周|礼拜)?([一二三四五六日天])\)?)?", "1日(周三)", "31")
_CHINESE_DAY = pattern(r"((?:[二三]?十)?)([一二三四五六七八九]?)[日号]", "二十一日")
_MORNING: Final = time(0, 2)
_MIDNIGHT = pattern(r"\s+0?0:00(?::00)?$", "2022-06-01 00:00:00")
"""What a .csv keeps of a date: 2022/6/1 0:00."""
_NTH = pattern(r"第(\d{1,2})[天日]", "第1天")
_WEEKDAY_FIRST = pattern(r"(?:星期|周|礼拜)([一二三四五六日天])\(?(\d{1,2})[日号]?\)?", "周三(1日)")
_OF_DAYS: Final = frozenset("一二三四五六七八九十日天号星期周礼拜第年月()-/.")
"""What a day's heading is written with, digits aside."""
_MONTH_DAY = pattern(
    r"(?:(\d{4})[-/.年])?(\d{1,2})[-/.月](\d{1,2})[日号]?(?:\(?(?:星期|周|礼拜)?([一二三四五六日天])\)?)?",
    "6月1日",
    "2022/6/1(周三)",
)
_FULL_MONTH = pattern(
    r"(?<!\d)(\d{4}|\d{2}(?=年))\s*"
    r"(?:年\s*(\d{1,2})\s*月|[-/.](\d{1,2})(?!\d|年)|(?<=\d{4})(0[1-9]|1[0-2])(?!\d))",
    "2022年6月",
    "22年6月",
    "2022.6",
)
_BARE_MONTH = pattern(r"(?<![\d.])(\d{1,2})\s*月(?!\s*(?:\d|累\s*计))", "6月考勤表")
_MONTH_AND_DAY = pattern(
    r"(?<![\d.])(\d{1,2})[-./月](\d{1,2})日?\s*[~—–─━至到-]+\s*(\d{1,2})[-./月](\d{1,2})日?", "5月26日至6月25日"
)
_NOT_ABOUT: Final = "制表 打印 生成 填报日期 填报时间 填表 报送 上报 导出 报表时间 制作 审核 签字".split()
"""What follows is no title: 制表日期."""
_DAY_IN_WORDS = pattern(r"月((?:[二三]?十[一二三四五六七八九]?|[一二三四五六七八九])日)", "6月二十六日")
_CHINESE_MONTH = pattern(r"(?<![十一二三四五六七八九])(十[一二]?|[一二三四五六七八九])月", "十二月")
_FIGURES: Final = frozenset("一二三四五六七八九十")
_YEAR_BEFORE = pattern(r"(20\d\d)[-年/.]", "2022年")
_MONTHS = {name: i + 1 for i, name in enumerate("一 二 三 四 五 六 七 八 九 十 十一 十二".split())}

_EPOCH: Final = date(1899, 12, 30).toordinal()
_FIRST_SERIAL: Final = 36526  # 2000-01-01
_LAST_SERIAL: Final = 73050  # 2099-12-31

WrittenMonth = tuple[int | None, int]
"""Year (None where it is not written) and month."""


class DayHeading(Struct, frozen=True):
    """What a day column's heading says."""

    day: int | None = None
    weekday: int | None = None
    date: date | None = None
    month: WrittenMonth | None = None


@lru_cache(4096, typed=True)  # twelve grids have the same headings
def read_heading(value: Value) -> DayHeading | None:
    """`1`, `01`, `1日`, `1\\n星期三`, `9月1日`, a real date, or a weekday alone (`六`); None for anything else."""
    if isinstance(value, datetime):
        if (value + timedelta(minutes=1)).time() >= _MORNING:
            return None  # a day's heading has no clock time: one of 16:00 is another zone's midnight, of the day after
        value = day_of(value)
    if isinstance(value, date):
        if value.year in (1900, 1904) and value.month == 1:  # 1 … 31 under a format of days (d"日")
            return DayHeading(value.day)
        return DayHeading(value.day, None, value, (value.year, value.month))
    if isinstance(value, bool) or not isinstance(value, (str, float, int)):
        return None
    return (
        _of_text(squeeze(_MIDNIGHT.sub("", value) if ":" in value else value))
        if isinstance(value, str)
        else _of_number(value)
    )


def is_day(value: Value) -> bool:
    """Whether a cell heads a column of a day: a date or the number of one."""
    return value != "" and (heading := read_heading(value)) is not None and heading.day is not None


def _of_text(text: str) -> DayHeading | None:
    if text.isdecimal() and len(text) in (4, 5, 8):
        return _serial(int(text)) if len(text) > 4 else _month_and_day(int(text[:2]), int(text[2:]))
    if text.isascii() and text.isalpha():
        place = _ENGLISH.find(text[:3].lower())
        return DayHeading(None, place // 3) if _IN_ENGLISH.fullmatch(text) else None
    if not text or not all(sign in _OF_DAYS or sign.isdecimal() for sign in text):
        return None  # no pattern need be asked
    weekday = _ALONE.get(text)
    if weekday is not None:
        return DayHeading(None, weekday)
    return _by_number(text) if text[0].isdecimal() else _by_word(text)


def _by_word(text: str) -> DayHeading | None:
    """A heading that does not begin with a figure: 第1天, 周三(1日), 二十一日."""
    if found := _NTH.fullmatch(text) if "第" in text else None:
        return DayHeading(int(found[1])) if 1 <= int(found[1]) <= 31 else None
    if found := _WEEKDAY_FIRST.fullmatch(text) if text[0] in "星周礼" else None:
        return DayHeading(int(found[2]), _WEEKDAYS[found[1]]) if 1 <= int(found[2]) <= 31 else None
    if len(text) > 1 and text[-1] in "日号" and (found := _CHINESE_DAY.fullmatch(text)):  # 一日 … 三十一日
        tens = {"": 0, "十": 10, "二十": 20, "三十": 30}.get(found[1])
        ones = _NUMBERS.find(found[2]) + 1 if found[2] else 0
        return DayHeading(tens + ones) if tens is not None and 1 <= tens + ones <= 31 else None
    return None


def _by_number(text: str) -> DayHeading | None:
    """A heading that begins with a figure: 1日(周三), 31, 6月1日, 2022/6/1."""
    if found := _DAY.fullmatch(text):
        number = int(found[1])
        return DayHeading(number, _WEEKDAYS[found[2]] if found[2] else None) if 1 <= number <= 31 else None
    if found := _MONTH_DAY.fullmatch(text):
        month, number = int(found[2]), int(found[3])
        if not (1 <= month <= 12 and 1 <= number <= 31):
            return None
        year = int(found[1]) if found[1] else None
        return DayHeading(number, _WEEKDAYS[found[4]] if found[4] else None, None, (year, month))
    return None


def _of_number(value: float) -> DayHeading | None:
    """1 … 31, a serial date, 901 (the 1st of September), or 9.1 as spreadsheets keep what was typed so."""
    if not 1 <= value < 1e8:
        return None
    if value != int(value):
        month, day = divmod(round(value * 100), 100)
        return (
            _month_and_day(month, day if day % 10 else day // 10)
            if abs(value * 100 - round(value * 100)) < 1e-6
            else None
        )
    if value <= 31:
        return DayHeading(int(value))
    return _month_and_day(*divmod(int(value), 100)) if 101 <= value <= 1231 else _serial(int(value))


def _month_and_day(month: int, day: int) -> DayHeading | None:
    if 1 <= month <= 12 and 1 <= day <= length((2000, month)):
        return DayHeading(day, None, None, (None, month))
    return None


def _serial(number: int) -> DayHeading | None:
    """A date as Excel counts it (44805), or as eight digits (20220901)."""
    try:
        if _FIRST_SERIAL <= number <= _LAST_SERIAL:
            day = date.fromordinal(number + _EPOCH)
        else:
            day = date(number // 10000, number // 100 % 100, number % 100)
    except ValueError:
        return None
    return DayHeading(day.day, None, day, (day.year, day.month)) if 1990 <= day.year <= 2099 else None


def digits_in(text: str) -> str:
    """六月二十六日 as 6月26日, 二〇二二年 as 2022年."""
    text = year_in_digits(text)
    if _FIGURES.isdisjoint(text):
        return text
    text = _CHINESE_MONTH.sub(lambda found: f"{_MONTHS[found[1]]}月", text)
    return _DAY_IN_WORDS.sub(lambda found: f"月{_of_text(found[1]).day}日", text)  # type: ignore[union-attr]


def months_in(text: str) -> list[WrittenMonth]:
    """The months a title or a sheet name names, each once; years only where they stand at the month."""
    text = normalize("NFKC", text)
    if "月" not in text and not any(map(str.isdecimal, text)):
        return []
    text = text[: min((at for word in _NOT_ABOUT if (at := text.find(word)) >= 0), default=len(text))]
    text = year_in_digits(text)
    if not _FIGURES.isdisjoint(text):
        text = _CHINESE_MONTH.sub(lambda found: f"{_MONTHS[found[1]]}月", text)
    found: list[WrittenMonth] = []
    for item in _FULL_MONTH.finditer(text):
        year, month = int(item[1]), int(item[2] or item[3] or item[4])
        if 1 <= month <= 12 and (len(item[1]) == 2 or 1990 <= year <= 2099):
            found.append((year + 2000 if len(item[1]) == 2 else year, month))
    rest = _FULL_MONTH.sub(" ", text)
    found += [(None, int(item[1])) for item in _BARE_MONTH.finditer(rest) if 1 <= int(item[1]) <= 12]
    if not found and (span := _MONTH_AND_DAY.search(rest)) and span[1] == span[3]:
        year_of = _YEAR_BEFORE.search(text)
        found.append((int(year_of[1]) if year_of else None, int(span[1])))
    return _distinct(found)


def _distinct(months: Iterable[WrittenMonth]) -> list[WrittenMonth]:
    """Each month once; one without a year is the same as one of that number that has it."""
    out: list[WrittenMonth] = []
    for month in months:
        if month not in out:
            out.append(month)
    return [m for m in out if m[0] is not None or not any(o[1] == m[1] and o[0] is not None for o in out)]


def settle(
    months: Iterable[WrittenMonth], campaign: Campaign
) -> tuple[tuple[int, int] | None, bool, list[WrittenMonth]]:
    """The one month that all sources agree on, whether its year is the campaign's (I009), and the distinct months.

    None where there is no source, or they disagree, or the campaign has no such month.
    """
    distinct = _distinct(months)
    if len(distinct) != 1:
        return None, False, distinct
    year, month = distinct[0]
    if year is not None:
        return (year, month), False, distinct
    years = [
        y
        for y in range(campaign.start.year, campaign.end.year + 1)
        if (campaign.start.year, campaign.start.month) <= (y, month) <= (campaign.end.year, campaign.end.month)
    ]
    return ((years[0], month), True, distinct) if len(years) == 1 else (None, False, distinct)


def in_words(month: WrittenMonth) -> str:
    """2022年9月, 9月."""
    return f"{month[0]}年{month[1]}月" if month[0] is not None else f"{month[1]}月"


def length(month: tuple[int, int]) -> int:
    """Days of the month."""
    return monthrange(*month)[1]
