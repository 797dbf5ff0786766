"""Tables written as an xlsx by their values alone: for inputs of types that cannot be patched (xls, csv, ods …)."""

from __future__ import annotations

import io
from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from qianyi.intake.opening.tables import Table

_FORMATS: Final = {"day": "yyyy-mm-dd", "moment": "yyyy-mm-dd hh:mm", "hour": "hh:mm"}


def plain_copy(tables: Sequence[Table]) -> tuple[bytes, dict[str, str]]:
    """The same sheets, values and merged ranges; text that looks like a formula stays text.

    Returns the workbook and the new names of the sheets whose own is no good in Excel.
    """
    import xlsxwriter

    buffer = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
        "nan_inf_to_errors": True,
    }
    book = xlsxwriter.Workbook(buffer, options)
    book.set_properties({"created": datetime(1980, 1, 1)})
    formats = {kind: book.add_format({"num_format": shown}) for kind, shown in _FORMATS.items()}
    renamed: dict[str, str] = {}
    for number, table in enumerate(tables):
        name = _name(table.name, number, {one.get_name().casefold() for one in book.worksheets()})
        if name != table.name:
            renamed[table.name] = name
        sheet = book.add_worksheet(name)
        for area in table.merged:
            if area[0] < area[2] or area[1] < area[3]:
                sheet.merge_range(*area, "")
        for row, values in enumerate(table.rows):
            for column, value in enumerate(values):
                _write(sheet, row, column, value, formats)
        if table.hidden and number:
            sheet.hide()
        for row in table.hidden_rows:
            sheet.set_row(row, options={"hidden": True})
        for column in table.hidden_columns:
            sheet.set_column(column, column, options={"hidden": True})
    book.close()
    return buffer.getvalue(), renamed


def _write(sheet: Any, row: int, column: int, value: Any, formats: dict[str, Any]) -> None:
    if value == "":
        return
    match value:
        case datetime():
            sheet.write_datetime(row, column, value, formats["moment"])
        case date():
            sheet.write_datetime(row, column, value, formats["day"])
        case time() | timedelta():
            sheet.write_datetime(row, column, value, formats["hour"])
        case bool():
            sheet.write_boolean(row, column, value)
        case int() | float():
            sheet.write_number(row, column, value)
        case _:
            sheet.write_string(row, column, value[:32_767])


def _name(name: str, number: int, taken: set[str]) -> str:
    """The sheet's own name where Excel allows it (31 signs, none of []:*?/\\, none twice), else a number."""
    fine = 0 < len(name) <= 31 and not set(name) & set("[]:*?/\\") and name[0] != "'" and name[-1] != "'"
    return name if fine and name.casefold() not in taken else f"表{number + 1}"
