"""Small workbooks of every type, made by code."""

from __future__ import annotations

import io
import struct
import zipfile
from hashlib import md5

import openpyxl


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
        record(131)
        + record(143)
        + record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("名单"))
        + record(144)
        + record(132)
    )
    cells = record(0, struct.pack("<IIHBBB", 0, 0, 300, 0, 0, 0) + struct.pack("<I", 0))
    cells += record(6, struct.pack("<II", 0, 0) + wide("姓名")) + record(5, struct.pack("<IId", 1, 0, 2.5))
    cells += record(0, struct.pack("<IIHBBB", 1, 0, 300, 0, 0x10, 0) + struct.pack("<I", 0))
    cells += record(3, struct.pack("<IIB", 0, 0, 0x17))
    sheet = (
        record(129)
        + record(148, struct.pack("<IIII", 0, 1, 0, 1))
        + record(390)
        + record(60, struct.pack("<IIIIH", 1, 1, 2000, 0, 1))
        + record(391)
        + record(145)
        + cells
        + record(146)
        + record(177, struct.pack("<I", 1))
        + record(176, struct.pack("<IIII", 0, 1, 0, 0))
        + record(178)
        + record(130)
    )
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


def xlsb_short() -> bytes:
    """An xlsb as SheetJS writes it: behind the first cell of a run the cells leave their columns out. Row 1: 姓名, 天数,
    是; row 2: 云中鹤, 3, nothing, #DIV/0!, then far right 2.5 and true."""
    row = struct.pack("<HBBB", 300, 0, 0, 0) + struct.pack("<I", 0)
    cells = record(0, struct.pack("<II", 0, 0) + row)
    cells += record(6, struct.pack("<II", 0, 0) + wide("姓名")) + record(17, struct.pack("<I", 0) + wide("天数"))
    cells += record(17, struct.pack("<I", 0) + wide("是"))
    cells += record(0, struct.pack("<II", 1, 0) + row)
    cells += record(6, struct.pack("<II", 0, 0) + wide("云中鹤")) + record(13, struct.pack("<II", 0, 3 << 2 | 2))
    cells += record(12, struct.pack("<I", 0)) + record(14, struct.pack("<IB3x", 0, 7))
    cells += record(5, struct.pack("<IId", 7, 0, 2.5)) + record(15, struct.pack("<IB", 0, 1))
    sheet = (
        record(129) + record(148, struct.pack("<IIII", 0, 1, 0, 8)) + record(145) + cells + record(146) + record(130)
    )
    return with_part(xlsb(), "xl/worksheets/sheet1.bin", lambda _: sheet)


def xlsb_styled(*, zeros: bool = True, macros: bool = False) -> bytes:
    """An xlsb with 0.9 as 90%, 0 under `0;-0;;@`, 1 under `"√";;"×"`, and a plain 0; with `macros` a sheet of them too."""
    base = zipfile.ZipFile(io.BytesIO(xlsb()))
    codes = {164: "0%", 165: "0;-0;;@", 166: '"√";;"×"'}
    formats = b"".join(record(44, struct.pack("<H", number) + wide(code)) for number, code in codes.items())
    xfs = b"".join(record(47, struct.pack("<HH", 0, number) + bytes(12)) for number in (0, *codes))
    styles = record(278) + record(615, struct.pack("<I", 3)) + formats + record(616)
    styles += record(617, struct.pack("<I", 4)) + xfs + record(618) + record(279)
    cells = record(0, struct.pack("<IIHBBB", 0, 0, 300, 0, 0, 0) + struct.pack("<I", 0))
    for column, (style, value) in enumerate([(1, 0.9), (2, 0.0), (3, 1.0), (0, 0.0)]):
        cells += record(5, struct.pack("<IId", column, style, value))
    view = (
        record(133)
        + record(137, struct.pack("<H", 0x03DC if zeros else 0x03CC) + bytes(28))
        + record(138)
        + record(134)
    )
    sheet = (
        record(129)
        + record(148, struct.pack("<IIII", 0, 0, 0, 3))
        + view
        + record(145)
        + cells
        + record(146)
        + record(130)
    )
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    links = f'<Relationship Id="rId1" Type="{kinds}/worksheet" Target="worksheets/sheet1.bin"/>'
    links += f'<Relationship Id="rId2" Type="{kinds}/styles" Target="styles.bin"/>'
    bundle = record(156, struct.pack("<II", 0, 1) + wide("rId1") + wide("名单"))
    if macros:
        other = "http://schemas.microsoft.com/office/2006/relationships/xlMacrosheet"
        links += f'<Relationship Id="rId3" Type="{other}" Target="macrosheets/sheet1.bin"/>'
        bundle += record(156, struct.pack("<II", 0, 2) + wide("rId3") + wide("宏1"))
    rels = (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    )
    parts = {
        "xl/workbook.bin": record(131) + record(143) + bundle + record(144) + record(132),
        "xl/_rels/workbook.bin.rels": rels,
        "xl/styles.bin": styles,
        "xl/worksheets/sheet1.bin": sheet,
        "xl/macrosheets/sheet1.bin": sheet,
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", base.read("[Content_Types].xml"))
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def locked(data: bytes, password: str) -> bytes:
    """The workbook encrypted."""
    from msoffcrypto.format.ooxml import OOXMLFile

    out = io.BytesIO()
    OOXMLFile(io.BytesIO(data)).encrypt(password, out)
    return out.getvalue()


def _rc4(key: bytes, length: int) -> bytes:
    """So many bytes of the cipher's stream."""
    box, j, out = list(range(256)), 0, bytearray()
    for i in range(256):
        j = (j + box[i] + key[i % len(key)]) & 255
        box[i], box[j] = box[j], box[i]
    i = j = 0
    for _ in range(length):
        i = (i + 1) & 255
        j = (j + box[i]) & 255
        box[i], box[j] = box[j], box[i]
        out.append(box[(box[i] + box[j]) & 255])
    return bytes(out)


def locked_xls(data: bytes, password: str) -> bytes:
    """An .xls encrypted as Excel 97 does it (RC4, 40 bits): what 保护工作簿 makes of it with a password of its own."""
    import olefile
    from xlwt.CompoundDoc import XlsDoc

    with olefile.OleFileIO(io.BytesIO(data)) as ole:
        stream = ole.openstream("Workbook").read()
    salt, verifier = bytes(range(16)), bytes(range(16, 32))
    short = md5(password.encode("utf-16-le")).digest()[:5]
    start = md5((short + salt) * 16).digest()[:5]

    def keys(block: int, length: int) -> bytes:
        return _rc4(md5(start + struct.pack("<I", block)).digest(), length)

    proof = bytes(a ^ b for a, b in zip(verifier + md5(verifier).digest(), keys(0, 32), strict=True))
    records: list[tuple[int, bytes]] = []
    at = 0
    while at + 4 <= len(stream):
        kind, length = struct.unpack_from("<HH", stream, at)
        body = stream[at + 4 : at + 4 + length]
        if kind == 0x85:  # where a sheet begins: behind the record put in
            body = struct.pack("<I", struct.unpack_from("<I", body)[0] + 4 + 54) + body[4:]
        records.append((kind, body))
        if len(records) == 1:
            records.append((0x2F, struct.pack("<HHH", 1, 1, 1) + salt + proof))
        at += 4 + length
    whole = b"".join(struct.pack("<HH", kind, len(body)) + body for kind, body in records)
    hidden = bytes(
        a ^ b for a, b in zip(whole, b"".join(keys(n, 1024) for n in range(len(whole) // 1024 + 1)), strict=False)
    )
    out, at = bytearray(), 0
    for kind, body in records:
        plain = len(body) if kind in (0x809, 0x2F) else 4 if kind == 0x85 else 0
        out += whole[at : at + 4 + plain] + hidden[at + 4 + plain : at + 4 + len(body)]
        at += 4 + len(body)
    buffer = io.BytesIO()
    XlsDoc().save(buffer, bytes(out))
    return buffer.getvalue()
