"""Lines in a grid that name a group: no person's row, and with marks beside it told of, never lost."""

from __future__ import annotations

from typing import Any

import pytest

from qianyi.dossier import Dossier
from qianyi.dossier.records import Placement
from qianyi.dossier.source import Sheet
from qianyi.intake.context import Context
from qianyi.intake.registers.sheet_kinds import recognise
from qianyi.intake.sheet import read_sheet
from qianyi.policy.settings import Settings
from tests.make.memory import policy
from tests.make.reading import page, table

GROUPS = [
    "内科组",
    "第一组",
    "一组",
    "1组",
    "A组",
    "内科一组",
    "第一小组",
    "第二组（5人）",
    "内科 组",
    "外科：",
    "内科（共3人）",
    "一、内科",
    "（一）内科",
    "■内科",
    "【内科】",
    "护理部",
    "医疗队",
    "乙班",
    "门诊",
    "药剂",
    "后勤",
    "派驻人员",
    "本院职工",
    "院领导",
    "医护人员",
    "护士",
    "第一批",
    "合计：8人",
    "小计：3人",
    "共8人",
]
MARKED = page({"李小满": dict.fromkeys(range(1, 31), "√"), "周立秋": {1: "△"}}, totals=["出勤"], figures=[0.0])


def take(group: list[Any], at: int = 3, roster: tuple[str, ...] = ("李小满", "周立秋")) -> Dossier:
    """September's grid with a line of a group in row 4 (or above the second person), read beside a roster."""
    rows = [*MARKED[:at], [*group, *[""] * (len(MARKED[1]) - len(group))], *MARKED[at:]]
    dossier = Dossier()
    dossier.placements = [
        Placement(sheet=Sheet("名单.xlsx", "名单", (0, 0), "roster"), row=i, order=i, name=name)
        for i, name in enumerate(roster)
    ]
    context = Context(dossier, policy(), Settings())
    context.learn_people()
    one = table(rows)
    read_sheet(one, recognise(one), context)
    return dossier


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize("at", [3, 4])
@pytest.mark.parametrize("serial", ["", "一", "（二）", "5人"])
def test_it_is_no_person(name: str, at: int, serial: str) -> None:
    dossier = take([serial, name], at)
    assert [one.name for one in dossier.stretches] == ["李小满", "周立秋"]
    assert [one.code for one in dossier.found if one.code in ("A401", "I004", "A403")] == []


def test_sums_of_nothing_beside_it_are_none() -> None:
    dossier = take(["", "内科组", *[""] * 30, 0.0])
    assert [one.name for one in dossier.stretches] == ["李小满", "周立秋"]


@pytest.mark.parametrize("name", GROUPS)
@pytest.mark.parametrize(
    "marks", [["√"] * 30, ["", "×"], ["√"], ["事", "事"], ["×", "√"]], ids=["all", "one ×", "one √", "two", "both"]
)
def test_with_marks_it_is_told(name: str, marks: list[str]) -> None:
    dossier = take(["", name, *marks])
    rows = {one.row for one in dossier.stretches}  # A401 tells of who is not on the roster
    told = {cell.row for one in dossier.found if one.code == "I004" for cell in one.cells}
    assert 3 in rows | told
    assert [one.name for one in dossier.stretches if one.row > 3] == ["李小满", "周立秋"]


@pytest.mark.parametrize("name", ["王科", "李班", "陈护理"])
def test_a_person_of_the_roster_is_one_without_marks_too(name: str) -> None:
    dossier = take(["", name], roster=("李小满", "周立秋", name))
    assert [one.name for one in dossier.stretches] == [name, "李小满", "周立秋"]


def test_a_row_with_a_number_is_a_persons() -> None:
    assert [one.name for one in take([3.0, "赵小队"]).stretches] == ["赵小队", "李小满", "周立秋"]
