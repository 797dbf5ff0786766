"""Exports of attendance machines, found by their own headings: 钉钉, 企业微信, 考勤机."""

from __future__ import annotations

from qianyi.intake.grid_shape import Block
from qianyi.intake.tables import Table
from qianyi.intake.values import level_text


def is_export(table: Table, block: Block) -> bool:
    """Whether a grid is a machine's export."""
    return grid_kind(table, block) != "grid"


def grid_kind(table: Table, block: Block) -> str:
    """`grid`, or the kind of export that has a column a day."""
    title = "".join(str(v) for row in table.rows[: block.first] for v in row if isinstance(v, str))
    headings = {level_text(v) for row in table.rows[block.first : block.last + 1] for v in row if isinstance(v, str) and v}
    if "上下班打卡" in title or {"账号", "所属规则"} <= headings:
        return "wecom-month"
    labels = {level_text(v) for row in table.rows[block.last + 1 : block.last + 7] for v in row if isinstance(v, str)}
    if "班次名称" in labels and "考勤结果" in labels:
        return "dingtalk-calendar"
    if "月度汇总" in title or "考勤组" in headings:
        return "dingtalk-month"
    return "grid"
