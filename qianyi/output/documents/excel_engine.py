"""Workbook templates: cells with {{ fields }}; a row with {{ row.… }} is repeated for every row, formats kept.

The sheets' XML is filled as it lies, so that styles, widths, print set-up and whatever else a clerk put into her
template stay, and the same input gives the same bytes wherever it runs.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from html import unescape
from math import ceil
from pathlib import Path
from typing import Any

from msgspec import Struct

from qianyi.dossier.source import column_letters
from qianyi.inputs import took
from qianyi.intake.opening.far import column_number
from qianyi.intake.opening.package import Package
from qianyi.intake.opening.relations import sheet_parts
from qianyi.intake.opening.tables import Limits, Unreadable
from qianyi.output.copies.cells import ATTRIBUTE, place_of, reference, xml_text
from qianyi.output.documents.phrasing import chinese_date, number
from qianyi.output.documents.sandbox import TemplateProblem, environment, expressions, filling
from qianyi.output.documents.word_engine import OUTPUT_LIMIT, UNPACKED_LIMIT, properties
from qianyi.patterns import pattern
from qianyi.zips import deflate, pack

_LINE = 15  # points a line of a cell
_ONE = pattern(r"\s*\{\{((?:(?!\{\{|\}\}).)+)\}\}\s*", "{{ year }}", flags=re.DOTALL)
_ROW_FIELD = pattern(r"\{\{[^}]*\brow\.", "{{ row.name }}")
_ROW = pattern(r"<row\b([^>]*?)(?:/>|>(.*?)</row\s*>)", '<row r="1"><c/></row>', flags=re.DOTALL)
_CELL = pattern(r"<c\b([^>]*?)(?:/>|>(.*?)</c\s*>)", '<c r="A1"/>', flags=re.DOTALL)
_TEXT = pattern(r"<t\b[^>]*?(?:/>|>(.*?)</t\s*>)", "<t>姓名</t>", flags=re.DOTALL)
_SPELLING = pattern(r"<rPh\b.*?</rPh\s*>", '<rPh sb="0"><t>xing</t></rPh>', flags=re.DOTALL)
_STRING = pattern(r"<si\b[^>]*?(?:/>|>(.*?)</si\s*>)", "<si><t>姓名</t></si>", flags=re.DOTALL)
_COLUMN = pattern(r"<col\b([^>]*)/>", '<col min="1" max="1"/>')
_MERGE = pattern(r'(<mergeCell\s[^>]*?ref=")([A-Z]+\d+):([A-Z]+\d+)(")', '<mergeCell ref="A1:B2"')
_CORE = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"></cp:coreProperties>'
)
_FORMULA_LIKE = ("=", "+", "-", "@")


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


class _Cell(Struct):
    """A cell of the template, its attributes without its address. `text` where it holds a tag, `filled` where that is
    a field and no formula: its attributes are then without its type."""

    column: int
    attributes: str
    body: str | None
    text: str | None = None
    filled: bool = False


class _TemplateRow(Struct):
    """A row of the template: its number from 1, its attributes without it, its cells."""

    number: int
    attributes: str
    cells: list[_Cell]

    def values(self, context: Mapping[str, Any] | None) -> list[tuple[_Cell, Any]]:
        """Its cells with the values of those that hold fields; all None where there is no context."""
        texts = tuple(cell.text or "" for cell in self.cells if cell.filled)
        if context is None or not texts:
            return [(cell, None) for cell in self.cells]
        values = iter(_values_of(texts)(context))
        return [(cell, next(values) if cell.filled else None) for cell in self.cells]

    @property
    def repeats(self) -> bool:
        return any(cell.text and _ROW_FIELD.search(cell.text) for cell in self.cells)


class _TemplateSheet(Struct):
    """A sheet cut into what stands before its rows, the rows, and what stands behind them."""

    title: str
    part: str
    head: str
    rows: list[_TemplateRow]
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
        still = [string for string in self._strings if not _has_tag(string)]
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
        styles = _Quoting(self._package)
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
            lambda match: "<si><t/></si>" if _has_tag(_joined(match[1] or "")) else match[0], xml
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
            rows.append(_TemplateRow(number, attributes, self._cells(match[2] or "")))
        head = re.sub(r"<dimension\b[^>]*/>", "", xml[:begin])
        return _TemplateSheet(title, part, head, rows, xml[end:], _widths(head))

    def _cells(self, body: str) -> list[_Cell]:
        cells, column = [], -1
        for match in _CELL.finditer(body):
            given = re.search(ATTRIBUTE.format("r"), match[1])
            column = column_number(given[1].rstrip("0123456789")) if given else column + 1
            text = self._cell_text(match[1], match[2] or "")
            cell = _Cell(column, re.sub(r'\sr="[^"]*"', "", match[1]), match[2])
            if text and "<f" not in (match[2] or "") and _has_tag(text):
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
    ) -> Iterator[tuple[tuple[_TemplateRow, int], list[tuple[_Cell, Any]]]]:
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

    def _sheet_xml(self, sheet: _TemplateSheet, context: Mapping[str, Any], styles: _Quoting) -> str:
        pieces, model, more = [sheet.head], next((row for row in sheet.rows if row.repeats), None), 0
        for (row, place), values in self._filled(sheet, context):
            attributes = _with_height(row, values, sheet.widths) if row is model else row.attributes
            more = place - row.number if row is model else more
            cells = "".join(_cell_xml(cell, value, place, styles) for cell, value in values)
            pieces.append(f'<row r="{place}"{attributes}>{cells}</row>')
        tail = sheet.tail if model is None else _moved_merges(sheet.tail, model.number, more)
        return "".join((*pieces, tail))


class _Quoting:
    """Styles with the quote prefix for texts that look like formulas: they stay text when the cell is edited."""

    def __init__(self, package: Package) -> None:
        self._name = "xl/styles.xml"
        self._xml = package.read(self._name).decode("utf-8-sig") if self._name in package else ""
        found = re.search(r"<cellXfs\b[^>]*>(.*?)</cellXfs>", self._xml, re.DOTALL)
        self._formats = re.findall(r"<xf\b[^>]*/>|<xf\b.*?</xf>", found[1], re.DOTALL) if found else []
        self._given: dict[int, int] = {}

    def quoted(self, style: int) -> int:
        """The id of the format `style` with the prefix; the same id where the workbook has no formats."""
        if style >= len(self._formats):
            return style
        if style not in self._given:
            self._formats.append(re.sub(r"<xf\b", '<xf quotePrefix="1"', self._formats[style], count=1))
            self._given[style] = len(self._formats) - 1
        return self._given[style]

    def part(self) -> tuple[str, bytes | None]:
        """Name and new content of the styles, None where nothing was added."""
        if not self._given:
            return self._name, None
        formats = f'<cellXfs count="{len(self._formats)}">{"".join(self._formats)}</cellXfs>'
        return self._name, re.sub(r"<cellXfs\b.*?</cellXfs>", lambda _: formats, self._xml, flags=re.DOTALL).encode()


def _contexts(context: Mapping[str, Any], rows: Sequence[Any]) -> list[Mapping[str, Any] | None]:
    return [{**context, "row": row} for row in rows] or [None]


def _has_tag(text: str) -> bool:
    return "{{" in text or "{%" in text


def _joined(xml: str) -> str:
    """The text of a string item: its runs joined, phonetic guides left out."""
    return unescape("".join(match[1] or "" for match in _TEXT.finditer(_SPELLING.sub("", xml))))


@lru_cache(64)
def _values_of(texts: tuple[str, ...]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """The values of cells that hold fields: one field keeps its value's type (numbers stay numbers), all else is text.

    The fields are evaluated together: a context for each cell of a large form took half of its time.
    """
    ones = [_ONE.fullmatch(text) for text in texts]
    fields = expressions(_plain(), [one[1].strip() for one in ones if one])
    templates = [None if one else _plain().from_string(text) for one, text in zip(ones, texts, strict=True)]

    def values(context: Mapping[str, Any]) -> list[Any]:
        fields_in_order = iter(fields(**context))
        return [
            _value(next(fields_in_order)) if template is None else template.render(context) for template in templates
        ]

    return values


def _value(value: Any) -> Any:
    return value if isinstance(value, (int, Decimal)) else str(_plain().finalize(value)).strip()


def _widths(head: str) -> dict[int, float]:
    """Column (from 0) → width in characters, where the sheet says it."""
    widths = {}
    for match in _COLUMN.finditer(head):
        values = dict(re.findall(r'\b(min|max|width)="([\d.]+)"', match[1]))
        if len(values) == 3:
            first, last = int(values["min"]), min(int(values["max"]), 16384)
            widths.update({column - 1: float(values["width"]) for column in range(first, last + 1)})
    return widths


def _with_height(row: _TemplateRow, values: list[tuple[_Cell, Any]], widths: Mapping[int, float]) -> str:
    """The attributes of a repeated row, higher where a wrapped text needs more lines. A Chinese character is two wide."""
    given = re.search(ATTRIBUTE.format("ht"), row.attributes)
    if given is None:
        return row.attributes
    lines = max(
        (ceil(_wide(value) / max(widths.get(cell.column, 8) - 1.5, 1)) for cell, value in values if value is not None),
        default=1,
    )
    if lines <= 1:
        return row.attributes
    height = max(Decimal(given[1]), Decimal(_LINE * lines + 4))
    attributes = re.sub(r'\s(?:ht|customHeight)="[^"]*"', "", row.attributes)
    return f'{attributes} ht="{height}" customHeight="1"'


def _wide(value: object) -> int:
    return sum(2 if ord(char) > 255 else 1 for char in str(value))


def _cell_xml(cell: _Cell, value: Any, row: int, styles: _Quoting) -> str:
    """One cell of the filled sheet at its place."""
    place = reference((row - 1, cell.column))
    rest = cell.attributes
    if not cell.filled:
        return f'<c r="{place}"{rest}/>' if cell.body is None else f'<c r="{place}"{rest}>{cell.body}</c>'
    if value is None or value == "":
        return f'<c r="{place}"{rest}/>'
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        return f'<c r="{place}"{rest}><v>{value}</v></c>'
    text = str(value)
    if text.startswith(_FORMULA_LIKE):
        old = re.search(ATTRIBUTE.format("s"), rest)
        style = styles.quoted(int(old[1]) if old else 0)
        rest = re.sub(r'\ss="[^"]*"', "", rest) + f' s="{style}"'
    return f'<c r="{place}"{rest} t="inlineStr"><is><t xml:space="preserve">{xml_text(text)}</t></is></c>'


def _moved_merges(tail: str, model: int, more: int) -> str:
    """Merged ranges below the repeated row move down; one inside it is repeated with it."""

    def move(match: re.Match[str]) -> str:
        (top, left), (bottom, right) = place_of(match[2]), place_of(match[3])
        if top >= model:
            top, bottom = top + more, bottom + more
        elif bottom >= model:
            bottom += more
        element = f"{match[1]}{reference((top, left))}:{reference((bottom, right))}{match[4]}"
        if top == bottom == model - 1:
            again = (f"{reference((top + n, left))}:{reference((top + n, right))}" for n in range(1, more + 1))
            element += "".join(f'/><mergeCell ref="{area}"' for area in again)
        return element

    moved = _MERGE.sub(move, tail)
    return re.sub(r'(<mergeCells\s+count=")\d+"', lambda m: f'{m[1]}{moved.count("<mergeCell ")}"', moved)
