"""What random layouts found, each at its plainest."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

from qianyi.dossier.kinds import CHINESE, halves
from tests.make.command import of, run_json
from tests.make.days import days_of
from tests.make.disk import person, roster
from tests.make.reading import page, read, take

LEAVE = ["姓名", "请假类型", "开始日期", "结束日期", "批准单位", "批准日期"]


def test_a_row_of_data_that_holds_the_word_of_a_heading_is_none() -> None:
    """The left page's only row was swallowed: 受援单位 in it made it a second row of headings."""
    row = ["李小满", "事假", "2022-06-08", "2022-06-08", "受援单位", "2022-06-07"]
    (leave,) = take([[*LEAVE, *LEAVE], row]).leaves
    assert (leave.name, leave.start, leave.approver) == ("李小满", date(2022, 6, 8), "受援单位")


def test_a_legend_in_two_columns_reaches_down_to_the_totals() -> None:
    rows = page({"李小满": {1: "△", 2: "○", 5: "×"}}, legend=None, weekday_row=False)
    rows.append(["", "合计", 3.0, *[""] * 29])
    for row, pair in zip(rows[1:], (("符号", "含义"), ("△", "事假"), ("○", "病假")), strict=True):
        row += ["", *pair]
    rows += [[*[""] * 33, "×", "旷工"], [*[""] * 33, "√", "出勤"]]
    assert read(rows).days() == {1: "事假", 2: "病假", 5: "旷工"}


def test_beside_headings_printed_again_a_legend_goes_on() -> None:
    rows = page({"李小满": {1: "△"}, "王大雪": {1: "H"}}, legend=None, weekday_row=False)
    rows.insert(3, [*rows[1]])
    pairs = [("符号", "含义"), ("△", "事假"), ("H", "病假"), ("√", "出勤")]
    for row, pair in zip(rows[1:], pairs, strict=True):
        row += ["", *pair]
    reading = read(rows)
    assert (reading.days(), reading.days("王大雪"), reading.codes) == ({1: "事假"}, {1: "病假"}, [])


def test_an_empty_register_is_told_of_in_a_returned_copy_too(tmp_path: Path) -> None:
    from tests.make.disk import save

    roster(tmp_path / "名单.xlsx", [person()])
    save(tmp_path / "请假.xlsx", 请假登记=[LEAVE])
    _, found = run_json("validate", tmp_path, "--annotate", tmp_path / "批注")
    assert len(of(found, "I013")) == 1
    _, again = run_json("validate", tmp_path / "批注")
    assert [one["message"] for one in of(again, "I013")] == [one["message"] for one in of(found, "I013")]


def test_a_note_in_a_grey_row_sets_nothing_apart_in_a_returned_copy(tmp_path: Path) -> None:
    from openpyxl import Workbook
    from openpyxl.styles import PatternFill

    grey = PatternFill("solid", fgColor="DDDDDD")
    book = Workbook()
    sheet = book.active
    for row in page({"李小满": {1: "？"}, "王大雪": {1: "√", 6: "？", 7: "？"}, "秦五味": {1: "√"}}):
        sheet.append([None if value == "" else value for value in row])
    for line in (5, 7):
        for column in range(1, 33):
            sheet.cell(line, column).fill = grey
    people: list[dict[str, Any]] = [person(name) for name in ("李小满", "王大雪", "秦五味")]
    roster(tmp_path / "名单.xlsx", people)
    book.save(tmp_path / "考勤.xlsx")
    _, found = run_json("validate", tmp_path, "--as-of", "2022-09-30", "--annotate", tmp_path / "批注")
    _, again = run_json("validate", tmp_path / "批注", "--as-of", "2022-09-30")
    assert of(found, "A403")
    assert of(again, "A403")
    assert not of(found, "I014")
    assert not of(again, "I014")


def test_signs_beside_a_person_s_days_are_no_marks() -> None:
    rows: list[list[Any]] = [["姓名：李小满"], ["日期", "上午", "下午", "备注", "", "符号", "含义"]]
    pairs = [("√", "出勤"), ("H", "事假"), ("×", "旷工")]
    for day in range(1, 31):
        pair = pairs[day - 1] if day <= len(pairs) else ("", "")
        rows.append([date(2022, 6, day), "H" if day == 8 else "√", "√", "", "", *pair])
    dossier = take(rows)
    assert dossier.found == []
    (stretch,) = dossier.stretches
    kinds = {tuple(CHINESE[half] for half in halves(kind)) for kind in stretch.days}
    assert kinds == {("出勤", "出勤"), ("事假", "出勤")}


def test_a_blank_day_at_the_end_of_a_card_s_row_has_its_own_cell() -> None:
    rows: list[list[Any]] = [["姓名", "李小满"], ["月份", *range(1, 32)], ["2022年6月", *["√"] * 29]]
    (stretch,) = take(rows).stretches
    assert stretch.place(29).a1 == "AE3"


def test_dates_printed_again_below_one_person_are_no_weekdays() -> None:
    """The person between the two rows of headings vanished without a word."""
    days = days_of(2022, 9)
    rows: list[list[Any]] = [["考勤表"], ["姓名", *days], ["李小满", "√"], ["姓名", *days], ["王大雪", "", "√"]]
    reading = read([[*row, *[""] * (31 - len(row))] for row in rows])
    assert (reading.days(), reading.days("王大雪")) == ({1: "出勤"}, {2: "出勤"})
