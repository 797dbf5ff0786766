"""csv, and how texts are decoded. All values are text, as written."""

from __future__ import annotations

import re

from qianyi.intake.opening.package import TOO_LARGE
from qianyi.intake.opening.tables import MOST_COLUMNS, Limits, Table, Unreadable, Value
from qianyi.patterns import pattern

_CHARSET = pattern(rb"charset\s*=\s*[\"']?\s*([\w-]+)", b'charset="gb2312"', flags=re.IGNORECASE)
_CONTROL = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f]", "\x00")
_QUOTED_CELL = pattern(r'"[^"]*"', '"甲,乙"')


def decode(data: bytes) -> tuple[str, str]:
    """Text and its encoding: UTF-8 with or without BOM, UTF-16 with BOM, else GB18030. Raises Unreadable."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        guesses = ["utf-16"]
    else:
        named = _CHARSET.search(data[:4096]) if data.lstrip()[:1] == b"<" else None
        guesses = ["utf-8-sig", "gb18030"]
        if named and named[1].lower() in (b"gbk", b"gb2312", b"gb18030"):
            guesses.reverse()
    for encoding in guesses:
        try:
            text = data.decode(encoding)
        except UnicodeError:
            continue
        if not _CONTROL.search(text):
            return text, encoding
    raise Unreadable("不是表格文件，或文字编码认不出；请在 Excel 或 WPS 里打开后另存为 .xlsx")


def open_csv(data: bytes, shown: str, name: str, file_order: int, limits: Limits) -> list[Table]:
    """One table of texts; the delimiter (comma, tab, semicolon) is the one that cuts the first lines most."""
    import csv
    import io

    text, encoding = decode(data)
    first, _, rest = text.partition("\n")
    if first.strip().lower().startswith("sep=") and len(first.strip()) == 5:
        delimiter, text = first.strip()[4], rest
    else:
        delimiter = _delimiter(text)
    rows: list[list[Value]] = []
    left = limits.cells
    texts: dict[str, str] = {}
    same = texts.setdefault  # equal texts as one object: most cells of a large file say the same few words
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append([same(cell, cell) for cell in row])
            if len(row) > MOST_COLUMNS:
                raise Unreadable(f"有一行超过 {MOST_COLUMNS} 列，不像表格；请核对分隔符，或另存为 .xlsx")
            left -= len(row)
            if left < 0:
                raise Unreadable(TOO_LARGE.format(what=f"超过 {limits.cells} 个单元格"))
    except csv.Error:
        raise Unreadable("csv 里有引号没有成对，读不下去；请在 Excel 或 WPS 里打开核对后另存为 .xlsx") from None
    if not any(any(row) for row in rows):
        raise Unreadable("文件是空的；请核对是否给错了文件")
    notes = ["csv 按 GB18030 编码读取"] if encoding == "gb18030" and not data.isascii() else []
    return [Table(shown, name, (file_order, 0), rows, merges_known=False, notes=notes)]


def _delimiter(text: str) -> str:
    lines = [_QUOTED_CELL.sub("", line) for line in text[:20_000].splitlines()[:30]]
    return max(",\t;", key=lambda mark: sum(line.count(mark) for line in lines))
