"""Workbooks and folders by hand. A sheet is a list of rows, or of records under their own headings."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

import chinese_calendar
from openpyxl import Workbook, load_workbook

from tests.make.days import END, START, WEEK, days, days_of, workdays

Sheets = Mapping[str, Sequence[Any]]
Marks = Callable[[date], Any]
"""What stands in a person's cell of a day."""
LEGEND = "注：出勤√ 事假△ 病假○ 婚假◇ 产假☆ 丧假□ 旷工× 出差＋ 休息－ 年休假◎"
SIGN = {
    "present": "√",
    "personal": "△",
    "sick": "○",
    "marriage": "◇",
    "maternity": "☆",
    "bereavement": "□",
    "absent": "×",
    "official": "＋",
    "rest": "－",
    "annual": "◎",
    "": "",
}
ROSTER = "序号 受援单位 支援单位 姓名 性别 年龄 执业资格 专业 专业技术职称 支援时间 备注".split()


ROWS = [["姓名", "天数"], ["云中鹤", 3]]


def book(sheets: Sheets | None = None, /, **more: Sequence[Any]) -> Workbook:
    """A workbook of these sheets; where none is given, of `ROWS` alone."""
    made = Workbook()
    made.remove(made.active)
    for name, rows in ({**(sheets or {}), **more} or {"名单": ROWS}).items():
        add_sheet(made, name, rows)
    return made


def add_sheet(book: Workbook, name: str, rows: Sequence[Any]) -> Any:
    """Another sheet in a workbook."""
    page = book.create_sheet(name)
    for row in _rows(rows):
        page.append(list(row))
    return page


def _rows(rows: Sequence[Any]) -> Sequence[Any]:
    if not rows or not isinstance(rows[0], dict):
        return rows
    headings = list(dict.fromkeys(key for record in rows for key in record))
    return [headings, *[[record.get(heading) for heading in headings] for record in rows]]


def save(path: Path, sheets: Sheets | None = None, /, **more: Sequence[Any]) -> Path:
    """The workbook of these sheets in a file."""
    book(sheets, **more).save(path)
    return path


def person(name: str = "李小满", period: str = "一年", **changes: object) -> dict[str, object]:
    """A record of the roster: a year at 柳林乡卫生院 from 云岭县人民医院 if nothing else is said."""
    row: dict[str, object] = {
        "姓名": name,
        "受援单位": "柳林乡卫生院",
        "支援单位": "云岭县人民医院",
        "执业资格": "执业医师",
        "专业": "临床",
        "专业技术职称": "主治医师",
        "支援时间": period,
    }
    return row | changes


def dated(name: str, start: str, end: str, **changes: object) -> dict[str, object]:
    """The same with 开始日期 and 结束日期 instead of 支援时间."""
    row = person(name, **changes)
    del row["支援时间"]
    return row | {"开始日期": start, "结束日期": end}


def roster_rows(people: Sequence[dict[str, object]]) -> list[list[object]]:
    """A roster with all usual headings (further ones behind), numbered, women of 36 where nothing else is said."""
    headings = list(dict.fromkeys([*ROSTER, *(key for record in people for key in record)]))
    records = [{"序号": i, "性别": "女", "年龄": 36, **record} for i, record in enumerate(people, 1)]
    return [headings, *[[record.get(heading) for heading in headings] for record in records]]


def roster(path: Path, people: Sequence[dict[str, object]], title: str = "2022年度派驻人员名单") -> Path:
    """A workbook with a roster under its title: the first person is in row 3."""
    return save(path, {"名单": [[title], *roster_rows(people)]})


def county(folder: Path, people: Sequence[dict[str, object]], **sheets: Sequence[Any]) -> Path:
    """A folder with one workbook: a roster without a title (the first person is in row 2), and other sheets.

    What is not said of people is that of `person`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    save(folder / "名单.xlsx", {"名单": roster_rows([person() | record for record in people]), **sheets})
    return folder


def month(
    people: Mapping[str, Marks],
    first: date,
    legend: str = LEGEND,
    title: str | None = None,
    *,
    weekday_row: bool = False,
) -> list[list[object]]:
    """A grid of one month; row 3 (4 with a row of weekdays) is the first person, column C the 1st."""
    span = days_of(first.year, first.month)
    rows: list[list[object]] = [[title or f"柳林乡卫生院{first.year}年{first.month}月考勤表"]]
    rows.append(["序号", "姓名", *[day.day for day in span]])
    if weekday_row:
        rows.append(["", "", *[WEEK[day.weekday()] for day in span]])
    rows += [[i, name, *[sign(day) for day in span]] for i, (name, sign) in enumerate(people.items(), 1)]
    return [*rows, [legend]] if legend else rows


def september(cells: dict[int, object], default: str = "√", legend: str = LEGEND) -> list[list[object]]:
    """李小满's September 2022 (21 workdays): `cells` by day, else present on workdays."""
    first = date(2022, 9, 1)
    working = set(workdays(first, date(2022, 9, 30)))
    return month({"李小满": lambda day: cells.get(day.day, default if day in working else "")}, first, legend)


def grids(
    path: Path,
    people: Mapping[str, Marks],
    first: date = START,
    last: date = END,
    legend: str = LEGEND,
    extra: Callable[[Workbook], None] | None = None,
) -> Path:
    """A workbook of monthly grids; `people[name](day)` is the sign written into the cell."""
    inside = {name: _between(sign, first, last) for name, sign in people.items()}
    firsts = [day for day in days(first.replace(day=1), last) if day.day == 1]
    made = book({f"{day.year}-{day.month:02}": month(inside, day, legend, weekday_row=True) for day in firsts})
    if extra:
        extra(made)
    made.save(path)
    return path


def _between(sign: Marks, first: date, last: date) -> Marks:
    return lambda day: sign(day) if first <= day <= last else ""


def marked(
    special: Mapping[date, str] | None = None, first: date = START, last: date = END, default: str = "√"
) -> Marks:
    """Present on workdays of [first, last], `special` days by kind name, nothing on rest days."""
    by_day = {day: SIGN.get(kind, kind) for day, kind in (special or {}).items()}

    def sign(day: date) -> str:
        if day in by_day:
            return by_day[day]
        return default if first <= day <= last and chinese_calendar.is_workday(day) else ""

    return sign


def spread(kinds: Mapping[str, int], first: date = START, last: date = END, gap: int = 2) -> dict[date, str]:
    """So many days of each kind, on every `gap`-th workday, so that no run of absence forms."""
    pool = iter(workdays(first, last)[::gap])
    return {next(pool): kind for kind, count in kinds.items() for _ in range(count)}


JUNE_WORKDAYS = [day for day in range(1, 31) if date(2022, 6, day).weekday() < 5 and day != 3]
"""Of 2022; the 3rd was the Dragon Boat festival, 21 are left."""


def june(**marks: Mapping[int, str]) -> list[list[object]]:
    """A grid of June 2022 without weekdays: √ on workdays but where told otherwise."""
    people = {name: (dict.fromkeys(JUNE_WORKDAYS, "√") | dict(days)) for name, days in marks.items()}
    rows: list[list[object]] = [["2022年6月考勤表"], ["姓名", *range(1, 31)]]
    return [*rows, *([name, *(days.get(day) or None for day in range(1, 31))] for name, days in people.items())]


def rows_of(path: Path, first: int = 3) -> list[list[Any]]:
    """The values of a workbook's active sheet from a row on."""
    return [[cell.value for cell in row] for row in load_workbook(path).active.iter_rows(min_row=first)]
