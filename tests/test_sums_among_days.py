"""Sums among dates that run down, and among the months of a year card: no days, no people, nothing lost beside them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import chinese_calendar
import pytest

from tests.make.command import of, run_json, told
from tests.make.days import WEEK, days_of
from tests.make.disk import JUNE_WORKDAYS, LEGEND, person, roster, save

JUNE = days_of(2022, 6)
MARKS = dict.fromkeys(JUNE_WORKDAYS, "√") | {8: "事"}
SUMS = ["小计", "合计", "本周小计", "第一周合计", "周小计", "小 计", "小计：5天", "第1周小计", "上半月合计", "累计"]


def score(folder: Path, rows: list[list[Any]], *names: str, as_of: str = "2022-06-30") -> dict[str, Any]:
    roster(folder / "名单.xlsx", [person(name) for name in names])
    save(folder / "考勤.xlsx", {"考勤": [*rows, [LEGEND]]})
    return run_json("score", folder, "--as-of", as_of)[1]


def counts(found: dict[str, Any]) -> list[tuple[Any, ...]]:
    return [
        tuple(one["attendance"][field] for field in ("present", "personal", "unrecorded")) for one in found["people"]
    ]


def weekly(row: Callable[[date], list[Any]], sums: list[Any]) -> list[list[Any]]:
    """A row a day, and one that sums up after each Sunday and at the end."""
    out = []
    for day in JUNE:
        out.append(row(day))
        if day.weekday() == 6 or day == JUNE[-1]:
            out.append(sums)
    return out


@pytest.mark.parametrize("word", SUMS)
def test_people_across(tmp_path: Path, word: str) -> None:
    rows = weekly(lambda day: [day.day, MARKS.get(day.day), MARKS.get(day.day)], [word, 5, "4天"])
    found = score(tmp_path, [["2022年6月考勤表"], ["日期", "甲一", "乙二"], *rows], "甲一", "乙二")
    assert counts(found) == [(20, 1, 0)] * 2
    assert told(found, "A401", "A403", "I002", "I004") == []


@pytest.mark.parametrize("word", SUMS)
def test_the_word_beside_the_dates(tmp_path: Path, word: str) -> None:
    rows = weekly(lambda day: [day, WEEK[day.weekday()], MARKS.get(day.day), MARKS.get(day.day)], [None, word, 5, 5])
    found = score(tmp_path, [["2022年6月考勤表"], ["日期", "星期", "甲一", "乙二"], *rows], "甲一", "乙二")
    assert counts(found) == [(20, 1, 0)] * 2
    assert told(found, "A401", "A403", "I002", "I004") == []


@pytest.mark.parametrize("word", SUMS)
def test_a_sheet_a_person(tmp_path: Path, word: str) -> None:
    rows = weekly(lambda day: [f"{day.day}日", MARKS.get(day.day), MARKS.get(day.day)], [word, 5, 5])
    above = [["2022年6月考勤表"], ["姓名：甲一"], ["日期", "上午", "下午"]]
    found = score(tmp_path, [*above, *rows], "甲一")
    assert counts(found) == [(20, 1, 0)]
    assert told(found, "A401", "A403", "I002", "I004") == []


def test_two_rows_a_day(tmp_path: Path) -> None:
    rows: list[list[Any]] = [["2022年6月考勤表"], ["日期", "午别", "甲一"]]
    for day in JUNE:
        rows += [[day.day, "上午", MARKS.get(day.day)], [None, "下午", MARKS.get(day.day)]]
        if day.weekday() == 6:
            rows.append(["小计", None, 5])
    found = score(tmp_path, rows, "甲一")
    assert counts(found) == [(20, 1, 0)]
    assert told(found, "A401", "A403", "I002", "I004") == []


@pytest.mark.parametrize("heading", ["小计", "本周小计", "本周天数", "工时", "缺勤", "周计"])
def test_a_column_of_figures_is_nobodys(tmp_path: Path, heading: str) -> None:
    rows = [[day.day, MARKS.get(day.day), 5 if day.weekday() == 6 else None] for day in JUNE]
    found = score(tmp_path, [["2022年6月考勤表"], ["日期", "甲一", heading], *rows], "甲一")
    assert counts(found) == [(20, 1, 0)]
    assert told(found, "A401", "A403", "I002", "I004") == []


def test_marks_in_a_row_of_sums_are_told(tmp_path: Path) -> None:
    rows = [[day.day, MARKS.get(day.day)] for day in JUNE]
    rows[14][0] = "小计"  # the 15th, a Wednesday: B17
    found = score(tmp_path, [["2022年6月考勤表"], ["日期", "甲一"], *rows], "甲一")
    assert told(found, "I004") == [("I004", ["A17"])]
    assert counts(found) == [(19, 1, 1)]


def test_inspect_says_that_they_were_left_out(tmp_path: Path) -> None:
    rows = weekly(lambda day: [day.day, MARKS.get(day.day)], ["小计", 5])
    score(tmp_path, [["2022年6月考勤表"], ["日期", "甲一"], *rows], "甲一")
    (sheet,) = (s for i in run_json("inspect", tmp_path)[1]["inputs"] for s in i["sheets"] if s["name"] == "考勤")
    # the 5th, 12th, 19th, 26th and 30th stand in rows 7, 15, 23, 31, 36; the legend in 38
    assert [one["row"] for one in sheet["left_out"]] == [8, 16, 24, 32, 37, 38]


def card(*labels: tuple[Any, int], middle: str = "") -> list[list[Any]]:
    """A year card of 2022: a row a label with the marks of a month (0: sums), √ on workdays, 事 on 8 August."""
    between = [middle] if middle else []
    rows: list[list[Any]] = [
        ["2022年考勤卡"],
        ["姓名：甲一"],
        ["月份", *range(1, 16), *between, *range(16, 32), "合计"],
    ]
    for label, month in labels:
        days = {day.day: day for day in days_of(2022, month)} if month else {}
        marks = [
            "事" if (month, i) == (8, 8) else "√" if i in days and chinese_calendar.is_workday(days[i]) else None
            for i in range(1, 32)
        ]
        rows.append([label, *marks[:15], *([11] if middle else []), *marks[15:], 22])
    return rows


@pytest.mark.parametrize("word", ["小计", "季度小计", "第一季度", "一季度合计", "合计", "上半年", "累计"])
@pytest.mark.parametrize("middle", ["", "小计", "上半月小计"])
def test_sums_in_a_year_card(tmp_path: Path, word: str, middle: str) -> None:
    rows = card(("6月", 6), ("7月", 7), (word, 0), ("8月", 8), ("9月", 9), (word, 0), middle=middle)
    found = score(tmp_path, rows, "甲一", as_of="2022-09-30")
    assert counts(found) == [(21 + 21 + 22 + 21, 1, 0)]
    assert told(found, "A401", "A403", "I002", "I004") == []


def test_quarters_head_the_months_of_a_card(tmp_path: Path) -> None:
    rows = card(("6月", 6), ("7月", 7), ("8月", 8), ("9月", 9))
    rows.insert(3, ["第二季度"])
    rows.insert(5, ["第三季度"])
    assert counts(score(tmp_path, rows, "甲一", as_of="2022-09-30")) == [(85, 1, 0)]


@pytest.mark.parametrize("label", ["Aug", None, "13月", "小计", "8.0"])
def test_a_row_of_a_card_without_its_month_costs_itself_alone(tmp_path: Path, label: str | None) -> None:
    found = score(tmp_path, card(("6月", 6), ("7月", 7), (label, 8), ("9月", 9)), "甲一", as_of="2022-09-30")
    assert counts(found) == [(63, 0, 23)]
    assert told(found, "A401", "I002", "I004") == [("I004", ["A6"])]


@pytest.mark.parametrize("label", ["八", "8", "08", "八月", "8 月", "8月份"])
def test_spellings_of_a_month(tmp_path: Path, label: str) -> None:
    found = score(tmp_path, card(("6月", 6), ("7月", 7), (label, 8), ("9月", 9)), "甲一", as_of="2022-09-30")
    assert counts(found) == [(85, 1, 0)]


@pytest.mark.parametrize("last", [False, True])
@pytest.mark.parametrize("mark", ["√", "", "×", "？"])
@pytest.mark.parametrize("year", ["2022年", "2022年度", ""])
def test_a_month_written_twice(tmp_path: Path, last: bool, mark: str, year: str) -> None:
    months = [("6月", 6), ("7月", 7), ("8月", 8), ("9月", 9)]
    months.insert(4 if last else 3, ("8月", 8))
    rows = card(*months)
    rows[0] = [f"{year}考勤卡"]
    rows[7 if last else 6][8] = mark  # beside 事 on 8 August
    found = score(tmp_path, rows, "甲一", as_of="2022-09-30")
    (one,) = of(found, "A408")
    assert one["cells"] == ["I6", "I8" if last else "I7"]
    assert counts(found) == [(85, 0, 1)]
    assert told(found, "A404") == []


def test_a_month_written_twice_alike_counts_once(tmp_path: Path) -> None:
    found = score(
        tmp_path, card(("6月", 6), ("8月", 8), ("8月", 8), ("7月", 7), ("9月", 9)), "甲一", as_of="2022-09-30"
    )
    assert of(found, "A408") == []
    assert counts(found) == [(85, 1, 0)]


@pytest.mark.parametrize(
    ("change", "lost", "cells"),
    [({6: 7}, 3, ["G3"]), ({6: None}, 3, ["G3"]), ({6: 61}, 3, ["G3"]), ({6: 7, 7: 6}, 6, ["G3", "H3"])],
    ids=["twice", "blank", "wrong", "changed places"],
)
def test_a_wrong_day_heading_of_a_card_is_told_once(
    tmp_path: Path, change: dict[int, Any], lost: int, cells: list[str]
) -> None:
    """The 6th was a workday in June, July and September 2022, the 7th likewise."""
    rows = card(("6月", 6), ("7月", 7), ("8月", 8), ("9月", 9))
    for day, heading in change.items():
        rows[2][day] = heading
    found = score(tmp_path, rows, "甲一", as_of="2022-09-30")
    assert told(found, "I004") == [("I004", cells)]
    assert counts(found) == [(85 - lost, 1, lost)]


def test_a_message_names_the_row_of_the_month_itself(tmp_path: Path) -> None:
    rows = card(("6月", 6), ("7月", 7))
    rows[2][6] = "六"  # the 6th of June was a Monday, of July a Wednesday
    found = score(tmp_path, rows, "甲一", as_of="2022-07-31")
    assert [one["cells"] for one in of(found, "A416")] == [["A4", "G3"], ["A5", "G3"]]
    assert "标题（第 5 行）是2022年7月" in of(found, "A416")[1]["message"]
