"""请假登记 and 评分 of a true county, written down in any of the layouts people use. Every cell remembers what it is about."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

Key = tuple[Any, ...] | None
Cell = tuple[Any, Key]
Rows = list[list[Cell]]

UNDER = ["请假时间", "请假起止时间", "起止日期", "时间"]
ENDS = [("起", "止"), ("自", "至"), ("从", "到"), ("开始", "结束"), ("起始日期", "截止日期")]
ALONE = ["请假起止时间", "请假时间", "起止日期", "请假期间"]
TITLES = {
    "4.2.1": ["书面请假，按程序办理", "书面请假", "书面请假,按程序办理（5分）"],
    "4.2.2": ["服从当地和受援单位管理", "服从当地"],
    "4.3.1": ["指导提高诊治水平", "1.指导提高诊治水平"],
    "4.3.3": ["巡回医疗、健康教育、公共卫生", "巡回医疗"],
    "4.3.6": ["参与家庭医生签约服务", "参与家庭医生"],
}
"""What a rubric's lines are called, whole or begun: a handful of them."""


@dataclass(frozen=True)
class Leave:
    """An approved leave as it was: from the afternoon of its first day on, or to the morning of its last."""

    name: str
    kind: str
    word: str
    start: date
    end: date
    late: bool = False
    early: bool = False


def leave_rows(leaves: Sequence[Leave], style: int, rng: random.Random) -> tuple[Rows, list[tuple[int, int, int, int]]]:
    """The register: 0 plain, 1 start and end below one heading, 2 in one cell, 3 two pages side by side. Rows and merges."""
    merged: list[tuple[int, int, int, int]] = []
    one, other = ("开始日期", "结束日期") if style == 0 else rng.choice(ENDS)
    heads = ["姓名", "请假类型", one, other, "批准单位", "批准日期"]
    rows: list[list[Any]] = [heads]
    if style == 1:
        rows = [["姓名", "请假类型", rng.choice(UNDER), "", "批准单位", "批准日期"], ["", "", one, other, "", ""]]
        merged = [(0, 2, 0, 3), *((0, c, 1, c) for c in (0, 1, 4, 5))]
    elif style == 2:
        rows = [["姓名", "请假类型", rng.choice(ALONE), "批准单位", "批准日期"]]
    made = [_leave(one, number, style, rng) for number, one in enumerate(leaves)]
    if style == 3:
        middle = (len(made) + 1) // 2
        left, right = made[:middle], made[middle:]
        rows = [[*rows[0], *rows[0]]]
        blank: list[Cell] = [("", None)] * len(heads)
        made = [[*row, *(right[i] if i < len(right) else blank)] for i, row in enumerate(left)]
    return [[(head, None) for head in row] for row in rows] + made, merged


def _leave(leave: Leave, number: int, style: int, rng: random.Random) -> list[Cell]:
    about = ("leave", leave.name, number)
    who: list[Cell] = [(leave.name, (*about, "name")), (leave.word, (*about, "kind"))]
    approved: list[Cell] = [("受援单位", (*about, "approver")), (leave.start.isoformat(), (*about, "approved"))]
    late, early = ("下午" if leave.late else ""), ("上午" if leave.early else "")
    if style == 2:
        return [*who, (_span(leave, late, early, rng), (*about, "days")), *approved]
    spell = (lambda day: day.isoformat()) if style == 0 else rng.choice(_SPELLINGS)
    start: Any = leave.start if not late and style != 2 and rng.random() < 0.5 else f"{spell(leave.start)}{late}"
    end = f"{spell(leave.end)}{early}"
    return [*who, (start, (*about, "days")), (end, (*about, "days")), *approved]


_SPELLINGS = [
    lambda day: day.isoformat(),
    lambda day: f"{day.year}.{day.month}.{day.day}",
    lambda day: f"{day.year}年{day.month}月{day.day}日",
    lambda day: f"{day:%Y/%m/%d}",
]


def _span(leave: Leave, late: str, early: str, rng: random.Random) -> str:
    """Both days in one cell; a single day may stand alone."""
    one, other = leave.start, leave.end
    if one == other and (late or early or rng.random() < 0.5):
        return f"{rng.choice(_SPELLINGS)(one)}{late or early}"
    spell = rng.choice(_SPELLINGS)
    short = one.month == other.month and one.day < other.day
    if short and not late + early and rng.random() < 0.4:
        return rng.choice(
            [f"{one.year}年{one.month}月{one.day}日至{other.day}日", f"{one.year}.{one.month}.{one.day}-{other.day}"]
        )
    joint = rng.choice(["至", " 至 ", "—", "～", "到"])
    return f"{spell(one)}{late}{joint}{spell(other)}{early}"


def marks_rows(marks: dict[str, dict[str, int]], style: int, rng: random.Random) -> Rows:
    """评分: 0 a row a line, 1 ids across, 2 titles across, 3 ids twice side by side, 4 titles twice."""
    lines = list(TITLES)
    if style == 0:
        return [
            [("对象", None), ("条款", None), ("得分", None)],
            *[
                [(name, ("score", name)), (id, ("score", name, id)), (points, ("score", name, id))]
                for name, given in marks.items()
                for id, points in given.items()
            ],
        ]
    rng.shuffle(lines)
    words = {
        id: rng.choice(TITLES[id]) if style % 2 == 0 else rng.choice([id, f"{id} {TITLES[id][0]}"]) for id in lines
    }
    head: list[Cell] = [("姓名", None), *((words[id], None) for id in lines)]
    made: Rows = []
    for name, given in marks.items():
        made.append([(name, ("score", name)), *((given.get(id, ""), ("score", name, id)) for id in lines)])
    if style < 3:
        return [head, *made]
    middle = (len(made) + 1) // 2
    blank: list[Cell] = [("", None)] * len(head)
    return [
        [*head, *head],
        *[[*row, *(made[middle + i] if middle + i < len(made) else blank)] for i, row in enumerate(made[:middle])],
    ]
