"""Workbook templates: cells with {{ fields }}; a row with {{ row.… }} is repeated for every row, formats kept.

The sheets' XML is filled as it lies, so that styles, widths, print set-up and whatever else a clerk put into her
template stay, and the same input gives the same bytes wherever it runs.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

from msgspec import Struct

from qianyi.dossier.source import column_letters
from qianyi.inputs import took
from qianyi.intake.opening.far import column_number
from qianyi.intake.opening.package import Package
from qianyi.intake.opening.relations import sheet_parts
from qianyi.intake.opening.tables import Limits, Unreadable
from qianyi.output.copies.cells import ATTRIBUTE
from qianyi.output.documents.excel_rows import (
    Quoting,
    TemplateCell,
    TemplateRow,
    cell_xml,
    has_tag,
    moved_merges,
    widths_of,
    with_height,
)
from qianyi.output.documents.sandbox import TemplateProblem, filling
from qianyi.output.documents.word_engine import OUTPUT_LIMIT, UNPACKED_LIMIT, properties
from qianyi.patterns import pattern
from qianyi.zips import deflate, pack

_ROW = pattern(r"<row\b([^>]*?)(?:/>|>(.*?)</row\s*>)", '<row r="1"><c/></row>', flags=re.DOTALL)
_CELL = pattern(r"<c\b([^>]*?)(?:/>|>(.*?)</c\s*>)", '<c r="A1"/>', flags=re.DOTALL)
_TEXT = pattern(r"<t\b[^>]*?(?:/>|>(.*?)</t\s*>)", "<t>姓名</t>", flags=re.DOTALL)
_SPELLING = pattern(r"<rPh\b.*?</rPh\s*>", '<rPh sb="0"><t>xing</t></rPh>', flags=re.DOTALL)
_STRING = pattern(r"<si\b[^>]*?(?:/>|>(.*?)</si\s*>)", "<si><t>姓名</t></si>", flags=re.DOTALL)
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>'
)


class _TemplateSheet(Struct):
    """A sheet cut into what stands before its rows, the rows, and what stands behind them."""

    title: str
    part: str
    head: str
    rows: list[TemplateRow]
    tail: str
    widths: dict[int, float]


class WorkbookTemplate:
    """An xlsx template, its fields compiled once. Raises TemplateProblem where the file is none."""

    def __init__(self, path: Path, provenance: str = "", day: date | None = None) -> None:
        self.path, self._provenance, self._day = path, provenance, day or date(2000, 1, 1)
        try:
            self._package = Package(took(path).read_bytes(), Limits(unpacked_bytes=UNPACKED_LIMIT))
            if "xl/workbook.xml" not in self._package:
                raise Unreadable("")
            self._strings = self._shared_strings()
            self._sheets = [self._cut(title, part) for title, part in sheet_parts(self._package)]
        except FileNotFoundError:
            raise TemplateProblem(f"没有模板 {path.name}；请核对 --template 的路径。") from None
        except (Unreadable, OSError, UnicodeError, ValueError, LookupError):
            raise TemplateProblem(
                f"模板 {path.name} 不是完好的 Excel 工作簿（xlsx）；请在 Excel 中另存为 .xlsx。"
            ) from None

    def texts(self) -> list[tuple[str, str]]:
        """Every cell that holds a tag: address and text."""
        return [
            (f"{sheet.title}!{column_letters(cell.column)}{row.number}", cell.text)
            for sheet in self._sheets
            for row in sheet.rows
            for cell in row.cells
            if cell.text is not None
        ]

    def text(self, context: Mapping[str, Any]) -> str:
        """What a reader would see, a line a cell: for scanning."""
        still = [string for string in self._strings if not has_tag(string)]
        filled = [
            str(value)
            for sheet in self._sheets
            for _, cells in self._filled(sheet, context)
            for _, value in cells
            if value is not None
        ]
        return "\n".join(still + filled)

    def render(self, context: Mapping[str, Any]) -> bytes:
        """One workbook. Raises TemplateProblem where the template asks for what is not there."""
        parts = dict(self._package.parts)
        styles = Quoting(self._package)
        for sheet in self._sheets:
            parts[sheet.part] = deflate(sheet.part, self._sheet_xml(sheet, context, styles).encode())
        for name, content in (styles.part(), self._emptied_strings(), self._core(parts)):
            if content is not None:
                parts[name] = deflate(name, content)
        return pack(parts.values())

    def _core(self, parts: Mapping[str, Any]) -> tuple[str, bytes | None]:
        """Properties written anew: whose namespaces a template declares where is its program's affair."""
        name = "docProps/core.xml"
        return name, properties(_CORE, self._provenance, self._day).encode() if name in parts else None

    # reading the template

    def _shared_strings(self) -> list[str]:
        if "xl/sharedStrings.xml" not in self._package:
            return []
        xml = self._package.read("xl/sharedStrings.xml").decode("utf-8-sig")
        return [_joined(match[1] or "") for match in _STRING.finditer(xml)]

    def _emptied_strings(self) -> tuple[str, bytes | None]:
        """The shared strings without the tags: no filled workbook carries its template's fields."""
        name = "xl/sharedStrings.xml"
        if name not in self._package:
            return name, None
        xml = self._package.read(name).decode("utf-8-sig")
        return name, _STRING.sub(
            lambda match: "<si><t/></si>" if has_tag(_joined(match[1] or "")) else match[0], xml
        ).encode()

    def _cut(self, title: str, part: str) -> _TemplateSheet:
        xml = self._package.read(part).decode("utf-8-sig")
        start, end = xml.index("<sheetData"), xml.rfind("</sheetData")
        if end < 0:  # an empty sheet
            return _TemplateSheet(title, part, xml, [], "", {})
        begin = xml.index(">", start) + 1
        rows, number = [], 0
        for match in _ROW.finditer(xml, begin, end):
            given = re.search(ATTRIBUTE.format("r"), match[1])
            number = int(given[1]) if given else number + 1
            attributes = re.sub(r'\s(?:r|spans)="[^"]*"', "", match[1])
            rows.append(TemplateRow(number, attributes, self._cells(match[2] or "")))
        head = re.sub(r"<dimension\b[^>]*/>", "", xml[:begin])
        return _TemplateSheet(title, part, head, rows, xml[end:], widths_of(head))

    def _cells(self, body: str) -> list[TemplateCell]:
        cells, column = [], -1
        for match in _CELL.finditer(body):
            given = re.search(ATTRIBUTE.format("r"), match[1])
            column = column_number(given[1].rstrip("0123456789")) if given else column + 1
            text = self._cell_text(match[1], match[2] or "")
            cell = TemplateCell(column, re.sub(r'\sr="[^"]*"', "", match[1]), match[2])
            if text and "<f" not in (match[2] or "") and has_tag(text):
                cell.text, cell.filled = text, True
                cell.attributes = re.sub(r'\st="[^"]*"', "", cell.attributes)
            elif text and ("{" in text or "｛" in text):
                cell.text = text
            cells.append(cell)
        return cells

    def _cell_text(self, attributes: str, body: str) -> str | None:
        kind = re.search(ATTRIBUTE.format("t"), attributes)
        if kind and kind[1] == "s" and (index := re.search(r"<v>(\d+)</v>", body)):
            return self._strings[int(index[1])]
        return _joined(body) if kind and kind[1] == "inlineStr" else None

    # filling it

    def _filled(
        self, sheet: _TemplateSheet, context: Mapping[str, Any]
    ) -> Iterator[tuple[tuple[TemplateRow, int], list[tuple[TemplateCell, Any]]]]:
        """Each row to write: its template and number, its cells with the values of those that hold fields."""
        rows: Sequence[Any] = list(context.get("rows", ()))
        model, shift = next((row for row in sheet.rows if row.repeats), None), 0
        size = 0
        with filling(self.path.name):
            for row in sheet.rows:
                # without a row to show, the model stays as one blank line
                contexts: list[Mapping[str, Any] | None]
                contexts = _contexts(context, rows) if row is model else [context]
                for offset, inner in enumerate(contexts):
                    values = row.values(inner)
                    size += sum(len(value) for _, value in values if isinstance(value, str))
                    if size > OUTPUT_LIMIT:
                        raise TemplateProblem(f"模板 {self.path.name} 填出的表格过大；请检查其中的字段。")
                    yield (row, row.number + shift + offset), values
                if row is model:
                    shift = len(contexts) - 1

    def _sheet_xml(self, sheet: _TemplateSheet, context: Mapping[str, Any], styles: Quoting) -> str:
        pieces, model, more = [sheet.head], next((row for row in sheet.rows if row.repeats), None), 0
        for (row, place), values in self._filled(sheet, context):
            attributes = with_height(row, values, sheet.widths) if row is model else row.attributes
            more = place - row.number if row is model else more
            cells = "".join(cell_xml(cell, value, place, styles) for cell, value in values)
            pieces.append(f'<row r="{place}"{attributes}>{cells}</row>')
        tail = sheet.tail if model is None else moved_merges(sheet.tail, model.number, more)
        return "".join((*pieces, tail))


def _contexts(context: Mapping[str, Any], rows: Sequence[Any]) -> list[Mapping[str, Any] | None]:
    return [{**context, "row": row} for row in rows] or [None]


def _joined(xml: str) -> str:
    """The text of a string item: its runs joined, phonetic guides left out."""
    return unescape("".join(match[1] or "" for match in _TEXT.finditer(_SPELLING.sub("", xml))))
