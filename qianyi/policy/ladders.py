"""Grades and steps of approval of a pack: names in order, as data."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from typing import Any

from qianyi.policy.model import Approval, Grade, Parameter, PolicyError
from qianyi.policy.units import as_text, each_table, nearest, show


def read_grades(raw: Any, where: str) -> tuple[Grade, ...]:
    """`[[grades]]`: the best first; those that pass before those that do not. Raises PolicyError."""
    grades = []
    for place, table in each_table(raw, where, Grade.__struct_fields__):
        passes = table.get("passes", True)
        if not isinstance(passes, bool):
            raise PolicyError(f"{place}.passes 应为 true 或 false，写的是 {show(passes)}。")
        grades.append(Grade(as_text(table.get("name"), f"{place}.name"), passes))
    names = [grade.name for grade in grades]
    if len(set(names)) != len(names):
        raise PolicyError(f"{where} 里一个等次写了两次；请留一处。")
    if any(lower.passes and not higher.passes for higher, lower in pairwise(grades)):
        raise PolicyError(f"{where} 要从好到差排：合格的在前，不合格的在后。")
    if not grades or not grades[0].passes:
        raise PolicyError(f"{where} 至少要有一个合格的等次。")
    return tuple(grades)


def check_thresholds(given: Mapping[str, Decimal], grades: Sequence[Grade], where: str) -> None:
    """A county's lowest percents: of known grades, lower from grade to grade. Raises PolicyError."""
    names = [grade.name for grade in grades]
    for name in given:
        if name not in names:
            raise PolicyError(f"{where} 有不认识的键 {name}{nearest(name, names)}；可用 {'、'.join(names)}。")
    bounds = [given[name] for name in names if name in given]
    if any(lower >= higher for higher, lower in pairwise(bounds)):
        raise PolicyError(f"{where} 的分数线须从{names[0]}到{names[-1]}依次降低；请核对。")


def read_approvals(
    raw: Any, where: str, parameters: Mapping[str, Parameter], words: Mapping[str, Mapping[str, tuple[str, ...]]]
) -> tuple[Approval, ...]:
    """`[[approvals]]`: the lowest step first; all but the last have a limit. Raises PolicyError."""
    steps = []
    levels = words.get("approver", {})
    for place, table in each_table(raw, where, Approval.__struct_fields__):
        texts = {key: as_text(value, f"{place}.{key}") for key, value in table.items()}
        if missing := [key for key in ("level", "title") if key not in texts]:
            raise PolicyError(f"{place} 缺 {missing[0]}。")
        if texts["level"] not in levels:
            raise PolicyError(
                f"{place}.level 的 {texts['level']} 不在 [words.approver] 里{nearest(texts['level'], levels)}。"
            )
        limit = texts.get("limit")
        if limit is not None and limit not in parameters:
            raise PolicyError(f"{place}.limit：没有参数 {limit}{nearest(limit, parameters)}。")
        steps.append(Approval(**texts))
    if any(step.limit is None for step in steps[:-1]) or (steps and steps[-1].limit is not None):
        raise PolicyError(f"{where}：除最后一级外都要写 limit（天数上限的参数），最后一级不写。")
    return tuple(steps)
