"""The page as an office would lay it out: GB/T 9704 figures in the templates, forms on one page, rows kept whole."""

from __future__ import annotations

import re
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from qianyi.output.documents.catalogue import DOCUMENTS
from qianyi.output.documents.phrasing import (
    chinese_date,
    chinese_month,
    file_name,
    mask,
    number,
)
from qianyi.resources import folder

WORD = [document.file for document in DOCUMENTS if document.file.endswith(".docx")]
LETTERS = ["notice.docx", "certificate.docx", "target.docx", "discipline.docx", "half-year.docx", "annual.docx"]
MM = 1440 / 25.4


def parts(name: str, where: Path | None = None) -> dict[str, str]:
    with zipfile.ZipFile((where or folder("templates")) / name) as archive:
        return {part: archive.read(part).decode() for part in archive.namelist()}


@pytest.mark.parametrize("name", LETTERS)
def test_letters_keep_to_gbt_9704(name: str) -> None:
    """A4; margins 37, 28, 35, 26 mm, text of 156 by 225; 28.9 pt lines; 三号 仿宋, title 二号 小标宋."""
    found = parts(name)
    page = found["word/document.xml"].rsplit("<w:sectPr>", 1)[1]
    assert f'w:w="{round(210 * MM)}" w:h="{round(297 * MM)}"' in page
    for edge, mm in (("top", 37), ("left", 28), ("bottom", 35), ("right", 26)):
        assert f'w:{edge}="{round(mm * MM)}"' in page
    styles = found["word/styles.xml"]
    normal = re.search(r'w:styleId="Normal".*?</w:style>', styles, re.DOTALL)
    title = re.search(r'w:styleId="Title".*?</w:style>', styles, re.DOTALL)
    assert normal
    assert title
    assert 'w:eastAsia="仿宋_GB2312"' in normal[0]
    assert '<w:sz w:val="32"/>' in normal[0]
    assert 'w:line="578" w:lineRule="exact"' in normal[0]
    assert 'w:eastAsia="方正小标宋_GBK"' in title[0]
    assert '<w:sz w:val="44"/>' in title[0]
    for level, font in (("Heading1", "黑体"), ("Heading2", "楷体_GB2312")):
        style = re.search(rf'w:styleId="{level}".*?</w:style>', styles, re.DOTALL)
        assert style
        assert f'w:eastAsia="{font}"' in style[0]
        assert "<w:keepNext/>" in style[0]


@pytest.mark.parametrize("name", [name for name in LETTERS if name != "certificate.docx"])
def test_page_numbers_stand_outside(name: str) -> None:
    found = parts(name)
    odd, even = found["word/footer1.xml"], found["word/footer2.xml"]
    for footer, side in ((odd, "right"), (even, "left")):
        assert f'<w:jc w:val="{side}"/>' in footer
        assert re.sub(r"<[^>]+>", "", footer).split() == ["—", "PAGE", "1", "—"]
        assert '<w:sz w:val="28"/>' in footer
        assert 'w:ascii="宋体"' in footer
    assert "<w:evenAndOddHeaders/>" in found["word/settings.xml"]


@pytest.mark.parametrize("name", WORD)
def test_rows_never_break_and_long_lists_repeat_their_heading(name: str) -> None:
    xml = parts(name)["word/document.xml"]
    assert xml.count("<w:tr>") == xml.count("<w:cantSplit/>")
    for table in re.findall(r"<w:tbl>.*?</w:tbl>", xml, re.DOTALL):
        if re.search(r"\{%tr for (row|person|unit|finding|section) in", table):
            assert "<w:tblHeader/>" in table


@pytest.mark.parametrize("name", WORD)
def test_chinese_fonts_are_named_and_none_is_embedded(name: str) -> None:
    found = parts(name)
    assert 'w:eastAsia="zh-CN"' in found["word/styles.xml"]
    assert re.search(r"<w:rPrDefault>.*w:eastAsia=", found["word/styles.xml"])
    assert not [part for part in found if "font" in part.lower()]


def test_stamp_lines_are_text() -> None:
    xml = parts("appraisal.docx")["word/document.xml"]
    text = re.sub(r"<[^>]+>", "", xml)
    assert text.count("盖章") == 5  # five boxes; the notes come with the data
    assert text.count("年    月    日") == 5
    for label in (
        "现任专业技术职务",
        "支援工作起止时间",
        "受援单位公示情况",
        "个人工作鉴定",
        "派出单位意见",
        "派出单位所在行政主管部门意见",
        "受援单位意见",
        "受援单位所在卫生健康行政部门意见",
        "自治区卫健委项目领导小组办公室意见",
        "应出勤",
        "实出勤",
        "旷工",
    ):
        assert label in text
    assert "<w:drawing>" not in xml


def test_another_house_style_is_one_file(tmp_path: Path) -> None:
    own = tmp_path / "style.toml"
    shipped = Path(__file__).parent.parent / "qianyi/output/documents/style.toml"
    text = shipped.read_text(encoding="utf-8")
    own.write_text(text.replace("line = 28.9 ", "line = 30 ").replace("仿宋_GB2312", "仿宋"), encoding="utf-8")
    script = folder("templates") / "make_templates.py"
    subprocess.run([sys.executable, script, "--style", own, "-o", tmp_path / "out"], check=True, capture_output=True)
    styles = parts("notice.docx", tmp_path / "out")["word/styles.xml"]
    assert 'w:line="600"' in styles
    assert "仿宋_GB2312" not in styles


def test_words() -> None:
    from datetime import date
    from decimal import Decimal

    assert chinese_date(date(2022, 6, 2)) == "2022年6月2日"
    assert [chinese_month(text) for text in ("1984-05", "1984-05-03", "1984.5", "不详", None)] == [
        "1984年5月",
        "1984年5月3日",
        "1984年5月",
        "不详",
        None,
    ]
    assert [number(Decimal(text)) for text in ("18.40", "20", "0.5", "100", "0", "1E+2")] == [
        "18.4",
        "20",
        "0.5",
        "100",
        "0",
        "100",
    ]
    assert number(Decimal("2.345"), 2) == "2.35"
    assert [mask(name) for name in ("李小满", "李满", "李", "")] == ["李**", "李*", "李*", ""]
    assert file_name("001", "李/小\\满", "甲:乙?", "") == "001-李_小_满-甲_乙_"
    assert file_name("con") == "_con"
    assert len(file_name("长" * 200)) == 60
