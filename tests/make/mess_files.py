"""Pages of a mess as files of every type."""

from __future__ import annotations

import csv
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from tests.make.mess_registers import Cell


@dataclass
class Page:
    name: str
    rows: list[list[Cell]] = field(default_factory=list)
    merged: list[tuple[int, int, int, int]] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    filled: set[tuple[int, int]] = field(default_factory=set)
    struck: set[tuple[int, int]] = field(default_factory=set)

    def add(self, *cells: Any) -> int:
        """Append a row; a value, or a value with its key."""
        self.rows.append([cell if isinstance(cell, tuple) else (cell, None) for cell in cells])
        return len(self.rows) - 1

    def join(self, parts: Sequence[Page]) -> None:
        """Append tables that stand side by side, a blank column between them."""
        top, left = len(self.rows), 0
        for part in parts:
            width = max(map(len, part.rows))
            for r, row in enumerate(part.rows):
                if top + r == len(self.rows):
                    self.rows.append([])
                line = self.rows[top + r]
                line += [("", None)] * (left - len(line)) + row
            self.merged += [(a + top, b + left, c + top, d + left) for a, b, c, d in part.merged]
            self.hidden_rows |= {r + top for r in part.hidden_rows}
            left += width + 1


def _xlsx(path: Path, pages: list[Page], looks: str = "") -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path))
    dress = {"banded": {"bg_color": "#DDDDDD"}, "inked": {"font_color": "#FF0000"}}.get(looks, {})
    red, struck = book.add_format({"bg_color": "#FF0000"}), book.add_format({"font_strikeout": True})
    day, look = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_format(dress)
    dressed_day = book.add_format({"num_format": "yyyy-mm-dd", **dress})
    for page in pages:
        sheet = book.add_worksheet(page.name)
        if looks == "zeros" and page.name != "评分":  # there a 0 is a mark
            sheet.hide_zero()
        width = max(map(len, page.rows), default=0)
        covered = {(r, c) for t, le, b, ri in page.merged for r in range(t, b + 1) for c in range(le, ri + 1)}
        for r, row in enumerate(page.rows):
            dressed = dress and (r % 2 or looks == "inked")
            zeros = looks == "zeros" and page.name != "评分" and sum(value != "" for value, _ in row) > 2
            for c, (value, _) in enumerate([*row, *[("", None)] * (width - len(row) if dressed else 0)]):
                own = red if (r, c) in page.filled else struck if (r, c) in page.struck else look if dressed else None
                if isinstance(value, date):
                    sheet.write_datetime(r, c, value, dressed_day if dressed else day)
                elif value == "" and zeros and (r, c) not in covered:
                    sheet.write_number(r, c, 0)
                elif value == "" and dressed:
                    sheet.write_blank(r, c, None, look)
                elif isinstance(value, str):
                    sheet.write_string(r, c, value, own)
                else:
                    sheet.write_number(r, c, value, own)
            if r in page.hidden_rows:
                sheet.set_row(r, None, None, {"hidden": True})
        for top, left, bottom, right in page.merged:
            sheet.merge_range(top, left, bottom, right, page.rows[top][left][0])
            if looks == "beneath":
                sheet.write_string(bottom, right, "格式刷合并前的旧内容")
    book.close()


def _xls(path: Path, pages: list[Page], looks: str = "") -> None:
    import xlwt

    book = xlwt.Workbook(encoding="utf-8")
    day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
    for page in pages:
        sheet = book.add_sheet(page.name)
        covered = {(r, c) for t, le, b, ri in page.merged for r in range(t, b + 1) for c in range(le, ri + 1)}
        for r, row in enumerate(page.rows):
            for c, (value, _) in enumerate(row):
                if (r, c) not in covered and value != "":
                    sheet.write(r, c, value, day) if isinstance(value, date) else sheet.write(r, c, value)
        for top, left, bottom, right in page.merged:
            sheet.write_merge(top, bottom, left, right, page.rows[top][left][0])
    book.save(str(path))


def _ods(path: Path, pages: list[Page], looks: str = "") -> None:
    from odf.opendocument import OpenDocumentSpreadsheet
    from odf.table import Table, TableCell, TableRow
    from odf.text import P

    book = OpenDocumentSpreadsheet()
    for page in pages:
        table = Table(name=page.name)
        for row in page.rows:
            line = TableRow()
            for value, _ in row:
                if isinstance(value, date):
                    cell = TableCell(valuetype="date", datevalue=value.isoformat())
                elif isinstance(value, (int, float)):
                    cell = TableCell(valuetype="float", value=str(value))
                elif value:
                    cell = TableCell(valuetype="string")
                else:
                    cell = TableCell()
                for text in str(value).split("\n") if value != "" else []:
                    cell.addElement(P(text=text))
                line.addElement(cell)
            table.addElement(line)
        book.spreadsheet.addElement(table)
    book.save(str(path))


def _csv(path: Path, pages: list[Page], looks: str = "") -> None:
    encoding = random.Random(path.name).choice(["utf-8", "utf-8-sig", "gb18030"])
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([value for value, _ in row] for row in pages[0].rows)


SAVERS = {"xlsx": _xlsx, "xls": _xls, "ods": _ods, "csv": _csv}
