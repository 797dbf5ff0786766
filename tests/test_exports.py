"""Machine exports: 钉钉, 企业微信, 考勤机, found by headings in any order, read by the table of words."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal

import pytest

from qianyi.dossier.kinds import CHINESE, halves
from qianyi.intake.signs.day_words import machine_day
from tests.make.days import weekdays
from tests.make.reading import read


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("正常", "出勤"),
        ("正常 ;", "出勤"),
        ("正常,出差", "出勤/公出"),
        ("休息", "休息"),
        ("休息并打卡", "出勤"),
        ("休息并打卡(08:00,12:00)", "出勤"),
        ("出勤(08:30,18:30)", "出勤"),
        ("外勤", "出勤"),
        ("旷工", "旷工"),
        ("缺卡", "缺卡"),
        ("上班缺卡", "缺卡"),
        ("缺卡1次", "缺卡"),
        ("迟到31分钟", "出勤"),
        ("上班迟到1小时5分钟", "出勤"),
        ("迟到31分钟,早退5分钟", "出勤"),
        ("早退5分钟", "出勤"),
        ("事假4小时", "出勤/事假"),
        ("事假8小时", "事假"),
        ("事假 4 小时", "出勤/事假"),
        ("正常,事假4小时", "出勤/事假"),
        ("缺卡,事假4小时", "缺卡/事假"),
        ("事假4小时,病假4小时", "事假/病假"),
        ("事假09-05 08:00到09-05 12:00 4小时", "出勤/事假"),
        ("病假 2022-09-01 08:00 至 2022-09-01 18:00 1天", "病假"),
        ("年假1天", "年休假"),
        ("年假0.5天", "出勤/年休假"),
        ("年假3天", "年休假"),
        ("婚假1天", "婚假"),
        ("病假（长期）8小时", "病假"),
        ("调休4小时", "出勤/休息"),
        ("出差1天9.5小时", "公出"),
        ("外出1.5小时", "公出"),
        ("旷工480分钟", "旷工"),
        ("旷工240分钟", "出勤/旷工"),
        ("正常（休息）", "休息"),
        ("正常（未排班）", "未记录"),
        ("正常（外出）", "公出"),
        ("休息加班3小时", "休息"),
        ("休息加班4小时", "休息/出勤"),
        ("休息加班9小时", "出勤"),
        ("补卡审批通过", "出勤"),
    ],
)
def test_words(text: str, kinds: str) -> None:
    read = machine_day(text, Decimal(8))
    assert read is not None
    morning, afternoon = (CHINESE[kind] for kind in halves(read.byte))
    assert (morning if morning == afternoon else f"{morning}/{afternoon}") == kinds
    assert not read.problem


@pytest.mark.parametrize("text", ["事假2小时", "事假1.5天", "旷工30分钟", "请假", "请假8小时", "事假1天4小时"])
def test_what_is_no_half_or_whole_day_is_not_rounded(text: str) -> None:
    found = machine_day(text, Decimal(8))
    assert found is not None
    assert found.problem


def test_hours_make_days_by_the_parameter() -> None:
    found = machine_day("事假3.5小时", Decimal(7))
    assert found is not None
    assert halves(found.byte) == (1, 5)


@pytest.mark.parametrize("text", ["开会", "正常,开会", "旷工,事假,病假"])
def test_unknown_words(text: str) -> None:
    assert machine_day(text, Decimal(8)) is None


SIX = ["正常", "迟到31分钟", "休息", "休息", "事假4小时", "旷工"]
DAYS = {1: "出勤", 2: "出勤", 3: "休息", 4: "休息", 5: "出勤/事假", 6: "旷工"}


def dingtalk(*, days_first: bool) -> list[list[object]]:
    totals = ["出勤天数", "旷工天数", "迟到次数"]
    first = ["姓名", "考勤组", "部门"]
    numbers: list[object] = ["1", "2", "六", "日", "5", "6"]
    results: list[object] = ["考勤结果", *[""] * 5]
    rest: tuple[list[object], list[object], list[object]] = ([*totals], ["", "", ""], [4.0, 1.0, 1.0])
    order = (lambda a, b: [*b, *a]) if days_first else (lambda a, b: [*a, *b])
    return [
        ["月度汇总 统计日期：2022-09-01 至 2022-09-06"],
        ["报表生成时间：2022-10-08 09:30"],
        [*first, *order(rest[0], results)],
        ["", "", "", *order(rest[1], numbers)],
        ["李小满", "县医院", "内科", *order(rest[2], list(SIX))],
    ]


@pytest.mark.parametrize("days_first", [True, False])
def test_dingtalk_month(days_first: bool) -> None:
    reading = read(dingtalk(days_first=days_first), "月度汇总")
    assert reading.sheet is not None
    assert (reading.sheet.kind, reading.sheet.month) == ("dingtalk-month", (2022, 9))
    assert reading.days() == DAYS
    assert reading.one().place(0).a1 == ("D5" if days_first else "G5")
    assert reading.codes == []


def test_dingtalk_month_names_what_it_does_not_know() -> None:
    rows = dingtalk(days_first=True)
    rows[4][3:6] = ["事假2小时", "开会", "请假"]
    reading = read(rows)
    assert reading.cells("A403") == [["E5"]]
    assert reading.cells("I004") == [["D5"], ["F5"]]


@pytest.mark.parametrize("merged", [((2, 0, 4, 0), (2, 1, 4, 1)), ()])
def test_dingtalk_calendar_has_three_rows_a_person(merged: tuple[tuple[int, int, int, int], ...]) -> None:
    rows = [
        ["考勤日历表 统计日期：2022-09-01 至 2022-09-06"],
        ["姓名", "考勤组", "部门", "类型", *[f"{i}日" for i in range(1, 7)]],
        ["李小满", "县医院", "内科", "班次名称", *["白班"] * 6],
        ["", "", "", "考勤结果", *SIX],
        ["", "", "", "工作时长", *["8小时"] * 6],
        ["王大雪", "县医院", "内科", "班次名称", *["白班"] * 6],
        ["", "", "", "考勤结果", "年假1天"],
        ["", "", "", "工作时长", *["8小时"] * 6],
    ]
    reading = read(rows, merged=merged)
    assert reading.sheet is not None
    assert reading.sheet.kind == "dingtalk-calendar"
    assert reading.days() == DAYS
    assert reading.one().row == 3
    assert reading.days("王大雪") == {1: "年休假"}
    assert reading.codes == []


DAILY = "姓名 考勤组 日期 班次 上班1打卡时间 上班1打卡结果 下班1打卡时间 下班1打卡结果 关联的审批单 旷工天数".split()


def test_dingtalk_daily() -> None:
    rows = [
        ["每日统计 统计日期：2022-09-01 至 2022-09-09"],
        DAILY,
        ["李小满", "", "22-09-01 星期四", "白班", "07:58", "正常", "18:00", "正常", "", ""],
        ["李小满", "", "2022-09-02", "白班", "08:31", "迟到", "18:00", "正常", "", ""],
        ["李小满", "", "2022-09-03", "休息", "", "", "", "", "", ""],
        ["李小满", "", "2022-09-05", "白班", "", "缺卡", "18:00", "正常", "", ""],
        ["李小满", "", "2022-09-06", "白班", "", "请假", "", "请假", "病假09-06 08:00到09-06 18:00 1天", ""],
        ["李小满", "", "2022-09-07", "白班", "", "请假", "18:00", "正常", "事假09-07 08:00到09-07 12:00 4小时", ""],
        ["李小满", "", "2022-09-08", "白班", "", "旷工", "", "旷工", "", "1"],
        ["李小满", "", "2022-09-09", "白班", "", "请假", "", "请假", "", ""],
    ]
    reading = read(rows)
    assert reading.sheet is not None
    assert (reading.sheet.kind, reading.sheet.rows) == ("dingtalk-daily", 8)
    assert reading.days() == {
        1: "出勤",
        2: "出勤",
        3: "休息",
        5: "缺卡",
        6: "病假",
        7: "事假/出勤",
        8: "旷工",
        9: "无法识别",
    }
    stretch = reading.one()
    assert [stretch.rows[i] for i in (0, 3, 4)] == [2, -1, 5]
    assert reading.cells("I004") == [["F10"]]


def test_dingtalk_daily_with_two_shifts_and_leave_columns() -> None:
    heads = [*DAILY[:8], "上班2打卡结果", "下班2打卡结果", "事假(小时)", "年假(天)"]
    rows = [
        heads,
        ["李小满", "", "2022-09-01", "白班", "", "正常", "", "正常", "缺卡", "正常", "", ""],
        ["李小满", "", "2022-09-02", "白班", "", "正常", "", "正常", "", "", 4.0, ""],
        ["李小满", "", "2022-09-05", "白班", "", "", "", "", "", "", "", 1.0],
        ["李小满", "", "2022-09-06", "白班", "", "", "", "", "", "", 2.0, ""],
    ]
    reading = read(rows)
    assert reading.days() == {1: "出勤/缺卡", 2: "出勤/事假", 5: "年休假", 6: "无法识别"}
    assert reading.codes == ["I004"]


def wecom(made: str, days: list[date], cells: list[str]) -> list[list[object]]:
    return [
        ["上下班打卡_月报"],
        [f"统计时间:{days[0]:%m-%d} ～ {days[-1]:%m-%d} 制表时间:{made} 09:00"],
        ["姓名", "账号", "所属规则", "应出勤天数\n(天)", "旷工次数\n(次)", "打卡情况", *[""] * (len(days) - 1)],
        ["", "", "", "", "", *[f"{day.day}\n星期{weekdays([day])[0]}" for day in days]],
        ["李小满", "lxm", "固定", 20.0, 0.0, *cells],
    ]


def test_wecom_month_takes_its_year_from_the_day_it_was_made() -> None:
    days = [date(2023, 4, i) for i in range(1, 8)]
    cells = ["正常（休息）", "--", "正常 ;", "旷工480分钟", "缺卡1次", "出差1天9.5小时", "事假4.0小时"]
    reading = read(wecom("2023-05-04", days, cells))
    assert reading.sheet is not None
    assert (reading.sheet.kind, reading.sheet.month) == ("wecom-month", (2023, 4))
    assert reading.days() == {1: "休息", 3: "出勤", 4: "旷工", 5: "缺卡", 6: "公出", 7: "出勤/事假"}
    assert reading.codes == []


def test_wecom_december_made_in_january_is_last_year_s() -> None:
    days = [date(2022, 12, i) for i in range(1, 8)]
    assert read(wecom("2023-01-05", days, ["正常"] * 7)).one().first == date(2022, 12, 1)


def test_wecom_weekdays_are_checked() -> None:
    days = [date(2022, 4, i) for i in range(1, 8)]
    assert read(wecom("2023-05-04", days, ["正常"] * 7)).codes == ["A416"]


ZKTECO = "序号 考勤号码 姓名 日期 对应时段 上班时间 下班时间 签到时间 签退时间 是否旷工 例外情况".split()


def test_zkteco_rows_split_by_shift() -> None:
    rows = [
        ZKTECO,
        ["1", "7", "李小满", "2022/9/1", "上午", "8:00", "12:00", "7:55", "12:01", "", ""],
        ["2", "7", "李小满", "2022/9/1", "下午", "14:00", "18:00", "", "", "True", ""],
        ["3", "7", "李小满", date(2022, 9, 2), "白班", "8:00", "18:00", time(7, 50), "", "", ""],
        ["4", "7", "李小满", "2022/9/5", "白班", "8:00", "18:00", "", "", "", "事假"],
        ["5", "7", "李小满", "2022/9/6", "白班", "8:00", "18:00", "7:50", "18:10", "False", ""],
        ["6", "7", "李小满", "2022/9/7", "白班", "8:00", "18:00", "", "", "", ""],
        ["7", "7", "李小满", "2022/9/8", "一班", "8:00", "12:00", "7:50", "12:10", "", ""],
        ["8", "7", "李小满", "2022/9/8", "二班", "14:00", "18:00", "", "", "是", ""],
    ]
    reading = read(rows)
    assert reading.sheet is not None
    assert reading.sheet.kind == "zkteco"
    assert reading.days() == {1: "出勤/旷工", 2: "缺卡", 5: "事假", 6: "出勤", 8: "出勤/旷工"}
    assert reading.codes == []


def test_zkteco_columns_in_another_order() -> None:
    order = [8, 3, 7, 2, 0, 1]
    rows = [ZKTECO, ["1", "7", "李小满", "2022/9/1", "", "", "", "7:55", "18:01", "", ""]]
    assert read([[row[i] for i in order] for row in rows]).days() == {1: "出勤"}


def test_raw_punches() -> None:
    rows = [
        ["部门", "姓名", "考勤号码", "日期时间"],
        ["内科", "李小满", "7", "2022-09-01 07:55:10"],
        ["内科", "李小满", "7", datetime(2022, 9, 1, 18, 2)],
        ["内科", "李小满", "7", "2022-09-02 07:59:00"],
    ]
    assert read(rows).days() == {1: "出勤", 2: "缺卡"}


def test_a_csv_of_the_machine_with_results_in_words() -> None:
    rows = [
        ["部门", "姓名", "考勤号码", "工作日", "上班时间", "下班时间", "比对方式", "出勤情况"],
        ["内科", "李小满", "7", "2022-09-01", "07:55", "18:00", "指纹", "正常"],
        ["内科", "李小满", "7", "2022-09-02", "", "", "", "旷工"],
    ]
    assert read(rows).days() == {1: "出勤", 2: "旷工"}


# 考勤明细 -----------------------------------------------------------------------------------------------------------


def test_the_log() -> None:
    rows = [
        ["2022年9月考勤明细"],
        ["序号", "姓名", "日期", "考勤结果", "半天", "受援单位"],
        [1.0, "李小满", "2022-09-01", "出勤", "", "甲镇卫生院"],
        [2.0, "李小满", date(2022, 9, 2), "事假", "上午", "甲镇卫生院"],
        [3.0, "李小满", "2022.9.2", "√", "下午", "甲镇卫生院"],
        [4.0, "李小满", "2022年9月6日", "病假0.5", "", "甲镇卫生院"],
        [5.0, "李小满", "2022-10-08", "旷工", "下午", "甲镇卫生院"],
        ["合计", "", "", "", "", ""],
    ]
    reading = read(rows)
    assert reading.sheet is not None
    assert (reading.sheet.kind, reading.sheet.rows) == ("log", 5)
    assert [s.first for s in reading.dossier.stretches] == [date(2022, 9, 1), date(2022, 10, 8)]
    first = reading.dossier.stretches[0]
    assert first.recipient == "甲镇卫生院"
    assert list(first.rows) == [2, 3, -1, -1, -1, 5]
    assert first.place(5).a1 == "D6"
    assert reading.days() == {1: "出勤", 2: "事假/出勤", 6: "出勤/病假", 8: "未记录/旷工"}
    assert reading.codes == []


def test_a_day_logged_twice_is_kept_twice_where_it_differs() -> None:
    rows = [
        ["姓名", "日期", "状态"],
        ["李小满", "2022-09-01", "出勤"],
        ["李小满", "2022-09-01", "出勤"],
        ["李小满", "2022-09-02", "出勤"],
        ["李小满", "2022-09-02", "病假"],
    ]
    reading = read(rows)
    assert [(s.first.day, s.days.hex(), list(s.rows)) for s in reading.dossier.stretches] == [
        (1, "1111", [1, 3]),
        (2, "66", [4]),
    ]


def test_what_the_log_does_not_know() -> None:
    rows = [
        ["姓名", "日期", "考勤结果", "半天"],
        ["李小满", "2022-09-01", "△", ""],
        ["李小满", "2022-09-02", "△", ""],
        ["李小满", "2022-09-05", "蹲点", ""],
        ["李小满", "2022-09-06", "请假", ""],
        ["李小满", "2022-09-07", "出勤", "傍晚"],
        ["李小满", "2022-13-01", "出勤", ""],
    ]
    reading = read(rows)
    assert reading.cells("A414") == [["C2", "C3"]]
    assert reading.cells("A403") == [["C4"]]
    assert reading.cells("I004") == [["C5"], ["D6"], ["B7"]]
    assert read([*rows[:2], ["注：出勤√ 事假△"]]).days() == {1: "事假"}


_DAILY = ["姓名", "考勤组", "日期", "上班1打卡结果", "下班1打卡结果", "事假", "病假(小时)"]


def test_daily_rows_without_a_proper_name_or_day_are_told() -> None:
    rows = [
        _DAILY,
        ["李小满★", "默认", "2022-09-01", "正常", "正常", "", ""],
        ["", "默认", "2022-09-02", "正常", "正常", "", ""],
        ["周立秋", "默认", "", "正常", "正常", "", ""],
    ]
    reading = read(rows)
    assert [stretch.name for stretch in reading.dossier.stretches] == ["李小满★"]
    assert reading.cells("I004") == [["A3"], ["C4"]]


def test_a_unit_in_a_leave_column_goes_before_the_heading_s() -> None:
    rows = [
        _DAILY,
        ["李小满", "默认", "2022-09-01", "", "", "4小时", ""],
        ["李小满", "默认", "2022-09-02", "", "", "", "1天"],
        ["李小满", "默认", "2022-09-05", "", "", "", 4.0],
        ["李小满", "默认", "2022-09-06", "", "", "若干", ""],
    ]
    reading = read(rows)
    assert reading.days() == {1: "出勤/事假", 2: "病假", 5: "出勤/病假"}
    assert reading.cells("I004") == [["F5"]]


def test_an_exception_of_a_clock_s_row_without_punches_is_no_blank() -> None:
    rows = [
        ["姓名", "日期", "签到时间", "签退时间", "例外情况"],
        ["李小满", "2022/9/1", "", "", "外勤"],
        ["李小满", "2022/9/2", "", "", "调查"],
    ]
    reading = read(rows)
    assert (reading.days(), reading.cells("A403")) == ({1: "出勤", 2: "无法识别"}, [["E3"]])


def test_a_calendar_s_rows_are_their_own_person_s() -> None:
    def three(name: str, result: str) -> list[list[object]]:
        return [[name, "班次名称", "A", "A", "A"], ["", "考勤结果", result, "正常", "正常"], ["", "工作时长", 8, 8, 8]]

    rows = [["日历表 2022-09-01 至 2022-09-30"], ["姓名", "项目", "1日", "2日", "3日"]]
    rows += [*three("李小满", "正常"), *three("周立秋★", "旷工")]
    reading = read(rows)
    assert [(s.name, s.days[0]) for s in reading.dossier.stretches] == [("李小满", 0x11), ("周立秋★", 0xBB)]


def test_long_results_hide_no_row_whose_name_is_none() -> None:
    long = "事假09-05 08:00到09-05 12:00 4小时"
    days = ["正常", "正常", "正常", "补卡审批通过", long]
    rows = [["月度汇总 统计日期：2022-09-01 至 2022-09-30"], ["姓名", "考勤组", *map(str, range(1, 6))]]
    rows += [["周立秋★", "默认", *days], ["", "默认", *days], ["李小满", "默认", *days]]
    reading = read(rows)
    assert [stretch.name for stretch in reading.dossier.stretches] == ["周立秋★", "李小满"]
    assert reading.cells("I004") == [["A4"]]


@pytest.mark.parametrize("text", ["事假(4)", "事假（三小时）1"])
def test_an_amount_that_cannot_be_read_is_no_whole_day(text: str) -> None:
    assert machine_day(text, Decimal(8)) is None
