"""Clerks' own layouts of legends, leave dates and days: each variant read as the same sheet in ordinary form."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import tomli
from openpyxl import Workbook

from qianyi.intake.signs.legend import pairs
from tests.make.command import run, run_json
from tests.make.days import days, workdays
from tests.make.disk import add_sheet, person, roster

A, B = "李小满", "王青禾"
LEGEND = "注：出勤√ 事假△ 病假○ 旷工×"
MARKS = {8: "△", 9: "○", 10: "×"}
MEANT = {"personal": 1, "sick": 1, "absent": 1, "present": 18}


def june(marks: dict[int, str] | None = None) -> list[Any]:
    """Marks of 1 to 30 June 2022: √ on its 21 workdays, else as given."""
    work = [day.day for day in workdays() if (day.year, day.month) == (2022, 6)]
    return [(marks or {}).get(day, "√" if day in work else None) for day in range(1, 31)]


def grid(marks: dict[int, str], under: Sequence[Sequence[Any]] = (), beside: Sequence[Sequence[Any]] = ()) -> list[Any]:
    rows = [
        ["2022年6月考勤表"],
        ["序号", "姓名", *range(1, 31)],
        [1, A, *june()],
        [2, B, *june(marks)],
        *([None] * 32 for _ in beside[3:]),
    ]
    for row, cells in zip(rows[1:], beside, strict=False):
        row.extend(cells)
    return [*rows, *under]


def score(
    folder: Path, rows: Sequence[Sequence[Any]], leave: Sequence[Sequence[Any]] = ()
) -> tuple[dict[str, Any], list[Any]]:
    """Days by person, and the findings of errors and of L504, after reading a grid (and a leave register)."""
    roster(folder / "名单.xlsx", [person(A), person(B)])
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, "6月", rows)
    if leave:
        ws = add_sheet(book, "请假", leave)
        if leave[0][2] is None or (leave[0][3:4] == [None]):
            ws.merge_cells("C1:D1")
    book.save(folder / "考勤.xlsx")
    _, result = run_json("score", folder, "--as-of", "2022-06-30")
    found = [
        (f["code"], f["cells"]) for f in result["findings"] if f["severity"] == "error" or f["code"] in ("L504", "I002")
    ]
    return {p["name"]: p["attendance"] for p in result["people"]}, found


@pytest.mark.parametrize(
    "text",
    [
        "出勤√/事假△/病假○/旷工×",
        "√出勤/△事假/○病假/×旷工",
        "代号：√ 出勤/△ 事假/○ 病假/× 旷工",
        "注：出勤 √ / 事假 △ / 病假 ○ / 旷工 ×。",
    ],
)
def test_a_legend_parted_by_strokes(text: str) -> None:
    assert [(word, sign) for sign, word, _ in pairs(text)] == [
        ("出勤", "√"),
        ("事假", "△"),
        ("病假", "○"),
        ("旷工", "×"),
    ]


def test_a_stroke_that_is_a_sign_or_joins_words_is_none_between_pairs() -> None:
    assert [(word, sign) for sign, word, _ in pairs("出差/ 事假△ 病假○")] == [
        ("出差", "/"),
        ("事假", "△"),
        ("病假", "○"),
    ]
    assert [(word, sign) for sign, word, _ in pairs("日班/夜班√ 事假△")] == [("日班、夜班", "√"), ("事假", "△")]


SIGNS, WORDS = ["√", "△", "○", "×"], ["出勤", "事假", "病假", "旷工"]


@pytest.mark.parametrize("lead", [[], [None] * 3, [None, None, None, "图例"]])
@pytest.mark.parametrize("signs_first", [True, False])
def test_two_rows_of_a_legend_below_the_days_are_nobody(tmp_path: Path, lead: list[Any], signs_first: bool) -> None:
    rows = [[*lead, *SIGNS], [*lead, *WORDS]]
    people, found = score(tmp_path, grid(MARKS, under=rows if signs_first else rows[::-1]))
    assert {kind: people[B][kind] for kind in MEANT} == MEANT
    assert found == []


def test_two_rows_of_marks_without_a_name_are_told(tmp_path: Path) -> None:
    _, found = score(tmp_path, grid({}, under=[[None, None, *june()], [None, None, *june()], [LEGEND]]))
    assert [code for code, _ in found] == ["I004", "I004"]


@pytest.mark.parametrize("heads", [("考勤种类", "代号"), ("类别", "符号"), ("符号", "含义"), (None, None)])
@pytest.mark.parametrize("gap", [0, 1])
def test_a_legend_beside_the_days(tmp_path: Path, heads: tuple[Any, Any], gap: int) -> None:
    order = zip(SIGNS, WORDS, strict=True) if heads[0] == "符号" else zip(WORDS, SIGNS, strict=True)
    beside = [[*[None] * gap, *pair] for pair in (heads, *order)]
    people, found = score(tmp_path, grid(MARKS, beside=beside))
    assert {kind: people[B][kind] for kind in MEANT} == MEANT
    assert found == []


def test_a_small_table_of_codes_below_the_days_is_nobody(tmp_path: Path) -> None:
    under = [[], ["考勤种类", "代号"], *map(list, zip(WORDS, SIGNS, strict=True))]
    people, found = score(tmp_path, grid(MARKS, under=under))
    assert {kind: people[B][kind] for kind in MEANT} == MEANT
    assert found == []


@pytest.mark.parametrize(
    ("top", "start", "end"),
    [("请假时间段", "起始时间", "终止时间"), ("时间", "起始", "终止")],
)
def test_names_of_the_two_columns_of_a_leave(tmp_path: Path, top: str, start: str, end: str) -> None:
    leave = [["姓名", "请假类型", top, None], [None, None, start, end], [A, "事假", "2022-06-09", "2022-06-10"]]
    rows = grid({})
    rows[2][10:12] = ["△", "△"]
    people, found = score(tmp_path, [*rows, [LEGEND]], leave)
    assert (people[A]["personal"], found) == (2, [])


@pytest.mark.parametrize(
    "text", ["2022年6月9日──2022年6月10日", "6月9日━10日", "2022.6.9──6.10", "2022-06-09 ─ 2022-06-10"]
)
def test_dashes_drawn_by_box_signs(tmp_path: Path, text: str) -> None:
    rows = grid({})
    rows[2][10:12] = ["△", "△"]
    people, found = score(tmp_path, [*rows, [LEGEND]], [["姓名", "请假类型", "起止时间"], [A, "事假", text]])
    assert (people[A]["personal"], found) == (2, [])


@pytest.mark.parametrize(
    ("start", "end", "marks", "told"),
    [
        ("2022-06-09上午", "2022-06-09上午", ["△√"], []),
        ("2022-06-09下午", "2022-06-09下午", ["√△"], []),
        ("2022-06-09下午", "2022-06-10上午", ["√△", "△√"], []),
        (
            "2022-06-09下午",
            "2022-06-10上午",
            ["√", "△√"],
            [("L504", ["C2", "D2", "考勤.xlsx/6月!K3", "考勤.xlsx/6月!L3"])],
        ),
        ("2022-06-09", "2022-06-09", ["△√"], [("L504", ["C2", "D2", "考勤.xlsx/6月!K3"])]),
    ],
)
def test_presence_in_the_halves_that_a_leave_leaves(
    tmp_path: Path, start: str, end: str, marks: list[str], told: list[Any]
) -> None:
    rows = grid({})
    rows[2][10 : 10 + len(marks)] = marks
    leave = [["姓名", "请假类型", "开始日期", "结束日期"], [A, "事假", start, end]]
    _, found = score(tmp_path, [*rows, [LEGEND]], leave)
    assert found == told


@pytest.mark.parametrize("head", ["姓名", "天数", "号数", None, "日期"])
def test_what_stands_over_days_that_run_down(tmp_path: Path, head: str | None) -> None:
    down = zip(range(1, 31), june(), june({8: "△"}), strict=True)
    people, found = score(tmp_path, [["2022年6月考勤表"], [head, A, B], *map(list, down), [LEGEND]])
    assert (people[A]["present"], people[B]["personal"], found) == (21, 1, [])


def test_two_year_cards_on_a_sheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = []
    for name, marks in ((A, {}), (B, {8: "△"})):
        rows += [
            ["派驻人员年度考勤卡"],
            [f"姓名：{name}", None, "2022年度"],
            ["月份", *range(1, 32)],
            ["6月", *june(marks)],
            [LEGEND],
            [],
        ]
    people, found = score(tmp_path, rows)
    assert (people[A]["present"], people[B]["personal"], found) == (21, 1, [])


@pytest.mark.parametrize(("name", "read"), [("0626-0725", True), ("0830-1230", False)])
def test_a_span_in_a_sheets_name_without_points(tmp_path: Path, name: str, read: bool) -> None:
    roster(tmp_path / "名单.xlsx", [person(A)])
    book = Workbook()
    book.remove(book.active)
    span = days(workdays()[0].replace(day=26), workdays()[0].replace(month=7, day=25))
    marks = ["△" if (day.month, day.day) == (6, 28) else "√" if day in workdays() else None for day in span]
    add_sheet(book, name, [["考勤表"], ["序号", "姓名", *[day.day for day in span]], [1, A, *marks], [LEGEND]])
    book.save(tmp_path / "考勤.xlsx")
    _, result = run_json("score", tmp_path, "--as-of", "2022-07-31")
    codes = {finding["code"] for finding in result["findings"]}
    assert (result["people"][0]["attendance"]["personal"] == 1, "A416" in codes) == (read, not read)


def _chinese(day: int) -> str:
    tens, ones = divmod(day, 10)
    return ("", "十", "二十", "三十")[tens] + ("", *"一二三四五六七八九")[ones] + "日"


@pytest.mark.parametrize(
    "heads", [_chinese, lambda day: f"2022-06-{day:02} 00:00:00", lambda day: f"2022/6/{day} 0:00"]
)
def test_headings_of_days(tmp_path: Path, heads: Any) -> None:
    rows = grid({8: "△"})
    rows[1] = ["序号", "姓名", *map(heads, range(1, 31))]
    people, found = score(tmp_path, [*rows, [LEGEND]])
    assert (people[B]["personal"], people[B]["present"], found) == (1, 20, [])


def test_suggestions_tell_start_from_end_and_know_periods(tmp_path: Path) -> None:
    heads = ["姓名", "被帮扶机构", "支援单位", "帮扶时段"]
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, "名单", [heads, [A, "甲镇卫生院", "县医院", "一年"]])
    add_sheet(book, "请假", [["请假人员", "休假种类", "止休", "起休"], [A, "事假", "2022-06-09", "2022-06-08"]])
    book.save(tmp_path / "县.xlsx")
    _, out, _ = run("inspect", tmp_path, "--suggest")
    (tmp_path / "qianyi.toml").write_text(out, encoding="utf-8")
    _, out, _ = run("inspect", tmp_path, "--suggest")
    (tmp_path / "qianyi.toml").write_text((tmp_path / "qianyi.toml").read_text("utf-8") + out.replace("[headings]", ""))
    headings = tomli.loads((tmp_path / "qianyi.toml").read_text("utf-8"))["headings"]
    assert headings == {
        "受援单位": ["被帮扶机构"],
        "支援时间": ["帮扶时段"],
        "姓名": ["请假人员"],
        "请假类型": ["休假种类"],
        "开始日期": ["起休"],
        "结束日期": ["止休"],
    }


@pytest.mark.parametrize(
    ("rows", "told"),
    [([["甲", "乙"], [A, "x"]], 1), ([["甲"], [A]], 0), ([["甲", "乙"], ["床", "3"]], 0)],
)
def test_a_small_table_that_names_people_beside_known_ones(tmp_path: Path, rows: list[list[Any]], told: int) -> None:
    roster(tmp_path / "名单.xlsx", [person(A)])
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, "6月", [*grid({}), [LEGEND]])
    add_sheet(book, "杂", rows)
    book.save(tmp_path / "县.xlsx")
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    assert [finding["sheet"] for finding in result["findings"] if finding["code"] == "I002"] == ["杂"] * told


def test_an_indicator_by_a_part_of_its_name_is_offered(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person(A)])
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, "指标", [["单位", "指标", "上年", "本年"], ["柳林乡卫生院", "知晓率", "80%", "93%"]])
    book.save(tmp_path / "指标.xlsx")
    _, result = run_json("score", tmp_path, "--as-of", "2022-06-30")
    said = [f["message"] for f in result["findings"] if f["code"] == "S802" and f["institution"] == "柳林乡卫生院"]
    assert ["相近的有“知晓率”" in message for message in said] == [True]


def test_the_marks_of_a_table_to_the_right_are_no_legend(tmp_path: Path) -> None:
    """Two people's grids side by side: √ and 旷 next to each other over there say nothing of the √ over here."""
    import json
    from datetime import date

    work = Workbook()
    names = work.active
    names.title = "名单"
    names.append("序号 受援单位 支援单位 姓名 执业资格 专业 专业技术职称 支援时间".split())
    for number, name in enumerate(("乔安然", "鲁子衿"), 1):
        names.append([number, "青石镇卫生院", "云岭县医院", name, "执业医师", "临床", "主治医师", "一年"])
    grid = work.create_sheet("6月")
    grid["A1"] = "青石镇卫生院2022年6月考勤表"
    for left, name in ((1, "乔安然"), (33, "鲁子衿")):
        grid.cell(2, left, "姓名")
        grid.cell(3, left, name)
        for number in range(1, 31):
            grid.cell(2, left + number, number)
        for day in workdays(date(2022, 6, 1), date(2022, 6, 30)):
            grid.cell(3, left + day.day, "旷" if (name, day.day) == ("鲁子衿", 9) else "√")
    work.save(tmp_path / "县.xlsx")
    _, out, _ = run("score", tmp_path / "县.xlsx", "--as-of", "2022-06-30", "--format", "json")
    told = json.loads(out)
    counts = {person["name"]: person["attendance"] for person in told["people"]}
    assert (counts["乔安然"]["present"], counts["乔安然"]["absent"]) == (21, 0)
    assert (counts["鲁子衿"]["present"], counts["鲁子衿"]["absent"]) == (20, 1)
    assert "I004" not in {finding["code"] for finding in told["findings"]}
