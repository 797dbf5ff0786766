"""What a cell shows counts, not what it holds: number formats, hidden zeros, values under merges, noise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt

from qianyi.intake.cells import values
from qianyi.intake.cells.sums import is_group_sum, is_sum
from qianyi.intake.cells.values import Bad
from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.shown import parse
from qianyi.intake.opening.tables import Table
from tests.make.formats import saved, with_part, xlsb_styled
from tests.make.reading import take


def first(path: Path) -> Table:
    return open_tables(path, path.name, 0)[0][0]


@pytest.mark.parametrize(
    ("code", "value", "seen"),
    [
        ("0;-0;;@", 0, ""),
        ("0;-0;;@", 3, None),
        (";;;", 5, ""),
        ("#", 0, ""),
        ("#", 2, None),
        ("#分", 0, "分"),
        ('"√";;"×"', 1, "√"),
        ('"√";;"×"', 0, "×"),
        ('"√";;"×"', -1, ""),
        ('[=1]"√";[=0]"×";0', 0, "×"),
        ('[=1]"√";[=0]"×";0', 2, None),
        ('[>=60]"及格";"不及格"', 59, "不及格"),
        ("0%", 0.9, "90%"),
        ("0.00%", 0.925, "92.5%"),
        ("0%", 0.07, "7%"),
        ("General", 0, None),
        ('0"天"', 0, None),
        ("0!天", 3, None),
        ("aaaa", 44713, "星期三"),
        ("aaa", date(2022, 6, 5), "日"),
        ("yyyy-mm-dd", 44713, None),
        ("# ?/?", 0, None),
        ('_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ', 0, "-"),
        ("[Red]0", 0, None),
        ("0;-0;;@", -1e-16, ""),
        ("G/通用格式", 0, None),
        ("[h]:mm", 0, None),
        ("", 0, None),
    ],
)
def test_a_format_tells_what_is_seen(code: str, value: float | date, seen: str | None) -> None:
    assert parse(code).show(value) == seen


FORMATS = [("0;-0;;@", 0, ""), ('"√";;"×"', 1, "√"), ('"√";;"×"', 0, "×"), ("0%", 0.9, "90%"), ("0", 0, 0.0)]
ROW = [seen for _, _, seen in FORMATS]


def xlsx(path: Path) -> None:
    with xlsxwriter.Workbook(path) as book:
        sheet = book.add_worksheet("表")
        for column, (code, value, _) in enumerate(FORMATS):
            sheet.write_number(0, column, value, book.add_format({"num_format": code}))


def xls(path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("表")
    for column, (code, value, _) in enumerate(FORMATS):
        sheet.write(0, column, value, xlwt.easyxf(num_format_str=code))
    book.save(str(path))


@pytest.mark.parametrize("write", [xlsx, xls], ids=["xlsx", "xls"])
def test_what_is_seen_is_read(tmp_path: Path, write: object) -> None:
    path = tmp_path / f"a.{getattr(write, '__name__', '')}"
    write(path)  # type: ignore[operator]
    assert first(path).rows == [ROW]


@pytest.mark.parametrize(("zeros", "plain"), [(True, 0.0), (False, "")])
@pytest.mark.parametrize("macros", [False, True])
def test_what_is_seen_of_an_xlsb(tmp_path: Path, zeros: bool, plain: object, macros: bool) -> None:
    (tmp_path / "a.xlsb").write_bytes(xlsb_styled(zeros=zeros, macros=macros))
    tables = open_tables(tmp_path / "a.xlsb", "a.xlsb", 0)[0]
    assert [(table.name, table.rows) for table in tables] == [("名单", [["90%", "", "√", plain]])]


@pytest.mark.parametrize("how", ["prefixed", "addressless", "quoted"])
def test_however_the_sheet_is_written(tmp_path: Path, how: str) -> None:
    xlsx(tmp_path / "a.xlsx")
    data = (tmp_path / "a.xlsx").read_bytes()

    def changed(xml: bytes) -> bytes:
        import re

        if how == "prefixed":
            return re.sub(rb"<(/?)(?!\?)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=")
        if how == "quoted":
            return xml.replace(b'"', b"'")
        return re.sub(rb' r="[A-Z]*[0-9]+"', b"", xml)

    (tmp_path / "b.xlsx").write_bytes(with_part(data, "xl/worksheets/sheet1.xml", changed))
    assert first(tmp_path / "b.xlsx").rows == [ROW]


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_zeros_that_a_sheet_hides_are_blanks(tmp_path: Path, kind: str) -> None:
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("表")
            sheet.hide_zero()
            sheet.write_row(0, 0, [0, 1, "0", False])
    else:
        old = xlwt.Workbook()
        page = old.add_sheet("表")
        page.show_zero_values = False
        for column, value in enumerate([0, 1, "0", False]):
            page.write(0, column, value)
        old.save(str(path))
    assert first(path).rows == [["", 1.0, "0", False]]


def test_of_a_merged_range_the_first_cell_is_seen(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet("表")
        sheet.merge_range(0, 0, 2, 0, "甲院")
        sheet.write(1, 0, "乙院")
        sheet.write(2, 0, "甲院")
        sheet.write_row(2, 1, ["末", ""])
    table = first(tmp_path / "a.xlsx")
    assert [row[0] for row in table.rows] == ["甲院", "", ""]
    assert table.beneath == {(1, 0): "乙院"}


def test_merges_end_where_the_rows_do(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet("表").merge_range(0, 0, 1_000_000, 0, "甲")
    assert first(tmp_path / "a.xlsx").merged == ()


def test_a_day_with_a_time_zone_at_midnight_is_that_day(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    book.active.append(["甲", "乙"])
    data = saved(book)
    cells = b'<c r="A1" t="d"><v>2022-06-01T00:00:00Z</v></c><c r="B1" t="d"><v>2022-06-01T08:00:00Z</v></c>'

    def days(xml: bytes) -> bytes:
        begin, end = xml.index(b"<c "), xml.rindex(b"</row>")
        return xml[:begin] + cells + xml[end:]

    (tmp_path / "a.xlsx").write_bytes(with_part(data, "xl/worksheets/sheet1.xml", days))
    assert first(tmp_path / "a.xlsx").rows == [[date(2022, 6, 1), "2022-06-01T08:00:00Z"]]


def test_day_numbers_that_a_conversion_moved_by_one_are_refused() -> None:
    heads = ["31日", *[f"{day}日" for day in range(1, 30)]]
    dossier = take([["2022年6月考勤表"], ["姓名", *heads], ["李小满", *["√"] * 30]])
    assert not dossier.stretches
    (found,) = [found for found in dossier.found if found.code == "A416"]
    assert "错了一天" in found.fact


def test_noise_is_none_and_signs_are_no_numbers() -> None:
    read = [values.points(value) for value in (-1.1e-16, 5.000000000000001, "5.00000000001", "4分", "90%", 5.5)]
    assert read == [0, 5, 5, 4, 90, Decimal("5.5")]
    for value in ("④", "5份", "²", "4次", "1" * 200):
        with pytest.raises(Bad):
            values.points(value)
    assert values.number("5份") == 5


@pytest.mark.parametrize("sign", ["\u3164", "\u2800", "\uffa0", "\u034f", "\u2063", "\u200b"])
def test_what_looks_blank_is_stripped(sign: str) -> None:
    assert values.squeeze(f"李{sign}小满{sign}") == "李小满"
    assert values.squeeze(f"李{sign}小满{sign}", level=False) == "李小满"
    assert values.is_blank(sign)
    assert values.clean(f"{sign}甲院{sign}") == "甲院"


@pytest.mark.parametrize(
    "text", "合计 小计: 总计数 汇总 计数 求和 平均分 最高 最低分 及格率 总平均值 共3人 合计（人）".split()
)
def test_words_of_sums(text: str) -> None:
    assert is_sum(text)


@pytest.mark.parametrize("text", ["柳树乡卫生院 汇总", "一年 计数", "女 平均值", "县人民医院 总计"])
def test_words_of_sums_behind_a_group(text: str) -> None:
    assert is_group_sum(text)
    assert not is_sum(text)


@pytest.mark.parametrize("text", ["乔安然", "柳树乡卫生院", "平均村卫生室", "计生办"])
def test_names_are_no_sums(text: str) -> None:
    assert not is_sum(text)
    assert not is_group_sum(text)
