"""Annotated copies: cells filled and commented, a list in front, and all else of the original as it was."""

from __future__ import annotations

import hashlib
import io
import re
import shutil
import subprocess
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.comments import Comment
from openpyxl.styles import Font, PatternFill

from qianyi.dossier.finding import Finding
from qianyi.dossier.source import Cell, Sheet
from qianyi.output.copies.annotate import FILLS, annotate
from qianyi.output.files import OutputError
from tests.make.command import run, run_json
from tests.make.disk import book, grids, marked, person, roster
from tests.make.formats import saved, with_part
from tests.make.memory import facts_of, finding

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010806000000"
    "1f15c4890000000d49444154789c6360f8cf500f0003860180d8b2f70a0000000049454e44ae426082"
)


def rich(path: Path) -> None:
    """A workbook with all that an openpyxl load-and-save would lose, and more."""
    work = xlsxwriter.Workbook(path)
    first, second, third = work.add_worksheet("封面"), work.add_worksheet("名'单 一"), work.add_worksheet("考勤")
    bold = work.add_format({"bold": True, "num_format": "0.00", "border": 1, "bg_color": "#00FF00"})
    first.insert_image("B2", "a.png", {"image_data": io.BytesIO(PNG)})
    first.write("A1", "封面")
    second.merge_range("A1:D1", "标题", bold)
    second.write_row("A2", ["姓名", "单位", "天数", "合计"], bold)
    second.write_row("A3", ["云中鹤", "甲镇卫生院", 3])
    second.write_formula("D3", "=C3*2", bold, 6)
    second.write_comment("B3", "原有批注", {"author": "经办人"})
    second.set_column("A:A", 30, bold)
    second.set_row(4, 40, bold)
    second.data_validation("C3:C9", {"validate": "integer", "criteria": ">", "value": 0})
    second.conditional_format("C3:C9", {"type": "cell", "criteria": ">", "value": 5, "format": bold})
    second.write_url("A6", "https://example.org/", string="链接")
    second.print_area("A1:D9")
    second.repeat_rows(1)
    second.autofilter("A2:D9")
    second.freeze_panes(2, 1)
    second.insert_textbox("F2", "文本框")
    chart = work.add_chart({"type": "column"})
    chart.add_series({"values": "='名''单 一'!$C$3:$C$4"})
    third.insert_chart("B2", chart)
    third.write("A1", "考勤")
    work.define_name("合计数", "='名''单 一'!$D$3")
    work.define_name("考勤!局部", "=考勤!$A$1")
    second.activate()
    work.close()


@pytest.fixture
def original(tmp_path: Path) -> Path:
    rich(tmp_path / "原件.xlsx")
    return tmp_path / "原件.xlsx"


def annotate_one(path: Path, *findings: Finding) -> Path:
    (made,), _ = annotate(facts_of(path), findings, path.parent / "out")
    return made


SHEET = "名'单 一"


def test_cells_are_filled_commented_and_linked_both_ways(original: Path) -> None:
    made = annotate_one(
        original,
        finding(original, SHEET, (2, 2), (4, 1)),
        finding(original, SHEET, (2, 2), (2, 1), code="R104", severity="warning"),
        finding(original, "考勤", (0, 0), code="A406", severity="info"),
    )
    assert made.name == "原件.xlsx"
    work = openpyxl.load_workbook(made)
    assert work.sheetnames == ["问题清单", "封面", SHEET, "考勤"]
    sheet = work[SHEET]
    assert sheet["C3"].fill.fgColor.rgb == "FF" + FILLS["error"]
    assert sheet["B5"].fill.fgColor.rgb == "FF" + FILLS["error"]
    assert sheet["B3"].fill.fgColor.rgb == "FF" + FILLS["warning"]
    assert work["考勤"]["A1"].fill.fgColor.rgb == "FF" + FILLS["info"]
    assert sheet["A3"].fill.fgColor.rgb not in {"FF" + rgb for rgb in FILLS.values()}
    text = sheet["C3"].comment.text
    for words in ("T201", "四（三）", "派驻 4 个月", "请核对 <起止> 日期", "R104"):
        assert words in text
    assert sheet["C3"].comment.author == "千医"
    assert sheet["B3"].comment.text.startswith("原有批注")
    assert "R104" in sheet["B3"].comment.text
    listed = work["问题清单"]
    rows = [[cell.value for cell in row] for row in listed.iter_rows(min_row=5)]
    assert rows[0] == "编号 代码 级别 人员 问题 位置 责任人 整改期限 整改情况 整改人 复核 批准人 期限".split()
    assert [row[1] for row in rows[1:]] == ["T201", "R104", "A406"]
    assert rows[1][5] == "名'单 一!C3 B5"
    assert listed["F6"].hyperlink.location == "'名''单 一'!C3"
    assert sheet["B3"].hyperlink.location == "'问题清单'!A7"
    assert listed["F8"].hyperlink.location == "'考勤'!A1"
    assert "原件.xlsx" in listed["A1"].value
    assert hashlib.sha256(original.read_bytes()).hexdigest() in listed["A3"].value


def test_all_else_of_the_original_survives(original: Path) -> None:
    made = annotate_one(original, finding(original, SHEET, (2, 2), (2, 3), (4, 0), (7, 5)))
    before, after = openpyxl.load_workbook(original)[SHEET], openpyxl.load_workbook(made)[SHEET]
    assert after["D3"].value == "=C3*2"
    assert (after["D3"].number_format, after["D3"].font.b, after["D3"].border.left.style) == ("0.00", True, "thin")
    assert (after["A5"].number_format, after["A5"].font.b) == ("0.00", True)
    assert after.row_dimensions[5].height == before.row_dimensions[5].height
    assert after.column_dimensions["A"].width == before.column_dimensions["A"].width
    assert after.merged_cells.ranges == before.merged_cells.ranges
    assert [str(v.sqref) for v in after.data_validations.dataValidation] == ["C3:C9"]
    assert [str(r.sqref) for r in after.conditional_formatting] == ["C3:C9"]
    assert after.freeze_panes == before.freeze_panes
    assert after["A6"].hyperlink.target == "https://example.org/"
    assert after.print_area == before.print_area
    assert after.print_title_rows == before.print_title_rows
    assert after.auto_filter.ref == "A2:D9"
    assert openpyxl.load_workbook(made, data_only=True)[SHEET]["D3"].value == 6
    work = openpyxl.load_workbook(made)
    assert work.active.title == SHEET
    assert work.defined_names["合计数"].value == openpyxl.load_workbook(original).defined_names["合计数"].value
    assert "局部" in work["考勤"].defined_names


def test_untouched_parts_are_the_same_bytes(original: Path) -> None:
    made = annotate_one(original, finding(original, SHEET, (2, 2)))
    with zipfile.ZipFile(original) as old, zipfile.ZipFile(made) as new:
        changed = {n for n in old.namelist() if old.read(n) != new.read(n)}
        added = set(new.namelist()) - set(old.namelist())
    assert changed <= {
        "[Content_Types].xml",
        "xl/workbook.xml",
        "xl/_rels/workbook.xml.rels",
        "xl/styles.xml",
        "xl/worksheets/sheet2.xml",
        "xl/comments1.xml",
        "xl/drawings/vmlDrawing1.vml",
    }
    assert added == {"xl/worksheets/qianyi1.xml"}


def test_the_same_bytes_again_and_the_input_untouched(original: Path) -> None:
    digest = hashlib.sha256(original.read_bytes()).hexdigest()
    found = [finding(original, SHEET, (2, 2)), finding(original, "考勤", (8, 8))]
    first = annotate_one(original, *found).read_bytes()
    assert annotate_one(original, *found).read_bytes() == first
    assert hashlib.sha256(original.read_bytes()).hexdigest() == digest


def test_a_file_without_findings_gets_an_empty_list(original: Path) -> None:
    work = openpyxl.load_workbook(annotate_one(original))
    assert work.sheetnames[0] == "问题清单"
    assert work["问题清单"].max_row == 5


def test_a_finding_about_no_cell_is_listed(original: Path) -> None:
    general = Finding("R106", "共 36 人，应为 37 人。请核对名单。", severity="warning", clause="三")
    work = openpyxl.load_workbook(annotate_one(original, general))
    assert work["问题清单"]["B6"].value == "R106"
    assert work["问题清单"]["F6"].hyperlink is None


def test_a_finding_of_two_files_marks_both(tmp_path: Path) -> None:
    paths = [tmp_path / "a.xlsx", tmp_path / "b.xlsx"]
    for path in paths:
        book().save(path)
    cells = tuple(Cell(Sheet(p.name, "名单", (i, 0), "grid"), 1, 1) for i, p in enumerate(paths))
    conflict = Finding("A408", "两处不同。请核对。", cells, severity="error")
    copies, _ = annotate(facts_of(*paths), [conflict], tmp_path / "out")
    assert len(copies) == 2
    for made in copies:
        assert openpyxl.load_workbook(made)["名单"]["B2"].comment is not None


def test_a_cell_inside_a_merged_range_marks_the_cell_that_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    work = book()
    work["名单"].merge_cells("A2:A4")
    work.save(path)
    sheet = openpyxl.load_workbook(annotate_one(path, finding(path, "名单", (3, 0))))["名单"]
    assert sheet["A2"].fill.fgColor.rgb == "FF" + FILLS["error"]
    assert sheet["A2"].comment is not None


def test_comments_and_formats_of_openpyxl(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    work = book()
    work["名单"]["A2"].comment = Comment("旧", "某人")
    work["名单"]["B2"].font = Font(color="FF0000")
    work["名单"]["B2"].fill = PatternFill("solid", fgColor="00FF00")
    work.save(path)
    sheet = openpyxl.load_workbook(annotate_one(path, finding(path, "名单", (1, 0), (1, 1), (30, 30))))["名单"]
    assert sheet["A2"].comment.text.startswith("旧")
    assert (sheet["B2"].font.color.rgb, sheet["B2"].fill.fgColor.rgb) == ("00FF0000", "FF" + FILLS["error"])
    assert sheet["B2"].value == 3
    assert sheet["AE31"].comment is not None


def test_macros_stay(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsm"
    book().save(path)
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"\xd0\xcf\x11\xe0macro")
    made = annotate_one(path, finding(path, "名单", (1, 0)))
    assert made.name == "a.xlsm"
    assert zipfile.ZipFile(made).read("xl/vbaProject.bin") == b"\xd0\xcf\x11\xe0macro"


def test_another_type_becomes_an_xlsx_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "一份名字特别特别特别特别特别特别特别特别特别特别长的名单[1].csv"
    path.write_text("姓名,天数\n云中鹤,=1+1\n", encoding="gb18030")
    facts = facts_of(path)
    (made,), notes = annotate(facts, [finding(path, path.stem, (1, 1))], tmp_path / "out")
    assert made.suffix == ".xlsx"
    work = openpyxl.load_workbook(made)
    assert work.sheetnames == ["问题清单", "表1"]
    assert (work["表1"]["B2"].value, work["表1"]["B2"].data_type) == ("=1+1", "s")
    assert work["表1"]["B2"].comment is not None
    assert work["问题清单"]["F6"].hyperlink.location == "'表1'!B2"
    assert "按单元格的值" in notes[0]


def test_a_workbook_with_a_part_missing_is_copied_by_its_values(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(io.BytesIO(saved(book()))) as old, zipfile.ZipFile(path, "w") as new:
        for name in old.namelist():
            if name != "[Content_Types].xml":
                new.writestr(name, old.read(name))
    facts = facts_of(path)
    (made,), notes = annotate(facts, [finding(path, "名单", (1, 0))], tmp_path / "out")
    assert openpyxl.load_workbook(made)["名单"]["A2"].comment is not None
    assert "内部不完整" in notes[0]


SHEET_XML = (
    '<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><x:sheetData>'
    '<x:row r="2"><x:c r="B2" t="str"><x:v>云中鹤</x:v></x:c></x:row><x:row r="4"/></x:sheetData></x:worksheet>'
)


@pytest.mark.parametrize("quote", ['"', "'"])
def test_prefixed_elements_and_single_quotes(tmp_path: Path, quote: str) -> None:
    path = tmp_path / "a.xlsx"
    sheet = SHEET_XML.replace("<x:c r=", "<x:c  r=").replace('"', quote)
    path.write_bytes(with_part(saved(book()), "xl/worksheets/sheet1.xml", lambda _: sheet.encode()))
    made = openpyxl.load_workbook(annotate_one(path, finding(path, "名单", (1, 1), (3, 2), (2, 0))))["名单"]
    assert [made[a1].comment is not None for a1 in ("B2", "C4", "A3", "A1")] == [True, True, True, False]
    assert made["B2"].value == "云中鹤"


def test_copies_of_one_name_keep_their_folders(tmp_path: Path) -> None:
    paths = [tmp_path / folder / "考勤.xlsx" for folder in ("九月", "十月")]
    for path in paths:
        path.parent.mkdir()
        book().save(path)
    facts = facts_of(*paths)
    for item, path in zip(facts.dossier.inputs, paths, strict=True):
        item.path = path.relative_to(tmp_path).as_posix()
    made, _ = annotate(facts, [], tmp_path / "out")
    assert [p.relative_to(tmp_path / "out").as_posix() for p in made] == ["九月/考勤.xlsx", "十月/考勤.xlsx"]


def test_it_does_not_write_over_anything(original: Path, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="输入文件"):
        annotate(facts_of(original), [], tmp_path, force=True)
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "原件.xlsx").write_bytes(b"theirs")
    with pytest.raises(OutputError, match="不是 qianyi"):
        annotate(facts_of(original), [], tmp_path / "out")
    facts = facts_of(original)
    original.write_bytes(original.read_bytes() + b"x")
    with pytest.raises(OutputError, match="改动过"):
        annotate(facts, [], tmp_path / "out2")


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_real_office_program_opens_it(original: Path, tmp_path: Path) -> None:
    made = annotate_one(original, finding(original, SHEET, (2, 2), (4, 1)), finding(original, "考勤", (5, 5)))
    home = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", home, "--headless", "--convert-to", "fods", "--outdir", str(tmp_path), str(made)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    text = (tmp_path / "原件.fods").read_text(encoding="utf-8")
    assert text.count("<office:annotation ") == 4
    assert re.search(r"原有批注", text)
    assert 'table:name="问题清单"' in text
    assert "draw:image" in text
    assert "draw:object" in text


def test_a_copy_is_an_input_but_beside_what_it_was_made_of(tmp_path: Path) -> None:
    county = tmp_path / "县"
    county.mkdir()
    roster(county / "名单.xlsx", [person("李小满")])
    grids(
        county / "考勤.xlsx", {"李小满": lambda day: "？" if day == date(2022, 6, 8) else "√"}, last=date(2022, 6, 30)
    )
    _, before = run_json("validate", county, "--as-of", "2022-06-30")
    run("validate", county, "--as-of", "2022-06-30", "--annotate", county / "批注")
    _, beside = run_json("validate", county, "--as-of", "2022-06-30")
    assert len(beside["inputs"]) == 2  # the copies are passed over, and said so
    said = {f["path"]: f["message"] for f in beside["findings"] if f["code"] == "I012"}
    assert said == {
        f"批注/{name}": f"“批注/{name}”是 qianyi 批注的副本，原件（{name}）也在，没有再读。"
        for name in ("名单.xlsx", "考勤.xlsx")
    }
    (county / "考勤.xlsx").unlink()
    (county / "名单.xlsx").unlink()
    _, alone = run_json("validate", county, "--as-of", "2022-06-30")
    kept = [(f["code"], f["sheet"], f["cells"], f["message"]) for f in before["findings"]]
    assert [(f["code"], f["sheet"], f["cells"], f["message"]) for f in alone["findings"]] == kept


def test_a_copy_beside_another_hospitals_file_of_its_name_is_read(tmp_path: Path) -> None:
    """Two hospitals each hand in a 考勤.xlsx; the first gives its annotated copy back as it is."""
    june = date(2022, 6, 1), date(2022, 6, 30)
    people = [person("甲一"), person("乙二", 受援单位="青石乡卫生院")]
    county, first = tmp_path / "县", tmp_path / "先"
    (county / "柳林").mkdir(parents=True)
    (county / "青石").mkdir()
    first.mkdir()
    roster(county / "名单.xlsx", people)
    roster(first / "名单.xlsx", people)
    absent_and_unread = {date(2022, 6, 8): "absent", date(2022, 6, 9): "？"}
    grids(first / "考勤.xlsx", {"甲一": marked(absent_and_unread, *june)}, *june)
    grids(county / "青石" / "考勤.xlsx", {"乙二": marked(None, *june)}, *june)
    copies = tmp_path / "批注"
    run("validate", first, "--as-of", "2022-06-30", "--annotate", copies)
    shutil.copy(copies / "考勤.xlsx", county / "柳林" / "考勤.xlsx")
    found = run_json("score", county, "--as-of", "2022-06-30")[1]
    assert not [one for one in found["findings"] if one["code"] in ("I012", "A402")]
    days = [one["attendance"] for one in found["people"]]
    assert [(d["present"], d["absent"], d["unrecorded"]) for d in days] == [(19, 1, 1), (21, 0, 0)]
    shutil.copy(first / "考勤.xlsx", county / "柳林" / "原件.xlsx")
    shutil.move(county / "柳林" / "原件.xlsx", county / "考勤.xlsx")
    again = run_json("score", county, "--as-of", "2022-06-30")[1]
    assert [one["path"] for one in again["findings"] if one["code"] == "I012"] == ["柳林/考勤.xlsx"]
    assert [one["attendance"] for one in again["people"]] == days
