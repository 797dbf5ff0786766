"""xls: values by calamine; a walk over the records for what it does not tell (hidden, errors, far cells)."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator

from qianyi.intake.opening.binary_records import DENSE, ERRORS, Look
from qianyi.intake.opening.calamine import as_tables, read_all
from qianyi.intake.opening.package import BROKEN, LOCKED, WORD
from qianyi.intake.opening.shown import Format, significant
from qianyi.intake.opening.tables import Limits, Table, Unreadable
from qianyi.intake.opening.worksheet import Scan
from qianyi.intake.opening.zipped import open_zip

_STRUCTURE = "VelvetSweatshop"
"""The password that Excel itself tries: 保护工作簿 of an .xls is stored as encryption with it."""
_NOT_BOOK = "不是表格文件；请给出 .xlsx、.xls 或 .csv 文件"


def open_ole(data: bytes, shown: str, file_order: int, limits: Limits, password: str | None) -> list[Table]:
    """A workbook in the old compound file, or an encrypted new one. Raises Unreadable."""
    streams, stream = _streams(data)
    if "encryptedpackage" in streams:
        return open_zip(_decrypt(data, password), shown, file_order, limits)
    if stream is None and "book" not in streams:
        if "worddocument" in streams:
            raise Unreadable(WORD)
        raise Unreadable(_NOT_BOOK)
    if stream is None:
        from qianyi.intake.opening.xls95 import open_xls95

        return open_xls95(data, shown, file_order, limits)
    if _locked(stream):
        data = _unlocked(data, password)
        stream = _streams(data)[1] or b""
    scans = _scan_xls(stream)
    data = _with_plain_extents(data, stream)
    return as_tables(read_all(data, limits, scans.get, others=True), shown, file_order)


def _streams(data: bytes) -> tuple[set[str], bytes | None]:
    """The names of the streams of a compound file, and the content of its workbook stream. Raises Unreadable."""
    import olefile

    try:
        with olefile.OleFileIO(io.BytesIO(data)) as ole:
            entries = ole.directory_fp.getvalue()
            sizes = [struct.unpack_from("<Q", entries, at + 120)[0] for at in range(0, len(entries) - 127, 128)]
            sectors = [struct.unpack_from("<I", data, at)[0] for at in (44, 64, 72)]
            # the reader underneath reserves memory for what these say, and the process ends where it cannot
            if max(sizes, default=0) > len(data) or max(sectors) > len(data) // 64:
                raise Unreadable(BROKEN)
            names = {"/".join(entry).lower() for entry in ole.listdir()}
            return names, ole.openstream("Workbook").read() if "workbook" in names else None
    except Unreadable:
        raise
    except Exception:  # olefile raises whatever a broken file makes it stumble over
        raise Unreadable(BROKEN) from None


def _decrypt(data: bytes, password: str | None) -> bytes:
    if password is None:
        raise Unreadable(LOCKED)
    import msoffcrypto
    from msoffcrypto.exceptions import DecryptionError, InvalidKeyError

    plain = io.BytesIO()
    try:
        file = msoffcrypto.OfficeFile(io.BytesIO(data))
        file.load_key(password=password)
        file.decrypt(plain)
    except InvalidKeyError:
        raise Unreadable("密码不对，打不开；请核对 --password 后再试") from None
    except DecryptionError:
        raise Unreadable("这种加密方式解不开；请在 Excel 或 WPS 里去掉密码后另存") from None
    except Exception:  # a wrong key makes old ciphers yield rubbish that may fail anywhere
        raise Unreadable("密码不对，或文件已损坏；请核对 --password 后再试") from None
    content = plain.getvalue()
    if not content.startswith((b"PK\x03\x04", b"\xd0\xcf\x11\xe0")):
        raise Unreadable("密码不对，打不开；请核对 --password 后再试")
    return content


def _unlocked(data: bytes, password: str | None) -> bytes:
    """An encrypted .xls decrypted: by the default of a protected structure, else by the password given."""
    try:
        return _decrypt(data, _STRUCTURE)
    except (Unreadable, ImportError):  # a browser has nothing to decrypt with
        return _decrypt(data, password)


def _records(stream: bytes, at: int = 0) -> Iterator[tuple[int, int, int]]:
    """BIFF8 records: id, offset of the body, length."""
    end = len(stream) - 4
    while at <= end:
        kind, length = struct.unpack_from("<HH", stream, at)
        yield kind, at + 4, length
        at += 4 + length


def _locked(stream: bytes) -> bool:
    for number, (kind, _, _) in enumerate(_records(stream)):
        if kind == 0x2F:
            return True
        if kind == 0x0A or number > 20:
            return False
    return False


def _scan_xls(stream: bytes) -> dict[str, Scan]:
    scans: dict[str, Scan] = {}
    try:
        formats = _formats(stream)
        for name, offset in _bound_sheets(stream):
            look = Look()
            look.formats = formats
            for kind, at, length in _records(stream, offset):
                if kind == 0x0A:
                    break
                _look_at(stream, kind, at, length, look)
            scans[name] = look.scan()
    except (struct.error, UnicodeDecodeError, IndexError):
        raise Unreadable(BROKEN) from None
    return scans


def _formats(stream: bytes) -> dict[int, Format]:
    """The styles (XF records) whose number format shows some number as something else."""
    codes: dict[int, str] = {}
    styles: list[int] = []
    for kind, at, _ in _records(stream):
        if kind == 0x0A:
            break
        if kind == 0x41E:
            number, count, wide = struct.unpack_from("<HHB", stream, at)
            raw = stream[at + 5 : at + 5 + count * (2 if wide & 1 else 1)]
            codes[number] = raw.decode("utf-16-le" if wide & 1 else "latin-1", "replace")
        elif kind == 0xE0:
            styles.append(struct.unpack_from("<H", stream, at + 2)[0])
    return significant(codes, styles)


def _with_plain_extents(data: bytes, stream: bytes) -> bytes:
    """The file with DIMENSIONS records that span a vast or impossible area made small.

    The reader underneath reserves memory for what they say, and uses them for nothing else. Raises Unreadable where
    one lies across two sectors of the file.
    """
    for _, offset in _bound_sheets(stream):
        for kind, at, length in _records(stream, offset):
            if kind == 0x0A:
                break
            if kind != 0x200 or length < 12 or at + length > len(stream):
                continue
            top, bottom, left, right = struct.unpack_from("<IIHH", stream, at)
            if bottom < top or right < left or (bottom - top + 1) * (right - left + 1) > DENSE:
                record = stream[at - 4 : at + length]
                if record not in data:
                    raise Unreadable(BROKEN)
                data = data.replace(record, record[:4] + bytes(length))
    return data


def _bound_sheets(stream: bytes) -> Iterator[tuple[str, int]]:
    for kind, at, _ in _records(stream):
        if kind == 0x0A:
            return
        if kind == 0x85:
            offset, count, wide = struct.unpack_from("<IxxBB", stream, at)
            raw = stream[at + 8 : at + 8 + count * (2 if wide & 1 else 1)]
            yield raw.decode("utf-16-le" if wide & 1 else "latin-1"), offset


def _look_at(stream: bytes, kind: int, at: int, length: int, look: Look) -> None:
    """Note what a record tells: a cell's, or one of its row, its columns or the whole sheet."""
    match kind:
        case 0xFD | 0x204 | 0xD6 | 0x27E | 0x203:
            look.used(*struct.unpack_from("<HHH", stream, at))
        case 0xBD:
            row, first = struct.unpack_from("<HH", stream, at)
            for number in range(max(0, (length - 6) // 6)):
                look.used(row, first + number, *struct.unpack_from("<H", stream, at + 4 + 6 * number))
        case 0x205:
            row, column, value, error = struct.unpack_from("<HHxxBB", stream, at)
            look.used(row, column)
            if error:
                look.errors[row, column] = ERRORS.get(value, "#ERR!")
        case 0x06 if length >= 14:
            row, column, style, first, code, mark = struct.unpack_from("<HHHBxBxxxH", stream, at)
            look.used(row, column, style)
            if mark == 0xFFFF and first == 2:
                look.errors[row, column] = ERRORS.get(code, "#ERR!")
        case _:
            _look_beside(stream, kind, at, look)


def _look_beside(stream: bytes, kind: int, at: int, look: Look) -> None:
    match kind:
        case 0x23E:
            look.zeros = bool(stream[at] & 0x10)
        case 0x208:
            row, flags = struct.unpack_from("<H10xI", stream, at)
            if flags & 0x20:
                look.hidden_rows.add(row)
        case 0x7D:
            first, last, flags = struct.unpack_from("<HHxxxxH", stream, at)
            if flags & 1:
                look.hidden_columns.update(range(first, min(last, 255) + 1))
