"""xls of Excel 5.0/95, by xlrd: calamine takes its texts for Latin letters where the code page is 936 (Chinese)."""

from __future__ import annotations

import io
from datetime import date, datetime, time
from typing import Any

from qianyi.intake.opening.binary_records import ERRORS
from qianyi.intake.opening.package import BROKEN, LOCKED, TOO_LARGE
from qianyi.intake.opening.shown import Format, show, significant
from qianyi.intake.opening.tables import Limits, Place, Table, Unreadable, Value

_NOTE = "Excel 5.0/95 的旧格式，按代码页 {} 读取；建议另存为 .xlsx"


def open_xls95(data: bytes, shown: str, file_order: int, limits: Limits) -> list[Table]:
    """The sheets of an Excel 5.0/95 workbook. Raises Unreadable."""
    import xlrd

    try:
        book = xlrd.open_workbook(file_contents=data, logfile=io.StringIO(), formatting_info=True)
        sheets = book.sheets()
    except xlrd.XLRDError as problem:
        raise Unreadable(LOCKED if "encrypted" in str(problem) else BROKEN) from None
    except Exception:  # a broken file makes it stumble over whatever comes
        raise Unreadable(BROKEN) from None
    if sum(sheet.nrows * sheet.ncols for sheet in sheets) > limits.cells:
        raise Unreadable(TOO_LARGE.format(what=f"超过 {limits.cells} 个单元格"))
    codes = {key: form.format_str for key, form in book.format_map.items()}
    formats = significant(codes, [xf.format_key for xf in book.xf_list])
    return [_table(sheet, book, formats, shown, (file_order, order)) for order, sheet in enumerate(sheets)]


def _table(sheet: Any, book: Any, formats: dict[int, Format], shown: str, order: tuple[int, int]) -> Table:
    rows: list[list[Value]] = []
    styled: list[tuple[Place, Format]] = []
    for number in range(sheet.nrows):
        rows.append([_value(cell, book.datemode) for cell in sheet.row(number)])
        styled += [
            ((number, column), formats[style])
            for column, style in enumerate(cell.xf_index for cell in sheet.row(number))
            if style in formats
        ]
    show(rows, styled, zeros=bool(sheet.show_zero_values))
    merged = tuple((top, left, bottom - 1, right - 1) for top, bottom, left, right in sheet.merged_cells)
    rows_hidden, columns_hidden = (
        frozenset(number for number, info in infos.items() if info.hidden)
        for infos in (sheet.rowinfo_map, sheet.colinfo_map)
    )
    return Table(
        shown,
        sheet.name,
        order,
        rows,
        merged,
        sheet.visibility != 0,
        rows_hidden,
        columns_hidden,
        notes=[_NOTE.format(book.codepage)],
    )


def _value(cell: Any, datemode: int) -> Value:
    import xlrd

    match cell.ctype:
        case xlrd.XL_CELL_TEXT:
            return str(cell.value)
        case xlrd.XL_CELL_NUMBER:
            return float(cell.value)
        case xlrd.XL_CELL_BOOLEAN:
            return bool(cell.value)
        case xlrd.XL_CELL_ERROR:
            return ERRORS.get(cell.value, "#ERR!")
        case xlrd.XL_CELL_DATE:
            try:
                moment: datetime = xlrd.xldate.xldate_as_datetime(cell.value, datemode)
            except (ValueError, OverflowError):
                return float(cell.value)
            if cell.value < 1:
                return moment.time()
            return date(moment.year, moment.month, moment.day) if moment.time() == time() else moment
    return ""
