"""Exports of attendance machines, found by their own headings: 钉钉, 企业微信, 考勤机. Columns are never counted."""

from __future__ import annotations

import re
from datetime import date, datetime
from unicodedata import normalize

from qianyi.dossier.source import Sheet
from qianyi.intake import exports_rows
from qianyi.intake.context import Context
from qianyi.intake.grid_people import Row, is_person, people_rows
from qianyi.intake.grid_shape import Block, find_first
from qianyi.intake.headings import Heading
from qianyi.intake.tables import Table, Value
from qianyi.intake.values import level_text
from qianyi.patterns import pattern

_MADE = pattern(r"(?:制表|生成|导出)(?:时间|日期)\s*:?\s*(\d{4})\D(\d{1,2})\D(\d{1,2})")


def find_heading(table: Table, context: Context) -> Heading | None:
    """The heading of a machine's export, None where the sheet is none."""
    block = find_first(table)
    if block is not None:
        kind = grid_kind(table, block)
        if kind == "grid":
            return None
        return Heading(kind, (block.first, block.last), dict(block.columns), score=float(len(block.days)))
    return exports_rows.find_heading(table)


def read(table: Table, heading: Heading, context: Context) -> Sheet:
    """The days of an export as Stretch records; findings to the context."""
    if heading.kind in exports_rows.READERS:
        return exports_rows.read(table, heading, context)
    from qianyi.intake.grid import read_blocks

    people = _results if heading.kind == "dingtalk-calendar" else people_rows
    made = _made(table, heading.rows[0]) if heading.kind == "wecom-month" else None
    return read_blocks(table, heading, context, people, made)


def is_export(table: Table, block: Block) -> bool:
    """Whether a grid is a machine's export."""
    return grid_kind(table, block) != "grid"


def grid_kind(table: Table, block: Block) -> str:
    """`grid`, or the kind of export that has a column a day."""
    title = "".join(str(v) for row in table.rows[: block.first] for v in row if isinstance(v, str))
    headings = _levels(table.rows[block.first : block.last + 1])
    if "上下班打卡" in title or {"账号", "所属规则"} <= headings:
        return "wecom-month"
    if {"班次名称", "考勤结果"} <= _levels(table.rows[block.last + 1 : block.last + 7]):
        return "dingtalk-calendar"
    if "月度汇总" in title or "考勤组" in headings:
        return "dingtalk-month"
    return "grid"


def _levels(rows: list[list[Value]]) -> set[str]:
    return {level_text(v) for row in rows for v in row if isinstance(v, str) and v}


def _made(table: Table, until: int) -> date | None:
    """The day an export was made."""
    for row in table.rows[:until]:
        for i, value in enumerate(row):
            if not isinstance(value, str):
                continue
            if found := _MADE.search(normalize("NFKC", value)):
                return date(int(found[1]), int(found[2]), int(found[3]))
            after = row[i + 1] if i + 1 < len(row) else ""
            if re.search(r"(?:制表|生成|导出)(?:时间|日期)", value) and isinstance(after, (date, datetime)):
                return date(after.year, after.month, after.day)
    return None


def _results(table: Table, block: Block, context: Context) -> list[Row]:
    """钉钉日历表: three rows a person (班次名称, 考勤结果, 工作时长), the name merged over them or in each."""
    column = block.columns["name"]
    people: list[Row] = []
    name = ""
    for r in range(block.last + 1, min(block.end, len(table.rows))):
        row = table.rows[r]
        value = row[column] if column < len(row) else ""
        if is_person(value):
            name = context.person(str(value))
        label = next((level_text(v) for v in row if isinstance(v, str) and level_text(v) == "考勤结果"), "")
        if label and name:
            people.append(Row(name, r))
    return people
