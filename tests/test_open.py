"""Opening files of every type: by their first bytes, with merges, hidden parts, errors, far cells."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
import xlwt
from openpyxl.styles import PatternFill

from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.tables import Table, Unreadable
from tests.make.disk import ROWS, book
from tests.make.formats import ODS, saved, with_part, xlsb, xlsb_short


def tables(path: Path) -> list[Table]:
    return open_tables(path, path.name, 0)[0]


def test_xlsx_whatever_its_name(tmp_path: Path) -> None:
    for name in ("a.xlsx", "a.xls", "a.et", "a"):
        path = tmp_path / name
        path.write_bytes(saved(book(名单=ROWS, 考勤=[["x"]])))
        first, second = tables(path)
        assert (first.path, first.name, first.order, first.rows) == (name, "名单", (0, 0), ROWS)
        assert (second.name, second.order) == ("考勤", (0, 1))


def test_digest_is_of_the_bytes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(saved(book()))
    assert open_tables(path, "a.xlsx", 3)[1] == hashlib.sha256(path.read_bytes()).hexdigest()


def test_rows_begin_at_a1_and_values_keep_their_type(tmp_path: Path) -> None:
    workbook = book(空=[])
    sheet = workbook["空"]
    sheet["C3"], sheet["D3"], sheet["E3"] = date(2022, 6, 1), datetime(2022, 6, 1, 8, 30), "　03 "
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    assert tables(path)[0].rows[2] == ["", "", date(2022, 6, 1), datetime(2022, 6, 1, 8, 30), "　03 "]


def test_merges_hidden_parts_and_sheets(tmp_path: Path) -> None:
    workbook = book(甲=[["a", "b"], ["c", "d"], ["e", "f"]], 乙=[["x"]], 丙=[["y"]])
    sheet = workbook["甲"]
    sheet.merge_cells("A2:A3")
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    workbook["乙"].sheet_state = "hidden"
    workbook["丙"].sheet_state = "veryHidden"
    path = tmp_path / "a.xlsx"
    workbook.save(path)
    first, second, third = tables(path)
    assert first.merged == ((1, 0, 2, 0),)
    assert (first.hidden, first.hidden_rows, first.hidden_columns) == (False, {2}, {1})
    assert second.hidden
    assert third.hidden


@pytest.mark.parametrize("stored", [b"", b"<v></v>", b"<v/>", b"<v />"])
def test_a_formula_without_result_is_told(tmp_path: Path, stored: bytes) -> None:
    data = with_part(
        saved(book(名单=[[1, "=A1*2", 5]])),
        "xl/worksheets/sheet1.xml",
        lambda xml: xml.replace(b"<v></v>", stored).replace(b"<v />", stored).replace(b"<v/>", stored),
    )
    (tmp_path / "a.xlsx").write_bytes(data)
    assert tables(tmp_path / "a.xlsx")[0].unstored == {(0, 1)}


@pytest.mark.parametrize(
    ("cell", "unstored"),
    [
        (b'<c r="B1"><f>A1*2</f><v>2</v></c>', False),
        (b'<c r="B1" t="str"><f>IF(A1&gt;2,"x","")</f><v></v></c>', False),
        (b'<c r="B1"><f t="shared" si="0"/></c>', True),
        (b'<c r="B1"><f t="shared" si="0"/><v>4</v></c>', False),
        (b"<c><f>A1*2</f></c>", True),
        (b"<c r='B1'><f>A1*2</f></c>", True),
    ],
)
def test_what_counts_as_a_stored_result(tmp_path: Path, cell: bytes, unstored: bool) -> None:
    sheet = (
        b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
        b'<row r="1"><c r="A1"><v>1</v></c>' + cell + b'<c r="C1"><v>5</v></c></row></sheetData></worksheet>'
    )
    (tmp_path / "a.xlsx").write_bytes(with_part(saved(book()), "xl/worksheets/sheet1.xml", lambda _: sheet))
    assert tables(tmp_path / "a.xlsx")[0].unstored == ({(0, 1)} if unstored else set())


def test_an_error_value_is_not_a_blank(tmp_path: Path) -> None:
    workbook = book(名单=[["a", "#REF!", "=1/0"]])
    workbook["名单"]["B1"].data_type = "e"
    workbook.save(tmp_path / "a.xlsx")
    assert tables(tmp_path / "a.xlsx")[0].rows[0][:2] == ["a", "#REF!"]


def test_1904_dates_also_beside_the_newer_workbook_element(tmp_path: Path) -> None:
    workbook = book(名单=[[date(2022, 6, 1)]])
    workbook.epoch = datetime(1904, 1, 1)
    data = saved(workbook)
    newer = (
        b'<extLst><ext uri="{x}" xmlns:x15="http://schemas.microsoft.com/office/spreadsheetml/2010/11/main">'
        b'<x15:workbookPr chartTrackingRefBase="1"/></ext></extLst></workbook>'
    )
    for number, content in enumerate(
        (data, with_part(data, "xl/workbook.xml", lambda xml: xml.replace(b"</workbook>", newer)))
    ):
        path = tmp_path / f"{number}.xlsx"
        path.write_bytes(content)
        assert tables(path)[0].rows == [[date(2022, 6, 1)]]


def test_a_styled_cell_far_away_costs_nothing(tmp_path: Path) -> None:
    workbook = book()
    workbook["名单"]["XFD1048576"].fill = PatternFill("solid", fgColor="FF0000")
    workbook.save(tmp_path / "a.xlsx")
    (table,) = tables(tmp_path / "a.xlsx")
    assert (table.rows, table.notes) == (ROWS, [])


@pytest.mark.parametrize("place", ["XFD1048576", "A1048576", "XFD1", "AA900000"])
def test_a_value_far_away_is_told_and_the_rest_read(tmp_path: Path, place: str) -> None:
    workbook = book()
    for row in range(3, 400):
        workbook["名单"].append(["某人", row])
    workbook["名单"][place] = "远"
    workbook.save(tmp_path / "a.xlsx")
    (table,) = tables(tmp_path / "a.xlsx")
    assert table.rows[:2] == ROWS
    if place == "XFD1":
        assert len(table.rows[0]) in (2, 16384)
    else:
        assert place in table.notes[0]
    assert len(table.rows) == 399


def test_many_rows_are_no_phantom(tmp_path: Path) -> None:
    workbook = openpyxl.Workbook(write_only=True)
    sheet = workbook.create_sheet("长")
    for row in range(20_000):
        sheet.append([row])
    workbook.save(tmp_path / "a.xlsx")
    (table,) = tables(tmp_path / "a.xlsx")
    assert len(table.rows) == 20_000
    assert table.notes == []


def test_a_large_workbook_keeps_the_order_of_its_sheets(tmp_path: Path) -> None:
    work = xlsxwriter.Workbook(tmp_path / "a.xlsx")
    for number in range(5):
        sheet = work.add_worksheet(f"{number}月")
        for row in range(4000):
            sheet.write_row(row, 0, [number, row, "云中鹤", "√", ""])
        sheet.merge_range(4001, 0, 4002, number + 1, "合计")
        sheet.write_formula(4003, 0, "=1+1", None, 2)
    work.close()
    found = tables(tmp_path / "a.xlsx")
    assert [(table.name, table.order) for table in found] == [(f"{n}月", (0, n)) for n in range(5)]
    assert [table.rows[3999] for table in found] == [[n, 3999, "云中鹤", "√"] for n in range(5)]
    assert [table.merged for table in found] == [((4001, 0, 4002, n + 1),) for n in range(5)]


def test_a_csv_that_begins_like_a_picture(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("BMI,姓名\n1,云中鹤\n", encoding="utf-8")
    assert tables(tmp_path / "a.csv")[0].rows[0] == ["BMI", "姓名"]


def test_xls(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("名单")
    sheet.write_merge(0, 1, 0, 0, "姓名")
    sheet.write(2, 0, "云中鹤")
    sheet.write(2, 1, datetime(2022, 6, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    sheet.write(2, 2, 2.5)
    sheet.row(2).hidden = True
    sheet.col(1).hidden = True
    workbook.add_sheet("隐").visibility = 1
    for name in ("a.xls", "a.xlsx", "a.et"):
        workbook.save(str(tmp_path / name))
        first, second = tables(tmp_path / name)
        assert first.rows[2] == ["云中鹤", date(2022, 6, 1), 2.5]
        assert first.merged == ((0, 0, 1, 0),)
        assert (first.hidden_rows, first.hidden_columns) == ({2}, {1})
        assert second.hidden


def test_xls_whose_extents_are_phantoms(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    workbook.add_sheet("名单").write(0, 0, "姓名")
    workbook.save(str(tmp_path / "a.xls"))
    data = (tmp_path / "a.xls").read_bytes()
    for rows in (65_536, 0xFFFF_FFF0):
        record = b"\x00\x02\x0e\x00" + struct.pack("<IIHHH", 0, 1, 0, 1, 0)
        assert data.count(record) == 1
        (tmp_path / "b.xls").write_bytes(data.replace(record, record[:4] + struct.pack("<IIHHH", 0, rows, 0, 256, 0)))
        assert tables(tmp_path / "b.xls")[0].rows == [["姓名"]]


def test_xls_with_a_cell_in_the_last_row(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    sheet = workbook.add_sheet("名单")
    sheet.write(0, 0, "姓名")
    sheet.write(65_535, 255, "远")
    workbook.save(str(tmp_path / "a.xls"))
    with pytest.raises(Unreadable, match="第 65536 行第 256 列"):
        tables(tmp_path / "a.xls")


def test_xls_dates_of_1904(tmp_path: Path) -> None:
    workbook = xlwt.Workbook()
    workbook.dates_1904 = True
    workbook.add_sheet("名单").write(0, 0, datetime(2022, 6, 1), xlwt.easyxf(num_format_str="yyyy-mm-dd"))
    workbook.save(str(tmp_path / "a.xls"))
    assert tables(tmp_path / "a.xls")[0].rows == [[date(2022, 6, 1)]]


def test_ods(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS)
    first, second = tables(tmp_path / "a.ods")
    assert first.rows == [["姓  名", 1.5], ["", date(2022, 6, 1), date(2022, 6, 1)], [], [], [], ["", "末"]]
    assert first.merged == ((0, 0, 1, 0),)
    assert (first.hidden_rows, first.hidden_columns, first.unstored) == ({1}, {1, 2}, {(5, 0)})
    assert (second.name, second.hidden) == ("隐", True)


def test_ods_with_a_value_in_the_last_row(tmp_path: Path) -> None:
    end = (
        '<table:table-row table:number-rows-repeated="1048560"><table:table-cell/></table:table-row><table:table-row>'
        '<table:table-cell office:value-type="string"><text:p>远</text:p></table:table-cell></table:table-row>'
        "</table:table>"
    )
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("</table:table>", end, 1).replace("1048570", "5"))
    first = tables(tmp_path / "a.ods")[0]
    assert len(first.rows) == 6
    assert first.notes[0].startswith("A1048572 ")


def test_ods_with_a_value_repeated_without_end(tmp_path: Path) -> None:
    for what in ("rows", "columns"):
        cell = f'<table:table-row><table:table-cell table:number-{what}-repeated="1000000"'
        cell = cell.replace("<table:table-row>", f'<table:table-row table:number-{what}-repeated="1000000">')
        text = ODS.replace("<table:table-row><table:table-cell", cell, 1)
        with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
            archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
            archive.writestr("content.xml", text)
        first = tables(tmp_path / "a.ods")[0]
        assert sum(map(len, first.rows)) < 100
        assert "离表格很远" in first.notes[0]


def test_an_xlsb_whose_cells_leave_their_columns_out(tmp_path: Path) -> None:
    (tmp_path / "a.xlsb").write_bytes(xlsb_short())
    (table,) = tables(tmp_path / "a.xlsb")
    assert [[*row] for row in table.rows] == [
        ["姓名", "天数", "是", "", "", "", "", "", ""],
        ["云中鹤", 3, "", "#DIV/0!", "", "", "", 2.5, True],
    ]


def test_xlsb(tmp_path: Path) -> None:
    (tmp_path / "a.xlsb").write_bytes(xlsb())
    (table,) = tables(tmp_path / "a.xlsb")
    assert table.name == "名单"
    assert table.rows == [["姓名", 2.5], ["", ""]]
    assert (table.merged, table.beneath) == (((0, 0, 1, 0),), {(1, 0): "#REF!"})
    assert (table.hidden_rows, table.hidden_columns) == ({1}, {1})


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("mark", [",", "\t", ";"])
def test_csv(tmp_path: Path, encoding: str, mark: str) -> None:
    text = f'姓名{mark}天数\r\n"云中{mark}鹤"{mark}007\r\n'
    (tmp_path / "名单.csv").write_bytes(text.encode(encoding))
    (table,) = tables(tmp_path / "名单.csv")
    assert (table.name, table.rows) == ("名单", [["姓名", "天数"], [f"云中{mark}鹤", "007"]])
    assert not table.merges_known
    assert ("GB18030" in "".join(table.notes)) == (encoding == "gb18030")


HTML = (
    '<html><head><meta charset="{charset}"></head><body><table><tr><th rowspan="2">姓名</th>'
    "<th colspan=2>天数</th></tr>"
    "<tr style='display: none'><td>事假</td><td>病<br>假</td></tr><tr><td>云中鹤&nbsp;</td><td>3</td>"
    "<td>&lt;1</td></tr></table></body></html>"
)


@pytest.mark.parametrize("charset", ["utf-8", "gb2312"])
def test_html_saved_as_xls(tmp_path: Path, charset: str) -> None:
    (tmp_path / "表.xls").write_bytes(HTML.replace("{charset}", charset).encode(charset))
    (table,) = tables(tmp_path / "表.xls")
    assert table.rows == [["姓名", "天数", ""], ["", "事假", "病\n假"], ["云中鹤", "3", "<1"]]
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 2))
    assert table.hidden_rows == {1}


XML_2003 = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">
<Worksheet ss:Name="名单"><Table><Column ss:Index="2" ss:Hidden="1"/>
<Row><Cell ss:MergeDown="1"><Data ss:Type="String">姓名</Data></Cell>
<Cell ss:Index="3"><Data ss:Type="Number">2.5</Data></Cell></Row>
<Row ss:Index="3" ss:Hidden="1"><Cell><Data ss:Type="DateTime">2022-06-01T00:00:00.000</Data></Cell>
<Cell ss:Formula="=RC[-1]"/></Row></Table></Worksheet></Workbook>"""


@pytest.mark.parametrize("encoding", ["UTF-8", "gb2312", "UTF-16"])
def test_spreadsheetml_2003(tmp_path: Path, encoding: str) -> None:
    (tmp_path / "a.xls").write_bytes(XML_2003.replace("{encoding}", encoding).encode(encoding))
    (table,) = tables(tmp_path / "a.xls")
    assert (table.name, table.rows) == ("名单", [["姓名", "", 2.5], [], [date(2022, 6, 1)]])
    assert table.merged == ((0, 0, 1, 0),)
    assert (table.hidden_rows, table.hidden_columns, table.unstored) == ({2}, {1}, {(2, 1)})
