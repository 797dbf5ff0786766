"""Writes an invented county as the workbooks that a real one would send: merged cells, title rows, legends, notes."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from samples.county import County, Person, Row, span

ROSTER, GRIDS, REGISTERS, MARKS = "派驻人员名单.xlsx", "考勤.xlsx", "登记簿.xlsx", "评分.xlsx"
FILE_OF = {"名单": ROSTER, "人员信息": ROSTER, "人员评分": MARKS, "机构评分": MARKS}
ROSTER_HEADINGS = (
    "序号",
    "受援基层机构名称",
    "支援单位名称",
    "姓名",
    "性别",
    "年龄",
    "执业资格",
    "专业",
    "专业技术职称",
    "支援时间（一年/前半年或后半年）",
    "脱产方式",
    "每周天数",
    "县卫健局意见日期",
    "市卫健委批准日期",
    "自治区备案日期",
    "轮换备案日期",
    "实际到岗日期",
    "备注",
)
LEGEND = {
    "出勤": "√",
    "事假": "△",
    "病假": "○",
    "婚假": "◇",
    "产假": "□",
    "丧假": "☆",
    "年休假": "◎",
    "出差": "▲",
    "补休": "⊙",
    "旷工": "×",
    "事假半天": "▽",
}
OTHER_LEGEND = {
    "出勤": "√",
    "事假": "○",
    "病假": "△",
    "婚假": "◆",
    "产假": "■",
    "丧假": "★",
    "年休假": "●",
    "出差": "→",
    "补休": "＋",
    "旷工": "╳",
    "事假半天": "☆",
}
TOTALS = ("出勤", "事假", "病假", "旷工")
GRID_TOP = 4  # rows above the first person
REGISTER_TOP = 2
WEEKDAYS = "一二三四五六日"


def spaced(name: str) -> str:
    """Two-character names are written wide, as lists like to."""
    return f"{name[0]}  {name[1]}" if len(name) == 2 else name


class Book:
    """A workbook with fixed timestamps and a handful of formats."""

    def __init__(self, path: Path) -> None:
        self.book = xlsxwriter.Workbook(str(path), {"in_memory": True})
        self.book.set_properties({"created": datetime(2023, 6, 1), "title": path.stem})
        font = {"font_name": "宋体", "font_size": 10, "valign": "vcenter", "border": 1}
        make = self.book.add_format
        self.plain = make({**font, "text_wrap": True})
        self.day = make({**font, "align": "center"})
        self.rest = make({**font, "align": "center", "bg_color": "#EFEFEF"})
        self.head = make({**font, "bold": True, "align": "center", "text_wrap": True, "bg_color": "#DCE6F1"})
        self.title = make({"font_name": "宋体", "font_size": 16, "bold": True, "align": "center"})
        self.note = make({"font_name": "宋体", "font_size": 10})
        self.date = make({**font, "num_format": "yyyy-mm-dd"})

    def sheet(self, name: str) -> Any:
        sheet = self.book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        return sheet

    def put(self, sheet: Any, row: int, column: int, value: object) -> None:
        if value is None or value == "":
            sheet.write_blank(row, column, None, self.plain)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, datetime(value.year, value.month, value.day), self.date)
        elif isinstance(value, (int, float)):
            sheet.write_number(row, column, value, self.plain)
        else:
            sheet.write_string(row, column, str(value), self.plain)


def merge(sheet: Any, first: int, last: int, column: int, value: str, style: Any) -> None:
    if first == last:
        sheet.write_string(first, column, value, style)
    else:
        sheet.merge_range(first, column, last, column, value, style)


def roster_value(person: Person, heading: str) -> object:
    if heading in person.roster:
        return person.roster[heading]
    approvals = person.approvals or (None, None, None)
    return {
        "序号": person.serial,
        "姓名": spaced(person.name),
        "性别": person.sex,
        "年龄": f"{person.age} ",
        "执业资格": person.licence,
        "专业": person.specialty,
        "专业技术职称": person.title,
        "支援时间（一年/前半年或后半年）": person.period,
        "脱产方式": person.release,
        "每周天数": person.days_per_week,
        "县卫健局意见日期": approvals[0],
        "市卫健委批准日期": approvals[1],
        "自治区备案日期": approvals[2],
        "轮换备案日期": person.filing,
        "实际到岗日期": person.arrival,
    }[heading]


def write_roster(county: County, folder: Path) -> None:
    """The layout of annex 1, with the columns that the rules ask for beside its own; or a plain register 名单."""
    book = Book(folder / ROSTER)
    if "名单" in county.registers:
        write_register(book, "名单", county.registers["名单"], f"{county.first.year}年度“千医下乡”驻点帮扶人员名单")
        book.book.close()
        return
    sheet = book.sheet("名单")
    last = len(ROSTER_HEADINGS) - 1
    sheet.write_string(0, 0, "附件1:", book.note)
    sheet.merge_range(1, 0, 1, last, f"{county.first.year}年度“千名医师下基层”对口支援活动派驻人员名单", book.title)
    for column in range(3):
        sheet.merge_range(2, column, 3, column, ROSTER_HEADINGS[column], book.head)
    sheet.merge_range(2, 3, 2, last, "支援人员有关情况", book.head)
    for column in range(3, last + 1):
        sheet.write_string(3, column, ROSTER_HEADINGS[column], book.head)
    for index, person in enumerate(county.people):
        for column, heading in enumerate(ROSTER_HEADINGS):
            if column not in (1, 2, last):
                book.put(sheet, 4 + index, column, roster_value(person, heading))
    at = 4
    supports: list[list[int]] = []
    for size in county.blocks:
        person = county.people[at - 4]
        merge(sheet, at, at + size - 1, 1, person.recipient, book.plain)
        merge(sheet, at, at + size - 1, last, person.remark, book.plain)
        if supports and county.people[supports[-1][0] - 4].support == person.support:
            supports[-1][1] = at + size - 1
        else:
            supports.append([at, at + size - 1])
        at += size
    for first, end in supports:
        merge(sheet, first, end, 2, county.people[first - 4].support, book.plain)
    sheet.set_column(0, 0, 5)
    sheet.set_column(1, 2, 22)
    sheet.set_column(3, 8, 10)
    sheet.set_column(9, last, 13)
    sheet.freeze_panes(4, 4)
    rows = county.registers.get("人员信息", [])
    if rows:
        write_register(book, "人员信息", rows, "派驻人员基本信息")
    book.book.close()


def count(words: list[str], what: str) -> float:
    """A total column: 出差 counts as presence; half a day of leave leaves half a day of presence."""
    tally = Counter(words)
    half = tally["事假半天"] / 2
    found = {"出勤": tally["出勤"] + tally["出差"] + half, "事假": tally["事假"] + half}.get(what, float(tally[what]))
    return int(found) if found == int(found) else found


def write_grids(county: County, folder: Path) -> None:
    """Twelve months, one row a person, legend under the table (in one month above it, and another one)."""
    book = Book(folder / GRIDS)
    for year, month, first, last in county.months():
        sheet = book.sheet(f"{year}-{month:02d}")
        legend = county.legend_of(year, month) if county.legend_of else LEGEND
        days = span(first, last)
        width = 2 + len(days) + len(TOTALS)
        said = list(legend.items())
        on_top = legend is not LEGEND
        sheet.merge_range(0, 0, 0, width, f"{county.name}{year}年{month}月份派驻人员考勤表", book.title)
        top = "图例：" + "，".join(f"{sign}{word}" for word, sign in said) if on_top else f"统计时间：{month}月"
        sheet.write_string(1, 0, top, book.note)
        for column, heading in enumerate(("序号", "姓名", "受援单位")):
            sheet.merge_range(2, column, 3, column, heading, book.head)
        for column, day in enumerate(days, 3):
            sheet.write_number(2, column, day.day, book.head)
            sheet.write_string(3, column, WEEKDAYS[day.weekday()], book.head)
        for column, heading in enumerate(TOTALS, 3 + len(days)):
            sheet.merge_range(2, column, 3, column, heading, book.head)
        people = county.rows_of(year, month, first, last)
        sums: Counter[str] = Counter()
        for row, person in enumerate(people, GRID_TOP):
            sheet.write_number(row, 0, row - GRID_TOP + 1, book.day)
            sheet.write_string(row, 1, person.name, book.day)
            sheet.write_string(row, 2, person.recipient, book.plain)
            words = [county.days[person.name].get(day, "") for day in days]
            for column, (day, word) in enumerate(zip(days, words, strict=True), 3):
                style = book.rest if day.weekday() > 4 else book.day
                sign = word[1:] if word.startswith("=") else legend.get(word, word)
                sheet.write_string(row, column, sign, style) if sign else sheet.write_blank(row, column, None, style)
            for column, what in enumerate(TOTALS, 3 + len(days)):
                value = county.totals.get((person.name, year, month, what), count(words, what))
                sums[what] += value  # type: ignore[assignment]
                sheet.write_number(row, column, value, book.day)
        end = GRID_TOP + len(people)
        sheet.write_string(end, 0, "合计", book.head)
        for column, what in enumerate(TOTALS, 3 + len(days)):
            sheet.write_number(end, column, sums[what], book.head)
        if not on_top and (year, month) != county.unlegended:
            sheet.write_string(end + 1, 0, "说明：" + "  ".join(f"{word}{sign}" for word, sign in said), book.note)
        sheet.write_string(end + 2, 0, "填表人：            审核人：            单位负责人（签字）：", book.note)
        sheet.set_column(0, 0, 5)
        sheet.set_column(1, 1, 9)
        sheet.set_column(2, 2, 22)
        sheet.set_column(3, 2 + len(days), 3)
        sheet.set_column(3 + len(days), width, 6)
        sheet.freeze_panes(GRID_TOP, 3)
    book.book.close()


def headings_of(rows: list[Row]) -> list[str]:
    return list(dict.fromkeys(heading for row in rows for heading in row))


def write_register(book: Book, name: str, rows: list[Row], title: str) -> None:
    headings = headings_of(rows)
    sheet = book.sheet(name)
    sheet.merge_range(0, 0, 0, max(len(headings) - 1, 1), title, book.title)
    for column, heading in enumerate(headings):
        sheet.write_string(1, column, heading, book.head)
    for index, row in enumerate(rows, REGISTER_TOP):
        for column, heading in enumerate(headings):
            book.put(sheet, index, column, row.get(heading))
    sheet.set_column(0, len(headings) - 1, 14)
    sheet.freeze_panes(REGISTER_TOP, 1)
    sheet.autofilter(1, 0, 1 + len(rows), len(headings) - 1)


def write_registers(county: County, folder: Path) -> None:
    for file in (REGISTERS, MARKS):
        wanted = {
            name: rows for name, rows in county.registers.items() if FILE_OF.get(name, REGISTERS) == file and rows
        }
        if wanted:
            book = Book(folder / file)
            for name, rows in wanted.items():
                write_register(book, name, rows, f"{county.name}{name}")
            book.book.close()


def address(county: County, where: tuple[object, ...] | None) -> str:
    """`登记簿.xlsx/请假登记!H7` of a planted fault; — where it has no cell."""
    match where:
        case None:
            return "—"
        case ("roster", Person() as person, str() as heading):
            row = 4 + county.people.index(person)
            return f"{ROSTER}/名单!{xl_rowcol_to_cell(row, ROSTER_HEADINGS.index(heading))}"
        case ("grid", str() as name, date() as day):
            year, month, first, last = next(m for m in county.months() if m[:2] == (day.year, day.month))
            people = [person.name for person in county.rows_of(year, month, first, last)]
            cell = xl_rowcol_to_cell(GRID_TOP + people.index(name), 2 + day.day)
            return f"{GRIDS}/{year}-{month:02d}!{cell}"
        case ("total", str() as name, date() as day, str() as what):
            year, month, first, last = next(m for m in county.months() if m[:2] == (day.year, day.month))
            people = [person.name for person in county.rows_of(year, month, first, last)]
            column = 3 + (last - first).days + 1 + TOTALS.index(what)
            return f"{GRIDS}/{year}-{month:02d}!{xl_rowcol_to_cell(GRID_TOP + people.index(name), column)}"
        case (str() as register, Row() as row, str() as heading):
            rows = county.registers[register]
            cell = xl_rowcol_to_cell(REGISTER_TOP + rows.index(row), headings_of(rows).index(heading))
            return f"{FILE_OF.get(register, REGISTERS)}/{register}!{cell}"
    raise ValueError(where)


def readme(county: County) -> str:
    """The sample's page: what it is, and every planted fault with its cell."""
    lines = [county.readme.strip(), ""]
    if county.plants:
        lines += ["| 代码 | 级别 | 对象 | 位置 | 为什么 |", "|---|---|---|---|---|"]
        for plant in sorted(county.plants, key=lambda plant: plant.code):
            where = address(county, plant.where)
            lines.append(f"| {plant.code} | {plant.severity} | {plant.subject} | {where} | {plant.why} |")
        lines.append("")
    return "\n".join(lines)


def write(county: County, parent: Path) -> Path:
    """The county's folder under `parent`: workbooks, qianyi.toml, README.md."""
    folder = parent / county.folder
    folder.mkdir(parents=True, exist_ok=True)
    write_roster(county, folder)
    write_grids(county, folder)
    write_registers(county, folder)
    (folder / "qianyi.toml").write_text(county.toml, encoding="utf-8", newline="\n")
    if county.readme:
        (folder / "README.md").write_text(readme(county), encoding="utf-8", newline="\n")
    return folder
