"""A zip package (xlsx, xlsb, ods, docx) read with suspicion and written back part by part.

Sizes, ratio and number of parts are checked in the directory before anything is unpacked, and again while unpacking,
since a directory may lie. Parts nobody touched are copied as they lie, still deflated.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

from qianyi.intake.opening.tables import Limits, Unreadable
from qianyi.zips import Part, deflate, pack

BROKEN = "文件已损坏，打不开；请在 Excel 或 WPS 里打开后另存为 .xlsx 再试"
TOO_LARGE = "文件解压后过大（{what}），为安全起见不读；请删去多余内容后另存，或放宽限制"
TOO_LARGE_TEXT = (
    "文件过大（{size} MB，csv、网页、XML 的上限 {most} MB）；请拆成几个文件，或在 Excel 或 WPS 里另存为 .xlsx"
)
DTD = "文件里有 DTD 或实体声明，可能有害，不读；请在 Excel 或 WPS 里打开后另存为 .xlsx 再试"
WORD = "这是文字文档（Word），不是表格；请把其中的表格复制到 Excel 或 WPS 表格里另存为 .xlsx"
LOCKED = "文件有密码；请去掉密码后另存，或用 --password 给出密码"

_XML_STARTS = (b"<", b"\xef\xbb\xbf<", b"\xff\xfe", b"\xfe\xff", b" ", b"\n", b"\r", b"\t")


class Package:
    """The parts of a zip, in order, by name.

    Raises Unreadable where the zip is broken, locked, or breaks `limits` by what its directory says.
    """

    def __init__(self, data: bytes, limits: Limits) -> None:
        self.parts = {part.name: part for part in _members(data, limits)}

    def __contains__(self, name: str) -> bool:
        return name in self.parts

    def read(self, name: str) -> bytes:
        """The content of a part; KeyError where there is none, Unreadable where it is not what the directory says."""
        return unpack(self.parts[name])

    def check(self, name: str) -> bytes | None:
        """The content of a part if it is XML, proven to hold no DTD and to be no larger than told; else None.

        UTF-16 is turned into UTF-8 (and the part replaced), so that nothing hides in another encoding.
        """
        part = self.parts[name]
        if not unpack(part, 4).startswith(_XML_STARTS):
            return None
        content = unpack(part)
        if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
            try:
                content = content.decode("utf-16").replace('encoding="UTF-16"', 'encoding="UTF-8"').encode()
            except UnicodeError:
                raise Unreadable(BROKEN) from None
            self.put(name, content)
        # a lone byte is found ten times faster than a string, and few parts hold this one
        if b"!" in content and (b"<!D" in content or b"<!E" in content):
            raise Unreadable(DTD)
        return content

    def put(self, name: str, content: bytes, level: int = 6) -> None:
        """Add or replace a part."""
        self.parts[name] = deflate(name, content, level)

    def rename(self, names: dict[str, str]) -> None:
        """Give parts other names, in their places; a part that bears such a name already is dropped."""
        from msgspec import structs

        taken = set(names.values())
        kept = {name: part for name, part in self.parts.items() if name in names or name not in taken}
        self.parts = {
            names.get(name, name): structs.replace(part, name=names.get(name, name)) for name, part in kept.items()
        }

    def pack(self) -> bytes:
        """The whole zip again."""
        return pack(self.parts.values())


def unpack(part: Part, most: int | None = None) -> bytes:
    """A part's content, or its first `most` bytes. Raises Unreadable where it is larger than told, or broken."""
    if part.method == 0:
        content = part.raw
    else:
        unpacker = zlib.decompressobj(-15)
        try:
            content = unpacker.decompress(part.raw, part.size + 1 if most is None else most)
        except zlib.error:
            raise Unreadable(BROKEN) from None
    if most is not None:
        return content[:most]
    # the checksum is left to whoever is given the part: the reader underneath compares it anyway
    if len(content) != part.size:
        raise Unreadable(BROKEN)
    return content


def _members(data: bytes, limits: Limits) -> Iterator[Part]:
    import io
    import zipfile

    try:
        infos = zipfile.ZipFile(io.BytesIO(data)).infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, struct.error, IndexError):
        raise Unreadable(BROKEN) from None
    if len(infos) > limits.parts:
        raise Unreadable(TOO_LARGE.format(what=f"{len(infos)} 个部件"))
    if sum(info.compress_size for info in infos) > len(data):
        raise Unreadable(BROKEN)  # members that share their bytes: each is unpacked though it is packed once
    total = sum(info.file_size for info in infos)
    if total > limits.unpacked_bytes:
        raise Unreadable(TOO_LARGE.format(what=f"{total >> 20} MB"))
    for info in infos:
        if info.file_size > limits.ratio_from and info.file_size > limits.ratio * max(1, info.compress_size):
            raise Unreadable(TOO_LARGE.format(what=f"压缩比 {info.file_size // max(1, info.compress_size)} 倍"))
        if info.flag_bits & 1:
            raise Unreadable(LOCKED)
        if info.is_dir():
            continue
        at = info.header_offset
        if data[at : at + 4] != b"PK\x03\x04" or info.compress_type not in (0, 8) or at + 30 > len(data):
            raise Unreadable(BROKEN)
        name_length, extra_length = struct.unpack_from("<HH", data, at + 26)
        begin = at + 30 + name_length + extra_length
        raw = data[begin : begin + info.compress_size]
        if len(raw) != info.compress_size or (info.compress_type == 0 and len(raw) != info.file_size):
            raise Unreadable(BROKEN)
        name = info.filename.replace("\\", "/").lstrip("/")
        yield Part(name, info.compress_type, info.CRC, info.file_size, raw, info.date_time)
