"""Inputs taken up again to be copied and changed: as xlsx, as they were read, each under a name of its own."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path, PurePosixPath
from typing import TypeVar

from msgspec import Struct

from qianyi.dossier.source import InputFile
from qianyi.output.files import OutputError

_SUFFIXES = (".xlsx", ".xlsm", ".xltx", ".xltm")


class Original(Struct, frozen=True):
    """An input as xlsx. Where it had to be made from values: a note that says so, and the sheets that got new names."""

    data: bytes
    note: str | None = None
    names: dict[str, str] = {}


T = TypeVar("T")


def change(item: InputFile, password: str | None, make: Callable[[Original], T]) -> tuple[T, list[str]]:
    """What `make` makes of the input as xlsx: of its own bytes where they are a whole xlsx, else of its values; and what
    a reader should know of the latter. Raises OutputError.
    """
    source = original(item, password)
    try:
        made = make(source)
    except (LookupError, ValueError):  # a part is missing or broken that reading could do without
        source = original(item, password, as_values=True)
        made = make(source)
    return made, [f"{item.path}：{source.note}"] if source.note else []


def original(item: InputFile, password: str | None = None, *, as_values: bool = False) -> Original:
    """An input as xlsx: its own bytes, or (another type, or `as_values`) a workbook made from its values.

    Raises OutputError where the file has changed since it was read.
    """
    import hashlib

    path = Path(item.real)
    try:
        data = path.read_bytes()
    except OSError:
        raise OutputError(f"“{item.path}”现在读不出来了；请核对文件后再试。") from None
    if hashlib.sha256(data).hexdigest() != item.sha256:
        raise OutputError(f"“{item.path}”在核查之后又改动过；请再运行一次。")
    whole = is_xlsx(path)
    if whole and not as_values:
        return Original(data)
    from qianyi.intake.opening.detect import open_tables
    from qianyi.output.copies.values_only import plain_copy

    tables, _ = open_tables(path, item.path, 0, password=password)
    data, names = plain_copy(tables)
    why = "文件内部不完整" if whole else "不是 .xlsx"
    return Original(data, f"{why}，副本按单元格的值另存为 .xlsx，原格式没有保留", names)


def copy_names(inputs: Sequence[InputFile]) -> list[str]:
    """A name below the output folder for the copy of each input, none twice.

    It is the input's own name, where two bear one name with their folder, ending in .xlsx unless it is an Excel 2007
    name already.
    """
    paths = [PurePosixPath(Path(item.path).as_posix()) for item in inputs]
    basenames = [path.name.casefold() for path in paths]
    taken: set[str] = set()
    names: list[str] = []
    for item, path in zip(inputs, paths, strict=True):
        plain = not path.is_absolute() and ".." not in path.parts
        folder = (
            path.parent if plain else PurePosixPath("_".join(part for part in path.parent.parts if part[0] not in "/."))
        )
        stem = PurePosixPath(path.name) if basenames.count(path.name.casefold()) == 1 else folder / path.name
        xlsx = path.suffix.lower() in _SUFFIXES and is_xlsx(Path(item.real))
        wanted = [stem if xlsx else stem.with_suffix(".xlsx"), stem.with_name(f"{stem.name}.xlsx")]
        wanted += [stem.with_name(f"{stem.stem}-{number}.xlsx") for number in range(2, len(inputs) + 3)]
        name = next(str(name) for name in wanted if str(name).casefold() not in taken)
        taken.add(name.casefold())
        names.append(name)
    return names


def is_xlsx(path: Path) -> bool:
    """Whether the file is a zipped Excel workbook with XML parts, by its bytes."""
    try:
        data = path.read_bytes()
    except OSError:
        return False
    return data.startswith(b"PK\x03\x04") and b"xl/workbook.xml" in data
