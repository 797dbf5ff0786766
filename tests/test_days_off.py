"""A holiday's name in the cell of a day: rest on a day of rest; on a workday it is unknown, and the day unrecorded.

2022-10-01 … 10-07 were off, 10-08 (Saturday) and 10-09 (Sunday) worked; of 2022-09 the 10th … 12th were off."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from qianyi.policy.settings import Settings
from tests.make.command import codes, of, run_json
from tests.make.days import days_of
from tests.make.disk import person, roster
from tests.make.reading import page, read, take

OCTOBER = days_of(2022, 10)
TITLE = "甲镇卫生院2022年10月考勤表"
WORDS = [
    "国庆节",
    "国庆",
    "国庆放假",
    "国庆节放假",
    "国庆休",
    "国庆节（休）",
    "国庆长假",
    "国庆小长假",
    "国庆假期",
    "休（国庆）",
    "放假（国庆节）",
    "放假",
    "法定节日",
    "节",
    "国 庆 节",
    "国庆\n放假",
    "中秋",
    "端午节",
    "元旦",
    "春节放假",
    "除夕",
    "清明",
    "清明假",
    "劳动节",
    "五一",
    "五一劳动节",
    "中秋、国庆",
    "国庆中秋放假",
    "古尔邦节",
    "开斋节放假",
    "国庆调休",
    "春节放假7天",
]


@pytest.mark.parametrize("word", WORDS)
def test_on_a_day_of_rest_it_is_rest(word: str) -> None:
    reading = read(page({"李小满": {3: word, 10: "√"}}, days=OCTOBER, title=TITLE))
    assert reading.days() == {3: "休息", 10: "出勤"}
    assert reading.codes == []


@pytest.mark.parametrize("word", WORDS)
@pytest.mark.parametrize(("day", "cell"), [(8, "J4"), (10, "L4")])  # a Saturday that was worked, a Monday
def test_on_a_workday_it_is_unknown(word: str, day: int, cell: str) -> None:
    reading = read(page({"李小满": {day: word}}, days=OCTOBER, title=TITLE))
    assert reading.days() == {day: "无法识别"}
    assert reading.cells("A403") == [[cell]]


@pytest.mark.parametrize("word", ["国庆值班", "国庆加班", "国庆下乡", "庆典", "春节慰问", "节育", "国"])
def test_what_says_more_than_a_holiday_is_no_rest(word: str) -> None:
    assert read(page({"李小满": {3: word}}, days=OCTOBER, title=TITLE)).days()[3] != "休息"


def test_the_counties_own_days_off_and_workdays() -> None:
    settings = Settings(holidays=frozenset({date(2022, 9, 6)}), workdays=frozenset({date(2022, 9, 12)}))
    dossier = take(page({"李小满": {6: "古尔邦节", 12: "中秋节"}}), settings)
    assert [(one.code, one.cells[0].a1) for one in dossier.found] == [("A403", "N4")]
    assert [mark for mark in dossier.stretches[0].days if mark] == [0x33, 0xDD]


def test_merged_over_days_of_rest_and_work_it_is_told_for_the_latter() -> None:
    reading = read(page({"李小满": {1: "国庆节放假"}}, days=OCTOBER, title=TITLE), merged=((3, 2, 3, 9),))  # C4:J4
    assert reading.days() == {**dict.fromkeys(range(1, 8), "休息"), 8: "无法识别"}
    assert reading.cells("A403") == [["J4"]]


def test_a_sign_whose_legend_names_the_holiday() -> None:
    rows = page({"李小满": {3: "★", 10: "★", 11: "√"}}, days=OCTOBER, title=TITLE, legend="注：出勤√ 事假△ 国庆节★")
    reading = read(rows)
    assert reading.days() == {3: "休息", 10: "无法识别", 11: "出勤"}
    assert reading.cells("A403") == [["L4"]]


def test_in_halves_of_a_day() -> None:
    rows = page({"李小满": {3: "国庆节", 10: "√"}}, days=OCTOBER, title=TITLE)
    rows[3].insert(2, "上午")
    rows.insert(4, ["", "", "下午", *["国庆节" if day == 3 else "√" if day == 10 else "" for day in range(1, 32)]])
    rows[1].insert(2, "午别")
    rows[2].insert(2, "")
    assert read(rows).days() == {3: "休息", 10: "出勤"}


def test_in_a_log(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("甲一")])
    days = "甲一,2022-06-03,端午节\n甲一,2022-06-06,端午节\n甲一,2022-06-07,正常\n"
    (tmp_path / "明细.csv").write_text("姓名,日期,考勤结果\n" + days, encoding="utf-8")
    found = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    assert [one["cells"] for one in of(found, "A403")] == [["C3"]]
    counts = found["people"][0]["attendance"]
    assert (counts["present"], counts["rest"], counts["unrecorded"]) == (1, 0, 20)


def test_it_is_neither_presence_nor_earned_rest(tmp_path: Path) -> None:
    """端午 2022-06-03: nothing is earned by it, and nothing is missing there."""
    roster(tmp_path / "名单.xlsx", [person("甲一")])
    days = "甲一,2022-06-03,端午节放假\n" + "".join(f"甲一,2022-06-{day:02},正常\n" for day in (1, 2, 6))
    (tmp_path / "明细.csv").write_text("姓名,日期,考勤结果\n" + days, encoding="utf-8")
    found = run_json("score", tmp_path, "--as-of", "2022-06-06")[1]
    assert not {"A403", "A405", "A406"} & set(codes(found))
    counts = found["people"][0]["attendance"]
    assert (counts["required"], counts["present"], counts["rest_days_worked"]) == (3, 3, 0)
