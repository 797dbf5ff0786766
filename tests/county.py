"""Workbooks made by hand for end-to-end tests, and the command line run in-process."""

from __future__ import annotations

import contextlib
import io
import json
from collections.abc import Callable, Iterable
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import chinese_calendar
from openpyxl import Workbook

START, END = date(2022, 6, 1), date(2023, 5, 31)
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


def days(first: date, last: date) -> list[date]:
    return [first + timedelta(i) for i in range((last - first).days + 1)]


def workdays(first: date = START, last: date = END) -> list[date]:
    return [day for day in days(first, last) if chinese_calendar.is_workday(day)]


def run(*arguments: object) -> tuple[int, str, str]:
    """Exit status, stdout, stderr of the command line."""
    from qianyi import cli

    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = cli.run([str(argument) for argument in arguments])
    return code, out.getvalue(), err.getvalue()


def run_json(*arguments: object) -> tuple[int, dict[str, Any]]:
    code, out, err = run(*arguments, "--format", "json")
    assert out, err
    return code, json.loads(out)


def codes(result: dict[str, Any], *, severity: str | None = None) -> list[str]:
    return [f["code"] for f in result["findings"] if severity in (None, f["severity"])]


def of(result: dict[str, Any], code: str) -> list[dict[str, Any]]:
    return [f for f in result["findings"] if f["code"] == code]


def person(name: str, period: str = "一年", **changes: object) -> dict[str, object]:
    row: dict[str, object] = {
        "姓名": name,
        "受援单位": "柳林乡卫生院",
        "支援单位": "云岭县人民医院",
        "性别": "女",
        "年龄": 36,
        "执业资格": "执业医师",
        "专业": "临床",
        "专业技术职称": "主治医师",
        "支援时间": period,
    }
    return row | changes


def sheet(book: Workbook, name: str, rows: Iterable[Iterable[object]]) -> Any:
    ws = book.create_sheet(name)
    for row in rows:
        ws.append(list(row))
    return ws


def table(book: Workbook, name: str, records: list[dict[str, object]], headings: list[str] | None = None) -> Any:
    heads = headings or list(dict.fromkeys(key for record in records for key in record))
    return sheet(book, name, [heads, *[[record.get(head) for head in heads] for record in records]])


def roster(path: Path, people: list[dict[str, object]], title: str = "2022年度派驻人员名单") -> Path:
    book = Workbook()
    book.remove(book.active)
    extra = [key for record in people for key in record if key not in ROSTER]
    heads = ROSTER + list(dict.fromkeys(extra))
    rows = [[{"序号": i + 1, **record}.get(head) for head in heads] for i, record in enumerate(people)]
    sheet(book, "名单", [[title], heads, *rows])
    book.save(path)
    return path


Marks = Callable[[date], str]


def grids(
    path: Path,
    people: dict[str, Marks],
    first: date = START,
    last: date = END,
    legend: str = LEGEND,
    extra: Callable[[Workbook], None] | None = None,
) -> Path:
    """A workbook of monthly grids; `people[name](day)` is the sign written into the cell."""
    book = Workbook()
    book.remove(book.active)
    month = date(first.year, first.month, 1)
    while month <= last:
        after = (month + timedelta(32)).replace(day=1)
        span = days(month, after - timedelta(1))
        rows: list[list[object]] = [[f"柳林乡卫生院{month.year}年{month.month}月考勤表"]]
        rows.append(["序号", "姓名", *[day.day for day in span]])
        rows.append(["", "", *["一二三四五六日"[day.weekday()] for day in span]])
        for i, (name, sign) in enumerate(people.items()):
            rows.append([i + 1, name, *[sign(day) if first <= day <= last else "" for day in span]])
        rows.append([legend])
        sheet(book, f"{month.year}-{month.month:02}", rows)
        month = after
    if extra:
        extra(book)
    book.save(path)
    return path


def marked(special: dict[date, str] | None = None, first: date = START, last: date = END, default: str = "√") -> Marks:
    """Present on workdays of [first, last], `special` days by kind name, nothing on rest days."""
    by_day = {day: SIGN.get(kind, kind) for day, kind in (special or {}).items()}

    def sign(day: date) -> str:
        if day in by_day:
            return by_day[day]
        return default if first <= day <= last and chinese_calendar.is_workday(day) else ""

    return sign


def take(kinds: dict[str, int], first: date = START, last: date = END, gap: int = 2) -> dict[date, str]:
    """So many days of each kind, on every `gap`-th workday, so that no run of absence forms."""
    pool = workdays(first, last)[::gap]
    out: dict[date, str] = {}
    at = 0
    for kind, count in kinds.items():
        for _ in range(count):
            out[pool[at]] = kind
            at += 1
    return out
