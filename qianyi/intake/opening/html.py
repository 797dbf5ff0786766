"""The HTML pages that are saved or exported as .xls. All values are text, as written."""

from __future__ import annotations

import re
from html import unescape

from qianyi.dossier.source import Range
from qianyi.intake.opening.delimited import decode
from qianyi.intake.opening.package import TOO_LARGE
from qianyi.intake.opening.tables import BEYOND, MOST_COLUMNS, Limits, Place, Table, Unreadable, Value
from qianyi.intake.opening.xml import MOST_TAGS
from qianyi.patterns import pattern

_SHEET_NAME = pattern(r"<x:Name>([^<]{1,80})</x:Name>", "<x:Name>6月</x:Name>")
_TAG = pattern(r"<(/?)([a-zA-Z][^\s/<>]*)([^<>]*)>", "<td colspan=2>", "</td>")
_ATTRIBUTE = pattern(r"""([a-zA-Z_:][\w:.-]*)\s*=\s*("[^"]*"|'[^']*'|[^\s"'>]+)""", 'colspan="2"', "rowspan=3")
_SPACES = pattern(r"[ \t\r\n]+", " \n")
_STRUCK = frozenset({"s", "strike", "del"})
_LONGEST_TAG = 10_000
_WIDEST = 2000
"""Rows or columns that a cell may span."""


class _HtmlSheet:
    """One outermost table: rows are laid down as they come, spans kept as ranges."""

    def __init__(self) -> None:
        self.rows: list[list[Value]] = []
        self.merged: list[Range] = []
        self.hidden: set[int] = set()
        self.crossed: set[Place] = set()
        self.covered: dict[int, int] = {}
        """Column → the last row that a cell above spans there."""


class _Page:
    """The outermost tables of a page; a table inside a cell is only text of that cell."""

    def __init__(self, limits: Limits) -> None:
        self.sheets: list[_HtmlSheet] = []
        self.depth = self.struck = 0
        self.left = self.limit = limits.cells
        self.text: list[str] | None = None
        self.gone: list[str] = []
        self.span = (1, 1)

    def start(self, tag: str, attributes: str) -> None:
        if tag == "table":
            self.depth += 1
            if self.depth == 1:
                self.sheets.append(_HtmlSheet())
        elif self.depth != 1:
            return
        elif tag == "tr":
            self._close_cell()
            sheet = self.sheets[-1]
            sheet.rows.append([])
            if "display:none" in attributes.replace(" ", "").lower():
                sheet.hidden.add(len(sheet.rows) - 1)
        elif tag in ("td", "th"):
            self._close_cell()
            named = {key.lower(): value.strip("\"'") for key, value in _ATTRIBUTE.findall(attributes)}
            self.span = (_span(named.get("rowspan")), _span(named.get("colspan")))
            self.text, self.gone = [], []
        elif tag == "br":
            self.data("\n", raw=True)
        elif tag in _STRUCK:
            self.struck += 1

    def end(self, tag: str) -> None:
        if tag == "table" and self.depth:
            if self.depth == 1:
                self._close_cell()
            self.depth -= 1
        elif tag in ("td", "th", "tr") and self.depth == 1:
            self._close_cell()
        elif tag in _STRUCK:
            self.struck = max(0, self.struck - 1)

    def data(self, text: str, *, raw: bool = False) -> None:
        if self.text is not None and text:
            (self.gone if self.struck else self.text).append(text if raw else _SPACES.sub(" ", text))

    def _close_cell(self) -> None:
        if self.text is None:
            return
        value, gone = (unescape("".join(part)).strip(" \n\xa0") for part in (self.text, self.gone))
        self.text, self.struck = None, 0
        sheet = self.sheets[-1]
        if not sheet.rows:
            sheet.rows.append([])
        row, cells = len(sheet.rows) - 1, sheet.rows[-1]
        column = len(cells)
        while sheet.covered.get(column, -1) >= row:
            column += 1
        down, across = self.span
        if column + across > MOST_COLUMNS:
            raise Unreadable(BEYOND)
        self.left -= column + across - len(cells) + down
        if self.left < 0:
            raise Unreadable(TOO_LARGE.format(what=f"超过 {self.limit} 个单元格"))
        if down > 1 or across > 1:
            sheet.merged.append((row, column, row + down - 1, column + across - 1))
            if down > 1:
                sheet.covered.update(dict.fromkeys(range(column, column + across), row + down - 1))
        if gone and value:
            sheet.crossed.add((row, column))
        cells += [""] * (column - len(cells))
        cells.append(value or gone)
        cells += [""] * (across - 1)


def _span(text: str | None) -> int:
    return min(max(int(text), 1), _WIDEST) if text and text.isdecimal() and len(text) < 9 else 1


def _feed(page: _Page, text: str) -> None:
    """One pass over the page; each sign is looked at a fixed number of times, however broken the page is."""
    at = 0
    while (begin := text.find("<", at)) >= 0:
        page.data(text[at:begin])
        if text.startswith(("<!", "<?"), begin):
            closing = "-->" if text.startswith("<!--", begin) else ">"
            end = text.find(closing, begin)
            if end < 0:
                return
            at = end + len(closing)
            continue
        tag = _TAG.match(text, begin)
        if tag is None:
            page.data("<")
            at = begin + 1
            continue
        at, name, attributes = tag.end(), tag[2].lower(), tag[3]
        if attributes.count('"') % 2:  # a > within quotes
            close = text.find('"', at, begin + _LONGEST_TAG)
            end = text.find(">", close, begin + _LONGEST_TAG) if close >= 0 else -1
            if end >= 0:
                attributes, at = text[begin:end], end + 1
        if tag[1]:
            page.end(name)
        elif name in ("script", "style"):
            closing_tag = re.compile(f"</{name}", re.IGNORECASE).search(text, at)
            if closing_tag is None:
                return
            at = closing_tag.start()
        else:
            page.start(name, attributes)
    page.data(text[at:])


def open_html(data: bytes, shown: str, name: str, file_order: int, limits: Limits) -> list[Table]:
    """The tables of a page; rowspan and colspan are merged ranges. Raises Unreadable where there is none."""
    if data.count(b"<") > MOST_TAGS // 2:  # each costs twice what it does in XML
        raise Unreadable(TOO_LARGE.format(what=f"超过 {MOST_TAGS // 2} 个标签"))
    text, _ = decode(data)
    page = _Page(limits)
    _feed(page, text)
    page.end("table")
    filled = [sheet for sheet in page.sheets if any(any(row) for row in sheet.rows)]
    if not filled:
        raise Unreadable("这是网页文件，里面没有表格；请在 Excel 或 WPS 里打开后另存为 .xlsx")
    names = _SHEET_NAME.findall(text)
    if len(names) != len(filled):
        names = [name] if len(filled) == 1 else [f"表{number}" for number in range(1, len(filled) + 1)]
    return [
        Table(
            shown,
            title,
            (file_order, order),
            sheet.rows,
            tuple(sheet.merged),
            hidden_rows=frozenset(sheet.hidden),
            crossed=frozenset(sheet.crossed),
        )
        for order, (title, sheet) in enumerate(zip(names, filled, strict=True))
    ]
