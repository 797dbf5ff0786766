"""What a sheet is, told by its heading rows: nothing swallows anything else, nothing vanishes."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.make.command import codes, of, run_json
from tests.make.days import days_of
from tests.make.disk import person, roster, save
from tests.make.reading import LEGEND, page

LEAVE = "姓名 请假类型 开始日期 结束日期 天数 批准单位".split()


def county(tmp_path: Path, **sheets: list[list[object]]) -> Path:
    roster(tmp_path / "名单.xlsx", [person("李小满"), person("周立秋")])
    save(tmp_path / "登记.xlsx", **sheets)
    return tmp_path


def kinds(result: dict) -> list[str]:
    return [sheet["kind"] for item in result["inputs"] for sheet in item["sheets"] if item["path"] == "登记.xlsx"]


@pytest.mark.parametrize("approver", ["受援单位", "支援单位", "单位", "机构", "派驻单位"])
@pytest.mark.parametrize("day", ["2022.6.14", "2022.06.14", "6.14.2022"])
def test_a_leave_row_with_dots_is_no_sheet_of_marks(tmp_path: Path, approver: str, day: str) -> None:
    rows = [
        LEAVE,
        ["周立秋", "事假", day, "2022.6.14", 1, approver],
        ["李小满", "事假", "2022-06-08", "2022-06-09", 2, ""],
    ]
    _, result = run_json("validate", county(tmp_path, 请假=[["请假登记"], *rows]))
    assert kinds(result) == ["leave"]


@pytest.mark.parametrize("first", [[1, "8日", "20日"], [5, 13, 24], [1, 2, 3], ["6.1", "6.8", "6.20"]])
@pytest.mark.parametrize(
    "heads", [["遵守纪律", "工作态度", "业务能力"], ["1月", "2月", "3月"], ["批次", "到岗", "离岗"]]
)
def test_figures_in_a_first_row_make_no_grid(tmp_path: Path, heads: list[str], first: list[object]) -> None:
    """Marks in own words, payments by month: a warning that names the sheet, never a month that cannot be told."""
    rows: list[list[object]] = [["派驻人员考核评分表"], ["姓名", *heads], ["李小满", *first], ["周立秋", *first]]
    code, result = run_json("validate", county(tmp_path, 登记=rows))
    assert (code, [f["severity"] for f in of(result, "I002")]) == (0, ["warning"])
    assert not {"A416", "A401", "A403"} & set(codes(result))
    assert "评分" in of(result, "I002")[0]["message"]


def test_a_register_that_lacks_a_column_is_told_so_whatever_ascends_in_it(tmp_path: Path) -> None:
    rows: list[list[object]] = [["姓名", "请假类型", "开始日期", "天数"], ["李小满", 1, "8日", "20日"], ["", 1, 2, 3]]
    _, result = run_json("validate", county(tmp_path, 请假=rows))
    assert "结束日期" in of(result, "I003")[0]["message"]
    assert not of(result, "A416")


@pytest.mark.parametrize("column", ["支援单位", "派出单位", "选派单位", "受援单位"])
@pytest.mark.parametrize("weekday_row", [True, False])
def test_a_grid_with_an_institution_s_column(tmp_path: Path, column: str, weekday_row: bool) -> None:
    rows = page({"李小满": {8: "×", 9: "×"}, "周立秋": {}}, days=days_of(2022, 6), weekday_row=weekday_row)
    at = 1
    rows = [[*row[:2], "云岭县人民医院" if column != "受援单位" else "柳林乡卫生院", *row[2:]] for row in rows]
    rows[at][2] = column
    if weekday_row:
        rows[at + 1][2] = ""
    rows[0] = ["甲镇卫生院2022年6月考勤表"]
    rows[-1] = [LEGEND]
    _, result = run_json("score", county(tmp_path, 考勤=rows), "--as-of", "2022-06-30")
    assert kinds(result) == ["grid"]
    assert [p["attendance"]["absent"] for p in result["people"]] == [2, 0]


def test_a_sheet_of_no_kind_beside_known_ones(tmp_path: Path) -> None:
    odd: list[list[object]] = [["下乡医师签到"], ["人", "早", "晚", "夜"], ["甲", "到", "到", "到"]]
    people: list[list[object]] = [["甲表"], ["某", "一", "二"], ["李  小满", "好", "好"]]
    stock: list[list[object]] = [["品名", "规格", "库存"], ["纱布", "卷", 12]]
    rules: list[list[object]] = [["评分标准"], ["项目", "分值", "要求"], ["出勤", "20", "满勤"]]
    leave = [LEAVE, ["李小满", "事假", "2022-06-08", "2022-06-09", 2, ""]]
    _, result = run_json("validate", county(tmp_path, 请假=leave, 甲=odd, 乙=people, 丙=stock, 评分标准=rules))
    assert [(f["sheet"], f["severity"]) for f in of(result, "I002")] == [("甲", "warning"), ("乙", "warning")]
    assert "签到" in of(result, "I002")[0]["message"]
    assert "“早”" in of(result, "I002")[0]["message"]  # its headings are told
    assert "李小满" in of(result, "I002")[1]["message"]


def test_a_sheet_without_a_row(tmp_path: Path) -> None:
    empty: list[list[object]] = [["请假登记"], LEAVE]
    beside: list[list[object]] = [["情况登记"], ["姓名", "日期", "类型"], ["", "", "", "李小满延迟到岗说明"]]
    _, result = run_json("validate", county(tmp_path, 请假=empty, 情况=beside))
    assert [(f["sheet"], f["severity"]) for f in of(result, "I013")] == [("请假", "info"), ("情况", "warning")]


@pytest.mark.parametrize("none", ["无", "本月无", "无。", "没有", "全年无请假"])
def test_a_register_that_says_so_has_nothing_in_it(tmp_path: Path, none: str) -> None:
    _, result = run_json("validate", county(tmp_path, 请假=[["请假登记"], LEAVE, [none]]))
    assert not {"I013", "A401", "I004"} & set(codes(result))
    assert [c["status"] for c in result["checks"] if c["code"] == "L503"] == ["ran"]


def test_a_leave_register_above_a_wide_sheet_of_marks(tmp_path: Path) -> None:
    marks: list[list[object]] = [["姓名", "4.2.1", "4.2.2"], ["李小满", 5, 3]]
    rows: list[list[object]] = [LEAVE, ["李小满", "事假", "2022-06-08", "2022-06-09", 2, ""], [], *marks]
    _, result = run_json("validate", county(tmp_path, 合=rows))
    assert kinds(result) == ["leave", "marks"]
