"""Single cells of a sheet's XML: their style, their value; cells and rows that are missing are made."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping

from msgspec import Struct

from qianyi.dossier.source import column_letters
from qianyi.intake.opening.far import column_number
from qianyi.intake.opening.tables import Place
from qianyi.patterns import pattern

ATTRIBUTE = r'\s{}\s*=\s*"([^"]*)"'
_BAD_XML = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\ud800-\udfff]", "\x0b")


def xml_text(text: str) -> str:
    """Text fit for XML: escaped, without control characters."""
    return _BAD_XML.sub("", text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def xml_attribute(text: str) -> str:
    """A quoted attribute value."""
    from xml.sax.saxutils import quoteattr  # brings urllib and all that it needs: 20 ms

    return quoteattr(_BAD_XML.sub("", text), {"\n": "&#10;"})


def place_of(reference: str) -> Place:
    """`K7` → (6, 10)."""
    letters = reference.rstrip("0123456789")
    return int(reference[len(letters) :]) - 1, column_number(letters)


def reference(place: Place) -> str:
    """(6, 10) → `K7`."""
    return f"{column_letters(place[1])}{place[0] + 1}"


class Edit(Struct):
    """What to do with a cell: `style` gives the new style id from the old, `text` a new value (formulas are kept)."""

    style: Callable[[int], int] | None = None
    text: str | None = None


def prefix_of(xml: str, element: str) -> str:
    """The namespace prefix (with colon) that a sheet's elements bear, mostly none."""
    found = re.search(rf"<(\w+:)?{element}\b", xml)
    return (found[1] or "") if found else ""


def edit_cells(xml: str, edits: Mapping[Place, Edit]) -> tuple[str, set[Place]]:
    """The sheet with its cells changed, and the places left alone because a formula stands there.

    Raises ValueError where the XML is written in a way that is not understood here.
    """
    prefix = prefix_of(xml, "sheetData")
    by_row: dict[int, dict[int, Edit]] = {}
    for (row, column), edit in edits.items():
        by_row.setdefault(row, {})[column] = edit
    column_styles = _column_styles(xml)
    left: set[Place] = set()
    data = re.search(rf"<{prefix}sheetData\s*/>|<{prefix}sheetData[^>]*>", xml)
    if data is None:
        return xml, set(edits)
    if data[0].endswith("/>"):
        xml = f"{xml[: data.start()]}<{prefix}sheetData></{prefix}sheetData>{xml[data.end() :]}"
        begin = data.start() + len(f"<{prefix}sheetData>")
    else:
        begin = data.end()
    pieces = [xml[:begin]]
    done, number = begin, -1
    waiting = sorted(by_row, reverse=True)
    end = xml.rfind(f"</{prefix}sheetData")
    for match in re.compile(rf"<{prefix}row\b([^>]*?)(/?)>").finditer(xml, begin, end):
        if not waiting:
            break
        given = re.search(ATTRIBUTE.format("r"), match[1])
        number = int(given[1]) - 1 if given else number + 1
        while waiting and waiting[-1] < number:
            pieces += xml[done : match.start()], _new_row(prefix, waiting[-1], by_row, column_styles)
            done = match.start()
            waiting.pop()
        if waiting and waiting[-1] == number:
            close = match.end() if match[2] else xml.index(f"</{prefix}row", match.end())
            cells = _edit_row(prefix, number, match[1], xml[match.end() : close], by_row[number], column_styles, left)
            pieces += xml[done : match.start()], f"<{prefix}row{match[1]}>", cells
            pieces += (f"</{prefix}row>",) if match[2] else ()
            done = close
            waiting.pop()
    pieces.append(xml[done:end])
    pieces += [_new_row(prefix, row, by_row, column_styles) for row in reversed(waiting)]
    pieces.append(xml[end:])
    return "".join(pieces), left


def _column_styles(xml: str) -> list[tuple[int, int, int]]:
    styles: list[tuple[int, int, int]] = []
    for match in re.finditer(r"<(?:\w+:)?col\s([^>]*)>", xml[: xml.find("sheetData")]):
        found = {key: int(value) for key, value in re.findall(r'\b(min|max|style)="(\d+)"', match[1])}
        if len(found) == 3:
            styles.append((found["min"] - 1, found["max"] - 1, found["style"]))
    return styles


def _base_style(row_attributes: str, column: int, column_styles: Iterable[tuple[int, int, int]]) -> int:
    own = re.search(ATTRIBUTE.format("s"), row_attributes)
    if own and re.search(r'customFormat="(?:1|true)"', row_attributes):
        return int(own[1])
    return next((style for first, last, style in column_styles if first <= column <= last), 0)


def _new_row(
    prefix: str, row: int, by_row: Mapping[int, Mapping[int, Edit]], column_styles: list[tuple[int, int, int]]
) -> str:
    cells = "".join(
        _cell(prefix, (row, column), edit, "", None, _base_style("", column, column_styles))
        for column, edit in sorted(by_row[row].items())
    )
    return f'<{prefix}row r="{row + 1}">{cells}</{prefix}row>'


def _edit_row(
    prefix: str,
    row: int,
    attributes: str,
    body: str,
    edits: Mapping[int, Edit],
    column_styles: list[tuple[int, int, int]],
    left: set[Place],
) -> str:
    pieces: list[str] = []
    waiting = sorted(edits, reverse=True)
    column, done = -1, 0
    for match in re.compile(rf"<{prefix}c\b([^>]*?)(?:/>|>(.*?)</{prefix}c\s*>)", re.DOTALL).finditer(body):
        given = re.search(ATTRIBUTE.format("r"), match[1])
        column = column_number(given[1].rstrip("0123456789")) if given else column + 1
        while waiting and waiting[-1] < column:
            base = _base_style(attributes, waiting[-1], column_styles)
            pieces += body[done : match.start()], _cell(prefix, (row, waiting[-1]), edits[waiting[-1]], "", None, base)
            done = match.start()
            waiting.pop()
        if waiting and waiting[-1] == column:
            edit = edits[waiting.pop()]
            if edit.text is not None and f"<{prefix}f" in (match[2] or ""):
                left.add((row, column))
                continue
            pieces += body[done : match.start()], _cell(prefix, (row, column), edit, match[1], match[2], None)
            done = match.end()
    pieces.append(body[done:])
    for column in reversed(waiting):
        base = _base_style(attributes, column, column_styles)
        pieces.append(_cell(prefix, (row, column), edits[column], "", None, base))
    return "".join(pieces)


def _cell(prefix: str, place: Place, edit: Edit, attributes: str, body: str | None, base: int | None) -> str:
    """One cell anew: `attributes` and `body` are the old cell's, `base` the style of a cell that was not there."""
    old = re.search(ATTRIBUTE.format("s"), attributes)
    style = int(old[1]) if old else base or 0
    if edit.style is not None:
        style = edit.style(style)
    rest = re.sub(r'\s(?:r|s)\s*=\s*"[^"]*"', "", attributes)
    if edit.text is not None:
        rest = re.sub(r'\st\s*=\s*"[^"]*"', "", rest) + ' t="inlineStr"'
        body = f'<{prefix}is><{prefix}t xml:space="preserve">{xml_text(edit.text)}</{prefix}t></{prefix}is>'
    head = f'<{prefix}c r="{reference(place)}"{f" s={chr(34)}{style}{chr(34)}" if style else ""}{rest.rstrip()}'
    return f"{head}/>" if body is None else f"{head}>{body}</{prefix}c>"
