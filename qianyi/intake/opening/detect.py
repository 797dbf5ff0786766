"""Bytes → tables. A file is known by its first bytes, never by its name; what cannot be used safely is refused.

Each kind has its own module: `open_zip` (xlsx xlsm, and on to `open_xlsb`, `open_ods`), `open_xls`, `open_text` (csv,
HTML), `open_xml`.
"""

from __future__ import annotations

import stat
from pathlib import Path
from typing import TYPE_CHECKING

from qianyi.intake.opening.package import TOO_LARGE_TEXT
from qianyi.intake.opening.tables import Limits, Table, Unreadable

if TYPE_CHECKING:
    from qianyi.intake.opening.heads import IsKnown

_OTHER = {
    b"%PDF": "PDF 文件",
    b"\x89PNG": "图片",
    b"\xff\xd8\xff": "图片",
    b"GIF8": "图片",
    b"{\\rtf": "RTF 文档",
    b"Rar!": "压缩包",
    b"7z\xbc\xaf": "压缩包",
    b"\x1f\x8b": "压缩包",
    b"MIME-Version": "单个网页文件（.mht）",
    b"\x09\x00\x04\x00": "Excel 2 的旧格式",
    b"\x09\x02\x06\x00": "Excel 3 的旧格式",
    b"\x09\x04\x06\x00": "Excel 4 的旧格式",
    b"SQLite": "数据库",
    b"PAR1": "Parquet 数据",
}


def open_tables(
    path: Path,
    shown: str,
    file_order: int,
    *,
    password: str | None = None,
    limits: Limits | None = None,
    known: IsKnown | None = None,
) -> tuple[list[Table], str]:
    """The sheets of a file in workbook order, and the SHA-256 (hex) of its bytes.

    `shown` is the path as people see it, `file_order` its place among the inputs; of a huge sheet whose head is not
    `known` only the head is read. Raises Unreadable (I001).
    """
    from hashlib import sha256  # loads OpenSSL: in the thread that opens

    limits = limits or Limits()
    data = _bytes(path, limits)
    digest = sha256(data).hexdigest()
    tables = _tables(data, path, shown, file_order, password, limits, known)
    for table in tables:
        table.settle()
    return tables, digest


def _bytes(path: Path, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise Unreadable("不是普通文件（管道或设备），不读；请先存成文件再给出")
        size = status.st_size
        if size > limits.file_bytes:
            raise Unreadable(
                f"文件过大（{size >> 20} MB，上限 {limits.file_bytes >> 20} MB）；请拆成几个文件，或放宽限制"
            )
        data = path.read_bytes()
    except FileNotFoundError:
        raise Unreadable("找不到文件；请核对路径和文件名") from None
    except IsADirectoryError:
        raise Unreadable("这是文件夹，不是文件；请给出其中的文件") from None
    except PermissionError:
        raise Unreadable("没有权限读取；请核对文件权限，或先关闭正在打开它的程序") from None
    except (OSError, ValueError):
        raise Unreadable("读不出文件；请核对路径，或把文件复制到本机后再试") from None
    if not data.strip(b"\0 \r\n\t"):
        raise Unreadable("文件是空的；请核对是否给错了文件，或重新导出")
    return data


def _tables(
    data: bytes, path: Path, shown: str, file_order: int, password: str | None, limits: Limits, known: IsKnown | None
) -> list[Table]:
    if data.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        from qianyi.intake.opening.zipped import open_zip

        return open_zip(data, shown, file_order, limits, known)
    if data.startswith(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"):
        from qianyi.intake.opening.xls import open_ole

        return open_ole(data, shown, file_order, limits, password)
    for start, what in _OTHER.items():
        if data.startswith(start):
            if "旧格式" in what:
                raise Unreadable(f"这是{what}，读不了；请在 Excel 或 WPS 里打开后另存为 .xlsx")
            raise Unreadable(f"这是{what}，不是表格；请给出 .xlsx、.xls 或 .csv 文件")
    if len(data) > limits.text_bytes:
        raise Unreadable(TOO_LARGE_TEXT.format(size=len(data) >> 20, most=limits.text_bytes >> 20))
    head = data[:4096].replace(b"\0", b"").lstrip(b"\xef\xbb\xbf\xff\xfe \r\n\t").lower()
    if head.startswith((b"<?xml", b"<workbook")):
        from qianyi.intake.opening.markup import open_xml

        return open_xml(data, shown, path.stem, file_order, limits)
    from qianyi.intake.opening.delimited import open_csv

    if head.startswith(b"<"):
        from qianyi.intake.opening.html import open_html

        return open_html(data, shown, path.stem, file_order, limits)
    return open_csv(data, shown, path.stem, file_order, limits)
