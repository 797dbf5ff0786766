"""The head of a huge sheet, looked at before all of it is asked for: millions of cells below no known heading are not
worth a gigabyte."""

from __future__ import annotations

import zlib
from collections.abc import Callable

from qianyi.intake.opening.calamine import read_all
from qianyi.intake.opening.package import Package
from qianyi.intake.opening.tables import Limits, Table
from qianyi.intake.opening.worksheet import Scan
from qianyi.patterns import pattern
from qianyi.zips import Part, deflate, pack

HUGE = 48 << 20
"""Bytes of a sheet's XML from which its head is looked at first."""
MOST_VALUES = 5_000_000
"""Values of one sheet beyond which it is refused: a gigabyte holds no more of them."""
_NOTE = "表太大，开头 {} 行里没有认得的表头，其余没有读；如是登记表，请核对表头，删去多余的行列后另存"
_ROWS = 60
_BYTES = 32 << 20
_ROW_END = pattern(rb"</(\w+:)?row>", b"</row>")

IsKnown = Callable[[Table], bool]


def cut_heads(package: Package, sheets: dict[str, str], known: IsKnown, limits: Limits) -> dict[str, str]:
    """Leave of every huge sheet whose head has no heading word nothing but its head; what to say of each, by name."""
    notes: dict[str, str] = {}
    for name, path in sheets.items():
        part = package.parts[path]
        head, rows = _head(part) if part.size > HUGE else (b"", 0)
        if not head:
            continue
        others = set(sheets.values())
        small = [deflate(path, head, 1), *(other for key, other in package.parts.items() if key not in others)]
        found = read_all(pack(small), limits, lambda sheet, name=name: Scan() if sheet == name else None)  # type: ignore[misc]
        if found and not known(Table("", name, (0, 0), found[0].rows)):
            package.put(path, head, 1)
            notes[name] = _NOTE.format(rows)
    return notes


def _head(part: Part) -> tuple[bytes, int]:
    """The first rows of a sheet as a sheet, and their number; nothing where they cannot be told."""
    start = part.raw[:_BYTES] if part.method == 0 else _first(part.raw)
    ends = []
    for found in _ROW_END.finditer(start):
        ends.append(found)
        if len(ends) == _ROWS:
            break
    if not ends:
        return b"", 0
    prefix = ends[-1][1] or b""
    return start[: ends[-1].end()] + b"</%bsheetData></%bworksheet>" % (prefix, prefix), len(ends)


def _first(raw: bytes) -> bytes:
    try:
        return zlib.decompressobj(-15).decompress(raw, _BYTES)
    except zlib.error:
        return b""
