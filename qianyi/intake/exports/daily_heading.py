"""How an export with a row a day is known by its headings; `daily` reads it."""

from __future__ import annotations

from typing import Final

from qianyi.intake.cells.values import is_blank, level_text
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.headings import SEARCHED, TableHeading
from qianyi.patterns import pattern

KINDS: Final = ("dingtalk-daily", "zkteco")
_FIXED: Final = {
    "姓名": "name",
    "日期": "date",
    "考勤日期": "date",
    "工作日": "date",
    "日期时间": "stamp",
    "打卡日期时间": "stamp",
    "班次": "shift",
    "关联的审批单": "approval",
    "旷工天数": "absent_days",
    "对应时段": "half",
    "签到时间": "signed_in",
    "签退时间": "signed_out",
    "是否旷工": "absent",
    "例外情况": "exception",
    "应签到": "must_in",
    "应签退": "must_out",
    "上班时间": "from_time",
    "出勤情况": "status",
    "打卡结果": "result",
}
RESULT = pattern(r"(?:上班|下班)(\d?)打卡结果", "上班1打卡结果")


def find_heading(table: Table) -> TableHeading | None:
    """The heading of a row-a-day export, None where the sheet is none."""
    for r, row in enumerate(table.rows[:SEARCHED]):
        texts = {level_text(v): c for c, v in reversed(list(enumerate(row))) if isinstance(v, str) and v}
        if "姓名" not in texts:
            continue
        columns = {_FIXED[text]: column for text, column in texts.items() if text in _FIXED}
        kind = _kind(set(texts), columns)
        if kind is not None:
            last = r
            below = table.rows[r + 1] if r + 1 < len(table.rows) else []
            if below and columns["name"] < len(below) and is_blank(below[columns["name"]]):
                last = r + 1  # 请假 over 事假, 病假 …
            return TableHeading(kind, (r, last), columns, score=float(len(columns)))
    return None


def _kind(texts: set[str], columns: dict[str, int]) -> str | None:
    if "date" in columns and (any(map(RESULT.fullmatch, texts)) or {"考勤日期", "打卡结果"} <= texts):
        return "dingtalk-daily"
    if "date" in columns and "signed_in" in columns and "signed_out" in columns:
        return "zkteco"
    if {"考勤号码"} <= texts and ("stamp" in columns or ("date" in columns and "status" in columns)):
        return "zkteco"
    return None
