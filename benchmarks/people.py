"""Makes a year of many people as workbooks, and the bare reader that others are measured against."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from pathlib import Path

BARE = """
import sys
from python_calamine import CalamineWorkbook
for path in sys.argv[1:]:
    book = CalamineWorkbook.from_path(path)
    for name in book.sheet_names:
        sum(map(len, book.get_sheet_by_name(name).to_python(skip_empty_area=False)))
"""
MONTHS = [(2022, month) for month in range(6, 13)] + [(2023, month) for month in range(1, 6)]
TOTALS = ["出勤", "事假", "病假", "旷工"]
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈", "一二三四五六七八九十"


def name(number: int) -> str:
    """An invented name, another for each number."""
    return SURNAMES[number % 10] + "".join(GIVEN[number // 10**place % 10] for place in (1, 2, 3, 4))


def county(folder: Path, people: int) -> list[Path]:
    """A roster, twelve grids as clerks make them (lines, weekdays, totals, a legend) and a wide sheet of marks."""
    import chinese_calendar
    import xlsxwriter

    roster = folder / "roster.xlsx"
    book = xlsxwriter.Workbook(roster)
    sheet = book.add_worksheet("名单")
    sheet.write_row(0, 0, ["序号", "受援单位", "支援单位", "姓名", "执业资格", "专业", "专业技术职称", "支援时间"])
    for i in range(people):
        place = f"第{i % 97}乡卫生院"
        home = f"第{i % 23}医院"
        sheet.write_row(i + 1, 0, [i + 1, place, home, name(i), "执业医师", "临床", "主治医师", "一年"])
    book.close()
    attendance = folder / "attendance.xlsx"
    book = xlsxwriter.Workbook(attendance)
    lined = book.add_format({"border": 1})
    for year, month in MONTHS:
        days = [date(year, month, day) for day in range(1, monthrange(year, month)[1] + 1)]
        sheet = book.add_worksheet(f"{year}-{month:02}")
        sheet.write_row(0, 0, [f"{year}年{month}月考勤表"])
        sheet.write_row(1, 0, ["序号", "姓名", "支援单位", *(day.day for day in days), *TOTALS], lined)
        sheet.write_row(2, 0, ["", "", "", *("一二三四五六日"[day.weekday()] for day in days)], lined)
        work = [chinese_calendar.is_workday(day) for day in days]
        for i in range(people):
            marks = ["√" if workday else "" for workday in work]
            if i % 3 == 0:
                marks[work.index(True, i % 15)] = "事"
            if i % 40 == month:
                marks[work.index(True, 10)] = "旷"
            counts = [marks.count(sign) for sign in "√事病旷"]
            sheet.write_row(i + 3, 0, [i + 1, name(i), f"第{i % 23}医院", *marks, *counts], lined)
        sheet.write(people + 3, 0, "图例：√出勤 事事假 病病假 旷旷工")
    book.close()
    scored = folder / "marks.xlsx"
    book = xlsxwriter.Workbook(scored)
    sheet = book.add_worksheet("评分")
    lines = ["4.2.1", "4.2.2", "4.3.1", "4.3.2", "4.3.3", "4.3.4", "4.3.5", "4.3.6"]
    sheet.write_row(0, 0, ["姓名", *lines])
    for i in range(people):
        sheet.write_row(i + 1, 0, [name(i), 5, 3, 4, 4 - i % 2, 4, 3, 3 - i % 3 / 2, 4])
    book.close()
    return [roster, attendance, scored]
