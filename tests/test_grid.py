"""Monthly grids: layouts, months, halves, totals, who is a person."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from qianyi.facts.merging import submitting_institution
from tests.make.days import WEEK, days_of, weekdays
from tests.make.reading import LEGEND, page, read


def test_a_plain_grid() -> None:
    reading = read(page({"李小满": {1: "√", 2: "△", 5: "○", 6: "×"}}))
    assert reading.sheet is not None
    assert (reading.sheet.kind, reading.sheet.institution, reading.sheet.month) == ("grid", "甲镇卫生院", (2022, 9))
    assert reading.sheet.rows == 1
    stretch = reading.one()
    assert (stretch.first, len(stretch.days), stretch.row) == (date(2022, 9, 1), 30, 3)
    assert stretch.place(4).a1 == "G4"
    assert reading.days() == {1: "出勤", 2: "事假", 5: "病假", 6: "旷工"}
    assert reading.codes == []


def test_names_lose_their_spaces() -> None:
    assert read(page({"李　小满 ": {1: "√"}})).days() == {1: "出勤"}


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("√", "出勤"),
        ("✓", "出勤"),
        ("✔", "出勤"),
        ("出勤", "出勤"),
        ("出", "出勤"),
        ("正常", "出勤"),
        ("事", "事假"),
        ("事假", "事假"),
        (" 事 假 ", "事假"),
        ("病", "病假"),
        ("病假", "病假"),
        ("旷", "旷工"),
        ("旷工", "旷工"),
        ("婚", "婚假"),
        ("产", "产假"),
        ("丧", "丧假"),
        ("年", "年休假"),
        ("年休", "年休假"),
        ("休", "休息"),
        ("公休", "休息"),
        ("休息", "休息"),
        ("差", "公出"),
        ("出差", "公出"),
        ("公出", "公出"),
        ("学", "公出"),
        ("培训", "公出"),
        ("事0.5", "出勤/事假"),
        ("0.5事", "出勤/事假"),
        ("半事", "出勤/事假"),
        ("事半", "出勤/事假"),
        ("事０．５", "出勤/事假"),
        ("事假半天", "出勤/事假"),
        ("上午事假", "事假/出勤"),
        ("下午旷工", "出勤/旷工"),
        ("半事半病", "事假/病假"),
        ("√/事", "出勤/事假"),
        ("√、事", "出勤/事假"),
        ("√,事", "出勤/事假"),
        ("√事", "出勤/事假"),
        ("事√", "事假/出勤"),
        ("事病", "事假/病假"),
        ("事假/病假", "事假/病假"),
        ("√√", "出勤"),
        ("缺卡", "缺卡"),
        ("迟到", "出勤"),
        ("补休", "休息"),
        ("事假(半天)", "出勤/事假"),
        ("病假（0.5）", "出勤/病假"),
        ("事假（上午）", "事假/出勤"),
        ("旷工(下午)", "出勤/旷工"),
        ("事假(4小时)", "出勤/事假"),
        ("病假（1天）", "病假"),
        ("病假（住院）", "病假"),
        ("工伤", "其他假"),
        ("--", None),
        ("　", None),
        ("", None),
    ],
)
def test_what_needs_no_legend(cell: str, kinds: str | None) -> None:
    reading = read(page({"李小满": {1: cell}}, legend=None))
    assert reading.days() == ({1: kinds} if kinds else {})
    assert reading.codes == []


@pytest.mark.parametrize(
    ("cell", "kinds"),
    [
        ("△", "事假"),
        ("○", "病假"),
        ("◯", "病假"),
        ("〇", "病假"),
        ("O", "病假"),
        ("0", "病假"),
        (0.0, "病假"),
        ("О", "病假"),
        ("Ο", "病假"),
        ("×", "旷工"),
        ("X", "旷工"),
        ("x", "旷工"),
        ("✕", "旷工"),
        ("╳", "旷工"),
        ("Ｘ", "旷工"),
        ("☑", "出勤"),
        ("√/○", "出勤/病假"),
        ("△○", "事假/病假"),
        ("√、△", "出勤/事假"),
        ("○,√", "病假/出勤"),
        ("半△", "出勤/事假"),
        ("△0.5", "出勤/事假"),
        ("△半天", "出勤/事假"),
        ("上午△", "事假/出勤"),
        ("出差", "公出"),
        ("年", "年休假"),
        ("√病", "出勤/病假"),
    ],
)
def test_under_a_legend(cell: object, kinds: str) -> None:
    reading = read(page({"李小满": {1: cell}}))
    assert reading.days() == {1: kinds}
    assert reading.codes == []


def test_the_sheet_s_legend_goes_before_the_county_s_marks_and_these_before_the_plain() -> None:
    rows = page({"李小满": {1: "△", 2: "◇", 3: "出"}}, legend="出勤√ 事假△")
    assert read(rows, marks={"△": "病假", "◇": "婚假", "出": "出差"}).days() == {1: "事假", 2: "婚假", 3: "公出"}


def test_county_marks_know_look_alikes() -> None:
    assert read(page({"李小满": {1: "Ｘ"}}, legend=None), marks={"×": "旷工"}).days() == {1: "旷工"}


def test_a_symbol_without_a_legend_is_told_once_with_its_cells() -> None:
    reading = read(page({"李小满": {1: "△", 2: "√/△", 5: "○"}, "王大雪": {3: "△"}}, legend=None))
    assert reading.cells("A414") == [["C4", "D4", "E5"], ["G4"]]
    assert reading.days() == {1: "无法识别", 2: "出勤/无法识别", 5: "无法识别"}


@pytest.mark.parametrize("cell", ["？？", "Z", "某", "△△△", "√√√", "1", 1.0, "√旷工病假"])
def test_an_unknown_mark_under_a_legend(cell: object) -> None:
    reading = read(page({"李小满": {1: cell}}))
    assert reading.cells("A403") == [["C4"]]
    assert reading.days() == {1: "无法识别"}


@pytest.mark.parametrize("cell", [True, "TRUE", datetime(2022, 1, 2), "1月2日", "2-Jan", "[图片]"])
def test_what_is_no_text_is_told_once_and_unread(cell: object) -> None:
    reading = read(page({"李小满": {1: cell}}))
    assert (reading.cells("A403"), reading.cells("I014")) == ([], [["C4"]])
    assert reading.days() == {1: "无法识别"}


def test_a_word_without_a_legend_that_no_table_knows() -> None:
    assert read(page({"李小满": {1: "蹲点"}}, legend=None)).cells("A403") == [["C4"]]


def test_a_legend_word_without_a_kind_is_named() -> None:
    reading = read(page({"李小满": {1: "途"}}, legend="出勤√ 事假△ 在途 途"))
    assert "在途" in reading.message("A403")


def test_leave_of_unknown_kind() -> None:
    reading = read(page({"李小满": {1: "请假", 2: "×"}}, legend="√出勤，×请假"))
    assert reading.cells("I004") == [["C4"], ["D4"]]
    assert reading.days() == {1: "无法识别", 2: "无法识别"}


def test_one_symbol_with_two_meanings() -> None:
    rows = page({"李小满": {1: "△", 2: "√"}}, legend="出勤√ 事假△ 病假△")
    reading = read(rows)
    assert reading.cells("A415") == [["A5"]]
    assert reading.days() == {1: "无法识别", 2: "出勤"}
    assert reading.codes == ["A415"]


def test_the_same_symbol_in_the_next_sheet() -> None:
    assert read(page({"李小满": {1: "×"}}, legend="出勤√ 旷工×")).days() == {1: "旷工"}
    assert read(page({"李小满": {1: "×"}}, legend="√出勤；×病假")).days() == {1: "病假"}


# Where things stand ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "head",
    [
        lambda d: d.day,
        lambda d: float(d.day),
        lambda d: f"{d.day}日",
        lambda d: f"{d.day:02}",
        lambda d: f"{d.month}月{d.day}日",
        lambda d: d,
        lambda d: datetime(d.year, d.month, d.day),
        lambda d: d.isoformat(),
        lambda d: f"{d.day}\n星期{weekdays([d])[0]}",
        lambda d: f"{d.day}（{weekdays([d])[0]}）",
        lambda d: "１２３４５６７８９"[d.day - 1] if d.day < 10 else str(d.day),
        lambda d: weekdays([d])[0] if d.weekday() > 4 else str(d.day),
    ],
)
def test_day_headings(head: object) -> None:
    rows = page({"李小满": {1: "√", 30: "△"}}, weekday_row=False)
    rows[1][2:32] = [head(day) for day in days_of(2022, 9)]  # type: ignore[operator]
    reading = read(rows)
    assert reading.days() == {1: "出勤", 30: "事假"}
    assert reading.codes == []


def test_weekends_shown_as_words_from_the_first_column() -> None:
    days = days_of(2022, 10)  # begins on a Saturday
    rows = page({"李小满": {1: "休", 3: "√", 31: "√"}}, days=days, title="2022年10月考勤表", weekday_row=False)
    rows[1][2:33] = [weekdays([day])[0] if day.weekday() > 4 else day.day for day in days]
    assert read(rows).days() == {1: "休息", 3: "出勤", 31: "出勤"}


def test_three_heading_rows_with_merged_cells_and_spaces() -> None:
    days = days_of(2022, 9)
    rows = [
        ["2022-09份员工考勤情况统计表"] + [""] * 34,
        ["填报单位：乙镇卫生院"] + [""] * 34,
        ["工号", "姓   名", "日       期", *[""] * 29, "月  累  计", "", ""],
        ["", "", *[str(day.day) for day in days], "出勤", "事假", "病假"],
        ["", "", *weekdays(days), "", "", ""],
        ["1001", "李 小满", "√", "△", *[""] * 28, "1", "1", "0"],
        ["合计", "", *[""] * 30, "1", "1", "0"],
        ["", "", LEGEND, *[""] * 32],
    ]
    merged = ((2, 0, 4, 0), (2, 1, 4, 1), (2, 2, 2, 31), (2, 32, 2, 34), (6, 0, 6, 1))
    reading = read(rows, merged=merged)
    assert reading.sheet is not None
    assert reading.sheet.institution == "乙镇卫生院"
    assert reading.days() == {1: "出勤", 2: "事假"}
    assert reading.codes == []


def test_totals_signatures_and_notes_are_no_people() -> None:
    rows = page({"李小满": {1: "√"}}, legend=None)
    rows += [
        ["合计", "", 1.0],
        ["", "合 计", 1.0],
        ["小计", "小计", "3"],
        ["", ""],
        ["制表人：", "王五柳", "", "审核：", "赵六合"],
        ["", "负责人签字"],
        ["注：每月 2 日前报送"],
        ["备注", "√出勤"],
        ["单位负责人", "钱七星"],
    ]
    reading = read(rows)
    assert [s.name for s in reading.dossier.stretches] == ["李小满"]
    assert reading.codes == []


def test_a_person_without_any_mark_has_a_blank_month() -> None:
    reading = read(page({"李小满": {}, "王大雪": {1: "√"}}))
    assert reading.one().days == bytes(30)


def test_headings_repeated_on_a_printed_page() -> None:
    rows = page({"李小满": {1: "√"}}, legend=None)
    rows += [*rows[1:3], [2.0, "王大雪", "△"], [LEGEND]]
    reading = read(rows)
    assert reading.days("王大雪") == {1: "事假"}
    assert [s.name for s in reading.dossier.stretches] == ["李小满", "王大雪"]
    assert reading.codes == []


def test_several_months_in_one_sheet() -> None:
    rows = page({"李小满": {1: "√"}}, legend=None)
    rows += page({"李小满": {3: "△"}}, days=days_of(2022, 10), title="甲镇卫生院2022年10月考勤表")
    reading = read(rows)
    assert [s.first for s in reading.dossier.stretches] == [date(2022, 9, 1), date(2022, 10, 1)]
    assert reading.codes == []


def test_institutions_of_each_row() -> None:
    rows = page({"李小满": {1: "√"}, "王大雪": {1: "√"}, "张青禾": {1: "√"}}, title="2022年9月考勤表")
    for row, text in zip(rows[1:], ["受援单位", "", "甲镇卫生院", "", "乙镇卫生院"], strict=False):
        row.insert(1, text)
    reading = read(rows, merged=((3, 1, 4, 1),))
    assert [s.recipient for s in reading.dossier.stretches] == ["甲镇卫生院", "甲镇卫生院", "乙镇卫生院"]
    assert reading.codes == []
    assert reading.sheet is not None
    assert reading.sheet.institution is None


def test_an_unmerged_blank_institution_is_read_as_above_and_told() -> None:
    rows = page({"李小满": {1: "√"}, "王大雪": {1: "√"}})
    for row, text in zip(rows[1:], ["受援单位", "", "甲镇卫生院", ""], strict=False):
        row.insert(1, text)
    reading = read(rows)
    assert reading.one("王大雪").recipient == "甲镇卫生院"
    assert reading.cells("I008") == [["B5"]]


def test_same_as_above_is_the_row_above_each_time() -> None:
    rows = [["2022年9月考勤表"], ["姓名", "支援单位", *range(1, 31)]]
    homes = ("甲医院", "同上", "乙医院", "同上", "甲医院", "同上")
    rows += [
        [name, home, *["√"] * 30] for name, home in zip("赵一 钱二 孙三 李四 周五 吴六".split(), homes, strict=True)
    ]
    told = [stretch.support for stretch in read(rows).dossier.stretches]
    assert told == ["甲医院", "甲医院", "乙医院", "乙医院", "甲医院", "甲医院"]
    first = read([*rows[:2], ["郑七", "同上", *["√"] * 30], *rows[4:6]]).dossier.stretches
    assert first[2].support == "乙医院"


def test_a_mark_merged_over_days_holds_for_all_of_them() -> None:
    reading = read(page({"李小满": {5: "产"}}), merged=((3, 6, 3, 9),))
    assert reading.days() == {5: "产假", 6: "产假", 7: "产假", 8: "产假"}


def test_only_workdays_have_columns() -> None:
    days = [day for day in days_of(2022, 9) if day.weekday() < 5]
    reading = read(page({"李小满": {day.day: "√" for day in days}}, days=days))
    assert reading.days() == {day.day: "出勤" for day in days}
    assert reading.one().place(29).a1 == "X4"  # 22 workdays from column C


def test_a_formula_without_a_stored_result() -> None:
    reading = read(page({"李小满": {1: "√"}}), unstored=frozenset({(3, 3)}))
    assert reading.cells("I006") == [["D4"]]
    assert reading.days() == {1: "出勤", 2: "无法识别"}


def test_marks_without_a_name_are_told() -> None:
    rows = page({"李小满": {1: "√"}, "王大雪": {1: "√"}, "x": {1: "√"}})
    rows[5][1] = ""
    reading = read(rows)
    assert reading.cells("I004") == [["B6"]]
    assert len(reading.dossier.stretches) == 2


# Two rows a person -------------------------------------------------------------------------------------------------


def halves(names: list[str], second: dict[int, str] | None = None) -> list[list[object]]:
    rows = page({"李小满": {1: "√", 2: "△", 5: ""}}, legend=LEGEND)
    for row in rows[1:]:
        row.insert(2, "")
    rows[1][2] = "时间"
    rows[3][1:3] = [names[0], "上午"]
    marks = second if second is not None else {1: "√", 2: "√", 5: "×"}
    rows.insert(4, ["", names[1], "下午", *[marks.get(d, "") for d in range(1, 31)]])
    return rows


@pytest.mark.parametrize(
    ("names", "merged"),
    [(["李小满", ""], ((3, 1, 4, 1),)), (["李小满", ""], ()), (["李小满", "李小满"], ())],
)
def test_morning_and_afternoon_rows(names: list[str], merged: tuple[tuple[int, int, int, int], ...]) -> None:
    reading = read(halves(names), merged=merged)
    assert reading.days() == {1: "出勤", 2: "事假/出勤", 5: "未记录/旷工"}
    stretch = reading.one()
    assert (stretch.row, stretch.row_pm) == (3, 4)
    assert reading.codes == []


def test_two_rows_without_labels_under_a_merged_name() -> None:
    rows = page({"李小满": {1: "√", 2: "△"}})
    rows.insert(4, ["", "", "√", "√", *[""] * 28])
    assert read(rows, merged=((3, 1, 4, 1),)).days() == {1: "出勤", 2: "事假/出勤"}


def test_a_row_of_overtime_hours_is_no_afternoon() -> None:
    rows = page({"李小满": {1: "√", 2: "△"}})
    rows.insert(4, ["", "", 2.0, 1.5, *[""] * 28])
    assert read(rows, merged=((3, 1, 4, 1),)).days() == {1: "出勤", 2: "事假"}


def test_two_kinds_in_a_half_row_are_unknown() -> None:
    assert read(halves(["李小满", ""], {1: "△○"})).cells("A403") == [["D5"]]


# The month ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2022年9月考勤表", "Sheet1"),
        ("2022 年 9 月考勤表", "Sheet1"),
        ("2022-09考勤", "Sheet1"),
        ("22年9月考勤", "Sheet1"),
        ("二〇二二年九月考勤表", "Sheet1"),
        ("考勤表", "2022-09"),
        ("考勤表", "2022年9月"),
        ("考勤表", "22年9月考勤（9.1-9.30）"),
        ("考勤表", "202209"),
        ("2022年9月考勤表", "9月"),
        ("9月考勤表", "2022年9月"),
        ("２０２２年９月考勤表", "Sheet1"),
        ("考勤表（2022年9月1日至2022年9月30日）", "Sheet1"),
        ("2022年度支援医师2022年9月考勤 制表日期：2022年10月8日", "Sheet1"),
    ],
)
def test_the_month_from_title_or_sheet_name(title: str, name: str) -> None:
    reading = read(page({"李小满": {1: "√"}}, title=title), name)
    assert reading.one().first == date(2022, 9, 1)
    assert reading.codes == []


def test_the_month_from_cells_side_by_side() -> None:
    rows = [["考勤表"], [2022.0, "年", 9.0, "月"], *page({"李小满": {1: "√"}}, title=None)]
    assert read(rows).one().first == date(2022, 9, 1)


@pytest.mark.parametrize(
    ("title", "name"), [("9月考勤表", "Sheet1"), ("2022年度支援医师九月考勤表", "Sheet1"), ("考勤", "9月")]
)
def test_a_month_without_year_is_the_campaign_s(title: str, name: str) -> None:
    reading = read(page({"李小满": {1: "√"}}, title=title), name)
    assert reading.one().first == date(2022, 9, 1)
    assert reading.codes == ["I009"]


def test_march_without_year_is_next_year_s() -> None:
    reading = read(page({"李小满": {1: "√"}}, days=days_of(2023, 3), title="3月考勤表"))
    assert reading.one().first == date(2023, 3, 1)


@pytest.mark.parametrize(
    ("title", "name"),
    [
        ("2022年9月考勤表", "2022-10"),
        ("9月考勤表", "10月"),
        ("2022年9月考勤表", "2021年9月"),
        ("2022年10月考勤表", "Sheet1"),
        ("2021年9月考勤表", "Sheet1"),
        ("考勤表", "Sheet1"),
    ],
)
def test_a_month_that_cannot_be_told_is_refused(title: str, name: str) -> None:
    reading = read(page({"李小满": {1: "√"}}, title=title), name)
    assert reading.codes == ["A416"]
    assert reading.dossier.stretches == []


def test_dates_in_the_headings_that_contradict_the_title() -> None:
    rows = page({"李小满": {1: "√"}}, weekday_row=False)
    rows[1][2:32] = days_of(2022, 8)[:30]
    assert read(rows).codes == ["A416"]


def test_one_weekday_at_variance_is_enough() -> None:
    rows = page({"李小满": {1: "√"}})
    rows[2][11] = "一"  # 10 September 2022 is a Saturday
    assert read(rows).cells("A416") == [["A1", "L3"]]


def test_template_columns_beyond_the_month_may_stay_blank() -> None:
    days = [*days_of(2022, 9), date(2022, 10, 31)]
    rows = page({"李小满": {1: "√"}}, days=days, weekday_row=False)
    assert len(read(rows).one().days) == 30
    rows[2][32] = "√"
    reading = read(rows)
    assert reading.cells("I004") == [["AG3"]]
    assert len(reading.one().days) == 30


def test_a_month_of_real_dates_from_the_26th_to_the_25th() -> None:
    days = [*days_of(2022, 8)[25:], *days_of(2022, 9)[:25]]
    rows = page({"李小满": {}}, days=days, weekday_row=False)
    rows[1][2 : 2 + len(days)] = days
    rows[2][2] = "√"
    assert read(rows).one().first == date(2022, 8, 26)


# Totals ------------------------------------------------------------------------------------------------------------


def totals(headings: list[str], figures: list[object], marks: dict[int, str]) -> list[list[str]]:
    return read(page({"李小满": marks}, totals=headings, figures=figures)).cells("A407")


def test_totals_that_agree() -> None:
    marks = {1: "√", 2: "√", 5: "△", 6: "△/√", 7: "×"}
    assert totals(["出勤", "事假", "旷工"], [2.5, 1.5, 1.0], marks) == []
    assert totals(["出勤(天)", "事假天数", "旷工"], ["2.5", "1.5天", "１"], marks) == []
    assert totals(["应出勤", "迟到(次)", "加班", "事假(小时)"], [22.0, 3.0, 9.0, 12.0], marks) == []
    assert totals(["出勤", "事假", "备注"], ["", "/", "请假"], marks) == []


def test_totals_that_differ_are_told_with_both_figures() -> None:
    reading = read(page({"李小满": {1: "√", 2: "△"}}, totals=["出勤", "事假"], figures=[1.0, 2.0]))
    assert reading.cells("A407") == [["AH4"]]
    assert "2 天" in reading.message("A407")
    assert "1 天" in reading.message("A407")


def test_a_total_of_presence_may_count_official_business_or_not() -> None:
    marks = {1: "√", 2: "√", 5: "差"}
    assert totals(["出勤"], [2.0], marks) == []
    assert totals(["出勤"], [3.0], marks) == []
    assert totals(["出勤"], [4.0], marks) == [["AG4"]]


def test_official_business_over_two_columns() -> None:
    assert totals(["出差", "培训"], [1.0, 2.0], {1: "差", 2: "学", 5: "学"}) == []
    assert totals(["出差"], [1.0], {1: "差", 2: "学", 5: "学"}) == []
    assert totals(["出差"], [2.0], {1: "差"}) == [["AG4"]]


def test_what_an_unread_day_may_explain_is_no_disagreement() -> None:
    assert totals(["事假"], [2.0], {1: "△", 2: "？"}) == []
    assert totals(["事假"], [3.0], {1: "△", 2: "？"}) == [["AG4"]]


def test_a_roster_is_no_grid() -> None:
    assert (
        read(
            [["序号", "姓名", "受援单位", "支援单位", "支援时间"], [1.0, "李小满", "甲镇卫生院", "县医院", "一年"]]
        ).sheet
        is None
    )


def test_afternoon_rows_are_no_legend() -> None:
    rows = page({"李小满": {1: "√", 2: "事"}}, legend=None)
    rows.insert(4, ["", "", "√", "病", *[""] * 28])
    assert read(rows, merged=((3, 1, 4, 1),)).days() == {1: "出勤", 2: "事假/病假"}


def test_a_legend_as_a_small_table_in_the_day_columns() -> None:
    rows = page({"李小满": {1: "△"}}, legend=None)
    rows.append(["", "", "√", "出勤", "△", "事假", *[""] * 26])
    reading = read(rows)
    assert reading.days() == {1: "事假"}
    assert reading.codes == []


def test_two_columns_a_day() -> None:
    rows: list[list[object]] = [["2022年9月考勤表"], ["姓名"], [""], ["李小满"]]
    for day in range(1, 31):
        rows[1] += [float(day), ""]
        rows[2] += ["上午", "下午"]
        rows[3] += {1: ["√", "√"], 2: ["△", "√"], 5: ["", "×"]}.get(day, ["", ""])
    reading = read([*rows, [LEGEND]])
    assert reading.days() == {1: "出勤", 2: "事假/出勤", 5: "未记录/旷工"}
    assert reading.codes == []


def test_hidden_days_are_read_and_told() -> None:
    reading = read(page({"李小满": {1: "√", 2: "√"}}), hidden_columns=frozenset({3}))
    assert reading.days() == {1: "出勤", 2: "出勤"}
    assert reading.cells("I010") == [["D2"]]


def test_the_day_of_signing_is_no_month() -> None:
    rows = page({"李小满": {1: "√"}}, legend=None)
    rows += [["", "2022年10月8日"], *rows[1:3], [2.0, "王大雪", "√"]]
    reading = read(rows)
    assert reading.one("王大雪").first == date(2022, 9, 1)


def test_a_person_with_only_a_morning_row() -> None:
    rows = halves(["李小满", ""])
    rows.insert(5, [2.0, "王大雪", "上午", "√", *[""] * 29])
    assert read(rows).days("王大雪") == {1: "出勤/未记录"}


def test_one_row_people_among_two_row_ones() -> None:
    rows = page({"李小满": {1: "√", 2: "△"}, "王大雪": {1: "√", 2: "半△"}})
    rows.insert(4, ["", "", "√", "√", *[""] * 28])
    reading = read(rows, merged=((3, 1, 4, 1),))
    assert reading.days() == {1: "出勤", 2: "事假/出勤"}
    assert reading.days("王大雪") == {1: "出勤", 2: "出勤/事假"}


@pytest.mark.parametrize(
    "name", ["李小满★", "1.李小满", "李小满、周立秋", "李?满", "李小满:", "阿依夏木·" + "吐尔逊" * 7]
)
def test_a_name_that_looks_like_none_is_kept_for_the_roster_to_judge(name: str) -> None:
    reading = read(page({name: {1: "√", 2: "√", 5: "△"}, "周立秋": {1: "√"}}))
    assert [stretch.name for stretch in reading.dossier.stretches] == [name, "周立秋"]


@pytest.mark.parametrize("name", ["★", "—", 123.0, "   "])
def test_marks_beside_what_is_no_name_are_told(name: object) -> None:
    rows = page({"占位": {1: "√", 2: "√", 5: "△"}, "周立秋": {1: "√"}})
    rows[3][1] = name
    reading = read(rows)
    assert [stretch.name for stretch in reading.dossier.stretches] == ["周立秋"]
    assert (reading.codes, reading.cells("I004")) == (["I004"], [["B4"]])


def test_a_line_of_posts_and_people_below_a_grid_is_nobody() -> None:
    rows = page({"李小满": {1: "√"}})
    rows.append(["", "院长：", "赵某", "", "副院长：", "钱某", "", "主任：", "孙某"] + [""] * 23)
    reading = read(rows)
    assert ([stretch.name for stretch in reading.dossier.stretches], reading.codes) == (["李小满"], [])


@pytest.mark.parametrize(
    "line",
    [
        "单位：甲镇卫生院          2022年9月",
        "单位：甲镇卫生院（盖章）   2022年9月30日",
        "科室：内科  单位：甲镇卫生院",
        "受援单位：甲镇卫生院  支援单位：县医院",
        "甲镇卫生院“千名医师”2022年9月考勤表",
    ],
)
def test_the_keeper_s_line_may_say_more(line: str) -> None:
    reading = read(page({"李小满": {1: "√"}}, title=line), name="2022年9月")
    assert reading.sheet is not None
    assert reading.sheet.institution == "甲镇卫生院"


def test_a_stamp_without_a_name_leaves_the_keeper_to_the_title() -> None:
    reading = read([["填报单位：（盖章）"], *page({"李小满": {1: "√"}})])
    assert reading.sheet is not None
    assert reading.sheet.institution == "甲镇卫生院"


def test_the_day_of_filling_in_beside_the_keeper_is_no_month() -> None:
    rows = page({"李小满": {1: "√"}}, title=None)
    reading = read([["填报单位：", "甲镇卫生院", "填报时间：", "2022.10.1"], *rows], name="2022年9月")
    assert (reading.one().first, reading.codes) == (date(2022, 9, 1), [])


def test_two_institutions_in_one_sheet_keep_each_their_own() -> None:
    upper = page({"李小满": {1: "√"}})
    lower = page({"周立秋": {1: "√"}}, title="乙乡卫生院2022年9月考勤表")
    reading = read([*upper, ["填报单位：甲镇卫生院（盖章）"], [], *lower])
    assert {s.name: submitting_institution(s) for s in reading.dossier.stretches} == {
        "李小满": "甲镇卫生院",
        "周立秋": "乙乡卫生院",
    }


@pytest.mark.parametrize("heading", ["", "人员"])
def test_another_month_below_whose_heading_leaves_the_name_out(heading: str) -> None:
    october = page({"周立秋": {11: "△"}}, days=days_of(2022, 10), title="2022年10月")
    october[1][1] = heading
    reading = read([*page({"李小满": {1: "√"}}), [], *october])
    assert {s.name: s.first for s in reading.dossier.stretches} == {
        "李小满": date(2022, 9, 1),
        "周立秋": date(2022, 10, 1),
    }
    assert reading.codes == []


def test_a_mark_merged_over_the_days_and_on_holds_for_the_days() -> None:
    rows = page({"李小满": {26: "产假"}}, totals=["出勤"], figures=[""])
    reading = read(rows, merged=((3, 27, 3, 32),))  # AB4:AG4, the 26th to the totals
    assert reading.days() == dict.fromkeys((26, 27, 28, 29, 30), "产假")


def test_an_unknown_mark_merged_over_days_is_told_once() -> None:
    reading = read(page({"李小满": {26: "外借"}}), merged=((3, 27, 3, 31),))
    assert reading.cells("A403") == [["AB4"]]
    assert set(reading.days().values()) == {"无法识别"}


def test_a_log_s_days_without_year_are_told() -> None:
    reading = read([["姓名", "日期", "考勤结果"], ["李小满", "9月1日", "出勤"], ["李小满", "9月2日", "事假"]])
    assert (reading.days(), reading.cells("I009")) == ({1: "出勤", 2: "事假"}, [["B2"], ["B3"]])


def test_half_a_day_s_presence_keeps_its_half() -> None:
    legend = "上午出勤＼ 下午出勤／ 事假△"
    reading = read(page({"李小满": {1: "＼", 2: "／", 5: "＼／", 6: "出勤半天", 7: "＼△"}}, legend=legend))
    assert reading.days() == {1: "出勤/未记录", 2: "未记录/出勤", 5: "出勤", 6: "出勤/未记录", 7: "出勤/事假"}
    assert reading.codes == []


def test_half_a_day_s_presence_in_a_row_of_half_days() -> None:
    rows = page({"李小满": {}}, weekday_row=False)
    rows[1:2] = [["序号", "姓名", "时段", *rows[1][2:]]]
    rows[2:3] = [
        [1.0, "李小满", "上午", "出勤半天", *[""] * 29],
        ["", "", "下午", "△", *[""] * 29],
    ]
    assert read(rows).days() == {1: "出勤/事假"}


def test_half_a_day_s_presence_in_a_log_of_half_days() -> None:
    rows = [["姓名", "日期", "半天", "考勤结果"], ["李小满", "2022-9-1", "下午", "出勤半天"]]
    assert read(rows).days() == {1: "未记录/出勤"}


@pytest.mark.parametrize("label", [("", ""), ("符号", "含义"), ("图例：", "意义")])
def test_a_legend_as_two_rows_from_the_name_column_on(label: tuple[str, str]) -> None:
    rows = page({"李小满": {1: "△", 2: "○"}}, legend=None)
    signs, words = ["√", "△", "○"], ["出勤", "事假", "病假"]
    if label[0]:
        signs, words = [label[0], *signs], [label[1], *words]
    rows += [["", *signs], ["", *words]]
    reading = read(rows)
    assert (reading.days(), reading.codes) == ({1: "事假", 2: "病假"}, [])


def halved(*rows: tuple[str, str, dict[int, str]]) -> list[list[object]]:
    """A grid of September 2022 with 姓名, 时段 and a row each of (name, label, marks)."""
    table: list[list[object]] = [["2022年9月考勤表"], ["姓名", "时段", *[float(day) for day in range(1, 31)]]]
    table += [[name, label, *[marks.get(day, "") for day in range(1, 31)]] for name, label, marks in rows]
    return [*table, [LEGEND]]


def test_the_name_may_stand_in_the_afternoon_s_row() -> None:
    first, second = {1: "√", 2: "√"}, {1: "△", 2: "√"}
    reading = read(
        halved(("", "上午", first), ("李小满", "下午", second), ("", "上午", {5: "√"}), ("周立秋", "下午", {5: "○"}))
    )
    assert (reading.days(), reading.days("周立秋")) == ({1: "出勤/事假", 2: "出勤"}, {5: "出勤/病假"})
    assert reading.codes == []


def test_an_afternoon_s_row_alone_is_no_morning() -> None:
    reading = read(halved(("李小满", "上午", {1: "√"}), ("", "下午", {1: "√"}), ("周立秋", "下午", {1: "△"})))
    assert (reading.days(), reading.days("周立秋")) == ({1: "出勤"}, {1: "未记录/事假"})


def test_the_cell_of_a_day_is_the_afternoon_s_where_only_that_is_no_presence() -> None:
    reading = read(halved(("李小满", "上午", {1: "√", 2: "△"}), ("", "下午", {1: "△", 2: "√"})))
    assert [reading.one().place(i).a1 for i in (0, 1)] == ["C4", "D3"]


@pytest.mark.parametrize("serial", [2.0, "2"])
def test_a_row_with_its_own_number_is_nobody_s_afternoon(serial: object) -> None:
    rows = page({"李小满": {1: "√"}, "占位": {1: "△", 2: "√"}})
    rows[4][:2] = [serial, ""]
    reading = read(rows)
    assert (reading.days(), reading.cells("I004")) == ({1: "出勤"}, [["B5"]])


def test_a_row_whose_name_is_a_formula_without_result_is_nobody_s_afternoon() -> None:
    rows = page({"李小满": {1: "√"}, "占位": {1: "△", 2: "√"}})
    rows[4][:2] = ["", ""]
    reading = read(rows, unstored=frozenset({(4, 1)}))
    assert (reading.days(), reading.cells("I006")) == ({1: "出勤"}, [["B5"]])


def test_ditto_in_a_grid_s_institution_column() -> None:
    rows = [["2022年9月考勤表"], ["姓名", "受援单位", *range(1, 31)]]
    rows += [[name, unit, "√", *[""] * 29] for name, unit in (("李小满", "甲镇卫生院"), ("周立秋", "〃"))]
    reading = read(rows)
    assert [s.recipient for s in reading.dossier.stretches] == ["甲镇卫生院", "甲镇卫生院"]
    assert reading.cells("I008") == [["B4"]]


def test_days_that_do_not_follow_on_are_told() -> None:
    rows = [
        ["2022年9月考勤表"],
        ["姓名", *range(26, 31), "合计", *range(1, 26)],
        ["李小满", "√", *[""] * 5, "√", *[""] * 24],
    ]
    rows[1][6:6] = ["小计", "小计"]
    rows[2][6:6] = ["", ""]
    reading = read(rows)
    assert (reading.days(), reading.cells("I004")) == ({1: "出勤"}, [["B2"]])
    assert "日期 26 与其余的日期接不上，这 1 列的标记没有计入" in reading.message("I004")


@pytest.mark.parametrize(("written", "told"), [(6, "日期 6 与"), (17, "日期 17 与"), ("", "7 日的列没有写日期")])
def test_one_wrong_or_missing_day_heading_costs_its_own_column_alone(written: int | str, told: str) -> None:
    """The heading of the 7th (H) reads 6, 17 or nothing: its 旷工 is nobody's, the 事假 of the 6th stays on the 6th."""
    marks = ["△" if day == 6 else "×" if day == 7 else "√" for day in range(1, 31)]
    heads = [written if day == 7 else day for day in range(1, 31)]
    reading = read([["2022年9月考勤表"], ["姓名", *heads], ["李小满", *marks], [LEGEND]])
    assert reading.days() == {day: "事假" if day == 6 else "出勤" for day in range(1, 31) if day != 7}
    assert reading.cells("I004") == [["H2"]]
    assert told in reading.message("I004")


@pytest.mark.parametrize(("missing", "cell"), [(1, "B2"), (30, "AE2")])
def test_a_missing_first_or_last_day_heading_is_told(missing: int, cell: str) -> None:
    heads = ["" if day == missing else day for day in range(1, 31)]
    marks = ["×" if day in (missing, 5) else "√" for day in range(1, 31)]
    reading = read([["2022年9月考勤表"], ["姓名", *heads], ["李小满", *marks], [LEGEND]])
    assert reading.cells("I004") == [[cell]]
    assert len(reading.days()) == 29


def test_a_column_without_a_day_and_without_marks_is_not_told() -> None:
    heads = [*range(1, 16), "", *range(17, 31)]
    reading = read([["2022年9月考勤表"], ["姓名", *heads], ["李小满", *["√"] * 15, "", *["√"] * 14]])
    assert len(reading.days()) == 29
    assert reading.cells("I004") == []


SPANS = [
    "2022年9月考勤表（8月26日—9月25日）",
    "考勤表 2022.8.26-9.25",
    "2022-08-26至2022-09-25考勤表",
    "2022年8月26日到9月25日",
    "二〇二二年九月考勤表（八月二十六日至九月二十五日）",
    "2022年九月考勤表（上月二十六日至本月二十五日）",
    "2022年9月考勤表（上月26日至本月25日）",
    "2022年8月考勤表（26日至次月25日）",
    "20220826-20220925考勤表",
    "22年8月26日～22年9月25日",
]


@pytest.mark.parametrize("title", SPANS)
def test_a_month_from_the_26th_to_the_25th_as_titles_say_it(title: str) -> None:
    days = [*range(26, 32), *range(1, 26)]
    rows = [[title], ["姓名", *days], ["李小满", "√", *[""] * 29, "√"]]
    reading = read(rows)
    assert (reading.one().first, len(reading.one().days), reading.codes) == (date(2022, 8, 26), 31, [])
    assert (reading.one().place(0).a1, reading.one().place(30).a1) == ("B3", "AF3")


@pytest.mark.parametrize("title", SPANS)
def test_a_page_without_title_is_of_the_days_of_the_page_above(title: str) -> None:
    heads = ["姓名", *range(26, 32), *range(1, 26)]
    rows = [[title], heads, ["李小满", "√", *[""] * 29, "√"], [], heads, ["周立秋", "√", *[""] * 30]]
    reading = read(rows)
    assert (reading.one("周立秋").first, len(reading.one("周立秋").days)) == (date(2022, 8, 26), 31)
    assert reading.codes == []


@pytest.mark.parametrize("name", ["8.26-9.25", "9月(8.26-9.25)", "2022年8月26日-9月25日"])
def test_a_month_from_the_26th_to_the_25th_as_the_sheet_s_name_says_it(name: str) -> None:
    rows = [["考勤表"], ["姓名", *range(26, 32), *range(1, 26)], ["李小满", "√", *[""] * 29, "√"]]
    assert read(rows, name=name).one().first == date(2022, 8, 26)


@pytest.mark.parametrize("heads", [("8.{}", "9.{}"), ("8月{}日", "9月{}日"), ("8/{}", "9/{}"), ("08{:02}", "09{:02}")])
def test_a_month_from_the_26th_to_the_25th_in_the_headings_alone(heads: tuple[str, str]) -> None:
    days = [*(heads[0].format(d) for d in range(26, 32)), *(heads[1].format(d) for d in range(1, 26))]
    reading = read([["考勤表"], ["姓名", *days], ["李小满", "√", *[""] * 29, "√"]])
    assert (reading.one().first, len(reading.one().days)) == (date(2022, 8, 26), 31)
    assert reading.codes == ["I009"]  # the year is the campaign's


def test_two_months_that_only_their_lengths_tell() -> None:
    marks = ["李小满", "√", *[""] * 28, "√"]
    reading = read([["2022年7月考勤表"], ["姓名", *range(26, 31), *range(1, 26)], marks])
    assert (reading.one().first, reading.codes) == (date(2022, 6, 26), ["I009"])
    assert "2022-06-26 至 2022-07-25" in reading.message("I009")
    reading = read([["2022年8月考勤表"], ["姓名", *range(26, 32), *range(1, 26)], marks])  # July or August first
    assert (reading.dossier.stretches, reading.codes) == ([], ["A416"])
    assert "请在标题中写明起止" in reading.message("A416")


def test_figures_are_no_days() -> None:
    """A first row 1, 8日, 20日 below the headings of something else makes no grid."""
    for row in (["李小满", 1, "8日", "20日"], ["", 1, 2, 3], ["李小满", 5, 6, 7]):
        assert read([["2022年9月"], ["姓名", "批次", "到岗", "离岗"], row]).sheet is None


@pytest.mark.parametrize(
    "heads",
    [
        [f"第{d}天" for d in range(1, 31)],
        [f"第{d}日" for d in range(1, 31)],
        [f"周{WEEK[(i + 3) % 7]}\n{i + 1}" for i in range(30)],
        [f"9.{d}" for d in range(1, 31)],
        [float(f"9.{d}") for d in range(1, 31)],
        [f"09{d:02}" for d in range(1, 31)],
        [900 + d for d in range(1, 31)],
    ],
)
@pytest.mark.parametrize("name", ["姓名", "人员", "医生"])
def test_day_headings_in_other_spellings(heads: list[object], name: str) -> None:
    rows = [["2022年9月考勤表"], ["序号", name, *heads], [1, "李小满", *["√"] * 30]]
    assert read(rows).days() == dict.fromkeys(range(1, 31), "出勤")


@pytest.mark.parametrize("numbers", [False, True])
def test_a_weekday_row_of_dates_of_another_month_is_told(numbers: bool) -> None:
    august = [44774 + i for i in range(30)] if numbers else [date(2022, 8, 1) + timedelta(i) for i in range(30)]
    rows = [["2022年9月考勤表"], ["姓名", *range(1, 31)], ["", *august], ["李小满", "√"]]
    reading = read(rows)
    assert (reading.dossier.stretches, reading.codes) == ([], ["A416"])
    right = [
        ["2022年9月考勤表"],
        ["姓名", *range(1, 31)],
        ["", *(day + (31 if numbers else timedelta(31)) for day in august)],
    ]
    assert read([*right, ["李小满", "√"]]).days() == {1: "出勤"}


def test_a_day_twice_is_told() -> None:
    rows = [["2022年9月考勤表"], ["姓名", 1, 2, 3, 3, 4, 5, 6, 7], ["李小满", *["√"] * 8]]
    assert read(rows).cells("I004") == [["B2", "C2", "D2"]]


@pytest.mark.parametrize("title", ["2021年甲镇卫生院9月考勤表", "9月考勤表（2021年）"])
def test_a_year_apart_from_the_month_that_is_not_the_campaign_s_is_refused(title: str) -> None:
    rows = page({"李小满": {1: "√"}}, title=title, weekday_row=False)
    reading = read(rows, name="9月")
    assert (reading.dossier.stretches, reading.codes) == ([], ["A416"])
    assert "2021年" in reading.message("A416")


@pytest.mark.parametrize("title", ["2022年甲镇卫生院9月考勤表", "2022年度9月考勤表", "2022-2023年度 9月考勤表"])
def test_a_year_apart_from_the_month_that_fits(title: str) -> None:
    rows = page({"李小满": {1: "√"}}, title=title, weekday_row=False)
    assert read(rows).one().first == date(2022, 9, 1)


def test_the_weekdays_settle_a_year_apart_from_the_month() -> None:
    march = page({"李小满": {1: "√"}}, days=days_of(2023, 3), title="2022年千名医师下基层3月考勤表")
    assert read(march).one().first == date(2023, 3, 1)


def test_a_printed_page_without_title_is_of_the_month_above_whatever_the_sheet_is_called() -> None:
    pages = [*page({"李小满": {1: "√"}}), *page({"周立秋": {1: "√"}}, title=None)]
    reading = read(pages, name="9月")
    assert ([s.first for s in reading.dossier.stretches], reading.codes) == ([date(2022, 9, 1)] * 2, [])


def test_a_line_that_names_a_department_is_nobody() -> None:
    rows = page({"李小满": {1: "√"}, "周立秋": {1: "√"}}, weekday_row=False)
    rows[2:2] = [["", "内科", *[""] * 30]]
    rows[4:4] = [["", "门诊部", *[""] * 30]]
    assert [s.name for s in read(rows).dossier.stretches] == ["李小满", "周立秋"]


@pytest.mark.parametrize("column", [0, 1, 2])
def test_a_row_of_another_shift_is_no_afternoon(column: int) -> None:
    rows: list[list[object]] = [["2022年9月考勤表"], ["科室", "姓名", "班次", *range(1, 31)]]
    night: list[object] = ["", "", ""]
    night[column] = "夜班"
    for name in ("李小满", "周立秋"):
        rows += [["", name, "白班" if column == 2 else "", *["√"] * 30], [*night, "√", "√", *[""] * 28]]
    reading = read(rows)
    assert reading.days() == dict.fromkeys(range(1, 31), "出勤")
    assert reading.cells("I004") == [["B4"], ["B6"]]


def test_a_pivot_table_below_is_nobody_s_row() -> None:
    rows = page({"李小满": {1: "√"}}, legend=None)
    pivot = [["", "计数项:姓名"], ["", "行标签", 1.0], ["", "李小满", 1.0], ["", "总计", 1.0]]
    reading = read(
        [*rows, *[[*row, *[""] * (32 - len(row))] for row in pivot], [""] * 32, ["", "王大雪", "√", *[""] * 29]]
    )
    assert (reading.days(), reading.days("王大雪"), reading.codes) == ({1: "出勤"}, {1: "出勤"}, [])
