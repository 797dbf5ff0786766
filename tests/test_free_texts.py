"""文字: what people wrote, printed in the forms, and kept out of nobody's sight where it is of nobody."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from openpyxl import Workbook

from tests.make.command import of, run, run_json
from tests.make.disk import add_sheet, person, roster

A = "柳林乡卫生院"


@pytest.fixture
def county(tmp_path: Path) -> Path:
    folder = tmp_path / "县"
    folder.mkdir()
    roster(folder / "名单.xlsx", [person("甲一"), person("乙二", 受援单位="云岭县人民医院")])
    book = Workbook()
    book.remove(book.active)
    add_sheet(
        book,
        "文字",
        [
            {"对象": "甲一", "栏目": "个人鉴定", "内容": "一年来坚守岗位。"},
            {"对象": "全县", "栏目": "下一步打算", "内容": "扩大专科范围。\n健全远程会诊。"},
            {"对象": A, "栏目": "经验做法", "内容": "师带徒一对一。"},
            {"对象": "全县", "栏目": "整改要求", "内容": "十日内报回。"},
            {"对象": "没有的人", "栏目": "个人鉴定", "内容": "不知是谁。"},
        ],
    )
    book.save(folder / "文字.xlsx")
    return folder


def text(path: Path) -> str:
    document = Document(str(path))
    cells = [cell.text for one in document.tables for row in one.rows for cell in row.cells]
    return "\n".join([*(paragraph.text for paragraph in document.paragraphs), *cells])


def test_it_is_printed_where_it_belongs(county: Path, tmp_path: Path) -> None:
    out = tmp_path / "文书"
    run("fill", county, "-o", out, "--document", "appraisal", "--document", "annual")
    forms = {path.name: text(path) for path in out.rglob("*.docx")}
    (own,) = [said for name, said in forms.items() if "甲一" in name]
    assert "一年来坚守岗位。" in own
    assert not [name for name, said in forms.items() if "坚守岗位" in said and "甲一" not in name]
    report = forms["年度总结报告.docx"]
    assert "六、经验做法\n柳林乡卫生院：师带徒一对一。\n七、下一步打算\n扩大专科范围。\n健全远程会诊。" in report


def test_a_wide_sheet_and_no_sheet(county: Path, tmp_path: Path) -> None:
    book = Workbook()
    book.remove(book.active)
    add_sheet(book, "文字", [{"姓名": "甲一", "个人鉴定": "宽表里写的。"}])
    book.save(county / "文字.xlsx")
    run("fill", county, "-o", tmp_path / "文书", "--document", "appraisal", "--document", "annual")
    forms = {path.name: text(path) for path in (tmp_path / "文书").rglob("*.docx")}
    assert [name for name, said in forms.items() if "宽表里写的。" in said and "甲一" in name]
    assert "经验做法" not in forms["年度总结报告.docx"]
    assert "六、下一步打算" in forms["年度总结报告.docx"]


def test_what_is_asked_stands_in_the_letter_and_strangers_are_told(county: Path, tmp_path: Path) -> None:
    run("review", county, "-o", tmp_path / "out", "--documents", "none", "--by-institution", "--as-of", "2022-06-30")
    letters = [text(path) for path in (tmp_path / "out").rglob("整改通知书.docx")]
    assert letters
    assert all("整改要求：十日内报回。" in letter for letter in letters)
    _, found = run_json("validate", county, "--as-of", "2022-06-30")
    (one,) = of(found, "I004")
    assert (one["path"], one["cells"]) == ("文字.xlsx", ["A6"])
