"""csv, and the HTML pages that are saved or exported as .xls. All values are text, as written."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from qianyi.dossier.source import Range
from qianyi.intake.opening.package import BROKEN, TOO_LARGE
from qianyi.intake.opening.tables import Limits, Table, Unreadable, Value
from qianyi.patterns import pattern

_CHARSET = pattern(rb"charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_SHEET_NAME = pattern(r"<x:Name>([^<]{1,80})</x:Name>")
_CONTROL = pattern("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


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
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            rows.append(list(row))
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
    lines = [re.sub(r'"[^"]*"', "", line) for line in text[:20_000].splitlines()[:30]]
    return max(",\t;", key=lambda mark: sum(line.count(mark) for line in lines))


class _Tables(HTMLParser):
    """The outermost tables of a page; a table inside a cell is only text of that cell."""

    def __init__(self, limits: Limits) -> None:
        super().__init__(convert_charrefs=True)
        self.tables: list[tuple[list[list[Value]], list[Range], set[int]]] = []
        self.depth = 0
        self.left = self.limit = limits.cells
        self.taken: dict[tuple[int, int], None] = {}
        self.text: list[str] | None = None
        self.span = (1, 1)
        self.row = -1
        self.ignore = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {key: value or "" for key, value in attrs}
        if tag in ("style", "script"):
            self.ignore += 1
        elif tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.tables.append(([], [], set()))
                self.taken, self.row = {}, -1
        elif self.depth != 1:
            return
        elif tag == "tr":
            self._close_cell()
            self.row += 1
            rows, _, hidden = self.tables[-1]
            while len(rows) <= self.row:
                rows.append([])
            if "display:none" in attributes.get("style", "").replace(" ", "").lower():
                hidden.add(self.row)
        elif tag in ("td", "th"):
            self._close_cell()
            self.span = (_span(attributes.get("rowspan")), _span(attributes.get("colspan")))
            self.text = []
        elif tag == "br" and self.text is not None:
            self.text.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in ("style", "script"):
            self.ignore = max(0, self.ignore - 1)
        elif tag == "table" and self.depth:
            if self.depth == 1:
                self._close_cell()
            self.depth -= 1
        elif tag in ("td", "th", "tr") and self.depth == 1:
            self._close_cell()

    def handle_data(self, data: str) -> None:
        if self.text is not None and not self.ignore:
            self.text.append(re.sub(r"[ \t\r\n]+", " ", data))

    def close(self) -> None:
        super().close()
        self._close_cell()

    def _close_cell(self) -> None:
        if self.text is None:
            return
        value = "".join(self.text).strip(" \n\xa0")
        self.text = None
        rows, merged, _ = self.tables[-1]
        if self.row < 0:
            self.row = 0
            rows.append([])
        cells = rows[self.row]
        column = len(cells)
        while (self.row, column) in self.taken:
            column += 1
        down, across = self.span
        self.left -= down * across
        if self.left < 0:
            raise Unreadable(TOO_LARGE.format(what=f"超过 {self.limit} 个单元格"))
        if down > 1 or across > 1:
            merged.append((self.row, column, self.row + down - 1, column + across - 1))
            self.taken.update(
                ((r, c), None) for r in range(self.row + 1, self.row + down) for c in range(column, column + across)
            )
        cells += [""] * (column - len(cells))
        cells.append(value)
        cells += [""] * (across - 1)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), 2000) if text and text.isdecimal() else 1


def open_html(data: bytes, shown: str, name: str, file_order: int, limits: Limits) -> list[Table]:
    """The tables of a page; rowspan and colspan are merged ranges. Raises Unreadable where there is none."""
    text, _ = decode(data)
    parser = _Tables(limits)
    try:
        parser.feed(text)
        parser.close()
    except AssertionError:  # the parser's word for declarations that it does not know
        raise Unreadable(BROKEN) from None
    filled = [table for table in parser.tables if any(any(row) for row in table[0])]
    if not filled:
        raise Unreadable("这是网页文件，里面没有表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    names = _SHEET_NAME.findall(text)
    if len(names) != len(filled):
        names = [name] if len(filled) == 1 else [f"表{number}" for number in range(1, len(filled) + 1)]
    return [
        Table(shown, title, (file_order, order), rows, tuple(merged), hidden_rows=frozenset(hidden))
        for order, (title, (rows, merged, hidden)) in enumerate(zip(names, filled, strict=True))
    ]
