"""Where the cells of an xlsx sheet stand: none beyond what a sheet can have, and the few that lie far off left out."""

from __future__ import annotations

from qianyi.dossier.source import column_letters
from qianyi.intake.opening.tables import BEYOND, MOST_COLUMNS, MOST_ROWS, Place, Unreadable
from qianyi.patterns import pattern

_FAR = 1_000_000
"""Cells of the rectangle from A1 that a sheet may span before it is asked whether some lie far off."""
GAP_ROWS = 2000
GAP_COLUMNS = 300

SHAPES = bytes.maketrans(b"abcdefghijklmnopqrstuvwxyzBCDEFGHIJKLMNOPQRSTUVWXYZ123456789'", b"A" * 51 + b"0" * 9 + b'"')
"""Letters become A, digits 0: a reference is known by its shape, found as fast as any bytes."""
REF = pattern(rb'\sr="([A-Za-z]{1,3})([0-9]{1,7})"', b' r="B12"')
ROW_NUMBER = pattern(rb'\sr="([0-9]{1,7})"', b' r="12"')
_TAG = pattern(rb"<(?:\w+:)?(row|c)\b([^>]*?)(/?)>(</)?", b'<c r="B12"/>', b"<row></row>")
_CELL_END = pattern(rb"</(?:\w+:)?c\s*>", b"</x:c>")
_FIVE_DIGITS = pattern(rb'00000"', b'r="B1000000"')
_TALL = pattern(rb"[\"'][A-Za-z]{0,3}([0-9]{5,7})[\"']$", b'"XFD1048576"')
_BEYOND_AZ = bytes.maketrans(
    b"abcdefghijklmnopqrstuvwxyzCDEFGHIJKLMNOPQRSTUVWXYZ123456789'", b"A" + b"B" * 49 + b"0" * 9 + b'"'
)
_WIDE = pattern(
    rb"\s(?:r|ref)=[\"'](?:[A-Za-z]{1,3}[0-9]+:)?"
    rb"(?:[A-Za-z]{4,}|[Xx](?:[Ff][E-Ze-z]|[G-Zg-z][A-Za-z])|[YyZz][A-Za-z]{2})[0-9]",
    b' r="XFE1"',
)
_LONG_ROW = 60_000
"""Bytes that hold fewer cells than a sheet has columns beyond the names of two letters, however short they are."""
_MANY_ROWS = 6 << 20
"""Bytes that hold fewer rows than a sheet can have, however short they are."""
_HIGH = pattern(rb"\s(?:r|ref)=[\"'](?:[A-Za-z]{1,3}[0-9]+:)?[A-Za-z]*0*([0-9]{7,})[\"':]", b' r="A1048576"')


def refuse_beyond(xml: bytes, *, wide: bool, high: bool) -> None:
    """Raises Unreadable where a reference lies beyond what a sheet can have: some such sheets end the process of the
    reader underneath, which no exception can catch.

    `wide`: some name of a column may have three letters or more; `high`: some number of a row five digits or more.
    """
    beyond = (wide and _WIDE.search(xml)) or (high and any(int(found[1]) > MOST_ROWS for found in _HIGH.finditer(xml)))
    suspect = wide or high or _has_long_row(xml)
    if beyond or (suspect and _has_unaddressed(xml) and _counted_beyond(xml)):
        raise Unreadable(BEYOND)


def _has_long_row(xml: bytes) -> bool:
    """Whether a row may have so many cells that, without addresses, they run over the last column (or there are so many
    rows that they run over the last one)."""
    if len(xml) > _MANY_ROWS or b"<sheetData" not in xml[:100_000]:
        return True
    at = 0
    while at + _LONG_ROW < len(xml):
        at = xml.rfind(b"<row", at, at + _LONG_ROW)
        if at < 0:
            return True
        at += 4
    return False


def _has_unaddressed(xml: bytes) -> bool:
    """Whether rows or cells stand without an address, judged by how their attributes begin."""
    if any(xml.find(start) >= 0 for start in (b"<c>", b"<c s=", b"<c t=", b"<row>", b"<row s")):
        return True
    return b"<sheetData" not in xml


def _counted_beyond(xml: bytes) -> bool:
    row = column = -1
    for tag in _TAG.finditer(xml):
        attributes = tag[2].replace(b"'", b'"')
        if tag[1] == b"row":
            number = ROW_NUMBER.search(attributes)
            row, column = int(number[1]) - 1 if number else row + 1, -1
        else:
            ref = REF.search(attributes)
            row, column = (int(ref[2]) - 1, column_number(ref[1])) if ref else (row, column + 1)
        if row >= MOST_ROWS or column >= MOST_COLUMNS:
            return True
    return False


def column_number(letters: bytes | str) -> int:
    """A → 0, AA → 26."""
    number = 0
    for letter in letters.upper():
        number = number * 26 + (letter if isinstance(letter, int) else ord(letter)) - 64
    return number - 1


def leave_far(xml: bytes, shapes: bytes) -> tuple[bytes, str] | None:
    """Where the used rectangle is huge: the sheet without the few cells that lie far from the rest, and the sentence
    that says so. Raises Unreadable where its cells spread too far to be a table."""
    ahead = len(xml) - len(shapes)
    ends = (ahead + match.end() for match in _FIVE_DIGITS.finditer(shapes))
    tall = max((int(number[1]) for end in ends if (number := _TALL.search(xml, end - 12, end))), default=10_000)
    if tall * _width(xml, shapes) <= _FAR:
        return None
    cells = _used(xml)
    places = [place for place, _ in cells]
    span = (max((r for r, _ in places), default=0) + 1) * (max((c for _, c in places), default=0) + 1)
    bearable = 100_000 + 20 * len(places)
    if span <= bearable:
        return None
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
    row, column = max(place for place, _ in far)
    message = f"{column_letters(column)}{row + 1} 等 {len(far)} 个单元格离表格很远，没有读；如有用请移近，无用请删去"
    return b"".join((*pieces, xml[done:])), message


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
            number = ROW_NUMBER.search(attributes)
            row, column = int(number[1]) - 1 if number else row + 1, -1
            continue
        ref = REF.search(attributes)
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
