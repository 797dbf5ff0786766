"""Attendance in other shapes: days down and people across, a sheet a person, year cards. The same days at their cells."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest

from qianyi.dossier import Dossier
from qianyi.dossier.kinds import CHINESE, halves
from qianyi.dossier.records import Placement, Stretch
from qianyi.dossier.source import Sheet
from qianyi.intake.context import Context
from qianyi.intake.opening.tables import Table
from qianyi.intake.registers.sheet_kinds import recognise
from qianyi.intake.sheet import read_sheet
from qianyi.policy.settings import Settings
from tests.make.days import WEEK, days_of
from tests.make.memory import policy
from tests.make.reading import LEGEND

SEPTEMBER = days_of(2022, 9)
ROSTER = Sheet("名单.xlsx", "名单", (0, 0), "roster")


def take(rows: Sequence[Sequence[Any]], name: str = "Sheet1", **kw: Any) -> Dossier:
    """What a sheet gives beside a roster of 李小满 and 周立秋."""
    dossier = Dossier()
    dossier.placements = [
        Placement(sheet=ROSTER, row=i, order=i, name=who, support="县医院", recipient="甲镇卫生院")
        for i, who in enumerate(("李小满", "周立秋"))
    ]
    table = Table("考勤.xlsx", name, (1, 0), [list(row) for row in rows], **kw)
    read_sheet(table, recognise(table), Context(dossier, policy(), Settings()))
    return dossier


def days(dossier: Dossier, name: str = "李小满") -> dict[date, str]:
    out = {}
    for stretch in dossier.stretches:
        for i, mark in enumerate(stretch.days if stretch.name == name else b""):
            morning, afternoon = (CHINESE[kind] for kind in halves(mark))
            if mark:
                out[stretch.first + timedelta(i)] = morning if morning == afternoon else f"{morning}/{afternoon}"
    return out


def cell(dossier: Dossier, day: date, name: str = "李小满") -> str:
    (stretch,) = (s for s in dossier.stretches if s.name == name and 0 <= (day - s.first).days < len(s.days))
    return stretch.place((day - stretch.first).days).a1


def codes(dossier: Dossier) -> list[str]:
    return [finding.code for finding in dossier.found]


SPELT: dict[str, Any] = {
    "numbers": lambda day: float(day.day),
    "text": lambda day: f"{day.day}日",
    "dates": lambda day: day,
    "dots": lambda day: f"{day.month}.{day.day}",
    "in full": lambda day: f"2022年{day.month}月{day.day}日",
}


@pytest.mark.parametrize("spelt", list(SPELT))
@pytest.mark.parametrize("heading", ["日期", "日", "日期\\姓名", "姓名/日期", "考勤日期"])
@pytest.mark.parametrize("weekday", [True, False])
def test_days_down_and_people_across(spelt: str, heading: str, weekday: bool) -> None:
    between = [["星期"], *([WEEK[day.weekday()]] for day in SEPTEMBER)] if weekday else [[] for _ in range(31)]
    rows = [["甲镇卫生院2022年9月考勤表"], [heading, *between[0], "李小满", "周立秋"]]
    for i, day in enumerate(SEPTEMBER, 1):
        rows.append([SPELT[spelt](day), *between[i], {1: "√", 2: "△"}.get(i, ""), {5: "？"}.get(i, "")])
    dossier = take([*rows, [LEGEND]])
    assert days(dossier) == {date(2022, 9, 1): "出勤", date(2022, 9, 2): "事假"}
    assert cell(dossier, date(2022, 9, 2)) == ("C4" if weekday else "B4")
    (finding,) = (f for f in dossier.found if f.code == "A403")
    assert (finding.person, [c.a1 for c in finding.cells]) == ("周立秋", ["D7" if weekday else "C7"])
    assert [s.cells("name")[0].a1 for s in dossier.stretches] == (["C2", "D2"] if weekday else ["B2", "C2"])


def test_people_across_in_halves() -> None:
    rows: list[list[Any]] = [["2022年9月考勤表"], ["日期", "李小满", "", "周立秋", ""], ["", *["上午", "下午"] * 2]]
    rows += [[day.day, *(["√", "△", "√", "√"] if day.day == 1 else [""] * 4)] for day in SEPTEMBER]
    dossier = take([*rows, [LEGEND]], merged=((1, 0, 2, 0), (1, 1, 1, 2), (1, 3, 1, 4)))
    assert days(dossier) == {date(2022, 9, 1): "出勤/事假"}
    assert days(dossier, "周立秋") == {date(2022, 9, 1): "出勤"}
    assert cell(dossier, date(2022, 9, 1)) == "C4"  # the afternoon is what is no presence


def test_a_name_that_the_roster_lacks_is_read_with_the_others() -> None:
    rows: list[list[Any]] = [["2022年9月考勤表"], ["日期", "李小满", "周立冬", "备注", "签字"]]
    rows += [[day.day, "√" if day.day == 1 else "", "√" if day.day == 2 else "", "", ""] for day in SEPTEMBER]
    dossier = take(rows)
    assert [s.name for s in dossier.stretches] == ["李小满", "周立冬"]


def test_a_weekday_column_of_another_month_is_told() -> None:
    rows: list[list[Any]] = [["2022年9月考勤表"], ["日期", "星期", "李小满"]]
    rows += [[day.day, WEEK[(day.weekday() + 3) % 7], "√"] for day in SEPTEMBER]
    dossier = take(rows)
    assert (dossier.stretches, codes(dossier)) == ([], ["A416"])
    assert [cell.a1 for cell in dossier.found[0].cells] == ["A1", "B3"]


def test_a_mark_merged_over_days_holds_for_all() -> None:
    rows: list[list[Any]] = [["2022年9月考勤表"], ["日期", "李小满"]]
    rows += [[day.day, "产假" if day.day == 5 else ""] for day in SEPTEMBER]
    dossier = take(rows, merged=((6, 1, 8, 1),))
    assert [day.day for day in days(dossier)] == [5, 6, 7]


def test_a_legend_beside_days_that_run_down() -> None:
    rows: list[list[Any]] = [["2022年9月考勤表"], ["日期", "李小满", "", "符号", "含义"]]
    rows += [[day.day, {1: "△", 2: "○"}.get(day.day, ""), "", "", ""] for day in SEPTEMBER]
    for row, pair in zip(rows[2:], [("△", "事假"), ("○", "病假")], strict=False):
        row[3:] = pair
    assert days(take(rows)) == {date(2022, 9, 1): "事假", date(2022, 9, 2): "病假"}


@pytest.mark.parametrize(
    "above",
    [
        [["姓名", "李小满", "受援单位", "甲镇卫生院"]],
        [["姓名：李小满", "", "受援单位：甲镇卫生院"]],
        [["派驻人员姓名:", "", "李小满"]],
        [["科室：内科  姓名：李小满  职称：主治医师"]],
    ],
)
@pytest.mark.parametrize(
    "heads", [["上午", "下午"], ["星期", "上午", "下午"], ["出勤情况"], ["考勤"], ["星期", "状态", "备注"]]
)
@pytest.mark.parametrize("spelt", ["dates", "numbers", "dots"])
def test_a_sheet_a_person(above: list[list[Any]], heads: list[str], spelt: str) -> None:
    rows: list[list[Any]] = [["派驻人员考勤登记表（2022年9月）"], *above, ["日期", *heads]]
    for day in SEPTEMBER:
        mark = {1: "√", 2: "事假"}.get(day.day, "")
        kinds = {"星期": WEEK[day.weekday()], "备注": "", "上午": "√" if mark else ""}
        rows.append([SPELT[spelt](day), *(kinds.get(head, mark) for head in heads)])
    dossier = take(rows)
    half = "出勤/事假" if "上午" in heads else "事假"
    assert days(dossier) == {date(2022, 9, 1): "出勤", date(2022, 9, 2): half}
    at = "BCD"[heads.index("下午" if "上午" in heads else next(h for h in heads if h not in ("星期", "备注")))]
    assert cell(dossier, date(2022, 9, 2)) == f"{at}5"


def test_a_sheet_named_after_its_person() -> None:
    rows: list[list[Any]] = [["2022年9月考勤"], ["日期", "上午", "下午"], *([d.day, "√", "√"] for d in SEPTEMBER)]
    assert len(days(take(rows, name="李小满"))) == 30
    assert take(rows, name="Sheet1").stretches == []


def test_dates_of_two_months_in_one_column() -> None:
    both = [*days_of(2022, 9), *days_of(2022, 10)]
    rows: list[list[Any]] = [["姓名", "李小满"], ["日期", "上午", "下午"], *([day, "√", "事假"] for day in both)]
    dossier = take(rows)
    assert len(days(dossier)) == 61
    assert cell(dossier, date(2022, 10, 31)) == "C63"


YEAR = [f"{number}月" for number in (9, 10, 11)]


def card(name: str, *, above: list[list[Any]], labels: Sequence[Any] = YEAR, head: str = "月份") -> list[list[Any]]:
    marks = [["√", "△", *[""] * 29], ["", "○", *[""] * 29], [*[""] * 29, "×", ""]]
    return [
        ["派驻人员年度考勤卡"],
        *above,
        [head, *range(1, 32)],
        *([label, *row] for label, row in zip(labels, marks, strict=True)),
        [LEGEND],
    ]


EXPECTED = {date(2022, 9, 1): "出勤", date(2022, 9, 2): "事假", date(2022, 10, 2): "病假", date(2022, 11, 30): "旷工"}


@pytest.mark.parametrize(
    "labels",
    [
        YEAR,
        ["9", "10", "11"],
        [9.0, 10.0, 11.0],
        ["九月", "十月", "十一月"],
        ["2022年9月", "2022年10月", "2022年11月"],
        ["2022-09", "2022-10", "2022-11"],
        [date(2022, 9, 1), date(2022, 10, 1), date(2022, 11, 1)],
    ],
)
@pytest.mark.parametrize(
    "above", [[["姓名：李小满", "", "受援单位：甲镇卫生院", "2022年度"]], [["姓名", "李小满", "2022年度"]]]
)
def test_a_year_card(labels: Sequence[Any], above: list[list[Any]]) -> None:
    dossier = take(card("李小满", above=above, labels=labels))
    assert (days(dossier), codes(dossier)) == (EXPECTED, [])
    assert cell(dossier, date(2022, 10, 2)) == "C5"


def test_a_year_card_without_a_year_is_told_once() -> None:
    dossier = take(card("李小满", above=[["姓名：李小满"]]))
    assert (days(dossier), codes(dossier)) == (EXPECTED, ["I009"])
    assert [c.a1 for c in dossier.found[0].cells] == ["A4", "A5", "A6"]


def test_two_cards_in_a_sheet() -> None:
    cards = [row for name in ("李小满", "周立秋") for row in [*card(name, above=[[f"姓名：{name}", "2022年度"]]), []]]
    dossier = take(cards)
    assert (days(dossier), days(dossier, "周立秋")) == (EXPECTED, EXPECTED)
    assert cell(dossier, date(2022, 10, 2), "周立秋") == "C13"


def test_a_card_of_a_sheet_named_after_its_person() -> None:
    assert days(take(card("", above=[["2022年度"]]), name="李小满")) == EXPECTED


@pytest.mark.parametrize("month_first", [True, False])
@pytest.mark.parametrize("merged", [True, False])
def test_a_row_a_person_and_month(month_first: bool, merged: bool) -> None:
    heads = ["月份", "姓名"] if month_first else ["姓名", "月份"]
    rows: list[list[Any]] = [["2022年度考勤登记表"], [*heads, *range(1, 32)]]
    for name in ("李小满", "周立秋"):
        for i, label in enumerate(YEAR):
            lead = [label, name if not merged or i == 0 else ""]
            rows.append(
                [*(lead if month_first else lead[::-1]), "√" if i == 0 else "", "△" if i == 1 else "", *[""] * 29]
            )
    column = 1 if month_first else 0
    areas = ((2, column, 4, column), (5, column, 7, column)) if merged else ()
    dossier = take([*rows, [LEGEND]], merged=areas)
    expected = {date(2022, 9, 1): "出勤", date(2022, 10, 2): "事假"}
    assert (days(dossier), days(dossier, "周立秋")) == (expected, expected)
    assert cell(dossier, date(2022, 10, 2), "周立秋") == "D7"


def test_a_mark_on_the_31st_of_a_month_of_30_days_is_told() -> None:
    rows = card("李小满", above=[["姓名：李小满", "2022年度"]])
    rows[3][31] = "√"
    dossier = take(rows)
    (finding,) = (f for f in dossier.found if f.code == "I004")
    assert [c.a1 for c in finding.cells] == ["AF4"]


def test_a_card_in_halves() -> None:
    rows: list[list[Any]] = [["姓名：李小满", "2022年度"], ["月份", "", *range(1, 32)]]
    rows += [
        ["9月", "上午", "√", *[""] * 30],
        ["", "下午", "△", *[""] * 30],
        ["10月", "上午", "", "√", *[""] * 29],
        ["", "下午", "", "√", *[""] * 29],
    ]
    dossier = take([*rows, [LEGEND]], merged=((2, 0, 3, 0), (4, 0, 5, 0)))
    assert days(dossier) == {date(2022, 9, 1): "出勤/事假", date(2022, 10, 2): "出勤"}
    assert cell(dossier, date(2022, 9, 1)) == "C4"


@pytest.mark.parametrize(
    "rows",
    [
        [["序号", "项目", "分值"], *([i, "要求", 5] for i in range(1, 31))],
        [["日期", "收入", "支出"], *([d, 5, 6] for d in SEPTEMBER)],
        [["日期", "天气", "值班"], *([d, "晴", "某"] for d in SEPTEMBER)],
    ],
)
def test_other_tables_with_figures_down_are_no_attendance(rows: list[list[Any]]) -> None:
    assert take(rows).stretches == []


def test_stretch_tells_its_day_by_cell() -> None:
    dossier = take([["2022年9月考勤表"], ["日期", "李小满"], *([d.day, "√"] for d in SEPTEMBER)])
    stretch: Stretch = dossier.stretches[0]
    assert stretch.day_at(stretch.place(4)) == date(2022, 9, 5)


def test_dates_as_text_of_two_months_in_one_column() -> None:
    both = [*days_of(2022, 9), *days_of(2022, 10)]
    rows: list[list[Any]] = [
        ["姓名", "李小满"],
        ["日期", "上午", "下午"],
        *([day.isoformat(), "√", "事假"] for day in both),
    ]
    assert len(days(take(rows))) == 61


def test_days_down_from_the_26th_to_the_25th() -> None:
    span = [*days_of(2022, 8)[25:], *days_of(2022, 9)[:25]]
    for spelt in ("numbers", "dots", "text"):
        rows = [["2022年9月考勤表（8月26日—9月25日）"], ["日期", "李小满"], *([SPELT[spelt](day), "√"] for day in span)]
        assert list(days(take(rows))) == span


def test_a_legend_beside_that_reaches_down_to_the_totals() -> None:
    rows: list[list[Any]] = [
        ["2022年9月考勤表"],
        ["日期", "李小满", "", ""],
        *([d.day, "△", "", ""] for d in SEPTEMBER),
    ]
    rows.append(["合计", "", 3, "△ 事假"])
    assert set(days(take(rows)).values()) == {"事假"}


def _person_page(name: str, institution: str, absent: int) -> list[list[Any]]:
    rows = [[day.day, "√", "×" if day.day == absent else "√"] for day in SEPTEMBER]
    return [["2022年9月考勤表"], ["姓名", name, "单位", institution], ["日期", "上午", "下午"], *rows, [LEGEND]]


def _year_card(name: str, institution: str, absent: int) -> list[list[Any]]:
    marks = ["×" if day == absent else "√" for day in range(1, 31)]
    head = ["月份", *range(1, 32)]
    return [["2022年度考勤卡"], ["姓名", name, "单位", institution], head, ["9月", *marks], [LEGEND]]


@pytest.mark.parametrize(("page", "kept", "absence"), [(_person_page, 30, "出勤/旷工"), (_year_card, 30, "旷工")])
def test_the_name_above_a_later_persons_days_is_no_row_of_the_one_before(page: Any, kept: int, absence: str) -> None:
    dossier = take([*page("李小满", "甲镇卫生院", 5), [], *page("周立秋", "乙镇卫生院", 7)])
    assert codes(dossier) == []
    for name, institution, day in (("李小满", "甲镇卫生院", 5), ("周立秋", "乙镇卫生院", 7)):
        found = days(dossier, name)
        assert len(found) == kept
        assert [when.day for when, what in found.items() if what != "出勤"] == [day]
        assert found[date(2022, 9, day)] == absence
        assert {s.sheet.institution or s.recipient for s in dossier.stretches if s.name == name} == {institution}


@pytest.mark.parametrize("written", ["", 6.0, 17.0])
def test_one_wrong_or_missing_date_down_the_side_costs_its_own_row_alone(written: float | str) -> None:
    """The date of the 7th (row 9) reads 6, 17 or nothing: its 旷工 is of no day, and told; the other days stay."""
    rows = [[written if d.day == 7 else float(d.day), "×" if d.day == 7 else "√", "√"] for d in SEPTEMBER]
    dossier = take([["2022年9月考勤表"], ["日期", "李小满", "周立秋"], *rows, [LEGEND]])
    assert [(f.code, [at.a1 for at in f.cells]) for f in dossier.found] == [("I004", ["A9"])]
    for name in ("李小满", "周立秋"):
        assert days(dossier, name) == {d: "出勤" for d in SEPTEMBER if d.day != 7}


def test_a_day_in_two_rows_down_the_side() -> None:
    """上午 and 下午 below each other, the date beside the first: 周立秋 was away in the afternoon of the 7th."""
    rows: list[list[Any]] = []
    for d in SEPTEMBER:
        rows.append([float(d.day), "上午", "√", "√"])
        rows.append(["", "下午", "√", "×" if d.day == 7 else "√"])
    dossier = take([["2022年9月考勤表"], ["日期", "时段", "李小满", "周立秋"], *rows, [LEGEND]])
    assert codes(dossier) == []
    assert days(dossier) == dict.fromkeys(SEPTEMBER, "出勤")
    assert days(dossier, "周立秋") == dict.fromkeys(SEPTEMBER, "出勤") | {date(2022, 9, 7): "出勤/旷工"}


@pytest.mark.parametrize("sheet", ["李小满", "周立秋", "李小满 (2)"])
def test_a_sheet_named_after_a_person_whose_columns_are_headed_by_names(sheet: str) -> None:
    rows: list[list[Any]] = [["2022年9月考勤表"], ["日期", "李小满"]]
    rows += [[day.day, "√" if day.day == 1 else ""] for day in SEPTEMBER]
    dossier = take(rows, name=sheet)
    assert days(dossier) == {date(2022, 9, 1): "出勤"}
    assert [s.name for s in dossier.stretches] == ["李小满"]
