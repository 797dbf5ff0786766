"""Zips written: parts as they lie, deflated or stored, under one timestamp; the same parts give the same bytes."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable

from msgspec import Struct

EPOCH = (1980, 1, 1, 0, 0, 0)
"""The one timestamp of everything qianyi itself writes into a zip."""
_COMMON = struct.Struct("<HHHHHIIIHH")
_PLACE = struct.Struct("<HHHII")
_END = struct.Struct("<4sHHHHIIH")


class Part(Struct, frozen=True):
    """One member: `raw` is as it lies in the zip (`method` 0 stored, 8 deflated), `size` what it unpacks to."""

    name: str
    method: int
    crc: int
    size: int
    raw: bytes
    stamp: tuple[int, int, int, int, int, int] = EPOCH


def deflate(name: str, content: bytes, level: int = 6) -> Part:
    """A part made from its content."""
    packer = zlib.compressobj(level, zlib.DEFLATED, -15)
    return Part(name, 8, zlib.crc32(content), len(content), packer.compress(content) + packer.flush())


class Frame:
    """Parts laid end to end once; `pack` adds those of one file behind them."""

    def __init__(self, parts: Iterable[Part] = ()) -> None:
        self._body: list[bytes] = []
        self._directory: list[bytes] = []
        self._length = 0
        self._body, self._directory, self._length = self._laid(parts)
        self._body = [b"".join(self._body)]

    def pack(self, parts: Iterable[Part]) -> bytes:
        """The whole zip."""
        body, directory, offset = self._laid(parts)
        index, count = b"".join(directory), len(directory)
        return b"".join((*body, index, _END.pack(b"PK\x05\x06", 0, 0, count, count, len(index), offset, 0)))

    def _laid(self, parts: Iterable[Part]) -> tuple[list[bytes], list[bytes], int]:
        """Members and directory with these parts behind those laid already, and where the members end."""
        body, directory, offset = list(self._body), list(self._directory), self._length
        for part in parts:
            name, common = _described(part)
            body += (b"PK\x03\x04", common, name, part.raw)
            directory.append(b"PK\x01\x02\x14\x00" + common + _PLACE.pack(0, 0, 0, 0, offset) + name)
            offset += 30 + len(name) + len(part.raw)
        return body, directory, offset


def _described(part: Part) -> tuple[bytes, bytes]:
    """A part's name, and what its own header and the directory say alike."""
    try:
        name, flags = part.name.encode("ascii"), 0
    except UnicodeEncodeError:
        name, flags = part.name.encode("utf-8", "surrogatepass"), 0x800
    year, month, day, hour, minute, second = part.stamp
    date, time = (max(year - 1980, 0) << 9) | (month << 5) | day, (hour << 11) | (minute << 5) | (second // 2)
    sizes = (part.crc, len(part.raw), part.size, len(name), 0)
    return name, _COMMON.pack(20, flags, part.method, time, date & 0xFFFF, *sizes)


def pack(parts: Iterable[Part]) -> bytes:
    """A zip of these parts, in this order."""
    return Frame().pack(parts)
