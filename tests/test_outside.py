"""Meaning outside the text (I014): one finding a sheet and sort; what rests on it is provisional, nothing is guessed."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from openpyxl.styles import Font, PatternFill

from qianyi.intake.opening.tables import Place
from qianyi.intake.outside.notes import find_notes
from qianyi.intake.outside.set_apart import set_apart
from tests.make.command import of, run, run_json
from tests.make.disk import person, roster

RED = PatternFill("solid", fgColor="FFFF0000")
GREY = PatternFill("solid", fgColor="FFDDDDDD")
REST = (4, 5, 11, 12, 18, 19, 25, 26)
"""Saturdays and Sundays of June 2022; the 3rd is 端午节."""


def names(text: str, sort: str = "colour") -> bool:
    return sort in find_notes([((0, 0), text)])


@pytest.mark.parametrize(
    "text",
    [
        "标红的为事假",
        "备注：标红为请假",
        "红色：事假  黄色：病假",
        "黄色表示调休",
        "涂灰的格子是未核实",
        "事假用红色表示",
        "红字为旷工",
        "浅蓝色底纹为值班",
        "病假标黄",
        "以绿色标注者为外出学习",
        "红=事假 红色=病假",
        "填充黄色代表年假",
        "注：颜色代表请假种类",
    ],
)
def test_a_note_ties_a_colour_to_a_meaning(text: str) -> None:
    assert names(text)


@pytest.mark.parametrize(
    "text",
    [
        "红寺堡区人民医院",
        "青石镇中心卫生院2022年6月考勤表",
        "黄蓉",
        "黄河乡卫生院",
        "红十字会事假登记",
        "绿色通道",
        "蓝田镇卫生院 请假登记",
        "注：出勤√ 事假△ 病假○ 旷工×",
        "金银滩镇卫生院",
        "紫荆花园社区卫生服务站",
        "说明：按实填写",
    ],
)
def test_a_colours_word_in_a_name_means_nothing(text: str) -> None:
    assert not names(text)


def test_a_key_in_cells_of_its_own(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        for place, text in {"A6": "红色", "B6": "事假", "D6": "黄色", "E6": "病假"}.items():
            sheet[place] = text
        sheet["I4"].fill = RED

    assert judged(tmp_path, change) == ([["I4"]], ["王大雪"])


def test_other_looks_are_tied_to_meanings_too() -> None:
    assert names("划线的为已调离人员", "strike")
    assert names("删除线表示作废", "strike")
    assert names("加粗的为事假", "letters")


def grid(path: Path, change: Callable[[Any], None], note: str = "") -> Path:
    """A grid of June 2022 for 李小满 (row 3), 王大雪 (row 4) and 赵谷雨 (row 5); day d stands in column d + 1."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "6月"
    sheet.append(["柳林乡卫生院2022年6月考勤表"])
    sheet.append(["姓名", *range(1, 31)])
    for name in ("李小满", "王大雪", "赵谷雨"):
        sheet.append([name, *["" if day in REST or day == 3 else "√" for day in range(1, 31)]])
    if note:
        sheet.append([note])
    change(sheet)
    book.save(path)
    return path


def judged(tmp_path: Path, change: Callable[[Any], None], note: str = "") -> tuple[list[list[str]], list[str]]:
    """The cells of I014, and who is provisional in 4.1."""
    roster(tmp_path / "名单.xlsx", [person(name) for name in ("李小满", "王大雪", "赵谷雨")])
    grid(tmp_path / "考勤.xlsx", change, note)
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    waiting = [p["name"] for p in result["people"] if p["items"][0]["status"] == "provisional"]
    assert not of(result, "A403")
    assert not of(result, "A414")
    return [found["cells"] for found in of(result, "I014")], waiting


def fill(places: dict[str, PatternFill]) -> Callable[[Any], None]:
    def change(sheet: Any) -> None:
        for place, colour in places.items():
            for cell in [c for row in sheet[place] for c in row] if ":" in place else [sheet[place]]:
                cell.fill = colour

    return change


def test_a_coloured_cell_is_named_and_its_person_provisional(tmp_path: Path) -> None:
    assert judged(tmp_path, fill({"I4": RED, "J4": RED})) == ([["I4", "J4"]], ["王大雪"])


@pytest.mark.parametrize(
    "places",
    [
        {"E3:E5": GREY, "F3:F5": GREY, "L3:M5": RED},  # rest days
        {"D3:D5": GREY},  # the whole column of a holiday
        {"A4:AE4": GREY},  # every other row
        {"A1:AE2": GREY, "A3:A5": GREY},  # headings and names
        {"A4:AE4": GREY, "E3:F5": RED},
        {"J3:J5": PatternFill("solid", fgColor="FFFFFFFF")},
        {"B2": RED, "B3:B5": RED},
    ],
)
def test_colours_that_follow_rows_columns_and_rest_days(tmp_path: Path, places: dict[str, PatternFill]) -> None:
    assert judged(tmp_path, fill(places)) == ([], [])


def test_a_coloured_cell_in_a_coloured_row(tmp_path: Path) -> None:
    assert judged(tmp_path, fill({"A4:AE4": GREY, "I4": RED})) == ([["I4"]], ["王大雪"])


def test_a_note_without_such_a_cell_is_told_at_the_note(tmp_path: Path) -> None:
    assert judged(tmp_path, lambda sheet: None, "标红的为事假") == ([["A6"]], [])


def test_a_note_about_the_colour_of_letters(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["I3"].font = Font(color="FFFF0000")

    assert judged(tmp_path, change, "红字为事假") == ([["I3"]], ["李小满"])


def test_letters_in_colour_mean_nothing_by_themselves(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["I3"].font = Font(color="FFFF0000")

    assert judged(tmp_path, change) == ([], [])


def test_a_struck_mark_and_a_symbol_without_legend(tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet["I3"] = "△"
        sheet["I3"].font = Font(strike=True)

    assert judged(tmp_path, change) == ([["I3"]], ["李小满"])


def test_in_a_csv_the_note_alone_is_told(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    marks = ",".join("" if day in REST or day == 3 else "√" for day in range(1, 31))
    text = f"2022年6月考勤表\n姓名,{','.join(map(str, range(1, 31)))}\n李小满,{marks}\n标红的为事假\n"
    (tmp_path / "6月.csv").write_text(text, encoding="utf-8")
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    assert [found["cells"] for found in of(result, "I014")] == [["A4"]]
    assert result["people"][0]["items"][0]["status"] == "provisional"


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(b"\0\0")) + chunk(b"IEND", b"")


def test_boxes_pictures_and_parts_struck_out(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    (tmp_path / "图").mkdir()
    (tmp_path / "图" / "勾.png").write_bytes(png())
    with xlsxwriter.Workbook(tmp_path / "考勤.xlsx") as book:
        sheet, struck = book.add_worksheet("6月"), book.add_format({"font_strikeout": True})
        sheet.write_row(0, 0, ["2022年6月考勤表"])
        sheet.write_row(1, 0, ["姓名", *range(1, 31)])
        sheet.write_row(2, 0, ["李小满", *["" if day in REST or day == 3 else "√" for day in range(1, 31)]])
        sheet.insert_checkbox(2, 6, True)
        sheet.embed_image(2, 7, tmp_path / "图" / "勾.png")
        sheet.write_rich_string(2, 8, struck, "△", "√")
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    found = {tuple(one["cells"]): one["message"] for one in of(result, "I014")}
    assert set(found) == {("G3",), ("H3",), ("I3",)}
    assert "复选框" in found["G3",]
    assert "图片" in found["H3",]
    assert "删除线" in found["I3",]
    attendance = result["people"][0]["attendance"]
    assert (attendance["present"], attendance["unrecorded"]) == (19, 2)  # the 6th and 7th are not known, the 8th is √


def test_a_name_struck_out_in_part_is_the_rest_and_stays_as_it_is(tmp_path: Path) -> None:
    rows = [["序号", "姓名", "受援单位", "支援单位", "执业资格", "专业", "专业技术职称", "支援时间"]]
    rows.append(["1", "", "柳林乡 卫生院", "云岭县人民医院", "执业医师", "临床", "主治医师", "一年"])
    with xlsxwriter.Workbook(tmp_path / "名单.xlsx") as book:
        sheet, struck = book.add_worksheet("名单"), book.add_format({"font_strikeout": True})
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)
        sheet.write_rich_string(1, 1, struck, "王大雪", " 李 小满")
    _, result = run_json("score", tmp_path / "名单.xlsx")
    assert [one["name"] for one in result["people"]] == ["李小满"]
    assert [one["cells"] for one in of(result, "I014")] == [["B2"]]
    run("fix", tmp_path / "名单.xlsx", "-o", tmp_path / "整理")
    _, again = run_json("score", tmp_path / "整理" / "名单.xlsx")
    assert [one["name"] for one in again["people"]] == ["李小满"]
    assert [one["cells"] for one in of(again, "I014")] == [["B2"]]


def test_a_struck_mark_of_an_assessor_is_provisional(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    book = openpyxl.Workbook()
    book.active.append(["姓名", "4.2.1", "4.2.2"])
    book.active.append(["李小满", 5, 3])
    book.active["B2"].font = Font(strike=True)
    book.save(tmp_path / "评分.xlsx")
    _, result = run_json("score", tmp_path)
    lines = {line["id"]: line["status"] for item in result["people"][0]["items"] for line in item["lines"]}
    assert (lines["4.2.1"], lines["4.2.2"]) == ("provisional", "final")


def test_a_picture_where_nothing_is_decided_is_no_finding(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满", 备注='=DISPIMG("ID_1",1)')])
    _, result = run_json("validate", tmp_path)
    assert not of(result, "I014")
    assert not of(result, "I006")


@pytest.mark.parametrize(
    ("fills", "found"),
    [
        ({(1, 1): "R"}, [(1, 1)]),
        ({(1, 1): "R", (2, 1): "R", (3, 1): "R"}, []),
        ({(1, 1): "R", (1, 2): "R", (1, 3): "R"}, []),
        ({(1, 1): "R", (2, 1): "G", (3, 1): "B"}, []),
        ({(1, 1): "R", (2, 1): "G", (3, 1): "G"}, [(1, 1)]),
        ({(0, 1): "R", (1, 1): "R"}, []),
    ],
)
def test_apart_from_row_and_column(fills: dict[Place, str], found: list[Place]) -> None:
    assert set_apart(fills, [1, 2, 3], [1, 2, 3], heads=[0]) == found


@pytest.mark.parametrize(
    ("text", "quoted"),
    [
        ("黄底＝外出学习", "黄底＝外出学习"),
        ("注：1.黄底＝外出学习；2.红底＝病假", "黄底＝外出学习"),
        ("黄底＝外出学习 绿底＝调休 √出勤", "黄底＝外出学习"),
        ("红色表示下乡义诊，其余照常", "红色表示下乡义诊"),
        ("红字＝病假（住院）。", "红字＝病假（住院）"),
        ("黄底表示外出、学习、培训", "黄底表示外出、学习、培训"),
        ("黄色=学习培训、绿色=调休", "黄色=学习培训"),
        ("外出学习用黄底表示", "外出学习用黄底表示"),
        ("标黄者为 外出参加培训", "标黄者为 外出参加培训"),
        ("划线的表示已离岗，不计", "划线的表示已离岗"),
        ("事假标红", "事假标红"),
    ],
)
def test_a_note_is_quoted_whole(text: str, quoted: str) -> None:
    (note,) = find_notes([((0, 0), text)]).values()
    assert note.text == quoted
