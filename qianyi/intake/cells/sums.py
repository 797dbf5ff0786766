"""Words of rows that only sum or count: 合计 and its like, what 分类汇总 and 数据透视表 write, statistics below marks."""

from __future__ import annotations

from functools import lru_cache

from qianyi.intake.cells.values import squeeze
from qianyi.intake.opening.tables import Value
from qianyi.patterns import pattern

_WORD = "合计|总计|小计|共计|累计|总数|汇总|计数|求和|总和|平均|均值|均分|最高|最低|最大|最小|及格率|优秀率|优良率|合格率|标准差|中位数"
_ALONE = pattern(
    rf"(?:本页|本表|本月|本年|全县|全年|全部|分类|总)?(?:{_WORD})(?:数|值|分|分数|得分|成绩|年龄|人数|天数|项)?(?:$|[:：(（\d人名天])"
    r"|共\d+[人名]|(?:总|参评|参加|实评|应评|应到|实到|优秀|良好|合格|及格|不合格)?人数$"
    r"|(?:总|应得|实得|标准|满|平均得)分$|得分率$|排名$|名次$|\(空白\)$|(?:[Gg]rand|GRAND)?(?:[Tt]otal|TOTAL)$",
    "本页合计",
    "共37人",
    "总人数",
    "Grand Total",
)
_FIRST = frozenset("本全分总合小共累汇计求平均最及优标中人参实应良不满得排名(GgTt")
"""With what a text begins that says so alone."""
_GROUP = tuple("合计 小计 总计 汇总 计数 求和 平均 平均值 平均分 最高 最高分 最低 最低分 最大值 最小值 及格率".split())
_PIVOT = frozenset({"行标签", "列标签"})
_PIVOT_FIELDS = tuple(
    f"{word}{colon}" for word in "计数项 求和项 平均值项 最大值项 最小值项".split() for colon in ":："
)

_COUNT = pattern(r"\d+(?:\.\d+)?[人名个位家]?", "37人")


@lru_cache(8192)
def _is_sum(text: str) -> bool:
    flat = squeeze(text)
    return flat[:1] in _FIRST and _ALONE.match(flat) is not None


@lru_cache(8192)
def _is_group_sum(text: str) -> bool:
    flat = squeeze(text)
    flat = flat[:-1] if flat.endswith((":", "：")) else flat
    return flat.endswith(_GROUP) and flat not in _GROUP


def is_sum(value: Value) -> bool:
    """Whether a cell says, alone, that its row sums or counts."""
    return isinstance(value, str) and value != "" and _is_sum(value)


def is_count(value: Value) -> bool:
    """Whether a cell of names holds how many there are (37, 37人) in the place of one."""
    if isinstance(value, str):
        return value[:1].isdecimal() and _COUNT.fullmatch(squeeze(value)) is not None
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def is_group_sum(value: Value) -> bool:
    """Whether a cell says so behind the name of a group (柳树乡卫生院 汇总, 一年 计数)."""
    return isinstance(value, str) and 3 <= len(value) <= 40 and _is_group_sum(value)


def is_pivot(value: Value) -> bool:
    """Whether a cell begins a pivot table (行标签, 计数项:姓名): down to the next blank row its rows only count."""
    return (
        isinstance(value, str)
        and value != ""
        and ((flat := squeeze(value)) in _PIVOT or flat.startswith(_PIVOT_FIELDS))
    )
