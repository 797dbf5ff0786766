"""青水县 (invented): nothing wrong anywhere. What a year looks like when every paper is in order."""

from __future__ import annotations

from samples.build import Maker
from samples.county import County

README = """\
# 青水县 2022 年度（样例，无问题）

县、单位、人员都是虚构的。名单、一年的考勤和全部登记簿齐全，`qianyi validate` 没有错误和提醒，
`qianyi score` 全部是最终得分。由 `make samples` 生成。
"""


def county() -> County:
    made = Maker(
        "qingshui-2022", "青水县", "上塘 石桥 梅岭 双河 麦田 迎春 蓝田 枫林 鹤鸣 东园 西塘 南市", seed=2
    ).make()
    made.readme = README
    return made
