"""Dates at 16:00:00 in columns of whole days (a web program's midnight by the clock of UTC): told, never guessed."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pytest

from qianyi.intake.cells.dates import has_clock, utc_midnight
from tests.make.reading import found, take

HEADS = ["姓名", "请假类型", "开始日期", "结束日期"]
EIGHTH, NINTH = datetime(2022, 6, 8, 16), datetime(2022, 6, 9, 16)


def test_the_moment() -> None:
    days = date(2022, 6, 8), date(2022, 6, 9)
    texts = "2022-06-08 16:00", "2022/6/8 16:00:00", "2022年6月8日 16:00", "2022-06-08T16:00:00.000"
    assert [utc_midnight(value) for value in (EIGHTH, 44720 + 2 / 3, *texts)] == [days] * 6
    others = datetime(2022, 6, 8, 16, 30), datetime(2022, 6, 8, 23, 59, 17), date(2022, 6, 8), 44720.0, "2022-06-08", ""
    assert [utc_midnight(value) for value in others] == [None] * 6
    assert [has_clock(value) for value in others] == [True, False, False, False, False, False]
    assert [has_clock(text) for text in ("2022-06-08 00:00:00", "2022-06-08 8:30")] == [False, True]


@pytest.mark.parametrize("early", [EIGHTH, "2022-06-08 16:00:00"])
def test_one_finding_a_column_with_both_days(early: Any) -> None:
    dossier = take([HEADS, ["李小满", "事假", early, NINTH], ["周立秋", "病假", early, date(2022, 6, 9)]])
    one, other = found(dossier, "I004")
    assert [cell.a1 for cell in one.cells] == ["C2", "C3"]
    assert "2022-06-08" in one.message
    assert "2022-06-09" in one.message
    assert [cell.a1 for cell in other.cells] == ["D2"]
    assert [(leave.start, leave.end) for leave in dossier.leaves] == [(None, None), (None, date(2022, 6, 9))]


def test_among_other_clock_times_it_is_the_time_of_the_day() -> None:
    dossier = take(
        [
            HEADS,
            ["李小满", "事假", EIGHTH, datetime(2022, 6, 9, 17)],
            ["周立秋", "病假", datetime(2022, 6, 9, 8), NINTH],
        ]
    )
    assert dossier.found == []
    assert [(leave.start, leave.end) for leave in dossier.leaves] == [
        (date(2022, 6, 8), date(2022, 6, 9)),
        (date(2022, 6, 9), date(2022, 6, 9)),
    ]


def test_start_and_end_in_one_cell_are_told_once() -> None:
    dossier = take([["姓名", "请假类型", "请假时间"], ["李小满", "事假", EIGHTH]])
    (one,) = found(dossier, "I004")
    assert [cell.a1 for cell in one.cells] == ["C2"]


def test_a_roster_and_a_log() -> None:
    rows = [
        ["姓名", "受援单位", "支援单位", "开始日期", "结束日期", "出生年月"],
        ["李小满", "甲乡卫生院", "乙医院", datetime(2022, 5, 31, 16), date(2023, 5, 31), datetime(1984, 5, 31, 16)],
    ]
    assert [[cell.a1 for cell in one.cells] for one in found(take(rows), "I004")] == [["D2"], ["F2"]]
    log = [["姓名", "日期", "考勤结果"], ["李小满", EIGHTH, "正常"], ["李小满", NINTH, "事假"]]
    dossier = take(log)
    assert [[cell.a1 for cell in one.cells] for one in found(dossier, "I004")] == [["B2", "B3"]]
    assert dossier.stretches == []
