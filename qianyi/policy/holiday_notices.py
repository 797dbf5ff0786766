"""The State Council's yearly notice of holidays as published (放假调休, 共N天, 上班), or the same as holiday-cn JSON."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from msgspec import Struct

from qianyi.inputs import took
from qianyi.patterns import pattern
from qianyi.policy.model import PolicyError

_WEEKDAYS = "一二三四五六日"
_NUMBERS = {word: number for number, word in enumerate("零一二三四五六七八九十")}
# 「1月31日（农历除夕、周一）」, in a span also 「2月6日」 or 「6日」; a year where it is not the notice's own
_DAY = r"(?:(?P<y{0}>\d{{4}})年)?(?:(?P<m{0}>\d{{1,2}})月)?(?P<d{0}>\d{{1,2}})日(?P<b{0}>[（(][^（）()]*[）)])?"
_SPAN = f"{_DAY.format(1)}(?:(?:至|到|—+|–|-|~|～){_DAY.format(2)})?"
_ONE = pattern(_SPAN, "1月31日（周一）至2月6日")
_BARE = r"(?:\d{4}年)?(?:\d{1,2}月)?\d{1,2}日(?:[（(][^（）()]*[）)])?"
_LIST = f"{_BARE}(?:(?:至|到|—+|–|-|~|～|、|，|,|和|及){_BARE})*"
# 「1月28日（…）至2月4日（…）放假调休，共8天」, 「4月7日（星期一）补休」, 「1月26日（周日）、2月8日（周六）上班」
_PHRASE = pattern(
    rf"(?P<days>{_LIST})(?P<verb>放假|补休|调休|(?:正常|照常)?上班)(?:调休)?(?:[，,]?共?(?P<count>\d+|[一二三四五六七八九十])天)?",
    "1月31日至2月6日放假调休，共7天",
    "1月29日（周六）、1月30日（周日）上班",
)
_YEAR = pattern(r"(\d{4})年(?:部分|全国)?(?:节假日|法定节假日|放假)", "2022年部分节假日")
_FILE_YEAR = pattern(r"(?:19|20)\d{2}", "2022年放假安排")
_WEEKDAY = pattern(r"(?:周|星期)([一二三四五六日天])", "周六")


class Notice(Struct, frozen=True):
    """What a notice settles: its year, the days off (weekends among them) and the weekend days that are worked."""

    year: int
    holidays: frozenset[date]
    workdays: frozenset[date]
    path: str = ""
    """The file on this machine; never printed."""


def read_notice(path: Path) -> Notice:
    """A notice from a file. Raises PolicyError quoting the words that contradict each other or cannot be read."""
    try:
        data = took(path).read_bytes()
    except OSError:
        raise PolicyError(f"calendar.notice：找不到文件 {path}；请核对文件名。") from None
    text = _decode(data, path)
    return _from_json(text, path) if text.lstrip().startswith("{") else _from_text(text, path)


def _decode(data: bytes, path: Path) -> str:
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PolicyError(f"{path} 不是文本文件；请把放假安排的全文存为 .txt。")


def _from_json(text: str, path: Path) -> Notice:
    """holiday-cn: `{"year": 2027, "days": [{"date": "2027-01-01", "isOffDay": true}, …]}`."""
    import json

    try:
        raw: Any = json.loads(text)
        days = [(date.fromisoformat(day["date"]), bool(day["isOffDay"])) for day in raw["days"]]
        year = int(raw["year"])
    except (ValueError, KeyError, TypeError):
        raise PolicyError(f"{path} 不是放假安排的数据（要有 year 和 days，每天写 date 和 isOffDay）。") from None
    return _made(year, {day for day, off in days if off}, {day for day, off in days if not off}, path)


def _from_text(text: str, path: Path) -> Notice:
    flat = "".join(text.split())
    named = _YEAR.search(flat) or _FILE_YEAR.search(path.name)
    if named is None:
        raise PolicyError(f"{path} 看不出是哪一年的放假安排；请连同标题一起存，或把年份写进文件名。")
    year = int(named[named.lastindex or 0])
    off: set[date] = set()
    worked: set[date] = set()
    for phrase in _PHRASE.finditer(flat):
        days = list(_days(phrase["days"], year, path))
        count = phrase["count"]
        if count is not None and len(days) != _number(count):
            raise PolicyError(f"{path} 的“{phrase[0]}”：写的是共 {count} 天，数出来是 {len(days)} 天；请核对原文。")
        (worked if phrase["verb"].endswith("上班") else off).update(days)
    return _made(year, off, worked, path)


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else _NUMBERS[text]


def _made(year: int, off: set[date], worked: set[date], path: Path) -> Notice:
    if not any(day.year == year for day in off):
        raise PolicyError(f"{path} 里没有读到 {year} 年的放假日期；请把放假安排的全文存进去。")
    both = sorted(off & worked)
    if both:
        raise PolicyError(f"{path} 里 {both[0]} 既放假又上班；请核对原文。")
    return Notice(year, frozenset(off), frozenset(worked), str(path.resolve()))


def _days(text: str, year: int, path: Path) -> Iterator[date]:
    """All days of a list of days and spans; a weekday in brackets must be theirs."""
    month: int | None = None
    for found in _ONE.finditer(text):
        first = _day(found, 1, year, month, path)
        last = first if found["d2"] is None else _day(found, 2, first.year, first.month, path)
        if found["d2"] is not None and found["y2"] is None and last < first:
            last = _shown(last.year + 1, last.month, last.day, found[0], path)
        month = last.month
        if not 0 <= (last - first).days < 31:
            raise PolicyError(f"{path} 的“{found[0]}”：起止日期不对；请核对原文。")
        _check_weekday(first, found["b1"], found[0], path)
        if found["d2"] is not None:
            _check_weekday(last, found["b2"], found[0], path)
        yield from (first + timedelta(days=number) for number in range((last - first).days + 1))


def _day(found: Any, number: int, year: int, month: int | None, path: Path) -> date:
    """The first or second day of a span; without month it is the one before's."""
    matched = found[f"m{number}"]
    if matched is None and month is None:
        raise PolicyError(f"{path} 的“{found[0]}”：没有写几月；请核对原文。")
    own = found[f"y{number}"]
    return _shown(int(own or year), int(matched or month or 0), int(found[f"d{number}"]), found[0], path)


def _shown(year: int, month: int, day: int, words: str, path: Path) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise PolicyError(f"{path} 的“{words}”：没有 {year}年{month}月{day}日；请核对原文。") from None


def _check_weekday(day: date, bracket: str | None, words: str, path: Path) -> None:
    matched = _WEEKDAY.search(bracket or "")
    if matched is None:
        return
    said = matched[1].replace("天", "日")
    if said != (right := _WEEKDAYS[day.weekday()]):
        raise PolicyError(f"{path} 的“{words}”：{day} 是星期{right}，写的是星期{said}；请核对原文。")
