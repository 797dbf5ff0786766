"""Whose attendance a grid is: the institution named above it."""

from __future__ import annotations

from qianyi.intake.cells.values import squeeze
from qianyi.intake.context import Context
from qianyi.intake.grid.shape import Block
from qianyi.intake.opening.tables import Table
from qianyi.patterns import pattern

_KEEPER = pattern(
    r"(?:^|:.*?)(?:填报|填表|考勤|受援|派驻|支援|派出|报送|使用)?(?:单位|机构|医院)(?:名称|全称)?(?:\([^)]*\))?:(.*)$",
    "填报单位:甲镇卫生院",
)
_KEEPERS = ("单位", "机构", "医院")
_KEEPER_LABEL = pattern(
    r"^(?:填报|填表|考勤|受援|派驻|支援|派出|报送)?(?:单位|机构)(?:名称|全称)?(?:\([^)]*\))?$", "受援单位名称"
)
_FIELD = pattern(
    r"(?:部门|科室|日期|时间|月份|年度|考勤|制表|填表|填报|审核|人数|电话|负责人|受援|派驻|支援|派出|单位|机构)[^:]{0,4}:.*$",
    "科室:内科",
)
_STAMP = pattern(r"\([^()]*章\)", "甲镇卫生院(盖章)")
_DATED = pattern(
    r"\d{4}年|\d{4}[-./]\d|\d{2}年|\d{1,2}月|[二][〇零○]..年|[一二三四五六七八九十]+月",
    "2022年",
    "2022-6",
    "二〇二二年",
)
_LEADING = pattern(r"^(?:\d{4}年度?|\d{2}年|\d{1,2}月份?|\d{4}[-./]\d{1,2}(?:月份?|份)?|\d+)+", "2022年6月甲镇卫生院")
_CUT = pattern(
    r"\d{2,4}年|\d{4}|[二][〇零○].{2}年|\d{1,2}月|[一二三四五六七八九十]+月|年(?=\d|月|度|$)|考勤|出勤|员工|职工|医务人员|工作人员|派驻|支援|千名|对口"
    r"|\((?![^()]*(?:院|院区|院部|站|所|中心)\))|《",
    "2022年",
    "考勤",
)
"""Where the institution's name ends; a bracket that is part of it (分院) is none, nor 年 in a place's name."""
_ENDINGS = tuple(
    "卫生院 医院 中心 卫生室 服务站 卫生站 保健院 保健所 卫生所 分院 门诊部 疾控 防疫站 急救站 血站 监督所 卫健局 卫生健康局 卫生局 "
    "集团 医共体".split()
)
"""Of an institution's name, a bracket behind it (南院) aside."""


def submitter_of(table: Table, block: Block, context: Context, top: int = 0) -> str | None:
    """The grid's institution: a 填报单位/单位 row above the headings, else the title's beginning, else None.

    Below another grid (`top` > 0) what stands nearest above the headings goes first: a line of signatures of the
    grid above may stand there too.
    """
    above = [[squeeze(v) for v in row if isinstance(v, str) and squeeze(v)] for row in table.rows[top : block.first]]
    found = (find(cells) for cells in reversed(above) for find in (_stated, _titled))
    if not top:
        found = (find(cells) for find in (_stated, _titled) for cells in above)
    name = next(filter(None, found), None)
    return context.institution(name) if name else None


def _stated(cells: list[str]) -> str | None:
    """What a row says behind 填报单位 or 单位: dates, stamps and other fields of the line aside."""
    for i, text in enumerate(cells):
        keeper = any(word in text for word in _KEEPERS)
        found = _KEEPER.search(text) if keeper and ":" in text else None
        if found and (name := _bare(found[1])):
            return name
        labelled = found is not None or (keeper and _KEEPER_LABEL.match(text) is not None)
        if labelled and i + 1 < len(cells) and (name := _bare(cells[i + 1])):
            return name
    return None


def _bare(text: str) -> str:
    return _DATED.split(_FIELD.sub("", _STAMP.sub("", text)))[0]


def _titled(cells: list[str]) -> str | None:
    return next(filter(None, map(_institution, cells)), None)


def _institution(title: str) -> str | None:
    """The institution a title begins with (甲镇卫生院2022年9月考勤表), a leading date aside."""
    if not any(word in title for word in _ENDINGS):
        return None
    text = _LEADING.sub("", title) if title[:1].isdecimal() else title
    cut = _CUT.search(text)
    name = (text[: cut.start()] if cut else text).rstrip('“"')
    return name if len(name) > 2 and ":" not in name and _is_institution(name) else None


def _is_institution(name: str) -> bool:
    if not name.endswith(")"):
        return name.endswith(_ENDINGS)
    before, _, inside = name[:-1].rpartition("(")
    return inside != "" and ")" not in inside and before.endswith(_ENDINGS)
