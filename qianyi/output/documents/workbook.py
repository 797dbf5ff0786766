"""Workbook templates: cells with {{ fields }}; a row with {{ row.… }} is repeated for every row, formats kept."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from copy import copy
from datetime import date
from decimal import Decimal
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any

from qianyi.output.documents.engine import UNPACKED_LIMIT, TemplateProblem, environment, reason
from qianyi.output.documents.words import chinese_date, number

_ONE = re.compile(r"\s*\{\{(.+?)\}\}\s*")
_ROW = re.compile(r"\{\{[^}]*\brow\.")
LINE = 15  # points a line of a cell
_FIXED = (1980, 1, 1, 0, 0, 0)


@cache
def _plain() -> Any:
    """The sandbox with values as plain text instead of XML."""

    def text(value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return chinese_date(value)
        return number(value) if isinstance(value, Decimal) else str(value)

    return environment().overlay(autoescape=False, finalize=text)


class WorkbookTemplate:
    """An xlsx template. Loaded anew for every document: workbooks are one a county."""

    def __init__(self, path: Path, provenance: str = "", day: date | None = None) -> None:
        self.path, self._provenance, self._day = path, provenance, day or date(2000, 1, 1)
        try:
            with zipfile.ZipFile(path) as archive:
                if sum(info.file_size for info in archive.infolist()) > UNPACKED_LIMIT:
                    raise TemplateProblem(f"模板 {path.name} 解开后过大，不像一份表格；请换一份。")
                if "xl/workbook.xml" not in archive.namelist():
                    raise zipfile.BadZipFile
        except FileNotFoundError:
            raise TemplateProblem(f"没有模板 {path.name}；请核对 --template 的路径。") from None
        except (zipfile.BadZipFile, OSError):
            raise TemplateProblem(f"模板 {path.name} 不是 Excel 工作簿（xlsx）；请在 Excel 中另存为 .xlsx。") from None

    def texts(self) -> list[tuple[str, str]]:
        """Every cell that holds a tag: address and text."""
        from openpyxl import load_workbook

        book = load_workbook(self.path)
        return [
            (f"{sheet.title}!{cell.coordinate}", cell.value)
            for sheet in book for line in sheet.iter_rows() for cell in line
            if isinstance(cell.value, str) and ("{" in cell.value or "｛" in cell.value)
        ]  # fmt: skip

    def text(self, context: Mapping[str, Any]) -> str:
        """What a reader would see, a line a cell: for scanning."""
        from openpyxl import load_workbook

        book = load_workbook(io.BytesIO(self.render(context)))
        rows = (line for sheet in book for line in sheet.iter_rows(values_only=True))
        return "\n".join(str(value) for line in rows for value in line if value is not None)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """One workbook. Raises TemplateProblem where the template asks for what is not there."""
        from jinja2 import TemplateError
        from openpyxl import load_workbook

        book = load_workbook(self.path)
        try:
            for sheet in book:
                self._fill(sheet, context)
        except (TemplateError, TypeError, ValueError, ArithmeticError) as error:
            raise TemplateProblem(
                f"模板 {self.path.name} 无法填写（{reason(error)}）；请用 qianyi template check 查看。"
            ) from None
        book.properties.creator = book.properties.lastModifiedBy = "qianyi"
        book.properties.description = self._provenance
        buffer = io.BytesIO()
        book.save(buffer)
        return self._settle(buffer)

    def _fill(self, sheet: Any, context: Mapping[str, Any]) -> None:
        model = next(
            (line for line in range(1, sheet.max_row + 1)
             if any(isinstance(cell.value, str) and _ROW.search(cell.value) for cell in sheet[line])), None,
        )  # fmt: skip
        if model is not None:
            self._repeat(sheet, model, list(context.get("rows", ())), context)
            last = model + max(len(context.get("rows", ())), 1)
        for line in range(1, sheet.max_row + 1):
            if model is not None and model <= line < last:
                continue
            for cell in sheet[line]:
                if isinstance(cell.value, str) and "{{" in cell.value:
                    _put(cell, _value(cell.value, context))

    def _repeat(self, sheet: Any, model: int, rows: list[Any], context: Mapping[str, Any]) -> None:
        """Put the rows in place of the model row; what stands below moves down with its merges and heights."""
        pattern = [(cell.value, copy(cell._style)) for cell in sheet[model]]
        height, more = sheet.row_dimensions[model].height, max(len(rows), 1) - 1
        if more and sheet.max_row > model:
            below = [merged for merged in sheet.merged_cells.ranges if merged.min_row > model]
            heights = {line: sheet.row_dimensions[line].height for line in range(model + 1, sheet.max_row + 1)}
            for merged in below:
                sheet.unmerge_cells(str(merged))
            sheet.move_range(f"A{model + 1}:{sheet.cell(sheet.max_row, sheet.max_column).coordinate}", rows=more)
            for merged in below:
                merged.shift(row_shift=more)
                sheet.merge_cells(str(merged))
            for line, value in heights.items():
                sheet.row_dimensions[line + more].height = value
        for offset in range(more + 1):
            row = rows[offset] if offset < len(rows) else None
            sheet.row_dimensions[model + offset].height = height
            for column, (text, style) in enumerate(pattern, 1):
                cell = sheet.cell(model + offset, column)
                cell._style = copy(style)
                if isinstance(text, str) and "{{" in text:
                    _put(cell, None if row is None else _value(text, {**context, "row": row}))
                else:
                    cell.value = text
            if height and (lines := max(_lines(sheet, cell) for cell in sheet[model + offset])) > 1:
                sheet.row_dimensions[model + offset].height = max(height, LINE * lines + 4)

    def _settle(self, buffer: io.BytesIO) -> bytes:
        """Fixed times instead of the clock's."""
        stamp = f"{self._day.isoformat()}T00:00:00Z".encode()
        result = io.BytesIO()
        with zipfile.ZipFile(buffer) as source, zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as archive:
            for name in source.namelist():
                data = source.read(name)
                if name == "docProps/core.xml":
                    data = re.sub(rb"(<dcterms:\w+[^>]*>)[^<]*", rb"\g<1>" + stamp, data)
                archive.writestr(zipfile.ZipInfo(name, _FIXED), data, zipfile.ZIP_DEFLATED)
        return result.getvalue()


def _value(text: str, context: Mapping[str, Any]) -> Any:
    """A cell that is one field keeps the value's type (numbers stay numbers); any other becomes text."""
    one = _ONE.fullmatch(text)
    if one and "{{" not in one[1]:
        value = _plain().compile_expression(one[1].strip(), undefined_to_none=False)(**context)
        if isinstance(value, (int, Decimal)):
            return value
        return _plain().from_string(text).render(context).strip()
    return _plain().from_string(text).render(context)


def _lines(sheet: Any, cell: Any) -> int:
    """How many lines a wrapped cell needs; a Chinese character is two wide."""
    from openpyxl.utils import get_column_letter

    width = sheet.column_dimensions[get_column_letter(cell.column)].width or 8
    taken = sum(2 if ord(char) > 255 else 1 for char in str(cell.value or ""))
    return ceil(taken / max(width - 1.5, 1))


def _put(cell: Any, value: Any) -> None:
    """Write a value; text that begins like a formula stays text."""
    if isinstance(value, str):
        value = re.sub(r"[\x00-\x08\x0b\x0c\x0e-\x1f]", "", value)
    cell.value = value if value != "" else None
    if isinstance(value, str) and value[:1] in ("=", "+", "-", "@"):
        cell.data_type = "s"
        cell.quotePrefix = True
