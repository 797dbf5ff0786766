"""What can be a person's name in a grid, and what a line of totals, notes or signatures begins with."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from qianyi.intake.cells.names import person_name
from qianyi.intake.cells.sums import is_group_sum, is_sum
from qianyi.intake.opening.tables import Value
from qianyi.intake.outside.notes import ties
from qianyi.intake.signs.day_words import kind_of
from qianyi.patterns import pattern

_BEGINNINGS: Final = tuple(
    "合计 总计 小计 共计 本页 注 备注 说明 图例 符号 代号 代码 记号 标记 制表 填表 审核 审批 复核 负责人 单位负责 科室负责 签字 签名 "
    "考勤员 考勤人 主管 分管 领导 含义 意义 盖章 公章 日期 姓名 单位 填报 出勤 平均 附".split()
)
_ENDINGS: Final = tuple("签字 签名 负责人 盖章 意见 人数 合计".split())
_NAME = pattern(r"[^\W\d_](?:[^\W_]|[·.()'-])+", "何穗", "阿依·古丽")
_LONGEST_NAME: Final = 20
_BRACKETS = str.maketrans("[]【】〔〕{}<>《》〈〉「」", "()" * 8)


def stops(text: str) -> bool:
    """Whether a squeezed text begins or ends a line of totals, of signatures or a note: 合计, 考勤员, 领导签字."""
    return text.startswith(_BEGINNINGS) or text.endswith(_ENDINGS) or "考勤" in text


def is_person(value: Value) -> bool:
    """Whether the cell of a name column can be a person's name."""
    return isinstance(value, str) and _is_name(value)


@lru_cache(16384)
def _is_name(value: str) -> bool:
    text = person_name(value)
    if not (len(text) > 1 and text.isalpha()):  # as nearly every name is
        text = text.translate(_BRACKETS)
        if not text or _NAME.fullmatch(text) is None:
            return False
    if len(text) > _LONGEST_NAME or stops(text) or kind_of(text) is not None:
        return False
    return not (is_sum(text) or is_group_sum(text) or ties(text))
