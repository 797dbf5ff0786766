"""XML saved as .xls: SpreadsheetML 2003 (“XML 表格”), the flat form of ods, or a page of HTML after all."""

from __future__ import annotations

import re
from datetime import date, datetime, time

from qianyi.dossier.source import Range
from qianyi.intake.opening.far import GAP_COLUMNS, GAP_ROWS
from qianyi.intake.opening.package import BROKEN, DTD, TOO_LARGE
from qianyi.intake.opening.shown import Format, parse, show
from qianyi.intake.opening.tables import BEYOND, MOST_COLUMNS, MOST_ROWS, Limits, Place, Table, Unreadable, Value
from qianyi.intake.opening.xml import local, run_expat
from qianyi.patterns import pattern

_ENCODING = pattern(r'(<\?xml[^>]*?)\sencoding\s*=\s*["\']([\w.-]+)["\']', '<?xml version="1.0" encoding="gb2312"')
_HTML = pattern(rb"<html[\s>]", b"<html>", flags=re.IGNORECASE)
_DECLARED = pattern(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']", b'<?xml version="1.0" encoding="GBK"')
_EMPTY_ROW = 8
"""Cells that an empty row counts for: it takes their memory."""
_FAR = "第 {} 行第 {} 列的单元格离表格很远，没有读；如有用请移近，无用请删去"


def open_xml(data: bytes, shown: str, name: str, file_order: int, limits: Limits) -> list[Table]:
    """The sheets of an XML workbook. Raises Unreadable where it is another kind of XML, broken, or has a DTD."""
    data = _utf8(data)
    if b"<!D" in data or b"<!E" in data:
        raise Unreadable(DTD)
    if b"opendocument.spreadsheet" in data[:4096] or b"<office:spreadsheet" in data:
        from qianyi.intake.opening.ods import read_ods

        return read_ods(data, shown, file_order, limits)
    if _HTML.search(data[:4096]):
        from qianyi.intake.opening.html import open_html

        return open_html(data, shown, name, file_order, limits)
    reader = _MarkupReader(limits)
    run_expat(data, reader.start, reader.end, reader.characters)
    if not reader.sheets:
        raise Unreadable("这是 XML 文件，不是表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    return [sheet.table(shown, (file_order, order)) for order, sheet in enumerate(reader.sheets)]


def _utf8(data: bytes) -> bytes:
    """The same document in UTF-8: expat knows no Chinese encodings."""
    declared = _DECLARED.match(data[:4096])
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else declared[1].decode() if declared else "utf-8"
    if encoding.lower() in ("gbk", "gb2312"):
        encoding = "gb18030"
    try:
        text = data.decode(encoding).lstrip("\ufeff")
    except (UnicodeError, LookupError):
        raise Unreadable(BROKEN) from None
    return (_ENCODING.sub(r"\1", text[:4096], count=1) + text[4096:]).encode()


class _MarkupSheet:
    def __init__(self, name: str) -> None:
        self.name = name
        self.rows: list[list[Value]] = []
        self.merged: list[Range] = []
        self.unstored: set[Place] = set()
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.styled: list[tuple[Place, Format]] = []
        self.crossed: set[Place] = set()
        self.notes: list[str] = []
        self.hidden = False
        self.zeros = True
        self.done = False
        """What follows lies far from the table and is not read."""
        self.row = self.column = self.at = -1
        self.next_row = self.next_column = 0

    def table(self, shown: str, order: tuple[int, int]) -> Table:
        show(self.rows, self.styled, zeros=self.zeros)
        return Table(
            shown,
            self.name,
            order,
            self.rows,
            tuple(self.merged),
            self.hidden,
            frozenset(self.hidden_rows),
            frozenset(self.hidden_columns),
            frozenset(self.unstored),
            notes=self.notes,
            crossed=frozenset(self.crossed),
        )


class _MarkupReader:
    """Handlers of one pass over SpreadsheetML."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[_MarkupSheet] = []
        self.left = self.limit = limits.cells
        self.formats: dict[str, Format] = {}
        self.style = self.cell_style = self.kind = ""
        self.path: list[str] = []
        self.text: list[str] = []
        self.gone: list[str] = []
        self.struck = 0
        self.inside = self.formula = False

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        name, named = local(tag), {local(key): value for key, value in attributes.items()}
        above = self.path[-1] if self.path else ""
        self.path.append(name)
        if name == "Worksheet":
            self.sheets.append(_MarkupSheet(named.get("Name", "")))
        elif name == "Style":
            self.style = named.get("ID", "")
            if named.get("Parent", "") in self.formats:
                self.formats[self.style] = self.formats[named["Parent"]]
        elif name == "NumberFormat" and above == "Style":
            self._format(named.get("Format", ""))
        elif self.sheets:
            self._in_sheet(name, named, above)

    def _format(self, code: str) -> None:
        made = parse({"Percent": "0.00%"}.get(code, code))
        self.formats.pop(self.style, None)
        if code and made.significant:
            self.formats[self.style] = made

    def _in_sheet(self, name: str, named: dict[str, str], above: str) -> None:
        sheet = self.sheets[-1]
        match name:
            case "Column" if above == "Table":
                first, last = self._span(named, sheet.next_column, MOST_COLUMNS)
                sheet.next_column = last + 1
                if named.get("Hidden") == "1":
                    sheet.hidden_columns.update(range(first, last + 1))
            case "Row" if above == "Table":
                sheet.row, last = self._span(named, sheet.next_row, MOST_ROWS)
                sheet.next_row, sheet.column = last + 1, 0
                if named.get("Hidden") == "1":
                    sheet.hidden_rows.update(range(sheet.row, last + 1))
                self._row(sheet)
            case "Cell" if above == "Row":
                self._cell(sheet, named)
            case "Data" if above == "Cell":
                self.inside, self.kind = True, named.get("Type", "")
            case "S" if self.inside:
                self.struck += 1
            case "Visible":
                self.inside, self.text = True, []
            case "DoNotDisplayZeros":
                sheet.zeros = False

    def _span(self, named: dict[str, str], at: int, most: int) -> tuple[int, int]:
        """First and last row or column of an element. Raises Unreadable beyond what a sheet can have."""
        first = int(named.get("Index", at + 1)) - 1
        last = first + int(named.get("Span", 0))
        if first < at or last < first or last >= most:
            raise Unreadable(BEYOND if last >= most else BROKEN)
        return first, last

    def _row(self, sheet: _MarkupSheet) -> None:
        gap = sheet.row - len(sheet.rows)
        if gap > GAP_ROWS and sheet.rows and not sheet.done:
            sheet.notes.append(f"第 {sheet.row + 1} 行起的内容离表格很远，没有读；如有用请移近，无用请删去")
            sheet.done = True
        if not sheet.done:
            self._spend((gap + 1) * _EMPTY_ROW)
            sheet.rows += [[] for _ in range(gap + 1)]

    def _cell(self, sheet: _MarkupSheet, named: dict[str, str]) -> None:
        at = int(named.get("Index", sheet.column + 1)) - 1
        across, down = int(named.get("MergeAcross", 0)), int(named.get("MergeDown", 0))
        if at < 0 or across < 0 or down < 0 or at + across >= MOST_COLUMNS:
            raise Unreadable(BEYOND)
        if across or down:
            sheet.merged.append((sheet.row, at, min(sheet.row + down, MOST_ROWS), at + across))
        sheet.at, sheet.column = at, at + across + 1
        self.cell_style, self.formula = named.get("StyleID", ""), bool(named.get("Formula"))
        self.kind, self.text, self.gone = "", [], []

    def characters(self, data: str) -> None:
        if self.inside:
            (self.gone if self.struck else self.text).append(data)

    def end(self, tag: str) -> None:
        name = local(tag)
        self.path.pop()
        above = self.path[-1] if self.path else ""
        if name == "Data" and above == "Cell":
            self.inside, self.struck = False, 0
        elif name == "S" and self.inside:
            self.struck = max(0, self.struck - 1)
        elif name == "Cell" and above == "Row" and self.sheets and not self.sheets[-1].done:
            self._end_cell(self.sheets[-1])
        elif name == "Visible" and self.sheets:
            self.sheets[-1].hidden = "".join(self.text).strip() in ("SheetHidden", "SheetVeryHidden")
            self.inside = False

    def _end_cell(self, sheet: _MarkupSheet) -> None:
        at, text, gone = sheet.at, "".join(self.text), "".join(self.gone)
        value = _value(self.kind, text or gone)
        if value == "" and self.formula:
            sheet.unstored.add((sheet.row, at))
        if value == "":
            return
        cells = sheet.rows[sheet.row]
        if at - len(cells) > GAP_COLUMNS:
            if not sheet.notes:
                sheet.notes.append(_FAR.format(sheet.row + 1, at + 1))
            return
        self._spend(at + 1 - len(cells))
        cells += [""] * (at - len(cells))
        cells.append(value)
        if gone.strip() and text.strip():
            sheet.crossed.add((sheet.row, at))
        if self.cell_style in self.formats:
            sheet.styled.append(((sheet.row, at), self.formats[self.cell_style]))

    def _spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise Unreadable(TOO_LARGE.format(what=f"超过 {self.limit} 个单元格"))


def _value(kind: str, text: str) -> Value:
    match kind if text else "":
        case "Number":
            return float(text)
        case "Boolean":
            return text.strip() == "1"
        case "DateTime":
            moment = datetime.fromisoformat(text)
            if moment.year < 1900:
                return moment.time()
            return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment
    return text
