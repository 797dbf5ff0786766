"""What is refused, each with its own sentence; nothing is unpacked or guessed."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import msoffcrypto
import openpyxl
import pytest

from qianyi.intake.opening.detect import open_tables
from qianyi.intake.opening.tables import Limits, Table, Unreadable
from tests.make.disk import book
from tests.make.formats import ODS, locked, saved, with_part

DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>'


def refused(path: Path, **options: object) -> str:
    with pytest.raises(Unreadable) as caught:
        open_tables(path, path.name, 0, **options)  # type: ignore[arg-type]
    return str(caught.value)


def put(tmp_path: Path, data: bytes, name: str = "a.xlsx") -> Path:
    path = tmp_path / name
    path.write_bytes(data)
    return path


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "文件是空的"),
        (b"\0\0\0 \n", "文件是空的"),
        (b",,,\n,,,\n", "文件是空的"),
        (b"%PDF-1.7\n...", "PDF 文件"),
        (b"\x89PNG\r\n\x1a\n0000", "图片"),
        (b"Rar!\x1a\x07\x00", "压缩包"),
        (b"{\\rtf1\\ansi}", "RTF"),
        (b"MIME-Version: 1.0\r\n", "单个网页文件"),
        (b"\x00\x01\x02\x03\x04", "不是表格"),
        (b"abc\xff\xff\xff", "不是表格"),
        (b"PK\x03\x04" + b"\0" * 40, "已损坏"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "已损坏"),
        (b"<html><body>x</body></html>", "里面没有表格"),
        (b"<?xml version='1.0'?><x/>", "XML 文件"),
        (b"<?xml version='1.0'?><x>", "已损坏"),
        (b"<?xml version='1.0'?>" + DOCTYPE + b"<Workbook>&a;</Workbook>", "DTD"),
    ],
)
def test_not_a_spreadsheet(tmp_path: Path, data: bytes, words: str) -> None:
    assert words in refused(put(tmp_path, data))


def test_missing_or_a_folder(tmp_path: Path) -> None:
    assert "找不到文件" in refused(tmp_path / "没有.xlsx")
    assert "文件夹" in refused(tmp_path)


@pytest.mark.parametrize(
    ("part", "words"),
    [
        ("word/document.xml", "Word"),
        ("ppt/presentation.xml", "演示文稿"),
        ("Index/a.iwa", "Numbers"),
        ("a.txt", "压缩包"),
    ],
)
def test_other_zips(tmp_path: Path, part: str, words: str) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(part, "<x/>")
    assert words in refused(put(tmp_path, buffer.getvalue()))


@pytest.mark.parametrize("keep", [0.3, 0.6, 0.95])
def test_truncated(tmp_path: Path, keep: float) -> None:
    data = saved(book())
    assert "已损坏" in refused(put(tmp_path, data[: int(len(data) * keep)]))


@pytest.mark.parametrize(
    "part",
    ["xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml", "docProps/app.xml", "xl/_rels/workbook.xml.rels"],
)
def test_a_dtd_in_any_part(tmp_path: Path, part: str) -> None:
    def change(xml: bytes) -> bytes:
        head, mark, rest = xml.partition(b"?>")
        return head + mark + DOCTYPE + rest if mark else DOCTYPE + xml

    assert "DTD" in refused(put(tmp_path, with_part(saved(book()), part, change)))


def test_a_dtd_in_another_encoding_or_part(tmp_path: Path) -> None:
    xml = ('<?xml version="1.0" encoding="UTF-16"?>' + DOCTYPE.decode() + "<a/>").encode("utf-16")
    assert "DTD" in refused(put(tmp_path, with_part(saved(book()), "customXml/item.data", xml)))


def test_a_dtd_in_an_ods(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace("?>", "?>" + DOCTYPE.decode(), 1))
    assert "DTD" in refused(tmp_path / "a.ods")


def test_an_encoding_that_there_is_not(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", '<?xml version="1.0" encoding="UTFr8"?>' + ODS.partition("?>")[2])
    assert "已损坏" in refused(tmp_path / "a.ods")


def test_a_bomb_is_known_by_its_directory(tmp_path: Path) -> None:
    data = with_part(saved(book()), "xl/media/big.bin", b"\0" * (20 << 20))
    assert "压缩比" in refused(put(tmp_path, data))
    assert "解压后过大" in refused(put(tmp_path, data), limits=Limits(unpacked_bytes=10 << 20))
    assert "部件" in refused(put(tmp_path, data), limits=Limits(parts=3))
    assert "文件过大" in refused(put(tmp_path, data), limits=Limits(file_bytes=1000))


def test_a_directory_that_lies_about_sizes(tmp_path: Path) -> None:
    data = with_part(saved(book()), "xl/styles.xml", lambda xml: xml + b" " * (30 << 20))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        info = archive.getinfo("xl/styles.xml")
    told = data.replace(info.file_size.to_bytes(4, "little"), (1000).to_bytes(4, "little"))
    assert told != data
    assert "已损坏" in refused(put(tmp_path, told))


def test_too_many_cells(tmp_path: Path) -> None:
    assert "超过 3 个单元格" in refused(put(tmp_path, saved(book())), limits=Limits(cells=3))


def test_cells_scattered_over_the_whole_grid(tmp_path: Path) -> None:
    workbook = book(散=[["a"]])
    for step in range(1, 50):
        workbook["散"].cell(step * 1500, step * 200, "x")
    assert "散布得太开" in refused(put(tmp_path, saved(workbook)))


def test_a_password(tmp_path: Path) -> None:
    path = put(tmp_path, locked(saved(book()), "芝麻开门"))
    assert msoffcrypto.OfficeFile(path.open("rb")).is_encrypted()
    assert "有密码" in refused(path)
    assert "密码不对" in refused(path, password="错")
    tables: list[Table] = open_tables(path, "a.xlsx", 0, password="芝麻开门")[0]
    assert tables[0].rows[1] == ["云中鹤", 3]


def test_a_password_that_is_not_needed_does_no_harm(tmp_path: Path) -> None:
    assert open_tables(put(tmp_path, saved(book())), "a", 0, password="x")[0][0].name == "名单"


def test_sheet_protection_alone_reads_fine(tmp_path: Path) -> None:
    workbook: openpyxl.Workbook = book()
    workbook["名单"].protection.set_password("x")
    assert open_tables(put(tmp_path, saved(workbook)), "a", 0)[0][0].rows[1] == ["云中鹤", 3]
