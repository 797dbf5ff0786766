"""The catalogue of dirty data, row by row, end to end: what the clerk's file says, what it must be read as.

Rows held elsewhere: signs and halves in one cell, months that contradict themselves (test_law_reading); the home
hospital's sheet beside the township's (test_law_attendance); zip bombs, DTDs, truncated files (test_open_refusals).
"""

from __future__ import annotations

import csv
import io
from datetime import date, datetime
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import openpyxl
import pytest

from tests.make.command import QUIET, ask, of, run, run_json, told
from tests.make.disk import book, dated, person, save, september

AS_OF = ("--as-of", "2022-09-30")
PRINTED = "序 号|姓　名|性别|年 龄|受援基层机构名称|支援单位名称|执业资格|专 业|专业技术\n职称|支援时间|备  注".split(
    "|"
)


def row(number: int, name: str, period: str = "一年", **changes: object) -> list[object]:
    """A row under the headings of the printed roster."""
    values: dict[str, object] = {
        "年龄": 36,
        "受援": "柳林乡卫生院",
        "支援": "云岭县人民医院",
        "备注": "",
    } | changes
    return [
        number,
        name,
        "女",
        values["年龄"],
        values["受援"],
        values["支援"],
        "执业医师",
        "内科",
        "主治医师",
        period,
        values["备注"],
    ]


def roster(folder: Path, rows: list[list[object]], *merged: str, notes: list[list[object]] | None = None) -> Any:
    """The JSON of `score` over a printed roster: rows from the fifth on."""
    work = book(名单=[["附件1"], ["2022年度支援人员名单"], [], PRINTED, *rows, *(notes or [])])
    for area in merged:
        work["名单"].merge_cells(area)
    work.save(folder / "名单.xlsx")
    return run_json("score", folder)[1]


def placements(result: Any) -> list[tuple[str, str, str]]:
    return [(p["name"], p["start"], p["end"]) for p in result["people"]]


def counts(result: Any, number: int = 0) -> dict[str, float]:
    return {k: v for k, v in result["people"][number]["attendance"].items() if v and k != "required"}


# Names, numbers, cells ---------------------------------------------------------------------------------------------


def test_white_space_of_every_kind_in_names(tmp_path: Path) -> None:
    grid = september({20: "事"})
    grid[2][1] = "李 小　满 "
    sheets = {"名单": [dated("李\u00a0小\u200b满", "2022-09-01", "2023-05-31")], "9": grid}
    result = ask(tmp_path, sheets, *AS_OF, command="score")
    assert (result["people"][0]["name"], counts(result)) == ("李小满", {"present": 20, "personal": 1})
    assert told(result, "A401", "R101") == []


def test_numbers_in_text(tmp_path: Path) -> None:
    result = roster(
        tmp_path, [row(1, "李小满", 年龄="３８ "), row(2, "王大雪", 年龄="17 "), row(3, "张青禾", 年龄="三十八")]
    )
    assert [(f["code"], f["cells"]) for f in result["findings"] if f["code"] in ("R110", "I004")] == [
        ("R110", ["D6"]),
        ("I004", ["D7"]),
    ]


@pytest.mark.parametrize(
    ("text", "days"),
    [
        ("0.5天", 0.5),
        ("1天4小时", 1.5),
        (" 2 ", 2),
        ("３天", 3),
        ("12小时", 1.5),
        ("--", None),
        ("/", None),
        ("", None),
    ],
)
def test_amounts_in_words_against_the_dates(tmp_path: Path, text: str, days: float | None) -> None:
    leave = {"姓名": "李小满", "请假类型": "事假", "开始日期": "2022-09-05", "结束日期": "2022-09-06", "天数": text}
    result = ask(tmp_path, {"名单": [person()], "请假": [leave]}, *AS_OF)
    assert bool(told(result, "L503")) == (days not in (None, 2, 1.5))
    assert told(result, "I004") == []


# Merged and blank cells --------------------------------------------------------------------------------------------


def test_cells_merged_in_two_columns_independently(tmp_path: Path) -> None:
    rows = [row(1, "李小满"), row(2, "王大雪", 受援=""), row(3, "张青禾", 受援="桃花乡卫生院", 支援="")]
    result = roster(tmp_path, rows, "E5:E6", "F6:F7")
    assert [(p["recipient"], p["support"]) for p in result["people"]] == [
        ("柳林乡卫生院", "云岭县人民医院"),
        ("柳林乡卫生院", "云岭县人民医院"),
        ("桃花乡卫生院", "云岭县人民医院"),
    ]
    assert told(result, "I008", "R101") == []


def test_a_blank_is_as_above_for_institutions_alone(tmp_path: Path) -> None:
    rows = [row(1, "李小满", 备注="组团式"), row(2, "王大雪", 受援="", 支援="")]
    result = roster(tmp_path, rows)
    assert told(result, "I008") == [("I008", ["E6"]), ("I008", ["F6"])]
    assert [f["person"] for f in of(result, "T207")] == ["李小满"]


# Headings, titles, notes -------------------------------------------------------------------------------------------


def test_titles_repeated_headings_and_rows_below(tmp_path: Path) -> None:
    notes: list[list[object]] = [
        ["注：以上人员均已备案"],
        ["合计", "1人"],
        ["填表人：周六合", "", "", "", "审核人：吴七星"],
        ["", "签字"],
        ["单位负责人（签字）：", "", "", "", "2022年6月1日"],
    ]
    result = roster(tmp_path, [row(1, "李小满"), PRINTED, row(2, "王大雪")], notes=notes)
    assert [p["name"] for p in result["people"]] == ["李小满", "王大雪"]
    assert [code for code, _ in told(result) if code not in (*QUIET, "T204")] == []


def test_rows_that_count_are_nobody(tmp_path: Path) -> None:
    grid = september({})
    grid[3:3] = [["出勤人数", "", *["1"] * 30], ["合计", "", *[1] * 30]]
    result = ask(tmp_path, {"名单": [dated("李小满", "2022-09-01", "2023-05-31")], "9": grid}, *AS_OF, command="score")
    assert counts(result) == {"present": 21}
    assert told(result, "I004", "A401", "A403") == []


def test_a_label_with_a_colon_is_no_heading(tmp_path: Path) -> None:
    save(tmp_path / "名单.xlsx", {"名单": [person()]})
    card = [
        ["考 勤 记 录 表"],
        [str(i) for i in range(1, 31)],
        ["工 号:", "7", "姓 名:", "李小满"],
        ["07:5518:02"] * 30,
    ]
    save(tmp_path / "刷卡.xlsx", {"刷卡记录": card})
    assert [f["path"] for f in of(run_json("validate", tmp_path)[1], "I002")] == ["刷卡.xlsx"]


# Periods and dates -------------------------------------------------------------------------------------------------

YEAR, FIRST, SECOND = ("2022-06-01", "2023-05-31"), ("2022-06-01", "2022-11-30"), ("2022-12-01", "2023-05-31")


@pytest.mark.parametrize(
    ("text", "span", "assumed"),
    [
        ("一 年", YEAR, False),
        ("全年", YEAR, False),
        ("12个月", YEAR, False),
        ("前半年 ", FIRST, False),
        ("后半年", SECOND, False),
        ("上半年", FIRST, True),
        ("下半年", SECOND, True),
        ("2022.6.1-2022.11.30", FIRST, False),
        ("2022年6月1日至2023年5月31日", YEAR, False),
        ("20221201—20230531", SECOND, False),
        ("6.1-11.30", FIRST, True),
        ("12月1日~5月31日", SECOND, True),
        ("2022.06-2023.05", YEAR, True),
    ],
)
def test_periods(tmp_path: Path, text: str, span: tuple[str, str], assumed: bool) -> None:
    result = roster(tmp_path, [row(1, "李小满", text)])
    assert placements(result) == [("李小满", *span)]
    assert told(result, "I009", "I004") == ([("I009", ["J5"])] if assumed else [])


@pytest.mark.parametrize("text", ["半年", "2022年6月1日起", "两期"])
def test_periods_that_cannot_be_told(tmp_path: Path, text: str) -> None:
    assert told(roster(tmp_path, [row(1, "李小满", text)]), "I004") == [("I004", ["J5"])]


@pytest.mark.parametrize(
    ("cell", "codes"),
    [
        (date(2022, 9, 1), []),
        ("2022.9.1", []),
        ("2022/9/1", []),
        ("2022年9月1日", []),
        ("20220901", []),
        (44805, []),
        ("44805", []),
        ("9月1日", ["I009"]),
        ("9.1", ["I009"]),
        ("01/09/2022", ["I004"]),
        ("2022-09-31", ["I004"]),
        ("2022.9", ["I004"]),
    ],
)
def test_dates(tmp_path: Path, cell: object, codes: list[str]) -> None:
    people = [dated("李小满", "x", "2023-05-31") | {"开始日期": cell}]
    result = ask(tmp_path, {"名单": people}, command="score")
    assert [code for code, _ in told(result, "I004", "I009")] == codes
    assert result["people"][0]["start"] == (None if "I004" in codes else "2022-09-01")


def test_dates_of_1904(tmp_path: Path) -> None:
    work = book(名单=[list(person()), list(person().values())])
    sheet = work["名单"]
    sheet["G1"], sheet["G2"], sheet["H1"], sheet["H2"] = "开始日期", date(2022, 9, 1), "结束日期", date(2023, 5, 31)
    work.epoch = datetime(1904, 1, 1)
    work.save(tmp_path / "名单.xlsx")
    assert placements(run_json("score", tmp_path)[1]) == [("李小满", "2022-09-01", "2023-05-31")]


def test_the_second_half_may_stand_before_the_first(tmp_path: Path) -> None:
    result = roster(tmp_path, [row(1, "李小满", "后半年"), row(2, "王大雪", "前半年")])
    assert (result["people"][0]["start"], told(result, "T203", "T204")) == ("2022-12-01", [])


# Months ------------------------------------------------------------------------------------------------------------


def test_the_file_s_month_is_asked_last(tmp_path: Path) -> None:
    save(tmp_path / "名单.xlsx", {"名单": [dated("李小满", "2022-09-01", "2023-05-31")]})
    grid = september({20: "△"})
    grid[0] = ["考勤表"]
    for sheet, file in (("22年9月考勤（9.1-9.30）", "2022年10月考勤.xlsx"), ("Sheet1", "2022年9月考勤.xlsx")):
        save(tmp_path / file, {sheet: grid})
        assert counts(run_json("score", tmp_path, *AS_OF)[1]) == {"present": 20, "personal": 1}
        (tmp_path / file).unlink()


@pytest.mark.parametrize("wrong", [False, True])
def test_a_month_from_the_26th_to_the_25th(tmp_path: Path, wrong: bool) -> None:
    days = [date.fromordinal(date(2022, 9, 26).toordinal() + i) for i in range(30)]
    weekdays = ["一二三四五六日"[day.weekday()] for day in days]
    if wrong:
        weekdays[29] = "六"  # 25 October 2022 is a Tuesday
    grid = [
        ["柳林乡卫生院考勤表（2022年9月26日—2022年10月25日）"],
        ["姓名", *[day.day for day in days]],
        ["", *weekdays],
        ["李小满", *["事" if day == date(2022, 10, 10) else "√" for day in days]],
    ]
    sheets = {"名单": [dated("李小满", "2022-09-26", "2023-05-31")], "x": grid}
    result = ask(tmp_path, sheets, "--as-of", "2022-10-25", command="score")
    # 26–30 Sept. 5, 8–14 Oct. 7 (two make-up days), 17–21 5, 24–25 2 = 19 workdays; the 11 others earn rest
    expected = {"unrecorded": 19} if wrong else {"present": 18, "personal": 1, "rest_days_worked": 11}
    assert counts(result) == expected
    assert told(result, "A416") == ([("A416", ["AE3"])] if wrong else [])


@pytest.mark.parametrize(("cell", "found"), [("/", []), ("—", []), ("√", [("I004", ["AG3"])])])
def test_the_31st_of_a_month_of_thirty_days(tmp_path: Path, cell: str, found: list[Any]) -> None:
    grid = september({})
    grid[1].append(31)
    grid[2].append(cell)
    assert told(ask(tmp_path, {"名单": [person()], "x": grid}, *AS_OF), "I004", "A414", "A403") == found


@pytest.mark.parametrize("head", [lambda d: d, lambda d: d.toordinal() - 693594, lambda d: f"{d:%Y%m%d}"])
def test_dates_as_headings(tmp_path: Path, head: Any) -> None:
    grid = september({20: "△"})
    grid[0], grid[1][2:] = ["考勤表"], [head(date(2022, 9, i)) for i in range(1, 31)]
    result = ask(tmp_path, {"名单": [dated("李小满", "2022-09-01", "2023-05-31")], "x": grid}, *AS_OF, command="score")
    assert counts(result) == {"present": 20, "personal": 1}


# Formulas ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ({"A3": "=1", "AG3": '=COUNTIF(C3:AF3,"√")'}, []),
        ({"V3": '="△"'}, [("I006", ["V3"])]),
        ({"B3": "=名单!A2"}, [("I006", ["B3"])]),
        ({"A1": '="2022年9月"'}, [("I006", ["A1"])]),
        ({"C2": "=1", "D2": "=C2+1"}, [("I006", ["C2", "D2"])]),
        ({"A4": '="事假△"', "V3": "△"}, [("I006", ["A4"])]),
        ({"A1": "=TODAY()", "A2": "=1"}, [("I006", ["A1"])]),
    ],
)
def test_formulas_without_a_result(tmp_path: Path, cells: dict[str, str], found: list[Any]) -> None:
    grid = september({})
    grid[0], grid[1] = ["2022年9月考勤表"], [*grid[1], "出勤"]
    save(tmp_path / "县.xlsx", {"名单": [dated("李小满", "2022-09-01", "2023-05-31")], "x": grid})
    work = openpyxl.load_workbook(tmp_path / "县.xlsx")
    for place, text in cells.items():
        work["x"][place] = text
    work.save(tmp_path / "县.xlsx")
    assert told(run_json("validate", tmp_path, *AS_OF)[1], "I006") == found


def test_a_month_of_formulas_for_days(tmp_path: Path) -> None:
    grid = september({})
    grid[1][2:] = ["=1", *[f"={openpyxl.utils.get_column_letter(2 + i)}2+1" for i in range(1, 30)]]
    result = ask(tmp_path, {"名单": [person()], "x": grid}, *AS_OF)
    assert [(code, len(cells)) for code, cells in told(result, "I002", "I003", "I006")] == [("I006", 30)]


# File types --------------------------------------------------------------------------------------------------------


def plain(rows: list[list[object]]) -> list[list[str]]:
    return [[str(value) for value in one] for one in rows]


def as_csv(rows: list[list[str]], encoding: str, mark: str) -> bytes:
    out = io.StringIO()
    csv.writer(out, delimiter=mark).writerows(rows)
    return out.getvalue().encode(encoding)


def as_html(rows: list[list[str]], _: str, __: str) -> bytes:
    body = "".join(f"<tr>{''.join(f'<td>{escape(text)}</td>' for text in one)}</tr>" for one in rows)
    return f"<html><head><meta charset=gb2312></head><body><table>{body}</table></body></html>".encode("gb18030")


def as_xml(rows: list[list[str]], _: str, __: str) -> bytes:
    cell = '<Cell><Data ss:Type="String">{}</Data></Cell>'
    body = "".join(f"<Row>{''.join(cell.format(escape(text)) for text in one)}</Row>" for one in rows)
    space = "urn:schemas-microsoft-com:office:spreadsheet"
    head = f'<?xml version="1.0"?><Workbook xmlns="{space}" xmlns:ss="{space}"><Worksheet ss:Name="9月"><Table>'
    return f"{head}{body}</Table></Worksheet></Workbook>".encode()


@pytest.mark.parametrize(
    ("name", "write", "encoding", "mark"),
    [
        ("a.csv", as_csv, "utf-8", ","),
        ("a.csv", as_csv, "utf-8-sig", "\t"),
        ("a.csv", as_csv, "gb18030", ","),
        ("a.tsv", as_csv, "gbk", "\t"),
        ("a.xls", as_csv, "gb18030", "\t"),
        ("a.xls", as_html, "", ""),
        ("a.xls", as_xml, "", ""),
    ],
)
def test_what_machines_call_a_spreadsheet(tmp_path: Path, name: str, write: Any, encoding: str, mark: str) -> None:
    save(tmp_path / "名单.xlsx", {"名单": [dated("李小满", "2022-09-01", "2023-05-31")]})
    (tmp_path / name).write_bytes(write(plain(september({20: "△"})), encoding, mark))
    result = run_json("score", tmp_path, *AS_OF)[1]
    assert counts(result) == {"present": 20, "personal": 1}


def test_a_password_on_the_command_line(tmp_path: Path) -> None:
    from msoffcrypto.format.ooxml import OOXMLFile

    path = save(tmp_path / "县.xlsx", {"名单": [person()]})
    locked = io.BytesIO()
    with path.open("rb") as file:
        OOXMLFile(file).encrypt("暗号1", locked)
    path.write_bytes(locked.getvalue())
    for options in ((), ("--password", "别的")):
        code, out, err = run("validate", path, *options)
        assert (code, out, len(err.splitlines())) == (2, "", 1)
        assert "密码" in err
    assert run_json("validate", path, "--password", "暗号1")[1]["summary"]["people"] == 1


def test_hidden_parts_are_read_and_told(tmp_path: Path) -> None:
    work = book(名单=[list(person()), list(person().values()), list(person("王大雪").values())], 九月=september({}))
    work["名单"].row_dimensions[3].hidden = True
    work["名单"].column_dimensions["B"].hidden = True
    work["九月"].sheet_state = "hidden"
    work.save(tmp_path / "县.xlsx")
    result = run_json("score", tmp_path, *AS_OF)[1]
    assert [p["name"] for p in result["people"]] == ["李小满", "王大雪"]
    assert sorted((f["sheet"], f["cells"]) for f in of(result, "I010")) == [
        ("九月", []),
        ("名单", ["A3"]),
        ("名单", ["B1"]),
    ]


# Who is who --------------------------------------------------------------------------------------------------------


def test_two_of_one_name_are_told_apart_by_institution(tmp_path: Path) -> None:
    people = [person(), person(受援单位="桃花乡卫生院", 支援单位="云岭县中医院")]
    grid = september({20: "事"})
    grid[0] = ["桃花乡卫生院2022年9月考勤表"]
    result = ask(tmp_path, {"名单": people, "x": grid}, *AS_OF, command="score")
    assert told(result, "R103") == [("R103", ["A2", "A3"])]
    assert [p["attendance"]["personal"] for p in result["people"]] == [0, 1]
    grid[0] = ["2022年9月考勤表"]
    assert told(ask(tmp_path, {"名单": people, "x": grid}, *AS_OF), "A401") == [("A401", ["B3"])]


def test_the_same_person_twice(tmp_path: Path) -> None:
    result = roster(tmp_path, [row(1, "李小满"), row(2, "李 小满")])
    assert told(result, "R102") == [("R102", ["B5", "B6"])]


def test_a_short_name_of_an_institution_is_offered_never_taken(tmp_path: Path) -> None:
    leave = {
        "姓名": "李小满",
        "支援单位": "县人民医院",
        "请假类型": "事假",
        "开始日期": "2022-09-05",
        "结束日期": "2022-09-05",
    }
    sheets = {"名单": [person()], "请假": [leave, leave | {"姓名": "李小蛮", "支援单位": ""}]}
    found = of(ask(tmp_path, sheets, *AS_OF), "A401")
    assert [f["cells"] for f in found] == [["A2"], ["A3"]]
    assert "李小满" in found[1]["message"]
    toml = '[aliases]\n"县人民医院" = "云岭县人民医院"\n'
    assert [f["cells"] for f in of(ask(tmp_path, sheets, *AS_OF, toml=toml), "A401")] == [["A3"]]
