"""Rows of a workbook template: the values of their fields, and their XML with them in."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal
from functools import cache, lru_cache
from math import ceil
from typing import Any

from msgspec import Struct

from qianyi.intake.opening.package import Package
from qianyi.output.copies.cells import ATTRIBUTE, place_of, reference, xml_text
from qianyi.output.documents.phrasing import chinese_date, number
from qianyi.output.documents.sandbox import environment, expressions
from qianyi.patterns import pattern

_LINE = 15  # points a line of a cell
_ONE = pattern(r"\s*\{\{((?:(?!\{\{|\}\}).)+)\}\}\s*", "{{ year }}", flags=re.DOTALL)
_ROW_FIELD = pattern(r"\{\{[^}]*\brow\.", "{{ row.name }}")
_COLUMN = pattern(r"<col\b([^>]*)/>", '<col min="1" max="1"/>')
_MERGE = pattern(r'(<mergeCell\s[^>]*?ref=")([A-Z]+\d+):([A-Z]+\d+)(")', '<mergeCell ref="A1:B2"')
_FORMULA_LIKE = ("=", "+", "-", "@")


@cache
def plain_environment() -> Any:
    """The sandbox with values as plain text instead of XML."""

    def text(value: object) -> str:
        if value is None:
            return ""
        if isinstance(value, date):
            return chinese_date(value)
        return number(value) if isinstance(value, Decimal) else str(value)

    return environment().overlay(autoescape=False, finalize=text)


class TemplateCell(Struct):
    """A cell of the template, its attributes without its address. `text` where it holds a tag, `filled` where that is
    a field and no formula: its attributes are then without its type."""

    column: int
    attributes: str
    body: str | None
    text: str | None = None
    filled: bool = False


class TemplateRow(Struct):
    """A row of the template: its number from 1, its attributes without it, its cells."""

    number: int
    attributes: str
    cells: list[TemplateCell]

    def values(self, context: Mapping[str, Any] | None) -> list[tuple[TemplateCell, Any]]:
        """Its cells with the values of those that hold fields; all None where there is no context."""
        texts = tuple(cell.text or "" for cell in self.cells if cell.filled)
        if context is None or not texts:
            return [(cell, None) for cell in self.cells]
        values = iter(_values_of(texts)(context))
        return [(cell, next(values) if cell.filled else None) for cell in self.cells]

    @property
    def repeats(self) -> bool:
        """Whether it stands for every row of the data."""
        return any(cell.text and _ROW_FIELD.search(cell.text) for cell in self.cells)


class Quoting:
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


def has_tag(text: str) -> bool:
    """Whether a text holds a field or a word of control."""
    return "{{" in text or "{%" in text


@lru_cache(64)
def _values_of(texts: tuple[str, ...]) -> Callable[[Mapping[str, Any]], list[Any]]:
    """The values of cells that hold fields: one field keeps its value's type (numbers stay numbers), all else is text.

    The fields are evaluated together: a context for each cell of a large form took half of its time.
    """
    ones = [_ONE.fullmatch(text) for text in texts]
    fields = expressions(plain_environment(), [one[1].strip() for one in ones if one])
    templates = [None if one else plain_environment().from_string(text) for one, text in zip(ones, texts, strict=True)]

    def values(context: Mapping[str, Any]) -> list[Any]:
        fields_in_order = iter(fields(**context))
        return [
            _value(next(fields_in_order)) if template is None else template.render(context) for template in templates
        ]

    return values


def _value(value: Any) -> Any:
    return value if isinstance(value, (int, Decimal)) else str(plain_environment().finalize(value)).strip()


def widths_of(head: str) -> dict[int, float]:
    """Column (from 0) → width in characters, where the sheet says it."""
    widths = {}
    for match in _COLUMN.finditer(head):
        values = dict(re.findall(r'\b(min|max|width)="([\d.]+)"', match[1]))
        if len(values) == 3:
            first, last = int(values["min"]), min(int(values["max"]), 16384)
            widths.update({column - 1: float(values["width"]) for column in range(first, last + 1)})
    return widths


def with_height(row: TemplateRow, values: list[tuple[TemplateCell, Any]], widths: Mapping[int, float]) -> str:
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


def cell_xml(cell: TemplateCell, value: Any, row: int, styles: Quoting) -> str:
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


def moved_merges(tail: str, model: int, more: int) -> str:
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
