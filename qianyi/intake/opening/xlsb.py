"""xlsb: values by calamine; a walk over the records for what it does not tell (hidden, errors, merges, far cells)."""

from __future__ import annotations

import struct
from collections.abc import Iterator

from qianyi.intake.opening.binary_records import ERRORS, Look
from qianyi.intake.opening.calamine import as_tables, read_all
from qianyi.intake.opening.package import BROKEN, Package
from qianyi.intake.opening.relations import relations
from qianyi.intake.opening.shown import Format, significant
from qianyi.intake.opening.tables import Limits, Table, Unreadable

"""Records of cells with a number: RK, real, and a formula's."""
_SHORT = {12: 1, 13: 2, 14: 3, 15: 4, 16: 5, 17: 6, 18: 7}
"""Records of cells that leave their column out, it being the next one (SheetJS writes them; calamine does not know them:
findings/), and those that give it."""


def open_xlsb(package: Package, shown: str, file_order: int, limits: Limits) -> list[Table]:
    """An xlsb. Raises Unreadable."""
    formats = _formats(package.read("xl/styles.bin")) if "xl/styles.bin" in package else {}
    looks = {name: _looked(package, part, formats) for name, part in _xlsb_sheets(package) if part in package}
    found = read_all(package.pack(), limits, {name: look.scan() for name, look in looks.items()}.get)
    for one in found:
        if one.name in looks:
            one.merged = tuple(looks[one.name].merged)
    return as_tables(found, shown, file_order)


def _xlsb_sheets(package: Package) -> list[tuple[str, str]]:
    """Name and part of each sheet; those of Excel 4 macros are taken out of the workbook, which is refused for them."""
    parts = relations(package, "xl/workbook.bin")
    book = package.read("xl/workbook.bin")
    sheets: list[tuple[str, str]] = []
    kept, done = bytearray(), 0
    try:
        for kind, at, length in _binary_records(book):
            if kind == 156:
                link, after = _wide(book, at + 8)
                name, _end = _wide(book, after)
                sort, part = parts.get(link, ("", ""))
                if not sort.endswith("Macrosheet"):
                    sheets.append((name, part))
                    kept += book[done : at + length]
            else:
                kept += book[done : at + length]
            done = at + length
    except (struct.error, UnicodeDecodeError, IndexError):
        raise Unreadable(BROKEN) from None
    if len(kept) != len(book):
        package.put("xl/workbook.bin", bytes(kept))
    return sheets


def _wide(data: bytes, at: int) -> tuple[str, int]:
    (count,) = struct.unpack_from("<I", data, at)
    end = at + 4 + count * 2
    return data[at + 4 : end].decode("utf-16-le"), end


def _binary_records(data: bytes) -> Iterator[tuple[int, int, int]]:
    """BIFF12 records: id, offset of the body, length."""
    at, end = 0, len(data)
    while at < end:
        kind = data[at]
        at += 1
        if kind & 0x80:
            kind = (kind & 0x7F) | (data[at] & 0x7F) << 7
            at += 1
        length = shift = 0
        while True:
            byte = data[at]
            at += 1
            length |= (byte & 0x7F) << shift
            shift += 7
            if byte < 0x80 or shift > 21:
                break
        yield kind, at, length
        at += length


def _formats(data: bytes) -> dict[int, Format]:
    """The cell styles whose number format shows some number as something else."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    own = False
    try:
        for kind, at, _ in _binary_records(data):
            if kind == 44:
                codes[struct.unpack_from("<H", data, at)[0]] = _wide(data, at + 2)[0]
            elif kind in (617, 618):
                own = kind == 617
            elif kind == 47 and own:
                styles.append(struct.unpack_from("<H", data, at + 2)[0])
    except (struct.error, UnicodeDecodeError, IndexError):
        raise Unreadable(BROKEN) from None
    return significant(codes, styles)


def _looked(package: Package, part: str, formats: dict[int, Format]) -> Look:
    """What a walk over a sheet tells; where its cells leave out their columns, the part is put anew with them."""
    data = package.read(part)
    try:
        look = _look_xlsb(data, formats)
        if look is None:
            data = _with_columns(data)
            package.put(part, data)
            look = _look_xlsb(data, formats)
    except (struct.error, IndexError):
        raise Unreadable(BROKEN) from None
    return look or Look()


def _with_columns(data: bytes) -> bytes:
    """The records of a sheet, every cell with its column."""
    out, done, column = bytearray(), 0, -1
    for kind, at, length in _binary_records(data):
        if kind == 0:
            column = -1
        elif kind in _SHORT:
            column += 1
            out += bytes([_SHORT[kind], *_varint(length + 4)]) + struct.pack("<I", column) + data[at : at + length]
            done = at + length
            continue
        elif kind <= 11 or kind == 62:
            (column,) = struct.unpack_from("<I", data, at)
        out += data[done : at + length]
        done = at + length
    return bytes(out)


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 0x7F:
        out.append(number & 0x7F | 0x80)
        number >>= 7
    return bytes([*out, number])


def _look_xlsb(data: bytes, formats: dict[int, Format]) -> Look | None:
    """What the records of a sheet tell; None where a cell leaves its column out. Raises struct.error, IndexError."""
    look = Look()
    look.formats = formats
    row = 0
    for kind, at, length in _binary_records(data):
        if kind == 0:
            (row,) = struct.unpack_from("<I", data, at)
            if length > 11 and data[at + 11] & 0x10:
                look.hidden_rows.add(row)
        elif 2 <= kind <= 11 or kind == 62:
            column, style = struct.unpack_from("<II", data, at)
            look.used(row, column, style & 0xFFFFFF)
            if kind in (3, 11):
                look.errors[row, column] = ERRORS.get(data[at + 8], "#ERR!")
        elif kind in _SHORT:
            return None
        elif kind == 137:
            look.zeros = bool(data[at] & 0x10)
        elif kind == 60:
            first, last, flags = struct.unpack_from("<II8xH", data, at)
            if flags & 1:
                look.hidden_columns.update(range(first, min(last, 16_383) + 1))
        elif kind == 176:
            top, bottom, left, right = struct.unpack_from("<IIII", data, at)
            look.merged.append((top, left, bottom, right))
    return look
