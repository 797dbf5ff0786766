"""Small dossiers for the tests of the law's words: sheets from rows or records, and what the command line says."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from openpyxl import Workbook

from tests.county import LEGEND, Marks, days, run_json, sheet, table, workdays

Sheets = dict[str, list[Any]]
QUIET = ("R106", "R107", "A402", "S802")
"""Findings that every dossier of one person has."""


def someone(name: str = "李小满", period: str = "一年", **changes: object) -> dict[str, object]:
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
    row = someone(name, **changes)
    del row["支援时间"]
    return row | {"开始日期": start, "结束日期": end}


def save(path: Path, sheets: Sheets) -> Path:
    """A workbook of sheets; a sheet is a list of rows, or of records under their own headings."""
    book = Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        if rows and isinstance(rows[0], dict):
            table(book, name, rows)
        else:
            sheet(book, name, rows)
    book.save(path)
    return path


def ask(folder: Path, sheets: Sheets, *options: object, command: str = "validate", toml: str = "") -> dict[str, Any]:
    """The JSON of a command over a folder that holds these sheets in one workbook."""
    save(folder / "县.xlsx", sheets)
    if toml:
        (folder / "qianyi.toml").write_text(toml, encoding="utf-8")
    return run_json(command, folder, *options)[1]


def told(result: dict[str, Any], *codes: str) -> list[tuple[str, list[str]]]:
    """Code and cells of the findings of these codes (of all but `QUIET` where none are named), in order."""
    return [
        (f["code"], f["cells"]) for f in result["findings"] if (f["code"] in codes if codes else f["code"] not in QUIET)
    ]


def skipped(result: dict[str, Any]) -> dict[str, str]:
    return {check["code"]: check["reason"] for check in result["checks"] if check["status"] == "skipped"}


def month(people: dict[str, Marks], first: date, legend: str = LEGEND, title: str | None = None) -> list[list[object]]:
    """A grid of one month; row 3 is the first person, column C the 1st."""
    after = date(first.year + first.month // 12, first.month % 12 + 1, 1)
    span = [day for day in days(first, after) if day < after]
    rows: list[list[object]] = [[title or f"柳林乡卫生院{first.year}年{first.month}月考勤表"]]
    rows.append(["序号", "姓名", *[day.day for day in span]])
    rows += [[i + 1, name, *[sign(day) for day in span]] for i, (name, sign) in enumerate(people.items())]
    return [*rows, [legend]] if legend else rows


def september(cells: dict[int, object], default: str = "√", legend: str = LEGEND) -> list[list[object]]:
    """李小满's September 2022 (21 workdays): `cells` by day, else present on workdays."""
    first = date(2022, 9, 1)
    working = set(workdays(first, date(2022, 9, 30)))
    return month({"李小满": lambda day: cells.get(day.day, default if day in working else "")}, first, legend)
