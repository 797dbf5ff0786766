"""`qianyi fix`: only what loses nothing, into new files; a second run finds nothing to do."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl.styles import Font

from qianyi.cli import run

HEADS = ["序号", "姓名", "年龄", "受援单位", "支援单位", "执业资格", "专业技术职称", "开始日期", "结束日期", "备注"]
ROWS = [
    [1, "云 中　鹤", "３８ ", "甲镇 卫生院", "县医院", "执业医师", "主治医师", "2022.6.1", "2022年11月30日", "备 注"],
    [2, "岳老三 ", 40, "甲镇卫生院", "县人民医院", "执业医师", "主治医师", date(2022, 6, 1), "20230531", None],
    [3, "段延庆", "41", "乙镇卫生院", "县人民医院", "执业医师", "主治医师", "6月1日", "03/04/2023", None],
]


def county(folder: Path) -> Path:
    folder.mkdir()
    work = openpyxl.Workbook()
    sheet = work.active
    sheet.title = "名单"
    sheet.append(["2022年度派驻人员名单"])
    sheet.append(HEADS)
    for row in ROWS:
        sheet.append(row)
    sheet["B3"].font = Font(bold=True, color="FF0000")
    sheet.merge_cells("A1:J1")
    sheet.append(["注：姓 名 按身份证填写"])
    work.save(folder / "名单.xlsx")
    (folder / "qianyi.toml").write_text('[aliases]\n"县医院" = "县人民医院"\n', encoding="utf-8")
    return folder


def values(path: Path, sheet: str) -> list[list[object]]:
    return [[cell.value for cell in row] for row in openpyxl.load_workbook(path)[sheet].iter_rows()]


def test_what_is_tidied_and_what_is_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = county(tmp_path / "县")
    digest = hashlib.sha256((folder / "名单.xlsx").read_bytes()).hexdigest()
    assert run(["fix", str(folder), "-o", str(tmp_path / "out")]) == 0
    made = tmp_path / "out" / "名单.xlsx"
    rows = values(made, "名单")
    assert rows[2][1:5] == ["云中鹤", "38", "甲镇卫生院", "县人民医院"]
    assert rows[2][7:] == ["2022-06-01", "2022-11-30", "备 注"]
    assert rows[3][1:3] == ["岳老三", 40]
    assert rows[3][7].date() == date(2022, 6, 1)  # type: ignore[attr-defined]
    assert rows[3][8] == "2023-05-31"
    assert rows[4][7:9] == ["6月1日", "03/04/2023"], "a year would have to be supplied; two readings"
    assert rows[5][0] == "注：姓 名 按身份证填写"
    listed = values(made, "修改清单")
    assert listed[0] == ["工作表", "单元格", "原值", "新值", "原因"]
    assert [row[1] for row in listed[1:]] == ["B3", "C3", "D3", "E3", "H3", "I3", "B4", "I4"]
    assert listed[1][2:4] == ["云 中　鹤", "云中鹤"]
    work = openpyxl.load_workbook(made)
    assert (work["名单"]["B3"].font.b, work["名单"]["B3"].font.color.rgb) == (True, "00FF0000")
    assert work.sheetnames == ["名单", "修改清单"]
    assert hashlib.sha256((folder / "名单.xlsx").read_bytes()).hexdigest() == digest
    assert "共整理 8 处" in capsys.readouterr().out


def test_a_second_run_changes_nothing(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = county(tmp_path / "县")
    run(["fix", str(folder), "-o", str(tmp_path / "1")])
    assert (tmp_path / "1" / "qianyi.toml").read_bytes() == (folder / "qianyi.toml").read_bytes()
    capsys.readouterr()
    assert run(["fix", str(tmp_path / "1"), "-o", str(tmp_path / "2"), "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["changes"] == []
    assert [path.name for path in (tmp_path / "2").iterdir()] == ["qianyi.toml"], "what does not change is left out"


def test_the_same_bytes_again(tmp_path: Path) -> None:
    folder = county(tmp_path / "县")
    for _ in range(2):
        run(["fix", str(folder), "-o", str(tmp_path / "a")])
    run(["fix", str(folder), "-o", str(tmp_path / "b")])
    assert (tmp_path / "a" / "名单.xlsx").read_bytes() == (tmp_path / "b" / "名单.xlsx").read_bytes()


def test_a_formula_is_kept(tmp_path: Path) -> None:
    folder = county(tmp_path / "县")
    work = openpyxl.load_workbook(folder / "名单.xlsx")
    work["名单"]["B4"] = '=" 岳"&"老三"'
    work.save(folder / "名单.xlsx")
    run(["fix", str(folder), "-o", str(tmp_path / "out")])
    assert values(tmp_path / "out" / "名单.xlsx", "名单")[3][1] == '=" 岳"&"老三"'


def test_csv_becomes_a_workbook_and_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = ",".join(HEADS) + "\n1,云 中鹤,38,甲镇卫生院,县医院,执业医师,主治医师,2022/6/1,2023/5/31,=1\n"
    (tmp_path / "名单.csv").write_text(text, encoding="gb18030")
    assert run(["fix", str(tmp_path / "名单.csv"), "-o", str(tmp_path / "out")]) == 0
    assert values(tmp_path / "out" / "名单.xlsx", "名单")[1][1] == "云中鹤"
    assert "按单元格的值" in capsys.readouterr().err


def test_it_never_writes_over_an_input_or_anothers_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = county(tmp_path / "县")
    before = (folder / "名单.xlsx").read_bytes()
    assert run(["fix", str(folder), "-o", str(folder), "--force"]) == 2
    assert (folder / "名单.xlsx").read_bytes() == before
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "名单.xlsx").write_bytes(b"theirs")
    assert run(["fix", str(folder), "-o", str(tmp_path / "out")]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert len(said.err.strip().splitlines()) == 2
    assert (tmp_path / "out" / "名单.xlsx").read_bytes() == b"theirs"


def test_a_grid_has_its_names_tidied_and_its_marks_left(tmp_path: Path) -> None:
    folder = county(tmp_path / "县")
    work = openpyxl.Workbook()
    sheet = work.active
    sheet.append(["2022年9月考勤表"])
    sheet.append(["姓名", *range(1, 31)])
    sheet.append(["云 中鹤", *(["√ "] * 30)])
    work.save(folder / "考勤.xlsx")
    run(["fix", str(folder), "-o", str(tmp_path / "out")])
    row = values(tmp_path / "out" / "考勤.xlsx", "Sheet")[2]
    assert row[:2] == ["云中鹤", "√ "]


def test_copies_in_sub_folders_are_a_dossier_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = county(tmp_path / "县")
    (folder / "考勤").mkdir()
    work = openpyxl.Workbook()
    work.active.append(["2022年9月考勤表"])
    work.active.append(["姓名", *range(1, 31)])
    work.active.append(["云 中鹤", *(["√"] * 30)])
    work.save(folder / "考勤" / "名单.xlsx")
    copies = tmp_path / "out"
    run(["fix", str(folder), "-o", str(copies)])
    (copies / "qianyi.toml").write_bytes((folder / "qianyi.toml").read_bytes())
    told = []
    for dossier in (folder, copies):
        capsys.readouterr()
        run(["validate", str(dossier), "--format", "json"])
        result = json.loads(capsys.readouterr().out)
        told.append(([f["path"] for f in result["inputs"]], result["findings"]))
    assert told[0] == told[1]
    assert told[0][0] == ["名单.xlsx", "考勤/名单.xlsx"]
    run(["fix", str(folder), "-o", str(folder / "整理后")])
    capsys.readouterr()
    run(["validate", str(folder), "--format", "json"])
    assert len(json.loads(capsys.readouterr().out)["inputs"]) == 2, "copies beside what they were made from"


def test_criteria_and_institutions_in_marks(tmp_path: Path) -> None:
    folder = county(tmp_path / "县")
    work = openpyxl.Workbook()
    for row in (["对象", "条款", "得分"], ["县医院", "２.1.1．1 ", "２"], ["云 中鹤", "4.2.1", "5分"]):
        work.active.append(row)
    work.save(folder / "评分.xlsx")
    run(["fix", str(folder), "-o", str(tmp_path / "out")])
    assert values(tmp_path / "out" / "评分.xlsx", "Sheet")[1:] == [
        ["县人民医院", "2.1.1.1", "2"],
        ["云中鹤", "4.2.1", "5分"],
    ]
