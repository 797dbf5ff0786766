"""What the XML of one xlsx sheet says that calamine does not: hidden rows, formulas without result, errors, far cells.

Byte scans first, since nearly every sheet has none of these; a real parse only where the cheap look finds something
that it cannot place (cells without addresses, prefixed elements).
"""

from __future__ import annotations

import re
from typing import Any
from xml.parsers import expat

from msgspec import Struct, field

from qianyi.dossier.source import column_letters
from qianyi.intake.opening.package import BROKEN, DTD, Package
from qianyi.intake.opening.tables import Unreadable
from qianyi.patterns import pattern

Place = tuple[int, int]

FAR = 1_000_000
"""Cells of the rectangle from A1 that a sheet may span before it is asked whether some lie far off."""
GAP_ROWS = 2000
GAP_COLUMNS = 300

_SHAPES = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789'", b"A" * 51 + b"0" * 9 + b'"')
_FORMULA = rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)"
_UNSTORED = pattern(rb"<c\b([^>]*)>\s*" + _FORMULA + rb"\s*(?!<v(?:\s[^>]*)?>[^<]|<is\b)(<v)?")
_ERROR = pattern(rb'<c\b([^>]*\st="e"[^>]*)>\s*(?:' + _FORMULA + rb")?\s*<v>([^<]*)</v>")
_HIDDEN_ROW = pattern(rb'<row\b([^>]*\shidden="(?:1|true)"[^>]*)>')
_COLUMN = pattern(rb'<col\b([^>]*\shidden="(?:1|true)"[^>]*)>')
_REF = pattern(rb'\sr="([A-Za-z]{1,3})([0-9]{1,7})"')
_ROW_NUMBER = pattern(rb'\sr="([0-9]{1,7})"')
_TAG = pattern(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>(</)?")
_CELL_END = pattern(rb"</(?:\w+:)?c\s*>")
_FIVE_DIGITS = pattern(rb'00000"')
_TALL = pattern(rb"[\"'][A-Za-z]{0,3}([0-9]{5,7})[\"']$")
_BEYOND_AZ = bytes.maketrans(
    b"abcdefghijklmnopqrstuvwxyzCDEFGHIJKLMNOPQRSTUVWXYZ123456789'", b"A" + b"B" * 49 + b"0" * 9 + b'"'
)


class Scan(Struct):
    """What a look at a sheet's XML found. `xml` is set where calamine must be given another text than the file's."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unstored: frozenset[Place] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    percents: frozenset[Place] = frozenset()
    far: str | None = None
    xml: bytes | None = None


def percent_styles(styles: bytes) -> frozenset[bytes]:
    """The numbers of the cell styles (as the `s` of a cell writes them) whose number format shows a percentage."""
    formats = {b"9", b"10"} | {
        number[1]
        for tag in re.findall(rb"<numFmt\b[^>]*>", styles)
        if b"%" in tag and (number := re.search(rb'\bnumFmtId="([0-9]+)"', tag))
    }
    begin, end = styles.find(b"<cellXfs"), styles.find(b"</cellXfs")
    own = (re.search(rb'\bnumFmtId="([0-9]+)"', tag) for tag in re.findall(rb"<xf\b[^>]*>", styles[begin:end]))
    return frozenset(b"%d" % index for index, number in enumerate(own) if number and number[1] in formats)


def scan(xml: bytes, percents: frozenset[bytes] = frozenset()) -> Scan:
    """Look at one sheet; `percents` are the styles that show percentages. Raises Unreadable where its cells spread
    too far to be a table."""
    found = Scan()
    begin = xml.find(b"<sheetData")
    data = max(begin, 0)  # the columns' widths have many digits too
    shapes = xml.translate(_SHAPES)
    if shapes.find(b'"AAA0', data) >= 0 or shapes.find(b'00000"', data) >= 0:
        _leave_far(xml, shapes[data:], found)
        xml = found.xml or xml
    del shapes
    end = xml.rfind(b"</sheetData")
    if begin < 0 or (xml.find(b"'", begin, end) >= 0 and b"='" in xml):
        return _walk(xml, found)
    try:
        found.hidden_columns = _hidden_columns(xml[:begin])
        # a lone byte first: it is found ten times faster than a tag
        if xml.find(b"h", begin + 10, end) >= 0 and b"hidden=" in xml:
            found.hidden_rows = frozenset(_row_number(m[1]) for m in _HIDDEN_ROW.finditer(xml))
        if xml.find(b"f", begin, end) >= 0 and (b"</f>" in xml or b"<f " in xml):
            found.unstored = frozenset(
                _place(m[1]) for m in _UNSTORED.finditer(xml) if not (m[2] and b't="str"' in m[1])
            )
        if xml.find(b"#", begin, end) >= 0 and b't="e"' in xml:
            found.errors = {_place(m[1]): m[2].decode() for m in _ERROR.finditer(xml)}
        if percents:
            styled = re.finditer(rb'<c\b([^>]*\ss="(?:' + b"|".join(sorted(percents)) + rb')"[^>]*)>', xml)
            found.percents = frozenset(_place(m[1]) for m in styled if b' t="' not in m[1] or b' t="n"' in m[1])
    except LookupError:
        return _walk(xml, found)
    return found


def _place(attributes: bytes) -> Place:
    ref = _REF.search(attributes)
    if ref is None:
        raise LookupError
    return int(ref[2]) - 1, column_number(ref[1])


def _row_number(attributes: bytes) -> int:
    number = _ROW_NUMBER.search(attributes)
    if number is None:
        raise LookupError
    return int(number[1]) - 1


def column_number(letters: bytes | str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + (letter if isinstance(letter, int) else ord(letter)) - 64
    return number - 1


def _hidden_columns(xml: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for match in _COLUMN.finditer(xml):
        bounds = {key: int(value) for key, value in re.findall(rb'\s(min|max)="([0-9]{1,5})"', match[1])}
        if len(bounds) != 2:
            raise LookupError
        hidden.update(range(bounds[b"min"] - 1, min(bounds[b"max"], 16384)))
    return frozenset(hidden)


def _leave_far(xml: bytes, shapes: bytes, found: Scan) -> None:
    """Where the used rectangle is huge, cut off the few cells that lie far from the rest."""
    ahead = len(xml) - len(shapes)
    ends = (ahead + match.end() for match in _FIVE_DIGITS.finditer(shapes))
    tall = max((int(number[1]) for end in ends if (number := _TALL.search(xml, end - 12, end))), default=10_000)
    if tall * _width(xml, shapes) <= FAR:
        return
    cells = _used(xml)
    places = [place for place, _ in cells]
    span = (max((r for r, _ in places), default=0) + 1) * (max((c for _, c in places), default=0) + 1)
    bearable = 100_000 + 20 * len(places)
    if span <= bearable:
        return
    rows = _before_gap(sorted({r for r, _ in places}), GAP_ROWS)
    columns = _before_gap(sorted({c for r, c in places if r <= rows}), GAP_COLUMNS)
    far = [(place, start) for place, start in cells if place[0] > rows or place[1] > columns]
    if len(far) * 10 > len(places) + 100 or (rows + 1) * (columns + 1) > bearable:
        raise Unreadable("有工作表的内容散布得太开，不像表格；请把数据移到左上角，删去远处的内容后另存")
    pieces: list[bytes] = []
    done = 0
    for _, start in far:
        pieces.append(xml[done:start])
        end = _CELL_END.search(xml, start)
        done = end.end() if end else len(xml)
    found.xml = b"".join((*pieces, xml[done:]))
    row, column = max(place for place, _ in far)
    found.far = f"{column_letters(column)}{row + 1} 等 {len(far)} 个单元格离表格很远，没有读；如有用请移近，无用请删去"


def _width(xml: bytes, shapes: bytes) -> int:
    """The most columns that the cells can span."""
    if b'"AAA0' in shapes:
        return 16_384
    if b'"AA0' not in shapes:
        return 26
    seconds = xml.translate(_BEYOND_AZ)
    return 702 if b'"BA0' in seconds or b'"BB0' in seconds else 52


def _used(xml: bytes) -> list[tuple[Place, int]]:
    """Place and offset of all cells that hold something (a style alone is nothing), in file order."""
    cells: list[tuple[Place, int]] = []
    row, column = -1, -1
    for tag in _TAG.finditer(xml):
        attributes = tag[2].replace(b"'", b'"')
        if tag[1] == b"row":
            number = _ROW_NUMBER.search(attributes)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        ref = _REF.search(attributes)
        at, column = (int(ref[2]) - 1, column_number(ref[1])) if ref else (row, column + 1)
        if not (tag[3] or tag[4]):
            cells.append(((at, column), tag.start()))
    return cells


def _before_gap(used: list[int], gap: int) -> int:
    """The last of the sorted numbers before a jump larger than `gap`."""
    last = used[0] if used else 0
    for number in used:
        if number - last > gap:
            break
        last = number
    return last


def _walk(xml: bytes, found: Scan) -> Scan:
    """The same by a real parse: addresses may be missing or elements prefixed."""
    hidden_rows: set[int] = set()
    hidden_columns: set[int] = set()
    unstored: set[Place] = set()
    row, column = -1, -1
    kind, formula, value, text = "", False, False, ""
    inside = False

    def start(tag: str, attributes: dict[str, str]) -> None:
        nonlocal row, column, kind, formula, value, text, inside
        match tag.rpartition(":")[2]:
            case "row":
                row = int(attributes.get("r", row + 2)) - 1
                column = -1
                if attributes.get("hidden") in ("1", "true"):
                    hidden_rows.add(row)
            case "col" if attributes.get("hidden") in ("1", "true"):
                hidden_columns.update(range(int(attributes["min"]) - 1, min(int(attributes["max"]), 16384)))
            case "c":
                letters = attributes.get("r", "").rstrip("0123456789")
                column = column_number(letters) if letters else column + 1
                kind, formula, value, text = attributes.get("t", ""), False, False, ""
            case "f":
                formula = True
            case "v" | "is":
                inside = True
                value = value or kind == "str"

    def end(tag: str) -> None:
        nonlocal inside
        match tag.rpartition(":")[2]:
            case "v" | "is":
                inside = False
            case "c":
                if formula and not (value or text):
                    unstored.add((row, column))
                if kind == "e" and text:
                    found.errors[row, column] = text

    def characters(data: str) -> None:
        nonlocal text
        if inside:
            text += data

    run_expat(xml, start, end, characters)
    found.hidden_rows, found.hidden_columns = frozenset(hidden_rows), frozenset(hidden_columns)
    found.unstored = frozenset(unstored)
    return found


def related(package: Package, rels: str) -> dict[str, str]:
    """The parts that an xlsx or xlsb workbook's part of relations names, by id. Raises Unreadable."""
    targets: dict[str, str] = {}

    def relation(tag: str, attributes: dict[str, str]) -> None:
        if "Target" in attributes:
            target = attributes["Target"]
            targets[attributes.get("Id", "")] = target[1:] if target.startswith("/") else f"xl/{target}"

    if rels in package:
        run_expat(package.read(rels), relation)
    return targets


def run_expat(xml: bytes, start: Any, end: Any = None, characters: Any = None) -> None:
    """Parse with these handlers. Raises Unreadable where it is no XML or has a DTD."""
    parser = expat.ParserCreate()
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters

    def refuse(*_: object) -> None:
        raise Unreadable(DTD)

    parser.StartDoctypeDeclHandler = refuse
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, ValueError, KeyError, OverflowError):
        raise Unreadable(BROKEN) from None
