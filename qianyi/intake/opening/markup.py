"""XML saved as .xls: SpreadsheetML 2003 (“XML 表格”), the flat form of ods, or a page of HTML after all."""

from __future__ import annotations

import re
from datetime import date, datetime, time
from typing import TYPE_CHECKING

from qianyi.dossier.source import Range
from qianyi.intake.opening.far import GAP_COLUMNS, GAP_ROWS
from qianyi.intake.opening.package import BROKEN, DTD, TOO_LARGE
from qianyi.intake.opening.tables import Limits, Table, Unreadable, Value
from qianyi.patterns import pattern

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

_SS = "{urn:schemas-microsoft-com:office:spreadsheet}"
_EXCEL = "{urn:schemas-microsoft-com:office:excel}"
_ENCODING = pattern(r'(<\?xml[^>]*?)\sencoding\s*=\s*["\']([\w.-]+)["\']')


def open_xml(data: bytes, shown: str, name: str, file_order: int, limits: Limits) -> list[Table]:
    """The sheets of an XML workbook. Raises Unreadable where it is another kind of XML, broken, or has a DTD."""
    data = _utf8(data)
    if b"<!D" in data or b"<!E" in data:
        raise Unreadable(DTD)
    if b"opendocument.spreadsheet" in data[:4096] or b"<office:spreadsheet" in data:
        from qianyi.intake.opening.ods import read_ods

        return read_ods(data, shown, file_order, limits)
    if re.search(rb"<html[\s>]", data[:4096], re.IGNORECASE):
        from qianyi.intake.opening.text import open_html

        return open_html(data, shown, name, file_order, limits)
    from defusedxml import ElementTree
    from defusedxml.common import DefusedXmlException

    try:
        root: Element = ElementTree.fromstring(data, forbid_dtd=True)
    except DefusedXmlException:
        raise Unreadable(DTD) from None
    except (ElementTree.ParseError, ValueError):
        raise Unreadable(BROKEN) from None
    sheets = root.findall(f"{_SS}Worksheet")
    if not sheets:
        raise Unreadable("这是 XML 文件，不是表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    try:
        return [_sheet(sheet, shown, (file_order, order), limits) for order, sheet in enumerate(sheets)]
    except ValueError:
        raise Unreadable(BROKEN) from None


def _utf8(data: bytes) -> bytes:
    """The same document in UTF-8: expat knows no Chinese encodings."""
    declared = re.match(rb"\s*<\?xml[^>]*?encoding\s*=\s*[\"']([\w.-]+)[\"']", data)
    encoding = "utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else declared[1].decode() if declared else "utf-8"
    if encoding.lower() in ("gbk", "gb2312"):
        encoding = "gb18030"
    try:
        return _ENCODING.sub(r"\1", data.decode(encoding), count=1).lstrip("\ufeff").encode()
    except (UnicodeError, LookupError):
        raise Unreadable(BROKEN) from None


def _sheet(sheet: Element, shown: str, order: tuple[int, int], limits: Limits) -> Table:
    table = Table(shown, sheet.get(f"{_SS}Name", ""), order, [])
    visible = sheet.find(f"{_EXCEL}WorksheetOptions/{_EXCEL}Visible")
    table.hidden = visible is not None and visible.text in ("SheetHidden", "SheetVeryHidden")
    merged: list[Range] = []
    unstored: set[tuple[int, int]] = set()
    hidden_rows: set[int] = set()
    left = limits.cells
    for row, element in _places(sheet.findall(f"{_SS}Table/{_SS}Row"), hidden_rows):
        if row - len(table.rows) > GAP_ROWS and table.rows:
            table.notes.append(f"第 {row + 1} 行起的内容离表格很远，没有读；如有用请移近，无用请删去")
            break
        cells: list[Value] = []
        at = 0
        for cell in element.findall(f"{_SS}Cell"):
            at = int(cell.get(f"{_SS}Index", at + 1)) - 1
            if at - len(cells) > GAP_COLUMNS:
                table.notes.append(f"第 {row + 1} 行第 {at + 1} 列的单元格离表格很远，没有读；如有用请移近，无用请删去")
                break
            across, down = int(cell.get(f"{_SS}MergeAcross", 0)), int(cell.get(f"{_SS}MergeDown", 0))
            value = _value(cell.find(f"{_SS}Data"))
            if across or down:
                merged.append((row, at, row + down, at + across))
            if value == "" and cell.get(f"{_SS}Formula"):
                unstored.add((row, at))
            cells += [""] * (at - len(cells))
            cells.append(value)
            at += across + 1
        left -= len(cells) + row + 1 - len(table.rows)
        if left < 0:
            raise Unreadable(TOO_LARGE.format(what=f"超过 {limits.cells} 个单元格"))
        table.rows += [[] for _ in range(row - len(table.rows))]
        table.rows.append(cells)
    hidden_columns: set[int] = set()
    for _ in _places(sheet.findall(f"{_SS}Table/{_SS}Column"), hidden_columns):
        pass
    table.merged, table.unstored = tuple(merged), frozenset(unstored)
    table.hidden_rows, table.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    return table


def _places(elements: list[Element], hidden: set[int]) -> list[tuple[int, Element]]:
    """Rows or columns with their 0-based numbers; those hidden are put into `hidden`."""
    placed: list[tuple[int, Element]] = []
    at = 0
    for element in elements:
        at = int(element.get(f"{_SS}Index", at + 1)) - 1
        span = min(int(element.get(f"{_SS}Span", 0)), 16_384)
        placed.append((at, element))
        if element.get(f"{_SS}Hidden") == "1":
            hidden.update(range(at, at + span + 1))
        at += span + 1
    return placed


def _value(data: Element | None) -> Value:
    if data is None:
        return ""
    text = "".join(data.itertext())
    match data.get(f"{_SS}Type"):
        case "Number":
            return float(text)
        case "Boolean":
            return text == "1"
        case "DateTime":
            moment = datetime.fromisoformat(text)
            if moment.year < 1900:
                return moment.time()
            return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment
    return text
