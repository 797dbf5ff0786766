"""ods, read from its content.xml: calamine gives neither its merges nor its hidden rows, and unrolls far repeats."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from msgspec.structs import replace

from qianyi.dossier.source import Range, column_letters
from qianyi.intake.opening.far import GAP_COLUMNS, GAP_ROWS
from qianyi.intake.opening.ods_styles import OdsStyles
from qianyi.intake.opening.package import TOO_LARGE
from qianyi.intake.opening.tables import Limits, Place, Styling, Table, Unreadable, Value
from qianyi.intake.opening.xml import run_expat
from qianyi.patterns import pattern

_DURATION = pattern(r"PT(\d+)H(\d+)M(\d+)(?:[.,]\d+)?S", "PT08H30M00S")
_MANY = 1_048_576
_DIGIT = pattern(r"\d|#", "8")
_WEEKDAY = pattern(
    r"(?:星期|周)?[一二三四五六日天]|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*", "星期三", "Wed", flags=re.IGNORECASE
)
_FIRST, _SAME_SINCE = datetime(1899, 12, 30), datetime(1900, 3, 1)
"""From the second day on serial numbers mean the same days in LibreOffice and in Excel; before it Excel's are one day later."""
LONGEST = 40_000
"""Letters of a cell beyond which no more are taken: no program shows so many."""
EMPTY_ROW = 8
"""Cells that an empty row counts for: it takes their memory."""


class _OdsSheet:
    def __init__(self, name: str, hidden: bool) -> None:
        self.name, self.hidden = name, hidden
        self.rows: list[list[Value]] = []
        self.merged: list[Range] = []
        self.hidden_rows: set[int] = set()
        self.hidden_columns: set[int] = set()
        self.unstored: set[tuple[int, int]] = set()
        self.crossed: set[Place] = set()
        self.styling = Styling()
        self.struck: set[Place] = set()
        self.defaults: list[tuple[int, str]] = []
        """Style of cells that name none, by the first column after those it holds for."""
        self.column = 0
        self.pending = 0
        self.far: str | None = None

    def looks(self, inks: bool) -> Styling:
        """How its cells look; the colours of their text only where asked for."""
        return replace(self.styling, inks=self.styling.inks if inks else {}, struck=frozenset(self.struck))


def read_ods(content: bytes, shown: str, file_order: int, limits: Limits, *, zeros: bool = True) -> list[Table]:
    """The sheets of an ods; without `zeros` the document shows none. Raises Unreadable where content.xml is broken or holds
    more cells than allowed."""
    reader = _OdsReader(limits, zeros)
    run_expat(content, reader.start, reader.end, reader.characters)
    tables = [
        Table(
            shown,
            sheet.name,
            (file_order, order),
            sheet.rows,
            tuple(sheet.merged),
            sheet.hidden,
            frozenset(sheet.hidden_rows),
            frozenset(sheet.hidden_columns),
            frozenset(sheet.unstored),
            notes=[sheet.far] if sheet.far else [],
            crossed=frozenset(sheet.crossed),
            styling=sheet.looks,
        )
        for order, sheet in enumerate(reader.sheets)
    ]
    for table in tables if b"DISPIMG(" in content else ():
        table.name_pictures()
    return tables


class _OdsReader:
    """Handlers of one pass. A row is gathered as runs (column, repeat, value) and laid down when it ends."""

    def __init__(self, limits: Limits, zeros: bool) -> None:
        self.sheets: list[_OdsSheet] = []
        self.zeros = zeros
        self.styles = OdsStyles()
        self.left = self.limit = limits.cells
        self.row: list[tuple[int, int, Value]] = []
        self.at = 0
        self.row_repeat = 1
        self.row_hidden = False
        self.cell: dict[str, str] | None = None
        self.text: list[str] = []
        self.gone: list[str] = []
        """What of the cell's text is struck out; `spans`: for each span that is open whether it is."""
        self.spans: list[bool] = []
        self.size = 0
        self.depth = 0
        self.paragraphs = 0
        self.skip = 0

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        if self.skip or tag == "office:annotation":
            self.skip += 1
            return
        if self.cell is not None:
            self._inside(tag, attributes)
            return
        if tag.startswith("style:"):
            self.styles.read(tag, attributes)
            return
        match tag:
            case "table:table":
                hidden = attributes.get("table:style-name") in self.styles.hidden
                self.sheets.append(_OdsSheet(attributes.get("table:name", ""), hidden))
            case "table:table-column" if self.sheets:
                sheet = self.sheets[-1]
                count = _count(attributes, "columns")
                if attributes.get("table:visibility") in ("collapse", "filter"):
                    sheet.hidden_columns.update(range(sheet.column, min(sheet.column + count, 16_384)))
                sheet.column += count
                sheet.defaults.append((sheet.column, attributes.get("table:default-cell-style-name", "")))
            case "table:table-row":
                self.row, self.at = [], 0
                self.row_repeat = _count(attributes, "rows")
                self.row_hidden = attributes.get("table:visibility") in ("collapse", "filter")
            case "table:table-cell" | "table:covered-table-cell":
                self.cell, self.text, self.gone, self.paragraphs, self.size = attributes, [], [], 0, 0

    def _inside(self, tag: str, attributes: dict[str, str]) -> None:
        match tag:
            case "text:p":
                if self.paragraphs:
                    self.text.append("\n")
                self.paragraphs += 1
                self.depth += 1
            case "text:span":
                self.spans.append(attributes.get("text:style-name", "") in self.styles.struck)
            case "text:s":
                self.characters(" " * min(int(attributes.get("text:c", "1")), 1000))
            case "text:tab":
                self.text.append("\t")
            case "text:line-break":
                self.text.append("\n")

    def characters(self, data: str) -> None:
        if self.depth and not self.skip and self.size < LONGEST:
            (self.gone if True in self.spans else self.text).append(data)
            self.size += len(data)

    def end(self, tag: str) -> None:
        if self.skip:
            self.skip -= 1
        elif tag == "text:span" and self.spans:
            self.spans.pop()
        elif tag == "text:p" and self.depth:
            self.depth -= 1
        elif tag in ("table:table-cell", "table:covered-table-cell") and self.cell is not None:
            self._end_cell(self.cell, tag)
            self.cell = None
        elif tag == "table:table-row" and self.sheets:
            self._end_row(self.sheets[-1])

    def _end_cell(self, attributes: dict[str, str], tag: str) -> None:
        if not self.sheets:
            return
        sheet = self.sheets[-1]
        row = len(sheet.rows) + sheet.pending
        repeat = _count(attributes, "columns")
        struck = self._struck(sheet, row)
        value = self._shown(_value(attributes, "".join(self.text)))
        self._styling(sheet, row, attributes, repeat, struck=struck)
        down, across = (min(int(attributes.get(f"table:number-{k}-spanned", "1")), _MANY) for k in ("rows", "columns"))
        if down > 1 or across > 1:
            sheet.merged.append((row, self.at, row + down - 1, self.at + across - 1))
        if "table:formula" in attributes and "office:value-type" not in attributes and value == "":
            sheet.unstored.add((row, self.at))
        # what lies under a merge is not seen by anybody
        if value != "" and not tag.startswith("table:covered"):
            self.row.append((self.at, repeat, value))
        self.at += repeat

    def _struck(self, sheet: _OdsSheet, row: int) -> bool:
        """Whether all of the cell's text is struck out; of one struck out in part the rest is its text."""
        if not "".join(self.gone).strip():
            return False
        if "".join(self.text).strip():
            sheet.crossed.add((row, self.at))
            return False
        self.text = self.gone
        return True

    def _shown(self, value: Value) -> Value:
        """What the cell shows: the file holds it beside the value."""
        seen = "".join(self.text).strip()
        if isinstance(value, date) and _WEEKDAY.fullmatch(seen):
            return seen
        if not isinstance(value, float) or isinstance(value, bool):
            return value
        if self.cell is not None and self.cell.get("office:value-type") == "percentage":
            return f"{value * 100:.9f}".rstrip("0").rstrip(".") + "%"
        if (value == 0 and not self.zeros) or (self.paragraphs and not seen):  # ;;; shows no number
            return ""
        return seen if seen and not _DIGIT.search(seen) else value

    def _styling(self, sheet: _OdsSheet, row: int, attributes: dict[str, str], repeat: int, *, struck: bool) -> None:
        """Remember how the cell looks, where its style is not plain."""
        name = attributes.get("table:style-name") or next((s for end, s in sheet.defaults if self.at < end), "")
        if not struck and name not in self.styles.significant:
            return
        rows = range(row, row + min(self.row_repeat, 64))
        for place in ((r, c) for r in rows for c in range(self.at, self.at + min(repeat, 64))):
            self.styles.put(name, place, sheet.styling)
            if struck or name in self.styles.struck:
                sheet.struck.add(place)

    def _end_row(self, sheet: _OdsSheet) -> None:
        first = len(sheet.rows) + sheet.pending
        if self.row_hidden:
            sheet.hidden_rows.update(range(first, min(first + self.row_repeat, _MANY)))
        if not self.row:
            sheet.pending += self.row_repeat
            return
        cells: list[Value] = []
        for at, repeat, value in self.row:
            if at - len(cells) > GAP_COLUMNS or repeat > GAP_COLUMNS:
                sheet.far = _far(at, first)
                break
            self._spend(at + repeat - len(cells))
            cells += [""] * (at - len(cells)) + [value] * repeat
        if sheet.pending > GAP_ROWS and sheet.rows:
            sheet.far = _far(self.row[0][0], first)
            return
        if self.row_repeat > GAP_ROWS:
            sheet.far = _far(self.row[0][0], first + 1)
            self.row_repeat = 1
        self._spend(len(cells) * (self.row_repeat - 1) + sheet.pending * EMPTY_ROW)
        sheet.rows += [[] for _ in range(sheet.pending)]
        sheet.pending = 0
        sheet.rows += [list(cells) for _ in range(self.row_repeat)]

    def _spend(self, cells: int) -> None:
        self.left -= cells
        if self.left < 0:
            raise Unreadable(TOO_LARGE.format(what=f"超过 {self.limit} 个单元格"))


def _far(column: int, row: int) -> str:
    return f"{column_letters(column)}{row + 1} 一带的单元格离表格很远，没有读；如有用请移近，无用请删去"


def _count(attributes: dict[str, str], what: str) -> int:
    return min(max(int(attributes.get(f"table:number-{what}-repeated", "1")), 1), _MANY)


def _value(attributes: dict[str, str], text: str) -> Value:
    """A cell's value by its declared type; its text where the type says nothing or the value cannot be read."""
    if attributes.get("calcext:value-type") == "error":
        return text
    try:
        match attributes.get("office:value-type", attributes.get("calcext:value-type", "")):
            case "float" | "percentage" | "currency":
                return float(attributes["office:value"])
            case "date":
                moment = datetime.fromisoformat(attributes["office:date-value"])
                moment += timedelta(days=int(_FIRST <= moment < _SAME_SINCE))
                return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment
            case "time":
                hours, minutes, seconds = map(int, _DURATION.fullmatch(attributes["office:time-value"]).groups())  # type: ignore[union-attr]
                return time(hours, minutes, seconds) if hours < 24 else timedelta(hours=hours, minutes=minutes)
            case "boolean":
                return attributes["office:boolean-value"] == "true"
            case "string":
                return attributes.get("office:string-value", text)
    except (KeyError, ValueError, AttributeError):
        pass
    return text
