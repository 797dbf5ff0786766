"""Valid files that readers refuse: other names of parts, newer errors, macro sheets, a protected structure, old formats."""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path

import pytest
import xlsxwriter
import xlwt

from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.tables import Table, Unreadable
from tests.make.disk import book
from tests.make.formats import locked_xls, saved, with_part

ROWS = [["姓名", "开始日期", "比例"], ["云中鹤", "2022-06-01", 0.5]]


def made() -> bytes:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer) as work:
        sheet = work.add_worksheet()
        for number, row in enumerate(ROWS):
            sheet.write_row(number, 0, row)
        sheet.write_number(1, 2, 0.5, work.add_format({"num_format": "0%"}))
    return buffer.getvalue()


def renamed(data: bytes, names: dict[str, str]) -> bytes:
    """The workbook with parts under other names, and everything that refers to them."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.endswith(".rels") or name == "[Content_Types].xml":
                for before, after in names.items():
                    content = content.replace(f"/{before}".encode(), f"/{after}".encode())
                    for target in (before, before.removeprefix("xl/")):
                        content = content.replace(f'Target="{target}"'.encode(), f'Target="/{after}"'.encode())
            new.writestr(names.get(name, name), content)
    return out.getvalue()


def opened(tmp_path: Path, data: bytes, name: str = "a.xlsx") -> list[Table]:
    (tmp_path / name).write_bytes(data)
    return open_tables(tmp_path / name, name, 0)[0]


def refused(tmp_path: Path, data: bytes, name: str) -> str:
    with pytest.raises(Unreadable) as caught:
        opened(tmp_path, data, name)
    return str(caught.value)


@pytest.mark.parametrize(
    "names",
    [
        {"xl/sharedStrings.xml": "xl/texts.xml"},
        {"xl/styles.xml": "xl/looks/formats.xml", "xl/sharedStrings.xml": "strings1.xml"},
        {"xl/workbook.xml": "xl/book.xml", "xl/_rels/workbook.xml.rels": "xl/_rels/book.xml.rels"},
        {
            "xl/workbook.xml": "work/book.xml",
            "xl/_rels/workbook.xml.rels": "work/_rels/book.xml.rels",
            "xl/worksheets/sheet1.xml": "work/one.xml",
            "xl/styles.xml": "work/styles.xml",
            "xl/sharedStrings.xml": "work/sharedStrings.xml",
        },
    ],
)
def test_parts_are_known_by_their_relations(tmp_path: Path, names: dict[str, str]) -> None:
    (table,) = opened(tmp_path, renamed(made(), names))
    assert table.rows == [["姓名", "开始日期", "比例"], ["云中鹤", "2022-06-01", "50%"]]


@pytest.mark.parametrize("error", "#SPILL! #CALC! #FIELD! #GETTING_DATA #BLOCKED! #BUSY! #PYTHON! #N/A".split())
@pytest.mark.parametrize("prefix", ["", "x:"])
def test_an_error_of_whatever_age_is_one_cell(tmp_path: Path, error: str, prefix: str) -> None:
    def changed(xml: bytes) -> bytes:
        xml = re.sub(rb'<c r="C2".*?</c>', f'<c r="C2" t="e"><f>A1:A9</f><v>{error}</v></c>'.encode(), xml)
        return re.sub(rb"<(/?)(?!\?)", rb"<\1x:", xml).replace(b"xmlns=", b"xmlns:x=") if prefix else xml

    (table,) = opened(tmp_path, with_part(made(), "xl/worksheets/sheet1.xml", changed))
    assert table.rows[1] == ["云中鹤", "2022-06-01", error]


def test_a_structure_that_is_protected_needs_no_password(tmp_path: Path) -> None:
    work = xlwt.Workbook()
    sheet = work.add_sheet("名单")
    for r, row in enumerate([["姓名", "天数"], ["云中鹤", 3]]):
        for c, value in enumerate(row):
            sheet.write(r, c, value)
    buffer = io.BytesIO()
    work.save(buffer)
    (table,) = opened(tmp_path, locked_xls(buffer.getvalue(), "VelvetSweatshop"), "a.xls")
    assert (table.name, table.rows) == ("名单", [["姓名", "天数"], ["云中鹤", 3.0]])
    assert "文件有密码" in refused(tmp_path, locked_xls(buffer.getvalue(), "芝麻开门"), "b.xls")


@pytest.mark.parametrize(
    ("start", "number"), [("0900040002000700", 2), ("0902060000000200", 3), ("0904060000000200", 4)]
)
def test_older_formats_are_called_by_name(tmp_path: Path, start: str, number: int) -> None:
    assert f"Excel {number} 的旧格式" in refused(tmp_path, bytes.fromhex(start) + b"\0" * 40, "a.xls")


def test_a_dimension_that_is_none_is_let_be(tmp_path: Path) -> None:
    for reference in ("A0:B2", "XFE1", "", "A1:B9999999"):
        data = with_part(
            saved(book()),
            "xl/worksheets/sheet1.xml",
            lambda xml, ref=reference: re.sub(rb"<dimension[^>]*>", f'<dimension ref="{ref}"/>'.encode(), xml),
        )
        assert opened(tmp_path, data)[0].rows == [["姓名", "天数"], ["云中鹤", 3.0]]


def test_midnights_of_programs_that_reckon_with_zones() -> None:
    """43 seconds early is that midnight; 16:00 the evening before is no day heading, and never a day early."""
    from datetime import datetime

    from qianyi.intake.cells.dates import parse_date
    from qianyi.intake.grid.month import read_heading
    from qianyi.policy.load import load_policy

    early, zone = datetime(2022, 5, 31, 23, 59, 17), datetime(2022, 5, 31, 16)
    heading = read_heading(early)
    assert heading is not None
    assert (heading.day, heading.month) == (1, (2022, 6))
    assert read_heading(zone) is None
    assert read_heading(datetime(2022, 6, 1, 0, 0, 43)) == read_heading(datetime(2022, 6, 1))
    found = parse_date(early, load_policy("yanchi-2022").campaign)
    assert found is not None
    assert found.day.isoformat() == "2022-06-01"
