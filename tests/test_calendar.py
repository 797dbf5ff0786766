"""Workdays of years with and without a published calendar, and the notice that publishes one."""

from __future__ import annotations

import json
from datetime import date, timedelta
from itertools import groupby
from pathlib import Path

import pytest
from chinese_calendar.constants import holidays, workdays

from qianyi.facts.calendar import Calendar, days
from qianyi.facts.statutory import days_off, expected_workdays, named_days
from qianyi.policy.holiday_notices import read_notice
from qianyi.policy.model import PolicyError
from qianyi.policy.settings import Settings, load_settings

WEEKDAYS = "一二三四五六日"
KNOWN = range(2004, 2027)
ODD = {2006, 2007, 2012, 2015, 2020}
"""Years that swapped days over New Year, or were lengthened (2020)."""


def said(day: date, year: int, before: date | None = None) -> str:
    own = "" if day.year == (year if before is None else before.year) else f"{day.year}年"
    month = "" if before is not None and before.month == day.month else f"{day.month}月"
    return f"{own}{month}{day.day}日（周{WEEKDAYS[day.weekday()]}）"


def of(year: int, table: dict[date, str]) -> list[date]:
    """The days that the notice of a year tells of: the last ones of December stand in the next year's."""
    return sorted(day for day in table if (day + timedelta(days=6)).year == year)


def notice(year: int) -> str:
    """The days of a year as chinesecalendar has them, in the words of a notice."""
    off, on = of(year, holidays), of(year, workdays)
    runs = [[day for _, day in run] for _, run in groupby(enumerate(off), lambda pair: pair[1].toordinal() - pair[0])]
    lines = [f"国务院办公厅关于{year}年部分节假日安排的通知"]
    for run in runs:
        span = said(run[0], year) if len(run) == 1 else f"{said(run[0], year)}至{said(run[-1], year, run[0])}"
        lines.append(f"某节：{span}放假调休，共{len(run)}天。")
    if on:
        lines.append(f"{'、'.join(said(day, year) for day in on)}上班。")
    lines.append(f"{year - 1}年11月4日")
    return "\n".join(lines)


@pytest.mark.parametrize("year", KNOWN)
def test_a_notice_gives_the_days_of_every_known_year(tmp_path: Path, year: int) -> None:
    notices = []
    for told in (year, year + 1) if year + 1 in KNOWN else (year,):
        path = tmp_path / f"{told}.txt"
        path.write_text(notice(told), encoding="utf-8")
        notices.append(read_notice(path))
    found = notices[0]
    assert (found.year, found.holidays, found.workdays) == (year, {*of(year, holidays)}, {*of(year, workdays)})
    first, last = date(year, 1, 1), date(year, 12, 31)
    assert Calendar(Settings(notices=tuple(notices))).workdays(first, last) == Calendar(Settings()).workdays(
        first, last
    )


@pytest.mark.parametrize("year", KNOWN)
def test_most_years_come_out_at_weekdays_less_statutory_days(tmp_path: Path, year: int) -> None:
    path = tmp_path / f"{year}年放假安排.txt"
    path.write_text(notice(year), encoding="utf-8")
    assert bool(Calendar(Settings(notices=(read_notice(path),))).unlike()) == (year in ODD)


@pytest.mark.parametrize(("year", "count"), [(2004, 10), (2008, 11), (2013, 11), (2024, 11), (2025, 13), (2027, 13)])
def test_the_number_of_statutory_days(year: int, count: int) -> None:
    assert len(named_days(year)) == len(days_off(year)) == count


def test_the_statutory_days_of_2027() -> None:
    # by hand: 除夕 Friday 02-05, 初一 Saturday and 初二 Sunday move to Monday and Tuesday, 初三 is Monday: so to Wednesday
    assert named_days(2027)[:5] == (
        date(2027, 1, 1),
        date(2027, 2, 5),
        date(2027, 2, 6),
        date(2027, 2, 7),
        date(2027, 2, 8),
    )
    off = days_off(2027)
    assert {day for day in off if day.month == 2} == {date(2027, 2, day) for day in (5, 8, 9, 10)}
    # 劳动节 05-01 is a Saturday, 05-02 a Sunday; 国庆 10-01 a Friday, 10-02 and 10-03 the weekend
    assert {day for day in off if day.month == 5} == {date(2027, 5, 3), date(2027, 5, 4)}
    assert {day for day in off if day.month == 10} == {date(2027, 10, 1), date(2027, 10, 4), date(2027, 10, 5)}
    assert date(2027, 4, 5) in off  # 清明
    assert date(2027, 6, 9) in off  # 端午
    assert date(2027, 9, 15) in off  # 中秋


@pytest.mark.parametrize("year", [year for year in range(2008, 2027) if year not in (2012, 2020)])
def test_the_festivals_fall_where_the_official_calendar_has_them(year: int) -> None:
    days = list(named_days(year))
    assert len(days) >= 7  # 元旦, 春节, 清明, 劳动节, 端午, 中秋, 国庆
    assert all(day in holidays for day in days)


def test_a_year_nobody_published_is_weekdays_less_statutory_days() -> None:
    calendar = Calendar(Settings(holidays=frozenset({date(2027, 3, 10)})))
    year = calendar.workdays(date(2027, 1, 1), date(2027, 12, 31))
    assert len(year) == expected_workdays(2027) - 1 == 261 - 13 - 1  # 2027 begins on a Friday: 261 weekdays
    assert not calendar.known(2027)
    assert date(2027, 2, 8) not in year
    settled = Calendar(Settings(holidays=frozenset({date(2027, 1, 1)}), settled=frozenset({2027})))
    assert settled.known(2027)
    assert settled.is_workday(date(2027, 2, 8))  # the county says that its days are all
    assert settled.unlike() == [(2027, 260, 248)]


@pytest.mark.parametrize(
    ("text", "off", "on"),
    [
        ("1月1日放假，与周末连休。", 1, 0),
        ("1月1日（周五）放假1天，不调休。", 1, 0),
        ("4月5日放假，4月6日（星期二）补休。", 2, 0),
        ("2026年12月31日（周四）至2027年1月2日（周六）放假调休，共3天。2026年12月27日（星期日）上班。", 3, 1),
        ("1月30日至2月5日放假调休，共七天。1月24日（星期日）、2月6日（星期六）照常上班。", 7, 2),
        ("2月5日至11日放假调休，共7天。鼓励各单位安排职工在小年（1月31日）休息。", 7, 0),
    ],
)
def test_the_spellings_of_notices(tmp_path: Path, text: str, off: int, on: int) -> None:
    path = tmp_path / "2027年放假安排.txt"
    path.write_text(text, encoding="gb18030")
    found = read_notice(path)
    assert (len(found.holidays), len(found.workdays)) == (off, on)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("10月1日至7日放假调休，共8天。", "共8天"),
        ("10月1日（周六）至7日放假调休，共7天。", "星期五"),
        ("10月1日至7日放假调休，共7天。10月9日（周日）上班。", "星期六"),
        ("10月1日至7日放假，共7天。10月3日上班。", "既放假又上班"),
        ("2月30日放假。", "2月30日"),
        ("另行通知。", "没有读到"),
    ],
)
def test_a_notice_that_contradicts_itself_is_refused_in_its_words(tmp_path: Path, text: str, words: str) -> None:
    path = tmp_path / "2027年放假安排.txt"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PolicyError, match=words):
        read_notice(path)


def test_holiday_cn_is_read_alike(tmp_path: Path) -> None:
    path = tmp_path / "2027.json"
    off = [{"name": "元旦", "date": "2027-01-01", "isOffDay": True}]
    on = [{"name": "元旦", "date": "2027-01-03", "isOffDay": False}]
    path.write_text(json.dumps({"year": 2027, "papers": [], "days": off + on}), encoding="utf-8")
    found = read_notice(path)
    assert (found.holidays, found.workdays) == ({date(2027, 1, 1)}, {date(2027, 1, 3)})
    path.write_text("{}", encoding="utf-8")
    with pytest.raises(PolicyError, match="isOffDay"):
        read_notice(path)


def test_the_settings_name_the_notice_from_where_they_stand(tmp_path: Path) -> None:
    (tmp_path / "2027年放假安排.txt").write_text("1月1日放假，与周末连休。", encoding="utf-8")
    path = tmp_path / "qianyi.toml"
    path.write_text('[calendar]\nnotice = "2027年放假安排.txt"\nsettled = [2028]\n', encoding="utf-8")
    calendar = Calendar(load_settings(path))
    assert (calendar.known(2027), calendar.known(2028), calendar.known(2029)) == (True, True, False)
    path.write_text('[calendar]\nnotice = "2028年放假安排.txt"\n', encoding="utf-8")
    with pytest.raises(PolicyError, match="找不到"):
        load_settings(path)
    path.write_text("[calendar]\nsettled = 2027\n", encoding="utf-8")
    with pytest.raises(PolicyError, match="列表"):
        load_settings(path)


def test_days_are_both_included() -> None:
    assert days(date(2027, 1, 1), date(2027, 1, 2)) == [date(2027, 1, 1), date(2027, 1, 1) + timedelta(days=1)]
