"""What would take all time or memory, or lies beyond what a sheet can have, is refused before it is read."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import openpyxl
import pytest

from qianyi.dossier import Dossier
from qianyi.errors import QianyiError
from qianyi.intake.folder import gather
from qianyi.intake.opening import heads
from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.tables import Limits, Table, Unreadable
from qianyi.intake.registers.headings import may_be_read
from qianyi.policy.toml import read_toml
from tests.make.command import of, run, run_json
from tests.make.disk import person, roster
from tests.make.formats import saved, with_part
from tests.make.reading import take

SHEET = "xl/worksheets/sheet1.xml"
CELL = b"<v>1</v></c>"
WORKSHEET = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>%s</sheetData>%s</worksheet>'
SS = "urn:schemas-microsoft-com:office:spreadsheet"
XML = f'<?xml version="1.0"?><Workbook xmlns="{SS}" xmlns:ss="{SS}"><Worksheet ss:Name="a"><Table>%s</Table></Worksheet></Workbook>'


def put(tmp_path: Path, data: bytes, name: str = "a.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


def xlsx(tmp_path: Path, rows: str, after: str = "") -> Path:
    book = openpyxl.Workbook()
    return put(tmp_path, with_part(saved(book), SHEET, lambda _: (WORKSHEET % (rows, after)).encode()))


def opened(path: Path, **options: object) -> list[Table]:
    return open_tables(path, path.name, 0, **options)[0]  # type: ignore[arg-type]


def refused(path: Path, **options: object) -> str:
    with pytest.raises(Unreadable) as caught:
        opened(path, **options)
    return str(caught.value)


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        '<row r="1"><c r="XFE1"><v>1</v></c></row>',
        '<row r="1"><c r="AAAA1"><v>1</v></c></row>',
        "<row r='1'><c r='XFE1'><v>1</v></c></row>",
        '<row r="1048577"/>',
        '<row r="1048576"><c><v>1</v></c></row><row><c><v>1</v></c></row>',
        '<row r="1"><c r="XFD1"><v>1</v></c><c><v>1</v></c></row>',
        '<row r="1"><c r="A9999999"><v>1</v></c></row>',
    ],
)
def test_a_reference_beyond_what_a_sheet_can_have(tmp_path: Path, rows: str) -> None:
    assert "超出了表格能有的范围" in refused(xlsx(tmp_path, rows))


def test_a_merge_beyond_what_a_sheet_can_have(tmp_path: Path) -> None:
    merge = '<mergeCells count="1"><mergeCell ref="A1:XFE2"/></mergeCells>'
    assert "超出了表格能有的范围" in refused(xlsx(tmp_path, '<row r="1"><c r="A1"><v>1</v></c></row>', merge))


def test_the_last_cell_of_a_sheet_is_none_beyond(tmp_path: Path) -> None:
    rows = '<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    (table,) = opened(xlsx(tmp_path, rows))
    assert table.rows == [[1.0]]
    assert "离表格很远" in table.notes[0]


def test_one_beyond_is_one_finding_of_several_files(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    xlsx(tmp_path, '<row r="1"><c r="XFE1"><v>1</v></c></row>').rename(tmp_path / "远.xlsx")
    code, result = run_json("validate", tmp_path)
    assert (code, [found["path"] for found in of(result, "I001")]) == (1, ["远.xlsx"])


def test_members_that_share_their_bytes(tmp_path: Path) -> None:
    data = saved(openpyxl.Workbook())
    at = data.index(b"PK\x01\x02")
    end = data.rindex(b"PK\x05\x06")
    directory, count = data[at:end], int.from_bytes(data[end + 10 : end + 12], "little")
    times = 12
    total = count * times
    size = len(directory) * times
    tail = data[end : end + 8] + total.to_bytes(2, "little") * 2 + size.to_bytes(4, "little") + data[end + 16 :]
    path = put(tmp_path, data[:at] + directory * times + tail)
    assert len(zipfile.ZipFile(path).infolist()) == total
    assert "已损坏" in refused(path)


@pytest.mark.parametrize("span", ["rowspan=9 colspan=3000", "colspan=2000"])
def test_spans_of_a_page_are_bounded(tmp_path: Path, span: str) -> None:
    page = "<table>" + f"<tr>{f'<td {span}>x</td>' * 9}</tr>" + "</table>"
    assert "超出" in refused(put(tmp_path, page.encode(), "a.xls"))


def test_rows_that_cells_above_span(tmp_path: Path) -> None:
    page = "<table><tr><td rowspan=3>甲</td><td>1</td></tr><tr><td>2</td></tr><tr><td colspan=2>3</td></tr></table>"
    (table,) = opened(put(tmp_path, page.encode(), "a.xls"))
    assert table.rows == [["甲", "1"], ["", "2"], ["", "3", ""]]


@pytest.mark.parametrize("piece", ["<", "<!--", "<td ", '<a b="', "<style>", "</"])
def test_a_broken_page_ends(tmp_path: Path, piece: str) -> None:
    page = "<table><tr><td>甲</td></tr></table><table><tr><td>" + piece * 50_000
    assert opened(put(tmp_path, page.encode(), "a.xls"))[0].rows == [["甲"]]


@pytest.mark.parametrize(
    ("rows", "words"),
    [
        ('<Row ss:Index="1048577"><Cell><Data ss:Type="String">a</Data></Cell></Row>', "超出"),
        ('<Row><Cell ss:Index="16385"><Data ss:Type="String">a</Data></Cell></Row>', "超出"),
        ('<Row><Cell ss:MergeAcross="16384"><Data ss:Type="String">a</Data></Cell></Row>', "超出"),
        ('<Column ss:Span="16384"/>', "超出"),
        (
            '<Row><Cell ss:MergeAcross="16000" ss:MergeDown="9"><Data ss:Type="String">a</Data></Cell></Row>' * 400,
            "合并",
        ),
    ],
)
def test_spans_of_an_xml_workbook_are_bounded(tmp_path: Path, rows: str, words: str) -> None:
    assert words in refused(put(tmp_path, (XML % rows).encode(), "a.xls"))


def test_texts_too_large_to_be_held(tmp_path: Path) -> None:
    limits = Limits(text_bytes=1000)
    for name, text in (
        ("a.csv", "姓名,天数\n" * 200),
        ("a.xls", "<table>" + "<tr><td>x" * 200),
        ("b.xls", XML % ("<Row/>" * 200)),
    ):
        assert "文件过大" in refused(put(tmp_path, text.encode(), name), limits=limits)


def test_a_csv_wider_than_a_sheet(tmp_path: Path) -> None:
    assert "超过 16384 列" in refused(put(tmp_path, b"a," * 16_384, "a.csv"))
    assert len(opened(put(tmp_path, b"a," * 16_383, "a.csv"))[0].rows[0]) == 16_384


def test_a_huge_sheet_is_known_by_its_head(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(heads, "HUGE", 2000)
    book = openpyxl.Workbook()
    for number in range(500):
        book.active.append([number, number])
    known = book.create_sheet("名单")
    for number in range(500):
        known.append(["姓名" if number == 0 else f"甲{number}", number])
    data = saved(book)
    tables = opened(put(tmp_path, data), known=may_be_read)
    assert [len(table.rows) for table in tables] == [60, 500]
    assert "开头 60 行里没有认得的表头" in tables[0].notes[0]
    assert not tables[1].notes


def test_links_to_folders_are_not_followed(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    (tmp_path / "此").symlink_to(".", target_is_directory=True)
    (tmp_path / "彼").symlink_to(".", target_is_directory=True)
    assert [source.shown for source in gather([tmp_path])] == ["名单.xlsx"]
    _, result = run_json("validate", tmp_path)
    assert [found["path"] for found in of(result, "I012")] == ["彼", "此"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes")
def test_pipes_are_refused(tmp_path: Path) -> None:
    roster(tmp_path / "名单.xlsx", [person("李小满")])
    os.mkfifo(tmp_path / "管.xlsx")
    code, _, err = run("validate", tmp_path / "管.xlsx")
    assert code == 2
    assert "不是普通文件" in err
    _, result = run_json("validate", tmp_path)
    assert [found["path"] for found in of(result, "I012")] == ["管.xlsx"]
    os.mkfifo(tmp_path / "设.toml")
    with pytest.raises(QianyiError, match="不是普通文件"):
        read_toml(tmp_path / "设.toml")


def test_settings_of_many_megabytes_are_none(tmp_path: Path) -> None:
    path = put(tmp_path, b"# \n" * 1_000_000, "qianyi.toml")
    with pytest.raises(QianyiError, match="太大"):
        read_toml(path)


def _grid(mark: str) -> Dossier:
    heads_ = ["姓名", *range(1, 31)]
    return take([["2022年6月考勤表"], heads_, ["李小满", mark, *["√"] * 29]])


def test_a_mark_of_thousands_of_letters_is_not_looked_at() -> None:
    (found,) = [found for found in _grid("事假病假" * 2500).found if found.code == "A403"]
    assert len(found.fact) < 200


def test_a_date_of_hundreds_of_digits_is_none() -> None:
    dossier = take([["姓名", "请假类型", "开始日期", "结束日期"], ["李小满", "事假", "1" * 310, "2022-06-01"]])
    (found,) = [found for found in dossier.found if found.code == "I004"]
    assert "太长" in found.fact
    assert len(found.fact) < 200


def test_merges_are_cut_to_the_rows_there_are() -> None:
    table = Table("a.xlsx", "a", (0, 0), [["甲", ""], ["", ""]], ((0, 0, 9, 0), (5, 0, 9, 0), (0, 1, 0, 20_000)))
    table.settle()
    assert table.merged == ((0, 0, 1, 0), (0, 1, 0, 16_383))


def test_zip_without_a_workbook_is_an_archive(tmp_path: Path) -> None:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as made:
        made.writestr("a.txt", "x")
    assert "压缩包" in refused(put(tmp_path, out.getvalue()))


def test_what_is_wrong_with_a_merged_cell_is_told_once() -> None:
    rows = [
        ["姓名", "请假类型", "开始日期", "结束日期"],
        ["李小满", "事假", "不详", "2022-06-01"],
        ["王大雪", "事假", "", "2022-06-02"],
    ]
    dossier = take(rows, merged=((1, 2, 2, 2),))
    told = [found for found in dossier.found if found.code == "I004" and "不详" in found.fact]
    assert [cell.a1 for found in told for cell in found.cells] == ["C2"]
    assert [(row.name, row.unreadable("start"), row.unreadable("end")) for row in dossier.leaves] == [
        ("李小满", True, False),
        ("王大雪", True, False),
    ]
