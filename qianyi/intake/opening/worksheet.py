"""What the XML of one xlsx sheet says that calamine does not: hidden rows, formulas without result, errors, looks.

Byte scans first, since nearly every sheet has none of these; a real parse only where the cheap look finds something
that it cannot place (cells without addresses, prefixed elements).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date, datetime, time

from msgspec import Struct, field

from qianyi.intake.opening.far import REF, ROW_NUMBER, SHAPES, column_number, leave_far, refuse_beyond
from qianyi.intake.opening.looks import Looks, crossed_texts
from qianyi.intake.opening.shown import Format
from qianyi.intake.opening.tables import Place, Styling
from qianyi.intake.opening.walk import Node, walk
from qianyi.patterns import pattern

_OLD_ERRORS = frozenset(("#NULL!", "#DIV/0!", "#VALUE!", "#REF!", "#NAME?", "#NUM!", "#N/A"))
"""The error values that the reader underneath knows; of a newer one it refuses the whole sheet."""
_FORMULA = rb"<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)"
_UNSTORED = pattern(
    rb"<c\b([^>]*)>\s*" + _FORMULA + rb"\s*(?!<v(?:\s[^>]*)?>[^<]|<is\b)(<v)?", b'<c r="A1"><f>B1</f><v></v>'
)
_ERROR = pattern(
    rb'<c\b([^>]*\st="e"[^>]*)>\s*(' + _FORMULA + rb")?\s*<v>([^<]*)</v>", b'<c r="A1" t="e"><f>1/0</f><v>#DIV/0!</v>'
)
_ANY_ERROR = pattern(
    rb"(<(?:\w+:)?c\b[^>]*\st=[\"']e[\"'][^>]*>(?:(?!</(?:\w+:)?c\b).){0,9000}?<(?:\w+:)?v\b[^>]*>)([^<]*)",
    b"<x:c r='A1' t='e'><x:v>#N/A",
    flags=re.DOTALL,
)
_HIDDEN_ROW = pattern(rb'<row\b([^>]*\shidden="(?:1|true)"[^>]*)>', b'<row r="3" hidden="1">')
_COLUMN = pattern(rb'<col\b([^>]*\shidden="(?:1|true)"[^>]*)>', b'<col min="1" max="2" hidden="1"/>')
_DAY = pattern(
    rb'<c\b([^>]*\st="d"[^>]*)>\s*(?:' + _FORMULA + rb")?\s*<v>([^<]*[Zz])</v>",
    b'<c r="A1" t="d"><v>2022-06-01T00:00:00Z</v>',
)
_INLINE = pattern(
    rb'<c\b([^>]*\st="inlineStr"[^>]*)>\s*(?:' + _FORMULA + rb")?\s*(<is\b.*?</is>)",
    b'<c r="A1" t="inlineStr"><is><t>x</t></is>',
    flags=re.DOTALL,
)
_DIMENSION = pattern(rb"<(?:\w+:)?dimension\b[^>]*>", b'<dimension ref="A1:B2"/>')
_EXTENT = pattern(
    rb"\sref=[\"']\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6}(?::\$?[A-Z]{1,3}\$?[1-9][0-9]{0,6})?[\"']", b' ref="A1:$B$2"'
)
_LONGEST = len(b'<c r="XFD1048576" ')
_PICTURE = pattern(rb"<c\b([^>]*)>\s*<f\b[^>]*>[^<]*DISPIMG\(", b'<c r="A1"><f>_xlfn.DISPIMG(')
_NO_ZEROS = pattern(rb"<(?:\w+:)?sheetView\b[^>]*\sshowZeros=[\"'](?:0|false)[\"']", b'<sheetView showZeros="0"')
_BOUND = pattern(rb'\s(min|max)="([0-9]{1,5})"', b' min="1"')


class _Numbers(dict[bytes, int]):
    """The letters of a column, or the digits of a row → its number from 0, worked out once a workbook. Raises KeyError
    where a text is neither."""

    def __missing__(self, part: bytes) -> int:
        if not 0 < len(part) <= 7 or not (part.isdigit() or (part.isalpha() and len(part) <= 3)):
            raise KeyError
        number = self[part] = int(part) - 1 if part.isdigit() else column_number(part)
        return number


class SharedParts(Struct):
    """What the sheets of a workbook share."""

    formats: dict[int, Format] = field(default_factory=dict)
    """The styles that show some number as something else."""
    crossed: dict[int, str | None] = field(default_factory=dict)
    """Shared texts struck out in part, by their number, and what is left of them."""
    error_values: bool = False
    """Whether some rich values are errors: then a formula's error is no picture."""
    marked: frozenset[int] = frozenset()
    """The styles that set a cell apart by other than the colour of its text."""
    numbers: _Numbers = field(default_factory=_Numbers)
    """Of the columns and rows met so far."""


class Scan(Struct):
    """What a look at a sheet's XML found. `xml` is set where calamine must be given another text than the file's."""

    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    unstored: frozenset[Place] = frozenset()
    errors: dict[Place, str] = field(default_factory=dict)
    pictures: set[Place] = field(default_factory=set)
    crossed: dict[Place, str | None] = field(default_factory=dict)
    """Cells whose text is struck out in part, and the rest; None where all of it is."""
    moments: dict[Place, date] = field(default_factory=dict)
    """Days written with a time zone that calamine hands over as text."""
    shown: list[tuple[Place, Format]] = field(default_factory=list)
    marked: list[tuple[Place, int]] = field(default_factory=list)
    """The cells that their style sets apart, and the style, as far as the book's `marked` has it."""
    zeros: bool = True
    formulas_of_pictures: bool = False
    """Whether cells hold pictures as WPS keeps them."""
    far: str | None = None
    xml: bytes | None = None


def scan(xml: bytes, book: SharedParts) -> Scan:
    """Look at one sheet of a workbook. Raises Unreadable where a cell lies beyond what a sheet can have, or the cells
    spread too far to be a table."""
    found = Scan()
    begin = xml.find(b"<sheetData")
    shapes = xml.translate(SHAPES)
    data = max(begin, 0)  # the columns' widths have many digits too
    wide, high = shapes.find(b"AAA0", data) >= 0, shapes.find(b'00000"', data) >= 0
    refuse_beyond(xml, wide=wide, high=high)
    if wide or high:
        near = leave_far(xml, shapes[data:])
        if near is not None:
            xml, found.far = near
            found.xml = xml
    del shapes
    head = xml[: begin if begin >= 0 else 20_000]
    extent = _DIMENSION.search(head)
    if extent is not None and not _EXTENT.search(extent[0]):
        found.xml = xml = xml[: extent.start()] + xml[extent.end() :]
        begin = xml.find(b"<sheetData")
    found.zeros = b"showZeros" not in head or not _NO_ZEROS.search(head)
    end = xml.rfind(b"</sheetData")
    if begin < 0 or (xml.find(b"'", begin, end) >= 0 and b"='" in xml):
        _by_nodes(xml, book, found)
    else:
        try:
            _by_bytes(xml, begin, end, book, found)
        except LookupError:
            _by_nodes(xml, book, found)
    if not _OLD_ERRORS.issuperset(found.errors.values()):
        found.xml = _ANY_ERROR.sub(lambda m: m[1] + (m[2] if m[2].decode() in _OLD_ERRORS else b"#N/A"), xml)
    return found


def _by_bytes(xml: bytes, begin: int, end: int, book: SharedParts, found: Scan) -> None:
    """A sheet as nearly all programs write it. Raises LookupError where a cell has no address."""
    found.hidden_columns = _hidden_columns(xml[:begin]) if b" hidden=" in xml[:begin] else frozenset()
    # a lone byte first: it is found ten times faster than a tag
    if xml.find(b"h", begin + 10, end) >= 0 and b"hidden=" in xml:
        found.hidden_rows = frozenset(_row_number(m[1]) for m in _HIDDEN_ROW.finditer(xml))
    if xml.find(b"f", begin, end) >= 0 and (b"</f>" in xml or b"<f " in xml):
        found.unstored = frozenset(_place(m[1]) for m in _UNSTORED.finditer(xml) if not (m[2] and b't="str"' in m[1]))
        if b"DISPIMG(" in xml:
            found.formulas_of_pictures = True
            found.pictures |= {_place(m[1]) for m in _PICTURE.finditer(xml)}
            found.unstored -= found.pictures
    if xml.find(b"#", begin, end) >= 0 and b't="e"' in xml:
        for m in _ERROR.finditer(xml):
            _error(found, book, _place(m[1]), m[3].decode(), picture=b' vm="' in m[1], formula=m[2] is not None)
    _find_styled(found, book, styled(xml, book.formats.keys() | book.marked, book.numbers))
    _find_crossed(xml, begin, end, book, found)
    if xml.find(b":", begin, end) >= 0 and b't="d"' in xml:
        found.moments = {_place(m[1]): day for m in _DAY.finditer(xml) if (day := _midnight(m[2].decode()))}


def _find_crossed(xml: bytes, begin: int, end: int, book: SharedParts, found: Scan) -> None:
    """Texts struck out run by run, those of the strings' part and those that stand in the cell."""
    if book.crossed:
        wanted = b"|".join(b"%d" % n for n in sorted(book.crossed))
        for m in re.finditer(rb'<c\b([^>]*\st="s"[^>]*)>\s*<v>(' + wanted + rb")</v>", xml):
            found.crossed[_place(m[1])] = book.crossed[int(m[2])]
    if xml.find(b"k", begin, end) >= 0 and b"<strike" in xml:
        for m in _INLINE.finditer(xml):
            if b"<strike" in m[2]:
                found.crossed |= {_place(m[1]): left for left in crossed_texts(m[2], "is").values()}


def _error(found: Scan, book: SharedParts, place: Place, value: str, *, picture: bool, formula: bool) -> None:
    if picture and not (formula and book.error_values):
        found.pictures.add(place)  # a rich value of which readers are told that it is an error
    else:
        found.errors[place] = value


def _midnight(text: str) -> date | None:
    """The day of an ISO moment in UTC, None where it is no midnight."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        return None
    return date(moment.year, moment.month, moment.day) if moment.time() == time() else None


def _find_styled(found: Scan, book: SharedParts, cells: list[tuple[Place, int]]) -> None:
    """The cells that show something else than they hold, and those that are set apart."""
    formats, marked = book.formats, book.marked
    found.shown = [(place, formats[style]) for place, style in cells if style in formats]
    found.marked = [(place, style) for place, style in cells if style in marked]


def styled(xml: bytes, wanted: Collection[int], numbers: _Numbers) -> list[tuple[Place, int]]:
    """The cells that have one of these styles. Raises LookupError where a cell has no address."""
    xml = _stretch(xml, wanted)
    try:
        return [(place, style) for style in wanted for place in _usual(xml, style, numbers)] if xml else []
    except LookupError:  # attributes stand in another order
        styles = b"|".join(b"%d" % n for n in sorted(wanted, reverse=True))
        odd = re.finditer(rb'<c\b(?=[^>]*\ss="(' + styles + rb')")([^>]*)>', xml)
        return [(_place(m[2]), int(m[1])) for m in odd]


def _usual(xml: bytes, style: int, numbers: _Numbers) -> Iterator[Place]:
    """The cells of one style as nearly all programs write them (`<c r="B3" s="7"`). Raises LookupError elsewhere."""
    for piece in xml.split(b's="%d"' % style)[:-1]:
        parts = piece.rsplit(b'"', 2)
        if parts[-1] != b" " or not parts[0].endswith(b"<c r="):
            raise LookupError
        letters = parts[1].rstrip(b"0123456789")
        yield numbers[parts[1][len(letters) :]], numbers[letters]


def _stretch(xml: bytes, wanted: Collection[int]) -> bytes:
    """The part of a sheet from the first cell of these styles to the last: in most sheets that is the heading."""
    marks = [b's="%d"' % n for n in wanted]
    first = min((at for mark in marks if (at := xml.find(mark)) >= 0), default=-1)
    if first < 0:
        return b""
    last = max(xml.rfind(mark) for mark in marks)
    return xml[xml.rfind(b"<", 0, first) : xml.find(b">", last) + 1]


def marked(xml: bytes, wanted: Collection[int]) -> list[tuple[Place, int]]:
    """The cells that have one of these styles, however the sheet is written."""
    begin, end = xml.find(b"<sheetData"), xml.rfind(b"</sheetData")
    try:
        if begin < 0 or (xml.find(b"'", begin, end) >= 0 and b"='" in xml):
            raise LookupError
        return styled(xml, wanted, _Numbers())
    except LookupError:
        return [(node.place, node.style) for node in walk(xml).cells if node.style in wanted]


def styling(cells: Sequence[tuple[Place, int]], looks: Looks, crossed: Iterable[Place]) -> Styling:
    """How these cells of a sheet look; `crossed` are those whose whole text is struck out run by run."""
    return Styling(
        {place: looks.fills[n] for place, n in cells if n in looks.fills},
        {place: looks.inks[n] for place, n in cells if n in looks.inks} if looks.inks else {},
        frozenset({*(place for place, n in cells if n in looks.struck), *crossed} if looks.struck else crossed),
        {place: looks.symbols[n] for place, n in cells if n in looks.symbols} if looks.symbols else {},
        {place for place, n in cells if n in looks.unseen} if looks.unseen else set(),
    )


def _place(attributes: bytes) -> Place:
    ref = REF.search(attributes)
    if ref is None:
        raise LookupError
    return int(ref[2]) - 1, column_number(ref[1])


def _row_number(attributes: bytes) -> int:
    number = ROW_NUMBER.search(attributes)
    if number is None:
        raise LookupError
    return int(number[1]) - 1


def _hidden_columns(xml: bytes) -> frozenset[int]:
    hidden: set[int] = set()
    for match in _COLUMN.finditer(xml):
        bounds = {key: int(value) for key, value in _BOUND.findall(match[1])}
        if len(bounds) != 2:
            raise LookupError
        hidden.update(range(bounds[b"min"] - 1, min(bounds[b"max"], 16384)))
    return frozenset(hidden)


def _by_nodes(xml: bytes, book: SharedParts, found: Scan) -> None:
    """The same by a real parse: addresses may be missing or elements prefixed."""
    seen = walk(xml)
    found.formulas_of_pictures = b"DISPIMG(" in xml
    found.hidden_rows, found.hidden_columns = frozenset(seen.hidden_rows), frozenset(seen.hidden_columns)
    found.unstored = frozenset(node.place for node in seen.cells if node.formula and not (node.value or node.text))
    _find_styled(found, book, [(node.place, node.style) for node in seen.cells])
    for node in seen.cells:
        _special(node, book, found)


def _special(node: Node, book: SharedParts, found: Scan) -> None:
    match node.kind:
        case "e" if node.text:
            _error(found, book, node.place, node.text, picture=node.rich, formula=node.formula)
        case "s" if book.crossed and node.text.strip().isdecimal() and int(node.text) in book.crossed:
            found.crossed[node.place] = book.crossed[int(node.text)]
        case "d" if node.text[-1:] in ("Z", "z") and (day := _midnight(node.text)):
            found.moments[node.place] = day
