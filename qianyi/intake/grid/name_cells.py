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

STOP = pattern(
    r"^(?:合计|总计|小计|共计|本页|注|备注|说明|图例|符号|代号|代码|记号|标记|制表|填表|审核|审批|复核|负责人|单位负责|科室负责|签字|签名|考勤员|考勤人|主管|分管|领导|含义|意义|"
    r"盖章|公章|日期|姓名|单位|填报|出勤|平均|附)|考勤|(?:签字|签名|负责人|盖章|意见|人数|合计)$",
    "合计",
    "考勤员",
    "领导签字",
)
_NAME = pattern(r"[^\W\d_](?:[^\W_]|[·.()'-])+", "何穗", "阿依·古丽")
_LONGEST_NAME: Final = 20
_BRACKETS = str.maketrans("[]【】〔〕{}<>《》〈〉「」", "()" * 8)


def is_person(value: Value) -> bool:
    """Whether the cell of a name column can be a person's name."""
    return isinstance(value, str) and _is_name(value)


@lru_cache(16384)
def _is_name(value: str) -> bool:
    text = person_name(value).translate(_BRACKETS)
    if not text or len(text) > _LONGEST_NAME or _NAME.fullmatch(text) is None:
        return False
    if STOP.search(text) is not None or kind_of(text) is not None or is_sum(text) or is_group_sum(text):
        return False
    return not ties(text)
