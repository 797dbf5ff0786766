"""Seldom seen in a sheet, and never lost in silence: read as a person sees it, or told at its cell."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from qianyi.intake.cells import values
from qianyi.intake.cells.sums import is_count, is_sum
from qianyi.intake.opening.shown import parse
from qianyi.intake.opening.tables import Limits
from qianyi.intake.signs.legend import pairs
from tests.make.command import of, run_json
from tests.make.disk import JUNE_WORKDAYS, county, june, person, roster_rows, save
from tests.make.reading import cells, page, read, take


def headed(**heads: object) -> list[list[Any]]:
    """The grid of September 2022 of 李小满, of which some days are headed otherwise (`d8="节"`)."""
    rows = page({"李小满": {7: "√", 8: "△", 9: "√"}})
    for day, head in heads.items():
        rows[1][int(day[1:]) + 1] = head
    return rows


@pytest.mark.parametrize("head", ["节", "端午", "中秋节", "法定节假日", "休息", "假"])
def test_a_word_for_rest_between_two_days_is_the_day_of_its_place(head: str) -> None:
    reading = read(headed(d8=head))
    assert reading.days() == {7: "出勤", 8: "事假", 9: "出勤"}
    assert reading.codes == []


@pytest.mark.parametrize("head", ["#SPILL!", "八", "8/", "补", "小计"])
def test_marks_below_what_is_no_day_are_told(head: str) -> None:
    reading = read(headed(d8=head))
    assert reading.days() == {7: "出勤", 9: "出勤"}
    assert reading.cells("I004") == [["J2"]]
    assert f"8 日的列写的是“{head}”，不是日期" in reading.message("I004")


def test_a_missing_day_of_two_columns_is_told() -> None:
    rows: list[list[Any]] = [["2022年6月考勤表"], ["姓名"], [""], ["李小满"]]
    for day in range(1, 31):
        rows[1] += ["" if day == 8 else float(day), ""]
        rows[2] += ["上午", "下午"]
        rows[3] += ["√", "√"] if day < 9 else ["", ""]
    reading = read([*rows, ["出勤√ 事假△ 病假○ 旷工×"]])
    assert list(reading.days()) == [1, 2, 3, 4, 5, 6, 7]
    assert reading.cells("I004") == [["P2"]]


@pytest.mark.parametrize("cell", ["#REF!", "#SPILL!", "#GETTING_DATA"])
def test_a_formula_that_failed_is_no_mark(cell: str) -> None:
    reading = read(page({"李小满": {1: cell}}))
    assert (reading.codes, reading.cells("I004")) == (["I004"], [["C4"]])
    assert reading.days() == {1: "无法识别"}


def test_a_formula_that_failed_is_nobody_s_name() -> None:
    reading = read(page({"李小满": {1: "√"}, "#SPILL!": {1: "√", 2: "√", 3: "√"}}))
    assert [stretch.name for stretch in reading.dossier.stretches] == ["李小满"]
    assert reading.cells("I004") == [["B5"]]


def test_of_people_who_are_not_listed_the_row_alone_is_told(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    rows = june(李小满={8: "？"}, 张三丰={8: "？", 9: "门诊", 10: "住院"})
    save(tmp_path / "考勤.xlsx", {"6月": [*rows, ["图例：出勤√ 事假△"]]})
    found = run_json("validate", tmp_path, "--as-of", "2022-06-30")[1]
    assert [f["person"] for f in of(found, "A403")] == ["李小满"]
    assert [f["person"] for f in of(found, "A401")] == ["张三丰"]


COUNTED = [
    ["总人数", 2],
    [None, 2, None, None, None, 40],
    [None, "2人"],
    ["男", "1人"],
    [None, "（空白）"],
    ["Total", 2],
    [None, "Grand Total"],
]


@pytest.mark.parametrize("row", COUNTED)
def test_a_row_that_counts_is_nobody(row: list[Any]) -> None:
    heads = "序号 姓名 受援单位 支援单位 性别 年龄 执业资格 专业技术职称 支援时间".split()
    one = [1, "李小满", "甲乡卫生院", "乙县医院", "女", 40, "执业医师", "主治医师", "一年"]
    read_in = take([heads, one, row])
    assert [p.name for p in read_in.placements] == ["李小满"]
    assert read_in.found == []


def test_a_number_for_a_name_beside_all_that_is_needed_is_told() -> None:
    read_in = take([["姓名", "请假类型", "开始日期", "结束日期"], [7, "事假", "2022-06-08", "2022-06-09"]])
    assert [entry.name for entry in read_in.leaves] == ["7"]


@pytest.mark.parametrize(
    "text",
    ["参评人数", "优秀人数", "总分", "应得分", "得分率", "排名", "名次", "总人数", "(空白)", "total"],
)
def test_words_of_statistics(text: str) -> None:
    assert is_sum(text)


@pytest.mark.parametrize("text", ["李总分", "满分红", "何人数", "张排名", "7号楼", "二人"])
def test_names_are_no_statistics(text: str) -> None:
    assert not is_sum(text)
    assert not is_count(text)


@pytest.mark.parametrize("sign", ["”", "々", "〃〃", '""', "仝上", "上同", "、、", "〞"])
def test_signs_for_the_same_as_above(sign: str) -> None:
    people = [person("李小满"), person("王青禾", 受援单位=sign)]
    read_in = take(roster_rows(people))
    assert [p.recipient for p in read_in.placements] == ["柳林乡卫生院", "柳林乡卫生院"]
    assert [f.code for f in read_in.found] == ["I008"]


@pytest.mark.parametrize(("text", "points"), [("-1.1E-16", "0"), ("4.5e0", "4.5"), ("3.0000000000001", "3")])
def test_numbers_as_a_csv_keeps_them(text: str, points: str) -> None:
    assert values.points(text) == Decimal(points)


@pytest.mark.parametrize(
    ("code", "text", "seen"),
    [
        (";;;", "△", ""),
        ("0;-0;0;", "△", ""),
        ('0;0;0;"√"', "△", "√"),
        ('@"乡卫生院"', "柳林", "柳林乡卫生院"),
        ('"姓名："@', "李小满", "姓名：李小满"),
        ("@", "△", None),
        ("0;-0;;@", "△", None),
        ("General", "△", None),
        ('"√";;"×"', "△", None),
        ('_ * #,##0_ ;_ * -#,##0_ ;_ * "-"_ ;_ @_ ', "△", None),
    ],
)
def test_a_format_tells_what_is_seen_of_a_text(code: str, text: str, seen: str | None) -> None:
    assert parse(code).show_text(text) == seen
    assert parse(code).significant or seen is None


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_a_hidden_text_is_a_blank(tmp_path: Path, kind: str) -> None:
    import xlsxwriter
    import xlwt

    from qianyi.intake.opening.detect import open_tables

    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        with xlsxwriter.Workbook(path) as book:
            hidden = book.add_format({"num_format": ";;;"})
            sheet = book.add_worksheet("表")
            sheet.write_string(0, 0, "△", hidden)
            sheet.write_formula(0, 1, "=1/0", hidden, "#DIV/0!")
            sheet.write_string(0, 2, "√")
    else:
        old = xlwt.Workbook()
        page_ = old.add_sheet("表")
        page_.write(0, 0, "△", xlwt.easyxf(num_format_str=";;;"))
        page_.write(0, 1, "#DIV/0!")
        page_.write(0, 2, "√")
        old.save(str(path))
    assert open_tables(path, path.name, 0)[0][0].rows == [["", "#DIV/0!", "√"]]


ODS = (
    '<office:document-content xmlns:office="o" xmlns:table="t" xmlns:text="x"><office:body><office:spreadsheet>'
    '<table:table table:name="表"><table:table-row>{}</table:table-row></table:table>'
    "</office:spreadsheet></office:body></office:document-content>"
)


@pytest.mark.parametrize(
    ("attributes", "text", "value"),
    [
        ('office:value-type="float" office:value="4"', "<text:p/>", None),
        ('office:value-type="float" office:value="4"', "", 4.0),
        ('office:value-type="date" office:date-value="1899-12-31"', "<text:p>31日</text:p>", date(1900, 1, 1)),
        ('office:value-type="date" office:date-value="1900-01-29"', "<text:p>29日</text:p>", date(1900, 1, 30)),
        ('office:value-type="date" office:date-value="1900-03-01"', "<text:p>1日</text:p>", date(1900, 3, 1)),
        ('office:value-type="date" office:date-value="2022-06-05"', "<text:p>Sun</text:p>", "Sun"),
    ],
)
def test_what_an_ods_shows(attributes: str, text: str, value: object) -> None:
    from qianyi.intake.opening.ods import read_ods

    content = ODS.format(f"<table:table-cell {attributes}>{text}</table:table-cell>").encode()
    (table,) = read_ods(content, "表.ods", 0, Limits())
    assert table.rows == ([] if value is None else [[value]])


def test_english_weekdays_are_held_against_the_month() -> None:
    names = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  # 1 September 2022 was a Thursday
    rows = page({"李小满": {1: "√"}}, weekday_row=True)
    rows[2][2:] = [names[i % 7] for i in range(30)]
    assert read(rows).days() == {1: "出勤"}
    rows[2][2:] = [names[(i + 1) % 7] for i in range(30)]
    assert read(rows).codes == ["A416"]


@pytest.mark.parametrize("text", ["√/出勤 △/事假 ○/病假 ×/旷工", "出勤/√ 事假/△ 病假/○ 旷工/×"])
def test_a_legend_of_signs_and_words_with_a_stroke_between(text: str) -> None:
    assert [(sign, word) for sign, word, _ in pairs(text)] == [
        ("√", "出勤"),
        ("△", "事假"),
        ("○", "病假"),
        ("×", "旷工"),
    ]


def test_a_legend_s_word_for_absence_without_a_reason() -> None:
    reading = read(page({"李小满": {1: "×"}}, legend="出勤打“√”，请事假打“△”，无故旷工打“×”"))
    assert reading.days() == {1: "旷工"}


def test_a_legend_beside_the_grid_whatever_its_second_column_is_called() -> None:
    rows = page({"李小满": {1: "△"}, "王青禾": {1: "√"}}, legend=None, weekday_row=False)
    key = [["", "符号", "表示"], ["", "△", "事假"], ["", "○", "病假"]]
    for row, more in zip(rows[1:], key, strict=False):
        row.extend(more)
    assert read(rows).days() == {1: "事假"}


@pytest.mark.parametrize(
    "text",
    [
        "2022-06-13 08:00 至 2022-06-14 18:00",
        "2022-06-13 00:00:00至2022-06-14 00:00:00",
        "22.6.13-6.14",
        "2022-06-13上半天至2022-06-14下半天",
    ],
)
def test_a_span_with_clock_times_a_short_year_or_halves(text: str) -> None:
    read_in = take([["姓名", "请假类型", "请假时间"], ["李小满", "事假", text]])
    assert [(e.start, e.end) for e in read_in.leaves] == [(date(2022, 6, 13), date(2022, 6, 14))]
    assert cells(read_in, "I004") == []


def test_a_note_about_coloured_letters_is_one_note() -> None:
    from qianyi.intake.outside.notes import find_notes

    assert list(find_notes([((0, 0), "红色字体表示请假")])) == ["colour"]
    assert list(find_notes([((0, 0), "斜体字表示请假")])) == ["letters"]


@pytest.mark.parametrize("title", ["派驻人员考核评分表", "门诊工作量统计", "补助发放表"])
def test_a_few_numbers_below_another_title_are_no_days(tmp_path: Path, title: str) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    save(
        tmp_path / "登记.xlsx", {"表": [[title], ["姓名", 1, 2, 3, 4, 5, 6, "总分"], ["李小满", 5, 5, 5, 5, 5, 5, 30]]}
    )
    found = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    assert of(found, "A416") == []
    assert [f["path"] for f in of(found, "I002")] == ["登记.xlsx"]


def test_a_name_with_a_control_sign_and_another_dot(tmp_path: Path) -> None:
    from qianyi.intake.cells.names import person_name

    assert person_name("\u0087马丽") == "马丽"
    assert person_name("古丽ㆍ阿依") == "古丽·阿依"


def test_inspect_gives_a_column_its_own_day_beside_one_that_is_headed_otherwise(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    rows = june(李小满={8: "△"})
    rows[1][8] = "#REF!"
    save(tmp_path / "考勤.xlsx", {"6月": rows})
    sheet = run_json("inspect", tmp_path)[1]["inputs"][1]["sheets"][0]
    fields = {column["column"]: column["field"] for column in sheet["columns"]}
    assert (fields["H"], fields["I"], fields["J"]) == ("2022-06-07", None, "2022-06-09")


def test_inspect_names_the_criterion_of_each_column_of_marks(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    save(tmp_path / "评分.xlsx", {"评分": [["姓名", "4.2.1（5分）", "4.2.2", "备注"], ["李小满", 5, None, "好"]]})
    sheet = run_json("inspect", tmp_path)[1]["inputs"][1]["sheets"][0]
    assert [column["field"] for column in sheet["columns"]] == ["subject", "4.2.1", "4.2.2", None]


def test_fix_leaves_a_text_that_its_format_shows_with_more_about_it(tmp_path: Path) -> None:
    import xlsxwriter

    heads = "姓名 受援单位 支援单位 执业资格 专业技术职称 支援时间".split()
    with xlsxwriter.Workbook(tmp_path / "名单.xlsx") as book:
        sheet = book.add_worksheet("名单")
        sheet.write_row(0, 0, heads)
        sheet.write_row(1, 0, ["李 小满", "柳 林", "云岭县医院", "执业医师", "主治医师", "一年"])
        sheet.write_string(1, 1, "柳 林", book.add_format({"num_format": '@"乡卫生院"'}))
    made = run_json("fix", tmp_path, "-o", tmp_path / "out")[1]
    assert [change["cell"] for change in made["changes"]] == ["A2"]
    read_in = run_json("score", tmp_path / "名单.xlsx", "--as-of", "2022-06-30")[1]
    assert [p["recipient"] for p in read_in["people"]] == ["柳林乡卫生院"]


@pytest.mark.parametrize(
    ("written", "text"),
    [
        ("李_x3000_小满", "李\u3000小满"),
        ("_x4e2d_心", "中心"),
        ("王_xD840__xDC00_", "王\U00020000"),
        ("a_xyz_", "a_xyz_"),
    ],
)
def test_escaped_letters_are_read(tmp_path: Path, written: str, text: str) -> None:
    import xlsxwriter

    from qianyi.intake.opening.detect import open_tables
    from tests.make.formats import with_part

    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("表").write_string(0, 0, "LETTERS")
    data = with_part(
        (tmp_path / "a.xlsx").read_bytes(),
        "xl/sharedStrings.xml",
        lambda xml: xml.replace(b"LETTERS", written.encode()),
    )
    (tmp_path / "b.xlsx").write_bytes(data)
    assert open_tables(tmp_path / "b.xlsx", "b.xlsx", 0)[0][0].rows == [[text]]


def card_of(name: str, title: str) -> list[list[Any]]:
    """One person's June 2022 down the side: √ on workdays, 事假 in the afternoon of the 9th."""
    rows: list[list[Any]] = [[title.format(name)], ["日期", "上午", "下午"]]
    for day in range(1, 31):
        mark = "√" if day in JUNE_WORKDAYS else None
        rows.append([date(2022, 6, day), mark, "事假" if day == 9 else mark])
    return rows


@pytest.mark.parametrize("title", ["{}同志2022年6月考勤登记表", "2022年6月个人考勤（{}）", "{} 2022年6月出勤"])
def test_a_card_whose_title_alone_names_the_person(tmp_path: Path, title: str) -> None:
    county(tmp_path, [{"姓名": "李小满"}, {"姓名": "王青禾"}])
    save(tmp_path / "考勤.xlsx", {"表1": card_of("李小满", title)})
    people = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]["people"]
    days = {one["name"]: one["attendance"] for one in people}
    assert (days["李小满"]["present"], days["李小满"]["personal"]) == (20.5, 0.5)
    assert days["王青禾"]["present"] == 0


@pytest.mark.parametrize("name", ["李小满子", "张李小满"])
def test_a_title_that_names_somebody_else(tmp_path: Path, name: str) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    save(tmp_path / "考勤.xlsx", {"表1": card_of(name, "{}同志2022年6月考勤登记表")})
    result = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    assert [f["path"] for f in of(result, "I002")] == ["考勤.xlsx"]
    assert result["people"][0]["attendance"]["present"] == 0


def test_two_titles_of_two_people_give_nobody_the_other_s_days(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": "李小满"}, {"姓名": "王青禾"}])
    both = [*card_of("李小满", "{}同志2022年6月考勤"), [], *card_of("王青禾", "{}同志2022年6月考勤")]
    save(tmp_path / "考勤.xlsx", {"表1": both})
    result = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    assert [one["attendance"]["present"] for one in result["people"]] in ([0, 0], [20.5, 20.5])
    assert of(result, "A408") == []


@pytest.mark.parametrize(("name", "severity"), [("细则.toml", "info"), ("Qianyi.toml", "warning")])
def test_settings_under_another_name_are_told(tmp_path: Path, name: str, severity: str) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    (tmp_path / name).write_text("", encoding="utf-8")
    found = run_json("validate", tmp_path, "--as-of", "2022-06-30")[1]
    assert [(f["path"], f["severity"]) for f in of(found, "I012")] == [(name, severity)]


WHITE = [
    ("FFFFFFFF", None, True),
    ("FFFFFFFF", "FFFFFFFF", True),
    ("FFFFFFFF", "FF1F4E79", False),
    ("FF808080", None, False),
]


@pytest.mark.parametrize(("ink", "fill", "hidden"), WHITE)
def test_letters_as_white_as_the_paper_are_told(tmp_path: Path, ink: str, fill: str | None, hidden: bool) -> None:
    from openpyxl.styles import Font, PatternFill

    from tests.make.disk import book

    county(tmp_path, [{"姓名": "李小满"}, {"姓名": "王青禾"}])
    made = book({"6月": [*june(李小满={8: "△"}, 王青禾={}), ["图例：出勤√ 事假△"]]})
    sheet = made["6月"]
    for place in ("I3", "E3"):  # the 8th, and the 4th: a Saturday
        sheet[place].font = Font(color=ink)
        if fill:
            sheet[place].fill = PatternFill("solid", fgColor=fill)
    sheet["E3"] = "休息"
    made.save(tmp_path / "考勤.xlsx")
    result = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    unseen = [f["cells"] for f in of(result, "I014") if "看不见" in f["message"]]
    assert unseen == ([["I3"]] if hidden else [])
    items = {p["name"]: p["items"][0]["status"] for p in result["people"]}
    assert items["王青禾"] == "final"
    if hidden:
        assert items["李小满"] == "provisional"
        run_json("validate", tmp_path, "--as-of", "2022-06-30", "--annotate", tmp_path / "批注")
        again = run_json("score", tmp_path / "批注", "--as-of", "2022-06-30")[1]
        assert [f["cells"] for f in of(again, "I014") if "看不见" in f["message"]] == [["I3"]]


@pytest.mark.parametrize(("heads", "at", "where"), [("", "C2", "第一天左边"), ("0", "C2", "第一天左边")])
def test_marks_a_column_left_of_their_days_are_told(heads: str, at: str, where: str) -> None:
    rows = page({"李小满": dict.fromkeys(range(1, 31), "√"), "王青禾": dict.fromkeys(range(1, 31), "√")})
    for row in (1, 2):
        rows[row].insert(2, heads if row == 1 else "")
    rows[3] += [""]
    rows[4] += [""]
    reading = read(rows)
    assert reading.cells("I004") == [[at]]
    assert where in reading.message("I004")


def test_marks_a_column_right_of_their_days_are_told() -> None:
    rows = page({"李小满": dict.fromkeys(range(1, 31), "√")})
    rows[3].insert(2, "√")
    for row in (0, 1, 2, 4):
        rows[row] += [""]
    reading = read(rows)
    assert reading.cells("I004") == [["AG2"]]


def test_a_column_beside_the_days_that_holds_no_marks_is_nothing(tmp_path: Path) -> None:
    rows = page({"李小满": dict.fromkeys(range(1, 31), "√")}, totals=["", "备注"], figures=[30.0, "√好"])
    assert read(rows).codes == []


def test_one_person_s_days_down_under_a_name_with_a_bracket(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    rows: list[list[Any]] = [["甲镇卫生院2022年6月考勤表"], ["日期", "李小满（组长）"]]
    rows += [[date(2022, 6, day), "√" if day in JUNE_WORKDAYS else None] for day in range(1, 31)]
    save(tmp_path / "考勤.xlsx", {"表1": rows})
    people = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]["people"]
    assert people[0]["attendance"]["present"] == 21


def test_a_letter_of_a_legend_that_reaches_down_to_the_totals() -> None:
    rows = page({"李小满": {1: "H"}}, legend=None, weekday_row=False)
    rows += [["合计", "", *([""] * 30)]]
    for row, more in zip(rows[1:], (["", "符号", "含义"], ["", "△", "事假"], ["", "Ｈ", "年休假"]), strict=True):
        row.extend(more)
    assert read(rows).days() == {1: "年休假"}


@pytest.mark.parametrize(
    ("name", "told"), [("李小满、王青禾", 1), ("李小满/王青禾", 1), ("阿依·古丽", 0), ("李小满", 0)]
)
def test_two_people_in_one_cell_of_a_roster_are_told(name: str, told: int) -> None:
    read_in = take(roster_rows([person(name)]))
    assert cells(read_in, "I004") == ["D2"] * told


def test_a_grid_of_nobody_has_no_marks_beside_its_days() -> None:
    assert read(page({}, totals=["", "出勤"], figures=["", ""])).codes == []


SHARES = [(200, "80%", None), (200, 160, 3), (30, 0.75, None), ("30人", "25人", 3), (200, "160.0", 3)]


@pytest.mark.parametrize(("asked", "aware", "points"), SHARES)
def test_a_share_is_no_number_of_people(tmp_path: Path, asked: object, aware: object, points: int | None) -> None:
    county(tmp_path, [{"姓名": "李小满"}], 满意度=[["单位", "抽查人数", "知晓人数"], ["柳林乡卫生院", asked, aware]])
    result = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    (one,) = (i for i in result["institutions"] if i["role"] == "recipient")
    lines = {line["id"]: line["score"] for item in one["items"] for line in item["lines"]}
    assert lines["3.4.1.1"] == points
    assert [f["cells"] for f in of(result, "I004")] == ([["C2"]] if points is None else [])


@pytest.mark.parametrize(
    ("unit", "personal", "told"),
    [
        ("", 4, 0),
        ("（天）", 4, 0),
        ("(小时)", Decimal("0.5"), 0),
        ("（单位：小时）", Decimal("0.5"), 0),
        ("（次）", None, 1),
    ],
)
def test_totals_in_hours_are_days_by_the_hours_of_a_day(unit: str, personal: object, told: int) -> None:
    read_in = take([["姓名", f"事假{unit}", "病假", "旷工"], ["李小满", 4, 0, 0]])
    assert [row.personal for row in read_in.totals] == [personal]
    assert len(cells(read_in, "I004")) == told


def test_a_cell_s_own_unit_goes_before_that_of_its_heading() -> None:
    read_in = take([["姓名", "事假(小时)", "病假", "旷工"], ["李小满", "1天", 0, 0]])
    assert [row.personal for row in read_in.totals] == [1]


ON_POST = [
    "无人脱岗",
    "未见人员脱岗",
    "没有发现有人脱岗",
    "不存在脱岗现象",
    "脱岗：无",
    "脱岗0人",
    "无脱岗",
    "全部在岗",
]
OFF_POST = ["脱岗", "无故脱岗", "没有请假，脱岗", "未请假脱岗", "下午脱岗 2 小时", "发现脱岗"]


@pytest.mark.parametrize(("said", "off"), [*((word, 0) for word in ON_POST), *((word, 1) for word in OFF_POST)])
def test_that_nobody_was_off_post_is_held_against_nobody(tmp_path: Path, said: str, off: int) -> None:
    check = [["日期", "层级", "受查单位", "姓名", "结果"], ["2022-06-14", "县级", "柳林乡卫生院", "李小满", said]]
    county(tmp_path, [{"姓名": "李小满"}], 查岗=check)
    save(tmp_path / "考勤.xlsx", {"6月": june(李小满={})})
    result = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    assert len(of(result, "C604")) == off


LASTING = [
    ("时长(小时)", 2, "2"),
    ("时长", "2小时", "2"),
    ("时长", "90分钟", "1.5"),
    ("时长", "1小时30分", "1.5"),
    ("时长", "半小时", "0.5"),
    ("时长", "半天", None),
    ("时长", "1天", None),
    ("时长（分钟）", 120, "2"),
    ("时长（分钟）", "2小时", "2"),
    ("时长", 24, "24"),
    ("学时", 40, "40"),
    ("时长（小时）", 40, "40"),
    ("时长", 90, None),
    ("时长", "两小时", None),
]


@pytest.mark.parametrize(("heading", "value", "hours"), LASTING)
def test_how_long_a_training_took(heading: str, value: object, hours: str | None) -> None:
    read_in = take([["日期", "姓名", "类别", heading], ["2022-07-01", "李小满", "专题讲座", value]])
    assert [entry.hours for entry in read_in.activities] == [None if hours is None else Decimal(hours)]
    assert len(cells(read_in, "I004")) == (hours is None)


def test_a_word_for_rest_merged_over_several_days() -> None:
    rows = page({"李小满": {8: "√", 12: "休", 13: "√"}})
    rows[1][11:14] = ["中秋节", "", ""]  # the 10th to the 12th
    reading = read(rows, merged=((1, 11, 1, 13),))
    assert reading.days() == {8: "出勤", 12: "休息", 13: "出勤"}
    assert reading.codes == []


@pytest.mark.parametrize("line", ["甲镇中心卫生院", "县中医医院", "内科", "乙社区卫生服务站"])
def test_a_line_that_says_whose_the_rows_below_are(line: str) -> None:
    heads = ["姓名", "请假类型", "开始日期", "结束日期"]
    read_in = take([heads, [line], ["李小满", "事假", "2022-06-08", "2022-06-09"]])
    assert [entry.name for entry in read_in.leaves] == ["李小满"]
    assert read_in.found == []


def test_a_line_of_the_legend_beside_the_sum_of_a_card(tmp_path: Path) -> None:
    county(tmp_path, [{"姓名": "李小满"}])
    marks = [{8: "-"}.get(day, "√" if day in JUNE_WORKDAYS else None) for day in range(1, 31)]
    rows: list[list[Any]] = [
        ["李小满2022年度考勤卡"],
        ["姓名：李小满"],
        ["月份", *range(1, 32), None, "符号", "含义"],
        ["6月", *marks, None, None, "√", "出勤"],
        ["合计", None, None, None, 3, *[None] * 28, "-", "年休假"],
        [*[None] * 33, "△", "事假"],
    ]
    save(tmp_path / "考勤.xlsx", {"李小满": rows})
    result = run_json("score", tmp_path, "--as-of", "2022-06-30")[1]
    assert result["people"][0]["attendance"]["annual"] == 1
    assert [f["code"] for f in result["findings"] if f["code"] in ("I004", "A403", "A414")] == []
