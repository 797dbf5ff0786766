"""Two rows, or two columns, a day: what they are called."""

from __future__ import annotations

import pytest

from tests.make.reading import LEGEND, read

PAIRS = [
    ("早", "晚"),
    ("上班", "下班"),
    ("上半天", "下半天"),
    ("AM", "pm"),
    ("上午（8:00-12:00）", "下午（14:00-18:00）"),
    ("早上", "晚上"),
    ("签到", "签退"),
]


def rows_of(*rows: tuple[str, str, dict[int, str]]) -> list[list[object]]:
    """A grid of September 2022: 姓名, 时段, and a row each of (name, label, marks)."""
    table: list[list[object]] = [["2022年9月考勤表"], ["姓名", "时段", *[float(day) for day in range(1, 31)]]]
    table += [[name, label, *[marks.get(day, "") for day in range(1, 31)]] for name, label, marks in rows]
    return [*table, [LEGEND]]


@pytest.mark.parametrize(("morning", "afternoon"), PAIRS)
def test_rows(morning: str, afternoon: str) -> None:
    marks = ({1: "√", 2: "△", 5: ""}, {1: "√", 2: "√", 5: "×"})
    reading = read(rows_of(("李小满", morning, marks[0]), ("", afternoon, marks[1])))
    assert (reading.days(), reading.codes) == ({1: "出勤", 2: "事假/出勤", 5: "未记录/旷工"}, [])


@pytest.mark.parametrize(("morning", "afternoon"), PAIRS)
def test_columns(morning: str, afternoon: str) -> None:
    rows: list[list[object]] = [["2022年9月考勤表"], ["姓名"], [""], ["李小满"]]
    for day in range(1, 31):
        rows[1] += [float(day), ""]
        rows[2] += [morning, afternoon]
        rows[3] += {1: ["√", "√"], 2: ["△", "√"], 5: ["", "×"]}.get(day, ["", ""])
    reading = read([*rows, [LEGEND]])
    assert (reading.days(), reading.codes) == ({1: "出勤", 2: "事假/出勤", 5: "未记录/旷工"}, [])


def test_three_rows_a_day_are_no_halves() -> None:
    one = {1: "√"}
    reading = read(rows_of(("李小满", "早", one), ("", "中", {1: "△"}), ("", "晚", one)))
    assert reading.cells("I004") == [["A4"], ["A5"]]


def test_overtime_below_the_two_halves_is_none_of_them() -> None:
    reading = read(rows_of(("李小满", "上午", {1: "√"}), ("", "下午", {1: "△"}), ("", "晚", {1: "√"})))
    assert reading.days() == {1: "出勤/事假"}
    assert reading.cells("I004") == [["A5"]]
