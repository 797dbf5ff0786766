"""Small workbooks of every type, made by code."""

from __future__ import annotations

import io
import struct
import zipfile

import openpyxl

ROWS = [["姓名", "天数"], ["云中鹤", 3]]


def book(**sheets: list[list[object]]) -> openpyxl.Workbook:
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in (sheets or {"名单": ROWS}).items():
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return workbook


def saved(workbook: openpyxl.Workbook) -> bytes:
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


def with_part(data: bytes, name: str, change: object) -> bytes:
    """The zip with one part's bytes changed (or added, where `change` is bytes)."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for item in old.namelist():
            content = old.read(item)
            if item == name and not isinstance(change, bytes):
                content = change(content)  # type: ignore[operator]
            new.writestr(item, content)
        if isinstance(change, bytes):
            new.writestr(name, change)
    return out.getvalue()


ODS = """<?xml version="1.0" encoding="UTF-8"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0">
<office:automatic-styles><style:style style:name="h"><style:table-properties table:display="false"/></style:style>
</office:automatic-styles><office:body><office:spreadsheet><table:table table:name="名单">
<table:table-column/><table:table-column table:visibility="collapse" table:number-columns-repeated="2"/>
<table:table-row><table:table-cell table:number-rows-spanned="2" office:value-type="string">
<text:p>姓<text:s text:c="2"/>名</text:p>
</table:table-cell><table:table-cell office:value-type="float" office:value="1.5">
<text:p>1.5</text:p></table:table-cell></table:table-row>
<table:table-row table:visibility="collapse"><table:covered-table-cell/>
<table:table-cell table:number-columns-repeated="2"
 office:value-type="date" office:date-value="2022-06-01"><text:p>x</text:p></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="3"><table:table-cell/></table:table-row>
<table:table-row><table:table-cell table:formula="of:=1"/>
<table:table-cell office:value-type="string"><text:p>末</text:p>
<office:annotation><text:p>批注</text:p></office:annotation></table:table-cell></table:table-row>
<table:table-row table:number-rows-repeated="1048570">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row>
</table:table>
<table:table table:name="隐" table:style-name="h"/>
</office:spreadsheet></office:body></office:document-content>"""


def record(kind: int, body: bytes = b"") -> bytes:
    head = bytes([kind]) if kind < 128 else bytes([kind & 0x7F | 0x80, kind >> 7])
    return head + bytes([len(body)]) + body


def wide(text: str) -> bytes:
    return struct.pack("<I", len(text)) + text.encode("utf-16-le")


def xlsb() -> bytes:
    book_part = (
        record(131) + record(143) + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("名单")) + record(144)
        + record(132)
    )  # fmt: skip
    cells = record(0, struct.pack("<IIHBBB", 0, 0, 300, 0, 0, 0) + struct.pack("<I", 0))
    cells += record(6, struct.pack("<II", 0, 0) + wide("姓名")) + record(5, struct.pack("<IId", 1, 0, 2.5))
    cells += record(0, struct.pack("<IIHBBB", 1, 0, 300, 0, 0x10, 0) + struct.pack("<I", 0))
    cells += record(3, struct.pack("<IIB", 0, 0, 0x17))
    sheet = (
        record(129) + record(148, struct.pack("<IIII", 0, 1, 0, 1)) + record(390)
        + record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1)) + record(391) + record(145) + cells + record(146)
        + record(177, struct.pack("<I", 1)) + record(176, struct.pack("<IIII", 0, 1, 0, 0)) + record(178) + record(130)
    )  # fmt: skip
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", book_part)
        archive.writestr(
            "xl/_rels/workbook.bin.rels",
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="rId1" '
            f'Type="{kind}" Target="worksheets/sheet1.bin"/></Relationships>',
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet)
    return buffer.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """The workbook encrypted."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()
