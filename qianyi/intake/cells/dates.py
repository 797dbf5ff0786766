"""Dates, ranges and months in the spellings of real sheets. A date that reads two ways is refused, never guessed."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, datetime, time, timedelta

from msgspec import Struct, structs

from qianyi.intake.cells.values import LONG, Bad, plain_number, squeeze
from qianyi.intake.opening.tables import Value
from qianyi.patterns import pattern
from qianyi.policy.date_shift import Month
from qianyi.policy.model import Campaign

_EPOCH = date(1899, 12, 30)
_SERIALS = range(30000, 60001)  # 1982 … 2064
_NOISE = timedelta(minutes=1)
_YEARS = range(1900, 2100)
_EMPTY = frozenset({"", "-", "--", "—", "——", "/", "\\", "无", "暂无"})
_TAIL = r"(?:\(?(?:星期|周)[一二三四五六日天]\)?)?"
_TIME = pattern(r"[\sTt]+\d{1,2}[:：]\d{2}(?:[:：]\d{2}(?:\.\d+)?)?\s*$", "2022-06-01 08:30:00")
_SIXTEEN = pattern(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?[\sTt]+16[:：]00(?:[:：]00(?:\.0+)?)?", "2022-05-31 16:00:00"
)
_MIDNIGHT = pattern(r"[\sTt]0?0[:：]00(?:[:：]00(?:\.0+)?)?\s*$", "2022-06-01 00:00:00")
_FULL = pattern(
    r"(\d{4})(?:年(\d{1,2})月(\d{1,2})[日号]?|([-/.])(\d{1,2})\4(\d{1,2})日?)" + _TAIL, "2022年6月1日", "2022.6.1"
)
_PACKED_DIGITS = 8
_PACKED = pattern(r"(\d{4})(\d{2})(\d{2})", "20220601")
_SHORT = pattern(r"(\d{1,2})(?:月(\d{1,2})[日号]?|[-/.](\d{1,2})日?)" + _TAIL, "6月1日", "6.1")
_YEAR_LAST = pattern(r"(\d{1,2})([-/.])(\d{1,2})\2(\d{4})", "6/1/2022")
_SHORT_YEAR = pattern(r"\d{2}([-/.年])\d{1,2}[-/.月]\d{1,2}日?", "22.6.1")
_AFTER_YEAR = frozenset("-/.年")
_TWO_DIGITS = pattern(r"(?:1[3-9]|[2-9]\d)[-/.年]\d{1,2}(?:[-/.月]\d{1,2}日?|月)?", "22年6月")
"""A year in two digits that can be no month, and a month (22.6, 22年6月1日)."""
_MONTH = pattern(r"(\d{4})(?:年(\d{1,2})月?份?|[-/.](\d{1,2})|(\d{2}))", "2022年6月", "202206")
_BARE_MONTH = pattern(r"(\d{1,2})月份?", "6月份")
_CHINESE_YEAR = pattern(r"[二][〇零○O][〇零一二三四五六七八九]{2}(?=年)", "二〇二二年")
_YEAR_AND_TENTH = pattern(r"\d{4}\.1", "2022.1")
_SERIAL_WITH_TIME = pattern(r"\d{5}\.\d+", "44713.35")
_BARE_DAY = pattern(r"(\d{1,2})[日号]", "30日")
_ONE_OR_TWO = pattern(r"(\d{1,2})", "6")
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_SEPARATORS = "-~至到—–－～―─━"
_WRITE = "请写成 2022-06-01 这样的日期"


class ReadDate(Struct, frozen=True):
    """A date, and whether its year was taken from the campaign (I009)."""

    day: date
    assumed: bool = False


class Span(Struct, frozen=True):
    """First and last day; `last` None where the text leaves it open (…起). `assumed`: something was added (I009)."""

    first: date
    last: date | None
    assumed: bool = False


def _packed(text: str) -> re.Match[str] | None:
    return _PACKED.fullmatch(text) if len(text) == _PACKED_DIGITS else None


def _short(text: str) -> re.Match[str] | None:
    return None if text[:3].isdecimal() else _SHORT.fullmatch(text)


def _bare_month(text: str) -> re.Match[str] | None:
    return _BARE_MONTH.fullmatch(text) if "月" in text else None


def _date(year: int, month: int, day: int) -> date:
    if year not in _YEARS:
        raise Bad(f"没有 {year} 年的日期，{_WRITE}")
    try:
        return date(year, month, day)
    except ValueError:
        raise Bad(f"{year} 年没有 {month} 月 {day} 日，请核对后改正") from None


def in_campaign(month: int, day: int, campaign: Campaign) -> date:
    """The one day of the campaign with this month and day. Raises Bad where there is none, or more than one."""
    found = []
    for year in range(campaign.start.year, campaign.end.year + 1):
        try:
            candidate = date(year, month, day)
        except ValueError:
            continue
        if campaign.start <= candidate <= campaign.end:
            found.append(candidate)
    if len(found) == 1:
        return found[0]
    if not 1 <= month <= 12 or not 1 <= day <= monthrange(2000, month)[1]:
        raise Bad(f"没有 {month} 月 {day} 日这一天，请核对后改正")
    raise Bad(f"没有写年份，{_WRITE}")


def from_serial(value: float) -> date | None:
    """The date of a spreadsheet's serial number (1900 system), None where it is no likely date."""
    return _EPOCH + timedelta(days=int(value)) if int(value) in _SERIALS else None


def utc_midnight(value: Value) -> tuple[date, date] | None:
    """The two days that a date with the clock time 16:00:00 may be: its own, or the next, of which a program wrote the
    midnight in China by the clock of UTC (exceljs in Shanghai: findings/). None for any other value."""
    if isinstance(value, datetime):
        day = value.date() if (value.hour, value.minute, value.second) == (16, 0, 0) else None
    elif isinstance(value, str):
        found = _SIXTEEN.fullmatch(value.strip()) if ":00" in value or "：00" in value else None
        day = date(*(int(part) for part in found.groups())) if found is not None else None
    elif isinstance(value, float) and abs(value % 1 - 2 / 3) < 1e-6:
        day = from_serial(value)
    else:
        day = None
    return None if day is None else (day, day + timedelta(1))


def has_clock(value: Value) -> bool:
    """Whether a date is written with a time of the day other than midnight."""
    if isinstance(value, datetime):
        return _NOISE < value - datetime.combine(value.date(), time()) < timedelta(1) - _NOISE
    return isinstance(value, str) and _TIME.search(value) is not None and _MIDNIGHT.search(value) is None


def day_of(moment: datetime) -> date:
    """The day of a moment. Programs that reckon with time zones write midnights up to a minute early (SheetJS in
    Shanghai 43 seconds: findings/): the last minute of a day is the next day's midnight."""
    return (moment + _NOISE).date()


def parse_date(value: Value, campaign: Campaign) -> ReadDate | None:
    """A date in any spelling of the contract; None for an empty cell. Raises Bad."""
    if isinstance(value, datetime):
        value = day_of(value)
    if isinstance(value, date):
        return ReadDate(_date(value.year, value.month, value.day))
    if isinstance(value, (bool, time, timedelta)):
        raise Bad(f"不是日期，{_WRITE}")
    if not isinstance(value, str):
        if not abs(value) < 1e9:  # nor infinity, nor no number
            raise Bad(f"是数字，不是日期，{_WRITE}")
        if value != int(value):
            if (serial := from_serial(value)) is not None:  # a moment of that day
                return ReadDate(serial)
            raise Bad(f"是数字，不是日期，{_WRITE}")
        value = plain_number(value)
    if len(value) > LONG:
        raise Bad(f"太长，不是日期，{_WRITE}")
    text = squeeze(_TIME.sub("", value))
    if text in _EMPTY:
        return None
    return _parse(text, campaign)


def _parse(text: str, campaign: Campaign) -> ReadDate:
    if found := _FULL.fullmatch(text):
        return ReadDate(_date(int(found[1]), int(found[2] or found[5]), int(found[3] or found[6])))
    if found := _packed(text):
        return ReadDate(_date(int(found[1]), int(found[2]), int(found[3])))
    if (text.isdecimal() or _SERIAL_WITH_TIME.fullmatch(text)) and (serial := from_serial(float(text))) is not None:
        return ReadDate(serial)
    if found := _short(text):
        return ReadDate(in_campaign(int(found[1]), int(found[2] or found[3]), campaign), True)
    if found := _YEAR_LAST.fullmatch(text):
        one, two, year = int(found[1]), int(found[3]), int(found[4])
        if one == two or two > 12:
            return ReadDate(_date(year, one, two))
        if one > 12:
            return ReadDate(_date(year, two, one))
        raise Bad(f"可以读作 {year}-{one:02}-{two:02}，也可以读作 {year}-{two:02}-{one:02}，{_WRITE}")
    if _SHORT_YEAR.fullmatch(text):
        raise Bad(f"年份只有两位，{_WRITE}")
    raise Bad(f"不是日期，{_WRITE}")


def parse_range(text: str, campaign: Campaign) -> Span:
    """A range of dates: 2022.6.1-11.30, 2022年6月1日至2023年5月31日, 6.1-11.30, 2022年6月-11月, 2022-06-01起.

    A second date without year follows the first; months stand for their first and last day. Raises Bad.
    """
    if len(text) > LONG:
        raise Bad("太长，不是起止日期，请写成 2022-06-01 至 2022-11-30")
    flat = squeeze(text).removesuffix("止").removeprefix("自").removeprefix("从")
    readings, problem = _readings(flat, campaign)
    if len(readings) == 1:
        span = next(iter(readings.values()))
        if span.last is not None and span.last < span.first:
            raise Bad("结束日期早于开始日期，请核对后改正")
        return span
    if readings:
        raise Bad("起止日期可以有几种读法，请写成 2022-06-01 至 2022-11-30")
    for suffix in ("起", "开始", "以来"):
        if flat.endswith(suffix):
            first = _parse(flat.removesuffix(suffix), campaign)
            return Span(first.day, None, first.assumed)
    if problem is not None:
        raise problem
    raise Bad("不是起止日期，请写成 2022-06-01 至 2022-11-30")


def _readings(flat: str, campaign: Campaign) -> tuple[dict[tuple[date, date], Span], Bad | None]:
    """What a text says cut at each of its separators, and what is wrong with the first cut that cannot be."""
    readings: dict[tuple[date, date], Span] = {}
    problem: Bad | None = None
    for i, sign in enumerate(flat):
        if sign not in _SEPARATORS or not 0 < i < len(flat) - 1:
            continue
        try:
            span = _sides(flat[:i].removesuffix("起").removesuffix("开始"), flat[i + 1 :], campaign)
        except Bad as bad:
            problem = problem or bad
            continue
        if span is not None and span.last is not None:
            readings[span.first, span.last] = span
    return readings, problem


def _sides(left: str, right: str, campaign: Campaign) -> Span | None:
    """Two dates or two months; years of two digits (22.6-23.5, 22.6.20-6.21) are taken for this century's. Raises Bad."""
    if left.endswith(tuple(_SEPARATORS)):
        left = left[:-1]
    dated = left[2:3] in _AFTER_YEAR
    both = dated and _TWO_DIGITS.fullmatch(left) is not None and _TWO_DIGITS.fullmatch(right) is not None
    short = both or (dated and _SHORT_YEAR.fullmatch(left) is not None and _short(right) is not None)
    if short:
        left, right = f"20{left}", f"20{right}" if both else right
    span = _dates(left, right, campaign) or _months(left, right, campaign)
    return structs.replace(span, assumed=True) if span is not None and short else span


def _dates(left: str, right: str, campaign: Campaign) -> Span | None:
    """Both sides dates, the right one perhaps without year (or month: 6月1日-30日); None where they are not."""
    whole = _FULL.fullmatch(left) or _packed(left)
    if not whole and not _short(left):
        return None
    if not whole and (_FULL.fullmatch(right) or _packed(right)):  # 6.1-2022.11.30: the year stands last
        last = _parse(right, campaign).day
        month, day = (int(part) for part in _short(left).group(1, 2 if "月" in left else 3))  # type: ignore[union-attr]
        first = _date(last.year, month, day)
        return Span(first if first <= last else _date(last.year - 1, month, day), last, first > last)
    if _FULL.fullmatch(right) or _packed(right):
        return Span(_parse(left, campaign).day, _parse(right, campaign).day)
    if found := _short(right):
        start = _parse(left, campaign)
        if start.assumed:
            return Span(start.day, _parse(right, campaign).day, True)
        month, day = int(found[1]), int(found[2] or found[3])
        last = _date(start.day.year, month, day)
        return Span(start.day, last) if last >= start.day else Span(start.day, _date(last.year + 1, month, day), True)
    if (found := _BARE_DAY.fullmatch(right)) and left.endswith(("日", "号")):
        start = _parse(left, campaign)
        return Span(start.day, _date(start.day.year, start.day.month, int(found[1])), start.assumed)
    return None


def _months(left: str, right: str, campaign: Campaign) -> Span | None:
    """Both sides months (2022年6月-11月, 2022.6-2022.11, 6月-11月); None where they are not."""
    first, last = _MONTH.fullmatch(left), _MONTH.fullmatch(right)
    bare = _bare_month(left) or (_ONE_OR_TWO.fullmatch(left) if right.endswith("月") else None)
    bare_last = _bare_month(right)
    if first is not None and (last is not None or bare_last is not None):
        begin = _month(first)
        if last is not None:
            end = _month(last)
        else:
            month = int(bare_last[1])  # type: ignore[index]
            end = (begin[0] + (month < begin[1]), month)
    elif bare is not None and bare_last is not None:
        begin = month_in_campaign(int(bare[1]), campaign)
        end = month_in_campaign(int(bare_last[1]), campaign)
    else:
        return None
    return Span(_date(*begin, 1), _date(*end, monthrange(*end)[1] if end[1] in range(1, 13) else 1), True)


def _month(found: re.Match[str]) -> Month:
    month = int(found[2] or found[3] or found[4])
    if not 1 <= month <= 12 or int(found[1]) not in _YEARS:
        raise Bad("没有这个月份，请写成 2022-09")
    return int(found[1]), month


def month_in_campaign(month: int, campaign: Campaign) -> Month:
    """The year and month of the campaign for a month without year. Raises Bad where there is not just one."""
    found = [
        (year, month)
        for year in range(campaign.start.year, campaign.end.year + 1)
        if (campaign.start.year, campaign.start.month) <= (year, month) <= (campaign.end.year, campaign.end.month)
    ]
    if not 1 <= month <= 12:
        raise Bad("没有这个月份，请写成 2022-09")
    if len(found) != 1:
        raise Bad("没有写年份，请写成 2022-09")
    return found[0]


def parse_month(value: Value, campaign: Campaign) -> tuple[Month, bool] | None:
    """A month (2022-09, 2022年9月, 202209, 9月, any date in it) and whether its year is the campaign's.

    None for an empty cell. Raises Bad.
    """
    if isinstance(value, date):
        return (value.year, value.month), False
    if isinstance(value, (bool, time, timedelta)):
        raise Bad("不是月份，请写成 2022-09")
    text = squeeze(value if isinstance(value, str) else plain_number(value))
    if text in _EMPTY:
        return None
    if len(text) > LONG:
        raise Bad("太长，不是月份，请写成 2022-09")
    if isinstance(value, float) and _YEAR_AND_TENTH.fullmatch(text):
        raise Bad("可以读作 1 月，也可以读作 10 月，请写成 2022-10")
    if found := _MONTH.fullmatch(text):
        return _month(found), False
    if (found := _bare_month(text)) or (found := _ONE_OR_TWO.fullmatch(text)):
        return month_in_campaign(int(found[1]), campaign), True
    try:
        day = _parse(text, campaign)
    except Bad:
        raise Bad("不是月份，请写成 2022-09") from None
    return (day.day.year, day.day.month), day.assumed


def tidy_month(value: Value) -> str:
    """出生年月 and the like as `1984-05` or `1984-05-03` where it is one, else as written."""
    if isinstance(value, date):
        return date(value.year, value.month, value.day).isoformat()
    text = squeeze(value) if isinstance(value, str) else plain_number(value) if isinstance(value, (int, float)) else ""
    if len(text) > LONG:
        return text
    if isinstance(value, float) and _YEAR_AND_TENTH.fullmatch(text):  # January or October
        return text
    if found := _MONTH.fullmatch(text):
        try:
            year, month = _month(found)
        except Bad:
            return text
        return f"{year}-{month:02}"
    for form in (_FULL, _PACKED):
        if found := form.fullmatch(text):
            try:
                parts = [int(part) for part in found.groups() if part and part.isdecimal()]
                return _date(*parts[:3]).isoformat()
            except Bad:
                return text
    if text.isdecimal() and (serial := from_serial(float(text))) is not None:
        return serial.isoformat()
    return text


def year_in_digits(text: str) -> str:
    """二〇二二年 as 2022年."""
    if "二" not in text:
        return text
    return _CHINESE_YEAR.sub(lambda found: found[0].replace("○", "〇").replace("O", "〇").translate(_DIGITS), text)
